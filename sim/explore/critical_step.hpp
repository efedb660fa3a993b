// The critical step of a failing run: the last one before which a way to pass still existed.
//
// Found by trying. Going backwards over the steps, in the order in which they began, everything
// before a step stays as it was, and from there on one thing is done otherwise:
//
//     no slip there, if there is one
//     wait before it              repeat an earlier step before it
//     do it after a later step    first do one or two further steps (see further_steps)
//     the same cmdlet otherwise   leave it out, or do nothing from there on
//
// The first step at which one of these passes is the critical one. A run passes when it does not
// fail by the name in question, nor by any other name than the failing run did, and leaves no more
// undecided than that did. Before the steps the end is looked at: a failure that only shows at the
// end may still be mended there.
#pragma once

#include <cstdint>
#include <string>

#include "sim/explore/delta.hpp"
#include "sim/explore/trial.hpp"

namespace firedrill {

struct CriticalStep {
  enum class Kind : std::uint8_t {
    kStep,      // `actor` and `step`
    kNone,      // not even the end of the procedure is too late
    kAlways,    // whatever was tried, it fails: no step decides
    kNotKnown,  // the budget ended first
  };
  Kind kind = Kind::kNotKnown;
  std::size_t actor = 0;
  std::size_t step = 0;
  std::string instead;  // how it passes: "step 3 is done after step 4"
};

/// `material`: steps of its command lines may be done further, as far as they can be read on the
/// deployment of `failing`.
[[nodiscard]] CriticalStep critical_step(const Candidate& failing, const Scenario& material,
                                         TrialBudget& budget);

}  // namespace firedrill
