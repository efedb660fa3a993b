// The shape of a topology rule: an ID, the severity the documentation gives it, and a function that
// looks over a topology and reports what breaks it.
//
// A rule is one function in one of the validate_*.cpp files and one line in the table of
// validate.cpp. Its diagnostic code follows from its ID: TOP-04 is FD1204.
#pragma once

#include <string>
#include <string_view>

#include "sim/topology/topology.hpp"

namespace firedrill {

class Findings {
 public:
  Findings(Diagnostics& diagnostics, const std::string& file, std::string_view rule,
           Severity severity)
      : diagnostics_(diagnostics), file_(file), rule_(rule), severity_(severity) {}
  void add(Mark mark, std::string message) const;

 private:
  Diagnostics& diagnostics_;
  const std::string& file_;
  std::string_view rule_;
  Severity severity_;
};

struct TopologyRule {
  std::string_view id;
  Severity severity;
  /// False for rules that miss something: where names did not resolve they would say it twice.
  bool on_partial;
  void (*check)(const Topology&, const Findings&);
};

namespace topology_rules {

// Pairing.
void backup_is_mutual(const Topology& topology, const Findings& findings);
void backup_is_not_taken(const Topology& topology, const Findings& findings);
void backup_is_another_pool(const Topology& topology, const Findings& findings);
void pair_has_one_edition(const Topology& topology, const Findings& findings);
void pair_has_one_form(const Topology& topology, const Findings& findings);
void pair_has_one_operating_system(const Topology& topology, const Findings& findings);
void pair_has_one_ha_mode(const Topology& topology, const Findings& findings);
void standard_edition_has_no_ha(const Topology& topology, const Findings& findings);
void pair_spans_two_sites(const Topology& topology, const Findings& findings);
void pair_stays_in_a_region(const Topology& topology, const Findings& findings);
void pair_is_sized_for_both(const Topology& topology, const Findings& findings);
void paired_pool_has_at_most_40000(const Topology& topology, const Findings& findings);
void paired_standard_has_at_most_2500(const Topology& topology, const Findings& findings);
void pair_has_resilient_link(const Topology& topology, const Findings& findings);
void pair_has_secured_link(const Topology& topology, const Findings& findings);
void partner_holds_standby(const Topology& topology, const Findings& findings);
void large_meetings_pair_alike(const Topology& topology, const Findings& findings);
void pool_is_not_stretched(const Topology& topology, const Findings& findings);
void pair_is_of_2013(const Topology& topology, const Findings& findings);

// Pools, servers, databases, shares.
void pool_has_1_to_12_servers(const Topology& topology, const Findings& findings);
void pool_has_three_servers(const Topology& topology, const Findings& findings);
void pool_has_not_two_servers(const Topology& topology, const Findings& findings);
void small_pair_is_standard_edition(const Topology& topology, const Findings& findings);
void pool_is_in_one_domain(const Topology& topology, const Findings& findings);
void pool_is_load_balanced(const Topology& topology, const Findings& findings);
void web_name_differs_from_pool(const Topology& topology, const Findings& findings);
void web_names_are_unique(const Topology& topology, const Findings& findings);
void pool_can_lose_a_server(const Topology& topology, const Findings& findings);
void pool_has_at_most_80000(const Topology& topology, const Findings& findings);
void share_is_not_on_a_front_end(const Topology& topology, const Findings& findings);
void share_serves_one_site(const Topology& topology, const Findings& findings);
void sql_server_serves_one_pool(const Topology& topology, const Findings& findings);
void standard_edition_has_local_database(const Topology& topology, const Findings& findings);
void mirroring_is_synchronous(const Topology& topology, const Findings& findings);
void mirror_has_same_sql_version(const Topology& topology, const Findings& findings);
void mirror_is_in_one_domain(const Topology& topology, const Findings& findings);
void mirror_has_a_witness_of_its_own(const Topology& topology, const Findings& findings);
void witness_needs_a_mirror(const Topology& topology, const Findings& findings);
void mirroring_ports_differ(const Topology& topology, const Findings& findings);
void mirror_has_log_backups(const Topology& topology, const Findings& findings);
void cluster_has_the_nodes_of_its_edition(const Topology& topology, const Findings& findings);

// The Central Management store, and the next hop of an Edge pool.
void store_has_a_host(const Topology& topology, const Findings& findings);
void standby_is_another_pool(const Topology& topology, const Findings& findings);
void store_lives_on_a_pair(const Topology& topology, const Findings& findings);
void edge_has_a_next_hop(const Topology& topology, const Findings& findings);

// Edge pools, DNS and federation.
void edge_names_are_unique(const Topology& topology, const Findings& findings);
void edge_pools_stand_at_two_sites(const Topology& topology, const Findings& findings);
void sites_share_a_federation_route(const Topology& topology, const Findings& findings);
void one_edge_is_enabled_for_federation(const Topology& topology, const Findings& findings);
void federation_records_cover_every_edge(const Topology& topology, const Findings& findings);
void sign_in_records_cover_every_edge(const Topology& topology, const Findings& findings);
void records_stay_in_their_domain(const Topology& topology, const Findings& findings);
void sites_share_an_xmpp_route(const Topology& topology, const Findings& findings);
void xmpp_records_fit_the_route(const Topology& topology, const Findings& findings);
void xmpp_edge_has_its_port_open(const Topology& topology, const Findings& findings);
void pools_reach_every_edge(const Topology& topology, const Findings& findings);
void edge_is_balanced_alike(const Topology& topology, const Findings& findings);
void edge_has_at_most_12_servers(const Topology& topology, const Findings& findings);
void xmpp_partner_is_supported(const Topology& topology, const Findings& findings);
void simple_urls_have_geo_dns(const Topology& topology, const Findings& findings);
void edge_is_sized_for_its_users(const Topology& topology, const Findings& findings);

}  // namespace topology_rules

/// The entity at `index`, or nothing for kNone.
template <typename Entity>
[[nodiscard]] const Entity* entity_at(const std::vector<Entity>& all, Index index) {
  return index < 0 || static_cast<std::size_t>(index) >= all.size()
             ? nullptr
             : &all[static_cast<std::size_t>(index)];
}

/// Calls `visit(a, b)` once for every two pools that are each other's backup.
template <typename Visit>
void for_each_pair(const Topology& topology, Visit visit) {
  for (std::size_t i = 0; i < topology.pools.size(); ++i) {
    const Pool& a = topology.pools[i];
    const Pool* b = entity_at(topology.pools, a.backup);
    if (b == nullptr || a.backup <= static_cast<Index>(i)) continue;
    if (b->backup == static_cast<Index>(i)) visit(a, *b);
  }
}

}  // namespace firedrill
