// Each part taken out of the shipped deployments leaves references that hold.
#include "sim/explore/smaller_topology.hpp"

#include "sim/explore/scenarios_for_tests.hpp"

namespace firedrill {
namespace {

using Kind = TopologyPart::Kind;

Topology shipped(const std::string& name) {
  Diagnostics diagnostics;
  const auto topology = read_topology_file(
      std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/topologies/" + name, {}, diagnostics);
  EXPECT_TRUE(topology.has_value());
  return topology.value_or(Topology{});
}

std::optional<Topology> read_back(const Topology& topology) {
  Diagnostics diagnostics;
  return read_topology_text(write_topology_yaml(topology), "smaller.yaml", {}, diagnostics);
}

TEST(SmallerTopology, EveryPartCanBeTakenOutWithoutADanglingReference) {
  for (const char* name : {"pair.yaml", "pair-without-mirror.yaml", "fx-rto.yaml"}) {
    const Topology whole = shipped(name);
    std::size_t still_deployments = 0;
    for (const TopologyPart& part : removable_parts(whole)) {
      const Topology less = without_part(whole, part);
      EXPECT_LT(component_count(less), component_count(whole));
      // write_topology_yaml reads every reference; what it writes is a deployment or refused.
      if (read_back(less)) ++still_deployments;
    }
    EXPECT_GT(still_deployments, 0U) << name;
  }
}

TEST(SmallerTopology, APoolGoesWithItsServersAndDatabases) {
  const Topology whole = shipped("pair.yaml");
  const Topology less = without_part(whole, {Kind::kPool, 0});
  ASSERT_EQ(less.pools.size(), 1U);
  EXPECT_EQ(less.pools[0].fqdn, "pool2.contoso.com");
  EXPECT_EQ(less.pools[0].backup, kNone);
  EXPECT_EQ(less.pools[0].first_front_end, 0);
  EXPECT_EQ(less.front_ends.size(), 3U);
  EXPECT_EQ(less.sql_instances.size(), 3U);
  EXPECT_EQ(less.file_stores.size(), 1U);
  EXPECT_EQ(less.edge_pools[0].next_hop, kNone) << "edge1 pointed at it";
  EXPECT_EQ(less.edge_pools[1].next_hop, 0) << "edge2 points at the other";
}

TEST(SmallerTopology, ASiteGoesWithAllThatStandsThere) {
  const Topology less = without_part(shipped("pair.yaml"), {Kind::kSite, 0});
  EXPECT_EQ(less.sites.size(), 1U);
  EXPECT_EQ(less.pools.size(), 1U);
  EXPECT_EQ(less.edge_pools.size(), 1U);
  EXPECT_TRUE(less.wan_links.empty());
  EXPECT_EQ(less.sites[0].federation_route, kNone) << "it led over edge1";
}

TEST(SmallerTopology, AMirrorGoesWithItsWitness) {
  const Topology whole = shipped("pair.yaml");
  const Topology less = without_part(whole, {Kind::kMirror, 0});
  EXPECT_EQ(less.sql_instances.size(), whole.sql_instances.size() - 2);
  EXPECT_EQ(less.back_ends[0].ha, HaMode::kNone);
  EXPECT_TRUE(read_back(less).has_value());
}

}  // namespace
}  // namespace firedrill
