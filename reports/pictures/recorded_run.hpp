// A scenario, run once with everything a report may ask for kept: timeline, figures, causes, the
// deployment over time, the verdict, and the story of what failed.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "reports/pictures/fact_log.hpp"
#include "reports/pictures/run_history.hpp"
#include "sim/explore/story.hpp"
#include "sim/run/explain.hpp"
#include "sim/run/verdict.hpp"

namespace firedrill {

struct RecordedRunOptions {
  bool story = true;           // of a failure, with its critical step; runs the scenario again
  std::uint32_t trials = 400;  // to spend on the critical step
};

class RecordedRun {
 public:
  /// Runs `scenario`, which must outlive it.
  RecordedRun(const Scenario& scenario, std::string again, const RecordedRunOptions& options);

  const Scenario& scenario;
  std::string again;  // the command that gives this run again
  World world;
  std::unique_ptr<Simulation> simulation;
  std::unique_ptr<Timeline> timeline;
  std::unique_ptr<FactLog> facts;
  std::unique_ptr<Measures> measures;
  std::unique_ptr<RunHistory> history;
  std::unique_ptr<CauseBook> causes;
  Figures figures;
  Outcome outcome;
  /// What the report is about where something failed: the item the file expects, or the first.
  const VerdictItem* failed = nullptr;
  std::optional<Story> story;
  std::optional<CriticalStep> critical;

  /// What the verdict comes to for a reader: a scenario that fails as it expects is no alarm.
  [[nodiscard]] std::string badge() const;
  /// "01:10:00" as the scenario's clock shows it.
  [[nodiscard]] std::string clock(std::int64_t at_ms) const;
};

}  // namespace firedrill
