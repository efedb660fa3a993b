// The generic search on the yardstick protocol: beside SPIN on one core, on two cores beside one,
// and with states of 256 bytes.
//
// One core is compared by processor time, which other work on the machine disturbs little. Two
// cores can only be compared by the clock. Where even the search on one thread did not have its
// core for itself, the machine is too busy for that, and the ratio is printed but not judged.
#include <cstdint>
#include <cstdio>
#include <vector>

#include "property_tests/benchmark/benchmarks.hpp"
#include "property_tests/benchmark/explore_spin.hpp"
#include "property_tests/benchmark/explore_stores.hpp"
#include "property_tests/benchmark/measure.hpp"
#include "property_tests/known_answers/paired_pools.hpp"
#include "sim/explore/graph_search.hpp"

namespace firedrill::benchmark {
namespace {

constexpr int kSearchRounds = 3;  // SPIN alone takes a quarter of a minute.
constexpr unsigned kBound = 3;
constexpr std::uint64_t kStates = 6'424'832;
constexpr std::uint64_t kTransitions = 53'310'720;
constexpr std::size_t kMemory = std::size_t{4} << 30;
constexpr double kGoalSpin = 4;
constexpr double kGoalCores = 1.6;
constexpr double kGoalBytes = 32;
constexpr double kOwnCore = 0.95;

struct Search {
  double cpu = 0;
  double wall = 0;
  double table_bytes = 0;
  double bytes = 0;
  bool counts_agree = false;
};

template <class Store>
Search search(unsigned threads) {
  using Protocol = known::PairedPools<Store>;
  Search out;
  const double cpu = cpu_seconds();
  const Stopwatch watch;
  const auto result = GraphSearch<Protocol>(Protocol({kBound, kBound}), {threads, kMemory}).run();
  out.wall = watch.seconds();
  out.cpu = cpu_seconds() - cpu;
  out.table_bytes = static_cast<double>(result.visited_bytes);
  out.bytes = static_cast<double>(result.bytes);
  out.counts_agree = result.verdict == Verdict::kHeld && result.states == kStates &&
                     result.transitions == kTransitions;
  return out;
}

/// The same shortest way to a planted violation on one and on two threads.
bool same_counterexample() {
  using Protocol = known::PairedPools<known::PackedStore>;
  const Protocol protocol({kBound, kBound, true});
  const auto one = GraphSearch<Protocol>(protocol, {1, kMemory}).run();
  const auto two = GraphSearch<Protocol>(protocol, {2, kMemory}).run();
  const bool same = one.verdict == Verdict::kViolated && two.verdict == Verdict::kViolated &&
                    one.counterexample == two.counterexample && one.states == two.states;
  std::printf("planted violation: the same %zu steps on one and on two threads: %s\n",
              one.counterexample.size() - 1, same ? "yes" : "NO");
  return same;
}

void print_row(const char* name, const std::vector<double>& seconds, double table_bytes,
               double bytes) {
  constexpr double kCount = static_cast<double>(kStates);
  std::printf("%-34s %10.2f", name, kCount / median(seconds) / 1e6);
  if (table_bytes > 0) {
    std::printf(" %14.1f", table_bytes / kCount);
  } else {
    std::printf(" %14s", "-");
  }
  std::printf(" %14.1f\n", bytes / kCount);
}

}  // namespace

bool run_explore() {
  std::printf(
      "Exploration: paired pools, at most 3 faults and a backlog of 3; medians of %d rounds.\n"
      "%llu states and %llu transitions, by all of them.\n\n"
      "%-34s %10s %14s %14s\n",
      kSearchRounds, static_cast<unsigned long long>(kStates),
      static_cast<unsigned long long>(kTransitions), "", "M states/s", "visited B/state",
      "peak B/state");
  const auto spin = SpinVerifier::build(kBound, kBound);
  std::vector<double> one_cpu, one_wall, two_wall, whole_cpu, change_cpu, spin_cpu, own_core;
  Search one, two, whole, change;
  double spin_bytes = 0;
  bool agree = true;
  for (int round = 0; round < kSearchRounds; ++round) {
    one = search<known::PackedStore>(1);
    if (spin != nullptr) {
      const auto counts = spin->run();
      agree = agree && counts && counts->states == kStates && counts->transitions == kTransitions;
      spin_cpu.push_back(counts ? counts->cpu_seconds : 1);
      spin_bytes = counts ? counts->bytes : 0;
    }
    two = search<known::PackedStore>(2);
    whole = search<HashedWhole>(1);
    change = search<HashedByChange>(1);
    agree =
        agree && one.counts_agree && two.counts_agree && whole.counts_agree && change.counts_agree;
    one_cpu.push_back(one.cpu);
    one_wall.push_back(one.wall);
    two_wall.push_back(two.wall);
    own_core.push_back(one.cpu / one.wall);
    whole_cpu.push_back(whole.cpu);
    change_cpu.push_back(change.cpu);
  }
  print_row("firedrill, one core", one_cpu, one.table_bytes, one.bytes);
  print_row("firedrill, two cores (clock)", two_wall, two.table_bytes, two.bytes);
  if (spin != nullptr) print_row("SPIN, plain", spin_cpu, 0, spin_bytes);
  print_row("256 bytes, hashed by change", change_cpu, change.table_bytes, change.bytes);
  print_row("256 bytes, copied and hashed whole", whole_cpu, whole.table_bytes, whole.bytes);
  std::printf("\n");

  bool good = same_counterexample();
  if (!agree) std::printf("explore: the counts disagree\n");
  good = good && agree;
  if (spin != nullptr) {
    const double ratio = median_ratio(spin_cpu, one_cpu);
    std::printf("times SPIN on one core      %.1f (>=%.0f)\n", ratio, kGoalSpin);
    good = good && ratio >= kGoalSpin;
  } else {
    std::printf("SPIN is not installed here (spin, and gcc for what it generates).\n");
  }
  const double scaling = median_ratio(one_wall, two_wall);
  const bool quiet = median(own_core) >= kOwnCore;
  std::printf("two cores beside one        %.2f (>=%.1f)", scaling, kGoalCores);
  if (!quiet) std::printf(", not judged: one thread got %.2f of its core", median(own_core));
  std::printf("\n");
  std::printf("hashed by change beside whole %.1f times\n", median_ratio(whole_cpu, change_cpu));
  const double each = one.table_bytes / static_cast<double>(kStates);
  good = good && (!quiet || scaling >= kGoalCores) && each <= kGoalBytes;
  std::printf("bytes a state, visited      %.1f (<=%.0f)\n", each, kGoalBytes);
  if (!good) std::printf("explore: a goal is missed\n");
  return good;
}

}  // namespace firedrill::benchmark
