// What a query printed, in one line a fact, for the timeline.
#pragma once

#include <string>

#include "sim/model/world.hpp"
#include "sim/model/writer.hpp"

namespace firedrill {

/// Empty for what is not worth a line.
[[nodiscard]] std::string answer_text(const World& world, const Fact& fact);
/// What a command warned of.
[[nodiscard]] std::string warning_text(const World& world, const Fact& fact);
[[nodiscard]] std::string_view database_name(std::int32_t type);
[[nodiscard]] std::string_view module_name(std::int32_t module);

}  // namespace firedrill
