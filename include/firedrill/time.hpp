// Simulated time: whole milliseconds.
//
// `Instant` is a point on the simulated clock. It has no minus, no order and no conversion to a
// number for the model: a transition may arm a timer a constant later, and ask the State which of
// two instants comes first, nothing else. That is what lets an exhaustive search treat the instant
// of a fault as an unknown: an instant is an anchor (the start of the scenario, or an added fault)
// and an offset from it. In a run every anchor is the start, and the word is simply milliseconds
// since then.
#pragma once

#include <chrono>
#include <cstdint>

namespace firedrill {

/// Integer milliseconds. All documented intervals are inclusive bounds.
using Duration = std::chrono::milliseconds;

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// A point in simulated time: whole milliseconds after its anchor. The word 0 of a timer record
/// means "not armed", so the clock of a scenario starts at kStart, not at 0.
class Instant {
 public:
  static constexpr std::int64_t kStart = 1;
  static constexpr int kOffsetBits = 56;

  constexpr Instant() = default;
  /// For drivers and readers only: the model never turns a number into an instant.
  static constexpr Instant from_ms(std::int64_t since_start) {
    return Instant(since_start + kStart);
  }
  static constexpr Instant from_word(std::int64_t word) { return Instant(word); }
  /// `offset` ms (0 or more) after the unknown instant number `anchor` (1 or more).
  static constexpr Instant anchored(int anchor, std::int64_t offset) {
    return Instant((static_cast<std::int64_t>(anchor) << kOffsetBits) + offset);
  }
  [[nodiscard]] constexpr std::int64_t word() const { return word_; }
  /// For drivers and printers only; of an instant whose anchor is the start.
  [[nodiscard]] constexpr std::int64_t ms() const { return word_ - kStart; }
  [[nodiscard]] constexpr bool is_set() const { return word_ != 0; }
  /// For drivers only: 0 is the start.
  [[nodiscard]] constexpr int anchor() const { return static_cast<int>(word_ >> kOffsetBits); }
  [[nodiscard]] constexpr std::int64_t offset() const {
    return word_ & ((std::int64_t{1} << kOffsetBits) - 1);
  }
  friend constexpr Instant operator+(Instant at, Duration after) {
    return Instant(at.word_ + after.count());
  }
  friend constexpr bool operator==(Instant, Instant) = default;

 private:
  constexpr explicit Instant(std::int64_t word) : word_(word) {}
  std::int64_t word_ = 0;
};

/// Which of two instants comes first, where their anchors differ. Only a search that leaves an
/// instant open has one; it may follow each answer in turn.
class TimeOrder {
 public:
  virtual ~TimeOrder() = default;
  /// `a` is not after `b`.
  [[nodiscard]] virtual bool not_after(Instant a, Instant b) = 0;
  /// The least k >= 1 with now not after phase + k * period.
  [[nodiscard]] virtual std::int64_t ticks_until(Instant phase, Duration period, Instant now) = 0;
};

}  // namespace firedrill
