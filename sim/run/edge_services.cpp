// Each question looks at what the store says, not at what a replica has: what is on its way needs
// no step of anybody.
#include "sim/run/edge_services.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/model/components.hpp"
#include "sim/model/view.hpp"
#include "sim/run/hand_stops.hpp"
#include "sim/run/names.hpp"
#include "sim/run/remedy.hpp"
#include "sim/run/unapplied_edits.hpp"
#include "sim/scenario/edge_procedures.hpp"
#include "sim/scenario/typed_lines.hpp"

namespace firedrill {
namespace {

using Lines = std::vector<std::string>;

/// As the store, the zones and the firewall have it now.
EdgeSituation situation(const World& w, const State& s) {
  EdgeSituation out(w.topology);
  for (Index e = 0; e < w.edge_pools(); ++e) {
    const EdgePoolRecord& r = s.edge_pool(static_cast<std::size_t>(e));
    out.at(e) = {edge_pool_up(w, s, e), (r.roles.master & kFederationRole) != 0,
                 (r.roles.master & kXmppRole) != 0, r.port_5269_open != 0};
    for (std::size_t d = 0; d < w.topology.domain_count(); ++d) {
      const auto domain = static_cast<Index>(d);
      for (std::size_t service = 0; service < kSrvServices; ++service) {
        const std::uint16_t priority = zone_target(w, s, domain, e).priority[service];
        auto& known = out.priority(static_cast<DnsService>(service), domain, e);
        known = priority == kNoSrvRecord ? std::nullopt : std::optional<int>(priority);
      }
    }
  }
  return out;
}

/// An Edge pool that would run if nobody had stopped it; without text where that is not so.
Undone started_again(const World& w, const State& s, Index e) {
  HandStop stop = hand_stop(w, s, e);
  if (stop.steps.empty()) return {};
  return {fmt::format("{} is stopped by {}, and not started again (CMD-73)", edge_name(w, e),
                      stop.steps),
          std::move(stop.starts),
          {"CMD-73"}};
}

/// The Edge pool that takes over from one that is lost, one that own steps have stopped if no other
/// is left.
struct Heir {
  Index edge_pool = kNone;
  std::string stopped;  // "; edgeb is stopped by step 9: this belongs before step 9"
};
Heir heir_of(const World& w, const State& s, Index lost) {
  const EdgeSituation now = situation(w, s);
  if (const Index runs = edge_to_take_over(now, lost); runs != kNone) return {runs, {}};
  for (Index e = 0; e < w.edge_pools(); ++e) {
    const HandStop stop = hand_stop(w, s, e);
    if (e == lost || stop.steps.empty()) continue;
    return {e, fmt::format("; {} is stopped by {}: this belongs before {}", edge_name(w, e),
                           stop.steps, stop.first)};
  }
  return {};
}

/// The store leads federation to `e`. What its servers lack is told by wizards_missing.
void federation_at(const World& w, const State& s, Index e, std::vector<Undone>& out) {
  const Obstacles found = obstacles_at(w, s, EdgeService::kFederationOut, 0, e, Word::kGiven);
  if (!found.has(Obstacle::kEdgePoolDown)) return;
  if (Undone start = started_again(w, s, e); !start.text.empty()) {
    return out.push_back(std::move(start));
  }
  const Heir heir = heir_of(w, s, e);
  if (heir.edge_pool == kNone) return;
  std::string text = fmt::format("federation is enabled at {}, which does not run (PRC-EF){}",
                                 edge_name(w, e), heir.stopped);
  if (active_master(w, s) == kNone) return out.push_back({std::move(text), {}, {"PRC-EF"}});
  out.push_back({std::move(text), federation_lines(w, s, heir.edge_pool), {"PRC-EF"}});
}

void federation_missing(const World& w, const State& s, std::vector<Undone>& out) {
  Index last = kNone;
  bool enabled = false;
  for (Index e = 0; e < w.edge_pools(); ++e) {
    if (w.edge_pool(e).federation) last = e;
    if ((s.edge_pool(static_cast<std::size_t>(e)).roles.master & kFederationRole) == 0) continue;
    enabled = true;
    federation_at(w, s, e, out);
  }
  if (enabled || last == kNone || active_master(w, s) == kNone) return;
  const Index to = edge_pool_up(w, s, last) ? last : edge_to_take_over(situation(w, s), last);
  if (to == kNone) return;
  out.push_back(
      {"federation is enabled at no Edge pool (PRC-EF)", federation_lines(w, s, to), {"PRC-EF"}});
}

Lines xmpp_lines(const World& w, const State& s, Index to) {
  const EdgeSituation now = situation(w, s);
  TypedSteps steps = edit_steps(now, {.to = to, .xmpp = true});
  append(steps, xmpp_route_steps(now, to, false));
  return lines_of(steps);
}

/// The store leads XMPP to `e`, and `obstacle` stands in its way; without text where that is
/// nobody's step, or is told by others: wizards_missing, and the next hop of an Edge pool.
Undone xmpp_step(const World& w, const State& s, Index e, Index domain, Obstacle obstacle) {
  const std::string name = edge_name(w, e);
  const EdgePool& edge = w.edge_pool(e);
  const Index host = s.record<ZoneRecord>(static_cast<std::size_t>(domain)).host;
  const std::string leads = host == kNone ? "nowhere" : "to " + edge_name(w, host);
  switch (obstacle) {
    case Obstacle::kNotEnabled:
      if (has_edited_role(s, e, kXmppRole)) return {};  // told by unapplied_edits
      return {fmt::format("XMPP goes by {}, which is not enabled for it (PRC-EX)", name),
              active_master(w, s) == kNone
                  ? Lines{}
                  : lines_of(edit_steps(situation(w, s), {.to = e, .xmpp = true})),
              {"PRC-EX"}};
    case Obstacle::kHostElsewhere:
      return {fmt::format("XMPP goes by {}, and its A record leads {} (INV-81)", name, leads),
              {typed::xmpp_host(w.topology, domain, edge)},
              {"INV-81"}};
    case Obstacle::kRecordMissing:
      return {fmt::format("XMPP goes by {}, and no SRV record leads there (INV-81)", name),
              lines_of(record_steps(situation(w, s), DnsService::kXmpp, e, domain)),
              {"INV-81"}};
    case Obstacle::kPortClosed:
      return {fmt::format("XMPP goes by {}, and port 5269 is closed (INV-81)", name),
              {typed::open_port_5269(edge.fqdn)},
              {"INV-81"}};
    default:
      return {};
  }
}

/// The Edge pool of the route runs: what is missing of the rest, in the order of the procedure.
void xmpp_at(const World& w, const State& s, Index e, std::vector<Undone>& out) {
  for (const Obstacle obstacle : {Obstacle::kNotEnabled, Obstacle::kHostElsewhere,
                                  Obstacle::kRecordMissing, Obstacle::kPortClosed}) {
    for (std::size_t d = 0; d < w.topology.domain_count(); ++d) {
      const auto domain = static_cast<Index>(d);
      const auto found = obstacles_at(w, s, EdgeService::kXmpp, domain, e, Word::kGiven);
      if (!found.has(obstacle)) continue;
      Undone step = xmpp_step(w, s, e, domain, obstacle);
      if (step.text.empty()) continue;
      if (out.empty() || out.back().text != step.text) {
        out.push_back(std::move(step));
      } else if (out.back().lines != step.lines) {  // of another SIP domain
        out.back().lines.insert(out.back().lines.end(), step.lines.begin(), step.lines.end());
      }
    }
  }
}

/// What is stopped for a while cuts users outside off, where nothing else takes them in.
bool is_only_way_in(const World& w, const State& s, Index edge_pool) {
  for (Index e = 0; e < w.edge_pools(); ++e) {
    if (e != edge_pool && edge_leads_in(w, s, e)) return false;
  }
  return edge_leads_in(w, s, edge_pool);
}

void xmpp_missing(const World& w, const State& s, std::vector<Undone>& out) {
  const Index e = s.cms().xmpp_last.master;
  if (e == kNone) return;
  if (edge_pool_up(w, s, e)) return xmpp_at(w, s, e, out);
  if (Undone start = started_again(w, s, e); !start.text.empty()) {
    return out.push_back(std::move(start));
  }
  const Index to = heir_of(w, s, e).edge_pool;  // that it is stopped belongs to the procedure
  if (to == kNone) return;
  std::string text =
      fmt::format("the XMPP route leads to {}, which does not run (PRC-EX)", edge_name(w, e));
  if (active_master(w, s) == kNone) return out.push_back({std::move(text), {}, {"PRC-EX"}});
  if (is_only_way_in(w, s, to)) {
    text += fmt::format("; users outside are cut off while {}, the only way in, is stopped",
                        edge_name(w, to));
  }
  out.push_back({std::move(text), xmpp_lines(w, s, to), {"PRC-EX"}});
}

/// Media of the pools that are associated with `e`, which does not run.
void media_by(const World& w, const State& s, Index e, std::vector<Undone>& out) {
  std::vector<Index> pools;
  for (const Index p : pools_without(w, s, EdgeService::kMedia)) {
    const PoolRecord& r = s.pool(static_cast<std::size_t>(p));
    if (r.media_edge.master == e) pools.push_back(p);
  }
  if (pools.empty()) return;
  if (Undone start = started_again(w, s, e); !start.text.empty()) {
    return out.push_back(std::move(start));
  }
  std::string text =
      fmt::format("media of users outside goes by {}, which does not run, for {} (PRC-EA)",
                  edge_name(w, e), pool_names(w, pools));
  const Heir heir = heir_of(w, s, e);
  if (heir.edge_pool == kNone) {
    return out.push_back({text + ", and no other Edge pool runs", {}, {"PRC-EA"}});
  }
  text += heir.stopped;
  if (active_master(w, s) == kNone) return out.push_back({std::move(text), {}, {"PRC-EA"}});
  const EdgeMove move{.from = e, .to = heir.edge_pool, .media = pools};
  out.push_back({std::move(text), lines_of(edit_steps(situation(w, s), move)), {"PRC-EA"}});
}

}  // namespace

Undone store_first(const World& w, const State& s) {
  Undone out;
  out.rules = {"INV-43"};
  out.text =
      "no active Central Management store can be reached, and before it is failed over or "
      "restored nothing can be moved (INV-43)";
  const std::string forced = forced_store_failover(w, s);
  if (!forced.empty() && s.cms().operation == CmsOperation::kNothing) out.lines.push_back(forced);
  return out;
}

std::string pool_names(const World& w, const std::vector<Index>& pools) {
  std::string out;
  for (const Index p : pools) out += (out.empty() ? "" : ", ") + pool_name(w, p);
  return out;
}

std::int64_t users_outside(const State& s, Index pool) {
  std::int64_t out = 0;
  for (std::size_t u = 0; u < s.count<UserRecord>(); ++u) {
    const UserRecord& r = s.user(u);
    const bool there = r.registrar == pool && r.mode != UserMode::kSignedOut;
    out += there && r.location == Location::kRemote ? 1 : 0;
  }
  return out;
}

std::vector<std::string> federation_lines(const World& w, const State& s, Index to) {
  const EdgeSituation now = situation(w, s);
  TypedSteps steps = edit_steps(now, {.to = to, .federation = true});
  append(steps, record_steps(now, DnsService::kFederation, to));
  return lines_of(steps);
}

std::vector<std::string> media_lines_home(const World& w, const State& s,
                                          const std::vector<Index>& pools, Index home) {
  return lines_of(edit_steps(situation(w, s), {.to = home, .media = pools, .home = true}));
}

std::vector<std::string> xmpp_lines_home(const World& w, const State& s, Index home) {
  const EdgeSituation now = situation(w, s);
  TypedSteps steps = edit_steps(now, {.to = home, .xmpp = true, .home = true});
  append(steps, xmpp_route_steps(now, home, true));
  return lines_of(steps);
}

std::vector<Index> pools_without(const World& w, const State& s, EdgeService service) {
  const auto broken = [&](Index pool) {
    for (std::size_t d = 0; d < w.topology.domain_count(); ++d) {
      if (!passage(w, s, service, static_cast<Index>(d), pool).open()) return true;
    }
    return false;
  };
  std::vector<Index> out;
  for (std::size_t p = 0; p < s.count<PoolRecord>(); ++p) {
    const auto pool = static_cast<Index>(p);
    if (!pool_serving(s, pool) || !is_deployed(w, s, service, pool)) continue;
    if (broken(pool)) out.push_back(pool);
  }
  return out;
}

std::vector<Undone> steps_missing(const World& w, const State& s, EdgeService service) {
  std::vector<Undone> out;
  if (active_master(w, s) == kNone) out.push_back(store_first(w, s));
  if (has_unapplied_edits(s, service)) {  // whoever edited them knows where they go
    for (Undone& edit : unapplied_edits(w, s)) out.push_back(std::move(edit));
  } else if (service == EdgeService::kFederationOut) {
    federation_missing(w, s, out);
  } else if (service == EdgeService::kXmpp) {
    xmpp_missing(w, s, out);
  } else {
    for (Index e = 0; e < w.edge_pools(); ++e) {
      if (!edge_pool_up(w, s, e)) media_by(w, s, e, out);
    }
  }
  return out;
}

}  // namespace firedrill
