// Every sentence of a slip, the mapping form, what does not fit, and that sentences read back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/model/slips.hpp"
#include "sim/scenario/reader_test_topology.hpp"
#include "sim/scenario/slips.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill::scenario_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kHead[] =
    "firedrill: 1\ntopology: p\nprocedure:\n"
    "  - wait 1m\n"                                                                     // 1
    "  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "      // 2
    "-BackupSqlInstanceName rtc -Force\n"                                               //
    "  - wait until state of pool1 = Active, at most 10m\n"                             // 3
    "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "           // 4
    "Registrar:pool2.contoso.com\n"                                                     //
    "  - {run: Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -disastermode -Wait "  // 5
    "00:01:00, repeat every: 1m, at most: 3}\n"                                         //
    "  - topology builder: mirror of pool2 = be1b.contoso.com witness w1\n";            // 6

std::vector<SlipSpec> slips(const std::string& lines) {
  Diagnostics diagnostics;
  const auto scenario = read(std::string(kHead) + "slips:\n" + lines, diagnostics);
  EXPECT_TRUE(scenario) << messages(diagnostics);
  return scenario ? scenario->slips : std::vector<SlipSpec>{};
}

/// "line:column code" of every mistake, lines counted from the first slip.
std::vector<std::string> mistakes(const std::string& lines) {
  Diagnostics diagnostics;
  EXPECT_FALSE(
      read("firedrill: 1\ntopology: p\nslips:\n" + lines +
               std::string(kHead).substr(std::string("firedrill: 1\ntopology: p\n").size()),
           diagnostics));
  std::vector<std::string> out;
  for (const Diagnostic& one : diagnostics.sorted()) {
    if (one.file != "drill.yaml") continue;
    out.push_back(std::to_string(one.mark.line - 3) + ':' + std::to_string(one.mark.column) + ' ' +
                  one.code);
  }
  return out;
}

std::string message_of(const std::string& line) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read(std::string(kHead) + "slips:\n" + line, diagnostics));
  return messages(diagnostics);
}

TEST(SlipReader, ReadsEverySentence) {
  const std::vector<SlipSpec> all = slips(
      "  - step 1 is skipped\n"
      "  - Step 2 is repeated\n"
      "  - step 4 is run in the wrong window\n"
      "  - steps 5 and 6 are swapped\n"
      "  - step 4 names POOL1 instead of pool2\n"
      "  - 20m pause before step 4\n"
      "  - a second administrator starts 2m later at step 3\n"
      "  - interrupted after step 3 and started again\n");
  std::vector<std::pair<std::string, int>> got;
  for (const SlipSpec& one : all) got.emplace_back(slip_name(one.kind), one.step);
  const std::vector<std::pair<std::string, int>> expected = {
      {"skip", 0},       {"repeat", 1}, {"wrong-window", 3},         {"swap", 4},
      {"wrong-name", 3}, {"pause", 3},  {"second-administrator", 2}, {"interrupt", 2}};
  EXPECT_EQ(got, expected);
  ASSERT_EQ(all.size(), expected.size());
  EXPECT_EQ(all[5].duration, minutes(20));
  EXPECT_EQ(all[6].duration, minutes(2));
  const std::vector<SlipSpec> early = slips("  - step 2 starts before step 1 ended\n");
  ASSERT_EQ(early.size(), 1U);
  EXPECT_EQ(early[0].kind, SlipKind::kEarlyStart);
  EXPECT_EQ(early[0].step, 1);
}

TEST(SlipReader, TypesTheWrongName) {
  const std::vector<SlipSpec> all = slips(
      "  - step 4 names pool1 instead of pool2.contoso.com\n"
      "  - step 2 names w1 instead of be2a\n"
      "  - step 3 names pool2 instead of pool1\n"
      "  - step 6 names pool1 instead of pool2\n");
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].name, "pool1.contoso.com");
  EXPECT_EQ(all[0].instead_of, "pool2.contoso.com");
  EXPECT_EQ(all[0].typed.text,
            "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
            "Registrar:pool1.contoso.com");
  ASSERT_EQ(all[0].typed.command.arguments.size(), 2U);
  EXPECT_EQ(all[0].typed.command.arguments[1].number, 0) << "pool1, by its index";
  EXPECT_THAT(all[1].typed.text, HasSubstr("-BackupSqlServerFqdn w1.contoso.com -Backup"));
  EXPECT_EQ(all[2].typed.text, "wait until state of pool2.contoso.com = Active, at most 10m");
  EXPECT_EQ(all[2].typed.condition.entity, 1);
  EXPECT_EQ(all[2].typed.wait, minutes(10));
  EXPECT_EQ(all[3].typed.text,
            "topology builder: mirror of pool1.contoso.com = be1b.contoso.com witness w1");
}

TEST(SlipReader, TypesTheWrongSwitchAndKeepsWhatElseTheStepSays) {
  const std::vector<SlipSpec> without = slips("  - step 5 is run without -DisasterMode\n");
  ASSERT_EQ(without.size(), 1U);
  EXPECT_FALSE(without[0].added);
  EXPECT_EQ(without[0].name, "DisasterMode") << "as the cmdlet's page spells it";
  EXPECT_EQ(without[0].typed.text,
            "Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -Wait 00:01:00");
  EXPECT_EQ(without[0].typed.retries, 3);
  EXPECT_EQ(without[0].typed.retry_every, minutes(1));
  const std::vector<SlipSpec> with = slips("  - step 2 is run with WhatIf\n");
  ASSERT_EQ(with.size(), 1U);
  EXPECT_TRUE(with[0].added);
  EXPECT_TRUE(with[0].typed.command.what_if);
  EXPECT_TRUE(with[0].typed.command.force);
}

TEST(SlipReader, ReadsMappings) {
  const std::vector<SlipSpec> all = slips(
      "  - {slip: skip, step: 1}\n"
      "  - {slip: wrong-name, step: 4, names: pool1, instead of: pool2}\n"
      "  - {slip: wrong-switch, step: 5, without: -DisasterMode}\n"
      "  - {slip: pause, step: 4, lasts: 20m}\n"
      "  - {slip: second-administrator, step: 3 of administrator, later: 90s}\n"
      "  - {slip: interrupt, step: 6}\n");
  ASSERT_EQ(all.size(), 6U);
  EXPECT_EQ(all[1].name, "pool1.contoso.com");
  EXPECT_EQ(all[2].name, "DisasterMode");
  EXPECT_EQ(all[2].typed.command.arguments.size(), 2U);
  EXPECT_EQ(all[3].duration, minutes(20));
  EXPECT_EQ(all[4].duration, seconds(90));
  EXPECT_EQ(all[5].kind, SlipKind::kInterrupt);
}

TEST(SlipReader, ReportsEveryMistakeAtItsWord) {
  EXPECT_THAT(mistakes("  - step 7 is skipped\n"
                       "  - step 1 is forgotten\n"
                       "  - step 4 names pool9 instead of pool2\n"
                       "  - step 4 names pool1 instead of pool3\n"
                       "  - step 4 names pool2 instead of pool2\n"
                       "  - step 4 names pool1\n"
                       "  - step 5 is run without -Force\n"
                       "  - step 2 is run with -Force\n"
                       "  - step 2 is run with -Farce\n"
                       "  - step 1 is run with -Force\n"
                       "  - steps 4 and 6 are swapped\n"
                       "  - steps 6 and 7 are swapped\n"
                       "  - step 4 starts before step 2 ended\n"
                       "  - step 1 starts before step 0 ended\n"
                       "  - 20 pause before step 1\n"
                       "  - 0s pause before step 1\n"
                       "  - a second administrator starts soon later at step 1\n"
                       "  - interrupted after step 3\n"
                       "  - step 5 is run in the wrong window\n"
                       "  - everybody panics\n"
                       "  - [a]\n"),
              ElementsAre("1:10 FD1023", "2:15 FD1090", "3:18 FD1021", "4:35 FD1091", "5:18 FD1091",
                          "6:18 FD1090", "7:27 FD1091", "8:24 FD1091", "9:24 FD1091",
                          "10:24 FD1091", "11:17 FD1090", "12:17 FD1023", "13:31 FD1090",
                          "14:31 FD1090", "15:5 FD1012", "16:5 FD1090", "17:35 FD1012",
                          "18:29 FD1090", "19:5 FD1091", "20:5 FD1090", "21:5 FD1011"));
}

TEST(SlipReader, ReportsMistakesOfMappings) {
  EXPECT_THAT(mistakes("  - {slip: skipp, step: 1}\n"
                       "  - {slip: skip}\n"
                       "  - {slip: skip, step: 1, lasts: 2m}\n"
                       "  - {slip: pause, step: 1}\n"
                       "  - {slip: wrong-switch, step: 2, with: WhatIf, without: Force}\n"
                       "  - {slip: wrong-name, step: 4, names: pool1}\n"
                       "  - {slip: skip, step: 1 or 2}\n"
                       "  - {slip: pause, step: 1, lasts: long}\n"
                       "  - {slips: skip, step: 1}\n"),
              ElementsAre("1:12 FD1090", "2:5 FD1014", "3:5 FD1089", "4:5 FD1014", "5:5 FD1016",
                          "6:5 FD1014", "7:26 FD1090", "8:35 FD1012", "9:5 FD1014", "9:6 FD1010"));
}

TEST(SlipReader, RefusesSlipsThatHideEachOther) {
  EXPECT_THAT(mistakes("  - step 4 is skipped\n"
                       "  - step 4 names pool1 instead of pool2\n"
                       "  - steps 3 and 4 are swapped\n"
                       "  - step 4 is repeated\n"),
              ElementsAre("2:5 FD1091", "3:5 FD1091"));
}

TEST(SlipReader, SaysWhyALineCannotBeTyped) {
  EXPECT_THAT(message_of("  - step 4 names pool1 instead of be1a\n"),
              HasSubstr("it names edge1.contoso.com and pool2.contoso.com"));
  EXPECT_THAT(message_of("  - step 3 is run with -Force\n"), HasSubstr("only a cmdlet has"));
}

TEST(SlipReader, BindsWhatTheCmdletItselfRefuses) {
  const std::vector<SlipSpec> all = slips("  - step 2 is run with -Restore\n");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].typed.command.refused, ErrorCode::kParamSet);
}

TEST(SlipReader, RefusesALineThatTheShellWouldAskAbout) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read(
      "firedrill: 1\ntopology: p\nprocedure:\n  - Install-CsDatabase -CentralManagementDatabase "
      "-SqlServerFqdn be2a.contoso.com\nslips:\n"
      "  - step 1 is run without -CentralManagementDatabase\n",
      diagnostics));
  EXPECT_THAT(places(diagnostics, "drill.yaml"), ElementsAre("6:5 FD1091"));
}

TEST(SlipReader, AsksWhoseStepWhereThereAreSeveral) {
  const std::string two =
      "firedrill: 1\ntopology: p\nadministrators:\n"
      "  - {name: Ann, procedure: [wait 1m, wait 2m]}\n  - {name: Ben, procedure: [wait 3m]}\n"
      "slips:\n";
  Diagnostics diagnostics;
  EXPECT_FALSE(read(two + "  - step 1 is skipped\n  - step 2 of Ben is skipped\n", diagnostics));
  EXPECT_THAT(places(diagnostics, "drill.yaml"), ElementsAre("7:10 FD1086", "8:10 FD1023"));
  Diagnostics none;
  const auto scenario = read(two +
                                 "  - step 1 of Ben is skipped\n"
                                 "  - steps 1 and 2 of Ann are swapped\n"
                                 "  - interrupted after step 1 of Ann and started again\n",
                             none);
  ASSERT_TRUE(scenario) << messages(none);
  EXPECT_EQ(scenario->slips[0].actor, 1);
  EXPECT_EQ(slip_text(scenario->slips[1], *scenario), "steps 1 and 2 of Ann are swapped");
  EXPECT_EQ(slip_story(scenario->slips[2], *scenario),
            "interrupted after step 1 of Ann and started again");
}

TEST(SlipReader, ReadsNoMoreThanItCanWalk) {
  std::string text = std::string(kHead) + "slips:\n";
  for (std::size_t i = 0; i <= kSlipsMax; ++i) text += "  - step 1 is repeated\n";
  Diagnostics diagnostics;
  EXPECT_FALSE(read(text, diagnostics));
  EXPECT_THAT(messages(diagnostics), HasSubstr("FD1088"));
}

TEST(SlipText, ReadsBackToTheSameSlip) {
  Diagnostics diagnostics;
  auto scenario = read(kHead, diagnostics);
  ASSERT_TRUE(scenario) << messages(diagnostics);
  for (const char* sentence :
       {"step 1 is skipped", "step 2 is repeated", "steps 3 and 4 are swapped",
        "step 4 names pool1.contoso.com instead of pool2.contoso.com",
        "step 5 is run without -DisasterMode", "step 2 is run with -WhatIf",
        "step 3 starts before step 2 ended", "1h30m pause before step 4",
        "step 4 is run in the wrong window", "a second administrator starts 1m30s later at step 2",
        "interrupted after step 6 and started again"}) {
    Diagnostics found;
    const auto slip = read_slip_line(sentence, "command line", *scenario, found);
    ASSERT_TRUE(slip) << sentence << messages(found);
    EXPECT_EQ(slip_text(*slip, *scenario), sentence);
    Scenario changed = *scenario;
    changed.slips = {*slip};
    const auto again = read(write_scenario(changed), found);
    ASSERT_TRUE(again) << write_scenario(changed) << messages(found);
    ASSERT_EQ(again->slips.size(), 1U);
    EXPECT_EQ(again->slips[0].typed.text, slip->typed.text);
    EXPECT_EQ(slip_text(again->slips[0], *again), sentence);
  }
}

TEST(SlipText, IsReadAgainstTheSlipsThatAreThere) {
  Diagnostics diagnostics;
  const auto scenario = read(std::string(kHead) + "slips: [step 4 is skipped]\n", diagnostics);
  ASSERT_TRUE(scenario);
  EXPECT_FALSE(read_slip_line("step 4 is skipped", "command line", *scenario, diagnostics));
  EXPECT_THAT(messages(diagnostics), HasSubstr("another slip has changed the step already"));
}

}  // namespace
}  // namespace firedrill::scenario_test
