// What a campaign found, for people: one report for each cause of failure, made from its smallest
// example.
#pragma once

#include <string>
#include <vector>

#include "sim/explore/campaign.hpp"

namespace firedrill {

struct FailureReport {
  std::size_t scenario = 0;
  std::string slice;
  FailureGroup group;
  VerdictItem item;                 // what broke, for whom, when
  std::string configuration;        // the run's swarm, in one line
  std::vector<std::string> faults;  // of the example, in sentences
  std::string step;     // the last step begun before it broke: "step 10  Invoke-CsPoolFailOver ..."
  std::string where;    // file:line of that step
  std::string because;  // the chain of causes, a line each
  std::string again;    // the command line that makes the example again
  std::string saved;    // the file it was saved in; empty = not saved
  Scenario failing;     // the example, small enough to be shown
};

/// In the order of scenarios, then of the run that met the cause first. Runs each example again.
[[nodiscard]] std::vector<FailureReport> failure_reports(const Campaign& campaign);

/// Writes each example into `folder` under a name that stands for its cause; false when the disk
/// refuses. A cause that has its file already keeps it.
[[nodiscard]] bool save_failures(const std::string& folder, std::vector<FailureReport>& reports);

/// A file that an earlier campaign saved, run again.
struct SavedFailure {
  std::string file;
  Outcome outcome;
};
/// All scenario files of `folder`, sorted; mistakes in them go to `diagnostics`. A folder that is
/// not there yet holds none.
[[nodiscard]] std::vector<SavedFailure> run_saved(const std::string& folder,
                                                  Diagnostics& diagnostics);

}  // namespace firedrill
