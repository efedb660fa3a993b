// The data of a run's page. Every figure is the run's own; what is left out to keep the page small
// is counted.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "reports/page/first_screen.hpp"
#include "reports/page/page.hpp"
#include "reports/pictures/cause_picture.hpp"
#include "reports/pictures/topology_picture.hpp"
#include "sim/rules/catalogue.hpp"
#include "sim/run/names.hpp"

namespace firedrill {
namespace {

using nlohmann::ordered_json;

/// Lines of the timeline, at most; of lesser kinds those over it are left out.
constexpr std::size_t kLinesMax = 3000;
/// Links of one chain, at most.
constexpr std::size_t kLinksMax = 30;
/// Steps of a curve of recovery times, at most.
constexpr std::size_t kTimesMax = 120;

std::string_view kind_word(LineKind kind) {
  switch (kind) {
    case LineKind::kFault:
      return "fault";
    case LineKind::kSlip:
      return "slip";
    case LineKind::kEffect:
      return "effect";
    case LineKind::kStep:
    case LineKind::kBelow:
      return "step";
    case LineKind::kRefusal:
      return "refusal";
    case LineKind::kUsers:
      return "users";
    case LineKind::kViolation:
      return "violation";
    case LineKind::kEnd:
      return "end";
  }
  return "";
}

class RunData {
 public:
  explicit RunData(const RecordedRun& run) : run_(run) {}

  ordered_json take() {
    out_["page_title"] =
        "firedrill: " + (run_.scenario.title.empty() ? run_.scenario.file : run_.scenario.title);
    out_["source"] = fmt::format(
        "{} · seed {} · {} events · digest {}", scenario_label(run_.scenario), run_.scenario.seed,
        count_text(run_.simulation->events()), run_.simulation->digest().hex());
    out_["badge"] = run_.badge();
    out_["verdict"] = run_.outcome.expected_to_fail && !run_.outcome.as_expected
                          ? std::string("violated")
                          : std::string(verdict_name(run_.outcome.verdict));
    out_["headline"] = run_.outcome.headline;
    out_["title"] = run_.scenario.title;
    out_["again"] = run_.again;
    out_["clock_start_ms"] = run_.scenario.clock_start.count();
    out_["end_ms"] = run_.history->end_ms();
    const bool has_moment = run_.failed != nullptr && run_.failed->at_ms >= 0;
    out_["start_ms"] = has_moment ? run_.failed->at_ms : run_.history->worst().at_ms;
    out_["footer"] = fmt::format("Written by firedrill {} from {}.", FIREDRILL_VERSION,
                                 scenario_label(run_.scenario));
    facts();
    figures();
    curves();
    deployment();
    timeline();
    names();
    return std::move(out_);
  }

 private:
  void facts() {
    ordered_json& list = out_["facts"] = ordered_json::array();
    const auto add = [&list](const char* name, ordered_json value, bool loud = false) {
      list.push_back({name, std::move(value), loud});
    };
    if (run_.story) {
      const Story& story = *run_.story;
      add("what broke", story.what, true);
      add("for whom", whom_text(run_));
      add("when", story.when);
      add("because of", because_text(run_), true);
      add("which rule", story.rule);
      add("why", story.chain);
      add("critical step", story.critical);
    } else {
      add("users", worst_words());
      add("who lacked what", lacking_text(run_));
    }
    std::string targets;
    for (const CommandFigure& each : run_.figures.commands) {
      if (each.target_ms < 0 || each.took_ms < 0) continue;
      targets += fmt::format("{}{} took {}, target {}", targets.empty() ? "" : "; ", each.name,
                             duration_text(each.took_ms), duration_text(each.target_ms));
    }
    add("recovery", targets);
    const LossFigures& loss = run_.figures.loss;
    add("data", fmt::format("{} changes acknowledged, {} lost",
                            count_text(static_cast<std::int64_t>(loss.acknowledged)),
                            count_text(static_cast<std::int64_t>(loss.lost))));
  }

  [[nodiscard]] std::string worst_words() const {
    const Frame& worst = run_.history->worst();
    const auto& at_worst = run_.history->point_at(worst.at_ms).modes;
    const auto& at_end = run_.history->points().back().modes;
    return fmt::format(
        "at worst ({}) {} signed out and {} in resiliency mode; at the end {} with regular "
        "service, {} without",
        run_.clock(worst.at_ms), count_text(at_worst[0]), count_text(at_worst[1]),
        count_text(at_end[2]), count_text(at_end[0] + at_end[1]));
  }

  void figures() {
    ordered_json& recovery = out_["recovery"] = ordered_json::array();
    for (int c = 0; c < kCapabilities; ++c) {
      const RecoveryFigures& f = run_.figures.recovery[static_cast<std::size_t>(c)];
      ordered_json one;
      one["name"] = capability_name(static_cast<Capability>(c));
      one["affected"] = f.affected;
      one["open"] = f.open;
      if (f.affected > f.open) {
        one["p50"] = f.p50;
        one["p95"] = f.p95;
        one["p99"] = f.p99;
        one["max"] = f.max;
      }
      one["times"] = times(run_.measures->recovery_times(static_cast<Capability>(c)));
      recovery.push_back(std::move(one));
    }
    ordered_json& commands = out_["commands"] = ordered_json::array();
    for (const CommandFigure& each : run_.figures.commands) {
      commands.push_back(
          {{"name", each.name}, {"took_ms", each.took_ms}, {"target_ms", each.target_ms}});
    }
    const LossFigures& l = run_.figures.loss;
    const auto number = [](std::uint64_t n) { return count_text(static_cast<std::int64_t>(n)); };
    ordered_json& data = out_["data"] = ordered_json::array();
    data.push_back({"changes acknowledged", number(l.acknowledged)});
    data.push_back({"lost", number(l.lost)});
    data.push_back({"not at the backup pool when it took over", number(l.stranded)});
    data.push_back({"of those, found at home again", number(l.recovered)});
    if (l.oldest_age_ms >= 0) {
      data.push_back(
          {"age of the oldest of them when the disaster struck", duration_text(l.oldest_age_ms)});
    }
    data.push_back({"configuration changes lost", number(l.configuration_lost)});
    data.push_back(
        {"content items only at the backup pool at the end", number(run_.figures.content_missing)});
    data.push_back({"user-minutes signed out", count_text(run_.figures.user_ms_out / 60'000)});
    data.push_back(
        {"user-minutes in resiliency mode", count_text(run_.figures.user_ms_resiliency / 60'000)});
    ordered_json& items = out_["items"] = ordered_json::array();
    for (const VerdictItem& item : run_.outcome.items) {
      const bool held = item.verdict == Verdict::kHeld;
      std::string text = item.what;
      if (!held && !item.why.empty())
        text = item.why.starts_with(text) ? item.why : text + ": " + item.why;
      items.push_back(
          {{"verdict", verdict_name(item.verdict)}, {"text", text}, {"where", item.where}});
    }
    out_["rests_on"] = run_.outcome.rests_on;
  }

  /// [[ms, users who have it again by then], ...]
  static ordered_json times(const std::vector<std::int64_t>& all) {
    ordered_json out = ordered_json::array();
    const std::size_t stride = all.size() / kTimesMax + 1;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool last_of_value = i + 1 == all.size() || all[i + 1] != all[i];
      const bool chosen = i % stride == stride - 1 || i + 1 == all.size();
      if (chosen && (last_of_value || stride > 1)) out.push_back({all[i], i + 1});
    }
    return out;
  }

  void curves() {
    const auto& points = run_.history->points();
    ordered_json t = ordered_json::array();
    std::array<ordered_json, 3> modes{ordered_json::array(), ordered_json::array(),
                                      ordered_json::array()};
    std::vector<ordered_json> caps(kCapabilities, ordered_json::array());
    std::vector<ordered_json> backlog(run_.world.topology.pools.size(), ordered_json::array());
    for (const RunHistory::Point& point : points) {
      t.push_back(point.at_ms);
      for (std::size_t m = 0; m < modes.size(); ++m) modes[m].push_back(point.modes[m]);
      for (std::size_t c = 0; c < caps.size(); ++c) caps[c].push_back(point.capabilities[c]);
      for (std::size_t p = 0; p < backlog.size(); ++p) backlog[p].push_back(point.backlog[p]);
    }
    out_["modes"] = {t, modes[0], modes[1], modes[2]};
    ordered_json& having = out_["caps"];
    having["t"] = t;
    having["names"] = ordered_json::array();
    for (int c = 0; c < kCapabilities; ++c) {
      having["names"].push_back(capability_name(static_cast<Capability>(c)));
    }
    having["values"] = caps;
    ordered_json& waiting = out_["backlog"];
    waiting["t"] = t;
    waiting["names"] = ordered_json::array();
    waiting["values"] = ordered_json::array();
    for (std::size_t p = 0; p < backlog.size(); ++p) {
      const bool any = std::any_of(points.begin(), points.end(),
                                   [p](const auto& each) { return each.backlog[p] > 0; });
      if (!any || waiting["names"].size() >= 7) continue;
      waiting["names"].push_back(pool_name(run_.world, static_cast<std::int32_t>(p)));
      waiting["values"].push_back(backlog[p]);
    }
  }

  void deployment() {
    const RunHistory& history = *run_.history;
    ordered_json& parts = out_["parts"] = ordered_json::array();
    for (const Part part : history.parts()) {
      parts.push_back({{"name", part_name(run_.world, part)}});
    }
    counted();
    ordered_json& ties = out_["ties"] = ordered_json::array();
    for (const Tie tie : history.ties()) ties.push_back({{"colour", tie_colour(tie.kind)}});
    ordered_json& fares = out_["fares"] = ordered_json::array();
    for (const Fare& fare : history.fares()) {
      fares.push_back({static_cast<int>(fare.condition), fare.word});
    }
    ordered_json& looks = out_["looks"] = ordered_json::array();
    for (const Health health : {Health::kRuns, Health::kChanging, Health::kWeak, Health::kPartly,
                                Health::kDown, Health::kOff, Health::kAbsent}) {
      const HealthLook& look = look_of(health);
      looks.push_back({{"fill", look.fill},
                       {"line", look.line},
                       {"text", look.text},
                       {"sign", look.sign},
                       {"plain", look.plain}});
    }
    ordered_json& frames = out_["frames"] = ordered_json::array();
    const Frame* before = nullptr;
    for (const Frame& frame : history.frames()) {
      ordered_json changed = ordered_json::array();
      for (std::size_t i = 0; i < frame.parts.size(); ++i) {
        if (before == nullptr || before->parts[i] != frame.parts[i]) {
          changed.push_back({i, frame.parts[i]});
        }
      }
      ordered_json now = ordered_json::array();
      for (const auto& [tie, fare] : frame.ties) now.push_back({tie, fare});
      frames.push_back({{"t", frame.at_ms}, {"p", std::move(changed)}, {"ties", std::move(now)}});
      before = &frame;
    }
  }

  /// Rows of the picture that count parts.
  void counted() {
    std::map<Part, std::size_t> numbers;
    const auto& parts = run_.history->parts();
    for (std::size_t i = 0; i < parts.size(); ++i) numbers[parts[i]] = i;
    ordered_json& out = out_["counted"] = ordered_json::array();
    const auto add = [&](const CountedParts& of) {
      ordered_json members = ordered_json::array();
      for (const Part part : of.parts) members.push_back(numbers.at(part));
      out.push_back({{"id", fmt::format("p{}-{}", numbers.at(of.of), of.mark)},
                     {"what", of.what},
                     {"parts", std::move(members)}});
    };
    for (const Part part : parts) {
      if (part.kind == PartKind::kPool) add(stores_of(run_.world, static_cast<Index>(part.entity)));
      if (part.kind == PartKind::kPool || part.kind == PartKind::kEdgePool) {
        add(servers_of(run_.world, part));
      }
    }
  }

  void timeline() {
    const auto& lines = run_.timeline->lines();
    std::vector<ordered_json> all;
    std::size_t left_out = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool lesser = lines[i].kind == LineKind::kEffect || lines[i].kind == LineKind::kUsers;
      if (all.size() >= kLinesMax && lesser) {
        ++left_out;
        continue;
      }
      all.push_back(line(lines[i], run_.facts->lines()[i]));
    }
    const auto& violations = run_.simulation->invariants()->violations();
    for (std::size_t v = 0; v < std::min(violations.size(), kLinesMax); ++v) {
      all.push_back(violation(violations[v], v + 1));
    }
    missed(all);
    std::stable_sort(all.begin(), all.end(), [](const ordered_json& a, const ordered_json& b) {
      return a["t"].get<std::int64_t>() < b["t"].get<std::int64_t>();
    });
    out_["timeline"] = std::move(all);
    out_["left_out"] = left_out;
    out_["chains"] = std::move(chains_);
  }

  /// Expectations, at the moment at which it was decided that they are not met.
  void missed(std::vector<ordered_json>& all) const {
    for (std::size_t i = 0; i < run_.scenario.expectations.size(); ++i) {
      const std::int64_t decided = run_.simulation->missed_ms(i);
      if (decided < 0) continue;
      const ExpectationSpec& e = run_.scenario.expectations[i];
      all.push_back({{"t", decided},
                     {"k", "violation"},
                     {"x", "NOT MET: " + e.text},
                     {"w", place(run_.scenario, e.mark)},
                     {"s", "bad"},
                     {"c", -1}});
    }
  }

  ordered_json line(const TimelineLine& from, const FactLog::About& about) {
    ordered_json out;
    out["t"] = from.at_ms;
    out["k"] = kind_word(from.kind);
    out["x"] = from.text;
    if (!from.rule.empty()) out["r"] = from.rule;
    if (!from.where.empty()) out["w"] = from.where;
    const bool repaired = !about.none && about.kind == FactKind::kFaultRepaired;
    switch (from.kind) {
      case LineKind::kFault:
        out["s"] = repaired ? "good" : "bad";
        break;
      case LineKind::kRefusal:
      case LineKind::kViolation:
        out["s"] = "bad";
        break;
      case LineKind::kSlip:
        out["s"] = "warn";
        break;
      default:
        out["s"] = !about.none && is_loss(about.kind) ? "warn" : "";
    }
    if (!about.who.empty()) out["a"] = about.who;
    const bool caused = from.kind != LineKind::kUsers && from.kind != LineKind::kEnd;
    out["c"] = caused ? chain_of(from.event) : -1;
    note(from.rule);
    return out;
  }

  static bool is_loss(FactKind kind) {
    switch (kind) {
      case FactKind::kPoolStopped:
      case FactKind::kQuorumLost:
      case FactKind::kBackEndUnavailable:
      case FactKind::kBackupClockExpired:
      case FactKind::kConferencesCut:
      case FactKind::kCmsLost:
      case FactKind::kConfigurationLost:
      case FactKind::kWritesLost:
      case FactKind::kWritesStranded:
      case FactKind::kContentMissing:
      case FactKind::kCycleBlocked:
      case FactKind::kDrainExpired:
        return true;
      default:
        return false;
    }
  }

  ordered_json violation(const Violation& v, std::size_t number) {
    ordered_json out;
    out["t"] = v.at.ms();
    out["k"] = "violation";
    out["x"] = v.text;
    out["r"] = v.rule;
    out["s"] = "bad";
    if (v.pool >= 0) out["a"] = {pool_name(run_.world, v.pool)};
    out["c"] = add_chain(run_.causes->behind_violation(number));
    note(std::string(v.rule));
    return out;
  }

  int chain_of(std::uint32_t event) {
    const auto [at, fresh] = chain_numbers_.emplace(event, 0);
    if (fresh) at->second = add_chain(run_.causes->behind_event(event));
    return at->second;
  }

  int add_chain(const CauseBook::Chain& chain) {
    ordered_json links = ordered_json::array();
    for (const CauseBook::Link& link : chain.links) {
      if (links.size() >= kLinksMax) break;
      note(link.rule);
      links.push_back({link.depth, string_number(link.text), link.rule, link.at_ms, link.where});
    }
    chains_.push_back(std::move(links));
    return static_cast<int>(chains_.size()) - 1;
  }

  std::size_t string_number(const std::string& text) {
    const auto [at, fresh] = string_numbers_.emplace(text, strings_.size());
    if (fresh) strings_.push_back(text);
    return at->second;
  }

  void note(const std::string& rule) {
    if (!rule.empty()) rules_.insert(rule);
  }

  void names() {
    out_["strings"] = strings_;
    ordered_json& rules = out_["rules"] = ordered_json::object();
    for (const std::string& id : rules_) {
      const RuleEntry* rule = find_rule(id);
      if (rule != nullptr) rules[id] = rule->title;
    }
  }

  const RecordedRun& run_;
  ordered_json out_;
  ordered_json chains_ = ordered_json::array();
  std::map<std::uint32_t, int> chain_numbers_;
  std::map<std::string, std::size_t> string_numbers_;
  std::vector<std::string> strings_;
  std::set<std::string> rules_;
};

}  // namespace

ordered_json page_data(const RecordedRun& run) {
  return RunData(run).take();
}

}  // namespace firedrill
