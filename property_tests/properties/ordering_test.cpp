// Order and state machine of pool failover and failback, on drawn drills (rule book 7.1).
#include <gtest/gtest.h>

#include "property_tests/properties/rule_holds.hpp"

namespace firedrill {
namespace {

using enum DrillTheme;

TEST(Ordering, Inv01_FailbackPrecedesCrossFailover) {
  rule_holds("INV-01", "failback precedes cross-failover", kFailovers);
}
TEST(Ordering, Inv02_NoUserIsEverOrphaned) {
  rule_holds("INV-02", "no user is ever orphaned: everybody has a home that exists", kEverything);
}
TEST(Ordering, Inv03_WhoeverCanBeServedIsServed) {
  rule_holds("INV-03", "no user is ever orphaned: whoever has a pool that can serve is regular",
             kFailovers);
}
TEST(Ordering, Inv04_TheStoreMovesBeforeThePool) {
  rule_holds("INV-04", "a failover needs a live store elsewhere", kStore);
}
TEST(Ordering, Inv05_TheNextHopMovesBeforeThePool) {
  rule_holds("INV-05", "no pool that is a next hop is failed over", kFailovers);
}
TEST(Ordering, Inv06_FailbackNamesThePoolOfTheFailover) {
  rule_holds("INV-06", "only a pool that was failed over is failed back", kFailovers);
}
TEST(Ordering, Inv07_FailbackStartsFromFailedOver) {
  rule_holds("INV-07", "failback begins in FailedOver, or after a failback that failed",
             kFailovers);
}
TEST(Ordering, Inv08_PoolStatesGoTheirLegalWay) {
  rule_holds("INV-08", "pool states follow the legal transitions", kFailovers);
}
TEST(Ordering, Inv09_NoFailoverIsAutomatic) {
  rule_holds("INV-09", "no pool state changes without a command", kFailovers);
}
TEST(Ordering, Inv10_OnlyMovesChangeHomes) {
  rule_holds("INV-10", "only a command that moves users changes their home", kData);
}
TEST(Ordering, Inv11_OnePoolOfAPairAtMostIsAway) {
  rule_holds("INV-11", "never are both pools of a pair out of Active", kFailovers);
}
TEST(Ordering, Inv12_OnlyUsersOfTheFailedPoolAreDisturbed) {
  rule_holds("INV-12", "a failover disturbs the users of its own pool only", kFailovers);
}
TEST(Ordering, Inv13_ARefusedCommandChangesNothing) {
  rule_holds("INV-13", "a refused command changes nothing, a failed one what is listed",
             kFailovers);
}
TEST(Ordering, Inv14_WhatIfChangesNothing) {
  rule_holds("INV-14", "-WhatIf changes nothing", kStore);
}
TEST(Ordering, Inv15_ARepeatedFailbackConverges) {
  rule_holds("INV-15", "a failback repeated after a failure ends as one that did not fail",
             kFailovers, 3);
}
TEST(Ordering, Inv16_ARoundTripLeavesTheTopologyAlone) {
  rule_holds("INV-16", "failover and failback change neither pairing nor hops nor the store",
             kFailovers);
}

}  // namespace
}  // namespace firedrill
