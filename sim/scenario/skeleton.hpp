// A scenario to start from: the documented procedure for one disaster in one deployment, with a
// comment on every line, and what is expected of it.
//
//   skeleton.cpp         what is lost, the file as a whole
//   skeleton_pools.cpp   sites and pools: store, next hops, pools, and all the way back
//   skeleton_edges.cpp   Edge pools: federation, XMPP, media, and back
//   skeleton_mirror.cpp  the SQL server that holds the databases of a pool
//
// A template knows the order of the topics and nothing of what the lines do: the file is run like
// any other, and whether it holds is the model's answer.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "firedrill/diagnostic.hpp"
#include "sim/topology/topology.hpp"

namespace firedrill {

enum class Disaster : std::uint8_t { kSite, kPool, kMirror, kEdge };
inline constexpr std::array<std::string_view, 4> kDisasterWords = {"site", "pool", "mirror",
                                                                   "edge"};

struct SkeletonOrder {
  std::string disaster = "site";  // one of kDisasterWords
  std::string target;             // a site, a pool (for mirror too) or an Edge pool; empty: chosen
  std::string topology_file;      // as the scenario will name it
};

/// The disaster that the word means; nothing, and a finding, when it means none.
[[nodiscard]] std::optional<Disaster> read_disaster(const std::string& word,
                                                    Diagnostics& diagnostics);
/// The text of the scenario. Without a target: the site or pool with the active Central Management
/// store, the Edge pool that carries federation, the mirrored pool with the store. Nothing, and a
/// finding, when the target is not there or the deployment has nothing of the kind.
[[nodiscard]] std::optional<std::string> scenario_skeleton(const Topology& topology,
                                                           const SkeletonOrder& order,
                                                           Diagnostics& diagnostics);

}  // namespace firedrill
