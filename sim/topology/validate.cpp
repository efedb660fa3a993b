// The table of topology rules and its runner. Rules that need a running deployment (what was done
// after publishing, who is master now) are not here: they are watched while a scenario runs.
#include <algorithm>
#include <array>

#include "sim/topology/reader_parts.hpp"
#include "sim/topology/validate_rules.hpp"

namespace firedrill {
namespace {

using namespace topology_rules;  // NOLINT: the table below is all that the namespace is for

constexpr Severity kError = Severity::kError;
constexpr Severity kWarning = Severity::kWarning;
constexpr Severity kAdvice = Severity::kAdvice;

constexpr std::array kRules{
    TopologyRule{"TOP-01", kError, true, backup_is_mutual},
    TopologyRule{"TOP-02", kError, true, backup_is_not_taken},
    TopologyRule{"TOP-03", kError, true, backup_is_another_pool},
    TopologyRule{"TOP-04", kWarning, true, pair_has_one_edition},
    TopologyRule{"TOP-05", kWarning, true, pair_has_one_form},
    TopologyRule{"TOP-06", kWarning, true, pair_has_one_operating_system},
    TopologyRule{"TOP-07", kWarning, true, pair_has_one_ha_mode},
    TopologyRule{"TOP-08", kError, true, standard_edition_has_no_ha},
    TopologyRule{"TOP-09", kAdvice, true, pair_spans_two_sites},
    TopologyRule{"TOP-10", kAdvice, true, pair_stays_in_a_region},
    TopologyRule{"TOP-11", kWarning, true, pair_is_sized_for_both},
    TopologyRule{"TOP-12", kWarning, true, paired_pool_has_at_most_40000},
    TopologyRule{"TOP-13", kWarning, true, paired_standard_has_at_most_2500},
    TopologyRule{"TOP-16", kWarning, true, pair_has_resilient_link},
    TopologyRule{"TOP-17", kAdvice, true, pair_has_secured_link},
    TopologyRule{"TOP-18", kError, false, partner_holds_standby},
    TopologyRule{"TOP-21", kAdvice, true, large_meetings_pair_alike},
    TopologyRule{"TOP-22", kError, true, pool_is_not_stretched},
    TopologyRule{"TOP-23", kError, true, pair_is_of_2013},
    TopologyRule{"TOP-30", kError, false, pool_has_1_to_12_servers},
    TopologyRule{"TOP-31", kAdvice, true, pool_has_three_servers},
    TopologyRule{"TOP-32", kAdvice, true, pool_has_not_two_servers},
    TopologyRule{"TOP-33", kAdvice, true, small_pair_is_standard_edition},
    TopologyRule{"TOP-34", kError, true, pool_is_in_one_domain},
    TopologyRule{"TOP-35", kError, true, pool_is_load_balanced},
    TopologyRule{"TOP-36", kWarning, true, web_name_differs_from_pool},
    TopologyRule{"TOP-37", kError, true, web_names_are_unique},
    TopologyRule{"TOP-38", kAdvice, true, pool_can_lose_a_server},
    TopologyRule{"TOP-39", kWarning, true, pool_has_at_most_80000},
    TopologyRule{"TOP-40", kError, false, share_is_not_on_a_front_end},
    TopologyRule{"TOP-41", kError, true, share_serves_one_site},
    TopologyRule{"TOP-42", kError, true, sql_server_serves_one_pool},
    TopologyRule{"TOP-43", kError, false, standard_edition_has_local_database},
    TopologyRule{"TOP-44", kError, true, mirroring_is_synchronous},
    TopologyRule{"TOP-45", kError, true, mirror_has_same_sql_version},
    TopologyRule{"TOP-46", kError, true, mirror_is_in_one_domain},
    TopologyRule{"TOP-47", kAdvice, false, mirror_has_a_witness_of_its_own},
    TopologyRule{"TOP-48", kError, false, witness_needs_a_mirror},
    TopologyRule{"TOP-49", kError, true, mirroring_ports_differ},
    TopologyRule{"TOP-51", kWarning, true, mirror_has_log_backups},
    TopologyRule{"TOP-56", kError, true, cluster_has_the_nodes_of_its_edition},
    TopologyRule{"TOP-60", kError, false, store_has_a_host},
    TopologyRule{"TOP-61", kError, true, standby_is_another_pool},
    TopologyRule{"TOP-65", kAdvice, false, store_lives_on_a_pair},
    TopologyRule{"TOP-70", kError, true, edge_names_are_unique},
    TopologyRule{"TOP-71", kAdvice, true, edge_pools_stand_at_two_sites},
    TopologyRule{"TOP-72", kError, false, edge_has_a_next_hop},
    TopologyRule{"TOP-74", kError, true, sites_share_a_federation_route},
    TopologyRule{"TOP-75", kWarning, true, one_edge_is_enabled_for_federation},
    TopologyRule{"TOP-77", kWarning, false, federation_records_cover_every_edge},
    TopologyRule{"TOP-78", kWarning, false, sign_in_records_cover_every_edge},
    TopologyRule{"TOP-80", kError, true, records_stay_in_their_domain},
    // What an earlier failover left behind is no error (TRAP-20).
    TopologyRule{"TOP-81", kAdvice, true, sites_share_an_xmpp_route},
    TopologyRule{"TOP-82", kWarning, false, xmpp_records_fit_the_route},
    TopologyRule{"TOP-83", kError, false, xmpp_edge_has_its_port_open},
    TopologyRule{"TOP-84", kWarning, true, pools_reach_every_edge},
    TopologyRule{"TOP-85", kError, true, edge_is_balanced_alike},
    TopologyRule{"TOP-86", kWarning, true, edge_has_at_most_12_servers},
    TopologyRule{"TOP-88", kAdvice, true, xmpp_partner_is_supported},
    TopologyRule{"TOP-89", kAdvice, true, simple_urls_have_geo_dns},
    TopologyRule{"TOP-90", kAdvice, true, edge_is_sized_for_its_users},
};

static_assert(std::is_sorted(kRules.begin(), kRules.end(),
                             [](const TopologyRule& a, const TopologyRule& b) {
                               return a.id < b.id;
                             }));

void run(const Topology& topology, bool partial, Diagnostics& diagnostics) {
  for (const TopologyRule& rule : kRules) {
    if (partial && !rule.on_partial) continue;
    rule.check(topology, Findings(diagnostics, topology.file, rule.id, rule.severity));
  }
}

}  // namespace

void Findings::add(Mark mark, std::string message) const {
  Diagnostic finding;
  finding.severity = severity_;
  finding.code = "FD12" + std::string(rule_.substr(rule_.find('-') + 1));
  finding.rule = std::string(rule_);
  finding.file = file_;
  finding.mark = mark;
  finding.message = std::move(message);
  diagnostics_.add(std::move(finding));
}

void validate_topology(const Topology& topology, Diagnostics& diagnostics) {
  run(topology, false, diagnostics);
}

void validate_partial_topology(const Topology& topology, Diagnostics& diagnostics) {
  run(topology, true, diagnostics);
}

}  // namespace firedrill
