// What a disaster moved away and could go home at the end of a run, in the order in which it does:
// what goes by Edge pools (PRC-EB), then the pools of their sites (PRC-FB), their content (PRC-CC),
// the next hops, and the store, which may stay. Advice for people, and no verdict.
#pragma once

#include <vector>

#include "sim/run/edge_services.hpp"
#include "sim/run/returns.hpp"
#include "sim/run/simulation.hpp"

namespace firedrill {

/// What comes first of these lines is typed after `wait`; an empty one changes nothing.
void wait_first(const std::string& wait, std::vector<Undone>& of);
/// The first lines of what came back after the procedure was over wait for it. `failover_is_told`:
/// somebody may fail a pool over by lines that were told before these.
[[nodiscard]] std::vector<Undone> way_home(const Simulation& simulation, const Returns& returns,
                                           bool failover_is_told);

}  // namespace firedrill
