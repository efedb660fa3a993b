// Difference bounds. A new bound on a closed matrix closes it again in one pass over all pairs.
#include "sim/explore/zone.hpp"

#include <algorithm>

#include "sim/engine/assert.hpp"

namespace firedrill {

bool Zone::add_variable(Instant least, std::int64_t last) {
  FIREDRILL_ASSERT(variables_ < kVariablesMax, "more unknown instants than a zone holds");
  const int fresh = variables_++;
  // Bounded by the end of the scenario first, so that no bound is ever infinite.
  for (int i = 0; i < fresh; ++i) {
    at(fresh, i) = last + bound(0, i);
    at(i, fresh) = bound(i, least.anchor()) - least.offset();
  }
  at(fresh, fresh) = 0;
  for (int i = 0; i < fresh; ++i) {
    if (at(fresh, i) + at(i, fresh) < 0) return false;
    for (int j = 0; j < fresh; ++j) {
      at(i, j) = std::min(at(i, j), at(i, fresh) + at(fresh, j));
    }
  }
  return true;
}

bool Zone::restrict(int i, int j, std::int64_t limit) {
  if (i == j) return limit >= 0;
  if (bound(i, j) <= limit) return true;
  if (bound(j, i) + limit < 0) return false;
  for (int p = 0; p < variables_; ++p) {
    for (int q = 0; q < variables_; ++q) {
      at(p, q) = std::min(at(p, q), bound(p, i) + limit + bound(j, q));
    }
  }
  return true;
}

}  // namespace firedrill
