// Names of a deployment in command lines: which entity a name means, or what was wrong with it.
//
// Real files spell one host in several cases, and people type the first label alone; both are
// accepted without a word as long as one entity answers to them.
#pragma once

#include <string>
#include <string_view>

#include "sim/model/command.hpp"

namespace firedrill {

/// An entity found by name, or a sentence about why none was.
struct FoundEntity {
  std::int64_t number = -1;  // as in Argument::number for the kind
  std::string name;          // as the topology spells it
  std::string problem;       // not found: what was found, what was expected, the nearest name
  std::string unmodelled;    // found, but outside the modelled scope: why
  [[nodiscard]] bool ok() const { return problem.empty() && unmodelled.empty(); }
};

/// Resolves `text` for the kinds of ValueKind that name an entity; service prefixes are taken off.
[[nodiscard]] FoundEntity find_entity(const Topology& topology, ValueKind kind,
                                      std::string_view text);

/// The Edge pool that has a server of that name, or that is called so itself (TRAP-01).
[[nodiscard]] FoundEntity find_edge_pool_of_server(const Topology& topology, std::string_view text);

/// The name of the primary whose configured mirror stands on `mirror`, or empty (TRAP-02).
[[nodiscard]] std::string primary_of_mirror(const Topology& topology, std::string_view mirror);

}  // namespace firedrill
