// Two shares: whoever is second types the last of what was told, so that orders within it are kept.
#include "sim/run/shared_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "sim/run/measures.hpp"
#include "sim/run/names.hpp"

namespace firedrill {
namespace {

std::int64_t together(std::span<const TimedLines> told) {
  return std::accumulate(told.begin(), told.end(), std::int64_t{0},
                         [](std::int64_t sum, const TimedLines& one) { return sum + one.took_ms; });
}

std::string names(std::span<const TimedLines> told) {
  std::vector<std::string> out;
  for (const TimedLines& one : told) {
    if (out.empty() || out.back() != one.name) out.push_back(one.name);
  }
  return fmt::format("{}", fmt::join(out, ", "));
}

/// Typed behind the procedure, by the one who has it, they are not over when an hour is up.
bool too_long(std::span<const TimedLines> told, std::int64_t over_ms) {
  if (together(told) >= kLongAbsenceMs) return true;
  if (over_ms < 0) return false;
  std::int64_t clock_ms = over_ms;
  return std::ranges::any_of(told, [&](const TimedLines& one) {
    if (over_ms > one.hour_ms) return false;
    clock_ms = std::max(clock_ms, one.hour_ms - kLongAbsenceMs) + one.took_ms;
    return clock_ms > one.hour_ms;
  });
}

/// How many of them the first one types: where the longer of the shares is shortest.
std::size_t of_the_first(std::span<const TimedLines> told) {
  std::size_t best = 1;
  const auto longer = [&](std::size_t first) {
    return std::max(together(told.first(first)), together(told.subspan(first)));
  };
  for (std::size_t first = 2; first < told.size(); ++first) {
    if (longer(first) < longer(best)) best = first;
  }
  return best;
}

}  // namespace

std::string share_out(std::span<const TimedLines> told, std::int64_t over_ms, bool several) {
  if (told.size() < 2 || !too_long(told, over_ms)) return {};
  const std::size_t first = of_the_first(told);
  const std::span<const TimedLines> second = told.subspan(first);
  if (std::max(together(told.first(first)), together(second)) >= kLongAbsenceMs) return {};
  const std::string shared = several
                                 ? "share them out among the administrators"
                                 : "write \"administrators:\" in place of \"procedure:\", with a "
                                   "\"- name:\" and a \"procedure:\" for each";
  const std::string& wait = second.front().wait;
  return fmt::format(
      "the lines of {} take {} one after the other, and one administrator who types them all is "
      "not done within the hour: {}; the second one types those of {}{}",
      names(told), duration_text(together(told)), shared, names(second),
      wait.empty() ? "" : ", beginning with \"- " + wait + "\"");
}

}  // namespace firedrill
