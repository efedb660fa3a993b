// What every benchmark shares: a stopwatch, the median of rounds and ratios paired inside a round.
//
// Two programs are compared only within one round of one process, one right after the other, so
// that a machine that is busy or throttled slows both; the table then shows the median over the
// rounds.
#pragma once

#include <ctime>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace firedrill::benchmark {

inline constexpr int kRounds = 5;

class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Processor time of this process, all threads.
inline double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// The middle value; `values` must not be empty.
inline double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// The median of above[i] / below[i].
inline double median_ratio(const std::vector<double>& above, const std::vector<double>& below) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < above.size(); ++i) ratios.push_back(above[i] / below[i]);
  return median(std::move(ratios));
}

}  // namespace firedrill::benchmark
