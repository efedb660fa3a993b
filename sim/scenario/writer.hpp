// The canonical text of a scenario: what a shrunk failure is saved as.
//
// It reads back to the same plan. Times are written as durations since the start, names in full,
// flapping faults one by one; comments and the wording of the original are not kept.
#pragma once

#include <string>
#include <string_view>

#include "sim/scenario/scenario.hpp"

namespace firedrill {

/// Names the topology as the scenario was read with it.
[[nodiscard]] std::string write_scenario(const Scenario& scenario);
/// For a file that goes into `folder`: the topology is named relative to it.
[[nodiscard]] std::string write_scenario_for(const Scenario& scenario, const std::string& folder);

/// How a scenario in `folder` names that topology file; both as seen from the present folder.
[[nodiscard]] std::string topology_reference(const std::string& topology_file,
                                             const std::string& folder);
/// A YAML scalar: plain where no reader could take it for anything else, else in double quotes.
[[nodiscard]] std::string yaml_scalar(std::string_view text);
/// A step as an item of a procedure; manual work keeps its phrase as a key.
[[nodiscard]] std::string yaml_step(std::string_view action);

/// One fault as a sentence: "at 1h: pool pool1.contoso.com is lost, back after 40m".
[[nodiscard]] std::string fault_text(const FaultSpec& fault, const Scenario& scenario);
/// What a step does, as it is written: "wait 22m", the command line, the manual sentence.
[[nodiscard]] std::string step_text(const StepSpec& step, const Scenario& scenario);
/// An expectation as a verdict names it: "at end: regular users = all", "INV-25".
[[nodiscard]] std::string expectation_text(const ExpectationSpec& expectation,
                                           const Scenario& scenario);

}  // namespace firedrill
