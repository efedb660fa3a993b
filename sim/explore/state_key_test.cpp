// Goal: a key that leaves something out, or folds it, says how far that is right. Method: one
// remembered instant that hangs on the fault, and the zone on either side of a limit.
#include "sim/explore/state_key.hpp"

#include <gtest/gtest.h>

#include "sim/explore/search_world.hpp"
#include "sim/run/simulation.hpp"

namespace firedrill {
namespace {

class KeyWithoutZone : public testing::Test {
 protected:
  void SetUp() override {
    Diagnostics diagnostics;
    ScenarioOptions options;
    options.set = {"users=2"};
    const auto scenario = read_scenario_file(
        std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/documented/pool-failover.yaml", options,
        diagnostics);
    ASSERT_TRUE(scenario.has_value());
    build_search_world(*scenario, 1, {}, world_);
    state_ = initial_state(world_);
    writer_ = std::make_unique<Writer>(world_, state_);
    watch_ = std::make_unique<InvariantWatch>(world_, state_);
    armed_.resize((world_.layout.slot_count() + 63) / 64);
    writer_->set_armed(armed_.data());
    state_.set_now(Instant::from_word(kNow));
  }

  /// How far the key stays the same where the fault struck within [least, most].
  Range range(std::int64_t least, std::int64_t most) {
    Zone zone;
    EXPECT_TRUE(zone.add_variable(Instant::from_word(least), most));
    Leeway leeway(zone);
    Sight sight;
    StateKey key(world_, true);
    (void)key.without_zone(*writer_, *watch_, zone, {}, 0, &leeway, sight);
    return leeway.range();
  }
  void remember(const std::int64_t& field) { writer_->put(field, Instant::anchored(1, 0).word()); }

  static constexpr std::int64_t kNow = 10'000'000;
  World world_;
  State state_;
  std::vector<std::uint64_t> armed_;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<InvariantWatch> watch_;
};

TEST_F(KeyWithoutZone, HoldsWhileAStampIsTooOldToBeAskedFor) {
  remember(state_.link(0).oldest_waiting);
  const std::int64_t oldest =
      kNow - StampBounds(world_).longest_interval(state_).count();  // at this age it still counts
  EXPECT_EQ(range(1'000, oldest - 1).most, oldest - 1);
  EXPECT_LT(range(1'000, oldest - 1).least, -Leeway::kFar / 2);
  EXPECT_EQ(range(1'000, oldest).most, Leeway::kFar);  // it is in the key
}

TEST_F(KeyWithoutZone, HoldsWithinThePeriodOfAPhase) {
  remember(state_.link(0).phase);
  const std::int64_t period = sync_interval(state_).count();
  const Range third = range(kNow - 3 * period + 10, kNow - 2 * period - 10);
  EXPECT_EQ(third.least, kNow - 3 * period + 1);
  EXPECT_EQ(third.most, kNow - 2 * period);
  const Range first = range(kNow - period + 10, kNow - 10);
  EXPECT_EQ(first.least, kNow - period + 1);
  EXPECT_EQ(first.most, Leeway::kFar);
  const Range several = range(kNow - 3 * period, kNow - period);  // in the key as it is
  EXPECT_EQ(several.least, -Leeway::kFar);
  EXPECT_EQ(several.most, Leeway::kFar);
}

}  // namespace
}  // namespace firedrill
