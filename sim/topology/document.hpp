// A YAML file as a tree of our own with the place of every value: what readers of topologies and
// scenarios walk. Third-party types stop here.
//
// The loader refuses what YAML libraries let pass: a key given twice, nesting deeper than 64, more
// than 16 MiB, aliases that multiply (at most 100,000 nodes), bytes that are not UTF-8 (UTF-16 with
// a byte order mark is converted). Where the YAML itself is broken, that one place is reported with
// a note that the rest was not looked at.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "firedrill/diagnostic.hpp"

namespace firedrill {

struct Node {
  enum class Kind { kNull, kScalar, kSequence, kMapping };
  struct Key {
    std::string text;
    Mark mark;
  };

  // Declared here and defaulted in the source file: a pair of Node inside Node is complete only
  // there.
  Node();
  Node(const Node&);
  Node(Node&&) noexcept;
  Node& operator=(const Node&);
  Node& operator=(Node&&) noexcept;
  ~Node();

  Kind kind = Kind::kNull;
  Mark mark;
  std::string scalar;  // kScalar: the text as written, without quotes
  bool quoted = false;
  std::vector<Node> items;                    // kSequence
  std::vector<std::pair<Key, Node>> entries;  // kMapping, in the order of the file

  [[nodiscard]] const Node* find(std::string_view key) const;
};

/// Reads `path` (a regular file). Mistakes are added to `diagnostics`; nothing is returned where
/// the YAML itself is broken or refused. Of a key given twice, which is a mistake too, the first
/// counts.
[[nodiscard]] std::optional<Node> read_yaml_file(const std::string& path, Diagnostics& diagnostics);
[[nodiscard]] std::optional<Node> read_yaml_text(std::string_view text, const std::string& name,
                                                 Diagnostics& diagnostics);

/// "90s", "12m", "6h", "2h30m", "1d", "500ms", "hh:mm:ss" and "hh:mm:ss.mmm"; nothing otherwise.
[[nodiscard]] std::optional<std::int64_t> parse_duration_ms(std::string_view text);

}  // namespace firedrill
