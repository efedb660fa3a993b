// "firedrill init": whatever it writes reads without a warning of the scenario, runs, and holds.
// For every fixture and every component that can be named, and for deployments drawn at random.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "firedrill/drill.hpp"
#include "sim/rules/catalogue.hpp"
#include "sim/scenario/skeleton.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::filesystem::path kFixtures = FIREDRILL_SOURCE_DIR "/scenarios/topologies";

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<std::string> errors_in(const Diagnostics& diagnostics) {
  std::vector<std::string> out;
  for (const Diagnostic& d : diagnostics.sorted()) {
    if (d.severity == Severity::kError) out.push_back(format_diagnostic(d));
  }
  return out;
}

Topology read_topology(const std::string& text) {
  Diagnostics diagnostics;
  auto topology = read_topology_text(text, "topology.yaml", {}, diagnostics);
  EXPECT_THAT(errors_in(diagnostics), IsEmpty());
  return std::move(topology).value();
}

/// The targets that an order may name for that disaster, and none.
std::vector<std::string> targets(const Topology& t, std::string_view disaster) {
  std::vector<std::string> out;
  if (disaster == "site") {
    for (const Site& site : t.sites) out.push_back(site.name);
  } else if (disaster == "edge") {
    for (const EdgePool& edge : t.edge_pools) out.push_back(edge.fqdn);
  } else {
    for (const Pool& pool : t.pools) out.push_back(pool.fqdn);
  }
  if (!out.empty()) out.emplace_back();
  return out;
}

std::string skeleton_of(const Topology& t, std::string_view disaster, const std::string& target) {
  Diagnostics diagnostics;
  const SkeletonOrder order{std::string(disaster), target, "topology.yaml"};
  const auto text = scenario_skeleton(t, order, diagnostics);
  EXPECT_THAT(errors_in(diagnostics), IsEmpty());
  return text.value_or("");
}

/// Empty where it reads and holds; else what went wrong, with the file.
std::string run_skeleton(const std::string& scenario, const std::string& topology) {
  Diagnostics diagnostics;
  const auto drill = Drill::read_text(scenario, "drill.yaml", topology, {}, diagnostics);
  for (const Diagnostic& d : diagnostics.sorted()) {
    if (d.file == "drill.yaml" && d.severity != Severity::kAdvice) {
      return format_diagnostic(d) + "\n" + scenario;
    }
  }
  if (!drill) return "not read\n" + scenario;
  const DrillResult result = drill->run();
  if (result.verdict == Verdict::kHeld) return {};
  return result.sentence + "\n--- topology.yaml\n" + topology + "--- drill.yaml\n" + scenario;
}

class Init : public testing::TestWithParam<std::string> {};

TEST_P(Init, EverySkeletonOfTheFixtureRunsAndHolds) {
  const std::string topology = text_of(kFixtures / (GetParam() + ".yaml"));
  const Topology t = read_topology(topology);
  // A hundred thousand users take a second a run; there the usual targets are enough.
  const bool large = t.pools.front().users > 1000;
  int runs = 0;
  for (const std::string_view disaster : kDisasterWords) {
    for (const std::string& target : targets(t, disaster)) {
      if (large && !target.empty()) continue;
      EXPECT_EQ(run_skeleton(skeleton_of(t, disaster, target), topology), "")
          << disaster << " " << target;
      ++runs;
    }
  }
  EXPECT_GE(runs, 3);
}

std::vector<std::string> fixtures() {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(kFixtures)) {
    out.push_back(entry.path().stem().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}
INSTANTIATE_TEST_SUITE_P(Fixtures, Init, testing::ValuesIn(fixtures()), [](const auto& one) {
  std::string name = one.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(InitDrawn, SkeletonsOfDrawnDeploymentsRunAndHold) {
  int runs = 0;
  for (std::uint64_t number = 0; number < 200; ++number) {
    const auto source = draws_of_drill(31, number);
    const auto theme = static_cast<DrillTheme>(number % kDrillThemes);
    const DrawnDrill drawn = draw_drill(*source, {.theme = theme});
    const Topology t = read_topology(drawn.topology);
    for (const std::string_view disaster : kDisasterWords) {
      for (const std::string& target : targets(t, disaster)) {
        if (target.empty()) continue;
        ++runs;
        ASSERT_EQ(run_skeleton(skeleton_of(t, disaster, target), drawn.topology), "")
            << disaster << " " << target << " of drill " << number;
      }
    }
  }
  EXPECT_GT(runs, 1000);
}

TEST(InitNames, ThatYamlOrTheShellWouldSplitAreQuoted) {
  std::string topology = text_of(kFixtures / "pair-with-two-edges.yaml");
  topology = std::regex_replace(topology, std::regex("Datacenter1"), "\"Data Center #1: Köln\"");
  topology = std::regex_replace(topology, std::regex("Datacenter2"), "\"Site 'B' - yes\"");
  const Topology t = read_topology(topology);
  for (const std::string_view disaster : kDisasterWords) {
    for (const std::string& target : targets(t, disaster)) {
      EXPECT_EQ(run_skeleton(skeleton_of(t, disaster, target), topology), "") << target;
    }
  }
}

TEST(InitText, IsTheGoldenOne) {
  const Topology t = read_topology(text_of(kFixtures / "pair-with-two-edges.yaml"));
  const std::string golden = text_of(FIREDRILL_SOURCE_DIR "/property_tests/golden/init-site.yaml");
  EXPECT_EQ(skeleton_of(t, "site", ""), golden);
}

TEST(InitText, EveryStepHasAReasonAndEveryRuleIsKnown) {
  for (const std::string& fixture : fixtures()) {
    const Topology t = read_topology(text_of(kFixtures / (fixture + ".yaml")));
    for (const std::string_view disaster : kDisasterWords) {
      if (targets(t, disaster).empty()) continue;
      const std::string text = skeleton_of(t, disaster, "");
      std::istringstream lines(text);
      bool procedure = false;
      std::string before;
      for (std::string line; std::getline(lines, line); before = line) {
        if (line == "procedure:") procedure = true;
        if (line == "expect:") procedure = false;
        if (!procedure || !line.starts_with("  - ")) continue;
        EXPECT_TRUE(before.starts_with("  # ")) << line;
      }
      static const std::regex kRule("\\b(INV|FLT|TOP|TRAP|NUM|MA|PRC|CMD|UX)-[A-Z0-9]+\\b");
      for (std::sregex_iterator it(text.begin(), text.end(), kRule), end; it != end; ++it) {
        EXPECT_NE(find_rule(it->str()), nullptr) << it->str();
      }
    }
  }
}

std::vector<std::string> mistakes_of(const std::string& fixture, const SkeletonOrder& order) {
  const Topology t = read_topology(text_of(kFixtures / (fixture + ".yaml")));
  Diagnostics diagnostics;
  EXPECT_FALSE(scenario_skeleton(t, order, diagnostics));
  return errors_in(diagnostics);
}

TEST(InitMistakes, AreReportedWithTheNearestName) {
  EXPECT_THAT(mistakes_of("pair", {"site", "Datacentre1", "pair.yaml"}),
              ElementsAre(AllOf(HasSubstr("FD1021"), HasSubstr("did you mean \"Datacenter1\"?"))));
  EXPECT_THAT(mistakes_of("pair", {"pool", "edge1", "pair.yaml"}),
              ElementsAre(HasSubstr("FD1021")));
  EXPECT_THAT(mistakes_of("pair", {"pol", "pool1", "pair.yaml"}),
              ElementsAre(AllOf(HasSubstr("FD1017"), HasSubstr("did you mean \"pool\"?"))));
  EXPECT_THAT(mistakes_of("two-single-pools", {"edge", "", "two-single-pools.yaml"}),
              ElementsAre(HasSubstr("no Edge pool")));
}

}  // namespace
}  // namespace firedrill
