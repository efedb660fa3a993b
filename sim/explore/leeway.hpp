// How far an unknown instant could move without any comparison coming out otherwise.
//
// A search of one fault knows its instant only within a zone. Each comparison that it settles
// stays as it is up to some other value of that instant; the least of these is the leeway of the
// node from which all of them were made. A node that is like it but for the zone, and whose zone
// lies within the leeway, has the same future: above all the one millisecond at which the fault
// falls together with another event, beside the interval that follows.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include "sim/explore/zone.hpp"

namespace firedrill {

class Leeway {
 public:
  Leeway() = default;
  explicit Leeway(const Zone& zone)
      : zone_least_(-zone.bound(0, 1)), zone_most_(zone.bound(1, 0)) {}

  /// What was found for `zone`, a part of the node's, holds while the unknown instant (word of
  /// variable 1) is within [least, most]. Where the zone stops short of the node's, another
  /// answer takes over before that limit is met.
  void keep(const Zone& zone, std::int64_t least, std::int64_t most) {
    keep(-zone.bound(0, 1), zone.bound(1, 0), least, most);
  }
  /// Takes over what was found below, for a node reached from this one.
  void keep(const Leeway& below) {
    keep(below.zone_least_, below.zone_most_, below.least_, below.most_);
  }
  /// As long as a - b is within [least, most].
  void keep(const Zone& zone, Instant a, Instant b, std::int64_t least, std::int64_t most) {
    if (a.anchor() == b.anchor()) return;
    // a - b is the unknown instant and a constant, or a constant less the unknown instant.
    const std::int64_t constant = a.offset() - b.offset();
    if (a.anchor() == 1) {
      keep(zone, least - constant, most - constant);
    } else {
      keep(zone, constant - most, constant - least);
    }
  }

  [[nodiscard]] std::int64_t least() const { return least_; }
  [[nodiscard]] std::int64_t most() const { return most_; }
  [[nodiscard]] std::int64_t zone_least() const { return zone_least_; }
  [[nodiscard]] std::int64_t zone_most() const { return zone_most_; }

  static constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;

 private:
  void keep(std::int64_t zone_least, std::int64_t zone_most, std::int64_t least,
            std::int64_t most) {
    if (zone_least == zone_least_) least_ = std::max(least_, least);
    if (zone_most == zone_most_) most_ = std::min(most_, most);
  }

  std::int64_t zone_least_ = 0;
  std::int64_t zone_most_ = 0;
  std::int64_t least_ = -kFar;
  std::int64_t most_ = kFar;
};

}  // namespace firedrill
