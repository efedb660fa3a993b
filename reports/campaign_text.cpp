// The order in which a reader learns things: the verdict, what broke and why, how each scenario
// fared, what recovery took, what was covered, and whether to run more.
#include "reports/campaign_text.hpp"

#include "reports/range_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/run/names.hpp"
#include "sim/scenario/manual_words.hpp"

namespace firedrill {
namespace {

std::string n(std::uint64_t value) {
  return count_text(static_cast<std::int64_t>(value));
}

std::string things(std::uint64_t value, const char* one, const char* many) {
  return n(value) + " " + (value == 1 ? one : many);
}

/// Millionths as per cent: "0.013 %", rounded away from what it must not hide.
std::string percent(std::uint64_t ppm) {
  if (ppm >= 10'000) return fmt::format("{}.{} %", ppm / 10'000, ppm / 1'000 % 10);
  return fmt::format("0.{:04} %", ppm);
}

class Text {
 public:
  Text(const CampaignReport& report, const CampaignTextOptions& options)
      : r_(report), options_(options) {}

  std::string run() {
    headline();
    saved();
    for (std::size_t i = 0; i < r_.failures.size(); ++i) {
      if (i < options_.failures_max) failure(r_.failures[i]);
    }
    if (r_.failures.size() > options_.failures_max) {
      line("  and {} more; --format json and --record list them all\n",
           things(r_.failures.size() - options_.failures_max, "cause", "causes"));
    }
    scenarios();
    recovery();
    ranges();
    coverage();
    never_reached();
    discovery();
    last_lines();
    return std::move(out_);
  }

 private:
  template <class... A>
  void line(fmt::format_string<A...> format, A&&... a) {
    out_ += fmt::format(format, std::forward<A>(a)...) + "\n";
  }
  [[nodiscard]] const CampaignTally& tally() const { return r_.campaign.tally(); }
  [[nodiscard]] const CampaignScenario& scenario(std::size_t i) const {
    return *r_.campaign.scenarios()[i];
  }

  void headline() {
    const std::uint64_t runs = tally().runs();
    const std::string of =
        fmt::format("{} of {}", things(runs, "run", "runs"),
                    things(r_.campaign.scenarios().size(), "scenario", "scenarios"));
    std::vector<std::string> known;
    for (const ScenarioTally& one : tally().scenarios) {
      for (const auto& [rule, met] : one.known) {
        if (std::find(known.begin(), known.end(), rule) == known.end()) known.push_back(rule);
      }
    }
    std::sort(known.begin(), known.end());
    const Verdict verdict = verdict_of(r_);
    const std::size_t causes = r_.failures.size();
    if (verdict == Verdict::kViolated && causes > 0) {
      line("VIOLATED  {} in {}", things(causes, "cause of failure", "causes of failure"), of);
    } else if (verdict == Verdict::kViolated && coverage_missing() > 0) {
      line("VIOLATED  {} never reached in {}, and --require-coverage was given",
           things(coverage_missing(), "probe was", "probes were"), of);
    } else if (verdict == Verdict::kViolated) {
      line("VIOLATED  a failure that was saved before still fails; nothing new in {}", of);
    } else if (verdict == Verdict::kUnknown) {
      line("UNKNOWN   {}; {}",
           r_.campaign.complete() ? "not every run could be judged"
                                  : "the campaign was stopped before its end",
           of);
    } else if (!known.empty()) {
      line("HELD but for {} (known: written in the scenarios)  in {}", fmt::join(known, ", "), of);
    } else {
      line("HELD      everything that must hold under added faults held in {}", of);
    }
    if (verdict == Verdict::kHeld) {
      line("          had more than {} of such runs failed, one would have with 95 % confidence",
           percent(wilson(0, runs).high_ppm));
    }
    out_ += "\n";
  }

  [[nodiscard]] std::size_t coverage_missing() const {
    return static_cast<std::size_t>(
        std::count_if(r_.unreached.begin(), r_.unreached.end(),
                      [](const Unreached& each) { return each.reason.empty(); }));
  }

  void saved() {
    if (r_.saved.empty()) return;
    for (const SavedFailure& each : r_.saved) {
      const bool fails = each.outcome.verdict == Verdict::kViolated;
      line("  saved     {}  {}", each.file,
           fails ? "still fails: " + each.outcome.headline
                 : std::string(verdict_name(each.outcome.verdict)) + " now");
    }
    out_ += "\n";
  }

  void failure(const FailureReport& f) {
    constexpr std::size_t kWidth = 96;
    const CampaignScenario& from = scenario(f.scenario);
    const std::string runs = things(tally().scenarios[f.scenario].runs, "run", "runs");
    line("  {}  {}  {}, with {}", f.verdict == Verdict::kViolated ? "broken" : "unknown", f.rule,
         from.label, f.apart);
    std::vector<std::string> rows = f.story;
    if (rows.empty()) add_labelled(rows, "what", f.why, kWidth);
    for (const std::string& fault : f.faults) add_labelled(rows, "with", fault, kWidth);
    if (f.shrunk) add_labelled(rows, "shrunk", shrunk_text(*f.shrunk), kWidth);
    const bool has_steps = !f.shrunk || f.shrunk->after.steps > 0;
    if (!f.story.empty() && f.procedure.empty() && has_steps) {
      add_labelled(rows, "numbers", "steps are numbered as in " + from.file, kWidth);
    }
    for (std::size_t i = 0; i < f.procedure.size(); ++i) {
      add_labelled(rows, i == 0 ? "numbers" : "", f.procedure[i], kWidth);
    }
    for (const FailureReport::Slice& slice : f.slices) {
      add_labelled(rows, "cause", slice.text, kWidth);
      add_labelled(rows, "", fmt::format("in {} of {}", n(slice.group.met.runs), runs), kWidth);
    }
    add_labelled(rows, "drawn by", f.configuration, kWidth);
    for (const std::string& row : rows) line("    {}", row);
    line("    again      {}", f.again);
    const bool budget_ended =
        f.shrunk && f.shrunk->story.critical.find("--budget") != std::string::npos;
    if (budget_ended && f.saved.empty()) {
      line("    further    --save FOLDER keeps this example as a file for firedrill shrink");
    }
    if (!f.saved.empty()) line("    saved      firedrill run {}", f.saved);
    out_ += "\n";
  }

  void scenarios() {
    std::size_t width = 44;
    for (std::size_t i = 0; i < tally().scenarios.size(); ++i) {
      width = std::max(width, short_file(i).size());
    }
    line("  {:<{}} {:>9} {:>9} {:>8} {:>8} {:>8}", "scenario", width, "runs", "held", "known",
         "violated", "unknown");
    for (std::size_t i = 0; i < tally().scenarios.size(); ++i) {
      const ScenarioTally& t = tally().scenarios[i];
      line("  {:<{}} {:>9} {:>9} {:>8} {:>8} {:>8}", short_file(i), width, n(t.runs), n(t.held),
           n(t.known_only), n(t.violated), n(t.unknown));
      for (const auto& [rule, met] : t.known) {
        const Share share = wilson(met.runs, t.runs);
        line("    {} in {}, {} to {}: {}", rule, things(met.runs, "run", "runs"),
             percent(share.low_ppm), percent(share.high_ppm),
             known_failure(scenario(i).under_faults, rule));
      }
    }
    out_ += "\n";
  }

  [[nodiscard]] std::string short_file(std::size_t i) const {
    const auto slash = scenario(i).file.rfind('/');  // the name of a case may hold one too
    return scenario(i).label.substr(slash == std::string::npos ? 0 : slash + 1);
  }

  static std::string seconds(std::int64_t value) {
    return value == Distribution::kNever ? "never" : duration_text(value * 1000);
  }
  static std::string quantile(const Distribution& d, std::int64_t permille) {
    const Distribution::Quantile q = d.quantile(permille);
    if (q.low == q.high && !q.open) return seconds(q.value);
    return fmt::format("{} ({}{} {})", seconds(q.value), seconds(q.low),
                       q.open ? " or more," : " to", seconds(q.high));
  }

  void recovery() {
    line(
        "  recovery: the longest that any user of a run was without it; median and 95th "
        "percentile");
    line("  of the runs (95 % confidence), worst");
    for (std::size_t i = 0; i < tally().scenarios.size(); ++i) {
      const ScenarioTally& t = tally().scenarios[i];
      line("    {}", short_file(i));
      const auto row = [&](const char* name, const Distribution& d) {
        line("      {:<16} {:<28} {:<34} {}", name, quantile(d, 500), quantile(d, 950),
             seconds(d.largest()));
      };
      row("sign-in", t.sign_in_s);
      row("regular service", t.regular_s);
      row("age of a loss", t.lost_age_s);
    }
    out_ += "\n";
  }

  void ranges() {
    bool any = false;
    for (std::size_t i = 0; i < r_.ranges.size(); ++i) {
      if (r_.ranges[i].empty()) continue;
      if (!any) {
        line(
            "  ranges: pairs that differ by one end of one range alone, low -> high; first {} of "
            "each",
            things(r_.ranges[i].front().pairs, "run", "runs"));
      }
      any = true;
      line("    {}", short_file(i));
      for (const RangeEffect& effect : r_.ranges[i]) {
        line("      {}", range_name(effect.range));
        for (const std::string& row : effect_lines(effect, 90)) line("        {}", row);
      }
    }
    if (any) out_ += "\n";
  }

  void coverage() {
    const auto& probes = ProbeTable::get();
    const Phases& phases = r_.campaign.phases();
    const ProbeTally& t = tally().probes;
    static constexpr std::string_view kShort[kFamilies] = {
        "site", "wan",  "fe",   "pool", "sql",  "mirr", "log",  "file", "cms",
        "bsvc", "bsrv", "hydr", "edge", "esrv", "dns",  "name", "slip", "none"};
    line(
        "  coverage: rules and refusals, of {}, put to the test after a fault (column) that struck",
        probes.with_cells());
    line("  in a phase of the procedure (row)");
    std::string head = fmt::format("    {:<38}", "");
    const auto drawn = [&](std::uint32_t family) {
      return r_.campaign.options().slips || kShort[family] != "slip";
    };
    for (std::uint32_t family = 0; family < kFamilies; ++family) {
      if (drawn(family)) head += fmt::format("{:>5}", kShort[family]);
    }
    line("{}", head);
    for (std::uint32_t phase = 0; phase < phases.count(); ++phase) {
      std::string row = fmt::format("    {:<38}", typed_words(phases.name(phase)));
      bool any = false;
      for (std::uint32_t family = 0; family < kFamilies; ++family) {
        if (!drawn(family)) continue;
        std::uint64_t met = 0;
        for (std::size_t p = 0; p < probes.with_cells(); ++p) {
          met += t.cells[t.cell(p, family, phase)].runs > 0 ? 1 : 0;
        }
        any = any || met > 0;
        row += met > 0 ? fmt::format("{:>5}", met) : fmt::format("{:>5}", ".");
      }
      if (any) line("{}", row);
    }
    out_ += "\n";
  }

  void never_reached() {
    const auto& probes = ProbeTable::get().probes();
    line("  probes: {} of {} were met", probes.size() - r_.unreached.size(), probes.size());
    std::vector<std::string> reasons{""};
    for (const Unreached& each : r_.unreached) {
      if (std::find(reasons.begin(), reasons.end(), each.reason) == reasons.end()) {
        reasons.push_back(each.reason);
      }
    }
    for (const std::string& reason : reasons) {
      std::vector<std::string> names;
      for (const Unreached& each : r_.unreached) {
        if (each.reason == reason) names.push_back(each.name);
      }
      if (names.empty()) continue;
      constexpr std::size_t kNamed = 8;  // --format json names them all
      const bool none = reason.empty();
      line("    {} never met, {}", n(names.size()), none ? "without a stated reason" : reason);
      if (none || names.size() <= kNamed) folded("      ", names);
    }
    out_ += "\n";
  }

  void folded(const char* indent, const std::vector<std::string>& names) {
    constexpr std::size_t kWidth = 100;
    std::string row = indent;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string word = names[i] + (i + 1 < names.size() ? ", " : "");
      if (row.size() + word.size() > kWidth) {
        line("{}", row.substr(0, row.find_last_not_of(' ') + 1));
        row = indent;
      }
      row += word;
    }
    line("{}", row);
  }

  void discovery() {
    std::string runs;
    std::string cells;
    for (const DiscoveryCurve::Point& point : r_.curve.points) {
      const std::size_t width = std::max<std::size_t>(n(point.runs).size(), 5) + 1;
      runs += fmt::format("{:>{}}", n(point.runs), width);
      cells += fmt::format("{:>{}}", n(point.fresh_cells), width);
    }
    line("  discovery: combinations of rule, fault and phase that were new");
    line("    up to run {}", runs);
    line("    new       {}", cells);
    line("    {}", r_.curve.sentence);
    out_ += "\n";
  }

  void last_lines() {
    std::uint64_t twice = 0;
    std::uint64_t events = 0;
    for (const ScenarioTally& t : tally().scenarios) {
      twice += t.twice;
      events += t.events;
    }
    line("  {} executed twice (one in {}) and compared event by event; {} events",
         things(twice, "run was", "runs were"), kTwiceEvery, n(events));
    const bool many = r_.campaign.scenarios().size() > 3;
    line("  same campaign again  {}", campaign_again(r_.campaign, many));
  }

  const CampaignReport& r_;
  const CampaignTextOptions& options_;
  std::string out_;
};

}  // namespace

Verdict verdict_of(const CampaignReport& report) {
  Verdict out = report.campaign.complete() ? Verdict::kHeld : Verdict::kUnknown;
  for (const ScenarioTally& tally : report.campaign.tally().scenarios) {
    if (tally.violated > 0) out = Verdict::kViolated;
    if (tally.unknown > 0) out = std::max(out, Verdict::kUnknown);
  }
  for (const SavedFailure& saved : report.saved) out = std::max(out, saved.outcome.verdict);
  if (report.coverage_required) {
    for (const Unreached& each : report.unreached) {
      if (each.reason.empty()) out = Verdict::kViolated;
    }
  }
  return out;
}

std::string campaign_as_text(const CampaignReport& report, const CampaignTextOptions& options) {
  return Text(report, options).run();
}

std::string campaign_again(const Campaign& campaign, bool without_files) {
  std::string again = "firedrill check";
  if (without_files) again += " ...";
  std::string before;
  for (const auto& each : campaign.scenarios()) {
    // The cases of a file stand next to each other.
    if (!without_files && each->file != before) again += " " + each->file;
    before = each->file;
  }
  if (!campaign.options().case_name.empty()) {
    again += scenario_argument("", campaign.options().case_name);
  }
  again += fmt::format(" --seed {} --runs {}", campaign.options().seed, campaign.rounds());
  if (campaign.options().first != 0) again += fmt::format(" --first {}", campaign.options().first);
  if (campaign.options().slips) again += " --slips";
  return again + campaign.options().settings;
}

}  // namespace firedrill
