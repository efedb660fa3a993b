// Questions about a State that several components ask. Each is a pure function; each stands once.
#pragma once

#include "sim/model/state.hpp"
#include "sim/model/world.hpp"

namespace firedrill {

// machines ---------------------------------------------------------------------------------------
/// The machine runs (its services may be stopped by hand or still starting).
[[nodiscard]] bool machine_up(const FrontEndRecord& front_end);
[[nodiscard]] bool machine_up(const EdgeServerRecord& server);
/// The pool's servers count it among them (what the topology says may differ, see Membership).
[[nodiscard]] bool counts_in_pool(const FrontEndRecord& front_end);
/// The published topology names it.
[[nodiscard]] bool in_topology(const FrontEndRecord& front_end);
/// How many Front Ends the pool's servers count.
[[nodiscard]] int front_ends_of(const World& world, const State& state, Index pool);
/// The machine runs and its Lync services are there, as far as the machine alone decides.
[[nodiscard]] bool front_end_ready(const FrontEndRecord& front_end);
[[nodiscard]] bool sql_serves(const State& state, Index instance);
[[nodiscard]] bool sql_machine_up(const State& state, Index instance);
/// No WAN cut between the two sites (the same site: always). Site loss cuts components, not people.
[[nodiscard]] bool connected(const World& world, const State& state, Index site_a, Index site_b);

// Front Ends and quorum (FLT-04 to FLT-07) -------------------------------------------------------
struct QuorumAnswer {
  int votes = 0;
  int needed = 0;
  [[nodiscard]] bool holds() const { return votes >= needed; }
};
[[nodiscard]] int start_table(int front_ends);
/// Functional quorum of `pool` with its present machines; counts machines whose services could run.
[[nodiscard]] QuorumAnswer functional_quorum(const World& world, const State& state, Index pool);
[[nodiscard]] bool start_quorum(const World& world, const State& state, Index pool);

// databases (FLT-20 to FLT-27) -------------------------------------------------------------------
[[nodiscard]] bool database_available(const World& world, const State& state, Index pool,
                                      DatabaseType type);
/// The User database as the pool's own Front Ends can see it (FLT-30).
[[nodiscard]] bool back_end_visible(const World& world, const State& state, Index pool);
[[nodiscard]] bool principal_is_mirror(const BackEndRecord& back_end, DatabaseType type);

// pools ------------------------------------------------------------------------------------------
[[nodiscard]] bool pool_serving(const State& state, Index pool);                   // up(P)
[[nodiscard]] bool pool_full(const World& world, const State& state, Index pool);  // full(P)
[[nodiscard]] Index backup_of(const State& state, Index pool);                     // bk(P) or kNone
[[nodiscard]] bool file_store_up(const World& world, const State& state, Index pool);
[[nodiscard]] bool any_machine_up(const World& world, const State& state, Index pool);

// Edge -------------------------------------------------------------------------------------------
[[nodiscard]] bool edge_pool_up(const World& world, const State& state, Index edge_pool);
/// Some machine of it is up, whether its services run or not: its replica is written then.
[[nodiscard]] bool any_edge_machine_up(const World& world, const State& state, Index edge_pool);
[[nodiscard]] bool edge_server_ready(const EdgeServerRecord& server);
/// The Edge pool runs, and its next hop runs and can be reached from it (FLT-72).
[[nodiscard]] bool edge_leads_in(const World& world, const State& state, Index edge_pool);
/// It leads in, and from its next hop to `pool`.
[[nodiscard]] bool edge_leads_to(const World& world, const State& state, Index edge_pool,
                                 Index pool);
/// Some Edge pool leads in whose next hop reaches `pool`.
[[nodiscard]] bool remote_path(const World& world, const State& state, Index pool);
/// The Front Ends of `pool` reach the Edge pool: WAN and inner firewall (TOP-84).
[[nodiscard]] bool reaches_edge(const World& world, const State& state, Index pool,
                                Index edge_pool);
/// Some ready server of the Edge pool has the components of that role; of XMPP, knows it where that
/// takes a start of its services (MA-43).
[[nodiscard]] bool edge_installed(const World& world, const State& state, Index edge_pool,
                                  Index role);
/// So it is, and the replica says that the Edge pool is enabled for the role.
[[nodiscard]] bool edge_carries(const World& world, const State& state, Index edge_pool,
                                Index role);

// names outside ----------------------------------------------------------------------------------
/// The records of that kind are answered outside, and rightly.
[[nodiscard]] bool dns_answers(const State& state, Index domain, DnsService service);
/// SIP domain of a user's address; a fixed pattern.
[[nodiscard]] Index domain_of(const World& world, std::uint32_t user);
[[nodiscard]] const ZoneTargetRecord& zone_target(const World& world, const State& state,
                                                  Index domain, Index edge_pool);
/// The Edge pool at which one who follows the SRV records arrives, and how many that come first
/// did not answer (TOP-79, INV-82).
struct WayIn {
  Index edge_pool = kNone;
  int unanswered = 0;
};
/// A client that signs in goes on until an Edge pool takes it to `pool` (TOP-78, FLT-71).
[[nodiscard]] WayIn sign_in_way(const World& world, const State& state, Index domain, Index pool);
/// A federation partner goes on to another priority where nobody answers (TOP-77); among equals it
/// tries one.
[[nodiscard]] WayIn federation_way(const World& world, const State& state, Index domain);
/// `user`, who is not signed in, can find `pool` by DNS, or without it by DHCP (FLT-73).
[[nodiscard]] bool finds_registrar(const World& world, const State& state, std::uint32_t user,
                                   Index pool);

// Central Management store -----------------------------------------------------------------------
/// Some ready Front End of `pool` has the Central Management services (FLT-55, TRAP-66).
[[nodiscard]] bool cms_services_run(const World& world, const State& state, Index pool);
/// The pool whose copy accepts configuration writes now (AM), or kNone.
[[nodiscard]] Index active_master(const World& world, const State& state);
/// The field that explains best why there is no active master: the host's services, a running move.
[[nodiscard]] const void* master_evidence(const State& state);
/// AM as an administrator at `site` can reach it.
[[nodiscard]] bool configuration_writable(const World& world, const State& state, Index site);

// users ------------------------------------------------------------------------------------------
[[nodiscard]] bool user_path(const World& world, const State& state, std::uint32_t user,
                             Index pool);
/// When the oldest change that the link has not applied was made: it waits, or is under way; unset
/// where there is none.
[[nodiscard]] Instant oldest_unapplied(const LinkRecord& link);
/// The pool that would accept a registration of `user` now, or kNone.
[[nodiscard]] Index accepting_registrar(const World& world, const State& state, std::uint32_t user);
/// The same for one who is not signed in yet: that pool has to be found.
[[nodiscard]] Index sign_in_registrar(const World& world, const State& state, std::uint32_t user);
/// The mode of `user` when registered at `pool` now.
[[nodiscard]] UserMode mode_at(const World& world, const State& state, std::uint32_t user,
                               Index pool);
[[nodiscard]] std::uint32_t group_of(const World& world, std::uint32_t user);
/// Whether `user` may make a persistent change now (contacts, scheduling, content).
[[nodiscard]] bool can_write(const World& world, const State& state, std::uint32_t user);

// Backup Service ---------------------------------------------------------------------------------
[[nodiscard]] constexpr std::size_t link_number(Index source, BackupModule module) {
  return static_cast<std::size_t>(source) * 3 + static_cast<std::size_t>(module);
}
[[nodiscard]] bool backup_service_runs(const World& world, const State& state, Index pool);
[[nodiscard]] bool link_open(const World& world, const State& state, Index source,
                             BackupModule module);
[[nodiscard]] LinkStatus link_status(const World& world, const State& state, Index source,
                                     BackupModule module);
[[nodiscard]] Duration sync_interval(const State& state);
/// The last instant at which what waits on the link is no older than one interval; unset = nothing
/// waits.
[[nodiscard]] Instant steady_until(const State& state, Index source, BackupModule module);

}  // namespace firedrill
