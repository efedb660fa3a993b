// What a run, a search or an expectation comes to.
//
// Unknown is the answer wherever something was not read, not looked at or cut off by a bound; it is
// never held. Of several, violated outweighs unknown, and unknown outweighs held, which is the
// order of the values.
#pragma once

#include <cstdint>

namespace firedrill {

enum class Verdict : std::uint8_t { kHeld, kUnknown, kViolated };

}  // namespace firedrill
