// What a run leaves behind that a healthy deployment does not have, for people to read: no rule
// says that a scenario has to end with everything mended, so none of it is a verdict.
#pragma once

#include <vector>

#include "sim/run/absence_watch.hpp"
#include "sim/run/measures.hpp"

namespace firedrill {

/// With the procedure that mends it and what is typed; empty where nothing is left. Services that
/// came back are named when somebody was without them for an hour or more, with the lines that
/// nobody typed meanwhile.
[[nodiscard]] std::vector<Undone> left_undone(const Simulation& simulation, const Figures& figures,
                                              const AbsenceWatch& absences);

}  // namespace firedrill
