// The engine's event queue beside ns-3's fastest scheduler and a bare ladder queue, in rounds.
#include <cstdint>
#include <cstdio>
#include <vector>

#include "property_tests/benchmark/benchmarks.hpp"
#include "property_tests/benchmark/hold_model.hpp"
#include "property_tests/benchmark/ladder_queue.hpp"
#include "property_tests/benchmark/measure.hpp"
#include "sim/engine/event_queue.hpp"

namespace firedrill::benchmark {
namespace {

template <class Queue>
HoldResult hold(std::uint32_t pending, std::uint64_t events) {
  Queue queue;
  HoldStream stream;
  const auto step = [&] {
    const EventEntry entry = queue.pop();
    queue.push(entry.time + stream.next(), entry.slot);
    return entry.time;
  };
  for (std::uint32_t slot = 0; slot < pending; ++slot) queue.push(stream.next(), slot);
  for (std::uint32_t i = 0; i < pending; ++i) step();
  std::uint64_t check = 0;
  const Stopwatch watch;
  for (std::uint64_t i = 0; i < events; ++i) check = fold_check(check, step());
  return {static_cast<double>(events) / watch.seconds(), check};
}

struct Size {
  std::uint32_t pending;
  std::uint64_t events;
  double goal_ns3;
};
constexpr Size kSizes[] = {{64, 2'000'000, 3.0},
                           {1'000, 2'000'000, 3.0},
                           {100'000, 1'000'000, 3.0},
                           {1'000'000, 1'000'000, 1.8}};
constexpr double kGoalLadder = 0.7;

}  // namespace

bool run_hold() {
  std::printf(
      "Hold model: N pending, pop the earliest, schedule one. M events/s, medians of %d rounds;\n"
      "ratios are paired inside a round.\n\n"
      "%9s %10s %8s %8s %12s %14s\n",
      kRounds, "N", "firedrill", "ns-3", "ladder", "times ns-3", "times ladder");
  bool good = true;
  for (const Size& size : kSizes) {
    std::vector<double> ours;
    std::vector<double> ns3;
    std::vector<double> ladder;
    for (int round = 0; round < kRounds; ++round) {
      const HoldResult mine = hold<EventQueue>(size.pending, size.events);
      const HoldResult theirs = hold_ns3(size.pending, size.events);
      const HoldResult yardstick = hold<LadderQueue>(size.pending, size.events);
      const bool has_ns3 = theirs.events_per_second > 0;
      if (mine.check != yardstick.check || (has_ns3 && mine.check != theirs.check)) {
        std::fprintf(stderr, "hold: the queues popped in different orders at N = %u\n",
                     size.pending);
        return false;
      }
      ours.push_back(mine.events_per_second / 1e6);
      ladder.push_back(yardstick.events_per_second / 1e6);
      if (has_ns3) ns3.push_back(theirs.events_per_second / 1e6);
    }
    const double beside_ladder = median_ratio(ours, ladder);
    std::printf("%9u %10.1f ", size.pending, median(ours));
    if (ns3.empty()) {
      std::printf("%8s %8.1f %12s", "-", median(ladder), "-");
    } else {
      const double beside_ns3 = median_ratio(ours, ns3);
      std::printf("%8.1f %8.1f %5.1f (>=%.1f)", median(ns3), median(ladder), beside_ns3,
                  size.goal_ns3);
      good = good && beside_ns3 >= size.goal_ns3;
    }
    std::printf(" %7.2f (>=%.1f)\n", beside_ladder, kGoalLadder);
    good = good && beside_ladder >= kGoalLadder;
  }
  if (!good) std::printf("hold: a ratio is below its goal\n");
  return good;
}

}  // namespace firedrill::benchmark
