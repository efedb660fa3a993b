// One drawn drill, read and run with every invariant watched: what the properties look at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "firedrill/drawn_drill.hpp"
#include "sim/run/simulation.hpp"

namespace firedrill {

struct DrillRun {
  std::vector<std::string> mistakes;  // of the reader; the drill was not run then
  std::vector<Violation> violations;
  std::vector<std::uint64_t> evaluations;  // by row of InvariantWatch::table()
  std::vector<std::string> disagreements;  // of the oracle
  int decisions = 0;                       // that the oracle judged
  int refusals = 0;                        // of these, where it says no
  std::string digest;
  std::uint32_t events = 0;
  int accepted = 0;  // commands
  int refused = 0;
  int failed = 0;
  int faults = 0;          // that struck
  std::vector<int> facts;  // how often each kind was told

  [[nodiscard]] bool ran() const { return mistakes.empty(); }
  /// The violations of one rule, in words; empty when there are none.
  [[nodiscard]] std::string broken(std::string_view rule) const;
};

[[nodiscard]] std::optional<Scenario> read_drill(const DrawnDrill& drill,
                                                 std::vector<std::string>& mistakes);
[[nodiscard]] DrillRun run_scenario(const Scenario& scenario, const SimulationOptions& options);
[[nodiscard]] DrillRun run_drill(const DrawnDrill& drill);

}  // namespace firedrill
