// A drill for the tests of this room: a few lines of a scenario on a shipped topology, run to its
// end, and what is told of it below a refusal and after the run.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "sim/run/explain.hpp"
#include "sim/run/left_undone.hpp"
#include "sim/run/timeline.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill {

class DrillForTests {
 public:
  explicit DrillForTests(const std::string& body, const std::string& deployment = "pair.yaml",
                         void (*change)(Topology&) = nullptr) {
    const std::string folder = std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/";
    const std::string load = body.find("load:") == std::string::npos ? "load: none\n" : "";
    Diagnostics diagnostics;
    auto topology = read_topology_file(folder + "topologies/" + deployment, {}, diagnostics);
    if (change != nullptr) change(*topology);
    scenario_ = read_scenario_text("firedrill: 1\ntopology: p\n" + load + body, "drill.yaml",
                                   write_topology_yaml(*topology), {}, diagnostics);
    if (!scenario_) {
      ADD_FAILURE() << format_diagnostic(diagnostics.sorted().front());
      return;
    }
    build_world(*scenario_, world_);
    simulation_.emplace(world_, SimulationOptions{});
    timeline_.emplace(*scenario_, *simulation_);
    absences_.emplace(*simulation_, scenario_->clock_start.count());
    measures_.emplace(*simulation_);
    simulation_->listen(&*timeline_);
    simulation_->listen(&*measures_);
    simulation_->listen(&*absences_);
    simulation_->run();
  }
  /// What stands behind that word in lines of the timeline.
  [[nodiscard]] std::vector<std::string> told(const std::string& word) const {
    std::vector<std::string> out;
    for (const TimelineLine& line : timeline_->lines()) {
      const std::size_t at = line.text.find(word);
      if (at != std::string::npos) out.push_back(line.text.substr(at + word.size()));
    }
    return out;
  }
  [[nodiscard]] std::vector<std::string> first_lines() const { return told("first: "); }
  [[nodiscard]] const World& world() const { return world_; }
  /// Each with its typed lines after " | ".
  [[nodiscard]] std::vector<std::string> left() const {
    std::vector<std::string> out;
    for (const Undone& one : left_undone(*simulation_, measures_->figures(), *absences_)) {
      out.push_back(one.text);
      for (const std::string& line : one.lines) out.back() += " | " + line;
    }
    return out;
  }

 private:
  std::optional<Scenario> scenario_;
  World world_;
  std::optional<Simulation> simulation_;
  std::optional<Timeline> timeline_;
  std::optional<Measures> measures_;
  std::optional<AbsenceWatch> absences_;
};

/// A run to its end, with what "firedrill explain" asks of it.
struct ExplainedRun {
  explicit ExplainedRun(const std::optional<Scenario>& read, std::int64_t user = -1)
      : scenario(read.value()),
        world(scenario),
        simulation(world, {.causes = KeepCauses::kAll}),
        timeline(scenario, simulation),
        book(scenario, simulation, timeline, user) {
    simulation.listen(&timeline);
    simulation.listen(&book);
    simulation.run();
  }

  struct Built : World {
    explicit Built(const Scenario& scenario) { build_world(scenario, *this); }
  };
  Scenario scenario;
  Built world;
  Simulation simulation;
  Timeline timeline;
  CauseBook book;
};

/// A scenario of `scenarios/planted`.
inline std::optional<Scenario> planted(const std::string& name) {
  Diagnostics diagnostics;
  return read_scenario_file(FIREDRILL_SOURCE_DIR "/scenarios/planted/" + name + ".yaml", {},
                            diagnostics);
}

}  // namespace firedrill
