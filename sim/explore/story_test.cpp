// The critical step of small drills, and the story told of them.
#include "sim/explore/story.hpp"

#include <gmock/gmock.h>

#include "sim/explore/further_steps.hpp"
#include "sim/explore/scenarios_for_tests.hpp"

namespace firedrill {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using Kind = CriticalStep::Kind;

constexpr char kNextHop[] =
    "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
    "Registrar:pool2.contoso.com\n";
constexpr char kStore[] =
    "  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
    "-BackupSqlInstanceName rtc -Force\n";

CriticalStep critical_of(const std::string& body, const std::string& name) {
  const Candidate candidate = failing(read_drill(body), name);
  TrialBudget budget(2000);
  return critical_step(candidate, candidate, budget);
}

TEST(CriticalStep, IsDoneTooEarly) {
  const CriticalStep critical = critical_of(
      "duration: 2h\nfaults:\n  - at 10m site Datacenter1 is lost\nprocedure:\n  - wait 22m\n" +
          std::string(kNextHop) + kStore,
      "INV-43");
  EXPECT_EQ(critical.kind, Kind::kStep);
  EXPECT_EQ(critical.step, 1U);
  EXPECT_EQ(critical.instead, "it is done after step 3");
}

TEST(CriticalStep, ComesTooSoonAfterAnother) {
  const CriticalStep critical = critical_of(
      "duration: 1h\nfaults:\n  - at 10m site Datacenter1 is lost\nadministrators:\n"
      "  - name: Ann\n    starts: 22m\n    procedure:\n    " +
          std::string(kStore) + "  - name: Bob\n    starts: 24m\n    procedure:\n    " + kNextHop,
      "INV-43");
  EXPECT_EQ(critical.kind, Kind::kStep);
  EXPECT_EQ(critical.actor, 1U);
  EXPECT_EQ(critical.instead, "5m 00s are let pass before it");
}

TEST(CriticalStep, NamesWhatWasForgotten) {
  const CriticalStep critical = critical_of(
      "duration: 1h\nprocedure:\n  - Invoke-CsManagementServerFailover\n"
      "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com\n",
      "INV-05");
  EXPECT_EQ(critical.kind, Kind::kStep);
  EXPECT_EQ(critical.step, 1U);
  EXPECT_THAT(critical.instead, StartsWith("first \"Set-CsEdgeServer -Identity EdgeServer:edge1"));
}

TEST(CriticalStep, NamesTheSameCmdletWithAnotherPool) {
  const CriticalStep critical = critical_of(
      "duration: 2h\nprocedure:\n  - Invoke-CsManagementServerFailover\n" + std::string(kNextHop) +
          "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com\n"
          "  - Invoke-CsPoolFailback -PoolFqdn pool2.contoso.com\n",
      "INV-06");
  EXPECT_EQ(critical.step, 3U);
  EXPECT_EQ(critical.instead,
            "\"Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com\" is done in its place");
}

TEST(CriticalStep, IsNoneWhereTheEndIsNotTooLate) {
  const CriticalStep critical = critical_of(
      "duration: 1h\nprocedure:\n"
      "  - topology builder: remove front end fe1c.contoso.com\n"
      "  - topology builder: publish\n",
      "INV-53");
  EXPECT_EQ(critical.kind, Kind::kNone);
  EXPECT_THAT(critical.instead, HasSubstr("restart front ends of pool1"));
}

TEST(CriticalStep, IsNoneWhereTheFaultsAloneDecide) {
  const CriticalStep critical = critical_of(
      "duration: 1h\nfaults:\n  - at 10m site Datacenter1 is lost\n"
      "  - at 10m site Datacenter2 is lost\nprocedure:\n  - wait 20m\n"
      "expect:\n  - at end: signed-out users = 0\n",
      "");
  EXPECT_EQ(critical.kind, Kind::kAlways);
}

TEST(CriticalStep, IsNotKnownWhenTheBudgetEnds) {
  const Candidate candidate =
      failing(read_drill("duration: 1h\nprocedure:\n  - Invoke-CsPoolFailback -PoolFqdn pool1\n"),
              "INV-07");
  TrialBudget budget(3);
  EXPECT_EQ(critical_step(candidate, candidate, budget).kind, Kind::kNotKnown);
}

TEST(CriticalStep, WhatDoesNotHelpInTheOriginalIsNoAdvice) {
  const std::string procedure =
      "procedure:\n  - wait 20m\n  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com\n";
  const Candidate calm = failing(read_drill("duration: 1h\n" + procedure), "");
  const Candidate original = failing(
      read_drill("duration: 1h\nfaults:\n  - at 10m site Datacenter1 is lost\n" + procedure),
      calm.target.name);
  TrialBudget budget(20'000);
  const CriticalStep alone = critical_step(calm, calm, budget);
  EXPECT_EQ(alone.kind, Kind::kStep);
  EXPECT_THAT(alone.instead, StartsWith("first \"Invoke-CsManagementServerFailover\" and then"));
  const CriticalStep both = critical_step(calm, original, budget);
  EXPECT_THAT(both.instead, HasSubstr("-BackupSqlInstanceName rtc -Force"));
  EXPECT_THAT(both.instead, HasSubstr("-DisasterMode\" in its place"));
}

TEST(CriticalStep, IsLookedForInTheOriginalWhereTheShrunkOneAdvisesNothing) {
  // Shrinking takes away that both sites come back; then nothing helps but to do nothing.
  const auto lost = [](const std::string& back) {
    return failing(read_drill("duration: 2h\nfaults:\n  - at 10m site Datacenter1 is lost" + back +
                              "\n  - at 10m site Datacenter2 is lost" + back +
                              "\nprocedure:\n  - wait 20m\n" + kNextHop),
                   "INV-43");
  };
  const Candidate shrunk = lost("");
  const Candidate original = lost(", back after 15m");
  TrialBudget budget(20'000);
  EXPECT_TRUE(critical_step(shrunk, original, budget).left_out);
  const CriticalStep critical = critical_step_of_shrunk(shrunk, original, budget, {});
  EXPECT_TRUE(critical.of_original);
  EXPECT_EQ(critical.instead, "30m 00s are let pass before it");
  EXPECT_THAT(tell_story(shrunk, critical).critical,
              StartsWith("step 2 of the original, the last"));
}

TEST(CriticalStep, ABudgetThatEndsSaysWhatToDo) {
  const Candidate candidate =
      failing(read_drill("duration: 1h\nprocedure:\n  - Invoke-CsPoolFailback -PoolFqdn pool1\n"),
              "INV-07");
  TrialBudget budget(3);
  const Story story = tell_story(candidate, critical_step(candidate, candidate, budget));
  EXPECT_THAT(story.critical, HasSubstr("3 tries ended before one was found"));
  EXPECT_THAT(story.critical, HasSubstr("firedrill shrink with --budget"));
}

TEST(FurtherSteps, AreReadOnTheDeploymentAndNeverTwice) {
  const Scenario drill = read_drill("procedure:\n" + std::string(kNextHop) + kNextHop +
                                    "  - Invoke-CsPoolFailover -PoolFqdn pool2.contoso.com\n");
  const std::vector<FurtherStep> further = further_steps(drill, drill);
  std::size_t next_hops = 0;
  for (const FurtherStep& one : further) {
    if (one.step.text.find("EdgeServer:edge1.contoso.com") != std::string::npos) ++next_hops;
    const bool failover = one.step.text.find("PoolFailover") != std::string::npos;
    EXPECT_EQ(one.only_in_place, failover) << one.step.text;
  }
  EXPECT_EQ(next_hops, 1U);
}

TEST(Story, SaysWhatForWhomWhenBecauseOfWhatByWhichRule) {
  const Candidate candidate = failing(
      read_drill("starts: \"08:00\"\nduration: 3h\nfaults:\n  - at 10:00 site Datacenter1 is lost\n"
                 "procedure:\n  - wait 132m\n" +
                 std::string(kNextHop)),
      "INV-43");
  CriticalStep critical;
  critical.kind = Kind::kStep;
  critical.step = 1;
  critical.instead = "pigs fly";
  const Story story = tell_story(candidate, critical);
  EXPECT_THAT(story.what, StartsWith("step 2 was refused: nothing can be written"));
  EXPECT_THAT(story.whom, StartsWith("users at the end: of pool1 "));
  EXPECT_EQ(story.when, "10:12:00, 12m 00s after fault 1");
  EXPECT_THAT(story.because, StartsWith("step 2: Set-CsEdgeServer"));
  EXPECT_THAT(story.rule, StartsWith("INV-43 (E_CMS_UNAVAILABLE): "));
  EXPECT_THAT(story.rule, HasSubstr("topic \"Preparing to restore\""));
  ASSERT_GE(story.chain.size(), 2U);
  EXPECT_THAT(story.chain[1], HasSubstr("because site Datacenter1 lost"));
  EXPECT_THAT(story.critical, HasSubstr("step 2, the last before which a way to pass existed"));
  for (const std::string& line : story_lines(story, 60)) {
    EXPECT_TRUE(line.size() <= 60 || line.find(' ', 11) == std::string::npos) << line;
  }
}

TEST(Story, OfAnExpectationAsksWhyTheUsersWereLeftBehind) {
  const Candidate candidate =
      failing(read_drill("duration: 2h\nfaults:\n  - at 10m site Datacenter1 is lost\nprocedure:\n"
                         "  - wait 22m\n" +
                         std::string(kNextHop) +
                         "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode\n"
                         "expect:\n  - at end: regular users of pool1 = 20\n"),
              "at end: regular users of pool1 = 20");
  const Story story = tell_story(candidate, {});
  EXPECT_THAT(story.what, HasSubstr("at end: regular users of pool1 = 20"));
  EXPECT_THAT(story.because, StartsWith("step 3: Invoke-CsPoolFailover"));
  EXPECT_TRUE(story.rule.empty());
  EXPECT_THAT(story.when, HasSubstr("at the end"));
}

TEST(Story, OfADeadlineSaysWhenItsTimeWasUpAndCountsFromItsFault) {
  const std::string deadline = "within 20m of fault 1: regular users = all";
  const Candidate candidate =
      failing(read_drill("duration: 2h\nfaults:\n  - at 10m site Datacenter1 is lost\n"
                         "  - at 15m file store of pool2.contoso.com is lost\nexpect:\n  - " +
                         deadline + "\n"),
              deadline);
  const Story story = tell_story(candidate, {});
  EXPECT_EQ(story.when, "00:30:00, when its time was up, 20m 00s after fault 1");
}

}  // namespace
}  // namespace firedrill
