#include "sim/run/left_undone.hpp"

#include <fmt/format.h>

#include "sim/model/view.hpp"
#include "sim/run/names.hpp"
#include "sim/scenario/typed_lines.hpp"
#include "sim/topology/dns.hpp"

namespace firedrill {
namespace {

constexpr std::int64_t kLong = 3'600'000;

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

void pools_left(const Simulation& simulation, std::vector<std::string>& out) {
  const World& w = simulation.world();
  const State& s = simulation.state();
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    const auto pool = static_cast<Index>(p);
    const PoolState state = s.pool(p).state;
    if (state == PoolState::kFailedOver) {
      out.push_back(fmt::format("{} is FailedOver: PRC-FB fails it back{}", pool_name(w, pool),
                                pool_serving(s, pool) ? "" : " once it runs"));
    } else if (state != PoolState::kActive) {
      out.push_back(fmt::format("{} is still {}", pool_name(w, pool), pool_state_name(state)));
    } else if (!pool_serving(s, pool)) {
      out.push_back(
          fmt::format("{} does not run, and was not failed over (PRC-FO)", pool_name(w, pool)));
    }
  }
}

/// The store, and what Edge pools carried at the start, where their old places run again.
void places_left(const Simulation& simulation, std::vector<std::string>& out) {
  const World& w = simulation.world();
  const State& s = simulation.state();
  const Index home = w.topology.cms.active;
  const Index master = active_master(w, s);
  if (home != kNone && master == kNone) {
    out.push_back(
        "no active Central Management store can be reached: it is failed over or restored");
  } else if (home != kNone && master != home && pool_serving(s, home)) {
    out.push_back(fmt::format("the Central Management store is on {}, though {} runs",
                              pool_name(w, master), pool_name(w, home)));
  }
  for (std::size_t e = 0; e < w.topology.edge_pools.size(); ++e) {
    if (!edge_pool_up(w, s, static_cast<Index>(e))) continue;
    const EdgePool& was = w.topology.edge_pools[e];
    const std::string name = short_name(was.fqdn);
    const auto& is = s.record<EdgePoolRecord>(e);
    const Index hop = was.next_hop;
    const bool hop_is_back = hop != kNone && pool_serving(s, hop) &&
                             s.pool(static_cast<std::size_t>(hop)).state == PoolState::kActive;
    if (hop_is_back && is.next_hop.master != hop) {
      out.push_back(fmt::format("{} leads to {}, though {} runs", name,
                                pool_name(w, is.next_hop.master), pool_name(w, hop)));
    }
    if (was.federation && (is.roles.master & kFederationRole) == 0) {
      out.push_back(fmt::format("{} runs, and federation is elsewhere (PRC-EB)", name));
    }
    const bool carried = xmpp_edge(w.topology) == static_cast<Index>(e);
    if (carried && s.cms().xmpp_last.master != static_cast<Index>(e)) {
      out.push_back(fmt::format("{} runs, and XMPP is elsewhere (PRC-EB)", name));
    }
  }
}

/// The running Edge pool that suits best, as procedures have it: one that is enabled for XMPP
/// already, at another site than `lost`.
Index edge_to_take_over(const World& w, const State& s, std::size_t lost) {
  Index best = kNone;
  int most = -1;
  for (std::size_t e = 0; e < w.topology.edge_pools.size(); ++e) {
    if (e == lost || !edge_pool_up(w, s, static_cast<Index>(e))) continue;
    const bool ready = (s.record<EdgePoolRecord>(e).roles.master & kXmppRole) != 0;
    const bool apart = w.topology.edge_pools[e].site != w.topology.edge_pools[lost].site;
    const int worth = (ready ? 2 : 0) + (apart ? 1 : 0);
    if (worth <= most) continue;
    most = worth;
    best = static_cast<Index>(e);
  }
  return best;
}

/// Routes that lead to an Edge pool that does not run, with the lines that move them.
void routes_left(const Simulation& simulation, std::vector<std::string>& out) {
  const World& w = simulation.world();
  const State& s = simulation.state();
  if (active_master(w, s) == kNone) return;  // nothing can be moved yet
  for (std::size_t e = 0; e < w.topology.edge_pools.size(); ++e) {
    if (edge_pool_up(w, s, static_cast<Index>(e))) continue;
    const Index to = edge_to_take_over(w, s, e);
    if (to == kNone) continue;
    const std::string& old = w.topology.edge_pools[e].fqdn;
    const EdgePool& taken = w.topology.edge_pools[static_cast<std::size_t>(to)];
    if ((s.record<EdgePoolRecord>(e).roles.master & kFederationRole) != 0) {
      out.push_back(
          fmt::format("federation is enabled at {}, which does not run: \"topology builder: "
                      "federation of {} = no\", \"topology builder: federation of {} = yes\", "
                      "\"topology builder: publish\", and when replicas behind = 0 \"deployment "
                      "wizard on\" each of its servers (PRC-EF)",
                      short_name(old), old, taken.fqdn));
    }
    if (s.cms().xmpp_last.master == static_cast<Index>(e)) {
      out.push_back(fmt::format(
          "the XMPP route leads to {}, which does not run: stop the services of each "
          "server of {} (INV-87), \"{}\", lead the A record of XMPP there (INV-81), "
          "start them again (PRC-EX)",
          short_name(old), short_name(taken.fqdn), typed::xmpp_route(w.topology, taken)));
    }
  }
}

void media_left(const Simulation& simulation, std::vector<std::string>& out) {
  const World& w = simulation.world();
  const State& s = simulation.state();
  std::int64_t without = 0;
  for (std::size_t u = 0; u < s.count<UserRecord>(); ++u) {
    const UserRecord& r = s.user(u);
    const bool outside = r.location == Location::kRemote && r.mode != UserMode::kSignedOut;
    without += outside && !remote_media(w, s, r.registrar) ? 1 : 0;
  }
  if (without == 0) return;
  out.push_back(
      fmt::format("media of users outside: {} users are without (PRC-EA)", count_text(without)));
}

/// INV-48: what was published is not what a computer goes by before its replica has it.
void hasty_steps(const Simulation& simulation, const Figures& figures,
                 std::vector<std::string>& out) {
  for (const CommandFigure& command : figures.commands) {
    if (command.behind <= 0) continue;
    out.push_back(fmt::format(
        "{} ran while {} {} behind: \"wait until replicas behind = 0\" belongs before it (INV-48)",
        step_name(simulation.world(), command.actor, command.position), command.behind,
        command.behind == 1 ? "replica was" : "replicas were"));
  }
}

}  // namespace

std::vector<std::string> left_undone(const Simulation& simulation, const Figures& figures) {
  std::vector<std::string> out;
  pools_left(simulation, out);
  places_left(simulation, out);
  routes_left(simulation, out);
  media_left(simulation, out);
  hasty_steps(simulation, figures, out);
  for (int c = 0; c < kCapabilities; ++c) {
    const auto capability = static_cast<Capability>(c);
    const RecoveryFigures& f = figures.recovery[static_cast<std::size_t>(c)];
    if (f.open > 0) {
      out.push_back(fmt::format("{}: {} users are without ({})", capability_name(capability),
                                count_text(f.open), procedure_of(capability)));
    } else if (f.max >= kLong) {
      out.push_back(fmt::format("{}: missing for up to {}, for {} users",
                                capability_name(capability), duration_text(f.max),
                                count_text(f.affected)));
    }
  }
  return out;
}

}  // namespace firedrill
