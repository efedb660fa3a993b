// `include:`, which puts a common part beneath a scenario file.
//
// Parts are merged as trees, before anything is read, so that every value keeps the file and the
// place where it stands and a mistake in a part is reported in that part. What a key does follows
// from what it holds, so that nobody has to remember a list of exceptions:
//
//   one value (title, seed, duration, topology, ...)  the including file's stands, if it has one
//   a mapping (parameters, load, matrix)              key by key; the including file's keys stand
//   a list (faults, procedure, expect, ...)           the part's items first, then the file's own
//
// Lists are appended and never replaced: "what is common, and then this" is what a shared part is
// for, and a part whose faults could be taken away silently would no longer say what happens.
// Steps and faults are numbered as the whole list reads, so the numbers in a part stay true and the
// file's own go on from there. Several parts are merged in the order in which they are listed, each
// beneath the next; a part may include others, relative to itself. A file comes in once: by a
// second way its lists would stand twice.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"
#include "sim/topology/document.hpp"

namespace firedrill::reading {

/// A scenario file with all that it includes.
struct LoadedFiles {
  std::vector<SourceFile> included;
  std::optional<Node> root;  // merged; nothing where the file itself could not be read
  bool merged = false;       // it includes something
  bool whole = true;         // false: a part is missing, and with it keys, steps and faults
};

/// The text of a file to include, or nothing when there is none (a mistake is then reported).
using TextOfPath =
    std::function<std::optional<std::string>(const std::string& path, Diagnostics& diagnostics)>;

/// `text` is the scenario file's own, decoded. Mistakes of the files as such are added to
/// `diagnostics`.
[[nodiscard]] LoadedFiles load_files(const std::string& text, const std::string& file,
                                     const TextOfPath& text_of, Diagnostics& diagnostics);

}  // namespace firedrill::reading
