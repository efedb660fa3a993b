// The key of a node of the timed search: equal for nodes with equal futures.
//
// A future depends on the State and on what is left of each deadline, not on the clock. The key
// therefore takes in the hashed words of the State; every armed timer and every remembered instant
// that still matters as a distance within its group (the instants with one anchor); the zone's
// bounds between the groups and now, now being a group too (or the Sight in their place); how many
// faults may still strike; and what the watch's checks will read of the past. An anchor that
// nothing refers to is dropped, which in a closed zone is the exact projection: a fault whose
// timers have run out leaves no mark but what it broke.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/explore/leeway.hpp"
#include "sim/explore/zone.hpp"
#include "sim/model/stamps.hpp"
#include "sim/rules/invariants.hpp"

namespace firedrill {

/// Where a node sees the one unknown instant: `sign` times its word, and `shift`, from now to the
/// deadlines of the other anchor. Sign 0: it does not matter to the node any more.
struct Sight {
  int sign = 0;
  std::int64_t shift = 0;

  [[nodiscard]] Range seen(Range words) const {
    return sign > 0 ? Range{words.least + shift, words.most + shift}
                    : Range{shift - words.most, shift - words.least};
  }
  [[nodiscard]] Range unseen(Range seen) const {
    return sign > 0 ? Range{seen.least - shift, seen.most - shift}
                    : Range{shift - seen.most, shift - seen.least};
  }
};

class StateKey {
 public:
  /// `repairs`: an added fault may be repaired.
  StateKey(const World& world, bool repairs);

  /// `pending_fault`: the instant of the fault that may still strike; not set = none.
  /// `within_instant`: something may still happen now, so what was touched counts too. `leeway`,
  /// unless null, is narrowed to where the same would be left out as too old.
  [[nodiscard]] Fingerprint of(const Writer& writer, const InvariantWatch& watch, const Zone& zone,
                               Instant pending_fault, std::uint32_t faults_left,
                               bool within_instant, Leeway* leeway);

  /// The same for a search of one unknown instant, but for the bounds of the zone: what it leaves
  /// of them is the Sight.
  [[nodiscard]] Fingerprint without_zone(const Writer& writer, const InvariantWatch& watch,
                                         const Zone& zone, Instant pending_fault,
                                         std::uint32_t faults_left, Leeway* leeway, Sight& sight);

 private:
  struct Item {
    std::uint64_t place;
    Instant at;
  };
  [[nodiscard]] Fingerprint fold(const Writer& writer, const InvariantWatch& watch,
                                 const Zone& zone, Instant pending_fault, std::uint32_t faults_left,
                                 Leeway* leeway);
  [[nodiscard]] bool matters(const Zone& zone, Instant now, Instant at, Duration for_age);
  /// What is keyed of `at` is so while now - at is within these.
  void keep_age(const Zone& zone, Instant now, Instant at, std::int64_t least, std::int64_t most);
  void collect(const Writer& writer, const Zone& zone, Instant pending_fault, Fingerprint& base);
  void forget_added_faults(const State& state, std::uint32_t faults_left, Fingerprint& base) const;
  /// Items as distances within their groups; which groups there are is left in `groups_`.
  void put_items(const Zone& zone);
  void put_bounds(const Zone& zone, Instant now);
  [[nodiscard]] Sight put_sight(Instant now);
  [[nodiscard]] Fingerprint with_buffer(Fingerprint base) const;

  const World& world_;
  StampBounds bounds_;
  bool plan_repairs_;   // some fault of the plan is repaired
  bool added_repairs_;  // some added fault may be
  MemoryFold memory_;
  std::vector<Item> items_;
  std::vector<std::uint64_t> buffer_;
  std::array<Instant, Zone::kVariablesMax> groups_;  // by anchor: its first item
  Leeway* leeway_ = nullptr;
};

}  // namespace firedrill
