// Lines of the documented procedures as an administrator types them, for whoever writes procedures
// or advises lines: drawn drills, skeletons, reports of runs. What a line does is the model's
// business, not this file's.
#pragma once

#include <string>
#include <vector>

#include "sim/topology/dns.hpp"
#include "sim/topology/topology.hpp"

namespace firedrill::typed {

/// FO-0b: the next hop of an Edge pool, by the shell.
inline std::string next_hop(const std::string& edge_pool, const std::string& pool) {
  return "Set-CsEdgeServer -Identity EdgeServer:" + edge_pool + " -Registrar Registrar:" + pool;
}
/// FO-0a or FO-0b: to a pool at its own site an Edge pool is led in Topology Builder, and then
/// published.
inline std::string next_hop(const EdgePool& edge_pool, const Pool& pool) {
  if (edge_pool.site != pool.site) return next_hop(edge_pool.fqdn, pool.fqdn);
  return "topology builder: next hop of " + edge_pool.fqdn + " = " + pool.fqdn;
}
/// FO-5b as a disaster needs it; `server` holds the live copy of the standby (TRAP-02).
inline std::string forced_store_failover(const std::string& server, const std::string& instance) {
  return "Invoke-CsManagementServerFailover -BackupSqlServerFqdn " + server +
         (instance.empty() ? "" : " -BackupSqlInstanceName " + instance) + " -Force";
}
/// EX-3, EB-3: the route of the site of `edge_pool`. None is cleared; the one set last counts.
inline std::string xmpp_route(const Topology& topology, const EdgePool& edge_pool) {
  const std::string& site = topology.sites[static_cast<std::size_t>(edge_pool.site)].name;
  const bool blanks = site.find(' ') != std::string::npos;
  return "Set-CsSite -Identity " + (blanks ? "\"" + site + "\"" : site) +
         " -XmppFederationRoute EdgeServer:" + edge_pool.fqdn;
}
/// CC-1: the partner is named, because it has the content.
inline std::string content_copy(const std::string& partner) {
  return "Invoke-CsBackupServiceSync -PoolFqdn " + partner + " -BackupModule ConfServices.DataConf";
}

inline constexpr char kPublish[] = "topology builder: publish";
inline constexpr char kReplicated[] = "wait until replicas behind = 0, at most 30m";

/// EF-1, EF-2.
inline std::string federation(const std::string& edge_pool, bool enabled) {
  return "topology builder: federation of " + edge_pool + " = " + (enabled ? "yes" : "no");
}
inline std::string xmpp(const std::string& edge_pool) {
  return "topology builder: xmpp of " + edge_pool + " = yes";
}
/// EA-1.
inline std::string media_edge(const std::string& pool, const std::string& edge_pool) {
  return "topology builder: media edge of " + pool + " = " + edge_pool;
}
inline std::vector<std::string> servers_of(const Topology& topology, const EdgePool& edge_pool) {
  std::vector<std::string> out;
  for (int i = 0; i < edge_pool.server_count; ++i) {
    const auto at = static_cast<std::size_t>(edge_pool.first_server + i);
    out.push_back(topology.edge_servers[at].fqdn);
  }
  return out;
}
inline std::string wizard(const std::string& server) {
  return "deployment wizard on " + server;
}
inline std::string stop_services(const std::string& server) {
  return "Stop-CsWindowsService -ComputerName " + server;
}
inline std::string start_services(const std::string& server) {
  return "Start-CsWindowsService -ComputerName " + server;
}
/// The A record of the XMPP host, by the name that the zone of that SIP domain has for it.
inline std::string xmpp_host(const Topology& topology, Index domain, const EdgePool& edge_pool) {
  std::string name = dns_name(topology, DnsService::kXmppHost, domain);
  for (const DnsRecord& record : topology.dns_records) {
    const bool its = record.service == DnsService::kXmppHost && record.domain == domain;
    if (its) name = record.name;
  }
  return "external dns: " + name + " A " + edge_pool.fqdn;
}

}  // namespace firedrill::typed
