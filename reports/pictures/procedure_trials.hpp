// What the order of a procedure's steps is good for, found by trying: each step is left out, begun
// with the step before it, and swapped with the next, and the run says what came of it. Nothing is
// derived from rules here; a refusal names its rule by itself.
#pragma once

#include <string>
#include <vector>

#include "reports/pictures/recorded_run.hpp"

namespace firedrill {

/// Without step `before`, step `after` is not done.
struct StepNeed {
  std::size_t actor = 0;
  std::size_t before = 0;
  std::size_t after = 0;
  std::string rule;  // that refused it; empty = it waited in vain
  friend bool operator==(const StepNeed&, const StepNeed&) = default;
};
/// What else is broken without a step.
struct StepUse {
  std::size_t actor = 0;
  std::size_t step = 0;
  std::string what;  // "INV-25", or the text of an expectation
  bool is_rule = false;
};

struct ProcedureTrials {
  bool tried = false;           // false: the run is too long to be repeated for each step
  std::vector<StepNeed> needs;  // without those that follow from others
  std::vector<StepUse> uses;
  /// Steps that can begin together with the step before them, and pass as before.
  std::vector<std::pair<std::size_t, std::size_t>> beside;  // actor, step
};

[[nodiscard]] ProcedureTrials try_procedure(const RecordedRun& run);

/// How a step as written fared: the first doing of it, in whichever shell.
[[nodiscard]] const StepOutcome* outcome_of(const World& world, const StepLog& log,
                                            std::size_t actor, std::size_t step);

}  // namespace firedrill
