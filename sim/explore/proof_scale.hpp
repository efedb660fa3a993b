// A scenario at the scale of a proof: few users a pool stand for its whole population, each with
// changes to lose and a conference to be cut. What users there are of each kind (inside, outside,
// at the partner's site) there are among the few. Durations and capacity read the population, which
// stays whole.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace firedrill {

struct ProofScale {
  static constexpr std::int64_t kOneOfEachKind = -1;
  std::int64_t users = kOneOfEachKind;  // of each pool; 0 = as the scenario has them
};

struct ScaledScenario {
  Scenario scenario;
  std::vector<std::string> notes;  // what was scaled, in words
};

/// Reads `file` at that scale, every case of its matrix. Users whom it names are among the few, by
/// other numbers where need be. What `options` set is never scaled.
[[nodiscard]] std::vector<ScaledScenario> read_scaled(const std::string& file,
                                                      const ScenarioOptions& options,
                                                      const ProofScale& scale,
                                                      Diagnostics& diagnostics);

}  // namespace firedrill
