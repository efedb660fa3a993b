// Administrators: each runs the steps of a procedure one after the other. A command is refused by
// its precondition (and then changes nothing), or its effect begins and the step lasts until it is
// done. Where operators slip, the walk over the steps is another one (slips.hpp).
#include "sim/engine/assert.hpp"
#include "sim/model/components.hpp"
#include "sim/model/planted_bugs.hpp"

namespace firedrill {
namespace {

const StepSpec& step_of(const Writer& w, std::size_t a) {
  return w.world().actors[a].performed(w.state().record<ActorRecord>(a).step);
}

Fact step_fact(FactKind kind, const Writer& w, std::size_t a) {
  return {kind, static_cast<std::int32_t>(a), w.state().record<ActorRecord>(a).step, 0, "", ""};
}

void next_step(Writer& w, std::size_t a) {
  const ActorRecord& r = w.state().record<ActorRecord>(a);
  const std::uint16_t done = r.step;
  w.put(r.tries, std::uint16_t{0});
  w.put(r.step, static_cast<std::uint16_t>(done + 1));
  w.put(r.phase, ActorPhase::kIdle);
  w.arm(w.slot(TimerKind::kActor, a), Duration(0));
  const ActorSpec& actor = w.world().actors[a];
  if (!actor.counts(done)) return;
  step_completed(
      w, static_cast<std::uint8_t>(actor.owner < 0 ? a : static_cast<std::size_t>(actor.owner)),
      static_cast<std::uint16_t>(actor.written(done)));
}

/// A shell that waits for a step which is never reached does not open.
void keep_shut(Writer& w, std::size_t a, std::size_t first) {
  const ActorSpec& actor = w.world().actors[a];
  for (std::size_t at = first; at < actor.walk.size(); ++at) {
    for (const ShellOpening& opening : actor.walk[at].opens) {
      w.put(w.state().record<ActorRecord>(opening.actor).phase, ActorPhase::kFinished);
      keep_shut(w, opening.actor, 0);
    }
  }
}

/// A refused or failed command: tried again when the step says so, else the next step.
void unsuccessful(Writer& w, std::size_t a) {
  const ActorRecord& r = w.state().record<ActorRecord>(a);
  const StepSpec& step = step_of(w, a);
  if (step.retry_every.count() > 0 && r.tries < step.retries) {
    w.put(r.tries, static_cast<std::uint16_t>(r.tries + 1));
    w.put(r.phase, ActorPhase::kBetween);
    w.arm(w.slot(TimerKind::kActor, a), step.retry_every);
    return;
  }
  if (w.world().actors[a].stop_at_refusal) {
    keep_shut(w, a, r.step + std::size_t{1});
    w.put(r.step, static_cast<std::uint16_t>(w.world().actors[a].length()));
    w.put(r.phase, ActorPhase::kGivenUp);
    return;
  }
  next_step(w, a);
}

/// -LocalStore reads the replica of the computer at hand (4.1 item 6).
bool reads_locally(const BoundCommand& command, const CmdletDefinition& cmdlet) {
  for (const Argument& argument : command.arguments) {
    if (argument.number != 0 && cmdlet.parameters[argument.parameter].name == "LocalStore") {
      return true;
    }
  }
  return false;
}

/// Everything that may refuse any command, before the command's own precondition.
Refusal common_precondition(const World& world, const State& s, const ActorSpec& actor,
                            const BoundCommand& command, const CmdletDefinition& cmdlet) {
  if (command.refused != ErrorCode::kOk) {
    return {command.refused, command.refusal_rule, command.refusal_detail, {}};
  }
  if (!cmdlet.groups.empty() && !actor.groups.empty()) {
    bool allowed = false;
    for (const auto group : cmdlet.groups) {
      for (const std::string& mine : actor.groups) allowed = allowed || group == mine;
    }
    if (!allowed) {
      return {ErrorCode::kPermission, "INV-132", "the account is in no group that may run it", {}};
    }
  }
  if (cmdlet.writes_configuration && !configuration_writable(world, s, actor.site) &&
      !FIREDRILL_BUG(kWrittenWithoutStore)) {
    const bool moving = s.cms().operation != CmsOperation::kNothing;
    return {ErrorCode::kCmsUnavailable,
            "INV-43",
            moving ? std::string_view("nothing can be written while the Central Management store "
                                      "is being moved")
                   : "nothing can be written, because no active Central Management store can be "
                     "reached",
            {&s.cms().active, master_evidence(s), nullptr}};
  }
  if (cmdlet.reads_only && world.is(ParameterId::kReadsWithoutCms, 1) &&
      !configuration_writable(world, s, actor.site) && !reads_locally(command, cmdlet)) {
    return {ErrorCode::kCmsUnavailable,
            "MA-47",
            "the read needs the Central Management store",
            {&s.cms().active, master_evidence(s), nullptr}};
  }
  return {};
}

void run_command(Writer& w, std::size_t a) {
  const World& world = w.world();
  const ActorRecord& r = w.state().record<ActorRecord>(a);
  const StepSpec& step = step_of(w, a);
  const CmdletDefinition& cmdlet = world.cmdlets[step.command.cmdlet];
  const Caller caller{static_cast<std::uint8_t>(a), world.actors[a].site};
  if (r.tries == 0) w.tell(step_fact(FactKind::kStepStarted, w, a));
  const Refusal refusal = refusal_of(world, w.state(), a, step.command);
  if (!refusal.ok()) {
    w.put(r.last, static_cast<std::uint8_t>(refusal.code));
    Fact fact = step_fact(FactKind::kStepRefused, w, a);
    fact.value = static_cast<std::int64_t>(refusal.code);
    fact.text = refusal.detail;
    fact.rule = refusal.rule;
    if (w.observer() != nullptr) w.observer()->on_refusal(refusal);
    w.tell(fact);
    unsuccessful(w, a);
    return;
  }
  w.put(r.last, std::uint8_t{0});
  w.put(r.phase, ActorPhase::kRunning);
  Running running{world.time(ParameterId::kQueryTime)};
  if (step.command.what_if && !FIREDRILL_BUG(kWhatIfActs)) {  // INV-14
    if (cmdlet.what_if_answer != nullptr) cmdlet.what_if_answer(world, w, step.command, caller);
  } else if (cmdlet.effect != nullptr) {
    running = cmdlet.effect(world, w, step.command, caller);
  }
  if (running.duration != Running::kUntilDone) {
    w.arm(w.slot(TimerKind::kActor, a), running.duration);
  }
}

/// The end of a command: what it brings about last, then the next step or another try.
void command_due(Writer& w, std::size_t a) {
  const World& world = w.world();
  const ActorRecord& r = w.state().record<ActorRecord>(a);
  const BoundCommand& command = step_of(w, a).command;
  const CmdletDefinition& cmdlet = world.cmdlets[command.cmdlet];
  if (r.last == 0 && cmdlet.completion != nullptr && !command.what_if) {
    const Caller caller{static_cast<std::uint8_t>(a), world.actors[a].site};
    const Refusal failure = cmdlet.completion(world, w, command, caller);
    if (!failure.ok()) {
      w.put(r.last, static_cast<std::uint8_t>(failure.code));
      Fact fact = step_fact(FactKind::kStepFailed, w, a);
      fact.value = static_cast<std::int64_t>(failure.code);
      fact.text = failure.detail;
      fact.rule = failure.rule;
      w.tell(fact);
    }
  }
  if (r.last != 0) {
    unsuccessful(w, a);
    return;
  }
  w.tell(step_fact(FactKind::kStepDone, w, a));
  next_step(w, a);
}

/// What slips add to the beginning of a step; false when it is left to be run.
bool begin_with_slips(Writer& w, std::size_t a) {
  const ActorRecord& r = w.state().record<ActorRecord>(a);
  const std::vector<PerformedStep>& walk = w.world().actors[a].walk;
  if (walk.empty()) return false;
  const PerformedStep& one = walk[r.step];
  if (one.tells) {
    Fact fact = step_fact(FactKind::kSlip, w, a);
    fact.value = one.slip;
    w.tell(fact);
  }
  for (const ShellOpening& opening : one.opens) {
    w.arm(w.slot(TimerKind::kActor, opening.actor), opening.delay);
  }
  switch (one.kind) {
    case PerformedStep::Kind::kRun:
      return false;
    case PerformedStep::Kind::kPassOver:
      next_step(w, a);
      return true;
    case PerformedStep::Kind::kPause:
      w.put(r.phase, ActorPhase::kWaiting);
      w.arm(w.slot(TimerKind::kActor, a), one.pause);
      return true;
  }
  return false;
}

void begin_step(Writer& w, std::size_t a) {
  const ActorRecord& r = w.state().record<ActorRecord>(a);
  if (r.step >= w.world().actors[a].length()) {
    w.put(r.phase, ActorPhase::kFinished);
    w.tell({FactKind::kProcedureFinished, static_cast<std::int32_t>(a), -1, 0, "", ""});
    w.touch_all();
    return;
  }
  if (begin_with_slips(w, a)) return;
  const StepSpec& step = step_of(w, a);
  switch (step.kind) {
    case StepSpec::Kind::kCommand:
      run_command(w, a);
      return;
    case StepSpec::Kind::kWait:
      w.put(r.phase, ActorPhase::kWaiting);
      w.arm(w.slot(TimerKind::kActor, a), step.wait);
      return;
    case StepSpec::Kind::kWaitUntil:
      if (holds(w.world(), w.state(), step.condition)) {
        w.tell(step_fact(FactKind::kWaitOver, w, a));
        next_step(w, a);
        return;
      }
      w.put(r.phase, ActorPhase::kWaitingUntil);
      if (step.wait.count() > 0) w.arm(w.slot(TimerKind::kActor, a), step.wait);
      return;
  }
}

}  // namespace

namespace {

Refusal refusal(const World& world, const State& s, const ActorSpec& actor, std::uint8_t number,
                const BoundCommand& command) {
  const CmdletDefinition& cmdlet = world.cmdlets[command.cmdlet];
  const Refusal common = common_precondition(world, s, actor, command, cmdlet);
  if (!common.ok() || cmdlet.precondition == nullptr) return common;
  return cmdlet.precondition(world, s, command, {number, actor.site});
}

}  // namespace

Refusal refusal_of(const World& world, const State& s, std::size_t a, const BoundCommand& command) {
  return refusal(world, s, world.actors[a], static_cast<std::uint8_t>(a), command);
}

Refusal refusal_at(const World& world, const State& s, Index site, const BoundCommand& command) {
  ActorSpec somebody;
  somebody.site = site;
  return refusal(world, s, somebody, Caller{}.actor, command);
}

void actor_due(Writer& w, std::size_t a) {
  const ActorRecord& r = w.state().record<ActorRecord>(a);
  switch (r.phase) {
    case ActorPhase::kIdle:
      begin_step(w, a);
      return;
    case ActorPhase::kBetween:
      run_command(w, a);
      return;
    case ActorPhase::kWaiting:
      next_step(w, a);
      return;
    case ActorPhase::kRunning:
      command_due(w, a);
      return;
    case ActorPhase::kWaitingUntil: {
      const bool met = holds(w.world(), w.state(), step_of(w, a).condition);
      w.tell(step_fact(met ? FactKind::kWaitOver : FactKind::kWaitTimedOut, w, a));
      next_step(w, a);
      return;
    }
    case ActorPhase::kConditionMet:
      w.tell(step_fact(FactKind::kWaitOver, w, a));
      next_step(w, a);
      return;
    case ActorPhase::kFinished:
    case ActorPhase::kGivenUp:
      return;
  }
}

void finish_command(Writer& w, std::uint8_t actor, ErrorCode code, std::string_view rule,
                    std::string_view detail) {
  if (actor == 0xff) return;
  const ActorRecord& r = w.state().record<ActorRecord>(actor);
  if (r.phase != ActorPhase::kRunning) return;
  w.put(r.last, static_cast<std::uint8_t>(code));
  if (code != ErrorCode::kOk) {
    Fact fact = step_fact(FactKind::kStepFailed, w, actor);
    fact.value = static_cast<std::int64_t>(code);
    fact.text = detail;
    fact.rule = rule;
    w.tell(fact);
  }
  w.arm(w.slot(TimerKind::kActor, actor), Duration(0));
}

void arm_actors_at_start(Writer& w) {
  for (std::size_t a = 0; a < w.world().actors.size(); ++a) {
    const ActorSpec& actor = w.world().actors[a];
    if (actor.opened_by < 0) w.arm(w.slot(TimerKind::kActor, a), actor.starts_at);
  }
}

}  // namespace firedrill
