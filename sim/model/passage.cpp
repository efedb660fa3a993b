// Each service asks along the way of a message; an obstacle that hides a later question leaves it
// out.
#include "sim/model/passage.hpp"

#include <algorithm>

#include "sim/model/view.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

/// What a role needs of the Edge pool and its servers.
void at_servers(const World& w, const State& s, Index edge, Index role, Index enabled,
                Obstacles& out) {
  if (!edge_pool_up(w, s, edge)) return out.add(Obstacle::kEdgePoolDown);
  if ((enabled & role) == 0) return out.add(Obstacle::kNotEnabled);
  out.add(Obstacle::kNotInstalled, !edge_installed(w, s, edge, role));
}

void at_names_of_xmpp(const World& w, const State& s, Index domain, Index edge, Word word,
                      Obstacles& out) {
  const bool learnt = word == Word::kLearnt;
  const auto& zone = s.record<ZoneRecord>(ix(domain));
  const ZoneTargetRecord& target = zone_target(w, s, domain, edge);
  constexpr auto kKind = static_cast<std::size_t>(DnsService::kXmpp);
  out.add(Obstacle::kHostElsewhere, (learnt ? zone.host_seen : zone.host) != edge);
  out.add(Obstacle::kRecordMissing,
          (learnt ? target.seen[kKind] : target.priority[kKind]) == kNoSrvRecord);
  const bool answered =
      dns_answers(s, domain, DnsService::kXmpp) && dns_answers(s, domain, DnsService::kXmppHost);
  out.add(Obstacle::kNotAnswered, learnt && !answered);
}

Passage inwards(const World& w, const State& s, EdgeService service, Index domain, Index pool) {
  Passage out;
  if (service == EdgeService::kRemoteAccess) {
    out.edge_pool = sign_in_way(w, s, domain, pool).edge_pool;
    out.obstacles.add(Obstacle::kNoWayIn, out.edge_pool == kNone);
    return out;
  }
  out.edge_pool = federation_way(w, s, domain).edge_pool;
  if (out.edge_pool == kNone) {
    out.obstacles.add(Obstacle::kNotFound);
  } else {
    out.obstacles.add(Obstacle::kLeadsElsewhere, !edge_leads_to(w, s, out.edge_pool, pool));
  }
  return out;
}

/// The Edge pool that the Front Ends of `pool` have been told to use.
Index told_to_use(const State& s, EdgeService service, Index pool) {
  const PoolRecord& r = s.pool(ix(pool));
  if (service == EdgeService::kFederationOut) return r.federation_seen;
  return service == EdgeService::kXmpp ? r.xmpp_seen : r.media_edge.seen;
}

}  // namespace

Obstacles obstacles_at(const World& w, const State& s, EdgeService service, Index domain,
                       Index edge, Word word) {
  Obstacles out;
  const auto& r = s.record<EdgePoolRecord>(ix(edge));
  const Index enabled = word == Word::kLearnt ? r.roles.seen : r.roles.master;
  switch (service) {
    case EdgeService::kFederationOut:
      at_servers(w, s, edge, kFederationRole, enabled, out);
      break;
    case EdgeService::kXmpp:
      at_servers(w, s, edge, kXmppRole, enabled, out);
      out.add(Obstacle::kPortClosed, r.port_5269_open == 0);
      at_names_of_xmpp(w, s, domain, edge, word, out);
      break;
    case EdgeService::kFederationIn:
    case EdgeService::kMedia:
    case EdgeService::kRemoteAccess:  // need no role
      out.add(Obstacle::kEdgePoolDown, !edge_pool_up(w, s, edge));
      break;
  }
  return out;
}

Passage passage(const World& w, const State& s, EdgeService service, Index domain, Index pool) {
  if (service == EdgeService::kFederationIn || service == EdgeService::kRemoteAccess) {
    return inwards(w, s, service, domain, pool);
  }
  Passage out;
  out.edge_pool = told_to_use(s, service, pool);
  if (out.edge_pool == kNone) {
    out.obstacles.add(Obstacle::kNoRoute);
    return out;
  }
  out.obstacles = obstacles_at(w, s, service, domain, out.edge_pool, Word::kLearnt);
  out.obstacles.add(Obstacle::kOutOfReach, !reaches_edge(w, s, pool, out.edge_pool));
  if (service == EdgeService::kXmpp) {  // goes both ways by the same Edge pool
    out.obstacles.add(Obstacle::kLeadsElsewhere, !edge_leads_to(w, s, out.edge_pool, pool));
  }
  return out;
}

bool is_deployed(const World& w, const State& s, EdgeService service, Index pool) {
  const std::vector<EdgePool>& edges = w.topology.edge_pools;
  switch (service) {
    case EdgeService::kFederationIn:
    case EdgeService::kFederationOut:
      return std::ranges::any_of(edges, [](const EdgePool& edge) { return edge.federation; });
    case EdgeService::kXmpp:
      return std::ranges::any_of(edges, [](const EdgePool& edge) { return edge.xmpp; });
    case EdgeService::kMedia:
      return w.pool(pool).media_edge != kNone || s.pool(ix(pool)).media_edge.seen != kNone;
    case EdgeService::kRemoteAccess:
      return !edges.empty();
  }
  return false;
}

Index federation_route(const World& w, const State& s, Index site) {
  Index enabled = kNone;
  for (std::size_t e = 0; e < s.count<EdgePoolRecord>() && enabled == kNone; ++e) {
    const Index roles = s.record<EdgePoolRecord>(e).roles.master;
    if ((roles & kFederationRole) != 0) enabled = static_cast<Index>(e);  // TOP-75: just one
  }
  if (enabled == kNone || w.is(ParameterId::kFedRouteBy, 0)) return enabled;
  return s.record<SiteRecord>(ix(site)).federation_route.master == enabled ? enabled : kNone;
}

Index xmpp_route(const World& w, const State& s, Index site) {
  if (w.is(ParameterId::kXmppEffective, 0)) return s.cms().xmpp_last.master;
  const Index own = s.record<SiteRecord>(ix(site)).xmpp_route.master;
  return own != kNone ? own : s.cms().xmpp_last.master;
}

bool federation_in(const World& w, const State& s, Index domain, Index pool) {
  return passage(w, s, EdgeService::kFederationIn, domain, pool).open();
}

bool federation_out(const World& w, const State& s, Index pool) {
  return passage(w, s, EdgeService::kFederationOut, 0, pool).open();
}

bool xmpp_works(const World& w, const State& s, Index domain, Index pool) {
  return passage(w, s, EdgeService::kXmpp, domain, pool).open();
}

bool remote_media(const World& w, const State& s, Index pool) {
  return passage(w, s, EdgeService::kMedia, 0, pool).open();
}

bool xmpp_limited(const World& w, const State& s, Index edge_pool) {
  const EdgePool& e = w.topology.edge_pools[ix(edge_pool)];
  if (e.external_balancing != LoadBalancing::kDns) return false;
  for (int i = 0; i < e.server_count; ++i) {
    if (!edge_server_ready(s.record<EdgeServerRecord>(ix(e.first_server) + ix(Index(i))))) {
      return true;
    }
  }
  return false;
}

}  // namespace firedrill
