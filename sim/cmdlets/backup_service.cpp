// The Backup Service of a pair (CMD-03, 09, 10, 20 to 26): its settings, its status for one
// direction at one instant, and the synchronisations an administrator asks for.
#include "sim/cmdlets/backup_service.hpp"

#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"

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
// Who may ask for the status: by default the one group of the topic and the one of the page
// (TRAP-22).
constexpr std::array<std::string_view, 3> kStatusReaders{"RTCUniversalServerAdmins",
                                                         "CsAdministrator", "Schema admins"};

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

constexpr auto kBackupCsPoolParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesLocalStore | kTakesReport>({
        at(backup_cs_pool::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
        at(backup_cs_pool::kCategory, "Category", ValueKind::kEnumeration)
            .one_of(kBackupCategories),
        at(backup_cs_pool::kFullBackup, "FullBackup", ValueKind::kSwitch),
        at(backup_cs_pool::kSteadyState, "SteadyState", ValueKind::kSwitch),
        at(backup_cs_pool::kFailedOverPoolOnly, "FailedOverPoolOnly", ValueKind::kSwitch),
        at(backup_cs_pool::kRetryCount, "RetryCount", ValueKind::kInteger),
        at(backup_cs_pool::kWaitTime, "WaitTime", ValueKind::kTimeSpan),
    });

constexpr auto kSyncCsUserDataParameters = parameters_of<kTakesLocalStore>({
    at(sync_cs_user_data::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
    at(sync_cs_user_data::kRoutingGroup, "RoutingGroup", ValueKind::kText),
    at(sync_cs_user_data::kTarget, "Target", ValueKind::kSwitch),
});

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
    .effect = answer_query,
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
    .precondition = nullptr,
    .effect = nullptr,
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
    .precondition = nullptr,
    .effect = answer_query,
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
    .effect = answer_query,
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
    .precondition = nullptr,
    .effect = nullptr,
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
    .effect = nullptr,
};

const CmdletDefinition kGetCsBackupServiceStatus{
    .name = "Get-CsBackupServiceStatus",
    .rule = "CMD-23",
    .aliases = {},
    .parameters = kGetCsBackupServiceStatusParameters,
    .groups = kStatusReaders,
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = answer_query,
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
    .precondition = nullptr,
    .effect = nullptr,
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
    .precondition = nullptr,
    .effect = nullptr,
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
    .precondition = nullptr,
    .effect = nullptr,
};

}  // namespace firedrill
