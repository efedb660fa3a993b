// Marks what goes, sweeps what nothing uses any more, and renumbers the rest.
#include "sim/explore/smaller_topology.hpp"

#include <algorithm>

namespace firedrill {
namespace {

using Kind = TopologyPart::Kind;

std::size_t at(Index index) {
  return static_cast<std::size_t>(index);
}

/// What stays of one vector of the topology, and where it is then.
class Sweep {
 public:
  explicit Sweep(std::size_t count) : gone_(count, false) {}
  void take(Index index) {
    if (index != kNone) gone_[at(index)] = true;
  }
  [[nodiscard]] bool gone(Index index) const { return index != kNone && gone_[at(index)]; }
  [[nodiscard]] Index now(Index index) const {
    if (index == kNone || gone_[at(index)]) return kNone;
    return static_cast<Index>(
        std::count(gone_.begin(), gone_.begin() + static_cast<std::ptrdiff_t>(index), false));
  }
  template <typename Entity>
  [[nodiscard]] std::vector<Entity> kept(const std::vector<Entity>& all) const {
    std::vector<Entity> out;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!gone_[i]) out.push_back(all[i]);
    }
    return out;
  }

 private:
  std::vector<bool> gone_;
};

class Removal {
 public:
  explicit Removal(const Topology& topology)
      : t_(topology),
        sites_(t_.sites.size()),
        links_(t_.wan_links.size()),
        pools_(t_.pools.size()),
        front_ends_(t_.front_ends.size()),
        sql_(t_.sql_instances.size()),
        back_ends_(t_.back_ends.size()),
        stores_(t_.file_stores.size()),
        edges_(t_.edge_pools.size()),
        edge_servers_(t_.edge_servers.size()),
        others_(t_.unmodelled.size()) {}

  Topology without(const TopologyPart& part) {
    mark(part);
    sweep();
    return renumbered();
  }

 private:
  void mark(const TopologyPart& part) {
    switch (part.kind) {
      case Kind::kOther:
        return others_.take(part.index);
      case Kind::kSite:
        return take_site(part.index);
      case Kind::kPair:
        take_pool(t_.pools[at(part.index)].backup);
        return take_pool(part.index);
      case Kind::kPool:
        return take_pool(part.index);
      case Kind::kEdgePool:
        return take_edge_pool(part.index);
      case Kind::kWanLink:
        return links_.take(part.index);
      case Kind::kMirror:
        t_.back_ends[at(part.index)].mirror = kNone;
        t_.back_ends[at(part.index)].ha = HaMode::kNone;
        [[fallthrough]];
      case Kind::kWitness:
        t_.back_ends[at(part.index)].witness = kNone;
        return;
      case Kind::kFrontEnd:
        return front_ends_.take(part.index);
      case Kind::kEdgeServer:
        return edge_servers_.take(part.index);
    }
  }

  void take_site(Index site) {
    sites_.take(site);
    for (std::size_t p = 0; p < t_.pools.size(); ++p) {
      if (t_.pools[p].site == site) take_pool(static_cast<Index>(p));
    }
    for (std::size_t e = 0; e < t_.edge_pools.size(); ++e) {
      if (t_.edge_pools[e].site == site) take_edge_pool(static_cast<Index>(e));
    }
    for (std::size_t w = 0; w < t_.wan_links.size(); ++w) {
      const WanLink& link = t_.wan_links[w];
      if (link.site_a == site || link.site_b == site) links_.take(static_cast<Index>(w));
    }
  }

  void take_pool(Index pool) {
    if (pool == kNone) return;
    pools_.take(pool);
    for (std::size_t f = 0; f < t_.front_ends.size(); ++f) {
      if (t_.front_ends[f].pool == pool) front_ends_.take(static_cast<Index>(f));
    }
    back_ends_.take(t_.pools[at(pool)].back_end);
  }

  void take_edge_pool(Index edge) {
    edges_.take(edge);
    for (std::size_t s = 0; s < t_.edge_servers.size(); ++s) {
      if (t_.edge_servers[s].edge_pool == edge) edge_servers_.take(static_cast<Index>(s));
    }
  }

  /// Databases and shares that nothing uses any more go with their users.
  void sweep() {
    std::vector<bool> sql_used(t_.sql_instances.size(), false);
    for (std::size_t b = 0; b < t_.back_ends.size(); ++b) {
      if (back_ends_.gone(static_cast<Index>(b))) continue;
      for (const Index sql :
           {t_.back_ends[b].primary, t_.back_ends[b].mirror, t_.back_ends[b].witness}) {
        if (sql != kNone) sql_used[at(sql)] = true;
      }
    }
    std::vector<bool> store_used(t_.file_stores.size(), false);
    for (std::size_t p = 0; p < t_.pools.size(); ++p) {
      const Index store = t_.pools[p].file_store;
      if (!pools_.gone(static_cast<Index>(p)) && store != kNone) store_used[at(store)] = true;
    }
    for (std::size_t i = 0; i < sql_used.size(); ++i) {
      if (!sql_used[i]) sql_.take(static_cast<Index>(i));
    }
    for (std::size_t i = 0; i < store_used.size(); ++i) {
      if (!store_used[i]) stores_.take(static_cast<Index>(i));
    }
  }

  Topology renumbered() {
    Topology out = t_;
    out.sites = sites_.kept(t_.sites);
    out.wan_links = links_.kept(t_.wan_links);
    out.pools = pools_.kept(t_.pools);
    out.front_ends = front_ends_.kept(t_.front_ends);
    out.sql_instances = sql_.kept(t_.sql_instances);
    out.back_ends = back_ends_.kept(t_.back_ends);
    out.file_stores = stores_.kept(t_.file_stores);
    out.edge_pools = edges_.kept(t_.edge_pools);
    out.edge_servers = edge_servers_.kept(t_.edge_servers);
    out.unmodelled = others_.kept(t_.unmodelled);
    for (Site& site : out.sites) {
      site.federation_route = edges_.now(site.federation_route);
      site.xmpp_federation_route = edges_.now(site.xmpp_federation_route);
    }
    for (WanLink& link : out.wan_links) {
      link.site_a = sites_.now(link.site_a);
      link.site_b = sites_.now(link.site_b);
    }
    for (SqlInstance& sql : out.sql_instances) sql.site = sites_.now(sql.site);
    for (FileStore& store : out.file_stores) store.site = sites_.now(store.site);
    renumber_pools(out);
    renumber_edges(out);
    std::erase_if(out.dns_records, [&](DnsRecord& record) {
      record.edge_pool = edges_.now(record.edge_pool);
      return record.edge_pool == kNone;
    });
    out.cms.active = pools_.now(t_.cms.active);
    out.cms.standby = pools_.now(t_.cms.standby);
    return out;
  }

  void renumber_pools(Topology& out) {
    for (FrontEnd& front_end : out.front_ends) front_end.pool = pools_.now(front_end.pool);
    for (BackEnd& back_end : out.back_ends) {
      back_end.pool = pools_.now(back_end.pool);
      back_end.primary = sql_.now(back_end.primary);
      back_end.mirror = sql_.now(back_end.mirror);
      back_end.witness = sql_.now(back_end.witness);
    }
    Index first = 0;
    for (std::size_t p = 0; p < out.pools.size(); ++p) {
      Pool& pool = out.pools[p];
      pool.site = sites_.now(pool.site);
      pool.first_front_end = first;
      pool.front_end_count = static_cast<Index>(
          std::count_if(out.front_ends.begin(), out.front_ends.end(),
                        [p](const FrontEnd& f) { return f.pool == static_cast<Index>(p); }));
      first = static_cast<Index>(first + pool.front_end_count);
      pool.back_end = back_ends_.now(pool.back_end);
      pool.file_store = stores_.now(pool.file_store);
      pool.backup = pools_.now(pool.backup);
      pool.media_edge = edges_.now(pool.media_edge);
    }
  }

  void renumber_edges(Topology& out) {
    for (EdgeServer& server : out.edge_servers) server.edge_pool = edges_.now(server.edge_pool);
    Index first = 0;
    for (std::size_t e = 0; e < out.edge_pools.size(); ++e) {
      EdgePool& edge = out.edge_pools[e];
      edge.site = sites_.now(edge.site);
      edge.first_server = first;
      edge.server_count = static_cast<Index>(
          std::count_if(out.edge_servers.begin(), out.edge_servers.end(),
                        [e](const EdgeServer& s) { return s.edge_pool == static_cast<Index>(e); }));
      first = static_cast<Index>(first + edge.server_count);
      edge.next_hop = pools_.now(edge.next_hop);
      for (Index& pool : edge.closed_to) pool = pools_.now(pool);
      std::erase(edge.closed_to, kNone);
    }
  }

  Topology t_;
  Sweep sites_, links_, pools_, front_ends_, sql_, back_ends_, stores_, edges_, edge_servers_;
  Sweep others_;
};

}  // namespace

std::vector<TopologyPart> removable_parts(const Topology& topology) {
  std::vector<TopologyPart> out;
  const auto each = [&out](Kind kind, std::size_t count) {
    for (std::size_t i = count; i-- > 0;) out.push_back({kind, static_cast<Index>(i)});
  };
  each(Kind::kOther, topology.unmodelled.size());
  each(Kind::kSite, topology.sites.size());
  for (std::size_t p = topology.pools.size(); p-- > 0;) {
    const Index backup = topology.pools[p].backup;
    if (backup > static_cast<Index>(p)) out.push_back({Kind::kPair, static_cast<Index>(p)});
  }
  each(Kind::kPool, topology.pools.size());
  each(Kind::kEdgePool, topology.edge_pools.size());
  each(Kind::kWanLink, topology.wan_links.size());
  for (std::size_t b = topology.back_ends.size(); b-- > 0;) {
    const auto index = static_cast<Index>(b);
    if (topology.back_ends[b].mirror != kNone) out.push_back({Kind::kMirror, index});
    if (topology.back_ends[b].witness != kNone) out.push_back({Kind::kWitness, index});
  }
  each(Kind::kFrontEnd, topology.front_ends.size());
  each(Kind::kEdgeServer, topology.edge_servers.size());
  return out;
}

Topology without_part(const Topology& topology, const TopologyPart& part) {
  return Removal(topology).without(part);
}

std::size_t component_count(const Topology& t) {
  return t.sites.size() + t.wan_links.size() + t.pools.size() + t.front_ends.size() +
         t.sql_instances.size() + t.file_stores.size() + t.edge_pools.size() +
         t.edge_servers.size() + t.unmodelled.size();
}

}  // namespace firedrill
