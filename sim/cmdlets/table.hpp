// Every cmdlet and manual step that firedrill knows, those outside the modelled scope included, so
// that a scenario which needs one of them is told so by name.
#pragma once

#include <span>
#include <string_view>

#include "sim/model/cmdlet.hpp"

namespace firedrill {

/// Sorted by canonical name, letter case aside. The span lives as long as the program.
[[nodiscard]] std::span<const CmdletDefinition> cmdlet_table();

/// Position in the table of the cmdlet with that name or alias (case never matters), or -1.
[[nodiscard]] int find_cmdlet(std::string_view name);

}  // namespace firedrill
