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
  for (const char* pool : {"pool1", "pool2"}) {
    drill.succeed(std::string("Bootstrapper -Pool ") + pool);
    for (const char* server : {"a", "b", "c"}) {
      const std::string name = std::string("fe") + pool[4] + server;
      if (name == "fe1a") continue;
      drill.succeed("Start-CsWindowsService -Name LYNCBACKUP -ComputerName " + name +
                    ".contoso.com");
    }
  }
  drill.pass(minutes(30));
  EXPECT_EQ(drill.status(PairDrill::pool1, kUserData), LinkStatus::kNotInitialized);
  EXPECT_EQ(drill.status(PairDrill::pool2, kUserData), LinkStatus::kNotInitialized);
  drill.mend(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool1, 0));
  drill.pass(minutes(20));
  EXPECT_EQ(drill.status(PairDrill::pool1, kUserData), LinkStatus::kFinalState);
  EXPECT_EQ(drill.status(PairDrill::pool2, kUserData), LinkStatus::kFinalState);
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

void not_mirrored_yet(Topology& t) {
  lean_on_pool2(t);
  t.back_ends[0].ha = HaMode::kNone;
  t.back_ends[0].mirror_share = "\\\\FS1\\mirror";
}
constexpr const char* kInstallMirror =
    "Install-CsMirrorDatabase -ConfiguredDatabases -SqlServerFqdn be1a.contoso.com "
    "-ForInstance rtc -FileShare ";

TEST(Deployment, Top50_TheShareIsNeededWhileTheMirrorIsSetUpAndNotAfterwards) {
  const std::string elsewhere = "\\\\backup.contoso.com\\mirror";
  for (const std::string share : {"\\\\fs1.contoso.com\\mirror", "\\\\BE1B\\mirror"}) {
    PairDrill drill(not_mirrored_yet);
    drill.succeed("TB.SetMirror -Pool pool1 -Mirror be1b.contoso.com -Witness w1.contoso.com");
    drill.succeed("TB.Publish");
    const bool on_store = share.find("fs1") != std::string::npos;
    const FaultKind kind = on_store ? FaultKind::kFileStore : FaultKind::kSql;
    const Index entity = on_store ? drill.world.pool(PairDrill::pool1).file_store
                                  : drill.back_end(PairDrill::pool1).mirror;
    drill.strike(kind, entity);
    if (on_store) {
      drill.refuse(kInstallMirror + share, "E_TOPOLOGY_INVALID", "TOP-50");
      drill.refuse("TB.InstallDatabase -Pool pool1", "E_TOPOLOGY_INVALID", "TOP-50");
    }
    drill.mend(kind, entity);
    drill.begin(kInstallMirror + share);
    drill.strike(kind, entity);
    EXPECT_EQ(error_name(drill.finish().code),
              on_store ? "E_TOPOLOGY_INVALID" : "E_DB_INACCESSIBLE");
    drill.mend(kind, entity);
    drill.succeed(kInstallMirror + share);
    if (!on_store) continue;
    drill.strike(kind, entity);
    EXPECT_EQ(drill.state().back_end(0).mirrored, kEveryDatabase);
    drill.succeed(
        "Invoke-CsDatabaseFailover -PoolFqdn pool1 -DatabaseType User -NewPrincipal mirror");
  }
  PairDrill drill(not_mirrored_yet);
  drill.succeed("TB.SetMirror -Pool pool1 -Mirror be1b.contoso.com -Witness w1.contoso.com");
  drill.succeed("TB.Publish");
  drill.strike(FaultKind::kFileStore, drill.world.pool(PairDrill::pool1).file_store);
  drill.succeed(kInstallMirror + elsewhere);  // a share that nothing is known of
}

TEST(Deployment, Top50_AShareBehindACutIsNoShare) {
  PairDrill drill(not_mirrored_yet);
  drill.succeed("TB.SetMirror -Pool pool1 -Mirror be1b.contoso.com -Witness w1.contoso.com");
  drill.succeed("TB.Publish");
  drill.strike(FaultKind::kWan, 0);
  const std::string far = "\\\\fs2.contoso.com\\mirror";
  drill.refuse(kInstallMirror + far, "E_TOPOLOGY_INVALID", "TOP-50");
}

TEST(Deployment, Top52_MirroringCoversTheStoreAndTheDatabasesOfApplications) {
  PairDrill drill([](Topology& t) { t.back_ends[0].ha = HaMode::kNone; });
  drill.succeed("TB.SetMirror -Pool pool1 -Mirror be1b.contoso.com -Witness w1.contoso.com");
  drill.succeed("TB.Publish");
  drill.succeed("TB.InstallDatabase -Pool pool1");
  drill.succeed("Restart-FrontEnds -Pool pool1");
  drill.strike(FaultKind::kSql, drill.back_end(PairDrill::pool1).primary);
  drill.pass(minutes(5));
  // Response Group and Call Park keep theirs in the databases of type Application.
  for (const DatabaseType type :
       {DatabaseType::kUser, DatabaseType::kApplication, DatabaseType::kCentralMgmt}) {
    EXPECT_TRUE(database_available(drill.world, drill.state(), PairDrill::pool1, type));
  }
  EXPECT_EQ(active_master(drill.world, drill.state()), PairDrill::pool1);
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

TEST(Deployment, Top54_EveryFrontEndRestartsBeforeTheServersKnowTheChange) {
  PairDrill drill;
  drill.succeed("TB.RemoveFrontEnd -FrontEnd fe1c.contoso.com");
  drill.succeed("TB.Publish");
  const auto counted = [&] { return front_ends_of(drill.world, drill.state(), PairDrill::pool1); };
  for (const char* name : {"fe1a", "fe1b"}) {
    EXPECT_EQ(counted(), 3) << name;
    drill.succeed(std::string("Stop-CsWindowsService -ComputerName ") + name + ".contoso.com");
    drill.succeed(std::string("Start-CsWindowsService -ComputerName ") + name + ".contoso.com");
    drill.pass(minutes(20));
  }
  EXPECT_EQ(counted(), 2);
}

TEST(Deployment, Top54_AddingAndRemovingAreTwoOperations) {
  PairDrill drill;
  const auto warned = [](const Outcome& done) {
    return done.warnings.size() == 1 && done.warnings[0].rule == "TOP-54";
  };
  drill.succeed("TB.RemoveFrontEnd -FrontEnd fe1c.contoso.com");
  drill.succeed("TB.Publish");
  drill.succeed("Restart-FrontEnds -Pool pool1");
  EXPECT_FALSE(warned(drill.succeed("TB.AddFrontEnd -FrontEnd fe1c.contoso.com")));
  EXPECT_TRUE(warned(drill.succeed("TB.RemoveFrontEnd -FrontEnd fe1b.contoso.com")));
  drill.succeed("TB.AddFrontEnd -FrontEnd fe1b.contoso.com");  // the draft is taken back
  drill.succeed("TB.Publish");
  EXPECT_TRUE(warned(drill.succeed("TB.RemoveFrontEnd -FrontEnd fe1b.contoso.com")));  // restarts
}

TEST(Deployment, Top30_ThePoolKeepsItsLastFrontEnd) {
  PairDrill drill;
  drill.succeed("TB.RemoveFrontEnd -FrontEnd fe1a.contoso.com");
  drill.succeed("TB.RemoveFrontEnd -FrontEnd fe1b.contoso.com");
  drill.refuse("TB.RemoveFrontEnd -FrontEnd fe1c.contoso.com", "E_TOPOLOGY_INVALID", "TOP-30");
}

TEST(Deployment, Top66_AServerNeedsItsReplicaBeforeItRunsAnything) {
  PairDrill drill;
  drill.succeed("TB.RemoveFrontEnd -FrontEnd fe1c.contoso.com");
  drill.succeed("TB.Publish");
  drill.succeed("Restart-FrontEnds -Pool pool1");
  drill.succeed("TB.AddFrontEnd -FrontEnd fe1c.contoso.com");
  drill.succeed("TB.Publish");
  drill.strike(FaultKind::kWan, 0);  // the store is on the other side
  drill.pass(hours(1));
  const char* set_up = "Bootstrapper -Computer fe1c.contoso.com";
  drill.refuse(set_up, "E_SVC_NOT_INSTALLED", "TOP-66");
  drill.mend(FaultKind::kWan, 0);
  drill.pass(minutes(2));
  drill.succeed(set_up);
  drill.succeed("Start-CsWindowsService -ComputerName fe1c.contoso.com");
  drill.succeed("Restart-FrontEnds -Pool pool1");
  const PoolRange& range = drill.world.range(PairDrill::pool1);
  for (std::uint32_t g = 0; g < range.groups; ++g) {  // it takes its part again
    EXPECT_EQ(drill.state().record<GroupRecord>(range.first_group + g).live, 3) << g;
  }
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
