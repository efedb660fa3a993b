// What users wrote, and the Backup Service, on drawn drills (rule book 7.2).
#include <gtest/gtest.h>

#include "property_tests/properties/rule_holds.hpp"

namespace firedrill {
namespace {

using enum DrillTheme;

TEST(Data, Inv20_DisasterLosesTheBacklogAtMost) {
  rule_holds("INV-20", "a disaster failover strands the backlog and no more", kFailovers);
}
TEST(Data, Inv22_APlannedFailoverInTimeLosesNothing) {
  rule_holds("INV-22", "a planned failover that drained in time leaves nothing behind", kFailovers);
}
TEST(Data, Inv23_FailbackBringsEverythingHome) {
  rule_holds("INV-23", "failback brings home what was written at the backup", kFailovers);
}
TEST(Data, Inv24_DisasterFailbackLosesWhatTheBackupHadAlone) {
  rule_holds("INV-24", "disaster failback gives up what only the backup had, and nothing else",
             kFailovers, 2);
}
TEST(Data, Inv25_NoContentComesHomeByItself) {
  // A drill that forgets the copy breaks the second row, as it should.
  rule_holds("INV-25", "after a failback and the copy it owes, no content is left behind",
             DrillShape{.theme = kData,
                        .pairs_max = 1,
                        .faults_max = 0,
                        .administrators_max = 1,
                        .wrong_steps = false,
                        .complete_tasks = true},
             2);
}
TEST(Data, Inv26_ACopyLosesNothing) {
  rule_holds("INV-26", "a content sync loses nothing and copies all there was", kData);
}
TEST(Data, Inv27_ASecondCopyChangesNothing) {
  rule_holds("INV-27", "a second sync with nothing written between changes nothing", kData);
}
TEST(Data, Inv28_FinalMeansNothingWaits) {
  rule_holds("INV-28", "final state is told only when nothing waits", kData);
}
TEST(Data, Inv29_SteadyMeansNothingOldWaits) {
  rule_holds("INV-29", "steady state is told only when nothing waits longer than an interval",
             kData);
}
TEST(Data, Inv30_FinalImpliesSteady) {
  rule_holds("INV-30", "final state implies steady state", kData);
}
TEST(Data, Inv31_ReadOnlyWhileDraining) {
  rule_holds("INV-31", "a pool that drains acknowledges no change, and its end lifts that", kData,
             3);
}
TEST(Data, Inv32_ResiliencyWritesNothing) {
  rule_holds("INV-32", "no persistent change is acknowledged in resiliency mode", kRegistrars);
}
TEST(Data, Inv33_LocationsAreNotReplicated) {
  rule_holds("INV-33", "the Backup Service carries no locations", kStore);
}
TEST(Data, Inv34_LossHasACause) {
  rule_holds("INV-34", "changes are lost by the named causes only", kData);
}
TEST(Data, Inv38_QueuedItemsAddUp) {
  rule_holds("INV-38", "queued items are delivered, flushed, lost or still there", kData);
}
TEST(Data, NothingIsCountedTwice) {
  rule_holds("conservation", "users, writes, conferences and counts add up", kEverything);
}

}  // namespace
}  // namespace firedrill
