// Each line that is advised or written into a procedure reads as a step, without a warning, and is
// the line that the procedures have.
#include "sim/scenario/typed_lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/cmdlets/table.hpp"
#include "sim/scenario/reader_test_topology.hpp"
#include "sim/scenario/writer.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill::scenario_test {
namespace {

const std::string kEdge = "edge1.contoso.com";
const std::string kPool1 = "pool1.contoso.com";
const std::string kPool2 = "pool2.contoso.com";
const std::string kServer = "edge1a.contoso.com";

struct Line {
  std::string line;
  std::string expected;
  std::string command;  // empty = a wait
};

/// The step that the line reads as; its command, and that nobody is warned.
void expect_step(const Line& line) {
  EXPECT_EQ(line.line, line.expected);
  Diagnostics diagnostics;
  const auto scenario =
      read("firedrill: 1\ntopology: p\nload: none\nprocedure:\n  - " + yaml_step(line.line) + "\n",
           diagnostics);
  EXPECT_THAT(places(diagnostics, "drill.yaml"), testing::IsEmpty()) << messages(diagnostics);
  ASSERT_TRUE(scenario) << line.line;
  ASSERT_EQ(scenario->actors[0].steps.size(), 1U);
  const StepSpec& step = scenario->actors[0].steps[0];
  const bool waits = step.kind == StepSpec::Kind::kWaitUntil;
  EXPECT_EQ(waits, line.command.empty()) << line.line;
  if (waits || line.command.empty()) return;
  EXPECT_EQ(cmdlet_table()[step.command.cmdlet].name, line.command) << line.line;
}

TEST(TypedLines, OfTopologyBuilderAreStepsAndAsTheProceduresHaveThem) {
  const Line lines[] = {
      {typed::kPublish, "topology builder: publish", "TB.Publish"},
      {typed::kPublishAlone, "topology builder: publish without enabling", "TB.Publish"},
      {typed::kEnable, "Enable-CsTopology", "Enable-CsTopology"},
      {typed::federation(kEdge, true), "topology builder: federation of edge1.contoso.com = yes",
       "TB.SetFederation"},
      {typed::federation(kEdge, false), "topology builder: federation of edge1.contoso.com = no",
       "TB.SetFederation"},
      {typed::xmpp(kEdge), "topology builder: xmpp of edge1.contoso.com = yes", "TB.SetXmpp"},
      {typed::media_edge(kPool2, kEdge),
       "topology builder: media edge of pool2.contoso.com = edge1.contoso.com", "TB.SetMediaEdge"},
      {typed::next_hop_edit(kEdge, kPool2),
       "topology builder: next hop of edge1.contoso.com = pool2.contoso.com", "TB.SetNextHop"},
      {typed::next_hop(kEdge, kPool2),
       "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
       "Registrar:pool2.contoso.com",
       "Set-CsEdgeServer"},
  };
  for (const Line& line : lines) expect_step(line);
}

TEST(TypedLines, OfTheStoreAndThePoolsAreStepsAndAsTheProceduresHaveThem) {
  const Line lines[] = {
      {typed::kStoreFailover, "Invoke-CsManagementServerFailover",
       "Invoke-CsManagementServerFailover"},
      {typed::forced_store_failover("be2a.contoso.com", "rtc"),
       "Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
       "-BackupSqlInstanceName rtc -Force",
       "Invoke-CsManagementServerFailover"},
      {typed::forced_store_failover("be2a.contoso.com", ""),
       "Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com -Force",
       "Invoke-CsManagementServerFailover"},
      {typed::failover(kPool1), "Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com",
       "Invoke-CsPoolFailOver"},
      {typed::failback(kPool1), "Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com",
       "Invoke-CsPoolFailBack"},
      {typed::content_copy(kPool2),
       "Invoke-CsBackupServiceSync -PoolFqdn pool2.contoso.com -BackupModule ConfServices.DataConf",
       "Invoke-CsBackupServiceSync"},
      {typed::content_is_home(kPool1),
       "wait until content missing of pool1.contoso.com = 0, at most 2h", ""},
      {typed::store_is_copied(kPool2),
       "wait until backup status of pool2.contoso.com/CMSMaster != Error, at most 1h", ""},
      {typed::kReplicated, "wait until replicas behind = 0, at most 30m", ""},
      {typed::replicated_within("10m"), "wait until replicas behind = 0, at most 10m", ""},
      {typed::wait_until("serving of pool1 = yes", "8h"),
       "wait until serving of pool1 = yes, at most 8h", ""},
  };
  for (const Line& line : lines) expect_step(line);
  EXPECT_EQ(typed::replicated_within("30m"), typed::kReplicated);
}

TEST(TypedLines, OfEdgeServersNamesAndFirewallsAreStepsAndAsTheProceduresHaveThem) {
  Diagnostics diagnostics;
  const auto topology = read_topology_text(kPair, "pair.yaml", {}, diagnostics);
  ASSERT_TRUE(topology);
  const EdgePool& edge = topology->edge_pools[0];
  const Line lines[] = {
      {typed::wizard(kServer), "deployment wizard on edge1a.contoso.com", "DeploymentWizard"},
      {typed::stop_services(kServer), "Stop-CsWindowsService -ComputerName edge1a.contoso.com",
       "Stop-CsWindowsService"},
      {typed::start_services(kServer), "Start-CsWindowsService -ComputerName edge1a.contoso.com",
       "Start-CsWindowsService"},
      {typed::xmpp_route(*topology, edge),
       "Set-CsSite -Identity Datacenter1 -XmppFederationRoute EdgeServer:edge1.contoso.com",
       "Set-CsSite"},
      {typed::xmpp_route("Branch office", kEdge),
       "Set-CsSite -Identity \"Branch office\" -XmppFederationRoute EdgeServer:edge1.contoso.com",
       "Set-CsSite"},
      {typed::xmpp_host(*topology, 0, edge), "external dns: xmpp.contoso.com A edge1.contoso.com",
       "Dns.SetHost"},
      {typed::srv_record("_xmpp-server._tcp.contoso.com", kEdge, 20),
       "external dns: _xmpp-server._tcp.contoso.com SRV edge1.contoso.com priority 20",
       "Dns.SetRecord"},
      {typed::open_port_5269(kEdge), "firewall: open 5269 on edge1.contoso.com", "Firewall.Open"},
  };
  for (const Line& line : lines) expect_step(line);
  EXPECT_THAT(typed::servers_of(*topology, edge),
              testing::ElementsAre("edge1a.contoso.com", "edge1b.contoso.com"));
}

TEST(TypedLines, OfANextHopAtOneSiteAreAnEditOfTheTopology) {
  EdgePool edge;
  edge.fqdn = "edge";
  Pool pool;
  pool.fqdn = "pool";
  pool.site = edge.site = 1;
  EXPECT_EQ(typed::next_hop(edge, pool), typed::next_hop_edit("edge", "pool"));
  edge.site = 0;
  EXPECT_EQ(typed::next_hop(edge, pool), typed::next_hop("edge", "pool"));
}

TEST(TypedLines, OfTheXmppHostNameItAsTheZoneDoes) {
  Diagnostics diagnostics;
  auto topology = read_topology_text(kPair, "pair.yaml", {}, diagnostics);
  ASSERT_TRUE(topology);
  DnsRecord host;
  host.name = "chat.contoso.com";
  host.service = DnsService::kXmppHost;
  host.edge_pool = 0;
  topology->dns_records.push_back(host);
  EXPECT_EQ(typed::xmpp_host(*topology, 0, topology->edge_pools[0]),
            "external dns: chat.contoso.com A edge1.contoso.com");
}

}  // namespace
}  // namespace firedrill::scenario_test
