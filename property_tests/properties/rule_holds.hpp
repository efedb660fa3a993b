// The shape that every property of an invariant has: drawn drills, one rule, one sentence.
//
// A drill is run once, whatever number of properties look at it: they draw the same cases from the
// same seed. Cases in which nobody ran a command do not count. Each property prints how its cases
// were distributed, and fails when no case met the premise of the rule.
#pragma once

#include <string_view>

#include "firedrill/drawn_drill.hpp"
#include "property_tests/properties/drill_run.hpp"

namespace firedrill {

/// The run of a drill, from memory where it has been run before.
[[nodiscard]] const DrillRun& run_of(const DrawnDrill& drill);

/// `rule` is broken by no drill of that shape, and some meet the premise of each of its rows.
/// `sentence` is what the rule says. A premise that few drills meet takes more of them: `times` as
/// many as RapidCheck is told to draw.
void rule_holds(std::string_view rule, const char* sentence, const DrillShape& shape, int times);
void rule_holds(std::string_view rule, const char* sentence, DrillTheme theme, int times = 1);

/// Why no drill can meet the premise of a row of the table; empty for all others.
[[nodiscard]] std::string_view why_never_met(std::size_t row);
/// Rules that a procedure can break by leaving out what it owes; empty for all others.
[[nodiscard]] std::string_view why_breakable(std::string_view rule);

}  // namespace firedrill
