// The moment of a fault. A moment is read from a text of its own, so that a mistake in it leaves
// the rest of the sentence to be checked as well.
#include "sim/scenario/condition.hpp"
#include "sim/scenario/reader_faults.hpp"

namespace firedrill::reading {
namespace {

std::optional<Trigger> read_between(const ReadingContext& context, Text range) {
  const std::size_t middle = find_words(range.view, "and");
  if (middle == std::string_view::npos) {
    context.error(code::kTriggerNotUnderstood, range.mark,
                  "write: between 1h and 2h; there is no \"and\" in " + in_quotes(range.view));
    return std::nullopt;
  }
  return read_range(context, range.from(0, middle).trimmed(), range.from(middle + 3).trimmed());
}

std::optional<Trigger> read_at(const ReadingContext& context, Text text) {
  const std::optional<Duration> at = read_time(context, text);
  if (!at) return std::nullopt;
  Trigger out;
  out.at = *at;
  return out;
}

bool nothing_left(const ReadingContext& context, const Words& words) {
  if (words.done()) return true;
  context.error(code::kTriggerNotUnderstood, words.rest().mark,
                "nothing is expected here, and " + in_quotes(words.rest().view) + " was found");
  return false;
}

}  // namespace

std::optional<Trigger> read_range(const ReadingContext& context, Text earliest, Text latest) {
  const std::optional<Duration> from = read_time(context, earliest);
  const std::optional<Duration> to = read_time(context, latest);
  if (!from || !to) return std::nullopt;
  if (*from > *to) {
    context.error(code::kContradiction, latest.mark,
                  in_quotes(latest.view) + " lies before " + in_quotes(earliest.view));
    return std::nullopt;
  }
  Trigger out;
  out.kind = Trigger::Kind::kBetween;
  out.at = *from;
  out.latest = *to;
  return out;
}

std::optional<Trigger> read_after(const ReadingContext& context, Text text, Duration delay) {
  Trigger out;
  out.delay = delay;
  Words words(text);
  if (words.accept("step")) {
    const std::optional<StepReference> step = read_step_reference(context, words);
    if (!step || !nothing_left(context, words)) return std::nullopt;
    out.kind = Trigger::Kind::kAfterStep;
    out.reference = step->step;
    out.actor = step->actor;
    return out;
  }
  if (words.accept("fault")) {
    const std::optional<std::int16_t> fault = read_fault_reference(context, words);
    if (!fault || !nothing_left(context, words)) return std::nullopt;
    out.kind = Trigger::Kind::kAfterFault;
    out.reference = *fault;
    return out;
  }
  if (text.view.find_first_of("=<>!") == std::string_view::npos &&
      find_words(text.view, "is") == std::string_view::npos) {
    context.error(code::kTriggerNotUnderstood, text.mark,
                  "after what? " + in_quotes(text.view) +
                      " is no step, fault or condition; write: after step 3, after fault 1, or "
                      "after state of pool1 = FailedOver");
    return std::nullopt;
  }
  const std::optional<Condition> condition = read_condition(context, text);
  if (!condition) return std::nullopt;
  out.kind = Trigger::Kind::kWhen;
  out.condition = *condition;
  return out;
}

std::optional<Trigger> read_trigger(const ReadingContext& context, Text text) {
  text = text.trimmed();
  Words words(text);
  if (words.done()) {
    context.error(code::kTriggerNotUnderstood, text.mark,
                  "when? begin with: at 1h, 10:00, between 1h and 2h, 5m after step 3, 30s after "
                  "fault 1, or when <condition>");
    return std::nullopt;
  }
  if (words.accept("at")) return read_at(context, words.rest());
  if (words.accept("between")) return read_between(context, words.rest());
  if (words.accept("after")) return read_after(context, words.rest(), Duration{0});
  if (words.accept("when")) {
    const std::optional<Condition> condition = read_condition(context, words.rest());
    if (!condition) return std::nullopt;
    Trigger out;
    out.kind = Trigger::Kind::kWhen;
    out.condition = *condition;
    return out;
  }
  const std::size_t after = find_words(text.view, "after");
  if (after == std::string_view::npos) return read_at(context, text);
  const std::optional<Duration> delay = read_duration(context, text.from(0, after).trimmed());
  const std::optional<Trigger> out =
      read_after(context, text.from(after + 5).trimmed(), delay.value_or(Duration{0}));
  return delay ? out : std::nullopt;
}

}  // namespace firedrill::reading
