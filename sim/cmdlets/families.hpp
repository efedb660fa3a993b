// Every cmdlet and manual step by name, each defined in the file of its family; table.cpp lists
// them.
#pragma once

#include <span>

#include "sim/model/cmdlet.hpp"

namespace firedrill {

// pool_failover.cpp
extern const CmdletDefinition kInvokeCsPoolFailOver;
extern const CmdletDefinition kInvokeCsPoolFailBack;

// registrar.cpp
extern const CmdletDefinition kSetCsRegistrar;
extern const CmdletDefinition kSetCsRegistrarConfiguration;
extern const CmdletDefinition kNewCsRegistrarConfiguration;
extern const CmdletDefinition kRemoveCsRegistrarConfiguration;
extern const CmdletDefinition kGetCsRegistrarConfiguration;
extern const CmdletDefinition kResetCsPoolRegistrarState;
extern const CmdletDefinition kGetCsPoolFabricState;

// backup_service.cpp
extern const CmdletDefinition kGetCsPoolBackupRelationship;
extern const CmdletDefinition kInvokeCsStorageServiceFlush;
extern const CmdletDefinition kDebugCsInterPoolReplication;
extern const CmdletDefinition kDebugCsIntraPoolReplication;
extern const CmdletDefinition kGetCsBackupServiceConfiguration;
extern const CmdletDefinition kSetCsBackupServiceConfiguration;
extern const CmdletDefinition kRemoveCsBackupServiceConfiguration;
extern const CmdletDefinition kGetCsBackupServiceStatus;
extern const CmdletDefinition kInvokeCsBackupServiceSync;
extern const CmdletDefinition kBackupCsPool;
extern const CmdletDefinition kSyncCsUserData;

// central_management.cpp
extern const CmdletDefinition kInvokeCsManagementServerFailover;
extern const CmdletDefinition kMoveCsManagementServer;
extern const CmdletDefinition kGetCsManagementStoreReplicationStatus;
extern const CmdletDefinition kInvokeCsManagementStoreReplication;
extern const CmdletDefinition kEnableCsTopology;
extern const CmdletDefinition kPublishCsTopology;
extern const CmdletDefinition kSetCsManagementServer;

// configuration_files.cpp
extern const CmdletDefinition kExportCsConfiguration;
extern const CmdletDefinition kImportCsConfiguration;
extern const CmdletDefinition kExportCsLisConfiguration;
extern const CmdletDefinition kImportCsLisConfiguration;
extern const CmdletDefinition kPublishCsLisConfiguration;
extern const CmdletDefinition kSetCsConfigurationStoreLocation;
extern const CmdletDefinition kGetCsConfigurationStoreLocation;
extern const CmdletDefinition kRemoveCsConfigurationStoreLocation;
extern const CmdletDefinition kGetCsManagementConnection;
extern const CmdletDefinition kSetCsManagementConnection;
extern const CmdletDefinition kRemoveCsManagementConnection;

// queries.cpp
extern const CmdletDefinition kGetCsService;
extern const CmdletDefinition kGetCsPool;
extern const CmdletDefinition kGetCsComputer;
extern const CmdletDefinition kGetCsSite;
extern const CmdletDefinition kGetCsTopology;
extern const CmdletDefinition kGetCsUser;
extern const CmdletDefinition kGetCsUserPoolInfo;

// databases.cpp
extern const CmdletDefinition kInvokeCsDatabaseFailover;
extern const CmdletDefinition kGetCsDatabaseMirrorState;
extern const CmdletDefinition kInstallCsMirrorDatabase;
extern const CmdletDefinition kUninstallCsMirrorDatabase;
extern const CmdletDefinition kInstallCsDatabase;
extern const CmdletDefinition kUninstallCsDatabase;
extern const CmdletDefinition kTestCsDatabase;

// services.cpp
extern const CmdletDefinition kStartCsWindowsService;
extern const CmdletDefinition kStopCsWindowsService;
extern const CmdletDefinition kGetCsWindowsService;
extern const CmdletDefinition kRunBootstrapper;
extern const CmdletDefinition kRunDeploymentWizard;

// topology_edits.cpp
extern const CmdletDefinition kSetCsEdgeServer;
extern const CmdletDefinition kTbSetNextHop;
extern const CmdletDefinition kTbPublish;
extern const CmdletDefinition kTbSetBackupPool;
extern const CmdletDefinition kTbSetMirror;
extern const CmdletDefinition kTbClearMirror;
extern const CmdletDefinition kTbClearWitness;
extern const CmdletDefinition kTbRemoveFrontEnd;
extern const CmdletDefinition kTbAddFrontEnd;
extern const CmdletDefinition kTbInstallDatabase;
extern const CmdletDefinition kRestartFrontEnds;
extern const CmdletDefinition kRemoveWitness;

// edge_routes.cpp
extern const CmdletDefinition kSetCsSite;
extern const CmdletDefinition kTbSetFederation;
extern const CmdletDefinition kTbSetXmpp;
extern const CmdletDefinition kTbSetMediaEdge;

// outside_names.cpp
extern const CmdletDefinition kDnsSetHost;
extern const CmdletDefinition kDnsSetRecord;
extern const CmdletDefinition kDnsRemoveRecord;
extern const CmdletDefinition kFirewallOpen;
extern const CmdletDefinition kFirewallClose;

// users.cpp
extern const CmdletDefinition kMoveCsUser;
extern const CmdletDefinition kEnableCsUser;
extern const CmdletDefinition kSetCsUser;
extern const CmdletDefinition kDisableCsUser;

/// Test-Cs...: what a user could do now (synthetic_transactions.cpp).
[[nodiscard]] std::span<const CmdletDefinition> synthetic_transactions();
/// Those known by name only (out_of_scope.cpp).
[[nodiscard]] std::span<const CmdletDefinition> out_of_scope_cmdlets();

}  // namespace firedrill
