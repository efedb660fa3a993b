// Rules of a deployment that act at run time (rule book 2), beside those that the reader of
// topologies checks.
#include "property_tests/conformance/pair_drill.hpp"

namespace firedrill {
namespace {

constexpr auto kUserData = BackupModule::kPresenceFocus;
constexpr const char* kInterval = "Set-CsBackupServiceConfiguration -SyncInterval 00:10:00";

void no_pair_yet(Topology& t) {
  lean_on_pool2(t);
  for (Pool& pool : t.pools) pool.backup = kNone;
  t.cms.standby = kNone;
}
void pair_them(PairDrill& drill) {
  drill.succeed("TB.SetBackupPool -Pool pool1 -BackupPool pool2 -AutomaticFailover");
  drill.succeed("TB.Publish");
}

TEST(Deployment, Top15_ThreeFrontEndsHaveToRunTogetherAfterPairing) {
  PairDrill drill(no_pair_yet);
  drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, 0));
  pair_them(drill);
  EXPECT_EQ(drill.pool(PairDrill::pool1).three_seen, 0);
  EXPECT_EQ(drill.pool(PairDrill::pool2).three_seen, 1);
  drill.mend(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, 0));
  drill.pass(minutes(10));
  EXPECT_EQ(drill.pool(PairDrill::pool1).three_seen, 1);
}

TEST(Deployment, Top20_AutomaticVoiceFailoverNeverChangesAPoolState) {
  for (const bool automatic : {true, false}) {
    PairDrill drill(automatic ? PairDrill::Change(lean_on_pool2) : [](Topology& t) {
      lean_on_pool2(t);
      t.pools[0].registrar.automatic_failover = false;
    });
    drill.strike(FaultKind::kPool, PairDrill::pool1);
    drill.pass(hours(2));
    EXPECT_EQ(drill.pool(PairDrill::pool1).state, PoolState::kActive);
    EXPECT_EQ(drill.registered(PairDrill::pool2), automatic ? 4 : 0);
  }
}

TEST(Deployment, Top24_OneSyncIntervalHoldsForEveryPool) {
  PairDrill drill;
  drill.succeed(kInterval);
  drill.pass(minutes(15));
  drill.write(0, kUserData, 1);
  drill.write(4, kUserData, 1);
  drill.pass(minutes(3));
  EXPECT_EQ(drill.state().user(0).both[0] + drill.state().user(4).both[0], 0U);
  drill.pass(minutes(8));
  EXPECT_EQ(drill.state().user(0).both[0], 1U);
  EXPECT_EQ(drill.state().user(4).both[0], 1U);
}

TEST(Deployment, Top53_EveryFrontEndIsOwedARestartAfterAMirroringChange) {
  PairDrill drill([](Topology& t) {
    lean_on_pool2(t);
    t.back_ends[0].witness = kNone;
    t.back_ends[0].ha = HaMode::kNone;
  });
  const auto owed = [&] {
    int n = 0;
    for (Index i = 0; i < 3; ++i) {
      const auto fe = static_cast<std::size_t>(drill.front_end(PairDrill::pool1, i));
      n += drill.state().front_end(fe).needs_restart;
    }
    return n;
  };
  drill.succeed("TB.SetMirror -Pool pool1 -Mirror be1b.contoso.com");
  EXPECT_EQ(owed(), 0);  // a draft does nothing
  drill.succeed("TB.Publish");
  EXPECT_EQ(owed(), 3);
  drill.succeed("TB.InstallDatabase -Pool pool1");
  drill.succeed("Restart-FrontEnds -Pool pool1");
  EXPECT_EQ(owed(), 0);
}

TEST(Deployment, Top62_TheFileTransferAgentGoesWithTheMaster) {
  PairDrill drill;
  EXPECT_EQ(drill.state().cms().file_transfer_agent, PairDrill::pool2);
  drill.succeed("Invoke-CsManagementServerFailover");
  EXPECT_EQ(drill.state().cms().active, PairDrill::pool1);
  EXPECT_EQ(drill.state().cms().file_transfer_agent, PairDrill::pool1);
}

TEST(Deployment, Top63_ConfigurationNeedsTheMaster) {
  PairDrill drill;
  drill.strike(FaultKind::kCmsDatabase, PairDrill::pool2);
  const std::uint16_t version = drill.state().cms().version;
  drill.refuse(kInterval, "E_CMS_UNAVAILABLE", "INV-43");
  drill.refuse("Publish-CsTopology -FileName t.xml", "E_CMS_UNAVAILABLE", "INV-43");
  EXPECT_EQ(drill.state().cms().version, version);
}

TEST(Deployment, Top64_TheConnectionPointNamesTheMastersServer) {
  PairDrill drill;
  EXPECT_EQ(drill.state().cms().scp, PairDrill::pool2);
  drill.succeed("Invoke-CsManagementServerFailover");
  EXPECT_EQ(drill.state().cms().scp, PairDrill::pool1);
  drill.succeed("Remove-CsConfigurationStoreLocation");
  EXPECT_EQ(active_master(drill.world, drill.state()), kNone);
}

TEST(Failures, Flt93_AFullResetMayLeaveThePoolStopped) {
  for (const bool servers_die : {false, true}) {
    PairDrill drill;
    drill.begin("Reset-CsPoolRegistrarState -PoolFqdn pool1.contoso.com -ResetType FullReset");
    for (const Index i : {Index{0}, Index{1}}) {
      if (servers_die) drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, i));
    }
    drill.finish();
    drill.pass(hours(5));
    EXPECT_EQ(pool_serving(drill.state(), PairDrill::pool1), !servers_die);
  }
}

// --- invariants of the whole (rule book 7.7, 7.8) -----------------------------------------------

TEST(Invariants, Inv116_LocationsAreSeenAgainOnlyWhenPublished) {
  PairDrill drill;
  drill.succeed("Export-CsLisConfiguration -FileName lis.zip");
  drill.succeed("Invoke-CsManagementServerFailover");
  EXPECT_EQ(drill.state().cms().locations, LocationData::kMissing);
  drill.succeed("Import-CsLisConfiguration -FileName lis.zip");
  EXPECT_EQ(drill.state().cms().locations, LocationData::kImported);
  drill.succeed("Publish-CsLisConfiguration");
  EXPECT_EQ(drill.state().cms().locations, LocationData::kPublished);
}

TEST(Invariants, Inv130_TheSameStepsGiveTheSameStateToTheByte) {
  const auto run = [](PairDrill& drill) {
    drill.write(0, kUserData, 3);
    drill.strike(FaultKind::kPool, PairDrill::pool1);
    drill.pass(minutes(7));
    drill.succeed(PairDrill::kFailOver);
    drill.pass(minutes(3));
  };
  PairDrill one;
  PairDrill two;
  run(one);
  run(two);
  EXPECT_EQ(fingerprint_of(one.state()), fingerprint_of(two.state()));
  EXPECT_EQ(one.now_ms(), two.now_ms());
}

TEST(Invariants, Inv131_FiguresAreParameters) {
  PairDrill drill([](Topology& t) {
    lean_on_pool2(t);
    unmirror(t, 0);
    t.pools[0].registrar.failure_detection = seconds(60);
    t.pools[0].registrar.backup_store_unavailable_threshold = minutes(5);
  });
  drill.world.parameters.set(ParameterId::kSignInSpread, 30'000);
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  drill.pass(minutes(5) + seconds(1));
  EXPECT_MODES(drill, 0, 4, 0);
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.pass(seconds(59));
  EXPECT_MODES(drill, 4, 0, 0);
  drill.pass(seconds(31));
  EXPECT_EQ(drill.registered(PairDrill::pool2), 4);
}

TEST(Invariants, Inv132_ACommandNeedsItsGroup) {
  PairDrill drill;
  drill.world.actors[0].groups = {"CsHelpDesk"};
  drill.refuse(PairDrill::kPlannedFailOver, "E_PERMISSION", "INV-132");
  drill.refuse("Invoke-CsManagementServerFailover", "E_PERMISSION", "INV-132");
  drill.world.actors[0].groups = {"CsAdministrator"};
  drill.succeed(PairDrill::kPlannedFailOver);
}

}  // namespace
}  // namespace firedrill
