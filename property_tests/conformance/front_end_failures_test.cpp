// Failures of Front Ends and of whole pools, one test a rule (rule book 3.2, 3.8), with the times
// at which users lose and regain service.
#include <algorithm>

#include "property_tests/conformance/pair_drill.hpp"
#include "sim/model/quantity.hpp"

namespace firedrill {
namespace {

/// pool2, the last of the deployment, with `n` Front Ends.
template <int n>
void enlarge_pool2(Topology& t) {
  Pool& pool = t.pools[1];
  while (pool.front_end_count < n) {
    t.front_ends.push_back({"fe2x" + std::to_string(pool.front_end_count), TestDrive::pool2, {}});
    ++pool.front_end_count;
  }
}
void two_front_ends(Topology& t) {
  lean_on_pool2(t);
  unmirror(t, 0);
  t.pools[0].front_end_count = 2;
}
void no_pair(Topology& t) {
  lean_on_pool2(t);
  for (Pool& pool : t.pools) pool.backup = kNone;
  t.cms.standby = kNone;
}
void standard_edition(Topology& t) {
  lean_on_pool2(t);
  unmirror(t, 0);
  t.pools[0].edition = Edition::kStandard;
  t.pools[0].front_end_count = 1;
}

UserMode mode(const PairDrill& drill, Index pool, std::uint32_t k) {
  return drill.state().user(drill.world.range(pool).first_user + k).mode;
}
Services services(const PairDrill& drill, Index pool) {
  return drill.pool(pool).services;
}

TEST(Failures, Flt01_SecondariesTakeOverAndUsersReconnectWithinAMinute) {
  PairDrill drill;
  drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, 0));
  EXPECT_MODES(drill, 2, 0, 2);  // of four groups, two had their primary there
  const auto& group = drill.state().record<GroupRecord>(drill.world.range(0).first_group);
  drill.pass(seconds(9));
  EXPECT_MODES(drill, 2, 0, 2);
  EXPECT_EQ(group.primary, 0xff);
  drill.pass(seconds(1));  // MA-15
  EXPECT_EQ(group.primary, 1);
  drill.pass(seconds(60));  // MA-36
  EXPECT_MODES(drill, 0, 0, 4);
  EXPECT_EQ(drill.registered(PairDrill::pool1), 4);
  EXPECT_EQ(drill.pool(PairDrill::pool1).state, PoolState::kActive);
}

TEST(Failures, Flt02_AGroupNeedsAPrimaryAndASecondaryAndOthersAreNotTouched) {
  PairDrill drill(enlarge_pool2<7>);
  const Index p = PairDrill::pool2;
  drill.strike(FaultKind::kFrontEnd, drill.front_end(p, 0));
  drill.strike(FaultKind::kFrontEnd, drill.front_end(p, 1));
  drill.pass(seconds(70));
  EXPECT_EQ(mode(drill, p, 0), UserMode::kResiliency);  // members 0, 1, 2: one is left
  EXPECT_EQ(mode(drill, p, 1), UserMode::kRegular);     // members 1, 2, 3: two are left
  EXPECT_EQ(mode(drill, p, 3), UserMode::kRegular);
  drill.strike(FaultKind::kFrontEnd, drill.front_end(p, 2));
  drill.pass(seconds(70));
  EXPECT_EQ(mode(drill, p, 0), UserMode::kSignedOut);  // none is left
  EXPECT_EQ(mode(drill, p, 1), UserMode::kResiliency);
  EXPECT_EQ(mode(drill, p, 3), UserMode::kRegular);
  EXPECT_EQ(services(drill, p), Services::kRunning);
}

TEST(Failures, Flt02_Ma49_APrimaryAloneGivesNoServiceIfTheScenarioSaysSo) {
  PairDrill drill(enlarge_pool2<7>);
  drill.world.parameters.set(ParameterId::kGroupPrimaryOnly, 1);
  const Index p = PairDrill::pool2;
  drill.strike(FaultKind::kFrontEnd, drill.front_end(p, 0));
  drill.strike(FaultKind::kFrontEnd, drill.front_end(p, 1));
  drill.pass(seconds(70));
  EXPECT_EQ(mode(drill, p, 0), UserMode::kSignedOut);  // one member of three is left
  EXPECT_EQ(mode(drill, p, 1), UserMode::kRegular);
  drill.mend(FaultKind::kFrontEnd, drill.front_end(p, 1));
  drill.pass(minutes(25));  // its start, and the spread of the sign-ins
  EXPECT_EQ(mode(drill, p, 0), UserMode::kRegular);
}

TEST(Failures, Flt02_InAPoolOfTwoOneReplicaIsEnough) {
  PairDrill drill(two_front_ends);
  drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, 0));
  drill.pass(seconds(70));
  EXPECT_MODES(drill, 0, 0, 4);
}

TEST(Experience, Ux65_TheLossOfOneFrontEndIsABriefReconnect) {
  PairDrill drill;
  drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, 2));
  drill.pass(seconds(70));
  EXPECT_MODES(drill, 0, 0, 4);
  EXPECT_EQ(drill.count(UserMode::kRegular, PairDrill::pool2), 4);
}

TEST(Experience, Ux66_AGroupWithoutQuorumAffectsItsOwnUsersOnly) {
  PairDrill drill(enlarge_pool2<7>);
  for (const Index i : {Index{0}, Index{1}, Index{2}}) {
    drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool2, i));
  }
  drill.pass(seconds(70));
  // Groups 0..3 have 0, 1, 2 and 3 replicas left.
  EXPECT_EQ(drill.count(UserMode::kSignedOut, PairDrill::pool2), 1);
  EXPECT_EQ(drill.count(UserMode::kResiliency, PairDrill::pool2), 1);
  EXPECT_EQ(drill.count(UserMode::kRegular, PairDrill::pool2), 2);
}

const FrontEndRecord& server(const PairDrill& drill, Index pool, Index position) {
  return drill.state().front_end(static_cast<std::size_t>(drill.front_end(pool, position)));
}
int counted(const PairDrill& drill, Index pool) {
  return front_ends_of(drill.world, drill.state(), pool);
}
void remove_from_pool2(PairDrill& drill, const std::vector<const char*>& names) {
  for (const char* name : names) {
    drill.succeed(std::string("TB.RemoveFrontEnd -FrontEnd ") + name);
  }
  drill.succeed("TB.Publish");
}

TEST(Failures, Flt03_AFrontEndThatStaysAwayIsTakenOutAndAddedAgain) {
  PairDrill drill(enlarge_pool2<5>);
  constexpr Index kPool = PairDrill::pool2;
  drill.strike(FaultKind::kFrontEnd, drill.front_end(kPool, 0));
  drill.succeed("TB.RemoveFrontEnd -FrontEnd fe2a.contoso.com");
  EXPECT_EQ(server(drill, kPool, 0).membership, Membership::kMember);  // a draft does nothing
  drill.refuse("TB.RemoveFrontEnd -FrontEnd fe2a.contoso.com", "E_TOPOLOGY_INVALID", "FLT-03");
  drill.succeed("TB.Publish");
  EXPECT_EQ(counted(drill, kPool), 5);  // FLT-13: the servers do not know it yet
  EXPECT_EQ(drill.succeed("Get-CsComputer -Pool pool2.contoso.com").answers.size(), 4U);
  drill.succeed("Restart-FrontEnds -Pool pool2");
  EXPECT_EQ(counted(drill, kPool), 4);
  drill.pass(minutes(5));
  EXPECT_EQ(drill.count(UserMode::kRegular, kPool), 4);
  // Of four two may go; of five with one dead only one could.
  for (const Index i : {Index{1}, Index{2}}) {
    drill.strike(FaultKind::kFrontEnd, drill.front_end(kPool, i));
  }
  EXPECT_EQ(services(drill, kPool), Services::kRunning);
  for (const Index i : {Index{1}, Index{2}}) {
    drill.mend(FaultKind::kFrontEnd, drill.front_end(kPool, i));
  }
  drill.mend(FaultKind::kFrontEnd, drill.front_end(kPool, 0));
  drill.pass(minutes(20));
  EXPECT_FALSE(front_end_ready(server(drill, kPool, 0)));  // it belongs to no pool now
  drill.succeed("TB.AddFrontEnd -FrontEnd fe2a.contoso.com");
  drill.succeed("TB.Publish");
  drill.pass(minutes(5));
  drill.refuse("Start-CsWindowsService -ComputerName fe2a.contoso.com", "E_SVC_NOT_INSTALLED",
               "CMD-75");
  drill.succeed("Bootstrapper -Computer fe2a.contoso.com");
  drill.succeed("Start-CsWindowsService -ComputerName fe2a.contoso.com");
  EXPECT_EQ(counted(drill, kPool), 4);
  drill.succeed("Restart-FrontEnds -Pool pool2");
  EXPECT_EQ(counted(drill, kPool), 5);
  EXPECT_TRUE(front_end_ready(server(drill, kPool, 0)));
  drill.pass(minutes(5));
  const PoolRange& range = drill.world.range(kPool);
  for (std::uint32_t g = 0; g < range.groups; ++g) {
    EXPECT_EQ(drill.state().record<GroupRecord>(range.first_group + g).live, 3) << g;
  }
  EXPECT_EQ(drill.count(UserMode::kRegular, kPool), 4);
}

TEST(Failures, Flt03_AFrontEndThatRunsLeavesItsUsersToTheOthers) {
  PairDrill drill(enlarge_pool2<5>);
  constexpr Index kPool = PairDrill::pool2;
  remove_from_pool2(drill, {"fe2a.contoso.com", "fe2x3"});
  EXPECT_TRUE(front_end_ready(server(drill, kPool, 0)));
  drill.succeed("Restart-FrontEnds -Pool pool2");
  EXPECT_FALSE(front_end_ready(server(drill, kPool, 0)));
  drill.pass(minutes(5));
  EXPECT_EQ(drill.count(UserMode::kRegular, kPool), 4);
  EXPECT_EQ(services(drill, kPool), Services::kRunning);
  drill.refuse("Start-CsWindowsService -ComputerName fe2a.contoso.com", "E_SVC_NOT_INSTALLED",
               "CMD-75");
}

TEST(Failures, Flt13_APoolThatWasDownDuringTheChangeNeedsAServiceReset) {
  PairDrill drill([](Topology& t) {  // the store does not go with the pool
    enlarge_pool2<5>(t);
    t.cms = {PairDrill::pool1, PairDrill::pool2, {}};
    for (EdgePool& edge : t.edge_pools) edge.next_hop = PairDrill::pool1;
  });
  constexpr Index kPool = PairDrill::pool2;
  for (Index i = 0; i < 5; ++i) drill.strike(FaultKind::kFrontEnd, drill.front_end(kPool, i));
  for (Index i = 0; i < 3; ++i) drill.mend(FaultKind::kFrontEnd, drill.front_end(kPool, i));
  remove_from_pool2(drill, {"fe2x3", "fe2x4"});
  drill.pass(hours(24));
  EXPECT_NE(services(drill, kPool), Services::kRunning);  // of five, four have to start
  EXPECT_EQ(counted(drill, kPool), 5);
  drill.succeed("Reset-CsPoolRegistrarState -PoolFqdn pool2.contoso.com -ResetType ServiceReset");
  EXPECT_EQ(counted(drill, kPool), 3);
  drill.pass(minutes(20));
  EXPECT_EQ(services(drill, kPool), Services::kRunning);
  EXPECT_EQ(drill.count(UserMode::kRegular, kPool), 4);
}

TEST(Failures, Flt13_AStartIsNoServiceReset) {
  PairDrill drill([](Topology& t) {
    enlarge_pool2<5>(t);
    t.cms = {PairDrill::pool1, PairDrill::pool2, {}};
    for (EdgePool& edge : t.edge_pools) edge.next_hop = PairDrill::pool1;
  });
  constexpr Index kPool = PairDrill::pool2;
  for (Index i = 0; i < 5; ++i) drill.strike(FaultKind::kFrontEnd, drill.front_end(kPool, i));
  remove_from_pool2(drill, {"fe2x4"});
  for (Index i = 0; i < 4; ++i) drill.mend(FaultKind::kFrontEnd, drill.front_end(kPool, i));
  drill.pass(minutes(20));
  EXPECT_EQ(services(drill, kPool), Services::kRunning);
  drill.succeed("Restart-FrontEnds -Pool pool2");
  EXPECT_EQ(counted(drill, kPool), 5);
  drill.succeed("Reset-CsPoolRegistrarState -PoolFqdn pool2.contoso.com -ResetType ServiceReset");
  EXPECT_EQ(counted(drill, kPool), 4);
}

std::int64_t load(const PairDrill& drill, Index pool) {
  for (const QuantityDefinition& each : quantities()) {
    if (each.name == "users per front end") return each.read(drill.world, drill.state(), pool, 0);
  }
  return -1;
}

TEST(Failures, Flt16_TheRestCarriesTheLoadAndMoreThanTheGuidelineIsNoOutage) {
  PairDrill drill;
  const std::int64_t users = drill.world.pool(PairDrill::pool1).population;
  EXPECT_EQ(load(drill, PairDrill::pool1), (users + 2) / 3);
  drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, 0));
  drill.pass(minutes(5));
  EXPECT_EQ(load(drill, PairDrill::pool1), users / 2);
  EXPECT_GT(load(drill, PairDrill::pool1), 6660);
  EXPECT_MODES(drill, 0, 0, 4);
  drill.succeed(PairDrill::kFailOver);
  drill.pass(minutes(20));
  EXPECT_EQ(load(drill, PairDrill::pool1), 0);
  EXPECT_EQ(load(drill, PairDrill::pool2), (2 * users + 2) / 3);
}

TEST(Failures, Flt17_RestartingFrontEndsThatServeEndangersTheArchive) {
  const auto warned = [](const Outcome& done) {
    return std::count_if(done.warnings.begin(), done.warnings.end(),
                         [](const Fact& fact) { return fact.rule == "FLT-17"; });
  };
  const auto archiving = [](Topology& t) {
    lean_on_pool2(t);
    t.unmodelled.push_back({"Archiving store", "arch1.contoso.com", "", {}, {"POOL1.contoso.com"}});
  };
  constexpr const char* kStop = "Stop-CsWindowsService -ComputerName ";
  PairDrill drill(archiving);
  EXPECT_EQ(warned(drill.succeed("Restart-FrontEnds -Pool pool1")), 1);
  EXPECT_EQ(warned(drill.succeed("Restart-FrontEnds -Pool pool2")), 0);
  EXPECT_EQ(warned(drill.succeed(std::string(kStop) + "fe1a.contoso.com")), 1);
  drill.succeed("Start-CsWindowsService -ComputerName fe1a.contoso.com");
  drill.pass(hours(1));
  drill.succeed(PairDrill::kPlannedFailOver);
  EXPECT_EQ(warned(drill.succeed("Restart-FrontEnds -Pool pool1")), 0);  // nobody is there
  PairDrill without;
  EXPECT_EQ(warned(without.succeed("Restart-FrontEnds -Pool pool1")), 0);
}

TEST(Failures, Flt04_FewerThanTheStartTableHangAndDoNotServe) {
  PairDrill drill(enlarge_pool2<5>);  // four of five to start, three to go on
  for (Index i = 0; i < 5; ++i) {
    drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool2, i));
  }
  for (Index i = 0; i < 3; ++i) {
    drill.mend(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool2, i));
  }
  drill.pass(hours(24));
  EXPECT_NE(services(drill, PairDrill::pool2), Services::kRunning);
  drill.mend(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool2, 3));
  drill.pass(seconds(599));
  EXPECT_NE(services(drill, PairDrill::pool2), Services::kRunning);
  drill.pass(seconds(1));  // MA-26
  EXPECT_EQ(services(drill, PairDrill::pool2), Services::kRunning);
}

TEST(Failures, Flt05_TheSurvivorsStopBelowQuorumAtOnce) {
  PairDrill drill;
  drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, 0));
  EXPECT_EQ(services(drill, PairDrill::pool1), Services::kRunning);
  drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, 1));
  EXPECT_EQ(services(drill, PairDrill::pool1), Services::kStopped);  // MA-53: 0 s
  EXPECT_MODES(drill, 4, 0, 0);
}

TEST(Failures, Flt07_AndFlt20_TheLostServerMayBeTheWitnessAndStopThePoolAtOnce) {
  PairDrill drill(two_front_ends);
  drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, 0));
  EXPECT_EQ(services(drill, PairDrill::pool1), Services::kRunning);
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  EXPECT_EQ(services(drill, PairDrill::pool1), Services::kStopped);
}

TEST(Failures, Flt08_QuorumLossRecoveryLetsTheGroupsReload) {
  PairDrill drill(enlarge_pool2<5>);
  const char* recover =
      "Reset-CsPoolRegistrarState -PoolFqdn pool2.contoso.com -ResetType QuorumLossRecovery";
  for (Index i = 0; i < 5; ++i) {
    drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool2, i));
  }
  for (Index i = 0; i < 2; ++i) {
    drill.mend(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool2, i));
  }
  drill.run(recover);  // no help below the quorum of the pool
  drill.pass(hours(1));
  EXPECT_NE(services(drill, PairDrill::pool2), Services::kRunning);
  drill.mend(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool2, 2));
  drill.pass(hours(1));
  EXPECT_NE(services(drill, PairDrill::pool2), Services::kRunning);
  drill.succeed(recover);
  drill.pass(hours(1));
  EXPECT_EQ(services(drill, PairDrill::pool2), Services::kRunning);
  EXPECT_EQ(drill.count(UserMode::kSignedOut, PairDrill::pool2), 0);
}

TEST(Failures, Flt10_UsersOfALostPoolWaitForTheBackupRegistrar) {
  PairDrill drill;
  ASSERT_GT(drill.hold_conferences(PairDrill::pool1), 0);
  const int held = drill.conferences();
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  EXPECT_MODES(drill, 4, 0, 0);
  EXPECT_EQ(drill.conferences(), 0);
  EXPECT_EQ(drill.state().tally(0).conferences_cut, static_cast<std::uint64_t>(held));
  drill.pass(seconds(299));
  EXPECT_MODES(drill, 4, 0, 0);
  drill.pass(seconds(1 + 600));  // NUM-08, MA-10
  EXPECT_MODES(drill, 0, 4, 0);
  EXPECT_EQ(drill.registered(PairDrill::pool2), 4);
  drill.succeed(PairDrill::kFailOver);
  drill.pass(seconds(600));
  EXPECT_MODES(drill, 0, 0, 4);
  EXPECT_EQ(drill.registered(PairDrill::pool2), 4);
}

TEST(Failures, Flt11_WithoutABackupPoolUsersWaitForTheirOwn) {
  PairDrill drill(no_pair);
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.pass(hours(24));
  EXPECT_MODES(drill, 4, 0, 0);
  drill.refuse(PairDrill::kFailOver, "E_NO_BACKUP_POOL", "FLT-11");
  drill.mend(FaultKind::kPool, PairDrill::pool1);
  drill.pass(seconds(600 + 600));
  EXPECT_MODES(drill, 0, 0, 4);
}

TEST(Failures, Flt12_BothPoolsDownLeaveEverybodySignedOut) {
  PairDrill drill;
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.strike(FaultKind::kPool, PairDrill::pool2);
  drill.pass(hours(24));
  EXPECT_MODES(drill, 4, 0, 0);
  EXPECT_EQ(drill.count(UserMode::kSignedOut, PairDrill::pool2), 4);
  const Outcome refused = drill.run(PairDrill::kFailOver);
  EXPECT_TRUE(refused.refused);
}

TEST(Failures, Flt14_TwoFrontEndsStartTogetherOrInReverseOrderOrByRecovery) {
  const auto down = [](PairDrill& drill) {  // the second is the last to go
    drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, 0));
    drill.pass(minutes(5));
    drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, 1));
    drill.pass(minutes(5));
  };
  PairDrill together(two_front_ends);
  down(together);
  together.mend(FaultKind::kFrontEnd, together.front_end(PairDrill::pool1, 0));
  together.mend(FaultKind::kFrontEnd, together.front_end(PairDrill::pool1, 1));
  together.pass(seconds(600));
  EXPECT_EQ(services(together, PairDrill::pool1), Services::kRunning);

  PairDrill reverse(two_front_ends);
  down(reverse);
  reverse.mend(FaultKind::kFrontEnd, reverse.front_end(PairDrill::pool1, 1));
  reverse.pass(seconds(600));
  EXPECT_EQ(services(reverse, PairDrill::pool1), Services::kRunning);

  PairDrill wrong(two_front_ends);
  down(wrong);
  wrong.mend(FaultKind::kFrontEnd, wrong.front_end(PairDrill::pool1, 0));
  wrong.pass(hours(24));
  EXPECT_NE(services(wrong, PairDrill::pool1), Services::kRunning);
  wrong.succeed(
      "Reset-CsPoolRegistrarState -PoolFqdn pool1.contoso.com -ResetType QuorumLossRecovery");
  wrong.pass(seconds(600));
  EXPECT_EQ(services(wrong, PairDrill::pool1), Services::kRunning);
}

TEST(Failures, Flt15_AStandardEditionServerTakesItsDatabaseAndFileStoreAlong) {
  PairDrill drill(standard_edition);
  drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, 0));
  EXPECT_EQ(services(drill, PairDrill::pool1), Services::kStopped);
  EXPECT_FALSE(
      database_available(drill.world, drill.state(), PairDrill::pool1, DatabaseType::kUser));
  EXPECT_FALSE(file_store_up(drill.world, drill.state(), PairDrill::pool1));
  drill.mend(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, 0));
  EXPECT_TRUE(
      database_available(drill.world, drill.state(), PairDrill::pool1, DatabaseType::kUser));
  EXPECT_TRUE(file_store_up(drill.world, drill.state(), PairDrill::pool1));
}

TEST(Traps, Trap16_ALostBackEndStopsAStandardEditionServerOnly) {
  PairDrill enterprise([](Topology& t) {
    lean_on_pool2(t);
    unmirror(t, 0);
  });
  enterprise.strike(FaultKind::kSql, enterprise.back_end(PairDrill::pool1).primary);
  EXPECT_EQ(services(enterprise, PairDrill::pool1), Services::kRunning);
  enterprise.pass(minutes(29));
  EXPECT_EQ(enterprise.count(UserMode::kRegular), 4);
  enterprise.pass(minutes(2));
  EXPECT_EQ(enterprise.count(UserMode::kResiliency), 4);
  for (const FaultKind kind : {FaultKind::kSql, FaultKind::kLogDiskFull}) {
    PairDrill standard(standard_edition);  // the same machine
    standard.strike(kind, standard.back_end(PairDrill::pool1).primary);
    EXPECT_EQ(services(standard, PairDrill::pool1), Services::kStopped);
    standard.pass(minutes(10));
    standard.mend(kind, standard.back_end(PairDrill::pool1).primary);
    standard.pass(minutes(11));
    EXPECT_EQ(services(standard, PairDrill::pool1), Services::kRunning);
  }
}

TEST(Traps, Trap38_ThreeFrontEndsMeansAllOfAPoolThatHasFewer) {
  PairDrill drill(two_front_ends);
  drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, 0));
  drill.succeed("Move-CsUser -Identity u-000004 -Target pool1.contoso.com");  // two ran together
  EXPECT_EQ(drill.state().user(4).home, PairDrill::pool1);
  EXPECT_EQ(start_table(2), 1);
}

TEST(Traps, Trap50_TwoStandardEditionServersMayBeAPair) {
  PairDrill drill(standard_edition);
  EXPECT_EQ(backup_of(drill.state(), PairDrill::pool1), PairDrill::pool2);
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.succeed(PairDrill::kFailOver);
  drill.pass(seconds(600));
  EXPECT_MODES(drill, 0, 0, 4);
}

}  // namespace
}  // namespace firedrill
