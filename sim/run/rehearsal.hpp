// How long lines take that an administrator types one after the other: the model is asked by a run
// of these lines alone. Advice for people, and no verdict.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/model/world.hpp"

namespace firedrill {

struct Rehearsal {
  std::int64_t took_ms = 0;
  /// By -NoWait where that ends a command sooner: "Stop-CsWindowsService"; empty = nowhere.
  std::string hasty_cmdlet;
  std::int64_t hasty_ms = 0;
};
/// In the deployment of `world` with nothing out of order, and the store where `state` has it;
/// nothing where a line was refused or waited for in vain.
[[nodiscard]] std::optional<Rehearsal> rehearse(const World& world, const State& state,
                                                const std::vector<std::string>& lines);

}  // namespace firedrill
