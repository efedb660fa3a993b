// From a command line as typed to a cmdlet of the table with resolved arguments.
//
// Three outcomes, never mixed up. A mistake of whoever wrote the line is a diagnostic, and nothing
// is bound: an unknown command or parameter (FD1041, FD1040), a missing parameter (FD1042), a value
// of the wrong type (FD1043), a name that the topology does not have (FD1021). What the product
// refuses when the command runs is a BoundCommand with `refused` and its rule: documented
// misspellings under STRICT, values out of range, parameters that exclude each other. What works
// with a remark is bound with a warning (FD1046), which names its trap. A cmdlet outside the
// modelled scope is a warning (FD1045) and refused as kNotModelled.
#pragma once

#include <optional>

#include "sim/model/command.hpp"

namespace firedrill {

[[nodiscard]] std::optional<BoundCommand> bind_command(const Command& command,
                                                       const Topology& topology,
                                                       Personality personality,
                                                       Diagnostics& diagnostics);

}  // namespace firedrill
