// The test that matters: any placement lies in one cell of the covering, and a plain run of it has
// the outcome that the cell says. Placements are drawn over the scenario, at the very instants of
// the undisturbed run's events, and a millisecond before and after them.
#include "sim/explore/timed_search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "sim/explore/placement.hpp"
#include "sim/explore/placement_tree.hpp"
#include "sim/explore/search_world.hpp"
#include "sim/run/verdict.hpp"

namespace firedrill {
namespace {

Scenario read(const std::string& file, const std::vector<std::string>& set) {
  Diagnostics diagnostics;
  ScenarioOptions options;
  options.set = set;
  auto scenario = read_scenario_file(std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/" + file,
                                     options, diagnostics);
  std::string messages;
  for (const Diagnostic& d : diagnostics.sorted()) messages += d.message + '\n';
  if (!scenario) throw std::runtime_error(file + ": " + messages);
  return std::move(*scenario);
}

/// Rules and expectations of a plain run.
OutcomeMask plain_outcome(const Scenario& scenario, const OutcomeBits& bits) {
  World world;
  build_world(scenario, world);
  Simulation simulation(world, {});
  simulation.run();
  OutcomeMask out;
  for (const Violation& v : simulation.invariants()->violations()) out.set(bits.of_rule(v.rule));
  for (std::size_t i = 0; i < world.expectations.size(); ++i) {
    const auto bit = bits.at_end(world, simulation.state(), i);
    if (bit) out.set(*bit);
  }
  return out & bits.judged();
}

OutcomeMask judged(const OutcomeMask& mask, const OutcomeBits& bits) {
  return mask & bits.judged();
}

std::vector<std::int64_t> event_times(const Scenario& scenario) {
  struct Times final : RunListener {
    std::vector<std::int64_t> at;
    void on_event(std::uint32_t, std::int64_t ms, Slot, const Fingerprint&, bool) override {
      if (at.empty() || at.back() != ms) at.push_back(ms);
    }
  } times;
  World world;
  build_world(scenario, world);
  Simulation simulation(world, {});
  simulation.listen(&times);
  simulation.run();
  return times.at;
}

struct Trial {
  std::string file;
  std::uint32_t faults = 1;
  std::vector<Duration> repairs;
  int placements = 0;
  std::vector<std::string> set = {"users=2"};
};

class Covering : public testing::Test {
 protected:
  void expect_every_placement_in_its_cell(const Trial& trial) {
    const Scenario scenario = read(trial.file, trial.set);
    World world;
    build_search_world(scenario, trial.faults, {}, world);
    SearchOptions options;
    options.faults = trial.faults;
    options.repairs = trial.repairs;
    options.split_mixed = true;
    TimedSearch search(world, options);
    PlacementTree tree;
    search.listen(&tree);
    ASSERT_EQ(search.run(), SearchEnd::kComplete);
    ASSERT_TRUE(tree.complete());
    std::vector<std::int64_t> instants = event_times(scenario);
    const std::int64_t end = scenario.duration.count();
    std::mt19937_64 draw(7);
    const auto below = [&](std::uint64_t n) { return static_cast<std::int64_t>(draw() % n); };
    for (int trial_number = 0; trial_number < trial.placements; ++trial_number) {
      Point point;
      for (std::uint32_t f = 0; f < trial.faults; ++f) {
        std::int64_t at = below(static_cast<std::uint64_t>(end) + 2);
        if (below(2) == 0) {
          const auto i = static_cast<std::size_t>(below(instants.size()));
          at = instants[i] + below(3) - 1;
          if (f > 0 && below(3) == 0) at = point.front() + below(3) * 60'000;
        }
        point.push_back(std::clamp<std::int64_t>(at, 0, end + 1));
      }
      std::sort(point.begin(), point.end());
      Placement placement;
      std::vector<std::uint32_t> choices;
      const auto per_item = static_cast<std::uint32_t>(1 + trial.repairs.size());
      for (const std::int64_t at : point) {
        StruckFault fault;
        std::uint32_t choice = 0;
        // Choices count each item without a repair, then with each.
        const auto item = static_cast<std::uint16_t>(below(world.menu.size()));
        for (std::uint16_t i = 0; i < item; ++i) {
          choice += world.menu[i].kind == FaultKind::kHydration ? 1 : per_item;
        }
        fault.item = item;
        if (world.menu[item].kind != FaultKind::kHydration) {
          const auto r = static_cast<std::uint32_t>(below(per_item));
          choice += r;
          if (r > 0) fault.repair = trial.repairs[r - 1];
        }
        choices.push_back(choice);
        if (at <= end) placement.faults.push_back(fault);
      }
      const PlacementTree::Node& leaf = tree.leaf(
          [&](int i) {
            return i == 0 ? 0 : point[static_cast<std::size_t>(i) - 1] + Instant::kStart;
          },
          [&](std::size_t n) { return choices[n]; });
      const Scenario placed = scenario_at(scenario, world, placement, point);
      const OutcomeMask plain = plain_outcome(placed, search.bits());
      const auto& members = search.sets().members(leaf.outcomes);
      bool found = false;
      for (const OutcomeMask& member : members) {
        found = found || judged(member, search.bits()) == plain;
        EXPECT_EQ(judged(member, search.bits()), judged(members.front(), search.bits()))
            << "a leaf has one outcome";
      }
      ASSERT_TRUE(found) << trial.file << ": " << placement_text(scenario, world, placement, point);
    }
  }
};

TEST_F(Covering, HoldsOneFaultOfTheFailover) {
  expect_every_placement_in_its_cell({"documented/pool-failover.yaml", 1, {minutes(30)}, 800});
}

#ifdef NDEBUG  // half a million states: too many for an unoptimised build with sanitizers
TEST_F(Covering, HoldsOneFaultOfTheFailback) {
  expect_every_placement_in_its_cell({"documented/pool-failback.yaml", 1, {}, 500});
}
#endif

TEST_F(Covering, HoldsOneFaultOfMirroring) {
  expect_every_placement_in_its_cell({"documented/mirror-with-witness.yaml", 1, {minutes(7)}, 500});
}

}  // namespace
}  // namespace firedrill
