// Edge pools, DNS and federation, on drawn drills (rule book 7.5).
#include <gtest/gtest.h>

#include "property_tests/properties/rule_holds.hpp"

namespace firedrill {
namespace {

using enum DrillTheme;

/// One administrator who leaves nothing out; faults may strike all the same.
constexpr DrillShape kWholeTasks{.theme = kEdges,
                                 .faults_max = 2,
                                 .administrators_max = 1,
                                 .wrong_steps = false,
                                 .complete_tasks = true};

TEST(Edge, Inv80_OneEdgePoolCarriesFederation) {
  rule_holds("INV-80", "federation leaves through one Edge pool, and after a move it runs",
             kWholeTasks, 2);
}
TEST(Edge, Inv81_RouteRecordsPortAndServicesAgree) {
  rule_holds("INV-81", "after a move of XMPP route, records, port and services agree", kWholeTasks,
             2);
}
TEST(Edge, Inv82_TheLowestNumberThatCanBeReached) {
  rule_holds("INV-82", "who follows the records arrives at the lowest number that does", kEdges);
}
TEST(Edge, Inv83_UsersOutsideComeBackByThemselves) {
  rule_holds("INV-83", "at rest nobody outside is signed out whom an Edge pool leads in", kEdges);
}
TEST(Edge, Inv84_NoEdgePoolLeadsToALostPool) {
  rule_holds("INV-84", "after a failover no running Edge pool leads to the pool that was lost",
             kFailovers);
}
TEST(Edge, Inv85_NamesAreUnique) {
  rule_holds("INV-85", "Edge pools have names of their own", kEdges);
}
TEST(Edge, Inv86_MediaPassAnEdgePoolThatRuns) {
  rule_holds("INV-86", "a pool that was given another Edge pool for media has one that runs",
             kWholeTasks, 2);
}
TEST(Edge, Inv87_ServicesAreStoppedWhileTheXmppRouteMoves) {
  rule_holds("INV-87", "the XMPP route moves to an Edge pool whose services are stopped",
             kWholeTasks, 2);
}
TEST(Edge, Inv88_UsersInsideNoticeNothing) {
  rule_holds("INV-88", "the loss of an Edge pool disturbs nobody inside", kEdges);
}

}  // namespace
}  // namespace firedrill
