// A drill without faults or load, and with one user a pool: durations read the population, which
// stays what it is.
#include "sim/run/rehearsal.hpp"

#include <algorithm>

#include "sim/run/simulation.hpp"
#include "sim/scenario/reader_steps.hpp"

namespace firedrill {
namespace {

class Ending final : public RunListener {
 public:
  void on_fact(std::uint32_t /*event*/, std::int64_t at_ms, const Fact& fact) override {
    switch (fact.kind) {
      case FactKind::kStepRefused:
      case FactKind::kStepFailed:
      case FactKind::kWaitTimedOut:
        failed_ = true;
        return;
      case FactKind::kProcedureFinished:
        finished_ms_ = at_ms;
        return;
      default:
        return;
    }
  }
  [[nodiscard]] bool open() const { return !failed_ && finished_ms_ < 0; }
  [[nodiscard]] std::optional<std::int64_t> took_ms() const {
    if (failed_ || finished_ms_ < 0) return std::nullopt;
    return finished_ms_;
  }

 private:
  bool failed_ = false;
  std::int64_t finished_ms_ = -1;
};

std::optional<std::vector<StepSpec>> steps_of(const World& w,
                                              const std::vector<std::string>& lines) {
  Diagnostics nobody_reads;
  reading::ReadingContext context;
  context.topology = &w.topology;
  context.diagnostics = &nobody_reads;
  context.personality = w.personality;
  std::vector<StepSpec> out;
  for (const std::string& line : lines) {
    out.push_back(reading::read_step_line(context, {line, Mark{1, 1}}));
  }
  if (nobody_reads.has_errors()) return std::nullopt;
  return out;
}

void furnish(const World& from, const State& s, World& to) {
  to.topology = from.topology;
  for (Pool& pool : to.topology.pools) {
    pool.users = std::min(pool.users, 1);
    pool.active_users = std::min(pool.active_users, pool.users);
  }
  to.topology.cms.active = s.cms().active;
  to.topology.cms.standby = s.cms().standby;
  to.parameters = from.parameters;
  to.personality = from.personality;
  to.load.enabled = false;
  to.duration = hours(24);
  to.cmdlets = from.cmdlets;
  to.seed = from.seed;
}

std::optional<std::int64_t> time_of(const World& w, const State& s, std::vector<StepSpec> steps) {
  World rehearsed;
  furnish(w, s, rehearsed);
  ActorSpec actor;
  const Index store = s.cms().active;
  actor.site = store == kNone ? Index{0} : w.pool(store).site;
  actor.steps = std::move(steps);
  rehearsed.actors.push_back(std::move(actor));
  finish_world(rehearsed);
  SimulationOptions options;
  options.invariants = false;
  Simulation simulation(rehearsed, options);
  Ending ending;
  simulation.listen(&ending);
  while (ending.open() && simulation.advance()) {
  }
  return ending.took_ms();
}

bool takes_no_wait(const CmdletDefinition& cmdlet) {
  return std::ranges::any_of(cmdlet.parameters, [](const ParameterDefinition& parameter) {
    return parameter.name == "NoWait";
  });
}

}  // namespace

std::optional<Rehearsal> rehearse(const World& w, const State& s,
                                  const std::vector<std::string>& lines) {
  if (lines.empty()) return std::nullopt;
  const auto steps = steps_of(w, lines);
  if (!steps) return std::nullopt;
  const auto took = time_of(w, s, *steps);
  if (!took) return std::nullopt;
  Rehearsal out{.took_ms = *took, .hasty_cmdlet = {}, .hasty_ms = *took};
  for (const CmdletDefinition& cmdlet : w.cmdlets) {
    if (!takes_no_wait(cmdlet)) continue;
    std::vector<std::string> hasty = lines;
    for (std::string& line : hasty) {
      if (line.starts_with(std::string(cmdlet.name) + " ")) line += " -NoWait";
    }
    if (hasty == lines) continue;
    const auto typed = steps_of(w, hasty);
    const auto sooner = typed ? time_of(w, s, *typed) : std::nullopt;
    if (sooner && *sooner < out.hasty_ms) {
      out.hasty_ms = *sooner;
      out.hasty_cmdlet = cmdlet.name;
    }
  }
  return out;
}

}  // namespace firedrill
