// Answers are numbered among those that the zone leaves possible, so a question that the zone
// settles by itself is none.
#include "sim/explore/decider.hpp"

#include <algorithm>

#include "sim/engine/assert.hpp"

namespace firedrill {

void Decider::begin(Zone* zone, Leeway* leeway) {
  zone_ = zone;
  leeway_ = leeway;
  at_ = 0;
}

bool Decider::advance() {
  while (!script_.empty() && script_.back().taken + 1 == script_.back().answers) {
    script_.pop_back();
  }
  if (script_.empty()) return false;
  ++script_.back().taken;
  return true;
}

std::uint32_t Decider::choose(Decision::Kind kind, std::uint32_t count,
                              const std::vector<std::uint32_t>& slots) {
  if (count < 2) return 0;
  if (at_ == script_.size()) {
    Decision fresh;
    fresh.kind = kind;
    fresh.answers = count;
    fresh.slots = slots;
    script_.push_back(std::move(fresh));
  }
  FIREDRILL_ASSERT(script_[at_].kind == kind && script_[at_].answers == count,
                   "an instant that is run again asks the same questions");
  return script_[at_++].taken;
}

std::size_t Decider::split(int i, int j, const std::vector<std::int64_t>& cuts) {
  const std::int64_t most = zone_->bound(i, j);
  const std::int64_t least = -zone_->bound(j, i);
  // The first and the last range that reach into the zone.
  std::size_t first = 0;
  while (first < cuts.size() && cuts[first] < least) ++first;
  std::size_t last = first;
  while (last < cuts.size() && cuts[last] < most) ++last;
  std::size_t taken = first;
  if (first != last) {
    if (at_ == script_.size()) {
      Decision fresh;
      fresh.kind = Decision::Kind::kSplit;
      fresh.first = static_cast<std::uint8_t>(i);
      fresh.second = static_cast<std::uint8_t>(j);
      fresh.answers = static_cast<std::uint32_t>(last - first + 1);
      fresh.cuts.assign(cuts.begin() + static_cast<std::ptrdiff_t>(first),
                        cuts.begin() + static_cast<std::ptrdiff_t>(last));
      script_.push_back(std::move(fresh));
    }
    FIREDRILL_ASSERT(script_[at_].kind == Decision::Kind::kSplit,
                     "an instant that is run again asks the same questions");
    taken = first + script_[at_++].taken;
  }
  if (taken < cuts.size()) zone_->restrict(i, j, cuts[taken]);
  if (taken > 0) zone_->restrict(j, i, -(cuts[taken - 1] + 1));
  keep_leeway(i, j, taken > 0 ? cuts[taken - 1] + 1 : -Leeway::kFar,
              taken < cuts.size() ? cuts[taken] : Leeway::kFar);
  return taken;
}

void Decider::keep_leeway(int i, int j, std::int64_t least, std::int64_t most) {
  if (leeway_ != nullptr) leeway_->keep(*zone_, i, j, least, most);
}

int Decider::compare(Instant a, Instant b) {
  if (a.anchor() == b.anchor()) {
    return a.offset() < b.offset() ? -1 : a.offset() > b.offset() ? 1 : 0;
  }
  const std::int64_t equal = b.offset() - a.offset();  // t_a - t_b where both are one instant
  if (const int settled = settled_by_zone(a, b, equal); settled != 0) return settled;
  cuts_.assign({equal - 1, equal});
  return static_cast<int>(split(a.anchor(), b.anchor(), cuts_)) - 1;
}

// Most comparisons are of this kind, and need no list of cuts.
int Decider::settled_by_zone(Instant a, Instant b, std::int64_t equal) {
  if (zone_->most(a, b) < 0) {
    keep_leeway(a.anchor(), b.anchor(), -Leeway::kFar, equal - 1);
    return -1;
  }
  if (zone_->least(a, b) > 0) {
    keep_leeway(a.anchor(), b.anchor(), equal + 1, Leeway::kFar);
    return 1;
  }
  return 0;
}

bool Decider::not_after(Instant a, Instant b) {
  cuts_.assign({b.offset() - a.offset()});
  return split(a.anchor(), b.anchor(), cuts_) == 0;
}

std::int64_t Decider::ticks_until(Instant phase, Duration period, Instant now) {
  // now - phase lies within (k - 1, k] periods; for k = 1 anything up to one period counts.
  const std::int64_t shift = phase.offset() - now.offset();
  const std::int64_t most = zone_->most(now, phase);
  const std::int64_t least = zone_->least(now, phase);
  const auto tick = [&](std::int64_t since) {
    return since <= period.count() ? 1 : (since + period.count() - 1) / period.count();
  };
  const std::int64_t first = tick(least);
  const std::int64_t last = tick(most);
  // The cuts on either side of what the zone leaves are no questions, but limits of the leeway.
  const std::int64_t from = first > 1 ? first - 1 : 1;
  cuts_.clear();
  for (std::int64_t k = from; k <= last; ++k) cuts_.push_back(k * period.count() + shift);
  return from + static_cast<std::int64_t>(split(now.anchor(), phase.anchor(), cuts_));
}

}  // namespace firedrill
