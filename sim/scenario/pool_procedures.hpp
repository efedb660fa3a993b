// Parts of the documented procedure that fails a pool over (PRC-FO), as lists of steps in their
// order, with why: skeletons of drills write them, advice after a run gives the lines.
#pragma once

#include "sim/scenario/edge_procedures.hpp"
#include "sim/topology/topology.hpp"

namespace firedrill {

/// FO-0a or FO-0b: an Edge pool gets another next hop. Nobody waits for the replicas yet.
[[nodiscard]] TypedSteps next_hop_steps(const EdgePool& edge, const Pool& to,
                                        const std::string& why);
/// FO-7: `backup` serves the users of a pool that is lost, when no Edge pool leads there any more.
[[nodiscard]] TypedSteps disaster_failover_steps(const Pool& lost, const Pool& backup);

}  // namespace firedrill
