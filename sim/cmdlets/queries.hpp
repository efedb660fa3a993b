// Positions of the parameters of the queries of the deployment: effects ask for an argument by
// them. parameters_of() checks while compiling that the tables agree.
#pragma once

#include <cstdint>

namespace firedrill {

namespace get_cs_service {
inline constexpr std::uint8_t kIdentity = 0, kFilter = 1, kPoolFqdn = 2, kApplicationServer = 3,
                              kApplicationDatabase = 4, kArchivingServer = 5,
                              kArchivingDatabase = 6, kBackupServer = 7, kCentralManagement = 8,
                              kCentralManagementDatabase = 9, kConferencingServer = 10,
                              kDirector = 11, kEdgeServer = 12, kFileStore = 13,
                              kManagementServer = 14, kMediationServer = 15, kMonitoringServer = 16,
                              kMonitoringDatabase = 17, kPersistentChatServer = 18,
                              kPersistentChatDatabase = 19, kPersistentChatComplianceDatabase = 20,
                              kPstnGateway = 21, kRegistrar = 22, kTrustedApplicationPool = 23,
                              kUserServer = 24, kUserDatabase = 25, kWacServer = 26,
                              kWebServer = 27, kLegalInterceptServer = 28;
}  // namespace get_cs_service

namespace get_cs_pool {
inline constexpr std::uint8_t kIdentity = 0, kFilter = 1, kSite = 2;
}  // namespace get_cs_pool

namespace get_cs_computer {
inline constexpr std::uint8_t kIdentity = 0, kFilter = 1, kLocal = 2, kPool = 3;
}  // namespace get_cs_computer

namespace get_cs_site {
inline constexpr std::uint8_t kIdentity = 0, kFilter = 1;
}  // namespace get_cs_site

namespace get_cs_topology {
inline constexpr std::uint8_t kAsXml = 0, kSiteFqdn = 1;
}  // namespace get_cs_topology

namespace get_cs_user {
inline constexpr std::uint8_t kIdentity = 0, kFilter = 1, kLdapFilter = 2, kOU = 3,
                              kOnLyncServer = 4, kOnOfficeCommunicationServer = 5,
                              kUnassignedUser = 6, kResultSize = 7, kDomainController = 8,
                              kCredential = 9;
}  // namespace get_cs_user

namespace get_cs_user_pool_info {
inline constexpr std::uint8_t kIdentity = 0;
}  // namespace get_cs_user_pool_info

}  // namespace firedrill
