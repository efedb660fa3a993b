// The state says which services were stopped by hand, the plan which step did it.
#include "sim/run/hand_stops.hpp"

#include <algorithm>

#include "sim/model/state.hpp"
#include "sim/model/view.hpp"
#include "sim/run/names.hpp"
#include "sim/scenario/typed_lines.hpp"

namespace firedrill {
namespace {

bool stops(const World& w, const StepSpec& step, std::size_t edge_server) {
  if (step.kind != StepSpec::Kind::kCommand) return false;
  if (w.cmdlets[step.command.cmdlet].rule != "CMD-73") return false;
  const std::int64_t computer = kEdgeComputerBase + static_cast<std::int64_t>(edge_server);
  return std::ranges::any_of(step.command.arguments, [&](const Argument& argument) {
    return argument.kind == ValueKind::kComputer && argument.number == computer;
  });
}

/// The last step so far that stopped the services of that server; empty = none did.
std::string stopping_step(const World& w, const State& s, std::size_t edge_server) {
  for (std::size_t a = 0; a < w.actors.size(); ++a) {
    const std::size_t so_far = std::size_t{s.record<ActorRecord>(a).step} + 1;
    for (std::size_t at = std::min(so_far, w.actors[a].length()); at-- > 0;) {
      if (stops(w, w.actors[a].performed(at), edge_server)) return step_name(w, a, at);
    }
  }
  return {};
}

}  // namespace

HandStop hand_stop(const World& w, const State& s, Index edge_pool) {
  if (edge_pool_up(w, s, edge_pool)) return {};
  const EdgePool& edge = w.topology.edge_pools[static_cast<std::size_t>(edge_pool)];
  HandStop out;
  for (int i = 0; i < edge.server_count; ++i) {
    const auto server = static_cast<std::size_t>(edge.first_server + i);
    const auto& r = s.record<EdgeServerRecord>(server);
    if (r.down != 0 || r.services_stopped == 0) continue;
    const std::string step = stopping_step(w, s, server);
    if (step.empty()) continue;
    if (out.first.empty()) out.first = step;
    out.steps += (out.steps.empty() ? "" : ", ") + step;
    out.starts.push_back(typed::start_services(w.topology.edge_servers[server].fqdn));
  }
  return out;
}

}  // namespace firedrill
