// Binding: names, prefixes, values, entities, what is missing and what does not go together.
#include "sim/cmdlets/binder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/cmdlets/binding_for_tests.hpp"
#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/pool_failover.hpp"
#include "sim/cmdlets/spelling.hpp"
#include "sim/cmdlets/values.hpp"

namespace firedrill {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Binds under STRICT without a word; documents that print the line correctly expect no less.
Binding clean(std::string_view line) {
  Binding binding = strict(line);
  EXPECT_TRUE(binding.command) << line;
  EXPECT_THAT(binding.codes(), IsEmpty()) << line;
  if (binding.command) {
    EXPECT_EQ(error_name(binding.command->refused), "ok")
        << line << ": " << binding.command->refusal_detail;
    EXPECT_THAT(binding.command->warnings, IsEmpty()) << line;
  }
  return binding;
}

void expect_mistake(std::string_view line, const std::string& code, int column,
                    const std::string& words) {
  for (Personality personality : {Personality::kStrict, Personality::kDocAlias}) {
    const Binding binding = bind_line(line, personality);
    EXPECT_FALSE(binding.command) << line;
    ASSERT_EQ(binding.findings.size(), 1U) << line;
    EXPECT_EQ(binding.findings[0].code, code) << line;
    EXPECT_EQ(binding.findings[0].severity, Severity::kError);
    EXPECT_EQ(binding.findings[0].mark, (Mark{1, column})) << line;
    EXPECT_THAT(binding.findings[0].message, HasSubstr(words)) << line;
  }
}

void expect_refused(std::string_view line, ErrorCode code, const std::string& rule,
                    const std::string& words) {
  for (Personality personality : {Personality::kStrict, Personality::kDocAlias}) {
    const Binding binding = bind_line(line, personality);
    ASSERT_TRUE(binding.command) << line << ::testing::PrintToString(binding.codes());
    EXPECT_EQ(error_name(binding.command->refused), error_name(code)) << line;
    EXPECT_EQ(binding.command->refusal_rule, rule) << line;
    EXPECT_THAT(binding.command->refusal_detail, HasSubstr(words)) << line;
  }
}

TEST(Binder, BindsTheLineOfTheFailoverTopic) {
  const Binding binding =
      clean("Invoke-CsPoolFailover -PoolFQDN pool1.example.net -DisasterMode -Verbose");
  EXPECT_EQ(binding.cmdlet().name, "Invoke-CsPoolFailOver");
  const BoundCommand& command = *binding.command;
  ASSERT_NE(command.find(invoke_cs_pool_failover::kPoolFqdn), nullptr);
  EXPECT_EQ(command.find(invoke_cs_pool_failover::kPoolFqdn)->number, 0);
  EXPECT_EQ(command.find(invoke_cs_pool_failover::kPoolFqdn)->text, "Pool1.example.net");
  EXPECT_EQ(command.find(invoke_cs_pool_failover::kDisasterMode)->number, 1);
  EXPECT_EQ(command.find(invoke_cs_pool_failover::kWaitTime), nullptr);
  EXPECT_FALSE(command.what_if);
  EXPECT_FALSE(command.force);
  EXPECT_EQ(command.source.text,
            "Invoke-CsPoolFailover -PoolFQDN pool1.example.net -DisasterMode -Verbose");
}

TEST(Binder, NamesAreReadInAnyLetterCase) {
  EXPECT_EQ(clean("invoke-cspoolFAILback -poolfqdn POOL2.EXAMPLE.NET").number("PoolFqdn"), 1);
}

TEST(Binder, UnambiguousPrefixesAreNamesAndValues) {
  const Binding reset = clean("Reset-CsPoolRegistrarState -Pool pool1 -ResetT Quorum -NoRe");
  EXPECT_EQ(reset.text("ResetType"), "QuorumLossRecovery");
  EXPECT_EQ(
      clean("Get-CsDatabaseMirrorState -PoolFqdn pool1 -DatabaseType app").number("DatabaseType"),
      1);
  EXPECT_EQ(clean("Get-CsPoolFabricState -PoolFqdn pool1 -Type MCU").text("Type"), "MCUFactory");
  EXPECT_EQ(clean("Invoke-CsStorageServiceFlush -FlushType SteadyState -PoolFqdn pool1")
                .text("FlushType"),
            "SteadyStateFlush");
  EXPECT_NE(clean("Get-CsService -CentralManagement").argument("CentralManagement"), nullptr);
}

TEST(Binder, AWholeValueWinsOverThoseItBegins) {
  EXPECT_EQ(clean("Get-CsDatabaseMirrorState -PoolFqdn pool1 -DatabaseType PersistentChat")
                .text("DatabaseType"),
            "PersistentChat");
}

TEST(Binder, AmbiguousPrefixesAreRefused) {
  expect_refused("Move-CsUser u-000001 pool2 -P", ErrorCode::kParamAmbiguous, "CMD-80",
                 "-PassThru, -ProxyPool");
  expect_refused("Get-CsDatabaseMirrorState -PoolFqdn pool1 -DatabaseType Cen",
                 ErrorCode::kParamAmbiguous, "CMD-51", "abbreviates more than one");
}

TEST(Binder, AMisspeltParameterIsAMistakeWithTheNearestName) {
  expect_mistake("Invoke-CsPoolFailover -PoolFqnd pool1", "FD1040", 23,
                 "Invoke-CsPoolFailOver has no parameter -PoolFqnd; did you mean -PoolFqdn?");
}

TEST(Binder, AnUnknownCommandIsAMistakeWithTheNearestName) {
  expect_mistake("Invoke-CsPoolFailovr -PoolFqdn pool1", "FD1041", 1, "Invoke-CsPoolFailOver");
  expect_mistake("Restart-Everything", "FD1041", 1, "not a command that firedrill knows");
  expect_mistake("publish topology", "FD1041", 1,
                 "\"firedrill schema scenario\" has the words of manual work");
}

TEST(Binder, AMissingParameterIsAMistake) {
  expect_mistake("Invoke-CsPoolFailover -DisasterMode", "FD1042", 1, "calls for -PoolFqdn");
  expect_mistake("TB.SetNextHop -EdgePool edge1", "FD1042", 1, "calls for -Pool");
}

TEST(Binder, ReportsEveryMistakeOfALineOnce) {
  const Binding binding = strict("TB.SetMirror -Pool pool9 -Mirror sql9 -Foo");
  EXPECT_FALSE(binding.command);
  EXPECT_THAT(binding.codes(), ElementsAre("FD1021", "FD1021", "FD1040"));
}

TEST(Binder, NamesOfTheTopologyAreFoundInAnyCaseAndByTheirFirstLabel) {
  EXPECT_EQ(clean("Restart-FrontEnds -Pool POOL2").number("Pool"), 1);
  EXPECT_EQ(clean("Restart-FrontEnds -Pool Pool2.Example.NET").text("Pool"), "pool2.example.net");
  EXPECT_EQ(clean("DeploymentWizard -Computer fe22").number("Computer"), 4);
  EXPECT_EQ(clean("DeploymentWizard -Computer edgeserver2").number("Computer"),
            kEdgeComputerBase + 1);
  EXPECT_EQ(clean("Restart-FrontEnds -Pool se1").number("Pool"), 2);
}

TEST(Binder, ServicePrefixesAreOptional) {
  for (const char* registrar : {"pool2.example.net", "Registrar:pool2.example.net",
                                "service:Registrar:pool2.example.net", "registrar:POOL2"}) {
    const Binding binding = clean(
        "Set-CsEdgeServer -Identity EdgeServer:edge1.example.net "
        "-Registrar " +
        std::string(registrar));
    EXPECT_EQ(binding.number("Identity"), 0);
    EXPECT_EQ(binding.number("Registrar"), 1);
    EXPECT_EQ(binding.text("Registrar"), "pool2.example.net");
  }
  expect_mistake("Set-CsRegistrar -Identity UserServer:pool2", "FD1021", 17, "UserServer:pool2");
}

TEST(Binder, DanglingNamesAreMistakesWithTheNearestName) {
  expect_mistake("Invoke-CsPoolFailover -PoolFqdn pol1.example.net", "FD1021", 23,
                 "no pool is called \"pol1.example.net\"; did you mean Pool1.example.net?");
  expect_mistake("Invoke-CsPoolFailover -PoolFqdn fe12", "FD1021", 23,
                 "which is a Front End Server of Pool1.example.net");
  expect_mistake("TB.SetNextHop -EdgePool edgeserver1 -Pool pool2", "FD1021", 15,
                 "an Edge Server of edge1.example.net");
  expect_mistake("DeploymentWizard -Computer edge1", "FD1021", 18,
                 "which is an Edge pool; its servers are EdgeServer1.example.net");
  expect_mistake("DeploymentWizard -Computer pool2", "FD1021", 18,
                 "which is a Front End pool; its servers are fe21.example.net, ");
  expect_mistake("Set-CsConfigurationStoreLocation -SqlServerFqdn sql3a", "FD1021", 34,
                 "SQL Server");
  expect_mistake("Get-CsUserPoolInfo -Identity bob@example.net", "FD1021", 20,
                 "the 55 modelled users are u-000000 and following");
}

TEST(Binder, ARouteIsMovedAndNeverCleared) {
  expect_mistake("Set-CsSite -Identity Site1 -XmppFederationRoute $null", "FD1021", 28,
                 "a route cannot be cleared, and need not be, since of all sites the one set last "
                 "counts (TRAP-20); to change it, name the Edge pool");
}

TEST(Binder, ANameOfAnUnmodelledComponentMakesTheCommandUnmodelled) {
  const Binding binding =
      strict("Set-CsEdgeServer -Identity EdgeServer:edge1 -Registrar Registrar:dir.example.net");
  ASSERT_TRUE(binding.command);
  EXPECT_EQ(binding.command->refused, ErrorCode::kNotModelled);
  EXPECT_THAT(binding.command->refusal_detail, HasSubstr("Director pool"));
  EXPECT_THAT(binding.codes(), ElementsAre("FD1045"));
}

TEST(Binder, SqlServersMayCarryTheirInstance) {
  EXPECT_EQ(clean("TB.SetMirror -Pool pool1 -Mirror sql1b").number("Mirror"), 1);
  EXPECT_EQ(clean("TB.SetMirror -Pool pool1 -Mirror sql1a\\archive").number("Mirror"), 5);
  expect_mistake("TB.SetMirror -Pool pool1 -Mirror sql1a\\none", "FD1021", 26, "no instance");
}

TEST(Binder, UsersAreNumberedNamedOrAll) {
  EXPECT_EQ(clean("Move-CsUser -Identity u-000017 -Target pool2").number("Identity"), 17);
  EXPECT_EQ(clean("Move-CsUser sip:u-000054@example.net pool2").number("Identity"), 54);
  EXPECT_EQ(clean("Get-CsUserPoolInfo *").number("Identity"), kAllUsers);
  expect_mistake("Get-CsUserPoolInfo u-000055", "FD1021", 20, "u-000055");
  const Binding filter =
      clean("Get-CsUser -Filter {RegistrarPool -eq \"pool1.example.net\"} -ResultSize 10");
  EXPECT_EQ(filter.text("Filter"), "{RegistrarPool -eq \"pool1.example.net\"}");
}

TEST(Binder, PositionalArgumentsFillIdentityFirstThenWhatIsMandatory) {
  const Binding binding = clean("Move-CsUser u-000001 pool2.example.net -Confirm:$false");
  EXPECT_EQ(binding.number("Identity"), 1);
  EXPECT_EQ(binding.number("Target"), 1);
  EXPECT_EQ(clean("Invoke-CsPoolFailBack -DisasterMode pool2").number("PoolFqdn"), 1);
  EXPECT_EQ(clean("Invoke-CsPoolFailBack -Verbose pool2").number("PoolFqdn"), 1);
  expect_mistake("Invoke-CsPoolFailover pool1 pool2", "FD1040", 29, "no place for the argument");
}

TEST(Binder, SwitchesMayBeTurnedOff) {
  const Binding binding = clean("Invoke-CsPoolFailover pool1 -DisasterMode:$false -WhatIf -Force");
  EXPECT_EQ(binding.number("DisasterMode"), 0);
  EXPECT_TRUE(binding.command->what_if);
  EXPECT_TRUE(binding.command->force);
  EXPECT_FALSE(clean("Invoke-CsPoolFailover pool1 -WhatIf:$false").command->what_if);
}

TEST(Binder, ParametersOfTheShellAreAcceptedAndChangeNothing) {
  const Binding binding = clean("Get-CsPool -Identity p -ErrorAction Stop -EA Stop -Debug -Verb");
  EXPECT_EQ(binding.command->arguments.size(), 1U);
  expect_mistake("TB.Publish -Verbose", "FD1040", 12, "TB.Publish has no parameter -Verbose");
}

TEST(Binder, ValuesOfAWrongTypeOrUnitAreMistakes) {
  expect_mistake("Invoke-CsPoolFailover pool1 -WaitTime 5m", "FD1043", 29, "hh:mm:ss");
  expect_mistake("Set-CsBackupServiceConfiguration -SyncInterval 120", "FD1043", 34,
                 "a number without a unit");
  expect_mistake("Set-CsBackupServiceConfiguration -SyncInterval 24:00:00", "FD1043", 34, "23");
  expect_mistake("Set-CsRegistrarConfiguration -MaxUserCount many", "FD1043", 30, "whole number");
  expect_mistake("Set-CsRegistrar pool1 -EnableAutomaticFailover maybe", "FD1043", 23, "$true");
  expect_mistake("Invoke-CsDatabaseFailover pool1 -DatabaseType Users -NewPrincipal mirror",
                 "FD1043", 33, "did you mean User?");
  expect_mistake("Invoke-CsPoolFailover -PoolFqdn", "FD1043", 23, "calls for a value");
}

TEST(Binder, TimeSpansAreReadAsTheShellReadsThem) {
  EXPECT_EQ(parse_time_span("00:00:15"), 15'000);
  EXPECT_EQ(parse_time_span("1:30"), 5'400'000);
  EXPECT_EQ(parse_time_span("1.00:00:00.5"), 86'400'500);
  for (const char* text : {"", "15", "00:60:00", "24:00:00", "1:2:3:4", "-00:00:01", "00:00:15x"}) {
    EXPECT_EQ(parse_time_span(text), std::nullopt) << text;
  }
}

TEST(Binder, Inv133_ValuesOutOfRangeAreRefusedWhenTheCommandRuns) {
  const std::string sync = "Set-CsBackupServiceConfiguration -SyncInterval ";
  EXPECT_EQ(clean(sync + "00:00:05").number("SyncInterval"), 5'000);
  EXPECT_EQ(clean(sync + "03:00:00").number("SyncInterval"), 10'800'000);
  expect_refused(sync + "00:00:04", ErrorCode::kValueRange, "INV-133", "00:00:05 to 03:00:00");
  expect_refused(sync + "03:00:01", ErrorCode::kValueRange, "INV-133", "not 03:00:01");
  const std::string set = "Set-CsRegistrarConfiguration -Identity global ";
  clean(set + "-MaxUserCount 2000 -DefaultEndpointExpiration 900 -MaxEndpointsPerUser 64");
  expect_refused(set + "-MaxUserCount 1999", ErrorCode::kValueRange, "INV-133", "2000");
  expect_refused(set + "-MaxUserCount 100001", ErrorCode::kValueRange, "INV-133", "100000");
  expect_refused(set + "-MinEndpointExpiration 299", ErrorCode::kValueRange, "INV-133", "300");
  expect_refused(set + "-MaxEndpointsPerUser 65", ErrorCode::kValueRange, "CMD-05", "64");
}

TEST(Binder, ParametersThatExcludeEachOtherAreRefused) {
  expect_refused("Backup-CsPool pool1 -FullBackup -SteadyState", ErrorCode::kParamSet, "CMD-25",
                 "-FullBackup and -SteadyState");
  expect_refused("Backup-CsPool pool1 -FailedOverPoolOnly", ErrorCode::kParamSet, "CMD-25",
                 "goes only with -FullBackup");
  expect_refused("Get-CsUser -Filter {a} -LdapFilter b", ErrorCode::kParamSet, "CMD-81", "-Filter");
  expect_refused("Get-CsService -Registrar -EdgeServer", ErrorCode::kParamSet, "CMD-34",
                 "-EdgeServer and -Registrar");
  expect_refused("Export-CsConfiguration -FileName a.zip -AsBytes", ErrorCode::kParamSet, "CMD-36",
                 "exclude");
  expect_refused("Install-CsDatabase -LocalDatabases -Clean -Update", ErrorCode::kParamSet,
                 "CMD-60", "-Clean and -Update");
  expect_refused("Invoke-CsManagementServerFailover -Restore -BackupSqlServerFqdn sql2a -Force",
                 ErrorCode::kParamSet, "CMD-30", "exclude");
  expect_refused("Reset-CsPoolRegistrarState pool1 -MachineFqdn fe11", ErrorCode::kParamSet,
                 "CMD-06", "MachineStateRemoved");
  expect_refused("Invoke-CsPoolFailover pool1 -DisasterMode -Disaster", ErrorCode::kParamSet,
                 "CMD-01", "given twice");
  expect_refused("Bootstrapper -Pool pool1 -Computer fe11", ErrorCode::kParamSet, "CMD-75",
                 "exclude");
}

TEST(Binder, SetsThatNeedAnotherParameterSaySo) {
  expect_mistake("Install-CsDatabase -CentralManagement", "FD1042", 1,
                 "-CentralManagementDatabase calls for -SqlServerFqdn");
  expect_mistake("Export-CsConfiguration", "FD1042", 1, "calls for -FileName or -AsBytes");
  expect_mistake("Invoke-CsManagementServerFailover -Force", "FD1042", 1, "-BackupSqlServerFqdn");
  expect_mistake("Invoke-CsStorageServiceFlush FullFlush pool1 -Binding NetTCP", "FD1042", 1,
                 "-HostNameStorageService");
  expect_mistake("Bootstrapper /Setup", "FD1042", 1, "-Computer or -Pool");
}

TEST(Binder, TheBareStoreFailoverIsThePlannedForm) {
  const Binding binding = clean("Invoke-CsManagementServerFailover -WhatIf");
  EXPECT_TRUE(binding.command->what_if);
  clean("Invoke-CsManagementServerFailover");
  clean("Invoke-CsManagementServerFailover -Restore");
}

TEST(Binder, WindowsServicesAreCheckedByName) {
  EXPECT_EQ(clean("Start-CsWindowsService -Name LyncBackup -ComputerName fe11").text("Name"),
            "LYNCBACKUP");
}

TEST(Binder, ANonLyncServiceIsRefused) {
  expect_refused("Start-CsWindowsService -Name Spooler", ErrorCode::kServiceUnknown, "CMD-72",
                 "Spooler");
  expect_refused("Stop-CsWindowsService -Name W3SVC", ErrorCode::kServiceUnknown, "CMD-73",
                 "W3SVC");
}

TEST(Binder, AnUnmodelledCmdletIsSaidToBeSo) {
  for (Personality personality : {Personality::kStrict, Personality::kDocAlias}) {
    const Binding binding = bind_line("Enable-CsReplica -Foo x", personality);
    ASSERT_TRUE(binding.command);
    EXPECT_EQ(binding.command->refused, ErrorCode::kNotModelled);
    EXPECT_EQ(binding.command->refusal_rule, "CMD-98");
    EXPECT_THAT(binding.codes(), ElementsAre("FD1045"));
    EXPECT_EQ(binding.findings[0].severity, Severity::kWarning);
    EXPECT_THAT(binding.findings[0].message, HasSubstr("not modelled"));
  }
}

// Goal: the correctly printed lines of the core procedures (PRC-FO to PRC-PAIR) bind without a
// word.
TEST(Binder, BindsTheLinesOfTheCoreProcedures) {
  for (const char* line : {
           "Set-CsEdgeServer -Identity EdgeServer:edge1.example.net -Registrar "
           "Registrar:pool2.example.net",
           "Get-CsPoolBackupRelationship -PoolFQDN pool1.example.net",
           "Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus",
           "Get-CsManagementStoreReplicationStatus",
           "Get-CsDatabaseMirrorState -DatabaseType CentralMgmt -PoolFqdn pool2.example.net",
           "Install-CsDatabase -CentralManagementDatabase -Clean -SqlServerFqdn sql2a.example.net "
           "-SqlInstanceName rtc",
           "Move-CsManagementServer -ConfigurationFileName c:\\cfg.zip -LisConfigurationFileName "
           "c:\\lis.zip -Force",
           "Invoke-CsDatabaseFailover -PoolFqdn pool1 -DatabaseType User -NewPrincipal mirror "
           "-Verbose",
           "Stop-CsWindowsService",
           "Start-CsWindowsService -Name LYNCBACKUP",
           "Get-CsBackupServiceConfiguration",
           "Set-CsBackupServiceConfiguration -SyncInterval 00:05:00",
           "Get-CsBackupServiceStatus -PoolFqdn pool1",
           "Invoke-CsBackupServiceSync -PoolFqdn pool2 -BackupModule ConfServices.DataConf",
           "Import-CsLisConfiguration -FileName c:\\lis.zip",
           "Publish-CsLisConfiguration",
           "Enable-CsTopology",
           "Uninstall-CsMirrorDatabase -SqlServerFqdn sql1a -SqlInstanceName rtc -DatabaseType "
           "User -DropExistingDatabasesOnMirror",
       }) {
    clean(line);
  }
}

TEST(Binder, BindsTheManualSteps) {
  EXPECT_EQ(clean("TB.SetNextHop -EdgePool edge1 -Pool pool2").number("Pool"), 1);
  clean("TB.Publish");
  EXPECT_NE(clean("TB.SetBackupPool -Pool pool1 -BackupPool pool2 -AutomaticFailover")
                .argument("AutomaticFailover"),
            nullptr);
  EXPECT_EQ(clean("TB.SetMirror -Pool pool2 -Mirror sql2b -Witness sql1a").number("Witness"), 0);
  for (const char* step : {"TB.ClearMirror", "TB.ClearWitness", "TB.InstallDatabase",
                           "Restart-FrontEnds", "Remove-Witness", "Bootstrapper"}) {
    EXPECT_EQ(clean(std::string(step) + " -Pool pool2").number("Pool"), 1);
  }
  const Binding setup = clean("Bootstrapper.exe /Setup -Computer fe21");
  EXPECT_EQ(setup.number("Computer"), 3);
  EXPECT_EQ(setup.number("Setup"), 1);
}

}  // namespace
}  // namespace firedrill
