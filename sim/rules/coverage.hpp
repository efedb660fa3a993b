// What covers a rule, or why it is not modelled.
#pragma once

#include <string_view>

namespace firedrill {

struct RuleCoverage {
  std::string_view covered_by;    // tests and scenarios that name the rule, separated by commas
  std::string_view not_modelled;  // the reason, or empty
};

/// `id` as in the catalogue; both members are empty for an unknown rule.
[[nodiscard]] RuleCoverage coverage_of(std::string_view id);

}  // namespace firedrill
