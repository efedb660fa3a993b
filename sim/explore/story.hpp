// The story of a failure in words: what broke, for whom, when, because of which step, which rule
// says so, and the last step before which a way to pass still existed.
//
// Told from a run with all its causes; whatever stands in it was observed or tried.
#pragma once

#include <string>
#include <vector>

#include "sim/explore/critical_step.hpp"
#include "sim/explore/trial.hpp"

namespace firedrill {

struct Story {
  std::string what;                // one sentence
  std::string rule;                // ID, title and topic; empty for an expectation
  std::string whom;                // who is without regular service, who lost what
  std::string when;                // clock time, and how long after what broke before
  bool nobody_left = false;        // `whom` says that nobody is without service, nothing lost
  std::string because;             // the step, as written; or the fault where no step is to blame
  bool merely_last = false;        // `because` is a step that came last before; no cause is known
  std::vector<std::string> chain;  // the causes, a line each, indented by how far back
  std::string critical;            // the critical step and how the run passes
};

/// `candidate` fails; `critical` is told as it is.
[[nodiscard]] Story tell_story(const Candidate& candidate, const CriticalStep& critical);

/// Appends `text` under `label`, broken between words.
void add_labelled(std::vector<std::string>& lines, std::string label, const std::string& text,
                  std::size_t width);

/// The story as lines of at most `width` characters, each with a label where one begins.
[[nodiscard]] std::vector<std::string> story_lines(const Story& story, std::size_t width);

}  // namespace firedrill
