// What every part of the scenario reader needs: where findings go, the topology that names are
// resolved against, the clock of the file, and how many steps and faults there are to refer to.
//
// Nothing here stops at a mistake. A reader adds its finding and returns nothing for that one
// value; its caller goes on with the next, so that one pass reports everything.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "firedrill/diagnostic.hpp"
#include "sim/model/plan.hpp"
#include "sim/scenario/reader_codes.hpp"
#include "sim/scenario/reader_text.hpp"
#include "sim/topology/topology.hpp"

namespace firedrill::reading {

/// Above this a duration is a slip of the keyboard; sums of a few thousand of them still fit.
inline constexpr Duration kDurationMax = hours(24 * 3660);

/// What a value may look like; the schema has one fragment for each.
enum class Shape : std::uint8_t {
  kVersion,
  kText,
  kInteger,
  kCount,
  kDuration,
  kClock,
  kTime,
  kTimeRange,
  kYesNo,
  kDecimal,
  kPercent,
  kPersonality,
  kJudge,
  kOrders,
  kRefusal,
  kLoad,
  kParameters,
  kName,
  kFaultName,
  kCondition,
  kReason,
  kTexts,
  kFiles,
  kMatrix,
  kRepair,
  kFaults,
  kSlipName,
  kSlips,
  kProcedure,
  kAdministrators,
  kExpectations,
  kRules,
  kKnownFailures,
};

/// One key of a mapping, as documented; the reader's tables carry it beside the function that
/// reads.
struct FieldDoc {
  std::string_view name;
  Shape shape = Shape::kText;
  bool required = false;
  std::string_view doc;
};

/// The steps of one administrator as far as references need them: those with mistakes count too.
struct StepList {
  std::string administrator;
  std::size_t steps = 0;
};

struct ReadingContext {
  const Topology* topology = nullptr;  // null: it could not be read, and names are not checked
  std::string file;
  std::vector<std::string> included;  // the other files; a mark's source counts them from 1
  Diagnostics* diagnostics = nullptr;
  SourceLines lines;
  std::optional<Duration> clock_start;  // set: hh:mm[:ss] is what a clock on the wall shows
  Duration duration = hours(6);
  Personality personality = Personality::kDocAlias;
  std::vector<StepList> step_lists;
  std::size_t faults_written = 0;

  [[nodiscard]] const std::string& file_of(const Mark& mark) const {
    const auto other = static_cast<std::size_t>(mark.source);
    return mark.source > 0 && other <= included.size() ? included[other - 1] : file;
  }
  void error(std::string_view code, Mark mark, std::string message) const {
    diagnostics->error(std::string(code), file_of(mark), mark, std::move(message));
  }
  void warning(std::string_view code, Mark mark, std::string message) const {
    diagnostics->warning(std::string(code), file_of(mark), mark, std::move(message));
  }
};

/// `; did you mean "x"?`, or `; expected a, b or c` where nothing is near and the list is short.
[[nodiscard]] std::string suggestion(std::string_view word, const std::vector<std::string>& known);
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view last);
[[nodiscard]] std::string_view kind_words(Node::Kind kind);

/// The text of a scalar; a list, a mapping or nothing is a mistake. Long strings are refused too:
/// nothing a scenario says in one string needs them, and sentences are searched more than once.
[[nodiscard]] std::optional<Text> read_scalar(const ReadingContext& context, const Node& node,
                                              std::string_view what);
/// The items of a list; nothing at all is an empty list.
[[nodiscard]] std::optional<std::span<const Node>> read_list(const ReadingContext& context,
                                                             const Node& node,
                                                             std::string_view what);
/// A list, or one value that stands for a list of one.
[[nodiscard]] std::span<const Node> one_or_more(const Node& node);
[[nodiscard]] bool read_mapping(const ReadingContext& context, const Node& node,
                                std::string_view what);

[[nodiscard]] std::optional<Duration> read_duration(const ReadingContext& context, Text text);
/// A moment since the start: a clock time or a duration. One after the end is a warning.
[[nodiscard]] std::optional<Duration> read_time(const ReadingContext& context, Text text);
[[nodiscard]] std::optional<std::int64_t> read_integer(const ReadingContext& context, Text text,
                                                       std::int64_t least, std::int64_t most);
[[nodiscard]] std::optional<bool> read_yes_no(const ReadingContext& context, Text text);
/// The position of `text` among `words` (case ignored).
[[nodiscard]] std::optional<std::size_t> read_word(const ReadingContext& context, Text text,
                                                   std::string_view what,
                                                   std::span<const std::string_view> words);

struct StepReference {
  std::uint8_t actor = 0;
  std::int16_t step = 0;
};
/// "3" or "3 of Ann" off the front of `words`: a step as numbered in the file, from 1.
[[nodiscard]] std::optional<StepReference> read_step_reference(const ReadingContext& context,
                                                               Words& words);
[[nodiscard]] std::optional<std::int16_t> read_fault_reference(const ReadingContext& context,
                                                               Words& words);

/// One key of a mapping with the function that reads its value into a `Target`.
template <class Target>
struct KeyField : FieldDoc {
  void (*read)(ReadingContext&, Target&, const Node&) = nullptr;
};

/// Reports `key` as one that is not read here, with the nearest of `known`.
void report_unknown_key(const ReadingContext& context, const Node::Key& key, std::string_view what,
                        const std::vector<std::string>& known);

/// Reads a mapping by its table of fields, in the order of the table (later fields may rest on
/// earlier ones), and reports unknown and missing keys.
template <class Target, class Table>
void read_fields(ReadingContext& context, Target& target, const Node& node, const Table& fields,
                 std::string_view what) {
  std::vector<std::string> known;
  for (const auto& field : fields) known.emplace_back(field.name);
  for (const auto& [key, value] : node.entries) {
    bool found = false;
    for (const std::string& name : known) found = found || name == key.text;
    if (!found) report_unknown_key(context, key, what, known);
  }
  for (const auto& field : fields) {
    if (const Node* value = node.find(field.name)) {
      field.read(context, target, *value);
    } else if (field.required) {
      context.error(code::kMissingKey, node.mark,
                    std::string(what) + " needs the key " + in_quotes(field.name) + ": " +
                        std::string(field.doc));
    }
  }
}

}  // namespace firedrill::reading
