// What the documentation says may go wrong, going wrong in a run: by the scenario's key, by a
// parameter, at one try and not at the next; and deadlines that count anew from each fault.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>

#include "sim/run/verdict.hpp"

namespace firedrill {
namespace {

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
  /// "held", or "violated" and the like with why, of the item that speaks of `what`.
  [[nodiscard]] std::string of(std::string_view what) const {
    for (const VerdictItem& item : outcome.items) {
      if (item.what.find(what) == std::string::npos) continue;
      if (item.verdict == Verdict::kHeld) return "held";
      return std::string(verdict_name(item.verdict)) + ": " + item.why;
    }
    return "not weighed";
  }
  [[nodiscard]] const StepOutcome& step(std::size_t number) const {
    return timeline_->step(0, number - 1);
  }
  [[nodiscard]] const State& state() const { return simulation_->state(); }
  Outcome outcome;

 private:
  static Scenario read(const std::string& lines) {
    std::ifstream file(FIREDRILL_SOURCE_DIR "/scenarios/topologies/pair.yaml");
    std::stringstream topology;
    topology << file.rdbuf();
    Diagnostics diagnostics;
    auto scenario = read_scenario_text("firedrill: 1\ntopology: pair.yaml\nload: none\n" + lines,
                                       "drill.yaml", topology.str(), {}, diagnostics);
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

constexpr char kFailover[] =
    "duration: 3h\nprocedure:\n"
    "  - Invoke-CsManagementServerFailover\n"
    "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
    "Registrar:pool2.contoso.com\n"
    "  - run: Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com\n"
    "    repeat every: 5m\n    at most: 3 times\n"
    "expect: [{at end: state of pool1 = FailedOver}]\n";

TEST(Mishap, Flt51_AFailoverThatFailedOnceIsRunAgain) {
  const Drill once(std::string(kFailover) + "mishaps: [step 3 meets FLT-51]\n");
  EXPECT_EQ(once.of("state of pool1"), "held");
  EXPECT_EQ(once.step(3).refusals, 1);
  EXPECT_EQ(once.step(3).rule, "FLT-51");
  const Drill twice(std::string(kFailover) +
                    "mishaps: [step 3 meets FLT-51, step 3 meets FLT-51 at try 2]\n");
  EXPECT_EQ(twice.of("state of pool1"), "held");
  EXPECT_EQ(twice.step(3).refusals, 2);
}

TEST(Mishap, Flt51_AlwaysByTheParameterLeavesThePoolActive) {
  const Drill drill(std::string(kFailover) + "parameters: {FLT-51: always}\n");
  EXPECT_THAT(drill.of("state of pool1"), testing::HasSubstr("violated"));
  EXPECT_EQ(drill.step(3).code, ErrorCode::kCmsUnavailable);
  EXPECT_EQ(drill.state().pool(0).state, PoolState::kActive);
}

TEST(Mishap, ThatARunDoesNotComeToLeavesTheVerdictOpen) {
  const Drill drill(std::string(kFailover) + "mishaps: [step 3 meets FLT-51 at try 2]\n");
  EXPECT_EQ(drill.of("step 3 meets FLT-51 at try 2"),
            "unknown: it did not come to this mishap: step 3 meets FLT-51 at try 2");
  EXPECT_EQ(drill.outcome.verdict, Verdict::kUnknown);
}

TEST(Mishap, Flt54_AMoveThatFailsMidwayLeavesTheStoreReadOnlyUntilItIsRepeated) {
  const std::string move =
      "duration: 1h\nadministrator: Datacenter2\nprocedure:\n  - Move-CsManagementServer\n"
      "  - Move-CsManagementServer -Force\nmishaps: [step 1 meets FLT-54]\n";
  const Drill drill(move);
  EXPECT_EQ(drill.step(1).code, ErrorCode::kDbInaccessible);
  EXPECT_EQ(drill.step(1).rule, "FLT-54");
  EXPECT_EQ(drill.step(2).status, StepOutcome::Status::kDone);
  EXPECT_EQ(drill.state().cms().active, 1);
}

TEST(Mishap, Flt93_AFullResetLeavesThePoolStoppedUntilItIsStarted) {
  const std::string reset =
      "duration: 3h\nprocedure:\n"
      "  - Reset-CsPoolRegistrarState -PoolFqdn pool1 -ResetType FullReset\n";
  const Drill fails(reset + "mishaps: [step 1 meets FLT-93]\nexpect: [INV-73]\n");
  EXPECT_EQ(fails.step(1).code, ErrorCode::kPoolDown);
  EXPECT_FALSE(pool_serving(fails.state(), 0));
  std::string mend = reset;
  for (const char* server : {"fe1a", "fe1b", "fe1c"}) {
    mend += std::string("  - Start-CsWindowsService -ComputerName ") + server + ".contoso.com\n";
  }
  const Drill mended(mend + "mishaps: [step 1 meets FLT-93]\n");
  EXPECT_TRUE(pool_serving(mended.state(), 0));
}

constexpr char kTwoFaults[] =
    "duration: 4h\nfaults:\n  - at 10m pool pool1 is lost, back after 1h\n"
    "  - at 3h55m pool pool2 is lost\nexpect:\n";

TEST(Deadline, CountsAnewFromEachFaultAndIsOpenWhereTheEndComesFirst) {
  const Drill drill(std::string(kTwoFaults) +
                    "  - within 20m of the last fault: users left out = 0\n"
                    "  - within 4m of the last fault: users left out = 0\n"
                    "  - within 1m of the last fault: serving of pool2 = yes\n");
  EXPECT_THAT(drill.of("within 20m"), testing::HasSubstr("unknown"));  // of the last fault
  EXPECT_THAT(drill.of("within 4m"), testing::HasSubstr("violated"));
  EXPECT_THAT(drill.of("within 1m"), testing::HasSubstr("violated"));  // by the second fault alone
}

TEST(Deadline, CountsAnewFromEachRepair) {
  // Everybody is back 16 minutes after the repair.
  const std::string lines =
      "duration: 3h\nfaults:\n  - at 30m pool pool1 is down, back after 50m\nexpect:\n";
  EXPECT_EQ(Drill(lines + "  - within 55m of the last fault: regular users = all\n").of("within"),
            "held");
  const std::string dns =
      "duration: 3h\nfaults:\n  - at 5m internal dns is down, back after 55m\n"
      "procedure:\n  - wait 22m\n  - Invoke-CsManagementServerFailover\n"
      "  - wait until replicas behind = 0, at most 10m\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com\n  - wait until replicas behind = 0, at most 10m\n"
      "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com\nexpect:\n";
  EXPECT_THAT(Drill(dns + "  - within 1m of the last fault: users left out = 0\n").of("within"),
              testing::HasSubstr("violated"));
  EXPECT_EQ(Drill(dns + "  - within 40m of the last fault: users left out = 0\n").of("within"),
            "held");
}

TEST(Deadline, HasToBeMetAgainByWhatGoesWrongLater) {
  // Nobody is out when the names are lost; those whom the failover signs out cannot come back.
  const Drill drill(
      "duration: 3h\nfaults: [at 5m internal dns is down]\nprocedure:\n"
      "  - wait 22m\n  - Invoke-CsManagementServerFailover\n"
      "  - wait until replicas behind = 0, at most 10m\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com\n  - wait until replicas behind = 0, at most 10m\n"
      "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com\nexpect:\n"
      "  - within 30m of the last fault: users left out = 0\n");
  EXPECT_THAT(drill.of("within"), testing::HasSubstr("violated"));
}

TEST(Deadline, OfATimeIsLookedForFromThatTimeOn) {
  const std::string lines = "duration: 2h\nfaults: [at 30m pool pool1 is down]\nexpect:\n";
  EXPECT_THAT(Drill(lines + "  - within 1m of 1h: regular users = all\n").of("within"),
              testing::HasSubstr("violated"));
  EXPECT_EQ(Drill(lines + "  - within 1m of 20m: regular users = all\n").of("within"), "held");
}

TEST(Deadline, OfTheProcedureIsNotMetByOneThatStopped) {
  const std::string lines =
      "duration: 1h\non refusal: stop\nprocedure: [Invoke-CsPoolFailover -PoolFqdn "
      "pool1.contoso.com, Get-CsPool]\nexpect:\n";
  EXPECT_THAT(Drill(lines + "  - within 30m of 0s: procedure = ended\n").of("within"),
              testing::HasSubstr("violated"));
  EXPECT_EQ(Drill(lines + "  - within 30m of 0s: procedure = stopped\n").of("within"), "held");
}

TEST(Deadline, OfTheProcedureIsMetWhenItsLastStepIsThrough) {
  const std::string lines =
      "duration: 1h\nfaults: [at 5m pool pool1 is lost]\nprocedure: [wait 20m, Get-CsPool]\n"
      "expect:\n";
  const Drill drill(lines +
                    "  - within 16m of fault 1: procedure = ended\n"
                    "  - within 14m of fault 1: procedure = ended\n"
                    "  - never: procedure = running\n");
  EXPECT_EQ(drill.of("within 16m"), "held");
  EXPECT_THAT(drill.of("within 14m"), testing::HasSubstr("violated"));
  EXPECT_THAT(drill.of("never"), testing::HasSubstr("violated"));
}

}  // namespace
}  // namespace firedrill
