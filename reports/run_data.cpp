// The same report for machines: JSON and JUnit XML.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "reports/range_text.hpp"
#include "reports/run_text.hpp"
#include "reports/summary.hpp"
#include "reports/xml.hpp"
#include "sim/run/names.hpp"

namespace firedrill {
namespace {

using nlohmann::ordered_json;

ordered_json recovery_json(const Figures& f) {
  ordered_json out = ordered_json::object();
  for (int c = 0; c < kCapabilities; ++c) {
    const RecoveryFigures& r = f.recovery[static_cast<std::size_t>(c)];
    ordered_json one;
    one["affected"] = r.affected;
    one["open"] = r.open;
    if (r.affected > r.open) {
      one["p50_ms"] = r.p50;
      one["p95_ms"] = r.p95;
      one["p99_ms"] = r.p99;
      one["max_ms"] = r.max;
    }
    out[std::string(capability_name(static_cast<Capability>(c)))] = std::move(one);
  }
  return out;
}

ordered_json items_json(const Outcome& outcome) {
  ordered_json out = ordered_json::array();
  for (const VerdictItem& item : outcome.items) {
    ordered_json one;
    one["verdict"] = verdict_name(item.verdict);
    one["what"] = item.what;
    if (!item.why.empty()) one["why"] = item.why;
    if (!item.rule.empty()) one["rule"] = item.rule;
    if (!item.code.empty()) one["code"] = item.code;
    if (!item.where.empty()) one["where"] = item.where;
    if (item.at_ms >= 0) one["at_ms"] = item.at_ms;
    if (item.event > 0) one["event"] = item.event;
    one["expectation"] = item.is_expectation;
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

std::string run_as_json(const RunReport& r) {
  ordered_json out;
  out["firedrill-summary"] = kSummaryVersion;
  out["verb"] = "run";
  out["program"] = FIREDRILL_VERSION;
  out["scenario"] = r.scenario.file;
  if (!r.scenario.case_name.empty()) out["case"] = r.scenario.case_name;
  out["title"] = r.scenario.title;
  out["seed"] = r.scenario.seed;
  out["verdict"] = verdict_name(r.outcome.verdict);
  out["expected_to_fail"] = r.scenario.expected_to_fail;
  out["as_expected"] =
      r.outcome.expected_to_fail ? r.outcome.as_expected : r.outcome.verdict == Verdict::kHeld;
  out["exit_status"] = r.outcome.exit_status();
  out["headline"] = r.outcome.headline;
  ordered_json timeline = ordered_json::array();
  for (const TimelineLine& line : r.timeline.lines()) {
    ordered_json one;
    one["at_ms"] = line.at_ms;
    one["event"] = line.event;
    one["text"] = line.text;
    if (!line.rule.empty()) one["rule"] = line.rule;
    if (!line.where.empty()) one["where"] = line.where;
    timeline.push_back(std::move(one));
  }
  out["timeline"] = std::move(timeline);
  ordered_json users = ordered_json::array();
  for (const Timeline::Sample& s : r.timeline.samples()) {
    users.push_back({s.at_ms, s.counts.regular, s.counts.resiliency, s.counts.signed_out});
  }
  out["users_by_mode"] = std::move(users);
  out["recovery"] = recovery_json(r.figures);
  ordered_json commands = ordered_json::array();
  for (const CommandFigure& c : r.figures.commands) {
    ordered_json one;
    one["cmdlet"] = c.name;
    one["step"] = c.step + 1;
    one["began_ms"] = c.began_ms;
    if (c.took_ms >= 0) one["took_ms"] = c.took_ms;
    if (c.target_ms >= 0) one["target_ms"] = c.target_ms;
    commands.push_back(std::move(one));
  }
  out["commands"] = std::move(commands);
  const LossFigures& l = r.figures.loss;
  out["data"] = {{"acknowledged", l.acknowledged},
                 {"lost", l.lost},
                 {"not_at_backup_at_takeover", l.stranded},
                 {"recovered", l.recovered},
                 {"configuration_lost", l.configuration_lost},
                 {"content_missing_at_home", r.figures.content_missing}};
  if (l.oldest_age_ms >= 0) out["data"]["oldest_age_ms"] = l.oldest_age_ms;
  out["user_ms_out"] = r.figures.user_ms_out;
  out["user_ms_resiliency"] = r.figures.user_ms_resiliency;
  out["items"] = items_json(r.outcome);
  out["rests_on"] = r.outcome.rests_on;
  if (!r.ranges.empty()) out["ranges"] = effects_json(r.ranges);
  ordered_json unmodelled = ordered_json::array();
  for (const UnmodelledComponent& c : r.scenario.topology.unmodelled) {
    unmodelled.push_back({{"kind", c.kind}, {"name", c.name}, {"reason", c.reason}});
  }
  out["not_modelled"] = std::move(unmodelled);
  out["events"] = r.simulation.events();
  out["model_events"] = r.simulation.model_events();
  out["digest"] = r.simulation.digest().hex();
  out["replay"] = r.replay_line;
  // A file's name may be any bytes; what is no UTF-8 in it is replaced.
  return out.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string run_as_junit_suite(const RunReport& r) {
  std::string cases;
  int tests = 0;
  int failures = 0;
  int skipped = 0;
  auto add = [&](const std::string& name, Verdict verdict, const std::string& why,
                 const std::string& where) {
    ++tests;
    cases += fmt::format("    <testcase classname=\"{}\" name=\"{}\"",
                         xml_escaped(scenario_label(r.scenario)), xml_escaped(name));
    if (verdict == Verdict::kHeld) {
      cases += "/>\n";
      return;
    }
    if (verdict == Verdict::kViolated) {
      ++failures;
      cases += fmt::format(
          ">\n      <failure message=\"{}\">{} {}\n{}</failure>\n    </testcase>\n",
          xml_escaped(why), xml_escaped(why), xml_escaped(where), xml_escaped(r.replay_line));
    } else {
      ++skipped;
      cases += fmt::format(">\n      <skipped message=\"unknown: {}\"/>\n    </testcase>\n",
                           xml_escaped(why));
    }
  };
  if (r.outcome.expected_to_fail) {
    add("fails as expected", r.outcome.as_expected ? Verdict::kHeld : Verdict::kViolated,
        r.outcome.headline, "");
  } else {
    for (const VerdictItem& item : r.outcome.items) {
      add(item.what, item.verdict, item.why, item.where);
    }
    if (r.outcome.items.empty()) add("all invariants", r.outcome.verdict, r.outcome.headline, "");
  }
  std::string name = r.scenario.title.empty() ? r.scenario.file : r.scenario.title;
  if (!r.scenario.case_name.empty()) name += " [" + r.scenario.case_name + "]";
  return fmt::format(
      "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">\n{}  "
      "</testsuite>\n",
      xml_escaped(name), tests, failures, skipped, cases);
}

std::string junit_document(const std::string& suites) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n" + suites + "</testsuites>\n";
}

std::string run_as_junit(const RunReport& r) {
  return junit_document(run_as_junit_suite(r));
}

}  // namespace firedrill
