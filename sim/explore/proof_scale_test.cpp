// A scenario at the scale of a proof: who is among the few users, and by which number.
#include "sim/explore/proof_scale.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "sim/run/simulation.hpp"

namespace firedrill {
namespace {

ScaledScenario scaled(const std::string& file, const ProofScale& scale) {
  Diagnostics diagnostics;
  auto out =
      read_scaled(std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/" + file, {}, scale, diagnostics);
  EXPECT_EQ(out.size(), 1U);
  return out.empty() ? ScaledScenario{} : out.front();
}

TEST(ProofScale, KeepsTheUserWhomAScenarioNamesInTheirPool) {
  const ScaledScenario out = scaled("documented/forced-move-loses-data.yaml", {.users = 2});
  EXPECT_EQ(out.scenario.topology.pools[0].users, 2);
  EXPECT_THAT(out.notes, testing::Contains("u-000004 of the scenario is u-000000"));
  EXPECT_THAT(out.scenario.actors[0].steps[2].text, testing::HasSubstr("u-000000"));
  EXPECT_EQ(out.scenario.topology.pools[0].population, 20'000);
}

/// How many users of the first pool sit where.
std::array<int, kSeats> seats(const Scenario& scenario) {
  World world;
  build_world(scenario, world);
  std::array<int, kSeats> out{};
  for (std::int64_t k = 0; k < scenario.topology.pools[0].users; ++k) {
    ++out[static_cast<std::size_t>(seats_of(world, 0).at(k))];
  }
  return out;
}

TEST(ProofScale, HasOneUserOfEachKindThatTheScenarioHas) {
  const auto one_of_each = [](const std::string& file) { return seats(scaled(file, {}).scenario); };
  EXPECT_EQ(one_of_each("documented/pool-failover.yaml"), (std::array<int, kSeats>{1, 1, 1}));
  EXPECT_EQ(one_of_each("documented/wan-partition.yaml"), (std::array<int, kSeats>{1, 1, 1}));
  const ScaledScenario two = scaled("documented/pool-failover.yaml", {.users = 2});
  EXPECT_EQ(seats(two.scenario), (std::array<int, kSeats>{1, 0, 1}));
  EXPECT_THAT(two.notes, testing::Contains(testing::HasSubstr("--users 3 adds one")));
}

TEST(ProofScale, LeavesAloneWhoSitsWhereIfThatWasAskedFor) {
  Diagnostics diagnostics;
  ScenarioOptions options;
  options.set = {"UM-06=0", "FLT-81=2"};
  const auto cases =
      read_scaled(std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/documented/pool-failover.yaml",
                  options, {.users = 4}, diagnostics);
  ASSERT_EQ(cases.size(), 1U);
  EXPECT_EQ(seats(cases.front().scenario), (std::array<int, kSeats>{2, 2, 0}));
}

TEST(ProofScale, PutsANamedUserInAPlaceOfTheirKind) {
  // u-000004 sits at the partner's site.
  const ScaledScenario out = scaled("documented/forced-move-loses-data.yaml", {});
  EXPECT_EQ(out.scenario.topology.pools[0].users, 3);
  EXPECT_THAT(out.notes, testing::Contains("u-000004 of the scenario is u-000001"));
}

TEST(ProofScale, LeavesAScenarioThatIsSmallEnoughAsItIs) {
  const ScaledScenario out = scaled("documented/forced-move-loses-data.yaml", {.users = 20});
  EXPECT_EQ(out.scenario.topology.pools[0].users, 20);
  EXPECT_TRUE(out.notes.empty());
  EXPECT_THAT(out.scenario.actors[0].steps[2].text, testing::HasSubstr("u-000004"));
}

// Means between two arrivals of a pool of three, by hand: once, twice or three times a user.
TEST(ProofScale, LetsEachUserChangeAndMeetAFewTimes) {
  const auto arrivals = [](const std::string& file) {
    World world;
    build_world(scaled(file, {}).scenario, world);
    const std::size_t pool1 = 0;
    const std::size_t first = pool1 * kActivities;
    return std::pair(
        world.arrival_mean_ms[first + static_cast<std::size_t>(Activity::kContactChange)],
        world.arrival_mean_ms[first + static_cast<std::size_t>(Activity::kConference)]);
  };
  const auto near = [](std::int64_t expected) {
    return testing::AllOf(testing::Ge(expected * 99 / 100), testing::Le(expected * 101 / 100));
  };
  // Documented load in two hours: the least, once each.
  EXPECT_THAT(arrivals("documented/pool-failover.yaml").first, near(7'200'000 / 3));
  EXPECT_THAT(arrivals("documented/pool-failover.yaml").second, near(7'200'000 / 3));
  // What the file asks for is more, and is left alone: 60 changes a day.
  EXPECT_THAT(arrivals("documented/forced-move-loses-data.yaml").first, near(86'400'000 / 60 / 3));
  // A load of none stays none, and nothing is published anywhere.
  EXPECT_EQ(arrivals("documented/front-end-away-for-days.yaml").first, 0);
  EXPECT_EQ(scaled("documented/pool-failover.yaml", {}).scenario.load.content_permille, 1000);
  EXPECT_EQ(scaled("documented/pool-failover.yaml", {.users = 0})
                .scenario.load.presence_publications_per_hour_milli,
            0);
}

}  // namespace
}  // namespace firedrill
