// Why an item of the verdict came out as it did: a broken rule, a refused or failed step, an
// expectation that was not met. They are numbered as the verdict lists them, so that nobody has to
// know which kind of thing a number counts.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/run/explain.hpp"
#include "sim/run/verdict.hpp"

namespace firedrill {

/// What --violation counts: the items that are violated in the order of the list, and after them
/// those that are unknown.
[[nodiscard]] std::vector<const VerdictItem*> numbered_items(const Outcome& outcome);

/// `book` was kept over the run that `item` is of. Never empty.
[[nodiscard]] std::string explain_item(const Scenario& scenario, const Simulation& simulation,
                                       const CauseBook& book, const VerdictItem& item);

}  // namespace firedrill
