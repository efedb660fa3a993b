// Everything is read off the verdict of a run; nothing is judged here.
#include "sim/explore/trial.hpp"

#include <algorithm>

namespace firedrill {
namespace {

bool same_name(std::string_view a, std::string_view b) {
  const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
  return !a.empty() && std::equal(a.begin(), a.end(), b.begin(), b.end(),
                                  [&](char x, char y) { return upper(x) == upper(y); });
}

bool is_failure(const VerdictItem& item) {
  return item.verdict == Verdict::kViolated && !item.known;
}

/// The step that a verdict calls "step 3" or "step 3 must fail", when no rule names the failure.
bool find_step(const Scenario& scenario, const VerdictItem& item, FailureTarget& target) {
  for (std::size_t a = 0; a < scenario.actors.size(); ++a) {
    for (std::size_t s = 0; s < scenario.actors[a].steps.size(); ++s) {
      const std::string name = step_name(scenario, a, s);
      if (item.what != name && item.what != name + " must fail") continue;
      target.actor = static_cast<std::int32_t>(a);
      target.step = static_cast<std::int32_t>(s);
      return true;
    }
  }
  return false;
}

std::int32_t find_expectation(const Scenario& scenario, const VerdictItem& item) {
  if (!item.is_expectation) return -1;
  for (std::size_t i = 0; i < scenario.expectations.size(); ++i) {
    if (scenario.expectations[i].text == item.what) return static_cast<std::int32_t>(i);
  }
  return -1;
}

/// `item` under the name `name`, which is one of its names.
FailureTarget target_of(const Scenario& scenario, const VerdictItem& item, std::string name) {
  FailureTarget target;
  const bool by_rule = same_name(name, item.rule) || same_name(name, item.code);
  target.name = std::move(name);
  if (by_rule) return target;
  target.expectation = find_expectation(scenario, item);
  if (target.expectation < 0) (void)find_step(scenario, item, target);
  return target;
}

bool is_target(const Candidate& candidate, const VerdictItem& item) {
  const FailureTarget& target = candidate.target;
  if (target.expectation >= 0) {
    const auto i = static_cast<std::size_t>(target.expectation);
    return item.is_expectation && item.what == candidate.scenario.expectations[i].text;
  }
  if (target.step >= 0) {
    const std::string name = step_name(candidate.scenario, static_cast<std::size_t>(target.actor),
                                       static_cast<std::size_t>(target.step));
    return item.what == name || item.what == name + " must fail";
  }
  return same_name(target.name, item.rule) || same_name(target.name, item.code);
}

/// A run tells when commands begin and end; a wait begins where the step before it ends.
std::vector<ObservedTimes::Step> observed_steps(const ActorSpec& actor, const Timeline& timeline,
                                                std::size_t a) {
  std::vector<ObservedTimes::Step> out(actor.steps.size());
  std::int64_t before = actor.starts_at.count();  // -1: the procedure did not come so far
  for (std::size_t s = 0; s < out.size(); ++s) {
    const StepOutcome& step = timeline.step(a, s);
    const StepSpec& spec = actor.steps[s];
    out[s] = {step.began_ms, step.ended_ms};
    if (spec.kind != StepSpec::Kind::kCommand) out[s].began_ms = before;
    if (spec.kind == StepSpec::Kind::kWait && before >= 0) {
      out[s].ended_ms = before + spec.wait.count();
    }
    const bool refused =
        step.status == StepOutcome::Status::kRefused || step.status == StepOutcome::Status::kFailed;
    before = refused && actor.stop_at_refusal ? -1 : out[s].ended_ms;
  }
  return out;
}

}  // namespace

Trial try_scenario(const Scenario& scenario) {
  World world;
  build_world(scenario, world);
  Simulation simulation(world, {});
  Timeline timeline(scenario, simulation);
  simulation.listen(&timeline);
  simulation.run();
  Trial out;
  out.outcome = judge(scenario, simulation, timeline);
  out.digest = simulation.digest();
  out.events = simulation.events();
  for (std::size_t i = 0; i < scenario.faults.size(); ++i) {
    out.times.faults.push_back(simulation.root_time(Root::fault(static_cast<std::uint32_t>(i))));
  }
  for (std::size_t a = 0; a < scenario.actors.size(); ++a) {
    out.times.steps.push_back(observed_steps(scenario.actors[a], timeline, a));
  }
  return out;
}

std::vector<std::string> failure_names(const VerdictItem& item) {
  std::vector<std::string> out;
  for (const std::string& name : {item.rule, item.code, item.what}) {
    if (!name.empty() && std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  return out;
}

std::optional<FailureTarget> find_failure(const Scenario& scenario, const Outcome& outcome,
                                          const std::string& name) {
  std::vector<std::string> wanted = scenario.expected_to_fail;
  if (!name.empty()) wanted = {name};
  for (const VerdictItem& item : outcome.items) {
    if (!is_failure(item)) continue;
    const std::vector<std::string> names = failure_names(item);
    if (wanted.empty()) return target_of(scenario, item, names.front());
    for (const std::string& each : names) {
      for (const std::string& one : wanted) {
        if (same_name(each, one)) return target_of(scenario, item, each);
      }
    }
  }
  return std::nullopt;
}

const VerdictItem* failure_in(const Candidate& candidate, const Outcome& outcome) {
  for (const VerdictItem& item : outcome.items) {
    if (is_failure(item) && is_target(candidate, item)) return &item;
  }
  return nullptr;
}

bool fails_the_same(const Candidate& candidate, const Outcome& outcome) {
  const std::vector<std::string>& expected = candidate.scenario.expected_to_fail;
  const auto is_expected = [&](const VerdictItem& item) {
    return std::any_of(expected.begin(), expected.end(), [&](const std::string& name) {
      return same_name(name, item.rule) || same_name(name, item.code);
    });
  };
  for (const VerdictItem& item : outcome.items) {
    if (!expected.empty() && is_failure(item) && !is_expected(item)) return false;
  }
  return failure_in(candidate, outcome) != nullptr;
}

}  // namespace firedrill
