// The table of keys: what reads a tree by it, and the table itself for whoever documents it (the
// schema is generated from it, and what is included is merged by it).
#pragma once

#include <span>

#include "sim/scenario/reader_context.hpp"
#include "sim/scenario/scenario.hpp"

namespace firedrill::reading {

/// The keys of a scenario file, in the order in which they are read.
[[nodiscard]] std::span<const FieldDoc> scenario_field_docs();

/// Reads one case: its tree, in which nothing is left to be merged or filled in. `topology_text`,
/// where there is one, stands for the file that the key "topology" names.
[[nodiscard]] std::optional<Scenario> read_tree(ReadingContext& context, const Node& root,
                                                const std::string* topology_text,
                                                const ScenarioOptions& options);

inline constexpr std::string_view kFormatVersion = "1";
inline constexpr std::string_view kPersonalityWords[] = {"as documented", "strict"};
inline constexpr std::string_view kJudgeWords[] = {"as written", "under faults"};

}  // namespace firedrill::reading
