// Lines are put together by hand: a record of two faults has millions of them.
#include "sim/explore/proof_record.hpp"

#include <nlohmann/json.hpp>

#include "sim/scenario/mishaps.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

using nlohmann::ordered_json;

/// "site Datacenter1 is lost, back after 30m": the fault without its moment.
std::string choice_text(const Scenario& scenario, const World& world, const StruckFault& choice) {
  FaultSpec fault = world.menu[choice.item];
  fault.trigger = {};
  fault.has_repair = choice.repair.count() > 0;
  fault.repair_after = choice.repair;
  const std::string text = fault_text(fault, scenario);
  return text.substr(text.find(": ") + 2);
}

}  // namespace

ProofRecord::ProofRecord(const std::string& file, const Scenario& scenario, const Proof& proof,
                         const std::string& again)
    : out_(file, std::ios::binary),
      scenario_(scenario),
      proof_(proof),
      named_(proof.world().expectations) {
  ordered_json header;
  header["firedrill-record"] = kProofRecordVersion;
  header["kind"] = "proof";
  header["program"] = FIREDRILL_VERSION;
  header["file"] = scenario.file;
  if (!scenario.case_name.empty()) header["case"] = scenario.case_name;
  header["again"] = again;
  header["scenario"] = write_scenario(scenario);
  // Whoever reads the record knows expectations as this text has them.
  Diagnostics quiet;
  const auto read = read_scenario_text(header["scenario"].get<std::string>(), scenario.file,
                                       scenario.topology_text, {}, quiet);
  for (std::size_t i = 0; read && i < named_.size(); ++i) {
    named_[i].text = read->expectations.at(i).text;
  }
  header["topology"] = scenario.topology_text;
  header["faults"] = proof.world().added_faults;
  header["end_ms"] = scenario.duration.count();
  header["choices"] = ordered_json::array();
  for (const StruckFault& choice : proof.search().choices()) {
    header["choices"].push_back(choice_text(scenario, proof.world(), choice));
  }
  out_ << header.dump() << '\n';
}

void ProofRecord::on_question(const Decision& question) {
  switch (question.kind) {
    case Decision::Kind::kSplit: {
      out_ << R"({"q":"s","i":)" << int{question.first} << R"(,"j":)" << int{question.second}
           << R"(,"c":[)";
      for (std::size_t i = 0; i < question.cuts.size(); ++i) {
        out_ << (i > 0 ? "," : "") << question.cuts[i];
      }
      out_ << "]}\n";
      return;
    }
    case Decision::Kind::kFault:
      out_ << "{\"q\":\"f\"}\n";
      return;
    case Decision::Kind::kMishap:
    case Decision::Kind::kOrder: {
      const char letter = question.kind == Decision::Kind::kOrder ? 'o' : 'm';
      out_ << R"({"q":")" << letter << R"(","n":)" << question.answers << "}\n";
      return;
    }
  }
}

std::uint32_t ProofRecord::outcome_number(std::uint32_t outcomes) {
  const TimedSearch& search = proof_.search();
  const OutcomeMask mask = search.sets().members(outcomes).front() & search.bits().judged();
  const auto [at, fresh] =
      outcomes_.emplace(mask, static_cast<std::uint32_t>(outcomes_.size()) + 1);
  if (fresh) {
    ordered_json line;
    line["outcome"] = at->second;
    line["claims"] = ordered_json::array();
    for (std::size_t bit = 0; bit < OutcomeMask::kBits; ++bit) {
      if (mask.test(bit)) line["claims"].push_back(search.bits().name(named_, bit));
    }
    out_ << line.dump() << '\n';
  }
  return at->second;
}

void ProofRecord::on_leaf(const Placement& where, std::uint32_t outcomes) {
  const std::uint32_t outcome = outcome_number(outcomes);
  out_ << '{';
  write_point(where, outcome);
}

void ProofRecord::on_same_order(const Placement& where) {
  out_ << "{\"x\":1,";
  write_point(where, 0);
}

/// An outcome of 0 is none.
void ProofRecord::write_point(const Placement& where, std::uint32_t outcome) {
  // A part that another order led back into holds faults that may still strike, or never.
  Zone zone = where.zone;
  for (int v = static_cast<int>(where.faults.size()) + 1; v < zone.variables(); ++v) {
    (void)zone.restrict(0, v, -zone.bound(v, 0));
  }
  const Point point = round_point(zone);
  out_ << "\"l\":[";
  for (std::size_t i = 0; i < where.faults.size(); ++i) {
    out_ << (i > 0 ? ",[" : "[") << where.faults[i].choice << ',' << point[i] << ']';
  }
  // Of a fault that is due in the very instant of the order any choice does.
  const std::size_t next = where.faults.size();
  if (next < point.size() && point[next] <= scenario_.duration.count()) {
    out_ << (next > 0 ? ",[0," : "[0,") << point[next] << ']';
  }
  out_ << "],\"t\":[";
  for (std::size_t i = 0; i < point.size(); ++i) out_ << (i > 0 ? "," : "") << point[i];
  out_ << ']';
  if (outcome != 0) out_ << ",\"o\":" << outcome;
  if (!where.pins.empty()) {
    const Scenario placed =
        scenario_at(Scenario{}, proof_.world(), {{}, where.pins, where.zone, {}}, point);
    out_ << ",\"p\":[";
    for (std::size_t i = 0; i < placed.orders.size(); ++i) {
      const PinnedOrder& order = placed.orders[i];
      out_ << (i > 0 ? ",[" : "[") << order.at.count();
      for (const PinnedEvent& event : order.events) {
        out_ << ",\"" << timer_name(static_cast<TimerKind>(event.kind)) << ' ' << event.entity
             << '"';
      }
      out_ << ']';
    }
    out_ << ']';
  }
  for (std::size_t i = 0; i < where.mishaps.size(); ++i) {
    const std::string text = mishap_text(where.mishaps[i], scenario_);
    out_ << (i > 0 ? R"(,")" : R"(,"m":[")") << text
         << (i + 1 < where.mishaps.size() ? "\"" : "\"]");
  }
  out_ << "}\n";
}

bool ProofRecord::finish(const ProofResult& result) {
  ordered_json footer;
  footer["complete"] = result.end == SearchEnd::kComplete;
  footer["verdict"] = verdict_name(result.verdict);
  footer["parts"] = result.figures.cells;
  footer["parts_of_other_orders"] = result.figures.tied_cells;
  footer["states"] = result.figures.nodes;
  footer["worst"] = ordered_json::array();
  for (const ProofWorst& worst : result.worst) {
    footer["worst"].push_back({{"what", worst.what},
                               {"ms", worst.ms},
                               {"user", worst.user},
                               {"where", worst.where},
                               {"scenario", write_scenario(worst.scenario)}});
  }
  footer["findings"] = ordered_json::array();
  for (const ProofFinding& finding : result.findings) {
    footer["findings"].push_back(
        {{"name", finding.name},
         {"verdict", verdict_name(finding.verdict)},
         {"known", finding.because},
         {"text", finding.text},
         {"faults", finding.faults},
         {"where", placement_text(finding.scenario, proof_.world(), finding.where, finding.point)},
         {"parts", finding.cells}});
  }
  out_ << footer.dump() << '\n';
  out_.flush();
  return out_.good();
}

}  // namespace firedrill
