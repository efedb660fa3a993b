// One user's story out of a trace, without running again and without reading the trace whole.
#pragma once

#include <optional>
#include <string>

#include "sim/run/user_story.hpp"

namespace firedrill {

/// Nothing where the trace holds no stories (it was written by a program that made none, or ends
/// before them) or they cannot be read: then the run is repeated.
[[nodiscard]] std::optional<UserStory> read_story(const std::string& trace_file, std::uint32_t user,
                                                  const World& world, std::int64_t clock_start_ms);

}  // namespace firedrill
