// Edge pools, DNS and federation: what breaks when something is lost, what each step of the Edge
// procedures brings about and when, and what synthetic transactions say of it (rule book 2.5, 3.7,
// 4.6, 4.10, 6.5).
#include "property_tests/conformance/pair_drill.hpp"
#include "sim/model/experience.hpp"
#include "sim/model/passage.hpp"

namespace firedrill {
namespace {

class EdgeDrill : public PairDrill {
 public:
  explicit EdgeDrill(Change change = ready_for_xmpp) : PairDrill(change) {}

  bool in(Index pool = pool1) const { return federation_in(world, state(), 0, pool); }
  bool out(Index pool = pool1) const { return federation_out(world, state(), pool); }
  bool xmpp(Index pool = pool1) const { return xmpp_works(world, state(), 0, pool); }
  bool media(Index pool = pool1) const { return remote_media(world, state(), pool); }
  void replicate() { pass(minutes(2)); }
  void install(const char* server) {
    succeed(std::string("DeploymentWizard -Computer ") + server + ".contoso.com");
  }
  void route_xmpp(const char* site, const char* edge) {
    succeed(std::string("Set-CsSite -Identity ") + site +
            " -XmppFederationRoute EdgeServer:" + edge + ".contoso.com");
  }
};

std::string result_of(const Outcome& outcome) {
  return outcome.answers.empty() ? "" : std::string(outcome.answers.front().text);
}

constexpr auto kSip = DnsService::kRemoteAccess;
constexpr auto kPartners = DnsService::kFederation;

TEST(Edge, Flt70_TheOtherServerOfAnEdgePoolGoesOn) {
  EdgeDrill drill;
  drill.strike(FaultKind::kEdgeServer, 0);
  EXPECT_TRUE(drill.in());
  EXPECT_TRUE(drill.out());
  EXPECT_TRUE(drill.xmpp());
  EXPECT_TRUE(drill.media());
}

TEST(Edge, Top87_XmppDoesNotMoveToAnotherServerOfADnsBalancedEdgePool) {
  EdgeDrill drill;
  EXPECT_EQ(experience(drill.world, drill.state(), 0, UxTask::kXmpp), Cell::kYes);
  drill.strike(FaultKind::kEdgeServer, 0);
  EXPECT_EQ(experience(drill.world, drill.state(), 0, UxTask::kXmpp), Cell::kLimited);
  EdgeDrill hardware([](Topology& t) {
    ready_for_xmpp(t);
    t.edge_pools[0].external_balancing = LoadBalancing::kHardware;
  });
  hardware.strike(FaultKind::kEdgeServer, 0);
  EXPECT_EQ(experience(hardware.world, hardware.state(), 0, UxTask::kXmpp), Cell::kYes);
}

TEST(Edge, Flt71_WhatALostEdgePoolTakesAlong) {
  EdgeDrill drill;
  drill.strike(FaultKind::kEdgePool, EdgeDrill::edge1);
  EXPECT_TRUE(drill.in()) << "partners try the next priority";
  EXPECT_FALSE(drill.out());
  EXPECT_FALSE(drill.xmpp());
  EXPECT_FALSE(drill.media(EdgeDrill::pool1));
  EXPECT_TRUE(drill.media(EdgeDrill::pool2)) << "TOP-76: its own Edge pool";
  const std::uint32_t outside = 2;
  ASSERT_EQ(drill.state().user(outside).location, Location::kRemote);
  EXPECT_EQ(drill.state().user(outside).registrar, kNone);
  drill.pass(minutes(11));
  EXPECT_EQ(drill.state().user(outside).mode, UserMode::kRegular);
  EXPECT_EQ(drill.state().user(outside).edge, EdgeDrill::edge2);
}

TEST(Edge, Inv45_AMachineWhoseServicesAreStoppedLearnsWhatIsPublished) {
  EdgeDrill drill;
  drill.succeed("Stop-CsWindowsService -ComputerName edge2a.contoso.com");
  drill.succeed("Stop-CsWindowsService -ComputerName edge2b.contoso.com");
  drill.succeed("TB.SetFederation -EdgePool edge1 -Enabled $false");
  drill.succeed("TB.SetFederation -EdgePool edge2 -Enabled $true");
  drill.succeed("TB.Publish");
  drill.replicate();
  drill.install("edge2a");
  drill.install("edge2b");
  drill.succeed("Start-CsWindowsService -ComputerName edge2a.contoso.com");
  drill.succeed("Start-CsWindowsService -ComputerName edge2b.contoso.com");
  EXPECT_TRUE(drill.out());
}

TEST(Edge, Top76_MediaPassTheEdgePoolOfTheUsersOwnPool) {
  EdgeDrill drill;
  drill.strike(FaultKind::kEdgePool, EdgeDrill::edge2);
  EXPECT_TRUE(drill.out(EdgeDrill::pool2)) << "signalling goes through edge1";
  EXPECT_FALSE(drill.media(EdgeDrill::pool2));
}

TEST(Edge, Flt72_AnEdgePoolWithoutARunningNextHopLeadsNowhere) {
  EdgeDrill drill;
  EXPECT_TRUE(edge_leads_in(drill.world, drill.state(), EdgeDrill::edge1));
  drill.strike(FaultKind::kPool, EdgeDrill::pool1);
  EXPECT_FALSE(edge_leads_in(drill.world, drill.state(), EdgeDrill::edge1));
  EXPECT_FALSE(drill.in(EdgeDrill::pool2)) << "UX-51: it answers, and hands on to nobody";
  EXPECT_NE(sign_in_way(drill.world, drill.state(), 0, EdgeDrill::pool2).edge_pool, kNone)
      << "UX-50: a client goes on to the other Edge pool";
}

TEST(Edge, Flt73_WithoutInternalDnsNobodySignsInUnlessDhcpHelps) {
  for (const bool dhcp : {false, true}) {
    EdgeDrill drill(dhcp ? EdgeDrill::Change([](Topology& t) {
      for (Site& site : t.sites) site.dhcp_option_120 = true;
    })
                         : EdgeDrill::Change(nullptr));
    drill.strike(FaultKind::kDnsDown, 0);
    EXPECT_EQ(drill.count(UserMode::kRegular), drill.users()) << "who is signed in stays";
    drill.strike(FaultKind::kPool, EdgeDrill::pool1);
    drill.pass(minutes(20));
    EXPECT_EQ(drill.state().user(0).registrar, dhcp ? EdgeDrill::pool2 : kNone);
    drill.mend(FaultKind::kDnsDown, 0);
    drill.pass(minutes(20));
    EXPECT_EQ(drill.state().user(0).registrar, EdgeDrill::pool2);
  }
}

TEST(Edge, Flt73_WithoutExternalDnsPartnersFindUsAsLongAsTheyRemember) {
  EdgeDrill drill;
  drill.strike(FaultKind::kDnsDown, 1);
  EXPECT_TRUE(drill.in());
  drill.pass(seconds(301));
  EXPECT_FALSE(drill.in());
  EXPECT_FALSE(drill.xmpp());
  EXPECT_TRUE(drill.out()) << "what leaves does not ask our zone";
  drill.mend(FaultKind::kDnsDown, 1);
  EXPECT_TRUE(drill.in());
}

TEST(Edge, Flt74_TheRouteAloneDoesNotMoveXmpp) {
  EdgeDrill drill;
  drill.strike(FaultKind::kEdgePool, EdgeDrill::edge1);
  drill.route_xmpp("Datacenter2", "edge2");
  drill.succeed("Firewall.Open -EdgePool edge2.contoso.com");
  drill.replicate();
  EXPECT_FALSE(drill.xmpp()) << "the A record still leads to edge1";
  drill.succeed("Dns.SetHost -Name xmpp.contoso.com -Target edge2.contoso.com");
  EXPECT_FALSE(drill.xmpp()) << "MA-21: resolvers remember";
  drill.pass(seconds(301));
  EXPECT_TRUE(drill.xmpp());
}

TEST(Edge, Flt75_WithoutGeoDnsTheWebNamesStillLeadToTheLostPool) {
  for (const GeoDns geo : {GeoDns::kNotStated, GeoDns::kNone, GeoDns::kPresent}) {
    PairDrill drill;
    drill.world.topology.geo_dns = geo;
    drill.strike(FaultKind::kPool, PairDrill::pool1);
    drill.succeed(PairDrill::kFailOver);
    drill.pass(minutes(30));
    const Cell cell = experience(drill.world, drill.state(), 0, UxTask::kWebPages);
    EXPECT_EQ(cell, geo == GeoDns::kNone      ? Cell::kNo
                    : geo == GeoDns::kPresent ? Cell::kYes
                                              : Cell::kDepends);
  }
}

TEST(Edge, Top73_ChoosingAnotherEdgePoolMovesTheAssociation) {
  EdgeDrill drill;
  drill.succeed("TB.SetMediaEdge -Pool pool1 -EdgePool edge2");
  drill.succeed("TB.Publish");
  drill.replicate();
  EXPECT_EQ(drill.pool(EdgeDrill::pool1).media_edge.seen, EdgeDrill::edge2);
  EXPECT_EQ(drill.pool(EdgeDrill::pool2).media_edge.seen, EdgeDrill::edge2);
}

TEST(Edge, Trap34_AnAssociationActsOnlyWhenItIsPublished) {
  EdgeDrill drill;
  drill.succeed("TB.SetMediaEdge -Pool pool1 -EdgePool edge2");
  drill.pass(hours(1));
  EXPECT_EQ(drill.pool(EdgeDrill::pool1).media_edge.seen, EdgeDrill::edge1);
}

TEST(Edge, Cmd76_FederationActsWhenPublishedReplicatedAndInstalled) {
  EdgeDrill drill;
  drill.strike(FaultKind::kEdgePool, EdgeDrill::edge1);
  drill.succeed("TB.SetFederation -EdgePool edge1 -Enabled $false");
  drill.succeed("TB.SetFederation -EdgePool edge2 -Enabled $true");
  drill.install("edge2a");
  EXPECT_FALSE(drill.out()) << "a draft installs nothing";
  drill.succeed("TB.Publish");
  drill.install("edge2a");
  EXPECT_TRUE(drill.out()) << "publish, replication within five minutes, and then the wizard";
}

TEST(Edge, Cmd75_TheWizardInstallsWhatTheReplicaOfTheEdgeServerSays) {
  EdgeDrill drill;
  drill.succeed("TB.SetFederation -EdgePool edge2 -Enabled $true");
  drill.succeed("TB.Publish");
  drill.begin("DeploymentWizard -Computer edge2a.contoso.com");
  drill.finish();
  EXPECT_EQ(drill.state().record<EdgeServerRecord>(2).installed & kFederationRole, kFederationRole);
  EXPECT_EQ(drill.state().record<EdgeServerRecord>(3).installed & kFederationRole, 0);
  drill.strike(FaultKind::kEdgeServer, 3);
  drill.refuse("DeploymentWizard -Computer edge2b.contoso.com", "E_POOL_UNREACHABLE", "CMD-75");
}

TEST(Edge, Cmd41_WhatWasPublishedActsWhenItIsEnabled) {
  EdgeDrill drill;
  drill.succeed("TB.SetMediaEdge -Pool pool1 -EdgePool edge2");
  drill.succeed("TB.Publish -WithoutEnabling");
  drill.pass(hours(1));
  EXPECT_EQ(drill.pool(EdgeDrill::pool1).media_edge.seen, EdgeDrill::edge1);
  drill.succeed("Enable-CsTopology");
  drill.replicate();
  EXPECT_EQ(drill.pool(EdgeDrill::pool1).media_edge.seen, EdgeDrill::edge2);
}

TEST(Edge, Top75_TwoEnabledEdgePoolsArePublishedWithAWarningAndOneIsUsed) {
  EdgeDrill drill;
  drill.succeed("TB.SetFederation -EdgePool edge2 -Enabled $true");
  const Outcome published = drill.succeed("TB.Publish");
  ASSERT_EQ(published.warnings.size(), 1U);
  EXPECT_EQ(published.warnings.front().rule, "TOP-75");
  drill.replicate();
  EXPECT_EQ(drill.pool(EdgeDrill::pool1).federation_seen, EdgeDrill::edge1);
  EXPECT_EQ(drill.pool(EdgeDrill::pool2).federation_seen, EdgeDrill::edge1);
}

TEST(Edge, Ma50_TheSiteObjectMayHaveToNameTheEdgePoolToo) {
  EdgeDrill drill;
  drill.world.parameters.set(ParameterId::kFedRouteBy, 1);
  drill.succeed("TB.SetFederation -EdgePool edge1 -Enabled $false");
  drill.succeed("TB.SetFederation -EdgePool edge2 -Enabled $true");
  drill.succeed("TB.Publish");
  drill.install("edge2a");
  EXPECT_FALSE(drill.out());
  drill.succeed("Set-CsSite -Identity Datacenter1 -FederationRoute EdgeServer:edge2.contoso.com");
  drill.replicate();
  EXPECT_TRUE(drill.out());
}

TEST(Edge, Cmd71_SetCsSiteWritesTheStoreAndActsWhenReplicated) {
  EdgeDrill drill;
  drill.refuse("Set-CsSite -XmppFederationRoute EdgeServer:edge2.contoso.com", "E_PARAM_MISSING",
               "CMD-71");
  drill.route_xmpp("Datacenter1", "edge2");
  EXPECT_EQ(drill.pool(EdgeDrill::pool1).xmpp_seen, EdgeDrill::edge1);
  drill.replicate();
  EXPECT_EQ(drill.pool(EdgeDrill::pool1).xmpp_seen, EdgeDrill::edge2);
  drill.strike(FaultKind::kPool, EdgeDrill::pool1);
  drill.sit_at(EdgeDrill::site2);
  drill.refuse("Set-CsSite -Identity Datacenter1 -XmppFederationRoute EdgeServer:edge1.contoso.com",
               "E_CMS_UNAVAILABLE", "INV-43");
}

TEST(Edge, Trap20_TheRouteSetLastCountsAndTheOldOneIsReported) {
  EdgeDrill drill([](Topology& t) {
    ready_for_xmpp(t);
    t.sites[1].xmpp_federation_route = kNone;
  });
  drill.begin("Set-CsSite -Identity Datacenter2 -XmppFederationRoute EdgeServer:edge2.contoso.com");
  const Outcome out = drill.finish();
  ASSERT_EQ(out.warnings.size(), 1U);
  EXPECT_EQ(out.warnings.front().rule, "TRAP-20");
  EXPECT_EQ(xmpp_route(drill.world, drill.state(), EdgeDrill::site1), EdgeDrill::edge2);
  drill.world.parameters.set(ParameterId::kXmppEffective, 1);  // MA-58
  EXPECT_EQ(xmpp_route(drill.world, drill.state(), EdgeDrill::site1), EdgeDrill::edge1);
}

TEST(Edge, Trap27_ThePortBetweenGatewayAndProxyDiffersBetweenTheTopics) {
  EdgeDrill drill;
  const char* line = "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -XmppInternalPort ";
  EXPECT_TRUE(drill.succeed(std::string(line) + "23456").warnings.empty());
  const Outcome other = drill.succeed(std::string(line) + "5098");
  ASSERT_EQ(other.warnings.size(), 1U);
  EXPECT_EQ(other.warnings.front().rule, "TRAP-27");
}

TEST(Edge, Trap28_TheRecordHasToLeadToTheEdgePoolThatTakesOver) {
  EdgeDrill drill;
  drill.route_xmpp("Datacenter1", "edge2");
  drill.succeed("Firewall.Open -EdgePool edge2.contoso.com");
  drill.succeed("Dns.SetHost -Name xmpp.contoso.com -Target edge1.contoso.com");
  drill.pass(minutes(10));
  EXPECT_FALSE(drill.xmpp());
  drill.succeed("Dns.SetHost -Name xmpp.contoso.com -Target edge2.contoso.com");
  drill.pass(minutes(10));
  EXPECT_TRUE(drill.xmpp());
}

TEST(Edge, Trap29_WhetherTheProxyHasToBeRestartedDecidesAFailbackWithoutAStop) {
  for (const bool restart : {false, true}) {
    EdgeDrill drill;
    drill.world.parameters.set(ParameterId::kXmppRouteAt, restart ? 1 : 0);  // MA-43
    drill.route_xmpp("Datacenter1", "edge2");
    drill.succeed("Firewall.Open -EdgePool edge2.contoso.com");
    drill.succeed("Dns.SetHost -Name xmpp.contoso.com -Target edge2.contoso.com");
    drill.pass(minutes(10));
    EXPECT_EQ(drill.xmpp(), !restart);
    drill.succeed("Stop-CsWindowsService -ComputerName edge2a.contoso.com");
    drill.succeed("Start-CsWindowsService -ComputerName edge2a.contoso.com");
    EXPECT_TRUE(drill.xmpp());
  }
}

TEST(Edge, Top83_XmppNeedsPort5269OpenToTheOutside) {
  EdgeDrill drill;
  drill.succeed("Firewall.Close -EdgePool edge1.contoso.com");
  EXPECT_FALSE(drill.xmpp());
  drill.succeed("Firewall.Open -EdgePool edge1.contoso.com");
  EXPECT_TRUE(drill.xmpp());
}

TEST(Edge, Top82_XmppNeedsAnSrvRecord) {
  EdgeDrill drill;
  drill.succeed("Dns.RemoveRecord -Name _xmpp-server._tcp.contoso.com -Target edge1.contoso.com");
  drill.pass(minutes(6));
  EXPECT_FALSE(drill.xmpp());
  drill.succeed("Dns.SetRecord -Name _xmpp-server._tcp.contoso.com -Target edge1.contoso.com");
  drill.pass(minutes(6));
  EXPECT_TRUE(drill.xmpp());
}

TEST(Edge, Top84_APoolThatAFirewallKeepsAwayDoesNotReachItsPartners) {
  EdgeDrill drill([](Topology& t) { t.edge_pools[0].closed_to = {EdgeDrill::pool2}; });
  EXPECT_TRUE(drill.out(EdgeDrill::pool1));
  EXPECT_FALSE(drill.out(EdgeDrill::pool2));
}

TEST(Edge, Top79_Trap51_TheLowestNumberIsTriedFirstThenTheGreatestWeight) {
  EdgeDrill drill([](Topology& t) {
    for (DnsRecord& record : t.dns_records) {
      if (record.service == kSip) record.priority = record.edge_pool == 0 ? 30 : 5;
      if (record.service == kPartners) record.priority = 7;
      record.weight = record.edge_pool == 0 ? 1 : 9;
    }
  });
  EXPECT_EQ(sign_in_way(drill.world, drill.state(), 0, EdgeDrill::pool1).edge_pool,
            EdgeDrill::edge2);
  EXPECT_EQ(federation_way(drill.world, drill.state(), 0).edge_pool, EdgeDrill::edge2)
      << "equal priorities: the weight decides";
  drill.strike(FaultKind::kEdgePool, EdgeDrill::edge2);
  EXPECT_EQ(federation_way(drill.world, drill.state(), 0).edge_pool, kNone)
      << "TOP-77: with equal priorities partners try one";
  EXPECT_EQ(sign_in_way(drill.world, drill.state(), 0, EdgeDrill::pool1).edge_pool,
            EdgeDrill::edge1);
}

TEST(Edge, Inv82_WhoFollowsTheRecordsArrivesAtTheLowestNumberThatCanBeReached) {
  // Every order of two priorities, every choice of servers that are lost.
  for (const int first : {10, 20}) {
    for (int lost = 0; lost < 4; ++lost) {
      EdgeDrill drill;
      for (std::size_t e = 0; e < 2; ++e) {
        for (const DnsService service : {kSip, kPartners}) {
          const auto priority = static_cast<std::uint16_t>(e == 0 ? first : 30 - first);
          set_srv_record(drill.writer(), 0, service, static_cast<Index>(e), priority);
        }
      }
      drill.pass(minutes(6));
      Index expected = first == 10 ? EdgeDrill::edge1 : EdgeDrill::edge2;
      for (Index e = 0; e < 2; ++e) {
        if ((lost >> e & 1) == 0) continue;
        drill.strike(FaultKind::kEdgePool, e);
        if (expected == e) expected = static_cast<Index>(1 - e);
      }
      if (lost == 3) expected = kNone;
      EXPECT_EQ(sign_in_way(drill.world, drill.state(), 0, EdgeDrill::pool1).edge_pool, expected);
      EXPECT_EQ(federation_way(drill.world, drill.state(), 0).edge_pool, expected);
    }
  }
}

TEST(Edge, Ma22_AClientLosesTimeWithEachTargetThatDoesNotAnswer) {
  EdgeDrill drill;
  EXPECT_EQ(sign_in_way(drill.world, drill.state(), 0, EdgeDrill::pool1).unanswered, 0);
  drill.strike(FaultKind::kEdgePool, EdgeDrill::edge1);
  EXPECT_EQ(sign_in_way(drill.world, drill.state(), 0, EdgeDrill::pool1).unanswered, 1);
}

TEST(Edge, AWrongRecordActsAtOnceAndUntilResolversForgetIt) {
  EdgeDrill drill;
  const auto record = static_cast<Index>(kPartners);
  drill.strike(FaultKind::kDnsWrong, record);
  EXPECT_FALSE(drill.in());
  EXPECT_TRUE(drill.xmpp());
  drill.mend(FaultKind::kDnsWrong, record);
  EXPECT_FALSE(drill.in());
  drill.pass(seconds(301));
  EXPECT_TRUE(drill.in());
}

TEST(Edge, EverySipDomainHasRecordsOfItsOwn) {
  EdgeDrill drill([](Topology& t) {
    t.sip_domains = {"contoso.com", "fabrikam.com"};
    const std::vector<DnsRecord> first = t.dns_records;
    for (DnsRecord record : first) {
      record.domain = 1;
      if (record.service != kPartners) t.dns_records.push_back(record);
    }
  });
  EXPECT_TRUE(federation_in(drill.world, drill.state(), 0, EdgeDrill::pool1));
  EXPECT_FALSE(federation_in(drill.world, drill.state(), 1, EdgeDrill::pool1));
  EXPECT_TRUE(xmpp_works(drill.world, drill.state(), 1, EdgeDrill::pool1));
  EXPECT_NE(domain_of(drill.world, 0), domain_of(drill.world, 1));
}

struct TestCase {
  const char* id;
  const char* line;
  const char* regular;
  const char* resiliency;
  const char* out;
};
constexpr const char* kPass = "Result Success";
constexpr const char* kFail = "Result Failure";
constexpr const char* kOpen = "Result depends on what stands beside Lync";

/// A user of pool1, tested at home, then at pool2 in resiliency mode, then nowhere.
void expect_results(const TestCase& test) {
  const std::string at = " -TargetFqdn ";
  PairDrill drill;
  const std::string user = std::string(test.line) + " -UserSipAddress u-000000";
  EXPECT_EQ(result_of(drill.succeed(user + at + "pool1.contoso.com")), test.regular) << test.id;
  EXPECT_EQ(result_of(drill.succeed(user + at + "pool2.contoso.com")), kFail) << test.id;
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.pass(seconds(10));
  EXPECT_EQ(result_of(drill.succeed(user + at + "pool2.contoso.com")), test.out) << test.id;
  drill.pass(minutes(20));
  EXPECT_EQ(result_of(drill.succeed(user + at + "pool2.contoso.com")), test.resiliency) << test.id;
}

TEST(SyntheticTransactions, Cmd110_Registration) {
  expect_results({"CMD-110", "Test-CsRegistration", kPass, kPass, kFail});
}
TEST(SyntheticTransactions, Cmd111_InstantMessages) {
  expect_results({"CMD-111", "Test-CsIM", kPass, kPass, kFail});
}
TEST(SyntheticTransactions, Cmd112_PeerToPeerCalls) {
  expect_results({"CMD-112", "Test-CsP2PAV", kPass, kPass, kFail});
}
TEST(SyntheticTransactions, Cmd113_Presence) {
  expect_results({"CMD-113", "Test-CsPresence", kPass, kFail, kFail});
}
TEST(SyntheticTransactions, Cmd114_Conferences) {
  for (const char* line : {"Test-CsGroupIM", "Test-CsAVConference", "Test-CsASConference",
                           "Test-CsDataConference", "Test-CsUcwaConference"}) {
    expect_results({"CMD-114", line, kPass, kFail, kFail});
  }
}
TEST(SyntheticTransactions, Cmd115_AddressBook) {
  expect_results({"CMD-115", "Test-CsAddressBookWebQuery", kPass, kFail, kFail});
  PairDrill drill;
  drill.strike(FaultKind::kFileStore, 0);
  EXPECT_EQ(result_of(drill.succeed("Test-CsAddressBookService -TargetFqdn pool1.contoso.com")),
            kFail);
  EXPECT_EQ(result_of(drill.succeed("Test-CsAddressBookWebQuery -TargetFqdn pool1.contoso.com")),
            kPass);
}
TEST(SyntheticTransactions, Cmd116_FederatedPartner) {
  EdgeDrill drill;
  const std::string line = "Test-CsFederatedPartner -Domain fabrikam.com -TargetFqdn ";
  EXPECT_EQ(result_of(drill.succeed(line + "edge1.contoso.com")), kPass);
  EXPECT_EQ(result_of(drill.succeed(line + "edge2.contoso.com")), kFail) << "it is not the route";
  drill.strike(FaultKind::kEdgePool, EdgeDrill::edge1);
  EXPECT_EQ(result_of(drill.succeed(line + "edge1.contoso.com")), kFail);
}
TEST(SyntheticTransactions, Cmd117_XmppMessages) {
  EdgeDrill drill;
  const char* line = "Test-CsXmppIM -Receiver user@gmail.com -TargetFqdn pool1.contoso.com";
  EXPECT_EQ(result_of(drill.succeed(line)), kPass);
  drill.strike(FaultKind::kEdgePool, EdgeDrill::edge1);
  EXPECT_EQ(result_of(drill.succeed(line)), kFail);
}
TEST(SyntheticTransactions, Cmd118_MediaThroughTheEdge) {
  EdgeDrill drill;
  const char* line = "Test-CsAVEdgeConnectivity -TargetFqdn pool2.contoso.com";
  drill.strike(FaultKind::kEdgePool, EdgeDrill::edge1);
  EXPECT_EQ(result_of(drill.succeed(line)), kPass) << "pool2 has edge2";
  drill.strike(FaultKind::kEdgePool, EdgeDrill::edge2);
  EXPECT_EQ(result_of(drill.succeed(line)), kFail);
}
TEST(SyntheticTransactions, Cmd119_CallsToThePstn) {
  expect_results(
      {"CMD-119", "Test-CsPstnOutboundCall -TargetPstnPhoneNumber +15551234", kPass, kPass, kFail});
  expect_results({"CMD-119", "Test-CsVoiceUser", kPass, kPass, kFail});
}
TEST(SyntheticTransactions, Cmd120_DialInConferencing) {
  expect_results({"CMD-120", "Test-CsDialInConferencing", kPass, kFail, kFail});
}
TEST(SyntheticTransactions, Cmd121_VoiceMail) {
  expect_results({"CMD-121", "Test-CsExUMVoiceMail", kPass, kOpen, kFail});
}
TEST(SyntheticTransactions, Cmd123_Infrastructure) {
  PairDrill drill;
  EXPECT_EQ(result_of(drill.succeed("Test-CsTopology")), kPass);
  EXPECT_EQ(result_of(drill.succeed("Test-CsComputer")), kPass);
  EXPECT_EQ(result_of(drill.succeed("Test-CsReplica")), kPass);
  drill.succeed(
      "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool1.contoso.com");
  EXPECT_EQ(result_of(drill.succeed("Test-CsReplica")), kFail) << "not replicated yet";
  drill.strike(FaultKind::kPool, PairDrill::pool2);  // the store is there
  EXPECT_EQ(result_of(drill.succeed("Test-CsTopology")), kFail);
}
TEST(SyntheticTransactions, Cmd124_ContactsSchedulingMobility) {
  for (const char* line :
       {"Test-CsUnifiedContactStore", "Test-CsWebScheduler", "Test-CsMcxP2PIM"}) {
    expect_results({"CMD-124", line, kPass, kFail, kFail});
  }
}

}  // namespace
}  // namespace firedrill
