// What the components offer one another. Each group stands in the source file of its name.
//
// A transition reads State through view.hpp and changes it through Writer; none reads the clock as
// a number. After any change of what runs or is reachable, `infrastructure_changed` lets every
// component draw its conclusions, in the order of the rule book's chapters.
#pragma once

#include <optional>

#include "sim/model/view.hpp"
#include "sim/model/writer.hpp"

namespace firedrill {

// infrastructure.cpp -----------------------------------------------------------------------------
/// Recomputes what follows from machines, links and databases: quorum, groups, clocks, detectors,
/// replication, Backup Service, users.
void infrastructure_changed(Writer& w);
void front_end_started(Writer& w, std::size_t front_end);
void pool_started(Writer& w, Index pool);
void group_promoted(Writer& w, std::size_t group);
/// Stops all Lync services of the pool; its users are signed out, its conferences cut.
void stop_pool(Writer& w, Index pool, std::string_view rule);
void lose_queue(Writer& w, std::size_t front_end);

// back_ends.cpp ----------------------------------------------------------------------------------
void back_ends_changed(Writer& w);
void mirror_automatic_due(Writer& w, std::size_t back_end);
void mirror_manual_due(Writer& w, std::size_t back_end);
void backup_clock_due(Writer& w, Index pool);
void back_end_restored_due(Writer& w, Index pool);
/// Begins Invoke-CsDatabaseFailover; returns through the actor when done.
void start_mirror_switch(Writer& w, Index pool, DatabaseType type, bool to_mirror,
                         std::uint8_t actor);

// registrar.cpp ----------------------------------------------------------------------------------
void detectors_changed(Writer& w);
void detector_due(Writer& w, Index pool);
void failback_check_due(Writer& w, Index pool);
/// To be told before the interval after which `partner` is looked for changes.
void failback_interval_changes(Writer& w, Index partner);

// central_management.cpp -------------------------------------------------------------------------
/// A configuration write at the active master: a new version that replicates.
void configuration_written(Writer& w);
void replication_changed(Writer& w);
void replication_due(Writer& w);
/// Full replication on request (CMD-33), unless an ordinary one is already on its way.
void force_replication(Writer& w);
/// The copy of the store at `pool` could serve: database and pool run.
[[nodiscard]] bool cms_copy_up(const World& world, const State& state, Index pool);
/// The standby is the partner of the active store's pool, once it is installed there.
void standby_follows(Writer& w);
/// Move-CsManagementServer at the old pool after a failed move (FLT-54).
void cancel_cms_move(Writer& w);
void start_cms_operation(Writer& w, CmsOperation operation, Index target, std::uint8_t actor);
void cms_operation_due(Writer& w);
void cms_changed(Writer& w);
/// Runs `f(ConfigItem)` on every item kept in the store.
template <class F>
void for_each_item(Writer& w, F&& f) {
  f(w.state().cms().sync_interval_s);
  f(w.state().cms().xmpp_last);
  for (std::size_t e = 0; e < w.state().count<EdgePoolRecord>(); ++e) {
    f(w.state().record<EdgePoolRecord>(e).next_hop);
    f(w.state().record<EdgePoolRecord>(e).roles);
  }
  for (std::size_t i = 0; i < w.state().count<SiteRecord>(); ++i) {
    f(w.state().record<SiteRecord>(i).federation_route);
    f(w.state().record<SiteRecord>(i).xmpp_route);
  }
  for (std::size_t p = 0; p < w.state().count<PoolRecord>(); ++p) {
    f(w.state().pool(p).media_edge);
  }
}

// configuration.cpp ------------------------------------------------------------------------------
/// A file with the configuration as the store, or without one the replica at `site`, has it.
void export_configuration(Writer& w, Index site);
void import_configuration(Writer& w);
/// The service connection point names the store of `pool`, or none (CMD-43).
void set_store_location(Writer& w, Index pool);
void write_sync_interval(Writer& w, Index seconds);
/// Settings of a pool's Registrar as Set-CsRegistrar writes them; they act when replicated.
struct RegistrarChange {
  std::optional<bool> automatic_failover;
  std::optional<Duration> failure_detection;
  std::optional<Duration> failback_detection;
};
void write_registrar_settings(Writer& w, Index pool, const RegistrarChange& change);
/// How long a pool's users keep full function without its Back End. `scope` is 0 for the global
/// settings, 1 for those of a site, 2 for the pool's own; the nearest count.
void write_backup_store_threshold(Writer& w, Index pool, std::uint8_t scope, Duration threshold);
void reset_backup_store_threshold(Writer& w, Index pool, std::uint8_t scope);
void learn_registrar_settings(Writer& w, Index master);

// topology_edits.cpp -----------------------------------------------------------------------------
void draft_next_hop(Writer& w, Index edge_pool, Index pool);
void draft_pair(Writer& w, Index pool, Index partner, bool automatic_failover);
/// Mirror and witness are the servers that the deployment has for the pool's Back End.
void draft_mirror(Writer& w, Index pool, bool witness);
void draft_no_mirror(Writer& w, Index pool);
void draft_no_witness(Writer& w, Index pool);
void draft_membership(Writer& w, std::size_t front_end, MembershipDraft draft);
/// Something of the pool itself waits to be published.
[[nodiscard]] bool has_draft(const World& world, const State& state, Index pool);
/// TB.Publish: publishes and enables every draft at once.
void publish_drafts(Writer& w);
void write_next_hop(Writer& w, Index edge_pool, Index pool);

// edge.cpp ---------------------------------------------------------------------------------------
/// Topology Builder: what an Edge pool is enabled for, and the Edge pool for a pool's media.
void draft_role(Writer& w, Index edge_pool, Index role, bool enabled);
void draft_media_edge(Writer& w, Index pool, Index edge_pool);
/// Drafts of Edge settings are published; they act once they are enabled too (INV-48).
void publish_edge_drafts(Writer& w);
void enable_edge_settings(Writer& w);
/// Set-CsSite writes the store at once; kNone = not given.
void write_site_routes(Writer& w, Index site, Index federation, Index xmpp);
/// What replication brings to the Edge pools, and to the Front Ends that send to them.
void learn_edge_settings(Writer& w, Index master);
/// Deployment Wizard: the components that match the enabled topology stand on that Edge Server.
void install_edge_components(Writer& w, std::size_t edge_server);
void open_xmpp_port(Writer& w, Index edge_pool, bool open);

// dns.cpp ----------------------------------------------------------------------------------------
void set_xmpp_host(Writer& w, Index domain, Index edge_pool);
/// `priority` kNoSrvRecord takes the record away.
void set_srv_record(Writer& w, Index domain, DnsService service, Index edge_pool,
                    std::uint16_t priority);
void dns_view_down(Writer& w, std::size_t view, bool down);
void dns_record_wrong(Writer& w, Index domain, DnsService service, bool wrong);
void dns_cache_due(Writer& w, std::size_t slot);

// pairing.cpp ------------------------------------------------------------------------------------
void enable_pair(Writer& w, Index pool, Index partner);
void install_cms_database(Writer& w, Index pool);
void remove_cms_database(Writer& w, Index pool);
/// Bootstrapper: the services that match the enabled topology stand on that Front End, not started.
void install_components(Writer& w, std::size_t front_end);

// mirroring.cpp ----------------------------------------------------------------------------------
/// What the published topology now says of a Back End's mirror and witness.
void mirror_published(Writer& w, std::size_t back_end, bool mirror, bool witness);
/// SQL Server mirrors the databases of these types (a bit each) from now on.
void establish_mirror(Writer& w, Index pool, std::uint8_t types);
void remove_mirror(Writer& w, Index pool, DatabaseType type);
void take_witness_away(Writer& w, Index pool);

// services.cpp -----------------------------------------------------------------------------------
void stop_front_end_services(Writer& w, std::size_t front_end);
/// In a pool that runs the server joins after `takes`; otherwise the pool starts as a whole.
void start_front_end_services(Writer& w, std::size_t front_end, Duration takes);
void set_backup_service(Writer& w, std::size_t front_end, bool runs);
void set_edge_services(Writer& w, std::size_t edge_server, bool run);
/// What the published topology now says of a Front End.
void membership_published(Writer& w, std::size_t front_end, bool member);
/// The pool's servers go by the published list as soon as each of them was restarted since; `reset`
/// brings that about at once (FLT-13).
void server_list_changed(Writer& w, Index pool);
void reset_server_list(Writer& w, Index pool);
/// Every Front End in turn; returns through the actor when the last has started.
void restart_all_front_ends(Writer& w, Index pool, std::uint8_t actor);
void restarts_changed(Writer& w);

// fabric.cpp -------------------------------------------------------------------------------------
void reset_services(Writer& w, Index pool, bool start_again);
/// Groups that lost every replica are loaded again from the Back End, and a pool that hangs in
/// starting goes on.
void recover_quorum_loss(Writer& w, Index pool);
void begin_full_reset(Writer& w, Index pool);
void end_full_reset(Writer& w, Index pool);
/// Routing groups have no replica on it any more; others that are ready take its place.
void forget_machine(Writer& w, std::size_t front_end);
/// Routing groups that lack a replica get one on a Front End that is ready.
void complete_groups(Writer& w, Index pool);

// backup_service.cpp -----------------------------------------------------------------------------
/// Something waits on the link: sees to it that a cycle comes.
void link_has_work(Writer& w, Index source, BackupModule module);
void links_changed(Writer& w);
void backup_cycle_due(Writer& w, std::size_t link);
/// Sends at once whatever the partner lacks (CMD-24), and the partner's content home (PRC-CC).
void sync_now(Writer& w, Index source, BackupModule module);
/// Content of `pool`'s store is destroyed.
void lose_content(Writer& w, Index pool, std::string_view rule);

// data.cpp ---------------------------------------------------------------------------------------
/// `count` persistent changes of `user`, acknowledged now where the user is registered.
void write_changes(Writer& w, std::uint32_t user, BackupModule module, std::uint16_t count);
/// What only the home store holds of `pool`'s users and the backup pool never got: told, counted.
void tell_stranded(Writer& w, Index pool);
/// Gives up what only the backup pool holds (disaster-mode failback) or only home (homeTail=lost).
void lose_partner_only(Writer& w, Index pool, BackupModule module, std::string_view rule);
void lose_home_only(Writer& w, std::uint32_t user, int module, std::string_view rule);
/// Copies what was written at the backup pool home (hydration).
void hydrate(Writer& w, Index pool, BackupModule module);
/// What the running cycle carries arrives: from home at the backup, or from the backup at home.
void apply_flying(Writer& w, std::uint32_t user, std::size_t module);
void apply_returning(Writer& w, std::uint32_t user, std::size_t module);
/// A move that carries the data: nothing of the user is outstanding afterwards.
void settle_user_data(Writer& w, std::uint32_t user);
/// The partner holds no copy of what `pool`'s users wrote in `module`: all of it is sent again.
void send_everything_again(Writer& w, Index pool, BackupModule module);
/// Takes `user` out of its home's list of what waits, before it gets another home.
void leave_backlog(Writer& w, std::uint32_t user);
/// Everything of one user is discarded (Move-CsUser -Force).
void discard_user_data(Writer& w, std::uint32_t user);

// users.cpp --------------------------------------------------------------------------------------
void set_mode(Writer& w, std::uint32_t user, UserMode mode);
void register_at(Writer& w, std::uint32_t user, Index pool);
void sign_out(Writer& w, std::uint32_t user);
/// Registrations and modes of `pool`'s users follow the present conditions; those who lost theirs
/// try again within `spread`.
void reconsider_users(Writer& w, Index pool, ParameterId spread = ParameterId::kSignInSpread);
/// Everybody homed on `pool` and registered at `from` is signed out and signs in again.
void send_users_away(Writer& w, Index pool, Index from);
void sign_in_due(Writer& w, std::uint32_t user);
void session_due(Writer& w, std::uint32_t user);
void end_conference(Writer& w, std::uint32_t user, bool cut);
void cut_conferences(Writer& w, Index pool);
void conference_due(Writer& w, std::uint32_t user);
template <class F>
void for_each_user_of(const World& world, const State& state, Index pool, F&& f) {
  const PoolRange& range = world.range(pool);
  bool moved = false;
  for (std::uint32_t u = range.first_user; u < range.first_user + range.users; ++u) {
    if (state.user(u).home == pool) f(u);
    moved = moved || state.user(u).moved != 0;
  }
  // Users that were moved here stand in another pool's range; moves are rare, so a scan is fine.
  if (state.cms().users_moved == 0xff) return;
  for (std::uint32_t u = 0; u < state.count<UserRecord>(); ++u) {
    const bool outside = u < range.first_user || u >= range.first_user + range.users;
    if (outside && state.user(u).home == pool) f(u);
  }
}
void move_user(Writer& w, std::uint32_t user, Index target, bool force);

// pools.cpp --------------------------------------------------------------------------------------
void start_failover(Writer& w, Index pool, bool disaster, Duration wait_time, std::uint8_t actor);
void start_failback(Writer& w, Index pool, bool disaster, std::uint8_t actor);
void pool_operation_due(Writer& w, Index pool);
/// Partner, home or store lost under a running operation: it ends as the rule book lists.
void pool_operations_changed(Writer& w);
/// A planned failover's link ran dry.
void drain_progress(Writer& w, Index pool);
void learn_state(Writer& w, Index pool);
/// Set-CsRegistrarConfiguration -PoolState: the state as somebody writes it by hand.
void write_pool_state(Writer& w, Index pool, PoolState state);

// load.cpp ---------------------------------------------------------------------------------------
void arrival_due(Writer& w, std::size_t arrival);
void queue_delivery_due(Writer& w, std::size_t front_end);
void queue_item(Writer& w, std::uint32_t user);
/// FLT-44: what waits on the ready Front Ends of `pool` goes into files.
void flush_queues(Writer& w, Index pool);
void start_load(Writer& w);

// faults.cpp -------------------------------------------------------------------------------------
void fault_due(Writer& w, std::size_t fault);
void repair_due(Writer& w, std::size_t fault);
/// Strikes or mends without a plan entry.
void strike(Writer& w, const FaultSpec& fault);
void mend(Writer& w, const FaultSpec& fault);
/// The fault `item` of World::menu strikes now at place `fault` (after the plan's own); it is
/// mended after `repair_after`, or never when that is 0.
void strike_added(Writer& w, std::size_t fault, std::uint16_t item, Duration repair_after);
void arm_faults_at_start(Writer& w);
/// Faults and monitors that wait for a step of an actor.
void step_completed(Writer& w, std::uint8_t actor, std::uint16_t step);

// actors.cpp -------------------------------------------------------------------------------------
void actor_due(Writer& w, std::size_t actor);
/// Why `actor` would be refused if it ran `command` now; ok where it would not be.
[[nodiscard]] Refusal refusal_of(const World& world, const State& state, std::size_t actor,
                                 const BoundCommand& command);
/// The same of somebody with all rights at `site`, who has no part in the plan.
[[nodiscard]] Refusal refusal_at(const World& world, const State& state, Index site,
                                 const BoundCommand& command);
/// The long-running command that `actor` waits for came to an end.
void finish_command(Writer& w, std::uint8_t actor, ErrorCode code, std::string_view rule,
                    std::string_view detail);
void arm_actors_at_start(Writer& w);

// monitors.cpp -----------------------------------------------------------------------------------
/// A fault struck or was mended: what has to hold within a while of the last one counts anew.
void monitors_after_fault(Writer& w);
void arm_monitors_at_start(Writer& w);
void monitor_due(Writer& w, std::size_t monitor);
/// At the end of every instant: conditions that waited for a state, `always`, `never`, `within`.
void conditions_changed(Writer& w);
[[nodiscard]] bool holds(const World& world, const State& state, const Condition& condition);

// step.cpp ---------------------------------------------------------------------------------------
/// One event: the timer `slot` fires at state.now().
void step(Writer& w, Slot slot);
/// Arms everything that is pending at the start.
void start(Writer& w);
/// Recomputes the derived counts from the records; equal to the maintained ones at all times.
void rebuild_indices(const World& world, State& state);

}  // namespace firedrill
