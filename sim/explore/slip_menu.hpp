// Every slip that an operator could make in the procedures of a scenario: what a campaign draws
// from and an exhaustive search goes through.
//
// The order is that of administrators, steps and kinds of slips, so the same scenario has the same
// menu. Each entry fits the scenario, with the slips that it has, for itself; two entries need not
// fit each other (apply_slips tells). Left out is what changes nothing by its nature: switches that
// only print or ask (-Verbose, -Confirm), the repetition of a wait, a step that begins "before" a
// query or a rehearsal (-WhatIf) ended. So is a line that the shell would not run at all.
#pragma once

#include <vector>

#include "sim/scenario/scenario.hpp"

namespace firedrill {

struct SlipMenuOptions {
  Duration pause = minutes(20);  // before a step
  Duration later = minutes(2);   // a second administrator behind the first
};

[[nodiscard]] std::vector<SlipSpec> slip_menu(const Scenario& scenario,
                                              const SlipMenuOptions& options);

}  // namespace firedrill
