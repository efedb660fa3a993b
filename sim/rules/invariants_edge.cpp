// Edge pools, DNS and federation (rule book 7.5), and the advice about their order (INV-17). Which
// Edge pool somebody arrives at is worked out here again from records and servers.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/rules/invariant_checks.hpp"

namespace firedrill::invariants {
namespace {

const std::string& edge_name(const Look& l, std::size_t edge) {
  return l.world.topology.edge_pools[edge].fqdn;
}

/// Runs f(record, server) on every Edge Server of the pool that is not lost, until it says false.
template <class F>
bool every_live_server(const Look& l, std::size_t edge, F&& f) {
  const EdgePool& e = l.world.topology.edge_pools[edge];
  for (int i = 0; i < e.server_count; ++i) {
    const std::size_t server = ix(e.first_server) + ix(Index(i));
    const auto& r = l.state.record<EdgeServerRecord>(server);
    if (r.down == 0 && !f(r, server)) return false;
  }
  return true;
}

bool runs(const Look& l, std::size_t edge) {
  bool any = false;
  every_live_server(l, edge, [&](const EdgeServerRecord& r, std::size_t) {
    any = any || r.services_stopped == 0;
    return true;
  });
  return any;
}

/// What decided that the Edge pool does not run: what was done to its first server.
const void* what_stopped(const Look& l, std::size_t edge) {
  const EdgePool& e = l.world.topology.edge_pools[edge];
  if (e.server_count == 0) return nullptr;
  return &l.state.record<EdgeServerRecord>(ix(e.first_server)).down;
}

/// "After X" binds when the runbooks are done and what they changed has been replicated.
bool procedures_done(const Look& l) {
  for (std::size_t a = 0; a < l.state.count<ActorRecord>(); ++a) {
    if (!is_through(l.state.record<ActorRecord>(a).phase)) return false;
  }
  return !l.state.deadline(l.world.layout.slot(TimerKind::kReplication, 0)).is_set();
}

std::uint16_t priority(const Look& l, Index domain, std::size_t edge, DnsService service) {
  const std::size_t record = ix(domain) * l.world.topology.edge_pools.size() + edge;
  return l.state.record<ZoneTargetRecord>(record).seen[static_cast<std::size_t>(service)];
}

bool answered(const Look& l, Index domain, DnsService service) {
  const unsigned wrong = l.state.record<ZoneRecord>(ix(domain)).wrong_seen;
  return l.state.record<DnsViewRecord>(kExternalView).forgotten == 0 &&
         (wrong >> static_cast<unsigned>(service) & 1U) == 0;
}

/// The Edge pool hands what comes in to a next hop that runs and reaches `pool`.
bool hands_on(const Look& l, std::size_t edge, Index pool) {
  const Index hop = l.state.record<EdgePoolRecord>(edge).next_hop.seen;
  if (hop == kNone || !pool_serving(l.state, hop)) return false;
  const Index there = l.world.pool(hop).site;
  return connected(l.world, l.state, l.world.topology.edge_pools[edge].site, there) &&
         connected(l.world, l.state, there, l.world.pool(pool).site);
}

std::vector<std::size_t> enabled_for_federation(const Look& l) {
  std::vector<std::size_t> out;
  for (std::size_t e = 0; e < l.state.count<EdgePoolRecord>(); ++e) {
    const Index roles = l.state.record<EdgePoolRecord>(e).roles.master;
    if ((roles & kFederationRole) != 0) out.push_back(e);
  }
  return out;
}

/// `sent` = what sends `what` through that Edge pool.
Answer installed_everywhere(const Look& l, std::size_t edge, Index role, std::string_view what,
                            const void* sent) {
  Answer answer = held();
  every_live_server(l, edge, [&](const EdgeServerRecord& r, std::size_t server) {
    const std::string& name = l.world.topology.edge_servers[server].fqdn;
    if (r.services_stopped != 0) {
      answer = broken(fmt::format("{} should carry {}, and its services are stopped", name, what))
                   .because(&r.services_stopped, sent);
    } else if ((r.installed & role) == 0) {
      answer = broken(fmt::format("{} should carry {}, and the Deployment Wizard has not installed "
                                  "what that needs",
                                  name, what))
                   .because(&r.installed, sent);
    } else {
      return true;
    }
    return false;
  });
  return answer;
}

}  // namespace

Answer inv_17(const Look& l, std::size_t) {
  // Advice: an Edge pool gets back what it carried at the start, and a pool of its site has been
  // failed back already.
  const Index route = l.state.cms().xmpp_last.master;
  const bool xmpp = route != l.before.cms.xmpp_last.master && route == l.notes.xmpp_at_start;
  Answer answer = idle();
  for (std::size_t e = 0; e < l.before.edge_pools.size(); ++e) {
    const EdgePool& edge = l.world.topology.edge_pools[e];
    const Index roles = l.state.record<EdgePoolRecord>(e).roles.master;
    const bool gained = (roles & ~l.before.edge_pools[e].roles.master & kFederationRole) != 0;
    if (!(gained && edge.federation) && !(xmpp && static_cast<Index>(e) == route)) continue;
    answer = held();
    for (std::size_t p = 0; p < l.before.pools.size(); ++p) {
      if (!l.notes.pools[p].failed_back || l.world.topology.pools[p].site != edge.site) continue;
      return broken(fmt::format("{} was failed back before {}, the Edge pool of its site",
                                l.pool_name(static_cast<Index>(p)), edge.fqdn))
          .of_pool(static_cast<Index>(p));
    }
  }
  return answer;
}

Answer inv_80(const Look& l, std::size_t) {
  // Pools whose servers all hold the master's configuration send through one Edge pool.
  const CmsRecord& cms = l.state.cms();
  Index used = kNone;
  Answer answer = idle();
  for (std::size_t p = 0; p < l.before.pools.size(); ++p) {
    const Pool& pool = l.world.topology.pools[p];
    bool current = pool_serving(l.state, static_cast<Index>(p));
    for (int i = 0; i < pool.front_end_count; ++i) {
      const FrontEndRecord& fe = l.state.front_end(ix(pool.first_front_end) + ix(Index(i)));
      if (!machine_up(fe) || !in_topology(fe)) continue;
      current = current && fe.replica_version == cms.version && fe.replica_epoch == cms.epoch;
    }
    const Index edge = l.state.pool(p).federation_seen;
    if (!current || edge == kNone) continue;
    if (used != kNone && used != edge) {
      return broken(fmt::format("outbound federation leaves through {} and {} at once",
                                edge_name(l, ix(used)), edge_name(l, ix(edge))))
          .of_pool(static_cast<Index>(p))
          .because(&l.state.pool(p).federation_seen);
    }
    used = edge;
    answer = held();
  }
  return answer;
}

Answer inv_80_after(const Look& l, std::size_t) {
  if (l.notes.federation != Owed::kBegun || !procedures_done(l)) return idle();
  const std::vector<std::size_t> enabled = enabled_for_federation(l);
  if (enabled.empty()) return idle();  // federation was taken away, or was never there
  const auto& first = l.state.record<EdgePoolRecord>(enabled.front()).roles;
  if (enabled.size() > 1) {
    return broken(fmt::format("{} and {} are both enabled for federation, and one is used",
                              edge_name(l, enabled[0]), edge_name(l, enabled[1])))
        .because(&first.master, &l.state.record<EdgePoolRecord>(enabled[1]).roles.master);
  }
  if (!runs(l, enabled.front())) {
    return broken(fmt::format("outbound federation is to leave through {}, which does not run",
                              edge_name(l, enabled.front())))
        .because(&first.master, what_stopped(l, enabled.front()));
  }
  return installed_everywhere(l, enabled.front(), kFederationRole, "federation", &first.master);
}

Answer inv_81(const Look& l, std::size_t) {
  if (l.notes.xmpp != Owed::kBegun || !procedures_done(l)) return idle();
  const Topology& t = l.world.topology;
  for (std::size_t p = 0; p < l.before.pools.size(); ++p) {
    if (!pool_serving(l.state, static_cast<Index>(p))) continue;
    const Index last = l.state.cms().xmpp_last.master;
    const Index own = l.state.record<SiteRecord>(ix(t.pools[p].site)).xmpp_route.master;
    const bool by_site = chosen(l.world, ParameterId::kXmppEffective, 1) && own != kNone;
    const Index route = by_site ? own : last;
    if (route == kNone) continue;
    const void* sent = &l.state.cms().xmpp_last.master;
    if (by_site) sent = &l.state.record<SiteRecord>(ix(t.pools[p].site)).xmpp_route.master;
    const auto e = ix(route);
    const auto& edge = l.state.record<EdgePoolRecord>(e);
    const std::string& name = edge_name(l, e);
    if (!runs(l, e)) {
      return broken(fmt::format("the XMPP route of {} is {}, which does not run",
                                l.pool_name(static_cast<Index>(p)), name))
          .because(sent, what_stopped(l, e));
    }
    if (edge.port_5269_open == 0) {
      return broken(fmt::format("XMPP goes through {}, and port 5269 is closed to it", name))
          .because(&edge.port_5269_open, sent);
    }
    for (std::size_t d = 0; d < t.domain_count(); ++d) {
      const auto& zone = l.state.record<ZoneRecord>(d);
      constexpr unsigned kFaulty = 1U << 2 | 1U << 3;  // of XMPP: a fault excuses
      if ((zone.wrong & kFaulty) != 0) continue;
      if (zone.host != route) {
        return broken(fmt::format("XMPP goes through {}, and its A record leads to {}", name,
                                  zone.host == kNone ? "nothing" : edge_name(l, ix(zone.host))))
            .because(&zone.host, sent);
      }
      const auto& target = l.state.record<ZoneTargetRecord>(d * t.edge_pools.size() + e);
      if (target.priority[2] == kNoSrvRecord) {
        return broken(fmt::format("XMPP goes through {}, and no SRV record leads there", name))
            .because(&target.priority[2], sent);
      }
    }
    Answer carried = installed_everywhere(l, e, kXmppRole, "XMPP", sent);
    if (carried.kind == Answer::Kind::kBroken) return carried;
  }
  return held();
}

Answer inv_82(const Look& l, std::size_t) {
  // For sign-in and for federation: nobody with a lower number would have done.
  const Topology& t = l.world.topology;
  Answer answer = idle();
  for (std::size_t d = 0; d < t.domain_count(); ++d) {
    const auto domain = static_cast<Index>(d);
    const WayIn partner = federation_way(l.world, l.state, domain);
    for (std::size_t p = 0; p < t.pools.size(); ++p) {
      const auto pool = static_cast<Index>(p);
      const WayIn client = sign_in_way(l.world, l.state, domain, pool);
      for (const bool federation : {false, true}) {
        const WayIn& way = federation ? partner : client;
        if (way.edge_pool == kNone) continue;
        answer = held();
        const DnsService service = federation ? DnsService::kFederation : DnsService::kRemoteAccess;
        const std::uint16_t used = priority(l, domain, ix(way.edge_pool), service);
        for (std::size_t e = 0; e < t.edge_pools.size(); ++e) {
          const bool does = runs(l, e) && (federation || hands_on(l, e, pool));
          if (!does || priority(l, domain, e, service) >= used) continue;
          return broken(
                     fmt::format("outsiders arrive at {} although {} has a lower priority number",
                                 edge_name(l, ix(way.edge_pool)), edge_name(l, e)))
              .of_pool(pool);
        }
      }
    }
  }
  return answer;
}

Answer inv_83(const Look& l, std::size_t user) {
  const UserRecord& r = l.state.user(user);
  if (r.location != Location::kRemote || !served_at_rest(l, user)) return idle();
  const Index pool = responsible_pool(l.state, user);
  const Index domain = domain_of(l.world, static_cast<std::uint32_t>(user));
  bool led = false;
  for (std::size_t e = 0; e < l.world.topology.edge_pools.size(); ++e) {
    const bool record = priority(l, domain, e, DnsService::kRemoteAccess) != kNoSrvRecord;
    led = led || (record && runs(l, e) && hands_on(l, e, pool));
  }
  if (!led || !answered(l, domain, DnsService::kRemoteAccess)) return idle();
  if (r.registrar != kNone) return held();
  return broken(fmt::format("{} outside stays signed out although an Edge pool leads in",
                            user_name(user)))
      .of_user(user)
      .because(&r.registrar);
}

Answer inv_84(const Look& l, std::size_t) {
  const Index master = active_master(l.world, l.state);
  if (master == kNone || !procedures_done(l)) return idle();
  Answer answer = idle();
  for (std::size_t e = 0; e < l.before.edge_pools.size(); ++e) {
    const Index site = l.world.topology.edge_pools[e].site;
    if (!runs(l, e) || !connected(l.world, l.state, l.world.pool(master).site, site)) continue;
    const auto& hop = l.state.record<EdgePoolRecord>(e).next_hop;
    for (std::size_t p = 0; p < l.before.pools.size(); ++p) {
      if (!l.notes.pools[p].hops_owed) continue;
      const auto pool = static_cast<Index>(p);
      answer = held();
      if (hop.seen != pool || pool_serving(l.state, pool)) continue;
      return broken(fmt::format("{} runs and still hands what comes in to {}, which does not",
                                edge_name(l, e), l.pool_name(pool)))
          .of_pool(pool)
          .because(&hop.seen, &hop.master);
    }
  }
  return answer;
}

Answer inv_85(const Look& l, std::size_t) {
  std::set<std::string> names;
  for (const EdgePool& edge : l.world.topology.edge_pools) {
    if (!names.insert(edge.fqdn).second) {
      return broken(fmt::format("two Edge pools are called {}", edge.fqdn));
    }
  }
  return names.empty() ? idle() : held();
}

Answer inv_86(const Look& l, std::size_t) {
  if (!procedures_done(l)) return idle();
  Answer answer = idle();
  for (std::size_t p = 0; p < l.before.pools.size(); ++p) {
    if (l.notes.pools[p].media != Owed::kBegun) continue;
    if (!pool_serving(l.state, static_cast<Index>(p))) continue;
    const ConfigItem& media = l.state.pool(p).media_edge;
    if (media.master == kNone) continue;
    answer = held();
    if (runs(l, ix(media.master))) continue;
    return broken(fmt::format("{} is to use {} for media, which does not run",
                              l.pool_name(static_cast<Index>(p)), edge_name(l, ix(media.master))))
        .of_pool(static_cast<Index>(p))
        .because(&media.master, &l.state.pool(p).draft_media_edge,
                 what_stopped(l, ix(media.master)));
  }
  return answer;
}

Answer inv_87(const Look& l, std::size_t) {
  // Binds the failover (PRC-EX), but no server that could not be stopped; a route that returns to
  // where it was at the start is the failback.
  if (l.moment.command == nullptr || !l.moment.runs("CMD-71")) return idle();
  const Index route = l.state.cms().xmpp_last.master;
  const Index was = l.before.cms.xmpp_last.master;
  if (route == kNone || route == was || route == l.notes.xmpp_at_start) return idle();
  Answer answer = held();
  every_live_server(l, ix(route), [&](const EdgeServerRecord& r, std::size_t server) {
    if (r.services_stopped != 0 || l.notes.edge_refused[server] != 0) return true;
    answer =
        broken(fmt::format("the XMPP route was moved to {} while the services of {} ran",
                           edge_name(l, ix(route)), l.world.topology.edge_servers[server].fqdn))
            .because(&l.state.cms().xmpp_last.master);
    return false;
  });
  return answer;
}

Answer inv_88(const Look& l, std::size_t) {
  if (l.moment.fired != TimerKind::kFault) return idle();
  const FaultKind kind = fault_at(l.world, l.state, l.moment.entity).kind;
  if (kind != FaultKind::kEdgePool && kind != FaultKind::kEdgeServer) return idle();
  for (std::size_t u = 0; u < l.before.users.size(); ++u) {
    const UserRecord& r = l.state.user(u);
    const UserBefore& was = l.before.users[u];
    if (r.location != Location::kInternal) continue;
    if (was.mode == r.mode && was.registrar == r.registrar) continue;
    return broken(fmt::format("{} is inside and was disturbed by the loss of an Edge pool",
                              user_name(u)))
        .of_user(u)
        .because(&r.mode, &r.registrar);
  }
  return held();
}

}  // namespace firedrill::invariants
