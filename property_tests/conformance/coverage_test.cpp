// Every rule has a test or scenario that names it, or a reason why it is not modelled; none has
// neither and none has both. The counts are printed, because they are what a reader asks for first.
#include <gtest/gtest.h>

#include <array>
#include <iostream>
#include <string>

#include "sim/rules/catalogue.hpp"
#include "sim/rules/coverage.hpp"
#include "sim/rules/not_modelled.hpp"
#include "sim/rules/rule_tests.hpp"

namespace firedrill {
namespace {

constexpr std::array<std::string_view, 6> kFamilies = {"TOP-", "FLT-", "CMD-",
                                                       "UX-",  "INV-", "TRAP-"};

struct Count {
  int covered = 0;
  int not_modelled = 0;
  int neither = 0;
};

void print(std::string_view family, Scope scope, const Count& n) {
  std::cout << family << " " << (scope == Scope::kCore ? "core" : "extended") << ": covered "
            << n.covered << ", not modelled " << n.not_modelled << ", neither " << n.neither
            << "\n";
}

std::string missing_in(std::string_view family, Scope scope) {
  Count count;
  std::string missing;
  for (const RuleEntry& rule : rules()) {
    if (!rule.id.starts_with(family) || rule.scope != scope) continue;
    const RuleCoverage coverage = coverage_of(rule.id);
    if (!coverage.not_modelled.empty()) {
      ++count.not_modelled;
    } else if (!coverage.covered_by.empty()) {
      ++count.covered;
    } else {
      ++count.neither;
      missing += " " + std::string(rule.id);
    }
  }
  print(family, scope, count);
  return missing;
}

TEST(Coverage, EveryCoreRuleHasATestOrAReason) {
  for (const auto family : kFamilies) EXPECT_EQ(missing_in(family, Scope::kCore), "");
}

TEST(Coverage, EveryExtendedRuleHasATestOrAReason) {
  for (const auto family : kFamilies) EXPECT_EQ(missing_in(family, Scope::kExtended), "");
}

TEST(Coverage, NoRuleHasATestAndAReason) {
  for (const RuleEntry& rule : rules()) {
    const RuleCoverage coverage = coverage_of(rule.id);
    EXPECT_TRUE(coverage.covered_by.empty() || coverage.not_modelled.empty())
        << rule.id << " is not modelled (" << coverage.not_modelled << ") but tested by "
        << coverage.covered_by;
  }
}

TEST(Coverage, ReasonsSpeakOfRulesOfTheCatalogue) {
  for (const NotModelled& row : not_modelled_rules()) {
    EXPECT_NE(find_rule(row.first), nullptr) << row.first;
    EXPECT_NE(find_rule(row.last), nullptr) << row.last;
    EXPECT_FALSE(row.reason.empty());
  }
}

TEST(Coverage, TestsNameRulesOfTheCatalogue) {
  for (const RuleTests& row : rule_tests()) {
    if (!row.named) continue;  // a test of a reader may cite what does not exist
    EXPECT_NE(find_rule(row.id), nullptr) << row.id << " in " << row.tests;
  }
}

TEST(Coverage, KnowsNothingOfAnUnknownRule) {
  EXPECT_EQ(coverage_of("TOP-999").covered_by, "");
  EXPECT_EQ(coverage_of("TOP-999").not_modelled, "");
  EXPECT_EQ(coverage_of("top-70").not_modelled, coverage_of("TOP-70").not_modelled);
}

}  // namespace
}  // namespace firedrill
