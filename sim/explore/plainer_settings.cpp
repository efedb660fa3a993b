// Settings are counted as they come: those of the file, then those of each fault, administrator and
// step. Plainer means that the line, or a clause of it, is not needed.
#include "sim/explore/plainer_settings.hpp"

#include <array>
#include <iterator>

namespace firedrill {
namespace {

using Change = bool (*)(Scenario&);

bool documented_load(Scenario& scenario) {
  if (!scenario.load.enabled || scenario.load == LoadSpec{}) return false;
  scenario.load = LoadSpec{};
  return true;
}

bool as_documented(Scenario& scenario) {
  if (scenario.personality == Personality::kDocAlias) return false;
  scenario.personality = Personality::kDocAlias;
  return true;
}

bool any_seed(Scenario& scenario) {
  if (scenario.seed == 1) return false;
  scenario.seed = 1;
  return true;
}

bool no_known_failures(Scenario& scenario) {
  if (scenario.may_fail_under_faults.empty()) return false;
  scenario.may_fail_under_faults.clear();
  return true;
}

/// Names by which it no longer fails, or which another name covers, are tried one by one.
bool one_name_less(Scenario& scenario, std::size_t i) {
  if (scenario.expected_to_fail.size() < 2) return false;
  scenario.expected_to_fail.erase(scenario.expected_to_fail.begin() +
                                  static_cast<std::ptrdiff_t>(i));
  return true;
}

constexpr std::array<Change, 4> kOfTheFile = {documented_load, as_documented, any_seed,
                                              no_known_failures};

bool plainer_fault(FaultSpec& fault, std::size_t which) {
  if (which == 0) {
    if (!fault.has_repair) return false;
    fault.has_repair = false;
    fault.repair_after = Duration{0};
    return true;
  }
  if (fault.lose_content) {
    fault.lose_content = false;
    return true;
  }
  if (fault.count <= 1) return false;
  fault.count = 1;
  return true;
}
constexpr std::size_t kOfAFault = 2;

bool plainer_actor(ActorSpec& actor, std::size_t which) {
  if (which == 0) {
    if (!actor.stop_at_refusal) return false;
    actor.stop_at_refusal = false;
    return true;
  }
  if (actor.groups.empty()) return false;
  actor.groups.clear();
  return true;
}
constexpr std::size_t kOfAnActor = 2;

bool plainer_step(StepSpec& step, std::size_t which) {
  if (which == 0) {
    if (step.expected_refusal == ErrorCode::kOk && step.expected_rule.empty()) return false;
    step.expected_refusal = ErrorCode::kOk;
    step.expected_rule.clear();
    return true;
  }
  if (step.retry_every.count() == 0) return false;
  step.retry_every = Duration{0};
  step.retries = 0;
  return true;
}
constexpr std::size_t kOfAStep = 2;

}  // namespace

std::size_t setting_count(const Scenario& scenario) {
  std::size_t out = kOfTheFile.size() + scenario.parameters.size() +
                    scenario.expected_to_fail.size() + scenario.orders.size() +
                    scenario.faults.size() * kOfAFault + scenario.actors.size() * kOfAnActor;
  for (const ActorSpec& actor : scenario.actors) out += actor.steps.size() * kOfAStep;
  return out;
}

bool make_plainer(Candidate& candidate, std::size_t i) {
  Scenario& scenario = candidate.scenario;
  if (i < kOfTheFile.size()) return kOfTheFile[i](scenario);
  i -= kOfTheFile.size();
  if (i < scenario.parameters.size()) {
    scenario.parameters.erase(std::next(scenario.parameters.begin(), static_cast<int>(i)));
    return true;
  }
  i -= scenario.parameters.size();
  if (i < scenario.expected_to_fail.size()) return one_name_less(scenario, i);
  i -= scenario.expected_to_fail.size();
  if (i < scenario.orders.size()) {
    scenario.orders.erase(scenario.orders.begin() + static_cast<std::ptrdiff_t>(i));
    return true;
  }
  i -= scenario.orders.size();
  const std::size_t of_faults = scenario.faults.size() * kOfAFault;
  if (i < of_faults) return plainer_fault(scenario.faults[i / kOfAFault], i % kOfAFault);
  i -= of_faults;
  const std::size_t of_actors = scenario.actors.size() * kOfAnActor;
  if (i < of_actors) return plainer_actor(scenario.actors[i / kOfAnActor], i % kOfAnActor);
  i -= of_actors;
  for (ActorSpec& actor : scenario.actors) {
    const std::size_t of_steps = actor.steps.size() * kOfAStep;
    if (i < of_steps) return plainer_step(actor.steps[i / kOfAStep], i % kOfAStep);
    i -= of_steps;
  }
  return false;
}

}  // namespace firedrill
