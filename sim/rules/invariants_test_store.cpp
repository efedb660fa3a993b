// Each rule of the Central Management store and the topology, broken on purpose.
#include <gtest/gtest.h>

#include "sim/rules/test_world.hpp"

namespace firedrill {
namespace {

using namespace test;

/// The store moves to pool2, planned or forced, at minute 10.
std::unique_ptr<TestRun> store_failover(bool forced,
                                        const std::function<void(Writer&)>& corrupt = {}) {
  auto r = std::make_unique<TestRun>([&](World& world) {
    world.actors = {at_site(1, minutes(10), {run(kStoreFailOver, kPool2, forced ? 1 : 0)})};
  });
  r->before_event_over = [corrupt](Writer& w, TimerKind kind) {
    if (kind == TimerKind::kCmsOperation && corrupt) corrupt(w);
  };
  r->run_until(minutes(30));
  return r;
}

TEST(Invariants, Inv40_SecondMasterAppears) {
  TestRun r;
  r.event([](Writer& w) { w.put(w.state().cms().active, kPool2); });
  EXPECT_BROKEN(r, "INV-40");
}

TEST(Invariants, Inv40_FailoverOfTheStoreEndsWithoutAMaster) {
  const auto over =
      store_failover(true, [](Writer& w) { w.put(w.state().cms().read_only, std::uint8_t{1}); });
  const TestRun& r = *over;
  EXPECT_BROKEN(r, "INV-40");
}

TEST(Invariants, Inv40_To46_FailoverOfTheStore) {
  for (const bool forced : {false, true}) {
    const auto over = store_failover(forced);
    const TestRun& r = *over;
    EXPECT_NOTHING_BROKEN(r);
    for (const char* rule : {"INV-40", "INV-41", "INV-42", "INV-44", "INV-45", "INV-52"}) {
      EXPECT_GT(r.evaluations(rule), 0U) << rule;
    }
    EXPECT_EQ(r.evaluations("INV-46"), forced ? 1U : 0U);
  }
}

TEST(Invariants, Inv41_TransferAgentStaysBehind) {
  const auto over =
      store_failover(true, [](Writer& w) { w.put(w.state().cms().file_transfer_agent, kPool1); });
  const TestRun& r = *over;
  EXPECT_BROKEN(r, "INV-41");
}

TEST(Invariants, Inv42_ConnectionPointStaysBehind) {
  const auto over = store_failover(true, [](Writer& w) { w.put(w.state().cms().scp, kPool1); });
  const TestRun& r = *over;
  EXPECT_BROKEN(r, "INV-42");
}

TEST(Invariants, Inv43_WriteWithoutAMaster) {
  TestRun r(
      [](World& world) { world.faults = {fault(FaultKind::kCmsDatabase, kPool1, minutes(1))}; });
  r.run_until(minutes(2));
  r.event([](Writer& w) { configuration_written(w); });
  EXPECT_BROKEN(r, "INV-43");
}

TEST(Invariants, Inv44_ReplicaAheadOfItsMaster) {
  TestRun r;
  r.now([](Writer& w) {
    w.put(w.state().front_end(0).replica_version, std::uint16_t{9});
    w.touch_all();
  });
  EXPECT_BROKEN(r, "INV-44", "INV-45");
}

TEST(Invariants, Inv45_ReplicaStaysBehind) {
  TestRun r;
  r.event([](Writer& w) { configuration_written(w); });
  r.now([](Writer& w) { w.disarm(w.slot(TimerKind::kReplication, 0)); });
  EXPECT_BROKEN(r, "INV-45");
}

TEST(Invariants, Inv46_ForcedFailoverLosesWhatTheStandbyHad) {
  const auto over = store_failover(
      true, [](Writer& w) { w.put(w.state().cms().sync_interval_s.master, Index{7}); });
  const TestRun& r = *over;
  EXPECT_BROKEN(r, "INV-46");
}

TEST(Invariants, Inv47_FailbackDragsTheStoreHome) {
  TestRun r([](World& world) {
    world.actors = {at_site(1, minutes(1),
                            {run(kStoreFailOver, kPool2), run(kSetNextHop, kPool2, 0),
                             run(kFailOver, kPool1, 1), run(kFailBack, kPool1)})};
  });
  r.before_event_over = [](Writer& w, TimerKind kind) {
    const PoolRecord& pool = w.state().pool(0);
    if (kind == TimerKind::kPoolOperation && pool.phase == PoolPhase::kReturning) {
      w.put(w.state().cms().active, kPool1);
    }
  };
  r.run_until(hours(2));
  EXPECT_TRUE(r.broken().contains("INV-47")) << r.text();
}

TEST(Invariants, Inv48_EditActsUnpublished) {
  TestRun r;
  r.event([](Writer& w) { w.put(w.state().record<EdgePoolRecord>(0).next_hop.seen, kPool2); });
  EXPECT_BROKEN(r, "INV-48");
}

TEST(Invariants, Inv49_PairingIsNotMutual) {
  TestRun r;
  r.now([](Writer& w) {
    w.put(w.state().pool(1).backup, kNone);
    w.touch_all();
  });
  EXPECT_BROKEN(r, "INV-48", "INV-49");
}

TEST(Invariants, Inv50_PoolBacksUpTwo) {
  TestRun r([](World& world) {
    world.topology.pools.push_back(world.topology.pools[1]);  // a third, paired with pool1 too
    Pool& third = world.topology.pools.back();
    third.fqdn = "pool3.contoso.com";
    third.users = third.active_users = third.front_end_count = 0;
  });
  r.now([](Writer& w) { w.touch_all(); });
  EXPECT_TRUE(r.broken().contains("INV-50")) << r.text();
}

TEST(Invariants, Inv51_PublishedReferenceDangles) {
  for (const bool corrupt : {false, true}) {
    TestRun r([&](World& world) {
      world.actors = {at_site(0, minutes(1), {run(kPublish, kPool1, corrupt ? 7 : 0)})};
    });
    r.before_event_over = [](Writer& w, TimerKind kind) {
      // The dangling value must not be used before the test ends.
      if (kind == TimerKind::kActor) w.disarm(w.slot(TimerKind::kReplication, 0));
    };
    r.run_until(minutes(1) + seconds(1));
    EXPECT_EQ(r.broken().contains("INV-51"), corrupt) << r.text();
    EXPECT_GT(r.evaluations("INV-51"), 0U);
  }
}

TEST(Invariants, Inv52_PartnerHasNoStandby) {
  const auto over = store_failover(
      true, [](Writer& w) { w.put(w.state().pool(0).cms_installed, std::uint8_t{0}); });
  const TestRun& r = *over;
  EXPECT_BROKEN(r, "INV-52");
}

TEST(Invariants, Inv53_ServerIsNotRestartedAfterMirroring) {
  TestRun r([](World& world) {
    world.actors = {at_site(0, minutes(1), {run(kInstallMirror, kPool1)})};
    world.duration = hours(1);
  });
  r.run_to_end();
  EXPECT_BROKEN(r, "INV-53");
}

TEST(Invariants, Inv116_LocationsAreSeenUnpublished) {
  TestRun r;
  r.event([](Writer& w) { w.put(w.state().cms().locations, LocationData::kImported); });
  EXPECT_NOTHING_BROKEN(r);
  r.event([](Writer& w) { w.put(w.state().cms().locations, LocationData::kPublished); });
  EXPECT_BROKEN(r, "INV-116");
}

}  // namespace
}  // namespace firedrill
