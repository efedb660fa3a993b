// Rules of pairing (TOP-01 to TOP-23). Most of them the product does not enforce: it lets a pair be
// built that the documentation does not support, so most findings are warnings.
#include <algorithm>

#include "sim/topology/object_reader.hpp"
#include "sim/topology/validate_rules.hpp"

namespace firedrill::topology_rules {
namespace {

constexpr std::int32_t kUsersPerFrontEnd = 6660;

std::string pair_name(const Pool& a, const Pool& b) {
  return a.fqdn + " and " + b.fqdn;
}

const WanLink* link_between(const Topology& topology, const Pool& a, const Pool& b) {
  for (const WanLink& link : topology.wan_links) {
    if (std::minmax(link.site_a, link.site_b) == std::minmax(a.site, b.site)) return &link;
  }
  return nullptr;
}

/// What a pool carries: the figure it states, else the guideline for its servers.
std::int64_t capacity(const Pool& pool) {
  if (pool.user_capacity > 0) return pool.user_capacity;
  return std::int64_t{pool.front_end_count} * kUsersPerFrontEnd;
}

}  // namespace

void backup_is_mutual(const Topology& topology, const Findings& findings) {
  for (std::size_t i = 0; i < topology.pools.size(); ++i) {
    const Pool& pool = topology.pools[i];
    const Pool* backup = entity_at(topology.pools, pool.backup);
    if (backup == nullptr || backup == &pool || backup->backup == static_cast<Index>(i)) continue;
    const Pool* other = entity_at(topology.pools, backup->backup);
    findings.add(pool.mark, "pairing is mutual, but the backup pool of " + pool.fqdn + " is " +
                                backup->fqdn + ", and that of " + backup->fqdn + " is " +
                                (other != nullptr ? other->fqdn : "none"));
  }
}

void backup_is_not_taken(const Topology& topology, const Findings& findings) {
  for (std::size_t i = 0; i < topology.pools.size(); ++i) {
    const Index backup = topology.pools[i].backup;
    if (backup == kNone) continue;
    for (std::size_t j = 0; j < i; ++j) {
      if (topology.pools[j].backup != backup) continue;
      const Pool* taken = entity_at(topology.pools, backup);
      findings.add(topology.pools[i].mark, (taken != nullptr ? taken->fqdn : "the backup pool") +
                                               " is paired with " + topology.pools[j].fqdn +
                                               " and cannot be chosen by " +
                                               topology.pools[i].fqdn + " too");
      break;
    }
  }
}

void backup_is_another_pool(const Topology& topology, const Findings& findings) {
  for (std::size_t i = 0; i < topology.pools.size(); ++i) {
    if (topology.pools[i].backup == static_cast<Index>(i)) {
      findings.add(topology.pools[i].mark,
                   topology.pools[i].fqdn + " cannot be its own backup pool");
    }
  }
}

void pair_has_one_edition(const Topology& topology, const Findings& findings) {
  for_each_pair(topology, [&](const Pool& a, const Pool& b) {
    if (a.edition == b.edition) return;
    findings.add(b.mark, pair_name(a, b) +
                             " are paired but of different editions; pair Enterprise with "
                             "Enterprise and Standard with Standard");
  });
}

void pair_has_one_form(const Topology& topology, const Findings& findings) {
  for_each_pair(topology, [&](const Pool& a, const Pool& b) {
    if (a.form == b.form) return;
    findings.add(b.mark,
                 pair_name(a, b) + " are paired, but one is physical and the other virtual");
  });
}

void pair_has_one_operating_system(const Topology& topology, const Findings& findings) {
  for_each_pair(topology, [&](const Pool& a, const Pool& b) {
    if (a.operating_system.empty() || b.operating_system.empty()) return;
    if (a.operating_system == b.operating_system) return;
    findings.add(b.mark, pair_name(a, b) + " are paired but run " + a.operating_system + " and " +
                             b.operating_system);
  });
}

void pair_has_one_ha_mode(const Topology& topology, const Findings& findings) {
  for_each_pair(topology, [&](const Pool& a, const Pool& b) {
    const BackEnd* first = entity_at(topology.back_ends, a.back_end);
    const BackEnd* second = entity_at(topology.back_ends, b.back_end);
    if (first == nullptr || second == nullptr || first->ha == second->ha) return;
    findings.add(second->mark, pair_name(a, b) +
                                   " are paired but their Back Ends do not use the same high "
                                   "availability; use mirroring, clustering or none on both");
  });
}

void standard_edition_has_no_ha(const Topology& topology, const Findings& findings) {
  for (const Pool& pool : topology.pools) {
    const BackEnd* back_end = entity_at(topology.back_ends, pool.back_end);
    if (pool.edition != Edition::kStandard || back_end == nullptr) continue;
    if (back_end->ha != HaMode::kNone) {
      findings.add(back_end->mark, "the Standard Edition server " + pool.fqdn +
                                       " cannot have Back End high availability");
    }
  }
}

void pair_spans_two_sites(const Topology& topology, const Findings& findings) {
  for_each_pair(topology, [&](const Pool& a, const Pool& b) {
    if (a.site != b.site || a.site == kNone) return;
    findings.add(b.mark,
                 pair_name(a, b) + " are paired within one site: one disaster may take both");
  });
}

void pair_stays_in_a_region(const Topology& topology, const Findings& findings) {
  for_each_pair(topology, [&](const Pool& a, const Pool& b) {
    const WanLink* link = link_between(topology, a, b);
    if (link == nullptr || link->same_world_region) return;
    findings.add(link->mark, pair_name(a, b) +
                                 " are paired across world regions: latency of replication "
                                 "raises what a disaster may lose");
  });
}

void pair_is_sized_for_both(const Topology& topology, const Findings& findings) {
  for_each_pair(topology, [&](const Pool& a, const Pool& b) {
    const std::int64_t both = std::int64_t{a.population} + b.population;
    for (const Pool* pool : {&a, &b}) {
      if (pool->edition == Edition::kStandard && pool->user_capacity == 0) continue;
      if (both <= capacity(*pool)) continue;
      findings.add(pool->mark,
                   pool->fqdn + " is sized for " + std::to_string(capacity(*pool)) +
                       " users but must serve the " + std::to_string(both) + " of both pools" +
                       (pool->user_capacity > 0
                            ? ""
                            : "; the guideline is 6,660 for a Front End, else state its capacity"));
    }
  });
}

void paired_pool_has_at_most_40000(const Topology& topology, const Findings& findings) {
  for_each_pair(topology, [&](const Pool& a, const Pool& b) {
    for (const Pool* pool : {&a, &b}) {
      if (pool->edition != Edition::kEnterprise || pool->population <= 40'000) continue;
      findings.add(pool->mark, pool->fqdn + " has " + std::to_string(pool->population) +
                                   " users; a paired pool has 40,000 at most");
    }
  });
}

void paired_standard_has_at_most_2500(const Topology& topology, const Findings& findings) {
  for_each_pair(topology, [&](const Pool& a, const Pool& b) {
    for (const Pool* pool : {&a, &b}) {
      if (pool->edition != Edition::kStandard || pool->population <= 2'500) continue;
      findings.add(pool->mark, pool->fqdn + " has " + std::to_string(pool->population) +
                                   " users; a paired Standard Edition server has 2,500 at most");
    }
  });
}

void pair_has_resilient_link(const Topology& topology, const Findings& findings) {
  for_each_pair(topology, [&](const Pool& a, const Pool& b) {
    const WanLink* link = link_between(topology, a, b);
    if (link == nullptr || link->resilient) return;
    findings.add(link->mark, "voice resiliency of " + pair_name(a, b) +
                                 " needs a resilient WAN link, and this one is not");
  });
}

void pair_has_secured_link(const Topology& topology, const Findings& findings) {
  for_each_pair(topology, [&](const Pool& a, const Pool& b) {
    const WanLink* link = link_between(topology, a, b);
    if (link == nullptr || link->secured) return;
    findings.add(link->mark, "backup traffic between " + pair_name(a, b) +
                                 " is not encrypted by itself; protect this link by IPsec or by "
                                 "the network");
  });
}

void partner_holds_standby(const Topology& topology, const Findings& findings) {
  const Pool* active = entity_at(topology.pools, topology.cms.active);
  if (active == nullptr) return;
  const Pool* partner = entity_at(topology.pools, active->backup);
  if (partner == nullptr || partner == active || topology.cms.standby == active->backup) return;
  findings.add(topology.cms.mark, active->fqdn +
                                      " hosts the Central Management store, so its partner " +
                                      partner->fqdn + " must hold the standby copy");
}

void large_meetings_pair_alike(const Topology& topology, const Findings& findings) {
  for_each_pair(topology, [&](const Pool& a, const Pool& b) {
    if (a.large_meetings == b.large_meetings) return;
    const Pool& large = a.large_meetings ? a : b;
    findings.add(large.mark, large.fqdn +
                                 " is dedicated to large meetings and its partner is not; pair it "
                                 "with a similar pool");
  });
}

void pool_is_not_stretched(const Topology& topology, const Findings& findings) {
  for (const Pool& pool : topology.pools) {
    const BackEnd* back_end = entity_at(topology.back_ends, pool.back_end);
    if (back_end == nullptr || pool.site == kNone) continue;
    for (const Index role : {back_end->primary, back_end->mirror}) {
      const SqlInstance* sql = entity_at(topology.sql_instances, role);
      if (sql == nullptr || sql->site == kNone || sql->site == pool.site) continue;
      findings.add(back_end->mark, "pool " + pool.fqdn + " spans two sites: its Back End " +
                                       sql->server_fqdn +
                                       " stands elsewhere; a stretched pool is not supported");
    }
  }
}

void pair_is_of_2013(const Topology& topology, const Findings& findings) {
  for_each_pair(topology, [&](const Pool& a, const Pool& b) {
    for (const Pool* pool : {&a, &b}) {
      if (pool->lync_version != "2010") continue;
      findings.add(pool->mark, pool->fqdn +
                                   " is a Lync Server 2010 pool: it cannot be paired, since pool "
                                   "failover came with Lync Server 2013");
    }
  });
}

}  // namespace firedrill::topology_rules
