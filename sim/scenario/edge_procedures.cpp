// The order of each procedure is that of its topic (rule book 5.4 to 5.7).
#include "sim/scenario/edge_procedures.hpp"

#include <algorithm>

#include "sim/scenario/typed_lines.hpp"
#include "sim/topology/dns.hpp"

namespace firedrill {
namespace {

std::vector<std::string> servers_of(const EdgeSituation& now, Index e) {
  return typed::servers_of(now.topology, now.edge(e));
}

void wizard_steps(const EdgeSituation& now, Index e, TypedSteps& out) {
  for (const std::string& server : servers_of(now, e)) {
    out.push_back({typed::wizard(server), "Setup or Remove Components: " + server +
                                              " gets or drops what was published (PRC-EF)."});
  }
}

/// EF-1 to EF-4: one Edge pool carries federation. Says which others did.
std::vector<Index> federation_edits(const EdgeSituation& now, Index to, TypedSteps& out) {
  std::vector<Index> others;
  for (std::size_t i = 0; i < now.edges.size(); ++i) {
    const auto e = static_cast<Index>(i);
    if (e == to || !now.at(e).federation) continue;
    others.push_back(e);
    const std::string& old = now.edge(e).fqdn;
    out.push_back(
        {typed::federation(old, false),
         "Off at " + old + " first: one Edge pool carries federation, never two (INV-80)."});
  }
  const std::string& taken = now.edge(to).fqdn;
  out.push_back(
      {typed::federation(taken, true),
       "On at " + taken + "; partners that write to us find it by its SRV record (TOP-77)."});
  return others;
}

std::string why_of_media(const EdgeSituation& now, const EdgeMove& move, const std::string& pool) {
  if (move.home) return "Media of " + pool + " goes by its own Edge pool again (PRC-EB).";
  return pool + " uses " + now.edge(move.from).fqdn +
         " for media; whatever its site, it needs another Edge pool now (PRC-EA, INV-86).";
}

}  // namespace

EdgeSituation::EdgeSituation(const Topology& deployment)
    : topology(deployment),
      edges(deployment.edge_pools.size()),
      priorities_(deployment.domain_count() * edges.size() * kSrvServices) {
  for (std::size_t e = 0; e < edges.size(); ++e) {
    const EdgePool& edge = deployment.edge_pools[e];
    edges[e] = {true, edge.federation, edge.xmpp, edge.port_5269_open};
  }
  for (const DnsRecord& record : deployment.dns_records) {
    if (record.service == DnsService::kXmppHost || record.edge_pool == kNone) continue;
    priority(record.service, record.domain, record.edge_pool) = record.priority;
  }
}

std::size_t EdgeSituation::place(DnsService service, Index domain, Index e) const {
  const std::size_t of_domain = static_cast<std::size_t>(domain) * edges.size();
  return (of_domain + static_cast<std::size_t>(e)) * kSrvServices +
         static_cast<std::size_t>(service);
}

std::optional<int>& EdgeSituation::priority(DnsService service, Index domain, Index e) {
  return priorities_[place(service, domain, e)];
}

std::optional<int> EdgeSituation::priority(DnsService service, Index domain, Index e) const {
  return priorities_[place(service, domain, e)];
}

Index edge_to_take_over(const EdgeSituation& now, Index lost) {
  Index best = kNone;
  int most = -1;
  for (std::size_t i = 0; i < now.edges.size(); ++i) {
    const auto e = static_cast<Index>(i);
    if (e == lost || !now.at(e).runs) continue;
    const bool apart = now.edge(e).site != now.edge(lost).site;
    const int worth = (now.at(e).xmpp ? 2 : 0) + (apart ? 1 : 0);
    if (worth <= most) continue;
    most = worth;
    best = e;
  }
  return best;
}

TypedSteps edit_steps(const EdgeSituation& now, const EdgeMove& move) {
  const bool enable_xmpp = move.xmpp && !now.at(move.to).xmpp;
  if (!move.federation && !enable_xmpp && move.media.empty()) return {};
  const std::string& taken = now.edge(move.to).fqdn;
  TypedSteps out;
  std::vector<Index> others;
  if (move.federation) others = federation_edits(now, move.to, out);
  if (enable_xmpp) {
    out.push_back({typed::xmpp(taken), taken + " was not prepared for XMPP (PRC-EX)."});
  }
  for (const Index p : move.media) {
    const std::string& pool = now.topology.pools[static_cast<std::size_t>(p)].fqdn;
    out.push_back({typed::media_edge(pool, taken), why_of_media(now, move, pool)});
  }
  out.push_back({typed::kPublish, "Nothing of it acts before it is published (TRAP-34)."});
  out.push_back({typed::kReplicated, "Nor before the servers have it (INV-48)."});
  if (move.federation || enable_xmpp) wizard_steps(now, move.to, out);
  for (const Index e : others) {
    if (now.at(e).runs) wizard_steps(now, e, out);
  }
  return out;
}

TypedSteps record_steps(const EdgeSituation& now, DnsService service, Index to, Index domain) {
  if (now.priority(service, domain, to)) return {};
  constexpr int kApart = 10;  // room for records in between
  int last = 0;
  for (std::size_t e = 0; e < now.edges.size(); ++e) {
    last = std::max(last, now.priority(service, domain, static_cast<Index>(e)).value_or(0));
  }
  const char* rule = service == DnsService::kXmpp ? "TOP-82" : "TOP-77";
  return {
      {typed::srv_record(dns_name(now.topology, service, domain), now.edge(to).fqdn, last + kApart),
       std::string("Nobody prepared this record; with it there beforehand nothing is to do (") +
           rule + ")."}};
}

TypedSteps record_steps(const EdgeSituation& now, DnsService service, Index to) {
  TypedSteps out;
  for (std::size_t d = 0; d < now.topology.domain_count(); ++d) {
    append(out, record_steps(now, service, to, static_cast<Index>(d)));
  }
  return out;
}

TypedSteps xmpp_route_steps(const EdgeSituation& now, Index to, bool home) {
  const EdgePool& taken = now.edge(to);
  const std::vector<std::string> servers = servers_of(now, to);
  TypedSteps out;
  for (std::size_t i = 0; i < servers.size() && !home; ++i) {
    out.push_back({typed::stop_services(servers[i]),
                   "XMPP: every server of " + taken.fqdn +
                       " is stopped while the route changes (PRC-EX, INV-87). Whoever came in by "
                       "it is cut off meanwhile."});
  }
  out.push_back({typed::xmpp_route(now.topology, taken),
                 home ? "XMPP too; nothing is stopped on this way (TRAP-29)."
                      : "The route of its site; the one set last counts (TRAP-20, MA-58)."});
  for (std::size_t d = 0; d < now.topology.domain_count(); ++d) {
    out.push_back({typed::xmpp_host(now.topology, static_cast<Index>(d), taken),
                   home ? "To the Edge pool that carries XMPP now, not the one that the topic "
                          "prints (TRAP-28)."
                        : "The A record of the XMPP host; resolvers keep the old answer for its "
                          "time to live (INV-81, FLT-74)."});
  }
  append(out, record_steps(now, DnsService::kXmpp, to));
  if (!now.at(to).port_5269_open) {
    out.push_back({typed::open_port_5269(taken.fqdn), "XMPP comes in by this port (INV-81)."});
  }
  for (std::size_t i = 0; i < servers.size() && !home; ++i) {
    out.push_back({typed::start_services(servers[i]), "And they start again."});
  }
  out.push_back({typed::kReplicated,
                 home ? "The route is everywhere." : "The new route is everywhere (INV-48)."});
  return out;
}

void append(TypedSteps& steps, const TypedSteps& more) {
  steps.insert(steps.end(), more.begin(), more.end());
}

std::vector<std::string> lines_of(const TypedSteps& steps) {
  std::vector<std::string> out;
  for (const TypedStep& step : steps) out.push_back(step.line);
  return out;
}

}  // namespace firedrill
