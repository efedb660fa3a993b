// A whole name wins over every prefix; the names of the shell take part in deciding what is
// ambiguous.
#include "sim/cmdlets/parameter_names.hpp"

#include "sim/cmdlets/spelling.hpp"

namespace firedrill {
namespace {

struct CommonParameter {
  std::string_view name;
  bool takes_value = false;
  bool abbreviation = false;  // a short alias, which is not abbreviated further
};
constexpr CommonParameter kCommon[] = {{"Debug"},
                                       {"EA", true, true},
                                       {"ErrorAction", true},
                                       {"ErrorVariable", true},
                                       {"OutBuffer", true},
                                       {"OutVariable", true},
                                       {"Verbose"},
                                       {"WA", true, true},
                                       {"WarningAction", true},
                                       {"WarningVariable", true}};

/// Manual steps and programs are no cmdlets: the shell adds nothing to them.
bool takes_common(const CmdletDefinition& definition) {
  return definition.rule != "CMD-75" && definition.rule != "CMD-76";
}

}  // namespace

int position_of_parameter(const CmdletDefinition& cmdlet, std::string_view name) {
  for (std::size_t i = 0; i < cmdlet.parameters.size(); ++i) {
    if (same_name(cmdlet.parameters[i].name, name)) return static_cast<int>(i);
  }
  return -1;
}

ParameterMatch match_parameter(const CmdletDefinition& cmdlet, std::string_view name) {
  ParameterMatch out;
  out.position = position_of_parameter(cmdlet, name);
  if (out.position >= 0) return out;
  int found = 0;
  std::string names;
  auto candidate = [&](std::string_view full) {
    names += (found++ == 0 ? "-" : ", -") + std::string(full);
  };
  for (std::size_t i = 0; i < cmdlet.parameters.size(); ++i) {
    if (!is_prefix(name, cmdlet.parameters[i].name)) continue;
    candidate(cmdlet.parameters[i].name);
    out.position = static_cast<int>(i);
  }
  for (const CommonParameter& common : kCommon) {
    if (!takes_common(cmdlet)) break;
    if (same_name(common.name, name)) return {-1, true, common.takes_value, {}};
    if (common.abbreviation || !is_prefix(name, common.name)) continue;
    if (position_of_parameter(cmdlet, common.name) >= 0) continue;
    candidate(common.name);
    out.common = true;
    out.takes_value = common.takes_value;
  }
  if (found > 1) return {-1, false, false, names};
  return out;
}

}  // namespace firedrill
