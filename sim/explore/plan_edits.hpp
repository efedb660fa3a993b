// Changing the plan of a scenario: faults, slips and steps taken out, steps put in or moved.
//
// Whatever refers to a fault or a step by its number goes on meaning the same one: references are
// renumbered; a moment that was counted from something that is gone becomes the instant at which it
// came in the run that is being shrunk. A change that would take away what the failure itself
// speaks of, or the fault or step that its deadline counts from, is no change (nothing is
// returned).
#pragma once

#include <optional>
#include <vector>

#include "sim/explore/trial.hpp"

namespace firedrill {

/// One step of the new procedure.
struct StepSource {
  std::int32_t old = -1;  // position in the old procedure; -1 = `added`
  bool again = false;     // a second doing of `old`: references go on meaning the first
  bool in_place = false;  // `added` is done in place of `old`
  StepSpec added;
};

struct PlanEdit {
  std::vector<bool> keep_fault;
  std::vector<bool> keep_slip;                 // one whose step goes, goes too
  std::vector<bool> keep_mishap;               // likewise
  std::vector<std::vector<StepSource>> steps;  // by administrator
};

[[nodiscard]] PlanEdit unchanged(const Scenario& scenario);

/// An administrator without steps goes too. Nothing when the slips that stay no longer fit.
[[nodiscard]] std::optional<Candidate> edit_plan(const Candidate& whole, const PlanEdit& edit,
                                                 const ObservedTimes& times);

/// Takes out every expectation but the one that the failure speaks of.
[[nodiscard]] Candidate only_the_failure(const Candidate& whole);

/// Faults at drawn instants strike at the instants of the run.
[[nodiscard]] Candidate with_fixed_instants(const Candidate& whole, const ObservedTimes& times);

/// Texts of steps and expectations say what they now are.
void refresh_texts(Candidate& candidate);

/// `candidate` as its own text reads on `topology`; nothing when it does not.
[[nodiscard]] std::optional<Candidate> read_again(const Candidate& candidate,
                                                  const Topology& topology);

[[nodiscard]] std::size_t step_count(const Scenario& scenario);

}  // namespace firedrill
