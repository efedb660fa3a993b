// Rules of pools, Front Ends and shares (TOP-30 to TOP-41).
#include <algorithm>
#include <map>

#include "sim/topology/names.hpp"
#include "sim/topology/validate_rules.hpp"

namespace firedrill::topology_rules {
namespace {

constexpr std::int64_t kUsersPerFrontEnd = 6660;

bool is_enterprise(const Pool& pool) {
  return pool.edition == Edition::kEnterprise;
}

std::string servers(Index count) {
  return std::to_string(count) + (count == 1 ? " Front End" : " Front Ends");
}

}  // namespace

void pool_has_1_to_12_servers(const Topology& topology, const Findings& findings) {
  for (const Pool& pool : topology.pools) {
    if (!is_enterprise(pool) || (pool.front_end_count >= 1 && pool.front_end_count <= 12)) continue;
    findings.add(pool.mark, "pool " + pool.fqdn + " has " + servers(pool.front_end_count) +
                                "; an Enterprise Edition pool has 1 to 12");
  }
}

void pool_has_three_servers(const Topology& topology, const Findings& findings) {
  for (const Pool& pool : topology.pools) {
    if (!is_enterprise(pool) || pool.front_end_count < 1 || pool.front_end_count >= 3) continue;
    findings.add(pool.mark, "pool " + pool.fqdn + " has " + servers(pool.front_end_count) +
                                "; three are needed to keep three copies of the data of a user");
  }
}

void pool_has_not_two_servers(const Topology& topology, const Findings& findings) {
  for (const Pool& pool : topology.pools) {
    if (!is_enterprise(pool) || pool.front_end_count != 2) continue;
    findings.add(pool.mark, "pool " + pool.fqdn +
                                " has two Front Ends, which is discouraged: when both were down "
                                "they must be started together or in a certain order");
  }
}

void small_pair_is_standard_edition(const Topology& topology, const Findings& findings) {
  for_each_pair(topology, [&](const Pool& a, const Pool& b) {
    for (const Pool* pool : {&a, &b}) {
      if (!is_enterprise(*pool) || pool->front_end_count >= 3) continue;
      findings.add(pool->mark, "pool " + pool->fqdn + " has " + servers(pool->front_end_count) +
                                   "; for disaster recovery without three of them a pair of "
                                   "Standard Edition servers is recommended");
    }
  });
}

void pool_is_in_one_domain(const Topology& topology, const Findings& findings) {
  for (const Pool& pool : topology.pools) {
    const BackEnd* back_end = entity_at(topology.back_ends, pool.back_end);
    if (back_end == nullptr || pool.ad_domain.empty()) continue;
    for (const Index role : {back_end->primary, back_end->mirror}) {
      const SqlInstance* sql = entity_at(topology.sql_instances, role);
      if (sql == nullptr || sql->ad_domain.empty()) continue;
      if (same_name(sql->ad_domain, pool.ad_domain)) continue;
      findings.add(back_end->mark, "the Back End " + sql->server_fqdn + " is in domain " +
                                       sql->ad_domain + " and pool " + pool.fqdn + " in " +
                                       pool.ad_domain + "; they must be in one");
    }
  }
}

void pool_is_load_balanced(const Topology& topology, const Findings& findings) {
  for (const Pool& pool : topology.pools) {
    if (!is_enterprise(pool) || pool.front_end_count < 2 || pool.load_balanced) continue;
    findings.add(pool.mark, "pool " + pool.fqdn + " has " + servers(pool.front_end_count) +
                                " and needs load balancing, by DNS or by hardware");
  }
}

void web_name_differs_from_pool(const Topology& topology, const Findings& findings) {
  for (const Pool& pool : topology.pools) {
    if (!is_enterprise(pool) || pool.front_end_count < 2) continue;
    if (!same_name(pool.internal_web_fqdn, pool.fqdn)) continue;
    findings.add(pool.mark, "pool " + pool.fqdn +
                                " uses its own name for web services; with DNS load balancing "
                                "web services need a second name");
  }
}

void web_names_are_unique(const Topology& topology, const Findings& findings) {
  std::map<std::string, std::string> external;
  std::map<std::string, std::string> internal;
  const auto claim = [&findings](std::map<std::string, std::string>& names, const std::string& name,
                                 const Pool& pool) {
    if (name.empty()) return;
    const auto [at, fresh] = names.emplace(lower_case(name), pool.fqdn);
    if (fresh) return;
    findings.add(pool.mark, "the web services of " + pool.fqdn + " and " + at->second +
                                " have one name, " + name + "; every pool needs its own");
  };
  for (const Pool& pool : topology.pools) {
    claim(external, pool.external_web_fqdn, pool);
    claim(internal, pool.internal_web_fqdn, pool);
  }
}

void pool_can_lose_a_server(const Topology& topology, const Findings& findings) {
  for (const Pool& pool : topology.pools) {
    if (!is_enterprise(pool) || pool.front_end_count < 2) continue;
    // A stated capacity is that of all servers; the rest keeps its share of it.
    const std::int64_t all = pool.user_capacity > 0 ? std::int64_t{pool.user_capacity}
                                                    : kUsersPerFrontEnd * pool.front_end_count;
    const std::int64_t rest = all * (pool.front_end_count - 1) / pool.front_end_count;
    if (pool.population <= rest) continue;
    findings.add(pool.mark, "pool " + pool.fqdn + " serves " + std::to_string(pool.population) +
                                " users; after the loss of one Front End the rest is sized for " +
                                std::to_string(rest));
  }
}

void pool_has_at_most_80000(const Topology& topology, const Findings& findings) {
  for (const Pool& pool : topology.pools) {
    if (pool.population <= 80'000) continue;
    findings.add(pool.mark, "pool " + pool.fqdn + " has " + std::to_string(pool.population) +
                                " users; the documented maximum is 80,000");
  }
}

void share_is_not_on_a_front_end(const Topology& topology, const Findings& findings) {
  for (const Pool& pool : topology.pools) {
    const FileStore* store = entity_at(topology.file_stores, pool.file_store);
    if (store == nullptr) {
      findings.add(pool.mark, "pool " + pool.fqdn + " has no file store");
      continue;
    }
    for (const FrontEnd& server : topology.front_ends) {
      const Pool* owner = entity_at(topology.pools, server.pool);
      if (owner == nullptr || !same_name(server.fqdn, store->host)) continue;
      // A Standard Edition server holds its own share, and only its own.
      if (owner->edition == Edition::kStandard && owner == &pool) continue;
      findings.add(pool.mark, "the file store " + store->unc + " of pool " + pool.fqdn +
                                  " lies on the Front End " + server.fqdn +
                                  "; put it on a file server or the Back End");
    }
  }
}

void share_serves_one_site(const Topology& topology, const Findings& findings) {
  for (const Pool& pool : topology.pools) {
    const FileStore* store = entity_at(topology.file_stores, pool.file_store);
    if (store == nullptr || store->site == kNone || pool.site == kNone) continue;
    if (store->site == pool.site) continue;
    findings.add(pool.mark, "the file store " + store->unc + " of pool " + pool.fqdn +
                                " stands at another site; a share serves pools of its own site");
  }
}

}  // namespace firedrill::topology_rules
