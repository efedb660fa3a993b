// Each rule of databases and quorum, broken on purpose.
#include <gtest/gtest.h>

#include "sim/rules/test_world.hpp"

namespace firedrill {
namespace {

using namespace test;

constexpr Index kPrimary1 = 0;  // SQL instances of the pair, in the order of the file
constexpr std::size_t kFirst = 0;

Index sql(const TestRun& r, std::string_view server) {
  for (std::size_t i = 0; i < r.world.topology.sql_instances.size(); ++i) {
    if (r.world.topology.sql_instances[i].server_fqdn == server) return static_cast<Index>(i);
  }
  return kNone;
}
FaultSpec sql_fault(std::string_view server, Duration at, Duration repair = {}) {
  static const TestRun sample;
  return fault(FaultKind::kSql, sql(sample, server), at, repair);
}
/// Pool number 0 as a pool of `front_ends`, unmirrored, without an Edge: the tables of quorum.
void resize_pool1(World& world, Index front_ends) {
  Topology& t = world.topology;
  const FrontEnd sample = t.front_ends[0];
  std::vector<FrontEnd> all;
  for (Index i = 0; i < front_ends; ++i) all.push_back(sample);
  for (const FrontEnd& fe : t.front_ends) {
    if (fe.pool == kPool2) all.push_back(fe);
  }
  t.front_ends = all;
  t.pools[0].front_end_count = front_ends;
  t.pools[1].first_front_end = front_ends;
}

TEST(Invariants, Inv60_PrincipalMovesWithoutASwitch) {
  TestRun r;
  r.event([](Writer& w) { w.put(w.state().back_end(0).on_mirror, std::uint8_t{2}); });
  EXPECT_BROKEN(r, "INV-60");
}

TEST(Invariants, Inv61_SwitchWithoutAMirror) {
  TestRun r([](World& world) {
    world.actors = {at_site(0, minutes(1), {run(kSwitchDatabase, kPool1, 1, 1)})};
  });
  r.run_until(minutes(1) + seconds(30));
  r.event([](Writer& w) { w.put(w.state().back_end(0).mirrored, std::uint8_t{0}); });
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind != TimerKind::kMirrorManual) return;  // which finds no mirror and moves nothing
    w.put(w.state().back_end(0).on_mirror, std::uint8_t{2});
  };
  r.run_until(minutes(5));
  EXPECT_BROKEN(r, "INV-13", "INV-61");
}

TEST(Invariants, Inv61_Inv62_Inv74_SwitchOfAMirroredDatabase) {
  TestRun r([](World& world) {
    world.actors = {at_site(
        0, minutes(1), {run(kSwitchDatabase, kPool1, 0, 1), run(kSwitchDatabase, kPool1, 2, 1)})};
  });
  r.run_until(minutes(5));
  EXPECT_NOTHING_BROKEN(r);
  EXPECT_EQ(r.state->back_end(0).on_mirror, 5);
  for (const char* rule : {"INV-61", "INV-62", "INV-74"})
    EXPECT_EQ(r.evaluations(rule), 2U) << rule;
}

TEST(Invariants, Inv62_SwitchLosesWrites) {
  TestRun r([](World& world) {
    world.actors = {at_site(0, minutes(1), {run(kSwitchDatabase, kPool1, 0, 1)})};
  });
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind == TimerKind::kMirrorManual) w.tell({FactKind::kWritesLost, 0, -1, 3, "", "INV-62"});
  };
  r.run_until(minutes(5));
  EXPECT_BROKEN(r, "INV-62");
}

TEST(Invariants, Inv63_AutomaticFailoverOfUnsynchronisedCopies) {
  TestRun r([](World& world) { world.faults = {sql_fault("be1a.contoso.com", minutes(1))}; });
  r.run_until(minutes(1) + seconds(10));
  r.event([](Writer& w) { w.put(w.state().back_end(0).desync, std::uint8_t{2}); });
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind == TimerKind::kMirrorAutomatic)
      w.put(w.state().back_end(0).on_mirror, std::uint8_t{7});
  };
  r.run_until(minutes(2));
  EXPECT_BROKEN(r, "INV-63");
}

TEST(Invariants, Inv63_AutomaticFailoverDoesNotCome) {
  TestRun r([](World& world) { world.faults = {sql_fault("be1a.contoso.com", minutes(1))}; });
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind != TimerKind::kFault) return;
    w.disarm(w.slot(TimerKind::kMirrorAutomatic, 0));
    w.disarm(w.slot(TimerKind::kBackupClock, 0));
    w.put(w.state().pool(0).backup_clock_expired, std::uint8_t{0});
  };
  r.run_until(hours(1));
  EXPECT_TRUE(r.broken().contains("INV-63")) << r.text();
}

TEST(Invariants, Inv64_LostPrincipalDoesNotCount) {
  TestRun r;
  r.now([](Writer& w) {
    w.put(w.state().sql(kPrimary1).down, std::uint8_t{1});
    w.touch_all();
  });
  EXPECT_TRUE(r.broken().contains("INV-64")) << r.text();
}

TEST(Invariants, Inv65_LostWitnessAloneStartsAFailover) {
  for (const bool corrupt : {false, true}) {
    TestRun r([](World& world) { world.faults = {sql_fault("w1.contoso.com", minutes(1))}; });
    r.run_until(minutes(2));
    r.now([&](Writer& w) {
      if (corrupt) w.put(w.state().back_end(0).automatic_pending, std::uint8_t{1});
      w.touch_all();
    });
    EXPECT_EQ(r.broken().contains("INV-65"), corrupt) << r.text();
    EXPECT_GT(r.evaluations("INV-65"), 0U);
  }
}

TEST(Invariants, Inv66_LostSqlServerTakesRegularModeAtOnce) {
  TestRun r([](World& world) { world.faults = {sql_fault("be1a.contoso.com", minutes(1))}; });
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind == TimerKind::kFault) set_mode(w, 3, UserMode::kResiliency);
  };
  r.run_until(minutes(1) + seconds(1));
  EXPECT_BROKEN(r, "INV-66");
}

TEST(Invariants, Inv66_ClockThatARecoveryDidNotReset) {
  TestRun r([](World& world) {
    world.topology.back_ends[0].ha = HaMode::kNone;
    world.topology.back_ends[0].mirror = world.topology.back_ends[0].witness = kNone;
    world.faults = {sql_fault("be1a.contoso.com", minutes(1), minutes(20)),
                    sql_fault("be1a.contoso.com", minutes(22))};
  });
  r.run_until(minutes(23));
  r.event(
      [](Writer& w) { w.arm_at(w.slot(TimerKind::kBackupClock, 0), Instant::from_ms(1'860'000)); });
  r.run_until(minutes(32));
  EXPECT_BROKEN(r, "INV-66");
}

TEST(Invariants, Inv67_ResiliencyAfterTheThresholdAndNotBefore) {
  for (const bool corrupt : {false, true}) {
    TestRun r([](World& world) {
      world.topology.back_ends[0].ha = HaMode::kNone;
      world.topology.back_ends[0].mirror = world.topology.back_ends[0].witness = kNone;
      world.faults = {sql_fault("be1a.contoso.com", minutes(1), minutes(40))};
    });
    r.run_until(minutes(35));
    EXPECT_EQ(r.state->pool_index(0).regular_here, 0U);
    r.now([&](Writer& w) {
      if (corrupt) set_mode(w, 3, UserMode::kRegular);
      w.touch_all();
    });
    EXPECT_EQ(r.broken(), corrupt ? std::set<std::string>{"INV-67"} : std::set<std::string>{})
        << r.text();
    EXPECT_GT(r.evaluations("INV-67"), 0U);
    r.run_until(hours(2));
    EXPECT_EQ(r.state->pool_index(0).regular_here, 20U);
  }
}

TEST(Invariants, Inv68_PoolServesBelowQuorum) {
  TestRun r;
  r.now([](Writer& w) {
    w.put(w.state().front_end(kFirst).down, std::uint8_t{1});
    w.put(w.state().front_end(kFirst + 1).down, std::uint8_t{1});
    w.touch_all();
  });
  EXPECT_TRUE(r.broken().contains("INV-68")) << r.text();
  EXPECT_NE(
      r.text().find("pool1.contoso.com serves 20 users below functional quorum (1 of 2 votes)"),
      std::string::npos)
      << r.text();
}

TEST(Invariants, Inv68_ModelAgreesWithThePrintedTables) {
  // FLT-05, FLT-06 and FLT-07 for every size, number of running servers and state of the primary
  // SQL server: whatever the model lets run is what the tables let run.
  for (const int table : {0, 1}) {
    for (const int rule : {0, 1}) {
      for (Index n = 1; n <= 12; ++n) {
        TestRun r([&](World& world) {
          resize_pool1(world, n);
          world.parameters.set(ParameterId::kQuorumTable, table);
          world.parameters.set(ParameterId::kSqlWitnessRule, rule);
        });
        for (const bool sql_down : {false, true}) {
          for (Index down = 0; down <= n; ++down) {
            r.now([&](Writer& w) {
              w.put(w.state().sql(kPrimary1).down,
                    std::uint8_t{sql_down ? std::uint8_t{1} : std::uint8_t{0}});
              for (Index i = 0; i < n; ++i) {
                w.put(w.state().front_end(static_cast<std::size_t>(i)).down,
                      std::uint8_t{i < down ? std::uint8_t{1} : std::uint8_t{0}});
              }
              const bool holds = functional_quorum(w.world(), w.state(), kPool1).holds();
              w.put(w.state().pool(0).services, holds ? Services::kRunning : Services::kStopped);
              w.touch_all();
            });
          }
        }
        EXPECT_FALSE(r.broken().contains("INV-68")) << int{n} << r.text();
        EXPECT_FALSE(r.broken().contains("INV-70")) << int{n} << r.text();
        EXPECT_FALSE(r.broken().contains("INV-71")) << int{n} << r.text();
      }
    }
  }
}

TEST(Invariants, Inv69_PoolStartsBelowTheStartTable) {
  TestRun r([](World& world) {
    world.faults = {fault(FaultKind::kPool, kPool1, minutes(1), minutes(5))};
  });
  r.run_until(minutes(10));
  ASSERT_EQ(r.pool(kPool1).services, Services::kStarting);
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind == TimerKind::kPoolStart) w.put(w.state().front_end(0).down, std::uint8_t{1});
  };
  r.run_until(minutes(16) + seconds(1));
  EXPECT_TRUE(r.broken().contains("INV-69")) << r.text();
  EXPECT_FALSE(r.broken().contains("INV-68")) << r.text();
}

TEST(Invariants, Inv70_LateServersKeepAPoolOfNineUp) {
  for (const bool corrupt : {false, true}) {
    TestRun r([](World& world) { resize_pool1(world, 9); });
    r.now([&](Writer& w) {
      for (std::size_t i = 0; i < 3; ++i) w.put(w.state().front_end(i).down, std::uint8_t{1});
      if (corrupt) w.put(w.state().front_end(3).down, std::uint8_t{1});
      w.touch_all();
    });
    EXPECT_EQ(r.broken().contains("INV-70"), corrupt) << r.text();
    EXPECT_GT(r.evaluations("INV-70"), 0U);
  }
}

TEST(Invariants, Inv71_IsExercisedForEveryPool) {
  // A property of the tables, which no value of a state can break.
  TestRun r;
  r.now([](Writer& w) { w.touch_all(); });
  EXPECT_EQ(r.evaluations("INV-71"), 2U);
  EXPECT_NOTHING_BROKEN(r);
}

TEST(Invariants, Inv72_RegularModeWithoutASecondary) {
  TestRun r;
  r.now([](Writer& w) {
    // User 3 belongs to group 3: primary fe1a, secondaries fe1b and fe1c.
    w.put(w.state().front_end(1).joining, std::uint8_t{1});
    w.put(w.state().front_end(2).joining, std::uint8_t{1});
    w.put(w.state().pool(0).services, Services::kStopped);
    w.touch_user(3);
  });
  EXPECT_TRUE(r.broken().contains("INV-72")) << r.text();
}

TEST(Invariants, Inv73_TwoServersStartInTheWrongOrder) {
  for (const bool corrupt : {false, true}) {
    TestRun r([](World& world) {
      resize_pool1(world, 2);
      world.faults = {fault(FaultKind::kFrontEnd, 0, minutes(1), minutes(30)),
                      fault(FaultKind::kFrontEnd, 1, minutes(2))};
    });
    if (corrupt) {
      r.run_until(minutes(32));
      EXPECT_NE(r.pool(kPool1).services, Services::kRunning);
      r.event([](Writer& w) { w.put(w.state().pool(0).last_up_front_end, std::uint8_t{0}); });
      r.event([](Writer& w) { infrastructure_changed(w); });
    }
    r.run_until(hours(1));
    EXPECT_EQ(r.broken().contains("INV-73"), corrupt) << r.text();
  }
}

TEST(Invariants, Inv74_SwitchDragsAnotherTypeAlong) {
  TestRun r([](World& world) {
    world.actors = {at_site(0, minutes(1), {run(kSwitchDatabase, kPool1, 0, 1)})};
  });
  r.before_event_over = [](Writer& w, TimerKind kind) {
    if (kind == TimerKind::kMirrorManual) w.put(w.state().back_end(0).on_mirror, std::uint8_t{5});
  };
  r.run_until(minutes(5));
  EXPECT_BROKEN(r, "INV-74");
}

}  // namespace
}  // namespace firedrill
