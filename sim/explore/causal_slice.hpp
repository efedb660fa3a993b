// The causal slice of a violation: the kinds of what lies behind it, without times, names and
// numbers. Failures with one slice have one cause, as far as causes are recorded.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"

namespace firedrill {

/// Listens to a run with full causes, so that a step in a chain can be called by its cmdlet.
class CausalSlices final : public RunListener {
 public:
  CausalSlices(const Scenario& scenario, const Simulation& simulation)
      : scenario_(scenario), simulation_(simulation) {}
  void on_fact(std::uint32_t event, std::int64_t at_ms, const Fact& fact) override;
  /// The kinds of `events` (CauseBook::Chain), sorted, each once. Load and routine work touch the
  /// deciding fields in every run and are left out. The slips that happened stand with them: what
  /// an operator left out writes nothing that a chain could lead to.
  [[nodiscard]] std::vector<std::string> slice(const std::vector<std::uint32_t>& events) const;

  /// "skip of Invoke-CsBackupServiceSync": each slip that happened.
  [[nodiscard]] const std::vector<std::string>& slips() const { return slips_; }

 private:
  struct StepFact {
    std::uint32_t event;
    std::uint16_t cmdlet;
    ErrorCode code;
  };
  [[nodiscard]] std::string kind_of(std::uint32_t event) const;
  const Scenario& scenario_;
  const Simulation& simulation_;
  std::vector<StepFact> steps_;
  std::vector<std::string> slips_;
};

}  // namespace firedrill
