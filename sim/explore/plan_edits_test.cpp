// References go on meaning the same thing when faults and steps go or come.
#include "sim/explore/plan_edits.hpp"

#include "sim/explore/scenarios_for_tests.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

constexpr char kReferring[] =
    "duration: 3h\n"
    "faults:\n"
    "  - at 10m front end fe1a is lost\n"
    "  - at 20m front end fe2a is lost, back after 1h\n"
    "  - 5m after step 2: front end fe1b is lost\n"
    "  - 7m after fault 2: front end fe2b is lost\n"
    "procedure:\n"
    "  - wait 30m\n"
    "  - Get-CsPoolFabricState -PoolFqdn pool1.contoso.com\n"
    "  - wait 15m\n"
    "expect:\n"
    "  - after step 3: regular users = all\n"
    "  - within 10m of fault 2: regular users = all\n"
    "  - at end: regular users = all\n";

Candidate drop(const Candidate& whole, std::vector<std::size_t> faults,
               std::vector<std::size_t> steps) {
  PlanEdit edit = unchanged(whole.scenario);
  for (const std::size_t fault : faults) edit.keep_fault[fault] = false;
  for (std::size_t i = steps.size(); i-- > 0;) {
    edit.steps[0].erase(edit.steps[0].begin() + static_cast<std::ptrdiff_t>(steps[i]));
  }
  const auto out = edit_plan(whole, edit, try_scenario(whole.scenario).times);
  EXPECT_TRUE(out.has_value());
  return out.value_or(whole);
}

TEST(PlanEdits, RenumberWhatStaysAndFixInstantsOfWhatGoes) {
  const Candidate whole = failing(read_drill(kReferring), "at end: regular users = all");
  const Candidate less = drop(whole, {0}, {0});
  ASSERT_EQ(less.scenario.faults.size(), 3U);
  EXPECT_EQ(fault_text(less.scenario.faults[1], less.scenario),
            "5m after step 1: front end fe1b.contoso.com is lost");
  EXPECT_EQ(fault_text(less.scenario.faults[2], less.scenario),
            "7m after fault 1: front end fe2b.contoso.com is lost");
  EXPECT_EQ(less.scenario.expectations[0].text, "after step 2: regular users = all");
  EXPECT_EQ(less.scenario.expectations[1].text, "within 10m of fault 1: regular users = all");
}

TEST(PlanEdits, AMomentCountedFromWhatIsGoneIsTheInstantAtWhichItCame) {
  const Candidate whole = failing(read_drill(kReferring), "at end: regular users = all");
  const Candidate less = drop(whole, {1}, {1});
  ASSERT_EQ(less.scenario.faults.size(), 3U);
  EXPECT_EQ(fault_text(less.scenario.faults[1], less.scenario),
            "at 35m2s: front end fe1b.contoso.com is lost");
  EXPECT_EQ(fault_text(less.scenario.faults[2], less.scenario),
            "at 27m: front end fe2b.contoso.com is lost");
  EXPECT_EQ(less.scenario.expectations[1].text, "within 10m of 20m: regular users = all");
}

TEST(PlanEdits, WhatTheFailureSpeaksOfStays) {
  const Candidate whole = failing(read_drill(kReferring), "after step 3: regular users = all");
  PlanEdit edit = unchanged(whole.scenario);
  edit.steps[0].pop_back();
  EXPECT_FALSE(edit_plan(whole, edit, try_scenario(whole.scenario).times).has_value());
  const Candidate alone = only_the_failure(whole);
  ASSERT_EQ(alone.scenario.expectations.size(), 1U);
  EXPECT_EQ(drop(alone, {}, {0}).target.name, "after step 2: regular users = all");
}

TEST(PlanEdits, WhatTheDeadlineOfTheFailureCountsFromStays) {
  const Candidate whole = failing(read_drill("duration: 3h\n"
                                             "faults:\n"
                                             "  - at 5m front end fe2a is lost\n"
                                             "  - at 10m site Datacenter1 is lost\n"
                                             "procedure:\n"
                                             "  - wait 5m\n"
                                             "expect:\n"
                                             "  - within 10m of fault 2: regular users = all\n"),
                                  "within 10m of fault 2: regular users = all");
  PlanEdit edit = unchanged(whole.scenario);
  edit.keep_fault[1] = false;
  const ObservedTimes times = try_scenario(whole.scenario).times;
  EXPECT_FALSE(edit_plan(whole, edit, times).has_value());
  EXPECT_EQ(drop(whole, {0}, {}).target.name, "within 10m of fault 1: regular users = all");
}

TEST(PlanEdits, AStepThatWaitsInVainIsFollowedByItsPlace) {
  const Candidate whole = failing(read_drill("duration: 2h\n"
                                             "procedure:\n"
                                             "  - wait 10m\n"
                                             "  - wait until signed-out users > 0, at most 20m\n"),
                                  "step 2");
  const Candidate less = drop(whole, {}, {0});
  EXPECT_EQ(less.target.name, "step 1");
  EXPECT_TRUE(fails_the_same(less, try_scenario(less.scenario).outcome));
}

TEST(PlanEdits, AnAdministratorWithNothingToDoGoes) {
  const Candidate whole = failing(
      read_drill("duration: 2h\n"
                 "administrators:\n"
                 "  - name: Ann\n"
                 "    procedure: [wait 5m]\n"
                 "  - name: Bob\n"
                 "    procedure: [wait 5m, Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com]\n"
                 "faults:\n"
                 "  - 1m after step 2 of Bob: front end fe1a is lost\n"),
      "INV-07");
  PlanEdit edit = unchanged(whole.scenario);
  edit.steps[0].clear();
  edit.steps[1].erase(edit.steps[1].begin());
  const auto less = edit_plan(whole, edit, try_scenario(whole.scenario).times);
  ASSERT_TRUE(less.has_value());
  ASSERT_EQ(less->scenario.actors.size(), 1U);
  EXPECT_EQ(fault_text(less->scenario.faults[0], less->scenario),
            "1m after step 1: front end fe1a.contoso.com is lost");
}

TEST(PlanEdits, ADrawnInstantBecomesTheOneThatWasDrawn) {
  const Candidate whole = failing(read_drill("faults:\n"
                                             "  - between 1h and 2h front end fe1a is lost\n"
                                             "  - between 1h and 2h front end fe1b is lost\n"
                                             "expect:\n"
                                             "  - at end: regular users = all\n"),
                                  "");
  const Trial before = try_scenario(whole.scenario);
  const Candidate fixed = with_fixed_instants(whole, before.times);
  EXPECT_EQ(fixed.scenario.faults[1].trigger.kind, Trigger::Kind::kAt);
  EXPECT_EQ(try_scenario(fixed.scenario).digest, before.digest);
}

TEST(PlanEdits, APinnedOrderGoesOnMeaningTheSameFault) {
  const Candidate whole = failing(read_drill("duration: 1h\n"
                                             "faults:\n"
                                             "  - at 5m front end fe1a is lost\n"
                                             "  - at 10m front end fe2a is lost\n"
                                             "  - at 10m front end fe2b is lost\n"
                                             "expect:\n"
                                             "  - at end: regular users = 1\n"
                                             "  - at end: regular users = all\n"
                                             "order:\n"
                                             "  - at 10m: fault 2, monitor 1, fault 0\n"),
                                  "at end: regular users = all");
  const Candidate less = only_the_failure(drop(whole, {0}, {}));
  ASSERT_EQ(less.scenario.orders.size(), 1U);
  const std::vector<PinnedEvent>& events = less.scenario.orders[0].events;
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].entity, 1U) << "fault 2 is fault 1 now";
  EXPECT_EQ(events[1].entity, 0U) << "the second expectation is the first now";
  EXPECT_TRUE(drop(whole, {0, 1, 2}, {}).scenario.orders.size() == 1U) << "the expectation is left";
}

TEST(PlanEdits, WaitsBeginWhereTheStepBeforeThemEnds) {
  const Trial trial = try_scenario(read_drill(kReferring));
  ASSERT_EQ(trial.times.steps[0].size(), 3U);
  EXPECT_EQ(trial.times.steps[0][0].began_ms, 0);
  EXPECT_EQ(trial.times.steps[0][0].ended_ms, 1'800'000);
  EXPECT_EQ(trial.times.steps[0][1].began_ms, 1'800'000);
  EXPECT_EQ(trial.times.steps[0][2].began_ms, 1'802'000);
  EXPECT_EQ(trial.times.steps[0][2].ended_ms, 2'702'000);
}

}  // namespace
}  // namespace firedrill
