// One function a kind of part. What is asked of the State is asked through view.hpp.
#include "reports/pictures/deployment_view.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/model/components.hpp"
#include "sim/model/passage.hpp"
#include "sim/run/names.hpp"

namespace firedrill {
namespace {

std::size_t ix(std::int32_t i) {
  return static_cast<std::size_t>(i);
}

Fare site_fare(const State& s, std::int32_t site) {
  if (s.record<SiteRecord>(ix(site)).down != 0) return {Health::kDown, "lost"};
  return {};
}

Fare pool_fare(const World& w, const State& s, Index pool) {
  const PoolRecord& r = s.pool(ix(pool));
  const bool serving = pool_serving(s, pool);
  std::string word = serving ? "" : r.services == Services::kStarting ? "starting" : "stopped";
  if (r.state != PoolState::kActive) {
    word += (word.empty() ? "" : ", ") + std::string(pool_state_name(r.state));
  }
  if (!serving) {
    return {r.services == Services::kStarting ? Health::kChanging : Health::kDown, word};
  }
  if (r.operation != PoolOperation::kNothing || r.state == PoolState::kFailingOver ||
      r.state == PoolState::kFailingBack) {
    return {Health::kChanging, word.empty() ? "changing over" : word};
  }
  if (r.state == PoolState::kFailedOver) return {Health::kWeak, word};
  if (!pool_full(w, s, pool)) return {Health::kWeak, "not in full function"};
  return {};
}

Fare users_fare(const State& s, std::int32_t pool) {
  const PoolIndex& index = s.pool_index(ix(pool));
  const auto out = index.mode[static_cast<std::size_t>(UserMode::kSignedOut)];
  const auto weak = index.mode[static_cast<std::size_t>(UserMode::kResiliency)];
  const auto well = index.mode[static_cast<std::size_t>(UserMode::kRegular)];
  if (out + weak == 0) return {Health::kRuns, count_text(well) + " regular"};
  std::string word;
  const auto add = [&word](std::uint32_t n, const char* what) {
    if (n > 0) word += (word.empty() ? "" : ", ") + count_text(n) + what;
  };
  add(out, " signed out");
  add(weak, " resiliency");
  add(well, " regular");
  if (out == 0) return {Health::kWeak, word};
  return {weak + well > 0 ? Health::kPartly : Health::kDown, word};
}

Fare front_end_fare(const State& s, std::int32_t front_end) {
  const FrontEndRecord& r = s.front_end(ix(front_end));
  if (!counts_in_pool(r) && !in_topology(r)) return {Health::kAbsent, "removed"};
  if (!machine_up(r)) return {Health::kDown, ""};
  if (r.services_stopped != 0) return {Health::kOff, ""};
  if (r.joining != 0) return {Health::kChanging, "starting"};
  return {};
}

Fare databases_fare(const World& w, const State& s, std::int32_t entity) {
  const BackEnd& of = w.topology.back_ends[ix(entity / 3)];
  const BackEndRecord& r = s.back_end(ix(entity / 3));
  const int role = entity % 3;
  const Index sql = role == 0 ? of.primary : role == 1 ? of.mirror : of.witness;
  std::string word = "witness";
  if (role < 2) {
    const bool principal = principal_is_mirror(r, DatabaseType::kUser) == (role == 1);
    word = principal         ? of.mirror == kNone ? "Back End" : "principal"
           : r.mirrored == 0 ? "no longer mirrored"
                             : "mirror";
  } else if (r.has_witness == 0) {
    return {Health::kAbsent, word};
  }
  if (!sql_machine_up(s, sql)) return {Health::kDown, word};
  if (!sql_serves(s, sql)) return {Health::kWeak, word + ", log disk full"};
  if (role == 1 && r.mirrored == 0) return {Health::kAbsent, word};
  if (word == "mirror" && r.desync != 0) return {Health::kWeak, "mirror, not synchronised"};
  return {Health::kRuns, word};
}

Fare file_store_fare(const World& w, const State& s, Index pool) {
  return file_store_up(w, s, pool) ? Fare{} : Fare{Health::kDown, ""};
}

Fare store_fare(const World& w, const State& s, Index pool) {
  const CmsRecord& r = s.cms();
  if (r.operation != CmsOperation::kNothing && r.target == pool) {
    return {Health::kChanging, "being moved here"};
  }
  if (active_master(w, s) == pool) return {Health::kRuns, "active"};
  if (r.active == pool) return {Health::kDown, "active, out of reach"};
  if (r.standby == pool) {
    return cms_copy_up(w, s, pool) ? Fare{Health::kRuns, "standby"}
                                   : Fare{Health::kDown, "standby, out of reach"};
  }
  return {Health::kAbsent, "no copy"};
}

Fare edge_pool_fare(const World& w, const State& s, Index edge) {
  const EdgePool& of = w.topology.edge_pools[ix(edge)];
  bool any_away = false;
  bool by_hand = of.server_count > 0;  // every server stopped by somebody, and none lost
  for (int i = 0; i < of.server_count; ++i) {
    const auto& server = s.record<EdgeServerRecord>(ix(of.first_server + i));
    any_away = any_away || server.down != 0 || server.services_stopped != 0;
    by_hand = by_hand && server.down == 0 && server.services_stopped != 0;
  }
  if (by_hand) return {Health::kOff, "stopped"};
  if (!edge_pool_up(w, s, edge)) return {Health::kDown, "down"};
  return any_away ? Fare{Health::kWeak, ""} : Fare{};
}

Fare edge_server_fare(const State& s, std::int32_t server) {
  const EdgeServerRecord& r = s.record<EdgeServerRecord>(ix(server));
  if (r.down != 0) return {Health::kDown, ""};
  if (r.services_stopped != 0) return {Health::kOff, ""};
  return {};
}

Fare next_hop_fare(const World& w, const State& s, Index edge, Index pool) {
  const bool open = edge_pool_up(w, s, edge) && pool_serving(s, pool) &&
                    connected(w, s, w.topology.edge_pools[ix(edge)].site, w.pool(pool).site);
  return open ? Fare{} : Fare{Health::kDown, ""};
}

Fare replication_fare(const World& w, const State& s, Index pool, BackupModule module) {
  const LinkStatus status = link_status(w, s, pool, module);
  const bool open = link_open(w, s, pool, module);
  const LinkRecord& link = s.link(link_number(pool, module));
  const std::uint32_t waiting = link.waiting + link.in_flight;
  if (status == LinkStatus::kError || (!open && waiting > 0) || link.blocked != 0) {
    return {Health::kDown, waiting > 0 ? count_text(waiting) + " waiting" : "blocked"};
  }
  return open ? Fare{} : Fare{Health::kDown, ""};
}

void add_pool_ties(const World& w, const State& s, std::vector<TieFare>& out) {
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    const auto pool = static_cast<Index>(p);
    const Index partner = backup_of(s, pool);
    if (partner == kNone) continue;
    if (pool < partner || backup_of(s, partner) != pool) {
      out.push_back({{TieKind::kPairing, pool, partner}, {}});
    }
    Fare fare = replication_fare(w, s, pool, BackupModule::kPresenceFocus);
    const Fare content = replication_fare(w, s, pool, BackupModule::kDataConf);
    if (fare.condition == Health::kRuns) fare = content;
    out.push_back({{TieKind::kReplication, pool, partner}, fare});
  }
}

/// Where users are registered that are at home elsewhere.
void add_served(const State& s, std::size_t pools, std::vector<TieFare>& out) {
  std::vector<std::int64_t> away(pools * pools, 0);
  for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
    const UserRecord& r = s.user(u);
    if (r.registrar == kNone || r.registrar == r.home || r.home == kNone) continue;
    ++away[ix(r.home) * pools + ix(r.registrar)];
  }
  for (std::size_t i = 0; i < away.size(); ++i) {
    if (away[i] == 0) continue;
    out.push_back({{TieKind::kServed, static_cast<std::int32_t>(i / pools),
                    static_cast<std::int32_t>(i % pools)},
                   {Health::kRuns, count_text(away[i]) + " users"}});
  }
}

}  // namespace

std::vector<Part> parts_of(const World& w) {
  const Topology& t = w.topology;
  std::vector<Part> out;
  const auto add = [&out](PartKind kind, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) out.push_back({kind, static_cast<std::int32_t>(i)});
  };
  add(PartKind::kSite, t.sites.size());
  add(PartKind::kPool, t.pools.size());
  add(PartKind::kUsers, t.pools.size());
  add(PartKind::kFrontEnd, t.front_ends.size());
  for (std::size_t b = 0; b < t.back_ends.size(); ++b) {
    const BackEnd& of = t.back_ends[b];
    const Index servers[] = {of.primary, of.mirror, of.witness};
    for (std::int32_t role = 0; role < 3; ++role) {
      if (servers[role] == kNone) continue;
      out.push_back({PartKind::kDatabases, static_cast<std::int32_t>(b) * 3 + role});
    }
  }
  for (std::size_t p = 0; p < t.pools.size(); ++p) {
    if (t.pools[p].file_store == kNone) continue;
    out.push_back({PartKind::kFileStore, static_cast<std::int32_t>(p)});
  }
  add(PartKind::kStore, t.pools.size());
  add(PartKind::kEdgePool, t.edge_pools.size());
  add(PartKind::kEdgeServer, t.edge_servers.size());
  return out;
}

std::string part_name(const World& w, Part part) {
  const Topology& t = w.topology;
  switch (part.kind) {
    case PartKind::kSite:
      return site_name(w, part.entity);
    case PartKind::kPool:
    case PartKind::kUsers:
      return pool_name(w, part.entity);
    case PartKind::kStore:
      return "Central Management store at " + pool_name(w, part.entity);
    case PartKind::kFrontEnd:
      return short_name(t.front_ends[ix(part.entity)].fqdn);
    case PartKind::kDatabases: {
      const BackEnd& of = t.back_ends[ix(part.entity / 3)];
      const Index sql = part.entity % 3 == 0   ? of.primary
                        : part.entity % 3 == 1 ? of.mirror
                                               : of.witness;
      return short_name(t.sql_instances[ix(sql)].server_fqdn);
    }
    case PartKind::kFileStore: {
      const FileStore& store = t.file_stores[ix(t.pools[ix(part.entity)].file_store)];
      return short_name(store.host.empty() ? store.unc : store.host);
    }
    case PartKind::kEdgePool:
      return short_name(t.edge_pools[ix(part.entity)].fqdn);
    case PartKind::kEdgeServer:
      return short_name(t.edge_servers[ix(part.entity)].fqdn);
  }
  return {};
}

Index site_of(const World& w, Part part) {
  const Topology& t = w.topology;
  switch (part.kind) {
    case PartKind::kSite:
      return static_cast<Index>(part.entity);
    case PartKind::kPool:
    case PartKind::kUsers:
    case PartKind::kStore:
    case PartKind::kFileStore:
      return t.pools[ix(part.entity)].site;
    case PartKind::kFrontEnd:
      return t.pools[ix(t.front_ends[ix(part.entity)].pool)].site;
    case PartKind::kDatabases:
      return t.pools[ix(t.back_ends[ix(part.entity / 3)].pool)].site;
    case PartKind::kEdgePool:
      return t.edge_pools[ix(part.entity)].site;
    case PartKind::kEdgeServer:
      return t.edge_pools[ix(t.edge_servers[ix(part.entity)].edge_pool)].site;
  }
  return kNone;
}

Fare fare_of(const World& w, const State& s, Part part) {
  const auto entity = static_cast<Index>(part.entity);
  switch (part.kind) {
    case PartKind::kSite:
      return site_fare(s, part.entity);
    case PartKind::kPool:
      return pool_fare(w, s, entity);
    case PartKind::kUsers:
      return users_fare(s, part.entity);
    case PartKind::kFrontEnd:
      return front_end_fare(s, part.entity);
    case PartKind::kDatabases:
      return databases_fare(w, s, part.entity);
    case PartKind::kFileStore:
      return file_store_fare(w, s, entity);
    case PartKind::kStore:
      return store_fare(w, s, entity);
    case PartKind::kEdgePool:
      return edge_pool_fare(w, s, entity);
    case PartKind::kEdgeServer:
      return edge_server_fare(s, part.entity);
  }
  return {};
}

CountedParts servers_of(const World& w, Part pool) {
  CountedParts out{pool, "Front Ends", "servers", {}};
  PartKind kind = PartKind::kFrontEnd;
  int first = 0;
  int count = 0;
  if (pool.kind == PartKind::kEdgePool) {
    const EdgePool& of = w.topology.edge_pools[ix(pool.entity)];
    out.what = "Edge Servers";
    kind = PartKind::kEdgeServer;
    first = of.first_server;
    count = of.server_count;
  } else {
    const Pool& of = w.topology.pools[ix(pool.entity)];
    first = of.first_front_end;
    count = of.front_end_count;
  }
  for (int i = 0; i < count; ++i) out.parts.push_back({kind, first + i});
  return out;
}

CountedParts stores_of(const World& w, Index pool) {
  CountedParts out{{PartKind::kPool, pool}, "stores of data", "stores", {}};
  const Pool& of = w.pool(pool);
  if (of.back_end != kNone) {
    const BackEnd& holds = w.topology.back_ends[ix(of.back_end)];
    const Index servers[] = {holds.primary, holds.mirror, holds.witness};
    for (std::int32_t role = 0; role < 3; ++role) {
      if (servers[role] != kNone)
        out.parts.push_back({PartKind::kDatabases, of.back_end * 3 + role});
    }
  }
  if (of.file_store != kNone) out.parts.push_back({PartKind::kFileStore, pool});
  return out;
}

std::vector<TieFare> ties_of(const World& w, const State& s) {
  std::vector<TieFare> out;
  for (std::size_t e = 0; e < w.topology.edge_pools.size(); ++e) {
    const auto edge = static_cast<Index>(e);
    const Index hop = s.record<EdgePoolRecord>(e).next_hop.seen;
    if (hop != kNone)
      out.push_back({{TieKind::kNextHop, edge, hop}, next_hop_fare(w, s, edge, hop)});
    const Fare outside = edge_pool_up(w, s, edge) ? Fare{} : Fare{Health::kDown, ""};
    bool federates = false;
    bool speaks_xmpp = false;
    for (std::size_t i = 0; i < w.topology.sites.size(); ++i) {
      federates = federates || federation_route(w, s, static_cast<Index>(i)) == edge;
      speaks_xmpp = speaks_xmpp || xmpp_route(w, s, static_cast<Index>(i)) == edge;
    }
    if (federates) out.push_back({{TieKind::kFederation, edge, -1}, outside});
    if (speaks_xmpp) out.push_back({{TieKind::kXmpp, edge, -1}, outside});
  }
  add_pool_ties(w, s, out);
  add_served(s, w.topology.pools.size(), out);
  const CmsRecord& cms = s.cms();
  if (cms.active != kNone && cms.standby != kNone) {
    out.push_back({{TieKind::kStoreCopy, cms.active, cms.standby},
                   replication_fare(w, s, cms.active, BackupModule::kCmsMaster)});
  }
  for (std::size_t l = 0; l < w.topology.wan_links.size(); ++l) {
    if (s.record<WanRecord>(l).down == 0) continue;
    const WanLink& link = w.topology.wan_links[l];
    out.push_back({{TieKind::kWan, link.site_a, link.site_b}, {Health::kDown, "WAN cut"}});
  }
  std::sort(out.begin(), out.end(),
            [](const TieFare& a, const TieFare& b) { return a.tie < b.tie; });
  return out;
}

Part tie_from(Tie tie) {
  const bool edge = tie.kind == TieKind::kNextHop || tie.kind == TieKind::kFederation ||
                    tie.kind == TieKind::kXmpp;
  if (tie.kind == TieKind::kWan) return {PartKind::kSite, tie.from};
  return {edge ? PartKind::kEdgePool : PartKind::kPool, tie.from};
}

Part tie_to(Tie tie) {
  return {tie.kind == TieKind::kWan ? PartKind::kSite : PartKind::kPool, tie.to};
}

}  // namespace firedrill
