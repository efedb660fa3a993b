// Databases under mirroring and quorum of Front Ends, on drawn drills (rule book 7.4).
#include <gtest/gtest.h>

#include "property_tests/properties/rule_holds.hpp"

namespace firedrill {
namespace {

using enum DrillTheme;

TEST(Databases, Inv60_OnePrincipal) {
  rule_holds("INV-60", "a principal moves by a switch only", kDatabases);
}
TEST(Databases, Inv61_NoSwitchWithoutAMirror) {
  rule_holds("INV-61", "only a mirrored database is switched", kDatabases);
}
TEST(Databases, Inv62_ASwitchBetweenEqualCopiesLosesNothing) {
  rule_holds("INV-62", "a switch between synchronised copies loses nothing", kDatabases);
}
TEST(Databases, Inv63_AutomaticFailoverNeedsAWitness) {
  rule_holds("INV-63", "databases fail over by themselves with a witness, and then they do",
             kDatabases);
}
TEST(Databases, Inv64_WhenDatabasesServe) {
  rule_holds("INV-64", "a Back End counts as lost exactly when it does not serve", kDatabases);
}
TEST(Databases, Inv65_TheLossOfAWitnessAloneStopsNothing) {
  rule_holds("INV-65", "the loss of a witness alone stops nothing", kDatabases);
}
TEST(Databases, Inv66_TheBackEndMayBeAwayForAWhile) {
  rule_holds("INV-66", "users stay regular until the Back End is away for the threshold",
             kDatabases);
}
TEST(Databases, Inv67_NobodyIsRegularWithoutABackEnd) {
  rule_holds("INV-67", "nobody is regular where the Back End is away for longer", kDatabases);
}
TEST(Quorum, Inv68_NoServiceBelowQuorum) {
  rule_holds("INV-68", "a pool below functional quorum does not serve", kFrontEnds);
}
TEST(Quorum, Inv69_NoStartBelowTheTable) {
  rule_holds("INV-69", "a pool starts with as many Front Ends as the table says", kFrontEnds);
}
TEST(Quorum, Inv70_VotersOfLargePools) {
  rule_holds("INV-70", "in large pools only the first Front Ends vote", kFrontEnds);
}
TEST(Quorum, Inv71_VotesAndSql) {
  rule_holds("INV-71", "the SQL server votes where Front Ends are even", kFrontEnds);
}
TEST(Quorum, Inv72_RoutingGroupsNeedReplicas) {
  rule_holds("INV-72", "users of a routing group without replicas are not served", kFrontEnds);
}
TEST(Quorum, Inv73_PoolsOfTwoStartInReverseOrder) {
  rule_holds("INV-73", "a pool of two does not start with the server that went first", kFrontEnds);
}
TEST(Databases, Inv74_OneTypeAtATime) {
  rule_holds("INV-74", "switching one type of database drags no other along", kDatabases);
}

}  // namespace
}  // namespace firedrill
