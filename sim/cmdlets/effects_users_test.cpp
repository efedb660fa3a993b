// Moves of users, and the questions about users and deployment.
#include "sim/cmdlets/test_drive.hpp"

namespace firedrill {
namespace {

constexpr std::string_view kEverybody =
    "Move-CsUser -Identity {RegistrarPool -eq \"pool1.contoso.com\"} -Target pool2.contoso.com";

TEST(Cmdlets, Cmd80_MovesOneUserWithTheData) {
  TestDrive drive;
  drive.write(0, BackupModule::kPresenceFocus, 3);
  EXPECT_EQ(drive.succeed("Move-CsUser -Identity u-000000 -Target pool2").took, milliseconds(100));
  EXPECT_EQ(drive.state().user(0).home, drive.pool2);
  EXPECT_EQ(drive.homed(drive.pool1), 3);
  EXPECT_EQ(drive.homed(drive.pool2), 5);
  EXPECT_EQ(drive.state().user(0).both[0], 3U);
  EXPECT_EQ(drive.state().user_tally(0).lost[0], 0U);
}

TEST(Cmdlets, Cmd80_AMovedUsersChangesAreCarriedFromTheNewHome) {
  TestDrive drive;
  drive.write(0, BackupModule::kPresenceFocus, 3);
  drive.succeed("Move-CsUser -Identity u-000000 -Target pool2");
  drive.pass(minutes(5));
  drive.write(0, BackupModule::kPresenceFocus, 2);
  drive.pass(minutes(5));
  EXPECT_EQ(drive.state().user(0).both[0], 5U);
  EXPECT_EQ(drive.status(drive.pool2, BackupModule::kPresenceFocus), LinkStatus::kFinalState);
  EXPECT_EQ(drive.status(drive.pool1, BackupModule::kPresenceFocus), LinkStatus::kFinalState);
}

TEST(Cmdlets, Cmd80_AllUsersOfAPoolTakeAsLongAsItsPopulation) {
  TestDrive drive;
  EXPECT_EQ(drive.succeed(kEverybody).took, seconds(20000 / 10));  // MA-18
  EXPECT_EQ(drive.homed(drive.pool1), 0);
  EXPECT_EQ(drive.homed(drive.pool2), 8);
}

TEST(Cmdlets, Cmd80_ForceMovesFromADeadPoolAndGivesTheDataUp) {
  TestDrive drive;
  drive.write(0, BackupModule::kPresenceFocus, 3);
  drive.pass(minutes(10));
  drive.succeed("Invoke-CsManagementServerFailover");
  drive.sit_at(drive.site2);
  drive.strike(FaultKind::kPool, drive.pool1);
  drive.refuse(kEverybody, "E_POOL_UNREACHABLE", "CMD-80");
  drive.succeed(std::string(kEverybody) + " -Force");
  EXPECT_EQ(drive.homed(drive.pool2), 8);
  EXPECT_EQ(drive.state().user_tally(0).lost[0], 3U);  // TRAP-60: all of it
  EXPECT_EQ(drive.state().user(0).both[0], 0U);
  drive.pass(minutes(2));
  for (std::uint32_t u = 0; u < 4; ++u) {
    if (drive.state().user(u).location != Location::kInternal) continue;
    EXPECT_EQ(drive.state().user(u).registrar, drive.pool2) << u;
  }
}

TEST(Cmdlets, Cmd80_RefusesWithoutAStoreATargetOrThreeFrontEnds) {
  TestDrive drive;
  drive.succeed(kEverybody);
  drive.strike(FaultKind::kFrontEnd, 0);
  drive.refuse("Move-CsUser -Identity u-000000 -Target pool1 -Force", "E_QUORUM", "FLT-09");
  drive.mend(FaultKind::kFrontEnd, 0);
  drive.pass(minutes(10));
  drive.succeed("Move-CsUser -Identity u-000000 -Target pool1");
  drive.strike(FaultKind::kWan, 0);
  drive.refuse("Move-CsUser -Identity u-000000 -Target pool2", "E_TARGET_UNAVAILABLE", "CMD-80");
  drive.strike(FaultKind::kCmsDatabase, drive.pool1);
  drive.refuse("Move-CsUser -Identity u-000000 -Target pool1", "E_CMS_UNAVAILABLE", "FLT-50");
}

TEST(Cmdlets, Cmd81_CountsUnassignedUsersAndThoseOfAPool) {
  TestDrive drive;
  const Outcome none = drive.succeed("Get-CsUser -UnassignedUser");
  ASSERT_EQ(none.answers.size(), 1U);
  EXPECT_EQ(none.answers[0].value, 0);
  drive.succeed("Move-CsUser -Identity u-000000 -Target pool2");
  const Outcome some =
      drive.succeed("Get-CsUser -Filter {RegistrarPool -eq \"pool2.contoso.com\"}");
  EXPECT_EQ(some.answers.at(0).value, 5);
  EXPECT_EQ(drive.succeed("Get-CsUser").answers.at(0).value, 8);
  drive.refuse("Get-CsUser -Filter {DisplayName -like \"A*\"}", "E_NOT_MODELLED", "CMD-81");
}

TEST(Cmdlets, Cmd82_TellsHomeAndBackupPool) {
  TestDrive drive;
  const Outcome told = drive.succeed("Get-CsUserPoolInfo -Identity u-000005");
  ASSERT_EQ(told.answers.size(), 1U);
  EXPECT_EQ(told.answers[0].entity, drive.pool2);
  EXPECT_EQ(told.answers[0].other, drive.pool1);
  drive.leave_without_pool(5);
  drive.refuse("Get-CsUserPoolInfo -Identity u-000005", "E_USER_NO_POOL", "CMD-82");
  drive.refuse("Move-CsUser -Identity u-000005 -Target pool1", "E_USER_NO_POOL", "CMD-80");
  EXPECT_EQ(drive.succeed("Get-CsUser -UnassignedUser").answers.at(0).value, 1);
}

TEST(Cmdlets, Cmd34And35_TellWhereTheStoreIsAndWhatThereIs) {
  TestDrive drive;
  EXPECT_EQ(drive.succeed("Get-CsService -CentralManagement").answers.at(0).entity, drive.pool1);
  EXPECT_EQ(drive.succeed("Get-CsPool").answers.at(0).value, 2);
  EXPECT_EQ(drive.succeed("Get-CsSite").answers.at(0).value, 2);
  EXPECT_EQ(drive.succeed("Get-CsTopology").answers.at(0).value, 1);
  const Outcome computers = drive.succeed("Get-CsComputer -Pool pool2.contoso.com");
  ASSERT_EQ(computers.answers.size(), 3U);  // FLT-05: in the order of the first start
  EXPECT_EQ(computers.answers[0].entity, 3);
  EXPECT_EQ(computers.answers[2].entity, 5);
}

TEST(Cmdlets, Ma47_ReadsFailWithoutAStoreOnlyIfTheScenarioSaysSo) {
  TestDrive drive;
  drive.strike(FaultKind::kSite, drive.site1);
  drive.sit_at(drive.site2);
  drive.succeed("Get-CsPoolBackupRelationship -PoolFqdn pool1");
  drive.world.parameters.set(ParameterId::kReadsWithoutCms, 1);
  drive.refuse("Get-CsPoolBackupRelationship -PoolFqdn pool1", "E_CMS_UNAVAILABLE", "MA-47");
  drive.succeed("Get-CsPoolBackupRelationship -PoolFqdn pool1 -LocalStore");
}

}  // namespace
}  // namespace firedrill
