// Each rule of ordering, broken on purpose. A rule that cannot break alone names what breaks with
// it; correct runs stand in invariants_test_runs.cpp.
#include <gtest/gtest.h>

#include "sim/rules/test_world.hpp"

namespace firedrill {
namespace {

using namespace test;
using Rules = std::set<std::string>;

/// An administrator who does nothing: events can be told to be an actor's.
void idle_actor(World& world) {
  world.actors = {at_site(1, minutes(1), {})};
}
/// Everything that a failover of pool1 needs.
void prepare_pool1(World& world) {
  world.actors = {
      at_site(1, minutes(1), {run(kStoreFailOver, kPool2), run(kSetNextHop, kPool2, 0)}),
      at_site(1, hours(1), {})};
}
void fail_pool1_over(World& world) {
  prepare_pool1(world);
  world.actors[0].steps.push_back(run(kFailOver, kPool1, 1));
}
void fail_over(TestRun& r, Index pool) {
  r.now([&](Writer& w) { start_failover(w, pool, true, minutes(1), 0xff); }, TimerKind::kActor, 0);
}

TEST(Invariants, Inv01_PartnerIsFailedOver) {
  TestRun r(fail_pool1_over);
  r.run_until(hours(2));
  ASSERT_EQ(r.pool(kPool1).state, PoolState::kFailedOver);
  r.event([](Writer& w) { write_next_hop(w, 0, kPool1); });
  r.event([](Writer& w) { write_next_hop(w, 1, kPool1); });
  r.run_until(hours(2) + minutes(5));
  r.event([](Writer& w) { start_cms_operation(w, CmsOperation::kFailOverPlanned, kPool1, 0xff); });
  r.run_until(hours(3));
  EXPECT_NOTHING_BROKEN(r);
  fail_over(r, kPool2);
  EXPECT_BROKEN(r, "INV-01", "INV-11");
}

TEST(Invariants, Inv02_UserWithoutHome) {
  TestRun r;
  r.event([](Writer& w) {
    sign_out(w, 3);
    w.put(w.state().user(3).wants_online, std::uint8_t{0});
    --w.pool_index(0).mode[0];
    w.put(w.state().user(3).home, kNone);
    w.touch_user(3);
  });
  r.instant_over();
  EXPECT_BROKEN(r, "INV-02", "INV-10");
}

TEST(Invariants, Inv03_UserLeftOut) {
  TestRun r;
  r.now([](Writer& w) { sign_out(w, 3); });
  EXPECT_BROKEN(r, "INV-03");
  EXPECT_EQ(r.watch->violations()[0].user, 3);
}

TEST(Invariants, Inv04_StoreStillOnThePool) {
  TestRun r(idle_actor);
  r.event([](Writer& w) { write_next_hop(w, 0, kPool2); });
  r.run_until(minutes(30));
  fail_over(r, kPool1);
  EXPECT_BROKEN(r, "INV-04");
}

TEST(Invariants, Inv05_NextHopStillThePool) {
  TestRun r(idle_actor);
  r.run_until(minutes(30));
  fail_over(r, kPool2);
  EXPECT_BROKEN(r, "INV-05");
}

TEST(Invariants, Inv05_NextHopOfADeadEdgeCountsUnlessJudgedLive) {
  for (const int live : {0, 1}) {
    TestRun r([&](World& world) {
      idle_actor(world);
      world.parameters.set(ParameterId::kNextHopCheck, live);
      world.faults = {fault(FaultKind::kEdgePool, 1, minutes(2))};
    });
    r.run_until(minutes(30));
    fail_over(r, kPool2);
    EXPECT_EQ(r.broken(), live == 0 ? (Rules{"INV-05"}) : Rules{}) << r.text();
  }
}

TEST(Invariants, Inv06_Inv07_FailbackOfAPoolThatWasNotFailedOver) {
  TestRun r(idle_actor);
  r.run_until(minutes(30));
  r.event([](Writer& w) { start_failback(w, kPool2, false, 0xff); }, TimerKind::kActor, 0);
  EXPECT_BROKEN(r, "INV-06", "INV-07", "INV-08");
}

TEST(Invariants, Inv06_StateWrittenByHandExcusesTheNextFailback) {
  TestRun r([](World& world) {
    world.actors = {at_site(1, minutes(1),
                            {run(kSetPoolState, kPool2, static_cast<int>(PoolState::kFailedOver)),
                             pause(minutes(10)), run(kFailBack, kPool2)})};
  });
  r.run_until(hours(6));
  EXPECT_NOTHING_BROKEN(r);
  EXPECT_EQ(r.pool(kPool2).state, PoolState::kActive);
}

TEST(Invariants, Inv08_FailedOverPoolBecomesActiveWithoutFailback) {
  TestRun r(fail_pool1_over);
  r.run_until(minutes(10));
  ASSERT_EQ(r.pool(kPool1).state, PoolState::kFailingOver);
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind == TimerKind::kPoolOperation) w.put(w.state().pool(0).state, PoolState::kActive);
  };
  r.run_until(minutes(30));
  EXPECT_TRUE(r.broken().contains("INV-08")) << r.text();
}

TEST(Invariants, Inv09_TimerFailsAPoolOver) {
  TestRun r(prepare_pool1);
  r.run_until(minutes(30));
  r.event([](Writer& w) { start_failover(w, kPool1, true, minutes(1), 0xff); },
          TimerKind::kDetector, 1);
  EXPECT_BROKEN(r, "INV-09");
}

TEST(Invariants, Inv10_UserIsGivenAnotherHome) {
  TestRun r;
  r.event([](Writer& w) { move_user(w, 3, kPool2, false); });
  EXPECT_BROKEN(r, "INV-10");
}

TEST(Invariants, Inv10_MoveCsUserMayMove) {
  TestRun r(
      [](World& world) { world.actors = {at_site(1, minutes(1), {run(kMoveUser, kPool2, 3)})}; });
  r.run_until(hours(1));
  EXPECT_NOTHING_BROKEN(r);
  EXPECT_GT(r.evaluations("INV-10"), 0U);
}

TEST(Invariants, Inv11_BothMembersOutOfActive) {
  TestRun r(fail_pool1_over);
  r.run_until(hours(1));
  r.now([](Writer& w) {
    w.put(w.state().pool(1).state, PoolState::kFailingOver);
    w.touch_pool(1);
  });
  EXPECT_BROKEN(r, "INV-09", "INV-11");
}

TEST(Invariants, Inv12_FailbackDisturbsAUserOfTheBackupPool) {
  TestRun r(fail_pool1_over);
  r.run_until(minutes(10));
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind == TimerKind::kPoolOperation) set_mode(w, 25, UserMode::kResiliency);
  };
  r.run_until(minutes(25));
  ASSERT_TRUE(r.broken().contains("INV-12")) << r.text();
  EXPECT_EQ(r.watch->violations()[0].user, 25);
}

TEST(Invariants, Inv13_RefusedCommandChangesTheState) {
  TestRun r([](World& world) {
    fail_pool1_over(world);
    world.actors[1].steps = {run(kFailOver, kPool2, 1)};  // refused: the partner is FailedOver
  });
  r.run_until(minutes(59));
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind == TimerKind::kActor) w.put(w.state().pool(1).read_only, std::uint8_t{1});
  };
  r.run_until(hours(1) + seconds(1));
  EXPECT_BROKEN(r, "INV-13");
}

TEST(Invariants, Inv13_RefusedCommandArmsATimer) {
  TestRun r([](World& world) {
    fail_pool1_over(world);
    world.actors[1].steps = {run(kFailOver, kPool2, 1)};
  });
  r.run_until(minutes(59));
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind == TimerKind::kActor) w.arm(w.slot(TimerKind::kDetector, 0), hours(1));
  };
  r.run_until(hours(1) + seconds(1));
  EXPECT_BROKEN(r, "INV-13");
}

TEST(Invariants, Inv13_RefusedCommandThatChangesNothing) {
  TestRun r([](World& world) {
    fail_pool1_over(world);
    world.actors[1].steps = {run(kFailOver, kPool2, 1)};
  });
  r.run_until(hours(2));
  EXPECT_NOTHING_BROKEN(r);
  EXPECT_EQ(r.evaluations("INV-13"), 1U);
}

TEST(Invariants, Inv13_FailedFailoverLeavesThePoolReadOnly) {
  TestRun r([](World& world) {
    prepare_pool1(world);
    world.actors[0].steps.push_back(run(kFailOver, kPool1, 1));
    world.faults = {fault(FaultKind::kPool, kPool2, minutes(6))};
  });
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind != TimerKind::kFault) return;
    w.put(w.state().pool(0).roll_back, std::uint8_t{0});
    w.put(w.state().pool(0).read_only, std::uint8_t{1});
  };
  r.run_until(minutes(7));
  EXPECT_BROKEN(r, "INV-13");
}

TEST(Invariants, Inv14_WhatIfMovesTheStore) {
  for (const bool corrupt : {false, true}) {
    TestRun r([](World& world) {
      world.actors = {at_site(1, minutes(1), {run(kStoreFailOver, kPool2)})};
      world.actors[0].steps[0].command.what_if = true;
    });
    r.before_event_over = [&](Writer& w, TimerKind kind) {
      if (kind == TimerKind::kActor && corrupt) w.put(w.state().cms().standby, kNone);
    };
    r.run_until(minutes(2));
    EXPECT_EQ(r.broken(), corrupt ? (Rules{"INV-14"}) : Rules{}) << r.text();
    EXPECT_GT(r.evaluations("INV-14"), 0U);
  }
}

TEST(Invariants, Inv15_RepeatedFailbackLeavesDataBehind) {
  for (const bool corrupt : {false, true}) {
    TestRun r([](World& world) {
      fail_pool1_over(world);
      world.actors[1].steps = {run(kFailBack, kPool1), run(kFailBack, kPool1)};
      world.faults = {fault(FaultKind::kHydration, kPool1, minutes(40))};
    });
    r.run_until(minutes(45));
    r.now([](Writer& w) { write_changes(w, 3, BackupModule::kPresenceFocus, 2); });
    r.before_event_over = [&](Writer& w, TimerKind) {
      if (!corrupt || w.state().user(3).both[0] == 0) return;
      w.put(w.state().user(3).both[0], std::uint32_t{0});  // hydration did not take place
      w.put(w.state().user(3).ledger[0].partner_only, std::uint16_t{2});
      w.pool_index(0).ledger_both[0] = 0;
      w.pool_index(0).ledger_partner_only[0] = 2;
    };
    r.run_until(hours(6));
    EXPECT_EQ(r.pool(kPool1).state, PoolState::kActive);
    EXPECT_EQ(r.broken(), corrupt ? (Rules{"INV-15", "INV-23"}) : Rules{}) << r.text();
    EXPECT_GT(r.evaluations("INV-15"), 0U);
  }
}

TEST(Invariants, Inv16_FailoverTurnsANextHop) {
  TestRun r(fail_pool1_over);
  r.run_until(minutes(10));
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind != TimerKind::kPoolOperation) return;
    w.put(w.state().record<EdgePoolRecord>(1).next_hop.master, kPool1);
  };
  r.run_until(hours(1));
  EXPECT_BROKEN(r, "INV-16");
}

TEST(Invariants, Inv17_Inv21_Inv134_AreShownAndNeverViolated) {
  for (const InvariantInfo& info : InvariantWatch::table()) {
    const bool shown = info.rule == "INV-17" || info.rule == "INV-21" || info.rule == "INV-134";
    EXPECT_EQ(info.weight != InvariantWeight::kRule, shown) << info.rule;
  }
}

}  // namespace
}  // namespace firedrill
