// Slips of operators as people write them: "step 4 is skipped", "step 5 names pool2 instead of
// pool1". What each one does stands in sim/model/slips.hpp.
//
//   slip_text.cpp             sentences and names of slips
//   slip_typing.cpp           what is typed by mistake: another name, another switch
//   reader_slip_sentence.cpp  a sentence of `slips:`
//   reader_slips.cpp          the list, its mapping form, whether the slips fit
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/reader_names.hpp"
#include "sim/scenario/scenario.hpp"

namespace firedrill {

/// "skip", "wrong-name", ...: the permanent name.
[[nodiscard]] std::string_view slip_name(SlipKind kind);
/// The sentence that reads back to the slip: "step 4 is skipped".
[[nodiscard]] std::string slip_text(const SlipSpec& slip, const Scenario& scenario);
/// What has happened: "step 4 was skipped".
[[nodiscard]] std::string slip_story(const SlipSpec& slip, const Scenario& scenario);

/// One sentence that adds to the slips of `scenario`. Nothing is returned when it holds a mistake,
/// or does not fit the procedure or the slips that are there.
[[nodiscard]] std::optional<SlipSpec> read_slip_line(const std::string& text,
                                                     const std::string& name,
                                                     const Scenario& scenario,
                                                     Diagnostics& diagnostics);

/// A name in the text of a step that could be another of its kind.
struct NameInStep {
  reading::ComponentKind kind = reading::ComponentKind::kPool;
  std::string name;        // in full
  std::size_t offset = 0;  // in StepSpec::text
  std::size_t length = 0;
};
/// In the order of the text.
[[nodiscard]] std::vector<NameInStep> names_in(const StepSpec& step, const Topology& topology);
/// Every name of that kind in the topology, in its order; SQL Servers by their computer.
[[nodiscard]] std::vector<std::string> names_of_kind(const Topology& topology,
                                                     reading::ComponentKind kind);
/// The switches that the cmdlet of the step takes, without their dashes; whether each is given.
struct SwitchOfStep {
  std::string_view name;
  bool given = false;
};
[[nodiscard]] std::vector<SwitchOfStep> switches_of(const StepSpec& step);

}  // namespace firedrill
