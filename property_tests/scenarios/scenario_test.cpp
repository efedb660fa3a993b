// Runs one shipped scenario, every case of it: scenario_test FILE [SEEDS].
//
// On every seed the verdict must be what the file expects. On the first seed the run is made twice
// and compared event by event, and once more with the self-check, which recomputes fingerprint,
// counts and event index from the state after every event. A trace of it is written, read and
// replayed, and the canonical text of the scenario reads back to the same run.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "sim/run/timeline.hpp"
#include "sim/run/trace.hpp"
#include "sim/run/verdict.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

class Recording final : public RunListener {
 public:
  void on_event(std::uint32_t, std::int64_t at_ms, Slot slot, const Fingerprint& after,
                bool) override {
    events.push_back({at_ms, slot, after});
  }
  struct Event {
    std::int64_t at_ms;
    Slot slot;
    Fingerprint after;
    friend bool operator==(const Event&, const Event&) = default;
  };
  std::vector<Event> events;
};

struct Run {
  std::string digest;
  int status = 70;
  std::string headline;
  std::vector<Recording::Event> events;
};

Run run_once(const Scenario& scenario, bool self_check, const char* trace_file) {
  World world;
  build_world(scenario, world);
  Simulation simulation(world, {.self_check = self_check});
  Timeline timeline(scenario, simulation);
  Recording recording;
  simulation.listen(&timeline);
  simulation.listen(&recording);
  std::optional<TraceWriter> trace;
  if (trace_file != nullptr) {
    trace.emplace(trace_file, scenario, ScenarioOptions{}, simulation);
    simulation.listen(&*trace);
  }
  simulation.run();
  if (trace) trace->finish();
  const Outcome outcome = judge(scenario, simulation, timeline);
  return {simulation.digest().hex(), outcome.exit_status(), outcome.headline,
          std::move(recording.events)};
}

int failures = 0;
void check(bool good, const std::string& what) {
  if (good) return;
  ++failures;
  std::printf("FAILED: %s\n", what.c_str());
}

std::vector<Scenario> read(const std::string& file, std::uint64_t seed) {
  Diagnostics diagnostics;
  ScenarioOptions options;
  options.seed = seed;
  auto cases = read_scenario_cases(file, options, diagnostics);
  if (cases.empty()) {
    for (const Diagnostic& d : diagnostics.sorted()) {
      std::printf("%s\n", format_diagnostic(d).c_str());
    }
  }
  return cases;
}

void compare(const Run& a, const Run& b, const std::string& what) {
  const std::size_t n = std::min(a.events.size(), b.events.size());
  for (std::size_t i = 0; i < n; ++i) {
    if (a.events[i] == b.events[i]) continue;
    check(false, what + ": event " + std::to_string(i + 1) + " differs");
    return;
  }
  check(a.events.size() == b.events.size() && a.digest == b.digest, what + ": the runs differ");
}

void check_trace(const Scenario& scenario, const Run& first, const std::string& file) {
  const Run traced = run_once(scenario, false, file.c_str());
  check(traced.digest == first.digest, "writing a trace changes the run");
  Diagnostics diagnostics;
  const auto trace = read_trace(file, diagnostics);
  check(trace.has_value(), "its trace reads back");
  std::remove(file.c_str());
  if (!trace) return;
  const auto carried = scenario_of(*trace, diagnostics);
  check(carried.has_value(), "the trace carries its scenario");
  if (!carried) return;
  compare(first, run_once(*carried, false, nullptr), "replayed from its trace");
  check(trace->digest == first.digest, "the trace's digest is the run's");
}

void check_written(const Scenario& scenario, const Run& first) {
  Diagnostics diagnostics;
  const auto again = read_scenario_text(write_scenario(scenario), scenario.file,
                                        scenario.topology_text, {}, diagnostics);
  check(again.has_value(), "the written scenario reads back");
  if (again) compare(first, run_once(*again, false, nullptr), "written and read back");
}

void test_case(const Scenario& scenario, int seed) {
  const Run first = run_once(scenario, false, nullptr);
  check(first.status == 0, scenario_label(scenario) + ": seed " + std::to_string(seed) +
                               ": status " + std::to_string(first.status) + ", " + first.headline);
  if (seed > 1) return;
  compare(first, run_once(scenario, true, nullptr), "run twice, with the self-check");
  check_trace(scenario, first, "scenario_test." + first.digest + ".trace");
  check_written(scenario, first);
}

int test(const std::string& file, int seeds) {
  for (int seed = 1; seed <= seeds; ++seed) {
    const auto cases = read(file, static_cast<std::uint64_t>(seed));
    if (cases.empty()) return 1;
    for (const Scenario& scenario : cases) test_case(scenario, seed);
  }
  std::printf("%s: %d seeds, %d failures\n", file.c_str(), seeds, failures);
  return failures == 0 ? 0 : 1;
}

}  // namespace
}  // namespace firedrill

int main(int argc, char** argv) {
  if (argc < 2) return 3;
  return firedrill::test(argv[1], argc > 2 ? std::atoi(argv[2]) : 10);
}
