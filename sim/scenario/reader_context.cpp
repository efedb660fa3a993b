// The small values of a scenario (durations, times, numbers, words, references to steps and faults)
// and the wording of what is wrong with them.
#include "sim/scenario/reader_context.hpp"

namespace firedrill::reading {
namespace {

constexpr std::size_t kScalarMax = 8192;
constexpr std::size_t kListedMax = 12;

}  // namespace

std::string joined(const std::vector<std::string>& words, std::string_view last) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " " + std::string(last) + " " : std::string(", ");
    out += words[i];
  }
  return out;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& known) {
  const std::string near = nearest_name(word, known);
  if (!near.empty()) return "; did you mean " + in_quotes(near) + "?";
  if (known.empty() || known.size() > kListedMax) return {};
  return "; expected " + joined(known, "or");
}

std::string_view kind_words(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::kNull:
      return "nothing";
    case Node::Kind::kScalar:
      return "text";
    case Node::Kind::kSequence:
      return "a list";
    case Node::Kind::kMapping:
      return "a mapping";
  }
  return "nothing";
}

std::optional<Text> read_scalar(const ReadingContext& context, const Node& node,
                                std::string_view what) {
  if (node.kind != Node::Kind::kScalar) {
    context.error(
        code::kWrongType, node.mark,
        std::string(what) + " takes text, and this is " + std::string(kind_words(node.kind)));
    return std::nullopt;
  }
  if (node.scalar.size() > kScalarMax) {
    context.error(code::kTooMany, node.mark,
                  std::string(what) + " is longer than the 8192 bytes that are read");
    return std::nullopt;
  }
  return context.lines.text(node).trimmed();
}

std::optional<std::span<const Node>> read_list(const ReadingContext& context, const Node& node,
                                               std::string_view what) {
  if (node.kind == Node::Kind::kNull) return std::span<const Node>();
  if (node.kind == Node::Kind::kSequence) return std::span<const Node>(node.items);
  context.error(code::kWrongType, node.mark,
                std::string(what) + " takes a list, and this is " +
                    std::string(kind_words(node.kind)) + "; begin each item with \"- \"");
  return std::nullopt;
}

std::span<const Node> one_or_more(const Node& node) {
  if (node.kind == Node::Kind::kNull) return {};
  if (node.kind == Node::Kind::kSequence) return node.items;
  return {&node, 1};
}

bool read_mapping(const ReadingContext& context, const Node& node, std::string_view what) {
  if (node.kind == Node::Kind::kMapping) return true;
  context.error(code::kWrongType, node.mark,
                std::string(what) + " takes a mapping (key: value), and this is " +
                    std::string(kind_words(node.kind)));
  return false;
}

std::optional<Duration> read_duration(const ReadingContext& context, Text text) {
  const std::optional<std::int64_t> ms = parse_duration_ms(text.view);
  if (!ms) {
    context.error(code::kNotADuration, text.mark,
                  in_quotes(text.view) + " is not a duration; write 90s, 12m or 6h");
    return std::nullopt;
  }
  if (Duration(*ms) > kDurationMax) {
    context.error(code::kNotADuration, text.mark,
                  in_quotes(text.view) + " is longer than 3660 days, the most that is read");
    return std::nullopt;
  }
  return Duration(*ms);
}

std::optional<Duration> read_time(const ReadingContext& context, Text text) {
  Duration at{0};
  if (const std::optional<Duration> clock = parse_clock_time(text.view)) {
    at = *clock;
    if (context.clock_start) at = (at - *context.clock_start + hours(24)) % Duration(hours(24));
  } else if (const std::optional<std::int64_t> ms = parse_duration_ms(text.view);
             ms && Duration(*ms) <= kDurationMax) {
    at = Duration(*ms);
  } else {
    context.error(code::kNotATime, text.mark,
                  in_quotes(text.view) +
                      " is not a time; write 10:00, or 90s, 12m or 6h after the "
                      "start");
    return std::nullopt;
  }
  if (at > context.duration) {
    context.warning(code::kAfterTheEnd, text.mark,
                    in_quotes(text.view) + " is after the end of the scenario, so it never comes" +
                        (!context.clock_start && text.view.find(':') != std::string_view::npos
                             ? "; where it is a time of day, say when the scenario begins "
                               "(starts: \"10:00\")"
                             : "; see \"duration\""));
  }
  return at;
}

std::optional<std::int64_t> read_integer(const ReadingContext& context, Text text,
                                         std::int64_t least, std::int64_t most) {
  const std::optional<std::int64_t> value = parse_integer(text.view);
  if (value && *value >= least && *value <= most) return value;
  context.error(code::kNotANumber, text.mark,
                in_quotes(text.view) + " is not a whole number from " + std::to_string(least) +
                    " to " + std::to_string(most));
  return std::nullopt;
}

std::optional<bool> read_yes_no(const ReadingContext& context, Text text) {
  static constexpr std::string_view kWords[] = {"no", "yes", "false", "true"};
  const auto position = read_word(context, text, "a yes or no", kWords);
  if (!position) return std::nullopt;
  return *position % 2 == 1;
}

std::optional<std::size_t> read_word(const ReadingContext& context, Text text,
                                     std::string_view what,
                                     std::span<const std::string_view> words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (same_word(text.view, words[i])) return i;
  }
  const std::vector<std::string> known(words.begin(), words.end());
  context.error(
      code::kNotAWord, text.mark,
      in_quotes(text.view) + " is not " + std::string(what) + suggestion(text.view, known));
  return std::nullopt;
}

namespace {

/// The number of an administrator by name; without a name the only one there is.
std::optional<std::size_t> read_administrator(const ReadingContext& context, Words& words,
                                              Mark step_mark) {
  if (words.accept("of")) {
    const Text name = words.next();
    std::vector<std::string> known;
    for (std::size_t i = 0; i < context.step_lists.size(); ++i) {
      if (same_word(context.step_lists[i].administrator, name.view)) return i;
      known.push_back(context.step_lists[i].administrator);
    }
    context.error(code::kNoSuchAdministrator, name.mark,
                  "no administrator " + in_quotes(name.view) + suggestion(name.view, known));
    return std::nullopt;
  }
  if (context.step_lists.size() > 1) {
    context.error(code::kNoSuchAdministrator, step_mark,
                  "there are several administrators; say whose step (step 3 of " +
                      context.step_lists.front().administrator + ")");
    return std::nullopt;
  }
  return 0;
}

}  // namespace

std::optional<StepReference> read_step_reference(const ReadingContext& context, Words& words) {
  const Text number = words.next();
  const std::optional<std::size_t> actor = read_administrator(context, words, number.mark);
  if (!actor) return std::nullopt;
  const std::size_t steps =
      *actor < context.step_lists.size() ? context.step_lists[*actor].steps : 0;
  const std::optional<std::int64_t> step = parse_integer(number.view);
  if (!step || *step < 1 || *step > static_cast<std::int64_t>(steps)) {
    context.error(code::kNumberOutOfRange, number.mark,
                  "there is no step " + in_quotes(number.view) + "; the procedure has " +
                      (steps == 0 ? "no steps" : "steps 1 to " + std::to_string(steps)));
    return std::nullopt;
  }
  return StepReference{static_cast<std::uint8_t>(*actor), static_cast<std::int16_t>(*step - 1)};
}

std::optional<std::int16_t> read_fault_reference(const ReadingContext& context, Words& words) {
  const Text number = words.next();
  const std::optional<std::int64_t> fault = parse_integer(number.view);
  if (!fault || *fault < 1 || *fault > static_cast<std::int64_t>(context.faults_written)) {
    context.error(code::kNumberOutOfRange, number.mark,
                  "there is no fault " + in_quotes(number.view) + "; the file has " +
                      (context.faults_written == 0
                           ? std::string("no faults")
                           : "faults 1 to " + std::to_string(context.faults_written)));
    return std::nullopt;
  }
  return static_cast<std::int16_t>(*fault - 1);
}

void report_unknown_key(const ReadingContext& context, const Node::Key& key, std::string_view what,
                        const std::vector<std::string>& known) {
  std::string help = suggestion(key.text, known);
  if (help.empty()) help = "; \"firedrill schema scenario\" has its keys";
  context.error(code::kUnknownKey, key.mark,
                std::string(what) + " has no key " + in_quotes(key.text) + help);
}

}  // namespace firedrill::reading
