// One comparison with a user's home pool; the shell's wider language of filters is not read.
#include "sim/cmdlets/user_filter.hpp"

#include <algorithm>

#include "sim/cmdlets/spelling.hpp"

namespace firedrill {
namespace {

constexpr std::string_view kBlanks = " \t{}";

std::string_view take_word(std::string_view& text) {
  const std::size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
  text.remove_prefix(begin);
  const std::size_t end = std::min(text.find_first_of(kBlanks), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

std::string_view without_quotes(std::string_view text) {
  while (!text.empty() && (text.front() == '"' || text.front() == '\'')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '"' || text.back() == '\'')) text.remove_suffix(1);
  return text;
}

UserFilter nobody() {
  UserFilter out;
  out.understood = false;
  out.by_home = true;
  out.home = -2;  // no pool has this number
  return out;
}

}  // namespace

UserFilter read_user_filter(const Topology& topology, std::string_view text) {
  UserFilter out;
  if (text == "*" || text.empty()) return out;
  const std::string_view property = take_word(text);
  const std::string_view comparison = take_word(text);
  const std::string_view value = without_quotes(take_word(text));
  if (!same_name(property, "RegistrarPool") || !take_word(text).empty()) return nobody();
  if (!same_name(comparison, "-eq") && !same_name(comparison, "-ne")) return nobody();
  out.by_home = true;
  out.equal = same_name(comparison, "-eq");
  if (same_name(value, "$null")) return out;
  for (std::size_t p = 0; p < topology.pools.size(); ++p) {
    if (!same_name(topology.pools[p].fqdn, value)) continue;
    out.home = static_cast<Index>(p);
    return out;
  }
  return nobody();
}

}  // namespace firedrill
