// firedrill report: pictures and a page of what a run found.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "reports/pictures/cause_picture.hpp"
#include "reports/pictures/procedure_picture.hpp"
#include "reports/pictures/sequence_picture.hpp"
#include "reports/pictures/topology_picture.hpp"
#include "sim/cli/options.hpp"
#include "sim/run/trace.hpp"

namespace firedrill {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

constexpr const char* kUsage =
    "usage: firedrill report SCENARIO|TRACE|RECORD --out DIR [--png] [--dot] [--pdf] [--at TIME]\n"
    "Draws what a run found, as SVG, and writes a page that opens offline. A record is what prove\n"
    "and check write with --record.\n";

}  // namespace

int verb_report(const Arguments& arguments) {
  po::options_description visible("options");
  add_scenario_options(visible);
  visible.add_options()("out", po::value<std::string>()->required(), "folder to write into")(
      "png", "PNG beside each SVG")("dot", "Graphviz source beside each SVG")(
      "pdf", "PDF beside each SVG");
  po::options_description hidden;
  hidden.add_options()("file", po::value<std::string>()->required());
  po::positional_options_description positional;
  positional.add("file", 1);
  const ParsedOptions parsed = parse_options(arguments, kUsage, visible, positional, hidden);
  if (parsed.exit) return *parsed.exit;
  const std::string file = parsed.values["file"].as<std::string>();
  const fs::path out = parsed.values["out"].as<std::string>();
  Diagnostics diagnostics;
  const auto scenario = read_scenario_file(file, scenario_options(parsed.values), diagnostics);
  if (!scenario) {
    print_diagnostics(diagnostics, false, Advice::kLeftOut);
    return kExitRejected;
  }
  const RecordedRun run(*scenario, "firedrill run " + file, {});
  const TopologyPicture topology(run);
  const Graphviz graphviz;
  fs::create_directories(out);
  std::vector<Picture> pictures;
  pictures.push_back(topology.before());
  pictures.push_back(topology.worst());
  pictures.push_back(topology.after());
  if (auto cause = cause_picture(run)) pictures.push_back(std::move(*cause));
  const ProcedureTrials trials = try_procedure(run);
  if (auto procedure = procedure_picture(run, trials)) pictures.push_back(std::move(*procedure));
  pictures.push_back(sequence_picture(run));
  for (const Picture& picture : pictures) {
    for (const char* format : {"svg", "png", "dot"}) {
      std::ofstream to(out / (picture.name + "." + format), std::ios::binary);
      to << picture.render(graphviz, format);
    }
  }
  return 0;
}

}  // namespace firedrill
