// The documented procedures that move what an Edge pool carries: federation (PRC-EF), XMPP (PRC-EX)
// and media (PRC-EA) to another Edge pool, and home again (PRC-EB). Each is a list of steps in its
// order, with why; skeletons of drills write both, advice after a run gives the lines.
//
// Only what is not so yet is a step: what is prepared needs none.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/topology/topology.hpp"

namespace firedrill {

struct TypedStep {
  std::string line;
  std::string why;
};
using TypedSteps = std::vector<TypedStep>;

/// What of Edge pools and external zones decides the steps: as it is deployed, or as the store and
/// the zones say in the midst of a run.
struct EdgeSituation {
  struct Edge {
    bool runs = true;
    bool federation = false;
    bool xmpp = false;
    bool port_5269_open = false;
  };
  explicit EdgeSituation(const Topology& deployment);

  [[nodiscard]] const EdgePool& edge(Index edge_pool) const {
    return topology.edge_pools[static_cast<std::size_t>(edge_pool)];
  }
  [[nodiscard]] Edge& at(Index edge_pool) { return edges[static_cast<std::size_t>(edge_pool)]; }
  [[nodiscard]] const Edge& at(Index edge_pool) const {
    return edges[static_cast<std::size_t>(edge_pool)];
  }
  /// Of the SRV record that leads to the Edge pool; empty = there is none.
  [[nodiscard]] std::optional<int>& priority(DnsService service, Index domain, Index edge_pool);
  [[nodiscard]] std::optional<int> priority(DnsService service, Index domain,
                                            Index edge_pool) const;

  const Topology& topology;
  std::vector<Edge> edges;

 private:
  [[nodiscard]] std::size_t place(DnsService service, Index domain, Index edge_pool) const;
  std::vector<std::optional<int>> priorities_;
};

/// The running Edge pool that suits best, as procedures have it: one that is enabled for XMPP
/// already, at another site than `lost`; kNone where no other runs.
[[nodiscard]] Index edge_to_take_over(const EdgeSituation& now, Index lost);

/// What one publish gives to an Edge pool.
struct EdgeMove {
  Index from = kNone;
  Index to = kNone;
  bool federation = false;
  bool xmpp = false;
  std::vector<Index> media = {};  // pools whose media go by it
  bool home = false;              // where it was at first (PRC-EB)
};
/// EF-1 to EF-7 and EA-1 to EA-5, and that the Edge pool is enabled for XMPP before PRC-EX; empty
/// where nothing has to be edited.
[[nodiscard]] TypedSteps edit_steps(const EdgeSituation& now, const EdgeMove& move);
/// An SRV record of `to` behind all others, in every SIP domain where nobody prepared one.
[[nodiscard]] TypedSteps record_steps(const EdgeSituation& now, DnsService service, Index to);
/// In one of them.
[[nodiscard]] TypedSteps record_steps(const EdgeSituation& now, DnsService service, Index to,
                                      Index domain);
/// EX-2 to EX-7 or EB-3: the services stand still while the route changes (INV-87), but not on the
/// way home (TRAP-29).
[[nodiscard]] TypedSteps xmpp_route_steps(const EdgeSituation& now, Index to, bool home);

void append(TypedSteps& steps, const TypedSteps& more);
[[nodiscard]] std::vector<std::string> lines_of(const TypedSteps& steps);

}  // namespace firedrill
