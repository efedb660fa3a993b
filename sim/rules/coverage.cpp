// Looks up what covers a rule: the reasons of not_modelled.cpp, and the table of tests that
// sim/rules/rule_coverage.cmake reads out of the sources when the program is built.
#include "sim/rules/coverage.hpp"

#include <algorithm>

#include "sim/rules/catalogue_tables.hpp"
#include "sim/rules/not_modelled.hpp"
#include "sim/rules/rule_tests.hpp"

namespace firedrill {

RuleCoverage coverage_of(std::string_view id) {
  const RuleEntry* rule = find_rule(id);
  if (rule == nullptr) return {};
  RuleCoverage out;
  const auto rank = rule_rank(rule->id);
  for (const NotModelled& row : not_modelled_rules()) {
    if (rule_rank(row.first) <= rank && rank <= rule_rank(row.last)) out.not_modelled = row.reason;
  }
  const auto tests = rule_tests();
  const auto found = std::ranges::lower_bound(tests, rule->id, {}, &RuleTests::id);
  if (found == tests.end() || found->id != rule->id) return out;
  // A test may cite a rule that is not modelled, where it checks that the user is told so.
  if (out.not_modelled.empty() || found->named) out.covered_by = found->tests;
  return out;
}

}  // namespace firedrill
