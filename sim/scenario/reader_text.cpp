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

Text Text::from(std::size_t offset, std::size_t count) const {
  offset = std::min(offset, view.size());
  Text out{view.substr(offset, count), mark, exact};
  if (exact) out.mark.column += characters(view.substr(0, offset));
  return out;
}

Text Text::trimmed() const {
  const std::size_t first = view.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return from(view.size());
  return from(first, view.find_last_not_of(kBlanks) - first + 1);
}

SourceLines::SourceLines(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines_.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

Text SourceLines::locate(std::string_view scalar, Mark mark) const {
  Text out{scalar, mark, false};
  if (mark.line < 1 || mark.column < 1 || mark.line > static_cast<int>(lines_.size())) return out;
  std::string_view rest = lines_[static_cast<std::size_t>(mark.line) - 1];
  rest.remove_prefix(byte_of_column(rest, mark.column));
  if (rest.substr(0, scalar.size()) == scalar) {
    out.exact = true;
  } else if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'') &&
             rest.substr(1, scalar.size()) == scalar) {
    out.exact = true;
    ++out.mark.column;
  }
  return out;
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
