// Goal: nothing that a check will read of the past is left out of what keeps two futures apart.
// Method: of two memories that differ in one note of a content sync, each note in turn.
#include <gtest/gtest.h>

#include <functional>

#include "sim/rules/invariant_memory.hpp"
#include "sim/rules/test_world.hpp"

namespace firedrill::invariants {
namespace {

class FoldOfSyncs : public testing::Test {
 protected:
  FoldOfSyncs() { memory_.notes = first_notes(run_.world, *run_.state); }
  std::vector<std::uint64_t> folded(const WatchMemory& memory) const {
    MemoryFold out;
    fold_memory(*run_.state, StampBounds(run_.world), memory, out);
    return out.numbers;
  }
  bool matters(const std::function<void(SyncNotes&)>& change) const {
    WatchMemory other = memory_;
    change(other.notes.syncs[0]);
    return folded(other) != folded(memory_);
  }
  SyncNotes& notes() { return memory_.notes.syncs[0]; }

  test::TestRun run_;
  WatchMemory memory_;
};

TEST_F(FoldOfSyncs, HoldsWhetherOneRunsOrIsDone) {
  EXPECT_TRUE(matters([](SyncNotes& n) { n.running = true; }));
  EXPECT_TRUE(matters([](SyncNotes& n) { n.done = true; }));
  EXPECT_TRUE(matters([](SyncNotes& n) { n.disturbed = true; }));
}

TEST_F(FoldOfSyncs, HoldsWhatWasThereBeforeOneThatRuns) {
  EXPECT_FALSE(matters([](SyncNotes& n) { n.source_before.lost = 1; })) << "none runs";
  notes().running = true;
  EXPECT_TRUE(matters([](SyncNotes& n) { n.source_before.lost = 1; }));
  EXPECT_TRUE(matters([](SyncNotes& n) { n.partner_before.lost = 1; }));
  EXPECT_TRUE(matters([](SyncNotes& n) { n.source_before.acknowledged = 1; }));
  EXPECT_TRUE(matters([](SyncNotes& n) { n.partner_before.acknowledged = 1; }));
  EXPECT_FALSE(matters([](SyncNotes& n) { n.source_after.lost = 1; })) << "it will be overwritten";
}

TEST_F(FoldOfSyncs, HoldsWhatWasThereAfterOneThatIsDone) {
  notes().done = true;
  EXPECT_TRUE(matters([](SyncNotes& n) { n.source_after.lost = 1; }));
  EXPECT_TRUE(matters([](SyncNotes& n) { n.partner_after.lost = 1; }));
  EXPECT_TRUE(matters([](SyncNotes& n) { n.source_after.acknowledged = 1; }));
  EXPECT_TRUE(matters([](SyncNotes& n) { n.partner_after.acknowledged = 1; }));
  EXPECT_FALSE(matters([](SyncNotes& n) { n.source_before.lost = 1; })) << "no check reads it";
}

}  // namespace
}  // namespace firedrill::invariants
