#include "sim/engine/assert.hpp"

#include <gtest/gtest.h>

namespace firedrill {
namespace {

struct Subject {
  int seed;
};
std::string describe(const void* run) {
  return "seed " + std::to_string(static_cast<const Subject*>(run)->seed);
}
std::string describe_badly(const void*) {
  FIREDRILL_ASSERT(1 > 2, "the description is broken");
  return "never said";
}

TEST(Assert, PassesWhenTheConditionHolds) {
  FIREDRILL_ASSERT(1 + 1 == 2, "arithmetic");
}

TEST(AssertDeathTest, NamesConditionPlaceAndRun) {
  const Subject run{42};
  const AssertContext context(describe, &run);
  EXPECT_EXIT(FIREDRILL_ASSERT(run.seed == 1, "the seed is another"),
              testing::ExitedWithCode(kExitInternal),
              "the seed is another(.|\n)*run\\.seed == 1(.|\n)*assert_test\\.cpp:[0-9]+(.|\n)*"
              "run: seed 42");
}

TEST(AssertDeathTest, EndsEvenWhenTheDescriptionFails) {
  const AssertContext context(describe_badly, nullptr);
  EXPECT_EXIT(FIREDRILL_ASSERT(false, "first"), testing::ExitedWithCode(kExitInternal),
              "first(.|\n)*the description is broken");
}

TEST(AssertContext, TheInnermostSpeaksAndTheOuterReturns) {
  EXPECT_EQ(AssertContext::line(), "");
  const Subject outer{1};
  const AssertContext first(describe, &outer);
  {
    const Subject inner{2};
    const AssertContext second(describe, &inner);
    EXPECT_EQ(AssertContext::line(), "seed 2");
  }
  EXPECT_EQ(AssertContext::line(), "seed 1");
}

}  // namespace
}  // namespace firedrill
