// One candidate, run once: does it fail by the same name as the failure that is being shrunk?
//
// The name of a failure is a rule ID ("INV-05"), an error code ("E_NEXT_HOP"), the text of an
// expectation, or, for a step that waited in vain or was accepted where it must be refused, what
// the verdict calls it ("step 3", "step 3 must fail").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/engine/digest.hpp"
#include "sim/run/verdict.hpp"

namespace firedrill {

/// Which failure; changes of a scenario keep it true when they renumber steps.
struct FailureTarget {
  std::string name;
  std::int32_t expectation = -1;  // position in Scenario::expectations
  std::int32_t actor = -1;        // of a step that is no refusal
  std::int32_t step = -1;
};

/// Where the administrators and steps of a changed plan stand in the original one. Empty: nothing
/// was dropped or added yet.
struct StepOrigins {
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  std::vector<std::size_t> actor;
  std::vector<std::vector<std::size_t>> step;

  [[nodiscard]] std::size_t actor_of(std::size_t now) const {
    return actor.empty() ? now : actor[now];
  }
  /// kNowhere: the original has no such step.
  [[nodiscard]] std::size_t step_of(std::size_t actor_now, std::size_t now) const {
    return actor.empty() ? now : step[actor_now][now];
  }
};

/// A scenario beside the failure that it has to show.
struct Candidate {
  Scenario scenario;
  FailureTarget target;
  StepOrigins origins = {};
};

/// When things happened in a run, in ms since the start; -1 = never. Of a step that is done more
/// than once the doing that counts: the one that "after step 3" means.
struct ObservedTimes {
  struct Step {
    std::int64_t began_ms = -1;
    std::int64_t ended_ms = -1;
    bool refused = false;  // or failed
  };
  std::vector<std::int64_t> faults;
  std::vector<std::vector<Step>> steps;  // by administrator
};

struct Trial {
  Outcome outcome;
  ObservedTimes times;
  Digest128 digest;
  std::uint32_t events = 0;
};

/// Runs `scenario` and judges it as it says.
[[nodiscard]] Trial try_scenario(const Scenario& scenario);

/// "step 3", or "Ann, step 3" where there are several administrators: as a verdict calls it.
[[nodiscard]] std::string written_step_name(const Scenario& scenario, std::size_t actor,
                                            std::size_t step);

/// The names under which `item` may be known, the most telling first: rule, code, text.
[[nodiscard]] std::vector<std::string> failure_names(const VerdictItem& item);

/// The failure called `name` among what `outcome` found violated; an empty name means the one that
/// the file expects, else the first. Nothing when there is none.
[[nodiscard]] std::optional<FailureTarget> find_failure(const Scenario& scenario,
                                                        const Outcome& outcome,
                                                        const std::string& name);

/// The violated item that `target` speaks of, or null.
[[nodiscard]] const VerdictItem* failure_in(const Candidate& candidate, const Outcome& outcome);

/// Fails by the same name; a file that is expected to fail fails by nothing that it does not name.
[[nodiscard]] bool fails_the_same(const Candidate& candidate, const Outcome& outcome);

}  // namespace firedrill
