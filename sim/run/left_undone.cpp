#include "sim/run/left_undone.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/model/view.hpp"
#include "sim/run/names.hpp"
#include "sim/run/pool_steps.hpp"
#include "sim/run/remedy.hpp"
#include "sim/run/unapplied_edits.hpp"
#include "sim/run/unnoticed.hpp"
#include "sim/scenario/pool_procedures.hpp"
#include "sim/scenario/typed_lines.hpp"
#include "sim/topology/dns.hpp"

namespace firedrill {
namespace {

/// The procedure that brings a capability back when its pool or Edge pool is lost.
std::string_view procedure_of(Capability capability) {
  switch (capability) {
    case Capability::kSignIn:
    case Capability::kPresence:
    case Capability::kContacts:
    case Capability::kConferencing:
      return "PRC-FO";
    case Capability::kFederationIn:
    case Capability::kFederationOut:
      return "PRC-EF";
    case Capability::kXmpp:
      return "PRC-EX";
    case Capability::kRemoteAccess:
      return "PRC-EA";
  }
  return {};
}

Undone said(std::string text, std::vector<std::string_view> rules) {
  return {std::move(text), {}, std::move(rules)};
}

/// What was not said before.
void add(std::vector<Undone> more, std::vector<Undone>& out) {
  for (Undone& one : more) {
    if (std::ranges::find(out, one) == out.end()) out.push_back(std::move(one));
  }
}

/// PRC-FO: before all else, since nobody has presence, contacts and conferences without a pool.
void pools_missing(const Simulation& simulation, std::vector<Undone>& out) {
  for (std::size_t p = 0; p < simulation.world().topology.pools.size(); ++p) {
    add(pool_steps_missing(simulation.world(), simulation.state(), static_cast<Index>(p)), out);
  }
}

void pools_left(const Simulation& simulation, std::vector<Undone>& out) {
  const World& w = simulation.world();
  const State& s = simulation.state();
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    const auto pool = static_cast<Index>(p);
    const PoolState state = s.pool(p).state;
    const bool runs = pool_serving(s, pool);
    if (state == PoolState::kFailedOver) {
      out.push_back({fmt::format("{} is FailedOver: PRC-FB fails it back{}", pool_name(w, pool),
                                 runs ? "" : " once it runs"),
                     {typed::failback(w.pool(pool).fqdn)},
                     {"PRC-FB"}});
      if (!runs) out.back().lines.clear();
    } else if (runs && state != PoolState::kActive) {
      out.push_back(
          said(fmt::format("{} is still {}", pool_name(w, pool), pool_state_name(state)), {}));
    }
  }
}

/// INV-25: what users put into meetings during a failover does not come home by itself.
void content_left(const Simulation& simulation, std::vector<Undone>& out) {
  const World& w = simulation.world();
  const State& s = simulation.state();
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    const auto pool = static_cast<Index>(p);
    const Index partner = s.pool(p).backup;
    const std::uint32_t there = s.pool_index(p).ledger_partner_only[1];
    if (there == 0 || partner == kNone || s.pool(p).state != PoolState::kActive) continue;
    out.push_back(
        {fmt::format("{} content items of users of {} are only at {} (PRC-CC, INV-25)", there,
                     pool_name(w, pool), pool_name(w, partner)),
         {typed::content_copy(w.pool(partner).fqdn), typed::content_is_home(w.pool(pool).fqdn)},
         {"PRC-CC", "INV-25"}});
  }
}

void store_left(const Simulation& simulation, std::vector<Undone>& out) {
  const World& w = simulation.world();
  const State& s = simulation.state();
  const Index home = w.topology.cms.active;
  const Index master = active_master(w, s);
  if (home == kNone) return;
  if (master == kNone) return add({store_first(w, s)}, out);
  if (master == home || !pool_serving(s, home)) return;
  const bool away = s.pool(static_cast<std::size_t>(home)).state != PoolState::kActive;
  std::vector<std::string> lines;
  if (link_status(w, s, master, BackupModule::kCmsMaster) == LinkStatus::kError) {
    lines.push_back(typed::store_is_copied(w.pool(master).fqdn));
  }
  lines.insert(lines.end(), {typed::kStoreFailover, typed::kReplicated});
  out.push_back({fmt::format("the Central Management store is on {}, though {} runs; it may stay "
                             "(INV-47){}",
                             pool_name(w, master), pool_name(w, home),
                             away ? ", and goes home after the failback if at all" : ""),
                 std::move(lines),
                 {"INV-47"}});
}

bool is_active(const State& s, Index pool) {
  return pool_serving(s, pool) &&
         s.pool(static_cast<std::size_t>(pool)).state == PoolState::kActive;
}

/// Media of pools that went by `e` at the start.
void media_home(const World& w, const State& s, Index e, std::vector<Undone>& out) {
  std::vector<Index> pools;
  const std::string& edge = w.topology.edge_pools[static_cast<std::size_t>(e)].fqdn;
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    const PoolRecord& r = s.pool(p);
    if (w.topology.pools[p].media_edge != e || r.media_edge.master == e) continue;
    if (r.draft_media_edge == e || r.published_media_edge == e) continue;
    pools.push_back(static_cast<Index>(p));
  }
  if (pools.empty()) return;
  out.push_back({fmt::format("{} runs, and media of users outside of {} goes elsewhere (PRC-EB)",
                             short_name(edge), pool_names(w, pools)),
                 media_lines_home(w, s, pools, e),
                 {"PRC-EB"}});
}

/// What an Edge pool that runs carried at the start, and does not now.
void edge_home(const World& w, const State& s, Index e, std::vector<Undone>& out) {
  const auto at = static_cast<std::size_t>(e);
  const EdgePool& was = w.topology.edge_pools[at];
  const std::string name = short_name(was.fqdn);
  const auto& is = s.record<EdgePoolRecord>(at);
  const Index hop = was.next_hop;
  const bool hop_edited = is.draft_next_hop == hop || is.published_next_hop == hop;
  if (hop != kNone && is_active(s, hop) && is.next_hop.master != hop && !hop_edited) {
    std::vector<std::string> lines = lines_of(next_hop_steps(was, w.pool(hop), {}));
    lines.emplace_back(typed::kReplicated);
    out.push_back({fmt::format("{} leads to {}, though {} runs (PRC-FB, TRAP-04)", name,
                               pool_name(w, is.next_hop.master), pool_name(w, hop)),
                   std::move(lines),
                   {"PRC-FB", "TRAP-04"}});
  }
  const bool edited = is.draft_roles != kNone || is.published_roles != kNone;
  if (was.federation && (is.roles.master & kFederationRole) == 0 && !edited) {
    out.push_back({fmt::format("{} runs, and federation is elsewhere (PRC-EB)", name),
                   federation_lines(w, s, e),
                   {"PRC-EB"}});
  }
  media_home(w, s, e, out);
  if (xmpp_edge(w.topology) != e || s.cms().xmpp_last.master == e) return;
  out.push_back({fmt::format("{} runs, and XMPP is elsewhere (PRC-EB)", name),
                 xmpp_lines_home(w, s, e),
                 {"PRC-EB"}});
}

void edges_left(const Simulation& simulation, std::vector<Undone>& out) {
  const World& w = simulation.world();
  const State& s = simulation.state();
  for (std::size_t e = 0; e < w.topology.edge_pools.size(); ++e) {
    const auto edge = static_cast<Index>(e);
    if (edge_pool_up(w, s, edge)) edge_home(w, s, edge, out);
  }
  add(unapplied_edits(w, s), out);
  for (const EdgeService service : kMovedServices) add(steps_missing(w, s, service), out);
  add(wizards_missing(w, s), out);
}

/// INV-48: what was published is not what a computer goes by before its replica has it.
void hasty_steps(const Simulation& simulation, const Figures& figures, std::vector<Undone>& out) {
  for (const CommandFigure& command : figures.commands) {
    if (command.behind <= 0) continue;
    out.push_back(
        said(fmt::format("{} ran while {} {} behind: \"wait until replicas behind = 0\" belongs "
                         "before it (INV-48)",
                         step_name(simulation.world(), command.actor, command.position),
                         command.behind, command.behind == 1 ? "replica was" : "replicas were"),
             {"INV-48"}));
  }
}

/// "for an hour or more for 40 users, up to 1h 03m 41s".
std::string for_long(const RecoveryFigures::Long& figures) {
  return fmt::format("for an hour or more for {} users, up to {}", count_text(figures.users),
                     duration_text(figures.max_ms));
}

/// "while pool1 was failed back, which is normal (TRAP-12)".
std::string in_failback(const Simulation& simulation, const Figures& figures) {
  bool normal = true;
  std::vector<Index> pools;
  for (const FailbackFigure& failback : figures.failbacks) {
    const std::int64_t took_ms = failback.ended_ms - failback.began_ms;
    normal = normal && failback.ended_ms >= 0 && took_ms <= kLongAbsenceMs;
    if (std::ranges::count(pools, failback.pool) == 0) pools.push_back(failback.pool);
  }
  return fmt::format("while {} {} failed back{} (TRAP-12)", pool_names(simulation.world(), pools),
                     pools.size() == 1 ? "was" : "were", normal ? ", which is normal" : "");
}

/// What is said of each capability; those of which the same is said share a line.
void capabilities_left(const Simulation& simulation, const Figures& figures,
                       std::vector<Undone>& out) {
  std::vector<std::pair<std::string, Undone>> lines;  // names, what is said
  const auto say = [&](Capability capability, Undone what) {
    for (auto& [names, said] : lines) {
      if (said != what) continue;
      names += ", " + std::string(capability_name(capability));
      return;
    }
    lines.emplace_back(capability_name(capability), std::move(what));
  };
  for (int c = 0; c < kCapabilities; ++c) {
    const auto capability = static_cast<Capability>(c);
    const RecoveryFigures& f = figures.recovery[static_cast<std::size_t>(c)];
    if (f.open > 0) {
      const std::string_view procedure = procedure_of(capability);
      say(capability, said(fmt::format("{} users are without ({})", count_text(f.open), procedure),
                           {procedure}));
      continue;
    }
    if (f.otherwise.users > 0) say(capability, said("missing " + for_long(f.otherwise), {}));
    if (f.in_failback.users > 0) {
      say(capability,
          said("missing " + for_long(f.in_failback) + ", " + in_failback(simulation, figures),
               {"TRAP-12"}));
    }
  }
  for (auto& [names, what] : lines) {
    what.text = names + ": " + what.text;
    out.push_back(std::move(what));
  }
}

void media_figures(const Simulation& simulation, const AbsenceWatch& absences,
                   std::vector<Undone>& out) {
  std::int64_t without = 0;
  const State& s = simulation.state();
  for (const Index p : pools_without(simulation.world(), s, EdgeService::kMedia)) {
    without += users_outside(s, p);
  }
  if (without > 0) {
    out.push_back(said(
        fmt::format("media of users outside: {} users are without (PRC-EA)", count_text(without)),
        {"PRC-EA"}));
  }
  const AbsenceWatch::Media media = absences.media();
  if (media.users == 0) return;
  out.push_back(
      said(fmt::format("media of users outside: missing {} (pools {}, PRC-EA)",
                       for_long({static_cast<std::uint32_t>(media.users), media.longest_ms}),
                       pool_names(simulation.world(), media.pools)),
           {"PRC-EA"}));
}

}  // namespace

std::vector<Undone> left_undone(const Simulation& simulation, const Figures& figures,
                                const AbsenceWatch& absences) {
  const Unnoticed unnoticed(simulation.world());
  std::vector<Undone> out;
  pools_missing(simulation, out);
  pools_left(simulation, out);
  content_left(simulation, out);
  store_left(simulation, out);
  edges_left(simulation, out);
  hasty_steps(simulation, figures, out);
  capabilities_left(simulation, figures, out);
  media_figures(simulation, absences, out);
  for (Undone& one : absences.meanwhile()) out.push_back(std::move(one));
  return out;
}

}  // namespace firedrill
