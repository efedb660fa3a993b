// Exact ranks, and intervals checked against values computed by hand and by simulation.
#include "sim/explore/distribution.hpp"

#include <gtest/gtest.h>

#include "sim/engine/draws.hpp"

namespace firedrill {
namespace {

Distribution up_to(std::int64_t n) {
  Distribution out;
  for (std::int64_t i = 1; i <= n; ++i) out.add(i);
  return out;
}

TEST(Distribution, GivesTheValueOfTheNearestRank) {
  EXPECT_EQ(up_to(1000).quantile(500).value, 500);
  EXPECT_EQ(up_to(1000).quantile(950).value, 950);
  EXPECT_EQ(up_to(3).quantile(950).value, 3);
  EXPECT_EQ(up_to(1000).largest(), 1000);
}

TEST(Distribution, BracketsAQuantileByRanks) {
  // n q (1 - q) z^2 = 1000 / 4 * 3.8416, the root of which is 30.99; one rank more on either side.
  const Distribution::Quantile median = up_to(1000).quantile(500);
  EXPECT_EQ(median.low, 469);
  EXPECT_EQ(median.high, 531);
  EXPECT_FALSE(median.open);
}

TEST(Distribution, SaysThatTooFewRunsHaveNoUpperEnd) {
  const Distribution::Quantile p95 = up_to(20).quantile(950);
  EXPECT_TRUE(p95.open);
  EXPECT_EQ(p95.high, 20);
}

TEST(Distribution, CountsWhatNeverCameAboveEverything) {
  Distribution d = up_to(10);
  for (int i = 0; i < 10; ++i) d.add_never();
  EXPECT_EQ(d.count(), 20U);
  EXPECT_EQ(d.quantile(500).value, 10);
  EXPECT_EQ(d.quantile(950).value, Distribution::kNever);
  EXPECT_EQ(d.largest(), Distribution::kNever);
}

TEST(Distribution, DoesNotDependOnHowItWasMerged) {
  Distribution odd;
  Distribution even;
  for (std::int64_t i = 1; i <= 100; ++i) (i % 2 != 0 ? odd : even).add(i);
  Distribution merged = even;
  merged.merge(odd);
  const auto all = up_to(100).counts();
  ASSERT_EQ(merged.counts().size(), all.size());
  EXPECT_EQ(merged.quantile(500).value, 50);
}

TEST(SquareRoot, IsTheLargestThatFits) {
  for (std::uint64_t n = 0; n < 5000; ++n) {
    const std::uint64_t root = square_root(n);
    EXPECT_LE(root * root, n);
    EXPECT_GT((root + 1) * (root + 1), n);
  }
  EXPECT_EQ(square_root(Wide{1} << 100), std::uint64_t{1} << 50);
}

TEST(Wilson, AgreesWithKnownValues) {
  // 8 of 10: 0.4902 to 0.9433; 0 of 1000: at most 3.8416 / 1003.8416.
  const Share eight = wilson(8, 10);
  EXPECT_NEAR(static_cast<double>(eight.low_ppm), 490'162, 20);
  EXPECT_NEAR(static_cast<double>(eight.high_ppm), 943'318, 20);
  EXPECT_EQ(wilson(0, 1000).low_ppm, 0U);
  EXPECT_NEAR(static_cast<double>(wilson(0, 1000).high_ppm), 3827, 3);
  EXPECT_EQ(wilson(5, 5).high_ppm, 1'000'000U);
}

TEST(Wilson, HoldsTheTrueShareNineteenTimesInTwenty) {
  const Draws draws(7);
  int inside = 0;
  constexpr int kTrials = 2000;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::uint64_t hits = 0;
    for (std::uint64_t k = 0; k < 100; ++k) {
      const auto who = static_cast<std::uint64_t>(trial);
      hits += draws.below(100, Purpose::kSwarm, who, k) < 20 ? 1 : 0;
    }
    const Share share = wilson(hits, 100);
    inside += share.low_ppm <= 200'000 && 200'000 <= share.high_ppm ? 1 : 0;
  }
  EXPECT_GT(inside, kTrials * 93 / 100);
  EXPECT_LT(inside, kTrials * 97 / 100);
}

}  // namespace
}  // namespace firedrill
