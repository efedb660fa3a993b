// What the parts of a skeleton share: what is lost, what is left, and the lines written so far.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/edge_procedures.hpp"
#include "sim/scenario/typed_lines.hpp"
#include "sim/topology/topology.hpp"

namespace firedrill::skeleton {

/// What the disaster takes, by what is left of the deployment.
struct Loss {
  const Topology& topology;
  Index site = kNone;  // lost as a whole
  std::vector<Index> pools;
  std::vector<Index> edges;

  [[nodiscard]] bool has_pool(Index pool) const;
  [[nodiscard]] bool has_edge(Index edge_pool) const;
  [[nodiscard]] const Pool& pool(Index i) const {
    return topology.pools[static_cast<std::size_t>(i)];
  }
  [[nodiscard]] const EdgePool& edge(Index i) const {
    return topology.edge_pools[static_cast<std::size_t>(i)];
  }
  /// The other pool of the pair where it is alive.
  [[nodiscard]] Index living_backup(Index pool) const;
  /// A pool that is alive, at `site` if there is one.
  [[nodiscard]] Index living_pool(Index site) const;
  [[nodiscard]] bool store_lost() const { return has_pool(topology.cms.active); }
  /// The living pool with the standby copy of the store.
  [[nodiscard]] Index store_refuge() const;
  /// Configuration can be written, at once or after the store has been failed over.
  [[nodiscard]] bool writable() const { return !store_lost() || store_refuge() != kNone; }
  /// Lost pools that can be failed over.
  [[nodiscard]] std::vector<Index> movable_pools() const;
};

/// The file while it is written: steps with their reasons, and what is expected.
class Draft {
 public:
  /// Adds a step and says its number, from 1.
  int step(const std::string& line, const std::string& why);
  void add(const TypedSteps& steps);
  /// The same of a command that is given again every 5 minutes, an hour long, while it is refused.
  int repeated_step(const std::string& line, const std::string& why);
  /// A remark in the procedure, where there is nothing to do.
  void note(const std::string& text);
  /// `when` is the temporal word: "at end", "after step 3".
  void expect(const std::string& when, const std::string& condition, const std::string& why = {});
  [[nodiscard]] int steps() const { return steps_; }
  [[nodiscard]] std::string procedure() const;
  [[nodiscard]] std::string expectations() const;

 private:
  std::string procedure_;
  std::string expectations_;
  int steps_ = 0;
};

/// `text` as comment lines, each after `indent` blanks and "# ".
[[nodiscard]] std::string comment(const std::string& text, std::size_t indent);

using typed::kReplicated;

// skeleton_pools.cpp
void fail_pools_over(const Loss& loss, Draft& draft);
void take_pools_back(const Loss& loss, Draft& draft);
void expect_pools_as_before(const Loss& loss, Draft& draft);

// skeleton_edges.cpp
void fail_edges_over(const Loss& loss, Draft& draft);
void take_edges_back(const Loss& loss, Draft& draft);
void expect_edges_as_before(const Loss& loss, Draft& draft);

// skeleton_mirror.cpp
void switch_databases(const Topology& topology, Index pool, Draft& draft);

}  // namespace firedrill::skeleton
