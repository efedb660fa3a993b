// Simulated time: whole milliseconds.
//
// `Instant` is a point on the simulated clock. It deliberately has no minus and no conversion to a
// number for the model: a transition may arm a timer a constant later or compare, nothing else.
// That is what lets an exhaustive search treat the instant of a fault as an unknown. In a run the
// anchor is always 0, so the word is simply milliseconds since the start of the scenario.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace firedrill {

/// Integer milliseconds. All documented intervals are inclusive bounds.
using Duration = std::chrono::milliseconds;

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// A point in simulated time, counted from the start of the scenario. The word 0 of a timer record
/// means "not armed", so the clock of a scenario starts at kStart, not at 0.
class Instant {
 public:
  static constexpr std::int64_t kStart = 1;

  constexpr Instant() = default;
  /// For drivers and readers only: the model never turns a number into an instant.
  static constexpr Instant from_ms(std::int64_t since_start) {
    return Instant(since_start + kStart);
  }
  static constexpr Instant from_word(std::int64_t word) { return Instant(word); }
  [[nodiscard]] constexpr std::int64_t word() const { return word_; }
  /// For drivers and printers only.
  [[nodiscard]] constexpr std::int64_t ms() const { return word_ - kStart; }
  [[nodiscard]] constexpr bool is_set() const { return word_ != 0; }
  friend constexpr Instant operator+(Instant at, Duration after) {
    return Instant(at.word_ + after.count());
  }
  friend constexpr auto operator<=>(Instant, Instant) = default;

 private:
  constexpr explicit Instant(std::int64_t word) : word_(word) {}
  std::int64_t word_ = 0;
};

}  // namespace firedrill
