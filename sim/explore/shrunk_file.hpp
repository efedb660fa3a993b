// A shrunk failure as files: the scenario, its story as the comment at its head, and beside it the
// deployment, where that has become smaller.
#pragma once

#include <string>

#include "sim/explore/shrink.hpp"
#include "sim/explore/story.hpp"

namespace firedrill {

struct ShrunkFile {
  std::string path;
  std::string text;
  std::string topology_path;  // empty: it uses the original's deployment
  std::string topology_text;
};

/// What is written when `shrunk` is saved as `path` ("x.yaml"; the deployment is
/// "x.topology.yaml"). `from` names what it was shrunk from.
[[nodiscard]] ShrunkFile shrunk_file(const Shrunk& shrunk, const std::string& from,
                                     const std::string& path);

/// Reads the texts back as files would be and runs them: the same events, the same failure.
[[nodiscard]] bool replays(const ShrunkFile& file, const Shrunk& shrunk);

/// Writes the files; false when one could not be written.
[[nodiscard]] bool save(const ShrunkFile& file);

/// "3 faults, 7 steps, 25 components became 1 fault, ...": what was reached, and how sure it is.
[[nodiscard]] std::string shrunk_text(const Shrunk& shrunk);

}  // namespace firedrill
