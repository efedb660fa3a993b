// Whether a node's outcomes are those of every placement of its zone.
//
// What lies below a node can differ by choices (an order, a mishap), which every placement has, or
// by parts of the zone, of which a placement has one. Only in the first case may the node answer
// for one that sees another zone: else that one may have some of the outcomes alone.
#pragma once

#include <cstdint>

#include "sim/explore/leeway.hpp"

namespace firedrill {

class Uniform {
 public:
  Uniform() = default;
  explicit Uniform(Range zone) : zone_(zone) {}

  /// A branch that is for `part` of the zone: its set of outcomes, by number, and whether that is
  /// uniform.
  void take(std::uint32_t outcomes, Range part, bool uniform) {
    in_parts_ = in_parts_ || !(part == zone_);
    differ_ = differ_ || (last_ != kNothing && outcomes != last_);
    mixed_below_ = mixed_below_ || !uniform;
    last_ = outcomes;
  }
  [[nodiscard]] bool holds() const { return !mixed_below_ && !(in_parts_ && differ_); }

 private:
  static constexpr std::uint32_t kNothing = ~std::uint32_t{0};

  Range zone_;
  bool in_parts_ = false;     // some branch is for a part alone
  bool differ_ = false;       // branches have other sets than others
  bool mixed_below_ = false;  // some branch is not uniform
  std::uint32_t last_ = kNothing;
};

}  // namespace firedrill
