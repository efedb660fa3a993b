// What a trace tells of a user is what the run itself tells, word for word.
#include "sim/run/story_book.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "sim/run/story_reader.hpp"
#include "sim/run/trace.hpp"

namespace firedrill {
namespace {

std::string scratch(const std::string& name) {
  return testing::TempDir() + "firedrill_stories_" + std::to_string(::getpid()) + "_" + name;
}

std::string told_by_a_run(const Scenario& scenario, const World& world, std::uint32_t user) {
  Simulation simulation(world, {.causes = KeepCauses::kAll});
  Timeline timeline(scenario, simulation);
  CauseBook causes(scenario, simulation, timeline, user);
  simulation.listen(&timeline);
  simulation.listen(&causes);
  simulation.run();
  return causes.explain_user();
}

void write_trace(const std::string& file, const Scenario& scenario, const World& world) {
  Simulation simulation(world, {.causes = KeepCauses::kAllButLoad});
  Timeline timeline(scenario, simulation);
  CauseBook causes(scenario, simulation, timeline, -1);
  StoryBook stories(causes, simulation, timeline);
  TraceWriter trace(file, scenario, {}, simulation);
  for (RunListener* listener :
       std::initializer_list<RunListener*>{&timeline, &trace, &causes, &stories}) {
    simulation.listen(listener);
  }
  simulation.run();
  ASSERT_TRUE(trace.finish(&stories));
}

std::uint32_t users_of(const World& world) {
  return static_cast<std::uint32_t>(
      world.layout.count[static_cast<std::size_t>(RecordKind::kUser)]);
}

TEST(Stories, of_every_shipped_drill_are_those_of_its_run) {
  std::size_t compared = 0;
  for (const char* folder : {"documented", "planted", "regressions", "tutorial"}) {
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(FIREDRILL_SOURCE_DIR "/scenarios") / folder)) {
      if (entry.path().extension() != ".yaml") continue;
      Diagnostics diagnostics;
      const auto scenario = read_scenario_file(entry.path().string(), {}, diagnostics);
      if (!scenario) continue;
      World world;
      build_world(*scenario, world);
      const std::string file = scratch("shipped");
      write_trace(file, *scenario, world);
      const std::uint32_t users = users_of(world);
      // The first and the last of both pools of a pair, and one between.
      for (const std::uint32_t user : {0U, users / 2 - 1, users / 2, users - 1, users / 3}) {
        const std::int64_t clock_start = scenario->clock_start.count();
        const auto story = read_story(file, user, world, clock_start);
        ASSERT_TRUE(story.has_value()) << entry.path() << " " << user;
        EXPECT_EQ(tell(*story, world, clock_start), told_by_a_run(*scenario, world, user))
            << entry.path();
        ++compared;
      }
      std::remove(file.c_str());
    }
  }
  EXPECT_GE(compared, 400U);
}

constexpr const char* kDrill = R"(firedrill: 1
title: a pool is lost
topology: ../topologies/pair.yaml
duration: 1h
faults:
  - at 10m pool pool1 is lost
)";

TEST(Stories, stand_behind_a_footer_that_says_where) {
  Diagnostics diagnostics;
  const std::string name = std::string(FIREDRILL_SOURCE_DIR "/scenarios") + "/tutorial/story.yaml";
  std::ifstream in(std::string(FIREDRILL_SOURCE_DIR "/scenarios") + "/topologies/pair.yaml");
  const std::string topology{std::istreambuf_iterator<char>(in), {}};
  const auto scenario = read_scenario_text(kDrill, name, topology, {}, diagnostics);
  ASSERT_TRUE(scenario.has_value());
  World world;
  build_world(*scenario, world);
  const std::string file = scratch("footer");
  write_trace(file, *scenario, world);
  EXPECT_TRUE(read_story(file, 0, world, 0).has_value());
  EXPECT_TRUE(read_story(file, users_of(world) - 1, world, 0).has_value());

  // Cut short, or without stories, it tells nothing, and the caller runs again.
  std::ifstream whole(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(whole), {}};
  for (const std::size_t length :
       {text.size() - 1, text.size() - 80, text.size() / 2, std::size_t{100}, std::size_t{0}}) {
    std::ofstream(file, std::ios::binary) << text.substr(0, length);
    if (length != text.size() - 1) {
      EXPECT_FALSE(read_story(file, 3, world, 0)) << length;
    }
  }
  // A pool that is not there is not looked up.
  std::string wrong = text;
  const std::size_t users = wrong.find("\"users\":\"") + 9;
  wrong[users] = '9';
  std::ofstream(file, std::ios::binary) << wrong;
  EXPECT_FALSE(read_story(file, 0, world, 0));
  std::remove(file.c_str());
}

}  // namespace
}  // namespace firedrill
