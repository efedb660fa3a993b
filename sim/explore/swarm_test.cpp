// Swarms: reproducible run by run, within their shape, and never mending another fault early.
#include "sim/explore/swarm.hpp"

#include <gtest/gtest.h>

#include <set>

#include "sim/model/slips.hpp"
#include "sim/run/simulation.hpp"

namespace firedrill {
namespace {

constexpr std::uint64_t kSeed = 11;
constexpr std::uint64_t kRuns = 3000;

struct Maker {
  explicit Maker(const std::string& file, bool slips = false) {
    Diagnostics diagnostics;
    scenario = *read_scenario_file(std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/" + file, {},
                                   diagnostics);
    build_world(scenario, world);
    maker = std::make_unique<SwarmMaker>(scenario, world, interesting_instants(world), slips);
  }
  Scenario scenario;
  World world;
  std::unique_ptr<SwarmMaker> maker;
};

bool same(const Swarm& a, const Swarm& b) {
  if (a.seed != b.seed || a.shape != b.shape || a.families != b.families) return false;
  if (a.added.size() != b.added.size()) return false;
  for (std::size_t i = 0; i < a.added.size(); ++i) {
    const FaultSpec& x = a.added[i];
    const FaultSpec& y = b.added[i];
    if (x.kind != y.kind || x.entity != y.entity || x.trigger.at != y.trigger.at) return false;
    if (x.has_repair != y.has_repair || x.repair_after != y.repair_after) return false;
  }
  return true;
}

TEST(Swarm, RunZeroIsTheScenarioAsWritten) {
  const Maker m("documented/pool-failover.yaml");
  const Swarm swarm = m.maker->make(kSeed, 0);
  EXPECT_EQ(swarm.shape, SwarmShape::kAsWritten);
  EXPECT_TRUE(swarm.added.empty());
  EXPECT_EQ(swarm.seed, m.scenario.seed);
}

TEST(Swarm, IsAFunctionOfItsNumber) {
  const Maker m("documented/pool-failover.yaml");
  const Maker again("documented/pool-failover.yaml");
  for (std::uint64_t run = 20; run-- > 1;) {
    EXPECT_TRUE(same(m.maker->make(kSeed, run), again.maker->make(kSeed, run)));
    EXPECT_FALSE(same(m.maker->make(kSeed, run), m.maker->make(kSeed + 1, run)));
  }
}

TEST(Swarm, DrawsOnlyFamiliesThatAreOnAndInstantsInTheScenario) {
  const Maker m("documented/wan-partition.yaml");
  for (std::uint64_t run = 1; run < kRuns; ++run) {
    const Swarm swarm = m.maker->make(kSeed, run);
    ASSERT_FALSE(swarm.added.empty()) << run;
    for (const FaultSpec& fault : swarm.added) {
      EXPECT_GE(fault.trigger.at, Duration(0));
      EXPECT_LT(fault.trigger.at, m.scenario.duration);
      const bool on = (swarm.families >> static_cast<unsigned>(fault.kind) & 1U) != 0;
      EXPECT_TRUE(on || swarm.shape == SwarmShape::kCorrelated) << run;
    }
  }
}

TEST(Swarm, KeepsToTheBoundsOfItsShape) {
  const Maker m("documented/pool-failover.yaml");
  std::set<SwarmShape> shapes;
  for (std::uint64_t run = 1; run < kRuns; ++run) {
    const Swarm swarm = m.maker->make(kSeed, run);
    shapes.insert(swarm.shape);
    for (const FaultSpec& fault : swarm.added) {
      if (swarm.shape == SwarmShape::kManyAndShort && fault.has_repair) {
        EXPECT_LE(fault.repair_after, minutes(10));
      }
      if (swarm.shape == SwarmShape::kFewAndLong && fault.has_repair) {
        EXPECT_GE(fault.repair_after, minutes(30));
      }
      if (swarm.shape == SwarmShape::kBurst) {
        EXPECT_LE(fault.trigger.at - swarm.added.front().trigger.at, minutes(2));
      }
      if (swarm.shape == SwarmShape::kCorrelated) {
        EXPECT_LE(fault.trigger.at - swarm.added.front().trigger.at, minutes(1));
      }
    }
  }
  EXPECT_EQ(shapes.size(), static_cast<std::size_t>(SwarmShape::kCount) - 1);
}

TEST(Swarm, NeverLosesAComponentThatIsLostAlready) {
  const Maker m("documented/site-loss-and-return.yaml");
  for (std::uint64_t run = 1; run < kRuns; ++run) {
    const Swarm swarm = m.maker->make(kSeed, run);
    for (std::size_t i = 0; i < swarm.added.size(); ++i) {
      const FaultSpec& a = swarm.added[i];
      for (const FaultSpec& own : m.scenario.faults) {
        EXPECT_FALSE(own.kind == a.kind && own.entity == a.entity && a.has_repair) << run;
      }
      for (std::size_t j = 0; j < i; ++j) {
        const FaultSpec& b = swarm.added[j];
        if (a.kind != b.kind || a.entity != b.entity) continue;
        const FaultSpec& first = a.trigger.at < b.trigger.at ? a : b;
        const FaultSpec& second = a.trigger.at < b.trigger.at ? b : a;
        ASSERT_TRUE(first.has_repair) << run;
        EXPECT_LT(first.trigger.at + first.repair_after, second.trigger.at) << run;
      }
    }
  }
}

TEST(Swarm, LooksNearWhatHappensAndEverywhereElseToo) {
  const Maker m("documented/pool-failover.yaml");
  const std::vector<std::int64_t> instants = interesting_instants(m.world);
  ASSERT_FALSE(instants.empty());
  std::size_t near = 0;
  std::size_t all = 0;
  for (std::uint64_t run = 1; run < kRuns; ++run) {
    for (const FaultSpec& fault : m.maker->make(kSeed, run).added) {
      ++all;
      for (const std::int64_t at : instants) {
        if (std::abs(fault.trigger.at.count() - at) <= 1000) {
          ++near;
          break;
        }
      }
    }
  }
  EXPECT_GT(near * 8, all);  // an eighth at least within a second of something
  EXPECT_LT(near * 3, all * 2);
}

TEST(Swarm, SlipsFitTheScenarioAndEachOther) {
  const Maker m("documented/pool-failback.yaml", true);
  std::size_t slipped = 0;
  std::size_t alone = 0;
  for (std::uint64_t run = 1; run < kRuns; ++run) {
    const Swarm swarm = m.maker->make(kSeed, run);
    if (swarm.slips.empty()) continue;
    ++slipped;
    alone += swarm.added.empty() ? 1 : 0;
    std::vector<ActorSpec> actors = m.scenario.actors;
    EXPECT_FALSE(apply_slips(actors, swarm.slips).has_value()) << run;
    for (const SlipSpec& slip : swarm.slips) {
      EXPECT_NE(swarm.slip_kinds >> static_cast<unsigned>(slip.kind) & 1U, 0U);
    }
  }
  EXPECT_NEAR(static_cast<double>(slipped) / kRuns, 0.5, 0.05);
  EXPECT_NEAR(static_cast<double>(alone) / static_cast<double>(slipped), 1.0 / 3, 0.05);
}

TEST(Swarm, SlipsMoveNoFault) {
  const Maker with("documented/pool-failback.yaml", true);
  const Maker without("documented/pool-failback.yaml");
  for (std::uint64_t run = 1; run < 200; ++run) {
    const Swarm a = with.maker->make(kSeed, run);
    if (a.added.empty()) continue;  // a run of slips alone
    EXPECT_TRUE(same(a, without.maker->make(kSeed, run))) << run;
  }
}

}  // namespace
}  // namespace firedrill
