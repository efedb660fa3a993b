// Sites, wide-area links and the failure of the recovery itself (rule book 3.8, 3.9).
#include "property_tests/conformance/pair_drill.hpp"

namespace firedrill {
namespace {

constexpr auto kUserData = BackupModule::kPresenceFocus;

void fail_over(PairDrill& drill) {
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.succeed(PairDrill::kFailOver);
  drill.pass(seconds(600));
}

TEST(Failures, Flt80_ALostSiteTakesEverythingInItAlong) {
  PairDrill drill;
  drill.strike(FaultKind::kSite, PairDrill::site1);
  const State& s = drill.state();
  EXPECT_FALSE(pool_serving(s, PairDrill::pool1));
  for (const Index sql :
       {drill.back_end(PairDrill::pool1).primary, drill.back_end(PairDrill::pool1).mirror,
        drill.back_end(PairDrill::pool1).witness}) {
    EXPECT_FALSE(sql_machine_up(s, sql));
  }
  EXPECT_FALSE(file_store_up(drill.world, s, PairDrill::pool1));
  EXPECT_FALSE(edge_pool_up(drill.world, s, PairDrill::edge1));
  EXPECT_TRUE(pool_serving(s, PairDrill::pool2));
  EXPECT_TRUE(edge_pool_up(drill.world, s, PairDrill::edge2));
  // Who had come in through the lost Edge pool is cut off, and led to the other by DNS (6.9).
  EXPECT_EQ(drill.count(UserMode::kRegular, PairDrill::pool2), 3);
  EXPECT_MODES(drill, 4, 0, 0);
  drill.pass(minutes(11));
  EXPECT_EQ(drill.count(UserMode::kRegular, PairDrill::pool2), 4);
}

TEST(Failures, Flt81_ACutLeavesBothPoolsServingAndBothBacklogsGrowing) {
  PairDrill drill(nullptr);  // each Edge pool leads to the pool of its site
  drill.strike(FaultKind::kWan, 0);
  drill.write(0, kUserData, 2);
  drill.write(4, kUserData, 3);
  drill.pass(hours(1));
  EXPECT_EQ(drill.registered(PairDrill::pool1), 4);  // clients try the primary first
  EXPECT_MODES(drill, 0, 0, 4);
  EXPECT_EQ(drill.count(UserMode::kRegular, PairDrill::pool2), 4);
  EXPECT_EQ(drill.state().link(link_number(PairDrill::pool1, kUserData)).waiting, 2U);
  EXPECT_EQ(drill.state().link(link_number(PairDrill::pool2, kUserData)).waiting, 3U);
  EXPECT_EQ(drill.pool(PairDrill::pool2).partner_unavailable, 1);
}

TEST(Failures, Flt81_AUserBeyondTheCutIsTakenByTheBackupRegistrarInTime) {
  PairDrill drill;
  drill.writer().put(drill.state().user(0).site, std::uint8_t{PairDrill::site2});
  drill.strike(FaultKind::kWan, 0);
  EXPECT_EQ(drill.state().user(0).registrar, kNone);
  drill.pass(seconds(299));
  EXPECT_EQ(drill.state().user(0).registrar, kNone);
  drill.pass(seconds(601));
  EXPECT_EQ(drill.state().user(0).registrar, PairDrill::pool2);
  EXPECT_EQ(drill.state().user(1).registrar, PairDrill::pool1);
}

TEST(Failures, Flt81_APoolFailedOverWhileCutOffGoesOnServing) {
  PairDrill drill;
  drill.sit_at(PairDrill::site2);
  drill.strike(FaultKind::kWan, 0);
  drill.succeed(PairDrill::kFailOver);
  drill.pass(minutes(30));
  EXPECT_EQ(drill.pool(PairDrill::pool1).state, PoolState::kFailedOver);
  EXPECT_EQ(drill.pool(PairDrill::pool1).state_seen, PoolState::kActive);  // MA-51
  EXPECT_GT(drill.registered(PairDrill::pool1), 0);
  drill.mend(FaultKind::kWan, 0);
  drill.pass(minutes(30));
  EXPECT_EQ(drill.pool(PairDrill::pool1).state_seen, PoolState::kFailedOver);
  EXPECT_EQ(drill.registered(PairDrill::pool1), 0);
}

TEST(Failures, Flt90_HydrationErrorsEndWithRepetition) {
  PairDrill drill;
  fail_over(drill);
  drill.write(0, kUserData, 4);
  FaultSpec fault;
  fault.kind = FaultKind::kHydration;
  fault.entity = PairDrill::pool1;
  fault.count = 2;
  strike(drill.writer(), fault);
  drill.mend(FaultKind::kPool, PairDrill::pool1);
  drill.pass(minutes(30));
  for (int i = 0; i < 2; ++i) {
    const Outcome failed = drill.run(PairDrill::kFailBack);
    EXPECT_EQ(error_name(failed.code), "E_HYDRATION");
    EXPECT_EQ(failed.rule, "FLT-90");
    EXPECT_FALSE(failed.refused);
    EXPECT_EQ(drill.pool(PairDrill::pool1).state, PoolState::kFailingBack);  // MA-46
    EXPECT_EQ(drill.count(UserMode::kSignedOut), 0);
  }
  drill.succeed(PairDrill::kFailBack);
  drill.pass(minutes(10));
  EXPECT_MODES(drill, 0, 0, 4);
  EXPECT_EQ(drill.state().user_tally(0).lost[0], 0U);
}

TEST(Failures, Flt91_AnEdgePoolsNextHopComesFirst) {
  PairDrill drill([](Topology& t) {
    lean_on_pool2(t);
    t.edge_pools[0].next_hop = PairDrill::pool1;
  });
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.refuse(PairDrill::kFailOver, "E_NEXT_HOP", "INV-05");
  drill.succeed(
      "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com");
  drill.succeed(PairDrill::kFailOver);
}

TEST(Traps, Trap18_ADeadEdgePoolsNextHopCountsTooUnlessJudgedLive) {
  for (const bool live : {false, true}) {
    PairDrill drill([](Topology& t) {
      lean_on_pool2(t);
      t.edge_pools[0].next_hop = PairDrill::pool1;
    });
    drill.world.parameters.set(ParameterId::kNextHopCheck, live ? 1 : 0);
    drill.strike(FaultKind::kSite, PairDrill::site1);
    drill.sit_at(PairDrill::site2);
    const Outcome out = drill.run(PairDrill::kFailOver);
    EXPECT_EQ(error_name(out.code), live ? "ok" : "E_NEXT_HOP");
  }
}

TEST(Traps, Trap19_TheNextHopCannotBeWrittenWhileTheStoreIsDead) {
  PairDrill drill(nullptr);
  drill.sit_at(PairDrill::site2);
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  const char* hop =
      "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com";
  drill.refuse(hop, "E_CMS_UNAVAILABLE", "INV-43");
  drill.succeed(
      "Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
      "-BackupSqlInstanceName rtc -Force");
  drill.succeed(hop);
  drill.succeed(PairDrill::kFailOver);
}

TEST(Failures, Flt92_OneMemberOfAPairAtATime) {
  PairDrill drill;
  fail_over(drill);
  drill.succeed("TB.SetNextHop -EdgePool edge1 -Pool pool1");
  drill.succeed("TB.SetNextHop -EdgePool edge2 -Pool pool1");
  drill.mend(FaultKind::kPool, PairDrill::pool1);
  drill.pass(minutes(30));
  drill.succeed("TB.Publish");
  drill.succeed("Invoke-CsManagementServerFailover");
  drill.refuse("Invoke-CsPoolFailOver -PoolFqdn pool2.contoso.com -DisasterMode",
               "E_PARTNER_FAILED_OVER", "INV-01");
}

TEST(Failures, Flt97_WhenTheBackupPoolDiesDisasterModeBringsUsersHomeWithoutItsWrites) {
  PairDrill drill;
  fail_over(drill);
  drill.write(0, kUserData, 6);
  drill.mend(FaultKind::kPool, PairDrill::pool1);
  drill.pass(minutes(30));
  drill.succeed(
      "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool1.contoso.com");
  drill.succeed("Invoke-CsManagementServerFailover");
  drill.pass(minutes(5));
  drill.strike(FaultKind::kPool, PairDrill::pool2);
  drill.refuse(PairDrill::kFailBack, "E_PARTNER_UNAVAILABLE", "CMD-02");
  drill.succeed(std::string(PairDrill::kFailBack) + " -DisasterMode");
  drill.pass(minutes(10));
  EXPECT_MODES(drill, 0, 0, 4);
  EXPECT_EQ(drill.registered(PairDrill::pool1), 4);
  EXPECT_EQ(drill.state().user_tally(0).lost[0], 6U);
}

TEST(Cmdlets, Cmd02_NothingIsBroughtHomeThroughACut) {
  PairDrill drill;
  fail_over(drill);
  drill.write(0, kUserData, 6);
  drill.mend(FaultKind::kPool, PairDrill::pool1);
  drill.pass(minutes(30));
  // The store at pool1, so that its own site can give the command while the link is cut.
  drill.succeed("Invoke-CsManagementServerFailover");
  drill.sit_at(PairDrill::site1);
  drill.begin(PairDrill::kFailBack);
  drill.pass(minutes(10));
  drill.strike(FaultKind::kWan, 0);
  const Outcome failed = drill.finish();
  EXPECT_EQ(error_name(failed.code), "E_PARTNER_UNAVAILABLE");
  EXPECT_EQ(drill.pool(PairDrill::pool1).state, PoolState::kFailingBack);
  EXPECT_EQ(drill.state().user(0).ledger[0].partner_only, 6);
  drill.refuse(PairDrill::kFailBack, "E_PARTNER_UNAVAILABLE", "CMD-02");
  drill.mend(FaultKind::kWan, 0);
  drill.succeed(PairDrill::kFailBack);
  EXPECT_EQ(drill.state().user(0).ledger[0].partner_only, 0);
  EXPECT_EQ(drill.state().user_tally(0).lost[0], 0U);
}

TEST(Cmdlets, Cmd02_WantsTheNameOfTheFailoverAndAHomeThatCanServe) {
  PairDrill drill;
  drill.refuse(PairDrill::kFailBack, "E_NOT_FAILED_OVER", "INV-07");
  fail_over(drill);
  drill.refuse("Invoke-CsPoolFailBack -PoolFqdn pool2.contoso.com", "E_NOT_FAILED_OVER", "INV-06");
  drill.refuse(PairDrill::kFailBack, "E_POOL_DOWN", "MA-32");
  drill.mend(FaultKind::kPool, PairDrill::pool1);
  drill.pass(minutes(30));
  EXPECT_EQ(drill.succeed(PairDrill::kFailBack).took, minutes(60));  // MA-02: 20,000 users
  EXPECT_EQ(drill.pool(PairDrill::pool1).state, PoolState::kActive);
}

// --- the other readings of open questions --------------------------------------------------------

TEST(Assumptions, Ma41_APlannedFailoverThatRunsOutOfTimeMayGiveUp) {
  PairDrill drill;
  drill.world.parameters.set(ParameterId::kPlannedSyncTimeout, 1);
  drill.strike(FaultKind::kBackupService, PairDrill::pool2);
  drill.write(0, kUserData, 3);
  const Outcome out = drill.run(std::string(PairDrill::kPlannedFailOver) + " -WaitTime 00:00:30");
  EXPECT_EQ(error_name(out.code), "E_SYNC_TIMEOUT");
  EXPECT_EQ(out.rule, "MA-41");
  EXPECT_EQ(drill.pool(PairDrill::pool1).state, PoolState::kActive);
  EXPECT_EQ(drill.pool(PairDrill::pool1).read_only, 0);
  EXPECT_MODES(drill, 0, 0, 4);
  EXPECT_EQ(drill.state().user(0).ledger[0].home_only, 3);
}

TEST(Assumptions, Ma46_AHydrationErrorMayLeaveThePoolFailedOver) {
  PairDrill drill;
  drill.world.parameters.set(ParameterId::kHydrationFailState, 1);
  fail_over(drill);
  drill.write(0, kUserData, 2);
  FaultSpec fault;
  fault.kind = FaultKind::kHydration;
  fault.entity = PairDrill::pool1;
  strike(drill.writer(), fault);
  drill.mend(FaultKind::kPool, PairDrill::pool1);
  drill.pass(minutes(30));
  EXPECT_EQ(error_name(drill.run(PairDrill::kFailBack).code), "E_HYDRATION");
  drill.pass(minutes(15));
  EXPECT_EQ(drill.pool(PairDrill::pool1).state, PoolState::kFailedOver);
  EXPECT_EQ(drill.registered(PairDrill::pool2), 4);
  EXPECT_MODES(drill, 0, 0, 4);
  drill.succeed(PairDrill::kFailBack);
  drill.pass(minutes(15));
  EXPECT_EQ(drill.registered(PairDrill::pool1), 4);
  EXPECT_EQ(drill.state().user(0).ledger[0].partner_only, 0);
}

TEST(Assumptions, Ma51_APoolThatIsCutOffMayStopAtOnce) {
  PairDrill drill;
  drill.world.parameters.set(ParameterId::kIsolatedPool, 1);
  drill.sit_at(PairDrill::site2);
  drill.strike(FaultKind::kWan, 0);
  drill.succeed(PairDrill::kFailOver);
  EXPECT_EQ(drill.registered(PairDrill::pool1), 0);
  drill.pass(hours(2));
  EXPECT_EQ(drill.registered(PairDrill::pool1), 0);
}

TEST(Assumptions, Ma54_ContentMayReturnByTheOrdinaryCycle) {
  PairDrill drill;
  drill.world.parameters.set(ParameterId::kContentReturn, 1);
  fail_over(drill);
  drill.write(0, BackupModule::kDataConf, 3);
  drill.mend(FaultKind::kPool, PairDrill::pool1);
  drill.pass(minutes(30));
  drill.succeed(PairDrill::kFailBack);
  drill.pass(minutes(10));
  EXPECT_EQ(drill.state().user(0).ledger[1].partner_only, 0);
  EXPECT_EQ(drill.state().user(0).both[1], 3U);
}

TEST(Assumptions, TheLossOfABackEndMayCountAtOnce) {  // beLossRule of 8.4
  PairDrill drill([](Topology& t) {
    lean_on_pool2(t);
    unmirror(t, 0);
  });
  drill.world.parameters.set(ParameterId::kBackEndLossRule, 1);
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  EXPECT_MODES(drill, 0, 4, 0);
}

TEST(Traps, Trap12_TheFailbackOfALargePoolMayTakeLongerThanTheTarget) {
  PairDrill drill;
  fail_over(drill);
  drill.mend(FaultKind::kPool, PairDrill::pool1);
  drill.pass(minutes(30));
  const Outcome done = drill.succeed(PairDrill::kFailBack);
  EXPECT_GT(done.took, minutes(30));  // the recovery target
  EXPECT_LE(done.took, minutes(60));  // the bound for 20,000 users
}

TEST(Traps, Trap64_TimerOrFailoverWhicheverComesFirst) {
  PairDrill timer;
  timer.strike(FaultKind::kPool, PairDrill::pool1);
  EXPECT_EQ(accepting_registrar(timer.world, timer.state(), 0), kNone);
  timer.pass(seconds(300));
  EXPECT_EQ(accepting_registrar(timer.world, timer.state(), 0), PairDrill::pool2);
  PairDrill command;
  command.strike(FaultKind::kPool, PairDrill::pool1);
  command.begin(PairDrill::kFailOver);
  EXPECT_EQ(accepting_registrar(command.world, command.state(), 0), PairDrill::pool2);
}

TEST(Traps, Trap65_NoPoolFailsOverByItself) {
  PairDrill drill;
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.pass(hours(48));
  EXPECT_EQ(drill.pool(PairDrill::pool1).state, PoolState::kActive);
  EXPECT_MODES(drill, 0, 4, 0);
}

}  // namespace
}  // namespace firedrill
