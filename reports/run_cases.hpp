// The runs of a file's cases together: each case's own report, then a table of them and one verdict
// over all, which is the worst.
#pragma once

#include <string>
#include <vector>

#include "reports/run_text.hpp"

namespace firedrill {

/// What is kept of the run of one case once its simulation is gone.
struct CaseRun {
  std::string name;
  int exit_status = 0;
  bool expected_to_fail = false;
  Verdict verdict = Verdict::kHeld;
  std::string headline;
  Figures figures;
  std::string machine;  // its JSON, or its JUnit suite, when that is what is asked for
};

class CaseRuns {
 public:
  /// `wanted`: how many cases there are; those that never ran leave the verdict unknown.
  CaseRuns(std::string file, std::size_t wanted, std::string replay_line)
      : file_(std::move(file)), wanted_(wanted), replay_line_(std::move(replay_line)) {}
  /// `machine`: the case's own report for machines, as made by run_as_json or run_as_junit_suite.
  void add(const RunReport& report, std::string machine);
  /// Violated outweighs unknown, and unknown outweighs held.
  [[nodiscard]] int exit_status() const;
  [[nodiscard]] std::string headline() const;
  /// The table and the verdict; the reports of the cases were printed as they came.
  [[nodiscard]] std::string text(bool verdict_alone) const;
  [[nodiscard]] std::string json() const;
  [[nodiscard]] std::string junit() const;

 private:
  std::string file_;
  std::size_t wanted_;
  std::string replay_line_;
  std::vector<CaseRun> runs_;
};

}  // namespace firedrill
