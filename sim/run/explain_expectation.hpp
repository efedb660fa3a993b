// Why an expectation of a scenario was not met, at the moment at which that was decided.
#pragma once

#include <cstddef>
#include <string>

#include "sim/run/explain.hpp"

namespace firedrill {

/// Runs the scenario up to that moment. `number` counts from 1, in the order of the file; an empty
/// text means that there is no such expectation, or that it is met or was never decided.
[[nodiscard]] std::string explain_expectation(const Scenario& scenario, const World& world,
                                              std::size_t number);

}  // namespace firedrill
