// A finished run as text for a terminal, as JSON and as JUnit.
#pragma once

#include <string>
#include <vector>

#include "sim/explore/range_effects.hpp"
#include "sim/run/left_undone.hpp"
#include "sim/run/timeline.hpp"
#include "sim/run/verdict.hpp"

namespace firedrill {

/// Everything a report of one run may use.
struct RunReport {
  const Scenario& scenario;
  const Simulation& simulation;
  const Timeline& timeline;
  const Figures& figures;
  const Outcome& outcome;
  std::string replay_line;               // the command that gives this run again
  std::string trace_file;                // "" = no trace was written
  std::vector<Undone> left = {};         // that no healthy deployment has; no part of the verdict
  std::vector<RangeEffect> ranges = {};  // of parameters that were drawn from one
};

struct TextOptions {
  bool colour = false;
  int width = 100;  // columns; longer timeline lines are folded
  bool verdict_alone = false;
};

[[nodiscard]] std::string run_as_text(const RunReport& report, const TextOptions& options);
/// The same as data; the version of the form stands in "firedrill-summary".
[[nodiscard]] std::string run_as_json(const RunReport& report);
/// One test case an expectation, invariant or step that mattered.
[[nodiscard]] std::string run_as_junit(const RunReport& report);
/// The suite alone, of which junit_document makes a file.
[[nodiscard]] std::string run_as_junit_suite(const RunReport& report);
[[nodiscard]] std::string junit_document(const std::string& suites);

}  // namespace firedrill
