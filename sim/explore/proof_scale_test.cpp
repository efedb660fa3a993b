// A scenario at the scale of a proof: who is among the few users, and by which number.
#include "sim/explore/proof_scale.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace firedrill {
namespace {

ScaledScenario scaled(const std::string& file, const ProofScale& scale) {
  Diagnostics diagnostics;
  auto out =
      read_scaled(std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/" + file, {}, scale, diagnostics);
  EXPECT_TRUE(out.has_value());
  return out.value_or(ScaledScenario{});
}

TEST(ProofScale, KeepsTheUserWhomAScenarioNamesInTheirPool) {
  const ScaledScenario out = scaled("documented/forced-move-loses-data.yaml", {.users = 2});
  EXPECT_EQ(out.scenario.topology.pools[0].users, 2);
  EXPECT_THAT(out.notes, testing::Contains("u-000004 of the scenario is u-000000"));
  EXPECT_THAT(out.scenario.actors[0].steps[2].text, testing::HasSubstr("u-000000"));
  EXPECT_EQ(out.scenario.topology.pools[0].population, 20'000);
}

TEST(ProofScale, LeavesAScenarioThatIsSmallEnoughAsItIs) {
  const ScaledScenario out = scaled("documented/forced-move-loses-data.yaml", {.users = 20});
  EXPECT_EQ(out.scenario.topology.pools[0].users, 20);
  EXPECT_TRUE(out.notes.empty());
  EXPECT_THAT(out.scenario.actors[0].steps[2].text, testing::HasSubstr("u-000004"));
}

}  // namespace
}  // namespace firedrill
