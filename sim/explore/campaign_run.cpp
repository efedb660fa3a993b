// Builds, runs and judges; the model and the judge say everything about the domain.
#include "sim/explore/campaign_run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/run/names.hpp"

namespace firedrill {
namespace {

/// Scenarios that are expected to fail go on failing under added faults: by that rule it is known.
Scenario judged_under_faults(const Scenario& scenario) {
  Scenario out = scenario;
  out.judged_under_faults = true;
  for (const std::string& rule : out.expected_to_fail) {
    if (rule.starts_with("E_")) continue;  // a refused step is no failure under added faults
    out.may_fail_under_faults.push_back({rule, "the scenario is expected to fail by it", {}});
  }
  out.expected_to_fail.clear();
  return out;
}

bool held(const VerdictItem& item) {
  return item.verdict == Verdict::kHeld || item.known;
}

std::string slice_text(const std::string& what, const std::vector<std::string>& behind) {
  return behind.empty() ? what : fmt::format("{}: {}", what, fmt::join(behind, ", "));
}

/// An expectation names no fields; what struck and what was refused stands for its cause.
std::vector<std::string> circumstances(const Scenario& scenario, const CausalSlices& slices,
                                       const StepLog& steps, const World& world) {
  std::vector<std::string> out = slices.slips();
  for (std::size_t a = 0; a < world.actors.size(); ++a) {
    for (std::size_t s = 0; s < world.actors[a].length(); ++s) {
      const StepOutcome& outcome = steps.step(a, s);
      if (outcome.code == ErrorCode::kOk || outcome.status == StepOutcome::Status::kDone) continue;
      const StepSpec& step = world.actors[a].performed(s);
      out.push_back(std::string(world.cmdlets[step.command.cmdlet].name) + " " +
                    std::string(error_name(outcome.code)));
    }
  }
  if (!out.empty()) return out;
  for (std::size_t f = scenario.faults.size(); f < world.faults.size(); ++f) {
    out.emplace_back(fault_name(world.faults[f].kind));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

CampaignScenario::CampaignScenario(Scenario read, const std::string& named, bool slips)
    : file(named), as_written(std::move(read)), under_faults(judged_under_faults(as_written)) {
  label = as_written.case_name.empty() ? file : file + " [" + as_written.case_name + "]";
  argument = scenario_argument(file, as_written.case_name);
  build_world(as_written, world);
  swarm = std::make_unique<SwarmMaker>(as_written, world, interesting_instants(world), slips);
  Simulation simulation(world, {.invariants = false});
  simulation.run();
  events = simulation.events();
}

Scenario CampaignScenario::scenario_of(const Swarm& of_run) const {
  if (of_run.shape == SwarmShape::kAsWritten) return as_written;
  Scenario out = under_faults;
  out.seed = of_run.seed;
  out.faults.insert(out.faults.end(), of_run.added.begin(), of_run.added.end());
  out.slips.insert(out.slips.end(), of_run.slips.begin(), of_run.slips.end());
  out.mishaps.insert(out.mishaps.end(), of_run.mishaps.begin(), of_run.mishaps.end());
  return out;
}

std::vector<Finding> findings_of(const Scenario& scenario, const Outcome& outcome,
                                 const CauseBook& book, const CausalSlices& slices,
                                 const StepLog& steps, const World& world) {
  std::vector<Finding> out;
  for (const VerdictItem& item : outcome.items) {
    if (held(item)) continue;
    Finding finding;
    finding.verdict = item.verdict;
    finding.rule = item.violation >= 0 || !item.is_expectation ? item.rule : item.what;
    if (finding.rule.empty()) finding.rule = item.what;
    finding.slice = slice_text(
        finding.rule,
        item.violation >= 0
            ? slices.slice(
                  book.behind_violation(static_cast<std::size_t>(item.violation) + 1).events)
            : circumstances(scenario, slices, steps, world));
    finding.item = item;
    const bool again = std::any_of(out.begin(), out.end(), [&](const Finding& other) {
      return other.slice == finding.slice && other.verdict == finding.verdict;
    });
    if (!again) out.push_back(std::move(finding));
  }
  return out;
}

class CampaignReplica::Recorder final : public RunListener {
 public:
  struct Event {
    std::int64_t at_ms;
    Slot slot;
    Fingerprint after;
    friend bool operator==(const Event&, const Event&) = default;
  };
  void on_event(std::uint32_t, std::int64_t at_ms, Slot slot, const Fingerprint& after,
                bool) override {
    events.push_back({at_ms, slot, after});
  }
  std::vector<Event> events;
};

CampaignReplica::CampaignReplica(const CampaignScenario& scenario) : scenario_(scenario) {
  build_world(scenario.as_written, world_);
}

RunResult CampaignReplica::run(std::uint64_t campaign_seed, std::uint64_t number, bool twice,
                               Probes& probes) {
  const Swarm swarm = scenario_.swarm->make(campaign_seed, number);
  const bool as_written = swarm.shape == SwarmShape::kAsWritten;
  // Slips change how the procedures are walked through, so such a run has a world of its own.
  std::optional<Scenario> with_slips;
  World slipped;
  if (!swarm.slips.empty()) {
    with_slips = scenario_.scenario_of(swarm);
    build_world(*with_slips, slipped);
  } else {
    world_.faults.resize(scenario_.as_written.faults.size());
    world_.faults.insert(world_.faults.end(), swarm.added.begin(), swarm.added.end());
    world_.mishaps = scenario_.as_written.mishaps;
    world_.mishaps.insert(world_.mishaps.end(), swarm.mishaps.begin(), swarm.mishaps.end());
    world_.seed = swarm.seed;
    finish_world(world_);
  }
  const World& world = with_slips ? slipped : world_;
  const Scenario& judged = with_slips   ? *with_slips
                           : as_written ? scenario_.as_written
                                        : scenario_.under_faults;

  RunResult result;
  result.shape = swarm.shape;
  result.added = static_cast<std::uint32_t>(swarm.added.size() + swarm.slips.size());
  result.twice = twice;
  Recorder recorder;
  {
    Simulation simulation(world, {});
    Measures measures(simulation);
    StepLog steps(judged, world);
    probes.begin(simulation, judged.slips);
    simulation.listen(&measures);
    simulation.listen(&steps);
    simulation.listen(&probes);
    if (twice) simulation.listen(&recorder);
    simulation.run();
    probes.end();
    result.events = simulation.events();
    result.digest = simulation.digest();
    result.figures = measures.figures();
    const Outcome outcome = judge(judged, simulation, steps);
    result.verdict = outcome.as_expected ? Verdict::kHeld : outcome.verdict;
    if (outcome.expected_to_fail && !outcome.as_expected) result.verdict = Verdict::kViolated;
    for (const VerdictItem& item : outcome.items) {
      if (item.known && item.verdict != Verdict::kHeld) result.known.push_back(item.rule);
    }
  }
  std::sort(result.known.begin(), result.known.end());
  result.known.erase(std::unique(result.known.begin(), result.known.end()), result.known.end());
  if (twice) compare(swarm, recorder, result);
  if (result.verdict != Verdict::kHeld) dissect(judged, world, result);
  return result;
}

void CampaignReplica::dissect(const Scenario& judged, const World& world, RunResult& result) const {
  Simulation simulation(world, {.causes = KeepCauses::kAll});
  Timeline timeline(judged, simulation);
  CauseBook book(judged, simulation, timeline, -1);
  simulation.listen(&timeline);
  CausalSlices slices(judged, simulation);
  simulation.listen(&book);
  simulation.listen(&slices);
  simulation.run();
  if (!(simulation.digest() == result.digest)) {
    result.difference = "the same run came to another digest when its causes were kept";
    return;
  }
  const Outcome outcome = judge(judged, simulation, timeline);
  result.findings = findings_of(judged, outcome, book, slices, timeline, world);
  if (outcome.expected_to_fail && !outcome.as_expected) {
    Finding finding;
    finding.rule = "expected to fail";
    finding.slice = outcome.headline;
    finding.item.what = finding.rule;
    finding.item.why = outcome.headline;
    result.findings.assign(1, finding);
  }
}

void CampaignReplica::compare(const Swarm& swarm, const Recorder& first, RunResult& result) const {
  World world;
  build_world(scenario_.scenario_of(swarm), world);
  Simulation simulation(world, {});
  Recorder second;
  simulation.listen(&second);
  simulation.run();
  const std::size_t n = std::min(first.events.size(), second.events.size());
  std::size_t at = 0;
  while (at < n && first.events[at] == second.events[at]) ++at;
  if (at == n && first.events.size() == second.events.size()) return;
  result.difference = fmt::format("event {} differs", at + 1);
  if (at == n) return;
  const auto says = [&](const Recorder::Event& event) {
    return fmt::format("{} at {}, fingerprint {:016x}{:016x}", slot_text(world_, event.slot),
                       clock_text(event.at_ms), event.after.hi, event.after.lo);
  };
  result.difference +=
      ": " + says(first.events[at]) + "; the second time " + says(second.events[at]);
}

}  // namespace firedrill
