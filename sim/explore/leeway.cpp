// Limits of a difference, as limits of the unknown instant.
#include "sim/explore/leeway.hpp"

namespace firedrill {

void Leeway::keep(const Zone& zone, Instant a, Instant b, std::int64_t least, std::int64_t most) {
  if (a.anchor() == b.anchor()) return;
  // a - b is the unknown instant and a constant, or a constant less the unknown instant.
  const std::int64_t constant = a.offset() - b.offset();
  if (a.anchor() == 1) {
    keep(zone, least - constant, most - constant);
  } else {
    keep(zone, constant - most, constant - least);
  }
}

}  // namespace firedrill
