// firedrill shrink: a failing scenario made as small as it gets, with its story.
#include <algorithm>
#include <csignal>
#include <iostream>

#include "sim/cli/options.hpp"
#include "sim/explore/shrunk_file.hpp"

namespace firedrill {
namespace {

namespace po = boost::program_options;

volatile std::sig_atomic_t interrupted = 0;
void on_interrupt(int) {
  interrupted = 1;
}

constexpr const char* kUsage =
    "usage: firedrill shrink SCENARIO [--case NAME] [--rule RULE] [--budget N] [--out FILE]\n"
    "                        [--seed N] [--set KEY=VALUE]...\n"
    "Looks for the smallest scenario that fails by the same rule, and tells its story: what "
    "broke,\n"
    "for whom, when, because of which step, and until which step there was a way to pass. With\n"
    "--out it is saved; a smaller deployment is saved beside it. Of a scenario with a matrix, the\n"
    "first case that fails is taken. Exit status: that of the "
    "smallest\n"
    "(1 violated; 0 for a file that is expected to fail), 3 when nothing fails.\n";

/// The failure before it is shrunk, so that nobody waits for the first news.
void print_found(const Candidate& found, const Outcome& outcome) {
  const VerdictItem* item = failure_in(found, outcome);
  std::vector<std::string> lines;
  const std::string what = item->is_expectation ? item->what + ": " + item->why : item->why;
  add_labelled(lines, "found", what + " (" + found.target.name + ")", 100);
  add_labelled(lines, "", size_text(size_of(found.scenario)), 100);
  for (const std::string& line : lines) std::cout << line << "\n";
  std::cout.flush();
}

ShrinkOptions shrink_options(const po::variables_map& values) {
  ShrinkOptions out;
  out.trials_max = values["budget"].as<std::uint32_t>();
  out.story_trials_max = std::max(out.story_trials_max, out.trials_max);
  out.stop = [] { return interrupted != 0; };
  if (stderr_is_terminal()) {
    out.progress = [](const ShrinkProgress& progress) {
      std::cerr << "\r" << progress.trials << " candidates tried: " << size_text(progress.best)
                << "    ";
    };
  }
  return out;
}

/// Saves, reads what is on the disk and runs it.
bool save_and_replay(const ShrunkFile& file, const Shrunk& shrunk) {
  if (!save(file)) {
    std::cerr << "firedrill: " << file.path << " could not be written\n";
    return false;
  }
  Diagnostics diagnostics;
  auto again = read_scenario_file(file.path, {}, diagnostics);
  if (!again) return false;
  const Trial trial = try_scenario(*again);
  return trial.digest == shrunk.digest;
}

struct Failing {
  const Scenario* scenario;
  Trial trial;
  FailureTarget target;
};

/// The first case that fails, by `rule` where one is given.
std::optional<Failing> first_failing(const std::vector<Scenario>& cases, const std::string& rule) {
  for (const Scenario& one : cases) {
    Trial trial = try_scenario(one);
    if (auto target = find_failure(one, trial.outcome, rule)) {
      return Failing{&one, std::move(trial), std::move(*target)};
    }
  }
  return std::nullopt;
}

}  // namespace

int verb_shrink(const Arguments& arguments) {
  po::options_description visible("options");
  add_scenario_options(visible);
  add_case_option(visible);
  visible.add_options()("rule", po::value<std::string>()->default_value(""),
                        "rule, error code or expectation to fail by; default: the first failure")(
      "budget", po::value<std::uint32_t>()->default_value(ShrinkOptions{}.trials_max),
      "candidates to try at most, and where they are more than 20000, for the critical step too")(
      "out", po::value<std::string>(), "save the smallest here");
  po::options_description hidden;
  hidden.add_options()("scenario", po::value<std::string>()->required(), "a SCENARIO");
  po::positional_options_description positional;
  positional.add("scenario", 1);
  const ParsedOptions parsed = parse_options(arguments, kUsage, visible, positional, hidden);
  if (parsed.exit) return *parsed.exit;
  const std::string file = parsed.values["scenario"].as<std::string>();
  const std::string rule = parsed.values["rule"].as<std::string>();
  Diagnostics diagnostics;
  const auto cases = read_scenario_cases(file, scenario_options(parsed.values), diagnostics);
  if (cases.empty()) {
    print_diagnostics(diagnostics, false, Advice::kLeftOut);
    return kExitRejected;
  }
  const auto failing = first_failing(cases, rule);
  if (!failing) {
    std::cerr << "firedrill: nothing to shrink: " << file
              << (cases.size() > 1 ? " has no case that fails" : " does not fail")
              << (rule.empty() ? "" : " by " + rule) << "\n";
    return kExitRejected;
  }
  const Scenario* scenario = failing->scenario;
  const Trial& first = failing->trial;
  const FailureTarget* target = &failing->target;
  if (cases.size() > 1) std::cout << "the first case that fails: " << scenario->case_name << "\n";
  print_found({*scenario, *target}, first.outcome);
  std::signal(SIGINT, on_interrupt);
  const auto shrunk = shrink(*scenario, target->name, shrink_options(parsed.values));
  if (stderr_is_terminal()) std::cerr << "\r\033[K";
  if (!shrunk) {
    std::cerr << "firedrill: nothing to shrink: " << file << " fails, but not as it expects\n";
    return kExitRejected;
  }
  const bool saved = parsed.values.count("out") != 0;
  const std::string path = saved ? parsed.values["out"].as<std::string>()
                                 : file.substr(0, file.rfind(".yaml")) + ".shrunk.yaml";
  const ShrunkFile out = shrunk_file(*shrunk, scenario_label(*scenario), path);
  std::cout << "\n" << out.text << "\n";
  if (!shrunk->replayed || !replays(out, *shrunk)) {
    std::cerr << "firedrill: internal error: what was written does not replay\n";
    return 70;
  }
  if (saved && !save_and_replay(out, *shrunk)) return kExitRejected;
  std::cout << (saved ? "saved as " + path + "; " : "") << "read back and run again, it fails by "
            << shrunk->best.target.name << "\n";
  return try_scenario(shrunk->best.scenario).outcome.exit_status();
}

}  // namespace firedrill
