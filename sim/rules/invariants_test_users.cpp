// Each rule of users, registrations and conferences, broken on purpose, and rest.
#include <gtest/gtest.h>

#include "sim/rules/test_world.hpp"

namespace firedrill {
namespace {

using namespace test;

constexpr std::uint32_t kUser = 3;    // of pool1, inside, at its site
constexpr std::uint32_t kRoamer = 4;  // of pool1, at the site of pool2

void fail_pool1_over(World& world) {
  world.actors = {at_site(
      1, minutes(1),
      {run(kStoreFailOver, kPool2), run(kSetNextHop, kPool2, 0), run(kFailOver, kPool1, 1)})};
}
void send(Writer& w, std::uint32_t user, Index pool) {
  sign_out(w, user);
  register_at(w, user, pool);
}

TEST(Invariants, Inv90_UserOfAFailedOverPoolIsRegisteredAtHome) {
  TestRun r(fail_pool1_over);
  r.run_until(hours(2));
  r.now([](Writer& w) { send(w, kUser, kPool1); });
  EXPECT_BROKEN(r, "INV-90", "INV-93");
}

TEST(Invariants, Inv90_PoolThatHasNotLearntItsStateIsExcused) {
  // pool2 returns when the store that would tell it of its failover is gone (MA-51).
  TestRun r([](World& world) {
    world.faults = {fault(FaultKind::kSite, 1, minutes(1), hours(2)),
                    fault(FaultKind::kSite, 0, hours(1))};
    world.actors = {
        at_site(0, minutes(10), {run(kSetNextHop, kPool1, 1), run(kFailOver, kPool2, 1)})};
  });
  r.run_until(hours(5));
  EXPECT_EQ(r.pool(kPool2).state, PoolState::kFailedOver);
  EXPECT_EQ(r.pool(kPool2).state_seen, PoolState::kActive);
  EXPECT_GT(r.state->pool_index(1).registered, 0U);
  EXPECT_NOTHING_BROKEN(r);
}

TEST(Invariants, Inv91_BackupTakesAUserTooSoon) {
  TestRun r([](World& world) { world.faults = {fault(FaultKind::kPool, kPool1, minutes(1))}; });
  r.run_until(minutes(2));
  r.event([](Writer& w) { register_at(w, kUser, kPool2); });
  EXPECT_BROKEN(r, "INV-91");
}

TEST(Invariants, Inv91_BackupGivesItsPartnerUpTooSoon) {
  for (const bool corrupt : {false, true}) {
    TestRun r([](World& world) { world.faults = {fault(FaultKind::kPool, kPool1, minutes(1))}; });
    r.run_until(minutes(2));
    if (corrupt) {
      r.event([](Writer& w) { w.put(w.state().pool(1).partner_unavailable, std::uint8_t{1}); });
    }
    r.run_until(minutes(30));
    EXPECT_EQ(r.broken(), corrupt ? std::set<std::string>{"INV-91"} : std::set<std::string>{})
        << r.text();
    EXPECT_GT(r.evaluations("INV-91"), 0U);
  }
}

TEST(Invariants, Inv92_UserIsStuckOnTheBackup) {
  TestRun r;
  r.now([](Writer& w) { send(w, kUser, kPool2); });
  EXPECT_BROKEN(r, "INV-03", "INV-102", "INV-90", "INV-91", "INV-92");
}

TEST(Invariants, Inv92_ReturnsByItself) {
  TestRun r(
      [](World& world) { world.faults = {fault(FaultKind::kPool, kPool1, minutes(1), hours(1))}; });
  r.run_until(hours(4));
  EXPECT_NOTHING_BROKEN(r);
  EXPECT_EQ(r.state->pool_index(0).registered, 20U);
  EXPECT_GT(r.evaluations("INV-92"), 0U);
}

TEST(Invariants, Inv93_FailedOverPoolTakesItsUserBack) {
  TestRun r(fail_pool1_over);
  r.run_until(hours(2));
  r.event([](Writer& w) { send(w, kUser, kPool1); });
  EXPECT_BROKEN(r, "INV-93");
}

TEST(Invariants, Inv94_ConferencesOutliveAFailover) {
  for (const bool corrupt : {false, true}) {
    TestRun r(fail_pool1_over);
    auto conference = [](Writer& w, std::uint32_t user, std::size_t pool) {
      w.put(w.state().user(user).conference, std::uint8_t{1});
      ++w.pool_index(pool).conferences;
      const PoolTally& t = w.state().tally(pool);
      w.put(t.conferences_started, t.conferences_started + 1);
      w.touch_user(user);
    };
    r.event([&](Writer& w) {
      conference(w, kUser, 0);
      conference(w, 25, 1);
    });
    r.before_event_over = [&](Writer& w, TimerKind kind) {
      const bool starts = w.state().pool(0).phase == PoolPhase::kMoving;
      if (corrupt && kind == TimerKind::kActor && starts) end_conference(w, 25, true);
    };
    r.run_until(hours(1));
    EXPECT_EQ(r.broken(), corrupt ? std::set<std::string>{"INV-94"} : std::set<std::string>{})
        << r.text();
    EXPECT_EQ(r.evaluations("INV-94"), 1U);
    EXPECT_EQ(r.state->user(kUser).conference, 0);
  }
}

TEST(Invariants, Inv95_ConferenceIsCreatedDuringAFailover) {
  TestRun r(fail_pool1_over);
  r.run_until(minutes(12));
  ASSERT_EQ(r.pool(kPool1).state, PoolState::kFailingOver);
  r.event([](Writer& w) {
    w.put(w.state().user(kUser).conference, std::uint8_t{1});
    w.touch_user(kUser);
  });
  EXPECT_BROKEN(r, "INV-95");
}

TEST(Invariants, Inv98_OverloadThatNobodyAnnounced) {
  TestRun r([](World& world) {
    fail_pool1_over(world);
    for (Pool& pool : world.topology.pools) pool.user_capacity = 45'000;
  });
  r.run_until(minutes(5));
  r.world.topology.pools[1].user_capacity = 30'000;  // after the topology was judged
  r.run_until(hours(2));
  EXPECT_BROKEN(r, "INV-98");
}

TEST(Invariants, Inv98_OverloadThatWasAnnounced) {
  TestRun r([](World& world) {
    fail_pool1_over(world);
    for (Pool& pool : world.topology.pools) pool.user_capacity = 30'000;
  });
  r.run_until(hours(2));
  EXPECT_NOTHING_BROKEN(r);
  EXPECT_EQ(r.evaluations("INV-98"), 1U);
}

TEST(Invariants, Inv99_OldClientSignsInWhileItsPoolFailsBack) {
  for (const bool corrupt : {false, true}) {
    TestRun r([](World& world) {
      fail_pool1_over(world);
      world.actors[0].steps.push_back(run(kFailBack, kPool1));
    });
    r.run_until(minutes(30));
    ASSERT_EQ(r.pool(kPool1).state, PoolState::kFailingBack);
    r.event([](Writer& w) {
      sign_out(w, kUser);
      w.put(w.state().user(kUser).client, Client::kOc2007R2);
    });
    if (corrupt) r.event([](Writer& w) { register_at(w, kUser, kPool2); });
    r.run_until(hours(3));
    EXPECT_EQ(r.broken(), corrupt ? std::set<std::string>{"INV-99"} : std::set<std::string>{})
        << r.text();
  }
}

TEST(Invariants, Inv102_UserStaysInResiliency) {
  TestRun r;
  r.now([](Writer& w) { set_mode(w, kUser, UserMode::kResiliency); });
  EXPECT_BROKEN(r, "INV-03", "INV-102");
}

TEST(Invariants, Rest_RoamerBehindACutIsExcused) {
  TestRun r([](World& world) { world.faults = {fault(FaultKind::kWan, 0, minutes(1))}; });
  r.run_until(hours(2));
  EXPECT_EQ(r.state->user(kRoamer).registrar, kPool2);
  EXPECT_TRUE(quiescent(r.world, *r.state));
  EXPECT_NOTHING_BROKEN(r);
}

TEST(Invariants, Rest_IsNoRestWhileSomethingPends) {
  TestRun r([](World& world) {
    world.faults = {fault(FaultKind::kPool, kPool1, minutes(1), minutes(30))};
    world.actors = {at_site(1, minutes(2), {pause(minutes(3))})};
  });
  EXPECT_FALSE(quiescent(r.world, *r.state));  // an administrator is about to begin
  r.run_until(minutes(4));
  EXPECT_FALSE(quiescent(r.world, *r.state));  // waits, and the Registrar's interval runs
  r.run_until(minutes(20));
  EXPECT_TRUE(quiescent(r.world, *r.state));  // pool1 is still down: nothing can come of it
  r.run_until(minutes(35));
  EXPECT_FALSE(quiescent(r.world, *r.state));  // its services start
  r.run_until(hours(3));
  EXPECT_TRUE(quiescent(r.world, *r.state));
}

TEST(Invariants, OneViolationAUser) {
  TestRun r;
  for (int i = 0; i < 3; ++i) {
    r.now([](Writer& w) { sign_out(w, kUser); });
    r.now([](Writer& w) { w.touch_all(); });
  }
  EXPECT_EQ(r.watch->violations().size(), 1U) << r.text();
}

}  // namespace
}  // namespace firedrill
