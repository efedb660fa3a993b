// Durations as people write them: a sum of whole numbers with units, the largest unit first and
// each unit once, or the clock form of PowerShell time spans. Anything else is nothing: a number
// without a unit is the commonest mistake, and guessing it would change a rehearsal silently.
#include <array>
#include <cstdint>

#include "sim/topology/document.hpp"

namespace firedrill {
namespace {

constexpr std::int64_t kMsPerSecond = 1000;
constexpr std::int64_t kMsPerMinute = 60 * kMsPerSecond;
constexpr std::int64_t kMsPerHour = 60 * kMsPerMinute;
constexpr std::int64_t kMsPerDay = 24 * kMsPerHour;
// Nine digits of the largest unit stay far below 2^63 milliseconds.
constexpr std::size_t kDigitsMax = 9;

struct Unit {
  std::string_view name;
  std::int64_t ms;
};
constexpr std::array<Unit, 5> kUnits{
    {{"d", kMsPerDay}, {"h", kMsPerHour}, {"m", kMsPerMinute}, {"s", kMsPerSecond}, {"ms", 1}}};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Takes a run of digits off the front of `text`.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::size_t length = 0;
  std::int64_t value = 0;
  while (length < text.size() && is_digit(text[length])) {
    if (length == kDigitsMax) return std::nullopt;
    value = value * 10 + (text[length] - '0');
    ++length;
  }
  if (length == 0) return std::nullopt;
  text.remove_prefix(length);
  return value;
}

std::optional<std::int64_t> take_two_digits(std::string_view& text, char before) {
  if (text.size() < 3 || text[0] != before || !is_digit(text[1]) || !is_digit(text[2])) {
    return std::nullopt;
  }
  const std::int64_t value = (text[1] - '0') * 10 + (text[2] - '0');
  text.remove_prefix(3);
  return value;
}

std::optional<std::int64_t> parse_clock(std::string_view text) {
  const std::optional<std::int64_t> hour = take_number(text);
  if (!hour) return std::nullopt;
  const std::optional<std::int64_t> minute = take_two_digits(text, ':');
  if (!minute || *minute > 59) return std::nullopt;
  const std::optional<std::int64_t> second = take_two_digits(text, ':');
  if (!second || *second > 59) return std::nullopt;
  std::int64_t ms = 0;
  if (!text.empty()) {
    if (text.size() != 4 || text[0] != '.') return std::nullopt;
    text.remove_prefix(1);
    const std::optional<std::int64_t> fraction = take_number(text);
    if (!fraction || !text.empty()) return std::nullopt;
    ms = *fraction;
  }
  return *hour * kMsPerHour + *minute * kMsPerMinute + *second * kMsPerSecond + ms;
}

}  // namespace

std::optional<std::int64_t> parse_duration_ms(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return parse_clock(text);
  std::int64_t total = 0;
  std::size_t next_unit = 0;
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    const std::optional<std::int64_t> number = take_number(text);
    if (!number) return std::nullopt;
    std::size_t length = 0;
    while (length < text.size() && !is_digit(text[length])) ++length;
    const std::string_view name = text.substr(0, length);
    while (next_unit < kUnits.size() && kUnits[next_unit].name != name) ++next_unit;
    if (next_unit == kUnits.size()) return std::nullopt;
    total += *number * kUnits[next_unit].ms;
    ++next_unit;
    text.remove_prefix(length);
  }
  return total;
}

}  // namespace firedrill
