// Shrinking a scenario that fails to the shortest one that fails by the same name.
//
// What is made as small as it gets, in this order: the number of faults; steps and slips;
// components of the deployment; what else the file sets; and last the times, which become the
// roundest ones. Each candidate is run and judged as the scenario says (`judge`, `expected to
// fail`), and is taken only when it fails by the same name, and not from the start when the
// original needs its faults or steps to fail. So the best so far is a failure at every moment, and
// a budget may end the search anywhere. Same scenario, same name, same budget: the same result.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "sim/explore/story.hpp"
#include "sim/explore/trial.hpp"

namespace firedrill {

/// What a shrunk failure is measured by.
struct ScenarioSize {
  std::size_t faults = 0;
  std::size_t steps = 0;
  std::size_t slips = 0;
  std::size_t components = 0;
  friend bool operator==(const ScenarioSize&, const ScenarioSize&) = default;
};
[[nodiscard]] ScenarioSize size_of(const Scenario& scenario);
/// "2 faults, 5 steps, 31 components"; slips where there are any.
[[nodiscard]] std::string size_text(const ScenarioSize& size);

struct ShrinkProgress {
  std::uint32_t trials = 0;
  ScenarioSize best;
};

struct ShrinkOptions {
  std::uint32_t trials_max = 4000;
  /// For the story, after the search: trials that look for the critical step; 0 = no story.
  std::uint32_t story_trials_max = 20'000;
  bool components = true;                               // may the deployment be made smaller
  std::function<void(const ShrinkProgress&)> progress;  // called whenever the best gets better
  /// Asked of a candidate that fails: may it be taken? Empty: every one may.
  std::function<bool(const Scenario&)> accept;
  std::function<bool()> stop;  // asked before every trial; the search ends with the best so far
};

struct Shrunk {
  /// As read back from its own text (Scenario::text, topology_text).
  Candidate best;
  Digest128 digest;  // of its run
  ScenarioSize before;
  ScenarioSize after;
  std::uint32_t trials = 0;
  bool budget_ended = false;
  /// Every lighter part of its faults and steps was tried, and none fails by that name.
  bool no_part_fails = false;
  bool own_topology = false;  // its deployment is no longer that of the original's file
  /// Written, read and run again, it came to the same events and the same failure.
  bool replayed = false;
  Story story;
};

/// Nothing when `failing` does not fail by that name; an empty name is the first failure (the one
/// that the file expects).
[[nodiscard]] std::optional<Shrunk> shrink(const Scenario& failing, const std::string& failure_name,
                                           const ShrinkOptions& options);

}  // namespace firedrill
