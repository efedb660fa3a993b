// The order is that of INV-17 and PRC-EB, then that of PRC-FB (rule book 5.2, 5.6).
#include "sim/run/way_home.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "sim/model/view.hpp"
#include "sim/run/asked_lines.hpp"
#include "sim/run/names.hpp"
#include "sim/scenario/pool_procedures.hpp"
#include "sim/scenario/typed_lines.hpp"
#include "sim/topology/dns.hpp"

namespace firedrill {
namespace {

/// What of a site's Edge pool goes home goes before the pools of that site.
std::string before_failback(const World& w, const State& s, Index site) {
  std::vector<Index> pools;
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    if (w.topology.pools[p].site != site || s.pool(p).state != PoolState::kFailedOver) continue;
    pools.push_back(static_cast<Index>(p));
  }
  if (pools.empty()) return {};
  return fmt::format("; do it before {} {} failed back (INV-17)", pool_names(w, pools),
                     pools.size() == 1 ? "is" : "are");
}

/// Media of pools that went by `e` at the start.
void media_home(const World& w, const State& s, Index e, std::vector<Undone>& out) {
  std::vector<Index> pools;
  const EdgePool& edge = w.edge_pool(e);
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    const PoolRecord& r = s.pool(p);
    if (w.topology.pools[p].media_edge != e || r.media_edge.master == e) continue;
    if (r.draft_media_edge == e || r.published_media_edge == e) continue;
    pools.push_back(static_cast<Index>(p));
  }
  if (pools.empty()) return;
  out.push_back(
      {fmt::format("{} runs, and media of users outside of {} goes elsewhere (PRC-EB){}",
                   short_name(edge.fqdn), pool_names(w, pools), before_failback(w, s, edge.site)),
       media_lines_home(w, s, pools, e),
       {"PRC-EB"}});
}

/// What an Edge pool that runs carried at the start, and does not now.
void edge_home(const World& w, const State& s, Index e, std::vector<Undone>& out) {
  const EdgePool& was = w.edge_pool(e);
  const std::string name = short_name(was.fqdn);
  const auto& is = s.edge_pool(static_cast<std::size_t>(e));
  const std::string before = before_failback(w, s, was.site);
  const bool edited = is.draft_roles != kNone || is.published_roles != kNone;
  if (was.federation && (is.roles.master & kFederationRole) == 0 && !edited) {
    out.push_back({fmt::format("{} runs, and federation is elsewhere (PRC-EB){}", name, before),
                   federation_lines(w, s, e),
                   {"PRC-EB"}});
  }
  media_home(w, s, e, out);
  if (xmpp_edge(w.topology) != e || s.cms().xmpp_last.master == e) return;
  out.push_back({fmt::format("{} runs, and XMPP is elsewhere (PRC-EB){}", name, before),
                 xmpp_lines_home(w, s, e),
                 {"PRC-EB"}});
}

/// Content of users of `pool` that its backup pool alone has.
std::uint32_t content_away(const State& s, Index pool) {
  const auto p = static_cast<std::size_t>(pool);
  return s.pool(p).backup == kNone ? 0 : s.pool_index(p).ledger_partner_only[1];
}

std::vector<std::string> content_lines(const World& w, const State& s, Index pool) {
  const Index partner = s.pool(static_cast<std::size_t>(pool)).backup;
  return {typed::content_copy(w.pool(partner).fqdn), typed::content_is_home(w.pool(pool).fqdn)};
}

Refusal failback_refused(const World& w, const State& s, Index pool) {
  return refusal_of_line(w, s, typed::failback(w.pool(pool).fqdn));
}

/// PRC-FB, and with it what users put into meetings meanwhile, which does not come home by itself.
Undone failback_step(const World& w, const State& s, Index pool) {
  Undone out{pool_name(w, pool) + " is FailedOver: PRC-FB fails it back", {}, {"PRC-FB"}};
  if (!pool_serving(s, pool)) {
    out.text += " once it runs";
    return out;
  }
  if (const Refusal refused = failback_refused(w, s, pool); !refused.ok()) {
    out.text += fmt::format(", but not now: {} ({})", refused.detail, refused.rule);
    return out;
  }
  out.lines.push_back(typed::failback(w.pool(pool).fqdn));
  if (content_away(s, pool) == 0) return out;
  out.text += ", and the content of conferences follows (PRC-CC, INV-25)";
  std::ranges::copy(content_lines(w, s, pool), std::back_inserter(out.lines));
  return out;
}

void pools_home(const World& w, const State& s, const Returns& returns, std::vector<Undone>& out) {
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    const auto pool = static_cast<Index>(p);
    const PoolState state = s.pool(p).state;
    const bool runs = pool_serving(s, pool);
    if (state == PoolState::kFailedOver) {
      std::vector<Undone> its = {failback_step(w, s, pool)};
      wait_first(returns.wait_for_pool(w, pool), its);
      out.push_back(std::move(its.front()));
    } else if (runs && state != PoolState::kActive) {
      out.push_back(
          {fmt::format("{} is still {}", pool_name(w, pool), pool_state_name(state)), {}});
    }
  }
}

/// INV-25: what users put into meetings during a failover does not come home by itself.
void content_home(const World& w, const State& s, std::vector<Undone>& out) {
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    const auto pool = static_cast<Index>(p);
    const std::uint32_t there = content_away(s, pool);
    if (there == 0 || s.pool(p).state != PoolState::kActive) continue;
    const std::vector<std::string> lines = content_lines(w, s, pool);
    if (!refusal_of_line(w, s, lines.front()).ok()) continue;
    out.push_back({fmt::format("{} content items of users of {} are only at {} (PRC-CC, INV-25)",
                               there, pool_name(w, pool), pool_name(w, s.pool(p).backup)),
                   lines,
                   {"PRC-CC", "INV-25"}});
  }
}

void next_hop_home(const World& w, const State& s, Index e, std::vector<Undone>& out) {
  const EdgePool& was = w.edge_pool(e);
  const std::string name = short_name(was.fqdn);
  const auto& is = s.edge_pool(static_cast<std::size_t>(e));
  const Index hop = was.next_hop;
  if (hop == kNone || !pool_serving(s, hop) || is.next_hop.master == hop) return;
  if (is.draft_next_hop == hop || is.published_next_hop == hop) return;
  const PoolState state = s.pool(static_cast<std::size_t>(hop)).state;
  const bool comes_back = state == PoolState::kFailedOver && failback_refused(w, s, hop).ok();
  if (state != PoolState::kActive && !comes_back) return;
  std::vector<std::string> lines = lines_of(next_hop_steps(was, w.pool(hop), {}));
  lines.emplace_back(typed::kReplicated);
  out.push_back({fmt::format("{} leads to {}, though {} runs (PRC-FB, TRAP-04){}", name,
                             pool_name(w, is.next_hop.master), pool_name(w, hop),
                             state == PoolState::kActive ? "" : "; after the failback"),
                 std::move(lines),
                 {"PRC-FB", "TRAP-04"}});
}

void store_home(const World& w, const State& s, bool failover_is_told, std::vector<Undone>& out) {
  const Index home = w.topology.cms.active;
  const Index master = active_master(w, s);
  if (home == kNone || master == kNone || master == home || !pool_serving(s, home)) return;
  const bool away =
      failover_is_told || s.pool(static_cast<std::size_t>(home)).state != PoolState::kActive;
  std::vector<std::string> lines;
  if (link_status(w, s, master, BackupModule::kCmsMaster) == LinkStatus::kError) {
    lines.push_back(typed::store_is_copied(w.pool(master).fqdn));
  }
  lines.insert(lines.end(), {typed::kStoreFailover, typed::kReplicated});
  out.push_back({fmt::format("the Central Management store is on {}, though {} runs; it may stay "
                             "(INV-47){}",
                             pool_name(w, master), pool_name(w, home),
                             away ? "; if you move it home, do so after the failback" : ""),
                 std::move(lines),
                 {"INV-47"}});
}

}  // namespace

void wait_first(const std::string& wait, std::vector<Undone>& of) {
  const auto first = std::ranges::find_if(of, [](const Undone& one) { return !one.lines.empty(); });
  if (wait.empty() || first == of.end()) return;
  first->lines.insert(first->lines.begin(), wait);
}

std::vector<Undone> way_home(const Simulation& simulation, const Returns& returns,
                             bool failover_is_told) {
  const World& w = simulation.world();
  const State& s = simulation.state();
  std::vector<Undone> out;
  const auto edge_pools = w.edge_pools();
  for (Index e = 0; e < edge_pools; ++e) {
    if (!edge_pool_up(w, s, e)) continue;
    std::vector<Undone> its;
    edge_home(w, s, e, its);
    wait_first(returns.wait_for_edge_pool(w, e), its);
    out.insert(out.end(), its.begin(), its.end());
  }
  pools_home(w, s, returns, out);
  content_home(w, s, out);
  for (Index e = 0; e < edge_pools; ++e) {
    if (edge_pool_up(w, s, e)) next_hop_home(w, s, e, out);
  }
  std::vector<Undone> store;
  store_home(w, s, failover_is_told, store);
  const Index home = w.topology.cms.active;
  if (!store.empty()) wait_first(returns.wait_for_pool(w, home), store);
  out.insert(out.end(), store.begin(), store.end());
  return out;
}

}  // namespace firedrill
