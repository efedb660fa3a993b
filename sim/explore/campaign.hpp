// A campaign: many runs of each scenario, every one with faults of its own, over several threads
// that share nothing.
//
// Run number n of every scenario comes before run n + 1 of any, and the runs are dealt out in that
// order. What a run adds to the result is a sum, a minimum or a maximum, so the result depends on
// which runs were made and on nothing else: not on the number of threads, nor on their pace.
// Nothing is kept of a run that held; of those that failed, one example a cause.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/explore/campaign_run.hpp"
#include "sim/explore/distribution.hpp"

namespace firedrill {

struct CampaignOptions {
  std::uint64_t seed = 1;
  std::uint64_t first = 0;    // number of the first run of each scenario
  std::uint64_t runs = 1000;  // of each scenario; an upper bound when `for_ms` is set
  std::int64_t for_ms = 0;    // > 0: no run begins after this much time
  unsigned jobs = 1;
  bool slips = false;          // operators slip too; the scenarios were made so
  std::string case_name = {};  // the cases that were asked for; empty = all
  std::string settings = {};   // " --set MA-06=600s --strict" as it was given; "" = none
};
/// One run in so many is executed twice and compared event by event.
inline constexpr std::uint64_t kTwiceEvery = 64;

/// Runs that failed for one cause.
struct FailureGroup {
  Verdict verdict = Verdict::kViolated;
  std::string rule;
  Met met;
  std::uint32_t fewest = ~0U;  // added faults of the smallest example
  std::uint64_t example = 0;   // its run number; the lowest of the smallest
  void merge(const FailureGroup& other);
};

struct ScenarioTally {
  std::uint64_t runs = 0, held = 0, known_only = 0, unknown = 0, violated = 0;
  std::uint64_t twice = 0, events = 0;
  std::array<std::uint64_t, static_cast<std::size_t>(SwarmShape::kCount)> shapes{};
  Distribution sign_in_s;            // longest time without sign-in of any user, in seconds
  Distribution regular_s;            // the same without regular service
  Distribution lost_age_s;           // age of the oldest change lost or stranded, in seconds
  Distribution lost;                 // changes and content items lost
  std::map<std::string, Met> known;  // by rule
  std::map<std::string, FailureGroup> groups;  // by causal slice
  void add(const RunResult& result, std::uint64_t number, std::uint64_t order);
  void merge(const ScenarioTally& other);
};

struct CampaignTally {
  CampaignTally(std::size_t scenarios, const Phases& phases)
      : scenarios(scenarios), probes(phases) {}
  std::vector<ScenarioTally> scenarios;
  ProbeTally probes;
  void merge(const CampaignTally& other);
  [[nodiscard]] std::uint64_t runs() const;
  [[nodiscard]] std::uint64_t failed() const;  // violated runs
};

/// Two executions of one run that differ: an error of the program, and the end of the campaign.
struct Irreproducible {
  std::size_t scenario = 0;
  std::uint64_t run = 0;
  std::string difference;
};

/// Told after every batch, on the thread that runs the campaign.
class CampaignListener {
 public:
  virtual ~CampaignListener() = default;
  /// `batch` holds what the runs since the last call added, `all` the sum so far.
  virtual void on_batch(const CampaignTally& /*batch*/, const CampaignTally& /*all*/) {}
  /// Now and then while a batch runs: runs done in the whole campaign.
  virtual void on_progress(std::uint64_t /*done*/, std::uint64_t /*failed*/) {}
};

class Campaign {
 public:
  Campaign(std::vector<std::unique_ptr<CampaignScenario>> scenarios,
           const CampaignOptions& options);
  /// Until all runs are made, time is up or `stop` is set; then the runs made are still a whole
  /// number of rounds, each a run of every scenario.
  void run(const std::atomic<bool>& stop, CampaignListener& listener);

  [[nodiscard]] const CampaignOptions& options() const { return options_; }
  [[nodiscard]] const std::vector<std::unique_ptr<CampaignScenario>>& scenarios() const {
    return scenarios_;
  }
  [[nodiscard]] const Phases& phases() const { return phases_; }
  [[nodiscard]] const CampaignTally& tally() const { return tally_; }
  /// Runs made of each scenario.
  [[nodiscard]] std::uint64_t rounds() const { return rounds_; }
  /// All runs asked for were made, or the time asked for was used.
  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] const Irreproducible* irreproducible() const { return irreproducible_.get(); }
  /// Place of a run in the order of the whole campaign; what Met::first of the probes counts.
  [[nodiscard]] std::uint64_t order(std::size_t scenario, std::uint64_t number) const {
    return (number - options_.first) * scenarios_.size() + scenario;
  }

 private:
  struct Worker;
  struct Batch;
  void work(Worker& worker, Batch& batch) const;
  [[nodiscard]] std::uint64_t runs_of_a_batch() const;

  std::vector<std::unique_ptr<CampaignScenario>> scenarios_;
  CampaignOptions options_;
  Phases phases_;
  CampaignTally tally_;
  std::uint64_t rounds_ = 0;
  bool complete_ = false;
  std::unique_ptr<Irreproducible> irreproducible_;
};

/// How many cells (probe, fault family, phase) and how many causes of failure were met for the
/// first time in each doubling of the runs, and what that says about more running.
struct DiscoveryCurve {
  struct Point {
    std::uint64_t runs;  // up to here
    std::uint64_t fresh_cells;
    std::uint64_t fresh_causes;
  };
  std::vector<Point> points;
  std::uint64_t cells = 0;
  std::uint64_t met_once = 0;  // cells that a single run met
  std::string sentence;
};
[[nodiscard]] DiscoveryCurve discovery_curve(const Campaign& campaign);

}  // namespace firedrill
