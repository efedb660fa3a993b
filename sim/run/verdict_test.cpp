// What a verdict says of expectations and steps beyond the outcome of the model: a rule that nobody
// judges, a rule that nothing put to the test, steps that were never run, assumptions left open.
#include "sim/run/verdict.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>

namespace firedrill {
namespace {

using testing::HasSubstr;

/// One run of the pair, from the lines of a scenario below its topology.
class Drill {
 public:
  explicit Drill(const std::string& lines) : scenario_(read(lines)) {
    build_world(scenario_, world_);
    simulation_ = std::make_unique<Simulation>(world_, SimulationOptions{.self_check = true});
    timeline_ = std::make_unique<Timeline>(scenario_, *simulation_);
    simulation_->listen(timeline_.get());
    simulation_->run();
    outcome = judge(scenario_, *simulation_, *timeline_);
  }
  [[nodiscard]] const VerdictItem* item(std::string_view what) const {
    for (const VerdictItem& each : outcome.items) {
      if (each.what.find(what) != std::string::npos) return &each;
    }
    return nullptr;
  }
  [[nodiscard]] bool tells(std::string_view words) const {
    for (const TimelineLine& line : timeline_->lines()) {
      if (line.text.find(words) != std::string::npos) return true;
    }
    return false;
  }
  /// As a proof sees it, which weighs no items.
  [[nodiscard]] Verdict at_the_end(std::size_t expectation) const {
    return expectation_verdict(world_, simulation_->state(), expectation);
  }
  Outcome outcome;

 private:
  static Scenario read(const std::string& lines) {
    std::ifstream file(FIREDRILL_SOURCE_DIR "/scenarios/topologies/pair.yaml");
    std::stringstream topology;
    topology << file.rdbuf();
    Diagnostics diagnostics;
    auto scenario = read_scenario_text("firedrill: 1\ntopology: pair.yaml\n" + lines, "drill.yaml",
                                       topology.str(), {}, diagnostics);
    for (const Diagnostic& found : diagnostics.sorted()) {
      if (found.severity == Severity::kError) ADD_FAILURE() << format_diagnostic(found);
    }
    return std::move(scenario).value();
  }

  Scenario scenario_;
  World world_;
  std::unique_ptr<Simulation> simulation_;
  std::unique_ptr<Timeline> timeline_;
};

TEST(Verdict, ARuleThatIsReportedAndNeverJudgedIsUnknown) {
  for (const char* rule : {"INV-17", "INV-21", "INV-134", "FLT-10"}) {
    const Drill drill("duration: 1m\nexpect: [" + std::string(rule) + "]\n");
    EXPECT_EQ(drill.outcome.exit_status(), 2) << rule;
    EXPECT_EQ(drill.at_the_end(0), Verdict::kUnknown) << rule;
    ASSERT_NE(drill.item(rule), nullptr);
    EXPECT_EQ(drill.item(rule)->why, "this rule is not judged over a run");
  }
}

TEST(Verdict, ARuleThatNothingPutToTheTestHoldsWithANote) {
  const Drill idle("duration: 1m\nexpect: [INV-22]\n");
  EXPECT_EQ(idle.outcome.exit_status(), 0);
  EXPECT_EQ(idle.at_the_end(0), Verdict::kHeld);
  EXPECT_EQ(idle.item("INV-22")->why, "nothing in this run put it to the test");
  const Drill busy("duration: 1m\nexpect: [INV-49]\n");
  EXPECT_EQ(busy.item("INV-49")->why, "");
}

TEST(Verdict, AnAssumptionDecidesOnlyWhereTheScenarioSetsIt) {
  const std::string drill =
      "duration: 1h\nload: none\nadministrator: Datacenter1\n"
      "faults: [10m pool pool2 is lost]\n"
      "procedure:\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge2.contoso.com -Registrar "
      "Registrar:pool1.contoso.com\n"
      "  - wait 15m\n"
      "  - Invoke-CsPoolFailover -PoolFqdn pool2.contoso.com -DisasterMode\n"
      "  - Invoke-CsPoolFailback -PoolFqdn pool2.contoso.com\n";
  const Drill open(drill);
  EXPECT_EQ(open.outcome.exit_status(), 2);
  EXPECT_THAT(open.outcome.headline,
              HasSubstr("the pool does not run yet. That Lync refuses this is an assumption; "
                        "\"parameters: {failbackHomeDown: refuse}\" accepts it (MA-32"));
  const Drill set("parameters: {MA-32: refuse}\n" + drill);
  EXPECT_EQ(set.outcome.exit_status(), 1);
  EXPECT_THAT(set.outcome.headline, HasSubstr("MA-32"));
}

TEST(Verdict, StepsBehindAnExpectedRefusalThatStopsTheProcedureAreUnknown) {
  const std::string steps =
      "procedure:\n"
      "  - run: Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com\n"
      "    fails with: E_NOT_FAILED_OVER\n"
      "  - Get-CsPoolBackupRelationship -PoolFqdn pool1.contoso.com\n";
  const Drill goes_on("duration: 1h\n" + steps);
  EXPECT_EQ(goes_on.outcome.exit_status(), 0);
  const Drill stops("duration: 1h\non refusal: stop\n" + steps);
  EXPECT_EQ(stops.outcome.exit_status(), 2);
  EXPECT_THAT(stops.outcome.headline, HasSubstr("its other steps were not run"));
}

TEST(Verdict, AnExpectationThatIsMissedSaysAtWhichMoment) {
  const Drill drill(
      "duration: 3h\nfaults:\n  - at 30m site Datacenter1 is lost\nprocedure:\n  - wait 40m\n"
      "  - Get-CsPoolBackupRelationship -PoolFqdn pool1.contoso.com\nexpect:\n"
      "  - within 20m of fault 1: regular users = all\n"
      "  - never: state of pool2 = Active\n"
      "  - always: regular users = all\n"
      "  - after step 2: regular users = all\n"
      "  - at end: regular users = all\n");
  const auto said = [&](std::string_view what) {
    const VerdictItem* item = drill.item(what);
    return item == nullptr ? "nothing" : std::to_string(item->at_ms / 1000) + " s: " + item->why;
  };
  EXPECT_EQ(said("within 20m"),
            "3000 s: it did not hold within 20m 00s, and its time was up at 00:50:00");
  EXPECT_EQ(said("never"), "0 s: it did happen, at 00:00:00");
  EXPECT_EQ(said("always"), "1800 s: it did not hold at 00:30:00");
  EXPECT_EQ(said("after step 2"), "2402 s: it did not hold after that step, at 00:40:02");
  EXPECT_EQ(said("at end"), "0 s: it did not hold at the end");
  EXPECT_EQ(drill.item("at end")->at_ms, -1);
}

TEST(Verdict, WarningsOfAStepStandInTheTimeline) {
  const Drill drill(
      "duration: 2h\nload: none\nfaults: [1m sql be1a is lost, 1m sql w1 is lost]\n"
      "procedure:\n"
      "  - wait 5m\n"
      "  - Invoke-CsDatabaseFailover -PoolFqdn pool1.contoso.com -DatabaseType User "
      "-NewPrincipal mirror\n");
  EXPECT_TRUE(
      drill.tells("warning: the present principal cannot be reached and -Force is missing"));
}

TEST(Verdict, AnswersOfQueriesAreReadWithoutALegend) {
  const Drill drill(
      "duration: 1h\nload: none\nprocedure:\n"
      "  - Get-CsUserPoolInfo -Identity u-000001\n"
      "  - Get-CsWindowsService -ComputerName fe1a.contoso.com -Name LYNCBACKUP\n"
      "  - Get-CsPoolFabricState -PoolFqdn pool2.contoso.com\n"
      "  - Get-CsService -CentralManagement\n"
      "  - Debug-CsInterPoolReplication -PoolFqdn pool1.contoso.com -BackupModule DataConf\n"
      "  - Get-CsRegistrarConfiguration\n");
  EXPECT_TRUE(drill.tells("u-000001: primary pool pool1, backup pool pool2"));
  EXPECT_TRUE(drill.tells("fe1a: LYNCBACKUP runs: yes"));
  EXPECT_TRUE(drill.tells("routing group 2: primary fe2b, 3 live"));
  EXPECT_TRUE(drill.tells("the store is active on pool1"));
  EXPECT_TRUE(drill.tells("pool1 DataConf: changes the partner lacks: 0"));
  EXPECT_TRUE(drill.tells("pool2: PoolState Active, BackupStoreUnavailableThreshold 30m 00s"));
}

TEST(Verdict, TheStatusOfALinkIsWatchedWhileNothingElseHappens) {
  // One change waits for a cycle of ten minutes, and no event marks the moment at which it has
  // waited for the two of the interval.
  const std::string quiet =
      "duration: 2h\nusers: 2\nparameters: {syncCycle: 10m}\nload:\n"
      "  contact changes per user per day: 3\n  presence publications per hour: 0\n"
      "  conference concurrency: 0%\nexpect:\n  - at end: acknowledged writes of pool1 = 1\n"
      "  - at end: acknowledged writes = 1\n  - at end: backlog of pool1/PresenceFocus = 0\n";
  int single = 0;
  for (int seed = 1; seed <= 30; ++seed) {
    const std::string drill = "seed: " + std::to_string(seed) + "\n" + quiet;
    if (Drill(drill).outcome.exit_status() != 0) continue;  // no write, several, or a late one
    ++single;
    const Drill never(drill + "  - never: backup status of pool1/PresenceFocus = Syncing\n");
    EXPECT_EQ(never.outcome.exit_status(), 1) << seed;
    const Drill error(drill + "  - never: backup status of pool1/PresenceFocus = Error\n");
    EXPECT_EQ(error.outcome.exit_status(), 0) << seed;
  }
  EXPECT_GT(single, 0);
}

}  // namespace
}  // namespace firedrill
