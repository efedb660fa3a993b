// Each rule of Edge pools, DNS and federation, broken on purpose.
#include <gtest/gtest.h>

#include "sim/rules/test_world.hpp"

namespace firedrill {
namespace {

using namespace test;

constexpr Index kEdge1 = 0;
constexpr Index kEdge2 = 1;
constexpr std::uint32_t kOutside = 2;  // user of pool1

/// edge2 is ready for XMPP, and the A record leads there already.
void ready_for_xmpp(World& world) {
  Topology& t = world.topology;
  t.edge_pools[1].xmpp = t.edge_pools[1].port_5269_open = true;
  for (DnsRecord& record : t.dns_records) {
    if (record.service == DnsService::kXmppHost) record.edge_pool = kEdge2;
  }
  DnsRecord record;
  record.service = DnsService::kXmpp;
  record.edge_pool = kEdge2;
  record.priority = 20;
  t.dns_records.push_back(record);
}
void move_xmpp_route(World& world) {
  world.actors = {at_site(0, minutes(10), {run(kSetXmppRoute, 1, kEdge2)})};
}
void publish(Writer& w) {
  publish_edge_drafts(w);
  enable_edge_settings(w);
  configuration_written(w);
}
void stop_services_of(Writer& w, Index edge) {
  const EdgePool& e = w.world().topology.edge_pools[static_cast<std::size_t>(edge)];
  for (Index i = 0; i < e.server_count; ++i) {
    set_edge_services(w, static_cast<std::size_t>(e.first_server + i), false);
  }
}

TEST(Invariants, Inv17_TheOrderOfEdgeAndPoolIsAdviceAndBreaksNothing) {
  TestRun r([](World& world) {
    ready_for_xmpp(world);
    world.actors = {
        at_site(1, minutes(1),
                {run(kStoreFailOver, kPool2), run(kSetNextHop, kPool2, kEdge1), pause(minutes(2)),
                 run(kFailOver, kPool1, 0), pause(hours(1)), run(kFailBack, kPool1),
                 pause(hours(2)), run(kSetXmppRoute, 1, kEdge2), run(kSetXmppRoute, 0, kEdge1)})};
  });
  r.run_until(hours(1));
  r.now([](Writer& w) { stop_services_of(w, kEdge2); });
  r.run_until(hours(12));
  EXPECT_GT(r.evaluations("INV-17"), 0U);
  EXPECT_FALSE(r.broken().contains("INV-17")) << r.text();
  ASSERT_EQ(r.watch->advice().size(), 1U);
  EXPECT_EQ(r.watch->advice()[0].rule, "INV-17");
  EXPECT_NE(r.watch->advice()[0].text.find("was failed back before edge1"), std::string::npos);
}

TEST(Invariants, Inv80_TwoEdgePoolsAreEnabledForFederation) {
  TestRun r;
  r.run_until(minutes(5));
  r.now(
      [](Writer& w) {
        draft_role(w, kEdge2, kFederationRole, true);
        publish(w);
      },
      TimerKind::kReplication);
  r.run_until(minutes(30));
  EXPECT_BROKEN(r, "INV-80");
}

TEST(Invariants, Inv80_FederationLeavesThroughAnEdgePoolThatDoesNotRun) {
  // The edit stays a draft; of a choice that a fault had spoilt before nothing is owed.
  for (const Index lost : {kEdge1, kEdge2}) {
    TestRun r(
        [&](World& world) { world.faults = {fault(FaultKind::kEdgePool, lost, minutes(1))}; });
    r.run_until(minutes(30));
    r.now(
        [](Writer& w) {
          draft_role(w, kEdge1, kFederationRole, false);
          draft_role(w, kEdge2, kFederationRole, true);
        },
        TimerKind::kReplication);
    r.run_until(hours(1));
    EXPECT_EQ(r.broken().contains("INV-80"), lost == kEdge1) << r.text();
  }
}

TEST(Invariants, Inv80_TwoPoolsSendThroughDifferentEdgePools) {
  TestRun r;
  r.run_until(minutes(5));
  r.now([](Writer& w) {
    w.put(w.state().pool(1).federation_seen, kEdge2);
    w.touch_all();
  });
  EXPECT_BROKEN(r, "INV-80", "INV-48");
}

TEST(Invariants, Inv81_TheRecordLeadsToTheEdgePoolThatWasLeft) {
  for (const bool corrupt : {false, true}) {
    TestRun r([](World& world) {
      ready_for_xmpp(world);
      move_xmpp_route(world);
    });
    r.run_until(minutes(5));
    r.now([](Writer& w) { stop_services_of(w, kEdge2); });
    r.run_until(minutes(20));
    r.now(
        [&](Writer& w) {
          for (const std::size_t server : {2U, 3U}) set_edge_services(w, server, true);
          if (corrupt) set_xmpp_host(w, 0, kEdge1);
        },
        TimerKind::kFrontEndStart);
    r.run_to_end();
    // At rest while the services were stopped the rule is broken in either case.
    EXPECT_TRUE(r.broken().contains("INV-81")) << r.text();
  }
}

TEST(Invariants, Inv81_RouteRecordsPortAndServicesAgree) {
  TestRun r([](World& world) {
    ready_for_xmpp(world);
    move_xmpp_route(world);
  });
  r.run_until(minutes(9));
  r.now([](Writer& w) { stop_services_of(w, kEdge2); });
  r.run_until(minutes(10) + seconds(30));
  r.now([](Writer& w) {
    for (const std::size_t server : {2U, 3U}) set_edge_services(w, server, true);
  });
  r.run_to_end();
  EXPECT_NOTHING_BROKEN(r);
  EXPECT_GT(r.evaluations("INV-81"), 0U);
}

TEST(Invariants, Inv83_OneOutsideStaysSignedOut) {
  TestRun r;
  r.run_until(minutes(5));
  ASSERT_EQ(r.state->user(kOutside).location, Location::kRemote);
  r.now([](Writer& w) { sign_out(w, kOutside); }, TimerKind::kReplication);
  r.run_until(hours(1));
  EXPECT_TRUE(r.broken().contains("INV-83")) << r.text();
}

TEST(Invariants, Inv83_WithoutARecordNobodyIsLedThere) {
  TestRun r([](World& world) {
    std::erase_if(world.topology.dns_records, [](const DnsRecord& record) {
      return record.service == DnsService::kRemoteAccess && record.edge_pool == kEdge2;
    });
    world.faults = {fault(FaultKind::kEdgePool, kEdge1, minutes(1))};
  });
  r.run_until(hours(2));
  EXPECT_EQ(r.state->user(kOutside).registrar, kNone);
  EXPECT_NOTHING_BROKEN(r);
}

TEST(Invariants, Inv84_AnEdgePoolKeepsTheLostPoolAsNextHop) {
  TestRun r([](World& world) {
    world.faults = {fault(FaultKind::kPool, kPool1, minutes(1))};
    world.actors = {at_site(1, minutes(2),
                            {run(kStoreFailOver, kPool2, 1), run(kSetNextHop, kPool2, kEdge1),
                             pause(minutes(2)), run(kFailOver, kPool1, 1)})};
  });
  r.run_until(hours(2));
  EXPECT_NOTHING_BROKEN(r);
  r.now([](Writer& w) { w.put(w.state().record<EdgePoolRecord>(0).next_hop.seen, kPool1); },
        TimerKind::kReplication);
  r.run_until(hours(3));
  EXPECT_TRUE(r.broken().contains("INV-84")) << r.text();
}

TEST(Invariants, Inv85_TwoEdgePoolsShareAName) {
  TestRun r(
      [](World& world) { world.topology.edge_pools[1].fqdn = world.topology.edge_pools[0].fqdn; });
  r.run_to_end();
  EXPECT_BROKEN(r, "INV-85");
}

TEST(Invariants, Inv86_APoolIsLeftWithAnEdgePoolThatDoesNotRun) {
  TestRun r([](World& world) { world.faults = {fault(FaultKind::kEdgePool, kEdge1, minutes(1))}; });
  r.run_until(minutes(30));
  EXPECT_NOTHING_BROKEN(r);
  r.now([](Writer& w) { draft_media_edge(w, kPool1, kEdge2); }, TimerKind::kReplication);
  r.run_until(hours(1));
  EXPECT_BROKEN(r, "INV-86");
}

TEST(Invariants, Inv87_TheXmppRouteIsMovedWhileServicesRun) {
  TestRun r([](World& world) {
    ready_for_xmpp(world);
    move_xmpp_route(world);
  });
  r.run_until(hours(1));
  EXPECT_BROKEN(r, "INV-87");
}

TEST(Invariants, Inv88_SomebodyInsideIsDisturbedByTheLossOfAnEdgePool) {
  for (const bool corrupt : {false, true}) {
    TestRun r(
        [](World& world) { world.faults = {fault(FaultKind::kEdgePool, kEdge1, minutes(1))}; });
    if (corrupt) {
      r.before_event_over = [](Writer& w, TimerKind kind) {
        if (kind == TimerKind::kFault) set_mode(w, 0, UserMode::kResiliency);
      };
    }
    r.run_until(minutes(2));
    EXPECT_EQ(r.broken().contains("INV-88"), corrupt) << r.text();
    EXPECT_GT(r.evaluations("INV-88"), 0U);
  }
}

}  // namespace
}  // namespace firedrill
