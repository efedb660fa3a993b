// Conditions over named quantities: "signed-out users of pool1 = 0", "state of pool1 is
// FailedOver".
//
//   <quantity>[ of <component>[/<sub>]] <comparison> <value>
//
// The table of quantities (sim/model) says what a quantity is of and what its values are called;
// this file turns the sentence into positions and numbers, and back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/model/plan.hpp"
#include "sim/model/quantity.hpp"
#include "sim/scenario/reader_context.hpp"

namespace firedrill::reading {

using firedrill::kValueAll;

[[nodiscard]] std::optional<Condition> read_condition(const ReadingContext& context, Text text);

/// The left side alone; the comparison and its value are left as they are in a fresh Condition.
[[nodiscard]] std::optional<Condition> read_quantity(const ReadingContext& context, Text text);

/// The sentence in its canonical form; reads back to the same condition.
[[nodiscard]] std::string condition_text(const Condition& condition, const Topology& topology);

/// A value as the right side of a condition says it: "FailedOver", "pool2.contoso.com", "all - 1".
[[nodiscard]] std::string value_text(const QuantityDefinition& quantity, std::int64_t value,
                                     const Topology& topology);

/// "90s", "12m", "2h30m", "1500ms": the shortest exact form that reads back.
[[nodiscard]] std::string duration_text(Duration duration);

}  // namespace firedrill::reading
