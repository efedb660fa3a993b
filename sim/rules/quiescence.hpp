// Rest (rule book 7.0): when nothing that is pending can still change anything.
#pragma once

#include <optional>

#include "sim/model/state.hpp"
#include "sim/model/world.hpp"

namespace firedrill::invariants {

/// An armed timer that can still change something, or nothing. Looking starts with the sign-in slot
/// `hint`, so that asking again while many users wait to sign in costs nothing.
[[nodiscard]] std::optional<Slot> pending_change(const World& world, const State& state, Slot hint);
/// Whether a command runs.
[[nodiscard]] bool command_runs(const State& state);

}  // namespace firedrill::invariants
