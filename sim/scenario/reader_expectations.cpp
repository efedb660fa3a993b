// Expectations. The temporal word is the key of a small mapping, its condition the value:
//
//   - within 45m of fault 1: signed-out users = 0
#include "sim/scenario/reader_expectations.hpp"

#include "sim/scenario/condition.hpp"
#include "sim/scenario/reader_faults.hpp"
#include "sim/scenario/reader_rules.hpp"
#include "sim/scenario/reader_steps.hpp"

namespace firedrill::reading {
namespace {

constexpr std::size_t kExpectationsMax = 1000;
constexpr std::string_view kUnderFaults = "under faults";

/// "within 45m of fault 1": how long, and since when.
bool read_within(const ReadingContext& context, Words words, ExpectationSpec& out) {
  out.kind = ExpectationSpec::Kind::kWithin;
  const Text length = words.next();
  const std::optional<Duration> within = read_duration(context, length);
  out.within = within.value_or(Duration{0});
  if (within && *within > context.duration) {
    context.warning(code::kAfterTheEnd, length.mark,
                    in_quotes(length.view) + " is longer than the scenario; see \"duration\"");
  }
  if (words.done()) return within.has_value();
  if (!words.accept("of")) {
    context.error(code::kExpectationNotUnderstood, words.rest().mark,
                  "expected \"of\" here; write: within 45m of fault 1, or within 45m of step 3");
    return false;
  }
  const Text since = words.rest();
  if (same_word(since.view, "the last fault")) {
    out.from.kind = Trigger::Kind::kAfterAnyFault;
    return within.has_value();
  }
  const bool reference =
      starts_with_words(since.view, "step") || starts_with_words(since.view, "fault");
  if (reference) {
    const std::optional<Trigger> from = read_after(context, since, Duration{0});
    if (from) out.from = *from;
    return from && within;
  }
  const std::optional<Duration> at = read_time(context, since);
  if (at) out.from.at = *at;
  return at && within;
}

bool read_after_step(const ReadingContext& context, Words words, ExpectationSpec& out) {
  out.kind = ExpectationSpec::Kind::kAfterStep;
  const std::optional<StepReference> step = read_step_reference(context, words);
  if (!step) return false;
  if (!words.done()) {
    context.error(code::kExpectationNotUnderstood, words.rest().mark,
                  "nothing is expected here, and " + in_quotes(words.rest().view) + " was found");
    return false;
  }
  out.step = step->step;
  out.actor = step->actor;
  return true;
}

/// The temporal word; false when it is wrong, with a finding.
bool read_temporal(const ReadingContext& context, Text key, ExpectationSpec& out) {
  Words words(key);
  if (words.accept("always") && words.done()) {
    out.kind = ExpectationSpec::Kind::kAlways;
    return true;
  }
  if (words.accept("never") && words.done()) {
    out.kind = ExpectationSpec::Kind::kNever;
    return true;
  }
  if (words.accept("at end") && words.done()) {
    out.kind = ExpectationSpec::Kind::kAtEnd;
    return true;
  }
  if (words.accept("within")) return read_within(context, words, out);
  if (words.accept("after step")) return read_after_step(context, words, out);
  const std::vector<std::string> known = {"always", "never", "at end", "within 45m",
                                          "after step 3"};
  context.error(code::kExpectationNotUnderstood, key.mark,
                in_quotes(key.view) + " is not a temporal word" + suggestion(key.view, known));
  return false;
}

/// "step 2 fails with E_NEXT_HOP" or "step 2 of Ann fails with INV-05".
void read_step_refusal(const ReadingContext& context, Scenario& scenario, Words words) {
  const std::optional<StepReference> step = read_step_reference(context, words);
  if (!words.accept("fails with")) {
    context.error(code::kExpectationNotUnderstood, words.rest().mark,
                  "expected \"fails with\" here; write: step 2 fails with E_NEXT_HOP");
    return;
  }
  const Text refusal = words.rest();
  if (!step || step->actor >= scenario.actors.size() ||
      static_cast<std::size_t>(step->step) >= scenario.actors[step->actor].steps.size()) {
    (void)read_rule_or_error(context, refusal);
    return;
  }
  StepSpec& target = scenario.actors[step->actor].steps[static_cast<std::size_t>(step->step)];
  if (target.kind != StepSpec::Kind::kCommand) {
    context.error(code::kOptionDoesNotFit, refusal.mark, "a wait is not refused");
    return;
  }
  read_expected_refusal(context, refusal, target);
}

std::optional<ExpectationSpec> read_sentence(const ReadingContext& context, Scenario& scenario,
                                             Text text) {
  Words words(text);
  if (words.accept("step")) {
    read_step_refusal(context, scenario, words);
    return std::nullopt;
  }
  const std::size_t colon = text.view.find(": ");
  if (colon != std::string_view::npos) {
    context.error(code::kExpectationNotUnderstood, text.mark,
                  in_quotes(text.view) + " is one text; write it without quotes, so that " +
                      in_quotes(text.view.substr(0, colon)) + " is a key");
    return std::nullopt;
  }
  if (!looks_like_rule(text.view)) {
    context.error(code::kExpectationNotUnderstood, text.mark,
                  in_quotes(text.view) +
                      " is not an expectation; write INV-25, or: at end: <condition>, or step 2 "
                      "fails with E_NEXT_HOP; \"firedrill schema scenario\" has them all");
    return std::nullopt;
  }
  const std::optional<std::string> rule = read_rule(context, text);
  if (!rule) return std::nullopt;
  ExpectationSpec out;
  out.rule = *rule;
  out.text = *rule;
  out.mark = text.mark;
  return out;
}

void read_mapping_form(const ReadingContext& context, const Node& node, Scenario& scenario) {
  ExpectationSpec out;
  out.mark = node.mark;
  int spoken = 0;
  bool good = true;
  for (const auto& [key, value] : node.entries) {
    const std::optional<Text> text = read_scalar(context, value, key.text);
    good = good && text;
    if (same_word(key.text, kUnderFaults)) {
      if (text) out.under_faults = read_yes_no(context, *text).value_or(false);
      continue;
    }
    ++spoken;
    if (same_word(key.text, "rule")) {
      const auto rule = text ? read_rule(context, *text) : std::nullopt;
      out.rule = rule.value_or("");
      good = good && rule;
      continue;
    }
    good = read_temporal(context, context.lines.text(key), out) && good;
    const auto condition = text ? read_condition(context, *text) : std::nullopt;
    if (condition) out.condition = *condition;
    good = good && condition;
    out.text = key.text + ": " + value.scalar;
  }
  if (spoken != 1) {
    context.error(spoken == 0 ? code::kMissingKey : code::kContradiction, node.mark,
                  "an expectation says one thing: give one of rule, always, never, at end, within "
                  "..., after step ... (\"firedrill schema scenario\" has them all)");
    return;
  }
  if (out.text.empty()) out.text = out.rule;
  if (good) scenario.expectations.push_back(out);
}

std::string without_because(std::string_view reason) {
  constexpr std::string_view kBecause = "because";
  if (!starts_with_words(reason, kBecause)) return std::string(reason);
  return Text{reason.substr(kBecause.size()), {}, false}.trimmed().string();
}

}  // namespace

void read_expectations(ReadingContext& context, Scenario& scenario, const Node& node) {
  const std::span<const Node> items = one_or_more(node);
  if (items.size() > kExpectationsMax) {
    context.error(code::kTooMany, node.mark,
                  "these are more than 1000 expectations, the most that is read");
    return;
  }
  for (const Node& item : items) {
    if (item.kind == Node::Kind::kMapping) {
      read_mapping_form(context, item, scenario);
    } else if (const auto text = read_scalar(context, item, "an expectation")) {
      const auto read = read_sentence(context, scenario, *text);
      if (read) scenario.expectations.push_back(*read);
    }
  }
}

std::vector<std::string> read_expected_to_fail(const ReadingContext& context, const Node& node) {
  std::vector<std::string> out;
  for (const Node& item : one_or_more(node)) {
    const std::optional<Text> text = read_scalar(context, item, "expected to fail");
    const auto read = text ? read_rule_or_error(context, *text) : std::nullopt;
    if (read) out.push_back(read->name);
  }
  return out;
}

std::vector<Scenario::KnownFailure> read_known_failures(const ReadingContext& context,
                                                        const Node& node) {
  std::vector<Scenario::KnownFailure> out;
  for (const Node& item : one_or_more(node)) {
    if (item.kind != Node::Kind::kMapping) {
      const std::optional<Text> text = read_scalar(context, item, "may fail under faults");
      if (!text) continue;
      (void)read_rule(context, *text);
      context.error(code::kMissingKey, text->mark,
                    "a known failure gives its reason; write " + text->string() + ": because ...");
      continue;
    }
    for (const auto& [key, value] : item.entries) {
      const std::optional<std::string> rule = read_rule(context, context.lines.text(key));
      const std::optional<Text> reason = read_scalar(context, value, "the reason");
      if (rule && reason) out.push_back({*rule, without_because(reason->view), key.mark});
    }
  }
  return out;
}

}  // namespace firedrill::reading
