// Picture 2: the procedure as a partial order. What must precede what, and which rule said so when
// it was tried otherwise; what can begin together; where it waited; which step was refused; and
// beside it the documented procedure that it is most like, with what differs.
#pragma once

#include <optional>

#include "reports/pictures/picture.hpp"
#include "reports/pictures/procedure_trials.hpp"

namespace firedrill {

/// Nothing where nobody does anything.
[[nodiscard]] std::optional<Picture> procedure_picture(const RecordedRun& run,
                                                       const ProcedureTrials& trials);

}  // namespace firedrill
