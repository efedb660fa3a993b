// The store comes before the next hops, and these before the pool (rule book 5.1).
#include "sim/run/pool_steps.hpp"

#include <fmt/format.h>

#include "sim/cmdlets/pool_failover.hpp"
#include "sim/model/view.hpp"
#include "sim/run/names.hpp"
#include "sim/scenario/pool_procedures.hpp"
#include "sim/scenario/typed_lines.hpp"

namespace firedrill {
namespace {

/// One Edge pool leads to `lost`: what is typed so that it no longer does.
TypedSteps next_hop_away(const World& w, const EdgePoolRecord& r, const EdgePool& edge, Index lost,
                         Index to) {
  const auto edited = [lost](Index hop) { return hop != kNone && hop != lost; };
  if (edited(r.draft_next_hop)) return {{typed::kPublish, {}}};
  if (edited(r.published_next_hop)) return {{typed::kEnable, {}}};
  return next_hop_steps(edge, w.pool(to), {});
}

TypedSteps failover_steps(const World& w, const State& s, Index lost, Index backup) {
  TypedSteps out;
  for (std::size_t e = 0; e < w.topology.edge_pools.size(); ++e) {
    const auto& r = s.record<EdgePoolRecord>(e);
    if (r.next_hop.master != lost) continue;
    append(out, next_hop_away(w, r, w.topology.edge_pools[e], lost, backup));
  }
  if (!out.empty()) out.push_back({typed::kReplicated, {}});
  append(out, disaster_failover_steps(w.pool(lost), w.pool(backup)));
  return out;
}

}  // namespace

bool pool_is_missing(const State& s, Index pool) {
  return !pool_serving(s, pool) &&
         s.pool(static_cast<std::size_t>(pool)).state != PoolState::kFailedOver;
}

std::vector<Undone> pool_steps_missing(const World& w, const State& s, Index pool) {
  if (!pool_is_missing(s, pool)) return {};
  const PoolRecord& r = s.pool(static_cast<std::size_t>(pool));
  const std::string name = pool_name(w, pool);
  if (r.state != PoolState::kActive) {
    return {{fmt::format("{} is still {}", name, pool_state_name(r.state)), {}}};
  }
  const Index backup = backup_of(s, pool);
  if (backup == kNone) {
    return {{name + " does not run, and has no backup pool (PRC-PAIR)", {}, {"PRC-PAIR"}}};
  }
  if (!pool_serving(s, backup)) {
    return {{fmt::format("{} does not run, and nor does its backup pool {}", name,
                         pool_name(w, backup)),
             {},
             {}}};
  }
  if (const Refusal pair = pair_is_active(s, pool, backup); !pair.ok()) {
    return {{fmt::format("{} does not run, and cannot be failed over to {}: {} ({})", name,
                         pool_name(w, backup), pair.detail, pair.rule),
             {},
             {pair.rule}}};
  }
  std::vector<Undone> out;
  const bool writable = active_master(w, s) != kNone;
  if (!writable) out.push_back(store_first(w, s));
  out.push_back({name + " does not run, and was not failed over (PRC-FO)", {}, {"PRC-FO"}});
  if (writable) out.back().lines = lines_of(failover_steps(w, s, pool, backup));
  return out;
}

}  // namespace firedrill
