// One outcome a step, from the facts that the administrators' component tells.
#include "sim/run/step_log.hpp"

namespace firedrill {

StepLog::StepLog(const Scenario& scenario, const World& world)
    : world_(world), slips_(scenario.slips.size()) {
  for (const ActorSpec& actor : world.actors) steps_.emplace_back(actor.length());
}

void StepLog::on_fact(std::uint32_t event, std::int64_t at_ms, const Fact& fact) {
  using Status = StepOutcome::Status;
  const auto outcome = [&]() -> StepOutcome& {
    return steps_[static_cast<std::size_t>(fact.entity)][static_cast<std::size_t>(fact.other)];
  };
  const auto ended = [&](Status status) {
    outcome().status = status;
    outcome().ended_ms = at_ms;
  };
  switch (fact.kind) {
    case FactKind::kSlip: {
      const ActorSpec& shell = world_.actors[static_cast<std::size_t>(fact.entity)];
      slips_[static_cast<std::size_t>(fact.value)] = 1;
      if (!shell.runs(static_cast<std::size_t>(fact.other))) {
        outcome().status = Status::kPassedOver;
      }
      return;
    }
    case FactKind::kStepStarted:
      outcome().status = Status::kRunning;
      outcome().began_ms = at_ms;
      return;
    case FactKind::kStepDone:
    case FactKind::kWaitOver:
      ended(Status::kDone);
      return;
    case FactKind::kWaitTimedOut:
      ended(Status::kTimedOut);
      return;
    case FactKind::kStepRefused:
    case FactKind::kStepFailed:
      ended(fact.kind == FactKind::kStepRefused ? Status::kRefused : Status::kFailed);
      outcome().event = event;
      outcome().code = static_cast<ErrorCode>(fact.value);
      outcome().rule = fact.rule;
      outcome().detail = fact.text;
      ++outcome().refusals;
      return;
    default:
      return;
  }
}

}  // namespace firedrill
