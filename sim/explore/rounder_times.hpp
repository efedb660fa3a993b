// The times of a scenario, and the rounder ones to try instead: whole hours before half hours, ten
// and five minutes, minutes, seconds.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace firedrill {

/// A time of the scenario: one place, or several that move together.
using TimePlaces = std::vector<Duration*>;

/// Every time that may be made rounder, in the order in which that matters: instants of faults
/// (those at one instant as one), delays of their repairs, waits and other times of the procedure.
[[nodiscard]] std::vector<TimePlaces> times_to_round(Scenario& scenario);

/// Rounder values than `time`, the roundest first; of two equally round ones the nearer first. None
/// is 0: something at once is another thing than something soon.
[[nodiscard]] std::vector<Duration> rounder_values(Duration time);

/// Shorter lengths for a whole scenario, the shortest first.
[[nodiscard]] std::vector<Duration> shorter_lengths(Duration length);

}  // namespace firedrill
