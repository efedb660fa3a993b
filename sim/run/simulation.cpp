// The event loop. An instant is closed when no event is left at its time: then conditions are
// looked at (they may bring further events at the same time), invariants are checked, and the clock
// moves.
#include "sim/run/simulation.hpp"

#include "sim/cmdlets/table.hpp"
#include "sim/engine/assert.hpp"
#include "sim/model/slips.hpp"

namespace firedrill {

void build_world(const Scenario& scenario, World& world) {
  world.topology = scenario.topology;
  world.parameters = Parameters{};
  world.drawn.clear();
  for (const auto& [name, text] : scenario.parameters) {
    const ParameterInfo* info = find_parameter(name);
    if (info == nullptr) continue;
    if (const auto range = parse_parameter_range(*info, text)) world.drawn.push_back(*range);
    const auto value = parse_parameter(*info, text);
    if (value.has_value()) world.parameters.set(info->id, *value);
  }
  if (!world.parameters.set_explicitly[static_cast<std::size_t>(ParameterId::kDbForceRequired)]) {
    // MA-48: by default the personality decides.
    world.parameters.value[static_cast<std::size_t>(ParameterId::kDbForceRequired)] =
        scenario.personality == Personality::kStrict ? 1 : 2;
  }
  world.personality = scenario.personality;
  world.load = scenario.load;
  world.duration = scenario.duration;
  world.faults = scenario.faults;
  world.actors = scenario.actors;
  const std::optional<SlipMisfit> misfit = apply_slips(world.actors, scenario.slips);
  FIREDRILL_ASSERT(!misfit, "the slips of a scenario fit its procedures and each other");
  world.expectations = scenario.expectations;
  world.orders = scenario.orders;
  world.mishaps = scenario.mishaps;
  world.cmdlets = cmdlet_table();
  world.seed = scenario.seed;
  finish_world(world);
}

Simulation::Simulation(const World& world, const SimulationOptions& options)
    : world_(world),
      options_(options),
      state_(initial_state(world)),
      writer_(world, state_),
      watch_(options.invariants ? std::make_unique<InvariantWatch>(world, state_) : nullptr),
      loop_(writer_, watch_.get()) {
  causes_.armed_by.assign(world.layout.slot_count(), 0);
  causes_.armed_root.assign(world.layout.slot_count(), 0);
  if (options.causes != KeepCauses::kNone) keep_writers(causes_, world.layout);
  fault_times_.assign(world.faults.size(), -1);
  missed_ms_.assign(world.expectations.size(), -1);
  for (const ActorSpec& actor : world.actors) {
    step_times_.emplace_back(actor.length(), -1);
  }
  writer_.set_observer(this);
  writer_.set_mishap_judge(this);
  writer_.set_causes(&causes_);
  writer_.set_queue(&queue_);
}

Simulation::~Simulation() = default;

void Simulation::begin() {
  begun_ = true;
  writer_.set_fingerprint(fingerprint_of(state_));
  if (options_.causes != KeepCauses::kNone) history_.add(0, {});
  loop_.start();
}

void Simulation::run() {
  while (advance()) {
  }
}

bool Simulation::advance() {
  if (!begun_) begin();
  if (ended_ || stopped_) return false;
  for (;;) {
    FIREDRILL_ASSERT(!queue_.empty(), "the end of the scenario is always pending");
    const EventEntry next = queue_.top();
    if (state_.deadline(next.slot).word() != next.time) {  // disarmed or armed anew
      queue_.pop();
      continue;
    }
    if (next.time > state_.now().word()) {
      if (!instant_closed_) {
        close_instant();
        if (stopped_) return false;
        continue;
      }
      loop_.leave_instant();
      report_violations();
      loop_.enter_instant(state_, Instant::from_word(next.time));
      fired_in_instant_ = 0;
    }
    instant_closed_ = false;
    const Slot slot = pinned(next.slot);
    if (slot == next.slot) queue_.pop();  // else its entry is found stale later
    ++fired_in_instant_;
    fire(slot);
    return !ended_;
  }
}

Slot Simulation::pinned(Slot usual) const {
  for (const PinnedOrder& order : world_.orders) {
    if (Instant::from_ms(order.at.count()) != state_.now()) continue;
    if (fired_in_instant_ >= order.events.size()) return usual;
    const PinnedEvent& event = order.events[fired_in_instant_];
    const auto kind = static_cast<TimerKind>(event.kind);
    const Slot slot = world_.layout.slot(kind, event.entity);
    const bool exists = slot < world_.layout.slot_base[event.kind + std::size_t{1}];
    return exists && state_.deadline(slot) == state_.now() ? slot : usual;
  }
  return usual;
}

void Simulation::close_instant() {
  instant_closed_ = true;
  const bool more_than_load = loop_.close_instant();
  note_missed();
  if (!more_than_load) return;
  for (RunListener* listener : listeners_) listener->on_instant(state_.now().ms());
}

void Simulation::fire(Slot slot) {
  ++event_;
  causes_.event = event_;
  const std::int64_t at_ms = state_.now().ms();
  const EventRecord record{at_ms, slot, causes_.armed_by[slot]};
  if (options_.causes == KeepCauses::kAll) history_.add(event_, record);
  causes_.arms = 0;
  mode_changed_ = false;
  set_root(slot);
  loop_.fire(slot, event_);
  note_missed();
  if (options_.causes == KeepCauses::kAllButLoad) keep_history(record);
  report_violations();
  if (writer_.changed()) ++model_events_;
  const Fingerprint& after = writer_.fingerprint();
  digest_.fold(static_cast<std::uint64_t>(at_ms), slot, after.lo, after.hi);
  for (RunListener* listener : listeners_) {
    listener->on_event(event_, at_ms, slot, after, writer_.changed());
  }
  if (options_.self_check) self_check();
  if (slot == world_.layout.slot(TimerKind::kEnd, 0)) {
    close_instant();
    loop_.leave_instant();
    loop_.finish();
    report_violations();
    ended_ = true;
  }
}

/// An arrival of load that armed nothing but the next one is the cause of nothing else.
void Simulation::keep_history(const EventRecord& record) {
  const bool load = world_.layout.name_of(record.slot).kind == TimerKind::kArrival;
  if (!load || causes_.arms > 1 || mode_changed_) history_.add(event_, record);
}

void Simulation::report_violations() {
  if (!watch_) return;
  for (; violations_seen_ < watch_->violations().size(); ++violations_seen_) {
    for (RunListener* listener : listeners_) listener->on_violation(violations_seen_);
  }
}

/// Most events write no record of the plan; then no expectation was decided either.
void Simulation::note_missed() {
  if (writer_.writes().plan == plan_writes_seen_) return;
  plan_writes_seen_ = writer_.writes().plan;
  for (std::size_t i = 0; i < missed_ms_.size(); ++i) {
    if (missed_ms_[i] >= 0) continue;
    if (state_.record<MonitorRecord>(i).state != MonitorState::kViolated) continue;
    missed_ms_[i] = state_.now().ms();
    stopped_ = stopped_ || static_cast<std::ptrdiff_t>(i) == options_.stop_when_missed;
  }
}

void Simulation::set_root(Slot slot) {
  const Layout::SlotName name = world_.layout.name_of(slot);
  switch (name.kind) {
    case TimerKind::kFault:
      causes_.root = Root::fault(name.entity);
      fault_times_[name.entity] = state_.now().ms();
      return;
    case TimerKind::kRepair:
    case TimerKind::kFailbackCheck:
      causes_.root = Root::kMended;
      return;
    case TimerKind::kActor: {
      const ActorRecord& r = state_.record<ActorRecord>(name.entity);
      causes_.root = Root::step(name.entity, r.step);
      if (r.step < step_times_[name.entity].size() && step_times_[name.entity][r.step] < 0) {
        step_times_[name.entity][r.step] = state_.now().ms();
      }
      return;
    }
    case TimerKind::kArrival:
    case TimerKind::kUserSession:
      causes_.root = 0;
      return;
    default:
      causes_.root = causes_.armed_root[slot];
      return;
  }
}

std::int64_t Simulation::root_time(std::uint32_t root) const {
  if ((root & Root::kFault) != 0) return fault_times_[root & 0xffff];
  if ((root & Root::kStep) != 0) {
    const auto& steps = step_times_[(root >> 16) & 0xfff];
    const std::uint32_t step = root & 0xffff;
    return step < steps.size() ? steps[step] : -1;
  }
  return -1;
}

void Simulation::on_fact(const Fact& fact) {
  if (watch_) watch_->on_fact(fact);
  for (RunListener* listener : listeners_) listener->on_fact(event_, state_.now().ms(), fact);
}

void Simulation::on_mode(std::uint32_t user, UserMode before, UserMode after) {
  mode_changed_ = true;
  if (watch_) watch_->on_mode(user, before, after);
  for (RunListener* listener : listeners_) {
    listener->on_mode(state_.now().ms(), user, before, after);
  }
}

bool Simulation::comes_true(const MishapQuestion& question) {
  const bool answer = is_pinned(world_, question, times_asked(mishaps_, question) + 1);
  mishaps_.push_back({question, answer});
  return answer;
}

void Simulation::on_refusal(const Refusal& refusal) {
  for (RunListener* listener : listeners_) {
    listener->on_refusal(event_, state_.now().ms(), refusal);
  }
}

void Simulation::self_check() const {
  FIREDRILL_ASSERT(fingerprint_of(state_) == writer_.fingerprint(),
                   "the maintained fingerprint differs from the one of the bytes");
  State rebuilt = state_;
  rebuild_indices(world_, rebuilt);
  for (std::size_t p = 0; p < world_.topology.pools.size(); ++p) {
    PoolIndex a = state_.pool_index(p);
    PoolIndex b = rebuilt.pool_index(p);
    // A chain's order is history and its head with it; what counts is who is in it.
    for (std::size_t m = 0; m < kUserModules; ++m) a.backlog_head[m] = b.backlog_head[m] = 0;
    FIREDRILL_ASSERT(std::memcmp(&a, &b, sizeof a) == 0,
                     "a maintained count differs from the rebuilt one");
  }
  for (std::uint32_t u = 0; u < state_.count<UserRecord>(); ++u) {
    for (std::size_t m = 0; m < kUserModules; ++m) {
      const bool waits = rebuilt.user_index(u).next[m] != 0;
      FIREDRILL_ASSERT(!waits || state_.user_index(u).next[m] != 0,
                       "a user with a backlog is missing from the chain");
    }
  }
  // Entries that no timer stands behind any more are passed over; every armed timer has its own.
  std::vector<bool> indexed(world_.layout.slot_count(), false);
  for (EventQueue pending = queue_; !pending.empty();) {
    const EventEntry entry = pending.pop();
    if (state_.deadline(entry.slot).word() == entry.time) indexed[entry.slot] = true;
  }
  for (Slot slot = 0; slot < world_.layout.slot_count(); ++slot) {
    FIREDRILL_ASSERT(indexed[slot] == state_.deadline(slot).is_set(),
                     "an armed timer is missing from the event index");
  }
}

}  // namespace firedrill
