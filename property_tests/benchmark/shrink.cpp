// Shrinking: a failure of two hundred events, and the toy with a known answer.
//
// The failures are in a day of faults and steps, two hundred lines: an attempt to reset a pool that
// lost its quorum, which takes two faults and a step, and a failover of pool2 before pool1 has been
// failed back, which takes seven steps. Faults strike at odd milliseconds.
#include <algorithm>
#include <cstdio>
#include <optional>

#include "property_tests/benchmark/benchmarks.hpp"
#include "property_tests/benchmark/measure.hpp"
#include "property_tests/shrinking/toy_pair.hpp"
#include "sim/explore/shrunk_file.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill::benchmark {
namespace {

constexpr int kFaults = 88;  // and the two that the quorum takes
constexpr int kSteps = 110;
constexpr double kSecondsMax = 2;
constexpr std::uint64_t kToySeeds = 30;

/// The lines that the failures need, spread over the others.
constexpr const char* kNeeded[] = {
    "Reset-CsPoolRegistrarState -PoolFqdn pool1.contoso.com -ResetType QuorumLossRecovery",
    "Invoke-CsManagementServerFailover",
    "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
    "Registrar:pool2.contoso.com",
    "wait until replicas behind = 0, at most 10m",
    "Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com",
    "Invoke-CsManagementServerFailover",
    "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
    "Registrar:pool1.contoso.com",
    "Set-CsEdgeServer -Identity EdgeServer:edge2.contoso.com -Registrar "
    "Registrar:pool1.contoso.com",
    "Invoke-CsPoolFailover -PoolFqdn pool2.contoso.com",
};
constexpr const char* kOther[] = {
    "wait 3m",
    "Get-CsPoolFabricState -PoolFqdn pool1.contoso.com",
    "Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus",
    "Get-CsPoolBackupRelationship -PoolFqdn pool2.contoso.com",
    "wait 7m",
};
constexpr const char* kStruck[] = {
    "edge server edge1a is lost, back after 9m", "front end fe1c is lost, back after 4m",
    "edge server edge2b is lost, back after 17m", "front end fe2c is lost, back after 6m",
    "backup service of fe1b stops, back after 5m"};

std::string long_drill() {
  std::string text =
      "firedrill: 1\ntopology: pair.yaml\nduration: 24h\nfaults:\n"
      "  - at 13m17s front end fe1a is lost, back after 11m\n"
      "  - at 14m23s front end fe1b is lost, back after 12m\n";
  for (int i = 0; i < kFaults; ++i) {
    text += "  - at " + std::to_string(20'000 + i * 911'737) + "ms " +
            kStruck[i % static_cast<int>(std::size(kStruck))] + "\n";
  }
  text += "procedure:\n";
  constexpr int kEvery = kSteps / static_cast<int>(std::size(kNeeded));
  for (int i = 0; i < kSteps; ++i) {
    const int needed = i / kEvery;
    const bool one = i % kEvery == kEvery - 1 && needed < static_cast<int>(std::size(kNeeded));
    text += std::string("  - ") +
            (one ? kNeeded[needed] : kOther[i % static_cast<int>(std::size(kOther))]) + "\n";
  }
  return text;
}

std::optional<Scenario> read_long_drill() {
  Diagnostics diagnostics;
  const auto topology = read_topology_file(
      std::string(FIREDRILL_SCENARIO_DIR) + "/topologies/pair.yaml", {}, diagnostics);
  if (!topology) return std::nullopt;
  auto scenario = read_scenario_text(long_drill(), "long.yaml", write_topology_yaml(*topology), {},
                                     diagnostics);
  for (const Diagnostic& d : diagnostics.sorted()) {
    if (d.severity == Severity::kError) std::printf("%s\n", format_diagnostic(d).c_str());
  }
  return scenario;
}

bool shrink_long_drill(const Scenario& scenario, const char* name) {
  std::vector<double> seconds;
  std::optional<Shrunk> shrunk;
  for (int round = 0; round < kRounds; ++round) {
    const Stopwatch watch;
    shrunk = shrink(scenario, name, {});
    seconds.push_back(watch.seconds());
  }
  if (!shrunk) {
    std::printf("shrink: the long drill does not fail by %s\n", name);
    return false;
  }
  const std::size_t events = shrunk->before.faults + shrunk->before.steps;
  std::printf("shrink: a failure of %zu events by %s, its story included\n", events, name);
  std::printf("  %s\n  in %.2f s (goal at most %.0f); run again it %s\n",
              shrunk_text(*shrunk).c_str(), median(seconds), kSecondsMax,
              shrunk->replayed ? "fails the same" : "DOES NOT FAIL THE SAME");
  return events == 200 && median(seconds) <= kSecondsMax && shrunk->replayed &&
         shrunk->after.faults + shrunk->after.steps <= 12;
}

bool shrink_toys() {
  std::size_t at_minimum = 0;
  std::vector<double> commands;
  const Stopwatch watch;
  for (std::uint64_t seed = 1; seed <= kToySeeds; ++seed) {
    const toy::Result result = toy::shrink(seed);
    at_minimum += result.shrunk.size() == 4 ? 1 : 0;
    commands.push_back(static_cast<double>(result.commands));
  }
  std::printf(
      "  toy: the true minimum of 4 commands in %zu of %d seeds (goal 28), "
      "%.0f commands given in the median, %.2f ms a seed\n",
      at_minimum, static_cast<int>(kToySeeds), median(commands),
      watch.seconds() * 1000 / static_cast<double>(kToySeeds));
  return at_minimum >= 28;
}

}  // namespace

bool run_shrink() {
  const auto scenario = read_long_drill();
  if (!scenario) return false;
  const bool faults = shrink_long_drill(*scenario, "E_QUORUM");
  const bool steps = shrink_long_drill(*scenario, "INV-01");
  return shrink_toys() && faults && steps;
}

}  // namespace firedrill::benchmark
