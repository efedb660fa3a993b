// firedrill run: a timed run of each case of a scenario file, mostly the only one, and one verdict.
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "reports/run_cases.hpp"
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
    "usage: firedrill run SCENARIO [--case NAME] [--seed N] [--set KEY=VALUE]... [--trace FILE]\n"
    "                     [--format text|json|junit]\n"
    "Runs the scenario, or each case of its matrix, once and says what happened to every user,\n"
    "which documented rule was broken, and why. Exit status: 0 held, 1 violated, 2 unknown, 3 "
    "rejected.\n";

struct Request {
  std::string file;
  ScenarioOptions options;
  SimulationOptions simulation;
  std::string format;
  std::string trace_file;
  TextOptions text;
  bool digest_only = false;
};

std::string replay_line(const Request& request, const std::string& case_name, std::uint64_t seed) {
  return "firedrill run " + scenario_argument(request.file, case_name) + " --seed " +
         std::to_string(seed) + settings_text(request.options);
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

/// Reads everything that the command line says; false, after saying so, when it makes no sense.
bool read_request(const po::variables_map& values, Request& out) {
  out.file = values["scenario"].as<std::string>();
  out.options = scenario_options(values);
  out.simulation.self_check = values.count("self-check") != 0;
  out.format = values["format"].as<std::string>();
  if (values.count("trace") != 0) out.trace_file = values["trace"].as<std::string>();
  out.digest_only = values.count("digest-only") != 0;
  const char* no_colour = std::getenv("NO_COLOR");
  out.text.colour = stdout_is_terminal() && (no_colour == nullptr || *no_colour == '\0');
  if (stdout_is_terminal()) out.text.width = terminal_width();
  out.text.verdict_alone = values.count("quiet") != 0;
  if (out.format == "text" || out.format == "json" || out.format == "junit") return true;
  std::cerr << "firedrill: --format is text, json or junit, not \"" << out.format << "\"\n";
  return false;
}

std::string report_text(const RunReport& report, const Request& request, bool one_of_several) {
  if (request.format == "json") return run_as_json(report);
  if (request.format != "junit") return run_as_text(report, request.text);
  return one_of_several ? run_as_junit_suite(report) : run_as_junit(report);
}

/// Runs one scenario and prints what is asked for; `cases` collects where there are several.
/// Returns the exit status.
int run_one(const Request& request, const Scenario& scenario, CaseRuns* cases) {
  World world;
  build_world(scenario, world);
  const bool traced = !request.trace_file.empty();
  SimulationOptions simulation_options = request.simulation;
  if (traced) simulation_options.causes = KeepCauses::kAllButLoad;
  Simulation simulation(world, simulation_options);
  const std::string again = replay_line(request, scenario.case_name, scenario.seed);
  const AssertContext context(
      [](const void* line) { return *static_cast<const std::string*>(line); }, &again);
  Measures measures(simulation);
  Timeline timeline(scenario, simulation);
  AbsenceWatch absences(simulation, scenario.clock_start.count());
  simulation.listen(&measures);
  if (request.format == "text" && !request.text.verdict_alone) simulation.listen(&absences);
  simulation.listen(&timeline);
  std::optional<TraceWriter> trace;
  CauseBook causes(scenario, simulation, timeline, -1);
  StoryBook stories(causes, simulation, timeline);
  if (traced) {
    trace.emplace(request.trace_file, scenario, request.options, simulation);
    if (!trace->ok()) {
      std::cerr << "firedrill: the trace file " << request.trace_file << " cannot be written\n";
      return kExitRejected;
    }
    simulation.listen(&*trace);
    simulation.listen(&causes);
    simulation.listen(&stories);
  }
  {
    Progress progress(simulation, scenario.duration.count());
    while (interrupted == 0 && simulation.advance()) progress.after_event();
  }
  if (trace && !trace->finish(&stories)) {
    std::cerr << "firedrill: the trace file " << request.trace_file
              << " could not be written whole\n";
    return kExitRejected;
  }
  if (request.digest_only) {
    std::cout << simulation.digest().hex()
              << (scenario.case_name.empty() ? "" : "  " + scenario.case_name) << "\n";
    return 0;
  }
  const Figures figures = measures.figures();
  const Outcome outcome = judge(scenario, simulation, timeline);
  RunReport report{scenario, simulation, timeline, figures, outcome, again, request.trace_file};
  report.left = left_undone(simulation, figures, absences);
  const auto stopped = [] { return interrupted != 0; };
  if (!request.text.verdict_alone || request.format != "text") {
    report.ranges = range_effects({scenario}, stopped);
  }
  const std::string text = report_text(report, request, cases != nullptr);
  const bool printed = cases == nullptr || request.format == "text";
  if (printed) std::cout << text << std::flush;
  if (cases != nullptr) cases->add(report, printed ? "" : text);
  return outcome.exit_status();
}

int run_cases(const Request& request, const std::vector<Scenario>& scenarios) {
  CaseRuns cases(request.file, scenarios.size(),
                 replay_line(request, request.options.case_name, scenarios.front().seed));
  for (const Scenario& scenario : scenarios) {
    const bool first = &scenario == &scenarios.front();
    const bool apart = request.format == "text" && !request.text.verdict_alone;
    if (!first && apart && !request.digest_only) std::cout << "\n";
    if (run_one(request, scenario, &cases) == kExitRejected) return kExitRejected;
    if (interrupted != 0) break;
  }
  if (request.digest_only) return 0;
  if (request.format == "json") {
    std::cout << cases.json();
  } else if (request.format == "junit") {
    std::cout << cases.junit();
  } else {
    std::cout << cases.text(request.text.verdict_alone);
  }
  return cases.exit_status();
}

}  // namespace

int verb_run(const Arguments& arguments) {
  po::options_description visible("options");
  add_scenario_options(visible);
  add_case_option(visible);
  visible.add_options()("trace", po::value<std::string>(), "write the trace to this file")(
      "format", po::value<std::string>()->default_value("text"), "text, json or junit")(
      "quiet", "print the verdict line alone")("digest-only", "print the digest alone")(
      "self-check", "recompute fingerprint and counts after every event (slow)");
  po::options_description hidden;
  hidden.add_options()("scenario", po::value<std::string>()->required(), "a SCENARIO");
  po::positional_options_description positional;
  positional.add("scenario", 1);
  const ParsedOptions parsed = parse_options(arguments, kUsage, visible, positional, hidden);
  if (parsed.exit) return *parsed.exit;
  Request request;
  if (!read_request(parsed.values, request)) return kExitRejected;
  Diagnostics diagnostics;
  const auto scenarios = read_scenario_cases(request.file, request.options, diagnostics);
  const bool quiet = request.text.verdict_alone || request.digest_only;
  if (scenarios.empty() || !quiet) {
    print_diagnostics(diagnostics, request.format == "json", Advice::kLeftOut);
  }
  if (scenarios.empty()) return kExitRejected;
  if (scenarios.size() > 1 && !request.trace_file.empty()) {
    std::cerr << "firedrill: a trace is of one run, and this file has " << scenarios.size()
              << " cases; say which: "
              << scenario_argument("", scenarios.front().case_name).substr(1) << "\n";
    return kExitRejected;
  }
  std::signal(SIGINT, on_interrupt);
  if (scenarios.size() > 1) return run_cases(request, scenarios);
  return run_one(request, scenarios.front(), nullptr);
}

}  // namespace firedrill
