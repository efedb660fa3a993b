// What a topology file may say, what it may leave out, and how its mistakes are reported: all of
// them in one pass, each with its place, code and remedy.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <sstream>

#include "sim/topology/reader.hpp"

namespace firedrill {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Read {
  std::optional<Topology> topology;
  std::vector<Diagnostic> found;
};

Read read(const std::string& text, const TopologyOptions& options = {}) {
  Diagnostics diagnostics;
  Read out;
  out.topology = read_topology_text(text, "t.yaml", options, diagnostics);
  out.found = diagnostics.sorted();
  return out;
}

std::string pair_text() {
  std::ifstream in(std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/topologies/pair.yaml");
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// The reference pair with one text replaced, which must occur.
std::string pair_with(const std::string& old_text, const std::string& new_text) {
  std::string text = pair_text();
  const std::size_t at = text.find(old_text);
  EXPECT_NE(at, std::string::npos) << old_text;
  if (at != std::string::npos) text.replace(at, old_text.size(), new_text);
  return text;
}

/// "line:column code" of every error, so that a test can name them in one line.
std::vector<std::string> errors(const std::string& text) {
  std::vector<std::string> out;
  const Read result = read(text);
  for (const Diagnostic& each : result.found) {
    if (each.severity != Severity::kError) continue;
    out.push_back(std::to_string(each.mark.line) + ":" + std::to_string(each.mark.column) + " " +
                  each.code);
  }
  EXPECT_EQ(result.topology.has_value(), out.empty());
  return out;
}

std::string only_message(const std::string& text) {
  const Read result = read(text);
  EXPECT_EQ(result.found.size(), 1U);
  return result.found.empty() ? "" : result.found.front().message;
}

TEST(TopologyYaml, ReadsTheReferencePairWithoutAWord) {
  const Read result = read(pair_text());
  ASSERT_TRUE(result.topology.has_value());
  EXPECT_THAT(result.found, IsEmpty());
  const Topology& t = *result.topology;
  ASSERT_EQ(t.pools.size(), 2U);
  EXPECT_EQ(t.sites[0].name, "Datacenter1");
  EXPECT_EQ(t.pools[0].fqdn, "pool1.contoso.com");
  EXPECT_EQ(t.pools[0].backup, 1);
  EXPECT_EQ(t.pools[1].backup, 0);
  EXPECT_EQ(t.pools[1].first_front_end, 3);
  EXPECT_EQ(t.pools[1].front_end_count, 3);
  EXPECT_EQ(t.front_ends[4].fqdn, "fe2b.contoso.com");
  EXPECT_EQ(t.front_ends[4].pool, 1);
  EXPECT_EQ(t.back_ends[0].ha, HaMode::kMirroring);
  EXPECT_EQ(t.sql_instances[static_cast<std::size_t>(t.back_ends[1].witness)].server_fqdn,
            "w2.contoso.com");
  EXPECT_EQ(t.file_stores[0].host, "fs1.contoso.com");
  EXPECT_EQ(t.edge_pools[1].next_hop, 1);
  EXPECT_EQ(t.edge_servers.size(), 4U);
  EXPECT_EQ(t.cms.active, 0);
  EXPECT_EQ(t.cms.standby, 1);
  EXPECT_EQ(t.wan_links[0].latency, milliseconds(20));
  EXPECT_EQ(t.pools[0].population, 20'000);
  EXPECT_EQ(t.pools[0].users, 20);
  EXPECT_EQ(t.pools[0].active_users, 20);
  EXPECT_EQ(t.pools[0].mark, (Mark{23, 3}));
}

TEST(TopologyYaml, AStandardEditionPairTakesSixLines) {
  const Read result = read(R"(firedrill-topology: 1
sites: {A: , B: }
pools:
  se1: {site: A, edition: Standard, backup pool: se2}
  se2: {site: B, edition: Standard}
central management store: {active: se1}
)");
  ASSERT_TRUE(result.topology.has_value());
  EXPECT_THAT(result.found, IsEmpty());
  const Topology& t = *result.topology;
  EXPECT_EQ(t.pools[1].backup, 0) << "one side of a pair suffices";
  EXPECT_EQ(t.cms.standby, 1) << "the partner holds the standby copy";
  EXPECT_EQ(t.front_ends[1].fqdn, "se2");
  EXPECT_EQ(t.sql_instances[0].server_fqdn, "se1");
  EXPECT_EQ(t.sql_instances[0].instance, "rtc");
  EXPECT_EQ(t.file_stores[0].unc, "\\\\se1\\lyncshare");
  EXPECT_EQ(t.pools[0].population, 1000);
  EXPECT_EQ(t.pools[0].users, 20);
}

TEST(TopologyYaml, NamesAreFoundInAnyLetterCase) {
  const Read result = read(pair_with("next hop: pool1.contoso.com", "next hop: POOL1.Contoso.com"));
  ASSERT_TRUE(result.topology.has_value());
  EXPECT_EQ(result.topology->edge_pools[0].next_hop, 0);
}

TEST(TopologyYaml, ReportsAllMistakesInOnePass) {
  const std::string text = R"(firedrill-topology: 1
sites:
  Datacenter1:
  Datacenter2:
wan links:
  - {between: [Datacenter1, Datacentre2], latency: 12 parsecs, bandwidth: 1000}
pools:
  pool1:
    sight: Datacenter1
    front ends: fe1
    back end: {primary: be1, mirror: be2, high availability: clustering}
    file store: fs1
    population: many
    edition: Enterprize
    registrar: {failure detection: 1s}
edge pools:
  edge1: {site: Datacenter1, next hop: pool9}
central management store: {active: pool1}
colour: red
)";
  EXPECT_THAT(errors(text),
              ElementsAre("6:29 FD1108", "6:52 FD1105", "6:75 FD1105", "9:5 FD1102", "9:5 FD1103",
                          "10:17 FD1104", "11:62 FD1115", "12:17 FD1112", "13:17 FD1104",
                          "14:14 FD1107", "15:36 FD1106", "17:40 FD1108", "19:1 FD1102"));
}

TEST(TopologyYaml, SaysWhatWasFoundAndWhatWasExpected) {
  EXPECT_EQ(only_message(pair_with("between: [Datacenter1,", "between: [Datacentre1,")),
            "no site \"Datacentre1\"; did you mean \"Datacenter1\"?");
  EXPECT_EQ(only_message(pair_with("latency: 20ms", "latency: 12 parsecs")),
            "\"12 parsecs\" is not a duration such as 90s, 12m or 6h");
  EXPECT_EQ(only_message(pair_with("1000 Mbps", "1000")),
            "\"1000\" is not a bandwidth such as 1000 Mbps or 1 Gbps");
  EXPECT_EQ(only_message(pair_with("    media edge:", "    media-edge:")),
            "pool \"pool1.contoso.com\" has no key \"media-edge\"; did you mean \"media edge\"?");
  EXPECT_THAT(only_message(pair_with("    site: Datacenter1\n", "")),
              HasSubstr("pool \"pool1.contoso.com\" lacks the key \"site\""));
  EXPECT_EQ(only_message(pair_with("federation: true", "federation: yes")),
            "\"federation\" must be true or false, not \"yes\"");
  EXPECT_EQ(only_message(pair_with("users: 20\n", "users: 20001\n")),
            "pool \"pool1.contoso.com\" has more users modelled than the population: 20001 of "
            "20000");
}

TEST(TopologyYaml, RejectsVersionsItDoesNotKnow) {
  EXPECT_THAT(only_message(pair_with("firedrill-topology: 1", "firedrill-topology: 2")),
              HasSubstr("the versions that are read: 1"));
  EXPECT_THAT(errors("firedrill: 1\ntitle: x\n"), ElementsAre("1:1 FD1101"));
  EXPECT_THAT(errors("title: x\n" + pair_with("title:", "#")), ElementsAre("1:1 FD1101"));
  EXPECT_THAT(errors("just a text\n"), ElementsAre("1:1 FD1101"));
}

TEST(TopologyYaml, RefusesNamesGivenTwice) {
  EXPECT_THAT(errors(pair_with("fe1c.contoso.com", "FE1A.contoso.com")),
              ElementsAre("25:54 FD1109"));
  EXPECT_THAT(errors(pair_with("edge2b.contoso.com", "fe1a.contoso.com")),
              ElementsAre("59:35 FD1109"));
  EXPECT_THAT(errors(pair_with("  edge2.contoso.com:\n", "  POOL1.contoso.com:\n")).front(),
              HasSubstr("FD1108"));
}

TEST(TopologyYaml, RefusesContradictoryPairing) {
  const Read self = read(pair_with("backup pool: pool2", "backup pool: pool1"));
  ASSERT_FALSE(self.found.empty());
  EXPECT_EQ(self.found.front().rule, "TOP-03");
  const Read triangle = read(R"(firedrill-topology: 1
sites: {A: }
pools:
  se1: {site: A, edition: Standard, backup pool: se2}
  se2: {site: A, edition: Standard, backup pool: se3}
  se3: {site: A, edition: Standard, backup pool: se2}
central management store: {active: se2}
)");
  EXPECT_FALSE(triangle.topology.has_value());
  ASSERT_FALSE(triangle.found.empty());
  EXPECT_EQ(triangle.found.front().rule, "TOP-01");
  EXPECT_EQ(triangle.found.front().mark, (Mark{4, 3}));
  EXPECT_THAT(errors(pair_with("backup pool: pool2", "backup pool: pool3")),
              ElementsAre("31:18 FD1108"));
  EXPECT_EQ(read(pair_with("backup pool: pool2", "backup pool: pool3")).found.front().rule,
            "TOP-02");
}

TEST(TopologyYaml, TheNextHopOfAnEdgePoolMustExist) {
  const Read result = read(pair_with("next hop: pool1", "next hop: pool3"));
  EXPECT_FALSE(result.topology.has_value());
  ASSERT_EQ(result.found.size(), 1U);
  EXPECT_EQ(result.found[0].rule, "TOP-72");
  EXPECT_EQ(result.found[0].code, "FD1108");
}

TEST(TopologyYaml, KeepsAndListsWhatIsNotModelled) {
  const std::string others = R"(
other components:
  - {kind: Director pool, name: dir.contoso.com, refs: [pool1.contoso.com]}
  - {kind: branch site, name: Redmond, refs: [dir.contoso.com]}
)";
  const Read result =
      read(pair_with("next hop: pool1.contoso.com", "next hop: dir.contoso.com") + others);
  ASSERT_TRUE(result.topology.has_value());
  const Topology& t = *result.topology;
  ASSERT_EQ(t.unmodelled.size(), 2U);
  EXPECT_THAT(t.unmodelled[1].reason, HasSubstr("TOP-100"));
  EXPECT_EQ(t.edge_pools[0].next_hop, kNone);
  EXPECT_EQ(t.edge_pools[0].unmodelled_next_hop, "dir.contoso.com");
  ASSERT_EQ(result.found.size(), 2U) << "a warning for the next hop, one line for the rest";
  EXPECT_THAT(errors(pair_text() + "other components: [{kind: x, name: y, refs: [pool7]}]\n"),
              ElementsAre("65:46 FD1108"));
}

TEST(TopologyYaml, SqlServersAreCheckedOnceTheyAreListed) {
  const std::string section = "sql servers:\n  be1a.contoso.com\\rtc: {site: Datacenter1}\n";
  EXPECT_EQ(errors(pair_text() + section).size(), 5U);
  EXPECT_EQ(errors(pair_text() + "file stores: {\\\\fs1.contoso.com\\lync: {site: Datacenter1}}\n"),
            std::vector<std::string>{"43:17 FD1108"});
}

TEST(TopologyYaml, OptionsReplaceTheFiguresOfTheFile) {
  const std::string text = pair_with("users: 20\n", "users: 2000\n    active users: 500\n");
  const Read fewer = read(text, {.users_per_pool = 10, .population_per_pool = {}});
  ASSERT_TRUE(fewer.topology.has_value());
  EXPECT_EQ(fewer.topology->pools[0].users, 10);
  EXPECT_EQ(fewer.topology->pools[0].active_users, 3) << "a quarter, rounded up";
  EXPECT_EQ(fewer.topology->pools[0].population, 20'000);
  EXPECT_EQ(fewer.topology->pools[1].active_users, 10);
  EXPECT_FALSE(read(text, {.users_per_pool = 30'000, .population_per_pool = {}}).topology);
  EXPECT_TRUE(read(text, {.users_per_pool = 30'000, .population_per_pool = 30'000}).topology);
}

TEST(TopologyYaml, SmallBoundsKeepIndicesSmall) {
  std::string many = "firedrill-topology: 1\nsites: {A: }\npools:\n";
  for (int i = 0; i < 1001; ++i) {
    many += "  se" + std::to_string(i) + ": {site: A, edition: Standard}\n";
  }
  many += "central management store: {active: se0}\n";
  EXPECT_THAT(errors(many), ElementsAre("4:3 FD1106"));
  std::string servers = "[fe";
  for (int i = 0; i < 40; ++i) servers += ", fe" + std::to_string(i);
  EXPECT_THAT(
      errors(pair_with("[fe1a.contoso.com, fe1b.contoso.com, fe1c.contoso.com]", servers + "]")),
      ElementsAre("25:17 FD1106"));
}

TEST(TopologyYaml, RulesBrokenByAnOtherwiseGoodFileAreReportedBesideItsMistakes) {
  const std::string text = pair_with("edge2a.contoso.com", "edge 2a");
  const Read result = read(pair_with("next hop: pool2", "next hop: pool3"));
  EXPECT_EQ(result.found.size(), 1U) << "a reference that leads nowhere is said once";
  EXPECT_THAT(errors(text), ElementsAre("59:15 FD1112"));
}

RC_GTEST_PROP(TopologyYamlProperty, APairCutOffAnywhereIsReadOrRefusedWithAReason, ()) {
  static const std::string kText = pair_text();
  const auto length = *rc::gen::inRange<std::size_t>(0, kText.size());
  const Read result = read(kText.substr(0, length));
  RC_ASSERT(result.topology.has_value() ||
            std::any_of(result.found.begin(), result.found.end(),
                        [](const Diagnostic& each) { return each.severity == Severity::kError; }));
}

RC_GTEST_PROP(TopologyYamlProperty, APairWithBytesChangedIsReadOrRefusedWithAReason, ()) {
  static const std::string kText = pair_text();
  std::string text = kText;
  const auto changes = *rc::gen::container<std::vector<std::pair<std::size_t, char>>>(rc::gen::pair(
      rc::gen::inRange<std::size_t>(0, kText.size()), rc::gen::inRange<char>(' ', '~')));
  for (const auto& [at, to] : changes) text[at] = to;
  const Read result = read(text);
  RC_ASSERT(result.topology.has_value() ||
            std::any_of(result.found.begin(), result.found.end(), [](const Diagnostic& each) {
              return each.severity == Severity::kError && !each.message.empty();
            }));
}

}  // namespace
}  // namespace firedrill
