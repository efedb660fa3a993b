// Ranges of parameters in runs: what is drawn, what a pair of runs holds equal, which figures move.
#include "sim/explore/range_effects.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/explore/campaign_ranges.hpp"
#include "sim/explore/scenarios_for_tests.hpp"
#include "sim/explore/trial.hpp"
#include "sim/run/simulation.hpp"

namespace firedrill {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;

constexpr char kFailover[] =
    "duration: 2h\nload: none\n"
    "faults:\n  - at 10m site Datacenter1 is lost\n"
    "procedure:\n  - wait 22m\n"
    "  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
    "-BackupSqlInstanceName rtc -Force\n"
    "  - wait until replicas behind = 0, at most 10m\n"
    "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
    "Registrar:pool2.contoso.com\n"
    "  - wait until replicas behind = 0, at most 10m\n"
    "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode\n";

Scenario with(const std::string& parameters, std::uint64_t seed) {
  Scenario out = read_drill(std::string(kFailover) + "parameters: {" + parameters + "}\n");
  out.seed = seed;
  return out;
}

std::int64_t value_in_run(const Scenario& scenario, ParameterId id) {
  World world;
  build_world(scenario, world);
  return world.parameters.number(id);
}

const FigureMove& move_of(const RangeEffect& effect, const std::string& name) {
  for (const FigureMove& one : effect.moved) {
    if (one.name == name) return one;
  }
  ADD_FAILURE() << name << " did not move";
  static const FigureMove kNothing;
  return kNothing;
}

TEST(RangeEffects, ARunDrawsByItsSeedAndAnotherRangeMovesNothing) {
  const Scenario one = with("cmsFailover: 2m..6m", 1);
  const Scenario both = with("cmsFailover: 2m..6m, replicaUpdate: 10s..90s", 1);
  const std::int64_t drawn = value_in_run(one, ParameterId::kCmsFailover);
  EXPECT_GE(drawn, 120'000);
  EXPECT_LE(drawn, 360'000);
  EXPECT_EQ(value_in_run(both, ParameterId::kCmsFailover), drawn);
  EXPECT_NE(value_in_run(with("cmsFailover: 2m..6m", 2), ParameterId::kCmsFailover), drawn);
  EXPECT_EQ(drawn_in(one, ranges_of(one).front()), drawn);
}

TEST(RangeEffects, ARangeIsTheValueThatItDraws) {
  const Scenario range = with("cmsFailover: 2m..6m", 1);
  const std::int64_t drawn = value_in_run(range, ParameterId::kCmsFailover);
  const Scenario value = with("cmsFailover: " + std::to_string(drawn) + "ms", 1);
  EXPECT_EQ(try_scenario(range).digest, try_scenario(value).digest);
}

TEST(RangeEffects, MovesTheFiguresThatTheDurationIsPartOf) {
  const auto effects = range_effects({with("cmsFailover: 2m..6m, backEndRestored: 1s..1m", 1)}, {});
  ASSERT_EQ(effects.size(), 2U);
  const RangeEffect& store = effects[0];
  EXPECT_EQ(store.range.id, ParameterId::kCmsFailover);
  const FigureMove& took = move_of(store, "Invoke-CsManagementServerFailover of step 2");
  EXPECT_EQ(took.low, 120'000);
  EXPECT_EQ(took.high, 360'000);
  // Everybody is regular again when the pool is failed over, four minutes later for four minutes.
  const FigureMove& contacts = move_of(store, "RTO contacts p99");
  EXPECT_EQ(contacts.high - contacts.low, 240'000);
  EXPECT_THAT(store.still, Contains("RTO sign-in p99"));
  EXPECT_THAT(store.still, Contains("verdict"));
  // No Back End is restored in this drill.
  EXPECT_TRUE(effects[1].moved.empty());
  EXPECT_THAT(effects[1].still, Contains("RTO contacts p99"));
}

TEST(RangeEffects, TellsThatTheVerdictMoves) {
  Scenario scenario = read_drill(std::string(kFailover) +
                                 "parameters: {cmsFailover: 2m..6m}\n"
                                 "expect:\n  - within 5m of step 1: master = pool2\n");
  const auto effects = range_effects({scenario}, {});
  ASSERT_FALSE(effects.front().moved.empty());
  EXPECT_EQ(effects.front().moved.front().name, "verdict");
  EXPECT_EQ(effects.front().moved.front().low, static_cast<std::int64_t>(Verdict::kHeld));
  EXPECT_EQ(effects.front().moved.front().high, static_cast<std::int64_t>(Verdict::kViolated));
}

TEST(RangeEffects, HoldsTheOtherRangesAtTheirDraws) {
  const Scenario both = with("cmsFailover: 2m..6m, replicaUpdate: 10s..90s", 7);
  const std::int64_t replica = value_in_run(both, ParameterId::kReplicaUpdate);
  const Scenario fixed =
      with("cmsFailover: 2m..6m, replicaUpdate: " + std::to_string(replica) + "ms", 7);
  const FigureMove ranged = move_of(range_effects({both}, {}).front(), "RTO contacts p50");
  const FigureMove alone = move_of(range_effects({fixed}, {}).front(), "RTO contacts p50");
  EXPECT_EQ(ranged.low, alone.low);
  EXPECT_EQ(ranged.high, alone.high);
}

TEST(RangeEffects, OfACampaignAreThoseOfItsOwnRuns) {
  std::vector<std::unique_ptr<CampaignScenario>> scenarios;
  scenarios.push_back(
      std::make_unique<CampaignScenario>(with("cmsFailover: 2m..6m", 1), "a", false));
  scenarios.push_back(std::make_unique<CampaignScenario>(with("", 1), "b", false));
  Campaign campaign(std::move(scenarios), {.runs = 20});
  CampaignListener listener;
  const std::atomic<bool> stop{false};
  campaign.run(stop, listener);
  const auto effects = campaign_ranges(campaign, {});
  ASSERT_EQ(effects.size(), 2U);
  EXPECT_TRUE(effects[1].empty());
  ASSERT_EQ(effects[0].size(), 1U);
  EXPECT_EQ(effects[0][0].pairs, kPairsOfEach);
  // Run 0 is the scenario as written, so it at least moves; no run can move more than all.
  const FigureMove& took = move_of(effects[0][0], "Invoke-CsManagementServerFailover of step 2");
  EXPECT_GE(took.pairs, 1U);
  EXPECT_LE(took.pairs, kPairsOfEach);
}

}  // namespace
}  // namespace firedrill
