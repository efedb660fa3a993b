// Where users sit, by their place in the pool: inside at the pool's site, inside at the partner's,
// or outside. A fixed pattern, so that taking users out of a scenario changes nothing for others.
#pragma once

#include <cstdint>

namespace firedrill {

enum class Seat : std::uint8_t { kInside, kRoaming, kOutside };
inline constexpr int kSeats = 3;

struct SeatPattern {
  std::int64_t remote_every = 0;   // UM-06, 0 = nobody
  std::int64_t roaming_every = 0;  // FLT-81, 0 = nobody
  bool has_edge = true;            // some Edge pool lets outsiders in
  bool has_partner = true;         // the pool is paired

  /// Of the user at `place` in the pool, from 0.
  [[nodiscard]] Seat at(std::int64_t place) const {
    if (remote_every > 0 && has_edge && (place + 1) % remote_every == 0) return Seat::kOutside;
    if (roaming_every > 0 && has_partner && (place + 1) % roaming_every == 0) {
      return Seat::kRoaming;
    }
    return Seat::kInside;
  }
};

}  // namespace firedrill
