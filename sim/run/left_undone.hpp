// What a run leaves behind that a healthy deployment does not have, for people to read: no rule
// says that a scenario has to end with everything mended, so none of it is a verdict.
#pragma once

#include <string>
#include <vector>

#include "sim/run/measures.hpp"

namespace firedrill {

/// One line each, with the procedure that mends it; empty where nothing is left. Services that came
/// back are named when somebody was without them for an hour or more.
[[nodiscard]] std::vector<std::string> left_undone(const Simulation& simulation,
                                                   const Figures& figures);

}  // namespace firedrill
