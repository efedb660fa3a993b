// Ranges of parameters: what reads as one, and that a draw depends on seed and name alone.
#include "sim/model/parameter_range.hpp"

#include <gtest/gtest.h>

#include <set>

namespace firedrill {
namespace {

const ParameterInfo& named(std::string_view name) {
  return *find_parameter(name);
}

TEST(ParameterRange, ReadsTwoValuesOfTheParameterTheSmallerFirst) {
  const ParameterInfo& detection = named("MA-06");
  EXPECT_EQ(parse_parameter_range(detection, "2m..6m"),
            (ParameterRange{detection.id, 120'000, 360'000}));
  EXPECT_EQ(parse_parameter_range(detection, "500ms .. 1s"), std::nullopt) << "below its least";
  EXPECT_EQ(parse_parameter_range(detection, "1s .. 1s"),
            (ParameterRange{detection.id, 1000, 1000}));
  EXPECT_EQ(parse_parameter_range(named("syncBatchChanges"), "50..100"),
            (ParameterRange{named("syncBatchChanges").id, 50, 100}));
  for (const char* text : {"6m..2m", "2m", "2m..", "..6m", "2m...6m", "2m..6m..8m", "1m..400d"}) {
    EXPECT_EQ(parse_parameter_range(detection, text), std::nullopt) << text;
  }
  EXPECT_EQ(parse_parameter_range(named("quorumTable"), "A..B"), std::nullopt);
}

TEST(ParameterRange, PrintsAsItReads) {
  const ParameterInfo& detection = named("MA-06");
  const ParameterRange range{detection.id, 1500, 360'000};
  EXPECT_EQ(print_parameter_range(range), "1500ms..360s");
  EXPECT_EQ(parse_parameter_range(detection, print_parameter_range(range)), range);
}

TEST(ParameterRange, DrawsBothEndsAndNothingBeyond) {
  const ParameterRange range{named("MA-06").id, 1000, 1003};
  std::set<std::int64_t> seen;
  for (std::uint64_t seed = 0; seed < 200; ++seed) seen.insert(drawn_value(range, Draws(seed)));
  EXPECT_EQ(seen, (std::set<std::int64_t>{1000, 1001, 1002, 1003}));
}

// Recorded: these draws are part of every digest of a run with ranges.
TEST(ParameterRange, DrawsTheRecordedValuesFromSeedAndName) {
  const ParameterRange detection{named("MA-06").id, 120'000, 360'000};
  const ParameterRange store{named("cmsFailover").id, 120'000, 360'000};
  const Draws draws(1);
  EXPECT_EQ(drawn_value(detection, draws), drawn_value(detection, Draws(1)));
  EXPECT_NE(drawn_value(detection, draws), drawn_value(store, draws));
  EXPECT_NE(drawn_value(detection, draws), drawn_value(detection, Draws(2)));
  // The same fraction of a range of another width: the draw is of the parameter, not of the range.
  const ParameterRange wider{detection.id, 0, 2 * 240'000 + 1};
  EXPECT_EQ(drawn_value(wider, draws) / 2, drawn_value(detection, draws) - 120'000);
}

}  // namespace
}  // namespace firedrill
