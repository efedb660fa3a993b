// Faults and their moments: the sentences and mappings of `faults:`.
//
//   reader_triggers.cpp       when: "at 1h", "between 1h and 2h", "5m after step 3", "when ..."
//   reader_faults.cpp         the list, its mapping form, flapping, references between faults
//   reader_fault_sentence.cpp "pool pool1 is lost" and the component each fault befalls
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/reader_context.hpp"
#include "sim/scenario/scenario.hpp"

namespace firedrill::reading {

/// What "back after" takes beside a duration, so that a list of delays can hold it.
inline constexpr std::string_view kNever = "never";

/// A fault as written: `times` > 1 strikes again every `every`. A trigger that refers to a fault
/// holds the number as written, until expand_faults() has counted.
struct WrittenFault {
  FaultSpec spec;
  std::int64_t times = 1;
  Duration every{0};
  Mark times_mark;
};

[[nodiscard]] std::optional<FaultKind> fault_from_name(std::string_view name);
[[nodiscard]] std::vector<std::string> fault_names();

/// The moment that the whole of `text` says.
[[nodiscard]] std::optional<Trigger> read_trigger(const ReadingContext& context, Text text);
/// What stands behind "after": a step, a fault or a condition.
[[nodiscard]] std::optional<Trigger> read_after(const ReadingContext& context, Text text,
                                                Duration delay);
[[nodiscard]] std::optional<Trigger> read_range(const ReadingContext& context, Text earliest,
                                                Text latest);

/// Where the words of the fault begin in a sentence that starts with its moment.
[[nodiscard]] std::size_t find_fault_words(std::string_view sentence);
/// "pool pool1 is lost, back after 40m": the fault without its moment.
[[nodiscard]] bool read_fault_sentence(const ReadingContext& context, Text text, WrittenFault& out);
/// The component that a fault of `out.kind` befalls, by name; may turn a fault of a service into
/// that of one server when the name is a server's.
[[nodiscard]] bool read_fault_component(const ReadingContext& context, Text name, FaultSpec& out);
/// Options must fit the fault: only file stores lose content, only failbacks are counted, ...
[[nodiscard]] bool check_fault_options(const ReadingContext& context, const WrittenFault& fault);

/// The list `order:`: what goes first among simultaneous events.
[[nodiscard]] std::vector<PinnedOrder> read_orders(const ReadingContext& context, const Node& node);

/// The list `mishaps:`: what the documentation says may go wrong, and does.
[[nodiscard]] std::vector<MishapSpec> read_mishaps(const ReadingContext& context,
                                                   const std::vector<ActorSpec>& actors,
                                                   const Node& node);

[[nodiscard]] std::span<const FieldDoc> fault_field_docs();
/// The list `faults:` in full.
[[nodiscard]] std::vector<FaultSpec> read_faults(ReadingContext& context, const Node& node);

}  // namespace firedrill::reading

namespace firedrill {

/// One sentence that adds to the faults of `scenario` ("at 1h pool pool1 is lost"), as a command
/// line gives it. Nothing is returned when it holds a mistake.
[[nodiscard]] std::optional<std::vector<FaultSpec>> read_fault_line(const std::string& text,
                                                                    const std::string& name,
                                                                    const Scenario& scenario,
                                                                    Diagnostics& diagnostics);

}  // namespace firedrill
