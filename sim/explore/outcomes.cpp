// Ordered maps throughout: the numbers follow from the order of discovery alone.
#include "sim/explore/outcomes.hpp"

#include <algorithm>
#include <iterator>

#include "sim/engine/assert.hpp"
#include "sim/rules/invariants.hpp"
#include "sim/run/verdict.hpp"

namespace firedrill {

OutcomeBits::OutcomeBits(const World& world) {
  for (const InvariantInfo& info : InvariantWatch::table()) {
    if (rules_.empty() || rules_.back() != info.rule) rules_.push_back(info.rule);
  }
  missed_ = rules_.size();
  undecided_ = missed_ + world.expectations.size();
  open_ = undecided_ + world.expectations.size();
  reported_ = open_ + world.expectations.size();
  for (std::size_t bit = 0; bit < rules_.size(); ++bit) judged_.set(bit);
  for (std::size_t i = 0; i < world.expectations.size(); ++i) {
    if (!world.expectations[i].under_faults) continue;
    judged_.set(missed(i));
    judged_.set(undecided(i));
  }
  judged_.set(not_modelled());
}

std::size_t OutcomeBits::of_rule(std::string_view rule) const {
  const auto at = std::find(rules_.begin(), rules_.end(), rule);
  FIREDRILL_ASSERT(at != rules_.end(), "a violated rule stands in the table");
  return static_cast<std::size_t>(at - rules_.begin());
}

std::optional<std::size_t> OutcomeBits::at_end(const World& world, const State& state,
                                               std::size_t expectation) const {
  if (time_not_up(world, state, expectation)) return open(expectation);
  switch (expectation_verdict(world, state, expectation)) {
    case Verdict::kViolated:
      return missed(expectation);
    case Verdict::kUnknown:
      return undecided(expectation);
    case Verdict::kHeld:
      return std::nullopt;
  }
  return std::nullopt;
}

std::string OutcomeBits::name(const std::vector<ExpectationSpec>& expectations,
                              std::size_t bit) const {
  if (bit < missed_) return std::string(rules_[bit]);
  if (bit < undecided_) return "missed: " + expectations[bit - missed_].text;
  if (bit < open_) return "undecided: " + expectations[bit - undecided_].text;
  if (bit < reported_) return "time not up: " + expectations[bit - open_].text;
  return std::string(error_name(ErrorCode::kNotModelled));
}

OutcomeSets::OutcomeSets() {
  (void)number({});
}

std::uint32_t OutcomeSets::number(std::vector<OutcomeMask> members) {
  const auto [at, fresh] =
      numbers_.emplace(std::move(members), static_cast<std::uint32_t>(sets_.size()));
  if (fresh) sets_.push_back(&at->first);
  return at->second;
}

std::uint32_t OutcomeSets::of(const OutcomeMask& outcome) {
  return number({outcome});
}

std::uint32_t OutcomeSets::unite(std::uint32_t a, std::uint32_t b) {
  if (a == b || b == 0) return a;
  if (a == 0) return b;
  const auto pair = std::minmax(a, b);
  const auto known = united_.find(pair);
  if (known != united_.end()) return known->second;
  std::vector<OutcomeMask> members;
  std::set_union(sets_[a]->begin(), sets_[a]->end(), sets_[b]->begin(), sets_[b]->end(),
                 std::back_inserter(members));
  return united_[pair] = number(std::move(members));
}

std::uint32_t OutcomeSets::add(std::uint32_t set, const OutcomeMask& more) {
  if (more.none()) return set;
  const auto known = added_.find({set, more});
  if (known != added_.end()) return known->second;
  std::vector<OutcomeMask> members = *sets_[set];
  for (OutcomeMask& member : members) member |= more;
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
  const std::uint32_t result = number(std::move(members));
  return added_[{set, more}] = result;
}

}  // namespace firedrill
