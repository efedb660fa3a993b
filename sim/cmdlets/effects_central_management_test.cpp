// The Central Management store: what its cmdlets refuse and what they bring about.
#include "sim/cmdlets/test_drive.hpp"

namespace firedrill {
namespace {

constexpr std::string_view kForced =
    "Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
    "-BackupSqlInstanceName rtc -Force";

/// Configuration that the standby has not got: it is lost in a forced failover.
void write_configuration(TestDrive& drive, Index next_hop) {
  drive.succeed(next_hop == TestDrive::pool2
                    ? "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
                      "Registrar:pool2.contoso.com"
                    : "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
                      "Registrar:pool1.contoso.com");
}

TEST(Cmdlets, Cmd30_MovesTheMasterToTheStandbyInThreeMinutes) {
  TestDrive drive;
  drive.strike(FaultKind::kSite, drive.site1);
  EXPECT_EQ(active_master(drive.world, drive.state()), kNone);
  drive.sit_at(drive.site2);
  const Outcome done = drive.succeed(kForced);
  EXPECT_EQ(done.took, seconds(180));
  EXPECT_EQ(active_master(drive.world, drive.state()), drive.pool2);
  EXPECT_EQ(drive.state().cms().file_transfer_agent, drive.pool2);  // INV-41
  EXPECT_EQ(drive.state().cms().scp, drive.pool2);                  // INV-42
  EXPECT_EQ(drive.state().cms().epoch, 1);
}

TEST(Cmdlets, Cmd30_GivesUpOnlyWhatTheStandbyNeverGot) {
  TestDrive drive;
  write_configuration(drive, drive.pool2);
  drive.pass(minutes(10));  // carried over by then
  EXPECT_EQ(drive.status(drive.pool1, BackupModule::kCmsMaster), LinkStatus::kFinalState);
  write_configuration(drive, drive.pool1);
  drive.strike(FaultKind::kSite, drive.site1);
  drive.sit_at(drive.site2);
  drive.succeed(kForced);
  const auto& edge = drive.state().record<EdgePoolRecord>(drive.edge1);
  EXPECT_EQ(edge.next_hop.master, drive.pool2);
}

TEST(Cmdlets, Cmd30_NeedsTheOldStoreUnlessForced) {
  TestDrive drive;
  drive.strike(FaultKind::kSite, drive.site1);
  drive.sit_at(drive.site2);
  drive.refuse("Invoke-CsManagementServerFailover", "E_CMS_UNAVAILABLE", "CMD-30");
}

TEST(Cmdlets, Cmd30_PlannedKeepsEverything) {
  TestDrive drive;
  write_configuration(drive, drive.pool2);
  drive.succeed("Invoke-CsManagementServerFailover");
  EXPECT_EQ(active_master(drive.world, drive.state()), drive.pool2);
  EXPECT_EQ(drive.state().record<EdgePoolRecord>(drive.edge1).next_hop.master, drive.pool2);
  EXPECT_EQ(drive.state().cms().epoch, 0);
  EXPECT_EQ(drive.state().cms().standby, drive.pool1);
}

TEST(Cmdlets, Cmd30_NamesTheServerThatHasTheLiveCopy) {
  TestDrive drive;
  drive.succeed(
      "Invoke-CsDatabaseFailover -PoolFqdn pool2 -DatabaseType CentralMgmt "
      "-NewPrincipal mirror");
  drive.strike(FaultKind::kSite, drive.site1);
  drive.sit_at(drive.site2);
  drive.refuse(kForced, "E_DB_INACCESSIBLE", "TRAP-02");
  drive.succeed(std::string(kForced) + " -BackupMirrorSqlServerFqdn be2b.contoso.com");
  EXPECT_EQ(active_master(drive.world, drive.state()), drive.pool2);
}

TEST(Cmdlets, Cmd30_RefusesAServerWithoutAStandby) {
  TestDrive drive;
  drive.refuse("Invoke-CsManagementServerFailover -BackupSqlServerFqdn be1a.contoso.com -Force",
               "E_DB_INACCESSIBLE", "CMD-30");
  drive.strike(FaultKind::kCmsDatabase, drive.pool2);
  drive.refuse(kForced, "E_DB_INACCESSIBLE", "CMD-30");
}

TEST(Cmdlets, Cmd30_RefusesASecondFailoverAtOnce) {
  TestDrive drive;
  drive.begin("Invoke-CsManagementServerFailover");
  drive.refuse(kForced, "E_CMS_UNAVAILABLE", "FLT-54");
}

TEST(Cmdlets, Cmd30_WhatIfTellsTheHostAndMovesNothing) {
  TestDrive drive;
  drive.strike(FaultKind::kSite, drive.site1);
  drive.sit_at(drive.site2);
  const CmsRecord before = drive.state().cms();
  const Outcome told = drive.succeed("Invoke-CsManagementServerFailover -WhatIf");
  ASSERT_EQ(told.answers.size(), 1U);
  EXPECT_EQ(told.answers[0].entity, drive.pool1);
  drive.pass(minutes(10));
  EXPECT_EQ(std::memcmp(&before, &drive.state().cms(), sizeof before), 0);  // INV-14
}

TEST(Cmdlets, Cmd30_LeavesTheLocationsBehind) {
  TestDrive drive;
  drive.succeed("Export-CsLisConfiguration -FileName lis.zip");
  drive.succeed("Invoke-CsManagementServerFailover");
  EXPECT_EQ(drive.state().cms().locations, LocationData::kMissing);  // FLT-43
}

TEST(Cmdlets, Cmd31_MovesWhereADatabaseStands) {
  TestDrive drive;
  drive.sit_at(drive.site1);
  drive.refuse("Move-CsManagementServer -TargetFqdn pool2.contoso.com", "E_NOT_LOCAL", "CMD-31");
  drive.sit_at(drive.site2);
  const Outcome moved = drive.succeed("Move-CsManagementServer");
  EXPECT_EQ(moved.took, seconds(180));
  EXPECT_EQ(active_master(drive.world, drive.state()), drive.pool2);
  EXPECT_EQ(drive.state().cms().locations, LocationData::kPublished);
}

TEST(Cmdlets, Cmd31_AFailedMoveLeavesNoStoreUntilItIsCancelled) {
  TestDrive drive;
  drive.sit_at(drive.site2);
  drive.begin("Move-CsManagementServer");
  drive.strike(FaultKind::kPool, drive.pool2);
  const Outcome failed = drive.finish();
  EXPECT_EQ(error_name(failed.code), "E_DB_INACCESSIBLE");
  EXPECT_EQ(failed.rule, "FLT-54");
  EXPECT_EQ(active_master(drive.world, drive.state()), kNone);
  drive.sit_at(drive.site1);
  drive.refuse("Set-CsBackupServiceConfiguration -SyncInterval 00:05:00", "E_CMS_UNAVAILABLE",
               "INV-43");
  drive.succeed("Move-CsManagementServer -TargetFqdn pool1.contoso.com");
  EXPECT_EQ(active_master(drive.world, drive.state()), drive.pool1);
}

TEST(Cmdlets, Cmd31_OtherFrontEndsWaitForTheBootstrapper) {
  TestDrive drive([](Topology& topology) {  // no pair: the target has no standby's services
    topology.pools[0].backup = topology.pools[1].backup = kNone;
    topology.cms.standby = kNone;
  });
  drive.sit_at(drive.site2);
  drive.refuse("Move-CsManagementServer", "E_DB_INACCESSIBLE", "CMD-31");
  drive.succeed("Install-CsDatabase -CentralManagementDatabase -SqlServerFqdn be2a.contoso.com");
  const Outcome moved = drive.succeed("Move-CsManagementServer");
  ASSERT_EQ(moved.answers.size(), 2U);  // FLT-55
  EXPECT_EQ(moved.answers[0].entity, 4);
  EXPECT_EQ(moved.answers[1].entity, 5);
  drive.strike(FaultKind::kFrontEnd, 3);  // TRAP-66: the one that has the services
  EXPECT_EQ(active_master(drive.world, drive.state()), kNone);
  drive.succeed("Bootstrapper -Computer fe2b.contoso.com -Setup");
  EXPECT_EQ(active_master(drive.world, drive.state()), drive.pool2);
}

TEST(Cmdlets, Cmd31_FromFilesGoesBackToTheirAge) {
  TestDrive drive;
  const std::string disaster =
      "Move-CsManagementServer -ConfigurationFileName c.zip -LisConfigurationFileName l.zip -Force";
  drive.sit_at(drive.site2);
  drive.refuse(disaster, "E_FILE_NOT_FOUND", "CMD-31");
  drive.sit_at(drive.site1);
  drive.succeed("Export-CsConfiguration -FileName c.zip");
  drive.succeed("Export-CsLisConfiguration -FileName l.zip");
  write_configuration(drive, drive.pool2);
  drive.pass(minutes(10));
  drive.strike(FaultKind::kSite, drive.site1);
  drive.sit_at(drive.site2);
  drive.refuse("Move-CsManagementServer", "E_CMS_UNAVAILABLE", "FLT-54");
  drive.succeed(disaster);
  EXPECT_EQ(active_master(drive.world, drive.state()), drive.pool2);
  EXPECT_EQ(drive.state().record<EdgePoolRecord>(drive.edge1).next_hop.master, drive.pool1);
}

TEST(Cmdlets, Cmd32_ShowsEmptyFieldsWithoutAStore) {
  TestDrive drive;
  drive.world.parameters.set(ParameterId::kReadsWithoutCms, 1);
  const char* line = "Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus";
  const Outcome healthy = drive.succeed(line);
  ASSERT_EQ(healthy.answers.size(), 1U);
  EXPECT_EQ(healthy.answers[0].entity, drive.pool1);
  EXPECT_EQ(healthy.answers[0].other, drive.pool1);
  drive.strike(FaultKind::kSite, drive.site1);
  drive.sit_at(drive.site2);
  const Outcome dead = drive.succeed(line);  // FLT-52: it never fails for this reason
  ASSERT_EQ(dead.answers.size(), 1U);
  EXPECT_EQ(dead.answers[0].entity, -1);
  EXPECT_EQ(dead.answers[0].other, -1);
}

TEST(Cmdlets, Cmd32_HasALineForEachReplica) {
  TestDrive drive;
  const Outcome before = drive.succeed("Get-CsManagementStoreReplicationStatus");
  ASSERT_EQ(before.answers.size(), 10U);
  for (const Fact& line : before.answers) EXPECT_EQ(line.value, 1);
  write_configuration(drive, drive.pool2);
  const Outcome stale = drive.succeed("Get-CsManagementStoreReplicationStatus");
  for (const Fact& line : stale.answers) EXPECT_EQ(line.value, 0);
  drive.pass(seconds(60));
  const Outcome after = drive.succeed("Get-CsManagementStoreReplicationStatus");
  for (const Fact& line : after.answers) EXPECT_EQ(line.value, 1);
}

TEST(Cmdlets, Cmd33_ReplicatesInTwoAndAHalfMinutesAndHoldsNothingUp) {
  TestDrive drive;
  drive.succeed("Invoke-CsManagementStoreReplication");
  const Slot slot = drive.world.layout.slot(TimerKind::kReplication, 0);
  EXPECT_EQ(drive.state().deadline(slot).ms(), 150'000);
  write_configuration(drive, drive.pool2);  // written at 2 s; an ordinary update takes 60 s
  EXPECT_EQ(drive.state().deadline(slot).ms(), 62'000);
  drive.pass(minutes(2));
  drive.strike(FaultKind::kSite, drive.site1);
  drive.sit_at(drive.site2);
  drive.refuse("Invoke-CsManagementStoreReplication", "E_CMS_UNAVAILABLE", "CMD-33");
}

TEST(Cmdlets, Cmd36_ReadsTheReplicaWhenTheStoreIsDead) {
  TestDrive drive;
  write_configuration(drive, drive.pool2);
  drive.strike(FaultKind::kSite, drive.site1);  // before any replica has it
  drive.sit_at(drive.site2);
  drive.succeed("Export-CsConfiguration -FileName c.zip");
  EXPECT_EQ(drive.state().record<EdgePoolRecord>(drive.edge1).next_hop.exported, drive.pool1);
  EXPECT_EQ(drive.state().cms().exported_version, 1);
}

TEST(Cmdlets, Cmd37_ImportsWhatWasExported) {
  TestDrive drive;
  drive.refuse("Import-CsConfiguration -FileName c.zip", "E_FILE_NOT_FOUND", "CMD-37");
  drive.succeed("Export-CsConfiguration -FileName c.zip");
  write_configuration(drive, drive.pool2);
  drive.succeed("Import-CsConfiguration -FileName c.zip -LocalStore");
  EXPECT_EQ(drive.state().record<EdgePoolRecord>(drive.edge1).next_hop.master, drive.pool2);
  drive.succeed("Import-CsConfiguration -FileName c.zip");
  EXPECT_EQ(drive.state().record<EdgePoolRecord>(drive.edge1).next_hop.master, drive.pool1);
}

TEST(Cmdlets, Cmd38_NeverOverwritesAFile) {
  TestDrive drive;
  drive.succeed("Export-CsLisConfiguration -FileName l.zip");
  drive.refuse("Export-CsLisConfiguration -FileName L.zip", "E_FILE_EXISTS", "INV-117");
  drive.succeed("Export-CsLisConfiguration -FileName l2.zip");
}

TEST(Cmdlets, Cmd39And40_LocationsAreSeenOnlyWhenPublished) {
  TestDrive drive;
  drive.refuse("Import-CsLisConfiguration -FileName l.zip", "E_FILE_NOT_FOUND", "CMD-39");
  drive.succeed("Export-CsLisConfiguration -FileName l.zip");
  drive.succeed("Invoke-CsManagementServerFailover");
  drive.succeed("Import-CsLisConfiguration -FileName l.zip");
  EXPECT_EQ(drive.state().cms().locations, LocationData::kImported);  // TRAP-37
  drive.succeed("Publish-CsLisConfiguration");
  EXPECT_EQ(drive.state().cms().locations, LocationData::kPublished);
}

TEST(Cmdlets, Cmd41And42_PublishNoDraftOfTopologyBuilder) {
  TestDrive drive;
  drive.succeed("TB.SetNextHop -EdgePool edge1 -Pool pool2");
  const std::uint16_t version = drive.state().cms().version;
  EXPECT_EQ(drive.succeed("Publish-CsTopology -FileName t.xml").took, seconds(60));
  drive.succeed("Enable-CsTopology");
  EXPECT_EQ(drive.state().cms().version, version + 2);
  EXPECT_EQ(drive.state().record<EdgePoolRecord>(drive.edge1).next_hop.master, drive.pool1);
}

TEST(Cmdlets, Cmd43_TheConnectionPointDecidesWhoAcceptsWrites) {
  TestDrive drive;
  drive.succeed("Set-CsConfigurationStoreLocation -SqlServerFqdn be2a.contoso.com");
  EXPECT_EQ(active_master(drive.world, drive.state()), kNone);  // FLT-56
  const Outcome told = drive.succeed("Get-CsConfigurationStoreLocation");
  ASSERT_EQ(told.answers.size(), 1U);
  EXPECT_EQ(told.answers[0].entity, drive.pool2);
  drive.strike(FaultKind::kSql, drive.sql("be1a.contoso.com"));
  drive.refuse("Set-CsConfigurationStoreLocation -SqlServerFqdn be1a.contoso.com",
               "E_DB_INACCESSIBLE", "CMD-43");
  drive.succeed("Set-CsConfigurationStoreLocation -SqlServerFqdn be1a.contoso.com -SkipLookup");
  EXPECT_EQ(drive.state().cms().scp, drive.pool1);
  drive.succeed("Remove-CsConfigurationStoreLocation");
  EXPECT_EQ(drive.state().cms().scp, kNone);
}

TEST(Cmdlets, Cmd44_ASessionsConnectionChangesNothingAndASettingIsAVersion) {
  TestDrive drive;
  const CmsRecord before = drive.state().cms();
  drive.succeed("Set-CsManagementConnection -StoreProvider Sql -Connection be2a.contoso.com");
  drive.succeed("Get-CsManagementConnection");
  EXPECT_EQ(std::memcmp(&before, &drive.state().cms(), sizeof before), 0);
  drive.succeed("Set-CsManagementServer -ReplicationServicePort 4443");
  EXPECT_EQ(drive.state().cms().version, before.version + 1);
}

}  // namespace
}  // namespace firedrill
