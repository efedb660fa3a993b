// firedrill init: a scenario to start from, for one disaster in one deployment.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "sim/cli/options.hpp"
#include "sim/scenario/skeleton.hpp"
#include "sim/scenario/writer.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

constexpr const char* kUsage =
    "usage: firedrill init TOPOLOGY [--disaster site|pool|mirror|edge] [--target NAME] [--out "
    "FILE]\n"
    "Writes a scenario with the documented procedure for that disaster in that deployment, a "
    "comment\n"
    "on every line. It goes to standard output, or to a file that must not be there yet, and runs "
    "as it is.\n";

int write_new_file(const std::string& file, const std::string& text) {
  std::error_code ec;
  if (fs::exists(file, ec)) {
    std::cerr << "firedrill: " << file << " is there already; init writes over nothing\n";
    return kExitRejected;
  }
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (out) {
    std::cerr << "wrote " << file << "; try: firedrill run " << file << "\n";
    return 0;
  }
  std::cerr << "firedrill: " << file << " cannot be written\n";
  return kExitRejected;
}

}  // namespace

int verb_init(const Arguments& arguments) {
  po::options_description visible("options");
  visible.add_options()("disaster", po::value<std::string>()->default_value("site"),
                        "site, pool, mirror (the SQL server with a pool's databases) or edge")(
      "target", po::value<std::string>(),
      "what is lost: a site, a pool or an Edge pool; else the one that hurts most")(
      "out", po::value<std::string>(), "write to this new file");
  po::options_description hidden;
  hidden.add_options()("topology", po::value<std::string>()->required(), "a TOPOLOGY");
  po::positional_options_description positional;
  positional.add("topology", 1);
  const ParsedOptions parsed = parse_options(arguments, kUsage, visible, positional, hidden);
  if (parsed.exit) return *parsed.exit;

  const std::string file = parsed.values["topology"].as<std::string>();
  const std::string out =
      parsed.values.count("out") != 0 ? parsed.values["out"].as<std::string>() : "";
  SkeletonOrder order;
  order.disaster = parsed.values["disaster"].as<std::string>();
  if (parsed.values.count("target") != 0) order.target = parsed.values["target"].as<std::string>();
  const fs::path folder = fs::path(out).parent_path();
  order.topology_file = fs::path(file).is_absolute()
                            ? file
                            : topology_reference(file, folder.empty() ? "." : folder.string());
  Diagnostics diagnostics;
  const auto topology = read_topology_file(file, {}, diagnostics);
  std::optional<std::string> text;
  if (topology) {
    text = scenario_skeleton(*topology, order, diagnostics);
  } else {
    (void)read_disaster(order.disaster, diagnostics);  // so that all mistakes come in one pass
  }
  print_diagnostics(diagnostics, false, Advice::kLeftOut);
  if (!text) return kExitRejected;
  if (!out.empty()) return write_new_file(out, *text);
  std::cout << *text;
  return 0;
}

}  // namespace firedrill
