// What if: two runs on the same draws, and what differs between them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "reports/page/report.hpp"
#include "reports/pictures/recorded_run.hpp"

namespace firedrill {

/// One event of a run, as far as runs of different deployments can be compared.
struct NamedEvent {
  std::int64_t at_ms = 0;
  std::string what;
  friend bool operator==(const NamedEvent&, const NamedEvent&) = default;
};

struct RunDifference {
  bool same = true;
  /// Number of the first event that differs, from 1; 0 = none.
  std::uint32_t event = 0;
  /// What happens there on either side, with the causes behind it; "the run has ended".
  std::string here[2];
  /// Lines of the timeline that only one side has, in order.
  std::vector<std::string> only[2];
  struct Figure {
    std::string name;
    std::string value[2];
  };
  std::vector<Figure> figures;  // RTO, RPO, users out: those that differ
};

[[nodiscard]] RunDifference difference(const RecordedRun& a, const RecordedRun& b);
[[nodiscard]] std::string difference_as_text(const RecordedRun& a, const RecordedRun& b,
                                             const RunDifference& difference);
[[nodiscard]] nlohmann::ordered_json difference_as_json(const RecordedRun& a, const RecordedRun& b,
                                                        const RunDifference& difference);
/// A page with both side by side, and the pictures of each.
[[nodiscard]] std::vector<ReportFile> draw_difference(const RecordedRun& a, const RecordedRun& b,
                                                      const RunDifference& difference);

}  // namespace firedrill
