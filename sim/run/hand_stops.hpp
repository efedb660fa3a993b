// Edge pools that do not run because an administrator has stopped their services (PRC-EX has that
// done): by which steps, and the lines that start them again. Advice for people, and no verdict.
#pragma once

#include <string>
#include <vector>

#include "sim/model/world.hpp"

namespace firedrill {

struct HandStop {
  std::string steps;  // "step 9, step 10"; empty = it runs, or something else keeps it from that
  std::string first;  // "step 9"
  std::vector<std::string> starts;
};
[[nodiscard]] HandStop hand_stop(const World& world, const State& state, Index edge_pool);

}  // namespace firedrill
