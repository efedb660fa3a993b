// Reads a drill from its text, as a person's file would be read, and runs it to the end.
#include "property_tests/properties/drill_run.hpp"

#include "property_tests/oracle/oracle_watch.hpp"
#include "sim/model/writer.hpp"

namespace firedrill {
namespace {

class Counter final : public RunListener {
 public:
  explicit Counter(DrillRun& run) : run_(run) {}
  void on_fact(std::uint32_t, std::int64_t, const Fact& fact) override {
    const auto kind = static_cast<std::size_t>(fact.kind);
    if (run_.facts.size() <= kind) run_.facts.resize(kind + 1);
    ++run_.facts[kind];
    run_.accepted += fact.kind == FactKind::kStepDone ? 1 : 0;
    run_.refused += fact.kind == FactKind::kStepRefused ? 1 : 0;
    run_.failed += fact.kind == FactKind::kStepFailed ? 1 : 0;
    run_.faults += fact.kind == FactKind::kFaultStruck ? 1 : 0;
  }

 private:
  DrillRun& run_;
};

}  // namespace

std::string DrillRun::broken(std::string_view rule) const {
  std::string out;
  for (const Violation& v : violations) {
    if (v.rule != rule) continue;
    out += std::to_string(v.at.ms() / 1000) + " s: " + v.text + "\n";
  }
  return out;
}

std::optional<Scenario> read_drill(const DrawnDrill& drill, std::vector<std::string>& mistakes) {
  Diagnostics diagnostics;
  auto scenario = read_scenario_text(drill.scenario("topology.yaml"), "drill.yaml", drill.topology,
                                     {}, diagnostics);
  if (scenario) return scenario;
  for (const Diagnostic& d : diagnostics.sorted()) {
    if (d.severity == Severity::kError) mistakes.push_back(format_diagnostic(d));
  }
  if (mistakes.empty()) mistakes.emplace_back("not read, and no reason given");
  return std::nullopt;
}

DrillRun run_scenario(const Scenario& scenario, const SimulationOptions& options) {
  World world;
  build_world(scenario, world);
  Simulation simulation(world, options);
  DrillRun run;
  Counter counter(run);
  OracleWatch oracle(simulation);
  simulation.listen(&counter);
  simulation.listen(&oracle);
  simulation.run();
  if (simulation.invariants() != nullptr) {
    run.violations = simulation.invariants()->violations();
    const auto evaluations = simulation.invariants()->evaluations();
    run.evaluations.assign(evaluations.begin(), evaluations.end());
  }
  run.disagreements = oracle.disagreements();
  run.decisions = oracle.decisions();
  run.refusals = oracle.refusals();
  run.digest = simulation.digest().hex();
  run.events = simulation.events();
  return run;
}

DrillRun run_drill(const DrawnDrill& drill) {
  DrillRun none;
  const auto scenario = read_drill(drill, none.mistakes);
  return scenario ? run_scenario(*scenario, {}) : none;
}

}  // namespace firedrill
