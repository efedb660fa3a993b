// What else a scenario sets beside its plan, and the plainer setting to try instead of each.
#pragma once

#include <cstddef>

#include "sim/explore/trial.hpp"

namespace firedrill {

[[nodiscard]] std::size_t setting_count(const Scenario& scenario);

/// Makes setting `i` plainer; false when it is plain already.
[[nodiscard]] bool make_plainer(Candidate& candidate, std::size_t i);

}  // namespace firedrill
