// The World that a search explores: the scenario's, with places for added faults and the menu they
// come from.
#pragma once

#include "sim/explore/menu.hpp"
#include "sim/scenario/scenario.hpp"

namespace firedrill {

/// `faults`: how many may be added at once.
void build_search_world(const Scenario& scenario, std::uint32_t faults, const MenuOptions& menu,
                        World& world);

}  // namespace firedrill
