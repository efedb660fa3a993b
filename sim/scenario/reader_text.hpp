// Pieces of a file's text that know their place, and the small readers over them.
//
// A scenario says much inside one string ("at 1h pool pool1 is lost, back after 40m"); a mistake in
// it is reported at the very word. That is possible where the string stands in the file as it
// reads, on one line and without escapes; elsewhere the place is that of the whole string. Where
// placeholders of a matrix were filled in, a character of what was filled in has the place of its
// placeholder.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firedrill/diagnostic.hpp"
#include "firedrill/time.hpp"
#include "sim/topology/document.hpp"

namespace firedrill::reading {

/// A scalar in which placeholders were filled in: how it stands in the file, and where each byte of
/// a piece that was filled in comes from.
struct FilledScalar {
  std::string written;
  struct Piece {
    std::size_t begin, end;  // of the value
    std::size_t written_begin, written_end;
  };
  std::vector<Piece> pieces;
  Mark mark;  // of the first character, found when the scalar is located
  [[nodiscard]] std::size_t written_byte(std::size_t byte) const;
};

/// Characters of a scalar with the place of the first one. Views live as long as the document.
struct Text {
  std::string_view view;
  Mark mark;
  bool exact = false;                    // false: `mark` is the place of the whole string
  const FilledScalar* filled = nullptr;  // set: places are those of the scalar as written
  std::size_t offset = 0;                // of `view` in the filled scalar

  [[nodiscard]] bool empty() const { return view.empty(); }
  [[nodiscard]] Text from(std::size_t begin, std::size_t count = std::string_view::npos) const;
  [[nodiscard]] Text trimmed() const;
  /// The place of character number `n`, from 0.
  [[nodiscard]] Mark mark_of_character(int n) const;
  [[nodiscard]] std::string string() const { return std::string(view); }
};

/// The lines of the files, to find where a scalar's characters stand.
class SourceLines {
 public:
  /// The next file, in the order in which marks count their sources. `text` has to outlive this.
  void add(std::string_view text);
  /// The scalar at `filled.mark` was filled in.
  void add(FilledScalar filled);
  [[nodiscard]] Text locate(std::string_view scalar, Mark mark) const;
  [[nodiscard]] Text text(const Node& node) const { return locate(node.scalar, node.mark); }
  [[nodiscard]] Text text(const Node::Key& key) const { return locate(key.text, key.mark); }

 private:
  /// Where `scalar` begins, when it stands at `mark` as it reads.
  [[nodiscard]] std::optional<Mark> find(std::string_view scalar, Mark mark) const;

  std::vector<std::vector<std::string_view>> lines_;
  std::map<std::array<int, 3>, FilledScalar> filled_;  // by source, line and column
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
