// Runs the rows of the table when they are due, and keeps what they found.
//
// An event of the load costs a look at the users it touched. Any other event also costs a copy of
// the infrastructure's records, which does not depend on the number of users. Only rest, the end
// and a group without service look at every user.
#include "sim/rules/invariants.hpp"

#include <set>
#include <string>
#include <tuple>

#include "sim/rules/invariant_memory.hpp"
#include "sim/rules/quiescence.hpp"

namespace firedrill {

using namespace invariants;

struct InvariantWatch::Watch : WatchMemory {
  const World& world;
  StampBounds bounds;
  Moment moment;
  std::uint32_t event = 0;

  std::vector<std::uint16_t> due[static_cast<std::size_t>(When::kCount)];
  std::vector<Violation> violations;
  std::vector<std::uint64_t> evaluations;
  std::vector<std::size_t> found;  // per row
  std::set<std::tuple<std::string_view, std::int32_t, std::int64_t>> known;

  Watch(const World& w, const State& initial) : world(w), bounds(w) {
    notes = first_notes(w, initial);
    const auto all = rows();
    evaluations.assign(all.size(), 0);
    found.assign(all.size(), 0);
    for (std::size_t r = 0; r < all.size(); ++r) {
      for (const When when : all[r].when) {
        if (when != When::kNever) {
          due[static_cast<std::size_t>(when)].push_back(static_cast<std::uint16_t>(r));
        }
      }
    }
    remember_records(world, initial, before);
    before.users.resize(initial.count<UserRecord>());
    for (std::size_t u = 0; u < before.users.size(); ++u) {
      remember_user(initial, u, before, notes);
    }
    plan = plan_share(initial);
  }

  void record(std::size_t row, Answer&& answer, const State& state) {
    if (answer.kind == Answer::Kind::kIdle) return;
    ++evaluations[row];
    if (answer.kind != Answer::Kind::kBroken) return;
    const InvariantInfo& info = rows()[row].info;
    if (info.weight != InvariantWeight::kRule || found[row] >= kViolationsMax) return;
    if (!known.emplace(info.rule, answer.pool, answer.user).second) return;
    ++found[row];
    Violation v;
    v.rule = info.rule;
    v.at = state.now();
    v.event = event;
    v.text = std::move(answer.text);
    if (!info.premise.empty()) v.text += " (inferred: " + std::string(info.premise) + ")";
    v.pool = answer.pool;
    v.user = answer.user;
    for (std::size_t i = 0; i < 3; ++i) v.deciding[i] = answer.deciding[i];
    violations.push_back(std::move(v));
  }

  void run(When when, const Look& look, std::size_t subject) {
    for (const std::uint16_t r : due[static_cast<std::size_t>(when)]) {
      record(r, rows()[r].check(look, subject), look.state);
    }
  }
  [[nodiscard]] bool any_due(When when) const {
    return !due[static_cast<std::size_t>(when)].empty();
  }
  void run_each(When when, const Look& look, std::size_t count) {
    if (!any_due(when)) return;
    for (std::size_t i = 0; i < count; ++i) run(when, look, i);
  }

  void users_of_event(const Look& look) {
    const auto& touched = look.writer.touched_users();
    for (std::size_t i = moment.users_from; i < touched.size(); ++i) {
      run(When::kUserEvent, look, touched[i]);
      remember_user(look.state, touched[i], before, notes);
    }
    moment.users_from = touched.size();
  }

  void operations(const Look& look) {
    for (std::size_t p = 0; p < before.pools.size(); ++p) {
      const PoolRecord& was = before.pools[p];
      const PoolRecord& is = look.state.pool(p);
      const bool back = was.operation == PoolOperation::kFailBack ||
                        was.operation == PoolOperation::kFailBackDisaster;
      if (was.operation == PoolOperation::kNothing && is.operation != was.operation) {
        const bool returns = is.operation == PoolOperation::kFailBack ||
                             is.operation == PoolOperation::kFailBackDisaster;
        run(returns ? When::kFailBackAccepted : When::kFailOverAccepted, look, p);
      }
      if (was.operation != PoolOperation::kNothing && is.operation == PoolOperation::kNothing) {
        if (back && is.state == PoolState::kActive) {
          run(When::kFailBackDone, look, p);
        } else if (!back && is.state == PoolState::kFailedOver) {
          run(When::kFailOverDone, look, p);
        } else {
          run(When::kOperationFailed, look, p);
        }
      }
      const bool told = moment.fact(FactKind::kPoolStateChanged, static_cast<int>(p)) != nullptr;
      if (was.state != is.state || told) run(When::kStateEvent, look, p);
    }
    if (moment.by_operation) run(When::kOperationEvent, look, ix(moment.operation_pool));
  }

  void commands(const Look& look) {
    if (moment.command != nullptr) run(When::kCommand, look, moment.entity);
    if (moment.failed) run(When::kCommandFailed, look, moment.entity);
    const CmsRecord& cms = look.state.cms();
    const bool ended =
        before.cms.operation != CmsOperation::kNothing && cms.operation == CmsOperation::kNothing;
    if (ended && !moment.failed) run(When::kCmsDone, look, 0);
    for (const Fact& fact : moment.facts) {
      if (fact.kind != FactKind::kSyncDone) continue;
      run(When::kSyncDone, look,
          link_number(static_cast<Index>(fact.entity), static_cast<BackupModule>(fact.other)));
    }
  }

  void busy_event(const Look& look, Slot fired) {
    read_event(world, look.state, before, fired, moment);
    before.fingerprint = seen;
    before.fingerprint.subtract(plan);
    plan = plan_share(look.state);
    moment.fingerprint = look.writer.fingerprint();
    moment.fingerprint.subtract(plan);
    if (!seen_once) {  // the start of everything is no event: nothing to compare with yet
      before.fingerprint = moment.fingerprint;
      remember_timers(world, look.state, before);
    }
    operations(look);
    commands(look);
    run(When::kEvent, look, 0);
    run_each(When::kPoolEvent, look, before.pools.size());
    run_each(When::kQueueEvent, look, before.pools.size());
    run_each(When::kBackEndEvent, look, before.back_ends.size());
    users_of_event(look);
    note_event(world, look.state, before, moment, notes);
    remember_records(world, look.state, before);
    const bool data_only =
        moment.fired == TimerKind::kBackupCycle || moment.fired == TimerKind::kMonitor;
    busy_instant = true;
    restless = restless || !data_only;
  }

  void light_event(const Look& look, Slot fired) {
    const auto arrivals = world.layout.slot_base[static_cast<std::size_t>(TimerKind::kArrival)];
    const bool arrival = fired >= arrivals && fired < arrivals + before.pools.size() * kActivities;
    if (arrival && look.writer.touched_users().size() == moment.users_from) return;  // most events
    const Layout::SlotName name = world.layout.name_of(fired);
    moment.fired = name.kind;
    moment.entity = name.entity;
    moment.command = nullptr;
    moment.cmdlet = nullptr;
    moment.by_operation = moment.refused = moment.failed = false;
    const bool queues = name.kind != TimerKind::kArrival && name.kind != TimerKind::kUserSignIn;
    if (queues) run_each(When::kQueueEvent, look, before.pools.size());
    if (name.kind == TimerKind::kUserSignIn) restless = true;
    users_of_event(look);
  }

  void rest(const Look& look) {
    if (!restless || command_runs(look.state)) return;
    if (const auto pending = pending_change(world, look.state, hint); pending.has_value()) {
      hint = *pending;
      return;
    }
    restless = false;
    run(When::kRest, look, 0);
    run_each(When::kRestUser, look, before.users.size());
  }
};

InvariantWatch::InvariantWatch(const World& world, const State& initial)
    : watch_(std::make_unique<Watch>(world, initial)) {}
InvariantWatch::~InvariantWatch() = default;

void InvariantWatch::set_event(std::uint32_t number) {
  watch_->event = number;
  watch_->moment.facts.clear();
}

void InvariantWatch::on_fact(const Fact& fact) {
  watch_->moment.facts.push_back(fact);
}

void InvariantWatch::on_mode(std::uint32_t, UserMode, UserMode) {
  // Every change of mode also touches its user, and the checks look at the outcome of an event.
}

void InvariantWatch::event_over(const Writer& writer, Slot fired) {
  Watch& watch = *watch_;
  const Look look{watch.world, writer.state(), writer, watch.before, watch.moment, watch.notes};
  if (writer.touched_users().size() < watch.moment.users_from) watch.moment.users_from = 0;
  if (watch.moment.facts.empty() && light(watch.world, fired)) {
    watch.light_event(look, fired);
  } else {
    watch.busy_event(look, fired);
  }
  watch.seen = writer.fingerprint();
  watch.seen_once = true;
}

void InvariantWatch::instant_over(const Writer& writer) {
  Watch& watch = *watch_;
  const State& state = writer.state();
  const Look look{watch.world, state, writer, watch.before, watch.moment, watch.notes};
  if (watch.seen != writer.fingerprint()) {  // conditions of the plan decided something
    watch.plan = plan_share(state);
    watch.seen = writer.fingerprint();
  }
  if (!watch.seen_once) {  // the instant of the start is over
    remember_timers(watch.world, state, watch.before);
    watch.seen_once = true;
  }
  const bool busy = watch.busy_instant || writer.touched_all() || writer.touched_pools() != 0;
  const std::size_t pools = watch.before.pools.size();
  if (busy) {
    for (std::size_t p = 0; p < pools; ++p) {
      for (std::size_t m = 0; m < kUserModules; ++m) {
        note_link(state, static_cast<Index>(p), m, watch.notes.links[p * 3 + m]);
      }
    }
  }
  for (const std::uint32_t u : writer.touched_users()) {
    watch.run(When::kUser, look, u);
    const Index home = state.user(u).home;
    if (busy || home < 0 || ix(home) >= pools) continue;
    for (std::size_t m = 0; m < kUserModules; ++m) {
      note_link(state, home, m, watch.notes.links[ix(home) * 3 + m]);
    }
  }
  if (busy) {
    watch.run(When::kInstant, look, 0);
    watch.run_each(When::kPool, look, pools);
    watch.run_each(When::kBackEnd, look, watch.before.back_ends.size());
    watch.run_each(When::kLink, look, state.count<LinkRecord>());
  }
  watch.rest(look);
  watch.busy_instant = false;
  watch.moment.users_from = 0;
}

void InvariantWatch::at_end(const Writer& writer) {
  Watch& watch = *watch_;
  const Look look{watch.world, writer.state(), writer, watch.before, watch.moment, watch.notes};
  watch.rest(look);
  watch.run(When::kEnd, look, 0);
  watch.run_each(When::kEndPool, look, watch.before.pools.size());
}

struct InvariantWatch::Memory::Content : WatchMemory {
  std::size_t users_from = 0;
};
InvariantWatch::Memory::Memory() : content(std::make_unique<Content>()) {}
InvariantWatch::Memory::~Memory() = default;

std::unique_ptr<InvariantWatch::Memory> InvariantWatch::save() const {
  auto memory = std::make_unique<Memory>();
  save(*memory);
  return memory;
}

void InvariantWatch::save(Memory& into) const {
  static_cast<WatchMemory&>(*into.content) = *watch_;
  into.content->users_from = watch_->moment.users_from;
}

void InvariantWatch::restore(const Memory& from) {
  static_cast<WatchMemory&>(*watch_) = *from.content;
  watch_->moment.users_from = from.content->users_from;
}

void InvariantWatch::fold(const Writer& writer, MemoryFold& out) const {
  fold_memory(writer.state(), watch_->bounds, *watch_, out);
}

void InvariantWatch::forget_violations() {
  watch_->violations.clear();
  watch_->known.clear();
  std::fill(watch_->found.begin(), watch_->found.end(), 0);
}

const std::vector<Violation>& InvariantWatch::violations() const {
  return watch_->violations;
}

std::span<const std::uint64_t> InvariantWatch::evaluations() const {
  return watch_->evaluations;
}

}  // namespace firedrill
