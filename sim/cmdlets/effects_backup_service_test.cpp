// The Backup Service: settings, status, synchronisations on request.
#include "sim/cmdlets/test_drive.hpp"

namespace firedrill {
namespace {

constexpr auto kUserData = BackupModule::kPresenceFocus;
constexpr auto kContent = BackupModule::kDataConf;

TEST(Cmdlets, Cmd03_TellsTheBackupPool) {
  TestDrive drive;
  const Outcome told = drive.succeed("Get-CsPoolBackupRelationship -PoolFqdn pool1");
  ASSERT_EQ(told.answers.size(), 1U);
  EXPECT_EQ(told.answers[0].entity, drive.pool1);
  EXPECT_EQ(told.answers[0].other, drive.pool2);
}

TEST(Cmdlets, Cmd09_FlushedItemsAreNeitherQueuedNorDelivered) {
  TestDrive drive;
  const PoolTally& tally = drive.state().tally(0);
  const char* line = "Invoke-CsStorageServiceFlush -FlushType FullFlush -PoolFqdn pool1";
  EXPECT_EQ(tally.items_flushed, 0U);
  drive.queue(0, 5);
  drive.succeed(line);
  EXPECT_EQ(tally.items_flushed, 5U);
  EXPECT_EQ(drive.state().front_end(0).queued, 0);
  EXPECT_EQ(tally.items_produced, tally.items_flushed + tally.items_delivered);  // INV-38
  drive.strike(FaultKind::kPool, drive.pool1);
  drive.refuse(line, "E_POOL_UNREACHABLE", "CMD-09");
}

TEST(Cmdlets, Cmd10_ComparesThePairAndNeedsOne) {
  TestDrive drive;
  drive.write(1, kUserData, 4);
  const Outcome told = drive.succeed("Debug-CsInterPoolReplication -PoolFqdn pool1");
  ASSERT_EQ(told.answers.size(), 3U);
  EXPECT_EQ(told.answers[0].value, 4);
  EXPECT_EQ(told.answers[1].value, 0);
  TestDrive alone([](Topology& topology) {
    topology.pools[0].backup = topology.pools[1].backup = kNone;
    topology.cms.standby = kNone;
  });
  alone.refuse("Debug-CsInterPoolReplication -PoolFqdn pool1", "E_NO_BACKUP_POOL", "CMD-10");
  alone.refuse("Get-CsBackupServiceStatus -PoolFqdn pool1", "E_NO_BACKUP_POOL", "CMD-23");
}

TEST(Cmdlets, Cmd20To22_TheIntervalActsWhenReplicated) {
  TestDrive drive;
  EXPECT_EQ(drive.succeed("Set-CsBackupServiceConfiguration -SyncInterval 00:10:00").took,
            seconds(1));
  const Outcome told = drive.succeed("Get-CsBackupServiceConfiguration");
  ASSERT_EQ(told.answers.size(), 1U);
  EXPECT_EQ(told.answers[0].value, 600'000);
  EXPECT_EQ(sync_interval(drive.state()), minutes(2));
  drive.pass(minutes(1));
  EXPECT_EQ(sync_interval(drive.state()), minutes(10));
  drive.succeed("Remove-CsBackupServiceConfiguration -Identity global");
  drive.pass(minutes(1));
  EXPECT_EQ(sync_interval(drive.state()), minutes(2));
}

TEST(Cmdlets, Cmd21_RefusesAnIntervalOutOfRange) {
  TestDrive drive;
  drive.refuse("Set-CsBackupServiceConfiguration -SyncInterval 00:00:04", "E_VALUE_RANGE",
               "INV-133");
  drive.refuse("Set-CsBackupServiceConfiguration -SyncInterval 03:00:01", "E_VALUE_RANGE",
               "INV-133");
  drive.succeed("Set-CsBackupServiceConfiguration -SyncInterval 03:00:00");
}

TEST(Cmdlets, Cmd21_TheLimitsOfACycleAreParametersAndNotSilentlyLeftAlone) {
  TestDrive drive;
  const std::string set = "Set-CsBackupServiceConfiguration ";
  drive.succeed(set + "-MaxBatchesPerUserStoreSync 500 -MaxDataConfPackageSizeKB 102400");
  drive.refuse(set + "-MaxBatchesPerUserStoreSync 1", "E_NOT_MODELLED", "CMD-21");
  drive.refuse(set + "-MaxDataConfPackageSizeKB 1024", "E_NOT_MODELLED", "CMD-21");
}

TEST(Cmdlets, Cmd23_TellsOneDirectionByModule) {
  TestDrive drive;
  drive.write(0, kUserData, 1);
  const Outcome all = drive.succeed("Get-CsBackupServiceStatus -PoolFqdn pool1");
  ASSERT_EQ(all.answers.size(), 3U);
  EXPECT_EQ(all.answers[0].text, "SteadyState");
  EXPECT_EQ(all.answers[1].text, "FinalState");
  EXPECT_EQ(drive.succeed("Get-CsBackupServiceStatus -PoolFqdn pool2").answers[0].text,
            "FinalState");  // INV-30
  drive.strike(FaultKind::kWan, 0);
  const Outcome cut = drive.succeed("Get-CsBackupServiceStatus -PoolFqdn pool1 -Category UserData");
  ASSERT_EQ(cut.answers.size(), 2U);
  EXPECT_EQ(cut.answers[0].text, "Error");
  EXPECT_EQ(drive.succeed("Get-CsBackupServiceStatus -PoolFqdn pool1 -Category CMS").answers.size(),
            1U);
}

TEST(Cmdlets, Cmd24_SendsAtOnceWhatThePartnerLacks) {
  TestDrive drive;
  drive.write(0, kUserData, 3);
  const Outcome done =
      drive.succeed("Invoke-CsBackupServiceSync -PoolFqdn pool1 -BackupModule PresenceFocus");
  EXPECT_EQ(done.took, seconds(2));  // asynchronous
  EXPECT_EQ(drive.state().user(0).both[0], 0U);
  drive.pass(milliseconds(3'019));
  EXPECT_EQ(drive.state().user(0).both[0], 0U);
  drive.pass(milliseconds(1));  // MA-09: 20 ms for the batch and 5 s for the cycle
  EXPECT_EQ(drive.state().user(0).both[0], 3U);
  EXPECT_EQ(drive.status(drive.pool1, kUserData), LinkStatus::kFinalState);
}

TEST(Cmdlets, Cmd24_DuringACycleTheNextOneFollowsAtOnce) {
  TestDrive drive;
  drive.write(0, kUserData, 1);
  drive.succeed("Invoke-CsBackupServiceSync -PoolFqdn pool1 -BackupModule PresenceFocus");
  drive.write(0, kUserData, 2);
  drive.succeed("Invoke-CsBackupServiceSync -PoolFqdn pool1 -BackupModule PresenceFocus");
  drive.pass(milliseconds(2 * 5'020 - 4'000));
  EXPECT_EQ(drive.state().user(0).both[0], 3U);
}

TEST(Cmdlets, Cmd24_NamesTheSourceOfTheContentThatComesHome) {
  TestDrive drive;
  drive.write(0, kContent, 2);
  drive.succeed("Invoke-CsBackupServiceSync -PoolFqdn pool1");
  drive.pass(minutes(5));
  drive.lose_content_of(drive.pool1);
  EXPECT_EQ(drive.state().user(0).ledger[1].partner_only, 2);
  drive.succeed("Invoke-CsBackupServiceSync -PoolFqdn pool1 -BackupModule DataConf");
  drive.pass(minutes(5));
  EXPECT_EQ(drive.state().user(0).ledger[1].partner_only, 2);  // INV-26: the other direction
  drive.succeed("Invoke-CsBackupServiceSync -PoolFqdn pool2 -BackupModule ConfServices.DataConf");
  drive.pass(minutes(5));
  EXPECT_EQ(drive.state().user(0).ledger[1].partner_only, 0);
  EXPECT_EQ(drive.state().user(0).both[1], 2U);
}

TEST(Cmdlets, Cmd24_NeedsTheServiceOnBothSidesAndTheWay) {
  TestDrive drive;
  const char* line = "Invoke-CsBackupServiceSync -PoolFqdn pool1";
  drive.strike(FaultKind::kWan, 0);
  drive.refuse(line, "E_PARTNER_UNAVAILABLE", "CMD-24");
  drive.mend(FaultKind::kWan, 0);
  drive.strike(FaultKind::kFileStore, 1);
  drive.refuse(line, "E_PARTNER_UNAVAILABLE", "CMD-24");
  drive.mend(FaultKind::kFileStore, 1);
  drive.strike(FaultKind::kBackupService, drive.pool2);
  drive.refuse(line, "E_PARTNER_UNAVAILABLE", "CMD-24");
  drive.strike(FaultKind::kBackupService, drive.pool1);
  drive.refuse(line, "E_POOL_DOWN", "CMD-24");
}

TEST(Cmdlets, Cmd25_WaitsForTheStateOrSaysThatItDidNotCome) {
  TestDrive drive;
  drive.write(0, kUserData, 1);
  EXPECT_EQ(drive.succeed("Backup-CsPool -PoolFqdn pool1 -SteadyState").took,
            seconds(2));  // TRAP-23
  drive.write(0, kUserData, 1);
  EXPECT_EQ(drive.succeed("Backup-CsPool -PoolFqdn pool1 -FullBackup -WaitTime 00:01:00").took,
            seconds(60));
  drive.write(0, kUserData, 1);
  const Outcome late = drive.run("Backup-CsPool -PoolFqdn pool1 -FullBackup -WaitTime 00:00:01");
  EXPECT_EQ(error_name(late.code), "E_SYNC_TIMEOUT");
  EXPECT_FALSE(late.refused);
  drive.refuse("Backup-CsPool -PoolFqdn pool1 -FullBackup -FailedOverPoolOnly", "E_NOT_FAILED_OVER",
               "CMD-25");
  drive.refuse("Backup-CsPool -PoolFqdn pool1 -FullBackup -SteadyState", "E_PARAM_SET", "CMD-25");
}

TEST(Cmdlets, Cmd26_NeedsTheBackupService) {
  TestDrive drive;
  drive.write(0, kUserData, 2);
  drive.succeed("Sync-CsUserData -PoolFqdn pool1");
  drive.pass(seconds(10));
  EXPECT_EQ(drive.state().user(0).both[0], 2U);
  drive.strike(FaultKind::kBackupService, drive.pool1);
  drive.refuse("Sync-CsUserData -PoolFqdn pool1", "E_POOL_DOWN", "CMD-26");
}

}  // namespace
}  // namespace firedrill
