// Each move in full, "from -> to"; what stayed by name alone, the percentiles of one thing
// together.
#include "reports/range_text.hpp"

#include <fmt/format.h>

#include "sim/run/names.hpp"
#include "sim/run/verdict.hpp"

namespace firedrill {
namespace {

using nlohmann::ordered_json;

std::string value_text(FigureUnit unit, std::int64_t value) {
  if (value == NamedFigure::kNever) return "never";
  if (value == NamedFigure::kNone) return "nothing";
  switch (unit) {
    case FigureUnit::kDuration:
      return duration_text(value);
    case FigureUnit::kMinutes:
      return count_text(value / 60'000);
    case FigureUnit::kUsers:
      return count_text(value) + (value == 1 ? " user" : " users");
    case FigureUnit::kCount:
      return count_text(value);
    case FigureUnit::kVerdict:
      return std::string(verdict_name(static_cast<Verdict>(value)));
  }
  return {};
}

/// Two values that read alike at the precision of people are told to the millisecond.
std::string move_text(const FigureMove& move) {
  std::string low = value_text(move.unit, move.low);
  std::string high = value_text(move.unit, move.high);
  const bool time = move.unit == FigureUnit::kDuration || move.unit == FigureUnit::kMinutes;
  if (low == high && time) {
    low = fmt::format("{}.{:03}s", move.low / 1000, move.low % 1000);
    high = fmt::format("{}.{:03}s", move.high / 1000, move.high % 1000);
  }
  return fmt::format("{} {} -> {}", move.name, low, high);
}

void add_folded(std::vector<std::string>& lines, const std::string& label,
                const std::vector<std::string>& items, std::size_t width) {
  constexpr std::size_t kLabel = 11;
  std::string row = label + std::string(kLabel - label.size(), ' ');
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string word = items[i] + (i + 1 < items.size() ? ";" : "");
    if (row.size() + 1 + word.size() > width && row.size() > kLabel) {
      lines.push_back(row);
      row = std::string(kLabel, ' ');
    }
    row += (row.size() > kLabel ? " " : "") + word;
  }
  lines.push_back(row);
}

/// What belongs to one capability stands together: "RTO sign-in p50, p99, never". `texts` begin
/// with the names.
std::vector<std::string> together(const std::vector<std::string>& names,
                                  const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  std::string before;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::size_t at = names[i].rfind(' ');
    const std::string of = names[i].starts_with("RTO ") ? names[i].substr(0, at) : std::string();
    if (!of.empty() && of == before) {
      out.back() += "," + texts[i].substr(at);
    } else {
      out.push_back(texts[i]);
    }
    before = of;
  }
  return out;
}

ordered_json value_json(std::int64_t value) {
  return value < 0 ? ordered_json(value == NamedFigure::kNever ? "never" : "nothing")
                   : ordered_json(value);
}

}  // namespace

std::string range_name(const ParameterRange& range) {
  const ParameterInfo& info = parameter_info(range.id);
  return fmt::format("{} {} {}", info.assumption, info.name, print_parameter_range(range));
}

std::vector<std::string> effect_lines(const RangeEffect& effect, std::size_t width) {
  std::vector<std::string> lines;
  std::vector<std::string> names;
  std::vector<std::string> moved;
  for (const FigureMove& move : effect.moved) {
    std::string text = move_text(move);
    if (effect.pairs > 1) {
      text = fmt::format("{} in {} of {}, at most{}", move.name, move.pairs, effect.pairs,
                         text.substr(move.name.size()));
    }
    names.push_back(move.name);
    moved.push_back(std::move(text));
  }
  const bool long_texts = effect.pairs > 1;
  if (!moved.empty()) {
    add_folded(lines, "moved", long_texts ? moved : together(names, moved), width);
  }
  if (!effect.still.empty()) {
    add_folded(lines, "not moved", together(effect.still, effect.still), width);
  }
  if (moved.empty()) lines.insert(lines.begin(), "moved      nothing");
  return lines;
}

ordered_json effects_json(const std::vector<RangeEffect>& effects) {
  static constexpr const char* kUnits[] = {"ms", "user_ms", "users", "count", "verdict"};
  ordered_json out = ordered_json::array();
  for (const RangeEffect& effect : effects) {
    const ParameterInfo& info = parameter_info(effect.range.id);
    ordered_json one;
    one["parameter"] = info.name;
    one["assumption"] = info.assumption;
    one["unit"] = info.kind == ParameterKind::kDuration ? "ms" : "count";
    one["low"] = effect.range.low;
    one["high"] = effect.range.high;
    one["drawn"] = effect.drawn;
    one["pairs"] = effect.pairs;
    one["moved"] = ordered_json::array();
    for (const FigureMove& move : effect.moved) {
      const bool verdict = move.unit == FigureUnit::kVerdict;
      one["moved"].push_back(
          {{"figure", move.name},
           {"unit", kUnits[static_cast<std::size_t>(move.unit)]},
           {"low", verdict ? ordered_json(value_text(move.unit, move.low)) : value_json(move.low)},
           {"high",
            verdict ? ordered_json(value_text(move.unit, move.high)) : value_json(move.high)},
           {"pairs", move.pairs}});
    }
    one["not_moved"] = effect.still;
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace firedrill
