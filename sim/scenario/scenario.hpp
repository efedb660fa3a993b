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

/// A file as it was read: what a trace carries of it.
struct SourceFile {
  std::string file;
  std::string text;
};

struct Scenario {
  std::string file;
  std::string text;                  // the file verbatim; a trace carries it
  std::vector<SourceFile> included;  // the files it includes; Mark::source counts them from 1
  std::string case_name;             // "pool=p1, repair=never" of a file with a matrix, else empty
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
  std::string case_name;         // of a file with a matrix: the one meant, or "pool=p1" for several
  std::vector<std::string> set;  // KEY=VALUE: parameters, also "users" and "population"
  std::optional<Personality> personality;
};

/// Reads a scenario file, its topology and everything it names: one scenario for each case of its
/// matrix, in the order of the file, or the only one. All mistakes of all files and cases are
/// reported in one pass; scenarios are returned only when there was no error.
[[nodiscard]] std::vector<Scenario> read_scenario_cases(const std::string& path,
                                                        const ScenarioOptions& options,
                                                        Diagnostics& diagnostics);
/// The same where one scenario is wanted: of a file with several cases, the options have to say
/// which.
[[nodiscard]] std::optional<Scenario> read_scenario_file(const std::string& path,
                                                         const ScenarioOptions& options,
                                                         Diagnostics& diagnostics);
/// The same from texts in memory, which is what a trace carries; what is included is looked for
/// among `included` and nowhere else.
struct ScenarioSource {
  std::string file;
  std::string text;
  std::vector<SourceFile> included;
  std::string topology_text;
};
[[nodiscard]] std::vector<Scenario> read_scenario_source(const ScenarioSource& source,
                                                         const ScenarioOptions& options,
                                                         Diagnostics& diagnostics);
/// The same from one text, of one scenario.
[[nodiscard]] std::optional<Scenario> read_scenario_text(const std::string& text,
                                                         const std::string& name,
                                                         const std::string& topology_text,
                                                         const ScenarioOptions& options,
                                                         Diagnostics& diagnostics);
[[nodiscard]] std::string scenario_schema();

/// The file in which `mark` stands.
[[nodiscard]] const std::string& file_of(const Scenario& scenario, const Mark& mark);
/// How reports name the scenario: its file, and in brackets the case.
[[nodiscard]] std::string scenario_label(const Scenario& scenario);
/// How a command line names it: `file`, and the option that picks the case.
[[nodiscard]] std::string scenario_argument(const std::string& file, const std::string& case_name);

}  // namespace firedrill
