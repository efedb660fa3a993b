// Questions about Edge pools and the names that lead to them. Who comes from outside sees the
// records that resolvers keep, and every Edge Server knows of its pool what its own replica says.
#include <algorithm>
#include <tuple>

#include "sim/model/view.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

/// The weight that the zone gives the Edge pool; a record added later has none.
std::int32_t weight_of(const Topology& t, Index domain, DnsService service, std::size_t edge) {
  for (const DnsRecord& record : t.dns_records) {
    if (record.domain == domain && record.service == service && ix(record.edge_pool) == edge) {
      return record.weight;
    }
  }
  return 0;
}

std::uint16_t priority_of(const World& w, const State& s, Index domain, DnsService service,
                          std::size_t edge) {
  return zone_target(w, s, domain, static_cast<Index>(edge))
      .seen[static_cast<std::size_t>(service)];
}

/// The place of an Edge pool in the order of the records: lowest priority, then greatest weight,
/// then the one received first (TOP-79).
using Rank = std::tuple<std::uint16_t, std::int32_t, std::size_t>;

Rank rank_of(const World& w, const State& s, Index domain, DnsService service, std::size_t edge) {
  return {priority_of(w, s, domain, service, edge), -weight_of(w.topology, domain, service, edge),
          edge};
}

}  // namespace

bool machine_up(const EdgeServerRecord& server) {
  return server.down == 0;
}

bool edge_server_ready(const EdgeServerRecord& server) {
  return machine_up(server) && server.services_stopped == 0;
}

bool edge_pool_up(const World& w, const State& s, Index edge_pool) {
  const EdgePool& e = w.topology.edge_pools[ix(edge_pool)];
  for (int i = 0; i < e.server_count; ++i) {
    if (edge_server_ready(s.record<EdgeServerRecord>(ix(e.first_server) + ix(Index(i))))) {
      return true;
    }
  }
  return false;
}

bool any_edge_machine_up(const World& w, const State& s, Index edge_pool) {
  const EdgePool& e = w.topology.edge_pools[ix(edge_pool)];
  for (int i = 0; i < e.server_count; ++i) {
    if (machine_up(s.record<EdgeServerRecord>(ix(e.first_server) + ix(Index(i))))) return true;
  }
  return false;
}

bool edge_leads_in(const World& w, const State& s, Index edge_pool) {
  if (!edge_pool_up(w, s, edge_pool)) return false;
  const Index hop = s.record<EdgePoolRecord>(ix(edge_pool)).next_hop.seen;
  return hop != kNone && pool_serving(s, hop) &&
         connected(w, s, w.topology.edge_pools[ix(edge_pool)].site, w.pool(hop).site);
}

bool edge_leads_to(const World& w, const State& s, Index edge, Index pool) {
  if (!edge_leads_in(w, s, edge)) return false;
  const Index hop = s.record<EdgePoolRecord>(ix(edge)).next_hop.seen;
  return connected(w, s, w.pool(hop).site, w.pool(pool).site);
}

bool remote_path(const World& w, const State& s, Index pool) {
  for (std::size_t e = 0; e < w.topology.edge_pools.size(); ++e) {
    if (edge_leads_to(w, s, static_cast<Index>(e), pool)) return true;
  }
  return false;
}

bool reaches_edge(const World& w, const State& s, Index pool, Index edge_pool) {
  const EdgePool& e = w.topology.edge_pools[ix(edge_pool)];
  if (std::find(e.closed_to.begin(), e.closed_to.end(), pool) != e.closed_to.end()) return false;
  return connected(w, s, w.pool(pool).site, e.site);
}

bool edge_installed(const World& w, const State& s, Index edge_pool, Index role) {
  const EdgePool& e = w.topology.edge_pools[ix(edge_pool)];
  for (int i = 0; i < e.server_count; ++i) {
    const auto& server = s.record<EdgeServerRecord>(ix(e.first_server) + ix(Index(i)));
    if (!edge_server_ready(server) || (server.installed & role) == 0) continue;
    if (role != kXmppRole || w.is(ParameterId::kXmppRouteAt, 0) || server.proxies_xmpp != 0) {
      return true;
    }
  }
  return false;
}

bool edge_carries(const World& w, const State& s, Index edge_pool, Index role) {
  return (s.record<EdgePoolRecord>(ix(edge_pool)).roles.seen & role) != 0 &&
         edge_installed(w, s, edge_pool, role);
}

bool dns_answers(const State& s, Index domain, DnsService service) {
  const auto& zone = s.record<ZoneRecord>(ix(domain));
  return s.record<DnsViewRecord>(kExternalView).forgotten == 0 &&
         (zone.wrong_seen >> static_cast<unsigned>(service) & 1U) == 0;
}

Index domain_of(const World& w, std::uint32_t user) {
  const std::size_t domains = w.topology.domain_count();
  return domains == 1 ? Index{0} : static_cast<Index>(user % domains);
}

const ZoneTargetRecord& zone_target(const World& w, const State& s, Index domain, Index edge_pool) {
  return s.record<ZoneTargetRecord>(ix(domain) * w.topology.edge_pools.size() + ix(edge_pool));
}

WayIn sign_in_way(const World& w, const State& s, Index domain, Index pool) {
  constexpr DnsService kService = DnsService::kRemoteAccess;
  WayIn way;
  if (!dns_answers(s, domain, kService)) return way;
  Rank best{};
  const auto edges = static_cast<Index>(w.topology.edge_pools.size());
  for (Index e = 0; e < edges; ++e) {
    if (priority_of(w, s, domain, kService, ix(e)) == kNoSrvRecord) continue;
    if (!edge_leads_to(w, s, e, pool)) continue;
    const Rank rank = rank_of(w, s, domain, kService, ix(e));
    if (way.edge_pool != kNone && best < rank) continue;
    way.edge_pool = e;
    best = rank;
  }
  if (way.edge_pool == kNone) return way;
  for (Index e = 0; e < edges; ++e) {  // one that runs and leads nowhere refuses at once
    if (priority_of(w, s, domain, kService, ix(e)) == kNoSrvRecord) continue;
    if (!edge_pool_up(w, s, e) && rank_of(w, s, domain, kService, ix(e)) < best) ++way.unanswered;
  }
  return way;
}

WayIn federation_way(const World& w, const State& s, Index domain) {
  constexpr DnsService kService = DnsService::kFederation;
  WayIn way;
  if (!dns_answers(s, domain, kService)) return way;
  const std::size_t edges = w.topology.edge_pools.size();
  std::int32_t above = -1;  // priorities up to here have been tried
  for (std::size_t tries = 0; tries < edges; ++tries) {
    std::size_t chosen = edges;
    for (std::size_t e = 0; e < edges; ++e) {
      const std::uint16_t priority = priority_of(w, s, domain, kService, e);
      if (priority == kNoSrvRecord || priority <= above) continue;
      if (chosen == edges ||
          rank_of(w, s, domain, kService, e) < rank_of(w, s, domain, kService, chosen)) {
        chosen = e;
      }
    }
    if (chosen == edges) return way;
    if (edge_pool_up(w, s, static_cast<Index>(chosen))) {
      way.edge_pool = static_cast<Index>(chosen);
      return way;
    }
    ++way.unanswered;
    above = priority_of(w, s, domain, kService, chosen);
  }
  return way;
}

bool finds_registrar(const World& w, const State& s, std::uint32_t u, Index pool) {
  const UserRecord& r = s.user(u);
  if (r.location == Location::kInternal) {
    return s.record<DnsViewRecord>(kInternalView).down == 0 ||
           w.topology.sites[r.site].dhcp_option_120;
  }
  const Index domain = domain_of(w, u);
  if (!dns_answers(s, domain, DnsService::kRemoteAccess)) return false;
  const auto edges = static_cast<Index>(w.topology.edge_pools.size());
  for (Index e = 0; e < edges; ++e) {
    if (priority_of(w, s, domain, DnsService::kRemoteAccess, ix(e)) != kNoSrvRecord &&
        edge_leads_to(w, s, e, pool)) {
      return true;
    }
  }
  return false;
}

}  // namespace firedrill
