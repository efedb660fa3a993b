// The public face of a run (include/firedrill/drill.hpp): reads with the scenario reader, runs with
// the timed run, asks by the table of quantities. Nothing is decided here.
#include "firedrill/drill.hpp"

#include <algorithm>
#include <utility>

#include "sim/engine/assert.hpp"
#include "sim/model/components.hpp"
#include "sim/model/quantity.hpp"
#include "sim/run/names.hpp"
#include "sim/run/verdict.hpp"
#include "sim/scenario/condition.hpp"

namespace firedrill {
namespace {

ScenarioOptions scenario_options(const DrillOptions& options) {
  ScenarioOptions out;
  out.seed = options.seed;
  out.set = options.set;
  out.case_name = options.case_name;
  if (options.strict) out.personality = Personality::kStrict;
  return out;
}

DrillFinding finding_of(const VerdictItem& item) {
  DrillFinding out;
  out.verdict = item.verdict;
  out.what = item.what;
  out.why = item.why;
  out.rule = item.rule;
  out.code = item.code;
  out.where = item.where;
  if (item.at_ms >= 0) out.at = Duration(item.at_ms);
  out.expectation = item.is_expectation;
  return out;
}

void add_outcome(const Outcome& outcome, DrillResult& out) {
  out.verdict = outcome.verdict;
  out.sentence = outcome.headline;
  out.expected_to_fail = outcome.expected_to_fail;
  out.as_expected = outcome.as_expected;
  out.exit_status = outcome.exit_status();
  out.rests_on = outcome.rests_on;
  for (const VerdictItem& item : outcome.items) {
    out.findings.push_back(finding_of(item));
    const bool broken = item.verdict == Verdict::kViolated && !item.known && !item.rule.empty();
    if (broken) out.rules_broken.push_back(item.rule);
  }
  std::sort(out.rules_broken.begin(), out.rules_broken.end());
  out.rules_broken.erase(std::unique(out.rules_broken.begin(), out.rules_broken.end()),
                         out.rules_broken.end());
}

void add_figures(const Figures& figures, DrillResult& out) {
  for (int i = 0; i < kCapabilities; ++i) {
    const RecoveryFigures& of = figures.recovery[static_cast<std::size_t>(i)];
    out.recovery.push_back({std::string(capability_name(static_cast<Capability>(i))), of.affected,
                            of.open, Duration(of.p50), Duration(of.p95), Duration(of.p99),
                            Duration(of.max)});
  }
  out.time_out = Duration(figures.user_ms_out);
  out.time_in_resiliency = Duration(figures.user_ms_resiliency);
  out.changes_acknowledged = figures.loss.acknowledged;
  out.changes_lost = figures.loss.lost;
}

UsersByMode by_mode(const ModeCounts& counts) {
  return {counts.regular, counts.resiliency, counts.signed_out};
}

template <class Component>
std::vector<std::string> full_names(const std::vector<Component>& components) {
  std::vector<std::string> out;
  for (const Component& one : components) out.push_back(one.fqdn);
  return out;
}

}  // namespace

struct Drill::Content {
  Scenario scenario;
};

/// Between the run and the watcher: shows the one to the other.
class Drill::Link final : public RunListener {
 public:
  Link(const Simulation& simulation, DrillWatcher& watcher) : view_(simulation), watcher_(watcher) {
    watcher_.on_start(view_);
  }
  void on_event(std::uint32_t number, std::int64_t, Slot slot, const Fingerprint&, bool) override {
    view_.event_ = number;
    view_.slot_ = slot;
    watcher_.on_event(view_);
    view_.slot_ = -1;
  }
  void on_instant(std::int64_t) override { watcher_.on_instant(view_); }
  void end() { watcher_.on_end(view_); }

 private:
  DrillView view_;
  DrillWatcher& watcher_;
};

std::optional<Drill> Drill::read_file(const std::string& path, const DrillOptions& options,
                                      Diagnostics& diagnostics) {
  auto scenario = read_scenario_file(path, scenario_options(options), diagnostics);
  if (!scenario) return std::nullopt;
  return Drill(std::make_shared<const Content>(Content{std::move(*scenario)}));
}

std::optional<Drill> Drill::read_text(const std::string& scenario, const std::string& name,
                                      const std::string& topology, const DrillOptions& options,
                                      Diagnostics& diagnostics) {
  auto read = read_scenario_text(scenario, name, topology, scenario_options(options), diagnostics);
  if (!read) return std::nullopt;
  return Drill(std::make_shared<const Content>(Content{std::move(*read)}));
}

std::optional<Drill> Drill::read_drawn(const DrawnDrill& drawn, const DrillOptions& options,
                                       Diagnostics& diagnostics) {
  return read_text(drawn.scenario("topology.yaml"), "drill.yaml", drawn.topology, options,
                   diagnostics);
}

std::string Drill::title() const {
  return content_->scenario.title;
}
std::uint64_t Drill::seed() const {
  return content_->scenario.seed;
}
Duration Drill::duration() const {
  return content_->scenario.duration;
}
std::vector<std::string> Drill::sites() const {
  std::vector<std::string> out;
  for (const Site& site : content_->scenario.topology.sites) out.push_back(site.name);
  return out;
}
std::vector<std::string> Drill::pools() const {
  return full_names(content_->scenario.topology.pools);
}
std::vector<std::string> Drill::edge_pools() const {
  return full_names(content_->scenario.topology.edge_pools);
}

std::optional<DrillQuantity> Drill::quantity(std::string_view text,
                                             Diagnostics& diagnostics) const {
  reading::ReadingContext context;
  context.topology = &content_->scenario.topology;
  context.file = "quantity";
  context.diagnostics = &diagnostics;
  const auto read = reading::read_quantity(context, {text, {}, false});
  if (!read) return std::nullopt;
  DrillQuantity out;
  out.row_ = read->quantity;
  out.entity_ = read->entity;
  out.part_ = read->sub;
  return out;
}

std::optional<DrillCondition> Drill::condition(std::string_view text,
                                               Diagnostics& diagnostics) const {
  reading::ReadingContext context;
  context.topology = &content_->scenario.topology;
  context.file = "condition";
  context.diagnostics = &diagnostics;
  const auto read = reading::read_condition(context, {text, {}, false});
  if (!read) return std::nullopt;
  DrillCondition out;
  out.quantity_.row_ = read->quantity;
  out.quantity_.entity_ = read->entity;
  out.quantity_.part_ = read->sub;
  out.comparison_ = static_cast<std::uint8_t>(read->comparison);
  out.value_ = read->value;
  return out;
}

DrillResult Drill::run() const {
  return run_watched(nullptr);
}
DrillResult Drill::run(DrillWatcher& watcher) const {
  return run_watched(&watcher);
}

Drill Drill::with_seed(std::uint64_t seed) const {
  Content content = *content_;
  content.scenario.seed = seed;
  return Drill(std::make_shared<const Content>(std::move(content)));
}

DrillResult Drill::run_watched(DrillWatcher* watcher) const {
  const Scenario& scenario = content_->scenario;
  const std::string which =
      scenario_label(scenario) + " with seed " + std::to_string(scenario.seed);
  const AssertContext context(
      [](const void* line) { return *static_cast<const std::string*>(line); }, &which);
  World world;
  build_world(scenario, world);
  Simulation simulation(world, SimulationOptions{});
  Measures measures(simulation);
  Timeline timeline(scenario, simulation);
  simulation.listen(&measures);
  simulation.listen(&timeline);
  std::optional<Link> link;
  if (watcher != nullptr) {
    link.emplace(simulation, *watcher);
    simulation.listen(&*link);
  }
  simulation.run();
  if (link) link->end();
  DrillResult out;
  add_outcome(judge(scenario, simulation, timeline), out);
  add_figures(measures.figures(), out);
  out.users_at_end = by_mode(timeline.counts());
  out.events = simulation.events();
  out.digest = simulation.digest().hex();
  return out;
}

Duration DrillView::at() const {
  return Duration(simulation_.state().now().ms());
}

std::string DrillView::event_name() const {
  if (slot_ < 0) return {};
  return slot_text(simulation_.world(), static_cast<std::uint32_t>(slot_));
}

UsersByMode DrillView::users() const {
  return by_mode(mode_counts(simulation_.state()));
}

std::string DrillView::store_active_at() const {
  const Index pool = active_master(simulation_.world(), simulation_.state());
  return pool == kNone ? std::string{} : simulation_.world().pool(pool).fqdn;
}

std::int64_t DrillView::number(const DrillQuantity& quantity) const {
  const QuantityDefinition& row = quantities()[quantity.row_];
  return row.read(simulation_.world(), simulation_.state(), quantity.entity_, quantity.part_);
}

std::string DrillView::words(const DrillQuantity& quantity) const {
  return reading::value_text(quantities()[quantity.row_], number(quantity),
                             simulation_.world().topology);
}

bool DrillView::holds(const DrillCondition& condition) const {
  Condition asked;
  asked.quantity = condition.quantity_.row_;
  asked.entity = condition.quantity_.entity_;
  asked.sub = condition.quantity_.part_;
  asked.comparison = static_cast<Comparison>(condition.comparison_);
  asked.value = condition.value_;
  return firedrill::holds(simulation_.world(), simulation_.state(), asked);
}

}  // namespace firedrill
