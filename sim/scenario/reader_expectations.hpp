// What a scenario expects: rules, conditions with a temporal word, steps that must be refused, and
// the failures it knows of.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/reader_context.hpp"
#include "sim/scenario/scenario.hpp"

namespace firedrill::reading {

/// The value of `expect:`. "step 2 fails with E_NEXT_HOP" is noted at the step itself.
void read_expectations(ReadingContext& context, Scenario& scenario, const Node& node);
/// One rule ID or error code, or a list of them.
[[nodiscard]] std::vector<std::string> read_expected_to_fail(const ReadingContext& context,
                                                             const Node& node);
[[nodiscard]] std::vector<Scenario::KnownFailure> read_known_failures(const ReadingContext& context,
                                                                      const Node& node);

}  // namespace firedrill::reading
