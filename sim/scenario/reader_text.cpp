// Texts with places. See reader_text.hpp for what a place means and where it is not exact.
#include "sim/scenario/reader_text.hpp"

#include <algorithm>

namespace firedrill::reading {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

bool is_blank(char c) {
  return kBlanks.find(c) != std::string_view::npos;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
char lower_char(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool starts_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

int characters(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), starts_character));
}

/// The byte at which character number `column` (from 1) of a line begins.
std::size_t byte_of_column(std::string_view line, int column) {
  std::size_t at = 0;
  for (int left = column - 1; left > 0 && at < line.size(); --left) {
    ++at;
    while (at < line.size() && !starts_character(line[at])) ++at;
  }
  return at;
}

}  // namespace

std::size_t FilledScalar::written_byte(std::size_t byte) const {
  std::size_t from = 0;          // where the text after the last piece begins,
  std::size_t written_from = 0;  // and where it stands
  for (const Piece& piece : pieces) {
    if (byte < piece.begin) break;
    if (byte < piece.end) return piece.written_begin;
    from = piece.end;
    written_from = piece.written_end;
  }
  return std::min(written_from + (byte - from), written.size());
}

Text Text::from(std::size_t begin, std::size_t count) const {
  begin = std::min(begin, view.size());
  Text out{view.substr(begin, count), mark, exact, filled, offset + begin};
  if (!exact) return out;
  if (filled == nullptr) {
    out.mark.column += characters(view.substr(0, begin));
  } else {
    const std::string_view before(filled->written.data(), filled->written_byte(out.offset));
    out.mark = filled->mark;
    out.mark.column += characters(before);
  }
  return out;
}

Mark Text::mark_of_character(int n) const {
  return from(byte_of_column(view, n + 1), 0).mark;
}

Text Text::trimmed() const {
  const std::size_t first = view.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return from(view.size());
  return from(first, view.find_last_not_of(kBlanks) - first + 1);
}

void SourceLines::add(std::string_view text) {
  std::vector<std::string_view>& lines = lines_.emplace_back();
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void SourceLines::add(FilledScalar filled) {
  const std::array<int, 3> key{filled.mark.source, filled.mark.line, filled.mark.column};
  if (const std::optional<Mark> begin = find(filled.written, filled.mark)) {
    filled.mark = *begin;
    filled_[key] = std::move(filled);
  }
}

std::optional<Mark> SourceLines::find(std::string_view scalar, Mark mark) const {
  const auto source = static_cast<std::size_t>(mark.source);
  if (source >= lines_.size() || mark.line < 1 || mark.column < 1 ||
      mark.line > static_cast<int>(lines_[source].size())) {
    return std::nullopt;
  }
  std::string_view rest = lines_[source][static_cast<std::size_t>(mark.line) - 1];
  rest.remove_prefix(byte_of_column(rest, mark.column));
  if (rest.substr(0, scalar.size()) == scalar) return mark;
  if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'') &&
      rest.substr(1, scalar.size()) == scalar) {
    ++mark.column;
    return mark;
  }
  return std::nullopt;
}

Text SourceLines::locate(std::string_view scalar, Mark mark) const {
  const auto filled = filled_.find({mark.source, mark.line, mark.column});
  if (filled != filled_.end()) return {scalar, filled->second.mark, true, &filled->second, 0};
  if (const std::optional<Mark> begin = find(scalar, mark)) return {scalar, *begin, true};
  return {scalar, mark, false};
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower_char);
  return out;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower_char(x) == lower_char(y); });
}

bool starts_with_words(std::string_view text, std::string_view words) {
  return text.size() >= words.size() && same_word(text.substr(0, words.size()), words) &&
         (text.size() == words.size() || is_blank(text[words.size()]));
}

bool ends_with_words(std::string_view text, std::string_view words) {
  if (text.size() < words.size()) return false;
  const std::size_t at = text.size() - words.size();
  return same_word(text.substr(at), words) && (at == 0 || is_blank(text[at - 1]));
}

std::size_t find_words(std::string_view text, std::string_view words) {
  for (std::size_t at = 0; at + words.size() <= text.size(); ++at) {
    if ((at == 0 || is_blank(text[at - 1])) && starts_with_words(text.substr(at), words)) return at;
  }
  return std::string_view::npos;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kShownMax = 60;
  if (text.size() <= kShownMax) return '"' + std::string(text) + '"';
  std::size_t end = kShownMax;
  while (end > 0 && !starts_character(text[end])) --end;
  return '"' + std::string(text.substr(0, end)) + "...\"";
}

Text Words::peek() const {
  std::size_t end = 0;
  while (end < rest_.view.size() && !is_blank(rest_.view[end])) ++end;
  return rest_.from(0, end);
}

Text Words::next() {
  const Text word = peek();
  rest_ = rest_.from(word.view.size()).trimmed();
  return word;
}

bool Words::accept(std::string_view words) {
  if (!starts_with_words(rest_.view, words)) return false;
  rest_ = rest_.from(words.size()).trimmed();
  return true;
}

std::vector<Text> split(Text text, char separator) {
  std::vector<Text> out;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = text.view.find(separator, begin);
    if (end == std::string_view::npos) break;
    out.push_back(text.from(begin, end - begin).trimmed());
    begin = end + 1;
  }
  out.push_back(text.from(begin).trimmed());
  return out;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  constexpr std::size_t kDigitsMax = 18;
  if (text.empty() || text.size() > kDigitsMax) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<std::int64_t> parse_milli(std::string_view text) {
  constexpr std::int64_t kWholeMax = 1'000'000'000;
  const std::size_t point = text.find('.');
  const std::optional<std::int64_t> whole = parse_integer(text.substr(0, point));
  if (!whole || *whole > kWholeMax) return std::nullopt;
  std::int64_t milli = *whole * 1000;
  if (point == std::string_view::npos) return milli;
  std::string_view fraction = text.substr(point + 1);
  if (fraction.empty() || fraction.size() > 3) return std::nullopt;
  std::int64_t unit = 100;
  for (const char c : fraction) {
    if (!is_digit(c)) return std::nullopt;
    milli += (c - '0') * unit;
    unit /= 10;
  }
  return milli;
}

std::optional<Duration> parse_clock_time(std::string_view text) {
  std::int64_t parts[3] = {0, 0, 0};
  std::size_t count = 0;
  while (count < 3) {
    std::size_t length = 0;
    while (length < text.size() && is_digit(text[length])) ++length;
    if (length < (count == 0 ? 1U : 2U) || length > 2) return std::nullopt;
    parts[count++] = *parse_integer(text.substr(0, length));
    text.remove_prefix(length);
    if (text.empty()) break;
    if (text.front() != ':' || count == 3) return std::nullopt;
    text.remove_prefix(1);
  }
  if (count < 2 || !text.empty() || parts[0] > 23 || parts[1] > 59 || parts[2] > 59) {
    return std::nullopt;
  }
  return hours(parts[0]) + minutes(parts[1]) + seconds(parts[2]);
}

}  // namespace firedrill::reading
