// Positions of the parameters of the Central Management store cmdlets: effects ask for an argument
// by them. parameters_of() checks while compiling that the tables agree.
#pragma once

#include <cstdint>

namespace firedrill {

namespace invoke_cs_management_server_failover {
inline constexpr std::uint8_t kBackupSqlServerFqdn = 0, kForce = 1, kBackupSqlInstanceName = 2,
                              kBackupMirrorSqlServerFqdn = 3, kBackupMirrorSqlInstanceName = 4,
                              kRestore = 5;
}  // namespace invoke_cs_management_server_failover

namespace move_cs_management_server {
inline constexpr std::uint8_t kConfigurationFileName = 0, kLisConfigurationFileName = 1,
                              kTargetFqdn = 2;
}  // namespace move_cs_management_server

namespace get_cs_management_store_replication_status {
inline constexpr std::uint8_t kReplicaFqdn = 0, kCentralManagementStoreStatus = 1;
}  // namespace get_cs_management_store_replication_status

namespace invoke_cs_management_store_replication {
inline constexpr std::uint8_t kReplicaFqdn = 0;
}  // namespace invoke_cs_management_store_replication

namespace export_cs_configuration {
inline constexpr std::uint8_t kFileName = 0, kAsBytes = 1;
}  // namespace export_cs_configuration

namespace import_cs_configuration {
inline constexpr std::uint8_t kFileName = 0, kByteInput = 1, kForce = 2, kLocalStore = 3;
}  // namespace import_cs_configuration

namespace export_cs_lis_configuration {
inline constexpr std::uint8_t kFileName = 0, kAsBytes = 1;
}  // namespace export_cs_lis_configuration

namespace import_cs_lis_configuration {
inline constexpr std::uint8_t kFileName = 0, kByteInput = 1;
}  // namespace import_cs_lis_configuration

namespace enable_cs_topology {
inline constexpr std::uint8_t kGlobalCatalog = 0, kGlobalSettingsDomainController = 1,
                              kSkipPrepareCheck = 2;
}  // namespace enable_cs_topology

namespace publish_cs_topology {
inline constexpr std::uint8_t kFileName = 0, kDocument = 1, kFinalizeUninstall = 2,
                              kBackupFileName = 3;
}  // namespace publish_cs_topology

namespace set_cs_configuration_store_location {
inline constexpr std::uint8_t kSqlServerFqdn = 0, kSqlInstanceName = 1, kMirrorSqlServerFqdn = 2,
                              kMirrorSqlInstanceName = 3, kSkipLookup = 4,
                              kGlobalSettingsDomainController = 5;
}  // namespace set_cs_configuration_store_location

namespace get_cs_configuration_store_location {
inline constexpr std::uint8_t kGlobalSettingsDomainController = 0;
}  // namespace get_cs_configuration_store_location

namespace remove_cs_configuration_store_location {
inline constexpr std::uint8_t kGlobalSettingsDomainController = 0;
}  // namespace remove_cs_configuration_store_location

namespace set_cs_management_connection {
inline constexpr std::uint8_t kStoreProvider = 0, kConnection = 1, kReadOnly = 2;
}  // namespace set_cs_management_connection

namespace set_cs_management_server {
inline constexpr std::uint8_t kIdentity = 0, kReplicationServicePort = 1;
}  // namespace set_cs_management_server

}  // namespace firedrill
