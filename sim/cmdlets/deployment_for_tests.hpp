// A small deployment for the tests of this room: two sites, a pair of Enterprise pools with
// mirrored Back Ends, a Standard Edition pool, two Edge pools and a Director pool that is not
// modelled.
#pragma once

#include <string>

#include "sim/topology/topology.hpp"

namespace firedrill {

inline Topology deployment_for_tests() {
  Topology out;
  out.sites = {{"Site1", kNone, kNone, {}}, {"Site2", kNone, kNone, {}}};
  auto add_sql = [&](const char* fqdn, const char* instance) {
    SqlInstance sql;
    sql.server_fqdn = fqdn;
    sql.instance = instance;
    out.sql_instances.push_back(sql);
    return static_cast<Index>(out.sql_instances.size() - 1);
  };
  auto add_pool = [&](const char* fqdn, Index site, int users) {
    Pool pool;
    pool.fqdn = fqdn;
    pool.site = site;
    pool.users = users;
    pool.population = users;
    pool.first_front_end = static_cast<Index>(out.front_ends.size());
    out.pools.push_back(pool);
    return static_cast<Index>(out.pools.size() - 1);
  };
  auto add_front_end = [&](const char* fqdn, Index pool) {
    FrontEnd server;
    server.fqdn = fqdn;
    server.pool = pool;
    out.front_ends.push_back(server);
    ++out.pools[static_cast<std::size_t>(pool)].front_end_count;
  };
  auto add_back_end = [&](Index pool, Index primary, Index mirror) {
    BackEnd back_end;
    back_end.pool = pool;
    back_end.ha = mirror == kNone ? HaMode::kNone : HaMode::kMirroring;
    back_end.primary = primary;
    back_end.mirror = mirror;
    out.pools[static_cast<std::size_t>(pool)].back_end = static_cast<Index>(out.back_ends.size());
    out.back_ends.push_back(back_end);
  };

  const Index pool1 = add_pool("Pool1.example.net", 0, 30);
  for (const char* fqdn : {"fe11.example.net", "fe12.example.net", "fe13.example.net"}) {
    add_front_end(fqdn, pool1);
  }
  const Index pool2 = add_pool("pool2.example.net", 1, 20);
  for (const char* fqdn : {"fe21.example.net", "fe22.example.net", "fe23.example.net"}) {
    add_front_end(fqdn, pool2);
  }
  const Index se = add_pool("se1.example.net", 1, 5);
  add_front_end("se1.example.net", se);
  out.pools[0].backup = pool2;
  out.pools[1].backup = pool1;
  const Index sql1a = add_sql("sql1a.example.net", "rtc");
  add_back_end(pool1, sql1a, add_sql("sql1b.example.net", "rtc"));
  const Index sql2a = add_sql("sql2a.example.net", "rtc");
  add_back_end(pool2, sql2a, add_sql("sql2b.example.net", "rtc"));
  add_back_end(se, add_sql("se1.example.net", "rtc"), kNone);
  add_sql("sql1a.example.net", "archive");

  for (int i = 1; i <= 2; ++i) {
    const std::string n = std::to_string(i);
    EdgePool edge;
    edge.fqdn = "edge" + n + ".example.net";
    edge.site = static_cast<Index>(i - 1);
    edge.first_server = static_cast<Index>(out.edge_servers.size());
    edge.server_count = 1;
    edge.next_hop = i == 1 ? pool1 : pool2;
    out.edge_pools.push_back(edge);
    EdgeServer server;
    server.fqdn = "EdgeServer" + n + ".example.net";
    server.edge_pool = static_cast<Index>(i - 1);
    out.edge_servers.push_back(server);
  }
  out.cms.active = pool1;
  out.cms.standby = pool2;
  UnmodelledComponent director;
  director.kind = "Director pool";
  director.name = "dir.example.net";
  director.reason = "Directors are outside the modelled scope";
  out.unmodelled.push_back(director);
  return out;
}

}  // namespace firedrill
