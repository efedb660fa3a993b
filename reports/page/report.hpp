// Everything that `firedrill report` writes, as names and bytes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace firedrill {

struct ReportMoment {
  std::int64_t ms = 0;
  bool by_clock = false;  // as the scenario's clock shows it; else since the start
};
struct ReportRequest {
  std::string file;  // scenario, trace or record
  ScenarioOptions options;
  std::vector<std::string> formats{"svg"};  // of pictures
  std::vector<ReportMoment> moments;        // further topology pictures
};
struct ReportFile {
  std::string name;
  std::string bytes;
};
struct Report {
  std::vector<ReportFile> files;
  std::string verdict;  // one line
  int exit_status = 0;
};

/// Nothing where the input could not be read, or a trace does not repeat here.
[[nodiscard]] std::optional<Report> make_report(const ReportRequest& request,
                                                Diagnostics& diagnostics);

/// Reads a scenario, or the one that a trace carries; a trace's run is looked at again, event by
/// event, and rejected where it differs.
[[nodiscard]] std::optional<Scenario> read_scenario_or_trace(const std::string& file,
                                                             const ScenarioOptions& options,
                                                             Diagnostics& diagnostics);
/// The command line that runs a scenario again.
[[nodiscard]] std::string run_again_line(const std::string& file, const std::string& case_name,
                                         const ScenarioOptions& options, std::uint64_t seed);

}  // namespace firedrill
