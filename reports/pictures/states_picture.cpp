// What is legal the model's watch knows (INV-08); what was visited the runs say.
#include "reports/pictures/states_picture.hpp"

#include <fmt/format.h>

#include "sim/explore/campaign_run.hpp"
#include "sim/rules/invariants.hpp"
#include "sim/run/names.hpp"
#include "sim/scenario/mishaps.hpp"
#include "sim/scenario/reader_faults.hpp"

namespace firedrill {
namespace {

constexpr std::size_t kStates = PoolStateVisits::kStates;
/// Runs of a campaign that are made again.
constexpr std::uint64_t kRunsAgain = 1000;

class Counter final : public RunListener {
 public:
  Counter(const Simulation& simulation, PoolStateVisits& out) : out_(out) {
    const State& s = simulation.state();
    for (std::size_t p = 0; p < s.count<PoolRecord>(); ++p) {
      at_.push_back(static_cast<std::size_t>(s.pool(p).state));
      met_[at_.back()] = true;
    }
  }
  void on_fact(std::uint32_t, std::int64_t, const Fact& fact) override {
    if (fact.entity < 0 || static_cast<std::size_t>(fact.entity) >= at_.size()) return;
    std::size_t& at = at_[static_cast<std::size_t>(fact.entity)];
    if (fact.kind == FactKind::kPoolStopped) ++out_.stopped[at];
    if (fact.kind != FactKind::kPoolStateChanged) return;
    const auto to = static_cast<std::size_t>(fact.other);
    if (to != at) ++out_.steps[at][to];
    at = to;
    met_[to] = true;
  }
  void end() {
    ++out_.runs;
    for (std::size_t i = 0; i < kStates; ++i) out_.visits[i] += met_[i] ? 1 : 0;
  }

 private:
  PoolStateVisits& out_;
  std::vector<std::size_t> at_;
  std::array<bool, kStates> met_{};
};

void count(const Scenario& scenario, PoolStateVisits& out) {
  World world;
  build_world(scenario, world);
  Simulation simulation(world, {.invariants = false});
  Counter counter(simulation, out);
  simulation.listen(&counter);
  simulation.run();
  counter.end();
  for (std::size_t i = 0; i < kStates; ++i) {
    for (std::size_t j = 0; j < kStates; ++j) {
      const auto from = static_cast<PoolState>(i);
      const auto to = static_cast<PoolState>(j);
      out.legal[i][j] = out.legal[i][j] || (i != j && legal_pool_step(world, from, to));
    }
  }
}

std::string state_name(std::size_t i) {
  return std::string(pool_state_name(static_cast<PoolState>(i)));
}

void draw_states(Drawing& drawing, Drawing::Part whole, const PoolStateVisits& visits,
                 Legend& legend) {
  for (std::size_t i = 0; i < kStates; ++i) {
    const bool met = visits.visits[i] > 0;
    std::string label = fmt::format(
        "<<FONT POINT-SIZE=\"14\"><B>{}</B></FONT><BR/><FONT POINT-SIZE=\"10\" COLOR=\"{}\">{}",
        state_name(i), kSoftInk,
        !met               ? "never"
        : visits.runs == 1 ? "in this run"
                           : fmt::format("in {} of {} runs",
                                         count_text(static_cast<std::int64_t>(visits.visits[i])),
                                         count_text(static_cast<std::int64_t>(visits.runs))));
    if (visits.stopped[i] > 0) {
      label +=
          fmt::format("<BR/>the pool stopped in it {}",
                      visits.stopped[i] == 1
                          ? "once"
                          : count_text(static_cast<std::int64_t>(visits.stopped[i])) + " times");
    }
    drawing.node(whole, state_name(i),
                 {{"shape", "box"},
                  {"style", met ? "rounded,filled" : "rounded,dashed"},
                  {"fillcolor", i == 0   ? "#eaf3fb"
                                : i == 2 ? "#ffd9a8"
                                         : "#fff0b8"},
                  {"color", std::string(met ? "#5b7fa3" : kHairline)},
                  {"penwidth", "1.4"},
                  {"margin", "0.25,0.15"},
                  {"label", label + "</FONT>>"}});
    for (std::size_t j = 0; j < kStates; ++j) {
      const std::uint64_t n = visits.steps[i][j];
      if (n == 0 && !visits.legal[i][j]) continue;
      const bool by_hand = n > 0 && !visits.legal[i][j];
      const std::string colour = n == 0 ? "#9fb3c8" : by_hand ? "#9a5200" : "#0b4f8a";
      drawing.edge(
          state_name(i), state_name(j), "",
          {{"label", n == 0 ? " never " : " " + count_text(static_cast<std::int64_t>(n)) + " "},
           {"style", n == 0 ? "dashed" : "solid"},
           {"penwidth", n == 0 ? "1.2" : "2.2"},
           {"color", colour},
           {"fontcolor", colour},
           {"fontsize", "12"}});
      legend.line(n == 0 ? "╌╌▶" : "━━▶", colour,
                  n == 0    ? "a legal step that no run took"
                  : by_hand ? "a step outside of INV-08: written by hand"
                            : "steps taken");
    }
  }
}

}  // namespace

PoolStateVisits visits_of(const Scenario& scenario) {
  PoolStateVisits out;
  out.of_runs = 1;
  count(scenario, out);
  return out;
}

PoolStateVisits visits_of(const ProofRecordData& record) {
  PoolStateVisits out;
  out.of_runs = record.parts;
  for (const ProofRecordData::Sample& sample : record.samples) {
    Scenario scenario = record.scenario;
    Diagnostics mistakes;
    for (const auto& [choice, at] : sample.faults) {
      const std::string text =
          fmt::format("at {}s{}ms {}", at / 1000, at % 1000, record.choices.at(choice));
      const auto fault = read_fault_line(text, "record", scenario, mistakes);
      if (fault) scenario.faults.insert(scenario.faults.end(), fault->begin(), fault->end());
    }
    for (const std::string& text : sample.mishaps) {
      if (const auto mishap = read_mishap_line(text, "record", scenario, mistakes)) {
        scenario.mishaps.push_back(*mishap);
      }
    }
    count(scenario, out);
  }
  return out;
}

PoolStateVisits visits_of(const CampaignRecordData& record, Diagnostics& diagnostics) {
  PoolStateVisits out;
  const auto seed = record.header.at("seed").get<std::uint64_t>();
  const auto first = record.header.at("first").get<std::uint64_t>();
  const auto& files = record.header.at("scenarios");
  std::uint64_t rounds = 0;
  for (const auto& each : record.tables.value("scenarios", nlohmann::ordered_json::array())) {
    rounds = std::max(rounds, each.at("runs").get<std::uint64_t>());
    out.of_runs += each.at("runs").get<std::uint64_t>();
  }
  const std::uint64_t again =
      std::min(rounds, std::max<std::uint64_t>(1, kRunsAgain / files.size()));
  for (const auto& each : files) {
    const auto file = each.at("file").get<std::string>();
    auto scenario = read_scenario_text(each.at("scenario").get<std::string>(), file,
                                       each.at("topology").get<std::string>(), {}, diagnostics);
    if (!scenario) continue;
    const CampaignScenario ready(std::move(*scenario), file, record.header.value("slips", false));
    for (std::uint64_t n = 0; n < again; ++n) {
      count(ready.scenario_of(ready.swarm->make(seed, first + n)), out);
    }
  }
  return out;
}

Picture states_picture(const PoolStateVisits& visits, const std::string& of) {
  Picture out;
  out.name = "states";
  out.text.title = "The states of a pool, as visited";
  out.text.caption =
      visits.runs == visits.of_runs
          ? fmt::format("{}: {} run{}.", of, count_text(static_cast<std::int64_t>(visits.runs)),
                        visits.runs == 1 ? "" : "s")
          : fmt::format("{}: {} of {} runs, evenly chosen, made again and counted.", of,
                        count_text(static_cast<std::int64_t>(visits.runs)),
                        count_text(static_cast<std::int64_t>(visits.of_runs)));
  out.text.description = out.text.caption;
  for (std::size_t i = 0; i < kStates; ++i) {
    for (std::size_t j = 0; j < kStates; ++j) {
      if (visits.steps[i][j] == 0 && !visits.legal[i][j]) continue;
      out.text.description +=
          fmt::format(" {} to {}: {}.", state_name(i), state_name(j), visits.steps[i][j]);
    }
  }
  out.drawing = std::make_unique<Drawing>(out.name);
  const Drawing::Part whole = begin_picture(*out.drawing, out.text, {}, 90);
  out.drawing->set(out.drawing->whole(),
                   {{"ranksep", "0.7"}, {"nodesep", "0.8"}, {"rankdir", "TB"}});
  Legend legend;
  draw_states(*out.drawing, whole, visits, legend);
  out.drawing->row(whole, {state_name(1), state_name(3)});
  out.drawing->set(whole, {{"label", legend.label()}});
  return out;
}

}  // namespace firedrill
