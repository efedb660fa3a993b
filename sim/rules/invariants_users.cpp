// Users, registrations and conferences (rule book 7.6), and what is conserved at every event.
#include <fmt/format.h>

#include "sim/rules/invariant_checks.hpp"

namespace firedrill::invariants {
namespace {

/// full(P) for one user: the pool gives regular mode, and so does the user's routing group
/// (FLT-02).
bool full_for(const Look& l, std::size_t user, Index pool) {
  if (!pool_full(l.world, l.state, pool)) return false;
  const UserRecord& r = l.state.user(user);
  if (pool != r.home || r.moved != 0) return true;  // groups are those of the first home
  const auto& g = l.state.record<GroupRecord>(group_of(l.world, static_cast<std::uint32_t>(user)));
  if (g.primary == 0xff) return false;
  return front_ends_of(l.world, l.state, pool) <= 2 || g.live >= 2;
}

}  // namespace

Index responsible_pool(const State& state, std::size_t user) {
  const UserRecord& r = state.user(user);
  if (r.home == kNone) return kNone;
  const PoolRecord& home = state.pool(ix(r.home));
  if (home.state == PoolState::kActive) return r.home;
  return home.state == PoolState::kFailedOver ? home.backup : kNone;
}

bool served_at_rest(const Look& l, std::size_t user) {
  const UserRecord& r = l.state.user(user);
  if (r.wants_online == 0) return false;
  const Index pool = responsible_pool(l.state, user);
  if (pool == kNone || !full_for(l, user, pool)) return false;
  // MA-51, INV-93: servers that a cut kept from learning the recorded state act on the old one.
  if (pool == r.home && l.state.pool(ix(pool)).state_seen != PoolState::kActive) return false;
  // MA-39: a cut keeps the backup Registrar from hearing that home is back; it keeps whom it took.
  const Index backup = l.state.pool(ix(r.home)).backup;
  const bool borrowed = pool == r.home && backup != kNone && r.registrar == backup;
  if (borrowed &&
      !connected(l.world, l.state, l.world.pool(backup).site, l.world.pool(pool).site)) {
    return false;
  }
  const auto u = static_cast<std::uint32_t>(user);
  // path(u, P): a user who is not signed in has to find the pool first (FLT-73).
  if (r.registrar == kNone && !finds_registrar(l.world, l.state, u, pool)) return false;
  return user_path(l.world, l.state, u, pool);
}

bool acknowledged_in_event(const Look& l, std::size_t user) {
  const UserTally& t = l.state.user_tally(user);
  for (std::size_t m = 0; m < kUserModules; ++m) {
    if (t.acknowledged[m] > l.before.users[user].acknowledged[m]) return true;
  }
  return false;
}

Answer inv_90(const Look& l, std::size_t user) {
  // One Registrar an endpoint is how the state is built; here: the right one, once all is at rest
  // and nothing is cut off (FLT-81).
  const UserRecord& r = l.state.user(user);
  if (r.registrar == kNone || r.home == kNone) return idle();
  for (std::size_t i = 0; i < l.state.count<WanRecord>(); ++i) {
    if (l.state.record<WanRecord>(i).down != 0) return idle();
  }
  const PoolRecord& home = l.state.pool(ix(r.home));
  const bool at_home = r.registrar == r.home;
  const bool at_backup = r.registrar == home.backup;
  bool may = at_home || at_backup;
  // MA-51: servers that have not learnt the recorded state yet go on serving whoever reaches them.
  if (home.state == PoolState::kFailedOver && home.state_seen == home.state) may = at_backup;
  if (home.state == PoolState::kActive && at_backup) {
    may = accepting_registrar(l.world, l.state, static_cast<std::uint32_t>(user)) != r.home;
  }
  if (may) return held();
  return broken(fmt::format("{} of {} ({}) is registered at {}", user_name(user),
                            l.pool_name(r.home), state_name(home.state), l.pool_name(r.registrar)))
      .of_user(user)
      .because(&r.registrar, &home.state);
}

Answer inv_91(const Look& l, std::size_t user) {
  const UserBefore& was = l.before.users[user];
  const UserRecord& is = l.state.user(user);
  if (is.registrar == was.registrar || is.registrar == kNone || is.home == kNone) return idle();
  const PoolRecord& home = l.state.pool(ix(is.home));
  if (is.registrar != home.backup || is.registrar == is.home) return idle();
  const PoolRecord& backup = l.state.pool(ix(home.backup));
  if (home.state != PoolState::kActive || backup.partner_unavailable != 0) return held();
  return broken(fmt::format("{} took the registration of {} before it found {} unavailable",
                            l.pool_name(home.backup), user_name(user), l.pool_name(is.home)))
      .of_user(user)
      .because(&is.registrar, &backup.partner_unavailable);
}

Answer inv_91_declared(const Look& l, std::size_t pool) {
  const PoolRecord& is = l.state.pool(pool);
  if (is.partner_unavailable == 0 || l.before.pools[pool].partner_unavailable != 0) return idle();
  const PoolNotes& n = l.notes.pools[pool];
  const bool waited = n.heartbeat_lost.is_set() &&
                      l.state.at_least_as_old(n.heartbeat_lost, seconds(n.detection_s));
  if (waited) return held();
  return broken(fmt::format("{} gave its partner up before the failure detection interval was over",
                            l.pool_name(static_cast<Index>(pool))))
      .of_pool(static_cast<Index>(pool))
      .because(&is.partner_unavailable);
}

Answer inv_92(const Look& l, std::size_t user) {
  const UserRecord& r = l.state.user(user);
  if (!served_at_rest(l, user)) return idle();
  const PoolRecord& home = l.state.pool(ix(r.home));
  if (home.state != PoolState::kActive || home.automatic_failover == 0) return idle();
  if (r.registrar != home.backup || home.backup == kNone) return held();
  return broken(fmt::format("{} is left at {} although {} is back", user_name(user),
                            l.pool_name(home.backup), l.pool_name(r.home)))
      .of_user(user)
      .because(&r.registrar, &l.state.pool(ix(home.backup)).partner_unavailable);
}

Answer inv_93(const Look& l, std::size_t user) {
  const UserBefore& was = l.before.users[user];
  const UserRecord& is = l.state.user(user);
  if (is.registrar == was.registrar || is.registrar == kNone || is.home == kNone) return idle();
  const PoolRecord& home = l.state.pool(ix(is.home));
  if (home.state_seen != PoolState::kFailedOver) return idle();
  if (is.registrar != is.home) return held();
  return broken(fmt::format("{} registered {} although it knows that it is failed over",
                            l.pool_name(is.home), user_name(user)))
      .of_user(user)
      .because(&is.registrar, &home.state_seen);
}

Answer inv_94(const Look& l, std::size_t pool) {
  const PoolRecord& was = l.before.pools[pool];
  const PoolRecord& is = l.state.pool(pool);
  const bool moves = was.phase != PoolPhase::kMoving && is.phase == PoolPhase::kMoving;
  const bool returns = was.phase != PoolPhase::kHydrating && is.phase == PoolPhase::kHydrating;
  if (!moves && !returns) return idle();
  const std::uint32_t running = l.state.pool_index(pool).conferences;
  if (running != 0) {
    return broken(fmt::format("{} conferences of users of {} outlived the start of its {}", running,
                              l.pool_name(static_cast<Index>(pool)),
                              moves ? "failover" : "failback"))
        .of_pool(static_cast<Index>(pool));
  }
  for (std::size_t p = 0; p < l.before.tallies.size(); ++p) {
    if (p == pool || l.moment.moved[p] != 0) continue;
    if (l.state.tally(p).conferences_cut == l.before.tallies[p].conferences_cut) continue;
    return broken(fmt::format("the {} of {} cut conferences of users of {}",
                              moves ? "failover" : "failback",
                              l.pool_name(static_cast<Index>(pool)),
                              l.pool_name(static_cast<Index>(p))))
        .of_pool(static_cast<Index>(p));
  }
  return held();
}

Answer inv_95(const Look& l, std::size_t user) {
  // Joining is not an event of the load. Resiliency through the Back End or a routing group at home
  // is silent (UX-21, UX-24).
  const UserRecord& r = l.state.user(user);
  if (r.conference == 0 || l.before.users[user].conference != 0 || r.home == kNone) return idle();
  const PoolRecord& home = l.state.pool(ix(r.home));
  const bool away = r.registrar != r.home || home.state != PoolState::kActive;
  const bool barred = r.mode == UserMode::kSignedOut || (r.mode == UserMode::kResiliency && away);
  const bool back_end =
      r.registrar != kNone && l.state.pool(ix(r.registrar)).backup_clock_expired != 0;
  if (!barred) return held();
  if (back_end) return idle();
  return broken(fmt::format("{} created a conference while {}", user_name(user),
                            r.mode == UserMode::kSignedOut ? "signed out" : "in resiliency mode"))
      .of_user(user)
      .because(&r.conference, &r.mode, &home.state);
}

Answer inv_98(const Look& l, std::size_t pool) {
  const Index partner = l.partner(static_cast<Index>(pool));
  if (partner == kNone) return idle();
  const Pool& target = l.world.pool(partner);
  const std::int64_t load =
      std::int64_t{target.population} + l.world.topology.pools[pool].population;
  if (target.user_capacity == 0) return idle();
  if (load <= target.user_capacity || l.notes.capacity_announced) return held();
  return broken(fmt::format("{} serves {} users, more than its capacity of {}, and no warning of "
                            "the topology said so",
                            target.fqdn, load, target.user_capacity))
      .of_pool(partner);
}

Answer inv_99(const Look& l, std::size_t user) {
  const UserRecord& r = l.state.user(user);
  if (r.client != Client::kOc2007R2 || r.home == kNone) return idle();
  const PoolRecord& home = l.state.pool(ix(r.home));
  if (home.state != PoolState::kFailingBack) return idle();
  const bool signs_in = l.before.users[user].registrar == kNone && r.registrar != kNone;
  if (!signs_in) return held();
  return broken(
             fmt::format("{} signed in with Office Communicator 2007 R2 while {} is failing back",
                         user_name(user), l.pool_name(r.home)))
      .of_user(user)
      .because(&r.registrar, &home.state);
}

Answer inv_102(const Look& l, std::size_t user) {
  const UserRecord& r = l.state.user(user);
  if (!served_at_rest(l, user)) return idle();
  if (r.mode != UserMode::kResiliency) return held();
  return broken(fmt::format("{} of {} stays in resiliency mode at rest", user_name(user),
                            l.pool_name(r.home)))
      .of_user(user)
      .because(&r.mode, &r.registrar);
}

namespace {

Answer pool_adds_up(const Look& l, Index pool) {
  const PoolIndex& index = l.state.pool_index(ix(pool));
  const PoolTally& t = l.state.tally(ix(pool));
  const std::string& name = l.pool_name(pool);
  const std::int64_t in = std::int64_t{index.mode[0]} + index.mode[1] + index.mode[2];
  const std::int64_t online = l.notes.pools[ix(pool)].online;
  if (in != online) {
    return broken(fmt::format("{} has {} users who want to be signed in, of whom {} are regular, "
                              "{} in resiliency mode, {} signed out",
                              name, online, index.mode[2], index.mode[1], index.mode[0]))
        .of_pool(pool);
  }
  if (t.conferences_started != t.conferences_ended + t.conferences_cut + index.conferences) {
    return broken(fmt::format("{} started {} conferences, of which {} ended, {} were cut, {} run",
                              name, t.conferences_started, t.conferences_ended, t.conferences_cut,
                              index.conferences))
        .of_pool(pool);
  }
  for (std::size_t m = 0; m < kUserModules; ++m) {
    const std::uint64_t known =
        t.lost[m] + index.ledger_both[m] + index.ledger_home_only[m] + index.ledger_partner_only[m];
    if (t.acknowledged[m] != known) {
      return broken(fmt::format("{} acknowledged {} writes, of which {} are on both sides, {} only "
                                "at home, {} only at the backup, {} lost",
                                name, t.acknowledged[m], index.ledger_both[m],
                                index.ledger_home_only[m], index.ledger_partner_only[m], t.lost[m]))
          .of_pool(pool);
    }
    const LinkRecord& link = l.state.link(ix(pool) * 3 + m);
    const std::uint64_t backlog = std::uint64_t{link.waiting} + link.in_flight;
    const bool paired_as_ever =
        l.partner(pool) != kNone && l.partner(pool) == l.world.pool(pool).backup;
    if (paired_as_ever && backlog != index.ledger_home_only[m]) {
      return broken(fmt::format("the backlog of {} counts {} writes, its users have {}", name,
                                backlog, index.ledger_home_only[m]))
          .of_pool(pool)
          .because(&link.waiting, &link.in_flight);
    }
  }
  return held();
}

}  // namespace

Answer conservation_of_user(const Look& l, std::size_t user) {
  const UserRecord& r = l.state.user(user);
  const UserTally& t = l.state.user_tally(user);
  for (std::size_t m = 0; m < kUserModules; ++m) {
    const UserLedger& ledger = r.ledger[m];
    const std::uint64_t known =
        std::uint64_t{r.both[m]} + ledger.home_only + ledger.partner_only + t.lost[m];
    const bool parts = ledger.flying <= ledger.home_only && ledger.returning <= ledger.partner_only;
    if (t.acknowledged[m] == known && parts) continue;
    return broken(fmt::format("{} had {} writes acknowledged, of which {} are on both sides, {} "
                              "only at home, {} only at the backup, {} lost",
                              user_name(user), t.acknowledged[m], r.both[m], ledger.home_only,
                              ledger.partner_only, t.lost[m]))
        .of_user(user)
        .because(&t.acknowledged[m], &ledger.home_only, &ledger.partner_only);
  }
  if (r.home < 0 || ix(r.home) >= l.before.pools.size()) return held();
  return pool_adds_up(l, r.home);
}

Answer conservation_of_pool(const Look& l, std::size_t pool) {
  return pool_adds_up(l, static_cast<Index>(pool));
}

Answer conservation_recounted(const Look& l, std::size_t) {
  // Counters are maintained, never recounted (design 2), but at rest and at the end they must be
  // what a recount gives.
  std::vector<PoolIndex> counted(l.before.pools.size());
  for (std::size_t u = 0; u < l.state.count<UserRecord>(); ++u) {
    const UserRecord& r = l.state.user(u);
    if (r.home < 0 || ix(r.home) >= counted.size()) continue;
    PoolIndex& home = counted[ix(r.home)];
    if (r.wants_online != 0) ++home.mode[static_cast<std::size_t>(r.mode)];
    if (r.conference != 0) ++home.conferences;
    for (std::size_t m = 0; m < kUserModules; ++m) {
      home.ledger_home_only[m] += r.ledger[m].home_only;
      home.ledger_partner_only[m] += r.ledger[m].partner_only;
      home.ledger_both[m] += r.both[m];
    }
    if (r.registrar == kNone) continue;
    ++counted[ix(r.registrar)].registered;
    if (r.mode == UserMode::kRegular) ++counted[ix(r.registrar)].regular_here;
  }
  for (std::size_t p = 0; p < counted.size(); ++p) {
    const PoolIndex& is = l.state.pool_index(p);
    PoolIndex& should = counted[p];
    for (std::size_t m = 0; m < kUserModules; ++m) should.backlog_head[m] = is.backlog_head[m];
    if (std::memcmp(&is, &should, sizeof(PoolIndex)) == 0) continue;
    return broken(fmt::format("the counts of {} are not those of its users",
                              l.pool_name(static_cast<Index>(p))))
        .of_pool(static_cast<Index>(p));
  }
  return held();
}

}  // namespace firedrill::invariants
