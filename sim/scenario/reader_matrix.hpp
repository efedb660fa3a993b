// `matrix:`, which makes one file several named cases.
//
//   matrix:                                            pool=p1, repair=never
//     pool: [p1, p2]                                   pool=p1, repair=30m
//     repair: [never, 30m]                             pool=p2, repair=never
//   faults:                                            pool=p2, repair=30m
//     - at 10m pool <pool> is lost, back after <repair>
//
// Cases are the product of all lists in the order of the file, the last list changing fastest. A
// placeholder is a name of the matrix in angle brackets, anywhere in a value or in the key of a
// sentence ("within <limit> of fault 1: ..."). The brackets are those with which the product's own
// topics mark what has to be filled in; a command line cannot mean anything else by them, since
// PowerShell keeps "<" for a future version and refuses it, whereas $name, ${name} and {{ }} are
// parts of its language, and "{" begins a mapping in YAML. A comparison ("users < 5") has a blank
// behind its sign and is left alone.
//
// Placeholders are looked for where a file has a matrix or includes another; a file with neither
// reads as if there were none. What is filled in is text and stays text: a value never turns into a
// list or a mapping, and is not searched for placeholders again.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/reader_context.hpp"
#include "sim/topology/document.hpp"

namespace firedrill::reading {

inline constexpr std::size_t kCasesMax = 1000;

struct MatrixList {
  std::string name;
  Mark mark;
  std::vector<std::string> values;  // at least one, unless the list has a mistake
};

struct Matrix {
  std::vector<MatrixList> lists;
  /// 1 where there is no matrix, or one with a mistake: the rest is read once all the same.
  std::size_t cases = 1;
};

/// One value of each list of the matrix.
using CaseValues = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] Matrix read_matrix(const ReadingContext& context, const Node& root);
[[nodiscard]] CaseValues case_values(const Matrix& matrix, std::size_t number);
/// "pool=p1, repair=never"; empty without a matrix.
[[nodiscard]] std::string case_name(const CaseValues& values);
/// True when `name` is the case's own, or gives some of its values ("pool=p1").
[[nodiscard]] bool names_case(const std::string& name, const CaseValues& values);

/// Reports placeholders that have no list and lists that no placeholder uses; not where parts are
/// missing (`whole` is false), since they may hold the other half. Returns where placeholders stand
/// that have no list: what else is found there only follows from that.
std::vector<Mark> check_placeholders(const ReadingContext& context, const Node& root,
                                     const Matrix& matrix, bool whole);
/// The tree of one case. `context.lines` learns what was filled in where.
[[nodiscard]] Node fill_in(ReadingContext& context, const Node& root, const CaseValues& values);

}  // namespace firedrill::reading
