// Conditions with a temporal word: what a scenario expects, watched as state, since it decides
// verdicts. Also the waits of administrators and the faults that wait for a condition.
#include "sim/model/components.hpp"
#include "sim/model/quantity.hpp"

namespace firedrill {
namespace {

using Kind = ExpectationSpec::Kind;

void decide(Writer& w, std::size_t i, bool held) {
  const MonitorRecord& m = w.state().record<MonitorRecord>(i);
  w.put(m.state, held ? MonitorState::kHeld : MonitorState::kViolated);
  w.disarm(w.slot(TimerKind::kMonitor, i));
}

/// Of the last fault: what holds again has to go on holding, or to come back as fast.
bool of_any_fault(const ExpectationSpec& e) {
  return e.kind == Kind::kWithin && e.from.kind == Trigger::Kind::kAfterAnyFault;
}

/// From now on the condition is looked for, and has to be met before the time is up.
void open_window(Writer& w, std::size_t i) {
  w.put(w.state().record<MonitorRecord>(i).state, MonitorState::kArmed);
  w.arm(w.slot(TimerKind::kMonitor, i), w.world().expectations[i].within);
}

/// What it counts from has happened: the window opens after the delay.
void open_window_later(Writer& w, std::size_t i, Duration delay) {
  const Slot slot = w.slot(TimerKind::kMonitor, i);
  if (w.state().deadline(slot).is_set()) return;
  if (delay.count() > 0) {
    w.arm(slot, delay);
  } else {
    open_window(w, i);
  }
}

void watch_deadline(Writer& w, std::size_t i) {
  const ExpectationSpec& e = w.world().expectations[i];
  const MonitorRecord& m = w.state().record<MonitorRecord>(i);
  if (m.state == MonitorState::kIdle && e.from.kind == Trigger::Kind::kAfterFault &&
      w.state().record<FaultRecord>(static_cast<std::size_t>(e.from.reference)).struck != 0) {
    open_window_later(w, i, e.from.delay);
  }
  if (m.state == MonitorState::kIdle && e.from.kind == Trigger::Kind::kWhen &&
      holds(w.world(), w.state(), e.from.condition)) {
    open_window_later(w, i, e.from.delay);
  }
  if (m.state == MonitorState::kIdle) return;
  const bool now = holds(w.world(), w.state(), e.condition);
  if (m.state == MonitorState::kArmed && now) {
    decide(w, i, true);
  } else if (m.state == MonitorState::kHeld && !now) {
    open_window(w, i);
  }
}

/// What changes by the mere passing of time is looked at when it does: the status of a link when
/// the oldest change that waits has waited for an interval.
void look_again(Writer& w, std::size_t i, const Condition& condition) {
  if (!quantities()[condition.quantity].ages) return;
  const auto module = static_cast<BackupModule>(condition.sub);
  const Instant until = steady_until(w.state(), condition.entity, module);
  if (until.is_set() && w.state().not_after(w.now(), until)) {
    w.arm_at(w.slot(TimerKind::kMonitor, i), until + Duration(1));
  } else {
    w.disarm(w.slot(TimerKind::kMonitor, i));
  }
}

void watch(Writer& w, std::size_t i) {
  const ExpectationSpec& e = w.world().expectations[i];
  const MonitorRecord& m = w.state().record<MonitorRecord>(i);
  if (m.state == MonitorState::kViolated) return;
  if (m.state == MonitorState::kHeld && !of_any_fault(e)) return;
  switch (e.kind) {
    case Kind::kAlways:
    case Kind::kNever: {
      const bool now = holds(w.world(), w.state(), e.condition);
      if (now != (e.kind == Kind::kAlways)) {
        decide(w, i, false);
      } else {
        look_again(w, i, e.condition);
      }
      return;
    }
    case Kind::kWithin:
      watch_deadline(w, i);
      return;
    case Kind::kRule:
    case Kind::kAtEnd:
    case Kind::kAfterStep:
      return;
  }
}

}  // namespace

bool holds(const World& world, const State& state, const Condition& c) {
  const QuantityDefinition& quantity = quantities()[c.quantity];
  const std::int64_t value = quantity.read(world, state, c.entity, c.sub);
  const bool all = quantity.value_is_users && value_is_all(c.value);
  const std::int64_t bound = all ? all_users(quantity, world, state, c.entity, c.value) : c.value;
  switch (c.comparison) {
    case Comparison::kEqual:
      return value == bound;
    case Comparison::kNotEqual:
      return value != bound;
    case Comparison::kLess:
      return value < bound;
    case Comparison::kLessEqual:
      return value <= bound;
    case Comparison::kGreater:
      return value > bound;
    case Comparison::kGreaterEqual:
      return value >= bound;
  }
  return false;
}

void arm_monitors_at_start(Writer& w) {
  for (std::size_t i = 0; i < w.world().expectations.size(); ++i) {
    const ExpectationSpec& e = w.world().expectations[i];
    if (e.kind != Kind::kWithin || e.from.kind != Trigger::Kind::kAt) continue;
    open_window_later(w, i, e.from.at + e.from.delay);
  }
}

void monitors_after_fault(Writer& w) {
  for (std::size_t i = 0; i < w.world().expectations.size(); ++i) {
    if (!of_any_fault(w.world().expectations[i])) continue;
    if (w.state().record<MonitorRecord>(i).state == MonitorState::kViolated) continue;
    open_window(w, i);
    w.touch_all();  // it may hold already
  }
}

void monitor_due(Writer& w, std::size_t i) {
  const ExpectationSpec& e = w.world().expectations[i];
  const MonitorRecord& m = w.state().record<MonitorRecord>(i);
  if (e.kind != Kind::kWithin) {
    watch(w, i);
  } else if (m.state == MonitorState::kIdle) {
    open_window(w, i);
    w.touch_all();  // it may hold already
  } else {
    decide(w, i, holds(w.world(), w.state(), e.condition));
  }
}

void conditions_changed(Writer& w) {
  const World& world = w.world();
  for (std::size_t i = 0; i < world.expectations.size(); ++i) watch(w, i);
  for (std::size_t a = 0; a < world.actors.size(); ++a) {
    const ActorRecord& r = w.state().record<ActorRecord>(a);
    if (r.phase != ActorPhase::kWaitingUntil) continue;
    const Slot slot = w.slot(TimerKind::kActor, a);
    const Condition& condition = world.actors[a].performed(r.step).condition;
    if (!holds(world, w.state(), condition)) continue;
    w.put(r.phase, ActorPhase::kConditionMet);
    w.arm(slot, Duration(0));
  }
  for (std::size_t i = 0; i < world.faults.size(); ++i) {
    const Trigger& trigger = world.faults[i].trigger;
    const FaultRecord& r = w.state().record<FaultRecord>(i);
    if (trigger.kind != Trigger::Kind::kWhen || r.triggered != 0) continue;
    if (!holds(world, w.state(), trigger.condition)) continue;
    w.put(r.triggered, std::uint8_t{1});
    w.arm(w.slot(TimerKind::kFault, i), trigger.delay);
  }
}

}  // namespace firedrill
