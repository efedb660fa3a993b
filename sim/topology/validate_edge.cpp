// Rules of Edge pools, the external DNS zone and federation (TOP-70 to TOP-90). Those that only say
// how traffic flows (TOP-73, TOP-76, TOP-79, TOP-87) are the model's, not findings about a file.
#include <algorithm>
#include <set>

#include "sim/topology/dns.hpp"
#include "sim/topology/names.hpp"
#include "sim/topology/object_reader.hpp"
#include "sim/topology/validate_rules.hpp"

namespace firedrill::topology_rules {
namespace {

constexpr std::int32_t kRemoteUsersPerServer = 12'000;
constexpr Index kServersSupported = 12;

Index first_route(const Topology& t, Index Site::*route) {
  for (const Site& site : t.sites) {
    if (site.*route != kNone) return site.*route;
  }
  return kNone;
}

std::vector<const DnsRecord*> records_of(const Topology& t, DnsService service, Index domain) {
  std::vector<const DnsRecord*> out;
  for (const DnsRecord& record : t.dns_records) {
    if (record.service == service && record.domain == domain) out.push_back(&record);
  }
  return out;
}

/// Every Edge pool that `counts` has an SRV record in every SIP domain; where `distinct`, no two of
/// the same priority.
template <typename Counts>
void records_cover(const Topology& t, const Findings& findings, DnsService service, bool distinct,
                   Counts counts) {
  for (std::size_t d = 0; d < t.domain_count(); ++d) {
    const auto domain = static_cast<Index>(d);
    const auto records = records_of(t, service, domain);
    const std::string name = dns_name(t, service, domain);
    std::string missing;
    for (std::size_t e = 0; e < t.edge_pools.size(); ++e) {
      const bool found = std::any_of(records.begin(), records.end(), [e](const DnsRecord* r) {
        return r->edge_pool == static_cast<Index>(e);
      });
      if (found || !counts(t.edge_pools[e])) continue;
      missing += (missing.empty() ? "" : ", ") + t.edge_pools[e].fqdn;
    }
    const Mark mark = records.empty() ? t.cms.mark : records.front()->mark;
    if (!missing.empty()) {
      findings.add(mark, name + " has no record for " + missing +
                             "; when the other Edge pools are lost nobody is led there");
    }
    std::set<std::int32_t> priorities;
    for (const DnsRecord* record : records) {
      if (!distinct || priorities.insert(record->priority).second) continue;
      findings.add(record->mark, name + " has two records of priority " +
                                     std::to_string(record->priority) +
                                     "; give each Edge pool its own");
    }
  }
}

}  // namespace

void edge_names_are_unique(const Topology& t, const Findings& findings) {
  std::set<std::string> taken;
  for (const EdgePool& edge : t.edge_pools) taken.insert(lower_case(edge.fqdn));
  for (const EdgePool& edge : t.edge_pools) {
    std::set<std::string> own;  // one address may carry all three services under one name
    for (const std::string& name : {edge.access_fqdn, edge.web_conferencing_fqdn, edge.av_fqdn}) {
      if (!name.empty()) own.insert(lower_case(name));
    }
    for (const std::string& name : own) {
      if (taken.insert(name).second) continue;
      findings.add(edge.mark, "the external name " + name + " of Edge pool " + edge.fqdn +
                                  " is taken; every Edge pool has its own names");
    }
  }
}

void edge_pools_stand_at_two_sites(const Topology& t, const Findings& findings) {
  if (t.edge_pools.empty()) return;
  const Index site = t.edge_pools.front().site;
  const bool alone = std::all_of(t.edge_pools.begin(), t.edge_pools.end(),
                                 [site](const EdgePool& edge) { return edge.site == site; });
  if (!alone || site == kNone) return;
  findings.add(t.edge_pools.front().mark,
               "every Edge pool stands in one site; Edge pools are not paired, so recovery needs "
               "one at another site");
}

void sites_share_a_federation_route(const Topology& t, const Findings& findings) {
  const Index route = first_route(t, &Site::federation_route);
  for (const Site& site : t.sites) {
    if (site.federation_route == kNone || site.federation_route == route) continue;
    findings.add(site.mark, "site " + site.name +
                                " names another federation route than the sites before it; one "
                                "Edge pool carries outbound federation for all");
  }
}

void one_edge_is_enabled_for_federation(const Topology& t, const Findings& findings) {
  const EdgePool* first = nullptr;
  for (const EdgePool& edge : t.edge_pools) {
    if (!edge.federation) continue;
    if (first != nullptr) {
      findings.add(edge.mark, edge.fqdn + " and " + first->fqdn +
                                  " are both enabled for federation; just one of them is used");
      return;
    }
    first = &edge;
  }
}

void federation_records_cover_every_edge(const Topology& t, const Findings& findings) {
  const bool federates = std::any_of(t.edge_pools.begin(), t.edge_pools.end(),
                                     [](const EdgePool& edge) { return edge.federation; });
  if (!federates) return;
  records_cover(t, findings, DnsService::kFederation, true, [](const EdgePool&) { return true; });
}

void sign_in_records_cover_every_edge(const Topology& t, const Findings& findings) {
  records_cover(t, findings, DnsService::kRemoteAccess, true, [](const EdgePool&) { return true; });
}

void records_stay_in_their_domain(const Topology& t, const Findings& findings) {
  for (const DnsRecord& record : t.dns_records) {
    const EdgePool* edge = entity_at(t.edge_pools, record.edge_pool);
    if (record.service == DnsService::kXmppHost || edge == nullptr) continue;
    // The Edge pool's inner name is a pointer of this file, not what stands in the zone.
    const std::string host = lower_case(record.target.empty() ? edge->access_fqdn : record.target);
    if (host.empty() || host == lower_case(edge->fqdn)) continue;
    if (host.ends_with("." + lower_case(domain_name(t, record.domain)))) continue;
    findings.add(record.mark, record.name + " leads to " + host +
                                  ", which is in another domain; its target has its A record in "
                                  "the domain of the SRV record");
  }
}

void sites_share_an_xmpp_route(const Topology& t, const Findings& findings) {
  const Index route = first_route(t, &Site::xmpp_federation_route);
  for (const Site& site : t.sites) {
    if (site.xmpp_federation_route == kNone || site.xmpp_federation_route == route) continue;
    findings.add(site.mark, "site " + site.name +
                                " names another XMPP route than the sites before it; the one set "
                                "last counts, and the first is taken for it (TRAP-20)");
  }
}

void xmpp_records_fit_the_route(const Topology& t, const Findings& findings) {
  const Index route = first_route(t, &Site::xmpp_federation_route);
  if (route == kNone) return;
  records_cover(t, findings, DnsService::kXmpp, true,
                [](const EdgePool& edge) { return edge.xmpp; });
  for (std::size_t d = 0; d < t.domain_count(); ++d) {
    const auto hosts = records_of(t, DnsService::kXmppHost, static_cast<Index>(d));
    const bool fits = std::any_of(hosts.begin(), hosts.end(), [route](const DnsRecord* record) {
      return record->edge_pool == route;
    });
    if (fits) continue;
    findings.add(hosts.empty() ? t.sites.front().mark : hosts.front()->mark,
                 "the A record " + dns_name(t, DnsService::kXmppHost, static_cast<Index>(d)) +
                     " does not lead to " + t.edge_pools[static_cast<std::size_t>(route)].fqdn +
                     ", which carries XMPP");
  }
  for (const DnsRecord& record : t.dns_records) {
    if (record.service != DnsService::kXmpp || record.port == 5269) continue;
    findings.add(record.mark, record.name + " gives port " + std::to_string(record.port) +
                                  "; XMPP federation uses 5269");
  }
}

void xmpp_edge_has_its_port_open(const Topology& t, const Findings& findings) {
  const EdgePool* edge = entity_at(t.edge_pools, first_route(t, &Site::xmpp_federation_route));
  if (edge == nullptr || edge->port_5269_open) return;
  findings.add(edge->mark, edge->fqdn + " carries XMPP, and port 5269 is closed to it");
}

void pools_reach_every_edge(const Topology& t, const Findings& findings) {
  for (const EdgePool& edge : t.edge_pools) {
    for (const Index index : edge.closed_to) {
      const Pool* pool = entity_at(t.pools, index);
      if (pool == nullptr) continue;
      findings.add(edge.mark, "the Front Ends of " + pool->fqdn + " cannot reach " + edge.fqdn +
                                  "; firewalls let those of every pool reach every Edge Server");
    }
  }
}

void edge_is_balanced_alike(const Topology& t, const Findings& findings) {
  for (const EdgePool& edge : t.edge_pools) {
    if (edge.external_balancing != edge.internal_balancing) {
      findings.add(edge.mark, edge.fqdn +
                                  " is balanced by DNS on one side and by hardware on the "
                                  "other; use one kind on both");
    }
    if (edge.nat && edge.external_balancing == LoadBalancing::kHardware) {
      findings.add(edge.mark,
                   edge.fqdn + " is behind a hardware load balancer, which rules out NAT");
    }
  }
}

void edge_has_at_most_12_servers(const Topology& t, const Findings& findings) {
  for (const EdgePool& edge : t.edge_pools) {
    if (edge.server_count <= kServersSupported) continue;
    findings.add(edge.mark, edge.fqdn + " has " + std::to_string(edge.server_count) +
                                " servers; 12 are supported, although Topology Builder takes 20");
  }
}

void xmpp_partner_is_supported(const Topology& t, const Findings& findings) {
  for (const std::string& partner : t.xmpp_partners) {
    if (same_name(partner, "Google Talk")) continue;
    findings.add(t.sites.empty() ? t.cms.mark : t.sites.front().mark,
                 partner + " as an XMPP partner is not tested; Google Talk alone is supported");
  }
}

void simple_urls_have_geo_dns(const Topology& t, const Findings& findings) {
  if (t.geo_dns != GeoDns::kNone) return;
  for_each_pair(t, [&](const Pool& a, const Pool& b) {
    findings.add(a.mark,
                 "without GeoDNS the Meet, Dialin and Autodiscover names go on leading to " +
                     a.fqdn + " or " + b.fqdn + " when it is lost");
  });
}

void edge_is_sized_for_its_users(const Topology& t, const Findings& findings) {
  for (const EdgePool& edge : t.edge_pools) {
    const std::int64_t takes = std::int64_t{edge.server_count} * kRemoteUsersPerServer;
    if (edge.concurrent_remote_users <= takes) continue;
    findings.add(edge.mark, edge.fqdn + " serves " + std::to_string(edge.concurrent_remote_users) +
                                " remote users at once; the guideline is 12,000 for each server");
  }
}

}  // namespace firedrill::topology_rules
