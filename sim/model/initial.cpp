// The world derived from topology and plan, and the state in which every scenario starts:
// everything up and replicated, the pairs in final state, users signed in at home (rule book 5,
// standing assumptions).
#include <algorithm>

#include "sim/model/components.hpp"
#include "sim/model/passage.hpp"
#include "sim/model/quantity.hpp"
#include "sim/model/view.hpp"
#include "sim/model/world.hpp"
#include "sim/model/writer.hpp"
#include "sim/topology/dns.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

template <class R>
R& edit(State& state, std::size_t i) {
  return const_cast<R&>(state.record<R>(i));
}

std::uint32_t groups_of(const World& w, const Pool& p) {
  const std::int64_t size = std::max<std::int64_t>(1, w.number(ParameterId::kGroupUsers));
  const std::int64_t groups = std::max<std::int64_t>(1, (p.population + size - 1) / size);
  // Groups that hold no modelled user decide nothing; at least one a Front End keeps the rotation.
  const std::int64_t useful = std::max<std::int64_t>(p.users, p.front_end_count);
  return static_cast<std::uint32_t>(std::min(groups, useful));
}

std::int64_t mean_ms(std::int64_t per_period_milli, std::int64_t period_ms, std::int64_t users) {
  if (per_period_milli <= 0 || users <= 0) return 0;
  return period_ms * 1000 / (per_period_milli * users);
}

void fill_arrivals(World& w) {
  constexpr std::int64_t kHour = 3'600'000;
  w.arrival_mean_ms.assign(w.topology.pools.size() * kActivities, 0);
  if (!w.load.enabled) return;
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    const std::int64_t users = w.topology.pools[p].active_users;
    auto mean = [&](Activity a) -> std::int64_t& {
      return w.arrival_mean_ms[p * kActivities + static_cast<std::size_t>(a)];
    };
    mean(Activity::kContactChange) =
        mean_ms(w.load.contact_changes_per_day_milli, 24 * kHour, users);
    mean(Activity::kPresence) = mean_ms(w.load.presence_publications_per_hour_milli, kHour, users);
    // UM-18, UM-20: 5 % of the users in conferences of 4.55 on average; Little's law gives the
    // rate.
    const std::int64_t length = std::max<std::int64_t>(1, w.load.conference_length.count());
    const std::int64_t running_milli =
        w.load.conference_concurrency_permille * users * 1000 / kConferenceSeatsMilli;
    mean(Activity::kConference) = running_milli > 0 ? length * 1000 / running_milli : 0;
  }
}

void fill_links(World& w) {
  const std::size_t n = w.topology.sites.size();
  w.link_of_sites.assign(n * n, kNone);
  for (std::size_t i = 0; i < w.topology.wan_links.size(); ++i) {
    const WanLink& link = w.topology.wan_links[i];
    w.link_of_sites[ix(link.site_a) * n + ix(link.site_b)] = static_cast<Index>(i);
    w.link_of_sites[ix(link.site_b) * n + ix(link.site_a)] = static_cast<Index>(i);
  }
}

void init_pool(const World& w, State& s, std::size_t p) {
  const Pool& pool = w.topology.pools[p];
  PoolRecord& r = edit<PoolRecord>(s, p);
  r.backup = pool.backup;
  r.automatic_failover = pool.registrar.automatic_failover ? 1 : 0;
  r.failure_detection_s =
      static_cast<std::uint32_t>(pool.registrar.failure_detection.count() / 1000);
  const Duration back = pool.registrar.failback_detection.count() > 0
                            ? pool.registrar.failback_detection
                            : w.time(ParameterId::kFailbackDetection);
  r.failback_detection_s = static_cast<std::uint32_t>(back.count() / 1000);
  r.automatic_failover_set = r.draft_automatic_failover = r.automatic_failover;
  r.failure_detection_set_s = r.failure_detection_s;
  r.failback_detection_set_s = r.failback_detection_s;
  r.backup_store_threshold_ms =
      static_cast<std::uint32_t>(pool.registrar.backup_store_unavailable_threshold.count());
  const auto me = static_cast<Index>(p);
  r.cms_installed = w.topology.cms.active == me || w.topology.cms.standby == me ? 1 : 0;
  r.three_seen = 1;
  r.backup_service_installed = pool.backup != kNone ? 1 : 0;
  for (int i = 0; i < pool.front_end_count; ++i) {
    edit<FrontEndRecord>(s, ix(pool.first_front_end) + ix(Index(i))).cms_services = r.cms_installed;
  }
  const PoolRange& range = w.ranges[p];
  for (std::uint32_t g = 0; g < range.groups; ++g) {  // MA-14: round-robin by rank
    GroupRecord& group = edit<GroupRecord>(s, range.first_group + g);
    const int n = std::max<int>(1, pool.front_end_count);
    for (int k = 0; k < std::min(3, n); ++k) {
      group.members[k] = static_cast<std::uint8_t>((static_cast<int>(g) + k) % n);
    }
    group.primary = group.members[0];
    group.live = static_cast<std::uint8_t>(std::min(3, n));
  }
  if (pool.back_end == kNone) return;
  const BackEnd& be = w.topology.back_ends[ix(pool.back_end)];
  BackEndRecord& b = edit<BackEndRecord>(s, ix(pool.back_end));
  const bool mirrored = be.ha == HaMode::kMirroring && be.mirror != kNone;
  b.mirrored = mirrored ? kEveryDatabase : 0;
  b.topology_mirror = mirrored ? 1 : 0;
  b.has_witness = mirrored && be.witness != kNone ? 1 : 0;
  b.topology_witness = b.has_witness;
}

Index role_bits(const EdgePool& edge) {
  return static_cast<Index>((edge.federation ? kFederationRole : 0) | (edge.xmpp ? kXmppRole : 0));
}

ConfigItem settled(Index value) {
  return {value, value, value, value, kNone, {}};
}

/// Everything about Edge pools is published, replicated and installed, and resolvers have it.
void init_edge(const World& w, State& s) {
  const Topology& t = w.topology;
  const Index xmpp = xmpp_edge(t);
  edit<CmsRecord>(s, 0).xmpp_last = settled(xmpp);
  for (std::size_t i = 0; i < t.sites.size(); ++i) {
    edit<SiteRecord>(s, i).federation_route = settled(t.sites[i].federation_route);
    edit<SiteRecord>(s, i).xmpp_route = settled(t.sites[i].xmpp_federation_route);
  }
  for (std::size_t e = 0; e < t.edge_pools.size(); ++e) {
    auto& r = edit<EdgePoolRecord>(s, e);
    r.next_hop = settled(t.edge_pools[e].next_hop);
    r.roles = settled(role_bits(t.edge_pools[e]));
    r.port_5269_open = t.edge_pools[e].port_5269_open ? 1 : 0;
  }
  for (std::size_t i = 0; i < t.edge_servers.size(); ++i) {
    auto& r = edit<EdgeServerRecord>(s, i);
    const Index pool = t.edge_servers[i].edge_pool;
    r.replica_version = 1;
    r.installed = static_cast<std::uint8_t>(role_bits(t.edge_pools[ix(pool)]));
    r.proxies_xmpp = pool == xmpp ? 1 : 0;
  }
  for (std::size_t p = 0; p < t.pools.size(); ++p) {
    PoolRecord& r = edit<PoolRecord>(s, p);
    r.media_edge = settled(t.pools[p].media_edge);
    r.federation_seen = federation_route(w, s, t.pools[p].site);
    r.xmpp_seen = xmpp_route(w, s, t.pools[p].site);
  }
  for (const DnsRecord& record : t.dns_records) {
    auto& zone = edit<ZoneRecord>(s, ix(record.domain));
    if (record.service == DnsService::kXmppHost) {
      zone.host = zone.host_seen = record.edge_pool;
      continue;
    }
    auto& target =
        edit<ZoneTargetRecord>(s, ix(record.domain) * t.edge_pools.size() + ix(record.edge_pool));
    const auto service = static_cast<std::size_t>(record.service);
    target.priority[service] = target.seen[service] = static_cast<std::uint16_t>(record.priority);
  }
}

/// Who is outside at the start came in where the records lead.
void connect_users_outside(const World& w, State& s) {
  for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
    const UserRecord& r = s.user(u);
    if (r.location != Location::kRemote || r.registrar == kNone) continue;
    edit<UserRecord>(s, u).edge = sign_in_way(w, s, domain_of(w, u), r.registrar).edge_pool;
  }
}

/// A condition of the plan compares a total, so that two states with different totals go on
/// differently: a step waits, a fault strikes, an expectation breaks in one of them only.
bool totals_decide(const World& w) {
  const auto reads_total = [](const Condition& c) { return quantities()[c.quantity].total; };
  const auto waits = [&](const Trigger& t) {
    return t.kind == Trigger::Kind::kWhen && reads_total(t.condition);
  };
  for (const FaultSpec& fault : w.faults) {
    if (waits(fault.trigger)) return true;
  }
  for (const ActorSpec& actor : w.actors) {
    for (std::size_t at = 0; at < actor.length(); ++at) {
      const StepSpec& step = actor.performed(at);
      if (step.kind == StepSpec::Kind::kWaitUntil && reads_total(step.condition)) return true;
    }
  }
  for (const ExpectationSpec& each : w.expectations) {
    if (waits(each.from)) return true;
    if (each.kind != ExpectationSpec::Kind::kRule && reads_total(each.condition)) return true;
  }
  return false;
}

void init_user(const World& w, State& s, std::size_t p, std::uint32_t k) {
  const Pool& pool = w.topology.pools[p];
  UserRecord& u = edit<UserRecord>(s, w.ranges[p].first_user + k);
  u.home = static_cast<Index>(p);
  u.site = static_cast<std::uint8_t>(pool.site);
  switch (seats_of(w, p).at(k)) {
    case Seat::kInside:
      break;
    case Seat::kRoaming:
      u.site = static_cast<std::uint8_t>(w.pool(pool.backup).site);
      break;
    case Seat::kOutside:
      u.location = Location::kRemote;
      break;
  }
  const bool active = static_cast<std::int32_t>(k) < pool.active_users;
  u.commutes = active && w.load.people_come_and_go() ? 1 : 0;
  u.wants_online = active && !w.load.people_come_and_go() ? 1 : 0;
  if (u.wants_online != 0) {
    u.registrar = u.home;
    u.mode = UserMode::kRegular;
  }
}

}  // namespace

SeatPattern seats_of(const World& w, std::size_t pool) {
  return {.remote_every = w.number(ParameterId::kRemoteEvery),
          .roaming_every = w.number(ParameterId::kRoamingEvery),
          .has_edge = !w.topology.edge_pools.empty(),
          .has_partner = w.topology.pools[pool].backup != kNone};
}

void finish_world(World& w) {
  w.draws = Draws(w.seed);
  for (const ParameterRange& range : w.drawn) {
    w.parameters.set(range.id, drawn_value(range, w.draws));
  }
  w.ranges.clear();
  Extents extents;
  for (const Pool& p : w.topology.pools) {
    PoolRange range;
    range.first_user = extents.users;
    range.users = static_cast<std::uint32_t>(std::max(0, p.users));
    range.first_group = extents.groups;
    range.groups = groups_of(w, p);
    extents.users += range.users;
    extents.groups += range.groups;
    w.ranges.push_back(range);
  }
  extents.actors = static_cast<std::uint32_t>(w.actors.size());
  extents.faults = static_cast<std::uint32_t>(w.faults.size()) + w.added_faults;
  extents.monitors = static_cast<std::uint32_t>(w.expectations.size());
  extents.totals_decide = totals_decide(w);
  fill_links(w);
  fill_arrivals(w);
  w.layout = make_layout(w.topology, extents);
}

State initial_state(const World& w) {
  State s(w.layout);
  auto construct = [&]<class R>(R) {
    for (std::size_t i = 0; i < s.count<R>(); ++i) edit<R>(s, i) = R{};
  };
  construct(SiteRecord{}), construct(WanRecord{}), construct(CmsRecord{}), construct(PoolRecord{});
  construct(FrontEndRecord{}), construct(GroupRecord{}), construct(SqlRecord{});
  construct(BackEndRecord{}), construct(FileStoreRecord{}), construct(EdgePoolRecord{});
  construct(EdgeServerRecord{}), construct(ZoneRecord{}), construct(ZoneTargetRecord{});
  construct(DnsViewRecord{}), construct(LinkRecord{}), construct(UserRecord{});
  construct(ActorRecord{}), construct(FaultRecord{}), construct(MonitorRecord{});
  construct(ArrivalRecord{}), construct(UserTally{}), construct(PoolTally{});
  CmsRecord& cms = edit<CmsRecord>(s, 0);
  cms.active = cms.file_transfer_agent = cms.scp = w.topology.cms.active;
  cms.standby = w.topology.cms.standby;
  cms.version = cms.standby_version = 1;
  cms.available = cms.active != kNone ? 1 : 0;
  constexpr Index kInterval = kSyncIntervalDefault;
  cms.sync_interval_s = {kInterval, kInterval, kInterval, kInterval, kNone, {}};
  for (std::size_t i = 0; i < s.count<FrontEndRecord>(); ++i) {
    edit<FrontEndRecord>(s, i).replica_version = 1;
  }
  for (std::size_t i = 0; i < s.count<LinkRecord>(); ++i) {
    edit<LinkRecord>(s, i).phase = Instant::from_ms(0).word();
  }
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    init_pool(w, s, p);
    for (std::uint32_t k = 0; k < w.ranges[p].users; ++k) init_user(w, s, p, k);
  }
  init_edge(w, s);
  connect_users_outside(w, s);
  s.set_now(Instant::from_ms(0));
  rebuild_indices(w, s);
  return s;
}

}  // namespace firedrill
