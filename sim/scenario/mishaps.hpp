// Mishaps as people write them: "step 10 meets FLT-51", "step 10 of Ann meets FLT-51 at try 2".
// What may go wrong in which step stands in sim/model/mishaps.hpp.
#pragma once

#include <optional>
#include <string>

#include "sim/scenario/scenario.hpp"

namespace firedrill {

/// The sentence that reads back to the mishap.
[[nodiscard]] std::string mishap_text(const MishapSpec& mishap, const Scenario& scenario);
/// One sentence that adds to the mishaps of `scenario`. Nothing is returned when it holds a mistake
/// or the step cannot meet it.
[[nodiscard]] std::optional<MishapSpec> read_mishap_line(const std::string& text,
                                                         const std::string& name,
                                                         const Scenario& scenario,
                                                         Diagnostics& diagnostics);

}  // namespace firedrill
