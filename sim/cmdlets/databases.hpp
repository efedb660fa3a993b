// Positions of the parameters of the database and mirroring cmdlets: effects ask for an argument by
// them. parameters_of() checks while compiling that the tables agree. At the end, what setting a
// mirror up asks for in both its ways.
#pragma once

#include <cstdint>
#include <string_view>

#include "sim/model/cmdlet.hpp"
#include "sim/topology/topology.hpp"

namespace firedrill {

namespace invoke_cs_database_failover {
inline constexpr std::uint8_t kPoolFqdn = 0, kDatabaseType = 1, kNewPrincipal = 2,
                              kExcludeDatabaseList = 3;
}  // namespace invoke_cs_database_failover

namespace get_cs_database_mirror_state {
inline constexpr std::uint8_t kPoolFqdn = 0, kDatabaseType = 1;
}  // namespace get_cs_database_mirror_state

namespace install_cs_mirror_database {
inline constexpr std::uint8_t kConfiguredDatabases = 0, kSqlServerFqdn = 1, kForDefaultInstance = 2,
                              kForInstance = 3, kDatabaseType = 4, kSqlInstanceName = 5,
                              kFileShare = 6, kDatabasePathMap = 7,
                              kDropExistingDatabasesOnMirror = 8, kExcludeDatabaseList = 9;
}  // namespace install_cs_mirror_database

namespace uninstall_cs_mirror_database {
inline constexpr std::uint8_t kDatabaseType = 0, kSqlServerFqdn = 1, kSqlInstanceName = 2,
                              kDropExistingDatabasesOnMirror = 3;
}  // namespace uninstall_cs_mirror_database

namespace install_cs_database {
inline constexpr std::uint8_t kLocalDatabases = 0, kCentralManagementDatabase = 1,
                              kConfiguredDatabases = 2, kDatabaseType = 3, kSqlServerFqdn = 4,
                              kSqlInstanceName = 5, kBackup = 6, kCollocated = 7,
                              kExcludeCollocatedStores = 8, kForInstance = 9,
                              kForDefaultInstance = 10, kClean = 11, kUpdate = 12,
                              kUseDefaultSqlPaths = 13, kDatabasePaths = 14, kDatabasePathMap = 15,
                              kNoReindex = 16, kSkipPrepareCheck = 17, kGlobalCatalog = 18,
                              kGlobalSettingsDomainController = 19;
}  // namespace install_cs_database

namespace uninstall_cs_database {
inline constexpr std::uint8_t kDatabaseType = 0, kCentralManagementDatabase = 1, kSqlServerFqdn = 2,
                              kSqlInstanceName = 3, kDetach = 4;
}  // namespace uninstall_cs_database

namespace test_cs_database {
inline constexpr std::uint8_t kLocalService = 0, kCentralManagementDatabase = 1,
                              kConfiguredDatabases = 2, kDatabaseType = 3, kSqlServerFqdn = 4,
                              kSqlInstanceName = 5;
}  // namespace test_cs_database

/// TOP-50: the share through which `pool`'s mirror is set up can be reached from its SQL servers. A
/// share on a host that the deployment does not know is taken to be there.
[[nodiscard]] Refusal refuse_mirror_share(const World& world, const State& state, Index pool,
                                          std::string_view share);

}  // namespace firedrill
