// Goal: sums of mix over small places and small values, which is what states hold, do not collide,
// and every bit of the input moves about half of the output.
#include "sim/engine/mix.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace firedrill {
namespace {

TEST(Mix, IsTheRecordedValue) {
  static_assert(mix(0, 0) != mix(0, 1));
  EXPECT_EQ(mix(3, 5).lo, 8158133457422197750U);
  EXPECT_EQ(mix(3, 5).hi, 17199472523626464379U);
}

TEST(Fingerprint, AddingAndTakingAwayRestoresIt) {
  Fingerprint fingerprint = mix(1, 10);
  const Fingerprint before = fingerprint;
  fingerprint.add(mix(2, 20));
  EXPECT_NE(fingerprint, before);
  fingerprint.subtract(mix(2, 20));
  EXPECT_EQ(fingerprint, before);
}

// All states of eight places with four values each, in each lane alone: 65,536 sums of 64 bits
// collide by chance once in 8.6 billion seeds.
TEST(Fingerprint, SmallStatesAreAllDifferentInEachLane) {
  std::vector<std::uint64_t> lo;
  std::vector<std::uint64_t> hi;
  for (std::uint64_t state = 0; state < 65'536; ++state) {
    Fingerprint sum;
    for (std::uint64_t place = 0; place < 8; ++place) {
      sum.add(mix(place, (state >> (2 * place)) & 3));
    }
    lo.push_back(sum.lo);
    hi.push_back(sum.hi);
  }
  for (std::vector<std::uint64_t>* lane : {&lo, &hi}) {
    std::sort(lane->begin(), lane->end());
    EXPECT_EQ(std::adjacent_find(lane->begin(), lane->end()), lane->end());
  }
}

TEST(Mix, EveryInputBitMovesAboutHalfOfEachLane) {
  constexpr int kSamples = 400;
  for (int bit = 0; bit < 128; ++bit) {
    int moved_lo = 0;
    int moved_hi = 0;
    for (std::uint64_t i = 0; i < kSamples; ++i) {
      const std::uint64_t flip = std::uint64_t{1} << (bit % 64);
      const Fingerprint was = mix(i, i * i);
      const Fingerprint is = bit < 64 ? mix(i, (i * i) ^ flip) : mix(i ^ flip, i * i);
      moved_lo += std::popcount(was.lo ^ is.lo);
      moved_hi += std::popcount(was.hi ^ is.hi);
    }
    EXPECT_NEAR(moved_lo / double{kSamples}, 32, 3) << "bit " << bit;
    EXPECT_NEAR(moved_hi / double{kSamples}, 32, 3) << "bit " << bit;
  }
}

}  // namespace
}  // namespace firedrill
