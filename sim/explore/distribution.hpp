// A distribution over the runs of a campaign, kept exactly in whole units, and what can be said of
// it with 95 % confidence. Integers only, so that every platform prints the same digits.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine/exponential.hpp"

namespace firedrill {

class Distribution {
 public:
  /// A value in whole units; what lies above kLargest counts as kLargest.
  void add(std::int64_t value);
  /// The value never came: it lies above every other.
  void add_never() { ++never_; }
  void merge(const Distribution& other);

  [[nodiscard]] std::uint64_t count() const { return counted_ + never_; }
  [[nodiscard]] std::uint64_t never() const { return never_; }
  static constexpr std::int64_t kNever = -1;
  /// The value of rank ceil(n * permille / 1000), and the ranks between which the true quantile
  /// lies with 95 % confidence (score interval of the rank). kNever where that value never came;
  /// a high end beyond the largest rank is the largest value, and `open` says so.
  struct Quantile {
    std::int64_t value = 0, low = 0, high = 0;
    bool open = false;
  };
  [[nodiscard]] Quantile quantile(std::int64_t permille) const;
  [[nodiscard]] std::int64_t largest() const;
  /// (value, how many), ascending; kNever is not among them.
  struct Count {
    std::int64_t value;
    std::uint64_t runs;
  };
  [[nodiscard]] std::vector<Count> counts() const;

  static constexpr std::int64_t kLargest = 4'000'000;

 private:
  [[nodiscard]] std::int64_t at_rank(std::uint64_t rank) const;
  std::vector<std::uint32_t> counts_;
  std::uint64_t counted_ = 0;
  std::uint64_t never_ = 0;
};

/// The largest integer whose square is not above `n`.
[[nodiscard]] std::uint64_t square_root(Wide n);

/// Wilson's 95 % interval of a proportion, in millionths: the true share of runs lies in it.
struct Share {
  std::uint64_t low_ppm = 0, high_ppm = 0;
};
[[nodiscard]] Share wilson(std::uint64_t hits, std::uint64_t of);

}  // namespace firedrill
