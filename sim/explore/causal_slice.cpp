// Kinds of events. The order in which a walk meets them says how deep each lies, not what it is, so
// one cause has one sorted list.
#include "sim/explore/causal_slice.hpp"

#include <algorithm>

#include "sim/scenario/manual_words.hpp"
#include "sim/scenario/slips.hpp"

namespace firedrill {

void CausalSlices::on_fact(std::uint32_t event, std::int64_t, const Fact& fact) {
  if (fact.kind == FactKind::kSlip) {
    const SlipSpec& slip = scenario_.slips[static_cast<std::size_t>(fact.value)];
    const StepSpec& slipped_on =
        scenario_.actors[slip.actor].steps[static_cast<std::size_t>(slip.step)];
    const bool command = slipped_on.kind == StepSpec::Kind::kCommand;
    const std::string what =
        command ? typed_words(simulation_.world().cmdlets[slipped_on.command.cmdlet].name)
                : "a wait";
    slips_.push_back(std::string(slip_name(slip.kind)) + " of " + what);
    return;
  }
  const bool failed = fact.kind == FactKind::kStepRefused || fact.kind == FactKind::kStepFailed;
  if (!failed && fact.kind != FactKind::kStepStarted && fact.kind != FactKind::kStepDone) return;
  const StepSpec& step =
      simulation_.world().actors[static_cast<std::size_t>(fact.entity)].performed(
          static_cast<std::size_t>(fact.other));
  steps_.push_back(
      {event, step.command.cmdlet, failed ? static_cast<ErrorCode>(fact.value) : ErrorCode::kOk});
}

std::string CausalSlices::kind_of(std::uint32_t event) const {
  const World& w = simulation_.world();
  const Layout::SlotName name = w.layout.name_of(simulation_.history()[event].slot);
  switch (name.kind) {
    case TimerKind::kArrival:
    case TimerKind::kBackupCycle:
    case TimerKind::kConferenceEnd:
    case TimerKind::kMonitor:
    case TimerKind::kQueueDelivery:
    case TimerKind::kUserSession:
      return {};
    case TimerKind::kFault:
      return std::string(fault_name(w.faults[name.entity].kind));
    case TimerKind::kRepair:
      return "repair of " + std::string(fault_name(w.faults[name.entity].kind));
    case TimerKind::kActor:
      break;
    default:
      return std::string(timer_name(name.kind));
  }
  std::string out = "next step";
  for (const StepFact& fact : steps_) {
    if (fact.event != event) continue;
    out = typed_words(w.cmdlets[fact.cmdlet].name);
    if (fact.code != ErrorCode::kOk) out += " " + std::string(error_name(fact.code));
  }
  return out;
}

std::vector<std::string> CausalSlices::slice(const std::vector<std::uint32_t>& events) const {
  std::vector<std::string> out = slips_;
  for (const std::uint32_t event : events) {
    if (event == 0) continue;
    std::string kind = kind_of(event);
    if (!kind.empty()) out.push_back(std::move(kind));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace firedrill
