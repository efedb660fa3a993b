// Positions of the parameters of the pool failover and failback cmdlets: effects ask for an
// argument by them. parameters_of() checks while compiling that the tables agree. And what of the
// preconditions is asked before the rest of them is met.
#pragma once

#include <cstdint>

#include "sim/model/cmdlet.hpp"
#include "sim/model/state.hpp"

namespace firedrill {

/// INV-01, INV-07, INV-11: one member of a pair at a time. Ok where `pool` may be failed over.
[[nodiscard]] Refusal pair_is_active(const State& state, Index pool, Index partner);

namespace invoke_cs_pool_failover {
inline constexpr std::uint8_t kPoolFqdn = 0, kDisasterMode = 1, kFlushStorageService = 2,
                              kWaitTime = 3;
}  // namespace invoke_cs_pool_failover

namespace invoke_cs_pool_failback {
inline constexpr std::uint8_t kPoolFqdn = 0, kDisasterMode = 1, kWaitTime = 2;
}  // namespace invoke_cs_pool_failback

}  // namespace firedrill
