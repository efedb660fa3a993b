// Windows services, installers, the Registrar's settings and the resets of a pool's fabric.
#include "sim/cmdlets/test_drive.hpp"

namespace firedrill {
namespace {

std::string on(std::string_view verb, std::string_view server, std::string_view rest = "") {
  return std::string(verb) + "-CsWindowsService -ComputerName " + std::string(server) +
         ".contoso.com " + std::string(rest);
}

TEST(Cmdlets, Cmd72And73_AFrontEndLeavesAtOnceAndJoinsWhenItsServicesHaveStarted) {
  TestDrive drive;
  EXPECT_EQ(drive.succeed(on("Stop", "fe1a")).took, seconds(600));
  EXPECT_FALSE(front_end_ready(drive.state().front_end(0)));
  EXPECT_TRUE(pool_serving(drive.state(), drive.pool1));
  drive.begin(on("Start", "fe1a"));
  drive.pass(seconds(599));
  EXPECT_FALSE(front_end_ready(drive.state().front_end(0)));
  EXPECT_EQ(drive.finish().took, seconds(600));
  EXPECT_TRUE(front_end_ready(drive.state().front_end(0)));
  EXPECT_EQ(drive.succeed(on("Start", "fe1a")).took, seconds(600));  // not an error
}

TEST(Cmdlets, Cmd73_GracefulStopsAtOnceAndSaysSo) {
  TestDrive drive;
  const Outcome stopped = drive.succeed("Stop-CsWindowsService -ComputerName fe1a -Graceful");
  ASSERT_EQ(stopped.warnings.size(), 1U);
  EXPECT_EQ(stopped.warnings[0].rule, "CMD-73");
}

TEST(Cmdlets, Cmd73_StoppingTwoOfThreeStopsThePool) {
  TestDrive drive;
  drive.succeed(on("Stop", "fe1a", "-NoWait"));
  drive.succeed(on("Stop", "fe1b", "-Name RTCSRV"));
  EXPECT_FALSE(pool_serving(drive.state(), drive.pool1));  // INV-68
}

TEST(Cmdlets, Cmd72And73_TheBackupServiceAloneTakesThirtySeconds) {
  TestDrive drive;
  for (const char* server : {"fe1a", "fe1b", "fe1c"}) {
    EXPECT_EQ(drive.succeed(on("Stop", server, "-Name LYNCBACKUP")).took, seconds(30));
  }
  EXPECT_FALSE(backup_service_runs(drive.world, drive.state(), drive.pool1));
  EXPECT_TRUE(pool_serving(drive.state(), drive.pool1));
  drive.begin(on("Start", "fe1b", "-Name LYNCBACKUP"));
  drive.pass(seconds(29));
  EXPECT_FALSE(backup_service_runs(drive.world, drive.state(), drive.pool1));
  drive.finish();
  EXPECT_TRUE(backup_service_runs(drive.world, drive.state(), drive.pool1));
}

TEST(Cmdlets, Cmd72And73_AnEdgeServerIsOutWhileItsServicesAreStopped) {
  TestDrive drive;
  drive.succeed(on("Stop", "edge1a"));
  EXPECT_TRUE(edge_pool_up(drive.world, drive.state(), drive.edge1));
  drive.succeed(on("Stop", "edge1b"));
  EXPECT_FALSE(edge_pool_up(drive.world, drive.state(), drive.edge1));
  drive.succeed(on("Start", "edge1a"));
  EXPECT_TRUE(edge_pool_up(drive.world, drive.state(), drive.edge1));
}

TEST(Cmdlets, Cmd72_WithoutWaitingServicesStillTakeTheirTime) {
  TestDrive drive;
  drive.succeed(on("Stop", "fe1a", "-NoWait"));
  EXPECT_LT(drive.succeed(on("Start", "fe1a", "-NoWait")).took, seconds(10));
  EXPECT_FALSE(front_end_ready(drive.state().front_end(0)));
  drive.pass(seconds(600));
  EXPECT_TRUE(front_end_ready(drive.state().front_end(0)));
  // Of an Edge Server and of the Backup Service the command waits, and says so.
  drive.succeed(on("Stop", "edge1a", "-NoWait"));
  drive.succeed(on("Stop", "edge1b", "-NoWait"));
  drive.begin(on("Start", "edge1a", "-NoWait"));
  drive.pass(seconds(599));
  EXPECT_FALSE(edge_pool_up(drive.world, drive.state(), drive.edge1));
  const Outcome started = drive.finish();
  EXPECT_TRUE(edge_pool_up(drive.world, drive.state(), drive.edge1));
  ASSERT_EQ(started.warnings.size(), 1U);
  EXPECT_EQ(started.warnings[0].rule, "CMD-72");
  drive.succeed(on("Stop", "fe1b", "-Name LYNCBACKUP"));
  EXPECT_EQ(drive.succeed(on("Start", "fe1b", "-Name LYNCBACKUP -NoWait")).took, seconds(30));
}

TEST(Cmdlets, Cmd72And73_AreRefusedWhereTheComputerCannotBeReached) {
  TestDrive drive;
  drive.strike(FaultKind::kFrontEnd, 0);
  drive.refuse(on("Start", "fe1a"), "E_POOL_UNREACHABLE", "CMD-72");
  drive.refuse(on("Stop", "fe1a"), "E_POOL_UNREACHABLE", "CMD-73");
  drive.strike(FaultKind::kWan, 0);
  drive.refuse(on("Stop", "fe2a"), "E_POOL_UNREACHABLE", "CMD-73");
  drive.refuse(on("Start", "fe1b", "-Name spooler"), "E_SERVICE_UNKNOWN", "CMD-72");
}

TEST(Cmdlets, Cmd74_TellsWhatRuns) {
  TestDrive drive;
  drive.succeed(on("Stop", "fe1a", "-Name LYNCBACKUP"));
  const Outcome told = drive.succeed(on("Get", "fe1a"));
  ASSERT_EQ(told.answers.size(), 2U);
  EXPECT_EQ(told.answers[0].value, 1);
  EXPECT_EQ(told.answers[1].value, 0);
}

TEST(Cmdlets, Cmd75_InstallsOnMachinesThatRunAndTakesFiveMinutesEach) {
  TestDrive drive;
  drive.strike(FaultKind::kFrontEnd, 0);
  EXPECT_EQ(drive.succeed("Bootstrapper -Pool pool1").took, seconds(600));
  drive.refuse("Bootstrapper -Computer fe1a.contoso.com", "E_POOL_UNREACHABLE", "CMD-75");
  EXPECT_EQ(drive.succeed("DeploymentWizard -Computer edge1a.contoso.com").took, seconds(300));
}

TEST(Cmdlets, Cmd04_TheBackupRegistrarWaitsTheIntervalItHasLearnt) {
  TestDrive drive;
  drive.succeed(
      "Set-CsRegistrar -Identity Registrar:pool1.contoso.com "
      "-FailureDetectionInterval 00:01:00 -FailbackDetectionInterval 00:02:00");
  EXPECT_EQ(drive.state().pool(0).failure_detection_s, 300U);
  drive.pass(seconds(60));
  EXPECT_EQ(drive.state().pool(0).failure_detection_s, 60U);
  EXPECT_EQ(drive.state().pool(0).failback_detection_s, 120U);
  drive.strike(FaultKind::kPool, drive.pool1);
  drive.pass(seconds(59));
  EXPECT_EQ(drive.state().pool(1).partner_unavailable, 0);
  drive.pass(seconds(1));
  EXPECT_EQ(drive.state().pool(1).partner_unavailable, 1);
}

/// When the Registrar of pool2 hears pool1 again that comes back `back` after pool1 was lost.
std::int64_t heard_again_after(Duration back, bool change_the_interval) {
  TestDrive drive;
  drive.strike(FaultKind::kWan, 0);
  const std::int64_t lost = drive.now_ms();
  drive.pass(seconds(400));
  EXPECT_EQ(drive.state().pool(1).partner_unavailable, 1);
  if (change_the_interval) {
    drive.sit_at(TestDrive::site2);
    for (Index p : {TestDrive::pool1, TestDrive::pool2}) {
      RegistrarChange change;
      change.failback_detection = seconds(120);
      write_registrar_settings(drive.writer(), p, change);
    }
    learn_registrar_settings(drive.writer(), TestDrive::pool2);
  }
  drive.pass(back - seconds(400));
  drive.mend(FaultKind::kWan, 0);
  while (drive.state().pool(1).partner_unavailable != 0 && drive.now_ms() < lost + 7'200'000) {
    drive.pass(seconds(1));
  }
  return (drive.now_ms() - lost) / 1000;
}

// Given up after 300 s; looked for every 600 s from there on.
TEST(Cmdlets, Cmd04_ChecksForThePartnerCountFromWhereItWasGivenUp) {
  EXPECT_EQ(heard_again_after(seconds(401), false), 900);
  EXPECT_EQ(heard_again_after(seconds(899), false), 900);
  EXPECT_EQ(heard_again_after(seconds(901), false), 1500);
  EXPECT_EQ(heard_again_after(seconds(2000), false), 2100);
}

// The check under way keeps its time; those after it come at the new interval.
TEST(Cmdlets, Cmd04_ANewIntervalCountsFromTheCheckUnderWay) {
  EXPECT_EQ(heard_again_after(seconds(401), true), 900);
  EXPECT_EQ(heard_again_after(seconds(901), true), 1020);
  EXPECT_EQ(heard_again_after(seconds(1021), true), 1140);
}

// A failback tells the partner at once; the check that was pending then is none of a later silence.
TEST(Cmdlets, Cmd04_ACheckOfAnEarlierSilenceIsForgotten) {
  TestDrive drive;
  drive.strike(FaultKind::kWan, 0);
  drive.pass(seconds(400));
  drive.mend(FaultKind::kWan, 0);  // looked for at 900 s
  drive.pass(seconds(50));
  drive.writer().put(drive.state().pool(1).partner_unavailable, std::uint8_t{0});
  drive.pass(seconds(50));
  drive.strike(FaultKind::kWan, 0);  // given up again at 800 s
  drive.pass(seconds(350));
  EXPECT_EQ(drive.state().pool(1).partner_unavailable, 1);
  drive.mend(FaultKind::kWan, 0);
  drive.pass(seconds(549));
  EXPECT_EQ(drive.state().pool(1).partner_unavailable, 1);
  drive.pass(seconds(1));
  EXPECT_EQ(drive.state().pool(1).partner_unavailable, 0);
}

TEST(Cmdlets, Cmd04_WithoutAutomaticFailoverNobodyIsTaken) {
  TestDrive drive;
  drive.succeed("Set-CsRegistrar -Identity pool1.contoso.com -EnableAutomaticFailover $false");
  drive.pass(minutes(2));
  drive.strike(FaultKind::kPool, drive.pool1);
  drive.pass(hours(1));
  for (std::uint32_t u = 0; u < 4; ++u) EXPECT_EQ(drive.state().user(u).registrar, kNone);
}

TEST(Cmdlets, Cmd04_RefusesWhatBreaksThePairOrTheRange) {
  TestDrive drive;
  drive.refuse("Set-CsRegistrar -Identity pool1 -BackupRegistrar Registrar:pool1.contoso.com",
               "E_TOPOLOGY_INVALID", "TOP-01");
  drive.succeed("Set-CsRegistrar -Identity pool1 -BackupRegistrar Registrar:pool2.contoso.com");
  drive.refuse("Set-CsRegistrar -Identity pool1 -FailureDetectionInterval 00:00:29",
               "E_VALUE_RANGE", "INV-133");
  TestDrive alone([](Topology& topology) {
    topology.pools[0].backup = topology.pools[1].backup = kNone;
    topology.cms.standby = kNone;
  });
  alone.refuse("Set-CsRegistrar -Identity pool1 -FailureDetectionInterval 00:01:00", "E_PARAM_SET",
               "CMD-04");
}

TEST(Cmdlets, Cmd05_TheNearestThresholdCounts) {
  TestDrive drive;
  const std::string set = "Set-CsRegistrarConfiguration -BackupStoreUnavailableThreshold ";
  drive.succeed(
      "New-CsRegistrarConfiguration -Identity service:Registrar:pool1.contoso.com "
      "-BackupStoreUnavailableThreshold 00:05:00");
  drive.succeed(set + "01:00:00 -Identity global");
  EXPECT_EQ(drive.state().pool(0).backup_store_threshold_ms, 300'000U);
  EXPECT_EQ(drive.state().pool(1).backup_store_threshold_ms, 3'600'000U);
  drive.strike(FaultKind::kCmsDatabase, drive.pool2);
  for (const char* server : {"be1a.contoso.com", "be1b.contoso.com"}) {
    drive.strike(FaultKind::kLogDiskFull, drive.sql(server));
  }
  drive.pass(minutes(5) - seconds(1));
  EXPECT_EQ(drive.state().pool(0).backup_clock_expired, 0);
  drive.pass(seconds(1));
  EXPECT_EQ(drive.state().pool(0).backup_clock_expired, 1);
}

TEST(Cmdlets, Cmd05_RemovingGoesBackToTheDefault) {
  TestDrive drive;
  const char* identity = "-Identity service:Registrar:pool1.contoso.com";
  drive.succeed(std::string("Set-CsRegistrarConfiguration ") + identity +
                " -BackupStoreUnavailableThreshold 00:05:00");
  drive.succeed(std::string("Remove-CsRegistrarConfiguration ") + identity);
  const Outcome told = drive.succeed("Get-CsRegistrarConfiguration");
  ASSERT_EQ(told.answers.size(), 2U);
  EXPECT_EQ(told.answers[0].value, 1'800'000);
  drive.refuse("Set-CsRegistrarConfiguration -Identity site:Nowhere -PoolState Active",
               "E_VALUE_RANGE", "CMD-05");
}

TEST(Cmdlets, Cmd05_WritesAPoolStateByHandButNotUnderARunningFailover) {
  TestDrive drive;
  drive.succeed(
      "Set-CsRegistrarConfiguration -Identity service:Registrar:pool2.contoso.com "
      "-PoolState FailedOver");
  EXPECT_EQ(drive.state().pool(1).state, PoolState::kFailedOver);
  drive.pass(minutes(15));
  for (std::uint32_t u = 4; u < 8; ++u) EXPECT_NE(drive.state().user(u).registrar, drive.pool2);
  drive.succeed(
      "Set-CsRegistrarConfiguration -Identity service:Registrar:pool2.contoso.com "
      "-PoolState Active");
  drive.succeed("TB.SetNextHop -EdgePool edge2 -Pool pool1");
  drive.succeed("TB.Publish");
  drive.begin("Invoke-CsPoolFailover -PoolFqdn pool2");
  drive.refuse("Set-CsRegistrarConfiguration -Identity global -PoolState Active",
               "E_ALREADY_FAILED_OVER", "CMD-05");
}

TEST(Cmdlets, Cmd06_ServiceResetSignsEverybodyOutUntilThePoolHasStarted) {
  TestDrive drive;
  drive.begin("Reset-CsPoolRegistrarState -PoolFqdn pool1");
  EXPECT_FALSE(pool_serving(drive.state(), drive.pool1));
  EXPECT_EQ(drive.finish().took, seconds(600));
  EXPECT_TRUE(pool_serving(drive.state(), drive.pool1));
  drive.succeed("Reset-CsPoolRegistrarState -PoolFqdn pool1 -NoReStart");
  drive.pass(hours(1));
  EXPECT_FALSE(pool_serving(drive.state(), drive.pool1));
}

TEST(Cmdlets, Cmd06_QuorumLossRecoveryLetsAHangingPoolStart) {
  TestDrive drive;
  const char* recover = "Reset-CsPoolRegistrarState -PoolFqdn pool1 -ResetType QuorumLossRecovery";
  drive.strike(FaultKind::kPool, drive.pool1);
  drive.strike(FaultKind::kFrontEnd, 0);
  drive.refuse(recover, "E_POOL_UNREACHABLE", "CMD-06");
  drive.mend(FaultKind::kPool, drive.pool1);
  drive.pass(hours(1));
  EXPECT_FALSE(pool_serving(drive.state(), drive.pool1));  // INV-69: two of three
  drive.succeed(recover);
  drive.pass(seconds(600));
  EXPECT_TRUE(pool_serving(drive.state(), drive.pool1));
}

TEST(Cmdlets, Cmd06_RecoveryDoesNotReplaceTheQuorumOfThePool) {
  TestDrive drive;
  drive.strike(FaultKind::kFrontEnd, 0);
  drive.strike(FaultKind::kFrontEnd, 1);
  drive.refuse("Reset-CsPoolRegistrarState -PoolFqdn pool1 -ResetType QuorumLossRecovery",
               "E_QUORUM", "FLT-08");
  drive.refuse("Reset-CsPoolRegistrarState -PoolFqdn pool1 -ResetType FullReset", "E_QUORUM",
               "FLT-08");
}

TEST(Cmdlets, Cmd06_FullResetTakesHalfAnHourBeforeThePoolStarts) {
  TestDrive drive;
  EXPECT_EQ(drive.succeed("Reset-CsPoolRegistrarState -PoolFqdn pool1 -ResetType FullReset").took,
            seconds(1800));
  EXPECT_FALSE(pool_serving(drive.state(), drive.pool1));
  drive.pass(seconds(600));
  EXPECT_TRUE(pool_serving(drive.state(), drive.pool1));
}

TEST(Cmdlets, Cmd06_AForgottenServerLeavesTheGroups) {
  TestDrive drive([](Topology& topology) {  // a fourth Front End that can take the place
    topology.front_ends.push_back({"fe2d.contoso.com", 1, {}});
    topology.pools[1].front_end_count = 4;
  });
  const std::string forget =
      "Reset-CsPoolRegistrarState -PoolFqdn pool2 -ResetType MachineStateRemoved -MachineFqdn ";
  drive.refuse(forget + "fe1a.contoso.com", "E_VALUE_RANGE", "CMD-06");
  drive.refuse(forget + "fe2a.contoso.com", "E_VALUE_RANGE", "CMD-06");
  drive.refuse("Reset-CsPoolRegistrarState -PoolFqdn pool2 -ResetType MachineStateRemoved",
               "E_PARAM_MISSING", "CMD-06");
  drive.strike(FaultKind::kFrontEnd, 3);
  drive.pass(minutes(1));
  drive.succeed(forget + "fe2a.contoso.com");
  const PoolRange& range = drive.world.range(drive.pool2);
  for (std::uint32_t g = range.first_group; g < range.first_group + range.groups; ++g) {
    const GroupRecord& group = drive.state().record<GroupRecord>(g);
    EXPECT_EQ(group.live, 3) << g;
    for (const std::uint8_t member : group.members) EXPECT_NE(member, 0);
  }
}

TEST(Cmdlets, Cmd07_TellsPrimaryAndLiveReplicasOfEachGroup) {
  TestDrive drive;
  drive.strike(FaultKind::kFrontEnd, 0);
  drive.pass(minutes(1));
  const Outcome told = drive.succeed("Get-CsPoolFabricState -PoolFqdn pool1");
  ASSERT_EQ(told.answers.size(), drive.world.range(drive.pool1).groups);
  for (const Fact& group : told.answers) {
    EXPECT_EQ(group.value, 2);
    EXPECT_NE(group.other, 0);
  }
}

}  // namespace
}  // namespace firedrill
