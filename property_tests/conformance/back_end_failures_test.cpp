// Failures of Back Ends and mirrors, one test a rule (rule book 3.3), around the 30 minutes after
// which users fall into resiliency mode.
#include "property_tests/conformance/pair_drill.hpp"

namespace firedrill {
namespace {

constexpr const char* kToMirror =
    "Invoke-CsDatabaseFailover -PoolFqdn pool1.contoso.com -DatabaseType User -NewPrincipal Mirror "
    "-Force";

void without_mirror(Topology& t) {
  lean_on_pool2(t);
  unmirror(t, 0);
}
void without_witness(Topology& t) {
  lean_on_pool2(t);
  t.back_ends[0].witness = kNone;
}

bool available(const PairDrill& drill, DatabaseType type = DatabaseType::kUser,
               Index pool = PairDrill::pool1) {
  return database_available(drill.world, drill.state(), pool, type);
}
bool on_mirror(const PairDrill& drill, DatabaseType type = DatabaseType::kUser,
               std::size_t back_end = 0) {
  return principal_is_mirror(drill.state().back_end(back_end), type);
}
void expect_thirty_minutes(PairDrill& drill) {
  EXPECT_FALSE(available(drill));
  drill.pass(minutes(30) - seconds(1));
  EXPECT_MODES(drill, 0, 0, 4);
  drill.pass(seconds(2));
  EXPECT_MODES(drill, 0, 4, 0);
}

TEST(Failures, Flt20_HalfAnHourWithoutTheBackEndMeansResiliency) {
  PairDrill drill(without_mirror);
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  expect_thirty_minutes(drill);
  EXPECT_EQ(drill.registered(PairDrill::pool1), 4);
}

TEST(Failures, Flt20_LessThanHalfAnHourHasNoEffect) {
  PairDrill drill(without_mirror);
  for (int i = 0; i < 3; ++i) {  // the clock starts afresh each time
    drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
    drill.pass(minutes(29) + seconds(59));
    drill.mend(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
    drill.pass(seconds(2));
    EXPECT_MODES(drill, 0, 0, 4);
  }
}

TEST(Failures, Flt20_TheClockCountsTheUserDatabaseAlone) {
  PairDrill drill;
  drill.strike(FaultKind::kCmsDatabase, PairDrill::pool1);
  drill.pass(hours(5));
  EXPECT_MODES(drill, 0, 0, 4);
}

TEST(Experience, Ux62_TheReturnOfTheBackEndNeedsNoSignIn) {
  PairDrill drill(without_mirror);
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  drill.pass(hours(1));
  drill.mend(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  drill.pass(seconds(59));
  EXPECT_MODES(drill, 0, 4, 0);
  EXPECT_EQ(drill.registered(PairDrill::pool1), 4);
  drill.pass(seconds(1));  // MA-08
  EXPECT_MODES(drill, 0, 0, 4);
}

TEST(Failures, Flt21_WithoutAWitnessTheSwitchIsManual) {
  PairDrill drill(without_witness);
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  drill.pass(minutes(20));
  EXPECT_FALSE(on_mirror(drill));
  drill.succeed(kToMirror);
  EXPECT_TRUE(available(drill));
  drill.pass(hours(2));
  EXPECT_MODES(drill, 0, 0, 4);

  PairDrill nobody(without_witness);
  nobody.strike(FaultKind::kSql, nobody.back_end(PairDrill::pool1).primary);
  expect_thirty_minutes(nobody);
}

TEST(Failures, Flt22_TheWitnessLetsTheMirrorTakeOverWithinSeconds) {
  PairDrill drill;
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  drill.pass(seconds(29));
  EXPECT_FALSE(on_mirror(drill));
  drill.pass(seconds(1));  // MA-04
  for (const auto type :
       {DatabaseType::kUser, DatabaseType::kApplication, DatabaseType::kCentralMgmt}) {
    EXPECT_TRUE(on_mirror(drill, type));
    EXPECT_TRUE(available(drill, type));
  }
  drill.pass(hours(2));
  EXPECT_MODES(drill, 0, 0, 4);
}

TEST(Experience, Ux60_AnAutomaticMirrorFailoverIsHardlySeen) {
  PairDrill drill;
  ASSERT_GT(drill.hold_conferences(PairDrill::pool1), 0);
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  EXPECT_MODES(drill, 0, 0, 4);
  drill.pass(seconds(30));
  EXPECT_MODES(drill, 0, 0, 4);
  EXPECT_EQ(drill.state().tally(0).conferences_cut, 0U);
}

TEST(Failures, Flt22_CopiesThatAreNotSynchronisedStayWhereTheyAre) {
  PairDrill drill;
  drill.strike(FaultKind::kMirrorDesync, 0);
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  drill.pass(hours(1));
  EXPECT_FALSE(on_mirror(drill));
  EXPECT_MODES(drill, 0, 4, 0);
}

TEST(Failures, Flt23_PrincipalAndMirrorDownAreHalfAnHourFromResiliency) {
  PairDrill drill;
  drill.lose_back_end();
  expect_thirty_minutes(drill);  // MA-07
}

TEST(Failures, Flt24_WitnessAndMirrorDownTakeThePrincipalAlong) {
  PairDrill drill;
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).witness);
  EXPECT_TRUE(available(drill));
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).mirror);
  EXPECT_TRUE(sql_serves(drill.state(), drill.back_end(PairDrill::pool1).primary));
  expect_thirty_minutes(drill);
}

TEST(Failures, Flt24_WitnessAndPrincipalDownLeaveTheMirrorAMirror) {
  PairDrill drill;
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).witness);
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  expect_thirty_minutes(drill);
  EXPECT_FALSE(on_mirror(drill));
}

TEST(Failures, Flt25_WithoutAWitnessThePrincipalServesAlone) {
  PairDrill drill(without_witness);
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).mirror);
  drill.pass(hours(5));
  EXPECT_TRUE(available(drill));
  EXPECT_MODES(drill, 0, 0, 4);
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);  // unprotected
  EXPECT_FALSE(available(drill));
}

TEST(Failures, Flt26_AWitnessDownAloneCostsTheAutomaticFailoverOnly) {
  PairDrill drill;
  const Index witness = drill.back_end(PairDrill::pool1).witness;
  drill.strike(FaultKind::kSql, witness);
  drill.pass(hours(5));
  EXPECT_MODES(drill, 0, 0, 4);
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  drill.pass(minutes(10));
  EXPECT_FALSE(on_mirror(drill));
  drill.mend(FaultKind::kSql, witness);
  drill.pass(seconds(30));
  EXPECT_TRUE(on_mirror(drill));
}

TEST(Failures, Flt26_ASharedWitnessCostsEveryPairTheirs) {
  PairDrill drill([](Topology& t) {
    lean_on_pool2(t);
    t.back_ends[1].witness = t.back_ends[0].witness;
  });
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).witness);
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool2).primary);
  drill.pass(minutes(10));
  EXPECT_FALSE(on_mirror(drill, DatabaseType::kUser, 0));
  EXPECT_FALSE(on_mirror(drill, DatabaseType::kUser, 1));
}

TEST(Failures, Flt27_Flt07_AfterTheSwitchTheConfiguredRolesStay) {
  const auto two_front_ends = [](Topology& t) {
    without_witness(t);
    t.pools[0].front_end_count = 2;  // an even number: the SQL Server has a vote
  };
  for (const bool primary_lost : {false, true}) {
    PairDrill drill(two_front_ends);
    drill.succeed(kToMirror);
    EXPECT_TRUE(on_mirror(drill));
    const BackEnd& servers = drill.back_end(PairDrill::pool1);
    drill.strike(FaultKind::kSql, primary_lost ? servers.primary : servers.mirror);
    EXPECT_EQ(available(drill), primary_lost);
    // The vote is the configured primary's, wherever the databases serve from.
    drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, 0));
    EXPECT_EQ(pool_serving(drill.state(), PairDrill::pool1), !primary_lost);
  }
}

TEST(Traps, Trap58_ThePrincipalOfTheStoreMovesWithoutAPublishItsRolesDoNot) {
  PairDrill drill([](Topology& t) { t.back_ends[0].witness = kNone; });  // the store is at pool1
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  drill.refuse("TB.Publish", "E_CMS_UNAVAILABLE", "INV-43");
  drill.succeed(
      "Invoke-CsDatabaseFailover -PoolFqdn pool1.contoso.com -DatabaseType CentralMgmt "
      "-NewPrincipal Mirror -Force");
  EXPECT_TRUE(on_mirror(drill, DatabaseType::kCentralMgmt));
  EXPECT_EQ(active_master(drill.world, drill.state()), PairDrill::pool1);
}

TEST(Failures, Flt28_TheStoreIsASecondCommand) {
  PairDrill drill([](Topology& t) { t.back_ends[0].witness = kNone; });
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  EXPECT_EQ(active_master(drill.world, drill.state()), kNone);
  drill.succeed(kToMirror);
  EXPECT_TRUE(available(drill));
  EXPECT_EQ(active_master(drill.world, drill.state()), kNone);
  drill.succeed(
      "Invoke-CsDatabaseFailover -PoolFqdn pool1.contoso.com -DatabaseType CentralMgmt "
      "-NewPrincipal Mirror -Force");
  EXPECT_EQ(active_master(drill.world, drill.state()), PairDrill::pool1);
}

TEST(Failures, Flt30_FrontEndsThatWereNotRestartedKeepTheOldAddresses) {
  PairDrill drill([](Topology& t) {
    without_witness(t);
    t.back_ends[0].ha = HaMode::kNone;
  });
  drill.succeed("TB.SetMirror -Pool pool1 -Mirror be1b.contoso.com");
  drill.succeed("TB.Publish");
  drill.succeed("TB.InstallDatabase -Pool pool1");
  drill.succeed(kToMirror);
  EXPECT_TRUE(available(drill));
  EXPECT_FALSE(back_end_visible(drill.world, drill.state(), PairDrill::pool1));
  drill.pass(minutes(31));
  EXPECT_MODES(drill, 0, 4, 0);
}

TEST(Failures, Flt31_AFullLogDiskStopsTheDatabase) {
  PairDrill drill(without_mirror);
  drill.strike(FaultKind::kLogDiskFull, drill.back_end(PairDrill::pool1).primary);
  expect_thirty_minutes(drill);
  EXPECT_TRUE(sql_machine_up(drill.state(), drill.back_end(PairDrill::pool1).primary));
  drill.mend(FaultKind::kLogDiskFull, drill.back_end(PairDrill::pool1).primary);  // a log backup
  drill.pass(seconds(60));
  EXPECT_MODES(drill, 0, 0, 4);
}

TEST(Experience, Ux61_NothingLastingIsAcceptedWithoutTheBackEnd) {
  PairDrill drill(without_mirror);
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  drill.pass(minutes(31));
  for (std::uint32_t u = 0; u < 4; ++u) {
    EXPECT_FALSE(can_write(drill.world, drill.state(), u));
    EXPECT_TRUE(can_write(drill.world, drill.state(), u + 4));
  }
  EXPECT_EQ(drill.hold_conferences(PairDrill::pool1), 0);
}

}  // namespace
}  // namespace firedrill
