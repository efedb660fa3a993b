// The same report for machines.
#include <nlohmann/json.hpp>

#include "reports/proof_text.hpp"
#include "reports/summary.hpp"
#include "reports/xml.hpp"
#include "sim/explore/range_effects.hpp"

namespace firedrill {
namespace {

using nlohmann::ordered_json;

ordered_json faults_json(const ProofReport& report, const Scenario& scenario) {
  ordered_json out = ordered_json::array();
  for (std::size_t i = report.scenario.faults.size(); i < scenario.faults.size(); ++i) {
    out.push_back(scenario.faults[i].text);
  }
  return out;
}

ordered_json mishaps_json(const ProofReport& report, const Scenario& scenario) {
  ordered_json out = ordered_json::array();
  for (std::size_t i = report.scenario.mishaps.size(); i < scenario.mishaps.size(); ++i) {
    out.push_back(scenario.mishaps[i].text);
  }
  return out;
}

const char* end_name(SearchEnd end) {
  switch (end) {
    case SearchEnd::kComplete:
      return "complete";
    case SearchEnd::kMemory:
      return "memory";
    case SearchEnd::kGivenUp:
      return "stopped";
  }
  return "?";
}

ordered_json proof_json(const ProofReport& report) {
  const ProofResult& r = report.result;
  ordered_json out;
  out["firedrill-summary"] = kSummaryVersion;
  out["verb"] = "prove";
  out["program"] = FIREDRILL_VERSION;
  out["scenario"] = report.scenario.file;
  if (!report.scenario.case_name.empty()) out["case"] = report.scenario.case_name;
  out["verdict"] = verdict_name(r.verdict);
  out["replay"] = report.again;
  out["end"] = end_name(r.end);
  out["faults"] = report.options.search.faults;
  out["seed"] = report.scenario.seed;
  for (const ParameterRange& range : ranges_of(report.scenario)) {
    out["drawn"].push_back({{"parameter", parameter_info(range.id).name},
                            {"low", range.low},
                            {"high", range.high},
                            {"drawn", drawn_in(report.scenario, range)}});
  }
  out["menu"] = r.components;
  out["findings"] = ordered_json::array();
  for (const ProofFinding& finding : r.findings) {
    ordered_json one;
    one["name"] = finding.name;
    one["verdict"] = verdict_name(finding.verdict);
    one["known"] = !finding.because.empty();
    if (!finding.because.empty()) one["because"] = finding.because;
    one["text"] = finding.text;
    one["faults"] = faults_json(report, finding.scenario);
    one["mishaps"] = mishaps_json(report, finding.scenario);
    one["one_order_only"] = !finding.where.pins.empty();
    one["cells"] = finding.cells;
    one["replayed"] = finding.replayed;
    out["findings"].push_back(std::move(one));
  }
  out["worst"] = ordered_json::array();
  for (const ProofWorst& worst : r.worst) {
    ordered_json one;
    one["what"] = worst.what;
    one["ms"] = worst.ms;
    one["faults"] = faults_json(report, worst.scenario);
    out["worst"].push_back(std::move(one));
  }
  out["expectations"] = ordered_json::array();
  for (const ExpectationFigure& e : r.expectations) {
    ordered_json one;
    one["text"] = e.text;
    one["missed_cells"] = e.missed_cells;
    if (!e.first.empty()) one["first"] = e.first;
    out["expectations"].push_back(std::move(one));
  }
  out["open_deadlines"] = ordered_json::array();
  for (const OpenDeadline& deadline : r.open_deadlines) {
    out["open_deadlines"].push_back({{"text", deadline.text}, {"cells", deadline.cells}});
  }
  out["slips"] = ordered_json::array();
  for (const SlipFigure& slip : r.slips) {
    ordered_json one;
    one["slip"] = slip.text;
    one["at_once"] = slip.slips.size();
    one["verdict"] = verdict_name(slip.verdict);
    one["rules"] = slip.rules;
    one["refusals"] = slip.refusals;
    one["expectations_missed"] = slip.missed;
    if (!slip.first.empty()) one["first"] = slip.first;
    out["slips"].push_back(std::move(one));
  }
  out["met"]["rules"] = r.probes.rules;
  out["met"]["refusals"] = r.probes.refusals;
  out["met"]["mishaps"] = r.probes.mishaps;
  out["met"]["of_rules"] = r.probes.all_rules;
  out["met"]["of_refusals"] = r.probes.all_refusals;
  out["met"]["of_mishaps"] = r.probes.all_mishaps;
  out["cells"] = r.figures.cells;
  out["cells_of_other_orders"] = r.figures.tied_cells;
  out["states"] = r.figures.nodes;
  out["states_met_again"] = r.figures.met;
  out["table_bytes"] = r.table_bytes;
  out["omission_probability"] = r.omission;
  return out;
}

}  // namespace

std::string proof_as_json(const std::vector<ProofReport>& reports) {
  ordered_json out = ordered_json::array();
  for (const ProofReport& report : reports) out.push_back(proof_json(report));
  return out.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string proof_as_junit(const std::vector<ProofReport>& reports) {
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::string cases;
  for (const ProofReport& report : reports) {
    const Verdict verdict = report.result.verdict;
    failures += verdict == Verdict::kViolated ? 1 : 0;
    errors += verdict == Verdict::kUnknown ? 1 : 0;
    const std::string text = xml_escaped(proof_as_text(report, false));
    cases += "    <testcase classname=\"firedrill.prove\" name=\"" +
             xml_escaped(scenario_label(report.scenario)) + "\"";
    if (verdict == Verdict::kHeld) {
      cases += "/>\n";
      continue;
    }
    const char* tag = verdict == Verdict::kViolated ? "failure" : "error";
    cases += ">\n      <" + std::string(tag) + " message=\"" +
             xml_escaped(text.substr(0, text.find('\n'))) + "\">" + text +
             xml_escaped(report.again) + "</" + tag + ">\n    </testcase>\n";
  }
  const std::string counts = "tests=\"" + std::to_string(reports.size()) + "\" failures=\"" +
                             std::to_string(failures) + "\" errors=\"" + std::to_string(errors) +
                             "\"";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite "
         "name=\"firedrill prove\" " +
         counts + ">\n" + cases + "  </testsuite>\n</testsuites>\n";
}

}  // namespace firedrill
