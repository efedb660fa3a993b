// A slip says what is tried; the reader of slips says whether it fits the step.
#include "reports/pictures/procedure_trials.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "sim/scenario/slips.hpp"

namespace firedrill {
namespace {

using Status = StepOutcome::Status;

/// A run with more events is not repeated for each of its steps.
constexpr std::uint32_t kEventsMax = 300'000;

/// Rules (true) and expectations (false).
using Broken = std::set<std::pair<std::string, bool>>;
Broken broken_in(const Outcome& outcome) {
  Broken out;
  for (const VerdictItem& item : outcome.items) {
    if (item.verdict != Verdict::kViolated) continue;
    if (item.violation >= 0) out.emplace(item.rule, true);
    if (item.is_expectation && item.rule.empty()) out.emplace(item.what, false);
  }
  return out;
}

/// One run of the scenario with one slip more.
class Tried {
 public:
  explicit Tried(Scenario scenario) : scenario_(std::move(scenario)) {
    build_world(scenario_, world_);
    Simulation simulation(world_, {});
    log_.emplace(scenario_, world_);
    simulation.listen(&*log_);
    simulation.run();
    broken = broken_in(judge(scenario_, simulation, *log_));
  }
  [[nodiscard]] const StepOutcome* step(std::size_t actor, std::size_t step) const {
    return outcome_of(world_, *log_, actor, step);
  }
  Broken broken;

 private:
  Scenario scenario_;
  World world_;
  std::optional<StepLog> log_;
};

bool fails(const StepOutcome& outcome) {
  return outcome.status == Status::kRefused || outcome.status == Status::kFailed ||
         outcome.status == Status::kTimedOut;
}

class Trials {
 public:
  explicit Trials(const RecordedRun& run) : run_(run), broken_(broken_in(run.outcome)) {}

  ProcedureTrials take() {
    const auto& actors = run_.scenario.actors;
    for (std::size_t a = 0; a < actors.size(); ++a) {
      for (std::size_t s = 0; s < actors[a].steps.size(); ++s) {
        leave_out(a, s);
        begin_early(a, s);
      }
      reduce(a, actors[a].steps.size());
    }
    out_.tried = true;
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::unique_ptr<Tried> with(SlipKind kind, std::size_t actor,
                                            std::size_t step) const {
    SlipSpec slip;
    slip.kind = kind;
    slip.actor = static_cast<std::uint8_t>(actor);
    slip.step = static_cast<std::int16_t>(step);
    Scenario scenario = run_.scenario;
    Diagnostics mistakes;
    const auto read =
        read_slip_line(slip_text(slip, scenario), "trial of the procedure", scenario, mistakes);
    if (!read) return nullptr;
    scenario.slips.push_back(*read);
    return std::make_unique<Tried>(std::move(scenario));
  }

  [[nodiscard]] const StepOutcome* as_run(std::size_t actor, std::size_t step) const {
    return outcome_of(run_.world, *run_.timeline, actor, step);
  }

  void leave_out(std::size_t a, std::size_t s) {
    // How long somebody waits is no step of the procedure.
    if (run_.scenario.actors[a].steps[s].kind == StepSpec::Kind::kWait) return;
    const auto trial = with(SlipKind::kSkip, a, s);
    if (!trial) return;
    for (std::size_t i = s + 1; i < run_.scenario.actors[a].steps.size(); ++i) {
      const StepOutcome* before = as_run(a, i);
      const StepOutcome* now = trial->step(a, i);
      if (before == nullptr || now == nullptr) continue;
      if (before->status == Status::kDone && fails(*now)) {
        out_.needs.push_back({a, s, i, now->rule});
      }
    }
    for (const auto& [what, is_rule] : trial->broken) {
      if (!broken_.contains({what, is_rule})) out_.uses.push_back({a, s, what, is_rule});
    }
  }

  void begin_early(std::size_t a, std::size_t s) {
    if (s == 0 || run_.scenario.actors[a].steps[s].kind != StepSpec::Kind::kCommand) return;
    const auto trial = with(SlipKind::kEarlyStart, a, s);
    if (!trial || trial->broken != broken_) return;
    const StepOutcome* own = as_run(a, s);
    if (own == nullptr || own->status != Status::kDone) return;
    for (std::size_t i = 0; i < run_.scenario.actors[a].steps.size(); ++i) {
      const StepOutcome* before = as_run(a, i);
      const StepOutcome* now = trial->step(a, i);
      if (before == nullptr || now == nullptr || before->status != now->status) return;
    }
    out_.beside.emplace_back(a, s);
  }

  /// Takes out what follows from two others, and what they speak against.
  void reduce(std::size_t a, std::size_t steps) {
    std::vector<std::set<std::size_t>> reach(steps);
    const auto needs = out_.needs;
    for (std::size_t s = steps; s-- > 0;) {
      for (const StepNeed& need : needs) {
        if (need.actor != a || need.before != s) continue;
        reach[s].insert(need.after);
        reach[s].insert(reach[need.after].begin(), reach[need.after].end());
      }
    }
    // What has to come first, if only by way of others, does not begin together.
    std::erase_if(out_.beside, [&](const auto& each) {
      return each.first == a && reach[each.second - 1].contains(each.second);
    });
    std::erase_if(out_.needs, [&](const StepNeed& need) {
      if (need.actor != a) return false;
      return std::any_of(needs.begin(), needs.end(), [&](const StepNeed& first) {
        return first.actor == a && first.before == need.before && first.after != need.after &&
               reach[first.after].contains(need.after);
      });
    });
  }

  const RecordedRun& run_;
  Broken broken_;
  ProcedureTrials out_;
};

}  // namespace

const StepOutcome* outcome_of(const World& world, const StepLog& log, std::size_t actor,
                              std::size_t step) {
  for (std::size_t shell = 0; shell < world.actors.size(); ++shell) {
    if (shell != actor && world.actors[shell].owner != static_cast<std::int16_t>(actor)) continue;
    for (std::size_t at = 0; at < world.actors[shell].length(); ++at) {
      if (world.actors[shell].counts(at) && world.actors[shell].written(at) == step) {
        return &log.step(shell, at);
      }
    }
  }
  return nullptr;
}

ProcedureTrials try_procedure(const RecordedRun& run) {
  if (run.simulation->events() > kEventsMax) return {};
  return Trials(run).take();
}

}  // namespace firedrill
