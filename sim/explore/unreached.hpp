// What a campaign never reached, and why that was to be expected, if it was.
#pragma once

#include <string>
#include <vector>

#include "sim/explore/campaign.hpp"

namespace firedrill {

struct Unreached {
  ProbeTable::Kind kind;
  std::string name;    // of the probe
  std::string reason;  // empty = there is none: a hole in the coverage
};

/// In the order of the probes. Reasons that follow from the scenarios (no step runs a cmdlet that
/// could refuse so, no deployment has such a component) are computed; the others are a table.
[[nodiscard]] std::vector<Unreached> unreached(const Campaign& campaign);

}  // namespace firedrill
