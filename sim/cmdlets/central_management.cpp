// The Central Management store (CMD-30 to 33, 36 to 44): moving the active master, replication of
// the configuration, exports and imports, and publishing a topology.
#include "sim/cmdlets/central_management.hpp"

#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"

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

constexpr auto kExportCsConfigurationParameters = parameters_of<kTakesForce | kTakesLocalStore>({
    at(export_cs_configuration::kFileName, "FileName", ValueKind::kText),
    at(export_cs_configuration::kAsBytes, "AsBytes", ValueKind::kSwitch),
});

constexpr auto kImportCsConfigurationParameters = parameters_of<kTakesForce | kTakesLocalStore>({
    at(import_cs_configuration::kFileName, "FileName", ValueKind::kText),
    at(import_cs_configuration::kByteInput, "ByteInput", ValueKind::kText),
});

constexpr auto kExportCsLisConfigurationParameters = parameters_of<kTakesNothing>({
    at(export_cs_lis_configuration::kFileName, "FileName", ValueKind::kText),
    at(export_cs_lis_configuration::kAsBytes, "AsBytes", ValueKind::kSwitch),
});

constexpr auto kImportCsLisConfigurationParameters = parameters_of<kTakesNothing>({
    at(import_cs_lis_configuration::kFileName, "FileName", ValueKind::kText),
    at(import_cs_lis_configuration::kByteInput, "ByteInput", ValueKind::kText),
});

constexpr auto kPublishCsLisConfigurationParameters =
    shared_parameters<kTakesConfirm | kTakesForce>();

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

constexpr auto kSetCsConfigurationStoreLocationParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesReport>({
        at(set_cs_configuration_store_location::kSqlServerFqdn, "SqlServerFqdn",
           ValueKind::kSqlServer)
            .required(),
        at(set_cs_configuration_store_location::kSqlInstanceName, "SqlInstanceName",
           ValueKind::kText),
        at(set_cs_configuration_store_location::kMirrorSqlServerFqdn, "MirrorSqlServerFqdn",
           ValueKind::kSqlServer),
        at(set_cs_configuration_store_location::kMirrorSqlInstanceName, "MirrorSqlInstanceName",
           ValueKind::kText),
        at(set_cs_configuration_store_location::kSkipLookup, "SkipLookup", ValueKind::kSwitch),
        at(set_cs_configuration_store_location::kGlobalSettingsDomainController,
           "GlobalSettingsDomainController", ValueKind::kText),
    });

constexpr auto kGetCsConfigurationStoreLocationParameters = parameters_of<kTakesNothing>({
    at(get_cs_configuration_store_location::kGlobalSettingsDomainController,
       "GlobalSettingsDomainController", ValueKind::kText),
});

constexpr auto kRemoveCsConfigurationStoreLocationParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesReport>({
        at(remove_cs_configuration_store_location::kGlobalSettingsDomainController,
           "GlobalSettingsDomainController", ValueKind::kText),
    });

constexpr auto kSetCsManagementConnectionParameters = parameters_of<kTakesConfirm>({
    at(set_cs_management_connection::kStoreProvider, "StoreProvider", ValueKind::kText),
    at(set_cs_management_connection::kConnection, "Connection", ValueKind::kText),
    at(set_cs_management_connection::kReadOnly, "ReadOnly", ValueKind::kSwitch),
});

constexpr auto kRemoveCsManagementConnectionParameters = shared_parameters<kTakesConfirm>();

constexpr auto kSetCsManagementServerParameters = parameters_of<kTakesConfirm | kTakesForce>({
    at(set_cs_management_server::kIdentity, "Identity", ValueKind::kText),
    at(set_cs_management_server::kReplicationServicePort, "ReplicationServicePort",
       ValueKind::kInteger),
});

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
    .precondition = nullptr,
    .effect = nullptr,
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
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kGetCsManagementStoreReplicationStatus{
    .name = "Get-CsManagementStoreReplicationStatus",
    .rule = "CMD-32",
    .aliases = {},
    .parameters = kGetCsManagementStoreReplicationStatusParameters,
    .groups = kUserAdministrators,
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = answer_query,
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
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kExportCsConfiguration{
    .name = "Export-CsConfiguration",
    .rule = "CMD-36",
    .aliases = {},
    .parameters = kExportCsConfigurationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kImportCsConfiguration{
    .name = "Import-CsConfiguration",
    .rule = "CMD-37",
    .aliases = {},
    .parameters = kImportCsConfigurationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kExportCsLisConfiguration{
    .name = "Export-CsLisConfiguration",
    .rule = "CMD-38",
    .aliases = {},
    .parameters = kExportCsLisConfigurationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kImportCsLisConfiguration{
    .name = "Import-CsLisConfiguration",
    .rule = "CMD-39",
    .aliases = {},
    .parameters = kImportCsLisConfigurationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kPublishCsLisConfiguration{
    .name = "Publish-CsLisConfiguration",
    .rule = "CMD-40",
    .aliases = {},
    .parameters = kPublishCsLisConfigurationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
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
    .effect = nullptr,
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
    .effect = nullptr,
};

const CmdletDefinition kSetCsConfigurationStoreLocation{
    .name = "Set-CsConfigurationStoreLocation",
    .rule = "CMD-43",
    .aliases = {},
    .parameters = kSetCsConfigurationStoreLocationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kGetCsConfigurationStoreLocation{
    .name = "Get-CsConfigurationStoreLocation",
    .rule = "CMD-43",
    .aliases = {},
    .parameters = kGetCsConfigurationStoreLocationParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = answer_query,
};

const CmdletDefinition kRemoveCsConfigurationStoreLocation{
    .name = "Remove-CsConfigurationStoreLocation",
    .rule = "CMD-43",
    .aliases = {},
    .parameters = kRemoveCsConfigurationStoreLocationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kGetCsManagementConnection{
    .name = "Get-CsManagementConnection",
    .rule = "CMD-44",
    .aliases = {},
    .parameters = {},
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = answer_query,
};

const CmdletDefinition kSetCsManagementConnection{
    .name = "Set-CsManagementConnection",
    .rule = "CMD-44",
    .aliases = {},
    .parameters = kSetCsManagementConnectionParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kRemoveCsManagementConnection{
    .name = "Remove-CsManagementConnection",
    .rule = "CMD-44",
    .aliases = {},
    .parameters = kRemoveCsManagementConnectionParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
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
    .effect = nullptr,
};

}  // namespace firedrill
