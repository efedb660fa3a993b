// Edge pools: what they are enabled for, who sends through them, and what an administrator changes
// of that (rule book 2.5, 3.7, CMD-70, CMD-71, CMD-75, CMD-76).
//
//   Topology Builder draft -> published -> enabled -> replica -> Deployment Wizard on each server
//   Set-CsSite, Set-CsEdgeServer ---------^
//
// The Edge Servers need to know of their roles, the Front Ends of the Edge pool to send to; both
// learn it from their own replicas, so a cut leaves one side with yesterday's answer.
#include "sim/model/components.hpp"
#include "sim/model/passage.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

/// Puts `value` where it was not, and tells that `pool` now sends there.
void learn_edge(Writer& w, std::size_t pool, const Index& field, Index value, std::string_view what,
                std::string_view rule) {
  if (field == value) return;
  w.put(field, value);
  w.tell({FactKind::kEdgeRoute, static_cast<std::int32_t>(pool), value, 0, what, rule});
}

/// Moves what stands in `from` to `to` where something stands there.
void pass_on(Writer& w, const Index& from, const Index& to) {
  if (from == kNone) return;
  w.put(to, from);
  w.put(from, kNone);
}

}  // namespace

void draft_role(Writer& w, Index edge_pool, Index role, bool enabled) {
  const auto& r = w.state().record<EdgePoolRecord>(ix(edge_pool));
  const Index base = r.draft_roles != kNone       ? r.draft_roles
                     : r.published_roles != kNone ? r.published_roles
                                                  : r.roles.master;
  w.put(r.draft_roles, static_cast<Index>(enabled ? base | role : base & ~role));
}

void draft_media_edge(Writer& w, Index pool, Index edge_pool) {
  w.put(w.state().pool(ix(pool)).draft_media_edge, edge_pool);
}

void publish_edge_drafts(Writer& w) {
  for (std::size_t e = 0; e < w.state().count<EdgePoolRecord>(); ++e) {
    const auto& r = w.state().record<EdgePoolRecord>(e);
    pass_on(w, r.draft_next_hop, r.published_next_hop);
    pass_on(w, r.draft_roles, r.published_roles);
  }
  for (std::size_t p = 0; p < w.state().count<PoolRecord>(); ++p) {
    const PoolRecord& r = w.state().pool(p);
    pass_on(w, r.draft_media_edge, r.published_media_edge);
  }
}

void enable_edge_settings(Writer& w) {
  for (std::size_t e = 0; e < w.state().count<EdgePoolRecord>(); ++e) {
    const auto& r = w.state().record<EdgePoolRecord>(e);
    pass_on(w, r.published_next_hop, r.next_hop.master);
    pass_on(w, r.published_roles, r.roles.master);
  }
  for (std::size_t p = 0; p < w.state().count<PoolRecord>(); ++p) {
    const PoolRecord& r = w.state().pool(p);
    pass_on(w, r.published_media_edge, r.media_edge.master);
  }
}

void write_site_routes(Writer& w, Index site, Index federation, Index xmpp) {
  const auto& r = w.state().record<SiteRecord>(ix(site));
  if (federation != kNone) w.put(r.federation_route.master, federation);
  if (xmpp != kNone) {
    w.put(r.xmpp_route.master, xmpp);
    w.put(w.state().cms().xmpp_last.master, xmpp);
  }
  configuration_written(w);
  w.touch_all();
}

void learn_edge_settings(Writer& w, Index master) {
  const World& world = w.world();
  const Topology& t = world.topology;
  const Index from = world.pool(master).site;
  for (std::size_t e = 0; e < t.edge_pools.size(); ++e) {
    const auto& r = w.state().record<EdgePoolRecord>(e);
    if (!any_edge_machine_up(world, w.state(), static_cast<Index>(e))) continue;
    if (!connected(world, w.state(), from, t.edge_pools[e].site)) continue;
    w.put(r.next_hop.seen, r.next_hop.master);
    w.put(r.roles.seen, r.roles.master);
  }
  for (std::size_t i = 0; i < t.sites.size(); ++i) {
    const auto& r = w.state().record<SiteRecord>(i);
    w.put(r.federation_route.seen, r.federation_route.master);
    w.put(r.xmpp_route.seen, r.xmpp_route.master);
  }
  w.put(w.state().cms().xmpp_last.seen, w.state().cms().xmpp_last.master);
  for (std::size_t p = 0; p < t.pools.size(); ++p) {
    const auto pool = static_cast<Index>(p);
    if (!any_machine_up(world, w.state(), pool)) continue;
    if (!connected(world, w.state(), from, t.pools[p].site)) continue;
    const PoolRecord& r = w.state().pool(p);
    learn_edge(w, p, r.media_edge.seen, r.media_edge.master, "media of users outside", "TOP-73");
    learn_edge(w, p, r.federation_seen, federation_route(world, w.state(), t.pools[p].site),
               "outbound federation", "TOP-74");
    learn_edge(w, p, r.xmpp_seen, xmpp_route(world, w.state(), t.pools[p].site), "XMPP", "TOP-81");
  }
}

void install_edge_components(Writer& w, std::size_t edge_server) {
  const auto& r = w.state().record<EdgeServerRecord>(edge_server);
  const Index pool = w.world().topology.edge_servers[edge_server].edge_pool;
  const Index roles = w.state().record<EdgePoolRecord>(ix(pool)).roles.seen;
  w.put(r.installed, static_cast<std::uint8_t>(roles));
  infrastructure_changed(w);
}

void open_xmpp_port(Writer& w, Index edge_pool, bool open) {
  w.put(w.state().record<EdgePoolRecord>(ix(edge_pool)).port_5269_open,
        open ? std::uint8_t{1} : std::uint8_t{0});
  infrastructure_changed(w);
}

}  // namespace firedrill
