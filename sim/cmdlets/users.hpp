// Positions of the parameters of the user cmdlets: effects ask for an argument by them.
// parameters_of() checks while compiling that the tables agree.
#pragma once

#include <cstdint>

namespace firedrill {

namespace move_cs_user {
inline constexpr std::uint8_t kIdentity = 0, kTarget = 1, kMoveConferenceData = 2,
                              kIgnoreBackendStoreException = 3, kDomainController = 4,
                              kCredential = 5, kPassThru = 6, kProxyPool = 7,
                              kHostedMigrationOverrideUrl = 8;
}  // namespace move_cs_user

}  // namespace firedrill
