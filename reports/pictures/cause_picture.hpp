// Picture 3: why. The causes behind what failed, from their roots down to it, each link in words
// with the rule that says so, the critical step marked. At most 40 boxes; what lies further back is
// folded into one with its count.
#pragma once

#include <optional>

#include "reports/pictures/picture.hpp"
#include "reports/pictures/recorded_run.hpp"

namespace firedrill {

/// The chain behind what failed in the run.
[[nodiscard]] CauseBook::Chain chain_of_failure(const RecordedRun& run);
/// Nothing where nothing failed, or no cause is known.
[[nodiscard]] std::optional<Picture> cause_picture(const RecordedRun& run);

}  // namespace firedrill
