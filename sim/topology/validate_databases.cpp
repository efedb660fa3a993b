// Rules of Back Ends and mirroring (TOP-42 to TOP-56), of the Central Management store (TOP-60 to
// TOP-65) and of the next hop of Edge pools (TOP-72).
#include <map>
#include <optional>
#include <set>

#include "sim/topology/names.hpp"
#include "sim/topology/validate_rules.hpp"

namespace firedrill::topology_rules {
namespace {

constexpr std::int32_t kMirroringPort = 5022;
constexpr std::int32_t kWitnessPort = 7022;

bool is_mirrored(const BackEnd& back_end) {
  return back_end.ha == HaMode::kMirroring;
}

std::string pool_name(const Topology& topology, const BackEnd& back_end) {
  const Pool* pool = entity_at(topology.pools, back_end.pool);
  return pool != nullptr ? pool->fqdn : "a pool";
}

/// "SQL Server 2008 R2 SP2" as 20082, "2012" as 20120; nothing where no year is found.
std::optional<int> sql_release(const std::string& version) {
  const std::size_t at = version.find("20");
  if (at == std::string::npos || at + 4 > version.size()) return std::nullopt;
  int year = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    if (version[i] < '0' || version[i] > '9') return std::nullopt;
    year = year * 10 + (version[i] - '0');
  }
  const bool second_release = lower_case(version).find("r2", at) != std::string::npos;
  return year * 10 + (second_release ? 2 : 0);
}

bool same_release(const std::string& a, const std::string& b) {
  const std::optional<int> first = sql_release(a);
  const std::optional<int> second = sql_release(b);
  return first && second ? *first == *second : same_name(a, b);
}

}  // namespace

void sql_server_serves_one_pool(const Topology& topology, const Findings& findings) {
  std::map<std::string, Index> serves;
  for (const BackEnd& back_end : topology.back_ends) {
    for (const Index role : {back_end.primary, back_end.mirror}) {
      const SqlInstance* sql = entity_at(topology.sql_instances, role);
      if (sql == nullptr) continue;
      const auto [at, fresh] = serves.emplace(lower_case(sql->server_fqdn), back_end.pool);
      if (fresh || at->second == back_end.pool) continue;
      const Pool* other = entity_at(topology.pools, at->second);
      findings.add(back_end.mark, "the database server " + sql->server_fqdn + " of pool " +
                                      pool_name(topology, back_end) + " serves " +
                                      (other != nullptr ? other->fqdn : "another pool") +
                                      " already; a database server serves one pool");
    }
  }
}

void standard_edition_has_local_database(const Topology& topology, const Findings& findings) {
  for (const Pool& pool : topology.pools) {
    if (pool.edition != Edition::kStandard) continue;
    const BackEnd* back_end = entity_at(topology.back_ends, pool.back_end);
    if (back_end == nullptr) continue;
    const SqlInstance* sql = entity_at(topology.sql_instances, back_end->primary);
    if (sql == nullptr || same_name(sql->server_fqdn, pool.fqdn)) continue;
    findings.add(back_end->mark, "the database of the Standard Edition server " + pool.fqdn +
                                     " cannot be on " + sql->server_fqdn);
  }
}

void mirroring_is_synchronous(const Topology& topology, const Findings& findings) {
  for (const BackEnd& back_end : topology.back_ends) {
    if (!is_mirrored(back_end) || back_end.synchronous) continue;
    findings.add(back_end.mark, "the Back End of " + pool_name(topology, back_end) +
                                    " is mirrored asynchronously, which is not supported");
  }
}

void mirror_has_same_sql_version(const Topology& topology, const Findings& findings) {
  constexpr int kOldestRelease = 20082;
  for (const BackEnd& back_end : topology.back_ends) {
    const SqlInstance* primary = entity_at(topology.sql_instances, back_end.primary);
    if (!is_mirrored(back_end) || primary == nullptr) continue;
    const std::string of_pool = " of the mirrored Back End of " + pool_name(topology, back_end);
    for (const Index role : {back_end.primary, back_end.mirror, back_end.witness}) {
      const SqlInstance* sql = entity_at(topology.sql_instances, role);
      if (sql == nullptr || sql->version.empty()) continue;
      const std::optional<int> release = sql_release(sql->version);
      if (release && *release < kOldestRelease) {
        findings.add(sql->mark, sql->server_fqdn + of_pool + " runs SQL Server " + sql->version +
                                    "; mirroring needs 2008 R2 or later");
      }
      if (!primary->version.empty() && !same_release(sql->version, primary->version)) {
        findings.add(sql->mark, sql->server_fqdn + of_pool + " runs SQL Server " + sql->version +
                                    " and " + primary->server_fqdn + " " + primary->version +
                                    "; all must run the same version");
      }
    }
    const SqlInstance* mirror = entity_at(topology.sql_instances, back_end.mirror);
    if (mirror == nullptr || mirror->edition.empty() || primary->edition.empty()) continue;
    if (same_name(mirror->edition, primary->edition)) continue;
    findings.add(mirror->mark, primary->server_fqdn + " and " + mirror->server_fqdn + of_pool +
                                   " are of different editions of SQL Server");
  }
}

void mirror_is_in_one_domain(const Topology& topology, const Findings& findings) {
  for (const BackEnd& back_end : topology.back_ends) {
    const SqlInstance* primary = entity_at(topology.sql_instances, back_end.primary);
    if (!is_mirrored(back_end) || primary == nullptr || primary->ad_domain.empty()) continue;
    for (const Index role : {back_end.mirror, back_end.witness}) {
      const SqlInstance* sql = entity_at(topology.sql_instances, role);
      if (sql == nullptr || sql->ad_domain.empty()) continue;
      if (same_name(sql->ad_domain, primary->ad_domain)) continue;
      findings.add(sql->mark, sql->server_fqdn + " is in domain " + sql->ad_domain + " and " +
                                  primary->server_fqdn + " in " + primary->ad_domain +
                                  "; Topology Builder and the cmdlets mirror within one domain");
    }
  }
}

void mirror_has_a_witness_of_its_own(const Topology& topology, const Findings& findings) {
  std::map<Index, Index> witnesses;
  for (const BackEnd& back_end : topology.back_ends) {
    if (!is_mirrored(back_end)) continue;
    const std::string pool = pool_name(topology, back_end);
    if (back_end.witness == kNone) {
      findings.add(back_end.mark, "the mirrored Back End of " + pool +
                                      " has no witness: it fails over by hand only");
      continue;
    }
    const auto [at, fresh] = witnesses.emplace(back_end.witness, back_end.pool);
    if (fresh) continue;
    const Pool* other = entity_at(topology.pools, at->second);
    findings.add(back_end.mark, "the Back Ends of " + pool + " and " +
                                    (other != nullptr ? other->fqdn : "another pool") +
                                    " share a witness, which is slightly less resilient");
  }
}

void witness_needs_a_mirror(const Topology& topology, const Findings& findings) {
  for (const BackEnd& back_end : topology.back_ends) {
    if (back_end.witness == kNone || back_end.mirror != kNone) continue;
    findings.add(back_end.mark, "the Back End of " + pool_name(topology, back_end) +
                                    " has a witness but no mirror; they come and go together");
  }
}

void mirroring_ports_differ(const Topology& topology, const Findings& findings) {
  std::map<std::pair<std::string, std::int32_t>, Index> taken;
  std::set<Index> seen;
  const auto claim = [&](Index index, std::int32_t port_by_role) {
    const SqlInstance* sql = entity_at(topology.sql_instances, index);
    if (sql == nullptr || !seen.insert(index).second) return;
    const std::int32_t port = sql->mirroring_port > 0 ? sql->mirroring_port : port_by_role;
    const auto [at, fresh] = taken.emplace(std::pair{lower_case(sql->server_fqdn), port}, index);
    if (fresh) return;
    const SqlInstance* other = entity_at(topology.sql_instances, at->second);
    findings.add(sql->mark, sql_name(*sql) + " and " + sql_name(*other) +
                                " use one mirroring port, " + std::to_string(port) +
                                "; instances of one server need different ports");
  };
  for (const BackEnd& back_end : topology.back_ends) {
    if (!is_mirrored(back_end)) continue;
    claim(back_end.primary, kMirroringPort);
    claim(back_end.mirror, kMirroringPort);
    claim(back_end.witness, kWitnessPort);
  }
}

void mirror_has_log_backups(const Topology& topology, const Findings& findings) {
  for (const BackEnd& back_end : topology.back_ends) {
    if (!is_mirrored(back_end) || back_end.log_backup) continue;
    findings.add(back_end.mark, "the mirrored databases of " + pool_name(topology, back_end) +
                                    " are in recovery model Full; without backups of the "
                                    "transaction logs these fill their disk");
  }
}

void cluster_has_the_nodes_of_its_edition(const Topology& topology, const Findings& findings) {
  constexpr std::int32_t kOfStandard = 2;
  constexpr std::int32_t kOfEnterprise = 16;
  for (const BackEnd& back_end : topology.back_ends) {
    const SqlInstance* sql = entity_at(topology.sql_instances, back_end.primary);
    if (sql == nullptr || back_end.cluster_nodes == 0) continue;
    const std::string nodes = std::to_string(back_end.cluster_nodes);
    if (back_end.ha != HaMode::kClustering) {
      findings.add(back_end.mark, "the Back End of " + pool_name(topology, back_end) + " has " +
                                      nodes + " nodes but is not clustered");
      continue;
    }
    const bool standard = lower_case(sql->edition).find("standard") != std::string::npos;
    const std::int32_t most = standard ? kOfStandard : kOfEnterprise;
    if (back_end.cluster_nodes >= 2 && back_end.cluster_nodes <= most) continue;
    findings.add(back_end.mark,
                 "the cluster of " + sql->server_fqdn + " has " + nodes + " nodes; SQL Server " +
                     (standard ? "Standard clusters 2" : "Enterprise clusters 2 to 16"));
  }
}

void store_has_a_host(const Topology& topology, const Findings& findings) {
  if (entity_at(topology.pools, topology.cms.active) != nullptr) return;
  findings.add(topology.cms.mark,
               "no pool hosts the Central Management store; a deployment has exactly one");
}

void standby_is_another_pool(const Topology& topology, const Findings& findings) {
  if (topology.cms.active == kNone || topology.cms.active != topology.cms.standby) return;
  findings.add(topology.cms.mark,
               "the active and the standby copy of the Central Management store are on one pool");
}

void store_lives_on_a_pair(const Topology& topology, const Findings& findings) {
  const Pool* active = entity_at(topology.pools, topology.cms.active);
  if (active == nullptr || active->backup != kNone) return;
  findings.add(topology.cms.mark, "the Central Management store is on " + active->fqdn +
                                      ", which is not paired; host it on a paired pool");
}

void edge_has_a_next_hop(const Topology& topology, const Findings& findings) {
  for (const EdgePool& edge : topology.edge_pools) {
    if (entity_at(topology.pools, edge.next_hop) != nullptr) continue;
    if (!edge.unmodelled_next_hop.empty()) continue;
    findings.add(edge.mark, "Edge pool " + edge.fqdn +
                                " has no next hop: a Front End pool, a Standard Edition server or "
                                "a Director");
  }
}

}  // namespace firedrill::topology_rules
