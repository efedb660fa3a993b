// From a placement of the search to a scenario that a run replays: an instant for each added fault,
// as round as the zone allows, and the orders of simultaneous events that it needs.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/explore/timed_search.hpp"
#include "sim/scenario/scenario.hpp"

namespace firedrill {

/// Milliseconds since the start of each unknown instant, in order; one after the end = never.
using Point = std::vector<std::int64_t>;

/// The point of the zone whose first instant is roundest, then the next within what is left.
[[nodiscard]] Point round_point(const Zone& zone);
/// The corner at which `to` - `from` is greatest.
[[nodiscard]] Point worst_point(const WorstCase& worst);

/// `scenario` with the placement's faults at `point` as its own, judged as under faults.
/// `search_world` is the one that was searched.
[[nodiscard]] Scenario scenario_at(const Scenario& scenario, const World& search_world,
                                   const Placement& placement, const Point& point);

/// "site Datacenter1 is lost at 01:00:00, back after 30m; ...", or "no added fault".
[[nodiscard]] std::string placement_text(const Scenario& scenario, const World& search_world,
                                         const Placement& placement, const Point& point);

}  // namespace firedrill
