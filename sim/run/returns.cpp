#include "sim/run/returns.hpp"

#include "sim/model/view.hpp"
#include "sim/scenario/typed_lines.hpp"

namespace firedrill {
namespace {

bool all_through(const World& w, const State& s) {
  for (std::size_t a = 0; a < s.count<ActorRecord>(); ++a) {
    if (w.actors[a].length() > 0 && !is_through(s.record<ActorRecord>(a).phase)) return false;
  }
  return true;
}

}  // namespace

std::string hours_beyond(std::int64_t ms) {
  constexpr std::int64_t kHour = 3'600'000;
  return std::to_string(ms / kHour + 1) + "h";
}

Returns::Returns(const Simulation& simulation)
    : pools_(simulation.state().count<PoolRecord>()),
      edge_pools_(simulation.state().count<EdgePoolRecord>()),
      over_ms_(all_through(simulation.world(), simulation.state()) ? 0 : -1) {}

void Returns::look(const Simulation& simulation, std::int64_t at_ms) {
  const World& w = simulation.world();
  const State& s = simulation.state();
  if (over_ms_ < 0 && all_through(w, s)) over_ms_ = at_ms;
  if (!simulation.infrastructure_touched()) return;
  const auto note = [at_ms](Back& back, bool runs) {
    if (runs && !back.runs) back.since_ms = at_ms;
    back.runs = runs;
  };
  for (std::size_t p = 0; p < pools_.size(); ++p) {
    note(pools_[p], pool_serving(s, static_cast<Index>(p)));
  }
  for (std::size_t e = 0; e < edge_pools_.size(); ++e) {
    note(edge_pools_[e], edge_pool_up(w, s, static_cast<Index>(e)));
  }
}

std::string Returns::wait_for(const Back& back, const std::string& condition) const {
  if (over_ms_ < 0 || back.since_ms <= over_ms_) return {};
  return typed::wait_until(condition + " = yes", hours_beyond(back.since_ms - over_ms_));
}

std::string Returns::wait_for_pool(const World& w, Index pool) const {
  return wait_for(pools_[static_cast<std::size_t>(pool)], "serving of " + w.pool(pool).fqdn);
}

std::string Returns::wait_for_edge_pool(const World& w, Index edge_pool) const {
  const auto at = static_cast<std::size_t>(edge_pool);
  return wait_for(edge_pools_[at], "edge serving of " + w.topology.edge_pools[at].fqdn);
}

}  // namespace firedrill
