// The list `slips:`; see slips.hpp for the files that read it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/reader_context.hpp"
#include "sim/scenario/scenario.hpp"

namespace firedrill::reading {

/// A slip as written: names and switches are resolved when the step is at hand.
struct WrittenSlip {
  SlipSpec spec;
  Text name;        // of a wrong name; of a wrong switch with or without its dash
  Text instead_of;  // of a wrong name
};

[[nodiscard]] std::optional<SlipKind> slip_from_name(std::string_view name);
[[nodiscard]] std::vector<std::string> slip_names();
[[nodiscard]] std::span<const FieldDoc> slip_field_docs();

/// "step 4 of Ann is skipped": a whole sentence.
[[nodiscard]] std::optional<WrittenSlip> read_slip_sentence(const ReadingContext& context,
                                                            Text text);
/// The step as it is typed under a wrong name or switch goes into `slip.spec.typed`; other slips
/// are left alone. False with a finding when the step has no such name or switch.
[[nodiscard]] bool read_typed_step(const ReadingContext& context, const StepSpec& step,
                                   WrittenSlip& slip);

/// The list in full; `actors` as their procedures were read.
[[nodiscard]] std::vector<SlipSpec> read_slips(ReadingContext& context,
                                               const std::vector<ActorSpec>& actors,
                                               const Node& node);

}  // namespace firedrill::reading
