// Which parameter of a cmdlet a name means: itself, an unambiguous prefix of it (rule book 4.1 item
// 2), or one of the parameters that the shell gives every cmdlet.
#pragma once

#include <string>
#include <string_view>

#include "sim/model/cmdlet.hpp"

namespace firedrill {

struct ParameterMatch {
  int position = -1;         // in CmdletDefinition::parameters
  bool common = false;       // a parameter of the shell, which changes nothing that is modelled
  bool takes_value = false;  // of the shell's parameter
  std::string ambiguous;     // "-A, -B" when the prefix abbreviates more than one name
};

[[nodiscard]] ParameterMatch match_parameter(const CmdletDefinition& cmdlet, std::string_view name);

/// The position of the parameter with exactly that name, letter case aside, or -1.
[[nodiscard]] int position_of_parameter(const CmdletDefinition& cmdlet, std::string_view name);

}  // namespace firedrill
