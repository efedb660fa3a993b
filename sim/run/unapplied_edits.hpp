// Edits of the topology that do not act, as the procedures see them: drafted and not published,
// published and not enabled, or not installed on a server (TRAP-34). Advice for people, and no
// verdict.
#pragma once

#include <vector>

#include "sim/model/passage.hpp"
#include "sim/run/undone.hpp"

namespace firedrill {

/// Somebody has edited what decides the way of the service, and it does not act yet.
[[nodiscard]] bool has_unapplied_edits(const State& state, EdgeService service);
/// So, and the edit gives the Edge pool that role.
[[nodiscard]] bool has_edited_role(const State& state, Index edge_pool, Index role);
/// Of all Edge pools and of media: drafted, or published and not enabled.
[[nodiscard]] std::vector<Undone> unapplied_edits(const World& world, const State& state);
/// Edge Servers that run without what the published topology gives their Edge pool.
[[nodiscard]] std::vector<Undone> wizards_missing(const World& world, const State& state);

}  // namespace firedrill
