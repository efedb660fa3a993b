// Joins the tables of the families into one, in the order that catalogue.hpp promises, and looks
// rules up in it. The joined table is built once, on first use, and never changes.
#include "sim/rules/catalogue.hpp"

#include <algorithm>
#include <vector>

#include "sim/rules/catalogue_tables.hpp"

namespace firedrill {
namespace {

std::vector<RuleEntry> joined_tables() {
  std::vector<RuleEntry> all;
  for (const auto table :
       {top_rules(), top_edge_rules(), flt_rules(), cmd_rules(), cmd_tasks_rules(), prc_rules(),
        ux_rules(), inv_rules(), inv_services_rules(), trap_rules(), ma_rules(), num_rules()}) {
    all.insert(all.end(), table.begin(), table.end());
  }
  return all;
}

// Not std::toupper: the result must not depend on the locale.
constexpr char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

std::span<const RuleEntry> rules() {
  static const std::vector<RuleEntry> all = joined_tables();
  return all;
}

const RuleEntry* find_rule(std::string_view id) {
  const auto all = rules();
  const auto found = std::ranges::find_if(all, [id](const RuleEntry& rule) {
    return std::ranges::equal(rule.id, id,
                              [](char ours, char asked) { return ours == upper(asked); });
  });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace firedrill
