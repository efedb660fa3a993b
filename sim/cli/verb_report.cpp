// firedrill report: pictures and a page of what a run, a proof or a campaign found.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "reports/page/report.hpp"
#include "sim/cli/options.hpp"
#include "sim/cli/report_files.hpp"
#include "sim/run/names.hpp"
#include "sim/topology/document.hpp"

namespace firedrill {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

constexpr const char* kUsage =
    "usage: firedrill report SCENARIO|TRACE|RECORD --out DIR [--png] [--dot] [--pdf] [--at "
    "TIME]...\n"
    "Writes pictures of what happened as SVG, and report.html, a page that opens offline. A "
    "record\n"
    "is what prove and check write with --record; a saved failure is a scenario.\n"
    "Exit status: 0 written, 3 rejected.\n";

/// "01:23:00" as the scenario's clock shows it, or a duration since the start.
std::optional<ReportMoment> moment(const std::string& text) {
  int h = 0, m = 0, s = 0, read = 0;
  if (std::sscanf(text.c_str(), "%2d:%2d:%2d%n", &h, &m, &s, &read) == 3 &&
      static_cast<std::size_t>(read) == text.size()) {
    return ReportMoment{((std::int64_t{h} * 60 + m) * 60 + s) * 1000, true};
  }
  const auto since_start = parse_duration_ms(text);
  if (!since_start) return std::nullopt;
  return ReportMoment{*since_start, false};
}

}  // namespace

bool write_report_files(const std::string& folder, const std::vector<ReportFile>& files) {
  std::error_code refused;
  fs::create_directories(folder, refused);
  for (const ReportFile& file : files) {
    const fs::path path = fs::path(folder) / file.name;
    std::ofstream out(path, std::ios::binary);
    out << file.bytes;
    out.close();
    if (out.good() && !file.bytes.empty()) continue;
    std::cerr << "firedrill: " << path.generic_string() << " could not be written\n";
    return false;
  }
  return true;
}

int verb_report(const Arguments& arguments) {
  po::options_description visible("options");
  visible.add_options()("out", po::value<std::string>()->required(), "folder to write into")(
      "png", "PNG beside each SVG")("dot", "Graphviz source beside each SVG")(
      "pdf", "PDF beside each SVG")("at", po::value<std::vector<std::string>>()->composing(),
                                    "also the deployment at that moment (01:23:00, or 83m after "
                                    "the start); may be repeated");
  add_scenario_options(visible);
  add_case_option(visible);
  po::options_description hidden;
  hidden.add_options()("file", po::value<std::string>()->required(),
                       "a SCENARIO, a TRACE or a RECORD");
  po::positional_options_description positional;
  positional.add("file", 1);
  const ParsedOptions parsed = parse_options(arguments, kUsage, visible, positional, hidden);
  if (parsed.exit) return *parsed.exit;
  ReportRequest request;
  request.file = parsed.values["file"].as<std::string>();
  request.options = scenario_options(parsed.values);
  for (const char* format : {"png", "dot", "pdf"}) {
    if (parsed.values.count(format) != 0) request.formats.emplace_back(format);
  }
  if (parsed.values.count("at") != 0) {
    for (const std::string& text : parsed.values["at"].as<std::vector<std::string>>()) {
      const auto at = moment(text);
      if (!at) {
        std::cerr << "firedrill: --at takes 01:23:00 or a duration after the start, not \"" << text
                  << "\"\n";
        return kExitRejected;
      }
      request.moments.push_back(*at);
    }
  }
  Diagnostics diagnostics;
  const auto report = make_report(request, diagnostics);
  if (!report) {
    print_diagnostics(diagnostics, false, Advice::kLeftOut);
    return kExitRejected;
  }
  const std::string folder = parsed.values["out"].as<std::string>();
  if (!write_report_files(folder, report->files)) return kExitRejected;
  std::cout << report->verdict << "\n";
  for (const ReportFile& file : report->files) {
    std::cout << (fs::path(folder) / file.name).generic_string() << "\n";
  }
  return 0;
}

}  // namespace firedrill
