// Reading small scenarios in tests of this room, on the shipped pair.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "sim/explore/trial.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill {

inline std::string topology_text(const std::string& name) {
  Diagnostics diagnostics;
  const auto topology = read_topology_file(
      std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/topologies/" + name, {}, diagnostics);
  EXPECT_TRUE(topology.has_value());
  return write_topology_yaml(*topology);
}

/// `body` behind the lines that every scenario has.
inline Scenario read_drill(const std::string& body) {
  Diagnostics diagnostics;
  const auto scenario =
      read_scenario_text("firedrill: 1\ntopology: pair.yaml\n" + body, "drill.yaml",
                         topology_text("pair.yaml"), {}, diagnostics);
  for (const Diagnostic& d : diagnostics.sorted()) {
    EXPECT_NE(d.severity, Severity::kError) << format_diagnostic(d);
  }
  return scenario.value_or(Scenario{});
}

inline Scenario read_shipped(const std::string& file, std::uint64_t seed) {
  Diagnostics diagnostics;
  ScenarioOptions options;
  options.seed = seed;
  const auto scenario = read_scenario_file(std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/" + file,
                                           options, diagnostics);
  EXPECT_TRUE(scenario.has_value()) << file;
  return scenario.value_or(Scenario{});
}

/// The scenario with the failure called `name`.
inline Candidate failing(const Scenario& scenario, const std::string& name) {
  const auto target = find_failure(scenario, try_scenario(scenario).outcome, name);
  EXPECT_TRUE(target.has_value()) << name;
  return {scenario, target.value_or(FailureTarget{})};
}

}  // namespace firedrill
