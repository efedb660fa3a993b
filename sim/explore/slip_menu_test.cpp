// What is on the menu of a small procedure, in which order, and that every entry runs.
#include "sim/explore/slip_menu.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/model/slips.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/reader_test_topology.hpp"
#include "sim/scenario/slips.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

using scenario_test::messages;
using scenario_test::read;

constexpr char kProcedure[] =
    "firedrill: 1\ntopology: p\nduration: 1h\nfaults: [at 1m site Datacenter1 is lost]\n"
    "procedure:\n"
    "  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
    "-BackupSqlInstanceName rtc -Force\n"
    "  - wait until replicas behind = 0, at most 10m\n"
    "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode -Verbose\n";

std::vector<std::string> sentences(const Scenario& scenario) {
  std::vector<std::string> out;
  for (const SlipSpec& slip : slip_menu(scenario, SlipMenuOptions{})) {
    out.push_back(slip_text(slip, scenario));
  }
  return out;
}

TEST(SlipMenu, HasEachStepWithEachSlipThatFitsIt) {
  Diagnostics diagnostics;
  const auto scenario = read(kProcedure, diagnostics);
  ASSERT_TRUE(scenario) << messages(diagnostics);
  EXPECT_THAT(
      sentences(*scenario),
      testing::ElementsAre(
          "step 1 is skipped", "step 1 is repeated", "steps 1 and 2 are swapped",
          "step 1 names be1a.contoso.com instead of be2a.contoso.com",
          "step 1 names be1b.contoso.com instead of be2a.contoso.com",
          "step 1 names w1.contoso.com instead of be2a.contoso.com", "step 1 is run without -Force",
          "step 1 is run with -Restore", "step 1 is run with -WhatIf", "20m pause before step 1",
          "a second administrator starts 2m later at step 1",
          "interrupted after step 1 and started again", "step 2 is skipped",
          "steps 2 and 3 are swapped", "step 2 starts before step 1 ended",
          "20m pause before step 2", "a second administrator starts 2m later at step 2",
          "interrupted after step 2 and started again", "step 3 is skipped", "step 3 is repeated",
          "step 3 names pool2.contoso.com instead of pool1.contoso.com",
          "step 3 is run without -DisasterMode", "step 3 is run with -FlushStorageService",
          "step 3 is run with -WhatIf", "step 3 is run with -Force", "20m pause before step 3",
          "step 3 is run in the wrong window", "a second administrator starts 2m later at step 3",
          "interrupted after step 3 and started again"));
}

TEST(SlipMenu, RunsAndReadsBackWhatItOffers) {
  Diagnostics diagnostics;
  auto scenario = read(kProcedure, diagnostics);
  ASSERT_TRUE(scenario);
  for (const SlipSpec& slip : slip_menu(*scenario, SlipMenuOptions{})) {
    scenario->slips = {slip};
    World world;
    build_world(*scenario, world);
    Simulation simulation(world, {.self_check = true});
    simulation.run();
    EXPECT_TRUE(simulation.ended());
    const auto again = read(write_scenario(*scenario), diagnostics);
    ASSERT_TRUE(again) << write_scenario(*scenario) << messages(diagnostics);
    World world_again;
    build_world(*again, world_again);
    Simulation second(world_again, {});
    second.run();
    EXPECT_EQ(simulation.digest().hex(), second.digest().hex()) << write_scenario(*scenario);
  }
}

TEST(SlipMenu, OffersNothingThatASlipOfTheScenarioRulesOut) {
  Diagnostics diagnostics;
  const auto scenario = read(std::string(kProcedure) + "slips: [step 3 is skipped]\n", diagnostics);
  ASSERT_TRUE(scenario);
  for (const SlipSpec& slip : slip_menu(*scenario, SlipMenuOptions{})) {
    std::vector<ActorSpec> actors = scenario->actors;
    const SlipSpec both[] = {scenario->slips[0], slip};
    EXPECT_FALSE(apply_slips(actors, both)) << slip_text(slip, *scenario);
  }
  EXPECT_THAT(sentences(*scenario), testing::Not(testing::Contains("step 3 is skipped")));
  EXPECT_THAT(sentences(*scenario), testing::Contains("20m pause before step 3"));
}

}  // namespace
}  // namespace firedrill
