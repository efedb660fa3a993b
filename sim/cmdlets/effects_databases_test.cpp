// Mirrored databases and their set-up and removal: what is refused, what serves afterwards.
#include "sim/cmdlets/test_drive.hpp"

namespace firedrill {
namespace {

constexpr std::string_view kToMirror =
    "Invoke-CsDatabaseFailover -PoolFqdn pool1 -DatabaseType User -NewPrincipal mirror";
constexpr std::string_view kInstall =
    "Install-CsMirrorDatabase -ConfiguredDatabases -SqlServerFqdn be1a.contoso.com "
    "-ForInstance rtc -FileShare \\\\fs1.contoso.com\\mirror";

void without_witness(Topology& topology) {
  for (BackEnd& back_end : topology.back_ends) back_end.witness = kNone;
}
void without_mirror(Topology& topology) {
  for (BackEnd& back_end : topology.back_ends) back_end.ha = HaMode::kNone;
}
void one_domain_short(Topology& topology) {
  without_mirror(topology);
  topology.sql_instances[0].ad_domain = "a.contoso.com";
  topology.sql_instances[1].ad_domain = "b.contoso.com";
}
void one_port_for_two(Topology& topology) {
  without_mirror(topology);
  topology.sql_instances[0].mirroring_port = 5022;
  SqlInstance other = topology.sql_instances[0];
  other.instance = "archive";
  topology.sql_instances.push_back(other);
}

const BackEndRecord& back_end(const TestDrive& drive) {
  return drive.state().back_end(0);
}
bool user_database(const TestDrive& drive) {
  return database_available(drive.world, drive.state(), TestDrive::pool1, DatabaseType::kUser);
}

TEST(Cmdlets, Cmd50_SwitchesOneTypeInAMinute) {
  TestDrive drive;
  EXPECT_EQ(drive.succeed(kToMirror).took, seconds(60));
  EXPECT_EQ(back_end(drive).on_mirror, 1);               // User alone (INV-74)
  EXPECT_EQ(drive.succeed(kToMirror).took, seconds(2));  // MA-42
  EXPECT_EQ(back_end(drive).on_mirror, 1);
}

TEST(Cmdlets, Cmd50_ADeadPrincipalNeedsForceUnderStrict) {
  TestDrive drive(without_witness, Personality::kStrict);
  drive.strike(FaultKind::kSql, drive.sql("be1a.contoso.com"));
  EXPECT_FALSE(user_database(drive));
  drive.refuse(kToMirror, "E_DB_INACCESSIBLE", "MA-48");
  drive.succeed(std::string(kToMirror) + " -Force");
  EXPECT_TRUE(user_database(drive));
  drive.mend(FaultKind::kSql, drive.sql("be1a.contoso.com"));
  EXPECT_EQ(back_end(drive).on_mirror, 1);  // MA-52: the old principal comes back as the mirror
}

TEST(Cmdlets, Cmd50_DocAliasLetsTheProcedureThroughWithAWarning) {
  TestDrive drive(without_witness);
  drive.strike(FaultKind::kSql, drive.sql("be1a.contoso.com"));
  const Outcome done = drive.succeed(kToMirror);  // TRAP-10
  ASSERT_EQ(done.warnings.size(), 1U);
  EXPECT_EQ(done.warnings[0].rule, "TRAP-10");
  TestDrive stated(without_witness);
  stated.world.parameters.set(ParameterId::kDbForceRequired, 1);
  stated.strike(FaultKind::kSql, stated.sql("be1a.contoso.com"));
  stated.refuse(kToMirror, "E_DB_INACCESSIBLE", "MA-48");
}

TEST(Cmdlets, Cmd50_RefusesWithoutAMirrorOrATarget) {
  TestDrive plain(without_mirror);
  plain.refuse(kToMirror, "E_MIRROR_NOT_CONFIGURED", "INV-61");
  TestDrive drive;
  drive.strike(FaultKind::kSql, drive.sql("be1b.contoso.com"));
  drive.refuse(std::string(kToMirror) + " -Force", "E_DB_INACCESSIBLE", "CMD-50");
  drive.refuse(
      "Invoke-CsDatabaseFailover -PoolFqdn pool1 -DatabaseType Archiving "
      "-NewPrincipal mirror",
      "E_NOT_MODELLED", "CMD-50");
}

TEST(Cmdlets, Cmd50_FailsWhenTheTargetIsLostOnTheWay) {
  TestDrive drive(without_witness);
  drive.begin(kToMirror);
  drive.strike(FaultKind::kSql, drive.sql("be1b.contoso.com"));
  const Outcome failed = drive.finish();
  EXPECT_EQ(error_name(failed.code), "E_DB_INACCESSIBLE");
  EXPECT_EQ(back_end(drive).on_mirror, 0);
  EXPECT_TRUE(user_database(drive));
}

TEST(Cmdlets, Cmd51_TellsThePrincipalOfEachTypeAndNotWhyItIsUnknown) {
  TestDrive drive(without_witness);
  drive.succeed(kToMirror);
  const Outcome all = drive.succeed("Get-CsDatabaseMirrorState -PoolFqdn pool1");
  ASSERT_EQ(all.answers.size(), 3U);
  EXPECT_EQ(all.answers[0].value, 1);
  EXPECT_EQ(all.answers[1].value, 0);
  EXPECT_EQ(all.answers[2].value, 0);
  const char* one = "Get-CsDatabaseMirrorState -PoolFqdn pool1 -DatabaseType User";
  drive.strike(FaultKind::kSql, drive.sql("be1b.contoso.com"));
  const Outcome dead = drive.succeed(one);
  TestDrive plain(without_mirror);
  const Outcome none = plain.succeed(one);
  ASSERT_EQ(dead.answers.size(), 1U);
  EXPECT_EQ(dead.answers[0].value, 2);
  EXPECT_EQ(dead.answers[0].text, none.answers[0].text);
}

TEST(Cmdlets, Cmd52_MirrorsWhatTheTopologyDefines) {
  TestDrive drive(without_mirror);
  drive.refuse(kInstall, "E_MIRROR_NOT_CONFIGURED", "CMD-52");
  drive.succeed("TB.SetMirror -Pool pool1 -Mirror be1b.contoso.com -Witness w1.contoso.com");
  drive.refuse(kInstall, "E_MIRROR_NOT_CONFIGURED", "CMD-52");  // TRAP-34
  drive.succeed("TB.Publish");
  EXPECT_EQ(drive.succeed(kInstall).took, seconds(300));
  EXPECT_EQ(back_end(drive).mirrored, kEveryDatabase);
  EXPECT_EQ(back_end(drive).has_witness, 1);
}

TEST(Cmdlets, Cmd52_NeedsOneDomainAndAPortOfItsOwn) {
  TestDrive domains(one_domain_short);
  domains.succeed("TB.SetMirror -Pool pool1 -Mirror be1b.contoso.com");
  domains.succeed("TB.Publish");
  domains.refuse(kInstall, "E_TOPOLOGY_INVALID", "TOP-46");
  TestDrive ports(one_port_for_two);
  ports.succeed("TB.SetMirror -Pool pool1 -Mirror be1b.contoso.com");
  ports.succeed("TB.Publish");
  ports.refuse(kInstall, "E_TOPOLOGY_INVALID", "FLT-29");
}

TEST(Cmdlets, PrcMir_FrontEndsThatWereNotRestartedDoNotSeeTheSwitch) {
  TestDrive drive(without_mirror);
  drive.succeed("TB.SetMirror -Pool pool1 -Mirror be1b.contoso.com");
  drive.succeed("TB.Publish");
  drive.succeed("TB.InstallDatabase -Pool pool1");
  for (std::size_t fe = 0; fe < 3; ++fe) EXPECT_EQ(drive.state().front_end(fe).needs_restart, 1);
  drive.succeed(kToMirror);
  EXPECT_TRUE(user_database(drive));
  EXPECT_FALSE(back_end_visible(drive.world, drive.state(), drive.pool1));  // FLT-30
  drive.succeed("Restart-FrontEnds -Pool pool1");
  EXPECT_TRUE(back_end_visible(drive.world, drive.state(), drive.pool1));
  for (std::size_t fe = 0; fe < 3; ++fe) EXPECT_EQ(drive.state().front_end(fe).needs_restart, 0);
}

TEST(Cmdlets, Cmd53_RemovesTheMirrorOfATypeBeforeTheTopologyForgetsIt) {
  TestDrive drive;
  const char* user =
      "Uninstall-CsMirrorDatabase -DatabaseType User -SqlServerFqdn be1a.contoso.com";
  EXPECT_EQ(drive.succeed(user).took, seconds(60));
  EXPECT_EQ(back_end(drive).mirrored, 6);
  EXPECT_EQ(back_end(drive).has_witness, 1);
  drive.refuse(user, "E_MIRROR_NOT_CONFIGURED", "CMD-53");
  drive.refuse(kToMirror, "E_MIRROR_NOT_CONFIGURED", "INV-61");
  drive.succeed("Uninstall-CsMirrorDatabase -DatabaseType Application -SqlServerFqdn be1a");
  drive.succeed("Uninstall-CsMirrorDatabase -DatabaseType CentralMgmt -SqlServerFqdn be1a");
  EXPECT_EQ(back_end(drive).mirrored, 0);
  EXPECT_EQ(back_end(drive).has_witness, 0);
  drive.succeed("TB.ClearMirror -Pool pool1");
  drive.succeed("TB.Publish");
  EXPECT_EQ(back_end(drive).topology_mirror, 0);
  EXPECT_TRUE(user_database(drive));
}

TEST(Cmdlets, Cmd53_FailsAfterTheTopologyForgotTheMirror) {
  TestDrive drive;
  drive.succeed("TB.ClearMirror -Pool pool1");
  drive.succeed("TB.Publish");
  drive.refuse("Uninstall-CsMirrorDatabase -DatabaseType User -SqlServerFqdn be1a.contoso.com",
               "E_MIRROR_NOT_CONFIGURED", "FLT-94");
  EXPECT_EQ(back_end(drive).mirrored, kEveryDatabase);
}

TEST(Cmdlets, Top48_TheWitnessAloneIsRemovedInSql) {
  TestDrive drive;
  drive.succeed("TB.ClearWitness -Pool pool1");
  drive.succeed("TB.Publish");
  EXPECT_EQ(back_end(drive).has_witness, 1);
  drive.succeed("Remove-Witness -Pool pool1");
  drive.refuse("Remove-Witness -Pool pool1", "E_MIRROR_NOT_CONFIGURED", "TOP-48");
  EXPECT_EQ(back_end(drive).mirrored, kEveryDatabase);
  drive.strike(FaultKind::kSql, drive.sql("be1a.contoso.com"));
  drive.pass(minutes(10));
  EXPECT_EQ(back_end(drive).on_mirror, 0);  // INV-63: nothing automatic without a witness
}

TEST(Cmdlets, Cmd60_UpdateFailsOnMirrorsAndCleanOnAStoreInUse) {
  TestDrive drive;
  drive.refuse("Install-CsDatabase -ConfiguredDatabases -SqlServerFqdn be1a.contoso.com -Update",
               "E_DB_INACCESSIBLE", "FLT-32");
  const std::string clean =
      "Install-CsDatabase -CentralManagementDatabase -Clean -SqlServerFqdn be1a.contoso.com";
  drive.refuse(clean, "E_DB_INACCESSIBLE", "CMD-60");
  drive.refuse(clean + " -Force", "E_NOT_MODELLED", "CMD-60");
  drive.strike(FaultKind::kSql, drive.sql("be2a.contoso.com"));
  drive.refuse("Install-CsDatabase -CentralManagementDatabase -SqlServerFqdn be2a.contoso.com",
               "E_DB_INACCESSIBLE", "CMD-60");
}

TEST(Cmdlets, Cmd60_TheStandbyComesAndGoesWithItsDatabase) {
  TestDrive drive;
  drive.succeed("Uninstall-CsDatabase -CentralManagementDatabase -SqlServerFqdn be2a.contoso.com");
  EXPECT_EQ(drive.state().cms().standby, kNone);
  drive.refuse("Uninstall-CsDatabase -CentralManagementDatabase -SqlServerFqdn be1a.contoso.com",
               "E_DB_INACCESSIBLE", "CMD-60");
  EXPECT_EQ(drive
                .succeed("Install-CsDatabase -CentralManagementDatabase -SqlServerFqdn "
                         "be2a.contoso.com")
                .took,
            seconds(300));
  EXPECT_EQ(drive.state().cms().standby, drive.pool2);
}

TEST(Cmdlets, Cmd61_TellsWhichDatabasesAnswer) {
  TestDrive drive(without_mirror);
  const char* line = "Test-CsDatabase -ConfiguredDatabases -SqlServerFqdn be1a.contoso.com";
  const Outcome up = drive.succeed(line);
  ASSERT_EQ(up.answers.size(), 3U);
  for (const Fact& answer : up.answers) EXPECT_EQ(answer.value, 1);
  drive.strike(FaultKind::kLogDiskFull, drive.sql("be1a.contoso.com"));
  for (const Fact& answer : drive.succeed(line).answers) EXPECT_EQ(answer.value, 0);
}

}  // namespace
}  // namespace firedrill
