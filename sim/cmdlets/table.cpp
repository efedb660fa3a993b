// The table of cmdlets: one line each, from the files of the families.
//
// The lines may stand in any order; the table is put in the order of names once, before its first
// use. It is made of section 4 of the rule book, not of the documentation's own index of cmdlets,
// which leaves several out (TRAP-68).
#include "sim/cmdlets/table.hpp"

#include <algorithm>
#include <vector>

#include "sim/cmdlets/families.hpp"
#include "sim/cmdlets/spelling.hpp"

namespace firedrill {
namespace {

constexpr const CmdletDefinition* kListed[] = {
    // pool_failover.cpp
    &kInvokeCsPoolFailOver,
    &kInvokeCsPoolFailBack,
    // registrar.cpp
    &kSetCsRegistrar,
    &kSetCsRegistrarConfiguration,
    &kNewCsRegistrarConfiguration,
    &kRemoveCsRegistrarConfiguration,
    &kGetCsRegistrarConfiguration,
    &kResetCsPoolRegistrarState,
    &kGetCsPoolFabricState,
    // backup_service.cpp
    &kGetCsPoolBackupRelationship,
    &kInvokeCsStorageServiceFlush,
    &kDebugCsInterPoolReplication,
    &kDebugCsIntraPoolReplication,
    &kGetCsBackupServiceConfiguration,
    &kSetCsBackupServiceConfiguration,
    &kRemoveCsBackupServiceConfiguration,
    &kGetCsBackupServiceStatus,
    &kInvokeCsBackupServiceSync,
    &kBackupCsPool,
    &kSyncCsUserData,
    // central_management.cpp
    &kInvokeCsManagementServerFailover,
    &kMoveCsManagementServer,
    &kGetCsManagementStoreReplicationStatus,
    &kInvokeCsManagementStoreReplication,
    &kExportCsConfiguration,
    &kImportCsConfiguration,
    &kExportCsLisConfiguration,
    &kImportCsLisConfiguration,
    &kPublishCsLisConfiguration,
    &kEnableCsTopology,
    &kPublishCsTopology,
    &kSetCsConfigurationStoreLocation,
    &kGetCsConfigurationStoreLocation,
    &kRemoveCsConfigurationStoreLocation,
    &kGetCsManagementConnection,
    &kSetCsManagementConnection,
    &kRemoveCsManagementConnection,
    &kSetCsManagementServer,
    // queries.cpp
    &kGetCsService,
    &kGetCsPool,
    &kGetCsComputer,
    &kGetCsSite,
    &kGetCsTopology,
    &kGetCsUser,
    &kGetCsUserPoolInfo,
    // databases.cpp
    &kInvokeCsDatabaseFailover,
    &kGetCsDatabaseMirrorState,
    &kInstallCsMirrorDatabase,
    &kUninstallCsMirrorDatabase,
    &kInstallCsDatabase,
    &kUninstallCsDatabase,
    &kTestCsDatabase,
    // services.cpp
    &kStartCsWindowsService,
    &kStopCsWindowsService,
    &kGetCsWindowsService,
    &kRunBootstrapper,
    &kRunDeploymentWizard,
    // topology_edits.cpp
    &kSetCsEdgeServer,
    &kTbSetNextHop,
    &kTbPublish,
    &kTbSetBackupPool,
    &kTbSetMirror,
    &kTbClearMirror,
    &kTbClearWitness,
    &kTbRemoveFrontEnd,
    &kTbAddFrontEnd,
    &kTbInstallDatabase,
    &kRestartFrontEnds,
    &kRemoveWitness,
    // edge_routes.cpp
    &kSetCsSite,
    &kTbSetFederation,
    &kTbSetXmpp,
    &kTbSetMediaEdge,
    // outside_names.cpp
    &kDnsSetHost,
    &kDnsSetRecord,
    &kDnsRemoveRecord,
    &kFirewallOpen,
    &kFirewallClose,
    // users.cpp
    &kMoveCsUser,
    &kEnableCsUser,
    &kSetCsUser,
    &kDisableCsUser,
};

std::vector<CmdletDefinition> sorted_table() {
  std::vector<CmdletDefinition> table;
  const std::span<const CmdletDefinition> known = out_of_scope_cmdlets();
  table.assign(known.begin(), known.end());
  const std::span<const CmdletDefinition> tests = synthetic_transactions();
  table.insert(table.end(), tests.begin(), tests.end());
  for (const CmdletDefinition* cmdlet : kListed) table.push_back(*cmdlet);
  std::sort(table.begin(), table.end(),
            [](const auto& a, const auto& b) { return compare_names(a.name, b.name) < 0; });
  return table;
}

}  // namespace

std::span<const CmdletDefinition> cmdlet_table() {
  static const std::vector<CmdletDefinition> table = sorted_table();
  return table;
}

int find_cmdlet(std::string_view name) {
  const std::span<const CmdletDefinition> table = cmdlet_table();
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (same_name(table[i].name, name)) return static_cast<int>(i);
    for (std::string_view alias : table[i].aliases) {
      if (same_name(alias, name)) return static_cast<int>(i);
    }
  }
  return -1;
}

}  // namespace firedrill
