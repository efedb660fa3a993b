// Lines of the documented procedures as an administrator types them, for whoever writes procedures:
// drawn drills and skeletons. What a line does is the model's business, not this file's.
#pragma once

#include <string>

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

}  // namespace firedrill::typed
