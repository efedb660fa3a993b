// Which Edge pool takes over, and the order of what is typed then and on the way home.
#include "sim/scenario/edge_procedures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/scenario/typed_lines.hpp"

namespace firedrill {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Three Edge pools of one server each, a and b at one site, c at another; a carries everything,
/// and has the only records.
Topology three() {
  Topology out;
  out.sites = {{"One", kNone, kNone, {}}, {"Two", kNone, kNone, {}}};
  out.sip_domains = {"contoso.com"};
  Pool pool;
  pool.fqdn = "pool";
  pool.media_edge = 0;
  out.pools = {pool};
  for (const char* name : {"a", "b", "c"}) {
    EdgePool edge;
    edge.fqdn = name;
    edge.site = edge.fqdn == "c" ? 1 : 0;
    edge.first_server = static_cast<Index>(out.edge_servers.size());
    edge.server_count = 1;
    out.edge_pools.push_back(edge);
    EdgeServer server;
    server.fqdn = edge.fqdn + "1";
    out.edge_servers.push_back(server);
  }
  out.edge_pools[0].federation = out.edge_pools[0].xmpp = true;
  out.edge_pools[0].port_5269_open = true;
  for (const DnsService service : {DnsService::kFederation, DnsService::kXmpp}) {
    DnsRecord record;
    record.service = service;
    record.edge_pool = 0;
    record.priority = 20;
    out.dns_records.push_back(record);
  }
  return out;
}

class EdgeProcedures : public testing::Test {
 protected:
  static constexpr Index a = 0, b = 1, c = 2;
  Topology topology_ = three();
  EdgeSituation now_{topology_};
};

TEST_F(EdgeProcedures, LetAnEdgePoolTakeOverThatIsReadyAndThenOneAtAnotherSite) {
  now_.at(a).runs = false;
  EXPECT_EQ(edge_to_take_over(now_, a), c) << "at another site";
  now_.at(b).xmpp = true;
  EXPECT_EQ(edge_to_take_over(now_, a), b) << "ready for XMPP";
  now_.at(b).runs = false;
  EXPECT_EQ(edge_to_take_over(now_, a), c);
  now_.at(c).runs = false;
  EXPECT_EQ(edge_to_take_over(now_, a), kNone);
}

TEST_F(EdgeProcedures, MoveFederationByOnePublishAndInstallItWhereItGoesAndWhereItWas) {
  const EdgeMove move{.to = c, .federation = true};
  EXPECT_THAT(
      lines_of(edit_steps(now_, move)),
      ElementsAre(typed::federation("a", false), typed::federation("c", true), typed::kPublish,
                  typed::kReplicated, typed::wizard("c1"), typed::wizard("a1")));
  now_.at(a).runs = false;
  EXPECT_THAT(lines_of(edit_steps(now_, move)),
              ElementsAre(typed::federation("a", false), typed::federation("c", true),
                          typed::kPublish, typed::kReplicated, typed::wizard("c1")));
  EXPECT_THAT(lines_of(record_steps(now_, DnsService::kFederation, c)),
              ElementsAre("external dns: _sipfederationtls._tcp.contoso.com SRV c priority 30"));
  EXPECT_THAT(record_steps(now_, DnsService::kFederation, a), IsEmpty());
}

TEST_F(EdgeProcedures, MoveXmppWhileTheServicesStandStill) {
  now_.at(a).runs = false;
  EXPECT_THAT(
      lines_of(edit_steps(now_, {.to = c, .xmpp = true})),
      ElementsAre(typed::xmpp("c"), typed::kPublish, typed::kReplicated, typed::wizard("c1")));
  EXPECT_THAT(
      lines_of(xmpp_route_steps(now_, c, false)),
      ElementsAre(typed::stop_services("c1"), typed::xmpp_route("Two", "c"),
                  "external dns: xmpp.contoso.com A c",
                  "external dns: _xmpp-server._tcp.contoso.com SRV c priority 30",
                  typed::open_port_5269("c"), typed::start_services("c1"), typed::kReplicated));
}

TEST_F(EdgeProcedures, LeaveOutWhatIsPrepared) {
  now_.at(c) = {true, false, true, true};
  now_.priority(DnsService::kXmpp, 0, c) = 40;
  EXPECT_THAT(edit_steps(now_, {.to = c, .xmpp = true}), IsEmpty());
  EXPECT_THAT(lines_of(xmpp_route_steps(now_, c, false)),
              ElementsAre(typed::stop_services("c1"), typed::xmpp_route("Two", "c"),
                          "external dns: xmpp.contoso.com A c", typed::start_services("c1"),
                          typed::kReplicated));
}

TEST_F(EdgeProcedures, StopNothingOnTheWayHomeAndAddWhatIsMissingThere) {
  EXPECT_THAT(lines_of(xmpp_route_steps(now_, a, true)),
              ElementsAre(typed::xmpp_route("One", "a"), "external dns: xmpp.contoso.com A a",
                          typed::kReplicated));
  now_.at(a).port_5269_open = false;
  now_.priority(DnsService::kXmpp, 0, a) = std::nullopt;
  EXPECT_THAT(lines_of(xmpp_route_steps(now_, a, true)),
              ElementsAre(typed::xmpp_route("One", "a"), "external dns: xmpp.contoso.com A a",
                          "external dns: _xmpp-server._tcp.contoso.com SRV a priority 10",
                          typed::open_port_5269("a"), typed::kReplicated))
      << "EB-3b, EB-3d";
}

TEST_F(EdgeProcedures, MoveMediaOfEachPoolInOnePublish) {
  const TypedSteps away = edit_steps(now_, {.from = a, .to = c, .media = {0}});
  EXPECT_THAT(lines_of(away),
              ElementsAre(typed::media_edge("pool", "c"), typed::kPublish, typed::kReplicated));
  EXPECT_THAT(away[0].why, HasSubstr("pool uses a for media"));
  const TypedSteps home = edit_steps(now_, {.to = a, .media = {0}, .home = true});
  EXPECT_THAT(home[0].why, HasSubstr("by its own Edge pool again (PRC-EB)"));
}

TEST_F(EdgeProcedures, SayOfEveryStepWhy) {
  TypedSteps all = edit_steps(now_, {a, c, true, true, {0}});
  append(all, record_steps(now_, DnsService::kFederation, c));
  append(all, xmpp_route_steps(now_, c, false));
  append(all, xmpp_route_steps(now_, a, true));
  for (const TypedStep& step : all) EXPECT_FALSE(step.why.empty()) << step.line;
  EXPECT_THAT(record_steps(now_, DnsService::kFederation, c)[0].why, HasSubstr("(TOP-77)"));
  EXPECT_THAT(record_steps(now_, DnsService::kXmpp, c)[0].why, HasSubstr("(TOP-82)"));
}

}  // namespace
}  // namespace firedrill
