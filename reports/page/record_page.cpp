// The data of a record's page: tables of a campaign, the covering of a proof.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/page/page.hpp"
#include "sim/run/names.hpp"
#include "sim/run/verdict.hpp"

namespace firedrill {
namespace {

using nlohmann::ordered_json;

std::string upper(std::string text) {
  for (char& each : text) each = static_cast<char>(std::toupper(static_cast<unsigned char>(each)));
  return text;
}

std::string number(std::uint64_t n) {
  return count_text(static_cast<std::int64_t>(n));
}

void frame(ordered_json& out, const std::string& title, const std::string& verdict,
           const std::string& source) {
  out["page_title"] = "firedrill: " + title;
  out["source"] = source;
  out["badge"] = upper(verdict);
  out["verdict"] = verdict;
  out["title"] = title;
  out["timeline"] = ordered_json::array();
  out["footer"] = fmt::format("Written by firedrill {} from {}.", FIREDRILL_VERSION, source);
}

/// The outcomes cell by cell would be long; runs of equal ones are not: [times, outcome].
ordered_json runs_of(const std::vector<std::uint32_t>& cells) {
  ordered_json out = ordered_json::array();
  for (std::size_t i = 0; i < cells.size();) {
    std::size_t j = i;
    while (j < cells.size() && cells[j] == cells[i]) ++j;
    out.push_back({j - i, cells[i]});
    i = j;
  }
  return out;
}

ordered_json proof_part(const ProofRecordData& r) {
  ordered_json out;
  out["faults"] = r.faults;
  out["end_ms"] = r.end_ms;
  out["parts"] = r.parts;
  out["choices"] = ordered_json::array();
  for (std::size_t i = 0; i < r.choices.size(); ++i) {
    ordered_json ranges = ordered_json::array();
    if (const auto found = r.strips.find(i); found != r.strips.end()) {
      for (const auto& range : found->second) ranges.push_back({range.from, range.outcome});
    }
    const auto parts = r.parts_of.find(i);
    ordered_json marks = ordered_json::array();
    if (const auto found = r.marks.find(i); found != r.marks.end()) marks = found->second;
    out["choices"].push_back({{"text", r.choices[i]},
                              {"ranges", std::move(ranges)},
                              {"marks", marks},
                              {"parts", parts == r.parts_of.end() ? 0 : parts->second}});
  }
  out["outcomes"] = ordered_json::array();
  for (std::size_t i = 0; i < r.outcomes.size(); ++i) {
    if (i == 0) {
      out["outcomes"].push_back(nullptr);
      continue;
    }
    out["outcomes"].push_back({{"claims", r.outcomes[i].claims},
                               {"verdict", verdict_name(r.outcomes[i].verdict)},
                               {"known", r.outcomes[i].known}});
  }
  if (!r.square.empty()) {
    out["square"] = runs_of(r.square);
    out["raster"] = ProofRecordData::kRaster;
  }
  out["worst"] = r.footer.value("worst", ordered_json::array());
  out["findings"] = r.footer.value("findings", ordered_json::array());
  return out;
}

/// [row, column, runs] of rules by families and by phases; a cell counts the runs of its largest
/// part, since one run may meet several.
ordered_json coverage_part(const CampaignRecordData& r) {
  const std::size_t families = r.header.at("families").size();
  const std::size_t phases = r.header.at("phases").size();
  std::map<std::pair<std::size_t, std::size_t>, std::uint64_t> by_family, by_phase;
  for (const auto& cell : r.tables.value("cells", ordered_json::array())) {
    const auto place = cell.at(0).get<std::size_t>();
    const auto runs = cell.at(1).get<std::uint64_t>();
    const std::size_t probe = place / (families * phases);
    std::uint64_t& family = by_family[{probe, place / phases % families}];
    std::uint64_t& phase = by_phase[{probe, place % phases}];
    family = std::max(family, runs);
    phase = std::max(phase, runs);
  }
  const auto listed = [](const auto& cells) {
    ordered_json out = ordered_json::array();
    for (const auto& [place, runs] : cells) out.push_back({place.first, place.second, runs});
    return out;
  };
  return {{"families", listed(by_family)}, {"phases", listed(by_phase)}};
}

ordered_json campaign_part(const CampaignRecordData& r) {
  ordered_json out;
  out["families"] = r.header.at("families");
  out["phases"] = r.header.at("phases");
  out["probes"] = r.header.at("probes");
  out["coverage"] = coverage_part(r);
  out["scenarios"] = ordered_json::array();
  const auto tallies = r.tables.value("scenarios", ordered_json::array());
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    ordered_json one = tallies[i];
    one["file"] = r.header.at("scenarios").at(i).at("file");
    one["title"] = r.header.at("scenarios").at(i).at("title");
    one["case"] = r.header.at("scenarios").at(i).value("case", std::string());
    out["scenarios"].push_back(std::move(one));
  }
  out["failures"] = r.failures;
  out["ranges"] = r.ranges;
  out["curve"] =
      r.curve.is_null() ? ordered_json{{"points", ordered_json::array()}, {"says", ""}} : r.curve;
  out["never_met"] = r.footer.is_null() ? ordered_json::array()
                                        : r.footer.value("never_met", ordered_json::array());
  return out;
}

/// "; with file-store-down, in 4 runs".
std::string behind(const ordered_json& failure) {
  std::string out;
  if (failure.contains("apart")) out = "; with " + failure.at("apart").get<std::string>();
  std::uint64_t runs = 0;
  for (const auto& slice : failure.value("causes", ordered_json::array())) {
    runs += slice.value("runs", std::uint64_t{0});
  }
  return out + fmt::format(", in {} run{}", number(runs), runs == 1 ? "" : "s");
}

}  // namespace

ordered_json page_data(const ProofRecordData& r, const std::string& file) {
  const std::string verdict = r.footer.value("verdict", std::string("unknown"));
  ordered_json out;
  frame(out, r.scenario.title.empty() ? r.file : r.scenario.title, verdict, file);
  const bool complete = r.footer.value("complete", false);
  const std::string placements =
      fmt::format("every placement of at most {} fault{} among {} choices", r.faults,
                  r.faults == 1 ? "" : "s", number(r.choices.size()));
  out["headline"] = complete ? (verdict == "held" ? "What has to hold under faults holds for "
                                                  : "Something that has to hold under faults does "
                                                    "not, for some of ") +
                                   placements
                             : "The search was ended before it had looked at " + placements;
  ordered_json& facts = out["facts"] = ordered_json::array();
  facts.push_back({"scenario", r.file, false});
  if (!r.case_name.empty()) facts.push_back({"case", r.case_name, false});
  facts.push_back({"covered by", number(r.parts) + " distinguishable parts", false});
  for (const auto& worst : r.footer.value("worst", ordered_json::array())) {
    facts.push_back({"worst: " + worst.value("what", std::string()),
                     duration_text(worst.value("ms", std::int64_t{-1})) + ", " +
                         worst.value("where", std::string()),
                     false});
  }
  for (const auto& finding : r.footer.value("findings", ordered_json::array())) {
    facts.push_back({finding.value("known", std::string()).empty() ? "broken" : "broken, known",
                     finding.value("name", std::string()) + ": " +
                         finding.value("text", std::string()) + " (" +
                         finding.value("where", std::string()) + ")",
                     finding.value("known", std::string()).empty()});
  }
  out["again"] = r.again;
  out["proof"] = proof_part(r);
  return out;
}

ordered_json page_data(const CampaignRecordData& r, const std::string& file) {
  const std::string verdict =
      r.footer.is_null() ? "unknown" : r.footer.value("verdict", std::string("unknown"));
  ordered_json out;
  std::string title;
  const auto& scenarios = r.header.at("scenarios");
  title = scenarios.size() == 1 ? scenarios.at(0).value("title", std::string())
                                : number(scenarios.size()) + " scenarios";
  frame(out, title, verdict, file);
  std::uint64_t runs = 0;
  for (const auto& each : r.tables.value("scenarios", ordered_json::array())) {
    runs += each.at("runs").get<std::uint64_t>();
  }
  out["headline"] = fmt::format(
      "{} in {} runs under drawn faults",
      verdict == "held"       ? "What has to hold under faults held"
      : verdict == "violated" ? fmt::format("{} cause{} of failure", number(r.failures.size()),
                                            r.failures.size() == 1 ? "" : "s")
                              : "It is not known whether all holds; the campaign came to no end",
      number(runs));
  ordered_json& facts = out["facts"] = ordered_json::array();
  for (std::size_t i = 0; i < std::min<std::size_t>(3, r.failures.size()); ++i) {
    facts.push_back({"broken",
                     r.failures[i].value("rule", std::string()) + ": " +
                         r.failures[i].value("why", std::string()) + behind(r.failures[i]),
                     true});
  }
  facts.push_back({"seed", std::to_string(r.header.at("seed").get<std::uint64_t>()), false});
  facts.push_back({"worth more?", r.curve.value("says", std::string()), false});
  std::string files;
  std::string before;
  for (const auto& each : scenarios) {
    const auto one = each.at("file").get<std::string>();
    if (one != before) files += " " + one;  // the cases of a file stand next to each other
    before = one;
  }
  files += scenario_argument("", r.header.value("case", std::string()));
  const std::uint64_t rounds = scenarios.empty() ? 0 : runs / scenarios.size();
  out["again"] = fmt::format("firedrill check{} --seed {} --runs {}{}{}", files,
                             r.header.at("seed").get<std::uint64_t>(), rounds,
                             r.header.value("slips", false) ? " --slips" : "",
                             r.header.value("settings", std::string()));
  out["campaign"] = campaign_part(r);
  return out;
}

}  // namespace firedrill
