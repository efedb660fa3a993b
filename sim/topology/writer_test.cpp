// Writing and reading again gives the same topology, whatever it holds; the schema follows the same
// table as the reader.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>

#include "sim/topology/reader.hpp"

namespace firedrill {
namespace {

/// A topology that a reader could give, drawn by parts that do not depend on each other.
Topology draw_topology() {
  const auto upto = [](int most) { return *rc::gen::inRange(0, most + 1); };
  const auto flag = [] { return *rc::gen::arbitrary<bool>(); };
  const auto text = [] {
    return *rc::gen::container<std::string>(rc::gen::oneOf(
        rc::gen::inRange<char>(' ', '~'), rc::gen::element('"', '\'', '\\', ':', '#', '\n', '-')));
  };
  const auto index = [&](std::size_t size) { return static_cast<Index>(upto(int(size) - 1)); };
  Topology t;
  t.title = text();
  const int domains = upto(2);
  for (int i = 0; i < domains; ++i) t.sip_domains.push_back(text() + "x");
  const int sites = 1 + upto(3);
  for (int i = 0; i < sites; ++i) {
    Site site;
    site.name = text().substr(0, 40) + " " + std::to_string(i);
    t.sites.push_back(site);
  }
  for (Index i = 1; i < sites; ++i) {
    if (flag()) continue;
    t.wan_links.push_back(
        {0, i, milliseconds(upto(60'000)), 1 + upto(100'000), flag(), flag(), flag(), {}});
  }
  const int pools = 1 + upto(3);
  for (Index i = 0; i < pools; ++i) {
    const std::string name = std::to_string(i) + ".contoso.com";
    Pool pool;
    pool.fqdn = "pool" + name;
    pool.site = index(t.sites.size());
    pool.form = flag() ? PoolForm::kPhysical : PoolForm::kVirtual;
    pool.operating_system = text();
    pool.first_front_end = static_cast<Index>(t.front_ends.size());
    pool.front_end_count = static_cast<Index>(1 + upto(11));
    for (Index j = 0; j < pool.front_end_count; ++j) {
      t.front_ends.push_back({"fe" + std::to_string(j) + "-" + name, i, {}});
    }
    pool.back_end = i;
    BackEnd back_end;
    back_end.pool = i;
    back_end.primary = static_cast<Index>(t.sql_instances.size());
    back_end.mirror_share = text();
    back_end.log_backup = flag();
    SqlInstance sql{"be" + name, flag() ? "rtc" : "", pool.site, "2012", text(), "", 0, {}};
    t.sql_instances.push_back(sql);
    if (flag()) {
      back_end.ha = HaMode::kMirroring;
      back_end.mirror = static_cast<Index>(t.sql_instances.size());
      sql.server_fqdn = "mirror" + name;
      sql.mirroring_port = upto(65'535);
      t.sql_instances.push_back(sql);
    } else if (flag()) {
      back_end.ha = HaMode::kClustering;
      back_end.cluster_nodes = upto(16);
    }
    t.back_ends.push_back(back_end);
    pool.file_store = i;
    t.file_stores.push_back({"\\\\fs" + name + "\\sh are", "fs" + name, pool.site, {}});
    pool.population = upto(1'000'000);
    pool.users = upto(pool.population);
    pool.active_users = upto(pool.users);
    pool.user_capacity = upto(1000);
    pool.large_meetings = flag();
    pool.features = t.sip_domains;
    pool.registrar.failure_detection = milliseconds(30'000 + upto(1'000'000));
    pool.registrar.failback_detection = milliseconds(flag() ? 0 : 30'000 + upto(1000));
    pool.registrar.max_endpoints_per_user = 1 + upto(63);
    t.pools.push_back(pool);
  }
  if (pools > 1) {
    t.pools[0].backup = 1;
    t.pools[1].backup = 0;
    t.cms.standby = 1;
  }
  t.cms.active = 0;
  const int edges = upto(2);
  for (Index i = 0; i < edges; ++i) {
    EdgePool edge;
    edge.fqdn = "edge" + std::to_string(i);
    edge.site = index(t.sites.size());
    edge.first_server = i;
    edge.server_count = 1;
    edge.next_hop = index(t.pools.size());
    edge.federation = flag();
    edge.xmpp = flag();
    edge.external_sip_port = 1 + upto(65'534);
    t.edge_servers.push_back({flag() ? edge.fqdn : edge.fqdn + "a", i, {}});
    t.edge_pools.push_back(edge);
    t.pools[0].media_edge = i;
    t.sites[0].federation_route = i;
  }
  if (flag()) t.unmodelled.push_back({"kind " + text(), "name " + text(), "because", {}, {}});
  return t;
}

RC_GTEST_PROP(TopologyWriterProperty, WritingAndReadingAgainGivesTheSameTopology, ()) {
  const Topology topology = draw_topology();
  const std::string text = write_topology_yaml(topology);
  Diagnostics diagnostics;
  const auto again = read_topology_text(text, "again.yaml", {}, diagnostics);
  for (const Diagnostic& each : diagnostics.sorted()) {
    // Drawn figures break rules of sizing; what matters here is that nothing was misread.
    if (each.severity == Severity::kError && each.rule.empty()) RC_FAIL(each.message + "\n" + text);
    if (each.severity == Severity::kError) RC_DISCARD("breaks " + each.rule);
  }
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->title == topology.title);
  RC_ASSERT(again->sip_domains == topology.sip_domains);
  RC_ASSERT(again->sites.back().name == topology.sites.back().name);
  RC_ASSERT(again->wan_links.size() == topology.wan_links.size());
  RC_ASSERT(again->front_ends.size() == topology.front_ends.size());
  for (std::size_t i = 0; i < topology.pools.size(); ++i) {
    const Pool& a = again->pools[i];
    const Pool& b = topology.pools[i];
    RC_ASSERT(a.fqdn == b.fqdn && a.site == b.site && a.form == b.form && a.backup == b.backup);
    RC_ASSERT(a.first_front_end == b.first_front_end && a.front_end_count == b.front_end_count);
    RC_ASSERT(a.population == b.population && a.users == b.users);
    RC_ASSERT(a.active_users == b.active_users && a.user_capacity == b.user_capacity);
    RC_ASSERT(a.registrar.failure_detection == b.registrar.failure_detection);
    RC_ASSERT(a.registrar.failback_detection == b.registrar.failback_detection);
    RC_ASSERT(a.media_edge == b.media_edge && a.file_store == b.file_store);
    RC_ASSERT(a.operating_system == b.operating_system && a.features == b.features);
    RC_ASSERT(again->back_ends[i].ha == topology.back_ends[i].ha);
    RC_ASSERT(again->back_ends[i].mirror == topology.back_ends[i].mirror);
    RC_ASSERT(again->back_ends[i].mirror_share == topology.back_ends[i].mirror_share);
    RC_ASSERT(again->back_ends[i].log_backup == topology.back_ends[i].log_backup);
    RC_ASSERT(again->back_ends[i].cluster_nodes == topology.back_ends[i].cluster_nodes);
  }
  // Every field is written, so equal texts close what the comparisons above leave open.
  RC_ASSERT(write_topology_yaml(*again) == text);
}

TEST(TopologyWriter, TheReferenceTopologiesSurviveARoundTrip) {
  for (const char* name : {"pair.yaml", "fx-rto.yaml"}) {
    Diagnostics diagnostics;
    const auto topology = read_topology_file(
        std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/topologies/" + name, {}, diagnostics);
    ASSERT_TRUE(topology.has_value()) << name;
    const std::string text = write_topology_yaml(*topology);
    const auto again = read_topology_text(text, name, {}, diagnostics);
    ASSERT_TRUE(again.has_value()) << name;
    EXPECT_EQ(write_topology_yaml(*again), text);
  }
}

TEST(TopologyWriter, AnUnmodelledNextHopIsKept) {
  Diagnostics diagnostics;
  const auto topology = read_topology_text(R"(firedrill-topology: 1
sites: {A: }
pools: {se1: {site: A, edition: Standard}}
edge pools: {edge1: {site: A, next hop: dir1}}
central management store: {active: se1}
other components: [{kind: Director pool, name: dir1, refs: [se1]}]
)",
                                           "t.yaml", {}, diagnostics);
  ASSERT_TRUE(topology.has_value());
  const auto again = read_topology_text(write_topology_yaml(*topology), "t.yaml", {}, diagnostics);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->edge_pools[0].unmodelled_next_hop, "dir1");
  EXPECT_EQ(again->unmodelled[0].refs, std::vector<std::string>{"se1"});
}

TEST(TopologySchema, NamesEveryKeyThatTheReaderTakes) {
  const nlohmann::json schema = nlohmann::json::parse(topology_schema());
  EXPECT_EQ(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
  EXPECT_EQ(schema["additionalProperties"], false);
  const nlohmann::json& pool = schema["properties"]["pools"]["additionalProperties"];
  EXPECT_EQ(pool["required"], nlohmann::json({"site"}));
  for (const char* key : {"site", "back end", "backup pool", "front ends", "registrar", "users"}) {
    EXPECT_TRUE(pool["properties"].contains(key)) << key;
  }
  const nlohmann::json& back_end = pool["properties"]["back end"];
  EXPECT_EQ(back_end["properties"]["high availability"]["enum"].size(), 3U);
}

}  // namespace
}  // namespace firedrill
