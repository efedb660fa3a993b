// Steps that may have been forgotten: what to try before a step to see whether the run passes then.
//
// They are suggestions, not rules: whether one helps is decided by running it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace firedrill {

struct FurtherStep {
  StepSpec step;
  /// Not to be done further, only instead of another step of the same cmdlet.
  bool only_in_place = false;
};

/// First the commands of `material`, then those that the documented procedures have for the pools
/// of `scenario`; each as it reads in `scenario`, none twice. What does not read there is left out.
[[nodiscard]] std::vector<FurtherStep> further_steps(const Scenario& scenario,
                                                     const Scenario& material);

/// `line` as a step of `scenario`; nothing where it does not read there.
[[nodiscard]] std::optional<StepSpec> read_step(const Scenario& scenario, const std::string& line);

}  // namespace firedrill
