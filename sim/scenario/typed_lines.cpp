// Each line once, by what it needs to know.
#include "sim/scenario/typed_lines.hpp"

#include "sim/topology/dns.hpp"

namespace firedrill::typed {

std::string federation(const std::string& edge_pool, bool enabled) {
  return kTopologyBuilder + ("federation of " + edge_pool) + " = " + (enabled ? "yes" : "no");
}

std::string xmpp(const std::string& edge_pool) {
  return kTopologyBuilder + ("xmpp of " + edge_pool) + " = yes";
}

std::string media_edge(const std::string& pool, const std::string& edge_pool) {
  return kTopologyBuilder + ("media edge of " + pool) + " = " + edge_pool;
}

std::string next_hop_edit(const std::string& edge_pool, const std::string& pool) {
  return kTopologyBuilder + ("next hop of " + edge_pool) + " = " + pool;
}

std::string next_hop(const std::string& edge_pool, const std::string& pool) {
  return "Set-CsEdgeServer -Identity EdgeServer:" + edge_pool + " -Registrar Registrar:" + pool;
}

std::string next_hop(const EdgePool& edge_pool, const Pool& pool) {
  return edge_pool.site == pool.site ? next_hop_edit(edge_pool.fqdn, pool.fqdn)
                                     : next_hop(edge_pool.fqdn, pool.fqdn);
}

std::string forced_store_failover(const std::string& server, const std::string& instance) {
  return kStoreFailover + (" -BackupSqlServerFqdn " + server) +
         (instance.empty() ? "" : " -BackupSqlInstanceName " + instance) + " -Force";
}

std::string store_is_copied(const std::string& master) {
  return wait_until("backup status of " + master + "/CMSMaster != Error", "1h");
}

std::string failover(const std::string& pool) {
  return "Invoke-CsPoolFailover -PoolFqdn " + pool;
}

std::string failback(const std::string& pool) {
  return "Invoke-CsPoolFailback -PoolFqdn " + pool;
}

std::string content_copy(const std::string& partner) {
  return "Invoke-CsBackupServiceSync -PoolFqdn " + partner + " -BackupModule ConfServices.DataConf";
}

std::string content_is_home(const std::string& pool) {
  return wait_until("content missing of " + pool + " = 0", "2h");
}

std::string wait_until(const std::string& condition, const std::string& at_most) {
  return "wait until " + condition + ", at most " + at_most;
}

std::string replicated_within(const std::string& at_most) {
  return wait_until("replicas behind = 0", at_most);
}

std::vector<std::string> servers_of(const Topology& topology, const EdgePool& edge_pool) {
  std::vector<std::string> out;
  for (int i = 0; i < edge_pool.server_count; ++i) {
    const auto at = static_cast<std::size_t>(edge_pool.first_server + i);
    out.push_back(topology.edge_servers[at].fqdn);
  }
  return out;
}

std::string wizard(const std::string& server) {
  return "deployment wizard on " + server;
}

std::string stop_services(const std::string& server) {
  return "Stop-CsWindowsService -ComputerName " + server;
}

std::string start_services(const std::string& server) {
  return "Start-CsWindowsService -ComputerName " + server;
}

std::string xmpp_route(const std::string& site, const std::string& edge_pool) {
  const bool blanks = site.find(' ') != std::string::npos;
  return "Set-CsSite -Identity " + (blanks ? "\"" + site + "\"" : site) +
         " -XmppFederationRoute EdgeServer:" + edge_pool;
}

std::string xmpp_route(const Topology& topology, const EdgePool& edge_pool) {
  return xmpp_route(topology.sites[static_cast<std::size_t>(edge_pool.site)].name, edge_pool.fqdn);
}

std::string xmpp_host(const Topology& topology, Index domain, const EdgePool& edge_pool) {
  std::string name = dns_name(topology, DnsService::kXmppHost, domain);
  for (const DnsRecord& record : topology.dns_records) {
    const bool its = record.service == DnsService::kXmppHost && record.domain == domain;
    if (its) name = record.name;
  }
  return "external dns: " + name + " A " + edge_pool.fqdn;
}

std::string srv_record(const std::string& name, const std::string& edge_pool, int priority) {
  return "external dns: " + name + " SRV " + edge_pool + " priority " + std::to_string(priority);
}

std::string open_port_5269(const std::string& edge_pool) {
  return "firewall: open 5269 on " + edge_pool;
}

}  // namespace firedrill::typed
