// How far an unknown instant could move without any comparison coming out otherwise.
//
// A search of one fault knows its instant only within a zone. Each comparison that it settles
// stays as it is up to some other value of that instant; what all of them leave is the leeway of
// the node from which they were made. A node that is like it but for the zone, and whose zone lies
// within the leeway, has the same future: above all the one millisecond at which the fault falls
// together with another event, beside the interval that follows.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include "sim/explore/zone.hpp"

namespace firedrill {

/// From one value to another, both inclusive.
struct Range {
  std::int64_t least = 0;
  std::int64_t most = 0;
  friend bool operator==(const Range&, const Range&) = default;
};

class Leeway {
 public:
  static constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;

  Leeway() = default;
  explicit Leeway(const Zone& zone) : zone_(within(zone)) {}

  /// What was found for `zone`, a part of the node's, holds while t_i - t_j (one of them the
  /// unknown instant, variable 1) is within [least, most]. Where the zone stops short of the
  /// node's, another answer takes over before that limit is met.
  void keep(const Zone& zone, int i, int j, std::int64_t least, std::int64_t most) {
    if (i == j) return;
    keep(within(zone), i == 1 ? Range{least, most} : Range{-most, -least});
  }
  /// Takes over what was found below, for a node reached from this one.
  void keep(const Leeway& below) { keep(below.zone_, below.range_); }

  /// What is found of this node only to be taken over if it is needed.
  [[nodiscard]] Leeway fresh() const {
    Leeway out;
    out.zone_ = zone_;
    return out;
  }

  /// Words of the unknown instant that a zone leaves.
  static Range within(const Zone& zone) { return {-zone.bound(0, 1), zone.bound(1, 0)}; }
  /// Words of the unknown instant: the zone of the node, and as far as it is the same.
  [[nodiscard]] Range zone() const { return zone_; }
  [[nodiscard]] Range range() const { return range_; }

 private:
  void keep(Range zone, Range limits) {
    if (zone.least == zone_.least) range_.least = std::max(range_.least, limits.least);
    if (zone.most == zone_.most) range_.most = std::min(range_.most, limits.most);
  }

  Range zone_;
  Range range_{-kFar, kFar};
};

}  // namespace firedrill
