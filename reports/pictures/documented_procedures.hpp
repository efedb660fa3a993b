// The documented procedures as the shipped scenarios hold them, and which of them a procedure is
// most like.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace firedrill {

struct DocumentedText {
  std::string_view file;
  std::string_view text;  // YAML
};
/// scenarios/documented, sorted by name; generated when the program is built.
[[nodiscard]] std::span<const DocumentedText> documented_texts();

struct DocumentedProcedure {
  std::string file;
  std::string title;
  std::vector<std::string> steps;  // as written; commands and waits for a condition
};
/// Where each step of one procedure stands in the other; -1 = nowhere.
struct ProcedureMatch {
  DocumentedProcedure documented;
  std::vector<int> of_step;        // by step of the procedure: number of the documented one
  std::vector<int> of_documented;  // by documented step: number of the step
  std::vector<bool> moved;         // by step: it stands elsewhere than documented
  bool identical = false;          // to the letter
};

/// The first word of a command line, in small letters; empty for waits.
[[nodiscard]] std::string cmdlet_of(const std::string& line);
/// A command line that is neither a wait nor a query nor asks "what if".
[[nodiscard]] bool is_change(const std::string& line);
/// The documented procedure most like the steps of `actor`; no steps where none is near.
[[nodiscard]] ProcedureMatch nearest_documented(const ActorSpec& actor);

}  // namespace firedrill
