// A number of the verdict's list leads to what explains that item, whatever kind it is of.
#include "sim/run/explain_item.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "sim/run/drill_for_tests.hpp"

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
  const ExplainedRun run(scenario);
  const Outcome outcome = judge(run.scenario, run.simulation, run.timeline);
  std::vector<std::string> out;
  for (const VerdictItem* item : numbered_items(outcome)) {
    out.push_back(explain_item(run.scenario, run.simulation, run.book, *item));
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
  EXPECT_THAT(all[1], HasSubstr("\n  first: Invoke-CsManagementServerFailover -BackupSql"));
  EXPECT_THAT(all[2], StartsWith("step 3 waited in vain"));
}

TEST(ExplainItem, OfARuleThatWasExpectedTellsWhatBrokeItAndOfItsViolationTheSame) {
  const ExplainedRun run(planted("dns-at-the-edge-being-left"));
  VerdictItem expected;
  expected.expectation = 0;
  const Violation& seen = run.simulation.invariants()->violations().front();
  expected.rule = seen.rule;
  expected.event = seen.event;
  expected.why = seen.text;
  EXPECT_EQ(explain_item(run.scenario, run.simulation, run.book, expected),
            run.book.explain_violation(1));
  EXPECT_THAT(run.book.explain_violation(1), HasSubstr("so since "));
}

}  // namespace
}  // namespace firedrill
