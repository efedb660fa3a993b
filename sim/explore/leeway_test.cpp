// Goal: a node answers for another only where every comparison comes out the same. Method: limits
// by hand, as the decider meets them, and zones on either side of them.
#include "sim/explore/leeway.hpp"

#include <gtest/gtest.h>

#include "sim/explore/decider.hpp"
#include "sim/explore/spans.hpp"

namespace firedrill {
namespace {

Instant start(std::int64_t offset) {
  return Instant::anchored(0, offset);
}
Instant fault(std::int64_t offset) {
  return Instant::anchored(1, offset);
}

/// The unknown instant within [least, most].
Zone zone(std::int64_t least, std::int64_t most) {
  Zone out;
  EXPECT_TRUE(out.add_variable(start(least), most));
  return out;
}

class LeewayOfADecision : public testing::Test {
 protected:
  Zone zone_ = zone(100, 200);
  Leeway leeway_{zone_};
  Decider decider_;
  void SetUp() override { decider_.begin(&zone_, &leeway_); }
  /// The first question gets its next answer, from the same node.
  void next_answer() {
    ASSERT_TRUE(decider_.advance());
    zone_ = zone(100, 200);
    decider_.begin(&zone_, &leeway_);
  }
  void expect(std::int64_t least, std::int64_t most) {
    EXPECT_EQ(leeway_.range().least, least);
    EXPECT_EQ(leeway_.range().most, most);
  }
};

TEST_F(LeewayOfADecision, EndsWhereAComparisonWouldComeOutOtherwise) {
  EXPECT_EQ(decider_.compare(fault(0), start(300)), -1);
  expect(-Leeway::kFar, 299);
  EXPECT_EQ(decider_.compare(fault(10), start(50)), 1);
  expect(41, 299);
  EXPECT_EQ(decider_.compare(start(250), fault(0)), 1);
  expect(41, 249);
  EXPECT_TRUE(decider_.not_after(fault(0), start(220)));
  expect(41, 220);
  EXPECT_FALSE(decider_.not_after(fault(0), start(60)));
  expect(61, 220);
}

TEST_F(LeewayOfADecision, DoesNotEndAtAQuestionThatIsFollowedEitherWay) {
  EXPECT_EQ(decider_.compare(fault(0), start(150)), -1);
  EXPECT_EQ(decider_.compare(fault(5), start(190)), -1);  // the zone ends at 149 by now
  next_answer();
  EXPECT_EQ(decider_.compare(fault(0), start(150)), 0);
  next_answer();
  EXPECT_EQ(decider_.compare(fault(0), start(150)), 1);
  EXPECT_EQ(decider_.compare(fault(0), start(240)), -1);
  expect(-Leeway::kFar, 239);
}

TEST_F(LeewayOfADecision, EndsWithThePeriodOfATick) {
  // From 0 in steps of 80; now is the fault: between the second and the third tick, or later.
  EXPECT_EQ(decider_.ticks_until(start(0), Duration(80), fault(0)), 2);
  expect(81, Leeway::kFar);
  next_answer();
  EXPECT_EQ(decider_.ticks_until(start(0), Duration(80), fault(0)), 3);
  expect(81, 240);
}

TEST(Leeway, OfANodeBelowCountsWhereItsZoneReachesAsFar) {
  Leeway above(zone(100, 200));
  Leeway low(zone(100, 149));
  low.keep(zone(100, 149), 1, 0, 90, 149);
  above.keep(low);
  EXPECT_EQ(above.range().least, 90);
  EXPECT_EQ(above.range().most, Leeway::kFar);
  Leeway high(zone(150, 200));
  high.keep(zone(150, 200), 1, 0, 150, 260);
  above.keep(high);
  EXPECT_EQ(above.range().least, 90);
  EXPECT_EQ(above.range().most, 260);
}

TEST(Spans, AnswerForAZoneWithinTheLeeway) {
  const Fingerprint key{1, 2};
  Leeway followed(zone(100, 200));
  followed.keep(zone(100, 200), 1, 0, 90, 230);
  for (const Sight sight : {Sight{1, -50}, Sight{-1, 500}}) {
    Spans spans;
    spans.add(key, followed, sight, 7, 1);
    const auto found = spans.find(key, Leeway(zone(90, 90)), sight);
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->below, 7U);
    EXPECT_EQ(found->further, 10);
    EXPECT_EQ(found->leeway.least, 90);
    EXPECT_EQ(found->leeway.most, 230);
    EXPECT_EQ(spans.find(key, Leeway(zone(201, 230)), sight)->further, 30);
    EXPECT_EQ(spans.find(key, Leeway(zone(120, 130)), sight)->further, 0);
    EXPECT_FALSE(spans.find(key, Leeway(zone(89, 90)), sight));
    EXPECT_FALSE(spans.find(key, Leeway(zone(90, 231)), sight));
    EXPECT_FALSE(spans.find({1, 3}, Leeway(zone(120, 130)), sight));
  }
}

TEST(Spans, SeeByDistanceNotByTime) {
  const Fingerprint key{1, 2};
  Spans spans;
  spans.add(key, Leeway(zone(100, 200)), {1, 0}, 7, 1);  // no limits
  Leeway bounded(zone(100, 200));
  bounded.keep(zone(100, 200), 1, 0, 100, 200);
  spans.add(key, bounded, {1, -100}, 7, 1);  // from 0 to 100 ms away
  // The same distances at another time.
  EXPECT_TRUE(spans.find(key, Leeway(zone(1000, 1100)), {1, -1000}));
  EXPECT_FALSE(spans.find(key, Leeway(zone(1000, 1101)), {1, -1000}));
  EXPECT_EQ(spans.find(key, Leeway(zone(1000, 1100)), {1, -1000})->leeway.most, 1100);
}

TEST(Spans, AreForgottenForLaterOnes) {
  Spans spans;
  const Leeway leeway(zone(100, 200));
  for (std::uint64_t i = 0; i < 10'000; ++i) spans.add({i, 0}, leeway, {1, 0}, 7, i);
  EXPECT_TRUE(spans.find({9'999, 0}, leeway, {1, 0}));
  EXPECT_FALSE(spans.find({0, 0}, leeway, {1, 0}));
  EXPECT_LE(spans.bytes(), 10'000U * 4);
}

}  // namespace
}  // namespace firedrill
