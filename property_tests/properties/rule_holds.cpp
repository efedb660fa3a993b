#include "property_tests/properties/rule_holds.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "firedrill/generators.hpp"

namespace firedrill {
namespace {

/// Rows of `rule` and how many cases met the premise of each.
std::map<std::size_t, int> rows_of(std::string_view rule) {
  std::map<std::size_t, int> rows;
  const auto table = InvariantWatch::table();
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (table[row].rule == rule) rows[row] = 0;
  }
  return rows;
}

struct NeverMet {
  std::string_view rule;
  int row;  // among those of the rule, from 0
  std::string_view why;
};
constexpr NeverMet kNeverMet[] = {
    {"INV-17", 0, "advice about the order of a recovery; it is reported and never judged"},
    {"INV-21", 0, "reported as a figure of a run; it is never judged"},
    {"INV-66", 0,
     "it sees users whose mode an event changed, and none is changed as long as it "
     "holds; the other row counts"},
    {"INV-99", 0, "no file can give a user that old client yet"},
    {"INV-134", 0, "reported as a figure of a run; it is never judged"},
};

}  // namespace

std::string_view why_never_met(std::size_t row) {
  const auto table = InvariantWatch::table();
  int among = 0;
  for (std::size_t i = 0; i < row; ++i) among += table[i].rule == table[row].rule ? 1 : 0;
  for (const NeverMet& one : kNeverMet) {
    if (one.rule == table[row].rule && one.row == among) return one.why;
  }
  return {};
}

std::string_view why_breakable(std::string_view rule) {
  if (rule == "INV-25") return "content stays away for good when nobody asks for it (TRAP-04)";
  for (const std::string_view edge : {"INV-80", "INV-81", "INV-86", "INV-87"}) {
    if (rule == edge) return "what moves an Edge role has several steps, and may lack one of them";
  }
  if (rule == "INV-53") return "a restart that the runbook owes is one of its steps";
  return {};
}

const DrillRun& run_of(const DrawnDrill& drill) {
  static std::map<std::pair<std::string, std::string>, DrillRun> known;
  const auto key = std::make_pair(drill.topology, drill.scenario("topology.yaml"));
  const auto [at, fresh] = known.try_emplace(key);
  if (fresh) at->second = run_drill(drill);
  return at->second;
}

void rule_holds(std::string_view rule, const char* sentence, const DrillShape& shape, int times) {
  std::map<std::size_t, int> met = rows_of(rule);
  ASSERT_FALSE(met.empty()) << rule << " is in no row of the table";
  rc::detail::TestMetadata metadata;
  metadata.id = std::string(rule);
  metadata.description = std::string(rule) + ": " + sentence;
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess *= times;
  const auto property = [&] {
    const DrawnDrill drill = *gen::drill(shape).as("drill");
    const DrillRun& run = run_of(drill);
    RC_PRE(run.ran() && run.accepted + run.refused > 0);
    bool any = false;
    for (auto& [row, cases] : met) {
      cases += run.evaluations[row] > 0 ? 1 : 0;
      any = any || run.evaluations[row] > 0;
    }
    RC_TAG(any ? "premise met" : "premise not met");
    RC_CLASSIFY(run.faults > 0, "with faults");
    const std::string broken = run.broken(rule);
    if (!broken.empty()) RC_FAIL(std::string(rule) + " is broken\n" + broken);
  };
  const auto result = rc::detail::checkTestable(property, metadata, params);
  std::ostringstream message;
  message << metadata.description << '\n';
  rc::detail::printResultMessage(result, message);
  for (const auto& [row, cases] : met) {
    message << "\n  premise of row " << row << " met by " << cases << " cases";
  }
  ASSERT_TRUE(result.is<rc::detail::SuccessResult>()) << message.str();
  std::printf("%s\n", message.str().c_str());
  for (const auto& [row, cases] : met) {
    if (!why_never_met(row).empty()) continue;
    EXPECT_GT(cases, 0) << metadata.description << ": no case met the premise of row " << row;
  }
}

void rule_holds(std::string_view rule, const char* sentence, DrillTheme theme, int times) {
  rule_holds(rule, sentence, DrillShape{.theme = theme}, times);
}

}  // namespace firedrill
