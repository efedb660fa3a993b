// Edits of the topology, pairing and restarts: what is refused, what acts, and when.
#include "sim/cmdlets/test_drive.hpp"

namespace firedrill {
namespace {

constexpr std::string_view kNewHop =
    "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
    "Registrar:pool2.contoso.com";

ConfigItem hop(const TestDrive& drive) {
  return drive.state().record<EdgePoolRecord>(TestDrive::edge1).next_hop;
}

void unpair(Topology& topology) {
  topology.pools[0].backup = topology.pools[1].backup = kNone;
  topology.cms.standby = kNone;
}

TEST(Cmdlets, Cmd70_ActsWhenReplicatedWithoutAPublish) {
  TestDrive drive;
  EXPECT_EQ(drive.succeed(kNewHop).took, seconds(1));
  EXPECT_EQ(hop(drive).master, drive.pool2);
  EXPECT_EQ(hop(drive).seen, drive.pool1);
  drive.pass(seconds(59));
  EXPECT_EQ(hop(drive).seen, drive.pool2);
}

TEST(Cmdlets, Cmd70_WorksForADeadEdgePoolAndNeedsALiveStore) {
  TestDrive drive;
  drive.strike(FaultKind::kEdgePool, drive.edge1);
  drive.succeed(kNewHop);
  drive.pass(minutes(5));
  EXPECT_EQ(hop(drive).master, drive.pool2);
  EXPECT_EQ(hop(drive).seen, drive.pool1);
  drive.mend(FaultKind::kEdgePool, drive.edge1);
  drive.pass(minutes(5));
  EXPECT_EQ(hop(drive).seen, drive.pool2);
  drive.strike(FaultKind::kSite, drive.site1);
  drive.sit_at(drive.site2);
  drive.refuse(kNewHop, "E_CMS_UNAVAILABLE", "INV-43");  // TRAP-19
  drive.refuse("Set-CsEdgeServer -Registrar Registrar:pool2.contoso.com", "E_CMS_UNAVAILABLE",
               "INV-43");
}

TEST(Cmdlets, Cmd76_ADraftDoesNothingUntilItIsPublished) {
  TestDrive drive;
  EXPECT_EQ(drive.succeed("TB.SetNextHop -EdgePool edge1 -Pool pool2").took, seconds(120));
  drive.pass(hours(1));
  EXPECT_EQ(hop(drive).master, drive.pool1);  // TRAP-34
  EXPECT_EQ(drive.succeed("TB.Publish").took, seconds(60));
  EXPECT_EQ(hop(drive).master, drive.pool2);
  EXPECT_EQ(hop(drive).seen, drive.pool1);
  drive.pass(seconds(60));
  EXPECT_EQ(hop(drive).seen, drive.pool2);
}

TEST(Cmdlets, Cmd76_PublishingNeedsTheStoreToTheEnd) {
  TestDrive drive;
  drive.succeed("TB.SetNextHop -EdgePool edge1 -Pool pool2");
  drive.begin("TB.Publish");
  drive.strike(FaultKind::kCmsDatabase, drive.pool1);
  const Outcome failed = drive.finish();
  EXPECT_EQ(error_name(failed.code), "E_CMS_UNAVAILABLE");
  EXPECT_FALSE(failed.refused);
  EXPECT_EQ(hop(drive).master, drive.pool1);
  drive.refuse("TB.Publish", "E_CMS_UNAVAILABLE", "INV-43");
}

TEST(Cmdlets, Cmd76_AChangedPoolIsPublishedOnlyWithItsBackEndAndShare) {
  TestDrive drive;
  drive.succeed("TB.ClearWitness -Pool pool2");
  drive.strike(FaultKind::kFileStore, 1);
  drive.refuse("TB.Publish", "E_TOPOLOGY_INVALID", "TOP-40");
  drive.mend(FaultKind::kFileStore, 1);
  drive.strike(FaultKind::kLogDiskFull, drive.sql("be2a.contoso.com"));
  drive.refuse("TB.Publish", "E_DB_INACCESSIBLE", "CMD-76");
}

TEST(Cmdlets, Cmd76_OnlyUnpairedPoolsAreOffered) {
  TestDrive drive;
  drive.refuse("TB.SetBackupPool -Pool pool1 -BackupPool pool2", "E_TOPOLOGY_INVALID", "TOP-02");
  drive.refuse("TB.SetBackupPool -Pool pool1 -BackupPool pool1", "E_TOPOLOGY_INVALID", "TOP-03");
}

TEST(Cmdlets, PrcPair_PublishBootstrapperStartSyncSteady) {
  TestDrive drive(unpair);
  drive.write(0, BackupModule::kPresenceFocus, 3);
  drive.write(0, BackupModule::kDataConf, 2);
  drive.succeed("TB.SetBackupPool -Pool pool1 -BackupPool pool2 -AutomaticFailover");
  EXPECT_EQ(backup_of(drive.state(), drive.pool1), kNone);
  drive.refuse("Invoke-CsBackupServiceSync -PoolFqdn pool1", "E_NO_BACKUP_POOL", "CMD-24");
  drive.succeed("TB.Publish");
  EXPECT_EQ(backup_of(drive.state(), drive.pool1), drive.pool2);
  EXPECT_EQ(backup_of(drive.state(), drive.pool2), drive.pool1);  // INV-49
  EXPECT_EQ(drive.state().cms().standby, drive.pool2);            // TOP-18
  // TRAP-35: without the Bootstrapper there is no service to start, without a start none that runs.
  const char* start = "Start-CsWindowsService -Name LYNCBACKUP -ComputerName fe1a.contoso.com";
  drive.refuse(start, "E_SVC_NOT_INSTALLED", "CMD-72");
  drive.succeed("Bootstrapper -Computer fe1b.contoso.com");  // each server has to have it
  drive.refuse(start, "E_SVC_NOT_INSTALLED", "CMD-72");
  EXPECT_EQ(drive.succeed("Bootstrapper -Pool pool1").took, seconds(900));
  drive.succeed("Bootstrapper -Pool pool2");
  drive.refuse("Invoke-CsBackupServiceSync -PoolFqdn pool1", "E_POOL_DOWN", "CMD-24");
  drive.succeed(start);
  drive.refuse("Invoke-CsBackupServiceSync -PoolFqdn pool1", "E_PARTNER_UNAVAILABLE", "CMD-24");
  drive.succeed("Start-CsWindowsService -Name LYNCBACKUP -ComputerName fe2a.contoso.com");
  EXPECT_EQ(drive.status(drive.pool1, BackupModule::kPresenceFocus), LinkStatus::kNotInitialized);
  EXPECT_EQ(drive.state().user(0).ledger[0].home_only, 3);  // the partner has nothing yet
  drive.succeed("Invoke-CsBackupServiceSync -PoolFqdn pool1");
  drive.succeed("Invoke-CsBackupServiceSync -PoolFqdn pool2");
  drive.pass(minutes(1));
  for (const Index pool : {drive.pool1, drive.pool2}) {
    EXPECT_EQ(drive.status(pool, BackupModule::kPresenceFocus), LinkStatus::kFinalState);  // MA-38
    EXPECT_EQ(drive.status(pool, BackupModule::kDataConf), LinkStatus::kFinalState);
  }
  EXPECT_EQ(drive.state().user(0).both[0], 3U);
  EXPECT_EQ(drive.state().user(0).both[1], 2U);
}

TEST(Cmdlets, Flt13_FrontEndsRestartOneAtATime) {
  TestDrive drive;
  drive.begin("Restart-FrontEnds -Pool pool1");
  for (int i = 0; i < 3; ++i) {
    for (int k = 0; k < 3; ++k) {
      EXPECT_EQ(front_end_ready(drive.state().front_end(static_cast<std::size_t>(k))), k != i);
    }
    EXPECT_TRUE(pool_serving(drive.state(), drive.pool1));
    drive.pass(seconds(600));
  }
  EXPECT_EQ(drive.finish().took, seconds(1800));
}

TEST(Cmdlets, Flt13_ARestartGoesOnWithoutAServerThatDied) {
  TestDrive drive;
  drive.begin("Restart-FrontEnds -Pool pool1");
  drive.pass(seconds(100));
  drive.strike(FaultKind::kFrontEnd, 0);
  EXPECT_FALSE(pool_serving(drive.state(), drive.pool1));  // the third alone is no quorum
  EXPECT_EQ(drive.finish().took, seconds(100 + 600 + 600));
}

}  // namespace
}  // namespace firedrill
