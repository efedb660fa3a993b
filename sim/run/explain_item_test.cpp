// A number of the verdict's list leads to what explains that item, whatever kind it is of.
#include "sim/run/explain_item.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace firedrill {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::vector<std::string> explanations(const std::string& body) {
  std::ifstream file(FIREDRILL_SOURCE_DIR "/scenarios/topologies/pair.yaml");
  std::stringstream topology;
  topology << file.rdbuf();
  Diagnostics diagnostics;
  const auto scenario = read_scenario_text("firedrill: 1\ntopology: pair.yaml\nload: none\n" + body,
                                           "drill.yaml", topology.str(), {}, diagnostics);
  World world;
  build_world(scenario.value(), world);
  Simulation simulation(world, {.causes = KeepCauses::kAll});
  Timeline timeline(*scenario, simulation);
  CauseBook book(*scenario, simulation, timeline, -1);
  simulation.listen(&timeline);
  simulation.listen(&book);
  simulation.run();
  const Outcome outcome = judge(*scenario, simulation, timeline);
  std::vector<std::string> out;
  for (const VerdictItem* item : numbered_items(outcome)) {
    out.push_back(explain_item(*scenario, simulation, book, *item));
  }
  return out;
}

TEST(ExplainItem, TellsOfExpectationsStepsAndWaitsInTheOrderOfTheVerdict) {
  const auto all = explanations(
      "duration: 1h\nfaults:\n  - at 10m site Datacenter1 is lost\nprocedure:\n  - wait 20m\n"
      "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode\n"
      "  - wait until state of pool1 = FailedOver, at most 5m\nexpect:\n"
      "  - at end: serving of pool2 = yes\n  - at end: state of pool1 = FailedOver\n");
  ASSERT_EQ(all.size(), 3U);
  EXPECT_THAT(all[0], StartsWith("at end: state of pool1 = FailedOver  drill.yaml:"));
  EXPECT_THAT(all[0], HasSubstr("not met: it did not hold at the end"));
  EXPECT_THAT(all[1], HasSubstr("step 2  REFUSED"));
  EXPECT_THAT(all[1], HasSubstr("because site Datacenter1 lost"));
  EXPECT_THAT(all[2], StartsWith("step 3 waited in vain"));
}

TEST(ExplainItem, OfARuleThatWasExpectedTellsWhatBrokeItAndOfItsViolationTheSame) {
  Diagnostics diagnostics;
  auto scenario = read_scenario_file(
      FIREDRILL_SOURCE_DIR "/scenarios/planted/dns-at-the-edge-being-left.yaml", {}, diagnostics);
  World world;
  build_world(scenario.value(), world);
  Simulation simulation(world, {.causes = KeepCauses::kAll});
  Timeline timeline(*scenario, simulation);
  CauseBook book(*scenario, simulation, timeline, -1);
  simulation.listen(&timeline);
  simulation.listen(&book);
  simulation.run();
  VerdictItem expected;
  expected.expectation = 0;
  const Violation& seen = simulation.invariants()->violations().front();
  expected.rule = seen.rule;
  expected.event = seen.event;
  expected.why = seen.text;
  EXPECT_EQ(explain_item(*scenario, simulation, book, expected), book.explain_violation(1));
  EXPECT_THAT(book.explain_violation(1), HasSubstr("so since "));
}

}  // namespace
}  // namespace firedrill
