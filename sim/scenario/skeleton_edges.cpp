// Edge pools: federation (PRC-EF), XMPP (PRC-EX) and media (PRC-EA) go to another Edge pool where
// there is one, and home again (PRC-EB). Edge pools are not paired; what is named here is the Edge
// pool that fits best: one that carries XMPP already, at another site.
#include "sim/scenario/edge_procedures.hpp"
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

/// While it is lost.
EdgeSituation during(const Loss& loss) {
  EdgeSituation out(loss.topology);
  for (const Index e : loss.edges) out.at(e).runs = false;
  return out;
}

/// When all is back, and `d.to` has what was failed over.
EdgeSituation afterwards(const Loss& loss, const Duties& d) {
  EdgeSituation out(loss.topology);
  if (d.federation) {
    for (EdgeSituation::Edge& edge : out.edges) edge.federation = false;
    out.at(d.to).federation = true;
  }
  return out;
}

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
  out.to = edge_to_take_over(during(loss), from);
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

void fail_edge_over(const Loss& loss, const Duties& d, Draft& draft) {
  const EdgeSituation now = during(loss);
  draft.add(edit_steps(now, {d.from, d.to, d.federation, d.xmpp, d.media}));
  const std::string partners = all_served(loss, "federation out users");
  if (d.federation && !partners.empty()) {
    draft.expect("within 45m of step " + std::to_string(draft.steps()), partners,
                 "Federation works by the other Edge pool.");
    draft.step(typed::wait_until(partners, "30m"),
               "Do not go on before partners are reached again (Test-CsFederatedPartner asks the "
               "same).");
  }
  if (d.federation) draft.add(record_steps(now, DnsService::kFederation, d.to));
  if (!d.xmpp) return;
  draft.add(xmpp_route_steps(now, d.to, false));
  const std::string xmpp = all_served(loss, "xmpp users");
  if (xmpp.empty()) return;
  draft.expect("within 2h of step " + std::to_string(draft.steps()), xmpp,
               "So does XMPP, when resolvers have forgotten the old A record.");
}

void take_edge_back(const Loss& loss, const Duties& d, Draft& draft) {
  const EdgeSituation now = afterwards(loss, d);
  for (const std::string& server : typed::servers_of(loss.topology, loss.edge(d.from))) {
    draft.step(typed::start_services(server),
               "The services of the restored Edge pool run (PRC-EB).");
  }
  draft.add(edit_steps(now, {d.to, d.from, d.federation, d.xmpp, d.media, true}));
  if (d.xmpp) draft.add(xmpp_route_steps(now, d.from, true));
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
    draft.step(typed::wait_until("edge serving of " + loss.edge(e).fqdn + " = yes", "8h"),
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
