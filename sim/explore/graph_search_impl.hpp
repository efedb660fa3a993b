// The inside of graph_search.hpp, which includes it: levels, the workers of one level, and the way
// back to the initial state. What it does and why stands there.
#pragma once

#include "sim/explore/graph_search.hpp"

namespace firedrill {

/// What is emitted by a protocol: its Candidate, where it has one.
template <class Protocol>
struct CandidateOf {
  using Type = typename Protocol::State;
};
template <class Protocol>
requires requires {
  typename Protocol::Candidate;
}
struct CandidateOf<Protocol> {
  using Type = typename Protocol::Candidate;
};

/// One thread of one level.
template <class Protocol>
class GraphSearch<Protocol>::Worker {
 public:
  /// `alone`: no other worker is at this level. `recent` is what this thread met so far.
  Worker(GraphSearch& search, RecentStates& recent, bool alone)
      : search_(search), recent_(recent), alone_(alone), lock_(search.growth_, std::defer_lock) {
    batch_.reserve(kBatch);
  }

  void run() {
    if (!alone_) lock_.lock();
    while (true) {
      const std::size_t unit = search_.next_unit_.fetch_add(1, std::memory_order_relaxed);
      if (unit >= search_.next_.size()) break;
      explore(unit);
      // Exactly as long as it must be: what was found may wait for long.
      search_.next_[unit] = {{found_.states.begin(), found_.states.end()},
                             {found_.parents.begin(), found_.parents.end()}};
      found_.states.clear();
      found_.parents.clear();
    }
    if (!alone_) lock_.unlock();
  }

  std::uint64_t transitions = 0;
  std::vector<Loss> losses;

 private:
  using Kept = std::conditional_t<kSymmetry, State, typename CandidateOf<Protocol>::Type>;
  struct Pending {
    Kept kept;
    Fingerprint fingerprint;
    std::uint32_t parent;
  };

  void explore(std::size_t unit) {
    const std::vector<std::size_t>& offsets = search_.offsets_;
    std::size_t at = unit * kUnit;
    const std::size_t end = std::min(at + kUnit, offsets.back());
    auto portion = static_cast<std::size_t>(std::upper_bound(offsets.begin(), offsets.end(), at) -
                                            offsets.begin() - 1);
    for (; at < end; ++at) {
      while (at >= offsets[portion + 1]) ++portion;
      const State& state = search_.level_[portion].states[at - offsets[portion]];
      const std::uint64_t number = search_.level_first_ + at;
      if (search_.violation_.load(std::memory_order_relaxed) < number) break;
      if (!search_.protocol_.invariant(state)) {
        note_violation(number);
        break;
      }
      // Without memory for what follows, the rest of the level is still checked.
      if (!search_.exhausted_.load(std::memory_order_relaxed)) {
        expand(state, static_cast<std::uint32_t>(number));
      }
    }
    flush();
  }

  void note_violation(std::uint64_t number) {
    std::uint64_t least = search_.violation_.load(std::memory_order_relaxed);
    while (number < least && !search_.violation_.compare_exchange_weak(least, number)) {
    }
  }

  void expand(const State& state, std::uint32_t number) {
    search_.protocol_.for_each_successor(state, [&](const auto& candidate) {
      ++transitions;
      decltype(auto) kept = representative(search_.protocol_, candidate);
      const Fingerprint fingerprint = search_.protocol_.fingerprint(kept);
      // This thread takes parents in the order of their numbers, so whoever met this state before
      // was no worse a parent.
      if (recent_.meet(fingerprint)) return;
      search_.visited_.prefetch(fingerprint);
      batch_.push_back({kept, fingerprint, number});
      if (batch_.size() == kBatch) flush();
    });
  }

  void flush() {
    if (batch_.empty()) return;
    if (alone_) {
      for (const Pending& pending : batch_) insert_alone(pending);
    } else if (!insert_with_others()) {
      lock_.unlock();
      insert_when_there_is_room();
    }
    batch_.clear();
    // Others' reservations count as found, so the limit is reached at most a few batches late.
    // That decides nothing: explore_level() compares again when all is still.
    const std::size_t found = search_.visited_.size();
    const std::size_t before =
        search_.found_before_next_level() + search_.options_.threads * kBatch;
    if (found > before && !search_.fits(found, found - before)) search_.exhausted_ = true;
  }

  /// False where the table has no room for the batch.
  bool insert_with_others() {
    if (!search_.visited_.reserve_shared(batch_.size())) return false;
    std::size_t inserted = 0;
    for (const Pending& pending : batch_) inserted += insert_shared(pending) ? 1 : 0;
    search_.visited_.give_back_shared(batch_.size() - inserted);
    return true;
  }

  /// Makes the table grow, or waits until another thread has done so and helps it. A thread that
  /// insisted on having the table for itself might wait while others use the room they made.
  void insert_when_there_is_room() {
    while (true) {
      if (std::unique_lock grows(search_.growth_, std::try_to_lock); grows.owns_lock()) {
        for (const Pending& pending : batch_) insert_alone(pending);
        break;
      }
      if (lock_.try_lock()) {
        if (insert_with_others()) return;
        lock_.unlock();
      }
      search_.visited_.help_to_grow();
      std::this_thread::yield();  // sleeping would cost more than the others take
    }
    while (!lock_.try_lock()) std::this_thread::yield();
  }

  void insert_alone(const Pending& pending) {
    const VisitedTable::Visit visit =
        search_.visited_.find_or_insert(pending.fingerprint, pending.parent);
    if (visit.what == Insertion::kInserted) {
      take(pending);
    } else if (visit.what == Insertion::kFull) {
      search_.exhausted_ = true;
    } else if (*visit.payload > pending.parent) {
      losses.push_back({*visit.payload, pending.fingerprint});
      *visit.payload = pending.parent;
      take(pending);
    }
  }

  bool insert_shared(const Pending& pending) {
    const VisitedTable::SharedVisit visit =
        search_.visited_.find_or_insert_shared(pending.fingerprint, pending.parent);
    if (visit.what == Insertion::kInserted) {
      take(pending);
      return true;
    }
    if (visit.before > pending.parent) {
      losses.push_back({visit.before, pending.fingerprint});
      take(pending);
    }
    return false;
  }

  void take(const Pending& pending) {
    found_.states.push_back(state_of(search_.protocol_, pending.kept));
    found_.parents.push_back(pending.parent);
  }

  GraphSearch& search_;
  RecentStates& recent_;
  const bool alone_;
  // Held while this thread looks at the table, given up while somebody makes it grow.
  std::shared_lock<std::shared_mutex> lock_;
  std::vector<Pending> batch_;
  Portion found_;
};

template <class Protocol>
SearchResult<typename Protocol::State> GraphSearch<Protocol>::run() {
  SearchResult<State> result;
  if (!begin()) return result;
  while (true) {
    ++result.levels;
    result.states = found_before_next_level();
    const bool complete = explore_level();
    result.bytes = bytes_;
    result.omission_probability = VisitedTable::omission_probability(result.states);
    result.transitions = transitions_;
    if (violation_ != kNone) {
      result.verdict = Verdict::kViolated;
      result.counterexample = path_to(violation_);
      return result;
    }
    if (!complete) return result;
    begin_next_level();
    result.visited_bytes = visited_.bytes() + parents_.size() * sizeof(std::uint32_t);
    if (offsets_.back() == 0) {
      result.verdict = Verdict::kHeld;
      return result;
    }
  }
}

template <class Protocol>
bool GraphSearch<Protocol>::begin() {
  const State first = representative(protocol_, protocol_.initial());
  level_.push_back({{first}, {}});
  offsets_ = {0, 1};
  parents_.push_back(0);
  bytes_ = bytes_with(1, 0);
  if (!fits(1, 0)) return false;
  return visited_.find_or_insert(protocol_.fingerprint(first), 0).what == Insertion::kInserted;
}

/// Checks and expands every state of the level; false where that ended early.
template <class Protocol>
bool GraphSearch<Protocol>::explore_level() {
  const std::size_t units = (offsets_.back() + kUnit - 1) / kUnit;
  next_.assign(units, {});
  next_unit_ = 0;
  const std::size_t count = std::clamp<std::size_t>(options_.threads, 1, units);
  if (recent_.size() < count) recent_.resize(count);
  std::vector<Worker> workers;
  workers.reserve(count);
  for (std::size_t i = 0; i < count; ++i) workers.emplace_back(*this, recent_[i], count == 1);
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < count; ++i) threads.emplace_back([&, i] { workers[i].run(); });
  workers[0].run();
  for (std::thread& thread : threads) thread.join();

  const std::size_t states = visited_.size();
  const std::size_t found = states - found_before_next_level();
  if (!fits(states, found)) exhausted_ = true;
  if (violation_ != kNone || exhausted_) return false;
  bytes_ = std::max(bytes_, bytes_with(states, found));
  std::vector<Loss> losses;
  for (Worker& worker : workers) {
    transitions_ += worker.transitions;
    losses.insert(losses.end(), worker.losses.begin(), worker.losses.end());
  }
  strike_out(losses);
  return true;
}

/// Takes the states that were lost to lower-numbered parents out of the next level.
template <class Protocol>
void GraphSearch<Protocol>::strike_out(std::vector<Loss>& losses) {
  std::sort(losses.begin(), losses.end(),
            [](const Loss& a, const Loss& b) { return a.parent < b.parent; });
  for (auto loss = losses.begin(); loss != losses.end();) {
    const std::size_t unit = (loss->parent - level_first_) / kUnit;
    Portion& portion = next_[unit];
    std::vector<bool> struck(portion.states.size());
    for (; loss != losses.end() && (loss->parent - level_first_) / kUnit == unit; ++loss) {
      const auto at =
          std::lower_bound(portion.parents.begin(), portion.parents.end(), loss->parent);
      auto i = static_cast<std::size_t>(at - portion.parents.begin());
      while (i < struck.size() && protocol_.fingerprint(portion.states[i]) != loss->fingerprint)
        ++i;
      FIREDRILL_ASSERT(i < struck.size(), "a state was found by the parent that lost it");
      struck[i] = true;
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < struck.size(); ++i) {
      if (struck[i]) continue;
      if (kept != i) portion.states[kept] = std::move(portion.states[i]);
      portion.parents[kept++] = portion.parents[i];
    }
    portion.states.erase(portion.states.begin() + static_cast<std::ptrdiff_t>(kept),
                         portion.states.end());
    portion.parents.resize(kept);
  }
}

template <class Protocol>
void GraphSearch<Protocol>::begin_next_level() {
  level_first_ += offsets_.back();
  level_.clear();
  offsets_.assign(1, 0);
  for (Portion& portion : next_) {
    if (portion.states.empty()) continue;
    for (const std::uint32_t parent : portion.parents) parents_.push_back(parent);
    offsets_.push_back(offsets_.back() + portion.states.size());
    level_.push_back({std::move(portion.states), {}});
  }
  FIREDRILL_ASSERT(parents_.size() == visited_.size(), "every state was given a number");
}

/// The number of a state's first child in the tree of parents: numbers rise with parents'.
template <class Protocol>
std::uint64_t GraphSearch<Protocol>::first_child_of(std::uint64_t number) const {
  std::uint64_t low = 1;
  std::uint64_t high = parents_.size() + 1;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (parents_[middle - 1] < number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/// The fingerprint of the `ordinal`-th child of a state.
template <class Protocol>
Fingerprint GraphSearch<Protocol>::child_fingerprint(const State& state, std::uint64_t number,
                                                     std::uint64_t ordinal) const {
  std::vector<Fingerprint> children;
  protocol_.for_each_successor(state, [&](const auto& candidate) {
    const Fingerprint fingerprint = protocol_.fingerprint(representative(protocol_, candidate));
    const std::uint32_t* parent = visited_.find(fingerprint);
    if (parent == nullptr || *parent != number) return;
    if (std::find(children.begin(), children.end(), fingerprint) == children.end()) {
      children.push_back(fingerprint);
    }
  });
  FIREDRILL_ASSERT(ordinal < children.size(), "a state has the successors it had before");
  return children[ordinal];
}

/// The first successor that stands for a fingerprint.
template <class Protocol>
typename Protocol::State GraphSearch<Protocol>::step_to(const State& state,
                                                        Fingerprint fingerprint) const {
  std::optional<State> found;
  protocol_.for_each_successor(state, [&](const auto& candidate) {
    if (found || protocol_.fingerprint(representative(protocol_, candidate)) != fingerprint) return;
    found = state_of(protocol_, candidate);
  });
  FIREDRILL_ASSERT(found.has_value(), "canonical() is a symmetry of the protocol");
  return *found;
}

template <class Protocol>
std::vector<typename Protocol::State> GraphSearch<Protocol>::path_to(std::uint64_t number) const {
  std::vector<std::uint64_t> numbers;
  for (; number != 0; number = parents_[number - 1]) numbers.push_back(number);
  std::vector<State> path = {protocol_.initial()};
  // What the search itself went through: the same states, or with symmetry what stands for them.
  State followed = representative(protocol_, path.back());
  for (std::size_t i = numbers.size() - 1; i > 0; --i) {
    const std::uint64_t from = numbers[i];
    const Fingerprint next =
        child_fingerprint(followed, from, numbers[i - 1] - first_child_of(from));
    path.push_back(step_to(path.back(), next));
    followed = representative(protocol_, step_to(followed, next));
  }
  return path;
}

}  // namespace firedrill
