// Does a failure need anything to happen at all?
//
// A deployment that has lost its Edge pools fails by every expectation about federation before any
// fault strikes: such a candidate has the name of the failure, and is no example of it.
#pragma once

#include "sim/explore/trial.hpp"

namespace firedrill {

/// True when `candidate` fails by its name too where no fault strikes and no step is done, each
/// expectation being judged at the moments at which it was judged in the run of `times`.
[[nodiscard]] bool fails_without_events(const Candidate& candidate, const ObservedTimes& times);

}  // namespace firedrill
