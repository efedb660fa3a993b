// firedrill diff: two runs on the same draws, and what differs.
#include <iostream>

#include "reports/page/diff.hpp"
#include "sim/cli/options.hpp"
#include "sim/cli/report_files.hpp"
#include "sim/run/trace.hpp"

namespace firedrill {
namespace {

namespace po = boost::program_options;

constexpr const char* kUsage =
    "usage: firedrill diff A B [--case NAME]... [--seed N] [--out DIR] [--format text|json]\n"
    "Runs two scenarios on the same draws, those of A's seed unless --seed says otherwise, or\n"
    "repeats two traces, and prints what differs. With --out both are drawn side by side.\n"
    "Exit status: 0 alike, 1 different, 3 rejected.\n";

}  // namespace

int verb_diff(const Arguments& arguments) {
  po::options_description visible("options");
  visible.add_options()("out", po::value<std::string>(), "folder for the pictures")(
      "format", po::value<std::string>()->default_value("text"), "text or json")(
      "case", po::value<std::vector<std::string>>()->composing(),
      "of a scenario with a matrix: which case; given twice, that of A and that of B");
  add_scenario_options(visible);
  po::options_description hidden;
  hidden.add_options()("a", po::value<std::string>()->required(),
                       "A and B, two scenarios or traces")(
      "b", po::value<std::string>()->required(), "B beside A, a second scenario or trace");
  po::positional_options_description positional;
  positional.add("a", 1).add("b", 1);
  const ParsedOptions parsed = parse_options(arguments, kUsage, visible, positional, hidden);
  if (parsed.exit) return *parsed.exit;
  const std::string format = parsed.values["format"].as<std::string>();
  if (format != "text" && format != "json") {
    std::cerr << "firedrill: --format is text or json, not \"" << format << "\"\n";
    return kExitRejected;
  }
  std::vector<std::string> cases;
  if (parsed.values.count("case") != 0)
    cases = parsed.values["case"].as<std::vector<std::string>>();
  if (cases.size() > 2) {
    std::cerr << "firedrill: --case is given once for both, or twice\n";
    return kExitRejected;
  }
  ScenarioOptions options = scenario_options(parsed.values);
  if (!cases.empty()) options.case_name = cases.front();
  Diagnostics diagnostics;
  const auto a = read_scenario_or_trace(parsed.values["a"].as<std::string>(), options, diagnostics);
  if (a && !options.seed) options.seed = a->seed;
  if (!cases.empty()) options.case_name = cases.back();
  const auto b = read_scenario_or_trace(parsed.values["b"].as<std::string>(), options, diagnostics);
  if (!a || !b) {
    print_diagnostics(diagnostics, format == "json", Advice::kLeftOut);
    return kExitRejected;
  }
  const RecordedRun first(*a, "", {.story = false});
  const RecordedRun second(*b, "", {.story = false});
  const RunDifference found = difference(first, second);
  if (parsed.values.count("out") != 0 &&
      !write_report_files(parsed.values["out"].as<std::string>(),
                          draw_difference(first, second, found))) {
    return kExitRejected;
  }
  if (format == "json") {
    std::cout << difference_as_json(first, second, found).dump(2) << "\n";
  } else {
    std::cout << difference_as_text(first, second, found);
  }
  return found.same ? 0 : 1;
}

}  // namespace firedrill
