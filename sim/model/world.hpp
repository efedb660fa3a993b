// What a run never changes: the deployment, the plan, the parameters, the draws.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sim/engine/draws.hpp"
#include "sim/model/cmdlet.hpp"
#include "sim/model/layout.hpp"
#include "sim/model/parameter_range.hpp"
#include "sim/model/parameters.hpp"
#include "sim/model/plan.hpp"
#include "sim/model/seats.hpp"
#include "sim/topology/topology.hpp"

namespace firedrill {

/// Users of a pool stand one after the other; so do its routing groups.
struct PoolRange {
  std::uint32_t first_user = 0;
  std::uint32_t users = 0;
  std::uint32_t first_group = 0;
  std::uint32_t groups = 0;
};

struct World {
  Topology topology;
  Parameters parameters;
  std::vector<ParameterRange> drawn;  // parameters that are drawn by the seed, by finish_world()
  Personality personality = Personality::kDocAlias;
  LoadSpec load;
  Duration duration = hours(6);
  std::vector<FaultSpec> faults;
  std::vector<ActorSpec> actors;
  std::vector<ExpectationSpec> expectations;
  std::vector<PinnedOrder> orders;  // of simultaneous events, by time
  std::vector<MishapSpec> mishaps;  // that come true
  /// Faults that a search may add beside the plan's, and how many at once. Empty in a run, where a
  /// fault that was added is one of the plan's.
  std::vector<FaultSpec> menu;
  std::uint32_t added_faults = 0;
  std::span<const CmdletDefinition> cmdlets;
  Draws draws{1};
  std::uint64_t seed = 1;

  // derived by finish_world()
  Layout layout;
  std::vector<PoolRange> ranges;
  std::vector<std::int64_t> arrival_mean_ms;  // per arrival entity; 0 = no such load
  std::vector<Index> link_of_sites;           // sites x sites -> WanLink or kNone

  /// Which parameters a run has read: what its verdict rests on. No transition reads this; threads
  /// that search one World all write ones.
  mutable std::array<std::uint8_t, kParameterCount> consulted{};

  World() = default;
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  [[nodiscard]] Duration time(ParameterId id) const { return Duration(number(id)); }
  [[nodiscard]] std::int64_t number(ParameterId id) const {
    std::atomic_ref(consulted[static_cast<std::size_t>(id)]).store(1, std::memory_order_relaxed);
    return parameters.number(id);
  }
  [[nodiscard]] bool is(ParameterId id, int choice) const { return number(id) == choice; }
  [[nodiscard]] const Pool& pool(Index i) const {
    return topology.pools[static_cast<std::size_t>(i)];
  }
  [[nodiscard]] const EdgePool& edge_pool(Index i) const {
    return topology.edge_pools[static_cast<std::size_t>(i)];
  }
  [[nodiscard]] Index edge_pools() const { return static_cast<Index>(topology.edge_pools.size()); }
  [[nodiscard]] const PoolRange& range(Index pool) const {
    return ranges[static_cast<std::size_t>(pool)];
  }
};

/// Computes the derived members. Call once, after everything else is filled in.
void finish_world(World& world);

/// Where the users of `pool` sit.
[[nodiscard]] SeatPattern seats_of(const World& world, std::size_t pool);

class State;
/// The fault that strikes, or struck, at place `i`: the plan's, or one that a search added.
[[nodiscard]] const FaultSpec& fault_at(const World& world, const State& state, std::size_t i);
/// The state in which a scenario starts: everything up, replicated, users signed in.
[[nodiscard]] State initial_state(const World& world);

}  // namespace firedrill
