// The spelling traps of the rule book (5.15), each in both personalities: STRICT refuses what the
// cmdlet page does not know, DOC_ALIAS does what the document meant and says so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/cmdlets/aliases.hpp"
#include "sim/cmdlets/binding_for_tests.hpp"
#include "sim/cmdlets/spelling.hpp"
#include "sim/cmdlets/test_drive.hpp"

namespace firedrill {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

void expect_refused(const Binding& binding, ErrorCode code, const std::string& rule) {
  ASSERT_TRUE(binding.command) << ::testing::PrintToString(binding.codes());
  EXPECT_EQ(error_name(binding.command->refused), error_name(code));
  EXPECT_EQ(binding.command->refusal_rule, rule);
  EXPECT_FALSE(binding.command->refusal_detail.empty());
  for (const Diagnostic& finding : binding.findings) {
    EXPECT_NE(finding.severity, Severity::kError) << finding.message;
  }
}

void expect_mapped(const Binding& binding, const std::string& rule) {
  ASSERT_TRUE(binding.command) << ::testing::PrintToString(binding.codes());
  EXPECT_EQ(error_name(binding.command->refused), "ok") << binding.command->refusal_detail;
  EXPECT_THAT(binding.command->warnings, Contains(StartsWith(rule + ": ")));
  EXPECT_THAT(binding.codes(), Contains("FD1046"));
}

TEST(Traps, Trap01_TheXmppRouteIsMisspeltAndNamesAServer) {
  const char* line = "Set-CsSite Site2 -XmppExternalFederationRoute EdgeServer2.example.net";
  expect_refused(strict(line), ErrorCode::kParamUnknown, "TRAP-01");
  const Binding mapped = doc_alias(line);
  ASSERT_TRUE(mapped.command);
  EXPECT_EQ(mapped.number("XmppFederationRoute"), 1);
  EXPECT_EQ(mapped.text("XmppFederationRoute"), "edge2.example.net");
  EXPECT_EQ(mapped.number("Identity"), 1);
  EXPECT_THAT(mapped.command->warnings, ElementsAre(StartsWith("TRAP-01: ")));
  EXPECT_EQ(error_name(mapped.command->refused), "ok");
}

TEST(Traps, Trap02_TheFirstVariantLacksForce) {
  const char* line =
      "Invoke-CsManagementServerFailover -BackupSQLServerFqdn sql2a.example.net "
      "-BackupSQLInstanceName rtc";
  expect_refused(strict(line), ErrorCode::kParamMissing, "TRAP-02");
  const Binding mapped = doc_alias(line);
  expect_mapped(mapped, "TRAP-02");
  EXPECT_TRUE(mapped.command->force);
  EXPECT_EQ(mapped.text("BackupSqlServerFqdn"), "sql2a.example.net");
}

TEST(Traps, Trap02_TheMirrorVariantMatchesNoParameterSet) {
  const char* line =
      "Invoke-CSManagementServerFailover -MirrorSQLServerFqdn sql2b.example.net "
      "-MirrorSQLInstanceName rtc";
  expect_refused(strict(line), ErrorCode::kParamUnknown, "TRAP-02");
  const Binding mapped = doc_alias(line);
  expect_mapped(mapped, "TRAP-02");
  EXPECT_TRUE(mapped.command->force);
  EXPECT_EQ(mapped.text("BackupSqlServerFqdn"), "sql2a.example.net");
  EXPECT_EQ(mapped.text("BackupMirrorSqlServerFqdn"), "sql2b.example.net");
  EXPECT_EQ(mapped.text("BackupMirrorSqlInstanceName"), "rtc");
  EXPECT_EQ(mapped.command->warnings.size(), 4U);
}

TEST(Traps, Trap02_TheCorrectedFormPassesInBothPersonalities) {
  const char* line =
      "Invoke-CsManagementServerFailover -BackupSqlServerFqdn sql2a.example.net "
      "-BackupSqlInstanceName rtc -BackupMirrorSqlServerFqdn sql2b.example.net "
      "-BackupMirrorSqlInstanceName rtc -Force";
  for (const Binding& binding : {strict(line), doc_alias(line)}) {
    ASSERT_TRUE(binding.command);
    EXPECT_EQ(binding.command->refused, ErrorCode::kOk);
    EXPECT_THAT(binding.command->warnings, IsEmpty());
    EXPECT_TRUE(binding.command->force);
  }
}

TEST(Traps, Trap03_TheStatusHasNoBackupModule) {
  const char* line =
      "Get-CsBackupServiceStatus -PoolFqdn pool2.example.net -BackupModule ConfServices.DataConf";
  expect_refused(strict(line), ErrorCode::kParamUnknown, "TRAP-03");
  const Binding mapped = doc_alias(line);
  expect_mapped(mapped, "TRAP-03");
  EXPECT_EQ(mapped.number("PoolFqdn"), 1);
  EXPECT_EQ(mapped.argument("Category"), nullptr);
}

TEST(Traps, Trap05_ShortAndDottedModuleNamesMeanTheSame) {
  const std::string sync = "Invoke-CsBackupServiceSync -PoolFqdn pool1 -BackupModule ";
  for (Personality personality : {Personality::kStrict, Personality::kDocAlias}) {
    EXPECT_EQ(bind_line(sync + "PresenceFocus", personality).number("BackupModule"), 0);
    EXPECT_EQ(bind_line(sync + "userservices.presencefocus", personality).number("BackupModule"),
              0);
    EXPECT_EQ(bind_line(sync + "DataConf", personality).number("BackupModule"), 1);
    EXPECT_EQ(bind_line(sync + "ConfServices.DataConf", personality).number("BackupModule"), 1);
    EXPECT_EQ(bind_line(sync + "CMSMaster", personality).number("BackupModule"), 2);
    EXPECT_EQ(bind_line(sync + "All", personality).number("BackupModule"), 3);
    expect_refused(bind_line(sync + "CentralMgmt", personality), ErrorCode::kValueRange, "TRAP-05");
  }
}

TEST(Traps, Trap05_TheComparisonKnowsCentralMgmtAndNotCmsMaster) {
  const std::string compare = "Debug-CsInterPoolReplication -PoolFqdn pool1 -BackupModule ";
  for (Personality personality : {Personality::kStrict, Personality::kDocAlias}) {
    EXPECT_EQ(bind_line(compare + "CentralMgmt", personality).number("BackupModule"), 2);
    expect_refused(bind_line(compare + "CMSMaster", personality), ErrorCode::kValueRange,
                   "TRAP-05");
  }
}

TEST(Traps, Trap06_AMisspeltSettingMeansNoImportAtAll) {
  const char* line =
      "Import-CsRgsConfiguration -Destination x -FileName c:\\a.zip -ReplaceExistingSettings";
  expect_refused(strict(line), ErrorCode::kParamUnknown, "TRAP-06");
  expect_refused(doc_alias(line), ErrorCode::kNotModelled, "CMD-91");
}

TEST(Traps, Trap07_ComputersAreListedByPool) {
  const char* line = "Get-CsComputer -PoolFqdn pool1.example.net";
  expect_refused(strict(line), ErrorCode::kParamUnknown, "TRAP-07");
  const Binding mapped = doc_alias(line);
  expect_mapped(mapped, "TRAP-07");
  EXPECT_EQ(mapped.number("Pool"), 0);
}

TEST(Traps, Trap08_AnEnDashInACommandNameIsNoHyphen) {
  const char* line = "Invoke\u2013CsPoolFailback -PoolFQDN pool1.example.net -Verbose";
  expect_refused(strict(line), ErrorCode::kCmdUnknown, "TRAP-08");
  const Binding mapped = doc_alias(line);
  expect_mapped(mapped, "TRAP-08");
  EXPECT_EQ(mapped.cmdlet().name, "Invoke-CsPoolFailBack");
  EXPECT_EQ(mapped.number("PoolFqdn"), 0);
}

TEST(Traps, Trap08_ABlankInACommandNameEndsIt) {
  const char* line =
      "Uninstall -CsMirrorDatabase -SqlServerFqdn sql1a.example.net -SqlInstanceName rtc "
      "-DatabaseType User";
  expect_refused(strict(line), ErrorCode::kCmdUnknown, "TRAP-08");
  const Binding mapped = doc_alias(line);
  expect_mapped(mapped, "TRAP-08");
  EXPECT_EQ(mapped.cmdlet().name, "Uninstall-CsMirrorDatabase");
  EXPECT_EQ(mapped.text("DatabaseType"), "User");
}

TEST(Traps, Trap09_AFusedValueIsNoParameter) {
  const char* line = "Convert-CsUserData -InputFile a.zip -OutputFile b.xml -TargetVersionLync2010";
  expect_refused(strict(line), ErrorCode::kParamUnknown, "TRAP-09");
  const Binding mapped = doc_alias(line);
  ASSERT_TRUE(mapped.command);
  EXPECT_EQ(mapped.text("TargetVersion"), "Lync2010");
}

TEST(Traps, Trap10_ThePageGivesTheExclusionListTwiceAndNoType) {
  const char* line =
      "Invoke-CsDatabaseFailover -PoolFqdn pool1.example.net -NewPrincipal mirror "
      "-ExcludeDatabase a -ExcludeDatabaseList b,c";
  expect_refused(strict(line), ErrorCode::kParamSet, "TRAP-10");
  const Binding mapped = doc_alias(line);
  expect_mapped(mapped, "TRAP-10");
  EXPECT_EQ(mapped.text("ExcludeDatabaseList"), "b,c");
  EXPECT_EQ(mapped.text("DatabaseType"), "User");
  EXPECT_EQ(mapped.number("NewPrincipal"), 1);
}

TEST(Traps, Trap10_AMissingTypeAloneIsAMissingParameter) {
  const char* line = "Invoke-CsDatabaseFailover -PoolFqdn pool1.example.net -NewPrincipal mirror";
  expect_refused(strict(line), ErrorCode::kParamMissing, "TRAP-10");
  expect_mapped(doc_alias(line), "TRAP-10");
}

TEST(Traps, Trap11_SetCsUserAssignsNoPool) {
  const char* line = "Set-CsUser -Identity u-000001 -RegistrarPool pool2.example.net";
  expect_refused(strict(line), ErrorCode::kParamUnknown, "TRAP-11");
  expect_refused(doc_alias(line), ErrorCode::kParamUnknown, "TRAP-11");
}

TEST(Traps, Trap21_TheDetectionIntervalEndsAt84400Seconds) {
  const std::string set = "Set-CsRegistrar -Identity Registrar:pool1 -FailureDetectionInterval ";
  for (Personality personality : {Personality::kStrict, Personality::kDocAlias}) {
    const Binding longest = bind_line(set + "23:26:40", personality);
    ASSERT_TRUE(longest.command);
    EXPECT_EQ(longest.command->refused, ErrorCode::kOk);
    EXPECT_THAT(longest.command->warnings, IsEmpty());
    EXPECT_EQ(longest.number("FailureDetectionInterval"), 84'400'000);
    expect_refused(bind_line(set + "00:00:29", personality), ErrorCode::kValueRange, "INV-133");
    expect_refused(bind_line(set + "1.00:00:01", personality), ErrorCode::kValueRange, "INV-133");
  }
  for (const char* beyond : {"23:26:41", "1.00:00:00"}) {
    expect_mapped(doc_alias(set + beyond), "TRAP-21");
    TestDrive drive(nullptr, Personality::kStrict);
    drive.refuse(set + beyond, "E_VALUE_RANGE", "INV-133");
    drive.world.parameters.set(ParameterId::kDetectionMax, 86'400'000);
    drive.succeed(set + beyond);
  }
}

TEST(Traps, Trap22_BothGroupsOfTheDocumentsMayReadTheStatus) {
  const char* status = "Get-CsBackupServiceStatus -PoolFqdn pool1";
  TestDrive drive;
  const auto as = [&](const char* group) { drive.world.actors[0].groups = {group}; };
  for (const char* group : {"RTCUniversalServerAdmins", "Schema admins"}) {
    as(group);
    drive.succeed(status);
  }
  as("Drill team");
  drive.refuse(status, "E_PERMISSION", "INV-132");
  as("RTCUniversalServerAdmins");
  drive.succeed("Set-CsBackupServiceConfiguration -AuthorizedUniversalGroup 'Audit, Drill team'");
  drive.succeed(status);
  as("Drill team");
  drive.succeed(status);
  as("Schema admins");
  drive.refuse(status, "E_PERMISSION", "INV-132");
  as("RTCUniversalServerAdmins");
  drive.succeed("Remove-CsBackupServiceConfiguration -Identity global");
  as("Schema admins");
  drive.succeed(status);
}

TEST(Traps, Trap33_FailedBackMeansFailingBack) {
  const std::string set = "Set-CsRegistrarConfiguration -Identity global -PoolState ";
  for (Personality personality : {Personality::kStrict, Personality::kDocAlias}) {
    const Binding from_text = bind_line(set + "FailedBack", personality);
    const Binding from_syntax = bind_line(set + "FailingBack", personality);
    ASSERT_TRUE(from_text.command && from_syntax.command);
    EXPECT_EQ(from_text.number("PoolState"), 3);
    EXPECT_EQ(from_syntax.number("PoolState"), 3);
    EXPECT_EQ(from_text.text("PoolState"), "FailingBack");
    EXPECT_EQ(from_text.command->refused, ErrorCode::kOk);
    EXPECT_THAT(from_text.command->warnings, ElementsAre(StartsWith("TRAP-33: ")));
  }
}

TEST(Traps, Trap67_DatabasePathAbbreviatesTwoParameters) {
  const char* line =
      "Install-CsDatabase -ConfiguredDatabases -SqlServerFqdn sql1a.example.net -DatabasePath d:\\";
  expect_refused(strict(line), ErrorCode::kParamAmbiguous, "TRAP-67");
  const Binding mapped = doc_alias(line);
  expect_mapped(mapped, "TRAP-67");
  EXPECT_EQ(mapped.text("DatabasePaths"), "d:\\");
}

TEST(Traps, Trap68_TheTableHasWhatTheDocumentationsIndexLeavesOut) {
  for (const char* name : {"Debug-CsInterPoolReplication", "Debug-CsIntraPoolReplication",
                           "Reset-CsPoolRegistrarState", "Invoke-CsManagementServerFailover",
                           "Invoke-CsDatabaseFailover"}) {
    const int position = find_cmdlet(name);
    ASSERT_GE(position, 0) << name;
    EXPECT_TRUE(cmdlet_table()[static_cast<std::size_t>(position)].not_modelled.empty()) << name;
  }
}

TEST(Traps, Trap69_ANameWithoutItsDashIsAnArgumentAndAShortenedOneAPrefix) {
  const char* line =
      "Set-CsExternalAccessPolicy -Identity p -EnableFederationAcces $true EnableXmppAccess";
  expect_refused(strict(line), ErrorCode::kParamUnknown, "TRAP-69");
  const Binding mapped = doc_alias(line);
  ASSERT_TRUE(mapped.command);
  EXPECT_EQ(mapped.number("EnableFederationAccess"), 1);
  EXPECT_EQ(mapped.number("EnableXmppAccess"), 1);
  EXPECT_THAT(mapped.command->warnings, ElementsAre(StartsWith("TRAP-69: ")));
}

TEST(Traps, Trap70_ABareWaitTimeIsSecondsOnlyWhereTheDocumentIsBelieved) {
  const char* line = "Invoke-CsPoolFailOver -PoolFqdn pool1 -WaitTime 300";
  EXPECT_THAT(strict(line).codes(), ElementsAre("FD1043"));
  const Binding mapped = doc_alias(line);
  expect_mapped(mapped, "TRAP-70");
  EXPECT_EQ(mapped.number("WaitTime"), 300'000);
}

TEST(Traps, OtherSpellingsOfTheTableAreRefusedAndMappedToo) {
  struct Case {
    const char* line;
    ErrorCode code;
    const char* rule;
    const char* parameter;
  };
  const Case cases[] = {
      {"Install-CsMirrorDatabase -ConfiguredDatabases -SqlServerFqdn sql1a -FileShare \\\\f\\s "
       "-DropExisitingDatabasesOnMirror",
       ErrorCode::kParamUnknown, "CMD-52", "DropExistingDatabasesOnMirror"},
      {"Backup-CsPool -SourcePoolFqdn pool1", ErrorCode::kParamUnknown, "CMD-25", "PoolFqdn"},
  };
  for (const Case& c : cases) {
    expect_refused(strict(c.line), c.code, c.rule);
    const Binding mapped = doc_alias(c.line);
    expect_mapped(mapped, c.rule);
    EXPECT_NE(mapped.argument(c.parameter), nullptr) << c.line;
  }
  for (const char* line : {"Grant-CsSetupPermissions -ComputerOU x", "Set-CsSetupPermission"}) {
    expect_refused(strict(line), ErrorCode::kCmdUnknown, "CMD-98");
    expect_refused(doc_alias(line), ErrorCode::kNotModelled, "CMD-98");
  }
  expect_refused(strict("Export-CsUserData \u2013ConferenceFilterDirectory 7"),
                 ErrorCode::kParamUnknown, "CMD-83");
  expect_refused(strict("Import-CsUserData -InputFile a.zip"), ErrorCode::kParamUnknown, "CMD-84");
}

TEST(Traps, NothingCanBeSuppliedForAResetWithoutAPool) {
  for (Personality personality : {Personality::kStrict, Personality::kDocAlias}) {
    expect_refused(bind_line("Reset-CsPoolRegistrarState -ResetType FullReset", personality),
                   ErrorCode::kParamMissing, "CMD-06");
  }
}

TEST(Traps, EveryDocumentedSpellingLeadsToSomethingThatExists) {
  for (const DocumentedSpelling& spelling : documented_spellings()) {
    const int position = find_cmdlet(spelling.cmdlet);
    ASSERT_GE(position, 0) << spelling.cmdlet;
    const auto& cmdlet = cmdlet_table()[static_cast<std::size_t>(position)];
    EXPECT_EQ(cmdlet.name, spelling.cmdlet);
    const std::string_view name =
        spelling.place == SpellingPlace::kValue ? spelling.parameter : spelling.canonical;
    if (spelling.place == SpellingPlace::kCommand || name.empty()) continue;
    bool found = false;
    for (const ParameterDefinition& parameter : cmdlet.parameters) {
      if (parameter.name != name) continue;
      found = true;
      if (spelling.place != SpellingPlace::kValue || spelling.canonical.empty()) continue;
      EXPECT_THAT(parameter.values, Contains(spelling.canonical)) << spelling.spelling;
    }
    EXPECT_TRUE(found) << spelling.spelling;
  }
}

}  // namespace
}  // namespace firedrill
