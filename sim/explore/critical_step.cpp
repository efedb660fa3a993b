// One place of the procedure after the other, the last first; at each the alternatives in the order
// of how much of the procedure they keep.
#include "sim/explore/critical_step.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "sim/explore/alternative.hpp"
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

/// A failing scenario, run once, and what it takes to do better.
class Failing {
 public:
  explicit Failing(const Candidate& candidate)
      : candidate_(candidate), trial_(try_scenario(candidate.scenario)) {
    for (const VerdictItem& item : trial_.outcome.items) {
      if (item.verdict == Verdict::kViolated) known_.insert(bare_name(item));
    }
  }

  [[nodiscard]] const Candidate& candidate() const { return candidate_; }
  [[nodiscard]] const Trial& trial() const { return trial_; }

  struct Result {
    bool passes = false;
    bool refused = false;  // what is done otherwise, all of it
  };
  [[nodiscard]] Result with(const Alternative& alternative) const {
    const auto candidate = done_otherwise(candidate_, alternative, trial_.times);
    if (!candidate) return {};
    const Trial trial = try_scenario(candidate->scenario);
    const bool refused = was_refused(alternative, trial.times);
    return {!refused && better(*candidate, trial.outcome), refused};
  }

 private:
  [[nodiscard]] bool better(const Candidate& candidate, const Outcome& outcome) const {
    if (failure_in(candidate, outcome) != nullptr) return false;
    for (const VerdictItem& item : outcome.items) {
      if (item.verdict == Verdict::kViolated && !known_.contains(bare_name(item))) return false;
    }
    return undecided(outcome) <= undecided(trial_.outcome);
  }

  const Candidate& candidate_;
  Trial trial_;
  std::set<std::string> known_;
};

class Search {
 public:
  Search(const Candidate& failing, const Candidate& original, TrialBudget& budget,
         const std::function<bool()>& stop)
      : failing_(failing),
        here_(failing),
        there_(original),
        further_(further_steps(failing.scenario, original.scenario)),
        budget_(budget),
        stop_(stop) {}

  CriticalStep run() {
    const VerdictItem* item = failure_in(failing_, here_.trial().outcome);
    if (item == nullptr) return {};
    const std::vector<Place> places = places_before(item->at_ms);
    if (item->at_ms < 0 || places.size() == step_count(failing_.scenario)) {
      if (passes_after_the_end()) return found(CriticalStep::Kind::kNone, {});
    }
    for (const Place& place : places) {
      if (passes_from(place)) return found(CriticalStep::Kind::kStep, place);
      if (budget_.spent()) return found(CriticalStep::Kind::kNotKnown, {});
    }
    if (budget_.spent()) return found(CriticalStep::Kind::kNotKnown, {});
    return found(only_here_ ? CriticalStep::Kind::kNotThere : CriticalStep::Kind::kAlways, {});
  }

 private:
  CriticalStep found(CriticalStep::Kind kind, const Place& place) const {
    return {kind, place.actor, place.step, instead_, budget_.trials(), left_out_, false};
  }

  /// Steps that had begun when it failed, the latest first.
  [[nodiscard]] std::vector<Place> places_before(std::int64_t failed_ms) const {
    std::vector<Place> out;
    const auto& steps = here_.trial().times.steps;
    for (std::size_t a = 0; a < steps.size(); ++a) {
      for (std::size_t s = 0; s < steps[a].size(); ++s) {
        const std::int64_t began = steps[a][s].began_ms;
        if (began >= 0 && (failed_ms < 0 || began <= failed_ms)) out.push_back({began, a, s});
      }
    }
    std::stable_sort(out.begin(), out.end(), [](const Place& a, const Place& b) {
      return a.began_ms != b.began_ms ? a.began_ms > b.began_ms : a.step > b.step;
    });
    return out;
  }

  bool passes(const Alternative& alternative, const std::string& instead) {
    refused_ = false;
    if (stop_ && stop_()) budget_.end();
    if (!budget_.take()) return false;
    const Failing::Result result = here_.with(alternative);
    refused_ = result.refused;
    if (!result.passes) return false;
    const auto original = in_original(alternative, failing_, there_.candidate().scenario);
    if (!original || !there_.with(*original).passes) {
      only_here_ = true;
      return false;
    }
    instead_ = instead;
    return true;
  }

  static Alternative at(Alternative::Kind kind, std::size_t actor, std::size_t step) {
    Alternative out;
    out.kind = kind;
    out.actor = actor;
    out.step = step;
    return out;
  }
  static Alternative adding(std::size_t actor, std::size_t step, std::vector<StepSpec> added,
                            Duration more) {
    Alternative out = at(Alternative::Kind::kAdd, actor, step);
    out.added = std::move(added);
    out.more = more;
    return out;
  }
  static StepSpec waiting(Duration time) {
    StepSpec step;
    step.kind = StepSpec::Kind::kWait;
    step.wait = time;
    return step;
  }
  [[nodiscard]] std::string name(std::size_t actor, std::size_t step) const {
    return written_step_name(failing_.scenario, actor, step);
  }

  bool passes_after_the_end() {
    if (failing_.scenario.actors.empty()) return false;
    const std::size_t last = failing_.scenario.actors[0].steps.size();
    if (passes(adding(0, last, {}, hours(2)),
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
           passes_in_place(place) || passes_first_and_in_place(place) || passes_without(place);
  }

  /// The operator does not slip there.
  bool passes_without_slip(const Place& p) {
    const std::vector<SlipSpec>& slips = failing_.scenario.slips;
    for (std::size_t i = 0; i < slips.size(); ++i) {
      if (slips[i].actor != p.actor || static_cast<std::size_t>(slips[i].step) != p.step) continue;
      Alternative otherwise = at(Alternative::Kind::kNoSlip, p.actor, p.step);
      otherwise.slip = i;
      otherwise.more = hours(2);
      if (passes(otherwise,
                 "nobody slips there (" + slip_text(slips[i], failing_.scenario) + ")")) {
        return true;
      }
    }
    return false;
  }

  bool passes_waiting(const Place& p) {
    for (const Duration time : kWaits) {
      if (passes(adding(p.actor, p.step, {waiting(time)}, time),
                 duration_text(time.count()) + " are let pass before it")) {
        return true;
      }
    }
    return false;
  }

  bool passes_later(const Place& p) {
    const std::size_t count = failing_.scenario.actors[p.actor].steps.size();
    for (std::size_t later = p.step + 1; later < count && later <= p.step + kReach; ++later) {
      Alternative otherwise = at(Alternative::Kind::kLater, p.actor, p.step);
      otherwise.other = later;
      if (passes(otherwise, "it is done after " + name(p.actor, later))) return true;
    }
    return false;
  }

  bool passes_repeating(const Place& p) {
    for (std::size_t back = 1; back <= p.step && back <= kReach; ++back) {
      Alternative otherwise = at(Alternative::Kind::kRepeat, p.actor, p.step);
      otherwise.other = p.step - back;
      otherwise.more = hours(1);
      const StepSpec& step = failing_.scenario.actors[p.actor].steps[otherwise.other];
      if (step.kind != StepSpec::Kind::kCommand) continue;
      if (passes(otherwise, name(p.actor, otherwise.other) + " is repeated before it")) return true;
    }
    return false;
  }

  bool passes_doing_first(std::size_t actor, std::size_t step, const std::string& when) {
    const auto done = [&](const std::string& what) { return when + what + " is done"; };
    std::vector<const FurtherStep*> accepted;
    accepted_pairs_.clear();
    for (const FurtherStep& one : further_) {
      if (one.only_in_place) continue;
      if (passes(adding(actor, step, {one.step}, hours(1)), done(quoted(one)))) return true;
      // What is refused changes nothing, so it need not go before another.
      if (!refused_) accepted.push_back(&one);
    }
    for (const FurtherStep* one : accepted) {
      for (const FurtherStep& two : further_) {
        if (one == &two || two.only_in_place) continue;
        if (passes(adding(actor, step, {one->step, two.step}, hours(2)),
                   done(quoted(*one) + " and then " + quoted(two)))) {
          return true;
        }
        if (budget_.spent()) return false;
        if (!refused_) accepted_pairs_.emplace_back(one, &two);
      }
    }
    return false;
  }

  /// After two further steps the same cmdlet in another form, where the step was refused. Follows
  /// upon passes_doing_first at the same place.
  bool passes_first_and_in_place(const Place& p) {
    if (!here_.trial().times.steps[p.actor][p.step].refused) return false;
    for (const auto& [one, two] : accepted_pairs_) {
      for (const FurtherStep& other : further_) {
        if (!same_cmdlet(other, p)) continue;
        Alternative otherwise =
            adding(p.actor, p.step, {one->step, two->step, other.step}, hours(2));
        otherwise.in_place = true;
        if (passes(otherwise, fmt::format("first {} and then {} is done, and {} in its place",
                                          quoted(*one), quoted(*two), quoted(other)))) {
          return true;
        }
        if (budget_.spent()) return false;
      }
    }
    return false;
  }

  [[nodiscard]] bool same_cmdlet(const FurtherStep& other, const Place& p) const {
    const StepSpec& step = failing_.scenario.actors[p.actor].steps[p.step];
    const auto command = StepSpec::Kind::kCommand;
    return step.kind == command && other.step.kind == command &&
           other.step.command.cmdlet == step.command.cmdlet && other.step.text != step.text;
  }

  bool passes_in_place(const Place& p) {
    for (const FurtherStep& other : further_) {
      if (!same_cmdlet(other, p)) continue;
      Alternative otherwise = at(Alternative::Kind::kInstead, p.actor, p.step);
      otherwise.added = {other.step};
      otherwise.more = hours(1);
      if (passes(otherwise, quoted(other) + " is done in its place")) return true;
    }
    return false;
  }

  [[nodiscard]] std::string quoted(const FurtherStep& further) const {
    return '"' + step_text(further.step, failing_.scenario) + '"';
  }

  bool passes_without(const Place& p) {
    left_out_ =
        passes(at(Alternative::Kind::kWithout, p.actor, p.step), "it is left out") ||
        passes(at(Alternative::Kind::kStop, p.actor, p.step), "nothing is done from there on");
    return left_out_;
  }

  const Candidate& failing_;
  Failing here_;
  Failing there_;
  std::vector<FurtherStep> further_;
  TrialBudget& budget_;
  const std::function<bool()>& stop_;
  std::string instead_;
  std::vector<std::pair<const FurtherStep*, const FurtherStep*>> accepted_pairs_;
  bool refused_ = false;    // what was tried last
  bool left_out_ = false;   // what passed
  bool only_here_ = false;  // something passed here and not in the original
};

}  // namespace

CriticalStep critical_step(const Candidate& failing, const Candidate& original, TrialBudget& budget,
                           const std::function<bool()>& stop) {
  return Search(failing, original, budget, stop).run();
}

CriticalStep critical_step_of_shrunk(const Candidate& shrunk, const Candidate& original,
                                     TrialBudget& budget, const std::function<bool()>& stop) {
  using Kind = CriticalStep::Kind;
  CriticalStep out = critical_step(shrunk, original, budget, stop);
  const bool advises = (out.kind == Kind::kStep && !out.left_out) || out.kind == Kind::kNone;
  if (advises || out.kind == Kind::kAlways || budget.spent()) return out;
  CriticalStep there = critical_step(original, original, budget, stop);
  there.of_original = true;
  const bool better = (there.kind == Kind::kStep && !there.left_out) || there.kind == Kind::kNone;
  return better ? there : out;
}

}  // namespace firedrill
