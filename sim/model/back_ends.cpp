// Back Ends: availability under mirroring, automatic and manual failover, the 30-minute clock
// (rule book 3.3, INV-60 to INV-67).
#include "sim/model/components.hpp"
#include "sim/model/planted_bugs.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

unsigned bit(DatabaseType type) {
  return 1U << static_cast<unsigned>(type);
}

/// INV-63: automatic failover needs the witness, the other server and synchronised copies.
bool automatic_possible(const Writer& w, const BackEnd& be, const BackEndRecord& r,
                        DatabaseType type) {
  if ((r.mirrored & bit(type)) == 0) return false;
  if (r.has_witness == 0 && !FIREDRILL_BUG(kAutomaticWithoutWitness)) return false;
  if ((r.desync & bit(type)) != 0 && !FIREDRILL_BUG(kAutomaticUnsynchronised)) return false;
  const State& s = w.state();
  const bool on_mirror = principal_is_mirror(r, type);
  const Index principal = on_mirror ? be.mirror : be.primary;
  const Index other = on_mirror ? be.primary : be.mirror;
  if (FIREDRILL_BUG(kAutomaticWithoutWitness)) {
    return !sql_serves(s, principal) && sql_serves(s, other);
  }
  return !sql_serves(s, principal) && sql_serves(s, other) && sql_machine_up(s, be.witness);
}

void move_principal(Writer& w, std::size_t back_end, DatabaseType type, bool to_mirror,
                    std::string_view rule) {
  const BackEndRecord& r = w.state().back_end(back_end);
  const auto mask = static_cast<std::uint8_t>(bit(type));
  w.put(r.on_mirror,
        static_cast<std::uint8_t>(to_mirror ? r.on_mirror | mask : r.on_mirror & ~mask));
  w.tell({FactKind::kPrincipalMoved, static_cast<std::int32_t>(back_end), static_cast<int>(type),
          to_mirror ? 1 : 0, "", rule});
}

void update_clock(Writer& w, Index pool) {
  const World& world = w.world();
  const PoolRecord& r = w.state().pool(ix(pool));
  const Slot clock = w.slot(TimerKind::kBackupClock, ix(pool));
  const Slot restored = w.slot(TimerKind::kBackEndRestored, ix(pool));
  const bool visible = back_end_visible(world, w.state(), pool);
  if (!visible) {
    w.disarm(restored);
    if (r.backup_clock_expired == 0 && !w.armed(clock) && pool_serving(w.state(), pool)) {
      const bool immediate = world.is(ParameterId::kBackEndLossRule, 1);
      const Duration threshold(r.backup_store_threshold_ms);
      w.tell({FactKind::kBackEndUnavailable, pool, -1, threshold.count(), "", "FLT-20"});
      const Duration waits = FIREDRILL_BUG(kThresholdHalved) ? threshold / 2 : threshold;
      w.arm(clock, immediate ? Duration(0) : waits);
    }
    if (!pool_serving(w.state(), pool)) w.disarm(clock);
    return;
  }
  if (w.armed(clock)) w.tell({FactKind::kBackEndAvailable, pool, -1, 0, "", "FLT-20"});
  if (!FIREDRILL_BUG(kBackEndClockNotStopped)) w.disarm(clock);
  if (r.backup_clock_expired != 0 && !w.armed(restored)) {
    w.arm(restored, world.time(ParameterId::kBackEndRestored));
  }
}

}  // namespace

void back_ends_changed(Writer& w) {
  const Topology& t = w.world().topology;
  for (std::size_t b = 0; b < t.back_ends.size(); ++b) {
    const BackEndRecord& r = w.state().back_end(b);
    std::uint8_t pending = 0;
    for (int d = 0; d < kDatabaseTypeCount; ++d) {
      const auto type = static_cast<DatabaseType>(d);
      if (automatic_possible(w, t.back_ends[b], r, type)) {
        pending = static_cast<std::uint8_t>(pending | bit(type));
      }
    }
    const Slot slot = w.slot(TimerKind::kMirrorAutomatic, b);
    if (pending != 0 && r.automatic_pending == 0) {
      w.arm(slot, w.world().time(ParameterId::kMirrorAutomatic));
    }
    if (pending == 0) w.disarm(slot);
    w.put(r.automatic_pending, pending);
  }
  for (std::size_t p = 0; p < t.pools.size(); ++p) update_clock(w, static_cast<Index>(p));
}

void mirror_automatic_due(Writer& w, std::size_t b) {
  const BackEnd& be = w.world().topology.back_ends[b];
  const BackEndRecord& r = w.state().back_end(b);
  for (int d = 0; d < kDatabaseTypeCount; ++d) {
    const auto type = static_cast<DatabaseType>(d);
    if (automatic_possible(w, be, r, type)) {
      move_principal(w, b, type, !principal_is_mirror(r, type), "FLT-22");
    }
  }
  w.put(r.automatic_pending, std::uint8_t{0});
  infrastructure_changed(w);
}

void start_mirror_switch(Writer& w, Index pool, DatabaseType type, bool to_mirror,
                         std::uint8_t actor) {
  const auto b = ix(w.world().pool(pool).back_end);
  const BackEndRecord& r = w.state().back_end(b);
  w.put(r.forced_pending, static_cast<std::uint8_t>(type));
  w.put(r.forced_target, std::uint8_t{to_mirror ? std::uint8_t{1} : std::uint8_t{0}});
  w.put(r.actor, actor);
  w.arm(w.slot(TimerKind::kMirrorManual, b), w.world().time(ParameterId::kMirrorManual));
}

void mirror_manual_due(Writer& w, std::size_t b) {
  const BackEnd& be = w.world().topology.back_ends[b];
  const BackEndRecord& r = w.state().back_end(b);
  const auto type = static_cast<DatabaseType>(r.forced_pending);
  const bool to_mirror = r.forced_target != 0;
  const std::uint8_t actor = r.actor;
  w.put(r.forced_pending, std::uint8_t{0xff});
  w.put(r.actor, std::uint8_t{0xff});
  if ((r.mirrored & bit(type)) == 0 &&
      !FIREDRILL_BUG(
          kMirrorNotLookedFor)) {  // another administrator took the mirror away meanwhile
    finish_command(w, actor, ErrorCode::kMirrorNotConfigured, "INV-61",
                   "there is no mirror any more");
    return;
  }
  if (!sql_serves(w.state(), to_mirror ? be.mirror : be.primary)) {
    finish_command(w, actor, ErrorCode::kDbInaccessible, "CMD-50", "the target copy was lost");
    return;
  }
  if (principal_is_mirror(r, type) != to_mirror) {
    const bool unsynchronised = (r.desync & bit(type)) != 0;
    const Index old = to_mirror ? be.primary : be.mirror;
    if (unsynchronised && !sql_serves(w.state(), old)) {
      // A forced switch between copies that were not synchronised gives up the unsent tail.
      w.tell({FactKind::kWritesLost, be.pool, -1, 0, "the tail the mirror never got", "INV-62"});
    }
    move_principal(w, b, type, to_mirror, "CMD-50");
    for (int other = 0; FIREDRILL_BUG(kSwitchDragsAlong) && other < kDatabaseTypeCount; ++other) {
      move_principal(w, b, static_cast<DatabaseType>(other), to_mirror, "CMD-50");
    }
  }
  infrastructure_changed(w);
  finish_command(w, actor, ErrorCode::kOk, "CMD-50", "");
}

void backup_clock_due(Writer& w, Index pool) {
  w.put(w.state().pool(ix(pool)).backup_clock_expired, std::uint8_t{1});
  w.tell({FactKind::kBackupClockExpired, pool, -1, w.state().pool_index(ix(pool)).registered, "",
          "INV-67"});
  const Index partner = backup_of(w.state(), pool);
  reconsider_users(w, pool);
  if (partner != kNone) reconsider_users(w, partner);
  w.touch_pool(ix(pool));
}

void back_end_restored_due(Writer& w, Index pool) {
  w.put(w.state().pool(ix(pool)).backup_clock_expired, std::uint8_t{0});
  w.tell({FactKind::kBackEndRestored, pool, -1, 0, "", "UX-62"});
  const Index partner = backup_of(w.state(), pool);
  reconsider_users(w, pool);
  if (partner != kNone) reconsider_users(w, partner);
  w.touch_pool(ix(pool));
}

}  // namespace firedrill
