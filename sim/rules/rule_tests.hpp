// Which tests and scenarios speak of a rule. The table is read out of their sources at build time
// by sim/rules/rule_coverage.cmake. Private to coverage.cpp and the test of coverage.
#pragma once

#include <span>
#include <string_view>

namespace firedrill {

struct RuleTests {
  std::string_view id;
  std::string_view tests;  // at most three, separated by commas, those that bear its name first
  bool named = false;      // the rule stands in the name of a test, or in a scenario
};

/// Sorted by id as text.
[[nodiscard]] std::span<const RuleTests> rule_tests();

}  // namespace firedrill
