// A sentence of `slips:`. Each begins in its own way, so the words in front decide what the rest
// has to say; a mistake is reported at the word where it stands.
#include "sim/scenario/reader_slips.hpp"

namespace firedrill::reading {
namespace {

constexpr char kForms[] =
    "write: step 4 is skipped; step 4 is repeated; steps 4 and 5 are swapped; step 5 names pool2 "
    "instead of pool1; step 6 is run without -Force; step 6 is run with -WhatIf; step 6 starts "
    "before step 5 ended; 20m pause before step 4; step 6 is run in the wrong window; a second "
    "administrator starts 2m later at step 1; interrupted after step 3 and started again";

std::nullopt_t not_understood(const ReadingContext& context, Mark mark, const std::string& what) {
  context.error(code::kSlipNotUnderstood, mark, what);
  return std::nullopt;
}

bool at_end(const ReadingContext& context, const Words& words) {
  if (words.done()) return true;
  (void)not_understood(
      context, words.rest().mark,
      "nothing is expected here, and " + in_quotes(words.rest().view) + " was found");
  return false;
}

bool read_step(const ReadingContext& context, Words& words, SlipSpec& out) {
  const std::optional<StepReference> step = read_step_reference(context, words);
  if (!step) return false;
  out.actor = step->actor;
  out.step = step->step;
  return true;
}

/// "steps 4 and 5 of Ann are swapped"
std::optional<WrittenSlip> read_swap(const ReadingContext& context, Words words, WrittenSlip out) {
  out.spec.kind = SlipKind::kSwap;
  const Text first = words.next();
  if (!words.accept("and")) {
    return not_understood(context, words.rest().mark, "write: steps 4 and 5 are swapped");
  }
  const Mark second = words.peek().mark;
  if (!read_step(context, words, out.spec)) return std::nullopt;
  const std::optional<std::int64_t> number = parse_integer(first.view);
  if (!number || *number != out.spec.step) {
    return not_understood(context, number ? second : first.mark,
                          "a step is swapped with the one behind it; write: steps " +
                              std::to_string(out.spec.step) + " and " +
                              std::to_string(out.spec.step + 1) + " are swapped");
  }
  --out.spec.step;
  if (!words.accept("are swapped")) {
    return not_understood(context, words.rest().mark, "expected \"are swapped\" here");
  }
  if (!at_end(context, words)) return std::nullopt;
  return out;
}

/// What follows "step 6 starts before step": the number of the one before, and "ended".
bool read_ended(const ReadingContext& context, Words& words, const SlipSpec& slip) {
  const Text number = words.next();
  const std::optional<std::int64_t> step = parse_integer(number.view);
  if (!step || *step != slip.step || slip.step == 0) {
    (void)not_understood(context, number.mark,
                         slip.step == 0 ? "before step 1 there is none that could still run"
                                        : "a step can start before the one in front of it ended, "
                                          "which is step " +
                                              std::to_string(slip.step));
    return false;
  }
  if (words.accept("ended")) return at_end(context, words);
  (void)not_understood(context, words.rest().mark, "expected \"ended\" here");
  return false;
}

/// "names pool2 instead of pool1", its first word taken.
bool read_wrong_name(const ReadingContext& context, Text rest, WrittenSlip& out) {
  out.spec.kind = SlipKind::kWrongName;
  constexpr std::string_view kInstead = "instead of";
  const std::size_t middle = find_words(rest.view, kInstead);
  if (middle == std::string_view::npos) {
    (void)not_understood(context, rest.mark,
                         "which name is the right one? write: step 5 names pool2 instead of pool1");
    return false;
  }
  out.name = rest.from(0, middle).trimmed();
  out.instead_of = rest.from(middle + kInstead.size()).trimmed();
  if (!out.name.empty() && !out.instead_of.empty()) return true;
  (void)not_understood(context, rest.mark,
                       "a name is missing; write: step 5 names pool2 instead of pool1");
  return false;
}

/// "run without -Force", "run in the wrong window", "skipped": behind "step 6 is".
bool read_what_it_is(const ReadingContext& context, Words& words, WrittenSlip& out) {
  if (words.accept("skipped")) {
    out.spec.kind = SlipKind::kSkip;
  } else if (words.accept("repeated")) {
    out.spec.kind = SlipKind::kRepeat;
  } else if (words.accept("run in the wrong window")) {
    out.spec.kind = SlipKind::kWrongWindow;
  } else if (const bool with = words.accept("run with"); with || words.accept("run without")) {
    out.spec.kind = SlipKind::kWrongSwitch;
    out.spec.added = with;
    out.name = words.next();
  } else {
    (void)not_understood(
        context, words.rest().mark,
        in_quotes(words.rest().view) + " is not what happens to a step; " + kForms);
    return false;
  }
  return at_end(context, words);
}

/// "step 4 of Ann ...", its first word taken.
std::optional<WrittenSlip> read_of_step(const ReadingContext& context, Words words,
                                        WrittenSlip out) {
  if (!read_step(context, words, out.spec)) return std::nullopt;
  bool good = true;
  if (words.accept("is")) {
    good = read_what_it_is(context, words, out);
  } else if (words.accept("names")) {
    good = read_wrong_name(context, words.rest(), out);
  } else if (words.accept("starts before step")) {
    out.spec.kind = SlipKind::kEarlyStart;
    good = read_ended(context, words, out.spec);
  } else {
    return not_understood(context, words.rest().mark,
                          "what happens to the step? " + std::string(kForms));
  }
  if (!good) return std::nullopt;
  return out;
}

/// "a second administrator starts 2m later at step 1", as far as "starts" taken.
std::optional<WrittenSlip> read_second(const ReadingContext& context, Words words,
                                       WrittenSlip out) {
  out.spec.kind = SlipKind::kSecondAdministrator;
  const std::optional<Duration> later = read_duration(context, words.next());
  if (!words.accept("later at step")) {
    return not_understood(context, words.rest().mark,
                          "write: a second administrator starts 2m later at step 1");
  }
  if (!read_step(context, words, out.spec) || !later || !at_end(context, words)) {
    return std::nullopt;
  }
  out.spec.duration = *later;
  return out;
}

/// "interrupted after step 3 and started again", as far as "step" taken.
std::optional<WrittenSlip> read_interrupt(const ReadingContext& context, Words words,
                                          WrittenSlip out) {
  out.spec.kind = SlipKind::kInterrupt;
  if (!read_step(context, words, out.spec)) return std::nullopt;
  if (!words.accept("and started again")) {
    return not_understood(context, words.rest().mark, "expected \"and started again\" here");
  }
  if (!at_end(context, words)) return std::nullopt;
  return out;
}

}  // namespace

std::optional<WrittenSlip> read_slip_sentence(const ReadingContext& context, Text text) {
  WrittenSlip out;
  out.spec.text = text.string();
  out.spec.mark = text.mark;
  Words words(text);
  if (words.accept("step")) return read_of_step(context, words, out);
  if (words.accept("steps")) return read_swap(context, words, out);
  if (words.accept("a second administrator starts")) return read_second(context, words, out);
  if (words.accept("interrupted after step")) return read_interrupt(context, words, out);
  if (find_words(text.view, "pause before step") == std::string_view::npos) {
    return not_understood(context, text.mark,
                          in_quotes(text.view) + " is not a slip; " + std::string(kForms));
  }
  out.spec.kind = SlipKind::kPause;
  const std::optional<Duration> pause = read_duration(context, words.next());
  if (!words.accept("pause before step")) {
    return not_understood(context, words.rest().mark, "write: 20m pause before step 4");
  }
  if (!read_step(context, words, out.spec) || !pause || !at_end(context, words)) {
    return std::nullopt;
  }
  out.spec.duration = *pause;
  if (pause->count() == 0) return not_understood(context, text.mark, "a pause is above 0s");
  return out;
}

}  // namespace firedrill::reading
