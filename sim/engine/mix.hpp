// Incremental fingerprints: the sum of mix(place, value) over all places of a state.
//
// A write adds the mix of the new value and takes the mix of the old one away, so the fingerprint
// of a state costs a few nanoseconds a write and never a pass over the whole. The lanes are summed
// modulo 2^64 each. A sum and not XOR: equal records at interchangeable places would cancel out
// under XOR. This is no protection against an adversary, and it is not the digest of a run: see
// digest.hpp.
#pragma once

#include <bit>
#include <compare>
#include <cstdint>

namespace firedrill {

/// 128 bits as two independent lanes; a commutative group under add and subtract.
struct Fingerprint {
  std::uint64_t lo = 0;
  std::uint64_t hi = 0;

  constexpr void add(Fingerprint other) {
    lo += other.lo;
    hi += other.hi;
  }
  constexpr void subtract(Fingerprint other) {
    lo -= other.lo;
    hi -= other.hi;
  }
  friend constexpr bool operator==(Fingerprint, Fingerprint) = default;
  friend constexpr auto operator<=>(Fingerprint, Fingerprint) = default;
};

/// The share of `value` at `place`. For one place each lane is a permutation of the values, so two
/// values never collide there. Each lane multiplies twice; the product for the place is shared and
/// is a constant where the place is.
[[nodiscard]] constexpr Fingerprint mix(std::uint64_t place, std::uint64_t value) {
  const std::uint64_t spread = (place + 1) * 0x9e3779b97f4a7c15;
  std::uint64_t lo = value + spread;
  std::uint64_t hi = value ^ std::rotl(spread, 23) ^ 0xd6e8feb86659fd93;
  lo = (lo ^ (lo >> 32)) * 0xbf58476d1ce4e5b9;
  hi = (hi ^ (hi >> 31)) * 0xff51afd7ed558ccd;
  lo = (lo ^ (lo >> 29)) * 0x94d049bb133111eb;
  hi = (hi ^ (hi >> 33)) * 0xc4ceb9fe1a85ec53;
  return {lo ^ (lo >> 32), hi ^ (hi >> 33)};
}

}  // namespace firedrill
