// Positions of the parameters of the cmdlets outside the modelled scope: effects ask for an
// argument by them. parameters_of() checks while compiling that the tables agree.
#pragma once

#include <cstdint>

namespace firedrill {

namespace set_cs_external_access_policy {
inline constexpr std::uint8_t kIdentity = 0, kEnableFederationAccess = 1, kEnableXmppAccess = 2,
                              kEnableOutsideAccess = 3, kEnablePublicCloudAccess = 4;
}  // namespace set_cs_external_access_policy

namespace export_cs_user_data {
inline constexpr std::uint8_t kPoolFqdn = 0, kIdentity = 1, kFileName = 2, kConfDirectoryFilter = 3,
                              kUserFilter = 4, kLegacyFormat = 5, kDomainController = 6;
}  // namespace export_cs_user_data

namespace import_cs_user_data {
inline constexpr std::uint8_t kPoolFqdn = 0, kIdentity = 1, kFileName = 2, kConfDirectoryFilter = 3,
                              kRoutingGroupFilter = 4, kUserFilter = 5, kLegacyFormat = 6,
                              kDomainController = 7;
}  // namespace import_cs_user_data

namespace convert_cs_user_data {
inline constexpr std::uint8_t kInputFile = 0, kOutputFile = 1, kTargetVersion = 2,
                              kConfDirectoryFilter = 3, kUserFilter = 4;
}  // namespace convert_cs_user_data

namespace import_cs_rgs_configuration {
inline constexpr std::uint8_t kDestination = 0, kFileName = 1, kOverwriteOwner = 2,
                              kReplaceExistingRgsSettings = 3, kResolveNameConflicts = 4;
}  // namespace import_cs_rgs_configuration

}  // namespace firedrill
