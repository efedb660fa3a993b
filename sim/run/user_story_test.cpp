// The words in which the story of a user is told.
#include "sim/run/user_story.hpp"

#include <gmock/gmock.h>

#include "sim/run/drill_for_tests.hpp"

namespace firedrill {
namespace {

using testing::HasSubstr;
using testing::Not;

UserStory story_of(const std::vector<UserStory::Change>& changes) {
  UserStory out;
  out.home = 0;
  out.site = 0;
  out.changes = changes;
  return out;
}

TEST(Story, SaysFromWhenToWhenThereWasNoRegularService) {
  const DrillForTests drill("duration: 1m\n");
  constexpr std::int64_t kHour = 3'600'000;
  const UserStory::Change out{kHour, UserMode::kSignedOut, kNone, {}};
  const UserStory::Change resilient{kHour + 300'000, UserMode::kResiliency, 1, {}};
  const UserStory::Change back{6 * kHour, UserMode::kRegular, 0, {}};
  const std::string span = "without regular service from 01:00:00 to 06:00:00 (5h 00m 00s)\n";
  EXPECT_THAT(tell(story_of({out, resilient, back}), drill.world(), 0), HasSubstr(span));
  EXPECT_THAT(tell(story_of({out, back}), drill.world(), 0), Not(HasSubstr("without regular")))
      << "people go home";
  EXPECT_THAT(tell(story_of({out, resilient}), drill.world(), 0), Not(HasSubstr("without regular")))
      << "what is still so is told with its reason";
}

}  // namespace
}  // namespace firedrill
