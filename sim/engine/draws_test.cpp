// Goal: draws are Philox4x32-10, are pure functions of their coordinates, and have the
// distributions they claim. Golden values hold every compiler, optimisation level and platform to
// the same bits.
#include "sim/engine/draws.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

namespace firedrill {
namespace {

TEST(Draws, AreTheRecordedBits) {
  const Draws draws(20130101);
  EXPECT_EQ(draws.bits(Purpose::kTopology, 0, 0), 8879751309007613289U);
  EXPECT_EQ(draws.bits(Purpose::kFaults, 7, 3), 578479393736926958U);
  EXPECT_EQ(draws.bits(Purpose::kChoice, ~std::uint64_t{0}, std::uint64_t{1} << 40),
            3211864712312013509U);
  EXPECT_EQ(draws.below(1'000'000, Purpose::kArrivalUser, 12, 5), 892197U);
  EXPECT_EQ(draws.exponential_ms(3'600'000, Purpose::kArrival, 1, 2), 1182463);
  EXPECT_EQ(draws.in_range(seconds(10), seconds(60), Purpose::kLatency, 4, 4).count(), 15995);
}

TEST(Draws, DifferInEveryCoordinate) {
  std::set<std::uint64_t> seen;
  std::size_t drawn = 0;
  for (const std::uint64_t seed : {0U, 1U, 2U}) {
    const Draws draws(seed);
    for (std::uint32_t purpose = 0; purpose < kPurposes; ++purpose) {
      for (const std::uint64_t entity : {0ULL, 1ULL, 2ULL, 1ULL << 32, 1ULL << 63}) {
        for (const std::uint64_t n : {0ULL, 1ULL, 2ULL, 1ULL << 32, 1ULL << 63}) {
          seen.insert(draws.bits(static_cast<Purpose>(purpose), entity, n));
          ++drawn;
        }
      }
    }
  }
  EXPECT_EQ(seen.size(), drawn);
}

TEST(Draws, StayBelowTheirBoundAndFillIt) {
  const Draws draws(5);
  std::vector<int> count(6);
  for (std::uint64_t n = 0; n < 60'000; ++n) ++count.at(draws.below(6, Purpose::kChoice, 1, n));
  // Five degrees of freedom: chi-square exceeds 25.7 in one of ten thousand seeds.
  double chi_square = 0;
  for (const int each : count) chi_square += (each - 1e4) * (each - 1e4) / 1e4;
  EXPECT_LT(chi_square, 25.7);
  EXPECT_EQ(draws.below(1, Purpose::kChoice, 1, 1), 0U);
}

TEST(Draws, RangesIncludeBothEnds) {
  const Draws draws(6);
  std::set<std::int64_t> seen;
  for (std::uint64_t n = 0; n < 200; ++n) {
    seen.insert(draws.in_range(milliseconds(-1), milliseconds(2), Purpose::kLatency, 0, n).count());
  }
  EXPECT_EQ(seen, (std::set<std::int64_t>{-1, 0, 1, 2}));
  EXPECT_EQ(draws.in_range(minutes(5), minutes(5), Purpose::kLatency, 0, 0), minutes(5));
}

TEST(Draws, WaitingTimesAreExponential) {
  const Draws draws(7);
  constexpr int kDraws = 200'000;
  constexpr std::int64_t kMean = 1'000'000;
  double sum = 0;
  double squares = 0;
  std::vector<int> decile(10);
  for (int n = 0; n < kDraws; ++n) {
    const std::int64_t wait = draws.exponential_ms(kMean, Purpose::kArrival, 3, n);
    ASSERT_GE(wait, 0);
    const double x = static_cast<double>(wait) / kMean;
    sum += x;
    squares += x * x;
    ++decile.at(static_cast<std::size_t>(10 * (1 - std::exp(-x))));
  }
  // Four standard deviations of the mean of the first and second moment.
  EXPECT_NEAR(sum / kDraws, 1.0, 4 * 1 / std::sqrt(kDraws));
  EXPECT_NEAR(squares / kDraws, 2.0, 4 * std::sqrt(20.0 / kDraws));
  double chi_square = 0;
  for (const int each : decile) {
    chi_square += (each - kDraws / 10.0) * (each - kDraws / 10.0) / (kDraws / 10.0);
  }
  EXPECT_LT(chi_square, 33.7);  // Nine degrees of freedom, one in ten thousand.
}

TEST(Draws, AMeanOfNothingWaitsForNothing) {
  EXPECT_EQ(Draws(1).exponential_ms(0, Purpose::kArrival, 0, 0), 0);
}

}  // namespace
}  // namespace firedrill
