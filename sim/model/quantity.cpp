// The table of quantities. Adding one is a reading function and a row, in the order of names.
#include "sim/model/quantity.hpp"

#include <algorithm>
#include <vector>

#include "sim/model/passage.hpp"
#include "sim/model/replicas.hpp"
#include "sim/model/view.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

template <class F>
std::int64_t over_pools(const World& w, Index pool, F&& f) {
  if (pool != kNone) return f(ix(pool));
  std::int64_t sum = 0;
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) sum += f(p);
  return sum;
}

template <UserMode mode>
std::int64_t users_by_mode(const World& w, const State& s, Index pool, std::uint8_t) {
  return over_pools(w, pool, [&](std::size_t p) {
    return std::int64_t{s.pool_index(p).mode[static_cast<std::size_t>(mode)]};
  });
}

std::int64_t acknowledged_writes(const World& w, const State& s, Index pool, std::uint8_t) {
  return over_pools(w, pool, [&](std::size_t p) {
    return static_cast<std::int64_t>(s.tally(p).acknowledged[0] + s.tally(p).acknowledged[1]);
  });
}
std::int64_t lost_writes(const World& w, const State& s, Index pool, std::uint8_t) {
  return over_pools(w, pool, [&](std::size_t p) {
    return static_cast<std::int64_t>(s.tally(p).lost[0] + s.tally(p).lost[1]);
  });
}
std::int64_t backlog(const World& w, const State& s, Index pool, std::uint8_t sub) {
  return over_pools(w, pool, [&](std::size_t p) {
    const LinkRecord& l = s.link(p * 3 + sub);
    return std::int64_t{l.waiting} + l.in_flight;
  });
}
std::int64_t backup_status(const World& w, const State& s, Index pool, std::uint8_t sub) {
  return static_cast<std::int64_t>(link_status(w, s, pool, static_cast<BackupModule>(sub)));
}
std::int64_t conferences(const World& w, const State& s, Index pool, std::uint8_t) {
  return over_pools(w, pool,
                    [&](std::size_t p) { return std::int64_t{s.pool_index(p).conferences}; });
}
std::int64_t content_missing(const World& w, const State& s, Index pool, std::uint8_t) {
  return over_pools(
      w, pool, [&](std::size_t p) { return std::int64_t{s.pool_index(p).ledger_partner_only[1]}; });
}
std::int64_t database_available_of(const World& w, const State& s, Index pool, std::uint8_t sub) {
  return database_available(w, s, pool, static_cast<DatabaseType>(sub)) ? 1 : 0;
}
std::int64_t master(const World& w, const State& s, Index, std::uint8_t) {
  return active_master(w, s);
}
std::int64_t file_transfer_agent(const World&, const State& s, Index, std::uint8_t) {
  return s.cms().file_transfer_agent;
}
std::int64_t next_hop(const World&, const State& s, Index edge, std::uint8_t) {
  return s.record<EdgePoolRecord>(ix(edge)).next_hop.seen;
}
std::int64_t published_next_hop(const World&, const State& s, Index edge, std::uint8_t) {
  return s.record<EdgePoolRecord>(ix(edge)).next_hop.master;
}
std::int64_t media_edge(const World&, const State& s, Index pool, std::uint8_t) {
  return s.pool(ix(pool)).media_edge.seen;
}
std::int64_t federation_edge(const World& w, const State& s, Index site, std::uint8_t) {
  return federation_route(w, s, site == kNone ? Index{0} : site);
}
std::int64_t xmpp_edge(const World& w, const State& s, Index site, std::uint8_t) {
  return xmpp_route(w, s, site == kNone ? Index{0} : site);
}
std::int64_t site_xmpp_route(const World&, const State& s, Index site, std::uint8_t) {
  return s.record<SiteRecord>(ix(site)).xmpp_route.master;
}
std::int64_t edge_running(const World& w, const State& s, Index edge, std::uint8_t) {
  return edge_pool_up(w, s, edge) ? 1 : 0;
}
std::int64_t edge_federates(const World& w, const State& s, Index edge, std::uint8_t) {
  return edge_carries(w, s, edge, kFederationRole) ? 1 : 0;
}
std::int64_t xmpp_host(const World&, const State& s, Index, std::uint8_t) {
  return s.record<ZoneRecord>(0).host_seen;
}
/// Online users, served in regular mode, for whom `works(domain, pool)`.
template <class F>
std::int64_t regular_users_with(const State& s, Index home, F&& works) {
  std::int64_t n = 0;
  for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
    const UserRecord& r = s.user(u);
    if (r.mode != UserMode::kRegular || (home != kNone && r.home != home)) continue;
    n += works(u, r.registrar) ? 1 : 0;
  }
  return n;
}
std::int64_t reached_by_partners(const World& w, const State& s, Index pool, std::uint8_t) {
  return regular_users_with(
      s, pool, [&](std::uint32_t u, Index at) { return federation_in(w, s, domain_of(w, u), at); });
}
std::int64_t reach_partners(const World& w, const State& s, Index pool, std::uint8_t) {
  return regular_users_with(s, pool,
                            [&](std::uint32_t, Index at) { return federation_out(w, s, at); });
}
std::int64_t with_xmpp(const World& w, const State& s, Index pool, std::uint8_t) {
  return regular_users_with(
      s, pool, [&](std::uint32_t u, Index at) { return xmpp_works(w, s, domain_of(w, u), at); });
}
std::int64_t with_remote_media(const World& w, const State& s, Index pool, std::uint8_t) {
  return regular_users_with(s, pool,
                            [&](std::uint32_t, Index at) { return remote_media(w, s, at); });
}
/// Every administrator is through, and every shell that slips opened: 0 = not yet, 1 = they are,
/// 2 = and one of them stopped at a refusal.
std::int64_t procedure(const World& w, const State& s, Index, std::uint8_t) {
  bool given_up = false;
  for (std::size_t a = 0; a < w.actors.size(); ++a) {
    const ActorRecord& r = s.record<ActorRecord>(a);
    if (is_through(r.phase)) {
      given_up = given_up || r.phase == ActorPhase::kGivenUp;
      continue;
    }
    const Slot slot = w.layout.slot(TimerKind::kActor, static_cast<std::uint32_t>(a));
    const bool shut = w.actors[a].opened_by >= 0 && r.phase == ActorPhase::kIdle && r.step == 0 &&
                      !s.deadline(slot).is_set();
    if (!shut) return 0;
  }
  return given_up ? 2 : 1;
}
/// Signed out, though the home pool or its backup runs and can be reached.
std::int64_t left_out(const World& w, const State& s, Index pool, std::uint8_t) {
  std::int64_t n = 0;
  for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
    const UserRecord& r = s.user(u);
    if (pool != kNone && r.home != pool) continue;
    if (r.wants_online == 0 || r.mode != UserMode::kSignedOut || r.home == kNone) continue;
    const auto serves = [&](Index by) {
      return by != kNone && pool_serving(s, by) && user_path(w, s, u, by);
    };
    n += serves(r.home) || serves(backup_of(s, r.home)) ? 1 : 0;
  }
  return n;
}
std::int64_t principal(const World& w, const State& s, Index pool, std::uint8_t sub) {
  return principal_is_mirror(s.back_end(ix(w.pool(pool).back_end)), static_cast<DatabaseType>(sub))
             ? 1
             : 0;
}
std::int64_t borrowed(const World& w, const State& s, Index pool, std::uint8_t) {
  std::int64_t n = 0;
  for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
    n += s.user(u).registrar == pool && s.user(u).home != pool ? 1 : 0;
  }
  (void)w;
  return n;
}
std::int64_t serving(const World&, const State& s, Index pool, std::uint8_t) {
  return pool_serving(s, pool) ? 1 : 0;
}
std::int64_t state_of(const World&, const State& s, Index pool, std::uint8_t) {
  return static_cast<std::int64_t>(s.pool(ix(pool)).state);
}
std::int64_t state_seen_by(const World&, const State& s, Index pool, std::uint8_t) {
  return static_cast<std::int64_t>(s.pool(ix(pool)).state_seen);
}
std::int64_t sync_interval_of(const World&, const State& s, Index, std::uint8_t) {
  return sync_interval(s).count();
}
std::int64_t homed(const World& w, const State& s, Index pool, std::uint8_t) {
  (void)w;
  std::int64_t n = 0;
  for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) n += s.user(u).home == pool ? 1 : 0;
  return n;
}
std::int64_t online_users(const World& w, const State& s, Index pool) {
  return over_pools(w, pool, [&](std::size_t p) {
    const PoolIndex& i = s.pool_index(p);
    return std::int64_t{i.mode[0]} + i.mode[1] + i.mode[2];
  });
}
/// Those whose home it was at the start.
std::int64_t all_homed(const World& w, const State&, Index pool) {
  return w.range(pool).users;
}
/// Those whose home at the start was a pool that it is the backup of.
std::int64_t all_of_partners(const World& w, const State&, Index pool) {
  std::int64_t n = 0;
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    if (w.topology.pools[p].backup == pool) n += w.ranges[p].users;
  }
  return n;
}
/// FLT-16: those registered here, as many as they stand for, spread over the Front Ends that are
/// left; rounded up.
std::int64_t users_per_front_end(const World& w, const State& s, Index pool, std::uint8_t) {
  std::vector<std::int64_t> here(w.topology.pools.size(), 0);
  for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
    if (s.user(u).registrar == pool) ++here[ix(s.user(u).home)];
  }
  std::int64_t users = 0;
  for (std::size_t p = 0; p < here.size(); ++p) {
    const Pool& home = w.topology.pools[p];
    users += here[p] * std::max(home.population, home.users) / std::max(1, home.active_users);
  }
  std::int64_t front_ends = 0;
  for (int i = 0; i < w.pool(pool).front_end_count; ++i) {
    const std::size_t front_end = ix(w.pool(pool).first_front_end) + ix(Index(i));
    front_ends += front_end_ready(s.front_end(front_end)) ? 1 : 0;
  }
  return front_ends == 0 ? 0 : (users + front_ends - 1) / front_ends;
}
std::int64_t replicas_behind(const World& w, const State& s, Index, std::uint8_t) {
  const CmsRecord& c = s.cms();
  const Index at = active_master(w, s);
  if (at == kNone) return -1;
  std::int64_t n = 0;
  for_each_replica_in_reach(w, s, at, [&](std::uint16_t version, std::uint8_t epoch) {
    n += version != c.version || epoch != c.epoch ? 1 : 0;
  });
  return n;
}
std::int64_t front_ends_needing_restart(const World& w, const State& s, Index pool, std::uint8_t) {
  return over_pools(w, pool, [&](std::size_t p) {
    const Pool& t = w.topology.pools[p];
    std::int64_t n = 0;
    for (int i = 0; i < t.front_end_count; ++i) {
      n += s.front_end(ix(t.first_front_end) + ix(Index(i))).needs_restart;
    }
    return n;
  });
}

constexpr ValueName kYesNo[] = {{"no", 0}, {"yes", 1}};
constexpr ValueName kPrincipal[] = {{"primary", 0}, {"mirror", 1}};
constexpr ValueName kProcedure[] = {{"running", 0}, {"ended", 1}, {"stopped", 2}};
constexpr ValueName kStates[] = {
    {"Active", 0}, {"FailingOver", 1}, {"FailedOver", 2}, {"FailingBack", 3}};
constexpr ValueName kStatus[] = {
    {"NotInitialized", 0}, {"Syncing", 1}, {"SteadyState", 2}, {"FinalState", 3}, {"Error", 4}};
using enum EntityKind;

constexpr QuantityDefinition kTable[] = {
    {"acknowledged writes",
     kPool,
     true,
     SubKind::kNothing,
     false,
     false,
     {},
     "changes",
     "persistent changes acknowledged so far",
     acknowledged_writes,
     true},
    {"backlog",
     kPool,
     true,
     SubKind::kBackupModule,
     false,
     false,
     {},
     "changes",
     "changes of a module not yet applied at the partner",
     backlog},
    {"backup status", kPool, false, SubKind::kBackupModule, false, false, kStatus, "",
     "what Get-CsBackupServiceStatus says of the direction from this pool", backup_status, false,
     true},
    {"borrowed users",
     kPool,
     false,
     SubKind::kNothing,
     false,
     true,
     {},
     "users",
     "users of the partner registered here",
     borrowed,
     false,
     false,
     all_of_partners},
    {"conferences",
     kPool,
     true,
     SubKind::kNothing,
     false,
     false,
     {},
     "conferences",
     "conferences running, organised by users of the pool",
     conferences},
    {"content missing",
     kPool,
     true,
     SubKind::kNothing,
     false,
     false,
     {},
     "items",
     "content items of the pool's users that only the backup pool holds",
     content_missing},
    {"database available", kPool, false, SubKind::kDatabaseType, false, false, kYesNo, "",
     "whether a database of the pool's Back End can be reached", database_available_of},
    {"edge serving", kEdgePool, false, SubKind::kNothing, false, false, kYesNo, "",
     "whether the services of an Edge pool run", edge_running},
    {"federation carried", kEdgePool, false, SubKind::kNothing, false, false, kYesNo, "",
     "whether an Edge pool has what outbound federation needs", edge_federates},
    {"federation edge",
     kSite,
     true,
     SubKind::kNothing,
     false,
     false,
     {},
     "",
     "Edge pool through which federation leaves, by the store",
     federation_edge,
     false,
     false,
     nullptr,
     true},
    {"federation in users",
     kPool,
     true,
     SubKind::kNothing,
     false,
     true,
     {},
     "users",
     "users in regular mode whom federation partners reach",
     reached_by_partners},
    {"federation out users",
     kPool,
     true,
     SubKind::kNothing,
     false,
     true,
     {},
     "users",
     "users in regular mode who reach federation partners",
     reach_partners},
    {"file transfer agent",
     kNothing,
     false,
     SubKind::kNothing,
     true,
     false,
     {},
     "",
     "pool of the file transfer agent",
     file_transfer_agent},
    {"front ends needing restart",
     kPool,
     true,
     SubKind::kNothing,
     false,
     false,
     {},
     "servers",
     "Front Ends that do not know the present mirror or server list",
     front_ends_needing_restart},
    {"homed users",
     kPool,
     false,
     SubKind::kNothing,
     false,
     true,
     {},
     "users",
     "users whose home is this pool",
     homed,
     false,
     false,
     all_homed},
    {"lost writes",
     kPool,
     true,
     SubKind::kNothing,
     false,
     false,
     {},
     "changes",
     "acknowledged changes that no copy holds any more",
     lost_writes,
     true},
    {"master",
     kNothing,
     false,
     SubKind::kNothing,
     true,
     false,
     {},
     "",
     "pool whose Central Management store accepts writes, or none",
     master},
    {"media edge",
     kPool,
     false,
     SubKind::kNothing,
     false,
     false,
     {},
     "",
     "Edge pool for media, as the pool has learnt it",
     media_edge,
     false,
     false,
     nullptr,
     true},
    {"next hop",
     kEdgePool,
     false,
     SubKind::kNothing,
     true,
     false,
     {},
     "",
     "next hop as the Edge pool has learnt it",
     next_hop},
    {"principal", kPool, false, SubKind::kDatabaseType, false, false, kPrincipal, "",
     "which SQL server holds the live copy", principal},
    {"procedure", kNothing, false, SubKind::kNothing, false, false, kProcedure, "",
     "whether every administrator is through with the procedure", procedure},
    {"published next hop",
     kEdgePool,
     false,
     SubKind::kNothing,
     true,
     false,
     {},
     "",
     "next hop as the Central Management store says",
     published_next_hop},
    {"regular users",
     kPool,
     true,
     SubKind::kNothing,
     false,
     true,
     {},
     "users",
     "online users in regular mode",
     users_by_mode<UserMode::kRegular>},
    {"remote media users",
     kPool,
     true,
     SubKind::kNothing,
     false,
     true,
     {},
     "users",
     "users in regular mode with media to and from outside",
     with_remote_media},
    {"replicas behind",
     kNothing,
     false,
     SubKind::kNothing,
     false,
     false,
     {},
     "servers",
     "live, reachable servers whose replica is not up to date; -1 without a master",
     replicas_behind},
    {"resiliency users",
     kPool,
     true,
     SubKind::kNothing,
     false,
     true,
     {},
     "users",
     "online users in resiliency mode",
     users_by_mode<UserMode::kResiliency>},
    {"serving", kPool, false, SubKind::kNothing, false, false, kYesNo, "",
     "whether the pool's services run", serving},
    {"signed-out users",
     kPool,
     true,
     SubKind::kNothing,
     false,
     true,
     {},
     "users",
     "users who want to be online and are not registered",
     users_by_mode<UserMode::kSignedOut>},
    {"state", kPool, false, SubKind::kNothing, false, false, kStates, "",
     "pool state as recorded in the Central Management store", state_of},
    {"state seen", kPool, false, SubKind::kNothing, false, false, kStates, "",
     "pool state as the pool's own servers last learnt it", state_seen_by},
    {"sync interval",
     kNothing,
     false,
     SubKind::kNothing,
     false,
     false,
     {},
     "ms",
     "pause between Backup Service cycles",
     sync_interval_of},
    {"users left out",
     kPool,
     true,
     SubKind::kNothing,
     false,
     false,
     {},
     "users",
     "users signed out though their home pool or its backup runs and can be reached (INV-03)",
     left_out},
    {"users per front end",
     kPool,
     false,
     SubKind::kNothing,
     false,
     false,
     {},
     "users",
     "users served here for each Front End that is left; the guideline is 6,660",
     users_per_front_end},
    {"xmpp edge",
     kSite,
     true,
     SubKind::kNothing,
     false,
     false,
     {},
     "",
     "Edge pool that is the XMPP gateway, by the store",
     xmpp_edge,
     false,
     false,
     nullptr,
     true},
    {"xmpp host",
     kNothing,
     false,
     SubKind::kNothing,
     false,
     false,
     {},
     "",
     "Edge pool to which outsiders find the XMPP host to lead",
     xmpp_host,
     false,
     false,
     nullptr,
     true},
    {"xmpp route",
     kSite,
     false,
     SubKind::kNothing,
     false,
     false,
     {},
     "",
     "XMPP route of a site, effective or left over",
     site_xmpp_route,
     false,
     false,
     nullptr,
     true},
    {"xmpp users",
     kPool,
     true,
     SubKind::kNothing,
     false,
     true,
     {},
     "users",
     "users in regular mode with XMPP contacts",
     with_xmpp},
};

}  // namespace

std::span<const QuantityDefinition> quantities() {
  return kTable;
}

std::int64_t all_users(const QuantityDefinition& quantity, const World& w, const State& s,
                       Index pool, std::int64_t value) {
  const std::int64_t all =
      quantity.all != nullptr ? quantity.all(w, s, pool) : online_users(w, s, pool);
  return all + (value - kValueAll);
}

}  // namespace firedrill
