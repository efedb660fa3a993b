// The rules that this version does not model, each with the reason. Private to coverage.cpp and its
// test; everyone else asks coverage_of().
#pragma once

#include <span>
#include <string_view>

namespace firedrill {

/// The rules `first` to `last` of one family, both ids as in the catalogue.
struct NotModelled {
  std::string_view first;
  std::string_view last;
  std::string_view reason;
};

/// Ascending in the catalogue's order; no two rows overlap.
[[nodiscard]] std::span<const NotModelled> not_modelled_rules();

}  // namespace firedrill
