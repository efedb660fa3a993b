// What a proof says is what a plain run of the placement it names says too.
#include "sim/explore/proof.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/explore/scenarios_for_tests.hpp"
#include "sim/explore/slip_menu.hpp"
#include "sim/model/slips.hpp"
#include "sim/run/measures.hpp"

namespace firedrill {
namespace {

ProofResult prove(const Scenario& scenario, const std::vector<FaultKind>& kinds) {
  ProofOptions options;
  options.search.faults = 1;
  options.search.repairs = {minutes(30)};
  options.menu.kinds = kinds;
  Proof proof(scenario, options);
  return proof.run();
}

std::int64_t oldest_loss(const Scenario& scenario) {
  World world;
  build_world(scenario, world);
  Simulation simulation(world, {});
  Measures measures(simulation);
  simulation.listen(&measures);
  simulation.run();
  return measures.figures().loss.oldest_age_ms;
}

// A pool is lost and forced over; an Edge Server that is lost half an hour later makes no change
// older.
TEST(Proof, CountsTheAgeOfALossAsARunOfThatPlacementDoes) {
  const Scenario scenario = read_drill(
      "duration: 100m\nusers: 2\nload: {contact changes per user per day: 100, presence "
      "publications per hour: 0, conference concurrency: 0%}\n"
      "faults:\n  - at 5m wan Datacenter1 - Datacenter2 is cut, back after 20m\n"
      "  - at 20m site Datacenter1 is lost\n"
      "procedure:\n  - wait 40m\n"
      "  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
      "-BackupSqlInstanceName rtc -Force\n  - wait until replicas behind = 0, at most 10m\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com\n  - wait until replicas behind = 0, at most 10m\n  - wait 20m\n"
      "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode\n");
  const ProofResult result = prove(scenario, {FaultKind::kEdgeServer});
  ASSERT_EQ(result.end, SearchEnd::kComplete);
  bool compared = false;
  for (const ProofWorst& worst : result.worst) {
    if (worst.what != "age of lost changes") continue;
    EXPECT_EQ(worst.ms, oldest_loss(worst.scenario)) << worst.where;
    EXPECT_EQ(worst.ms, oldest_loss(scenario));
    compared = true;
  }
  EXPECT_TRUE(compared);
}

TEST(Proof, PutsRulesAboutFaultsToTheTestForThoseThatAreAdded) {
  const ProofResult result =
      prove(read_drill("duration: 1h\nusers: 3\nload: none\n"), {FaultKind::kEdgePool});
  EXPECT_THAT(result.probes.rules, testing::Contains("INV-88"));
}

bool fit(const Scenario& scenario, const SlipSpec& first, const SlipSpec& second) {
  std::vector<ActorSpec> walked = scenario.actors;
  const std::vector<SlipSpec> slips{first, second};
  return !apply_slips(walked, slips);
}

TEST(Proof, FollowsSlipsThatFitInOneOrderAlone) {
  const Scenario scenario = read_drill(
      "duration: 1h\nusers: 3\nload: none\nprocedure:\n  - Invoke-CsManagementServerFailover\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com\n  - wait 1m\n");
  const std::vector<SlipSpec> menu = slip_menu(scenario, {});
  std::uint64_t listed = 0;    // pairs that fit as the menu lists them
  std::uint64_t reversed = 0;  // that fit the other way round alone
  std::uint64_t never = 0;
  for (std::size_t i = 0; i < menu.size(); ++i) {
    for (std::size_t j = i + 1; j < menu.size(); ++j) {
      const bool forward = fit(scenario, menu[i], menu[j]);
      const bool back = fit(scenario, menu[j], menu[i]);
      ++(forward ? listed : back ? reversed : never);
    }
  }
  ASSERT_GT(reversed, 0U);
  ProofOptions options;
  options.search.faults = 2;
  options.menu.kinds = {FaultKind::kDnsDown};
  ProofResult out;
  prove_slips(scenario, options, out);
  EXPECT_EQ(out.end, SearchEnd::kComplete);
  EXPECT_EQ(out.slips_unfit, never);
  EXPECT_GE(out.slip_groups, listed + reversed);  // some come to something else in each order
}

}  // namespace
}  // namespace firedrill
