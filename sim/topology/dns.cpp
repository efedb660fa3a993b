// The zone as the planning topics draw it up; nothing here reads a file.
#include "sim/topology/dns.hpp"

#include <algorithm>
#include <array>

#include "sim/topology/names.hpp"

namespace firedrill {
namespace {

constexpr std::array<std::string_view, kDnsServices> kPrefixes{
    "_sip._tls.", "_sipfederationtls._tcp.", "_xmpp-server._tcp.", "xmpp."};

void add_records(Topology& t, DnsService service, Index domain, std::vector<Index> edges,
                 Index first) {
  std::stable_partition(edges.begin(), edges.end(), [&](Index e) { return e == first; });
  std::int32_t priority = 0;
  for (const Index edge : edges) {
    DnsRecord record;
    record.name = dns_name(t, service, domain);
    record.service = service;
    record.domain = domain;
    record.edge_pool = edge;
    record.priority = priority += 10;
    record.port = dns_port(service);
    record.mark = t.edge_pools[static_cast<std::size_t>(edge)].mark;
    t.dns_records.push_back(std::move(record));
  }
}

}  // namespace

Index xmpp_edge(const Topology& t) {
  for (const Site& site : t.sites) {
    if (site.xmpp_federation_route != kNone) return site.xmpp_federation_route;
  }
  for (std::size_t e = 0; e < t.edge_pools.size(); ++e) {
    if (t.edge_pools[e].xmpp) return static_cast<Index>(e);
  }
  return kNone;
}

std::string domain_name(const Topology& t, Index domain) {
  const auto at = static_cast<std::size_t>(domain);
  if (at < t.sip_domains.size()) return t.sip_domains[at];
  const std::string& pool = t.pools.empty() ? std::string() : t.pools.front().fqdn;
  const std::size_t point = pool.find('.');
  return point == std::string::npos ? "example.com" : pool.substr(point + 1);
}

std::string dns_name(const Topology& t, DnsService service, Index domain) {
  return std::string(kPrefixes[static_cast<std::size_t>(service)]) + domain_name(t, domain);
}

std::int32_t dns_port(DnsService service) {
  constexpr std::array<std::int32_t, kDnsServices> kPorts{443, 5061, 5269, 0};
  return kPorts[static_cast<std::size_t>(service)];
}

bool name_dns_record(const Topology& t, bool host, DnsRecord& record) {
  const std::string name = lower_case(record.name);
  for (std::size_t d = 0; d < t.domain_count(); ++d) {
    const auto domain = static_cast<Index>(d);
    const std::string suffix = "." + lower_case(domain_name(t, domain));
    if (host && name.size() > suffix.size() && name.ends_with(suffix) && name.front() != '_' &&
        name.find('.') + suffix.size() == name.size()) {
      record.service = DnsService::kXmppHost;
      record.domain = domain;
      return true;
    }
    for (int s = 0; s < kSrvServices && !host; ++s) {
      const auto service = static_cast<DnsService>(s);
      if (name != lower_case(dns_name(t, service, domain))) continue;
      record.service = service;
      record.domain = domain;
      return true;
    }
  }
  return false;
}

void complete_dns(Topology& t) {
  std::vector<Index> all;
  std::vector<Index> with_xmpp;
  Index federation = kNone;
  for (std::size_t e = 0; e < t.edge_pools.size(); ++e) {
    const auto edge = static_cast<Index>(e);
    all.push_back(edge);
    if (t.edge_pools[e].xmpp) with_xmpp.push_back(edge);
    if (t.edge_pools[e].federation && federation == kNone) federation = edge;
  }
  const Index xmpp = xmpp_edge(t);
  for (std::size_t d = 0; d < t.domain_count(); ++d) {
    const auto domain = static_cast<Index>(d);
    add_records(t, DnsService::kRemoteAccess, domain, all, kNone);
    if (federation != kNone) add_records(t, DnsService::kFederation, domain, all, federation);
    add_records(t, DnsService::kXmpp, domain, with_xmpp, xmpp);
    if (xmpp != kNone) add_records(t, DnsService::kXmppHost, domain, {xmpp}, xmpp);
  }
}

}  // namespace firedrill
