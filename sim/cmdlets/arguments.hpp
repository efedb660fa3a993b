// How preconditions and effects ask for the arguments of a bound command.
#pragma once

#include <cstddef>

#include "sim/cmdlets/spelling.hpp"
#include "sim/model/command.hpp"

namespace firedrill {

[[nodiscard]] inline std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

/// The entity that a parameter names, or kNone when it is not given.
[[nodiscard]] inline Index entity_of(const BoundCommand& command, std::uint8_t parameter) {
  const Argument* argument = command.find(parameter);
  return argument == nullptr ? kNone : static_cast<Index>(argument->number);
}
[[nodiscard]] inline Index pool_of(const BoundCommand& command, std::uint8_t parameter) {
  return entity_of(command, parameter);
}

/// A switch that is on, a truth value that is true.
[[nodiscard]] inline bool has(const BoundCommand& command, std::uint8_t parameter) {
  const Argument* argument = command.find(parameter);
  return argument != nullptr && argument->number != 0;
}
/// Anything given, of whatever kind.
[[nodiscard]] inline bool given(const BoundCommand& command, std::uint8_t parameter) {
  return command.find(parameter) != nullptr;
}

/// The pool whose Back End has a database on the server of that SQL instance, and which copy.
struct SqlPlace {
  Index pool = kNone;
  bool is_mirror = false;
};
[[nodiscard]] inline SqlPlace place_of_sql(const Topology& topology, Index instance) {
  if (instance == kNone) return {};
  auto same_server = [&](Index other) {
    return other != kNone && same_name(topology.sql_instances[ix(other)].server_fqdn,
                                       topology.sql_instances[ix(instance)].server_fqdn);
  };
  for (const BackEnd& back_end : topology.back_ends) {
    if (same_server(back_end.primary)) return {back_end.pool, false};
    if (same_server(back_end.mirror)) return {back_end.pool, true};
  }
  return {};
}

}  // namespace firedrill
