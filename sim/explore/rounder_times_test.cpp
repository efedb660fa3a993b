// Rounder is what divides by a larger grid, and never 0.
#include "sim/explore/rounder_times.hpp"

#include <gmock/gmock.h>

namespace firedrill {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(RounderTimes, WholeHoursComeFirstThenTheNearer) {
  EXPECT_THAT(rounder_values(minutes(72)),
              ElementsAre(hours(1), hours(2), minutes(90), minutes(70), minutes(80), minutes(75)));
}

TEST(RounderTimes, NothingIsRounderThanAnHour) {
  EXPECT_THAT(rounder_values(hours(3)), IsEmpty());
}

TEST(RounderTimes, SomethingSoonNeverBecomesSomethingAtOnce) {
  EXPECT_THAT(rounder_values(minutes(10)), ElementsAre(hours(1), minutes(30)));
  for (const Duration value : rounder_values(milliseconds(1))) EXPECT_GT(value.count(), 0);
}

TEST(RounderTimes, FaultsAtOneInstantMoveTogether) {
  Scenario scenario;
  scenario.faults.resize(3);
  scenario.faults[0].trigger.at = minutes(11);
  scenario.faults[1].trigger.at = minutes(12);
  scenario.faults[2].trigger.at = minutes(11);
  scenario.faults[1].has_repair = true;
  scenario.faults[1].repair_after = minutes(7);
  scenario.orders.resize(1);
  scenario.orders[0].at = minutes(11);
  const std::vector<TimePlaces> times = times_to_round(scenario);
  ASSERT_EQ(times.size(), 3U);
  EXPECT_THAT(times[0], ElementsAre(&scenario.faults[0].trigger.at, &scenario.faults[2].trigger.at,
                                    &scenario.orders[0].at));
  EXPECT_THAT(times[2], ElementsAre(&scenario.faults[1].repair_after));
}

TEST(RounderTimes, ShorterLengthsAreShorter) {
  EXPECT_THAT(shorter_lengths(hours(1)), ElementsAre(minutes(10), minutes(30)));
  EXPECT_THAT(shorter_lengths(minutes(10)), IsEmpty());
}

}  // namespace
}  // namespace firedrill
