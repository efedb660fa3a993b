// Which replicas of the configuration the active master writes, and so which can be behind.
#pragma once

#include "sim/model/view.hpp"

namespace firedrill {

/// Runs f(version, epoch) on the replica of every Front End of the topology whose machine is up and
/// within reach of `master`: those of dead ones cannot be up to date (TRAP-25).
template <class F>
void for_each_front_end_replica(const World& world, const State& state, Index master, F f) {
  const Topology& t = world.topology;
  const Index from = world.pool(master).site;
  for (std::size_t i = 0; i < t.front_ends.size(); ++i) {
    const FrontEndRecord& r = state.front_end(i);
    const bool live = machine_up(r) && in_topology(r);
    if (!live || !connected(world, state, from, world.pool(t.front_ends[i].pool).site)) continue;
    f(r.replica_version, r.replica_epoch);
  }
}

/// The same of every Edge Server.
template <class F>
void for_each_edge_replica(const World& world, const State& state, Index master, F f) {
  const Topology& t = world.topology;
  const Index from = world.pool(master).site;
  for (std::size_t i = 0; i < t.edge_servers.size(); ++i) {
    const auto& r = state.record<EdgeServerRecord>(i);
    const Index site = world.edge_pool(t.edge_servers[i].edge_pool).site;
    if (!machine_up(r) || !connected(world, state, from, site)) continue;
    f(r.replica_version, r.replica_epoch);
  }
}

template <class F>
void for_each_replica_in_reach(const World& world, const State& state, Index master, F f) {
  for_each_front_end_replica(world, state, master, f);
  for_each_edge_replica(world, state, master, f);
}

}  // namespace firedrill
