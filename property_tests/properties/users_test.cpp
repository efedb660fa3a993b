// Users, their registrations and conferences, on drawn drills (rule book 7.6).
#include <gtest/gtest.h>

#include "property_tests/properties/rule_holds.hpp"

namespace firedrill {
namespace {

using enum DrillTheme;

TEST(Users, Inv90_TheRightRegistrar) {
  rule_holds("INV-90", "at rest users are registered at home or at the backup of home",
             kRegistrars);
}
TEST(Users, Inv91_TheBackupWaitsForTheInterval) {
  rule_holds("INV-91", "the backup Registrar takes nobody before the interval is over",
             kRegistrars);
}
TEST(Users, Inv92_BorrowedUsersGoHome) {
  rule_holds("INV-92", "borrowed users go home when home is back", kRegistrars);
}
TEST(Users, Inv93_AFailedOverPoolSendsUsersAway) {
  rule_holds("INV-93", "a pool that knows it is failed over registers none of its users",
             kFailovers);
}
TEST(Users, Inv94_ConferencesOfThePoolEnd) {
  rule_holds("INV-94", "failover and failback end the conferences of that pool only", kFailovers);
}
TEST(Users, Inv95_NoConferenceInResiliencyMode) {
  rule_holds("INV-95", "nobody away from home creates a conference in resiliency mode",
             kRegistrars);
}
TEST(Users, Inv98_CapacityIsAnnounced) {
  rule_holds("INV-98", "a pair too small for both was announced as such", kFailovers);
}
TEST(Users, Inv99_OldClientsWaitForFailback) {
  rule_holds("INV-99", "Office Communicator 2007 R2 does not sign in during a failback",
             kFailovers);
}
TEST(Users, Inv102_ResiliencyEnds) {
  rule_holds("INV-102", "at rest nobody who can be served is in resiliency mode", kRegistrars);
}

}  // namespace
}  // namespace firedrill
