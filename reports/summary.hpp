// The JSON that every verb with a verdict prints with --format json. A field keeps its meaning
// while the version stays; fields may be added.
#pragma once

#include <string>

namespace firedrill {

inline constexpr int kSummaryVersion = 1;

/// JSON Schema of a summary: of run, check and diff an object, of prove a list of objects.
[[nodiscard]] std::string summary_schema();

}  // namespace firedrill
