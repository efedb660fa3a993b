// Which figures of a run move with a parameter that is given as a range.
//
// For each range two runs are made that differ by it alone: one with its low end, one with its high
// end. All else is as in the run itself, on the same draws, the other ranges at the values drawn
// for it. A figure that is the same in both did not move. The ends are compared and nothing between
// them: a figure that only a value in the middle moves is not found.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/model/parameter_range.hpp"
#include "sim/scenario/scenario.hpp"

namespace firedrill {

enum class FigureUnit : std::uint8_t { kDuration, kMinutes, kUsers, kCount, kVerdict };

/// A figure of a run by name. kNever: of those who lost it nobody got it back, or the command did
/// not end; kNone: nothing of the kind happened.
struct NamedFigure {
  std::string name;
  FigureUnit unit = FigureUnit::kCount;
  std::int64_t value = 0;
  static constexpr std::int64_t kNever = -1;
  static constexpr std::int64_t kNone = -2;
};

struct FigureMove {
  std::string name;
  FigureUnit unit = FigureUnit::kCount;
  std::int64_t low = 0, high = 0;  // of the pair that moved most
  std::uint64_t pairs = 0;         // that moved
};

struct RangeEffect {
  ParameterRange range;
  std::int64_t drawn = 0;  // in the run itself; of several runs, in the first
  std::uint64_t pairs = 0;
  std::vector<FigureMove> moved;   // the verdict first, where it moved
  std::vector<std::string> still;  // of what happened at all
};

/// The ranges of a scenario, by the order of the table of parameters.
[[nodiscard]] std::vector<ParameterRange> ranges_of(const Scenario& scenario);
/// The value that a range has in the run of this seed.
[[nodiscard]] std::int64_t drawn_in(const Scenario& scenario, const ParameterRange& range);

/// One entry a range. Each of `runs` is a scenario on its own draws with the same ranges; `stop` is
/// asked before each pair, and nothing is returned when it says so.
[[nodiscard]] std::vector<RangeEffect> range_effects(const std::vector<Scenario>& runs,
                                                     const std::function<bool()>& stop);

}  // namespace firedrill
