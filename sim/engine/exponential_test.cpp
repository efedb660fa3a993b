// Goal: the fixed-point -ln(u) keeps its stated error against the math library's long double.
#include "sim/engine/exponential.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace firedrill {
namespace {

long double exact(std::uint64_t bits) {
  // Near u = 1 the logarithm of a rounded quotient would be exact to fewer digits than the claim.
  const long double missing = static_cast<long double>(~bits) * 0x1p-64L;
  return missing < 0.5L ? -std::log1p(-missing)
                        : -std::log((static_cast<long double>(bits) + 1) * 0x1p-64L);
}

long double error_of(std::uint64_t bits) {
  return std::fabs(static_cast<long double>(exponential_fixed(bits)) * 0x1p-58L - exact(bits));
}

TEST(Exponential, IsWithinTheStatedErrorEverywhere) {
  if (std::numeric_limits<long double>::digits < 64)
    GTEST_SKIP() << "no wider type to compare with";
  std::uint64_t worst_bits = 0;
  long double worst = 0;
  const auto probe = [&](std::uint64_t bits) {
    const long double error = error_of(bits);
    if (error > worst) worst = error, worst_bits = bits;
  };
  std::uint64_t bits = 1;
  for (int i = 0; i < 300'000; ++i) {
    probe(bits);
    probe(bits >> (i % 64));
    bits = bits * 6364136223846793005U + 1442695040888963407U;
  }
  // Ends of all cells of all binades, where the series is at its worst.
  for (int binade = 0; binade < 64; ++binade) {
    for (std::uint64_t cell = 128; cell < 256; ++cell) {
      const std::uint64_t edge = (cell << 56) >> binade;
      probe(edge - 2), probe(edge - 1), probe(edge);
    }
  }
  EXPECT_LT(worst, 0x1p-48L) << std::hex << worst_bits;
}

TEST(Exponential, EndsAreExact) {
  EXPECT_EQ(exponential_fixed(~std::uint64_t{0}), 0U);
  EXPECT_NEAR(static_cast<double>(exponential_fixed(0)) * 0x1p-58, 64 * std::log(2.0), 1e-12);
}

TEST(Exponential, IsKnownAtCompileTime) {
  constexpr std::uint64_t kHalf = exponential_fixed((std::uint64_t{1} << 63) - 1);
  static_assert(kHalf - 0x2c5c85fdf473de6 + 1024 < 2048, "ln 2, within the error");
  EXPECT_NEAR(static_cast<double>(kHalf) * 0x1p-58, std::log(2.0), 1e-14);
}

}  // namespace
}  // namespace firedrill
