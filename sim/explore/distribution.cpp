// Ranks and roots in integers. z = 1.96, z^2 = 3.8416.
#include "sim/explore/distribution.hpp"

#include <algorithm>

namespace firedrill {
namespace {

constexpr std::uint64_t kZSquared = 38'416;  // times 10^-4

}  // namespace

std::uint64_t square_root(Wide n) {
  std::uint64_t root = 0;
  for (int bit = 63; bit >= 0; --bit) {
    const std::uint64_t more = root | std::uint64_t{1} << bit;
    if (Wide{more} * more <= n) root = more;
  }
  return root;
}

void Distribution::add(std::int64_t value) {
  const auto at = static_cast<std::size_t>(std::clamp<std::int64_t>(value, 0, kLargest));
  if (at >= counts_.size()) counts_.resize(at + 1);
  ++counts_[at];
  ++counted_;
}

void Distribution::merge(const Distribution& other) {
  if (other.counts_.size() > counts_.size()) counts_.resize(other.counts_.size());
  for (std::size_t i = 0; i < other.counts_.size(); ++i) counts_[i] += other.counts_[i];
  counted_ += other.counted_;
  never_ += other.never_;
}

std::int64_t Distribution::at_rank(std::uint64_t rank) const {
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    below += counts_[i];
    if (below >= rank) return static_cast<std::int64_t>(i);
  }
  return kNever;
}

Distribution::Quantile Distribution::quantile(std::int64_t permille) const {
  Quantile out;
  const std::uint64_t n = count();
  if (n == 0) return out;
  const auto q = static_cast<std::uint64_t>(permille);
  const Wide variance = Wide{n} * q * (1000 - q) * kZSquared;  // times 10^-10
  const std::uint64_t half = square_root(variance / 10'000'000'000) + 1;
  const std::uint64_t rank = (n * q + 999) / 1000;
  const std::uint64_t middle = std::max<std::uint64_t>(rank, 1);
  out.open = middle + half > n;
  out.value = at_rank(middle);
  out.low = at_rank(middle > half ? middle - half : 1);
  out.high = at_rank(out.open ? n : middle + half);
  return out;
}

std::int64_t Distribution::largest() const {
  return count() == 0 ? 0 : at_rank(count());
}

std::vector<Distribution::Count> Distribution::counts() const {
  std::vector<Count> out;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i] != 0) out.push_back({static_cast<std::int64_t>(i), counts_[i]});
  }
  return out;
}

Share wilson(std::uint64_t hits, std::uint64_t of) {
  // (2 k + z^2 +- z sqrt(4 k (n - k) / n + z^2)) / (2 (n + z^2)), numerator and root times 10^4.
  if (of == 0) return {0, 1'000'000};
  const Wide spread = Wide{kZSquared} * (Wide{4} * hits * (of - hits) * 10'000 / of + kZSquared);
  const Wide root = square_root(spread) + 1;
  const Wide centre = Wide{hits} * 20'000 + kZSquared;
  const Wide below = 2 * (Wide{of} * 10'000 + kZSquared);
  const Wide low = centre > root && hits > 0 ? (centre - root) * 1'000'000 / below : 0;
  const Wide high =
      hits == of ? Wide{1'000'000} : ((centre + root) * 1'000'000 + below - 1) / below;
  return {static_cast<std::uint64_t>(low),
          static_cast<std::uint64_t>(std::min<Wide>(high, 1'000'000))};
}

}  // namespace firedrill
