// Every planted scenario, and the drills that the README shrinks: at most twelve lines of faults
// and steps that fail by the same rule, written, read from the disk and run again.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "sim/explore/shrunk_file.hpp"

namespace firedrill {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLinesMax = 12;
constexpr std::uint64_t kSeeds = 10;

std::vector<std::string> planted() {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(FIREDRILL_SCENARIO_DIR "/planted")) {
    if (entry.path().extension() == ".yaml") out.push_back(entry.path().generic_string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::optional<Scenario> read(const std::string& file, std::uint64_t seed) {
  Diagnostics diagnostics;
  ScenarioOptions options;
  options.seed = seed;
  return read_scenario_file(file, options, diagnostics);
}

class Planted : public testing::TestWithParam<std::string> {};

void check(const std::string& file, std::uint64_t seed, const ShrinkOptions& options) {
  SCOPED_TRACE(file + ", seed " + std::to_string(seed));
  const auto scenario = read(file, seed);
  ASSERT_TRUE(scenario.has_value());
  const auto shrunk = shrink(*scenario, "", options);
  ASSERT_TRUE(shrunk.has_value());
  EXPECT_LE(shrunk->after.faults + shrunk->after.steps, kLinesMax);
  EXPECT_TRUE(shrunk->replayed);
  EXPECT_TRUE(shrunk->no_part_fails) << "twelve lines or fewer, and no part of them fails";
  const std::vector<std::string>& before = scenario->expected_to_fail;
  const std::vector<std::string>& after = shrunk->best.scenario.expected_to_fail;
  EXPECT_NE(std::find(after.begin(), after.end(), shrunk->best.target.name), after.end());
  for (const std::string& name : after) {
    EXPECT_NE(std::find(before.begin(), before.end(), name), before.end()) << name;
  }
  const fs::path folder = fs::path(testing::TempDir()) / "firedrill-shrinking";
  fs::create_directories(folder);
  const ShrunkFile written =
      shrunk_file(*shrunk, file, (folder / fs::path(file).filename()).string());
  EXPECT_TRUE(replays(written, *shrunk));
  ASSERT_TRUE(save(written));
  Diagnostics diagnostics;
  const auto again = read_scenario_file(written.path, {}, diagnostics);
  ASSERT_TRUE(again.has_value());
  const Trial trial = try_scenario(*again);
  EXPECT_EQ(trial.outcome.exit_status(), 0) << trial.outcome.headline;
  EXPECT_EQ(trial.digest, shrunk->digest);
}

TEST_P(Planted, ShrinksToTwelveLinesThatFailByTheSameRule) {
  check(GetParam(), 1, {});
}

TEST_P(Planted, ShrinksOnEverySeed) {
  ShrinkOptions options;
  options.story_trials_max = 0;
  for (std::uint64_t seed = 2; seed <= kSeeds; ++seed) check(GetParam(), seed, options);
}

INSTANTIATE_TEST_SUITE_P(Scenarios, Planted, testing::ValuesIn(planted()),
                         [](const testing::TestParamInfo<std::string>& file) {
                           std::string name = fs::path(file.param).stem().string();
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace firedrill
