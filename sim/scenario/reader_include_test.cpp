// `include:`: what wins, what is appended, and that a mistake in a part is reported in that part.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "sim/scenario/reader_test_topology.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill::scenario_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kCommon[] =
    "firedrill: 1\n"
    "title: Common\n"
    "topology: pair.yaml\n"
    "duration: 8h\n"
    "load: {conference length: 30m, session length: 8h}\n"
    "parameters: {MA-06: 600s, quorumTable: B}\n"
    "faults:\n"
    "  - at 1h site Datacenter1 is lost\n"
    "procedure:\n"
    "  - wait 1m\n"
    "  - wait 2m\n"
    "expect: INV-25\n";

std::vector<Scenario> read_with(const std::string& text, std::vector<SourceFile> included,
                                Diagnostics& diagnostics) {
  return read_scenario_source({"drills/drill.yaml", text, std::move(included), kPair}, {},
                              diagnostics);
}

TEST(ScenarioInclude, OverridesValuesMergesMappingsAndAppendsLists) {
  Diagnostics diagnostics;
  const auto read = read_with(
      "firedrill: 1\n"
      "include: ../common/pair.yaml\n"
      "title: Own\n"
      "load: {conference length: 1h}\n"
      "parameters: {failbackDetectionInterval: 120s}\n"
      "faults:\n"
      "  - 5m after fault 1: wan Datacenter1 - Datacenter2 is cut\n"
      "procedure:\n"
      "  - wait 3m\n"
      "expect:\n"
      "  - after step 3: signed-out users = 0\n",
      {{"common/pair.yaml", kCommon}}, diagnostics);
  ASSERT_EQ(read.size(), 1U) << messages(diagnostics);
  const Scenario& scenario = read.front();
  EXPECT_EQ(scenario.title, "Own");
  EXPECT_EQ(scenario.duration, hours(8));
  EXPECT_EQ(scenario.load.conference_length, hours(1));
  EXPECT_EQ(scenario.load.session_length, hours(8));
  // One parameter by two names is one key.
  EXPECT_THAT(scenario.parameters, ElementsAre(testing::Pair("failbackDetectionInterval", "120s"),
                                               testing::Pair("quorumTable", "B")));
  ASSERT_EQ(scenario.faults.size(), 2U);
  EXPECT_EQ(scenario.faults[0].kind, FaultKind::kSite);
  EXPECT_EQ(scenario.faults[1].trigger.reference, 0) << "fault 1 is the common part's";
  ASSERT_EQ(scenario.actors.size(), 1U);
  ASSERT_EQ(scenario.actors[0].steps.size(), 3U);
  EXPECT_EQ(scenario.actors[0].steps[2].wait, minutes(3));
  ASSERT_EQ(scenario.expectations.size(), 2U);
  EXPECT_EQ(scenario.expectations[0].rule, "INV-25");
  EXPECT_EQ(file_of(scenario, scenario.faults[0].mark), "common/pair.yaml");
  EXPECT_EQ(file_of(scenario, scenario.faults[1].mark), "drills/drill.yaml");
  EXPECT_EQ(scenario.faults[0].mark.line, 8);
}

TEST(ScenarioInclude, MergesSeveralPartsAndPartsOfParts) {
  Diagnostics diagnostics;
  const auto read = read_with(
      "firedrill: 1\ninclude: [a.yaml, b.yaml]\nprocedure: [wait 4m]\n",
      {{"drills/a.yaml", "firedrill: 1\ninclude: parts/c.yaml\nseed: 5\nprocedure: [wait 2m]\n"},
       {"drills/parts/c.yaml",
        "firedrill: 1\ntopology: pair.yaml\nseed: 4\nduration: 2h\nprocedure: [wait 1m]\n"},
       {"drills/b.yaml", "firedrill: 1\nseed: 6\nprocedure:\n  - wait 3m\n"}},
      diagnostics);
  ASSERT_EQ(read.size(), 1U) << messages(diagnostics);
  EXPECT_EQ(read[0].seed, 6U) << "each part lies beneath the next";
  EXPECT_EQ(read[0].duration, hours(2));
  std::vector<Duration> waits;
  for (const StepSpec& step : read[0].actors[0].steps) waits.push_back(step.wait);
  EXPECT_THAT(waits, ElementsAre(minutes(1), minutes(2), minutes(3), minutes(4)));
  EXPECT_EQ(read[0].included.size(), 3U);
}

TEST(ScenarioInclude, ReportsEveryMistakeOfEveryFileInTheFileWhereItStands) {
  Diagnostics diagnostics;
  EXPECT_TRUE(read_with("firedrill: 1\ninclude: part.yaml\nseed: one\n"
                        "faults:\n  - at 1h site Datacentre1 is lost\n",
                        {{"drills/part.yaml",
                          "firedrill: 1\ntopology: pair.yaml\nduration: soon\ntitel: x\n"
                          "faults:\n  - at 1h site Datacenter3 is lost\n"}},
                        diagnostics)
                  .empty());
  EXPECT_THAT(places(diagnostics, "drills/drill.yaml"), ElementsAre("3:7 FD1015", "5:16 FD1021"))
      << messages(diagnostics);
  EXPECT_THAT(places(diagnostics, "drills/part.yaml"),
              ElementsAre("3:11 FD1012", "4:1 FD1010", "6:16 FD1021"))
      << messages(diagnostics);
}

TEST(ScenarioInclude, KeepsTheValueOfAWrongShapeSoThatItIsReported) {
  Diagnostics diagnostics;
  EXPECT_TRUE(read_with("firedrill: 1\ninclude: part.yaml\nfaults: [at 1h pool pool1 is lost]\n",
                        {{"drills/part.yaml", "firedrill: 1\ntopology: p\nfaults: {a: b}\n"}},
                        diagnostics)
                  .empty());
  EXPECT_THAT(places(diagnostics, "drills/part.yaml"), ElementsAre("3:9 FD1011"));
}

TEST(ScenarioInclude, NamesTheChainOfACircle) {
  Diagnostics diagnostics;
  EXPECT_TRUE(read_with("firedrill: 1\ninclude: a.yaml\ntopology: p\n",
                        {{"drills/a.yaml", "firedrill: 1\ninclude: sub/b.yaml\n"},
                         {"drills/sub/b.yaml", "firedrill: 1\ninclude:\n  - ../a.yaml\n"}},
                        diagnostics)
                  .empty());
  EXPECT_THAT(places(diagnostics, "drills/sub/b.yaml"), ElementsAre("3:5 FD1095"));
  EXPECT_THAT(messages(diagnostics),
              HasSubstr("in a circle: drills/a.yaml -> drills/sub/b.yaml -> drills/a.yaml"));
  Diagnostics own;
  EXPECT_TRUE(read_with("firedrill: 1\ninclude: drill.yaml\ntopology: p\n", {}, own).empty());
  EXPECT_THAT(messages(own), HasSubstr("drills/drill.yaml -> drills/drill.yaml"));
}

TEST(ScenarioInclude, TakesAFileInOnce) {
  Diagnostics diagnostics;
  EXPECT_TRUE(read_with("firedrill: 1\ninclude: [a.yaml, b.yaml]\ntopology: p\n",
                        {{"drills/a.yaml", "firedrill: 1\n"},
                         {"drills/b.yaml", "firedrill: 1\ninclude: a.yaml\n"}},
                        diagnostics)
                  .empty());
  EXPECT_THAT(places(diagnostics, "drills/b.yaml"), ElementsAre("2:10 FD1095"));
}

TEST(ScenarioInclude, ReportsAMissingPartWithoutWhatOnlyItCouldHold) {
  Diagnostics diagnostics;
  EXPECT_TRUE(read_with("firedrill: 1\ninclude: nowhere.yaml\nseed: x\n"
                        "faults: [2m after step 3: pool pool1 is lost]\n"
                        "parameters: {MA-06: <detection>}\n",
                        {}, diagnostics)
                  .empty());
  EXPECT_THAT(places(diagnostics, "drills/drill.yaml"), ElementsAre("2:10 FD1094", "3:7 FD1015"))
      << messages(diagnostics);
}

TEST(ScenarioInclude, JudgesTheVersionOfEveryFile) {
  Diagnostics diagnostics;
  EXPECT_TRUE(read_with("firedrill: 1\ninclude: [a.yaml, b.yaml]\ntopology: p\n",
                        {{"drills/a.yaml", "title: x\n"}, {"drills/b.yaml", "firedrill: 2\n"}},
                        diagnostics)
                  .empty());
  EXPECT_THAT(places(diagnostics, "drills/a.yaml"), ElementsAre("1:1 FD1014"));
  EXPECT_THAT(places(diagnostics, "drills/b.yaml"), ElementsAre("1:12 FD1013"));
}

TEST(ScenarioInclude, ReadsPartsAndTheirTopologyRelativeToThemselves) {
  namespace fs = std::filesystem;
  const fs::path root = fs::path(testing::TempDir()) / "firedrill_include_test";
  fs::remove_all(root);
  fs::create_directories(root / "documented");
  fs::create_directories(root / "common");
  std::ofstream(root / "common" / "own.yaml") << kPair;
  std::ofstream(root / "common" / "base.yaml") << "firedrill: 1\ntopology: own.yaml\n";
  const std::string path = (root / "documented" / "drill.yaml").generic_string();
  std::ofstream(path) << "firedrill: 1\ninclude: ../common/base.yaml\n";
  Diagnostics diagnostics;
  const auto scenario = read_scenario_file(path, {}, diagnostics);
  ASSERT_TRUE(scenario) << messages(diagnostics);
  EXPECT_EQ(scenario->topology_file, (root / "common" / "own.yaml").generic_string());
  std::ofstream(path) << "firedrill: 1\ninclude: ../common/bace.yaml\n";
  Diagnostics missing;
  EXPECT_FALSE(read_scenario_file(path, {}, missing));
  EXPECT_THAT(messages(missing), HasSubstr("did you mean \"../common/base.yaml\"?"));
  fs::remove_all(root);
}

TEST(ScenarioInclude, IsWrittenAsOnePlainFile) {
  Diagnostics diagnostics;
  const auto read = read_with("firedrill: 1\ninclude: ../common/pair.yaml\n",
                              {{"common/pair.yaml", kCommon}}, diagnostics);
  ASSERT_EQ(read.size(), 1U) << messages(diagnostics);
  const std::string text = write_scenario(read.front());
  EXPECT_THAT(text, testing::Not(HasSubstr("include")));
  Diagnostics none;
  const auto again = read_scenario_text(text, "plain.yaml", kPair, {}, none);
  ASSERT_TRUE(again) << messages(none);
  EXPECT_EQ(write_scenario(*again), text);
}

}  // namespace
}  // namespace firedrill::scenario_test
