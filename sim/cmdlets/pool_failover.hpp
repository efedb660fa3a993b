// Positions of the parameters of the pool failover and failback cmdlets: effects ask for an
// argument by them. parameters_of() checks while compiling that the tables agree.
#pragma once

#include <cstdint>

namespace firedrill {

namespace invoke_cs_pool_failover {
inline constexpr std::uint8_t kPoolFqdn = 0, kDisasterMode = 1, kFlushStorageService = 2,
                              kWaitTime = 3;
}  // namespace invoke_cs_pool_failover

namespace invoke_cs_pool_failback {
inline constexpr std::uint8_t kPoolFqdn = 0, kDisasterMode = 1, kWaitTime = 2;
}  // namespace invoke_cs_pool_failback

}  // namespace firedrill
