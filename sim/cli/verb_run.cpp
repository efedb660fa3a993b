// firedrill run: one scenario, one timed run, one verdict.
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "reports/run_text.hpp"
#include "sim/cli/options.hpp"
#include "sim/engine/assert.hpp"
#include "sim/run/names.hpp"
#include "sim/run/trace.hpp"

namespace firedrill {
namespace {

namespace po = boost::program_options;

volatile std::sig_atomic_t interrupted = 0;
void on_interrupt(int) {
  interrupted = 1;
}

constexpr const char* kUsage =
    "usage: firedrill run SCENARIO [--seed N] [--set KEY=VALUE]... [--trace FILE]\n"
    "                     [--format text|json|junit]\n"
    "Runs the scenario once and says what happened to every user, which documented rule was "
    "broken,\n"
    "and why. Exit status: 0 held, 1 violated, 2 unknown, 3 rejected.\n";

std::string replay_line(const std::string& file, const ScenarioOptions& options,
                        std::uint64_t seed) {
  std::string out = "firedrill run " + file + " --seed " + std::to_string(seed);
  for (const std::string& set : options.set) out += " --set " + set;
  if (options.personality == Personality::kStrict) out += " --strict";
  return out;
}

/// How far a long run has come, on one line of the terminal: a million users take seconds.
class Progress {
 public:
  Progress(const Simulation& simulation, std::int64_t until_ms)
      : simulation_(simulation), until_ms_(until_ms), shown_(isatty(STDERR_FILENO) == 1) {}
  ~Progress() {
    if (written_) std::fputs("\r\033[K", stderr);
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void after_event() {
    if (!shown_ || (simulation_.events() & (kEventsBetweenLooks - 1)) != 0) return;
    const auto now = Clock::now();
    if (now - last_ < std::chrono::milliseconds(500)) return;
    last_ = now;
    written_ = true;
    std::fprintf(stderr, "\r\033[K%s of %s simulated, %s events",
                 clock_text(simulation_.state().now().ms()).c_str(), clock_text(until_ms_).c_str(),
                 count_text(simulation_.events()).c_str());
    std::fflush(stderr);
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::uint32_t kEventsBetweenLooks = 1U << 16;

  const Simulation& simulation_;
  std::int64_t until_ms_;
  bool shown_;
  bool written_ = false;
  Clock::time_point last_ = Clock::now();
};

}  // namespace

int verb_run(const Arguments& arguments) {
  po::options_description visible("options");
  add_scenario_options(visible);
  visible.add_options()("trace", po::value<std::string>(), "write the trace to this file")(
      "format", po::value<std::string>()->default_value("text"), "text, json or junit")(
      "quiet", "print the verdict line alone")("digest-only", "print the digest alone")(
      "self-check", "recompute fingerprint and counts after every event (slow)");
  po::options_description hidden;
  hidden.add_options()("scenario", po::value<std::string>()->required());
  po::positional_options_description positional;
  positional.add("scenario", 1);
  const ParsedOptions parsed = parse_options(arguments, kUsage, visible, positional, hidden);
  if (parsed.exit) return *parsed.exit;
  const std::string format = parsed.values["format"].as<std::string>();
  if (format != "text" && format != "json" && format != "junit") {
    std::cerr << "firedrill: --format is text, json or junit, not \"" << format << "\"\n";
    return kExitRejected;
  }
  const std::string file = parsed.values["scenario"].as<std::string>();
  const ScenarioOptions options = scenario_options(parsed.values);
  Diagnostics diagnostics;
  const auto scenario = read_scenario_file(file, options, diagnostics);
  const bool quiet = parsed.values.count("quiet") != 0 || parsed.values.count("digest-only") != 0;
  if (!scenario || !quiet) print_diagnostics(diagnostics, format == "json", Advice::kLeftOut);
  if (!scenario) return kExitRejected;

  World world;
  build_world(*scenario, world);
  SimulationOptions simulation_options;
  simulation_options.self_check = parsed.values.count("self-check") != 0;
  const bool traced = parsed.values.count("trace") != 0;
  if (traced) simulation_options.causes = KeepCauses::kAllButLoad;
  Simulation simulation(world, simulation_options);
  const std::string again = replay_line(file, options, scenario->seed);
  const AssertContext context(
      [](const void* line) { return *static_cast<const std::string*>(line); }, &again);
  Measures measures(simulation);
  Timeline timeline(*scenario, simulation);
  simulation.listen(&measures);
  simulation.listen(&timeline);
  std::optional<TraceWriter> trace;
  CauseBook causes(*scenario, simulation, timeline, -1);
  StoryBook stories(causes, simulation, timeline);
  std::string trace_file;
  if (traced) {
    trace_file = parsed.values["trace"].as<std::string>();
    trace.emplace(trace_file, *scenario, options, simulation);
    if (!trace->ok()) {
      std::cerr << "firedrill: the trace file " << trace_file << " cannot be written\n";
      return kExitRejected;
    }
    simulation.listen(&*trace);
    simulation.listen(&causes);
    simulation.listen(&stories);
  }
  std::signal(SIGINT, on_interrupt);
  {
    Progress progress(simulation, scenario->duration.count());
    while (interrupted == 0 && simulation.advance()) progress.after_event();
  }
  if (trace && !trace->finish(&stories)) {
    std::cerr << "firedrill: the trace file " << trace_file << " could not be written whole\n";
    return kExitRejected;
  }
  if (parsed.values.count("digest-only") != 0) {
    std::cout << simulation.digest().hex() << "\n";
    return 0;
  }
  const Figures figures = measures.figures();
  const Outcome outcome = judge(*scenario, simulation, timeline);
  const RunReport report{*scenario, simulation, timeline, figures, outcome, again, trace_file};
  if (format == "json") {
    std::cout << run_as_json(report);
  } else if (format == "junit") {
    std::cout << run_as_junit(report);
  } else {
    TextOptions text;
    const char* no_colour = std::getenv("NO_COLOR");
    text.colour = stdout_is_terminal() && (no_colour == nullptr || *no_colour == '\0');
    if (stdout_is_terminal()) text.width = terminal_width();
    text.verdict_alone = parsed.values.count("quiet") != 0;
    std::cout << run_as_text(report, text);
  }
  return outcome.exit_status();
}

}  // namespace firedrill
