// Steps: a command line, a wait, manual work, or the mapping form that adds what is expected of it.
#include "sim/scenario/reader_steps.hpp"

#include "sim/cmdlets/binder.hpp"
#include "sim/cmdlets/command_reader.hpp"
#include "sim/scenario/condition.hpp"
#include "sim/scenario/reader_rules.hpp"

namespace firedrill::reading {
namespace {

constexpr std::size_t kStepsMax = 1000;
constexpr std::int64_t kRetriesMax = 1000;

/// A mapping while it is read; which keys go together is decided when all are known.
struct StepMapping {
  StepSpec step;
  int actions = 0;  // of run, wait, wait until and the phrases of manual work
  std::optional<Text> at_most;
  bool repeats = false;
};

/// Without a topology no name can be found (FD1021), but the rest of the line is still judged.
void bind_without_topology(const ReadingContext& context, const Command& command) {
  Diagnostics all;
  (void)bind_command(command, Topology{}, context.personality, all);
  for (const Diagnostic& finding : all.sorted()) {
    if (finding.code != code::kNoSuchComponent) context.diagnostics->add(finding);
  }
}

void bind(const ReadingContext& context, const std::optional<Command>& command, StepSpec& step) {
  if (!command) return;
  if (context.topology == nullptr) return bind_without_topology(context, *command);
  std::optional<BoundCommand> bound =
      bind_command(*command, *context.topology, context.personality, *context.diagnostics);
  if (bound) step.command = std::move(*bound);
}

/// A step after the words "wait until": the condition, and how long at most.
void read_wait_until(const ReadingContext& context, Text text, StepSpec& step) {
  step.kind = StepSpec::Kind::kWaitUntil;
  step.wait = context.duration;
  const std::size_t comma = text.view.rfind(',');
  Text condition = text;
  if (comma != std::string_view::npos) {
    condition = text.from(0, comma).trimmed();
    Words words(text.from(comma + 1));
    if (words.accept("at most")) {
      step.wait = read_duration(context, words.rest()).value_or(step.wait);
    } else {
      context.error(code::kStepNotUnderstood, words.rest().mark,
                    "expected \"at most\" and a duration here; write: wait until state of pool1 = "
                    "FailedOver, at most 1h");
    }
  }
  if (const auto read = read_condition(context, condition)) step.condition = *read;
}

void read_wait(const ReadingContext& context, Text text, StepSpec& step) {
  step.kind = StepSpec::Kind::kWait;
  step.wait = read_duration(context, text).value_or(Duration{0});
}

/// A line for the shell. Its reader counts characters from the start of the line; where
/// placeholders were filled in, those places are put back to where they stand in the file.
std::optional<Command> read_typed(const ReadingContext& context, Text text) {
  const std::string& file = context.file_of(text.mark);
  if (text.filled == nullptr) {
    return read_command_line(text.view, file, text.mark, *context.diagnostics);
  }
  Diagnostics found;
  std::optional<Command> command = read_command_line(text.view, file, text.mark, found);
  const auto put_back = [&text](Mark& mark) {
    mark = text.mark_of_character(mark.column - text.mark.column);
  };
  for (Diagnostic one : found.sorted()) {
    put_back(one.mark);
    context.diagnostics->add(std::move(one));
  }
  if (!command) return std::nullopt;
  put_back(command->mark);
  for (CommandParameter& one : command->parameters) put_back(one.mark);
  for (CommandParameter& one : command->positional) put_back(one.mark);
  return command;
}

/// One line: a wait, manual work, or what is typed into the shell.
void read_line(const ReadingContext& context, Text text, StepSpec& step) {
  step.text = text.string();
  step.mark = text.mark;
  Words words(text);
  if (words.done()) {
    context.error(code::kStepNotUnderstood, text.mark, "an empty step");
    return;
  }
  if (words.accept("wait until")) return read_wait_until(context, words.rest(), step);
  if (words.accept("wait")) return read_wait(context, words.rest(), step);
  if (const std::optional<std::size_t> phrase = find_manual_phrase(text.view)) {
    std::size_t length = kManualPhrases[*phrase].name.size();
    if (length < text.view.size() && text.view[length] == ':') ++length;
    bind(context, read_manual_step(context, *phrase, text.from(length).trimmed()), step);
    return;
  }
  bind(context, read_typed(context, text), step);
}

void read_run_key(ReadingContext& context, StepMapping& mapping, const Node& node) {
  ++mapping.actions;
  if (const auto text = read_scalar(context, node, "run")) read_line(context, *text, mapping.step);
}

void read_wait_key(ReadingContext& context, StepMapping& mapping, const Node& node) {
  ++mapping.actions;
  const std::optional<Text> text = read_scalar(context, node, "wait");
  if (text) read_wait(context, *text, mapping.step);
  mapping.step.text = "wait " + node.scalar;
}

void read_wait_until_key(ReadingContext& context, StepMapping& mapping, const Node& node) {
  ++mapping.actions;
  const std::optional<Text> text = read_scalar(context, node, "wait until");
  if (text) read_wait_until(context, *text, mapping.step);
  mapping.step.text = "wait until " + node.scalar;
}

template <std::size_t phrase>
void read_manual_key(ReadingContext& context, StepMapping& mapping, const Node& node) {
  ++mapping.actions;
  const std::string_view name = kManualPhrases[phrase].name;
  const std::optional<Text> text = read_scalar(context, node, name);
  if (!text) return;
  mapping.step.text =
      std::string(name) + (phrase == 0 || phrase >= 5 ? ": " : " ") + text->string();
  bind(context, read_manual_step(context, phrase, *text), mapping.step);
}

void read_fails_key(ReadingContext& context, StepMapping& mapping, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "fails with");
  if (text) read_expected_refusal(context, *text, mapping.step);
}

void read_repeat_key(ReadingContext& context, StepMapping& mapping, const Node& node) {
  mapping.repeats = true;
  const std::optional<Text> text = read_scalar(context, node, "repeat every");
  const std::optional<Duration> every = text ? read_duration(context, *text) : std::nullopt;
  if (!every) return;
  mapping.step.retry_every = *every;
  if (every->count() == 0) {
    context.error(code::kNotADuration, text->mark, "a pause above 0s is needed between repeats");
  }
}

void keep_at_most(ReadingContext& context, StepMapping& mapping, const Node& node) {
  mapping.at_most = read_scalar(context, node, "at most");
}

constexpr KeyField<StepMapping> kStepFields[] = {
    {{"run", Shape::kText, false, "a command line as typed, or any other step as a sentence"},
     read_run_key},
    {{"wait", Shape::kDuration, false, "nothing is done so long"}, read_wait_key},
    {{"wait until", Shape::kCondition, false, "nothing is done until the condition holds"},
     read_wait_until_key},
    {kManualPhrases[0], read_manual_key<0>},
    {kManualPhrases[1], read_manual_key<1>},
    {kManualPhrases[2], read_manual_key<2>},
    {kManualPhrases[3], read_manual_key<3>},
    {kManualPhrases[4], read_manual_key<4>},
    {kManualPhrases[5], read_manual_key<5>},
    {kManualPhrases[6], read_manual_key<6>},
    {{"fails with", Shape::kText, false, "the error code or rule that must refuse the step"},
     read_fails_key},
    {{"repeat every", Shape::kDuration, false, "run again so long after a refusal or failure"},
     read_repeat_key},
    {{"at most", Shape::kText, false, "repeats: 5 times; wait until: a duration"}, keep_at_most},
};

/// "5 times", "5" for repeats, a duration for waits.
void settle_at_most(const ReadingContext& context, StepMapping& mapping, const Node& node) {
  StepSpec& step = mapping.step;
  if (mapping.repeats && step.kind != StepSpec::Kind::kCommand) {
    context.error(code::kOptionDoesNotFit, node.mark, "a wait is not repeated");
  } else if (mapping.repeats && !mapping.at_most) {
    context.error(code::kMissingKey, node.mark,
                  "\"repeat every\" needs an end; add: at most: 5 times");
  } else if (mapping.repeats) {
    Words words(*mapping.at_most);
    const auto count = read_integer(context, words.next(), 1, kRetriesMax);
    step.retries = static_cast<std::int32_t>(count.value_or(1));
    words.accept("times");
    if (!words.done()) {
      context.error(code::kStepNotUnderstood, words.rest().mark, "write: at most: 5 times");
    }
  } else if (mapping.at_most && step.kind == StepSpec::Kind::kWaitUntil) {
    step.wait = read_duration(context, *mapping.at_most).value_or(step.wait);
  } else if (mapping.at_most) {
    context.error(code::kOptionDoesNotFit, mapping.at_most->mark,
                  "\"at most\" goes with \"repeat every\" or \"wait until\" only");
  }
}

StepSpec read_step(ReadingContext& context, const Node& node) {
  StepMapping mapping;
  mapping.step.mark = node.mark;
  if (node.kind != Node::Kind::kMapping) {
    if (const auto text = read_scalar(context, node, "a step")) {
      read_line(context, *text, mapping.step);
    }
    return mapping.step;
  }
  read_fields(context, mapping, node, kStepFields, "a step");
  mapping.step.mark = node.mark;
  if (mapping.actions != 1) {
    context.error(mapping.actions == 0 ? code::kMissingKey : code::kContradiction, node.mark,
                  "a step does one thing: give one of run, wait, wait until, topology builder, "
                  "... (\"firedrill schema scenario\" has them all); a command line with \": \" in "
                  "it stands in quotes");
  }
  settle_at_most(context, mapping, node);
  const bool refusable = mapping.step.kind == StepSpec::Kind::kCommand;
  if (!refusable && node.find("fails with") != nullptr) {
    context.error(code::kOptionDoesNotFit, node.mark, "a wait is not refused");
  }
  return mapping.step;
}

}  // namespace

std::vector<StepSpec> read_procedure(ReadingContext& context, const Node& node) {
  std::vector<StepSpec> out;
  const auto items = read_list(context, node, "procedure");
  if (!items) return out;
  if (items->size() > kStepsMax) {
    context.error(code::kTooMany, node.mark,
                  "these are more than 1000 steps, the most that is read");
    return out;
  }
  for (const Node& item : *items) out.push_back(read_step(context, item));
  return out;
}

StepSpec read_step_line(const ReadingContext& context, Text text) {
  StepSpec step;
  read_line(context, text, step);
  return step;
}

std::size_t count_steps(const Node& node) {
  return node.items.size();
}

void read_expected_refusal(const ReadingContext& context, Text text, StepSpec& step) {
  const std::optional<RuleOrError> refusal = read_rule_or_error(context, text);
  if (!refusal) return;
  const bool free = step.expected_refusal == ErrorCode::kOk && step.expected_rule.empty();
  const bool same = step.expected_refusal == refusal->error && step.expected_rule == refusal->rule;
  if (!free && !same) {
    context.error(code::kContradiction, text.mark,
                  "the step says already that it fails, with something else");
    return;
  }
  step.expected_refusal = refusal->error;
  step.expected_rule = refusal->rule;
}

std::vector<FieldDoc> step_field_docs() {
  return {std::begin(kStepFields), std::end(kStepFields)};
}

}  // namespace firedrill::reading
