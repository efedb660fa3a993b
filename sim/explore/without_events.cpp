// What an expectation counts from is gone with the plan, so it becomes the instant at which it
// came.
#include "sim/explore/without_events.hpp"

#include "sim/explore/plan_edits.hpp"

namespace firedrill {
namespace {

/// The first fault that struck; -1 = none.
std::int64_t first_strike(const ObservedTimes& times) {
  std::int64_t out = -1;
  for (const std::int64_t struck : times.faults) {
    if (struck >= 0 && (out < 0 || struck < out)) out = struck;
  }
  return out;
}

/// When the window of a deadline opened; -1 = never. What a deadline waits for without a number
/// (`when`) stays as it is.
std::int64_t window_opens(const Trigger& from, const ObservedTimes& times) {
  const auto reference = static_cast<std::size_t>(from.reference);
  std::int64_t base = -1;
  if (from.kind == Trigger::Kind::kAfterFault) base = times.faults[reference];
  if (from.kind == Trigger::Kind::kAfterStep) base = times.steps[from.actor][reference].ended_ms;
  if (from.kind == Trigger::Kind::kAfterAnyFault) base = first_strike(times);
  return base < 0 ? -1 : base + from.delay.count();
}

/// False when it cannot fail without events.
bool counts_from_an_instant(Scenario& scenario, ExpectationSpec& e, const ObservedTimes& times) {
  if (e.kind == ExpectationSpec::Kind::kAfterStep) {
    const std::int64_t ended = times.steps[e.actor][static_cast<std::size_t>(e.step)].ended_ms;
    if (ended <= 0) return false;
    e.kind = ExpectationSpec::Kind::kAtEnd;
    scenario.duration = Duration(ended);
    return true;
  }
  const bool counted = e.from.kind != Trigger::Kind::kAt && e.from.kind != Trigger::Kind::kWhen;
  if (e.kind != ExpectationSpec::Kind::kWithin || !counted) return true;
  const std::int64_t opens = window_opens(e.from, times);
  e.from = Trigger{};
  e.from.at = Duration(opens);
  return opens >= 0;
}

}  // namespace

bool fails_without_events(const Candidate& candidate, const ObservedTimes& times) {
  if (candidate.target.step >= 0) return false;
  Candidate bare = only_the_failure(candidate);
  Scenario& scenario = bare.scenario;
  if (!scenario.expectations.empty() &&
      !counts_from_an_instant(scenario, scenario.expectations.front(), times)) {
    return false;
  }
  scenario.faults.clear();
  scenario.actors.clear();
  scenario.slips.clear();
  scenario.mishaps.clear();
  scenario.orders.clear();
  return failure_in(bare, try_scenario(scenario).outcome) != nullptr;
}

}  // namespace firedrill
