// Taking components out of a deployment, with all that would be left hanging.
//
// Nothing here knows whether what is left is a deployment: the topology reader decides that, as for
// every other file, and a scenario that still names what is gone does not read back.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/topology/topology.hpp"

namespace firedrill {

struct TopologyPart {
  enum class Kind : std::uint8_t {
    kOther,  // one of Topology::unmodelled
    kSite,   // with everything in it
    kPair,   // a pool and its backup pool
    kPool,   // with its servers and databases
    kEdgePool,
    kWanLink,
    kMirror,   // of a back end, with its witness
    kWitness,  // of a back end
    kFrontEnd,
    kEdgeServer,
  };
  Kind kind = Kind::kOther;
  Index index = 0;
};

/// What can be taken out, the largest first.
[[nodiscard]] std::vector<TopologyPart> removable_parts(const Topology& topology);

[[nodiscard]] Topology without_part(const Topology& topology, const TopologyPart& part);

/// Sites, links, pools, servers of every kind, file stores, and what is kept but not modelled.
[[nodiscard]] std::size_t component_count(const Topology& topology);

}  // namespace firedrill
