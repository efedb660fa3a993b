// One place of the procedure after the other, the last first; at each the alternatives in the order
// of how much of the procedure they keep.
#include "sim/explore/critical_step.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/explore/further_steps.hpp"
#include "sim/explore/plan_edits.hpp"
#include "sim/run/names.hpp"
#include "sim/scenario/slips.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

constexpr Duration kWaits[] = {minutes(5), minutes(30), hours(2)};
/// How many steps away another one is looked for, to be repeated or to come first.
constexpr std::size_t kReach = 8;

struct Place {
  std::int64_t began_ms = 0;
  std::size_t actor = 0;
  std::size_t step = 0;
};

/// What a verdict found wrong, without the numbers of steps, which an alternative changes.
std::string bare_name(const VerdictItem& item) {
  if (!item.rule.empty()) return item.rule;
  if (!item.code.empty()) return item.code;
  return item.is_expectation ? item.what : std::string();
}

std::size_t undecided(const Outcome& outcome) {
  return static_cast<std::size_t>(
      std::count_if(outcome.items.begin(), outcome.items.end(),
                    [](const VerdictItem& item) { return item.verdict == Verdict::kUnknown; }));
}

class Search {
 public:
  Search(const Candidate& failing, const Scenario& material, TrialBudget& budget)
      : failing_(failing),
        trial_(try_scenario(failing.scenario)),
        further_(further_steps(failing.scenario, material)),
        budget_(budget) {
    for (const VerdictItem& item : trial_.outcome.items) {
      if (item.verdict == Verdict::kViolated) known_.insert(bare_name(item));
    }
  }

  CriticalStep run() {
    const VerdictItem* item = failure_in(failing_, trial_.outcome);
    if (item == nullptr) return {};
    const std::vector<Place> places = places_before(item->at_ms);
    if (item->at_ms < 0 || places.size() == step_count(failing_.scenario)) {
      if (passes_after_the_end()) return found(CriticalStep::Kind::kNone, {});
    }
    for (const Place& place : places) {
      if (passes_from(place)) return found(CriticalStep::Kind::kStep, place);
      if (budget_.spent()) return {};
    }
    return found(CriticalStep::Kind::kAlways, {});
  }

 private:
  CriticalStep found(CriticalStep::Kind kind, const Place& place) const {
    CriticalStep out;
    out.kind = budget_.spent() && kind == CriticalStep::Kind::kAlways
                   ? CriticalStep::Kind::kNotKnown
                   : kind;
    out.actor = place.actor;
    out.step = place.step;
    out.instead = instead_;
    return out;
  }

  /// Steps that had begun when it failed, the latest first.
  [[nodiscard]] std::vector<Place> places_before(std::int64_t failed_ms) const {
    std::vector<Place> out;
    for (std::size_t a = 0; a < trial_.times.steps.size(); ++a) {
      for (std::size_t s = 0; s < trial_.times.steps[a].size(); ++s) {
        const std::int64_t began = trial_.times.steps[a][s].began_ms;
        if (began >= 0 && (failed_ms < 0 || began <= failed_ms)) out.push_back({began, a, s});
      }
    }
    std::stable_sort(out.begin(), out.end(), [](const Place& a, const Place& b) {
      return a.began_ms != b.began_ms ? a.began_ms > b.began_ms : a.step > b.step;
    });
    return out;
  }

  [[nodiscard]] bool passes(const std::optional<Candidate>& candidate) const {
    if (!candidate || !budget_.take()) return false;
    const Outcome outcome = try_scenario(candidate->scenario).outcome;
    if (failure_in(*candidate, outcome) != nullptr) return false;
    for (const VerdictItem& item : outcome.items) {
      if (item.verdict == Verdict::kViolated && !known_.contains(bare_name(item))) return false;
    }
    return undecided(outcome) <= undecided(trial_.outcome);
  }

  /// Tries `steps` as the procedure of `actor`, with so much more time until the end.
  bool passes_with(std::size_t actor, std::vector<StepSource> steps, Duration more,
                   std::string instead) {
    PlanEdit edit = unchanged(failing_.scenario);
    edit.steps[actor] = std::move(steps);
    Candidate longer = failing_;
    longer.scenario.duration += more;
    if (!passes(edit_plan(longer, edit, trial_.times))) return false;
    instead_ = std::move(instead);
    return true;
  }

  [[nodiscard]] std::vector<StepSource> steps_of(std::size_t actor) const {
    return unchanged(failing_.scenario).steps[actor];
  }
  /// `added` put in before position `at`.
  [[nodiscard]] std::vector<StepSource> with(std::size_t actor, std::size_t at,
                                             std::vector<StepSource> added) const {
    std::vector<StepSource> steps = steps_of(actor);
    steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(at), added.begin(), added.end());
    return steps;
  }
  static StepSource added(const StepSpec& step) {
    StepSource source;
    source.added = step;
    return source;
  }
  static StepSource waiting(Duration time) {
    StepSpec step;
    step.kind = StepSpec::Kind::kWait;
    step.wait = time;
    return added(step);
  }
  [[nodiscard]] std::string name(std::size_t actor, std::size_t step) const {
    return written_step_name(failing_.scenario, actor, step);
  }

  bool passes_after_the_end() {
    if (failing_.scenario.actors.empty()) return false;
    if (passes_with(0, steps_of(0), hours(2),
                    duration_text(hours(2) / milliseconds(1)) + " more are let pass at the end")) {
      return true;
    }
    for (std::size_t a = 0; a < failing_.scenario.actors.size(); ++a) {
      const std::size_t end = failing_.scenario.actors[a].steps.size();
      if (passes_doing_first(a, end, "after the last step ")) return true;
    }
    return false;
  }

  bool passes_from(const Place& place) {
    return passes_without_slip(place) || passes_waiting(place) || passes_later(place) ||
           passes_repeating(place) || passes_doing_first(place.actor, place.step, "first ") ||
           passes_in_place(place) || passes_without(place);
  }

  /// The operator does not slip there.
  bool passes_without_slip(const Place& p) {
    const std::vector<SlipSpec>& slips = failing_.scenario.slips;
    for (std::size_t i = 0; i < slips.size(); ++i) {
      if (slips[i].actor != p.actor || static_cast<std::size_t>(slips[i].step) != p.step) continue;
      PlanEdit edit = unchanged(failing_.scenario);
      edit.keep_slip[i] = false;
      Candidate longer = failing_;
      longer.scenario.duration += hours(2);
      if (!passes(edit_plan(longer, edit, trial_.times))) continue;
      instead_ = "nobody slips there (" + slip_text(slips[i], failing_.scenario) + ")";
      return true;
    }
    return false;
  }

  bool passes_waiting(const Place& p) {
    for (const Duration time : kWaits) {
      if (passes_with(p.actor, with(p.actor, p.step, {waiting(time)}), time,
                      duration_text(time.count()) + " are let pass before it")) {
        return true;
      }
    }
    return false;
  }

  bool passes_later(const Place& p) {
    const std::size_t count = failing_.scenario.actors[p.actor].steps.size();
    for (std::size_t later = p.step + 1; later < count && later <= p.step + kReach; ++later) {
      std::vector<StepSource> steps = steps_of(p.actor);
      std::rotate(steps.begin() + static_cast<std::ptrdiff_t>(p.step),
                  steps.begin() + static_cast<std::ptrdiff_t>(p.step) + 1,
                  steps.begin() + static_cast<std::ptrdiff_t>(later) + 1);
      if (passes_with(p.actor, std::move(steps), Duration{0},
                      "it is done after " + name(p.actor, later))) {
        return true;
      }
    }
    return false;
  }

  bool passes_repeating(const Place& p) {
    for (std::size_t back = 1; back <= p.step && back <= kReach; ++back) {
      const std::size_t earlier = p.step - back;
      const StepSpec& step = failing_.scenario.actors[p.actor].steps[earlier];
      if (step.kind != StepSpec::Kind::kCommand) continue;
      StepSource again;
      again.old = static_cast<std::int32_t>(earlier);
      again.again = true;
      if (passes_with(p.actor, with(p.actor, p.step, {again}), hours(1),
                      name(p.actor, earlier) + " is repeated before it")) {
        return true;
      }
    }
    return false;
  }

  bool passes_doing_first(std::size_t actor, std::size_t at, const std::string& when) {
    const auto done = [&](const std::string& what) { return when + what + " is done"; };
    for (const FurtherStep& one : further_) {
      if (one.only_in_place) continue;
      if (passes_with(actor, with(actor, at, {added(one.step)}), hours(1), done(quoted(one)))) {
        return true;
      }
    }
    for (const FurtherStep& one : further_) {
      for (const FurtherStep& two : further_) {
        if (&one == &two || one.only_in_place || two.only_in_place) continue;
        if (passes_with(actor, with(actor, at, {added(one.step), added(two.step)}), hours(2),
                        done(quoted(one) + " and then " + quoted(two)))) {
          return true;
        }
        if (budget_.spent()) return false;
      }
    }
    return false;
  }

  bool passes_in_place(const Place& p) {
    const StepSpec& step = failing_.scenario.actors[p.actor].steps[p.step];
    if (step.kind != StepSpec::Kind::kCommand) return false;
    for (const FurtherStep& other : further_) {
      if (other.step.kind != StepSpec::Kind::kCommand) continue;
      if (other.step.command.cmdlet != step.command.cmdlet) continue;
      std::vector<StepSource> steps = steps_of(p.actor);
      steps[p.step].in_place = true;
      steps[p.step].added = other.step;
      if (passes_with(p.actor, std::move(steps), hours(1),
                      quoted(other) + " is done in its place")) {
        return true;
      }
    }
    return false;
  }

  [[nodiscard]] std::string quoted(const FurtherStep& further) const {
    return '"' + step_text(further.step, failing_.scenario) + '"';
  }

  bool passes_without(const Place& p) {
    std::vector<StepSource> steps = steps_of(p.actor);
    steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(p.step));
    if (passes_with(p.actor, steps, Duration{0}, "it is left out")) return true;
    steps.resize(p.step);
    return passes_with(p.actor, std::move(steps), Duration{0}, "nothing is done from there on");
  }

  const Candidate& failing_;
  Trial trial_;
  std::vector<FurtherStep> further_;
  TrialBudget& budget_;
  std::set<std::string> known_;
  std::string instead_;
};

}  // namespace

CriticalStep critical_step(const Candidate& failing, const Scenario& material,
                           TrialBudget& budget) {
  return Search(failing, material, budget).run();
}

}  // namespace firedrill
