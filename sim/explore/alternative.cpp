// In the original an alternative is looked for by where each step came from, and what it adds is
// read anew there: a smaller deployment numbers its components otherwise.
#include "sim/explore/alternative.hpp"

#include <algorithm>

#include "sim/explore/further_steps.hpp"
#include "sim/explore/plan_edits.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

using Kind = Alternative::Kind;

StepSource added_step(const StepSpec& step) {
  StepSource out;
  out.added = step;
  return out;
}

void edit_steps(std::vector<StepSource>& steps, const Alternative& a) {
  const auto place = [&steps](std::size_t at) {
    return steps.begin() + static_cast<std::ptrdiff_t>(at);
  };
  switch (a.kind) {
    case Kind::kAdd:
      if (a.in_place) steps.erase(place(a.step));
      for (std::size_t i = 0; i < a.added.size(); ++i) {
        steps.insert(place(a.step + i), added_step(a.added[i]));
      }
      return;
    case Kind::kRepeat: {
      StepSource again;
      again.old = static_cast<std::int32_t>(a.other);
      again.again = true;
      steps.insert(place(a.step), std::move(again));
      return;
    }
    case Kind::kLater:
      std::rotate(place(a.step), place(a.step + 1), place(a.other + 1));
      return;
    case Kind::kInstead:
      steps[a.step].in_place = true;
      steps[a.step].added = a.added.front();
      return;
    case Kind::kWithout:
      steps.erase(place(a.step));
      return;
    case Kind::kStop:
      steps.resize(a.step);
      return;
    case Kind::kNoSlip:
      return;
  }
}

/// The slip of `original` on that step that is of the kind of slip `slip` of `shrunk`.
std::optional<std::size_t> slip_in_original(const Alternative& there, const SlipSpec& slip,
                                            const Scenario& original) {
  for (std::size_t i = 0; i < original.slips.size(); ++i) {
    const SlipSpec& one = original.slips[i];
    const bool same_place =
        one.actor == there.actor && static_cast<std::size_t>(one.step) == there.step;
    if (same_place && one.kind == slip.kind) return i;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Candidate> done_otherwise(const Candidate& whole, const Alternative& alternative,
                                        const ObservedTimes& times) {
  PlanEdit edit = unchanged(whole.scenario);
  edit_steps(edit.steps[alternative.actor], alternative);
  if (alternative.kind == Kind::kNoSlip) edit.keep_slip[alternative.slip] = false;
  Candidate longer = whole;
  longer.scenario.duration += alternative.more;
  return edit_plan(longer, edit, times);
}

std::optional<Alternative> in_original(const Alternative& alternative, const Candidate& shrunk,
                                       const Scenario& original) {
  Alternative out = alternative;
  const std::size_t actor = alternative.actor;
  out.actor = shrunk.origins.actor_of(actor);
  const bool at_end = alternative.step == shrunk.scenario.actors[actor].steps.size();
  out.step = at_end ? original.actors[out.actor].steps.size()
                    : shrunk.origins.step_of(actor, alternative.step);
  const bool other = alternative.kind == Kind::kRepeat || alternative.kind == Kind::kLater;
  if (other) out.other = shrunk.origins.step_of(actor, alternative.other);
  if (out.step == StepOrigins::kNowhere || out.other == StepOrigins::kNowhere) return std::nullopt;
  for (StepSpec& step : out.added) {
    if (step.kind == StepSpec::Kind::kWait) continue;
    auto there = read_step(original, step_text(step, shrunk.scenario));
    if (!there) return std::nullopt;
    step = std::move(*there);
  }
  if (alternative.kind == Kind::kNoSlip) {
    const auto slip = slip_in_original(out, shrunk.scenario.slips[alternative.slip], original);
    if (!slip) return std::nullopt;
    out.slip = *slip;
  }
  return out;
}

bool was_refused(const Alternative& alternative, const ObservedTimes& times) {
  std::size_t done = 0;
  if (alternative.kind == Kind::kAdd) done = alternative.added.size();
  if (alternative.kind == Kind::kInstead) done = 1;
  for (std::size_t i = 0; i < done; ++i) {
    if (times.steps[alternative.actor][alternative.step + i].refused) return true;
  }
  return false;
}

}  // namespace firedrill
