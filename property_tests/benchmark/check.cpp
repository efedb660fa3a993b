// The campaign: small scenarios a second on one core, what a second core adds, and the same result
// for any number of threads.
#include <chrono>
#include <cstdio>
#include <thread>

#include "property_tests/benchmark/benchmarks.hpp"
#include "property_tests/benchmark/measure.hpp"
#include "reports/campaign_text.hpp"

namespace firedrill::benchmark {
namespace {

constexpr std::uint64_t kRuns = 6000;

struct Measured {
  double runs_per_second = 0;
  std::string result;
};

Measured measure(unsigned jobs) {
  Diagnostics diagnostics;
  auto scenario = read_scenario_file(
      std::string(FIREDRILL_SCENARIO_DIR) + "/documented/pool-failover.yaml", {}, diagnostics);
  if (!scenario) return {};
  std::vector<std::unique_ptr<CampaignScenario>> scenarios;
  scenarios.push_back(
      std::make_unique<CampaignScenario>(std::move(*scenario), "pool-failover", false));
  Campaign campaign(std::move(scenarios), {.runs = kRuns, .jobs = jobs});
  CampaignListener nobody;
  const std::atomic<bool> stop{false};
  const Stopwatch watch;
  campaign.run(stop, nobody);
  Measured out;
  out.runs_per_second = static_cast<double>(campaign.tally().runs()) / watch.seconds();
  const DiscoveryCurve curve = discovery_curve(campaign);
  out.result = campaign_as_json({campaign, {}, {}, unreached(campaign), curve, false});
  return out;
}

}  // namespace

bool run_check() {
  std::vector<double> one;
  std::vector<double> two;
  bool same = true;
  for (int round = 0; round < kRounds; ++round) {
    const Measured alone = measure(1);
    const Measured both = measure(2);
    same = same && !alone.result.empty() && alone.result == both.result;
    one.push_back(alone.runs_per_second);
    two.push_back(both.runs_per_second);
  }
  const double rate = median(one);
  const double ratio = median_ratio(two, one);
  std::printf("check: pool-failover under drawn faults, %llu runs, judged, probes and cells on\n",
              static_cast<unsigned long long>(kRuns));
  std::printf(
      "  %.0f runs a second on one core (goal 2,500), %.2f times that on two (goal 1.8); %s\n",
      rate, ratio, same ? "same result" : "RESULTS DIFFER");
  const bool cores = std::thread::hardware_concurrency() >= 2;
  return same && rate >= 2500 && (!cores || ratio >= 1.8);
}

}  // namespace firedrill::benchmark
