// The catalogue is complete, ordered and printable, and its ids are those of the specification.
#include "sim/rules/catalogue.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "sim/rules/catalogue_tables.hpp"

namespace firedrill {
namespace {

std::string family_of(const RuleEntry& rule) {
  return std::string(rule.id.substr(0, rule.id.find('-')));
}

std::string numbered(const std::string& family, int number) {
  return family + (number < 10 ? "-0" : "-") + std::to_string(number);
}

/// The extended ids as the specification lists them; every other id is core.
std::set<std::string> extended_ids() {
  struct Range {
    int first;
    int last;
  };
  const std::map<std::string, std::vector<Range>> ranges = {
      {"TOP", {{14, 14}, {19, 19}, {55, 55}, {100, 112}, {120, 129}}},
      {"FLT", {{63, 63}, {82, 84}, {86, 87}, {95, 96}}},
      {"CMD", {{8, 8}, {27, 27}, {83, 88}, {90, 97}, {100, 102}, {122, 122}}},
      {"INV", {{35, 37}, {39, 39}, {96, 97}, {100, 101}, {110, 115}, {117, 122}}},
      {"TRAP",
       {{6, 6},
        {9, 9},
        {17, 17},
        {26, 26},
        {30, 32},
        {36, 37},
        {39, 48},
        {59, 59},
        {61, 61},
        {63, 63}}},
      {"UX", {{40, 41}, {44, 44}}},
      {"NUM", {{30, 30}, {40, 40}, {46, 53}, {57, 57}, {59, 59}}},
      {"UM", {{30, 31}}},
      {"MA", {{17, 17}, {23, 23}, {27, 27}}}};
  std::set<std::string> ids;
  for (const auto& [family, spans] : ranges) {
    for (const auto [first, last] : spans) {
      for (int number = first; number <= last; ++number) ids.insert(numbered(family, number));
    }
  }
  for (const char* name : {"BE", "POOL", "MEMBER", "SE", "FS", "CMSR", "ABC", "RGS", "CPS", "GCP",
                           "ANN", "PCHAT", "SBA", "UPG", "BKP"}) {
    ids.insert(std::string("PRC-") + name);
  }
  return ids;
}

std::set<std::string> ids_in(const std::string& text) {
  static const std::regex id("\\b((TOP|FLT|CMD|UX|INV|TRAP|MA|NUM|UM)-[0-9]+|PRC-[A-Z]+)\\b");
  std::set<std::string> found;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), id); at != std::sregex_iterator();
       ++at) {
    found.insert((*at)[1]);
  }
  return found;
}

TEST(Catalogue, IsSortedWithoutDuplicates) {
  EXPECT_TRUE(rules_sorted(rules()));
  std::set<std::string_view> ids;
  for (const auto& rule : rules()) EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
}

TEST(Catalogue, CountsCoreAndExtendedRulesAsSpecified) {
  const std::set<std::string> named = {"TOP", "FLT", "CMD", "INV", "TRAP", "UX"};
  int core = 0;
  int extended = 0;
  for (const auto& rule : rules()) {
    if (named.contains(family_of(rule))) ++(rule.scope == Scope::kCore ? core : extended);
  }
  EXPECT_EQ(core, 385);
  EXPECT_EQ(extended, 99);
}

TEST(Catalogue, CountsEveryFamily) {
  std::map<std::string, int> counts;
  for (const auto& rule : rules()) ++counts[family_of(rule)];
  const std::map<std::string, int> expected = {
      {"TOP", 103}, {"FLT", 69},  {"CMD", 83}, {"PRC", 27}, {"UX", 52},
      {"INV", 107}, {"TRAP", 70}, {"MA", 58},  {"NUM", 60}, {"UM", 33}};
  EXPECT_EQ(counts, expected);
}

TEST(Catalogue, ListsExactlyTheExtendedIds) {
  std::set<std::string> extended;
  for (const auto& rule : rules()) {
    if (rule.scope == Scope::kExtended) extended.emplace(rule.id);
  }
  EXPECT_EQ(extended, extended_ids());
}

TEST(Catalogue, EveryEntryIsPrintable) {
  for (const auto& rule : rules()) {
    EXPECT_FALSE(rule.title.empty()) << rule.id;
    EXPECT_LE(rule.title.size(), 60u) << rule.id;
    ASSERT_FALSE(rule.statement.empty()) << rule.id;
    EXPECT_EQ(rule.statement.back(), '.') << rule.id;
    for (const auto text : {rule.title, rule.statement, rule.topic}) {
      EXPECT_TRUE(std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; }))
          << rule.id;
      EXPECT_EQ(text.find("  "), std::string_view::npos) << rule.id;
    }
  }
}

TEST(Catalogue, OnlyAssumptionsAndRulesAboutTheSimulatorHaveNoTopic) {
  const std::set<std::string_view> own = {"INV-130", "INV-131", "INV-135"};
  for (const auto& rule : rules()) {
    const bool assumption = family_of(rule) == "MA";
    EXPECT_EQ(rule.topic.empty(), assumption || own.contains(rule.id)) << rule.id;
    // FLT-56 is the one failure whose whole outcome is assumed (MA-29).
    EXPECT_EQ(rule.provenance == Provenance::kAssumed, assumption || rule.id == "FLT-56")
        << rule.id;
  }
}

TEST(Catalogue, StatementsNameOnlyRulesThatExist) {
  for (const auto& rule : rules()) {
    for (const auto& id : ids_in(std::string(rule.statement))) {
      EXPECT_NE(find_rule(id), nullptr) << rule.id << " names " << id;
    }
  }
}

TEST(Catalogue, FindsRulesInEitherCase) {
  ASSERT_NE(find_rule("INV-01"), nullptr);
  EXPECT_EQ(find_rule("inv-01"), find_rule("INV-01"));
  EXPECT_EQ(find_rule("Prc-Fo"), find_rule("PRC-FO"));
  EXPECT_EQ(find_rule("PRC-FO")->title, "Fail over a pool");
  for (const auto& rule : rules()) EXPECT_EQ(find_rule(rule.id), &rule);
  for (const char* unknown :
       {"", "INV", "INV-", "INV-1", "INV-001", "INV-999", "XYZ-01", "INV-01 "}) {
    EXPECT_EQ(find_rule(unknown), nullptr) << unknown;
  }
}

// The specification lies beside the source tree where the product is developed, and nowhere else.
TEST(Catalogue, HasTheIdsOfTheSpecification) {
  std::ifstream book(FIREDRILL_SOURCE_DIR "/../shared/domain/rulebook.md");
  if (!book) return;
  std::set<std::string> specified;
  bool in_register = false;  // its rows give the bare numbers of the assumptions
  const std::regex row("^\\| ([0-9]{2})(/([0-9]{2}))? \\|");
  for (std::string line; std::getline(book, line);) {
    if (line.starts_with("### ")) in_register = line.find("MODEL ASSUMPTION") != std::string::npos;
    specified.merge(ids_in(line));
    std::smatch cells;
    if (in_register && std::regex_search(line, cells, row)) {
      specified.insert("MA-" + cells[1].str());
      if (cells[3].matched) specified.insert("MA-" + cells[3].str());
    }
  }
  std::set<std::string> ours;
  for (const auto& rule : rules()) ours.emplace(rule.id);
  EXPECT_EQ(ours, specified);
}

}  // namespace
}  // namespace firedrill
