// Runs the rows of the table when they are due, and keeps what they found.
//
// An event of the load costs a look at the users it touched. Any other event also costs a copy of
// the infrastructure's records, which does not depend on the number of users. Only rest, the end
// and a group without service look at every user.
#include "sim/rules/invariants.hpp"

#include <set>
#include <span>
#include <string>
#include <tuple>

#include "sim/engine/assert.hpp"

#include "sim/rules/invariant_memory.hpp"
#include "sim/rules/quiescence.hpp"

namespace firedrill {

using namespace invariants;

struct InvariantWatch::Watch : WatchMemory {
  const World& world;
  StampBounds bounds;
  Moment moment;
  std::uint32_t event = 0;

  /// Rows by when they are due; those that only look at the infrastructure stand apart.
  struct Due {
    std::vector<std::uint16_t> always;
    std::vector<std::uint16_t> unless_settled;
  };
  Due due[static_cast<std::size_t>(When::kCount)];
  std::span<const Row> table = rows();
  WriteCounts seen_writes;
  WriteCounts instant_writes;  // when the instant began
  std::vector<Violation> violations;
  std::vector<Violation> advice;
  std::vector<std::uint64_t> evaluations;
  std::vector<std::size_t> found;  // per row
  std::set<std::tuple<std::string_view, std::int32_t, std::int64_t>> known;
#ifndef NDEBUG
  std::set<std::uint16_t> ever_broken;  // rows
#endif

  Watch(const World& w, const State& initial) : world(w), bounds(w) {
    notes = first_notes(w, initial);
    evaluations.assign(table.size(), 0);
    found.assign(table.size(), 0);
    for (std::size_t r = 0; r < table.size(); ++r) {
      for (const When when : table[r].when) {
        if (when == When::kNever) continue;
        Due& rows_due = due[static_cast<std::size_t>(when)];
        const bool infrastructure = table[r].reads == Reads::kInfrastructure;
        (infrastructure ? rows_due.unless_settled : rows_due.always)
            .push_back(static_cast<std::uint16_t>(r));
      }
    }
    remember_records(world, initial, unremembered, before);
    before.users.resize(initial.count<UserRecord>());
    for (std::size_t u = 0; u < before.users.size(); ++u) {
      remember_user(initial, u, before, notes);
    }
    plan = plan_share(initial);
  }

  void record(std::size_t row, const Breach& breach, const State& state) {
    const InvariantInfo& info = table[row].info;
    if (info.weight == InvariantWeight::kReport || found[row] >= kViolationsMax) return;
#ifndef NDEBUG
    ever_broken.insert(static_cast<std::uint16_t>(row));
#endif
    if (!known.emplace(info.rule, breach.pool, breach.user).second) return;
    ++found[row];
    Violation v;
    v.rule = info.rule;
    v.at = state.now();
    v.event = event;
    v.text = breach.text;
    if (!info.premise.empty()) v.text += " (inferred: " + std::string(info.premise) + ")";
    v.pool = breach.pool;
    v.user = breach.user;
    for (std::size_t i = 0; i < 3; ++i) v.deciding[i] = breach.deciding[i];
    (info.weight == InvariantWeight::kAdvice ? advice : violations).push_back(std::move(v));
  }

  void run_rows(std::span<const std::uint16_t> rows_due, const Look& look, std::size_t subject) {
    for (const std::uint16_t r : rows_due) {
      const Answer answer = table[r].check(look, subject);
      if (answer.kind == Answer::Kind::kIdle) continue;
      ++evaluations[r];
      if (answer.kind == Answer::Kind::kBroken) record(r, *answer.breach, look.state);
    }
  }
  void run(When when, const Look& look, std::size_t subject, bool settled = false) {
    const Due& rows_due = due[static_cast<std::size_t>(when)];
    run_rows(rows_due.always, look, subject);
    if (!settled) {
      run_rows(rows_due.unless_settled, look, subject);
    } else {
      expect_nothing_new(rows_due.unless_settled, look, subject);
    }
  }
  void run_each(When when, const Look& look, std::size_t count, bool settled = false) {
    for (std::size_t i = 0; i < count; ++i) run(when, look, i, settled);
  }

  /// In builds with assertions of the language: what is left out would have found nothing new.
  void expect_nothing_new(std::span<const std::uint16_t> rows_due, const Look& look,
                          std::size_t subject) {
#ifdef NDEBUG
    static_cast<void>(rows_due), static_cast<void>(look), static_cast<void>(subject);
#else
    for (const std::uint16_t r : rows_due) {
      const Answer answer = table[r].check(look, subject);
      FIREDRILL_ASSERT(answer.kind != Answer::Kind::kBroken || ever_broken.count(r) > 0,
                       "a check of the infrastructure looks at nothing else");
    }
#endif
  }

  /// Takes note of what was written since the last look.
  void see_writes(const Writer& writer) {
    const WriteCounts& now = writer.writes();
    unremembered.infrastructure |= now.infrastructure != seen_writes.infrastructure;
    unremembered.plan |= now.plan != seen_writes.plan;
    unremembered.timers |= now.timers != seen_writes.timers;
    seen_writes = now;
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
    const bool settled = unremembered.settled();
    before.fingerprint = seen;
    before.fingerprint.subtract(plan);
    if (unremembered.plan) plan = plan_share(look.state);
    moment.fingerprint = look.writer.fingerprint();
    moment.fingerprint.subtract(plan);
    if (!seen_once) {  // the start of everything is no event: nothing to compare with yet
      before.fingerprint = moment.fingerprint;
      remember_timers(world, look.state, before);
    }
    if (!settled || !moment.facts.empty() || moment.by_operation) operations(look);
    commands(look);
    run(When::kEvent, look, 0, settled);
    run_each(When::kPoolEvent, look, before.pools.size(), settled);
    run_each(When::kQueueEvent, look, before.pools.size());
    run_each(When::kBackEndEvent, look, before.back_ends.size(), settled);
    users_of_event(look);
    note_event(world, look.state, before, moment, settled, notes);
    remember_records(world, look.state, unremembered, before);
    unremembered = {false, false, false};
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

  /// Each status once for all rows that look at it.
  void ask_statuses(const State& state) {
    moment.statuses.resize(state.count<LinkRecord>());
    for (std::size_t i = 0; i < moment.statuses.size(); ++i) {
      if (!status_can_be_asked(state, i)) continue;
      moment.statuses[i] =
          link_status(world, state, static_cast<Index>(i / 3), static_cast<BackupModule>(i % 3));
    }
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
  watch.see_writes(writer);
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
  watch.see_writes(writer);
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
      note_links_of(state, static_cast<Index>(p), watch.notes);
    }
  }
  for (const std::uint32_t u : writer.touched_users()) {
    watch.run(When::kUser, look, u);
    const Index home = state.user(u).home;
    if (busy || home < 0 || ix(home) >= pools) continue;
    note_links_of(state, home, watch.notes);
  }
  const bool settled = !watch.first_instant &&
                       watch.instant_writes.infrastructure == watch.seen_writes.infrastructure &&
                       watch.instant_writes.timers == watch.seen_writes.timers;
  if (busy || !settled) {
    watch.run(When::kInstant, look, 0, settled);
    watch.run_each(When::kPool, look, pools, settled);
    watch.run_each(When::kBackEnd, look, watch.before.back_ends.size(), settled);
    watch.ask_statuses(state);
    watch.run_each(When::kLink, look, state.count<LinkRecord>());
  }
  watch.first_instant = false;
  watch.instant_writes = watch.seen_writes;
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

void InvariantWatch::restore(const Memory& from, const Writer& writer) {
  static_cast<WatchMemory&>(*watch_) = *from.content;
  watch_->seen_writes = watch_->instant_writes = writer.writes();
  watch_->moment.users_from = from.content->users_from;
}

void InvariantWatch::fold(const Writer& writer, MemoryFold& out) const {
  fold_memory(writer.state(), watch_->bounds, *watch_, out);
}

void InvariantWatch::forget_violations() {
  watch_->violations.clear();
  watch_->advice.clear();
  watch_->known.clear();
  std::fill(watch_->found.begin(), watch_->found.end(), 0);
}

const std::vector<Violation>& InvariantWatch::violations() const {
  return watch_->violations;
}

const std::vector<Violation>& InvariantWatch::advice() const {
  return watch_->advice;
}

std::span<const std::uint64_t> InvariantWatch::evaluations() const {
  return watch_->evaluations;
}

}  // namespace firedrill
