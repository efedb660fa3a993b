// What each slip on each step of a scenario leads to: slip_table FILE...
//
// One line a slip of the menu: verdict, the rules and error codes of what was violated or unknown,
// and how many expectations were missed. property_tests/slips.sh compares the table with the golden
// one.
#include <fmt/format.h>

#include <cstdio>
#include <set>
#include <string>

#include "sim/explore/slip_menu.hpp"
#include "sim/run/verdict.hpp"
#include "sim/scenario/slips.hpp"

namespace firedrill {
namespace {

std::string outcome_text(const Outcome& outcome) {
  std::set<std::string> reasons;
  int missed = 0;
  int unknown = 0;
  for (const VerdictItem& item : outcome.items) {
    if (item.verdict == Verdict::kHeld) continue;
    if (item.is_expectation) ++(item.verdict == Verdict::kViolated ? missed : unknown);
    std::string reason = item.rule;
    if (!item.code.empty()) reason += (reason.empty() ? "" : " ") + item.code;
    if (reason.empty() && !item.is_expectation) reason = item.why;
    if (!reason.empty()) reasons.insert(reason);
  }
  if (missed > 0) reasons.insert(fmt::format("~ {} missed", missed));
  if (unknown > 0) reasons.insert(fmt::format("~ {} undecided", unknown));
  return fmt::format("{:<9} {}", verdict_name(outcome.verdict), fmt::join(reasons, " | "));
}

void print_row(const std::string& what, const Scenario& scenario) {
  std::string row = fmt::format("  {:<68} {}", what, outcome_text(judge_run(scenario)));
  row.erase(row.find_last_not_of(' ') + 1);
  std::printf("%s\n", row.c_str());
}

int print_table(const std::string& file) {
  Diagnostics diagnostics;
  auto scenario = read_scenario_file(file, {}, diagnostics);
  if (!scenario) {
    for (const Diagnostic& d : diagnostics.sorted()) {
      std::fprintf(stderr, "%s\n", format_diagnostic(d).c_str());
    }
    return 3;
  }
  std::printf("%s\n", file.c_str());
  print_row("no slip", *scenario);
  for (const SlipSpec& slip : slip_menu(*scenario, SlipMenuOptions{})) {
    scenario->slips = {slip};
    print_row(slip_text(slip, *scenario), *scenario);
  }
  return 0;
}

}  // namespace
}  // namespace firedrill

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (i > 1) std::printf("\n");
    if (const int status = firedrill::print_table(argv[i]); status != 0) return status;
  }
  return argc > 1 ? 0 : 3;
}
