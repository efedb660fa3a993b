// What the first screen of a run's page says beyond the story of its failure: who lacked what and
// for how long, and what it can be laid to.
#pragma once

#include <string>

#include "reports/pictures/recorded_run.hpp"

namespace firedrill {

/// "40 users of pool1 in resiliency mode for up to 3h 00m 00s; XMPP missing for 100 users for ...";
/// empty where nobody lacked anything.
[[nodiscard]] std::string lacking_text(const RecordedRun& run);
/// The story's own words, with what was lacking before the end.
[[nodiscard]] std::string whom_text(const RecordedRun& run);
/// The step or fault to which the failure is laid; a step only where a cause or a trial names it.
[[nodiscard]] std::string because_text(const RecordedRun& run);

}  // namespace firedrill
