// Random draws as a pure function of (seed, purpose, entity, n).
//
// There is no stream and no state: a draw is looked up, not consumed, so adding, dropping or
// reordering one draw leaves every other draw as it was. That is what lets a shrinker take a fault
// or a user out of a scenario and still see the same run otherwise. The bits come from
// Philox4x32-10 of Random123; integers and waiting times are made from them by the methods
// documented here, in integer arithmetic only, so that every compiler and platform gets the same
// numbers.
#pragma once

#include <array>
#include <cstdint>

#include "firedrill/time.hpp"

namespace firedrill {

/// What a draw is for. Values are part of every recorded digest: append, never renumber.
enum class Purpose : std::uint32_t {
  kTopology,
  kWorkload,
  kFaults,
  kLatency,
  kSwarm,
  kSignIn,
  kArrival,
  kArrivalUser,
  kChoice,
  kParameters,
};
inline constexpr std::uint32_t kPurposes = 10;

/// All draws of one seed. `entity` says whose draw it is and `n` counts that entity's draws of that
/// purpose; both use all 64 bits.
class Draws {
 public:
  explicit Draws(std::uint64_t seed);

  [[nodiscard]] std::uint64_t seed() const { return seed_; }

  /// 64 uniform bits: the low half of the Philox block with counter (entity, n) under the key of
  /// the purpose, which is itself a block of the seed with counter (purpose).
  [[nodiscard]] std::uint64_t bits(Purpose purpose, std::uint64_t entity, std::uint64_t n) const;

  /// An integer in [0, bound), as the high half of the 128-bit product bits * bound; bound > 0. No
  /// value's probability is off by more than 2^-64, so no rejection loop is needed.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound, Purpose purpose, std::uint64_t entity,
                                    std::uint64_t n) const;

  /// A duration in [lo, hi], both inclusive; lo <= hi.
  [[nodiscard]] Duration in_range(Duration lo, Duration hi, Purpose purpose, std::uint64_t entity,
                                  std::uint64_t n) const;

  /// An exponential waiting time of the given mean, rounded to the nearest millisecond, >= 0.
  /// 0 <= mean_ms <= 2^56. See exponential.hpp for the method and its error.
  [[nodiscard]] std::int64_t exponential_ms(std::int64_t mean_ms, Purpose purpose,
                                            std::uint64_t entity, std::uint64_t n) const;

 private:
  std::uint64_t seed_;
  std::array<std::uint64_t, kPurposes> keys_;
};

}  // namespace firedrill
