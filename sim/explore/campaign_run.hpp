// One run of a campaign: the scenario with the faults that its number draws, judged by what must
// hold under any added fault.
//
// A run that holds costs no text. One that does not is made once more with every cause kept, which
// gives its causal slices and shows on the way that it repeats.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/explore/causal_slice.hpp"
#include "sim/explore/probes.hpp"
#include "sim/explore/swarm.hpp"
#include "sim/run/explain.hpp"
#include "sim/run/verdict.hpp"

namespace firedrill {

/// A scenario made ready for many runs; shared by all workers and changed by none.
struct CampaignScenario {
  /// `slips`: operators slip in half of the runs.
  CampaignScenario(Scenario read, const std::string& named, bool slips);
  CampaignScenario(const CampaignScenario&) = delete;
  CampaignScenario& operator=(const CampaignScenario&) = delete;

  std::string file;       // as the user named it
  std::string label;      // the same with the case of its matrix: what reports say
  std::string argument;   // the same as a command line says it
  Scenario as_written;    // what run 0 is
  Scenario under_faults;  // judged by what must hold under any added fault
  World world;            // of the scenario as written
  std::unique_ptr<SwarmMaker> swarm;
  std::uint32_t events = 0;  // of the scenario as written: what a run costs

  /// The scenario of one run, complete: what a failure is saved as.
  [[nodiscard]] Scenario scenario_of(const Swarm& swarm_of_run) const;
};

/// Something of a run that did not hold, once for each cause.
struct Finding {
  Verdict verdict = Verdict::kViolated;
  std::string rule;   // or the expectation
  std::string slice;  // "INV-03: detector, pool-down": the cause, by which failures are grouped
  VerdictItem item;
};

struct RunResult {
  Verdict verdict = Verdict::kHeld;
  std::uint32_t added = 0;  // faults and slips
  std::uint32_t events = 0;
  Digest128 digest;
  SwarmShape shape = SwarmShape::kAsWritten;
  bool twice = false;
  std::vector<std::string> known;  // rules broken that the scenario allows for
  std::vector<Finding> findings;
  Figures figures;
  std::string difference;  // the two executions of this run differ, and where; else empty
};

/// One worker's copy of a scenario.
class CampaignReplica {
 public:
  explicit CampaignReplica(const CampaignScenario& scenario);
  /// `twice`: also compared event by event with an execution in a world of its own.
  [[nodiscard]] RunResult run(std::uint64_t campaign_seed, std::uint64_t number, bool twice,
                              Probes& probes);

 private:
  class Recorder;
  void dissect(const Scenario& judged, const World& world, RunResult& result) const;
  void compare(const Swarm& swarm, const Recorder& first, RunResult& result) const;

  const CampaignScenario& scenario_;
  World world_;
};

/// What did not hold in a finished run, grouped by cause. `simulation` ran with full causes.
[[nodiscard]] std::vector<Finding> findings_of(const Scenario& scenario, const Outcome& outcome,
                                               const CauseBook& book, const CausalSlices& slices,
                                               const StepLog& steps, const World& world);

}  // namespace firedrill
