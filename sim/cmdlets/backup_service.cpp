// The Backup Service of a pair (CMD-03, 09, 10, 20 to 26): its settings, its status for one
// direction at one instant, and the synchronisations an administrator asks for.
#include "sim/cmdlets/backup_service.hpp"

#include "sim/cmdlets/answers.hpp"
#include "sim/cmdlets/arguments.hpp"
#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"
#include "sim/model/components.hpp"
#include "sim/topology/names.hpp"

namespace firedrill {
namespace {

constexpr std::int64_t kSyncIntervalMinMs = 5'000;
constexpr std::int64_t kSyncIntervalMaxMs = 3 * 3'600'000;

// Three vocabularies for the same modules (TRAP-05): this cmdlet takes dotted names, and the short
// ones as aliases. The first three agree with the model's BackupModule.
constexpr std::array<std::string_view, 4> kSyncModules{
    "UserServices.PresenceFocus", "ConfServices.DataConf", "CentralMgmt.CMSMaster", "All"};
constexpr std::array<std::string_view, 4> kComparedModules{"PresenceFocus", "DataConf",
                                                           "CentralMgmt", "All"};
// TRAP-22: beside server administrators, as the topic says, a list may ask for the status; by
// default it is the page's.
constexpr std::string_view kStatusReaders = "Schema admins";

constexpr auto kGetCsPoolBackupRelationshipParameters =
    parameters_of<kTakesForce | kTakesLocalStore>({
        at(get_cs_pool_backup_relationship::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
    });

constexpr std::array<std::string_view, 2> kInvokeCsStorageServiceFlushFlushTypeValues{
    "FullFlush", "SteadyStateFlush"};
constexpr std::array<std::string_view, 2> kInvokeCsStorageServiceFlushBindingValues{"NetNamedPipe",
                                                                                    "NetTCP"};
constexpr auto kInvokeCsStorageServiceFlushParameters = parameters_of<kTakesForce>({
    at(invoke_cs_storage_service_flush::kFlushType, "FlushType", ValueKind::kEnumeration)
        .one_of(kInvokeCsStorageServiceFlushFlushTypeValues)
        .required(),
    at(invoke_cs_storage_service_flush::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
    at(invoke_cs_storage_service_flush::kBinding, "Binding", ValueKind::kEnumeration)
        .one_of(kInvokeCsStorageServiceFlushBindingValues),
    at(invoke_cs_storage_service_flush::kHostNameStorageService, "HostNameStorageService",
       ValueKind::kText),
    at(invoke_cs_storage_service_flush::kWaitTime, "WaitTime", ValueKind::kTimeSpan),
});

constexpr auto kDebugCsInterPoolReplicationParameters = parameters_of<kTakesForce>({
    at(debug_cs_inter_pool_replication::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
    at(debug_cs_inter_pool_replication::kBackupModule, "BackupModule", ValueKind::kEnumeration)
        .one_of(kComparedModules),
});

constexpr auto kDebugCsIntraPoolReplicationParameters = parameters_of<kTakesForce>({
    at(debug_cs_intra_pool_replication::kUserUri, "UserUri", ValueKind::kText),
    at(debug_cs_intra_pool_replication::kConferenceDirectory, "ConferenceDirectory",
       ValueKind::kText),
    at(debug_cs_intra_pool_replication::kPoolFqdn, "PoolFqdn", ValueKind::kPool),
});

constexpr auto kGetCsBackupServiceConfigurationParameters = parameters_of<kTakesLocalStore>({
    at(get_cs_backup_service_configuration::kIdentity, "Identity", ValueKind::kText),
    at(get_cs_backup_service_configuration::kFilter, "Filter", ValueKind::kText),
});

constexpr auto kSetCsBackupServiceConfigurationParameters =
    parameters_of<kTakesConfirm | kTakesForce>({
        at(set_cs_backup_service_configuration::kIdentity, "Identity", ValueKind::kText),
        at(set_cs_backup_service_configuration::kSyncInterval, "SyncInterval", ValueKind::kTimeSpan)
            .within(kSyncIntervalMinMs, kSyncIntervalMaxMs, "INV-133"),
        at(set_cs_backup_service_configuration::kMaxConcurrentCalls, "MaxConcurrentCalls",
           ValueKind::kInteger),
        at(set_cs_backup_service_configuration::kMaxBatchesPerUserStoreSync,
           "MaxBatchesPerUserStoreSync", ValueKind::kInteger),
        at(set_cs_backup_service_configuration::kMaxBatchesPerCmsSync, "MaxBatchesPerCmsSync",
           ValueKind::kInteger),
        at(set_cs_backup_service_configuration::kMaxDataConfPackageSizeKB,
           "MaxDataConfPackageSizeKB", ValueKind::kInteger),
        at(set_cs_backup_service_configuration::kAuthorizedUniversalGroups,
           "AuthorizedUniversalGroups", ValueKind::kText),
        at(set_cs_backup_service_configuration::kAuthorizedLocalAccounts, "AuthorizedLocalAccounts",
           ValueKind::kText),
        at(set_cs_backup_service_configuration::kInstance, "Instance", ValueKind::kText),
    });

constexpr auto kRemoveCsBackupServiceConfigurationParameters =
    parameters_of<kTakesConfirm | kTakesForce>({
        at(remove_cs_backup_service_configuration::kIdentity, "Identity", ValueKind::kText)
            .required(),
    });

constexpr auto kGetCsBackupServiceStatusParameters = parameters_of<kTakesForce>({
    at(get_cs_backup_service_status::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
    at(get_cs_backup_service_status::kCategory, "Category", ValueKind::kEnumeration)
        .one_of(kBackupCategories),
});

constexpr auto kInvokeCsBackupServiceSyncParameters = parameters_of<kTakesForce>({
    at(invoke_cs_backup_service_sync::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
    at(invoke_cs_backup_service_sync::kBackupModule, "BackupModule", ValueKind::kEnumeration)
        .one_of(kSyncModules),
});

constexpr auto kBackupCsPoolParameters = parameters_of<kTakesConfirm | kTakesForce |
                                                       kTakesLocalStore | kTakesReport>({
    at(backup_cs_pool::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
    at(backup_cs_pool::kCategory, "Category", ValueKind::kEnumeration).one_of(kBackupCategories),
    at(backup_cs_pool::kFullBackup, "FullBackup", ValueKind::kSwitch),
    at(backup_cs_pool::kSteadyState, "SteadyState", ValueKind::kSwitch),
    at(backup_cs_pool::kFailedOverPoolOnly, "FailedOverPoolOnly", ValueKind::kSwitch),
    at(backup_cs_pool::kRetryCount, "RetryCount", ValueKind::kInteger).within(0, 1000, "CMD-25"),
    at(backup_cs_pool::kWaitTime, "WaitTime", ValueKind::kTimeSpan),
});

constexpr auto kSyncCsUserDataParameters = parameters_of<kTakesLocalStore>({
    at(sync_cs_user_data::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
    at(sync_cs_user_data::kRoutingGroup, "RoutingGroup", ValueKind::kText),
    at(sync_cs_user_data::kTarget, "Target", ValueKind::kSwitch),
});

constexpr std::string_view kStatusNames[] = {"NotInitialized", "Syncing", "SteadyState",
                                             "FinalState", "Error"};

/// Modules of a category: UserData or CMS, or every module when none is given.
bool in_category(const Argument* category, BackupModule module) {
  if (category == nullptr) return true;
  return (category->number == 1) == (module == BackupModule::kCmsMaster);
}

Refusal refuse_unpaired(const State& s, Index pool, std::string_view rule) {
  if (backup_of(s, pool) != kNone) return {};
  return {ErrorCode::kNoBackupPool,
          rule,
          "the pool has no backup pool",
          {&s.pool(ix(pool)).backup, nullptr, nullptr}};
}

/// CMD-24, CMD-26: the Backup Service runs on both sides, and the way to the partner and to its
/// file store is open.
Refusal refuse_sync(const World& w, const State& s, Index pool, std::string_view rule) {
  if (const Refusal unpaired = refuse_unpaired(s, pool, rule); !unpaired.ok()) return unpaired;
  const Index partner = backup_of(s, pool);
  if (s.pool(ix(pool)).backup_service_installed == 0) {
    return {ErrorCode::kSvcNotInstalled,
            rule,
            "the Backup Service is not installed; run the Bootstrapper on every Front End",
            {&s.pool(ix(pool)).backup_service_installed, nullptr, nullptr}};
  }
  if (!backup_service_runs(w, s, pool)) {
    return {ErrorCode::kPoolDown,
            rule,
            "the Backup Service does not run at this pool",
            {&s.pool(ix(pool)).services, nullptr, nullptr}};
  }
  if (!backup_service_runs(w, s, partner) || !file_store_up(w, s, partner) ||
      !connected(w, s, w.pool(pool).site, w.pool(partner).site)) {
    return {ErrorCode::kPartnerUnavailable,
            rule,
            "the partner's Backup Service or file store cannot be reached",
            {&s.pool(ix(partner)).services, nullptr, nullptr}};
  }
  return {};
}

/// CMD-03: no line for a pool without a partner.
Running tell_relationship(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  const Index pool = pool_of(command, get_cs_pool_backup_relationship::kPoolFqdn);
  answer(writer, pool, backup_of(writer.state(), pool), 0, "backup pool", "CMD-03");
  return {w.time(ParameterId::kQueryTime)};
}

Refusal refuse_flush(const World& w, const State& s, const BoundCommand& command, Caller caller) {
  const Index pool = pool_of(command, invoke_cs_storage_service_flush::kPoolFqdn);
  if (pool_serving(s, pool) && connected(w, s, caller.site, w.pool(pool).site)) return {};
  return {ErrorCode::kPoolUnreachable,
          "CMD-09",
          "no Storage Service of the pool can be reached",
          {&s.pool(ix(pool)).services, nullptr, nullptr}};
}

/// FLT-44: what is flushed to files does not come back by itself.
Running run_flush(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  flush_queues(writer, pool_of(command, invoke_cs_storage_service_flush::kPoolFqdn));
  return {w.time(ParameterId::kQueryTime)};
}

Refusal refuse_comparison(const World&, const State& s, const BoundCommand& command, Caller) {
  return refuse_unpaired(s, pool_of(command, debug_cs_inter_pool_replication::kPoolFqdn), "CMD-10");
}

/// CMD-10: what the partner lacks, by module.
Running tell_differences(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  namespace p = debug_cs_inter_pool_replication;
  const Index pool = pool_of(command, p::kPoolFqdn);
  const Argument* only = command.find(p::kBackupModule);
  for (int m = 0; m < 3; ++m) {
    if (only != nullptr && only->number < 3 && only->number != m) continue;
    const LinkRecord& l = writer.state().link(link_number(pool, static_cast<BackupModule>(m)));
    answer(writer, pool, m, std::int64_t{l.waiting} + l.in_flight, "changes the partner lacks",
           "CMD-10");
  }
  return {w.time(ParameterId::kQueryTime)};
}

Running tell_configuration(const World& w, Writer& writer, const BoundCommand&, Caller) {
  answer(writer, -1, -1, std::int64_t{writer.state().cms().sync_interval_s.master} * 1000,
         "SyncInterval in milliseconds", "CMD-20");
  return {w.time(ParameterId::kQueryTime)};
}

/// FLT-61: what a cycle carries at most is a parameter of the scenario and stays so.
Refusal refuse_configuration(const World& w, const State&, const BoundCommand& command, Caller) {
  namespace p = set_cs_backup_service_configuration;
  const Argument* batches = command.find(p::kMaxBatchesPerUserStoreSync);
  const Argument* package = command.find(p::kMaxDataConfPackageSizeKB);
  if (batches != nullptr && batches->number != w.number(ParameterId::kSyncBatchesPerCycle)) {
    return {ErrorCode::kNotModelled,
            "CMD-21",
            "the limit of a cycle is the parameter syncBatchesPerCycle; set it for the whole drill",
            {}};
  }
  if (package != nullptr && package->number != w.number(ParameterId::kSyncPackageKb)) {
    return {ErrorCode::kNotModelled,
            "CMD-21",
            "the limit of a cycle is the parameter syncPackageKb; set it for the whole drill",
            {}};
  }
  return {};
}

/// CMD-21. Concurrent calls and batches of the store bound nothing that a drill reaches.
Running run_configuration(const World& w, Writer& writer, const BoundCommand& command,
                          Caller caller) {
  const Argument* interval = command.find(set_cs_backup_service_configuration::kSyncInterval);
  if (given(command, set_cs_backup_service_configuration::kAuthorizedUniversalGroups)) {
    const CmsRecord& c = writer.state().cms();
    writer.put(c.readers_actor, static_cast<std::uint8_t>(caller.actor + 1));
    writer.put(c.readers_step, writer.state().record<ActorRecord>(caller.actor).step);
  }
  if (interval == nullptr) {
    configuration_written(writer);
  } else {
    write_sync_interval(writer, static_cast<Index>(interval->number / 1000));
  }
  return {w.time(ParameterId::kConfigurationWrite)};
}

/// CMD-22 deletes nothing: everything is as it was by default.
Running reset_configuration(const World& w, Writer& writer, const BoundCommand&, Caller) {
  writer.put(writer.state().cms().readers_actor, std::uint8_t{0});
  writer.put(writer.state().cms().readers_step, std::uint16_t{0});
  write_sync_interval(writer, kSyncIntervalDefault);
  return {w.time(ParameterId::kConfigurationWrite)};
}

/// The groups that may ask for the status, separated by commas, as last set (TRAP-22).
std::string_view status_readers(const World& w, const State& s) {
  const CmsRecord& c = s.cms();
  if (c.readers_actor == 0) return kStatusReaders;
  const BoundCommand& set = w.actors[c.readers_actor - 1U].performed(c.readers_step).command;
  const Argument* groups =
      set.find(set_cs_backup_service_configuration::kAuthorizedUniversalGroups);
  return groups == nullptr ? kStatusReaders : groups->text;
}

bool listed(std::string_view groups, std::string_view group) {
  while (!groups.empty()) {
    const std::size_t comma = std::min(groups.find(','), groups.size());
    std::string_view one = groups.substr(0, comma);
    one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
    one = one.substr(0, one.find_last_not_of(' ') + 1);
    if (same_name(one, group)) return true;
    groups.remove_prefix(std::min(comma + 1, groups.size()));
  }
  return false;
}

Refusal refuse_status(const World& w, const State& s, const BoundCommand& command, Caller caller) {
  if (caller.actor < w.actors.size() && !w.actors[caller.actor].groups.empty()) {
    bool allowed = false;
    for (const std::string& group : w.actors[caller.actor].groups) {
      allowed = allowed || listed(status_readers(w, s), group);
      for (const std::string_view one : kServerAdministrators) allowed = allowed || one == group;
    }
    if (!allowed) {
      return {ErrorCode::kPermission,
              "INV-132",
              "the account is in no group that may read the status (TRAP-22)",
              {&s.cms().readers_step, nullptr, nullptr}};
    }
  }
  return refuse_unpaired(s, pool_of(command, get_cs_backup_service_status::kPoolFqdn), "CMD-23");
}

/// CMD-23: one line a module, for the direction from this pool, at this instant.
Running tell_status(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  namespace p = get_cs_backup_service_status;
  const Index pool = pool_of(command, p::kPoolFqdn);
  for (int m = 0; m < 3; ++m) {
    const auto module = static_cast<BackupModule>(m);
    if (!in_category(command.find(p::kCategory), module)) continue;
    const LinkStatus status = link_status(w, writer.state(), pool, module);
    answer(writer, pool, m, static_cast<int>(status), kStatusNames[static_cast<int>(status)],
           "CMD-23");
  }
  return {w.time(ParameterId::kQueryTime)};
}

Refusal refuse_invoked_sync(const World& w, const State& s, const BoundCommand& command, Caller) {
  return refuse_sync(w, s, pool_of(command, invoke_cs_backup_service_sync::kPoolFqdn), "CMD-24");
}

/// CMD-24 returns at once; CMD-23 shows how far the copy is.
Running run_sync(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  namespace p = invoke_cs_backup_service_sync;
  const Index pool = pool_of(command, p::kPoolFqdn);
  const Argument* only = command.find(p::kBackupModule);
  for (int m = 0; m < 3; ++m) {
    if (only != nullptr && only->number < 3 && only->number != m) continue;
    sync_now(writer, pool, static_cast<BackupModule>(m));
  }
  return {w.time(ParameterId::kQueryTime)};
}

Refusal refuse_backup(const World& w, const State& s, const BoundCommand& command, Caller) {
  namespace p = backup_cs_pool;
  const Index pool = pool_of(command, p::kPoolFqdn);
  if (const Refusal closed = refuse_sync(w, s, pool, "CMD-25"); !closed.ok()) return closed;
  if (!has(command, p::kFailedOverPoolOnly)) return {};
  if (s.pool(ix(pool)).state == PoolState::kFailedOver) return {};
  return {ErrorCode::kNotFailedOver,
          "CMD-25",
          "the pool is not failed over, and -FailedOverPoolOnly asks for that",
          {&s.pool(ix(pool)).state, nullptr, nullptr}};
}

/// The state that the backup waits for is there: final, or steady, which includes final (TRAP-23).
bool backup_may_begin(const World& w, const State& s, const BoundCommand& command) {
  namespace p = backup_cs_pool;
  const bool full = has(command, p::kFullBackup);
  if (!full && !has(command, p::kSteadyState)) return true;
  const Index pool = pool_of(command, p::kPoolFqdn);
  for (int m = 0; m < 3; ++m) {
    const auto module = static_cast<BackupModule>(m);
    if (!in_category(command.find(p::kCategory), module)) continue;
    if (module == BackupModule::kCmsMaster && s.cms().active != pool) continue;
    const LinkStatus status = link_status(w, s, pool, module);
    const bool reached =
        status == LinkStatus::kFinalState || (!full && status == LinkStatus::kSteadyState);
    if (!reached) return false;
  }
  return true;
}

/// CMD-25 asks for the modules of its category at once, and looks again after WaitTime (or a
/// SyncInterval, for want of a documented default) as often as RetryCount allows.
Running run_backup(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  namespace p = backup_cs_pool;
  const Index pool = pool_of(command, p::kPoolFqdn);
  for (int m = 0; m < 3; ++m) {
    const auto module = static_cast<BackupModule>(m);
    if (in_category(command.find(p::kCategory), module)) sync_now(writer, pool, module);
  }
  if (backup_may_begin(w, writer.state(), command)) return {w.time(ParameterId::kQueryTime)};
  const Argument* wait = command.find(p::kWaitTime);
  const Argument* retries = command.find(p::kRetryCount);
  const Duration pause = wait == nullptr ? sync_interval(writer.state()) : Duration(wait->number);
  return {pause * (retries == nullptr ? 1 : retries->number + 1)};
}

Refusal finish_backup(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  if (backup_may_begin(w, writer.state(), command)) return {};
  return {ErrorCode::kSyncTimeout,
          "CMD-25",
          "the state that the backup waits for was not reached in time",
          {}};
}

Refusal refuse_user_sync(const World& w, const State& s, const BoundCommand& command, Caller) {
  return refuse_sync(w, s, pool_of(command, sync_cs_user_data::kPoolFqdn), "CMD-26");
}

Running run_user_sync(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  sync_now(writer, pool_of(command, sync_cs_user_data::kPoolFqdn), BackupModule::kPresenceFocus);
  return {w.time(ParameterId::kQueryTime)};
}

}  // namespace

const CmdletDefinition kGetCsPoolBackupRelationship{
    .name = "Get-CsPoolBackupRelationship",
    .rule = "CMD-03",
    .aliases = {},
    .parameters = kGetCsPoolBackupRelationshipParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = tell_relationship,
};

const CmdletDefinition kInvokeCsStorageServiceFlush{
    .name = "Invoke-CsStorageServiceFlush",
    .rule = "CMD-09",
    .aliases = {},
    .parameters = kInvokeCsStorageServiceFlushParameters,
    .groups = kServerRoles,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_flush,
    .effect = run_flush,
};

const CmdletDefinition kDebugCsInterPoolReplication{
    .name = "Debug-CsInterPoolReplication",
    .rule = "CMD-10",
    .aliases = {},
    .parameters = kDebugCsInterPoolReplicationParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = refuse_comparison,
    .effect = tell_differences,
};

const CmdletDefinition kDebugCsIntraPoolReplication{
    .name = "Debug-CsIntraPoolReplication",
    .rule = "CMD-10",
    .aliases = {},
    .parameters = kDebugCsIntraPoolReplicationParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = answer_query,
};

const CmdletDefinition kGetCsBackupServiceConfiguration{
    .name = "Get-CsBackupServiceConfiguration",
    .rule = "CMD-20",
    .aliases = {},
    .parameters = kGetCsBackupServiceConfigurationParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = tell_configuration,
};

const CmdletDefinition kSetCsBackupServiceConfiguration{
    .name = "Set-CsBackupServiceConfiguration",
    .rule = "CMD-21",
    .aliases = {},
    .parameters = kSetCsBackupServiceConfigurationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_configuration,
    .effect = run_configuration,
};

const CmdletDefinition kRemoveCsBackupServiceConfiguration{
    .name = "Remove-CsBackupServiceConfiguration",
    .rule = "CMD-22",
    .aliases = {},
    .parameters = kRemoveCsBackupServiceConfigurationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = reset_configuration,
};

const CmdletDefinition kGetCsBackupServiceStatus{
    .name = "Get-CsBackupServiceStatus",
    .rule = "CMD-23",
    .aliases = {},
    .parameters = kGetCsBackupServiceStatusParameters,
    .groups = {},  // its precondition knows the list
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = refuse_status,
    .effect = tell_status,
};

const CmdletDefinition kInvokeCsBackupServiceSync{
    .name = "Invoke-CsBackupServiceSync",
    .rule = "CMD-24",
    .aliases = {},
    .parameters = kInvokeCsBackupServiceSyncParameters,
    .groups = kServerRoles,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_invoked_sync,
    .effect = run_sync,
};

const CmdletDefinition kBackupCsPool{
    .name = "Backup-CsPool",
    .rule = "CMD-25",
    .aliases = {},
    .parameters = kBackupCsPoolParameters,
    .groups = kServerRoles,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_backup,
    .effect = run_backup,
    .completion = finish_backup,
};

const CmdletDefinition kSyncCsUserData{
    .name = "Sync-CsUserData",
    .rule = "CMD-26",
    .aliases = {},
    .parameters = kSyncCsUserDataParameters,
    .groups = kServerRoles,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_user_sync,
    .effect = run_user_sync,
};

}  // namespace firedrill
