// Proofs over the real model: new states a second on one core, bytes a state, and how long each
// documented scenario takes for every placement of one fault: on one core, as the program runs, and
// as it runs with two users a pool in place of one of each kind.
//
// On one core processor time, so that other work on the machine disturbs it little.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "property_tests/benchmark/benchmarks.hpp"
#include "property_tests/benchmark/measure.hpp"
#include "sim/explore/proof.hpp"
#include "sim/explore/proof_scale.hpp"

namespace firedrill::benchmark {
namespace {

constexpr double kGoalStates = 1e6;  // a second
constexpr double kGoalSeconds = 1;   // for one fault
constexpr double kGoalPairs = 60;    // for two, without repairs
constexpr double kGoalBytes = 32;

struct Proven {
  double seconds = 0;  // of processor time, on one core
  double waited = 0;   // with a thread a core
  double for_two = 0;  // the same, with two users a pool
  ProofResult result;
  [[nodiscard]] double rate() const { return static_cast<double>(result.figures.nodes) / seconds; }
  [[nodiscard]] double bytes(std::size_t of) const {
    return static_cast<double>(of) / static_cast<double>(result.figures.nodes);
  }
  [[nodiscard]] double seen() const { return bytes(result.seen_bytes); }
  [[nodiscard]] double kept() const { return bytes(result.table_bytes); }
};

/// How long a proof takes by the clock; endless where it does not come to its end.
double waited_for(const Scenario& scenario, const ProofOptions& options) {
  const auto begun = std::chrono::steady_clock::now();
  if (Proof(scenario, options).run().end != SearchEnd::kComplete) {
    return std::numeric_limits<double>::infinity();
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

Proven prove(const std::string& file, std::uint32_t faults, std::vector<Duration> repairs) {
  Diagnostics diagnostics;
  const auto scaled = read_scaled(file, {}, {}, diagnostics);
  const auto for_two = read_scaled(file, {}, {.users = 2}, diagnostics);
  Proven out;
  if (scaled.empty() || for_two.empty()) return out;  // of a matrix the first case is taken
  ProofOptions options;
  options.search.faults = faults;
  options.search.repairs = std::move(repairs);
  const double before = cpu_seconds();
  Proof proof(scaled.front().scenario, options);
  out.result = proof.run();
  out.seconds = cpu_seconds() - before;
  options.jobs = std::max(1U, std::thread::hardware_concurrency());
  if (faults != 1) return out;  // pairs are for one thread
  out.waited = waited_for(scaled.front().scenario, options);
  out.for_two = waited_for(for_two.front().scenario, options);
  return out;
}

void print_row(const std::string& name, const Proven& proven) {
  std::printf("%-34s %11llu %9llu %8.2f %8.2f %8.2f %10.2f %7.1f %7.1f %s\n", name.c_str(),
              static_cast<unsigned long long>(proven.result.figures.nodes),
              static_cast<unsigned long long>(proven.result.figures.cells), proven.seconds,
              proven.waited, proven.for_two, proven.rate() / 1e6, proven.seen(), proven.kept(),
              proven.result.end == SearchEnd::kComplete ? "" : "incomplete");
  std::fflush(stdout);
}

/// The pair with two users a pool on one core: new states a second, each hashed by what was written
/// and each hashed whole.
void print_hashing(const std::string& file) {
  Diagnostics diagnostics;
  const auto scaled = read_scaled(file, {}, {.users = 2}, diagnostics);
  if (scaled.empty()) return;
  double rate[2] = {0, 0};
  std::uint64_t states[2] = {0, 0};
  for (const bool whole : {false, true}) {
    ProofOptions options;
    options.search.repairs = {minutes(30)};
    options.search.hash_whole = whole;
    const double before = cpu_seconds();
    const ProofResult result = Proof(scaled.front().scenario, options).run();
    states[whole ? 1 : 0] = result.figures.nodes;
    rate[whole ? 1 : 0] = static_cast<double>(result.figures.nodes) / (cpu_seconds() - before);
  }
  std::printf(
      "\nthe pair, two users a pool, %llu states: %.2f M new states a second hashed by what\n",
      static_cast<unsigned long long>(states[0]), rate[0] / 1e6);
  std::printf("is written, %.2f M hashed whole (%s)\n", rate[1] / 1e6,
              states[0] == states[1] ? "the same states" : "OTHER STATES");
}

}  // namespace

bool run_prove() {
  std::vector<std::string> files;
  const std::string folder = std::string(FIREDRILL_SCENARIO_DIR) + "/documented";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  std::printf(
      "Proofs, one user of each kind a pool: every fault of the menu at every instant.\n\n");
  std::printf("%-34s %11s %9s %8s %8s %8s %10s %7s %7s\n", "one fault, repaired never or in 30m",
              "states", "parts", "s, 1", "s, all", "2 users", "M states/s", "B/seen", "B/kept");
  std::vector<double> rates;
  int slow = 0;
  int slow_for_two = 0;
  double bytes = 0;
  double kept = 0;
  bool complete = true;
  for (const std::string& file : files) {
    const Proven proven = prove(file, 1, {minutes(30)});
    if (proven.seconds == 0) return false;
    print_row(std::filesystem::path(file).stem().string(), proven);
    complete = complete && proven.result.end == SearchEnd::kComplete;
    slow += proven.waited > kGoalSeconds ? 1 : 0;
    slow_for_two += proven.for_two > kGoalSeconds ? 1 : 0;
    rates.push_back(proven.rate());
    bytes = std::max(bytes, proven.seen());
    kept = std::max(kept, proven.kept());
  }
  const Proven pairs = prove(folder + "/pool-failover.yaml", 2, {});
  print_row("pool-failover, two, never repaired", pairs);
  complete = complete && pairs.result.end == SearchEnd::kComplete;
  print_hashing(folder + "/pool-failback.yaml");
  const double rate = median(rates);
  std::printf(
      "\nmedian %.2f M new states a second (goal %.1f); %d of %zu take more than %.0f s on all "
      "cores, %d with two users a pool\n",
      rate / 1e6, kGoalStates / 1e6, slow, files.size(), kGoalSeconds, slow_for_two);
  std::printf(
      "pairs in %.1f s (goal %.0f); at most %.1f bytes a visited state (goal %.0f), %.1f with\n",
      pairs.seconds, kGoalPairs, bytes, kGoalBytes, kept);
  std::printf("what lies below it; two states taken for one with a probability below %.0e\n",
              pairs.result.omission);
  return complete && rate >= kGoalStates && slow == 0 && pairs.seconds <= kGoalPairs &&
         bytes <= kGoalBytes;
}

}  // namespace firedrill::benchmark
