// A run gives all pictures; a record gives the states and its tables.
#include "reports/page/report.hpp"

#include "reports/page/page.hpp"
#include "reports/pictures/cause_picture.hpp"
#include "reports/pictures/procedure_picture.hpp"
#include "reports/pictures/sequence_picture.hpp"
#include "reports/pictures/states_picture.hpp"
#include "reports/pictures/topology_picture.hpp"
#include "sim/run/trace.hpp"

namespace firedrill {
namespace {

/// Renders pictures into files and keeps their SVG for the page.
class Studio {
 public:
  Studio(const ReportRequest& request, Report& report) : request_(request), report_(report) {}

  void show(Picture picture) {
    for (const std::string& format : request_.formats) {
      report_.files.push_back({picture.name + "." + format, picture.render(graphviz_, format)});
    }
    picture.take_heading_out();
    on_page_.push_back(
        {picture.name, picture.text.title, picture.text.caption, picture.render(graphviz_, "svg")});
  }
  void show(std::optional<Picture> picture) {
    if (picture) show(std::move(*picture));
  }
  void finish(const nlohmann::ordered_json& data, const std::string& live) {
    report_.files.push_back({"report.html", write_page(data, on_page_, live)});
    report_.verdict =
        data.at("badge").get<std::string>() + "  " + data.at("headline").get<std::string>();
  }
  [[nodiscard]] const Graphviz& graphviz() const { return graphviz_; }

 private:
  const ReportRequest& request_;
  Report& report_;
  Graphviz graphviz_;
  std::vector<PagePicture> on_page_;
};

Report report_of_run(const ReportRequest& request, const Scenario& scenario) {
  Report out;
  const RecordedRun run(
      scenario, run_again_line(request.file, scenario.case_name, request.options, scenario.seed),
      {});
  Studio studio(request, out);
  const TopologyPicture topology(run);
  studio.show(topology.before());
  studio.show(topology.worst());
  studio.show(topology.after());
  for (const ReportMoment& at : request.moments) {
    const std::int64_t start = at.by_clock ? scenario.clock_start.count() : 0;
    studio.show(topology.at(std::max<std::int64_t>(0, at.ms - start)));
  }
  studio.show(procedure_picture(run, try_procedure(run)));
  studio.show(cause_picture(run));
  studio.show(sequence_picture(run));
  studio.show(
      states_picture(visits_of(scenario), scenario.title.empty() ? scenario.file : scenario.title));
  Picture live = topology.live();
  live.take_heading_out();
  studio.finish(page_data(run), live.render(studio.graphviz(), "svg"));
  out.exit_status = run.outcome.exit_status();
  return out;
}

std::optional<Report> report_of_proof(const ReportRequest& request, Diagnostics& diagnostics) {
  const auto record = read_proof_record(request.file, diagnostics);
  if (!record) return std::nullopt;
  Report out;
  Studio studio(request, out);
  studio.show(states_picture(visits_of(*record), "Placements of the proof"));
  studio.finish(page_data(*record, request.file), "");
  return out;
}

std::optional<Report> report_of_campaign(const ReportRequest& request, Diagnostics& diagnostics) {
  const auto record = read_campaign_record(request.file, diagnostics);
  if (!record) return std::nullopt;
  Report out;
  Studio studio(request, out);
  studio.show(states_picture(visits_of(*record, diagnostics), "Runs of the campaign"));
  studio.finish(page_data(*record, request.file), "");
  return out;
}

}  // namespace

std::string run_again_line(const std::string& file, const std::string& case_name,
                           const ScenarioOptions& options, std::uint64_t seed) {
  if (looks_like_trace(file)) return "firedrill replay " + file;
  std::string out =
      "firedrill run " + scenario_argument(file, case_name) + " --seed " + std::to_string(seed);
  for (const std::string& set : options.set) out += " --set " + set;
  if (options.personality == Personality::kStrict) out += " --strict";
  return out;
}

std::optional<Scenario> read_scenario_or_trace(const std::string& file,
                                               const ScenarioOptions& options,
                                               Diagnostics& diagnostics) {
  if (!looks_like_trace(file)) return read_scenario_file(file, options, diagnostics);
  const auto trace = read_trace(file, diagnostics);
  if (!trace) return std::nullopt;
  auto scenario = scenario_of(*trace, diagnostics);
  if (!scenario) return std::nullopt;
  World world;
  build_world(*scenario, world);
  Simulation simulation(world, {});
  TraceComparison comparison(*trace, world);
  simulation.listen(&comparison);
  simulation.run();
  if (comparison.first_difference() != 0 || simulation.digest().hex() != trace->digest) {
    diagnostics.error("FD1067", file, {},
                      "this program does not repeat the trace; \"firedrill replay\" says where it "
                      "differs");
    return std::nullopt;
  }
  return scenario;
}

std::optional<Report> make_report(const ReportRequest& request, Diagnostics& diagnostics) {
  switch (kind_of_record(request.file)) {
    case RecordOf::kProof:
      return report_of_proof(request, diagnostics);
    case RecordOf::kCampaign:
      return report_of_campaign(request, diagnostics);
    case RecordOf::kNone:
      break;
  }
  const auto scenario = read_scenario_or_trace(request.file, request.options, diagnostics);
  if (!scenario) return std::nullopt;
  return report_of_run(request, *scenario);
}

}  // namespace firedrill
