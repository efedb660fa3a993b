// `matrix:`: the cases, their names, what is filled in, and that a mistake is reported once, at its
// place, with the cases that make it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/scenario/reader_matrix.hpp"
#include "sim/scenario/reader_test_topology.hpp"

namespace firedrill::scenario_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<Scenario> read_cases(const std::string& text, Diagnostics& diagnostics,
                                 const std::string& chosen = "",
                                 std::vector<SourceFile> included = {}) {
  ScenarioOptions options;
  options.case_name = chosen;
  return read_scenario_source({"drill.yaml", text, std::move(included), kPair}, options,
                              diagnostics);
}

std::vector<std::string> names(const std::vector<Scenario>& cases) {
  std::vector<std::string> out;
  for (const Scenario& one : cases) out.push_back(one.case_name);
  return out;
}

constexpr char kFour[] =
    "firedrill: 1\n"
    "title: <pool> is lost\n"
    "topology: pair.yaml\n"
    "matrix:\n"
    "  pool: [pool1, pool2]\n"
    "  repair: [never, 30m]\n"
    "faults:\n"
    "  - at 1h pool <pool> is lost, back after <repair>\n"
    "expect:\n"
    "  - never: resiliency users of <pool> < 5\n";

TEST(ScenarioMatrix, IsTheProductOfItsListsInTheOrderOfTheFile) {
  Diagnostics diagnostics;
  const auto cases = read_cases(kFour, diagnostics);
  ASSERT_EQ(cases.size(), 4U) << messages(diagnostics);
  EXPECT_THAT(names(cases), ElementsAre("pool=pool1, repair=never", "pool=pool1, repair=30m",
                                        "pool=pool2, repair=never", "pool=pool2, repair=30m"));
  EXPECT_EQ(cases[0].title, "pool1 is lost");
  EXPECT_EQ(cases[2].faults[0].entity, 1);
  EXPECT_FALSE(cases[2].faults[0].has_repair);
  EXPECT_EQ(cases[3].faults[0].repair_after, minutes(30));
  EXPECT_EQ(cases[3].seed, cases[0].seed) << "all cases are on the same draws";
  EXPECT_EQ(scenario_label(cases[3]), "drill.yaml [pool=pool2, repair=30m]");
  EXPECT_EQ(scenario_argument("drill.yaml", cases[3].case_name),
            "drill.yaml --case 'pool=pool2, repair=30m'");
}

TEST(ScenarioMatrix, PicksCasesByNameOrByTheValuesTheyShare) {
  Diagnostics diagnostics;
  EXPECT_THAT(names(read_cases(kFour, diagnostics, "pool=pool2, repair=never")),
              ElementsAre("pool=pool2, repair=never"));
  EXPECT_THAT(names(read_cases(kFour, diagnostics, "repair=30m")),
              ElementsAre("pool=pool1, repair=30m", "pool=pool2, repair=30m"));
  EXPECT_THAT(names(read_cases(kFour, diagnostics, "repair=30m,pool=pool1")),
              ElementsAre("pool=pool1, repair=30m"));
  EXPECT_FALSE(diagnostics.has_errors()) << messages(diagnostics);
  EXPECT_TRUE(read_cases(kFour, diagnostics, "pool=pool1, repair=nevr").empty());
  EXPECT_THAT(messages(diagnostics), HasSubstr("did you mean \"pool=pool1, repair=never\"?"));
  Diagnostics none;
  EXPECT_TRUE(read_cases("firedrill: 1\ntopology: p\n", none, "pool=p1").empty());
  EXPECT_THAT(messages(none), HasSubstr("drill.yaml has no matrix"));
}

TEST(ScenarioMatrix, AsksWhichCaseIsMeantWhereOneIsWanted) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read(kFour, diagnostics));
  EXPECT_THAT(messages(diagnostics),
              HasSubstr("4 cases, and one is wanted here; say which: --case 'pool=pool1, "
                        "repair=never'"));
}

TEST(ScenarioMatrix, ReportsAMistakeOfAllCasesOnceAndOneOfSomeWithTheirNames) {
  Diagnostics diagnostics;
  EXPECT_TRUE(read_cases("firedrill: 1\ntopology: p\nmatrix:\n"
                         "  pool: [pool1, pool3]\n  repair: [soon, 30m]\n"
                         "faults:\n"
                         "  - at noon pool <pool> is lost, back after <repair>\n"
                         "  - at 1h pool pool1 is lost, back <repair> <pool>\n"
                         "procedure:\n"
                         "  - Invoke-CsPoolFailover -PoolFqdn <pool>.contoso.com -Disaster\n",
                         diagnostics)
                  .empty());
  EXPECT_THAT(places(diagnostics, "drill.yaml"),
              ElementsAre("7:8 FD1019", "7:18 FD1021", "7:45 FD1012", "8:31 FD1020", "8:31 FD1020",
                          "8:31 FD1020", "8:31 FD1020", "10:27 FD1021"))
      << messages(diagnostics);
  const std::string all = messages(diagnostics);
  EXPECT_THAT(all, HasSubstr("(in the cases with pool=pool3)"));
  EXPECT_THAT(all, HasSubstr("\"soon\" is not a duration; write 90s, 12m or 6h (in the cases with "
                             "repair=soon)"));
  EXPECT_THAT(all, HasSubstr("(in case pool=pool3, repair=30m)"));
}

TEST(ScenarioMatrix, PlacesWhatStandsBehindAPlaceholderWhereItStandsInTheFile) {
  Diagnostics diagnostics;
  EXPECT_TRUE(read_cases("firedrill: 1\ntopology: p\nmatrix: {pool: [pool1, pool2]}\n"
                         "faults:\n"
                         "  - 'at 1h pool <pool> is lost, back after a while'\n"
                         "procedure:\n"
                         "  - Invoke-CsPoolFailover -PoolFqdn <pool>.contoso.com -Nonsense x\n",
                         diagnostics)
                  .empty());
  EXPECT_THAT(places(diagnostics, "drill.yaml"), ElementsAre("5:44 FD1012", "7:56 FD1040"))
      << messages(diagnostics);
}

TEST(ScenarioMatrix, RefusesPlaceholdersWithoutListsAndListsWithoutPlaceholders) {
  Diagnostics diagnostics;
  EXPECT_TRUE(read_cases("firedrill: 1\ntopology: p\ntitle: <polo> and <b>\n"
                         "matrix: {pool: [pool1], unused: [x, y]}\n",
                         diagnostics)
                  .empty());
  EXPECT_THAT(places(diagnostics, "drill.yaml"),
              ElementsAre("3:8 FD1097", "3:19 FD1097", "4:10 FD1097", "4:25 FD1097"))
      << messages(diagnostics);
  const std::string all = messages(diagnostics);
  EXPECT_THAT(all, HasSubstr("\"<polo>\" has no list in the matrix; did you mean \"pool\"?"));
  EXPECT_THAT(all, HasSubstr("are all alike; did you mean \"<polo>\"?"));
}

TEST(ScenarioMatrix, FillsInPartsAndOverridesTheirLists) {
  const std::vector<SourceFile> part = {
      {"part.yaml",
       "firedrill: 1\ntopology: p\nmatrix: {pool: [pool1], length: [1h, 2h]}\n"
       "duration: <length>\nfaults: [at 5m pool <pool> is lost]\n"}};
  Diagnostics diagnostics;
  const auto cases = read_cases("firedrill: 1\ninclude: part.yaml\nmatrix: {length: [3h]}\n",
                                diagnostics, "", part);
  ASSERT_EQ(cases.size(), 1U) << messages(diagnostics);
  EXPECT_EQ(cases[0].duration, hours(3));
  Diagnostics undefined;
  EXPECT_TRUE(read_cases("firedrill: 1\ninclude: part.yaml\n", undefined, "",
                         {{"part.yaml", "firedrill: 1\ntopology: p\ntitle: of <pool>\n"}})
                  .empty());
  EXPECT_THAT(places(undefined, "part.yaml"), ElementsAre("3:11 FD1097"));
  EXPECT_THAT(messages(undefined), HasSubstr("add it: matrix: {pool: [...]}"));
}

TEST(ScenarioMatrix, LeavesAFileWithoutMatrixAndIncludeAlone) {
  Diagnostics diagnostics;
  const auto scenario = read("firedrill: 1\ntopology: p\ntitle: a <b> c\n", diagnostics);
  ASSERT_TRUE(scenario) << messages(diagnostics);
  EXPECT_EQ(scenario->title, "a <b> c");
  EXPECT_TRUE(scenario->case_name.empty());
}

TEST(ScenarioMatrix, BoundsTheNumberOfCases) {
  std::string text = "firedrill: 1\ntopology: p\nseed: x\ntitle: <a> <b> <c>\nmatrix:\n";
  for (const char* name : {"a", "b", "c"}) {
    text += std::string("  ") + name + ": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n";
  }
  Diagnostics diagnostics;
  EXPECT_TRUE(read_cases(text, diagnostics).empty());
  EXPECT_THAT(places(diagnostics, "drill.yaml"), ElementsAre("3:7 FD1015", "6:3 FD1088"))
      << messages(diagnostics);
  EXPECT_THAT(messages(diagnostics), HasSubstr("more than 1,000 cases"));
}

TEST(ScenarioMatrix, BoundsWhatAllCasesHold) {
  std::string text = "firedrill: 1\ntopology: p\ntitle: <a> <b>\nmatrix:\n";
  for (const char* name : {"a", "b"}) {
    text += std::string("  ") + name + ": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\n";
  }
  text += "procedure:\n";
  for (int i = 0; i < 30'000; ++i) text += "  - wait 1m\n";
  Diagnostics diagnostics;
  EXPECT_TRUE(read_cases(text, diagnostics).empty());
  EXPECT_THAT(messages(diagnostics), HasSubstr("hold more than 2,000,000 values"));
}

TEST(ScenarioMatrix, RefusesWhatIsNoMatrix) {
  Diagnostics diagnostics;
  EXPECT_TRUE(read_cases("firedrill: 1\ntopology: p\ntitle: <a> <b> <c> <d>\n"
                         "matrix:\n  a: []\n  b: 1h\n  c: [x, x]\n  d: [[x], y]\n  5: [x]\n",
                         diagnostics)
                  .empty());
  EXPECT_THAT(places(diagnostics, "drill.yaml"),
              ElementsAre("5:6 FD1096", "6:6 FD1096", "7:10 FD1096", "8:7 FD1096", "9:3 FD1096"))
      << messages(diagnostics);
}

TEST(ScenarioMatrix, RefusesKeysThatBecomeOne) {
  Diagnostics diagnostics;
  EXPECT_TRUE(read_cases("firedrill: 1\ntopology: p\nmatrix: {a: [MA-04, MA-05]}\n"
                         "parameters: {<a>: 1m, MA-04: 2m}\n",
                         diagnostics)
                  .empty());
  EXPECT_THAT(places(diagnostics, "drill.yaml"), ElementsAre("4:23 FD1016", "4:23 FD1016"))
      << "as a key, and as a parameter";
  EXPECT_THAT(messages(diagnostics), HasSubstr("(in case a=MA-04)"));
}

TEST(ScenarioMatrix, FillsInKeysOfSentences) {
  Diagnostics diagnostics;
  const auto cases = read_cases(
      "firedrill: 1\ntopology: p\nmatrix: {limit: [10m, 20m]}\nfaults: [at 5m pool pool1 is lost]\n"
      "expect:\n  - within <limit> of fault 1: signed-out users = 0\n",
      diagnostics);
  ASSERT_EQ(cases.size(), 2U) << messages(diagnostics);
  EXPECT_EQ(cases[0].expectations[0].within, minutes(10));
  EXPECT_EQ(cases[1].expectations[0].within, minutes(20));
}

}  // namespace
}  // namespace firedrill::scenario_test
