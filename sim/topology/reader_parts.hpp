// What the two readers of topologies share, and no other room sees.
#pragma once

#include <optional>
#include <string>

#include "sim/topology/document.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill {

/// Both add their mistakes and give what they could read, whole or not: the caller looks at the
/// diagnostics. Nothing is given where the text is no topology of that form at all.
[[nodiscard]] std::optional<Topology> read_topology_yaml(const Node& root, const std::string& name,
                                                         const TopologyOptions& options,
                                                         Diagnostics& diagnostics);
[[nodiscard]] std::optional<Topology> read_topology_xml(const std::string& text,
                                                        const std::string& name,
                                                        const TopologyOptions& options,
                                                        Diagnostics& diagnostics);

/// The rules that make sense on a topology in which names did not resolve.
void validate_partial_topology(const Topology& topology, Diagnostics& diagnostics);

inline constexpr std::int32_t kPopulationDefault = 1000;
inline constexpr std::int32_t kUsersDefault = 20;

/// What a file says about the users of a pool, each figure where it is said.
struct StatedUsers {
  std::optional<std::int32_t> population;
  std::optional<std::int32_t> users;
  std::optional<std::int32_t> active_users;
};
/// Puts the figures into `pool`, options before the file before defaults; nothing, or what is wrong
/// with them. A number of active users shrinks with the number of users that replaces the file's.
[[nodiscard]] std::string settle_users(const StatedUsers& stated, const TopologyOptions& options,
                                       Pool& pool);

}  // namespace firedrill
