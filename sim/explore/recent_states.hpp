// The fingerprints that one thread met last, to spare it lookups in a table that is not in cache.
//
// Two steps that do not touch each other lead to the same state in either order, so close to half
// of all successors are states that the same thread met a moment ago. To forget one is harmless.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/engine/mix.hpp"

namespace firedrill {

class RecentStates {
 public:
  RecentStates() : slots_(kSlots) {
    // Each slot begins with a fingerprint that belongs to another one, so none is met by mistake.
    for (std::size_t i = 0; i < kSlots; ++i) slots_[i].hi = i + 1;
  }

  /// Whether the fingerprint was met and not yet forgotten; from now on it was met.
  bool meet(Fingerprint fingerprint) {
    Fingerprint& slot = slots_[fingerprint.hi % kSlots];
    if (slot == fingerprint) return true;
    slot = fingerprint;
    return false;
  }

 private:
  static constexpr std::size_t kSlots = 8192;  // 128 KiB: near enough to ask first.
  std::vector<Fingerprint> slots_;
};

}  // namespace firedrill
