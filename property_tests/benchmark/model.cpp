// Whole-model throughput and the rate of small drills.
//
//   model   FX-RTO for 24 hours: 200,000 users, 40,000 of them active, digest and invariants on;
//           then the same run writing its trace to a file, in turn
//   small   the pair with 20 users a pool, documented load, one failover and failback in 4 hours,
//           summary included
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "property_tests/benchmark/benchmarks.hpp"
#include "property_tests/benchmark/measure.hpp"
#include "reports/run_text.hpp"
#include "sim/run/trace.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill::benchmark {
namespace {

std::optional<Scenario> read_or_complain(const char* text, const char* topology) {
  Diagnostics diagnostics;
  const std::string name = std::string(FIREDRILL_SCENARIO_DIR) + "/documented/benchmark.yaml";
  const std::string topology_file = std::string(FIREDRILL_SCENARIO_DIR) + "/topologies/" + topology;
  const auto deployment = read_topology_file(topology_file, {}, diagnostics);
  if (!deployment) return std::nullopt;
  auto scenario = read_scenario_text(text, name, write_topology_yaml(*deployment), {}, diagnostics);
  if (!scenario) {
    for (const Diagnostic& d : diagnostics.sorted()) {
      if (d.severity == Severity::kError) std::printf("%s\n", format_diagnostic(d).c_str());
    }
  }
  return scenario;
}

constexpr const char* kDay = R"(firedrill: 1
title: FX-RTO for a day
topology: ../topologies/fx-rto.yaml
duration: 24h
)";

constexpr const char* kDrill = R"(firedrill: 1
title: One failover and failback
topology: ../topologies/pair.yaml
duration: 4h
faults:
  - at 30m pool pool1 is lost, back after 40m
procedure:
  - wait 40m
  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com -BackupSqlInstanceName rtc -Force
  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar Registrar:pool2.contoso.com
  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode
  - wait until serving of pool1 = yes, at most 2h
  - wait 5m
  - Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com
  - Invoke-CsBackupServiceSync -PoolFqdn pool2.contoso.com -BackupModule ConfServices.DataConf
)";

struct Day {
  double seconds = 0;
  std::uint64_t model_events = 0;
  std::string digest;
};

Day run_day(const Scenario& scenario, const char* trace_file) {
  Day day;
  const Stopwatch watch;
  World world;
  build_world(scenario, world);
  Simulation simulation(world, {});
  Measures measures(simulation);
  simulation.listen(&measures);
  std::optional<TraceWriter> trace;
  if (trace_file != nullptr) {
    trace.emplace(trace_file, scenario, ScenarioOptions{}, simulation);
    simulation.listen(&*trace);
  }
  simulation.run();
  if (trace) trace->finish();
  day.seconds = watch.seconds();
  day.model_events = simulation.model_events();
  day.digest = simulation.digest().hex();
  return day;
}

}  // namespace

bool run_model() {
  const auto scenario = read_or_complain(kDay, "fx-rto.yaml");
  if (!scenario) return false;
  const std::string file =
      std::string(std::getenv("TMPDIR") != nullptr ? std::getenv("TMPDIR") : "/tmp") +
      "/firedrill-benchmark.trace";
  std::vector<double> plain;
  std::vector<double> traced;
  Day day;
  for (int round = 0; round < kRounds; ++round) {
    day = run_day(*scenario, nullptr);
    plain.push_back(day.seconds);
    traced.push_back(run_day(*scenario, file.c_str()).seconds);
  }
  std::remove(file.c_str());
  const double rate = static_cast<double>(day.model_events) / median(plain) / 1e6;
  const double cost = (median_ratio(traced, plain) - 1) * 100;
  std::printf("model: FX-RTO, 200,000 users, 40,000 active, 24 h, digest and invariants on\n");
  std::printf("  %llu model events in %.2f s, %.2f M/s (goal 3)\n",
              static_cast<unsigned long long>(day.model_events), median(plain), rate);
  std::printf("  the same with its trace written to a file: %.2f s, %+.0f %% (goal at most 25)\n",
              median(traced), cost);
  return rate >= 3 && cost <= 25;
}

bool run_small() {
  const auto scenario = read_or_complain(kDrill, "pair.yaml");
  if (!scenario) return false;
  constexpr int kRuns = 500;
  std::vector<double> rates;
  std::uint64_t events = 0;
  std::size_t text = 0;
  int verdicts = 0;
  for (int round = 0; round < kRounds; ++round) {
    const Stopwatch watch;
    for (int run = 0; run < kRuns; ++run) {
      Scenario one = *scenario;
      one.seed = static_cast<std::uint64_t>(run + 1);
      World world;
      build_world(one, world);
      Simulation simulation(world, {});
      Measures measures(simulation);
      Timeline timeline(one, simulation);
      simulation.listen(&measures);
      simulation.listen(&timeline);
      simulation.run();
      const Figures figures = measures.figures();
      const Outcome outcome = judge(one, simulation, timeline);
      const RunReport report{one, simulation, timeline, figures, outcome, "", ""};
      text += run_as_text(report, {}).size();
      events += simulation.events();
      verdicts += outcome.verdict == Verdict::kHeld ? 1 : 0;
    }
    rates.push_back(kRuns / watch.seconds());
  }
  std::printf("small: the pair, 20 users a pool, documented load, failover and failback in 4 h\n");
  std::printf(
      "  %.0f complete runs a second, summary included (goal 2,500); %llu events and %zu "
      "bytes of text a run; %d %% held\n",
      median(rates), static_cast<unsigned long long>(events / (kRuns * kRounds)),
      text / (kRuns * kRounds), verdicts * 100 / (kRuns * kRounds));
  return median(rates) >= 2500;
}

}  // namespace firedrill::benchmark
