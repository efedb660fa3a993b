// The Central Management store and the topology, on drawn drills (rule book 7.3, INV-116).
#include <gtest/gtest.h>

#include "property_tests/properties/rule_holds.hpp"

namespace firedrill {
namespace {

using enum DrillTheme;

TEST(Store, Inv40_OneActiveMasterAtMost) {
  rule_holds("INV-40", "there is one active master at most", kStore);
}
TEST(Store, Inv41_TheFileTransferAgentFollows) {
  rule_holds("INV-41", "the file transfer agent is where the master is", kStore);
}
TEST(Store, Inv42_TheConnectionPointFollows) {
  rule_holds("INV-42", "the service connection point names the active master", kStore);
}
TEST(Store, Inv43_NothingIsWrittenWithoutAMaster) {
  rule_holds("INV-43", "configuration is written only where a master is active", kStore);
}
TEST(Store, Inv44_NoReplicaIsAhead) {
  rule_holds("INV-44", "no replica is ahead of the master", kStore);
}
TEST(Store, Inv45_ReplicasCatchUp) {
  rule_holds("INV-45", "at rest every reachable replica is up to date", kStore);
}
TEST(Store, Inv46_AMoveLosesNoMoreThanItMay) {
  rule_holds("INV-46", "the store loses what was not synchronised, and only by force", kStore);
}
TEST(Store, Inv47_PoolFailbackLeavesTheStore) {
  rule_holds("INV-47", "failback does not move the store", kFailovers);
}
TEST(Store, Inv48_EditsActWhenReplicated) {
  rule_holds("INV-48", "a published edit acts where the replica has it", kPairing);
}
TEST(Store, Inv49_PairsAreMutual) {
  rule_holds("INV-49", "pairs are mutual", kPairing);
}
TEST(Store, Inv50_APairIsOfTwo) {
  rule_holds("INV-50", "no pool backs up two", kPairing);
}
TEST(Store, Inv51_ReferencesExist) {
  rule_holds("INV-51", "what a published topology names exists", kPairing);
}
TEST(Store, Inv52_TheStandbyStands) {
  rule_holds("INV-52", "the partner of the store's pool keeps the standby", kFailovers);
}
TEST(Store, Inv53_OwedRestartsAreDone) {
  // A drill that forgets a restart breaks the rule, as it should.
  rule_holds("INV-53", "whoever restarts Front Ends after each change ends with none left",
             DrillShape{.theme = kDatabases,
                        .faults_max = 0,
                        .administrators_max = 1,
                        .wrong_steps = false,
                        .complete_tasks = true},
             1);
}
TEST(Store, Inv116_LocationsAreSeenWhenPublished) {
  rule_holds("INV-116", "imported locations are seen when they are published", kStore);
}

}  // namespace
}  // namespace firedrill
