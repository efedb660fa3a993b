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
      const std::string name = written_step_name(scenario, a, s);
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
    const std::string name =
        written_step_name(candidate.scenario, static_cast<std::size_t>(target.actor),
                          static_cast<std::size_t>(target.step));
    return item.what == name || item.what == name + " must fail";
  }
  return same_name(target.name, item.rule) || same_name(target.name, item.code);
}

/// One shell's walk. A run tells when commands begin and end; a wait begins where what was done
/// before it ends.
void observe(const ActorSpec& shell, std::size_t actor, const Timeline& timeline,
             std::vector<ObservedTimes::Step>& steps) {
  using Status = StepOutcome::Status;
  std::int64_t before = shell.owner < 0 ? shell.starts_at.count() : -1;  // -1: not known
  for (std::size_t p = 0; p < shell.length(); ++p) {
    const StepOutcome& outcome = timeline.step(actor, p);
    const StepSpec& spec = shell.performed(p);
    const bool refused = outcome.status == Status::kRefused || outcome.status == Status::kFailed;
    ObservedTimes::Step seen{outcome.began_ms, outcome.ended_ms, refused};
    if (!shell.runs(p)) {
      seen.began_ms = before;
    } else if (spec.kind != StepSpec::Kind::kCommand) {
      seen.began_ms = before;
      if (spec.kind == StepSpec::Kind::kWait && before >= 0) {
        seen.ended_ms = before + spec.wait.count();
      }
    }
    before = refused && shell.stop_at_refusal ? -1 : seen.ended_ms;
    if (shell.counts(p)) steps[shell.written(p)] = seen;
  }
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
  for (const ActorSpec& actor : scenario.actors) out.times.steps.emplace_back(actor.steps.size());
  for (std::size_t a = 0; a < world.actors.size(); ++a) {
    const ActorSpec& shell = world.actors[a];
    const std::size_t owner = shell.owner < 0 ? a : static_cast<std::size_t>(shell.owner);
    observe(shell, a, timeline, out.times.steps[owner]);
  }
  return out;
}

std::string written_step_name(const Scenario& scenario, std::size_t actor, std::size_t step) {
  const std::string number = "step " + std::to_string(step + 1);
  return scenario.actors.size() > 1 ? scenario.actors[actor].name + ", " + number : number;
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
