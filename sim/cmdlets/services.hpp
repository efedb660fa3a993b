// Positions of the parameters of the service cmdlets: effects ask for an argument by them.
// parameters_of() checks while compiling that the tables agree. At the end, what every way to
// restart a Front End has in common.
#pragma once

#include <cstdint>

#include "sim/model/cmdlet.hpp"
#include "sim/topology/topology.hpp"

namespace firedrill {

namespace start_cs_windows_service {
inline constexpr std::uint8_t kName = 0, kComputerName = 1, kInputObject = 2, kNoWait = 3;
}  // namespace start_cs_windows_service

namespace stop_cs_windows_service {
inline constexpr std::uint8_t kName = 0, kComputerName = 1, kInputObject = 2, kNoWait = 3,
                              kGraceful = 4, kLeaveWebServerRunning = 5, kLeaveClsAgentRunning = 6;
}  // namespace stop_cs_windows_service

namespace get_cs_windows_service {
inline constexpr std::uint8_t kName = 0, kComputerName = 1, kExcludeActivityLevel = 2, kReport = 3;
}  // namespace get_cs_windows_service

namespace bootstrapper {
inline constexpr std::uint8_t kComputer = 0, kPool = 1, kSetup = 2;
}  // namespace bootstrapper

namespace deployment_wizard {
inline constexpr std::uint8_t kComputer = 0;
}  // namespace deployment_wizard

/// FLT-17: a Front End of `pool` restarts while the pool serves users whose messages are archived.
void warn_of_archiving(const World& world, Writer& writer, Index pool, Caller caller);

}  // namespace firedrill
