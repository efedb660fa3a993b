// Each rule of users' data, broken on purpose, and conservation.
#include <gtest/gtest.h>

#include "sim/rules/test_world.hpp"

namespace firedrill {
namespace {

using namespace test;

constexpr std::uint32_t kUser = 3;  // of pool1, inside, at its site

/// pool1 is failed over at 1 h; `back` follows two hours later.
void failover(World& world, bool disaster, std::vector<StepSpec> back = {}) {
  std::vector<StepSpec> steps = {run(kStoreFailOver, kPool2), run(kSetNextHop, kPool2, 0),
                                 pause(minutes(50)),
                                 run(kFailOver, kPool1, disaster ? 1 : 0, 60'000)};
  if (!back.empty()) steps.push_back(pause(hours(2)));
  for (StepSpec& step : back) steps.push_back(std::move(step));
  world.actors = {at_site(1, minutes(1), std::move(steps))};
  world.duration = hours(10);
}
void write(TestRun& r, std::uint32_t user, BackupModule module, std::uint16_t count) {
  r.now([&](Writer& w) { write_changes(w, user, module, count); });
}
/// Moves `count` of the user's writes from one side of the books to another, all books alike.
void misplace(Writer& w, std::uint32_t user, std::uint16_t count) {
  const UserRecord& r = w.state().user(user);
  const UserTally& u = w.state().user_tally(user);
  const PoolTally& p = w.state().tally(0);
  w.put(r.both[0], r.both[0] - count);
  w.put(u.lost[0], u.lost[0] + count);
  w.pool_index(0).ledger_both[0] -= count;
  w.put(p.lost[0], p.lost[0] + count);
  w.touch_user(user);
}
bool pool_operation(TimerKind kind) {
  return kind == TimerKind::kPoolOperation;
}

TEST(Invariants, Inv20_ReplicatedChangeVanishesInADisasterFailover) {
  for (const bool corrupt : {false, true}) {
    TestRun r([](World& world) { failover(world, true); });
    r.run_until(minutes(10));
    write(r, kUser, BackupModule::kPresenceFocus, 4);
    r.run_until(minutes(30));
    write(r, kUser, BackupModule::kPresenceFocus, 2);
    r.before_event_over = [&](Writer& w, TimerKind kind) {
      if (corrupt && pool_operation(kind)) misplace(w, kUser, 4);
    };
    r.run_until(hours(2));
    EXPECT_EQ(r.broken(), corrupt ? std::set<std::string>{"INV-20"} : std::set<std::string>{})
        << r.text();
    EXPECT_GT(r.evaluations("INV-20"), 0U);
  }
}

TEST(Invariants, Inv22_PlannedFailoverLeavesAWriteBehind) {
  TestRun r([](World& world) { failover(world, false); });
  r.run_until(minutes(58));
  ASSERT_EQ(r.pool(kPool1).state, PoolState::kFailingOver);
  r.event([](Writer& w) { w.put(w.state().pool(0).read_only, std::uint8_t{0}); });
  r.event([](Writer& w) {
    sign_out(w, kUser);
    register_at(w, kUser, kPool1);
    write_changes(w, kUser, BackupModule::kDataConf, 40);  // more than the cycles still carry
    w.disarm(w.slot(TimerKind::kBackupCycle, link_number(kPool1, BackupModule::kDataConf)));
  });
  r.run_until(hours(2));
  EXPECT_TRUE(r.broken().contains("INV-22")) << r.text();
}

TEST(Invariants, Inv22_WaitTimeThatRanOutAllowsTheBacklog) {
  TestRun r([](World& world) {
    failover(world, false);
    world.faults = {fault(FaultKind::kBackupService, kPool2, minutes(30))};
  });
  r.run_until(minutes(40));
  write(r, kUser, BackupModule::kPresenceFocus, 4);
  r.run_until(hours(2));
  EXPECT_NOTHING_BROKEN(r);
  EXPECT_EQ(r.pool(kPool1).state, PoolState::kFailedOver);
  EXPECT_EQ(r.evaluations("INV-22"), 1U);
}

TEST(Invariants, Inv23_FailbackForgetsWhatWasWrittenAtTheBackup) {
  for (const bool corrupt : {false, true}) {
    TestRun r([](World& world) { failover(world, true, {run(kFailBack, kPool1)}); });
    r.run_until(hours(2));
    write(r, kUser, BackupModule::kPresenceFocus, 4);
    r.before_event_over = [&](Writer& w, TimerKind kind) {
      if (corrupt && pool_operation(kind) && w.state().pool(0).state == PoolState::kActive) {
        misplace(w, kUser, 4);
      }
    };
    r.run_until(hours(6));
    EXPECT_EQ(r.pool(kPool1).state, PoolState::kActive);
    EXPECT_EQ(r.broken(),
              corrupt ? (std::set<std::string>{"INV-23", "INV-34"}) : std::set<std::string>{})
        << r.text();
    EXPECT_EQ(r.evaluations("INV-23"), 1U);
  }
}

TEST(Invariants, Inv24_DisasterFailbackTakesHomeData) {
  for (const bool corrupt : {false, true}) {
    TestRun r([](World& world) { failover(world, true, {run(kFailBack, kPool1, 1)}); });
    r.run_until(minutes(10));
    write(r, kUser, BackupModule::kPresenceFocus, 3);
    r.run_until(hours(2));
    write(r, kUser, BackupModule::kPresenceFocus, 4);
    r.before_event_over = [&](Writer& w, TimerKind kind) {
      if (corrupt && pool_operation(kind) && w.state().pool(0).state == PoolState::kActive) {
        misplace(w, kUser, 3);
      }
    };
    r.run_until(hours(6));
    EXPECT_EQ(r.state->tally(0).lost[0], corrupt ? 7U : 4U);
    EXPECT_EQ(r.broken(), corrupt ? std::set<std::string>{"INV-24"} : std::set<std::string>{})
        << r.text();
  }
}

TEST(Invariants, Inv25_ContentIsForgotten) {
  for (const bool corrupt : {false, true}) {
    TestRun r([&](World& world) {
      std::vector<StepSpec> back = {run(kFailBack, kPool1)};
      if (!corrupt) back.push_back(run(kSyncContent, kPool2));
      failover(world, true, back);
    });
    r.run_until(hours(2));
    write(r, kUser, BackupModule::kDataConf, 2);
    r.run_to_end();
    EXPECT_EQ(r.broken(), corrupt ? std::set<std::string>{"INV-25"} : std::set<std::string>{})
        << r.text();
  }
}

TEST(Invariants, Inv25_ContentComesHomeWithoutASync) {
  TestRun r([](World& world) { failover(world, true, {run(kFailBack, kPool1)}); });
  r.run_until(hours(2));
  write(r, kUser, BackupModule::kDataConf, 2);
  r.now([](Writer& w) { hydrate(w, kPool1, BackupModule::kDataConf); });
  EXPECT_BROKEN(r, "INV-25");
}

TEST(Invariants, Inv26_SyncEndsTooSoon) {
  TestRun r(
      [](World& world) { world.actors = {at_site(1, minutes(10), {run(kSyncContent, kPool2)})}; });
  r.run_until(minutes(9));
  write(r, r.world.range(kPool2).first_user, BackupModule::kDataConf, 25);
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind == TimerKind::kBackupCycle && w.state().user(20).both[1] == 10) {
      w.tell({FactKind::kSyncDone, kPool2, static_cast<int>(BackupModule::kDataConf), 0, "", ""});
    }
  };
  r.run_until(hours(1));
  EXPECT_BROKEN(r, "INV-26");
}

TEST(Invariants, Inv27_SecondSyncChangesSomething) {
  TestRun r([](World& world) {
    world.actors = {at_site(
        1, minutes(10), {run(kSyncContent, kPool2), pause(minutes(5)), run(kSyncContent, kPool2)})};
  });
  r.run_until(minutes(12));
  EXPECT_EQ(r.evaluations("INV-27"), 0U);
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind != TimerKind::kBackupCycle) return;
    w.put(w.state().tally(1).lost[1], w.state().tally(1).lost[1] + 1);
  };
  r.run_until(hours(1));
  EXPECT_TRUE(r.broken().contains("INV-27")) << r.text();
}

TEST(Invariants, Inv27_StoreDestroyedBetweenTwoSyncsIsExcused) {
  TestRun r([](World& world) {
    world.actors = {
        at_site(1, minutes(10),
                {run(kSyncContent, kPool2), pause(minutes(50)), run(kSyncContent, kPool2)})};
    world.faults = {fault(FaultKind::kFileStore, 1, minutes(30), minutes(10))};
    world.faults[0].lose_content = true;
  });
  r.run_until(minutes(1));
  write(r, r.world.range(kPool2).first_user, BackupModule::kDataConf, 5);
  r.run_until(minutes(29));
  write(r, r.world.range(kPool2).first_user, BackupModule::kDataConf, 1);  // only there, so far
  r.run_until(hours(2));
  EXPECT_EQ(r.state->tally(1).lost[1], 1U);
  EXPECT_NOTHING_BROKEN(r);
}

TEST(Invariants, Inv28_Inv30_FinalWhileSomethingWaits) {
  TestRun r;
  r.now([](Writer& w) {
    write_changes(w, kUser, BackupModule::kPresenceFocus, 2);
    w.put(w.state().link(0).waiting, std::uint32_t{0});
    w.touch_all();
  });
  EXPECT_BROKEN(r, "INV-28", "conservation");
}

TEST(Invariants, Inv29_SteadyWhileSomethingIsOld) {
  TestRun r;
  r.now([](Writer& w) { write_changes(w, kUser, BackupModule::kPresenceFocus, 2); });
  r.event([](Writer& w) { w.disarm(w.slot(TimerKind::kBackupCycle, 0)); });
  r.run_until(minutes(30));
  r.state->set_now(Instant::from_ms(1'800'000));
  r.now([](Writer& w) {
    w.put(w.state().link(0).oldest_waiting, w.stamp());
    w.touch_all();
  });
  EXPECT_BROKEN(r, "INV-29");
}

TEST(Invariants, Inv30_FinalThatIsNotSteady) {
  TestRun r;
  r.state->set_now(Instant::from_ms(1'800'000));
  r.now([](Writer& w) {
    w.put(w.state().link(0).oldest_waiting, std::int64_t{1});
    w.touch_all();
  });
  EXPECT_BROKEN(r, "INV-30");
}

TEST(Invariants, Inv31_ReadOnlySourceAcknowledges) {
  TestRun r([](World& world) {
    failover(world, false);
    world.faults = {fault(FaultKind::kBackupService, kPool2, minutes(30))};
  });
  r.run_until(minutes(40));
  write(r, kUser, BackupModule::kPresenceFocus, 1);  // so that the drain takes its time
  r.run_until(minutes(54) + seconds(30));
  ASSERT_EQ(r.pool(kPool1).phase, PoolPhase::kDraining);
  write(r, kUser, BackupModule::kPresenceFocus, 1);
  EXPECT_BROKEN(r, "INV-31");
}

TEST(Invariants, Inv31_ReadOnlyStaysAfterTheFailover) {
  TestRun r([](World& world) { failover(world, false); });
  r.before_event_over = [](Writer& w, TimerKind) {
    if (w.state().pool(0).state == PoolState::kFailedOver) {
      w.put(w.state().pool(0).read_only, std::uint8_t{1});
    }
  };
  r.run_until(hours(2));
  EXPECT_BROKEN(r, "INV-31");
}

TEST(Invariants, Inv32_ResiliencyModeAcknowledges) {
  TestRun r;
  r.event([](Writer& w) { set_mode(w, kUser, UserMode::kResiliency); });
  r.event([](Writer& w) { write_changes(w, kUser, BackupModule::kPresenceFocus, 1); });
  EXPECT_BROKEN(r, "INV-32");
}

TEST(Invariants, Inv33_BackupServiceCarriesLocations) {
  TestRun r;
  write(r, kUser, BackupModule::kPresenceFocus, 1);
  r.event([](Writer& w) { w.put(w.state().cms().locations, LocationData::kMissing); });
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind == TimerKind::kBackupCycle) {
      w.put(w.state().cms().locations, LocationData::kImported);
    }
  };
  r.run_until(minutes(10));
  EXPECT_BROKEN(r, "INV-33");
}

TEST(Invariants, Inv33_StandbyHasLocations) {
  TestRun r(
      [](World& world) { world.actors = {at_site(1, minutes(1), {run(kStoreFailOver, kPool2)})}; });
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind == TimerKind::kCmsOperation) {
      w.put(w.state().cms().locations, LocationData::kPublished);
    }
  };
  r.run_until(minutes(10));
  EXPECT_BROKEN(r, "INV-33");
}

TEST(Invariants, Inv34_CommandThatLosesData) {
  // A planned failover that reached the final state gives nothing up.
  TestRun r([](World& world) { failover(world, false); });
  r.run_until(minutes(40));
  write(r, kUser, BackupModule::kPresenceFocus, 4);
  r.run_until(minutes(58));
  ASSERT_EQ(r.pool(kPool1).phase, PoolPhase::kMoving);
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (pool_operation(kind)) misplace(w, kUser, 4);
  };
  r.run_until(hours(2));
  EXPECT_BROKEN(r, "INV-22", "INV-34");
}

TEST(Invariants, Inv34_NamedCommandsMayLose) {
  TestRun r([](World& world) {
    world.actors = {at_site(1, minutes(10), {run(kMoveUser, kPool2, kUser)})};
    world.actors[0].steps[0].command.force = true;
  });
  r.run_until(minutes(5));
  write(r, kUser, BackupModule::kPresenceFocus, 4);
  r.run_until(hours(1));
  EXPECT_NOTHING_BROKEN(r);
  EXPECT_EQ(r.state->user_tally(kUser).lost[0], 4U);
  EXPECT_GT(r.evaluations("INV-34"), 0U);
}

TEST(Invariants, Inv38_QueuedItemDisappears) {
  for (const bool corrupt : {false, true}) {
    TestRun r;
    r.event([](Writer& w) { queue_item(w, kUser); });
    r.event([&](Writer& w) {
      for (std::size_t i = 0; i < 3; ++i) {
        const std::uint16_t& queued = w.state().front_end(i).queued;
        if (corrupt && queued > 0) w.put(queued, std::uint16_t{0});
      }
    });
    EXPECT_EQ(r.broken(), corrupt ? std::set<std::string>{"INV-38"} : std::set<std::string>{})
        << r.text();
    EXPECT_GT(r.evaluations("INV-38"), 0U);
  }
}

TEST(Invariants, Conservation_WriteThatIsNowhere) {
  TestRun r;
  write(r, kUser, BackupModule::kPresenceFocus, 2);
  r.run_until(minutes(10));
  r.now([](Writer& w) {
    w.put(w.state().user(kUser).both[0], std::uint32_t{1});
    w.touch_user(kUser);
  });
  EXPECT_BROKEN(r, "conservation");
}

TEST(Invariants, Conservation_UserWhoIsNotCounted) {
  TestRun r;
  r.now([](Writer& w) {
    --w.pool_index(0).mode[2];
    w.touch_all();
  });
  EXPECT_BROKEN(r, "conservation");
}

TEST(Invariants, Conservation_ConferenceThatVanishes) {
  TestRun r;
  r.now([](Writer& w) {
    const PoolTally& t = w.state().tally(0);
    w.put(t.conferences_started, t.conferences_started + 1);
    w.touch_all();
  });
  EXPECT_BROKEN(r, "conservation");
}

TEST(Invariants, Conservation_RecountAtTheEnd) {
  TestRun r;
  r.run_until(hours(23));
  r.event([](Writer& w) { --w.pool_index(0).registered; }, TimerKind::kArrival, 0);
  r.run_to_end();
  EXPECT_BROKEN(r, "conservation");
}

}  // namespace
}  // namespace firedrill
