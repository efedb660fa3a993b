// The same campaign for machines: JSON and JUnit XML.
#include <fmt/format.h>

#include "reports/campaign_json.hpp"
#include "reports/range_text.hpp"
#include "reports/summary.hpp"
#include "reports/xml.hpp"
#include "sim/run/names.hpp"

namespace firedrill {

using nlohmann::ordered_json;

ordered_json probes_json(const ProbeTally& tally) {
  ordered_json out = ordered_json::array();
  for (std::size_t i = 0; i < tally.probes.size(); ++i) {
    const Met& met = tally.probes[i];
    if (met.runs != 0) out.push_back({i, met.runs, met.first});
  }
  return out;
}

ordered_json cells_json(const ProbeTally& tally) {
  ordered_json out = ordered_json::array();
  for (std::size_t i = 0; i < tally.cells.size(); ++i) {
    const Met& met = tally.cells[i];
    if (met.runs != 0) out.push_back({i, met.runs, met.first});
  }
  return out;
}

namespace {

ordered_json distribution_json(const Distribution& d) {
  ordered_json out;
  const auto value = [](std::int64_t v) {
    return v == Distribution::kNever ? ordered_json() : ordered_json(v);
  };
  out["runs"] = d.count();
  out["never"] = d.never();
  for (const std::int64_t permille : {500, 950, 990}) {
    const Distribution::Quantile q = d.quantile(permille);
    out["p" + std::to_string(permille / 10)] = {{"value", value(q.value)},
                                                {"low", value(q.low)},
                                                {"high", value(q.high)},
                                                {"open", q.open}};
  }
  out["max"] = value(d.largest());
  out["counts"] = ordered_json::array();
  for (const Distribution::Count& count : d.counts()) {
    out["counts"].push_back({count.value, count.runs});
  }
  return out;
}

}  // namespace

ordered_json tally_json(const ScenarioTally& t) {
  ordered_json out;
  out["runs"] = t.runs;
  out["held"] = t.held;
  out["known"] = t.known_only;
  out["violated"] = t.violated;
  out["unknown"] = t.unknown;
  out["twice"] = t.twice;
  out["events"] = t.events;
  out["shapes"] = ordered_json::object();
  for (std::size_t s = 0; s < t.shapes.size(); ++s) {
    out["shapes"][std::string(shape_name(static_cast<SwarmShape>(s)))] = t.shapes[s];
  }
  out["known_failures"] = ordered_json::object();
  for (const auto& [rule, met] : t.known) {
    const Share share = wilson(met.runs, t.runs);
    out["known_failures"][rule] = {
        {"runs", met.runs}, {"low_ppm", share.low_ppm}, {"high_ppm", share.high_ppm}};
  }
  out["sign_in_s"] = distribution_json(t.sign_in_s);
  out["regular_service_s"] = distribution_json(t.regular_s);
  out["age_of_loss_s"] = distribution_json(t.lost_age_s);
  out["changes_lost"] = distribution_json(t.lost);
  return out;
}

ordered_json failure_json(const CampaignReport& report, const FailureReport& f) {
  ordered_json out;
  out["verdict"] = verdict_name(f.verdict);
  const CampaignScenario& scenario = *report.campaign.scenarios()[f.scenario];
  out["scenario"] = scenario.file;
  if (!scenario.as_written.case_name.empty()) out["case"] = scenario.as_written.case_name;
  out["rule"] = f.rule;
  out["why"] = f.why;
  if (f.at_ms >= 0) out["at_ms"] = f.at_ms;
  out["causes"] = ordered_json::array();
  for (const FailureReport::Slice& slice : f.slices) {
    out["causes"].push_back(
        {{"slice", slice.text}, {"runs", slice.group.met.runs}, {"smallest", slice.group.example}});
  }
  out["run"] = f.example;
  out["configuration"] = f.configuration;
  out["apart"] = f.apart;
  out["faults"] = f.faults;
  out["story"] = f.story;
  out["procedure"] = f.procedure;
  if (f.shrunk) out["shrunk"] = shrunk_text(*f.shrunk);
  out["again"] = f.again;
  if (!f.saved.empty()) out["saved"] = f.saved;
  return out;
}

ordered_json ranges_json(const CampaignReport& report) {
  ordered_json out = ordered_json::array();
  for (std::size_t i = 0; i < report.ranges.size(); ++i) {
    if (report.ranges[i].empty()) continue;
    out.push_back({{"scenario", i}, {"effects", effects_json(report.ranges[i])}});
  }
  return out;
}

ordered_json curve_json(const DiscoveryCurve& curve) {
  ordered_json out;
  out["points"] = ordered_json::array();
  for (const DiscoveryCurve::Point& point : curve.points) {
    out["points"].push_back({{"runs", point.runs},
                             {"new_combinations", point.fresh_cells},
                             {"new_causes", point.fresh_causes}});
  }
  out["combinations"] = curve.cells;
  out["met_once"] = curve.met_once;
  out["says"] = curve.sentence;
  return out;
}

ordered_json unreached_json(const std::vector<Unreached>& unreached) {
  ordered_json out = ordered_json::array();
  for (const Unreached& each : unreached) {
    ordered_json one{{"probe", each.name}};
    if (!each.reason.empty()) one["reason"] = each.reason;
    out.push_back(std::move(one));
  }
  return out;
}

std::string campaign_as_json(const CampaignReport& r) {
  const Campaign& campaign = r.campaign;
  ordered_json out;
  out["firedrill-summary"] = kSummaryVersion;
  out["verb"] = "check";
  out["program"] = FIREDRILL_VERSION;
  out["verdict"] = verdict_name(verdict_of(r));
  out["replay"] = campaign_again(campaign, false);
  out["complete"] = campaign.complete();
  out["seed"] = campaign.options().seed;
  out["first"] = campaign.options().first;
  out["runs_of_each"] = campaign.rounds();
  out["failures"] = ordered_json::array();
  for (const FailureReport& f : r.failures) out["failures"].push_back(failure_json(r, f));
  out["saved"] = ordered_json::array();
  for (const SavedFailure& saved : r.saved) {
    out["saved"].push_back({{"file", saved.file},
                            {"verdict", verdict_name(saved.outcome.verdict)},
                            {"headline", saved.outcome.headline}});
  }
  out["scenarios"] = ordered_json::array();
  for (std::size_t i = 0; i < campaign.scenarios().size(); ++i) {
    ordered_json one = tally_json(campaign.tally().scenarios[i]);
    for (const char* name : {"sign_in_s", "regular_service_s", "age_of_loss_s", "changes_lost"}) {
      one[name].erase("counts");  // the record has them
    }
    const CampaignScenario& scenario = *campaign.scenarios()[i];
    ordered_json named{{"file", scenario.file}};
    if (!scenario.as_written.case_name.empty()) named["case"] = scenario.as_written.case_name;
    named.update(one);
    if (i < r.ranges.size() && !r.ranges[i].empty()) named["ranges"] = effects_json(r.ranges[i]);
    out["scenarios"].push_back(std::move(named));
  }
  const auto& probes = ProbeTable::get().probes();
  out["probes"] = ordered_json::object();
  for (std::size_t i = 0; i < probes.size(); ++i) {
    out["probes"][probes[i].name] = campaign.tally().probes.probes[i].runs;
  }
  out["never_met"] = unreached_json(r.unreached);
  out["discovery"] = curve_json(r.curve);
  return out.dump(2) + "\n";
}

namespace {

class JUnit {
 public:
  void add(const std::string& name, Verdict verdict, const std::string& why,
           const std::string& more) {
    ++tests_;
    cases_ +=
        fmt::format("    <testcase classname=\"firedrill.check\" name=\"{}\"", xml_escaped(name));
    if (verdict == Verdict::kHeld) {
      cases_ += "/>\n";
    } else if (verdict == Verdict::kViolated) {
      ++failures_;
      cases_ += fmt::format(">\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
                            xml_escaped(why), xml_escaped(more));
    } else {
      ++skipped_;
      cases_ += fmt::format(">\n      <skipped message=\"unknown: {}\"/>\n    </testcase>\n",
                            xml_escaped(why));
    }
  }
  [[nodiscard]] std::string text() const {
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite "
        "name=\"firedrill check\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">\n{}  "
        "</testsuite>\n</testsuites>\n",
        tests_, failures_, skipped_, cases_);
  }

 private:
  std::string cases_;
  int tests_ = 0;
  int failures_ = 0;
  int skipped_ = 0;
};

}  // namespace

std::string campaign_as_junit(const CampaignReport& r) {
  JUnit out;
  for (std::size_t i = 0; i < r.campaign.scenarios().size(); ++i) {
    const ScenarioTally& t = r.campaign.tally().scenarios[i];
    const Verdict verdict = t.violated > 0                            ? Verdict::kViolated
                            : t.unknown > 0 || !r.campaign.complete() ? Verdict::kUnknown
                                                                      : Verdict::kHeld;
    std::string why = "the campaign was stopped";
    std::string more;
    for (const FailureReport& f : r.failures) {
      if (f.scenario != i) continue;
      if (more.empty()) why = f.rule + ": " + f.why;
      for (const std::string& each : f.story) more += each + "\n";
      for (const FailureReport::Slice& slice : f.slices) {
        more += fmt::format("{}, in {} of {} runs\n", slice.text, slice.group.met.runs, t.runs);
      }
      more += f.again + "\n";
    }
    out.add(r.campaign.scenarios()[i]->label, verdict, why, more);
  }
  for (const SavedFailure& saved : r.saved) {
    out.add(saved.file, saved.outcome.verdict, saved.outcome.headline,
            "firedrill run " + saved.file);
  }
  if (r.coverage_required) {
    std::string missing;
    for (const Unreached& each : r.unreached) {
      if (each.reason.empty()) missing += each.name + "\n";
    }
    out.add("coverage", missing.empty() ? Verdict::kHeld : Verdict::kViolated,
            "probes that were never met",
            missing + campaign_again(r.campaign, false) + " --require-coverage");
  }
  return out.text();
}

}  // namespace firedrill
