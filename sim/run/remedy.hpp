// What the documented procedures have an administrator run first, or in its place, where a step was
// refused: the line as it is typed in this deployment, at this moment.
//
// A line that would itself be refused now is never given: it is asked of the model, and where it
// has a remedy of its own, that one is given.
#pragma once

#include <string>

#include "sim/model/world.hpp"

namespace firedrill {

struct Remedy {
  enum class How : std::uint8_t { kFirst, kInstead };
  How how = How::kFirst;
  std::string line;  // empty where no one line mends it for certain
  /// "first: Invoke-CsManagementServerFailover".
  [[nodiscard]] std::string text() const;
};

/// What `actor` typed as `typed`, bound as `command`, and was refused with.
struct Refused {
  std::size_t actor = 0;
  const BoundCommand& command;
  std::string_view typed;
  ErrorCode code = ErrorCode::kOk;
  std::string_view rule;
};
[[nodiscard]] Remedy remedy(const World& world, const State& state, const Refused& refused);

/// "the store is active on pool2", where the refusal of `command` leaves that open; else empty.
[[nodiscard]] std::string where_the_store_is(const World& world, const State& state,
                                             const BoundCommand& command);

/// The forced failover of the store to its live standby copy, as typed; empty where there is none.
[[nodiscard]] std::string forced_store_failover(const World& world, const State& state);

}  // namespace firedrill
