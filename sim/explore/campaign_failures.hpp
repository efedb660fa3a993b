// What a campaign found, for people: one report for each cause of failure, from its smallest
// example, shrunk.
//
// Failures were grouped by their causal slices while the campaign ran. Slices whose shrunk examples
// break the same rule by the same kinds of faults are one cause after all, and become one report.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/explore/campaign.hpp"
#include "sim/explore/shrunk_file.hpp"

namespace firedrill {

struct FailureReport {
  struct Slice {
    std::string text;
    FailureGroup group;
  };
  std::size_t scenario = 0;
  Verdict verdict = Verdict::kViolated;
  std::string rule;                 // or the expectation
  std::string why;                  // what broke and for whom
  std::int64_t at_ms = -1;          // when, in the example that is shown
  std::vector<Slice> slices;        // the one met first stands first
  std::uint64_t example = 0;        // run number of the example
  std::string configuration;        // its swarm, in one line
  std::vector<std::string> faults;  // and slips, of the example that is shown, in sentences
  std::string apart;                // the faults and slips behind it, by kind: "2 x site-down"
  std::vector<std::string> story;   // lines; empty for what could not be judged
  /// The steps of a shrunk example by the numbers that `story` has, and by those of the file; empty
  /// when the story numbers steps as the file does.
  std::vector<std::string> procedure;
  std::string again;             // the command line that makes the example again
  std::string saved;             // the file it was saved in; empty = not saved
  std::optional<Shrunk> shrunk;  // when it was shrunk
};

struct FailureOptions {
  std::size_t shrunk_max = 24;            // slices whose examples are shrunk, the first ones met
  std::uint32_t trials_max = 1500;        // for each of them; 0 = none is shrunk
  std::uint32_t story_trials_max = 6000;  // for the critical step of each of them
  std::function<bool()> stop = {};        // asked before every trial
};

/// The command line that makes one run again.
[[nodiscard]] std::string again_line(const Campaign& campaign, const std::string& file,
                                     std::uint64_t run);

/// In the order of scenarios, then of the run that met the cause first. Runs each example again.
[[nodiscard]] std::vector<FailureReport> failure_reports(const Campaign& campaign,
                                                         const FailureOptions& options);

/// Writes each example that was shrunk into `folder` under a name that stands for its cause; false
/// when the disk refuses. A cause that has its file already keeps it.
[[nodiscard]] bool save_failures(const Campaign& campaign, const std::string& folder,
                                 std::vector<FailureReport>& reports);

/// A file that an earlier campaign saved, run again.
struct SavedFailure {
  std::string file;  // as a command line names it, with the case where it has several
  Outcome outcome;
};
/// All scenario files of `folder`, sorted; mistakes in them go to `diagnostics`. A folder that is
/// not there yet holds none.
[[nodiscard]] std::vector<SavedFailure> run_saved(const std::string& folder,
                                                  Diagnostics& diagnostics);

/// The scenario files in `folder`, sorted; what lies there as a deployment is none.
[[nodiscard]] std::vector<std::string> scenario_files(const std::string& folder);

}  // namespace firedrill
