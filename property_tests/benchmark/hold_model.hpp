// The hold model: N pending events; pop the earliest, schedule one later; measured in its steady
// state.
//
// It is the usual yardstick of event queues. Waiting times are exponential with a mean of about 17
// minutes in milliseconds, the scale of a rehearsal, from a table, so that the draw does not hide
// the queue. The header is plain C++17, since ns-3's headers do not compile as C++20.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>

namespace firedrill::benchmark {

/// One random stream for all queues: the order of pops decides who gets which waiting time, so
/// equal check values mean equal orders of time.
class HoldStream {
 public:
  std::int64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t bits = state_;
    bits = (bits ^ (bits >> 32)) * 0xd6e8feb86659fd93;
    bits ^= bits >> 32;
    // Ten bits choose the quantile; ten more blur it, so that ties are rare but happen.
    return waits()[bits & 1023] + static_cast<std::int64_t>((bits >> 10) & 1023);
  }

 private:
  static const std::array<std::int64_t, 1024>& waits() {
    static const std::array<std::int64_t, 1024> table = [] {
      std::array<std::int64_t, 1024> out{};
      for (std::size_t i = 0; i < out.size(); ++i) {
        const double uniform = (static_cast<double>(i) + 0.5) / static_cast<double>(out.size());
        out[i] = static_cast<std::int64_t>(-std::log(uniform) * 1e6);
      }
      return out;
    }();
    return table;
  }

  std::uint64_t state_ = 2013;
};

/// What one measurement yields. `check` folds the popped times in order.
struct HoldResult {
  double events_per_second = 0;
  std::uint64_t check = 0;
};

inline std::uint64_t fold_check(std::uint64_t check, std::int64_t time) {
  return (check ^ static_cast<std::uint64_t>(time)) * 0x9e3779b97f4a7c15;
}

/// ns-3's PriorityQueueScheduler behind its simulator core; zero events a second where the program
/// was built without ns-3.
HoldResult hold_ns3(std::uint32_t pending, std::uint64_t events);

}  // namespace firedrill::benchmark
