// Pools whose users have nobody to give them regular service, and the lines of PRC-FO that mend it
// in this deployment at this moment. Advice for people, and no verdict.
#pragma once

#include <vector>

#include "sim/run/edge_services.hpp"

namespace firedrill {

/// The pool does not run, and its backup pool has not taken it over.
[[nodiscard]] bool pool_is_missing(const State& state, Index pool);
/// What has to be done before its users have regular service again; empty where it is not missing.
[[nodiscard]] std::vector<Undone> pool_steps_missing(const World& world, const State& state,
                                                     Index pool);

}  // namespace firedrill
