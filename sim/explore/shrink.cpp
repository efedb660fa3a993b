// The stages, repeated until none of them changes anything any more.
#include "sim/explore/shrink.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "sim/explore/delta.hpp"
#include "sim/explore/plainer_settings.hpp"
#include "sim/explore/plan_edits.hpp"
#include "sim/explore/rounder_times.hpp"
#include "sim/explore/smaller_topology.hpp"
#include "sim/explore/without_events.hpp"
#include "sim/scenario/writer.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill {
namespace {

/// One line of the plan that can go.
struct PlanPart {
  std::int32_t fault = -1;  // or a slip, or a mishap, or a step:
  std::int32_t slip = -1;
  std::int32_t mishap = -1;
  std::size_t actor = 0;
  std::int32_t step = -1;
};
using PlanParts = std::vector<PlanPart>;

/// One fault less counts for more than any number of steps.
constexpr std::uint64_t kFaultWeight = std::uint64_t{1} << 20;

/// From how many modelled users a pool on fewer are tried, since every run then takes less time.
constexpr std::int32_t kUsersMany = 20;

PlanParts faults_of(const Scenario& scenario) {
  PlanParts out(scenario.faults.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i].fault = static_cast<std::int32_t>(i);
  return out;
}

/// Slips and mishaps first: they say something only about steps that are there.
PlanParts slips_and_steps_of(const Scenario& scenario) {
  PlanParts out(scenario.slips.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i].slip = static_cast<std::int32_t>(i);
  for (std::size_t i = 0; i < scenario.mishaps.size(); ++i) {
    out.emplace_back().mishap = static_cast<std::int32_t>(i);
  }
  for (std::size_t a = 0; a < scenario.actors.size(); ++a) {
    for (std::size_t s = 0; s < scenario.actors[a].steps.size(); ++s) {
      out.push_back({-1, -1, -1, a, static_cast<std::int32_t>(s)});
    }
  }
  return out;
}

/// Keeps the faults (if `of_faults`), and the slips, mishaps and steps (if `of_steps`) of `parts`,
/// all else as it is.
PlanEdit keeping(const Scenario& scenario, const PlanParts& parts, bool of_faults, bool of_steps) {
  PlanEdit edit = unchanged(scenario);
  if (of_faults) edit.keep_fault.assign(scenario.faults.size(), false);
  if (of_steps) {
    edit.keep_slip.assign(scenario.slips.size(), false);
    edit.keep_mishap.assign(scenario.mishaps.size(), false);
    for (std::vector<StepSource>& steps : edit.steps) steps.clear();
  }
  for (const PlanPart& part : parts) {
    if (part.fault >= 0) {
      edit.keep_fault[static_cast<std::size_t>(part.fault)] = true;
    } else if (part.slip >= 0) {
      edit.keep_slip[static_cast<std::size_t>(part.slip)] = true;
    } else if (part.mishap >= 0) {
      edit.keep_mishap[static_cast<std::size_t>(part.mishap)] = true;
    } else {
      StepSource source;
      source.old = part.step;
      edit.steps[part.actor].push_back(std::move(source));
    }
  }
  return edit;
}

/// How often a fault strikes when another does, and when a step begins; how often two
/// administrators begin a step at once. A rounder time must bring none about: in which order things
/// happen at one instant is a question of its own.
struct Coincidences {
  std::size_t faults = 0;
  std::size_t steps = 0;
  std::size_t administrators = 0;
  [[nodiscard]] bool more_than(const Coincidences& other) const {
    return faults > other.faults || steps > other.steps || administrators > other.administrators;
  }
};

Coincidences coincidences(const ObservedTimes& times) {
  Coincidences out;
  for (std::size_t i = 0; i < times.faults.size(); ++i) {
    if (times.faults[i] < 0) continue;
    for (std::size_t j = 0; j < i; ++j) out.faults += times.faults[i] == times.faults[j] ? 1 : 0;
    for (const auto& steps : times.steps) {
      for (const auto& step : steps) out.steps += times.faults[i] == step.began_ms ? 1 : 0;
    }
  }
  std::map<std::int64_t, std::set<std::size_t>> begun;
  for (std::size_t a = 0; a < times.steps.size(); ++a) {
    for (const auto& step : times.steps[a]) {
      if (step.began_ms >= 0) begun[step.began_ms].insert(a);
    }
  }
  for (const auto& [at, administrators] : begun) out.administrators += administrators.size() - 1;
  return out;
}

class Shrinker {
 public:
  Shrinker(Candidate failing, Trial trial, const ShrinkOptions& options)
      : options_(options),
        budget_(options.trials_max),
        best_(std::move(failing)),
        trial_(std::move(trial)),
        needs_events_(!fails_without_events(best_, trial_.times)) {}

  void run() {
    prepare();
    for (bool again = true; again && !budget_.spent();) {
      again = fewest_faults();
      again = fewest_steps() || again;
      again = fewer_waits() || again;
      again = fewest_components() || again;
      again = plainest_settings() || again;
      again = roundest_times() || again;
      if (!again) again = smallest_plan();
    }
  }

  [[nodiscard]] const Candidate& best() const { return best_; }
  [[nodiscard]] const Trial& trial() const { return trial_; }
  [[nodiscard]] const TrialBudget& budget() const { return budget_; }
  [[nodiscard]] bool no_part_fails() const { return no_part_fails_; }

 private:
  /// Runs a candidate, unless an equal one was run before; the best so far gives way to one that
  /// fails the same.
  bool fails(const std::optional<Candidate>& candidate) {
    if (!candidate) return false;
    // The text of a scenario does not hold its deployment.
    const std::string text = write_scenario(candidate->scenario);
    if (!tried_.insert(std::to_string(deployment_) + text).second) return false;
    if (options_.stop && options_.stop()) budget_.end();
    Trial trial = try_scenario(candidate->scenario);
    if (!fails_the_same(*candidate, trial.outcome)) return false;
    if (needs_events_ && fails_without_events(*candidate, trial.times)) return false;
    if (options_.accept && !options_.accept(candidate->scenario)) return false;
    if (rounding_ && coincidences(trial.times).more_than(coincidences(trial_.times))) {
      return false;
    }
    const ScenarioSize before = size_of(best_.scenario);
    best_ = *candidate;
    trial_ = std::move(trial);
    if (options_.progress && !(size_of(best_.scenario) == before)) {
      options_.progress({budget_.trials(), size_of(best_.scenario)});
    }
    return true;
  }

  bool take(const std::optional<Candidate>& candidate) {
    return budget_.take() && fails(candidate);
  }

  /// What the search rests on: only the failure is asked for, and every fault strikes when it did.
  void prepare() {
    (void)take(only_the_failure(best_));
    (void)take(with_fixed_instants(best_, trial_.times));
    for (const std::int32_t users : {kUsersMany, 100, 1000}) {
      Candidate candidate = best_;
      bool fewer = false;
      for (Pool& pool : candidate.scenario.topology.pools) {
        fewer = fewer || pool.users > users;
        pool.users = std::min(pool.users, users);
        pool.active_users = std::min(pool.active_users, users);
      }
      if (fewer && take(candidate)) break;
    }
  }

  bool drop_parts(PlanParts parts, bool of_faults, bool of_steps) {
    const Candidate base = best_;
    const ObservedTimes times = trial_.times;
    auto still_fails = [&](const PlanParts& kept) {
      return fails(edit_plan(base, keeping(base.scenario, kept, of_faults, of_steps), times));
    };
    bool dropped = delta::drop_runs(parts, still_fails, budget_);
    if (parts.size() <= DeltaLimits{}.pairs_up_to) {
      dropped = delta::drop_pairs(parts, still_fails, budget_) || dropped;
    }
    return dropped;
  }

  bool fewest_faults() { return drop_parts(faults_of(best_.scenario), true, false); }
  bool fewest_steps() { return drop_parts(slips_and_steps_of(best_.scenario), false, true); }

  /// Drops a step whose time another wait makes up for: what follows comes at the same moment.
  bool fewer_waits() {
    bool dropped = false;
    for (std::size_t a = 0; a < best_.scenario.actors.size(); ++a) {
      for (std::size_t s = best_.scenario.actors[a].steps.size(); s-- > 0;) {
        if (s >= best_.scenario.actors[a].steps.size()) continue;
        dropped = drop_into_a_wait(a, s) || dropped;
      }
    }
    return dropped;
  }

  bool drop_into_a_wait(std::size_t a, std::size_t s) {
    const ObservedTimes::Step& took = trial_.times.steps[a][s];
    const std::vector<StepSpec>& steps = best_.scenario.actors[a].steps;
    if (took.began_ms < 0 || took.ended_ms <= took.began_ms) return false;
    for (std::size_t other = steps.size(); other-- > 0;) {
      if (other == s || steps[other].kind != StepSpec::Kind::kWait) continue;
      Candidate longer = best_;
      longer.scenario.actors[a].steps[other].wait += Duration(took.ended_ms - took.began_ms);
      PlanEdit edit = unchanged(longer.scenario);
      edit.steps[a].erase(edit.steps[a].begin() + static_cast<std::ptrdiff_t>(s));
      if (take(edit_plan(longer, edit, trial_.times))) return true;
    }
    return false;
  }

  bool fewest_components() {
    if (!options_.components) return false;
    bool smaller = false;
    for (bool again = true; again && !budget_.spent();) {
      again = false;
      const Topology topology = best_.scenario.topology;
      for (const TopologyPart& part : removable_parts(topology)) {
        again = take_on(without_part(topology, part));
        if (again) break;
      }
      smaller = smaller || again;
    }
    return smaller;
  }

  /// The best so far on another deployment, if it is one and all that is named is there.
  bool take_on(const Topology& topology) {
    const std::uint32_t before = deployment_;
    deployment_ = ++deployments_;
    std::optional<Candidate> candidate = read_again(best_, topology);
    // A pool without servers reads as a pool of one: nothing is gone then.
    if (candidate &&
        component_count(candidate->scenario.topology) >= component_count(best_.scenario.topology)) {
      candidate.reset();
    }
    const bool taken = take(candidate);
    if (!taken) deployment_ = before;
    return taken;
  }

  bool plainest_settings() {
    bool plainer = false;
    for (std::size_t i = 0; i < setting_count(best_.scenario); ++i) {
      Candidate candidate = best_;
      if (!make_plainer(candidate, i)) continue;
      // Command lines are bound by the settings of their file.
      plainer = take(read_again(candidate, candidate.scenario.topology)) || plainer;
    }
    return plainer;
  }

  bool roundest_times() {
    bool rounder = start_earlier();
    rounding_ = true;
    for (bool again = true; again && !budget_.spent();) {
      again = false;
      for (std::size_t i = 0; i < times_to_round(best_.scenario).size(); ++i)
        again = round_one(i) || again;
      rounder = rounder || again;
    }
    rounding_ = false;
    return shorter() || rounder;
  }

  /// What shows only at the end would show in any scenario that ends too early: then the length is
  /// a part of the failure.
  bool shorter() {
    const VerdictItem* item = failure_in(best_, trial_.outcome);
    const std::int64_t failed_ms = item == nullptr ? -1 : item->at_ms;
    if (failed_ms < 0 || failed_ms >= best_.scenario.duration.count()) return false;
    for (const Duration length : shorter_lengths(best_.scenario.duration)) {
      if (length.count() <= failed_ms) continue;
      Candidate candidate = best_;
      candidate.scenario.duration = length;
      if (take(candidate)) return true;
    }
    return false;
  }

  /// The whole plan earlier, by the time that passes before the first administrator begins.
  bool start_earlier() {
    Candidate candidate = best_;
    Scenario& scenario = candidate.scenario;
    if (scenario.actors.empty()) return false;
    Duration earlier = scenario.actors[0].starts_at;
    for (const ActorSpec& actor : scenario.actors) earlier = std::min(earlier, actor.starts_at);
    if (earlier.count() == 0) return false;
    for (ActorSpec& actor : scenario.actors) actor.starts_at -= earlier;
    for (FaultSpec& fault : scenario.faults) {
      if (fault.trigger.kind != Trigger::Kind::kAt) continue;
      if (fault.trigger.at <= earlier) return false;
      fault.trigger.at -= earlier;
    }
    refresh_texts(candidate);
    return take(candidate);
  }

  bool round_one(std::size_t i) {
    const Duration now = *times_to_round(best_.scenario)[i].front();
    for (const Duration value : rounder_values(now)) {
      Candidate candidate = best_;
      const TimePlaces places = times_to_round(candidate.scenario)[i];
      for (Duration* place : places) *place = value;
      refresh_texts(candidate);
      if (take(candidate)) return true;
    }
    return false;
  }

  /// Few enough lines: every lighter part of them.
  bool smallest_plan() {
    PlanParts parts = faults_of(best_.scenario);
    for (const PlanPart& part : slips_and_steps_of(best_.scenario)) parts.push_back(part);
    if (parts.size() > DeltaLimits{}.subsets_up_to) return false;
    const Candidate base = best_;
    const ObservedTimes times = trial_.times;
    const std::size_t before = parts.size();
    auto still_fails = [&](const PlanParts& kept) {
      return fails(edit_plan(base, keeping(base.scenario, kept, true, true), times));
    };
    auto weight = [](const PlanPart& part) {
      return part.fault >= 0 ? kFaultWeight : std::uint64_t{1};
    };
    const bool all_tried = delta::smallest_part(parts, still_fails, budget_, weight);
    const bool changed = parts.size() != before;
    no_part_fails_ = all_tried && !changed;
    return changed;
  }

  const ShrinkOptions& options_;
  TrialBudget budget_;
  Candidate best_;
  Trial trial_;
  bool needs_events_;  // the original does not fail where nothing happens
  std::set<std::string> tried_;
  bool rounding_ = false;
  std::uint32_t deployment_ = 0;
  std::uint32_t deployments_ = 0;
  bool no_part_fails_ = false;
};

/// Reads the best back from its own text, so that what is handed back is what a file will hold.
bool replay(Shrunk& shrunk, const Trial& trial) {
  auto again = read_again(shrunk.best, shrunk.best.scenario.topology);
  if (!again) return false;
  shrunk.best = std::move(*again);
  const Trial replayed = try_scenario(shrunk.best.scenario);
  shrunk.digest = replayed.digest;
  return replayed.digest == trial.digest && fails_the_same(shrunk.best, replayed.outcome);
}

/// The deployment of `best` is not what its scenario makes of the original one.
bool needs_own_topology(const Scenario& best, const Scenario& original) {
  Diagnostics diagnostics;
  const auto there =
      read_scenario_text(write_scenario(best), best.file, original.topology_text, {}, diagnostics);
  return !there || there->topology_text != best.topology_text;
}

/// The critical step is looked for on the whole deployment, where every way to pass is open, as
/// long as the failure is there too.
Story story_of(const Candidate& best, const Candidate& original, const ShrinkOptions& options) {
  const auto whole = read_again(best, original.scenario.topology);
  const bool there = whole && fails_the_same(*whole, try_scenario(whole->scenario).outcome);
  TrialBudget budget(options.story_trials_max);
  return tell_story(best,
                    critical_step_of_shrunk(there ? *whole : best, original, budget, options.stop));
}

std::string counted(std::size_t n, const char* noun) {
  return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

}  // namespace

ScenarioSize size_of(const Scenario& scenario) {
  return {scenario.faults.size(), step_count(scenario), scenario.slips.size(),
          component_count(scenario.topology)};
}

std::string size_text(const ScenarioSize& size) {
  const std::string slips = size.slips > 0 ? counted(size.slips, "slip") + ", " : "";
  return counted(size.faults, "fault") + ", " + counted(size.steps, "step") + ", " + slips +
         counted(size.components, "component");
}

std::optional<Shrunk> shrink(const Scenario& failing, const std::string& failure_name,
                             const ShrinkOptions& options) {
  const Trial first = try_scenario(failing);
  const auto target = find_failure(failing, first.outcome, failure_name);
  if (!target) return std::nullopt;
  const Candidate original{failing, *target};
  Candidate candidate = original;
  if (!fails_the_same(candidate, first.outcome)) return std::nullopt;
  candidate.scenario.text.clear();
  candidate.scenario.topology_text.clear();
  Shrunk out;
  out.before = size_of(failing);
  Shrinker shrinker(std::move(candidate), first, options);
  shrinker.run();
  out.best = shrinker.best();
  out.after = size_of(out.best.scenario);
  out.trials = shrinker.budget().trials();
  out.budget_ended = shrinker.budget().spent();
  out.no_part_fails = shrinker.no_part_fails();
  out.replayed = replay(out, shrinker.trial());
  out.own_topology = needs_own_topology(out.best.scenario, failing);
  if (options.story_trials_max > 0) {
    out.story = story_of(out.best, original, options);
  }
  return out;
}

}  // namespace firedrill
