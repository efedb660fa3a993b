// References are the whole difficulty: everything that holds a number passes through Renumbering.
#include "sim/explore/plan_edits.hpp"

#include <numeric>

#include "sim/model/layout.hpp"
#include "sim/model/slips.hpp"
#include "sim/scenario/mishaps.hpp"
#include "sim/scenario/slips.hpp"
#include "sim/scenario/writer.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill {
namespace {

constexpr std::int32_t kGone = -1;

/// Where everything of the old plan is in the new one.
struct Renumbering {
  std::vector<std::int32_t> actor;
  std::vector<std::vector<std::int32_t>> step;
  std::vector<std::int32_t> fault;

  [[nodiscard]] std::int32_t step_of(std::size_t actor_at, std::int32_t step_at) const {
    return step[actor_at][static_cast<std::size_t>(step_at)];
  }
};

Renumbering renumber(const Scenario& scenario, const PlanEdit& edit) {
  Renumbering out;
  std::int32_t faults = 0;
  for (const bool kept : edit.keep_fault) out.fault.push_back(kept ? faults++ : kGone);
  std::int32_t actors = 0;
  for (std::size_t a = 0; a < scenario.actors.size(); ++a) {
    const std::vector<StepSource>& steps = edit.steps[a];
    out.actor.push_back(steps.empty() ? kGone : actors++);
    std::vector<std::int32_t>& numbers =
        out.step.emplace_back(scenario.actors[a].steps.size(), kGone);
    for (std::size_t s = 0; s < steps.size(); ++s) {
      if (steps[s].old < 0 || steps[s].again) continue;
      numbers[static_cast<std::size_t>(steps[s].old)] = static_cast<std::int32_t>(s);
    }
  }
  return out;
}

/// The trigger in the new plan; nothing when what it was counted from never came.
std::optional<Trigger> renumbered(const Trigger& old, const Renumbering& numbers,
                                  std::int64_t came_ms) {
  Trigger out = old;
  std::int32_t reference = 0;
  if (old.kind == Trigger::Kind::kAfterStep) {
    reference = numbers.step_of(old.actor, old.reference);
    out.actor = static_cast<std::uint8_t>(numbers.actor[old.actor]);
  } else if (old.kind == Trigger::Kind::kAfterFault) {
    reference = numbers.fault[static_cast<std::size_t>(old.reference)];
  } else {
    return out;
  }
  out.reference = static_cast<std::int16_t>(reference);
  if (reference != kGone) return out;
  if (came_ms < 0) return std::nullopt;
  out = Trigger{};
  out.at = Duration(came_ms);
  return out;
}

/// When the moment `from` of an expectation came.
std::int64_t came_at(const Trigger& from, const ObservedTimes& times) {
  const auto reference = static_cast<std::size_t>(from.reference);
  std::int64_t base = -1;
  if (from.kind == Trigger::Kind::kAfterFault) base = times.faults[reference];
  if (from.kind == Trigger::Kind::kAfterStep) base = times.steps[from.actor][reference].ended_ms;
  return base < 0 ? -1 : base + from.delay.count();
}

bool renumber_faults(Scenario& scenario, const Renumbering& numbers, const ObservedTimes& times) {
  std::vector<FaultSpec> kept;
  for (std::size_t i = 0; i < scenario.faults.size(); ++i) {
    if (numbers.fault[i] == kGone) continue;
    FaultSpec& fault = scenario.faults[i];
    const auto trigger = renumbered(fault.trigger, numbers, times.faults[i]);
    if (!trigger) return false;
    fault.trigger = *trigger;
    kept.push_back(std::move(fault));
  }
  scenario.faults = std::move(kept);
  return true;
}

/// A deadline that the failure speaks of goes on counting from its fault or step, or there is none.
bool renumber_expectations(Candidate& candidate, const Renumbering& numbers,
                           const ObservedTimes& times) {
  std::vector<ExpectationSpec>& expectations = candidate.scenario.expectations;
  for (std::size_t i = 0; i < expectations.size(); ++i) {
    ExpectationSpec& e = expectations[i];
    if (e.kind == ExpectationSpec::Kind::kAfterStep) {
      const std::int32_t step = numbers.step_of(e.actor, e.step);
      if (step == kGone) return false;
      e.step = static_cast<std::int16_t>(step);
      e.actor = static_cast<std::uint8_t>(numbers.actor[e.actor]);
    }
    if (e.kind != ExpectationSpec::Kind::kWithin) continue;
    const auto from = renumbered(e.from, numbers, came_at(e.from, times));
    if (!from) return false;
    const bool of_the_failure = candidate.target.expectation == static_cast<std::int32_t>(i);
    if (of_the_failure && from->kind != e.from.kind) return false;
    e.from = *from;
  }
  return true;
}

/// What a pinned order puts first goes on meaning the same fault, administrator or expectation.
/// `monitor` says where each expectation is now.
void renumber_orders(Scenario& scenario, const Renumbering& numbers,
                     const std::vector<std::int32_t>& monitor) {
  std::vector<PinnedOrder> kept;
  for (PinnedOrder& order : scenario.orders) {
    std::vector<PinnedEvent> events;
    for (PinnedEvent event : order.events) {
      const std::vector<std::int32_t>* now = nullptr;
      const auto kind = static_cast<TimerKind>(event.kind);
      if (kind == TimerKind::kFault || kind == TimerKind::kRepair) now = &numbers.fault;
      if (kind == TimerKind::kActor) now = &numbers.actor;
      if (kind == TimerKind::kMonitor) now = &monitor;
      if (now != nullptr) {
        const std::int32_t entity = event.entity < now->size() ? (*now)[event.entity] : kGone;
        if (entity == kGone) continue;
        event.entity = static_cast<std::uint32_t>(entity);
      }
      events.push_back(event);
    }
    if (events.empty()) continue;
    order.events = std::move(events);
    kept.push_back(std::move(order));
  }
  scenario.orders = std::move(kept);
}

std::vector<std::int32_t> counted_up(std::size_t count) {
  std::vector<std::int32_t> out(count);
  std::iota(out.begin(), out.end(), 0);
  return out;
}

void renumber_slips(Scenario& scenario, const PlanEdit& edit, const Renumbering& numbers) {
  std::vector<SlipSpec> kept;
  for (std::size_t i = 0; i < scenario.slips.size(); ++i) {
    SlipSpec& slip = scenario.slips[i];
    const std::int32_t step = numbers.step_of(slip.actor, slip.step);
    if (!edit.keep_slip[i] || step == kGone) continue;
    slip.step = static_cast<std::int16_t>(step);
    slip.actor = static_cast<std::uint8_t>(numbers.actor[slip.actor]);
    kept.push_back(std::move(slip));
  }
  scenario.slips = std::move(kept);
}

void renumber_mishaps(Scenario& scenario, const PlanEdit& edit, const Renumbering& numbers) {
  std::vector<MishapSpec> kept;
  for (std::size_t i = 0; i < scenario.mishaps.size(); ++i) {
    MishapSpec& mishap = scenario.mishaps[i];
    const std::int32_t step = numbers.step_of(mishap.question.actor, mishap.question.step);
    if (!edit.keep_mishap[i] || step == kGone) continue;
    mishap.question.step = static_cast<std::int16_t>(step);
    mishap.question.actor = static_cast<std::uint8_t>(numbers.actor[mishap.question.actor]);
    kept.push_back(std::move(mishap));
  }
  scenario.mishaps = std::move(kept);
}

void renumber_steps(Candidate& candidate, const PlanEdit& edit) {
  Scenario& scenario = candidate.scenario;
  std::vector<ActorSpec> kept;
  StepOrigins origins;
  for (std::size_t a = 0; a < scenario.actors.size(); ++a) {
    if (edit.steps[a].empty()) continue;
    ActorSpec& actor = kept.emplace_back(scenario.actors[a]);
    actor.steps.clear();
    origins.actor.push_back(candidate.origins.actor_of(a));
    std::vector<std::size_t>& from = origins.step.emplace_back();
    for (const StepSource& source : edit.steps[a]) {
      from.push_back(source.old < 0
                         ? StepOrigins::kNowhere
                         : candidate.origins.step_of(a, static_cast<std::size_t>(source.old)));
      actor.steps.push_back(source.old < 0 || source.in_place
                                ? source.added
                                : scenario.actors[a].steps[static_cast<std::size_t>(source.old)]);
    }
  }
  scenario.actors = std::move(kept);
  candidate.origins = std::move(origins);
}

}  // namespace

PlanEdit unchanged(const Scenario& scenario) {
  PlanEdit edit;
  edit.keep_fault.assign(scenario.faults.size(), true);
  edit.keep_slip.assign(scenario.slips.size(), true);
  edit.keep_mishap.assign(scenario.mishaps.size(), true);
  for (const ActorSpec& actor : scenario.actors) {
    std::vector<StepSource>& steps = edit.steps.emplace_back(actor.steps.size());
    for (std::size_t s = 0; s < steps.size(); ++s) steps[s].old = static_cast<std::int32_t>(s);
  }
  return edit;
}

std::optional<Candidate> edit_plan(const Candidate& whole, const PlanEdit& edit,
                                   const ObservedTimes& times) {
  const Renumbering numbers = renumber(whole.scenario, edit);
  Candidate out = whole;
  if (out.target.step >= 0) {
    const auto actor = static_cast<std::size_t>(out.target.actor);
    const std::int32_t step = numbers.step_of(actor, out.target.step);
    if (step == kGone) return std::nullopt;
    out.target.actor = numbers.actor[actor];
    out.target.step = step;
  }
  if (!renumber_faults(out.scenario, numbers, times)) return std::nullopt;
  if (!renumber_expectations(out, numbers, times)) return std::nullopt;
  renumber_slips(out.scenario, edit, numbers);
  renumber_mishaps(out.scenario, edit, numbers);
  renumber_steps(out, edit);
  std::vector<ActorSpec> walked = out.scenario.actors;
  if (apply_slips(walked, out.scenario.slips)) return std::nullopt;
  renumber_orders(out.scenario, numbers, counted_up(out.scenario.expectations.size()));
  refresh_texts(out);
  return out;
}

Candidate only_the_failure(const Candidate& whole) {
  Candidate out = whole;
  out.scenario.expectations.clear();
  std::vector<std::int32_t> monitor(whole.scenario.expectations.size(), kGone);
  if (whole.target.expectation >= 0) {
    const auto i = static_cast<std::size_t>(whole.target.expectation);
    monitor[i] = 0;
    out.scenario.expectations.push_back(whole.scenario.expectations[i]);
    out.target.expectation = 0;
  }
  Renumbering numbers;
  numbers.fault = counted_up(whole.scenario.faults.size());
  numbers.actor = counted_up(whole.scenario.actors.size());
  renumber_orders(out.scenario, numbers, monitor);
  return out;
}

Candidate with_fixed_instants(const Candidate& whole, const ObservedTimes& times) {
  Candidate out = whole;
  for (std::size_t i = 0; i < out.scenario.faults.size(); ++i) {
    Trigger& trigger = out.scenario.faults[i].trigger;
    if (trigger.kind != Trigger::Kind::kBetween || times.faults[i] < 0) continue;
    trigger = Trigger{};
    trigger.at = Duration(times.faults[i]);
  }
  return out;
}

void refresh_texts(Candidate& candidate) {
  Scenario& scenario = candidate.scenario;
  for (FaultSpec& fault : scenario.faults) fault.text = fault_text(fault, scenario);
  for (ActorSpec& actor : scenario.actors) {
    for (StepSpec& step : actor.steps) step.text = step_text(step, scenario);
  }
  for (SlipSpec& slip : scenario.slips) slip.text = slip_text(slip, scenario);
  for (MishapSpec& mishap : scenario.mishaps) mishap.text = mishap_text(mishap, scenario);
  for (ExpectationSpec& e : scenario.expectations) e.text = expectation_text(e, scenario);
  FailureTarget& target = candidate.target;
  if (target.expectation >= 0) {
    target.name = scenario.expectations[static_cast<std::size_t>(target.expectation)].text;
  } else if (target.step >= 0) {
    target.name = written_step_name(scenario, static_cast<std::size_t>(target.actor),
                                    static_cast<std::size_t>(target.step));
  }
}

std::optional<Candidate> read_again(const Candidate& candidate, const Topology& topology) {
  Diagnostics diagnostics;
  auto scenario = read_scenario_text(write_scenario(candidate.scenario), candidate.scenario.file,
                                     write_topology_yaml(topology), {}, diagnostics);
  if (!scenario) return std::nullopt;
  Candidate out{std::move(*scenario), candidate.target, candidate.origins};
  refresh_texts(out);
  return out;
}

std::size_t step_count(const Scenario& scenario) {
  std::size_t out = 0;
  for (const ActorSpec& actor : scenario.actors) out += actor.steps.size();
  return out;
}

}  // namespace firedrill
