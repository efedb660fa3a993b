// Positions of the parameters of the Registrar cmdlets: effects ask for an argument by them.
// parameters_of() checks while compiling that the tables agree.
#pragma once

#include <cstdint>

namespace firedrill {

namespace set_cs_registrar {
inline constexpr std::uint8_t kIdentity = 0, kBackupRegistrar = 1, kEnableAutomaticFailover = 2,
                              kFailureDetectionInterval = 3, kFailbackDetectionInterval = 4,
                              kEdgeServer = 5, kUserServer = 6, kWebServer = 7, kRegistrar = 8,
                              kArchivingDatabase = 9, kMirrorArchivingDatabase = 10,
                              kMonitoringDatabase = 11, kMirrorMonitoringDatabase = 12,
                              kArchivingServer = 13, kMonitoringServer = 14, kSipPort = 15,
                              kSipServerTcpPort = 16, kSipHealthPort = 17, kWebPort = 18,
                              kLyssWcfMtlsPort = 19, kXmppGatewaySipPort = 20,
                              kWinFabFederationPort = 21, kWinFabLeaseAgentPort = 22,
                              kWinFabClientConnectionPort = 23, kWinFabIPCPort = 24,
                              kWinFabReplicationPort = 25;
}  // namespace set_cs_registrar

namespace set_cs_registrar_configuration {
inline constexpr std::uint8_t kIdentity = 0, kBackupStoreUnavailableThreshold = 1,
                              kDefaultEndpointExpiration = 2, kMinEndpointExpiration = 3,
                              kMaxEndpointExpiration = 4, kMaxEndpointsPerUser = 5,
                              kMaxUserCount = 6, kEnableDHCPServer = 7, kPoolState = 8;
}  // namespace set_cs_registrar_configuration

namespace new_cs_registrar_configuration {
inline constexpr std::uint8_t kIdentity = 0, kBackupStoreUnavailableThreshold = 1,
                              kDefaultEndpointExpiration = 2, kMinEndpointExpiration = 3,
                              kMaxEndpointExpiration = 4, kMaxEndpointsPerUser = 5,
                              kMaxUserCount = 6, kEnableDHCPServer = 7, kPoolState = 8;
}  // namespace new_cs_registrar_configuration

namespace remove_cs_registrar_configuration {
inline constexpr std::uint8_t kIdentity = 0;
}  // namespace remove_cs_registrar_configuration

namespace get_cs_registrar_configuration {
inline constexpr std::uint8_t kIdentity = 0, kFilter = 1;
}  // namespace get_cs_registrar_configuration

namespace reset_cs_pool_registrar_state {
inline constexpr std::uint8_t kPoolFqdn = 0, kResetType = 1, kMachineFqdn = 2, kNoReStart = 3,
                              kResetLocalDatabases = 4;
}  // namespace reset_cs_pool_registrar_state

namespace get_cs_pool_fabric_state {
inline constexpr std::uint8_t kPoolFqdn = 0, kType = 1;
}  // namespace get_cs_pool_fabric_state

}  // namespace firedrill
