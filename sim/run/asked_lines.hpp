// Lines as people type them, asked of the model: what is told to them is never what it would
// refuse.
#pragma once

#include <optional>
#include <string>

#include "sim/model/cmdlet.hpp"
#include "sim/model/world.hpp"

namespace firedrill {

/// What a line of one cmdlet comes to in this deployment; nothing where it cannot be read.
[[nodiscard]] std::optional<BoundCommand> bound_line(const World& world, const std::string& line);

/// Why the line would be refused now, typed at the site of the Central Management store; ok where
/// it would not be.
[[nodiscard]] Refusal refusal_of_line(const World& world, const State& state,
                                      const std::string& line);

}  // namespace firedrill
