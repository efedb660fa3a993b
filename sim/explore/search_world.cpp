// The menu is of the finished World; the places for added faults change its layout.
#include "sim/explore/search_world.hpp"

#include "sim/run/simulation.hpp"

namespace firedrill {

void build_search_world(const Scenario& scenario, std::uint32_t faults, const MenuOptions& menu,
                        World& world) {
  build_world(scenario, world);
  MenuOptions options = menu;
  options.together = faults;
  for (const MenuFault& item : fault_menu(world, options)) world.menu.push_back(item.fault);
  world.added_faults = faults;
  finish_world(world);
}

}  // namespace firedrill
