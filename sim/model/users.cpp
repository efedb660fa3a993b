// Users: where they are registered, in which mode, and when they try again (rule book 6,
// INV-90..95).
#include "sim/engine/assert.hpp"
#include "sim/model/components.hpp"
#include "sim/model/planted_bugs.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

bool counted(const UserRecord& r) {
  return r.wants_online != 0 && r.home != kNone;
}

Slot sign_in_slot(Writer& w, std::uint32_t u) {
  return w.slot(TimerKind::kUserSignIn, u);
}

}  // namespace

void set_mode(Writer& w, std::uint32_t u, UserMode mode) {
  const UserRecord& r = w.state().user(u);
  if (r.mode == mode) return;
  const UserMode before = r.mode;
  if (counted(r)) {
    PoolIndex& home = w.pool_index(ix(r.home));
    --home.mode[static_cast<std::size_t>(before)];
    ++home.mode[static_cast<std::size_t>(mode)];
  }
  if (r.registrar != kNone) {
    PoolIndex& here = w.pool_index(ix(r.registrar));
    if (before == UserMode::kRegular) --here.regular_here;
    if (mode == UserMode::kRegular) ++here.regular_here;
  }
  w.put(r.mode, mode);
  w.touch_user(u);
  if (w.observer() != nullptr) w.observer()->on_mode(u, before, mode);
}

void register_at(Writer& w, std::uint32_t u, Index pool) {
  const UserRecord& r = w.state().user(u);
  FIREDRILL_ASSERT(r.registrar == kNone, "an endpoint is registered at one Registrar (INV-90)");
  w.put(r.registrar, pool);
  if (r.location == Location::kRemote) {
    const Index domain = domain_of(w.world(), u);
    w.put(r.edge, sign_in_way(w.world(), w.state(), domain, pool).edge_pool);
  }
  ++w.pool_index(ix(pool)).registered;
  set_mode(w, u, mode_at(w.world(), w.state(), u, pool));
}

void sign_out(Writer& w, std::uint32_t u) {
  const UserRecord& r = w.state().user(u);
  if (r.registrar == kNone) return;
  set_mode(w, u, UserMode::kSignedOut);
  --w.pool_index(ix(r.registrar)).registered;
  w.put(r.registrar, kNone);
  w.put(r.edge, kNone);
  w.touch_user(u);
}

namespace {

/// MA-10: users spread evenly. A user draws the same place in the queue every time, so that the
/// past leaves no counter in the state.
void schedule_sign_in(Writer& w, std::uint32_t u, ParameterId spread) {
  const Duration range = w.world().time(spread);
  Duration wait = w.world().draws.in_range(Duration(0), range, Purpose::kSignIn, u, 0);
  if (w.state().user(u).location == Location::kRemote) {  // MA-22: targets that do not answer
    const Index pool = accepting_registrar(w.world(), w.state(), u);
    const WayIn way = sign_in_way(w.world(), w.state(), domain_of(w.world(), u), pool);
    if (way.unanswered > 0) wait += w.world().time(ParameterId::kSrvAttempt) * way.unanswered;
  }
  w.put(w.state().user(u).sign_in_pending, 1);
  w.arm(sign_in_slot(w, u), wait);
}

/// INV-92: the backup Registrar keeps whom it took while it holds home for unavailable, or while a
/// failover is on. Whoever is left once neither is so (the failover failed, say) goes home.
bool called_home(const World& world, const State& s, std::uint32_t u) {
  const UserRecord& r = s.user(u);
  return s.pool(ix(r.home)).state == PoolState::kActive &&
         s.pool(ix(r.registrar)).partner_unavailable == 0 &&
         accepting_registrar(world, s, u) == r.home;
}

/// One outside is cut off with the Edge pool in between, and comes back by another (FLT-71).
bool connection_holds(const World& world, const State& s, const UserRecord& r) {
  if (r.location == Location::kRemote) {
    return r.edge != kNone && edge_leads_to(world, s, r.edge, r.registrar);
  }
  return connected(world, s, static_cast<Index>(r.site), world.pool(r.registrar).site);
}

void reconsider_user(Writer& w, std::uint32_t u, ParameterId spread) {
  const World& world = w.world();
  const State& s = w.state();
  const UserRecord& r = s.user(u);
  if (!counted(r)) return;
  if (r.registrar != kNone) {
    const bool home = r.registrar == r.home;
    const PoolRecord& p = s.pool(ix(r.home));
    bool stays = pool_serving(s, r.registrar) && connection_holds(world, s, r);
    // A borrowed registration stays until it is redirected; one at home ends when home refuses.
    if (home && stays) stays = accepting_registrar(world, s, u) == r.home;
    if (!home && stays) stays = p.backup == r.registrar && !called_home(world, s, u);
    if (!stays) sign_out(w, u);
  }
  if (r.registrar != kNone) {
    set_mode(w, u, mode_at(world, s, u, r.registrar));
    return;
  }
  if (r.sign_in_pending == 0 && sign_in_registrar(world, s, u) != kNone) {
    schedule_sign_in(w, u, spread);
  }
}

}  // namespace

void reconsider_users(Writer& w, Index pool, ParameterId spread) {
  for_each_user_of(w.world(), w.state(), pool,
                   [&](std::uint32_t u) { reconsider_user(w, u, spread); });
}

void send_users_away(Writer& w, Index pool, Index from) {
  for_each_user_of(w.world(), w.state(), pool, [&](std::uint32_t u) {
    if (w.state().user(u).registrar == from) sign_out(w, u);
  });
  reconsider_users(w, pool);
}

void sign_in_due(Writer& w, std::uint32_t u) {
  w.put(w.state().user(u).sign_in_pending, 0);
  const UserRecord& r = w.state().user(u);
  if (!counted(r) || r.registrar != kNone) return;
  const Index pool = sign_in_registrar(w.world(), w.state(), u);
  if (pool == kNone) return;  // whatever changes this calls reconsider_users
  register_at(w, u, pool);
}

void session_due(Writer& w, std::uint32_t u) {
  // UM-09: people come and go once a day; offline users are no outage and are not counted as one.
  const UserRecord& r = w.state().user(u);
  PoolIndex& home = w.pool_index(ix(r.home));
  const Duration session = w.world().load.session_length;
  if (r.wants_online != 0) {
    end_conference(w, u, false);
    sign_out(w, u);
    --home.mode[static_cast<std::size_t>(r.mode)];
    w.put(r.wants_online, 0);
    w.put(r.sign_in_pending, 0);
    w.disarm(sign_in_slot(w, u));
    w.arm(w.slot(TimerKind::kUserSession, u), hours(24) - session);
  } else {
    w.put(r.wants_online, 1);
    ++home.mode[static_cast<std::size_t>(r.mode)];
    w.arm(w.slot(TimerKind::kUserSession, u), session);
    const Index pool = sign_in_registrar(w.world(), w.state(), u);
    if (pool != kNone) register_at(w, u, pool);
  }
  w.touch_user(u);
}

void end_conference(Writer& w, std::uint32_t u, bool cut) {
  const UserRecord& r = w.state().user(u);
  if (r.conference == 0) return;
  w.put(r.conference, 0);
  w.disarm(w.slot(TimerKind::kConferenceEnd, u));
  --w.pool_index(ix(r.home)).conferences;
  const PoolTally& tally = w.state().tally(ix(r.home));
  if (cut) {
    w.put(tally.conferences_cut, tally.conferences_cut + 1);
  } else {
    w.put(tally.conferences_ended, tally.conferences_ended + 1);
    queue_item(w, u);
  }
  w.touch_user(u);
}

void cut_conferences(Writer& w, Index pool) {
  std::int64_t cut = 0;
  for_each_user_of(w.world(), w.state(), pool, [&](std::uint32_t u) {
    if (w.state().user(u).conference == 0) return;
    end_conference(w, u, true);
    ++cut;
  });
  if (cut > 0) w.tell({FactKind::kConferencesCut, pool, -1, cut, "", "INV-94"});
}

void conference_due(Writer& w, std::uint32_t u) {
  end_conference(w, u, false);
}

namespace {

/// What is counted by pool are sums over the users homed there, so it follows a user who moves.
void move_counts(Writer& w, std::uint32_t u, Index target) {
  const UserTally& t = w.state().user_tally(u);
  const PoolTally& from = w.state().tally(ix(w.state().user(u).home));
  const PoolTally& to = w.state().tally(ix(target));
  for (std::size_t m = 0; m < kUserModules; ++m) {
    w.put(from.acknowledged[m], from.acknowledged[m] - t.acknowledged[m]);
    w.put(to.acknowledged[m], to.acknowledged[m] + t.acknowledged[m]);
    w.put(from.lost[m], from.lost[m] - t.lost[m]);
    w.put(to.lost[m], to.lost[m] + t.lost[m]);
    const UserRecord& r = w.state().user(u);
    w.pool_index(ix(r.home)).ledger_both[m] -= r.both[m];
    w.pool_index(ix(target)).ledger_both[m] += r.both[m];
  }
}

}  // namespace

void move_user(Writer& w, std::uint32_t u, Index target, bool force) {
  // CMD-80: the only command that changes a home; with -Force the user's data is discarded.
  const UserRecord& r = w.state().user(u);
  if (r.home == target) return;
  end_conference(w, u, true);
  sign_out(w, u);
  if (force || FIREDRILL_BUG(kMoveLosesData)) {
    discard_user_data(w, u);
  } else {
    settle_user_data(w, u);
  }
  leave_backlog(w, u);
  move_counts(w, u, target);
  if (counted(r)) {
    --w.pool_index(ix(r.home)).mode[static_cast<std::size_t>(r.mode)];
    ++w.pool_index(ix(target)).mode[static_cast<std::size_t>(r.mode)];
  }
  w.put(w.state().cms().users_moved, 1);
  w.put(r.home, target);
  w.put(r.moved, 1);
  w.touch_user(u);
  reconsider_user(w, u, ParameterId::kFrontEndReconnect);
}

}  // namespace firedrill
