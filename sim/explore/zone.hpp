// The set of placements of unknown instants that share a history: bounds on their differences.
//
// Variable 0 is the start of the scenario, whose word is 0; variable i the instant of the i-th
// added fault, in the words of Instant. The bounds d(i, j) >= t_i - t_j are integers, inclusive and
// kept closed under shortest paths, so that a zone that is not empty holds whole milliseconds and
// every bound of it is attained by some placement.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "firedrill/time.hpp"

namespace firedrill {

class Zone {
 public:
  /// The start and three unknown instants.
  static constexpr int kVariablesMax = 4;

  Zone() { bound_.fill(0); }

  [[nodiscard]] int variables() const { return variables_; }

  /// A further unknown instant, not before `least` and at most `last` (a word of anchor 0).
  /// False when nothing is left of the zone.
  bool add_variable(Instant least, std::int64_t last);

  /// Adds t_i - t_j <= bound. False when nothing is left of the zone.
  bool restrict(int i, int j, std::int64_t bound);

  /// The greatest t_i - t_j.
  [[nodiscard]] std::int64_t bound(int i, int j) const {
    return bound_[static_cast<std::size_t>(i * kVariablesMax + j)];
  }
  /// The greatest and least of a - b over all placements.
  [[nodiscard]] std::int64_t most(Instant a, Instant b) const {
    return bound(a.anchor(), b.anchor()) + a.offset() - b.offset();
  }
  [[nodiscard]] std::int64_t least(Instant a, Instant b) const { return -most(b, a); }

  /// One placement: variable 1 first gets a value that `choose(lowest, highest)` picks, then the
  /// next one within what is left.
  template <class Choose>
  [[nodiscard]] std::array<std::int64_t, kVariablesMax> point(Choose&& choose) const {
    Zone rest = *this;
    std::array<std::int64_t, kVariablesMax> out{};
    for (int i = 1; i < variables_; ++i) {
      const std::int64_t at = choose(-rest.bound(0, i), rest.bound(i, 0));
      rest.restrict(i, 0, at);
      rest.restrict(0, i, -at);
      out[static_cast<std::size_t>(i)] = at;
    }
    return out;
  }

  friend bool operator==(const Zone&, const Zone&) = default;

 private:
  std::int64_t& at(int i, int j) { return bound_[static_cast<std::size_t>(i * kVariablesMax + j)]; }

  int variables_ = 1;
  std::array<std::int64_t, static_cast<std::size_t>(kVariablesMax* kVariablesMax)> bound_;
};

}  // namespace firedrill
