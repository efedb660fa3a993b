// Whole scenario files: what the smallest one means, what each key sets, and that every mistake is
// reported at its own line and column in one pass.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "sim/scenario/reader_codes.hpp"
#include "sim/scenario/reader_test_topology.hpp"

namespace firedrill::scenario_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ScenarioReader, ReadsTheTenLinesOfTheFirstPage) {
  Diagnostics diagnostics;
  const auto scenario = read(
      "firedrill: 1\n"
      "title: Datacenter1 burns at ten; everybody works from Datacenter2\n"
      "topology: pair.yaml\n"
      "faults:\n"
      "  - 10:00 site Datacenter1 is lost\n"
      "procedure:\n"
      "  - wait 12m\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com\n"
      "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode\n",
      diagnostics);
  ASSERT_TRUE(scenario) << messages(diagnostics);
  // No hh:mm lies before the end, so it is the time of day and the clock starts there.
  EXPECT_EQ(scenario->clock_start, hours(10));
  ASSERT_EQ(scenario->faults.size(), 1U);
  EXPECT_EQ(scenario->faults[0].kind, FaultKind::kSite);
  EXPECT_EQ(scenario->faults[0].entity, 0);
  EXPECT_EQ(scenario->faults[0].trigger.at, Duration(0));
  ASSERT_EQ(scenario->actors.size(), 1U);
  EXPECT_EQ(scenario->actors[0].site, 1) << "procedures run at the surviving pool";
  ASSERT_EQ(scenario->actors[0].steps.size(), 3U);
  EXPECT_EQ(scenario->actors[0].steps[0].wait, minutes(12));
  EXPECT_EQ(scenario->duration, hours(6));
  EXPECT_EQ(scenario->seed, 1U);
  EXPECT_TRUE(scenario->expectations.empty());
}

TEST(ScenarioReader, ReadsEveryTopLevelKey) {
  Diagnostics diagnostics;
  const auto scenario = read(
      "firedrill: 1\n"
      "title: Everything\n"
      "description: >-\n"
      "  Two lines\n"
      "  that are one.\n"
      "topology: pair.yaml\n"
      "seed: 18446744073709551615\n"
      "starts: \"22:30\"\n"
      "duration: 8h\n"
      "cmdlets: strict\n"
      "users: 5\n"
      "population: 777\n"
      "load: {contact changes per user per day: 0.25, presence publications per hour: 6,\n"
      "       conference concurrency: 2.5%, conference length: 30m, sign-in ramp: 2h,\n"
      "       conferences with content: 40%, session length: 8h}\n"
      "parameters: {MA-06: 600s, quorumTable: B}\n"
      "administrator: Datacenter1\n"
      "on refusal: stop\n"
      "procedure:\n"
      "  - wait until state of pool1 = FailedOver, at most 1h\n"
      "faults:\n"
      "  - 01:30 pool pool1 is lost\n"
      "expect: INV-25\n"
      "expected to fail: [INV-05, E_NEXT_HOP]\n"
      "may fail under faults:\n"
      "  - INV-84: because two Edge pools share a route\n",
      diagnostics);
  ASSERT_TRUE(scenario) << messages(diagnostics);
  EXPECT_EQ(scenario->description, "Two lines that are one.");
  EXPECT_EQ(scenario->seed, 18446744073709551615U);
  EXPECT_EQ(scenario->clock_start, hours(22) + minutes(30));
  EXPECT_EQ(scenario->faults[0].trigger.at, hours(3)) << "half past one is three hours later";
  EXPECT_EQ(scenario->personality, Personality::kStrict);
  EXPECT_EQ(scenario->topology.pools[0].users, 5);
  EXPECT_EQ(scenario->topology.pools[1].population, 777);
  EXPECT_EQ(scenario->load.contact_changes_per_day_milli, 250);
  EXPECT_EQ(scenario->load.presence_publications_per_hour_milli, 6000);
  EXPECT_EQ(scenario->load.conference_concurrency_permille, 25);
  EXPECT_EQ(scenario->load.conference_length, minutes(30));
  EXPECT_EQ(scenario->load.content_permille, 400);
  EXPECT_EQ(scenario->load.sign_in_ramp, hours(2));
  EXPECT_EQ(scenario->load.session_length, hours(8));
  EXPECT_EQ(scenario->parameters.at("MA-06"), "600s");
  EXPECT_EQ(scenario->actors[0].site, 0);
  EXPECT_TRUE(scenario->actors[0].stop_at_refusal);
  EXPECT_EQ(scenario->actors[0].steps[0].wait, hours(1));
  EXPECT_EQ(scenario->expectations[0].rule, "INV-25");
  EXPECT_THAT(scenario->expected_to_fail, ElementsAre("INV-05", "E_NEXT_HOP"));
  ASSERT_EQ(scenario->may_fail_under_faults.size(), 1U);
  EXPECT_EQ(scenario->may_fail_under_faults[0].because, "two Edge pools share a route");
}

// Seventeen mistakes; the columns point at the wrong word itself.
constexpr char kMistakes[] =
    "firedrill: 1\n"
    "titel: Many mistakes\n"                                       // 2:1 unknown key
    "topology: pair.yaml\n"                                        //
    "duration: 12 parsecs\n"                                       // 4:11 duration
    "seed: one\n"                                                  // 5:7 number
    "cmdlets: strickt\n"                                           // 6:10 word
    "load: [none]\n"                                               // 7:7 type
    "parameters: {quorumTabel: B}\n"                               // 8:14 parameter
    "procedure:\n"                                                 //
    "  - wait 5 minutes\n"                                         // 10:10 duration
    "  - wait until stat of pool1 = FailedOver, at most 1h\n"      // 11:16 quantity
    "  - \"wait until state of pool1 = FaildOver, at most 1h\"\n"  // 12:34 value
    "  - {run: wait 1m, fails with: E_NEXTHOP}\n"                  // 13:32 code
    "  - topology builder: next hop of edge1 = pool3\n"            // 14:43 name
    "faults:\n"                                                    //
    "  - at 1h site Datacentre1 is lost, back after 40 minutes\n"  // 16:16, 16:48
    "  - 5m after step 9: wan Datacenter1 - Datacenter2 is cut\n"  // 17:19 step
    "expect:\n"                                                    //
    "  - within 45m of fault 7: signed-out users = 0\n"            // 19:25 fault
    "  - INF-25\n";                                                // 20:5 rule

TEST(ScenarioReader, ReportsEveryMistakeAtItsPlaceInOnePass) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read(kMistakes, diagnostics));
  EXPECT_THAT(places(diagnostics, "drill.yaml"),
              ElementsAre("2:1 FD1010", "4:11 FD1012", "5:7 FD1015", "6:10 FD1017", "7:7 FD1011",
                          "8:14 FD1084", "10:10 FD1012", "11:16 FD1080", "12:34 FD1082",
                          "13:5 FD1089", "13:32 FD1028", "14:43 FD1021", "16:16 FD1021",
                          "16:48 FD1012", "17:19 FD1023", "19:25 FD1023", "20:5 FD1028"))
      << messages(diagnostics);
  const std::string all = messages(diagnostics);
  EXPECT_THAT(all, HasSubstr("\"titel\"; did you mean \"title\"?"));
  EXPECT_THAT(all, HasSubstr("\"12 parsecs\" is not a duration; write 90s, 12m or 6h"));
  EXPECT_THAT(all, HasSubstr("no site \"Datacentre1\"; did you mean \"Datacenter1\"?"));
  EXPECT_THAT(all, HasSubstr("did you mean \"FailedOver\"?"));
  EXPECT_THAT(all, HasSubstr("did you mean \"INV-25\"?"));
}

TEST(ScenarioReader, AKeyGivenTwiceHidesNoOtherMistake) {
  Diagnostics diagnostics;
  EXPECT_FALSE(
      read("firedrill: 1\ntopology: pair.yaml\nseed: 1\nseed: 2\nload: some\nfaults:\n"
           "  - {fault: pool-down, fault: pool-down, of: pool9, at: 1h}\n",
           diagnostics));
  EXPECT_THAT(places(diagnostics, "drill.yaml"),
              ElementsAre("4:1 FD1007", "5:7 FD1017", "7:24 FD1007", "7:46 FD1021"))
      << messages(diagnostics);
}

TEST(ScenarioReader, RefusesParametersThatWouldStopTheClockOrDivideByNothing) {
  for (const char* set : {"failbackDetectionInterval=0s", "queueDelivery=0s", "contentItemKb=0",
                          "syncBatchChanges=0", "moveUsersPerSecond=0", "failbackSignOutAt=101",
                          "remoteEvery=4294967296", "failoverPerUser=2h", "poolStart=9000d"}) {
    Diagnostics diagnostics;
    ScenarioOptions options;
    options.set = {set};
    EXPECT_FALSE(read_scenario_text("firedrill: 1\ntopology: pair.yaml\n", "drill.yaml", kPair,
                                    options, diagnostics))
        << set;
    EXPECT_THAT(messages(diagnostics), HasSubstr("is not a value of")) << set;
  }
  Diagnostics diagnostics;
  ScenarioOptions options;
  options.set = {"MA-06=1s", "remoteEvery=0", "failbackSignOutAt=100", "replicaUpdate=0s"};
  EXPECT_TRUE(read_scenario_text("firedrill: 1\ntopology: pair.yaml\n", "drill.yaml", kPair,
                                 options, diagnostics))
      << messages(diagnostics);
}

TEST(ScenarioReader, ReadsRangesOfParametersAndRefusesWhatIsNone) {
  Diagnostics diagnostics;
  ScenarioOptions options;
  options.set = {"syncBatchChanges=50..100"};
  const auto scenario =
      read("firedrill: 1\ntopology: p\nparameters: {MA-06: 2m..6m}\n", diagnostics, options);
  ASSERT_TRUE(scenario) << messages(diagnostics);
  EXPECT_EQ(scenario->parameters.at("MA-06"), "2m..6m");
  EXPECT_EQ(scenario->parameters.at("syncBatchChanges"), "50..100");
  Diagnostics mistakes;
  EXPECT_FALSE(
      read("firedrill: 1\ntopology: p\nparameters:\n  MA-06: 6m..2m\n"
           "  quorumTable: A..B\n  replicaUpdate: 1m..\n  dnsTtl: 0s..1m\n",
           mistakes));
  EXPECT_THAT(places(mistakes, "drill.yaml"),
              ElementsAre("4:10 FD1084", "5:16 FD1084", "6:18 FD1084", "7:11 FD1084"));
  EXPECT_THAT(messages(mistakes), HasSubstr("write 2m..6m, the smaller end first, within 1s to "));
}

TEST(ScenarioReader, LooksAtTheRestWhenTheTopologyIsBroken) {
  Diagnostics diagnostics;
  const std::string text =
      "firedrill: 1\ntopology: pair.yaml\nfaults:\n  - at noon site Nowhere is lost\n"
      "procedure:\n  - wait a bit\n  - Invoke-CsPoolFailover -PoolFqnd pool1.contoso.com\n"
      "  - Invoke-CsPoolFailover -PoolFqdn nowhere.contoso.com\n";
  EXPECT_FALSE(read_scenario_text(text, "drill.yaml", "firedrill-topology: [\n", {}, diagnostics));
  EXPECT_THAT(places(diagnostics, "drill.yaml"),
              testing::IsSupersetOf({"4:8 FD1019", "6:10 FD1012", "7:27 FD1040"}))
      << messages(diagnostics);
  EXPECT_THAT(messages(diagnostics), testing::Not(HasSubstr("Nowhere\"")));
  EXPECT_THAT(messages(diagnostics), testing::Not(HasSubstr("nowhere.contoso.com")));
}

TEST(ScenarioReader, RejectsOtherVersionsNamingTheOnesItReads) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read("firedrill: 2\nnonsense: 1\n", diagnostics));
  EXPECT_THAT(places(diagnostics, "drill.yaml"), ElementsAre("1:12 FD1013"));
  EXPECT_THAT(messages(diagnostics), HasSubstr("\"2\" is not read; this program reads 1"));
  Diagnostics missing;
  EXPECT_FALSE(read("topology: pair.yaml\n", missing));
  EXPECT_THAT(places(missing, "drill.yaml"), ElementsAre("1:1 FD1014"));
}

TEST(ScenarioReader, SaysInOneLineThatAFileIsATopology) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read_scenario_text(kPair, "pair.yaml", kPair, {}, diagnostics));
  ASSERT_EQ(diagnostics.sorted().size(), 1U);
  EXPECT_NE(format_diagnostic(diagnostics.sorted()[0]).find("this is a topology"),
            std::string::npos);
}

TEST(ScenarioReader, RefusesProcedureBesideAdministrators) {
  Diagnostics diagnostics;
  EXPECT_FALSE(
      read("firedrill: 1\ntopology: p\nprocedure: []\n"
           "administrators: [{name: Ann, procedure: []}]\n",
           diagnostics));
  EXPECT_THAT(places(diagnostics, "drill.yaml"), ElementsAre("3:1 FD1016"));
}

TEST(ScenarioReader, WarnsOfTimesAfterTheEnd) {
  Diagnostics diagnostics;
  const auto scenario = read(
      "firedrill: 1\ntopology: p\nduration: 1h\nfaults: [at 2h pool pool1 is lost]\n", diagnostics);
  EXPECT_TRUE(scenario);
  EXPECT_THAT(places(diagnostics, "drill.yaml"), ElementsAre("4:13 FD1018"));
}

TEST(ScenarioReader, CountsColumnsInCharactersAndIntoQuotes) {
  Diagnostics diagnostics;
  EXPECT_FALSE(
      read("firedrill: 1\ntopology: p\nfaults:\n"
           "  - \"at 1h site M\xC3\xBCnchen is lost, back after x\"\n"
           "  - 'at 1h site \"x\" is lost'\n"
           "  - \"at 1h \\\"x\\\" site y is lost\"\n",
           diagnostics));
  // The third stands with escapes in the file, so its finding is placed at the whole string.
  EXPECT_THAT(places(diagnostics, "drill.yaml"),
              ElementsAre("4:17 FD1021", "4:45 FD1012", "5:17 FD1021", "6:5 FD1019", "6:5 FD1021"))
      << messages(diagnostics);
}

TEST(ScenarioReader, LetsTheCommandLineOverrideTheFile) {
  const std::string text =
      "firedrill: 1\ntopology: p\nseed: 3\nusers: 5\nparameters: {MA-06: 600s}\n";
  ScenarioOptions options;
  options.seed = 9;
  options.personality = Personality::kStrict;
  options.set = {"users=7", "population=900", "load=none", "failbackDetectionInterval=120s"};
  Diagnostics diagnostics;
  const auto scenario = read(text, diagnostics, options);
  ASSERT_TRUE(scenario) << messages(diagnostics);
  EXPECT_EQ(scenario->seed, 9U);
  EXPECT_EQ(scenario->personality, Personality::kStrict);
  EXPECT_EQ(scenario->topology.pools[0].users, 7);
  EXPECT_EQ(scenario->topology.pools[0].population, 900);
  EXPECT_FALSE(scenario->load.enabled);
  EXPECT_THAT(scenario->parameters,
              ElementsAre(testing::Pair("failbackDetectionInterval", "120s")));

  options.set = {"users=none", "quorumTabel=A", "quorumTable=C", "users", "load=much"};
  Diagnostics mistakes;
  EXPECT_FALSE(read(text, mistakes, options));
  EXPECT_THAT(places(mistakes, "--set"),
              ElementsAre("0:0 FD1015", "0:0 FD1017", "0:0 FD1084", "0:0 FD1084", "0:0 FD1085"));
}

TEST(ScenarioReader, FindsTheTopologyBesideTheFileAndInTheSharedFolder) {
  namespace fs = std::filesystem;
  const fs::path root = fs::path(testing::TempDir()) / "firedrill_reader_test";
  fs::remove_all(root);
  fs::create_directories(root / "documented");
  fs::create_directories(root / "topologies");
  std::ofstream(root / "topologies" / "pair.yaml") << kPair;
  const std::string path = (root / "documented" / "drill.yaml").string();
  std::ofstream(path) << "firedrill: 1\ntopology: pair.yaml\n";
  Diagnostics diagnostics;
  const auto scenario = read_scenario_file(path, {}, diagnostics);
  ASSERT_TRUE(scenario) << messages(diagnostics);
  EXPECT_EQ(scenario->topology_file, (root / "topologies" / "pair.yaml").generic_string());
  EXPECT_EQ(scenario->topology.pools.size(), 2U);

  std::ofstream(path) << "firedrill: 1\ntopology: pare.yaml\nseed: x\n";
  Diagnostics missing;
  EXPECT_FALSE(read_scenario_file(path, {}, missing));
  EXPECT_THAT(places(missing, path), ElementsAre("2:11 FD1004", "3:7 FD1015"));
  EXPECT_THAT(messages(missing), HasSubstr("\"pare.yaml\" not found; did you mean \"pair.yaml\"?"));
  fs::remove_all(root);
}

TEST(ScenarioReader, GivesEveryCodeAMeaning) {
  for (const reading::ScenarioCode& code : reading::kScenarioCodes) {
    EXPECT_THAT(std::string(code.code), testing::MatchesRegex("FD10[01289].")) << code.code;
    EXPECT_FALSE(code.meaning.empty());
  }
}

}  // namespace
}  // namespace firedrill::scenario_test
