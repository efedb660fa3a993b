// What each slip does to a failover drill, and what timeline, verdict and explanation say of it.
//
// The procedure is the documented one in short. Times are minutes since the start; the move of the
// store takes three minutes, replicas follow a minute later.
#include "sim/model/slips.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/run/explain.hpp"
#include "sim/run/verdict.hpp"
#include "sim/scenario/reader_test_topology.hpp"

namespace firedrill {
namespace {

using testing::HasSubstr;
using Status = StepOutcome::Status;

constexpr char kProcedure[] =
    "procedure:\n"
    "  - wait 12m\n"
    "  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
    "-BackupSqlInstanceName rtc -Force\n"
    "  - wait until replicas behind = 0, at most 10m\n"
    "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
    "Registrar:pool2.contoso.com\n"
    "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode\n";

std::string drill(const std::string& slips, const std::string& more = {}) {
  return "firedrill: 1\ntopology: p\nduration: 3h\nload: none\n" + more +
         "faults: [at 10m site Datacenter1 is lost]\n" + kProcedure + "slips: [" + slips + "]\n";
}

/// One run with everything that listens.
class Drill {
 public:
  explicit Drill(const std::string& text) : scenario_(read(text)) {
    build_world(scenario_, world_);
    simulation_.emplace(world_, SimulationOptions{.causes = KeepCauses::kAll, .self_check = true});
    timeline_.emplace(scenario_, *simulation_);
    causes_.emplace(scenario_, *simulation_, *timeline_, 0);
    simulation_->listen(&*timeline_);
    simulation_->listen(&*causes_);
    simulation_->run();
    outcome_ = judge(scenario_, *simulation_, *timeline_);
  }
  [[nodiscard]] const World& world() const { return world_; }
  [[nodiscard]] const State& state() const { return simulation_->state(); }
  [[nodiscard]] const Outcome& outcome() const { return outcome_; }
  [[nodiscard]] const CauseBook& causes() const { return *causes_; }
  [[nodiscard]] const StepOutcome& step(std::size_t actor, std::size_t position) const {
    return timeline_->step(actor, position);
  }
  /// The lines of slips, steps and refusals: "12 step 2  Invoke-...".
  [[nodiscard]] std::string story() const {
    std::string out;
    for (const TimelineLine& line : timeline_->lines()) {
      if (line.kind != LineKind::kSlip && line.kind != LineKind::kStep &&
          line.kind != LineKind::kRefusal) {
        continue;
      }
      out += std::to_string(line.at_ms / 60'000) + ' ' + line.text.substr(0, 60) + '\n';
    }
    return out;
  }
  [[nodiscard]] const VerdictItem* item(const std::string& what) const {
    for (const VerdictItem& one : outcome_.items) {
      if (one.what == what) return &one;
    }
    return nullptr;
  }

 private:
  static Scenario read(const std::string& text) {
    Diagnostics diagnostics;
    auto scenario = scenario_test::read(text, diagnostics);
    EXPECT_TRUE(scenario) << scenario_test::messages(diagnostics);
    return scenario.value_or(Scenario{});
  }
  Scenario scenario_;
  World world_;
  std::optional<Simulation> simulation_;
  std::optional<Timeline> timeline_;
  std::optional<CauseBook> causes_;
  Outcome outcome_;
};

TEST(Slips, LeaveAProcedureWithoutThemAsItIsWritten) {
  const Drill run(drill(""));
  EXPECT_EQ(run.outcome().verdict, Verdict::kHeld) << run.outcome().headline;
  ASSERT_EQ(run.world().actors.size(), 1U);
  EXPECT_TRUE(run.world().actors[0].walk.empty());
}

TEST(Slips, SkipPassesTheStepOverAndTheNextRuleRefuses) {
  const Drill run(drill("step 4 is skipped"));
  EXPECT_EQ(run.step(0, 3).status, Status::kPassedOver);
  EXPECT_EQ(run.step(0, 4).status, Status::kRefused);
  EXPECT_EQ(run.step(0, 4).rule, "INV-05");
  EXPECT_THAT(run.story(), HasSubstr("16 step 4 was skipped (slip)\n16 step 5  Invoke-"));
  EXPECT_EQ(run.item("step 4"), nullptr) << "to skip is no failure by itself";
}

TEST(Slips, SkipLetsWaitWhatWaitsForTheStepGoOn) {
  const Drill run(
      "firedrill: 1\ntopology: p\nduration: 3h\nload: none\n"
      "procedure: [wait 10m, wait 20m, wait 30m]\nslips: [step 2 is skipped]\n"
      "faults: [after step 2: pool pool1 is lost]\n"
      "expect: [{within 1m of step 2: serving of pool1 = no}, {after step 2: serving of pool2 = "
      "yes}]\n");
  EXPECT_EQ(run.outcome().verdict, Verdict::kHeld) << run.outcome().headline;
}

TEST(Slips, SkipLeavesItOpenWhetherTheStepWouldHaveFailed) {
  const Drill run(
      "firedrill: 1\ntopology: p\nduration: 1h\nload: none\n"
      "procedure:\n  - {run: Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com, fails with: "
      "INV-07}\nslips: [step 1 is skipped]\n");
  EXPECT_EQ(run.outcome().verdict, Verdict::kUnknown);
  ASSERT_NE(run.item("step 1 must fail"), nullptr);
  EXPECT_EQ(run.item("step 1 must fail")->why, "it was skipped");
}

TEST(Slips, RepeatRunsTheStepTwice) {
  const Drill run(drill("step 5 is repeated"));
  EXPECT_EQ(run.step(0, 4).status, Status::kDone);
  EXPECT_EQ(run.step(0, 5).status, Status::kRefused);
  EXPECT_EQ(run.step(0, 5).code, ErrorCode::kAlreadyFailedOver);
  ASSERT_NE(run.item("step 5 again"), nullptr);
  EXPECT_EQ(run.item("step 5 again")->verdict, Verdict::kViolated);
}

TEST(Slips, SwapChangesTheOrder) {
  const Drill run(drill("steps 4 and 5 are swapped"));
  EXPECT_EQ(run.world().actors[0].written(3), 4U);
  EXPECT_EQ(run.step(0, 3).rule, "INV-05") << "the pool before its next hop";
  EXPECT_EQ(run.step(0, 4).status, Status::kDone);
  EXPECT_THAT(run.story(), HasSubstr("16 steps 4 and 5 were swapped (slip)\n16 step 5  Invoke-"));
}

TEST(Slips, WrongNameIsRefusedAsIfTyped) {
  const Drill run(drill("step 5 names pool2 instead of pool1"));
  EXPECT_EQ(run.step(0, 4).code, ErrorCode::kCmsOnFailedPool);
  EXPECT_THAT(run.story(), HasSubstr("step 5  Invoke-CsPoolFailover -PoolFqdn pool2.contoso.com"));
}

TEST(Slips, WrongNameMayBeTakenAndHitTheWrongComponent) {
  const Drill run(drill("step 4 names pool1 instead of pool2"));
  EXPECT_EQ(run.step(0, 3).status, Status::kDone);
  EXPECT_EQ(run.step(0, 4).rule, "INV-05") << "the next hop is still the pool that was lost";
}

TEST(Slips, WrongSwitchIsLeftOutOrAdded) {
  const Drill without(drill("step 5 is run without -DisasterMode"));
  EXPECT_EQ(without.step(0, 4).code, ErrorCode::kPoolUnreachable);
  const Drill rehearsed(drill("step 5 is run with -WhatIf"));
  EXPECT_EQ(rehearsed.step(0, 4).status, Status::kDone);
  EXPECT_EQ(rehearsed.state().pool(0).state, PoolState::kActive) << "nothing was failed over";
}

TEST(Slips, EarlyStartBeginsWhileTheCommandBeforeItRuns) {
  const Drill run(drill("step 3 starts before step 2 ended"));
  ASSERT_EQ(run.world().actors.size(), 2U);
  EXPECT_EQ(run.world().actors[0].length(), 2U);
  EXPECT_EQ(run.world().actors[1].length(), 3U);
  EXPECT_EQ(run.step(0, 1).ended_ms, 15 * 60'000) << "the store moves for three minutes";
  EXPECT_EQ(run.step(1, 0).ended_ms, 16 * 60'000) << "the wait saw the replicas follow";
  const Drill too_early(drill("step 4 starts before step 3 ended"));
  EXPECT_EQ(too_early.step(1, 0).began_ms, 15 * 60'000);
  EXPECT_THAT(too_early.story(), HasSubstr("15 step 4 started before step 3 had ended (slip)\n"));
  EXPECT_EQ(too_early.step(0, 2).status, Status::kDone) << "the wait goes on in the first shell";
}

TEST(Slips, PauseDelaysTheStep) {
  const Drill run(drill("20m pause before step 4"));
  EXPECT_EQ(run.step(0, 3).status, Status::kPassedOver) << "the pause has a place on the walk";
  EXPECT_EQ(run.step(0, 4).began_ms, 36 * 60'000);
  EXPECT_EQ(run.outcome().verdict, Verdict::kHeld) << run.outcome().headline;
  const Drill too_long(drill("10h pause before step 4"));
  EXPECT_EQ(too_long.outcome().verdict, Verdict::kUnknown);
  EXPECT_THAT(too_long.outcome().headline, HasSubstr("the pause before step 4 had not ended"));
}

TEST(Slips, WrongWindowRunsTheStepBeforeItsCheck) {
  const Drill run(drill("step 4 is run in the wrong window"));
  ASSERT_EQ(run.world().actors.size(), 2U);
  EXPECT_EQ(run.step(1, 0).began_ms, 15 * 60'000) << "as soon as the check begins";
  EXPECT_EQ(run.step(0, 3).status, Status::kDone) << "and again in its place";
  EXPECT_GT(run.step(0, 3).began_ms, run.step(1, 0).began_ms);
  EXPECT_THAT(run.story(), HasSubstr("15 wrong window, step 4  Set-CsEdgeServer"));
}

TEST(Slips, SecondAdministratorFollowsBehind) {
  const Drill run(drill("a second administrator starts 2m later at step 2"));
  ASSERT_EQ(run.world().actors.size(), 2U);
  EXPECT_EQ(run.world().actors[1].length(), 4U);
  EXPECT_EQ(run.step(1, 0).began_ms, 14 * 60'000);
  EXPECT_EQ(run.step(1, 0).rule, "FLT-54") << "the store is being moved already";
  EXPECT_EQ(run.step(1, 1).status, Status::kDone)
      << "the wait sees what the first one brings about";
  EXPECT_EQ(run.step(1, 3).code, ErrorCode::kAlreadyFailedOver);
  ASSERT_NE(run.item("second administrator, step 2"), nullptr);
  EXPECT_EQ(run.item("second administrator, step 2")->rule, "FLT-54");
}

TEST(Slips, InterruptStartsEverythingAgain) {
  const Drill run(drill("interrupted after step 2 and started again"));
  ASSERT_EQ(run.world().actors[0].length(), 7U);
  EXPECT_EQ(run.step(0, 3).began_ms, 27 * 60'000) << "the first wait is done again, too";
  EXPECT_EQ(run.step(0, 3).rule, "CMD-30") << "the store is where it should be";
  EXPECT_EQ(run.step(0, 6).status, Status::kDone);
  EXPECT_THAT(run.story(), HasSubstr("15 interrupted after step 2 and started again (slip)\n"));
}

TEST(Slips, OnlyTheFirstDoingOfAStepIsWhatOthersReferTo) {
  const Drill run(
      "firedrill: 1\ntopology: p\nduration: 3h\nload: none\nprocedure: [wait 10m, wait 20m]\n"
      "faults: [5m after step 1: pool pool1 is lost]\n"
      "slips: [interrupted after step 2 and started again, step 1 is repeated,\n"
      "        a second administrator starts 1h later at step 1]\n"
      "expect: [{after step 1: serving of pool1 = yes}, {within 5m of step 1: serving of pool1 = "
      "no}]\n");
  EXPECT_EQ(run.outcome().verdict, Verdict::kHeld) << run.outcome().headline;
}

TEST(Slips, AShellDoesNotOpenForAStepThatIsNeverReached) {
  const Drill run(
      drill("step 2 is run with -Restore, a second administrator starts 1m later at step 4",
            "on refusal: stop\n"));
  ASSERT_EQ(run.world().actors.size(), 2U);
  EXPECT_EQ(run.step(1, 0).status, Status::kNotReached);
  for (std::size_t a = 0; a < 2; ++a) {
    EXPECT_TRUE(is_through(run.state().record<ActorRecord>(a).phase));
  }
}

TEST(Slips, ThatDidNotHappenLeaveTheVerdictOpen) {
  const Drill run(
      "firedrill: 1\ntopology: p\nduration: 3h\nload: none\non refusal: stop\nprocedure:\n"
      "  - {run: Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com, fails with: INV-07}\n"
      "  - Invoke-CsPoolFailover -PoolFqdn pool2.contoso.com\nslips: [step 2 is skipped]\n");
  EXPECT_EQ(run.outcome().verdict, Verdict::kUnknown);
  ASSERT_NE(run.item("step 2 is skipped"), nullptr);
  EXPECT_EQ(run.item("step 2 is skipped")->verdict, Verdict::kUnknown);
  EXPECT_EQ(run.item("step 2 is skipped")->why, "it did not come to this slip: step 2 is skipped");
}

/// The groups that may read the status are those of the step that set them, wherever it stands on
/// the walk.
TEST(Slips, DoNotMisleadWhoLooksUpAStepThatWasRun) {
  const Drill run(
      "firedrill: 1\ntopology: p\nduration: 1h\nload: none\nadministrators:\n"
      "  - name: Ann\n    procedure:\n      - wait 1m\n"
      "      - Set-CsBackupServiceConfiguration -AuthorizedUniversalGroups Readers\n"
      "  - name: Ben\n    starts: 10m\n    groups: [Readers]\n    procedure:\n"
      "      - Get-CsBackupServiceStatus -PoolFqdn pool1.contoso.com\n"
      "slips: [interrupted after step 1 of Ann and started again, step 2 of Ann is repeated]\n");
  EXPECT_EQ(run.step(0, 3).status, Status::kDone);
  EXPECT_EQ(run.step(1, 0).status, Status::kDone) << run.step(1, 0).detail;
}

TEST(Slips, OfOneAdministratorDoNotNumberTheStepsOfAnother) {
  const Drill run(
      "firedrill: 1\ntopology: p\nduration: 3h\nload: none\nadministrators:\n"
      "  - {name: Ann, procedure: [wait 10m, Get-CsPool]}\n"
      "  - {name: Ben, procedure: [wait 30m, Get-CsPool]}\n"
      "slips: [step 2 of Ben starts before step 1 ended, step 1 of Ann is skipped]\n");
  ASSERT_EQ(run.world().actors.size(), 3U);
  EXPECT_EQ(run.world().actors[2].owner, 1);
  EXPECT_EQ(run.step(2, 0).began_ms, 0);
  EXPECT_EQ(run.step(0, 1).began_ms, 0);
  EXPECT_THAT(run.story(), HasSubstr("0 Ben, step 2  Get-CsPool"));
}

/// The wait of one administrator is over although the next step of the other, in the same instant,
/// undoes what it waited for.
TEST(Waits, AreOverWhenTheConditionHeldForAnInstant) {
  const Drill run(
      "firedrill: 1\ntopology: p\nduration: 3h\nload: none\nadministrators:\n"
      "  - name: Ann\n    procedure:\n"
      "      - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com\n"
      "      - wait until replicas behind = 0, at most 10m\n"
      "      - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool1.contoso.com\n"
      "  - name: Ben\n    procedure:\n      - wait 30s\n"
      "      - wait until replicas behind = 0, at most 20s\n"
      "      - wait until replicas behind = 0, at most 10m\n");
  EXPECT_EQ(run.step(1, 1).status, Status::kTimedOut);
  EXPECT_EQ(run.step(1, 2).status, Status::kDone);
  EXPECT_EQ(run.step(1, 2).ended_ms, run.step(0, 1).ended_ms);
}

TEST(SlipExplanations, SayWhichSlipARefusalFollows) {
  const Drill run(drill("step 4 is skipped"));
  const std::string why = run.causes().explain_event(run.step(0, 4).event);
  EXPECT_THAT(why, HasSubstr("E_NEXT_HOP"));
  EXPECT_THAT(why, HasSubstr("because step 4 was skipped (slip), so nothing had changed that"));
  EXPECT_THAT(why, testing::Not(HasSubstr("from the start")));
}

TEST(SlipExplanations, DoNotBlameASlipThatHasNothingToDoWithIt) {
  const Drill run(drill("20m pause before step 2, step 4 is skipped"));
  EXPECT_THAT(run.causes().explain_event(run.step(0, 5).event),
              HasSubstr("after 20m pause before step 2 (slip)  drill.yaml:"));
}

TEST(SlipExplanations, SayWhichSlipARefusalRestsOn) {
  const Drill run(drill("step 5 names pool2 instead of pool1"));
  EXPECT_THAT(
      run.causes().explain_event(run.step(0, 4).event),
      HasSubstr("because step 5 named pool2.contoso.com instead of pool1.contoso.com (slip)"));
}

TEST(SlipExplanations, SayWhyNobodyFailedThePoolOver) {
  EXPECT_THAT(Drill(drill("step 5 is skipped")).causes().explain_user(),
              HasSubstr("was never failed over,\n    because step 5 was skipped (slip)"));
  EXPECT_THAT(Drill(drill("step 5 is run with -WhatIf")).causes().explain_user(),
              HasSubstr("was never failed over,\n    because step 5 was run with -WhatIf (slip)"));
}

}  // namespace
}  // namespace firedrill
