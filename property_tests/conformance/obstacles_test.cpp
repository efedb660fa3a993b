// What is told to stand in the way of federation, XMPP, media and users outside: each obstacle is
// brought about, and it is the first that is found, and the only one.
#include "property_tests/conformance/pair_drill.hpp"
#include "sim/model/passage.hpp"

namespace firedrill {
namespace {

using enum EdgeService;

class ObstacleDrill : public PairDrill {
 public:
  explicit ObstacleDrill(Change change = ready_for_xmpp) : PairDrill(change) {}

  [[nodiscard]] Obstacles met(EdgeService service, Index pool = pool1) const {
    return passage(world, state(), service, 0, pool).obstacles;
  }
  [[nodiscard]] Obstacles given(Index edge) const {
    return obstacles_at(world, state(), kXmpp, 0, edge, Word::kGiven);
  }
};

/// Only `expected` is there.
void expect_only(Obstacle expected, const Obstacles& found) {
  Obstacles only;
  only.add(expected, expected != Obstacle::kNone);
  for (int i = 1; i <= static_cast<int>(Obstacle::kNotAnswered); ++i) {
    const auto obstacle = static_cast<Obstacle>(i);
    EXPECT_EQ(found.has(obstacle), only.has(obstacle)) << "obstacle " << i;
  }
  EXPECT_EQ(found.first(), expected);
}

TEST(Obstacles, AreNoneInAHealthyDeployment) {
  const ObstacleDrill drill;
  for (int i = 0; i < kEdgeServices; ++i) {
    expect_only(Obstacle::kNone, drill.met(static_cast<EdgeService>(i)));
    EXPECT_EQ(passage(drill.world, drill.state(), static_cast<EdgeService>(i), 0, 0).edge_pool,
              ObstacleDrill::edge1);
  }
}

TEST(Obstacles, OfALostEdgePoolAreToldOncePerService) {
  ObstacleDrill drill;
  drill.strike(FaultKind::kEdgePool, ObstacleDrill::edge1);
  expect_only(Obstacle::kEdgePoolDown, drill.met(kFederationOut));
  expect_only(Obstacle::kEdgePoolDown, drill.met(kMedia));
  EXPECT_EQ(drill.met(kXmpp).first(), Obstacle::kEdgePoolDown);
  drill.strike(FaultKind::kEdgePool, ObstacleDrill::edge2);
  expect_only(Obstacle::kNotFound, drill.met(kFederationIn));
  expect_only(Obstacle::kNoWayIn, drill.met(kRemoteAccess));
}

TEST(Obstacles, OfXmppAreFoundOneByOne) {
  ObstacleDrill port;
  port.succeed("Firewall.Close -EdgePool edge1.contoso.com");
  expect_only(Obstacle::kPortClosed, port.met(kXmpp));
  ObstacleDrill host;
  host.succeed("Dns.SetHost -Name xmpp.contoso.com -Target edge2.contoso.com");
  host.pass(minutes(6));
  expect_only(Obstacle::kHostElsewhere, host.met(kXmpp));
  ObstacleDrill dns;
  dns.strike(FaultKind::kDnsDown, 1);
  dns.pass(minutes(6));
  expect_only(Obstacle::kNotAnswered, dns.met(kXmpp));
  ObstacleDrill enabled;
  enabled.succeed("TB.SetXmpp -EdgePool edge1 -Enabled $false");
  enabled.succeed("TB.Publish");
  enabled.pass(minutes(6));
  expect_only(Obstacle::kNotEnabled, enabled.met(kXmpp));
}

TEST(Obstacles, KnowAMissingSrvRecordAsItIsGivenAndAsItHasBeenLearnt) {
  ObstacleDrill drill;
  drill.succeed("Dns.RemoveRecord -Name _xmpp-server._tcp.contoso.com -Target edge1.contoso.com");
  expect_only(Obstacle::kRecordMissing, drill.given(ObstacleDrill::edge1));
  expect_only(Obstacle::kNone, drill.met(kXmpp));
  drill.pass(minutes(6));
  expect_only(Obstacle::kRecordMissing, drill.met(kXmpp));
}

TEST(Obstacles, OfFederationAreWhatIsNotEnabledOrNotInstalled) {
  ObstacleDrill drill;
  drill.succeed("TB.SetFederation -EdgePool edge1 -Enabled $false");
  drill.succeed("TB.SetFederation -EdgePool edge2 -Enabled $true");
  drill.succeed("TB.Publish");
  drill.pass(minutes(6));
  expect_only(Obstacle::kNotInstalled, drill.met(kFederationOut));
  drill.succeed("TB.SetFederation -EdgePool edge2 -Enabled $false");
  drill.succeed("TB.Publish");
  drill.pass(minutes(6));
  expect_only(Obstacle::kNoRoute, drill.met(kFederationOut));
}

TEST(Obstacles, OfTheWayBetweenPoolAndEdgePool) {
  ObstacleDrill wall([](Topology& t) { t.edge_pools[0].closed_to = {ObstacleDrill::pool2}; });
  expect_only(Obstacle::kOutOfReach, wall.met(kFederationOut, ObstacleDrill::pool2));
  ObstacleDrill hop;
  hop.strike(FaultKind::kPool, ObstacleDrill::pool1);
  expect_only(Obstacle::kLeadsElsewhere, hop.met(kFederationIn, ObstacleDrill::pool2));
  expect_only(Obstacle::kLeadsElsewhere, hop.met(kXmpp, ObstacleDrill::pool2));
  expect_only(Obstacle::kNone, hop.met(kFederationOut, ObstacleDrill::pool2));
}

TEST(Obstacles, OfAPoolThatNeverHadAnEdgePoolForMediaAreNotMissed) {
  ObstacleDrill drill([](Topology& t) { t.pools[0].media_edge = kNone; });
  expect_only(Obstacle::kNoRoute, drill.met(kMedia));
  EXPECT_FALSE(remote_media(drill.world, drill.state(), ObstacleDrill::pool1));
  EXPECT_FALSE(is_deployed(drill.world, drill.state(), kMedia, ObstacleDrill::pool1));
  EXPECT_TRUE(is_deployed(drill.world, drill.state(), kMedia, ObstacleDrill::pool2));
  drill.succeed("TB.SetMediaEdge -Pool pool1 -EdgePool edge2");
  drill.succeed("TB.Publish");
  drill.pass(minutes(6));
  EXPECT_TRUE(is_deployed(drill.world, drill.state(), kMedia, ObstacleDrill::pool1))
      << "somebody has given it one";
  expect_only(Obstacle::kNone, drill.met(kMedia));
}

}  // namespace
}  // namespace firedrill
