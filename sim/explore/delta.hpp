// Delta debugging: from a list that fails to a short list that fails, with a budget.
//
// It knows nothing of scenarios. A caller has a list of parts and a predicate that says whether a
// list fails; the parts may be faults and steps, commands of a property test, anything that can be
// copied. What is kept is always a list for which the predicate was true, so that a search that
// runs out of its budget leaves the best that it found.
//
//   drop_runs         halves, quarters, ... single parts; ends 1-minimal
//   drop_pairs        two parts that fail only with both or without both
//   drop_by_replacing one or two go because another is made stronger (two small writes, one large)
//   smallest_part     every lighter part of the list: what is left is proved smallest
//   simplify_parts    each part by the simplest that still fails
//
// The order of all candidates is fixed, so the result is a function of list and predicate alone.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace firedrill {

/// How many candidates may be tried; the stages of one search share it.
class TrialBudget {
 public:
  explicit TrialBudget(std::uint32_t trials_max) : trials_max_(trials_max) {}
  /// Takes one trial; false when none is left.
  [[nodiscard]] bool take() {
    if (spent()) return false;
    ++trials_;
    return true;
  }
  /// None is left from now on (somebody asked to stop).
  void end() { trials_max_ = trials_; }
  [[nodiscard]] bool spent() const { return trials_ >= trials_max_; }
  [[nodiscard]] std::uint32_t trials() const { return trials_; }

 private:
  std::uint32_t trials_max_;
  std::uint32_t trials_ = 0;
};

/// Up to which length of list the stages that try more than a few candidates a part are worth it.
struct DeltaLimits {
  std::size_t pairs_up_to = 24;
  std::size_t replacing_up_to = 12;
  std::size_t subsets_up_to = 10;
};

namespace delta {

/// `parts` without [from, to).
template <typename Part>
[[nodiscard]] std::vector<Part> without(const std::vector<Part>& parts, std::size_t from,
                                        std::size_t to) {
  std::vector<Part> out;
  out.reserve(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i < from || i >= to) out.push_back(parts[i]);
  }
  return out;
}

template <typename Part, typename Fails>
[[nodiscard]] bool accept(std::vector<Part>& parts, std::vector<Part> candidate, Fails& fails,
                          TrialBudget& budget) {
  if (!budget.take() || !fails(std::as_const(candidate))) return false;
  parts = std::move(candidate);
  return true;
}

/// One pass over runs of `length` parts, the last first: what comes late rests on what came before
/// it, and is dropped more easily.
template <typename Part, typename Fails>
bool drop_runs_of(std::vector<Part>& parts, std::size_t length, Fails& fails, TrialBudget& budget) {
  bool dropped = false;
  std::size_t end = parts.size();
  while (end > 0 && !budget.spent()) {
    const std::size_t from = end > length ? end - length : 0;
    dropped = accept(parts, without(parts, from, end), fails, budget) || dropped;
    end = std::min(from, parts.size());
  }
  return dropped;
}

template <typename Part, typename Fails>
bool drop_runs(std::vector<Part>& parts, Fails& fails, TrialBudget& budget) {
  bool dropped = false;
  for (std::size_t length = std::max<std::size_t>(parts.size(), 1); length > 1; length /= 2) {
    dropped = drop_runs_of(parts, length, fails, budget) || dropped;
  }
  while (drop_runs_of(parts, 1, fails, budget)) dropped = true;
  return dropped;
}

template <typename Part, typename Fails>
bool drop_one_pair(std::vector<Part>& parts, Fails& fails, TrialBudget& budget) {
  for (std::size_t b = parts.size(); b-- > 1;) {
    for (std::size_t a = b; a-- > 0;) {
      if (accept(parts, without(without(parts, b, b + 1), a, a + 1), fails, budget)) return true;
      if (budget.spent()) return false;
    }
  }
  return false;
}

template <typename Part, typename Fails>
bool drop_pairs(std::vector<Part>& parts, Fails& fails, TrialBudget& budget) {
  bool dropped = false;
  while (drop_one_pair(parts, fails, budget)) {
    dropped = true;
    drop_runs(parts, fails, budget);
  }
  return dropped;
}

/// `parts` with `strong` at `kept`, without one part and, unless it is `kept` too, another.
template <typename Part>
[[nodiscard]] std::vector<Part> replacing(const std::vector<Part>& parts, std::size_t kept,
                                          const Part& strong, std::size_t gone,
                                          std::size_t gone_too) {
  std::vector<Part> out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i == kept) {
      out.push_back(strong);
    } else if (i != gone && i != gone_too) {
      out.push_back(parts[i]);
    }
  }
  return out;
}

/// `stronger(part)` lists parts that may make up for one or two others that go.
template <typename Part, typename Fails, typename Stronger>
bool drop_some_by_replacing(std::vector<Part>& parts, Fails& fails, TrialBudget& budget,
                            Stronger& stronger, bool two) {
  for (std::size_t kept = 0; kept < parts.size(); ++kept) {
    for (const Part& strong : stronger(std::as_const(parts[kept]))) {
      for (std::size_t gone = 0; gone < parts.size(); ++gone) {
        if (gone == kept) continue;
        const std::size_t first = two ? gone + 1 : kept;
        const std::size_t last = two ? parts.size() : kept + 1;
        for (std::size_t gone_too = first; gone_too < last; ++gone_too) {
          if (two && gone_too == kept) continue;
          if (accept(parts, replacing(parts, kept, strong, gone, gone_too), fails, budget)) {
            return true;
          }
          if (budget.spent()) return false;
        }
      }
    }
  }
  return false;
}

template <typename Part, typename Fails, typename Stronger>
bool drop_by_replacing(std::vector<Part>& parts, Fails& fails, TrialBudget& budget,
                       Stronger& stronger) {
  bool dropped = false;
  while (drop_some_by_replacing(parts, fails, budget, stronger, false) ||
         drop_some_by_replacing(parts, fails, budget, stronger, true)) {
    dropped = true;
    drop_runs(parts, fails, budget);
  }
  return dropped;
}

/// Tries every part of the list that is lighter than the whole, the lightest first, and ends with
/// the first that fails. True: all were tried, and `parts` is the lightest part of what it was that
/// fails (of equally light ones the first). False: the budget ended before.
template <typename Part, typename Fails, typename Weight>
bool smallest_part(std::vector<Part>& parts, Fails& fails, TrialBudget& budget, Weight& weight) {
  struct Subset {
    std::uint64_t weight;
    std::uint32_t mask;
  };
  const std::uint32_t whole = (std::uint32_t{1} << parts.size()) - 1;
  const auto weigh = [&](std::uint32_t mask) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if ((mask >> i & 1U) != 0) sum += weight(parts[i]);
    }
    return sum;
  };
  std::vector<Subset> subsets;
  for (std::uint32_t mask = 0; mask < whole; ++mask) subsets.push_back({weigh(mask), mask});
  std::stable_sort(subsets.begin(), subsets.end(),
                   [](const Subset& a, const Subset& b) { return a.weight < b.weight; });
  for (const Subset& subset : subsets) {
    std::vector<Part> candidate;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if ((subset.mask >> i & 1U) != 0) candidate.push_back(parts[i]);
    }
    if (budget.spent()) return false;
    if (accept(parts, std::move(candidate), fails, budget)) return true;
  }
  return true;
}

/// `simpler(part)` lists simpler parts, the simplest first.
template <typename Part, typename Fails, typename Simpler>
bool simplify_parts(std::vector<Part>& parts, Fails& fails, TrialBudget& budget, Simpler& simpler) {
  bool simplified = false;
  for (bool again = true; again && !budget.spent();) {
    again = false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      for (const Part& simple : simpler(std::as_const(parts[i]))) {
        std::vector<Part> candidate = parts;
        candidate[i] = simple;
        if (!accept(parts, std::move(candidate), fails, budget)) continue;
        again = simplified = true;
        break;
      }
    }
  }
  return simplified;
}

}  // namespace delta

template <typename Part>
struct Delta {
  std::vector<Part> parts;
  std::uint32_t trials = 0;
  bool proved_smallest = false;  // no lighter part of `parts` fails: all were tried
};

/// All of the above, in turn, until nothing changes. `failing` fails already. A list that was
/// shortened by making a part stronger gets its simple parts back in the end.
template <typename Part, typename Fails, typename Stronger, typename Simpler>
[[nodiscard]] Delta<Part> shrink_list(std::vector<Part> failing, Fails fails, Stronger stronger,
                                      Simpler simpler, std::uint32_t trials_max,
                                      const DeltaLimits& limits = {}) {
  TrialBudget budget(trials_max);
  Delta<Part> out{std::move(failing)};
  std::vector<Part>& parts = out.parts;
  delta::drop_runs(parts, fails, budget);
  for (bool again = true; again && !budget.spent();) {
    again = parts.size() <= limits.pairs_up_to && delta::drop_pairs(parts, fails, budget);
    again = (parts.size() <= limits.replacing_up_to &&
             delta::drop_by_replacing(parts, fails, budget, stronger)) ||
            again;
  }
  delta::simplify_parts(parts, fails, budget, simpler);
  if (parts.size() <= limits.subsets_up_to) {
    auto each_counts_one = [](const Part&) { return std::uint64_t{1}; };
    out.proved_smallest = delta::smallest_part(parts, fails, budget, each_counts_one);
  }
  out.trials = budget.trials();
  return out;
}

}  // namespace firedrill
