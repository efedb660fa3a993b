// Deployments drawn at random: pairs across sites, single pools, servers, databases, Edge pools.
//
// Small, so that a run is quick and a counterexample is readable: two to four modelled users a
// pool, while the population behind them, which decides how long a failover takes, is drawn apart.
#include <algorithm>

#include "sim/scenario/drawn_parts.hpp"

namespace firedrill::drawn {
namespace {

std::string server(const std::string& role, std::size_t pool, char letter) {
  return role + std::to_string(pool + 1) + letter + ".contoso.com";
}

int front_ends_of(Choices& c, DrillTheme theme) {
  // Pools of two go by rules of their own; from eight on the tables of quorum part.
  static constexpr int kUsual[] = {1, 3, 8, 3, 1, 1, 1, 0, 0, 0, 0, 0};
  static constexpr int kMany[] = {2, 5, 5, 4, 3, 3, 2, 2, 1, 1, 1, 1};
  return 1 + c.weighted(theme == DrillTheme::kFrontEnds ? kMany : kUsual);
}

void draw_back_end(Choices& c, DrawnPool& pool, std::size_t number, DrillTheme theme,
                   std::string& shared_witness) {
  pool.primary = server("be", number, 'a');
  const int mirrored = theme == DrillTheme::kDatabases ? 90 : 60;
  if (!c.percent(mirrored)) return;
  pool.mirror = server("be", number, 'b');
  if (!c.percent(60)) return;
  if (!shared_witness.empty() && c.percent(40)) {
    pool.witness = shared_witness;
    return;
  }
  pool.witness = "w" + std::to_string(number + 1) + ".contoso.com";
  shared_witness = pool.witness;
}

std::string draw_registrar(Choices& c) {
  std::string out;
  if (c.percent(25))
    out += "      failure detection: " + c.pick<std::string>({"30s", "90s", "20m"}) + "\n";
  if (c.percent(25))
    out += "      failback detection: " + c.pick<std::string>({"60s", "5m", "30m"}) + "\n";
  if (c.percent(15)) out += "      automatic failover: false\n";
  if (c.percent(20)) {
    out += "      backup store unavailable threshold: " + c.pick<std::string>({"2m", "10m", "1h"}) +
           "\n";
  }
  return out;
}

DrawnPool draw_pool(Choices& c, const DrillShape& shape, std::size_t number, bool standard,
                    std::string& shared_witness) {
  DrawnPool pool;
  pool.name = "pool" + std::to_string(number + 1) + ".contoso.com";
  pool.standard = standard;
  pool.users = shape.theme == DrillTheme::kData ? c.between(4, 9) : c.between(2, 5);
  pool.population = c.pick({50, 300, 1000, 2400, 2400});
  pool.capacity = c.percent(50) ? c.pick({5000, 5000, 2000}) : 0;
  pool.registrar = draw_registrar(c);
  if (standard) {
    pool.front_ends = {pool.name};
    pool.primary = pool.name;
    return pool;
  }
  const int servers = front_ends_of(c, shape.theme);
  for (int i = 0; i < servers; ++i) {
    pool.front_ends.push_back(server("fe", number, static_cast<char>('a' + i)));
  }
  draw_back_end(c, pool, number, shape.theme, shared_witness);
  return pool;
}

void draw_pools(Choices& c, const DrillShape& shape, Deployment& d) {
  // A store that no pool of the pair hosts lets a failover fail for other reasons.
  static constexpr int kUsual[] = {12, 4, 2, 1};
  static constexpr int kFailovers[] = {7, 9, 2, 1};
  const std::span<const int> pairs(shape.theme == DrillTheme::kFailovers ? kFailovers : kUsual);
  const int most = std::clamp(shape.pairs_max, 1, 4);
  d.pairs = 1 + c.weighted(pairs.first(static_cast<std::size_t>(most)));
  const int sites = std::min(2 + c.below(d.pairs + 1), 5);
  for (int i = 0; i < sites; ++i) d.sites.push_back("Datacenter" + std::to_string(i + 1));
  std::string shared_witness;
  for (int pair = 0; pair < d.pairs; ++pair) {
    const bool standard = c.percent(6);
    const int first_site = c.below(sites);
    const int other_site = (first_site + 1 + c.below(sites - 1)) % sites;
    const auto first = static_cast<int>(d.pools.size());
    for (int k = 0; k < 2; ++k) {
      DrawnPool pool = draw_pool(c, shape, d.pools.size(), standard, shared_witness);
      pool.site = k == 0 ? first_site : other_site;
      pool.partner = k == 0 ? first + 1 : first;
      d.pools.push_back(std::move(pool));
    }
  }
  // Single pools: nothing to fail over to, but two of them can become a pair.
  const int single = shape.theme == DrillTheme::kPairing ? 2 : c.percent(12) ? 1 : 0;
  for (int k = 0; k < single; ++k) {
    DrawnPool pool = draw_pool(c, shape, d.pools.size(), false, shared_witness);
    pool.site = k;
    d.pools.push_back(std::move(pool));
  }
}

void draw_edges(Choices& c, DrillTheme theme, Deployment& d) {
  static constexpr int kEdges[] = {2, 5, 4, 1};
  const bool several = theme == DrillTheme::kEdges;
  const int edges = several ? c.between(2, 3) : c.weighted(kEdges);
  for (int i = 0; i < edges; ++i) {
    DrawnEdge edge;
    edge.name = "edge" + std::to_string(i + 1) + ".contoso.com";
    edge.site = c.below(static_cast<int>(d.sites.size()));
    const int servers = c.between(1, 2);
    for (int s = 0; s < servers; ++s) {
      edge.servers.push_back(
          server("edge", static_cast<std::size_t>(i), static_cast<char>('a' + s)));
    }
    edge.next_hop = c.below(static_cast<int>(d.pools.size()));
    d.edges.push_back(std::move(edge));
  }
}

std::string listed(const std::vector<std::string>& names) {
  std::string out = "[";
  for (const std::string& name : names) out += (out.size() > 1 ? ", " : "") + name;
  return out + "]";
}

void write_pool(const Deployment& d, const DrawnPool& pool, std::string& out) {
  out += "  " + pool.name + ":\n    site: " + d.sites[static_cast<std::size_t>(pool.site)] + "\n";
  if (pool.standard) {
    out += "    edition: Standard\n";
  } else {
    out += "    front ends: " + listed(pool.front_ends) + "\n";
    out += "    back end:\n      primary: " + pool.primary + "\\rtc\n";
    if (!pool.mirror.empty()) out += "      mirror: " + pool.mirror + "\\rtc\n";
    if (!pool.witness.empty()) out += "      witness: " + pool.witness + "\\rtc\n";
    out += "    file store: \\\\fs" + pool.name.substr(4) + "\\lync\n";
  }
  if (pool.partner != kNoPool) out += "    backup pool: " + d.name(pool.partner) + "\n";
  if (!d.edges.empty()) out += "    media edge: " + d.edges.front().name + "\n";
  if (!pool.registrar.empty()) out += "    registrar:\n" + pool.registrar;
  out += "    population: " + std::to_string(pool.population) + "\n";
  if (pool.capacity > 0) out += "    user capacity: " + std::to_string(pool.capacity) + "\n";
  out += "    users: " + std::to_string(pool.users) + "\n";
}

}  // namespace

Deployment draw_deployment(Choices& c, const DrillShape& shape) {
  Deployment d;
  draw_pools(c, shape, d);
  draw_edges(c, shape.theme, d);
  d.active = c.below(static_cast<int>(d.pools.size()));
  d.standby = d.pool(d.active).partner;
  return d;
}

std::string topology_text(const Deployment& d) {
  std::string out = "firedrill-topology: 1\nsip domains: [contoso.com]\nsites:\n";
  for (const std::string& site : d.sites) {
    out += "  " + site + ":\n";
    out += d.edges.empty() ? "    {}\n" : "    federation route: " + d.edges.front().name + "\n";
  }
  out += "wan links:\n";
  for (std::size_t a = 0; a < d.sites.size(); ++a) {
    for (std::size_t b = a + 1; b < d.sites.size(); ++b) {
      out += "  - between: [" + d.sites[a] + ", " + d.sites[b] + "]\n";
    }
  }
  out += "pools:\n";
  for (const DrawnPool& pool : d.pools) write_pool(d, pool, out);
  if (!d.edges.empty()) out += "edge pools:\n";
  for (std::size_t e = 0; e < d.edges.size(); ++e) {
    const DrawnEdge& edge = d.edges[e];
    out += "  " + edge.name + ":\n    site: " + d.sites[static_cast<std::size_t>(edge.site)] + "\n";
    out +=
        "    servers: " + listed(edge.servers) + "\n    next hop: " + d.name(edge.next_hop) + "\n";
    out += e == 0 ? "    federation: true\n    xmpp: true\n" : "    xmpp: true\n";
  }
  out += "central management store:\n  active: " + d.name(d.active) + "\n";
  if (d.standby != kNoPool) out += "  standby: " + d.name(d.standby) + "\n";
  return out;
}

}  // namespace firedrill::drawn
