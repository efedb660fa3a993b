// A scenario file as a value: everything a run needs, resolved against its topology.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "firedrill/diagnostic.hpp"
#include "sim/model/plan.hpp"
#include "sim/topology/topology.hpp"

namespace firedrill {

struct Scenario {
  std::string file;
  std::string text;  // the file verbatim; a trace carries it
  std::string title;
  std::string description;
  std::string topology_file;  // as resolved
  std::string topology_text;  // canonical YAML; a trace carries it
  Topology topology;
  std::uint64_t seed = 1;
  Duration duration = hours(6);
  Duration clock_start{0};  // what the wall of the scenario shows at the start: "10:00"
  Personality personality = Personality::kDocAlias;
  std::map<std::string, std::string> parameters;  // by name ("MA-06", "quorumTable"), as written
  LoadSpec load;
  std::vector<FaultSpec> faults;
  std::vector<SlipSpec> slips;
  std::vector<MishapSpec> mishaps;
  std::vector<ActorSpec> actors;
  std::vector<ExpectationSpec> expectations;
  std::vector<std::string> expected_to_fail;  // rule IDs or error codes; empty = expected to hold
  struct KnownFailure {
    std::string rule;
    std::string because;
    Mark mark;
  };
  std::vector<KnownFailure> may_fail_under_faults;
  std::vector<PinnedOrder> orders;
  /// What must hold: all that the file expects of the run as written, or only what must hold under
  /// any added fault (every invariant, and the expectations marked so). A saved failure is judged
  /// the second way, since a step that is refused after a fault is no failure by itself.
  bool judged_under_faults = false;
};

/// What the command line may override.
struct ScenarioOptions {
  std::optional<std::uint64_t> seed;
  std::vector<std::string> set;  // KEY=VALUE: parameters, also "users" and "population"
  std::optional<Personality> personality;
};

/// Reads a scenario, its topology and everything it names. All mistakes of all files are reported
/// in one pass; a scenario is returned only when there was no error.
[[nodiscard]] std::optional<Scenario> read_scenario_file(const std::string& path,
                                                         const ScenarioOptions& options,
                                                         Diagnostics& diagnostics);
/// The same from text in memory with the topology's text given (what a trace carries).
[[nodiscard]] std::optional<Scenario> read_scenario_text(const std::string& text,
                                                         const std::string& name,
                                                         const std::string& topology_text,
                                                         const ScenarioOptions& options,
                                                         Diagnostics& diagnostics);
[[nodiscard]] std::string scenario_schema();

}  // namespace firedrill
