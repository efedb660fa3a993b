// What every drawn drill has to do, whatever it is about: read without a mistake, run the same way
// twice, survive being written down, break no rule that a procedure cannot break.
#include <gtest/gtest.h>

#include <cstdio>
#include <set>

#include "firedrill/generators.hpp"
#include "property_tests/properties/rule_holds.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

rc::Gen<DrawnDrill> any_drill() {
  return rc::gen::mapcat(rc::gen::inRange(0, kDrillThemes), [](int theme) {
    return gen::drill({.theme = static_cast<DrillTheme>(theme)});
  });
}

TEST(DrawnDrills, ReadWithoutAMistake) {
  EXPECT_TRUE(rc::check("a drawn drill reads without a mistake", [] {
    const DrawnDrill drill = *any_drill().as("drill");
    RC_TAG(drill_theme_name(drill.theme), std::to_string(drill.pairs) + " pairs");
    std::vector<std::string> mistakes;
    const bool reads = read_drill(drill, mistakes).has_value();
    if (!reads) RC_FAIL(mistakes.front());
  }));
}

TEST(DrawnDrills, RunTheSameWayTwice) {
  EXPECT_TRUE(rc::check("a drawn drill runs the same way twice, and its counts are right", [] {
    const DrawnDrill drill = *any_drill().as("drill");
    const DrillRun& first = run_of(drill);
    RC_PRE(first.ran() && first.accepted + first.refused > 0);
    std::vector<std::string> mistakes;
    const auto scenario = read_drill(drill, mistakes);
    // The self-check recomputes fingerprint, counts and the index of events after every event.
    const DrillRun again = run_scenario(*scenario, {.self_check = true});
    RC_TAG(drill_theme_name(drill.theme));
    RC_ASSERT(again.digest == first.digest);
    RC_ASSERT(again.events == first.events);
  }));
}

TEST(DrawnDrills, SurviveBeingWrittenDown) {
  EXPECT_TRUE(rc::check("the canonical text of a drawn drill is the same drill", [] {
    const DrawnDrill drill = *any_drill().as("drill");
    std::vector<std::string> mistakes;
    const auto scenario = read_drill(drill, mistakes);
    RC_PRE(scenario.has_value());
    Diagnostics diagnostics;
    const auto again = read_scenario_text(write_scenario(*scenario), "drill.yaml",
                                          scenario->topology_text, {}, diagnostics);
    RC_TAG(drill_theme_name(drill.theme));
    RC_ASSERT(again.has_value());
    RC_ASSERT(run_scenario(*again, {}).digest == run_of(drill).digest);
  }));
}

TEST(DrawnDrills, BreakNoRule) {
  EXPECT_TRUE(rc::check("no rule is broken, but those that a procedure can break", [] {
    const DrawnDrill drill = *any_drill().as("drill");
    const DrillRun& run = run_of(drill);
    RC_PRE(run.ran() && run.accepted + run.refused > 0);
    RC_TAG(drill_theme_name(drill.theme));
    for (const Violation& v : run.violations) {
      if (why_breakable(v.rule).empty()) RC_FAIL(std::string(v.rule) + ": " + v.text);
    }
  }));
}

TEST(DrawnDrills, DoWhatTheOracleSays) {
  int decisions = 0;
  int refusals = 0;
  EXPECT_TRUE(rc::check("the oracle agrees with every command, repair and interval", [&] {
    const DrawnDrill drill = *any_drill().as("drill");
    const DrillRun& run = run_of(drill);
    RC_PRE(run.ran() && run.decisions > 0);
    decisions += run.decisions;
    refusals += run.refusals;
    RC_TAG(run.refusals == 0               ? "all accepted"
           : run.refusals == run.decisions ? "all refused"
                                           : "some refused");
    if (!run.disagreements.empty()) RC_FAIL(run.disagreements.front());
  }));
  std::printf("  %d commands judged, %d of them to be refused\n", decisions, refusals);
  EXPECT_GT(refusals, 0);
  EXPECT_LT(refusals, decisions);
}

TEST(DrawnDrills, SmallerOnesAreSmaller) {
  EXPECT_TRUE(rc::check("leaving lines out of a drill makes it smaller", [] {
    const DrawnDrill drill = *any_drill().as("drill");
    for (const DrawnDrill& smaller : smaller_drills(drill)) {
      RC_ASSERT(smaller.scenario("t").size() < drill.scenario("t").size());
      RC_ASSERT(smaller.topology == drill.topology);
    }
  }));
}

TEST(RuleTable, EveryRowHasAPropertyOrAReason) {
  // The properties above are found by their names, as `firedrill rules` finds them.
  std::set<std::string> properties;
  const auto& unit = *testing::UnitTest::GetInstance();
  for (int s = 0; s < unit.total_test_suite_count(); ++s) {
    const auto& suite = *unit.GetTestSuite(s);
    for (int t = 0; t < suite.total_test_count(); ++t) {
      const std::string name = suite.GetTestInfo(t)->name();
      if (name.rfind("Inv", 0) != 0) continue;
      properties.insert("INV-" + name.substr(3, name.find('_') - 3));
    }
  }
  const auto table = InvariantWatch::table();
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (table[row].rule == "conservation") continue;  // Data.NothingIsCountedTwice
    const bool covered = properties.count(std::string(table[row].rule)) > 0;
    EXPECT_TRUE(covered || !why_never_met(row).empty()) << table[row].rule;
  }
}

}  // namespace
}  // namespace firedrill
