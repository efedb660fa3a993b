// Correct procedures break nothing: whole disasters on the pair, load on and off, and each rule
// that such a run can exercise is exercised.
#include <gtest/gtest.h>

#include "sim/rules/test_world.hpp"

namespace firedrill {
namespace {

using namespace test;

/// Datacenter1 is lost with pool, Edge and store; everything is failed over, and back once the site
/// has returned; the content follows.
void site_loss(World& world) {
  world.duration = hours(12);
  world.faults = {fault(FaultKind::kSite, 0, minutes(30), hours(3))};
  world.actors = {at_site(1, minutes(40),
                          {run(kStoreFailOver, kPool2, 1), run(kSetNextHop, kPool2, 0),
                           run(kFailOver, kPool1, 1), pause(hours(4)), run(kFailBack, kPool1),
                           run(kSyncContent, kPool2), run(kSetNextHop, kPool1, 0)})};
}

void with_load(World& world) {
  world.load.enabled = true;
  world.load.contact_changes_per_day_milli = 40'000;  // of few users, so that all data moves
  world.load.conference_concurrency_permille = 600;
}

TEST(InvariantRuns, DisasterFailoverAndFailbackBreakNothing) {
  TestRun r(site_loss);
  r.run_to_end();
  EXPECT_NOTHING_BROKEN(r);
  EXPECT_EQ(r.pool(kPool1).state, PoolState::kActive);
  EXPECT_EQ(r.state->pool_index(kPool1).mode[2], 20U);
}

TEST(InvariantRuns, DisasterFailoverAndFailbackUnderLoadBreakNothing) {
  for (const std::uint64_t seed : {1, 2, 3, 4, 5}) {
    TestRun r([&](World& world) {
      site_loss(world);
      with_load(world);
      world.seed = seed;
    });
    r.run_to_end();
    EXPECT_NOTHING_BROKEN(r);
    for (const char* rule :
         {"INV-01", "INV-02", "INV-03", "INV-04",  "INV-05",      "INV-06", "INV-07", "INV-08",
          "INV-09", "INV-11", "INV-12", "INV-16",  "INV-20",      "INV-23", "INV-25", "INV-26",
          "INV-28", "INV-30", "INV-32", "INV-38",  "INV-40",      "INV-41", "INV-42", "INV-43",
          "INV-44", "INV-45", "INV-46", "INV-47",  "INV-48",      "INV-49", "INV-50", "INV-52",
          "INV-64", "INV-68", "INV-69", "INV-71",  "INV-72",      "INV-90", "INV-91", "INV-92",
          "INV-94", "INV-95", "INV-98", "INV-102", "conservation"}) {
      EXPECT_GT(r.evaluations(rule), 0U) << rule;
    }
  }
}

TEST(InvariantRuns, PlannedFailoverLosesNothing) {
  TestRun r([](World& world) {
    with_load(world);
    world.actors = {at_site(1, hours(1),
                            {run(kStoreFailOver, kPool2), run(kSetNextHop, kPool2, 0),
                             run(kFailOver, kPool1), pause(hours(2)), run(kFailBack, kPool1),
                             run(kSyncContent, kPool2), run(kSyncContent, kPool2)})};
  });
  r.run_to_end();
  EXPECT_NOTHING_BROKEN(r);
  for (const char* rule : {"INV-22", "INV-27", "INV-31"})
    EXPECT_GT(r.evaluations(rule), 0U) << rule;
  EXPECT_EQ(r.state->tally(0).lost[0] + r.state->tally(0).lost[1], 0U);
}

// The backup pool, which hosts the store, dies under a failover: nothing can record that the pool
// is Active again until a store can be written, and the run says so.
TEST(InvariantRuns, FailoverThatLosesPartnerAndStoreIsTakenBackOnceAStoreCanSaySo) {
  TestRun r([](World& world) {
    world.faults = {fault(FaultKind::kPool, kPool1, hours(1) + minutes(5), hours(1))};
    world.actors = {at_site(1, hours(1), {run(kSetNextHop, kPool1, 1), run(kFailOver, kPool2, 1)})};
  });
  r.run_until(hours(1) + minutes(30));
  EXPECT_EQ(r.pool(kPool2).state, PoolState::kFailingOver);
  EXPECT_EQ(r.pool(kPool2).roll_back, 1);
  EXPECT_EQ(r.pool(kPool2).read_only, 0);
  r.run_to_end();
  EXPECT_EQ(r.pool(kPool2).state, PoolState::kActive);
  EXPECT_NOTHING_BROKEN(r);
}

// Users who had signed in at the backup pool when a failover failed were left there in resiliency
// mode, because nobody holds their home for unavailable and so nobody checks it.
TEST(InvariantRuns, FailedFailoverSendsUsersHome) {
  TestRun r([](World& world) {
    world.faults = {fault(FaultKind::kCmsDatabase, kPool1, hours(1) + minutes(5), hours(1))};
    world.actors = {at_site(0, hours(1), {run(kSetNextHop, kPool1, 1), run(kFailOver, kPool2, 1)})};
  });
  r.run_to_end();
  EXPECT_EQ(r.pool(kPool2).state, PoolState::kActive);
  EXPECT_EQ(r.state->pool_index(kPool2).regular_here, 20U);
  EXPECT_NOTHING_BROKEN(r);
}

// A content sync that had more to carry than one cycle takes said that it was done after the first.
TEST(InvariantRuns, ContentSyncIsDoneWhenEverythingHasArrived) {
  TestRun r(
      [](World& world) { world.actors = {at_site(1, minutes(10), {run(kSyncContent, kPool2)})}; });
  r.run_until(minutes(9));
  const std::uint32_t user = r.world.range(kPool2).first_user;
  r.now([&](Writer& w) { write_changes(w, user, BackupModule::kDataConf, 35); });
  r.run_to_end();
  EXPECT_EQ(r.state->user(user).both[1], 35U);
  EXPECT_GT(r.evaluations("INV-26"), 0U);
  EXPECT_NOTHING_BROKEN(r);
}

}  // namespace
}  // namespace firedrill
