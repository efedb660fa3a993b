// The tables behind the catalogue, a function per source file, and the order that each table keeps.
// Private to the catalogue: everyone else includes catalogue.hpp.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <tuple>

#include "sim/rules/catalogue.hpp"

namespace firedrill {

inline constexpr std::array<std::string_view, 10> kRuleFamilies = {
    "TOP", "FLT", "CMD", "PRC", "UX", "INV", "TRAP", "MA", "NUM", "UM"};

/// Family rank, number, name: numbers compare as numbers ("TOP-90" before "TOP-100"), the names of
/// procedures as text.
constexpr std::tuple<int, int, std::string_view> rule_rank(std::string_view id) {
  const auto dash = id.find('-');
  const auto family = std::ranges::find(kRuleFamilies, id.substr(0, dash));
  const auto name = dash == std::string_view::npos ? std::string_view{} : id.substr(dash + 1);
  int number = 0;
  for (const char c : name) {
    if (c < '0' || c > '9') {
      number = 0;
      break;
    }
    number = number * 10 + (c - '0');
  }
  return {static_cast<int>(family - kRuleFamilies.begin()), number, name};
}

/// Strictly ascending, thus unique.
constexpr bool rules_sorted(std::span<const RuleEntry> table) {
  const auto misplaced = std::ranges::adjacent_find(
      table, [](const auto& a, const auto& b) { return !(rule_rank(a.id) < rule_rank(b.id)); });
  return misplaced == table.end();
}

std::span<const RuleEntry> top_rules();
std::span<const RuleEntry> top_edge_rules();
std::span<const RuleEntry> flt_rules();
std::span<const RuleEntry> cmd_rules();
std::span<const RuleEntry> cmd_tasks_rules();
std::span<const RuleEntry> prc_rules();
std::span<const RuleEntry> ux_rules();
std::span<const RuleEntry> inv_rules();
std::span<const RuleEntry> inv_services_rules();
std::span<const RuleEntry> trap_rules();
std::span<const RuleEntry> ma_rules();
std::span<const RuleEntry> num_rules();

}  // namespace firedrill
