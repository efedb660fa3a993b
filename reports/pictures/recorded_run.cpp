// Two runs: one to see whom the failure leaves without service, one to keep everything.
#include "reports/pictures/recorded_run.hpp"

#include "sim/explore/delta.hpp"
#include "sim/run/names.hpp"

namespace firedrill {
namespace {

/// A user who wants service and has no regular one at the end; -1 = all have.
std::int64_t user_left_behind(const World& world) {
  Simulation simulation(world, {});
  simulation.run();
  const State& s = simulation.state();
  for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
    if (s.user(u).wants_online != 0 && s.user(u).mode != UserMode::kRegular) return u;
  }
  return -1;
}

}  // namespace

RecordedRun::RecordedRun(const Scenario& run, std::string line, const RecordedRunOptions& options)
    : scenario(run), again(std::move(line)) {
  build_world(scenario, world);
  const std::int64_t user = user_left_behind(world);
  simulation = std::make_unique<Simulation>(world, SimulationOptions{.causes = KeepCauses::kAll});
  timeline = std::make_unique<Timeline>(scenario, *simulation);
  facts = std::make_unique<FactLog>(*simulation, *timeline);
  measures = std::make_unique<Measures>(*simulation);
  history = std::make_unique<RunHistory>(*simulation, *measures);
  causes = std::make_unique<CauseBook>(scenario, *simulation, *timeline, user);
  simulation->listen(timeline.get());
  simulation->listen(facts.get());
  simulation->listen(measures.get());
  simulation->listen(history.get());
  simulation->listen(causes.get());
  history->begin();
  simulation->run();
  history->end();
  facts->on_instant(simulation->state().now().ms());
  figures = measures->figures();
  outcome = judge(scenario, *simulation, *timeline);
  const auto target = find_failure(scenario, outcome, "");
  if (!target) return;
  const Candidate candidate{scenario, *target};
  failed = failure_in(candidate, outcome);
  if (!options.story || failed == nullptr) return;
  TrialBudget budget(options.trials);
  critical = critical_step(candidate, candidate, budget);
  story = tell_story(candidate, *critical);
}

std::string RecordedRun::badge() const {
  if (outcome.expected_to_fail) {
    return outcome.as_expected ? "VIOLATED, as expected" : "NOT AS EXPECTED";
  }
  return outcome.verdict == Verdict::kHeld       ? "HELD"
         : outcome.verdict == Verdict::kViolated ? "VIOLATED"
                                                 : "UNKNOWN";
}

std::string RecordedRun::clock(std::int64_t at_ms) const {
  return clock_text(at_ms, scenario.clock_start.count());
}

}  // namespace firedrill
