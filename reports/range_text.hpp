// What moved with each parameter that was given as a range, for people and for machines. Private to
// this room.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/explore/range_effects.hpp"

namespace firedrill {

/// "MA-03 cmsFailover 120s..360s".
[[nodiscard]] std::string range_name(const ParameterRange& range);
/// The figures that moved and those that did not, folded to `width` columns, without indentation.
[[nodiscard]] std::vector<std::string> effect_lines(const RangeEffect& effect, std::size_t width);
[[nodiscard]] nlohmann::ordered_json effects_json(const std::vector<RangeEffect>& effects);

}  // namespace firedrill
