// The critical step of a failing run: the last one before which a way to pass still existed.
//
// Found by trying. Going backwards over the steps, in the order in which they began, everything
// before a step stays as it was, and from there on one thing is done otherwise:
//
//     no slip there, if there is one
//     wait before it              repeat an earlier step before it
//     do it after a later step    first do one or two further steps (see further_steps)
//     the same cmdlet otherwise   both, where the step was refused
//     leave it out, or do nothing from there on
//
// The first step at which one of these passes is the critical one. A run passes when it does not
// fail by the name in question, nor by any other name than the failing run did, and leaves no more
// undecided than that did. Before the steps the end is looked at: a failure that only shows at the
// end may still be mended there.
//
// What makes a shrunk scenario pass is advice only if it also helps where people stand: it is tried
// in the original too, with all its faults, and passed over where that still fails or refuses it.
#pragma once

#include <cstdint>
#include <functional>
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
    kNotThere,  // what lets the shrunk scenario pass does not mend the original
  };
  Kind kind = Kind::kNotKnown;
  std::size_t actor = 0;
  std::size_t step = 0;
  std::string instead;  // how it passes: "step 3 is done after step 4"
  std::uint32_t trials = 0;
  bool left_out = false;     // it passes only because less is done
  bool of_original = false;  // the step is one of the original, not of the shrunk scenario
};

/// `original` is what `failing` was shrunk from, or the same. Its command lines may be done
/// further, as far as they can be read on the deployment of `failing`. `stop` is asked before every
/// trial.
[[nodiscard]] CriticalStep critical_step(const Candidate& failing, const Candidate& original,
                                         TrialBudget& budget,
                                         const std::function<bool()>& stop = {});

/// The same, and looked for in the original itself where the shrunk scenario yields no advice, or
/// none but to leave something out.
[[nodiscard]] CriticalStep critical_step_of_shrunk(const Candidate& shrunk,
                                                   const Candidate& original, TrialBudget& budget,
                                                   const std::function<bool()>& stop);

}  // namespace firedrill
