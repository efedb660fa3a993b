// The tables of keys, for whoever documents them: the schema is generated from these.
#pragma once

#include <span>

#include "sim/scenario/reader_context.hpp"

namespace firedrill::reading {

/// The keys of a scenario file, in the order in which they are read.
[[nodiscard]] std::span<const FieldDoc> scenario_field_docs();

inline constexpr std::string_view kFormatVersion = "1";
inline constexpr std::string_view kPersonalityWords[] = {"as documented", "strict"};
inline constexpr std::string_view kJudgeWords[] = {"as written", "under faults"};

}  // namespace firedrill::reading
