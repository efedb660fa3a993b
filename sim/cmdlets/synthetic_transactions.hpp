// Positions of the parameters that the Test-Cs... cmdlets share.
#pragma once

#include <cstdint>

namespace firedrill::synthetic {
inline constexpr std::uint8_t kTargetFqdn = 0, kUserSipAddress = 1, kUserCredential = 2,
                              kSenderSipAddress = 3, kSenderCredential = 4, kReceiverSipAddress = 5,
                              kReceiverCredential = 6, kAuthentication = 7, kRegistrarPort = 8;
// Those with a mandatory parameter of their own put it last.
inline constexpr std::uint8_t kOwn = 9;
}  // namespace firedrill::synthetic
