// The verdict of a run: every invariant, expectation and step weighed, and the sum of it.
//
// Of several, violated outweighs unknown, and unknown outweighs held. What rests on a model
// assumption's default alone is unknown, never violated.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "firedrill/verdict.hpp"
#include "sim/run/measures.hpp"
#include "sim/run/timeline.hpp"

namespace firedrill {

[[nodiscard]] std::string_view verdict_name(Verdict verdict);

/// One thing that was weighed.
struct VerdictItem {
  Verdict verdict = Verdict::kHeld;
  std::string what;         // the expectation, invariant or step
  std::string why;          // for violated and unknown: a sentence
  std::string rule;         // rule that was broken or that refused
  std::string code;         // E_... of a refusal
  std::string where;        // file:line
  std::int64_t at_ms = -1;  // of what is missed, when that was decided; -1 = at the end
  std::uint32_t event = 0;
  std::int32_t violation = -1;    // index into InvariantWatch::violations()
  std::int32_t expectation = -1;  // index into Scenario::expectations; a step's own has none
  bool is_expectation = false;
  bool known = false;  // broken, and the scenario says that added faults may break it
};

struct Outcome {
  Verdict verdict = Verdict::kHeld;
  bool expected_to_fail = false;
  bool as_expected = false;           // expected to fail, and exactly so
  std::string headline;               // one sentence
  std::uint32_t refusal = 0;          // event of the refusal that it tells of; 0 = of none
  std::vector<VerdictItem> items;     // expectations first, then what went wrong
  std::vector<std::string> rests_on;  // "MA-36 frontEndReconnect 60s", defaults that were read
  [[nodiscard]] int exit_status() const;
};

/// A deadline of the last fault is open: neither met since, nor is its time up.
[[nodiscard]] bool time_not_up(const World& world, const State& state, std::size_t i);
/// Judges as the scenario says (Scenario::judged_under_faults).
[[nodiscard]] Outcome judge(const Scenario& scenario, const Simulation& simulation,
                            const StepLog& steps);
/// Runs the scenario once and judges it.
[[nodiscard]] Outcome judge_run(const Scenario& scenario);
/// How expectation `i` stands once the scenario has ended. Of a rule only the watch tells whether
/// it was broken; one that the watch does not judge is unknown.
[[nodiscard]] Verdict expectation_verdict(const World& world, const State& state, std::size_t i);
/// How a condition that was expected was missed, and when (Simulation::missed_ms).
[[nodiscard]] std::string missed_words(const ExpectationSpec& e, std::int64_t at_ms,
                                       std::int64_t clock_start_ms);
/// The scenario's reason why added faults may break `rule`; empty = they may not.
[[nodiscard]] std::string_view known_failure(const Scenario& scenario, std::string_view rule);
/// A rule that is itself an assumption makes a verdict only when the scenario set its parameter.
[[nodiscard]] bool rests_on_default(const World& world, std::string_view rule);

}  // namespace firedrill
