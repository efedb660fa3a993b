// Picture 4: who did what when. Administrators and sites are lanes, time runs downwards with a mark
// at every moment that matters; faults and cmdlets are arrows, what followed stands beside them.
#pragma once

#include "reports/pictures/picture.hpp"
#include "reports/pictures/recorded_run.hpp"

namespace firedrill {

[[nodiscard]] Picture sequence_picture(const RecordedRun& run);

}  // namespace firedrill
