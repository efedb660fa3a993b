// Comparing names as the shell does: letter case never matters (rule book 4.1 items 1 and 2).
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "sim/topology/names.hpp"

namespace firedrill {

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Orders two names by their lower-case spelling.
constexpr std::strong_ordering compare_names(std::string_view a, std::string_view b) {
  const std::size_t shorter = a.size() < b.size() ? a.size() : b.size();
  for (std::size_t i = 0; i < shorter; ++i) {
    const auto left = static_cast<unsigned char>(lower(a[i]));
    const auto right = static_cast<unsigned char>(lower(b[i]));
    if (left != right) return left <=> right;
  }
  return a.size() <=> b.size();
}

/// "FailO" is a prefix of "FailOver", and so is "FailOver" itself.
inline bool is_prefix(std::string_view prefix, std::string_view name) {
  return prefix.size() <= name.size() && same_name(prefix, name.substr(0, prefix.size()));
}

inline std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

}  // namespace firedrill
