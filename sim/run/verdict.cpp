// Weighs; computes nothing about the domain that the run did not say.
#include "sim/run/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/cmdlets/table.hpp"
#include "sim/rules/catalogue.hpp"
#include "sim/run/names.hpp"
#include "sim/run/timeline.hpp"
#include "sim/scenario/mishaps.hpp"
#include "sim/scenario/slips.hpp"

namespace firedrill {
namespace {

using Status = StepOutcome::Status;

bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::toupper(static_cast<unsigned char>(x)) ==
           std::toupper(static_cast<unsigned char>(y));
  });
}

/// The rows of the watch that judge that rule; one that is only reported on has none.
std::vector<std::size_t> judged_rows(std::string_view rule) {
  std::vector<std::size_t> rows;
  const auto table = InvariantWatch::table();
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (same(table[row].rule, rule) && table[row].weight == InvariantWeight::kRule) {
      rows.push_back(row);
    }
  }
  return rows;
}

/// How the scenario decides what rests on that assumption.
std::string assumption_words(const World& world, std::string_view rule) {
  for (const ParameterInfo& info : parameter_table()) {
    if (info.assumption != rule) continue;
    const std::int64_t value = world.parameters.value[static_cast<std::size_t>(info.id)];
    return fmt::format(
        ". That Lync refuses this is an assumption; \"parameters: {{{}: {}}}\" accepts it",
        info.name, print_parameter(info, value));
  }
  return ". That Lync refuses this is an assumption of the model";
}

class Judge {
 public:
  Judge(const Scenario& scenario, const Simulation& simulation, const StepLog& steps)
      : scenario_(scenario), simulation_(simulation), steps_(steps) {}

  Outcome run() {
    weigh_expectations();
    weigh_slips();
    weigh_mishaps();
    weigh_steps();
    weigh_invariants();
    if (!simulation_.ended()) {
      VerdictItem item;
      item.verdict = Verdict::kUnknown;
      item.what = "the whole scenario";
      item.why = "the run was stopped before its end";
      out_.items.push_back(item);
    }
    sum_up();
    list_assumptions();
    return std::move(out_);
  }

 private:
  [[nodiscard]] const InvariantWatch& watch() const { return *simulation_.invariants(); }
  [[nodiscard]] bool under_faults() const { return scenario_.judged_under_faults; }

  void weigh_expectations() {
    for (std::size_t i = 0; i < scenario_.expectations.size(); ++i) {
      const ExpectationSpec& e = scenario_.expectations[i];
      if (under_faults() && !e.under_faults) continue;
      // A fault may come at any time, so also too late for a deadline to be judged.
      if (under_faults() && time_not_up(simulation_.world(), simulation_.state(), i)) continue;
      VerdictItem item;
      item.is_expectation = true;
      item.expectation = static_cast<std::int32_t>(i);
      item.what = e.text;
      item.where = place(scenario_, e.mark);
      item.rule = e.rule;
      if (e.kind == ExpectationSpec::Kind::kRule) {
        weigh_rule(e, item);
      } else {
        weigh_condition(e, i, item);
      }
      out_.items.push_back(std::move(item));
    }
  }

  void weigh_rule(const ExpectationSpec& e, VerdictItem& item) const {
    for (const Violation& v : watch().violations()) {
      if (!same(v.rule, e.rule)) continue;
      item.verdict = Verdict::kViolated;
      item.why = v.text;
      item.at_ms = v.at.ms();
      item.event = v.event;
      return;
    }
    // Held is a rule that is judged, and was not broken.
    bool met = false;
    for (const std::size_t row : judged_rows(e.rule)) {
      met = met || watch().evaluations()[row] > 0;
    }
    if (judged_rows(e.rule).empty()) {
      item.verdict = Verdict::kUnknown;
      item.why = "this rule is not judged over a run";
    } else if (!met) {
      item.why = "nothing in this run put it to the test";
    }
  }

  void weigh_condition(const ExpectationSpec& e, std::size_t i, VerdictItem& item) const {
    const State& s = simulation_.state();
    item.verdict = expectation_verdict(simulation_.world(), s, i);
    if (item.verdict == Verdict::kUnknown) {
      item.why = s.record<MonitorRecord>(i).state == MonitorState::kIdle
                     ? "what it waits for never happened"
                     : "the scenario ended before its time was up; see \"duration\"";
    }
    if (item.verdict != Verdict::kViolated) return;
    item.at_ms = simulation_.missed_ms(i);
    item.why = missed_words(e, item.at_ms, scenario_.clock_start.count());
  }

  void weigh_steps() {
    const auto& actors = simulation_.world().actors;
    for (std::size_t a = 0; a < actors.size(); ++a) {
      for (std::size_t s = 0; s < actors[a].length(); ++s) weigh_step(a, s);
      if (!under_faults()) weigh_skipped(a);
    }
  }

  /// With "on refusal: stop" nothing is said of the steps behind a refusal, expected or not.
  void weigh_skipped(std::size_t a) {
    const ActorSpec& actor = simulation_.world().actors[a];
    if (!actor.stop_at_refusal) return;
    for (std::size_t s = 0; s + 1 < actor.length(); ++s) {
      const Status status = steps_.step(a, s).status;
      if (status != Status::kRefused && status != Status::kFailed) continue;
      VerdictItem item;
      item.verdict = Verdict::kUnknown;
      item.what = "what comes after " + step_name(simulation_.world(), a, s);
      item.why = "the procedure stopped there; its other steps were not run";
      item.where = place(scenario_, actor.performed(s + 1).mark);
      out_.items.push_back(std::move(item));
      return;
    }
  }

  /// A run in which the operator did not come to slip says nothing about the slip.
  void weigh_slips() {
    if (under_faults()) return;
    for (std::size_t i = 0; i < scenario_.slips.size(); ++i) {
      if (steps_.slip_happened(i)) continue;
      VerdictItem item;
      item.verdict = Verdict::kUnknown;
      item.what = slip_text(scenario_.slips[i], scenario_);
      item.why = "it did not come to this slip: " + item.what;
      item.where = place(scenario_, scenario_.slips[i].mark);
      out_.items.push_back(std::move(item));
    }
  }

  /// Nor does one that did not come to a mishap say anything about it.
  void weigh_mishaps() {
    if (under_faults()) return;
    for (const MishapSpec& mishap : scenario_.mishaps) {
      if (times_asked(simulation_.mishaps(), mishap.question) >= mishap.time) continue;
      VerdictItem item;
      item.verdict = Verdict::kUnknown;
      item.what = mishap_text(mishap, scenario_);
      item.why = "it did not come to this mishap: " + item.what;
      item.where = place(scenario_, mishap.mark);
      out_.items.push_back(std::move(item));
    }
  }

  void weigh_step(std::size_t a, std::size_t s) {
    const ActorSpec& actor = simulation_.world().actors[a];
    const StepSpec& spec = actor.performed(s);
    const StepOutcome& outcome = steps_.step(a, s);
    VerdictItem item;
    item.what = step_name(simulation_.world(), a, s);
    item.where = place(scenario_, spec.mark);
    item.at_ms = outcome.ended_ms;
    item.event = outcome.event;
    const bool expects = spec.expected_refusal != ErrorCode::kOk || !spec.expected_rule.empty();
    const bool refused = outcome.status == Status::kRefused || outcome.status == Status::kFailed;
    if (refused) {
      item.rule = outcome.rule;
      item.code = error_name(outcome.code);
      const bool right =
          (spec.expected_refusal == ErrorCode::kOk || spec.expected_refusal == outcome.code) &&
          (spec.expected_rule.empty() || same(spec.expected_rule, outcome.rule));
      item.why = fmt::format("{} {}: {}", item.what,
                             outcome.status == Status::kRefused ? "was refused" : "failed",
                             outcome.detail);
      if (expects && right) {
        item.verdict = Verdict::kHeld;
        item.is_expectation = true;
        item.what += " fails as expected";
      } else if (outcome.code == ErrorCode::kNotModelled) {
        item.verdict = Verdict::kUnknown;
      } else if (rests_on_default(simulation_.world(), outcome.rule)) {
        item.verdict = Verdict::kUnknown;
        item.why += assumption_words(simulation_.world(), outcome.rule);
      } else {
        item.verdict = Verdict::kViolated;
      }
      if (under_faults() && outcome.code != ErrorCode::kNotModelled) return;
      out_.items.push_back(std::move(item));
      return;
    }
    if (under_faults()) return;
    if (expects && !is_pause(actor, s)) {
      item.is_expectation = true;
      item.rule = spec.expected_rule;
      item.what += " must fail";
      item.verdict = outcome.status == Status::kDone ? Verdict::kViolated : Verdict::kUnknown;
      item.why = outcome.status == Status::kDone         ? "it was accepted"
                 : outcome.status == Status::kPassedOver ? "it was skipped"
                                                         : "it was not reached";
      out_.items.push_back(std::move(item));
      return;
    }
    if (outcome.status == Status::kTimedOut) {
      item.verdict = Verdict::kViolated;
      item.why = fmt::format("{} waited in vain: {}", item.what, spec.text);
      out_.items.push_back(std::move(item));
    } else if (outcome.status == Status::kRunning || not_ended(a, s)) {
      item.verdict = Verdict::kUnknown;
      item.why = (is_pause(actor, s) ? "the pause before " : "") + item.what +
                 " had not ended when the scenario did";
      out_.items.push_back(std::move(item));
    }
  }

  static bool is_pause(const ActorSpec& actor, std::size_t s) {
    return !actor.walk.empty() && actor.walk[s].kind == PerformedStep::Kind::kPause;
  }

  /// The step at which the procedure stood at the end of the scenario.
  [[nodiscard]] bool not_ended(std::size_t a, std::size_t s) const {
    const ActorRecord& r = simulation_.state().record<ActorRecord>(a);
    return !is_through(r.phase) && r.step == s;
  }

  void weigh_invariants() {
    const auto& violations = watch().violations();
    for (std::size_t i = 0; i < violations.size(); ++i) {
      const Violation& v = violations[i];
      VerdictItem item;
      item.rule = v.rule;
      item.what = std::string(v.rule);
      item.why = v.text;
      item.at_ms = v.at.ms();
      item.event = v.event;
      item.violation = static_cast<std::int32_t>(i);
      item.verdict =
          rests_on_default(simulation_.world(), v.rule) ? Verdict::kUnknown : Verdict::kViolated;
      item.known = under_faults() && !known_failure(scenario_, v.rule).empty();
      out_.items.push_back(std::move(item));
    }
  }

  [[nodiscard]] bool named(const VerdictItem& item) const {
    return std::any_of(
        scenario_.expected_to_fail.begin(), scenario_.expected_to_fail.end(),
        [&](const std::string& name) { return same(name, item.rule) || same(name, item.code); });
  }

  void sum_up() {
    const VerdictItem* worst = nullptr;
    std::string known;
    for (const VerdictItem& item : out_.items) {
      if (item.verdict == Verdict::kHeld) continue;
      if (item.known) {
        if (known.find(item.rule) == std::string::npos) {
          known += (known.empty() ? "" : ", ") + item.rule;
        }
        continue;
      }
      if (worst == nullptr || item.verdict > worst->verdict) worst = &item;
      out_.verdict = std::max(out_.verdict, item.verdict);
    }
    out_.expected_to_fail = !scenario_.expected_to_fail.empty();
    if (out_.expected_to_fail) {
      judge_expected_failure();
      return;
    }
    if (worst == nullptr && !known.empty()) {
      out_.headline = "everything held but for " + known + " (known: written in the scenario)";
    } else if (worst == nullptr && under_faults()) {
      out_.headline = "every invariant and every expectation under faults held";
    } else if (worst == nullptr) {
      out_.headline = scenario_.expectations.empty()
                          ? "every invariant held and every step was accepted"
                          : "every invariant and expectation held";
    } else {
      out_.headline = worst->why;
      if (worst->is_expectation) out_.headline = worst->what + ": " + worst->why;
      if (!worst->rule.empty()) out_.headline += " (" + describe(*worst) + ")";
      if (!worst->code.empty()) out_.refusal = worst->event;
    }
  }

  [[nodiscard]] std::string describe(const VerdictItem& item) const {
    std::string text = item.rule;
    const RuleEntry* rule = find_rule(item.rule);
    if (rule != nullptr && !rule->topic.empty()) {
      text += "; topic \"" + std::string(rule->topic.substr(0, rule->topic.find(';'))) + "\"";
    }
    return text;
  }

  void judge_expected_failure() {
    bool others = false;
    std::string found;
    for (const VerdictItem& item : out_.items) {
      if (item.verdict != Verdict::kViolated) continue;
      if (!named(item)) {
        others = true;
        found = item.what + (item.rule.empty() ? "" : " (" + item.rule + ")") + ": " + item.why;
      }
    }
    std::string missing;
    for (const std::string& name : scenario_.expected_to_fail) {
      const bool seen =
          std::any_of(out_.items.begin(), out_.items.end(), [&](const VerdictItem& item) {
            return item.verdict == Verdict::kViolated &&
                   (same(name, item.rule) || same(name, item.code));
          });
      if (!seen) missing = name;
    }
    out_.as_expected = missing.empty() && !others && out_.verdict == Verdict::kViolated;
    if (out_.as_expected) {
      for (const VerdictItem& item : out_.items) {
        if (item.verdict != Verdict::kViolated) continue;
        out_.headline = item.why + " (" + describe(item) + ")";
        if (!item.code.empty()) out_.refusal = item.event;
        break;
      }
    } else if (!missing.empty()) {
      out_.headline = "it was expected to fail by " + missing + ", which was not broken";
    } else {
      out_.headline = "it failed by something else than expected: " + found;
    }
  }

  void list_assumptions() {
    const World& world = simulation_.world();
    for (const ParameterInfo& info : parameter_table()) {
      const auto i = static_cast<std::size_t>(info.id);
      if (world.consulted[i] == 0) continue;
      std::string how = world.parameters.set_explicitly[i] ? " (set)" : "";
      for (const ParameterRange& range : world.drawn) {
        if (range.id == info.id) how = " (drawn from " + print_parameter_range(range) + ")";
      }
      out_.rests_on.push_back(fmt::format("{} {} {}{}", info.assumption, info.name,
                                          print_parameter(info, world.parameters.value[i]), how));
    }
  }

  const Scenario& scenario_;
  const Simulation& simulation_;
  const StepLog& steps_;
  Outcome out_;
};

}  // namespace

bool rests_on_default(const World& world, std::string_view rule) {
  if (!rule.starts_with("MA-")) return false;
  for (const ParameterInfo& info : parameter_table()) {
    if (info.assumption == rule &&
        world.parameters.set_explicitly[static_cast<std::size_t>(info.id)]) {
      return false;
    }
  }
  return true;
}

bool time_not_up(const World& world, const State& state, std::size_t i) {
  const ExpectationSpec& e = world.expectations[i];
  return e.kind == ExpectationSpec::Kind::kWithin && e.from.kind == Trigger::Kind::kAfterAnyFault &&
         state.record<MonitorRecord>(i).state == MonitorState::kArmed;
}

Verdict expectation_verdict(const World& world, const State& state, std::size_t i) {
  const ExpectationSpec& e = world.expectations[i];
  const MonitorState monitor = state.record<MonitorRecord>(i).state;
  using Kind = ExpectationSpec::Kind;
  switch (e.kind) {
    case Kind::kAtEnd:
      return holds(world, state, e.condition) ? Verdict::kHeld : Verdict::kViolated;
    case Kind::kAlways:
    case Kind::kNever:
      return monitor == MonitorState::kViolated ? Verdict::kViolated : Verdict::kHeld;
    case Kind::kWithin:
    case Kind::kAfterStep:
      if (monitor == MonitorState::kHeld) return Verdict::kHeld;
      // Without a fault there is nothing to hold after the last one.
      if (e.from.kind == Trigger::Kind::kAfterAnyFault && monitor == MonitorState::kIdle) {
        return Verdict::kHeld;
      }
      return monitor == MonitorState::kViolated ? Verdict::kViolated : Verdict::kUnknown;
    case Kind::kRule:  // its violations are told by the watch
      return judged_rows(e.rule).empty() ? Verdict::kUnknown : Verdict::kHeld;
  }
  return Verdict::kHeld;
}

std::string missed_words(const ExpectationSpec& e, std::int64_t at_ms,
                         std::int64_t clock_start_ms) {
  const std::string at = at_ms < 0 ? "the end" : clock_text(at_ms, clock_start_ms);
  using Kind = ExpectationSpec::Kind;
  switch (e.kind) {
    case Kind::kAtEnd:
    case Kind::kAlways:
      return "it did not hold at " + at;
    case Kind::kNever:
      return "it did happen, at " + at;
    case Kind::kWithin:
      return fmt::format("it did not hold within {}, and its time was up at {}",
                         duration_text(e.within.count()), at);
    case Kind::kAfterStep:
      return "it did not hold after that step, at " + at;
    case Kind::kRule:
      break;
  }
  return {};
}

std::string_view known_failure(const Scenario& scenario, std::string_view rule) {
  for (const Scenario::KnownFailure& known : scenario.may_fail_under_faults) {
    if (same(known.rule, rule)) return known.because;
  }
  return {};
}

std::string_view verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kHeld:
      return "held";
    case Verdict::kUnknown:
      return "unknown";
    case Verdict::kViolated:
      return "violated";
  }
  return "?";
}

Outcome judge_run(const Scenario& scenario) {
  World world;
  build_world(scenario, world);
  Simulation simulation(world, {});
  Timeline timeline(scenario, simulation);
  simulation.listen(&timeline);
  simulation.run();
  return judge(scenario, simulation, timeline);
}

int Outcome::exit_status() const {
  if (expected_to_fail) return as_expected ? 0 : 1;
  switch (verdict) {
    case Verdict::kHeld:
      return 0;
    case Verdict::kViolated:
      return 1;
    case Verdict::kUnknown:
      return 2;
  }
  return 70;
}

Outcome judge(const Scenario& scenario, const Simulation& simulation, const StepLog& steps) {
  return Judge(scenario, simulation, steps).run();
}

}  // namespace firedrill
