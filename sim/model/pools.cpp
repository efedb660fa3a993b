// Pool failover and failback: the state machine Active, FailingOver, FailedOver, FailingBack, and
// what each phase does to users and data (rule book CMD-01, CMD-02, 6.2, INV-06 to INV-13).
#include "sim/model/components.hpp"
#include "sim/model/planted_bugs.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

Slot operation_slot(Writer& w, Index pool) {
  return w.slot(TimerKind::kPoolOperation, ix(pool));
}

Duration populated(const Writer& w, Index pool, ParameterId base, ParameterId per_user) {
  return w.world().time(base) +
         Duration(w.world().number(per_user) * w.world().pool(pool).population);
}
Duration failover_time(const Writer& w, Index pool) {
  return populated(w, pool, ParameterId::kFailoverBase, ParameterId::kFailoverPerUser);
}
Duration failback_time(const Writer& w, Index pool) {
  return populated(w, pool, ParameterId::kFailbackBase, ParameterId::kFailbackPerUser);
}
Duration hydration_time(const Writer& w, Index pool) {
  const std::int64_t all = failback_time(w, pool).count();
  return Duration(all * w.world().number(ParameterId::kFailbackSignOutAt) / 100);
}

/// The servers of `pool` and of its partner can talk to each other.
bool reachable_from_partner(const Writer& w, Index pool) {
  const Index partner = backup_of(w.state(), pool);
  return partner == kNone ||
         connected(w.world(), w.state(), w.world().pool(pool).site, w.world().pool(partner).site);
}

void record_state(Writer& w, Index pool, PoolState state) {
  const PoolRecord& r = w.state().pool(ix(pool));
  w.put(r.state, state);
  configuration_written(w);
  if (pool_serving(w.state(), pool) && reachable_from_partner(w, pool)) learn_state(w, pool);
  w.tell({FactKind::kPoolStateChanged, pool, static_cast<int>(state), 0, "", "INV-08"});
  w.touch_pool(ix(pool));
}

void end_operation(Writer& w, Index pool, PoolState state, ErrorCode code, std::string_view rule,
                   std::string_view detail) {
  const PoolRecord& r = w.state().pool(ix(pool));
  const std::uint8_t actor = r.actor;
  w.put(r.operation, PoolOperation::kNothing);
  w.put(r.phase, PoolPhase::kIdle);
  w.put(r.actor, std::uint8_t{0xff});
  if (!FIREDRILL_BUG(kReadOnlyNotLifted)) w.put(r.read_only, std::uint8_t{0});
  w.put(r.drained, std::uint8_t{0});
  w.disarm(operation_slot(w, pool));
  if (r.state != state) record_state(w, pool, state);
  links_changed(w);
  reconsider_users(w, pool);
  finish_command(w, actor, code, rule, detail);
}

/// From here on the affected users belong to the backup pool: sessions cut, redirected.
void begin_moving(Writer& w, Index pool) {
  const PoolRecord& r = w.state().pool(ix(pool));
  w.put(r.phase, PoolPhase::kMoving);
  if (!FIREDRILL_BUG(kConferencesNotCut)) cut_conferences(w, pool);
  w.arm(operation_slot(w, pool), failover_time(w, pool));
  const bool stops = w.world().is(ParameterId::kIsolatedPool, 1);
  if (stops) learn_state(w, pool);
  if (reachable_from_partner(w, pool) || stops) {
    send_users_away(w, pool, pool);  // UX-03: signed out once
  } else {
    reconsider_users(w, pool);  // MA-51: whoever reaches the isolated pool stays there
  }
}

void finish_drain(Writer& w, Index pool) {
  const PoolRecord& r = w.state().pool(ix(pool));
  w.put(r.drained, std::uint8_t{1});
  w.tell({FactKind::kDrainDone, pool, -1, 0, "", "INV-22"});
  begin_moving(w, pool);
}

bool drained(const Writer& w, Index pool) {
  if (FIREDRILL_BUG(kDrainNotAwaited)) return true;
  for (const BackupModule m : {BackupModule::kPresenceFocus, BackupModule::kDataConf}) {
    const LinkRecord& l = w.state().link(link_number(pool, m));
    if (l.waiting != 0 || l.in_flight != 0 || l.running != 0) return false;
  }
  return true;
}

/// A failover that cannot be completed: the pool is Active again, as soon as a store can say so
/// (FLT-51, INV-43). Sign-outs already done are not undone.
void give_failover_up(Writer& w, Index pool, ErrorCode code, std::string_view rule,
                      std::string_view detail) {
  if (active_master(w.world(), w.state()) != kNone) {
    const bool left = FIREDRILL_BUG(kFailedFailoverNotUndone);
    end_operation(w, pool, left ? PoolState::kFailingOver : PoolState::kActive, code, rule, detail);
    return;
  }
  const PoolRecord& r = w.state().pool(ix(pool));
  const std::uint8_t actor = r.actor;
  w.put(r.roll_back, std::uint8_t{1});
  w.put(r.actor, std::uint8_t{0xff});
  w.put(r.operation, PoolOperation::kNothing);
  w.put(r.read_only, std::uint8_t{0});
  w.disarm(operation_slot(w, pool));
  reconsider_users(w, pool);
  finish_command(w, actor, code, rule, detail);
}

void failover_done(Writer& w, Index pool) {
  if (active_master(w.world(), w.state()) == kNone) {
    give_failover_up(w, pool, ErrorCode::kCmsUnavailable, "FLT-51",
                     "the Central Management store was lost during the failover");
    return;
  }
  const bool disaster = w.state().pool(ix(pool)).operation == PoolOperation::kFailOverDisaster;
  if (disaster) tell_stranded(w, pool);
  end_operation(w, pool, PoolState::kFailedOver, ErrorCode::kOk, "CMD-01", "");
}

void hydration_done(Writer& w, Index pool) {
  const PoolRecord& r = w.state().pool(ix(pool));
  if (r.hydration_faults > 0) {
    w.put(r.hydration_faults, static_cast<std::uint8_t>(r.hydration_faults - 1));
    // MA-46; without a store nothing else can be recorded (INV-43).
    const bool stay = w.world().is(ParameterId::kHydrationFailState, 0) ||
                      active_master(w.world(), w.state()) == kNone;
    end_operation(w, pool, stay ? PoolState::kFailingBack : PoolState::kFailedOver,
                  ErrorCode::kHydration, "FLT-90",
                  "hydration was not completed after repeated attempts; run it again");
    return;
  }
  if (r.operation == PoolOperation::kFailBackDisaster || FIREDRILL_BUG(kFailbackLosesBackup)) {
    lose_partner_only(w, pool, BackupModule::kPresenceFocus, "INV-24");
    lose_partner_only(w, pool, BackupModule::kDataConf, "INV-24");
  } else if (!FIREDRILL_BUG(kHydrationForgotten)) {
    hydrate(w, pool, BackupModule::kPresenceFocus);
  }
  w.put(r.phase, PoolPhase::kReturning);
  w.arm(operation_slot(w, pool), failback_time(w, pool) - hydration_time(w, pool));
  const Index partner = backup_of(w.state(), pool);
  send_users_away(w, pool, partner);
}

void tell_recovered(Writer& w, Index pool) {
  std::int64_t n = 0;
  for (std::size_t m = 0; m < kUserModules; ++m) {
    n += w.state().pool_index(ix(pool)).ledger_home_only[m];
  }
  if (n == 0) return;
  const PoolTally& t = w.state().tally(ix(pool));
  w.put(t.recovered, t.recovered + static_cast<std::uint64_t>(n));
  w.tell({FactKind::kWritesRecovered, pool, -1, n, "", "MA-56"});
}

void failback_done(Writer& w, Index pool) {
  if (active_master(w.world(), w.state()) == kNone) {
    end_operation(w, pool, PoolState::kFailingBack, ErrorCode::kCmsUnavailable, "FLT-51",
                  "the Central Management store was lost during the failback");
    return;
  }
  tell_recovered(w, pool);
  // The partner's Registrar hears from home again, unless a cut lies between: then it still holds
  // home for unavailable, and takes whoever cannot reach it (FLT-81).
  const Index partner = backup_of(w.state(), pool);
  if (partner != kNone && reachable_from_partner(w, pool)) {
    w.put(w.state().pool(ix(partner)).partner_unavailable, std::uint8_t{0});
  }
  end_operation(w, pool, PoolState::kActive, ErrorCode::kOk, "CMD-02", "");
}

}  // namespace

void start_failover(Writer& w, Index pool, bool disaster, Duration wait_time, std::uint8_t actor) {
  const PoolRecord& r = w.state().pool(ix(pool));
  w.put(r.operation, disaster ? PoolOperation::kFailOverDisaster : PoolOperation::kFailOverPlanned);
  w.put(r.actor, actor);
  w.put(r.roll_back, std::uint8_t{0});
  w.put(r.phase, disaster ? PoolPhase::kMoving : PoolPhase::kDraining);
  record_state(w, pool, PoolState::kFailingOver);
  if (disaster) {
    begin_moving(w, pool);
    return;
  }
  w.put(r.read_only, std::uint8_t{1});  // INV-31
  w.arm(operation_slot(w, pool), wait_time);
  for (const BackupModule m : {BackupModule::kPresenceFocus, BackupModule::kDataConf}) {
    const LinkRecord& l = w.state().link(link_number(pool, m));
    if (l.waiting > 0 && l.running == 0) {
      w.arm(w.slot(TimerKind::kBackupCycle, link_number(pool, m)), Duration(0));
    }
  }
  drain_progress(w, pool);
}

void drain_progress(Writer& w, Index pool) {
  const PoolRecord& r = w.state().pool(ix(pool));
  const bool draining = r.phase == PoolPhase::kDraining && r.operation != PoolOperation::kNothing;
  if (draining && drained(w, pool)) {
    finish_drain(w, pool);
  }
}

void start_failback(Writer& w, Index pool, bool disaster, std::uint8_t actor) {
  const PoolRecord& r = w.state().pool(ix(pool));
  w.put(r.operation, disaster ? PoolOperation::kFailBackDisaster : PoolOperation::kFailBack);
  w.put(r.actor, actor);
  w.put(r.phase, PoolPhase::kHydrating);
  cut_conferences(w, pool);  // INV-94: only those its own users organise
  if (r.state != PoolState::kFailingBack) record_state(w, pool, PoolState::kFailingBack);
  w.arm(operation_slot(w, pool), hydration_time(w, pool));
  reconsider_users(w, pool);
}

void write_pool_state(Writer& w, Index pool, PoolState state) {
  if (w.state().pool(ix(pool)).state == state) return;
  record_state(w, pool, state);
  links_changed(w);
  reconsider_users(w, pool);
}

void pool_operation_due(Writer& w, Index pool) {
  const PoolRecord& r = w.state().pool(ix(pool));
  switch (r.phase) {
    case PoolPhase::kIdle:
      return;
    case PoolPhase::kDraining:
      w.tell({FactKind::kDrainExpired, pool, -1, 0, "", "MA-41"});
      if (w.world().is(ParameterId::kPlannedSyncTimeout, 1)) {
        give_failover_up(w, pool, ErrorCode::kSyncTimeout, "MA-41",
                         "the final state was not reached within WaitTime");
        return;
      }
      tell_stranded(w, pool);
      begin_moving(w, pool);
      return;
    case PoolPhase::kMoving:
      failover_done(w, pool);
      return;
    case PoolPhase::kHydrating:
      hydration_done(w, pool);
      return;
    case PoolPhase::kReturning:
      failback_done(w, pool);
      return;
  }
}

void pool_operations_changed(Writer& w) {
  for (std::size_t i = 0; i < w.state().count<PoolRecord>(); ++i) {
    const auto pool = static_cast<Index>(i);
    const PoolRecord& r = w.state().pool(i);
    const Index partner = r.backup;
    if (r.roll_back != 0 && active_master(w.world(), w.state()) != kNone) {
      w.put(r.roll_back, std::uint8_t{0});
      end_operation(w, pool, PoolState::kActive, ErrorCode::kOk, "CMD-01", "");
      continue;
    }
    const bool over = r.operation == PoolOperation::kFailOverPlanned ||
                      r.operation == PoolOperation::kFailOverDisaster;
    const bool back =
        r.operation == PoolOperation::kFailBack || r.operation == PoolOperation::kFailBackDisaster;
    if (over && !pool_serving(w.state(), partner)) {
      give_failover_up(w, pool, ErrorCode::kPartnerUnavailable, "CMD-01",
                       "the backup pool was lost during the failover");
    } else if (back && !pool_serving(w.state(), pool)) {
      end_operation(w, pool, PoolState::kFailingBack, ErrorCode::kPoolDown, "CMD-02",
                    "the home pool was lost during the failback");
    } else if (r.operation == PoolOperation::kFailBack && r.phase == PoolPhase::kHydrating &&
               !(pool_serving(w.state(), partner) && reachable_from_partner(w, pool))) {
      end_operation(w, pool, PoolState::kFailingBack, ErrorCode::kPartnerUnavailable, "CMD-02",
                    "the backup pool was lost before its data was home");
    }
  }
}

}  // namespace firedrill
