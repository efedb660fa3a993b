// -ln(u) for a uniform u, in fixed point and without a math library.
//
// Math libraries differ between platforms in the last bits, and one bit in a waiting time is
// another run. The method: with w = bits + 1, u = w / 2^64 = 2^-(z+1) * m, where z counts leading
// zeros of w and m lies in [1, 2). The top seven bits of m choose a cell of a table with r = 1 /
// (middle of the cell), rounded to 32 bits, and ln(1/r); then m * r = 1 + d with |d| < 2^-7.9 and
// ln m = ln(1/r) + d - d^2/2 + d^3/3 - d^4/4 + d^5/5. Against the true value of -ln(u) the sum is
// off by less than 2^-49 (the next term, d^6/6, and a few roundings); the test holds it to 2^-48. A
// mean of a year is then off by less than a thousandth of a millisecond before rounding.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace firedrill {

__extension__ using Wide = unsigned __int128;
__extension__ using SignedWide = __int128;

/// Fraction bits of the result: the largest value, 64 ln 2 = 44.4, needs six bits above them.
inline constexpr unsigned kExponentialFraction = 58;

namespace exponential_detail {

inline constexpr std::uint64_t kLn2 = 0xb17217f7d1cf79ab >> (64 - kExponentialFraction);
inline constexpr std::size_t kCells = 128;

struct Cell {
  std::uint32_t inverse = 0;      // 2^32 / middle of the cell
  std::uint64_t log_inverse = 0;  // -ln(inverse / 2^32), kExponentialFraction bits
};

/// ln(x / 2^32) for 2^31 <= x < 2^32, negated: 2 atanh((1 - y) / (1 + y)) with y = x / 2^32, as a
/// series in t <= 1/3 whose terms shrink at least ninefold.
constexpr std::uint64_t minus_log(std::uint64_t x) {
  constexpr unsigned kBits = 62;
  const std::uint64_t one = std::uint64_t{1} << 32;
  const auto t = static_cast<std::uint64_t>((Wide{one - x} << kBits) / (one + x));
  const auto square = static_cast<std::uint64_t>((Wide{t} * t) >> kBits);
  std::uint64_t power = t;
  std::uint64_t sum = 0;
  for (std::uint64_t odd = 1; power != 0; odd += 2) {
    sum += power / odd;
    power = static_cast<std::uint64_t>((Wide{power} * square) >> kBits);
  }
  return sum >> (kBits - kExponentialFraction - 1);
}

constexpr std::array<Cell, kCells> make_cells() {
  std::array<Cell, kCells> cells{};
  for (std::size_t i = 0; i < kCells; ++i) {
    // The middle of the cell is (2 * (128 + i) + 1) / 256.
    const std::uint64_t inverse = (std::uint64_t{1} << 40) / (2 * (kCells + i) + 1);
    cells[i] = {static_cast<std::uint32_t>(inverse), minus_log(inverse)};
  }
  return cells;
}
inline constexpr std::array<Cell, kCells> kTable = make_cells();

}  // namespace exponential_detail

/// -ln((bits + 1) / 2^64) with kExponentialFraction fraction bits.
[[nodiscard]] constexpr std::uint64_t exponential_fixed(std::uint64_t bits) {
  namespace detail = exponential_detail;
  const std::uint64_t w = bits + 1;
  if (w == 0) return 0;
  const auto zeros = static_cast<unsigned>(std::countl_zero(w));
  const std::uint64_t m = w << zeros;  // [1, 2) with 63 fraction bits
  const detail::Cell cell = detail::kTable[(m >> 56) & (detail::kCells - 1)];
  // m * r - 1 with 95 fraction bits before the shift, 60 after it.
  const auto d = static_cast<std::int64_t>(
      (static_cast<SignedWide>(Wide{m} * cell.inverse) - (SignedWide{1} << 95)) >> 35);
  // Higher powers are smaller, so fewer of their bits count and plain words hold them.
  const auto square = static_cast<std::int64_t>((SignedWide{d} * d) >> 60);
  const std::int64_t cube = ((square >> 12) * (d >> 24)) >> 32;  // 52 fraction bits
  const std::int64_t short_d = d >> 28;                          // 32 fraction bits
  constexpr std::int64_t kOne = std::int64_t{1} << 32;
  const std::int64_t tail =
      kOne / 3 - (short_d >> 2) + ((((short_d * short_d) >> 32) * (kOne / 5)) >> 32);
  const std::int64_t series =
      (d - (square >> 1) + ((cube * tail) >> 24)) >> (60 - kExponentialFraction);
  const std::uint64_t log_m = cell.log_inverse + static_cast<std::uint64_t>(series);
  const std::uint64_t whole = (zeros + 1) * detail::kLn2;
  // Within a rounding of u = 1 the difference may come out below nothing.
  return whole > log_m ? whole - log_m : 0;
}

/// A waiting time of the given mean from a result of exponential_fixed, rounded to the nearest unit
/// of the mean. 0 <= mean <= 2^56.
[[nodiscard]] constexpr std::int64_t exponential_scaled(std::uint64_t fixed, std::int64_t mean) {
  constexpr Wide kHalf = Wide{1} << (kExponentialFraction - 1);
  const Wide product = Wide{fixed} * static_cast<std::uint64_t>(mean);
  return static_cast<std::int64_t>((product + kHalf) >> kExponentialFraction);
}

}  // namespace firedrill
