// What the documented procedures have an administrator run first, where a step was refused because
// it was not: the line as it is typed in this deployment, at this moment.
#pragma once

#include <string>

#include "sim/model/world.hpp"

namespace firedrill {

/// `code` and `rule` of the refusal of `command`; empty where no one line mends it.
[[nodiscard]] std::string remedy(const World& world, const State& state,
                                 const BoundCommand& command, ErrorCode code,
                                 std::string_view rule);

}  // namespace firedrill
