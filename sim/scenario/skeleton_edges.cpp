// Edge pools: federation (PRC-EF), XMPP (PRC-EX) and media (PRC-EA) go to another Edge pool where
// there is one, and home again (PRC-EB). Edge pools are not paired; what is named here is the Edge
// pool that fits best: one that carries XMPP already, at another site.
#include <algorithm>

#include "sim/scenario/skeleton_parts.hpp"
#include "sim/scenario/typed_lines.hpp"
#include "sim/topology/dns.hpp"

namespace firedrill::skeleton {
namespace {

/// What a lost Edge pool carried, and where that goes.
struct Duties {
  Index from = kNone;
  Index to = kNone;  // kNone = there is no other Edge pool
  bool federation = false;
  bool xmpp = false;
  std::vector<Index> media;  // pools that are alive and use it
  [[nodiscard]] bool any() const { return federation || xmpp || !media.empty(); }
};

Duties duties_of(const Loss& loss, Index from) {
  const Topology& t = loss.topology;
  Duties out;
  out.from = from;
  out.federation = loss.edge(from).federation;
  out.xmpp = xmpp_edge(t) == from && loss.edge(from).xmpp;
  for (std::size_t p = 0; p < t.pools.size(); ++p) {
    const auto i = static_cast<Index>(p);
    if (t.pools[p].media_edge == from && !loss.has_pool(i)) out.media.push_back(i);
  }
  const auto worth = [&](Index e) {
    const EdgePool& edge = loss.edge(e);
    return 2 * (edge.xmpp ? 1 : 0) + (edge.site != loss.edge(from).site ? 1 : 0);
  };
  for (std::size_t e = 0; e < t.edge_pools.size(); ++e) {
    const auto i = static_cast<Index>(e);
    if (loss.has_edge(i)) continue;
    if (out.to == kNone || worth(i) > worth(out.to)) out.to = i;
  }
  return out;
}

/// "federation out users = all", of a pool that is served where not every pool is; else empty.
std::string all_served(const Loss& loss, const std::string& users) {
  Index served = kNone;
  std::size_t count = 0;
  for (std::size_t p = 0; p < loss.topology.pools.size(); ++p) {
    const auto i = static_cast<Index>(p);
    if (loss.has_pool(i) && loss.living_backup(i) == kNone) continue;
    if (served == kNone) served = i;
    ++count;
  }
  if (served == kNone) return {};
  if (count == loss.topology.pools.size()) return users + " = all";
  return users + " of " + loss.pool(served).fqdn + " = all";
}

std::vector<std::string> servers_of(const Loss& loss, Index e) {
  return typed::servers_of(loss.topology, loss.edge(e));
}

void run_wizard(const Loss& loss, Index e, Draft& draft) {
  for (const std::string& server : servers_of(loss, e)) {
    draft.step(typed::wizard(server), "Setup or Remove Components: " + server +
                                          " gets or drops what was published (PRC-EF).");
  }
}

/// Federation and media, and what XMPP needs, in one publish: `to` takes them over from `left`.
void edit_topology(const Loss& loss, const Duties& d, Index left, Index to, Draft& draft) {
  const std::string& old = loss.edge(left).fqdn;
  const std::string& taken = loss.edge(to).fqdn;
  if (d.federation) {
    draft.step(typed::federation(old, false),
               "Off at " + old + " first: one Edge pool carries federation, never two (INV-80).");
    draft.step(
        typed::federation(taken, true),
        "On at " + taken + "; partners that write to us find it by its SRV record (TOP-77).");
  }
  if (d.xmpp && !loss.edge(to).xmpp) {
    draft.step(typed::xmpp(taken), taken + " was not prepared for XMPP (PRC-EX).");
  }
  for (const Index p : d.media) {
    const std::string& pool = loss.pool(p).fqdn;
    draft.step(typed::media_edge(pool, taken),
               to == d.from ? "Media of " + pool + " goes by its own Edge pool again (PRC-EB)."
                            : pool + " uses " + old +
                                  " for media; whatever its site, it needs another Edge pool now "
                                  "(PRC-EA, INV-86).");
  }
  draft.step(typed::kPublish, "Nothing of it acts before it is published (TRAP-34).");
  draft.step(kReplicated, "Nor before the servers have it (INV-48).");
  if (d.federation || (d.xmpp && !loss.edge(to).xmpp)) run_wizard(loss, to, draft);
}

void move_records(const Loss& loss, Index to, DnsService service, Draft& draft) {
  const Topology& t = loss.topology;
  for (std::size_t d = 0; d < t.domain_count(); ++d) {
    bool there = false;
    std::int32_t last = 0;
    for (const DnsRecord& record : t.dns_records) {
      if (record.service != service || record.domain != static_cast<Index>(d)) continue;
      there = there || record.edge_pool == to;
      last = std::max(last, record.priority);
    }
    if (there) continue;
    draft.step("external dns: " + dns_name(t, service, static_cast<Index>(d)) + " SRV " +
                   loss.edge(to).fqdn + " priority " + std::to_string(last + 10),
               "Nobody prepared this record; with it there beforehand nothing is to do (TOP-77).");
  }
}

void move_host(const Loss& loss, Index to, const std::string& why, Draft& draft) {
  for (std::size_t d = 0; d < loss.topology.domain_count(); ++d) {
    draft.step(typed::xmpp_host(loss.topology, static_cast<Index>(d), loss.edge(to)), why);
  }
}

void set_xmpp_route(const Loss& loss, Index to, const std::string& why, Draft& draft) {
  draft.step(typed::xmpp_route(loss.topology, loss.edge(to)), why);
}

void fail_xmpp_over(const Loss& loss, Index to, Draft& draft) {
  const std::string& taken = loss.edge(to).fqdn;
  for (const std::string& server : servers_of(loss, to)) {
    draft.step(typed::stop_services(server),
               "XMPP: every server of " + taken +
                   " is stopped while the route changes (PRC-EX, "
                   "INV-87). Whoever came in by it is cut off meanwhile.");
  }
  set_xmpp_route(loss, to, "The route of its site; the one set last counts (TRAP-20, MA-58).",
                 draft);
  move_host(loss, to,
            "The A record of the XMPP host; resolvers keep the old answer for its time "
            "to live (INV-81, FLT-74).",
            draft);
  move_records(loss, to, DnsService::kXmpp, draft);
  if (!loss.edge(to).port_5269_open) {
    draft.step("firewall: open 5269 on " + taken, "XMPP comes in by this port (INV-81).");
  }
  for (const std::string& server : servers_of(loss, to)) {
    draft.step(typed::start_services(server), "And they start again.");
  }
  draft.step(kReplicated, "The new route is everywhere (INV-48).");
}

void fail_edge_over(const Loss& loss, const Duties& d, Draft& draft) {
  if (d.federation || !d.media.empty() || !loss.edge(d.to).xmpp) {
    edit_topology(loss, d, d.from, d.to, draft);
  }
  const std::string partners = all_served(loss, "federation out users");
  if (d.federation && !partners.empty()) {
    draft.expect("within 45m of step " + std::to_string(draft.steps()), partners,
                 "Federation works by the other Edge pool.");
    draft.step("wait until " + partners + ", at most 30m",
               "Do not go on before partners are reached again (Test-CsFederatedPartner asks the "
               "same).");
  }
  if (d.federation) move_records(loss, d.to, DnsService::kFederation, draft);
  if (!d.xmpp) return;
  fail_xmpp_over(loss, d.to, draft);
  const std::string xmpp = all_served(loss, "xmpp users");
  if (xmpp.empty()) return;
  draft.expect("within 2h of step " + std::to_string(draft.steps()), xmpp,
               "So does XMPP, when resolvers have forgotten the old A record.");
}

void take_edge_back(const Loss& loss, const Duties& d, Draft& draft) {
  for (const std::string& server : servers_of(loss, d.from)) {
    draft.step(typed::start_services(server),
               "The services of the restored Edge pool run (PRC-EB).");
  }
  if (d.federation || !d.media.empty()) edit_topology(loss, d, d.to, d.from, draft);
  if (d.federation) run_wizard(loss, d.to, draft);
  if (!d.xmpp) return;
  set_xmpp_route(loss, d.from, "XMPP too; nothing is stopped on this way (TRAP-29).", draft);
  move_host(loss, d.from,
            "To the Edge pool that carries XMPP now, not the one that the topic "
            "prints (TRAP-28).",
            draft);
  draft.step(kReplicated, "The route is everywhere.");
}

bool can_move(const Loss& loss, const Duties& d) {
  return d.any() && d.to != kNone && loss.writable();
}

}  // namespace

void fail_edges_over(const Loss& loss, Draft& draft) {
  for (const Index e : loss.edges) {
    const Duties d = duties_of(loss, e);
    const std::string& edge = loss.edge(e).fqdn;
    if (!d.any()) {
      draft.note(edge +
                 " carries neither federation nor XMPP nor media of a pool that is left: "
                 "there is nothing to fail over. Remote users find another Edge pool by the SRV "
                 "records, where there is one (INV-83).");
    } else if (d.to == kNone) {
      draft.note(
          "There is no other Edge pool: federation, XMPP and media wait until " + edge +
          " is back. Edge pools are not paired; recovery needs one at another site (TOP-71).");
    } else if (!loss.writable()) {
      draft.note("The duties of " + edge + " cannot be moved without the store (INV-43).");
    } else {
      fail_edge_over(loss, d, draft);
    }
  }
}

void take_edges_back(const Loss& loss, Draft& draft) {
  for (const Index e : loss.edges) {
    draft.step("wait until edge serving of " + loss.edge(e).fqdn + " = yes, at most 8h",
               "The Edge pool is back; it is failed back before the pool of its site (INV-17).");
    const Duties d = duties_of(loss, e);
    if (can_move(loss, d)) take_edge_back(loss, d, draft);
  }
}

void expect_edges_as_before(const Loss& loss, Draft& draft) {
  for (const Index e : loss.edges) {
    const Duties d = duties_of(loss, e);
    const std::string& edge = loss.edge(e).fqdn;
    if (d.federation) {
      draft.expect("at end", "federation carried of " + edge + " = yes",
                   "Its duties are back at " + edge + ".");
      draft.expect("at end", "federation in users = all");
      draft.expect("at end", "federation out users = all");
    }
    for (const Index p : d.media) {
      draft.expect("at end", "media edge of " + loss.pool(p).fqdn + " = " + edge);
    }
    if (!d.xmpp) continue;
    draft.expect("at end", "xmpp edge = " + edge);
    if (loss.edge(e).port_5269_open) draft.expect("at end", "xmpp users = all");
  }
}

}  // namespace firedrill::skeleton
