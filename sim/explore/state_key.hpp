// The key of a node of the timed search: equal for nodes with equal futures.
//
// A future depends on the State and on what is left of each deadline, not on the clock. The key
// therefore takes in the hashed words of the State; every armed timer and every remembered instant
// that still matters as a distance within its group (the instants with one anchor); the zone's
// bounds between the groups and now, now being a group too; how many faults may still strike; and
// what the watch's checks will read of the past. An anchor that nothing refers to is dropped, which
// in a closed zone is the exact projection: a fault whose timers have run out leaves no mark but
// what it broke.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/explore/zone.hpp"
#include "sim/model/stamps.hpp"
#include "sim/rules/invariants.hpp"

namespace firedrill {

class StateKey {
 public:
  /// `repairs`: an added fault may be repaired.
  StateKey(const World& world, bool repairs);

  /// `pending_fault`: the instant of the fault that may still strike; not set = none.
  /// `within_instant`: something may still happen now, so what was touched counts too.
  [[nodiscard]] Fingerprint of(const Writer& writer, const InvariantWatch& watch, const Zone& zone,
                               Instant pending_fault, std::uint32_t faults_left,
                               bool within_instant);

 private:
  struct Item {
    std::uint64_t place;
    Instant at;
  };
  [[nodiscard]] bool matters(const Zone& zone, Instant now, Instant at, Duration for_age) const;
  void collect(const Writer& writer, const Zone& zone, Instant pending_fault, Fingerprint& base);
  void forget_added_faults(const State& state, std::uint32_t faults_left, Fingerprint& base) const;
  void put_times(const Zone& zone, Instant now);

  const World& world_;
  StampBounds bounds_;
  bool plan_repairs_;   // some fault of the plan is repaired
  bool added_repairs_;  // some added fault may be
  MemoryFold memory_;
  std::vector<Item> items_;
  std::vector<std::uint64_t> buffer_;
};

}  // namespace firedrill
