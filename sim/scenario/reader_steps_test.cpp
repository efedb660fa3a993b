// Steps, administrators and expectations.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/cmdlets/table.hpp"
#include "sim/scenario/manual_words.hpp"
#include "sim/scenario/reader_test_topology.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill::scenario_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kHead[] = "firedrill: 1\ntopology: p\n";

std::optional<Scenario> scenario_of(const std::string& lines) {
  Diagnostics diagnostics;
  auto scenario = read(kHead + lines, diagnostics);
  EXPECT_TRUE(scenario) << messages(diagnostics);
  return scenario;
}

std::vector<std::string> mistakes(const std::string& lines) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read(kHead + lines, diagnostics));
  return places(diagnostics, "drill.yaml");
}

std::string said(const std::string& lines) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read(kHead + lines, diagnostics));
  return messages(diagnostics);
}

TEST(StepReader, ReadsManualWorkAsCommands) {
  const auto scenario = scenario_of(
      "procedure:\n"
      "  - topology builder: next hop of edge1 = pool2\n"
      "  - topology builder: publish\n"
      "  - topology builder: backup pool of pool1 = pool2 with automatic failover\n"
      "  - topology builder: mirror of pool2 = be1b.contoso.com witness w1\n"
      "  - topology builder: no mirror for pool1\n"
      "  - topology builder: no witness for pool1\n"
      "  - topology builder: remove front end fe1a\n"
      "  - topology builder: add front end fe1a.contoso.com\n"
      "  - topology builder: install databases of pool1\n"
      "  - bootstrapper on fe1a.contoso.com\n"
      "  - bootstrapper on pool1\n"
      "  - deployment wizard on edge1a.contoso.com\n"
      "  - restart front ends of pool1\n"
      "  - remove witness of pool1 in SQL\n"
      "  - {bootstrapper on: fe1a}\n"
      "  - run: \"topology builder: publish\"\n");
  ASSERT_TRUE(scenario);
  std::vector<std::string> names;
  for (const StepSpec& step : scenario->actors[0].steps) {
    std::string name(cmdlet_table()[step.command.cmdlet].name);
    for (const CommandParameter& one : step.command.source.parameters) {
      name += " -" + one.name + (one.has_value ? ' ' + one.value : "");
    }
    names.push_back(name);
  }
  EXPECT_THAT(
      names,
      ElementsAre(
          "TB.SetNextHop -EdgePool edge1.contoso.com -Pool pool2.contoso.com", "TB.Publish",
          "TB.SetBackupPool -Pool pool1.contoso.com -BackupPool pool2.contoso.com "
          "-AutomaticFailover",
          "TB.SetMirror -Pool pool2.contoso.com -Mirror be1b.contoso.com -Witness "
          "w1.contoso.com",
          "TB.ClearMirror -Pool pool1.contoso.com", "TB.ClearWitness -Pool pool1.contoso.com",
          "TB.RemoveFrontEnd -FrontEnd fe1a.contoso.com",
          "TB.AddFrontEnd -FrontEnd fe1a.contoso.com", "TB.InstallDatabase -Pool pool1.contoso.com",
          "Bootstrapper -Computer fe1a.contoso.com", "Bootstrapper -Pool pool1.contoso.com",
          "DeploymentWizard -Computer edge1a.contoso.com",
          "Restart-FrontEnds -Pool pool1.contoso.com", "Remove-Witness -Pool pool1.contoso.com",
          "Bootstrapper -Computer fe1a.contoso.com", "TB.Publish"));
}

TEST(StepReader, ReadsTheMappingForm) {
  const auto scenario = scenario_of(
      "procedure:\n"
      "  - {run: Invoke-CsPoolFailover -PoolFqdn pool2.contoso.com, fails with: "
      "E_PARTNER_FAILED_OVER}\n"
      "  - {run: \"Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com\", repeat every: 1m, at most: "
      "5 times}\n"
      "  - {wait until: state of pool1 is FailedOver, at most: 20m}\n"
      "  - {topology builder: publish, fails with: inv-43}\n");
  ASSERT_TRUE(scenario);
  const std::vector<StepSpec>& steps = scenario->actors[0].steps;
  EXPECT_EQ(steps[0].expected_refusal, ErrorCode::kPartnerFailedOver);
  EXPECT_EQ(steps[1].retry_every, minutes(1));
  EXPECT_EQ(steps[1].retries, 5);
  EXPECT_EQ(steps[2].kind, StepSpec::Kind::kWaitUntil);
  EXPECT_EQ(steps[2].wait, minutes(20));
  EXPECT_EQ(steps[3].expected_rule, "INV-43");
}

TEST(StepReader, ReportsWhatCannotBe) {
  EXPECT_THAT(mistakes("procedure:\n  - {run: wait 1m, wait: 2m}\n"), ElementsAre("4:5 FD1016"));
  EXPECT_THAT(mistakes("procedure:\n  - {at most: 5 times}\n"),
              ElementsAre("4:5 FD1014", "4:15 FD1089"));
  EXPECT_THAT(mistakes("procedure:\n  - {run: Get-CsPool, repeat every: 1m}\n"),
              ElementsAre("4:5 FD1014"));
  EXPECT_THAT(mistakes("procedure:\n  - {wait: 1m, repeat every: 1m, at most: 2}\n"),
              ElementsAre("4:5 FD1089"));
  EXPECT_THAT(mistakes("procedure:\n  - topology builder: nxt hop of edge1 = pool2\n"),
              ElementsAre("4:23 FD1027"));
  EXPECT_THAT(mistakes("procedure:\n  - topology builder: next hop of edge1\n"),
              ElementsAre("4:35 FD1027"));
  EXPECT_THAT(mistakes("procedure:\n  - bootstrapper on fe9z\n"), ElementsAre("4:21 FD1021"));
  EXPECT_THAT(mistakes("procedure: wait 1m\n"), ElementsAre("3:12 FD1011"));
  EXPECT_THAT(mistakes("procedure:\n  - Invoke-CsPoolFailover -PoolFqnd pool1.contoso.com\n"),
              testing::Contains("4:27 FD1040"));
  EXPECT_THAT(mistakes("procedure:\n  - wait until state of pool1 = FailedOver, for 1h\n"),
              ElementsAre("4:45 FD1026"));
}

TEST(StepReader, SaysWhatIsReadInPlaceOfWhatIsNot) {
  EXPECT_THAT(said("procedure:\n  - command: Get-CsPool\n"),
              testing::AllOf(HasSubstr("a step has no key \"command\"; \"firedrill schema "
                                       "scenario\" has its keys"),
                             HasSubstr("topology builder, ... (\"firedrill schema scenario\" has "
                                       "them all)")));
  EXPECT_THAT(said("expect:\n  - everything is fine\n"),
              HasSubstr("; \"firedrill schema scenario\" has them all"));
  EXPECT_THAT(said("expect:\n  - {under faults: true}\n"),
              HasSubstr("(\"firedrill schema scenario\" has them all)"));
}

TEST(StepReader, OfAPoolInPlaceOfAServerNamesItsServersAndOfAServerItsPool) {
  EXPECT_THAT(said("procedure:\n  - deployment wizard on edge1.contoso.com\n"),
              HasSubstr("the name of an Edge pool; its servers are edge1a.contoso.com"));
  EXPECT_THAT(said("faults:\n  - at 1h front end pool1 is lost\n"),
              HasSubstr("the name of a Front End pool; its servers are fe1a.contoso.com"));
  EXPECT_THAT(said("procedure:\n  - \"topology builder: next hop of edge1 = fe2a\"\n"),
              HasSubstr("the name of a Front End Server of pool2.contoso.com"));
  EXPECT_THAT(said("faults:\n  - at 1h edge pool edge1a is lost\n"),
              HasSubstr("the name of an Edge Server of edge1.contoso.com"));
}

TEST(AdministratorReader, ReadsSeveralWhoWorkAtOnce) {
  const auto scenario = scenario_of(
      "administrators:\n"
      "  - {name: Ann, at: Datacenter1, starts: 10m, groups: [CsAdministrator], procedure:\n"
      "      [wait 1m]}\n"
      "  - name: Ben\n"
      "    on refusal: stop\n"
      "    procedure:\n"
      "      - wait 2m\n"
      "      - Get-CsPool\n"
      "faults:\n"
      "  - 1m after step 2 of ben: pool pool1 is lost\n"
      "expect:\n"
      "  - step 2 of Ben fails with E_PERMISSION\n"
      "  - after step 1 of Ann: state of pool1 = Active\n");
  ASSERT_TRUE(scenario);
  ASSERT_EQ(scenario->actors.size(), 2U);
  EXPECT_EQ(scenario->actors[0].site, 0);
  EXPECT_EQ(scenario->actors[0].starts_at, minutes(10));
  EXPECT_THAT(scenario->actors[0].groups, ElementsAre("CsAdministrator"));
  EXPECT_EQ(scenario->actors[1].site, 1);
  EXPECT_TRUE(scenario->actors[1].stop_at_refusal);
  EXPECT_EQ(scenario->actors[1].steps[1].expected_refusal, ErrorCode::kPermission);
  EXPECT_EQ(scenario->faults[0].trigger.actor, 1);
  EXPECT_EQ(scenario->faults[0].trigger.reference, 1);
  ASSERT_EQ(scenario->expectations.size(), 1U);
  EXPECT_EQ(scenario->expectations[0].actor, 0);
}

TEST(AdministratorReader, AsksWhoseStepWhenThereAreSeveral) {
  const std::string two =
      "administrators: [{name: Ann, procedure: [wait 1m]}, {name: Ben, procedure: [wait 1m]}]\n";
  EXPECT_THAT(mistakes(two + "expect: [{after step 1: state of pool1 = Active}]\n"),
              ElementsAre("4:22 FD1086"));
  EXPECT_THAT(mistakes(two + "expect: [{after step 1 of Bob: state of pool1 = Active}]\n"),
              ElementsAre("4:27 FD1086"));
  EXPECT_THAT(mistakes("administrators: [{name: A, procedure: []}, {name: a, procedure: []}]\n"),
              ElementsAre("3:44 FD1086"));
}

TEST(ExpectationReader, ReadsEveryTemporalWord) {
  const auto scenario = scenario_of(
      "procedure: [wait 1m, Get-CsPool]\n"
      "faults: [at 1h pool pool1 is lost]\n"
      "expect:\n"
      "  - inv-25\n"
      "  - {rule: INV-25, under faults: true}\n"
      "  - at end: state of pool1 = FailedOver\n"
      "  - always: signed-out users <= 20\n"
      "  - never: master = none\n"
      "  - within 45m of fault 1: signed-out users = 0\n"
      "  - within 45m of the last fault: users left out of pool1 = 0\n"
      "  - within 45m of step 2: signed-out users = 0\n"
      "  - within 2h: signed-out users of pool1 != 0\n"
      "  - after step 2: serving of pool1 is not yes\n"
      "  - {at end: regular users = all, under faults: true}\n"
      "  - step 2 fails with E_CMS_UNAVAILABLE\n");
  ASSERT_TRUE(scenario);
  const auto& all = scenario->expectations;
  using Kind = ExpectationSpec::Kind;
  ASSERT_EQ(all.size(), 11U);
  EXPECT_EQ(all[0].rule, "INV-25");
  EXPECT_TRUE(all[1].under_faults);
  EXPECT_EQ(all[2].kind, Kind::kAtEnd);
  EXPECT_EQ(all[3].kind, Kind::kAlways);
  EXPECT_EQ(all[4].kind, Kind::kNever);
  EXPECT_EQ(all[5].from.kind, Trigger::Kind::kAfterFault);
  EXPECT_EQ(all[5].within, minutes(45));
  EXPECT_EQ(all[6].from.kind, Trigger::Kind::kAfterAnyFault);
  EXPECT_EQ(expectation_text(all[6], *scenario),
            "within 45m of the last fault: users left out of pool1.contoso.com = 0");
  EXPECT_EQ(all[7].from.kind, Trigger::Kind::kAfterStep);
  EXPECT_EQ(all[7].from.reference, 1);
  EXPECT_EQ(all[8].from.kind, Trigger::Kind::kAt);
  EXPECT_EQ(all[9].kind, Kind::kAfterStep);
  EXPECT_EQ(all[9].step, 1);
  EXPECT_TRUE(all[10].under_faults);
  EXPECT_EQ(scenario->actors[0].steps[1].expected_refusal, ErrorCode::kCmsUnavailable);
}

TEST(ExpectationReader, ReportsWhatCannotBe) {
  const std::string head = "procedure: [wait 1m, Get-CsPool]\nexpect:\n";
  EXPECT_THAT(mistakes(head + "  - {allways: state of pool1 = Active}\n"),
              ElementsAre("5:6 FD1029"));
  EXPECT_THAT(mistakes(head + "  - {under faults: true}\n"), ElementsAre("5:5 FD1014"));
  EXPECT_THAT(mistakes(head + "  - everything works\n"), ElementsAre("5:5 FD1029"));
  EXPECT_THAT(said(head + "  - \"at end: regular users = all\"\n"),
              HasSubstr("write it without quotes, so that \"at end\" is a key"));
  EXPECT_THAT(mistakes(head + "  - INV-9999\n"), ElementsAre("5:5 FD1028"));
  EXPECT_THAT(mistakes(head + "  - step 1 fails with E_NEXT_HOP\n"), ElementsAre("5:23 FD1089"));
  EXPECT_THAT(mistakes(head + "  - step 3 fails with E_NEXT_HOP\n"), ElementsAre("5:10 FD1023"));
  EXPECT_THAT(mistakes(head + "  - after step 0: state of pool1 = Active\n"),
              ElementsAre("5:16 FD1023"));
  EXPECT_THAT(mistakes("may fail under faults: [INV-84]\n"), ElementsAre("3:25 FD1014"));
}

TEST(ScenarioSteps, HaveWordsForEveryCommandOfManualWork) {
  EXPECT_EQ(typed_words("TB.SetFederation"), "topology builder: federation of");
  EXPECT_EQ(typed_words("TB.Publish"), "topology builder: publish");
  EXPECT_EQ(typed_words("Invoke-CsPoolFailOver"), "Invoke-CsPoolFailOver");
  for (const CmdletDefinition& one : cmdlet_table()) {
    const bool internal = one.name.find('.') != std::string_view::npos;
    EXPECT_TRUE(!internal || typed_words(one.name) != one.name) << one.name;
  }
}

}  // namespace
}  // namespace firedrill::scenario_test
