// The Central Management store (CMD-30 to 33, 41, 42, 44): moving the active master, replication of
// the configuration, publishing a topology again. Files of the configuration stand in
// configuration_files.cpp.
#include "sim/cmdlets/central_management.hpp"

#include "sim/cmdlets/answers.hpp"
#include "sim/cmdlets/arguments.hpp"
#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"
#include "sim/model/components.hpp"

namespace firedrill {
namespace {

// Two sets: with a server and Force (disaster), or Restore, or nothing at all (planned). The binder
// knows which parameter calls for which, because no single one is mandatory in both.
constexpr auto kInvokeCsManagementServerFailoverParameters =
    parameters_of<kTakesConfirm | kTakesReport | kTakesVerbose>({
        at(invoke_cs_management_server_failover::kBackupSqlServerFqdn, "BackupSqlServerFqdn",
           ValueKind::kSqlServer),
        at(invoke_cs_management_server_failover::kForce, "Force", ValueKind::kSwitch),
        at(invoke_cs_management_server_failover::kBackupSqlInstanceName, "BackupSqlInstanceName",
           ValueKind::kText),
        at(invoke_cs_management_server_failover::kBackupMirrorSqlServerFqdn,
           "BackupMirrorSqlServerFqdn", ValueKind::kSqlServer),
        at(invoke_cs_management_server_failover::kBackupMirrorSqlInstanceName,
           "BackupMirrorSqlInstanceName", ValueKind::kText),
        at(invoke_cs_management_server_failover::kRestore, "Restore", ValueKind::kSwitch),
    });

constexpr auto kMoveCsManagementServerParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesReport>({
        at(move_cs_management_server::kConfigurationFileName, "ConfigurationFileName",
           ValueKind::kText),
        at(move_cs_management_server::kLisConfigurationFileName, "LisConfigurationFileName",
           ValueKind::kText),
        at(move_cs_management_server::kTargetFqdn, "TargetFqdn", ValueKind::kText),
    });

constexpr auto kGetCsManagementStoreReplicationStatusParameters = parameters_of<kTakesNothing>({
    at(get_cs_management_store_replication_status::kReplicaFqdn, "ReplicaFqdn",
       ValueKind::kComputer),
    at(get_cs_management_store_replication_status::kCentralManagementStoreStatus,
       "CentralManagementStoreStatus", ValueKind::kSwitch),
});

constexpr auto kInvokeCsManagementStoreReplicationParameters = parameters_of<kTakesForce>({
    at(invoke_cs_management_store_replication::kReplicaFqdn, "ReplicaFqdn", ValueKind::kComputer),
});

constexpr auto kEnableCsTopologyParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesReport>({
        at(enable_cs_topology::kGlobalCatalog, "GlobalCatalog", ValueKind::kText),
        at(enable_cs_topology::kGlobalSettingsDomainController, "GlobalSettingsDomainController",
           ValueKind::kText),
        at(enable_cs_topology::kSkipPrepareCheck, "SkipPrepareCheck", ValueKind::kBoolean),
    });

constexpr auto kPublishCsTopologyParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesReport>({
        at(publish_cs_topology::kFileName, "FileName", ValueKind::kText),
        at(publish_cs_topology::kDocument, "Document", ValueKind::kText),
        at(publish_cs_topology::kFinalizeUninstall, "FinalizeUninstall", ValueKind::kSwitch),
        at(publish_cs_topology::kBackupFileName, "BackupFileName", ValueKind::kText),
    });

constexpr auto kSetCsManagementServerParameters = parameters_of<kTakesConfirm | kTakesForce>({
    at(set_cs_management_server::kIdentity, "Identity", ValueKind::kText),
    at(set_cs_management_server::kReplicationServicePort, "ReplicationServicePort",
       ValueKind::kInteger),
});

/// The pool that a failover leads to: the one of the named server, else the preassigned copy.
Index failover_target(const World& w, const State& s, const BoundCommand& command) {
  namespace p = invoke_cs_management_server_failover;
  if (!given(command, p::kBackupSqlServerFqdn)) return s.cms().standby;
  return place_of_sql(w.topology, entity_of(command, p::kBackupSqlServerFqdn)).pool;
}

/// The live copy stands on the server that the command names, or on the mirror that it names.
bool names_principal(const World& w, const State& s, const BoundCommand& command, Index pool) {
  namespace p = invoke_cs_management_server_failover;
  const BackEndRecord& back_end = s.back_end(ix(w.pool(pool).back_end));
  const bool on_mirror = principal_is_mirror(back_end, DatabaseType::kCentralMgmt);
  const SqlPlace server = place_of_sql(w.topology, entity_of(command, p::kBackupSqlServerFqdn));
  if (server.is_mirror == on_mirror) return true;
  const SqlPlace mirror =
      place_of_sql(w.topology, entity_of(command, p::kBackupMirrorSqlServerFqdn));
  return on_mirror && mirror.pool == pool && mirror.is_mirror;
}

Refusal operation_free(const State& s) {
  if (s.cms().operation == CmsOperation::kNothing) return {};
  return {ErrorCode::kCmsUnavailable,
          "FLT-54",
          "another failover or move of the store is under way",
          {&s.cms().operation, nullptr, nullptr}};
}

/// -Restore re-establishes the store where it was.
Refusal refuse_restore(const World& w, const State& s, Caller caller) {
  const CmsRecord& c = s.cms();
  if (cms_copy_up(w, s, c.active) && connected(w, s, caller.site, w.pool(c.active).site)) return {};
  return {ErrorCode::kDbInaccessible,
          "CMD-30",
          "the database of the store cannot be reached",
          {&c.active, nullptr, nullptr}};
}

/// CMD-30. A copy that can take over must stand where the command says; without -Force the old
/// store has to be reachable too.
Refusal refuse_store_failover(const World& w, const State& s, const BoundCommand& command,
                              Caller caller) {
  namespace p = invoke_cs_management_server_failover;
  const CmsRecord& c = s.cms();
  if (command.what_if) return {};  // FO-1: the question is asked while the store may be dead
  if (const Refusal busy = operation_free(s); !busy.ok()) return busy;
  if (has(command, p::kRestore)) return refuse_restore(w, s, caller);
  const Index pool = failover_target(w, s, command);
  if (pool != kNone && pool == c.active) {
    return {ErrorCode::kDbInaccessible,
            "CMD-30",
            active_master(w, s) == pool ? "the store is already active there"
                                        : "the store itself stands there, not its standby copy",
            {&c.active, &c.standby, nullptr}};
  }
  if (pool == kNone || pool != c.standby) {
    return {ErrorCode::kDbInaccessible,
            "CMD-30",
            "no standby copy of the store stands there",
            {&c.standby, nullptr, nullptr}};
  }
  if (c.standby_version == 0) {  // a copy counts once something has reached it since the last move
    return {ErrorCode::kDbInaccessible,
            "FLT-56",
            "the copy there is not in backup mode: nothing has been sent to it since the store was "
            "last moved; see that the Backup Service runs in both pools, and wait for a cycle",
            {&c.standby_version, nullptr, nullptr}};
  }
  const BackEndRecord& back_end = s.back_end(ix(w.pool(pool).back_end));
  if (given(command, p::kBackupSqlServerFqdn) && !names_principal(w, s, command, pool)) {
    return {ErrorCode::kDbInaccessible,
            "TRAP-02",
            "the live copy of the standby is on the other server; "
            "-BackupMirrorSqlServerFqdn names the mirror",
            {&back_end.on_mirror, nullptr, nullptr}};
  }
  if (!database_available(w, s, pool, DatabaseType::kCentralMgmt) ||
      !connected(w, s, caller.site, w.pool(pool).site)) {
    return {ErrorCode::kDbInaccessible,
            "CMD-30",
            "the standby copy of the store cannot be reached",
            {&back_end.on_mirror, &s.pool(ix(pool)).database_down, nullptr}};
  }
  if (!pool_serving(s, pool) || !cms_services_run(w, s, pool)) {
    return {ErrorCode::kPartnerUnavailable,
            "CMD-30",
            "the services that would run the store do not run at the backup pool",
            {&s.pool(ix(pool)).services, nullptr, nullptr}};
  }
  if (has(command, p::kForce)) return {};
  const Index master = active_master(w, s);
  if (master == kNone || !connected(w, s, caller.site, w.pool(master).site) ||
      !connected(w, s, w.pool(master).site, w.pool(pool).site)) {
    return {ErrorCode::kCmsUnavailable,
            "CMD-30",
            "the old store cannot be reached; a failover without it names the server and takes "
            "-Force",
            {&c.active, nullptr, nullptr}};
  }
  return {};
}

Running run_store_failover(const World& w, Writer& writer, const BoundCommand& command,
                           Caller caller) {
  namespace p = invoke_cs_management_server_failover;
  if (has(command, p::kRestore)) return {w.time(ParameterId::kCmsFailover)};
  const bool forced = has(command, p::kForce);
  start_cms_operation(writer,
                      forced ? CmsOperation::kFailOverForced : CmsOperation::kFailOverPlanned,
                      failover_target(w, writer.state(), command), caller.actor);
  return {Running::kUntilDone};
}

Refusal finish_store_failover(const World& w, Writer& writer, const BoundCommand& command,
                              Caller caller) {
  if (!has(command, invoke_cs_management_server_failover::kRestore)) return {};
  if (const Refusal lost = refuse_restore(w, writer.state(), caller); !lost.ok()) return lost;
  cancel_cms_move(writer);
  set_store_location(writer, writer.state().cms().active);
  return {};
}

/// FO-1: the documented way to learn which pool hosts the store.
void tell_hosting_pool(const World&, Writer& writer, const BoundCommand&, Caller) {
  const CmsRecord& c = writer.state().cms();
  answer(writer, c.active, c.standby, c.version, "pool that hosts the store, and its standby",
         "CMD-30");
}

/// The pool to which a move leads: the one that TargetFqdn names, or in whose site the shell runs.
Index move_target(const World& w, const BoundCommand& command, Caller caller) {
  const Argument* target = command.find(move_cs_management_server::kTargetFqdn);
  Index found = kNone;
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    const Pool& pool = w.topology.pools[p];
    if (target == nullptr) {
      if (pool.site != caller.site) continue;
      if (found != kNone) return kNone;  // more than one pool to run it at
      found = static_cast<Index>(p);
    } else if (same_name(pool.fqdn, target->text)) {
      return static_cast<Index>(p);
    }
  }
  if (target == nullptr) return found;
  for (const FrontEnd& server : w.topology.front_ends) {
    if (same_name(server.fqdn, target->text)) return server.pool;
  }
  return kNone;
}

/// Both files and -Force: the form for a store that is gone.
bool from_files(const BoundCommand& command) {
  return command.force && given(command, move_cs_management_server::kConfigurationFileName) &&
         given(command, move_cs_management_server::kLisConfigurationFileName);
}

Refusal refuse_files(const State& s) {
  const CmsRecord& c = s.cms();
  if (c.exported_version != 0 && c.locations_file != 0) return {};
  return {ErrorCode::kFileNotFound,
          "CMD-31",
          "no such file: configuration and locations have not both been exported",
          {&c.exported_version, &c.locations_file, nullptr}};
}

/// CMD-31, checked at a computer of the target pool.
Refusal refuse_move(const World& w, const State& s, const BoundCommand& command, Caller caller) {
  const CmsRecord& c = s.cms();
  if (const Refusal busy = operation_free(s); !busy.ok()) return busy;
  const Index pool = move_target(w, command, caller);
  if (pool == kNone || (caller.site != kNone && w.pool(pool).site != caller.site)) {
    return {ErrorCode::kNotLocal, "CMD-31", "it runs only on a computer of the target pool", {}};
  }
  if (s.pool(ix(pool)).cms_installed == 0) {
    return {ErrorCode::kDbInaccessible,
            "CMD-31",
            "the target has no Central Management database; install it first (CMD-60)",
            {&s.pool(ix(pool)).cms_installed, nullptr, nullptr}};
  }
  if (!cms_copy_up(w, s, pool)) {
    return {ErrorCode::kDbInaccessible,
            "CMD-31",
            "services or database of the target do not run",
            {&s.pool(ix(pool)).services, nullptr, nullptr}};
  }
  if (pool == c.active) return {};  // FLT-54: cancels a failed move
  if (from_files(command)) return refuse_files(s);
  if (!cms_copy_up(w, s, c.active) || c.scp != c.active ||
      !connected(w, s, w.pool(pool).site, w.pool(c.active).site)) {
    return {ErrorCode::kCmsUnavailable,
            "FLT-54",
            "the old store cannot be made read-only; that needs -Force and both exported files",
            {&c.active, nullptr, nullptr}};
  }
  return {};
}

Running run_move(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  const Index pool = move_target(w, command, caller);
  if (pool == writer.state().cms().active) {
    cancel_cms_move(writer);
    return {w.time(ParameterId::kConfigurationWrite)};
  }
  start_cms_operation(writer, from_files(command) ? CmsOperation::kMoveForced : CmsOperation::kMove,
                      pool, caller.actor);
  return {Running::kUntilDone};
}

/// FLT-55: the computers that need local set-up afterwards.
Refusal list_computers_to_set_up(const World& w, Writer& writer, const BoundCommand& command,
                                 Caller caller) {
  const Index pool = move_target(w, command, caller);
  const Pool& p = w.pool(pool);
  for (int i = 0; i < p.front_end_count; ++i) {
    const auto server = static_cast<Index>(p.first_front_end + i);
    const FrontEndRecord& fe = writer.state().front_end(ix(server));
    if (fe.cms_services != 0 || !in_topology(fe)) continue;
    answer(writer, server, pool, 0, "needs local set-up", "FLT-55");
  }
  return {};
}

bool up_to_date(const CmsRecord& c, std::uint16_t version, std::uint8_t epoch) {
  return version == c.version && epoch == c.epoch;
}

/// CMD-32: the store itself, or a line for each replica. Without a store the fields are empty and
/// no replica can be called up to date (FLT-52).
Running tell_replication_status(const World& w, Writer& writer, const BoundCommand& command,
                                Caller caller) {
  namespace p = get_cs_management_store_replication_status;
  const State& s = writer.state();
  const CmsRecord& c = s.cms();
  const Running running{w.time(ParameterId::kQueryTime)};
  const bool available = configuration_writable(w, s, caller.site);
  if (has(command, p::kCentralManagementStoreStatus)) {
    answer(writer, available ? c.active : kNone, available ? c.file_transfer_agent : kNone,
           available ? c.version : 0, "active master and file transfer agent",
           available ? "CMD-32" : "FLT-52");
    return running;
  }
  const Argument* only = command.find(p::kReplicaFqdn);
  for (std::size_t i = 0; i < w.topology.front_ends.size(); ++i) {
    if (only != nullptr && ix(Index(only->number)) != i) continue;
    const FrontEndRecord& r = s.front_end(i);
    if (!in_topology(r)) continue;
    answer(writer, static_cast<std::int32_t>(i), -1,
           available && up_to_date(c, r.replica_version, r.replica_epoch) ? 1 : 0,
           "replica up to date", "CMD-32");
  }
  for (std::size_t i = 0; i < w.topology.edge_servers.size(); ++i) {
    const std::int64_t number = kEdgeComputerBase + static_cast<std::int64_t>(i);
    if (only != nullptr && only->number != number) continue;
    const auto& r = s.record<EdgeServerRecord>(i);
    answer(writer, static_cast<std::int32_t>(number), -1,
           available && up_to_date(c, r.replica_version, r.replica_epoch) ? 1 : 0,
           "replica up to date", "CMD-32");
  }
  return running;
}

Refusal refuse_without_store(const World& w, const State& s, const BoundCommand&, Caller caller) {
  if (configuration_writable(w, s, caller.site)) return {};
  return {ErrorCode::kCmsUnavailable,
          "CMD-33",
          "there is no store to replicate from",
          {&s.cms().active, nullptr, nullptr}};
}

Running run_replication(const World& w, Writer& writer, const BoundCommand&, Caller) {
  force_replication(writer);
  return {w.time(ParameterId::kQueryTime)};
}

/// CMD-41, CMD-42: what was published is published or activated again; a draft of Topology Builder
/// is not in it, because these cmdlets cannot read its files. What had been published and not
/// enabled acts from then on.
Running republish(const World& w, Writer&, const BoundCommand&, Caller) {
  return {w.time(ParameterId::kPublish)};
}

Refusal finish_republishing(const World& w, Writer& writer, const BoundCommand& command,
                            Caller caller) {
  if (!configuration_writable(w, writer.state(), caller.site)) {
    return {ErrorCode::kCmsUnavailable,
            "INV-43",
            "the store was lost while the topology was published",
            {&writer.state().cms().active, nullptr, nullptr}};
  }
  if (w.cmdlets[command.cmdlet].rule == "CMD-41") enable_edge_settings(writer);
  configuration_written(writer);
  return {};
}

/// A setting of which nothing modelled depends is a new version of the configuration all the same.
Running write_unmodelled_setting(const World& w, Writer& writer, const BoundCommand&, Caller) {
  configuration_written(writer);
  return {w.time(ParameterId::kConfigurationWrite)};
}

}  // namespace

const CmdletDefinition kInvokeCsManagementServerFailover{
    .name = "Invoke-CsManagementServerFailover",
    .rule = "CMD-30",
    .aliases = {},
    .parameters = kInvokeCsManagementServerFailoverParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_store_failover,
    .effect = run_store_failover,
    .completion = finish_store_failover,
    .what_if_answer = tell_hosting_pool,
};

const CmdletDefinition kMoveCsManagementServer{
    .name = "Move-CsManagementServer",
    .rule = "CMD-31",
    .aliases = {},
    .parameters = kMoveCsManagementServerParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_move,
    .effect = run_move,
    .completion = list_computers_to_set_up,
};

const CmdletDefinition kGetCsManagementStoreReplicationStatus{
    .name = "Get-CsManagementStoreReplicationStatus",
    .rule = "CMD-32",
    .aliases = {},
    .parameters = kGetCsManagementStoreReplicationStatusParameters,
    .groups = kUserAdministrators,
    .writes_configuration = false,
    .reads_only = false,  // it answers without a store too, with empty fields (4.1 item 6)
    .not_modelled = {},
    .precondition = nullptr,
    .effect = tell_replication_status,
};

const CmdletDefinition kInvokeCsManagementStoreReplication{
    .name = "Invoke-CsManagementStoreReplication",
    .rule = "CMD-33",
    .aliases = {},
    .parameters = kInvokeCsManagementStoreReplicationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_without_store,
    .effect = run_replication,
};

const CmdletDefinition kEnableCsTopology{
    .name = "Enable-CsTopology",
    .rule = "CMD-41",
    .aliases = {},
    .parameters = kEnableCsTopologyParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = republish,
    .completion = finish_republishing,
};

const CmdletDefinition kPublishCsTopology{
    .name = "Publish-CsTopology",
    .rule = "CMD-42",
    .aliases = {},
    .parameters = kPublishCsTopologyParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = republish,
    .completion = finish_republishing,
};

const CmdletDefinition kSetCsManagementServer{
    .name = "Set-CsManagementServer",
    .rule = "CMD-44",
    .aliases = {},
    .parameters = kSetCsManagementServerParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = write_unmodelled_setting,
};

}  // namespace firedrill
