// Back End databases (CMD-50 to 53, 60, 61): switching a mirrored database to its other copy,
// setting up and removing mirrors, creating databases.
#include "sim/cmdlets/databases.hpp"

#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"

namespace firedrill {
namespace {

// The procedure text adds BIStaging, which no page knows (TRAP-10).
constexpr std::array<std::string_view, 14> kMirroredTypes{"User",
                                                          "Application",
                                                          "CentralMgmt",
                                                          "Archiving",
                                                          "CentralAdmin",
                                                          "Cls",
                                                          "Edge",
                                                          "Lyss",
                                                          "Monitoring",
                                                          "PersistentChat",
                                                          "PersistentChatCompliance",
                                                          "Provision",
                                                          "Registrar",
                                                          "BIStaging"};

constexpr auto kInvokeCsDatabaseFailoverParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesLocalStore | kTakesReport | kTakesVerbose>({
        at(invoke_cs_database_failover::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
        at(invoke_cs_database_failover::kDatabaseType, "DatabaseType", ValueKind::kEnumeration)
            .one_of(kDatabaseTypes)
            .required(),
        at(invoke_cs_database_failover::kNewPrincipal, "NewPrincipal", ValueKind::kEnumeration)
            .one_of(kPrincipals)
            .required(),
        at(invoke_cs_database_failover::kExcludeDatabaseList, "ExcludeDatabaseList",
           ValueKind::kText),
    });

constexpr auto kGetCsDatabaseMirrorStateParameters =
    parameters_of<kTakesLocalStore | kTakesReport>({
        at(get_cs_database_mirror_state::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
        at(get_cs_database_mirror_state::kDatabaseType, "DatabaseType", ValueKind::kEnumeration)
            .one_of(kDatabaseTypes),
    });

constexpr auto kInstallCsMirrorDatabaseParameters = parameters_of<kTakesConfirm | kTakesReport |
                                                                  kTakesVerbose>({
    at(install_cs_mirror_database::kConfiguredDatabases, "ConfiguredDatabases", ValueKind::kSwitch),
    at(install_cs_mirror_database::kSqlServerFqdn, "SqlServerFqdn", ValueKind::kSqlServer)
        .required(),
    at(install_cs_mirror_database::kForDefaultInstance, "ForDefaultInstance", ValueKind::kSwitch),
    at(install_cs_mirror_database::kForInstance, "ForInstance", ValueKind::kText),
    at(install_cs_mirror_database::kDatabaseType, "DatabaseType", ValueKind::kEnumeration)
        .one_of(kMirroredTypes),
    at(install_cs_mirror_database::kSqlInstanceName, "SqlInstanceName", ValueKind::kText),
    at(install_cs_mirror_database::kFileShare, "FileShare", ValueKind::kText).required(),
    at(install_cs_mirror_database::kDatabasePathMap, "DatabasePathMap", ValueKind::kText),
    at(install_cs_mirror_database::kDropExistingDatabasesOnMirror, "DropExistingDatabasesOnMirror",
       ValueKind::kSwitch),
    at(install_cs_mirror_database::kExcludeDatabaseList, "ExcludeDatabaseList", ValueKind::kText),
});

constexpr auto kUninstallCsMirrorDatabaseParameters =
    parameters_of<kTakesConfirm | kTakesReport | kTakesVerbose>({
        at(uninstall_cs_mirror_database::kDatabaseType, "DatabaseType", ValueKind::kEnumeration)
            .one_of(kMirroredTypes)
            .required(),
        at(uninstall_cs_mirror_database::kSqlServerFqdn, "SqlServerFqdn", ValueKind::kSqlServer)
            .required(),
        at(uninstall_cs_mirror_database::kSqlInstanceName, "SqlInstanceName", ValueKind::kText),
        at(uninstall_cs_mirror_database::kDropExistingDatabasesOnMirror,
           "DropExistingDatabasesOnMirror", ValueKind::kSwitch),
    });

constexpr auto kInstallCsDatabaseParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesReport>({
        at(install_cs_database::kLocalDatabases, "LocalDatabases", ValueKind::kSwitch),
        at(install_cs_database::kCentralManagementDatabase, "CentralManagementDatabase",
           ValueKind::kSwitch),
        at(install_cs_database::kConfiguredDatabases, "ConfiguredDatabases", ValueKind::kSwitch),
        at(install_cs_database::kDatabaseType, "DatabaseType", ValueKind::kEnumeration)
            .one_of(kMirroredTypes),
        at(install_cs_database::kSqlServerFqdn, "SqlServerFqdn", ValueKind::kSqlServer),
        at(install_cs_database::kSqlInstanceName, "SqlInstanceName", ValueKind::kText),
        at(install_cs_database::kBackup, "Backup", ValueKind::kSwitch),
        at(install_cs_database::kCollocated, "Collocated", ValueKind::kSwitch),
        at(install_cs_database::kExcludeCollocatedStores, "ExcludeCollocatedStores",
           ValueKind::kSwitch),
        at(install_cs_database::kForInstance, "ForInstance", ValueKind::kText),
        at(install_cs_database::kForDefaultInstance, "ForDefaultInstance", ValueKind::kSwitch),
        at(install_cs_database::kClean, "Clean", ValueKind::kSwitch),
        at(install_cs_database::kUpdate, "Update", ValueKind::kSwitch),
        at(install_cs_database::kUseDefaultSqlPaths, "UseDefaultSqlPaths", ValueKind::kSwitch),
        at(install_cs_database::kDatabasePaths, "DatabasePaths", ValueKind::kText),
        at(install_cs_database::kDatabasePathMap, "DatabasePathMap", ValueKind::kText),
        at(install_cs_database::kNoReindex, "NoReindex", ValueKind::kSwitch),
        at(install_cs_database::kSkipPrepareCheck, "SkipPrepareCheck", ValueKind::kSwitch),
        at(install_cs_database::kGlobalCatalog, "GlobalCatalog", ValueKind::kText),
        at(install_cs_database::kGlobalSettingsDomainController, "GlobalSettingsDomainController",
           ValueKind::kText),
    });

constexpr auto kUninstallCsDatabaseParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesReport>({
        at(uninstall_cs_database::kDatabaseType, "DatabaseType", ValueKind::kEnumeration)
            .one_of(kMirroredTypes),
        at(uninstall_cs_database::kCentralManagementDatabase, "CentralManagementDatabase",
           ValueKind::kSwitch),
        at(uninstall_cs_database::kSqlServerFqdn, "SqlServerFqdn", ValueKind::kSqlServer),
        at(uninstall_cs_database::kSqlInstanceName, "SqlInstanceName", ValueKind::kText),
        at(uninstall_cs_database::kDetach, "Detach", ValueKind::kSwitch),
    });

constexpr auto kTestCsDatabaseParameters = parameters_of<kTakesConfirm | kTakesReport>({
    at(test_cs_database::kLocalService, "LocalService", ValueKind::kSwitch),
    at(test_cs_database::kCentralManagementDatabase, "CentralManagementDatabase",
       ValueKind::kSwitch),
    at(test_cs_database::kConfiguredDatabases, "ConfiguredDatabases", ValueKind::kSwitch),
    at(test_cs_database::kDatabaseType, "DatabaseType", ValueKind::kEnumeration)
        .one_of(kMirroredTypes),
    at(test_cs_database::kSqlServerFqdn, "SqlServerFqdn", ValueKind::kSqlServer),
    at(test_cs_database::kSqlInstanceName, "SqlInstanceName", ValueKind::kText),
});

}  // namespace

const CmdletDefinition kInvokeCsDatabaseFailover{
    .name = "Invoke-CsDatabaseFailover",
    .rule = "CMD-50",
    .aliases = {},
    .parameters = kInvokeCsDatabaseFailoverParameters,
    .groups = kServerRoles,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kGetCsDatabaseMirrorState{
    .name = "Get-CsDatabaseMirrorState",
    .rule = "CMD-51",
    .aliases = {},
    .parameters = kGetCsDatabaseMirrorStateParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = answer_query,
};

const CmdletDefinition kInstallCsMirrorDatabase{
    .name = "Install-CsMirrorDatabase",
    .rule = "CMD-52",
    .aliases = {},
    .parameters = kInstallCsMirrorDatabaseParameters,
    .groups = kServerRoles,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kUninstallCsMirrorDatabase{
    .name = "Uninstall-CsMirrorDatabase",
    .rule = "CMD-53",
    .aliases = {},
    .parameters = kUninstallCsMirrorDatabaseParameters,
    .groups = kServerRoles,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kInstallCsDatabase{
    .name = "Install-CsDatabase",
    .rule = "CMD-60",
    .aliases = {},
    .parameters = kInstallCsDatabaseParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kUninstallCsDatabase{
    .name = "Uninstall-CsDatabase",
    .rule = "CMD-60",
    .aliases = {},
    .parameters = kUninstallCsDatabaseParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kTestCsDatabase{
    .name = "Test-CsDatabase",
    .rule = "CMD-61",
    .aliases = {},
    .parameters = kTestCsDatabaseParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = answer_query,
};

}  // namespace firedrill
