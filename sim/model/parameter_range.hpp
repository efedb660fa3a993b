// Parameters given as a range: "MA-06=2m..6m" draws one value for each run, both ends included.
//
// The draw is looked up by the seed of the run and the name of the parameter, so a further range,
// or a further parameter in the table, moves no other. A range is a choice that the scenario
// states: a verdict may rest on it as on a single value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/engine/draws.hpp"
#include "sim/model/parameters.hpp"

namespace firedrill {

struct ParameterRange {
  ParameterId id = ParameterId::kCount;
  std::int64_t low = 0;   // ms, or a number
  std::int64_t high = 0;  // not below `low`
  friend bool operator==(const ParameterRange&, const ParameterRange&) = default;
};

/// True when `text` is meant as a range, whether or not it is one.
[[nodiscard]] bool looks_like_range(std::string_view text);
/// Two values of a duration or number with ".." between, the smaller first.
[[nodiscard]] std::optional<ParameterRange> parse_parameter_range(const ParameterInfo& info,
                                                                  std::string_view text);
/// "120s..360s", as a scenario would write it.
[[nodiscard]] std::string print_parameter_range(const ParameterRange& range);
/// The value of a run with these draws.
[[nodiscard]] std::int64_t drawn_value(const ParameterRange& range, const Draws& draws);

}  // namespace firedrill
