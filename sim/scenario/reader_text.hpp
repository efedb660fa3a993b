// Pieces of a file's text that know their place, and the small readers over them.
//
// A scenario says much inside one string ("at 1h pool pool1 is lost, back after 40m"); a mistake in
// it is reported at the very word. That is possible where the string stands in the file as it
// reads, on one line and without escapes; elsewhere the place is that of the whole string.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firedrill/diagnostic.hpp"
#include "firedrill/time.hpp"
#include "sim/topology/document.hpp"

namespace firedrill::reading {

/// Characters of a scalar with the place of the first one. Views live as long as the document.
struct Text {
  std::string_view view;
  Mark mark;
  bool exact = false;  // false: `mark` is the place of the whole string

  [[nodiscard]] bool empty() const { return view.empty(); }
  [[nodiscard]] Text from(std::size_t offset, std::size_t count = std::string_view::npos) const;
  [[nodiscard]] Text trimmed() const;
  [[nodiscard]] std::string string() const { return std::string(view); }
};

/// The lines of a file, to find where a scalar's characters stand.
class SourceLines {
 public:
  SourceLines() = default;
  explicit SourceLines(std::string_view text);
  [[nodiscard]] Text locate(std::string_view scalar, Mark mark) const;
  [[nodiscard]] Text text(const Node& node) const { return locate(node.scalar, node.mark); }
  [[nodiscard]] Text text(const Node::Key& key) const { return locate(key.text, key.mark); }

 private:
  std::vector<std::string_view> lines_;
};

/// ASCII only: names of the domain are, and a locale must not decide.
[[nodiscard]] std::string lower(std::string_view text);
[[nodiscard]] bool same_word(std::string_view a, std::string_view b);
[[nodiscard]] bool starts_with_words(std::string_view text, std::string_view words);
[[nodiscard]] bool ends_with_words(std::string_view text, std::string_view words);
/// Where `words` stands in `text` as whole words, or npos.
[[nodiscard]] std::size_t find_words(std::string_view text, std::string_view words);
/// The text in double quotes, cut when long.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// Walks a text word by word; words are separated by blanks.
class Words {
 public:
  explicit Words(Text text) : rest_(text.trimmed()) {}
  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] Text peek() const;
  Text next();
  /// Takes `words` off the front when they stand there (letter case is ignored).
  bool accept(std::string_view words);
  [[nodiscard]] Text rest() const { return rest_; }

 private:
  Text rest_;
};

/// `text` cut at every `separator`, each piece trimmed.
[[nodiscard]] std::vector<Text> split(Text text, char separator);

/// A whole number without sign, at most 18 digits.
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text);
/// "4" is 4000, "0.5" is 500: thousandths, without floating point.
[[nodiscard]] std::optional<std::int64_t> parse_milli(std::string_view text);
/// "10:00" or "10:00:00" as time of day, nothing else.
[[nodiscard]] std::optional<Duration> parse_clock_time(std::string_view text);

}  // namespace firedrill::reading
