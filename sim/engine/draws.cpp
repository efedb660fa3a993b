// Philox4x32-10 behind the draws.
#include "sim/engine/draws.hpp"

#include <Random123/philox.h>

#include "sim/engine/assert.hpp"
#include "sim/engine/exponential.hpp"

namespace firedrill {
namespace {

/// The low 64 bits of one Philox block.
std::uint64_t block(std::uint64_t key, std::uint64_t entity, std::uint64_t n) {
  const philox4x32_key_t key_words = {
      {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)}};
  const philox4x32_ctr_t counter = {
      {static_cast<std::uint32_t>(entity), static_cast<std::uint32_t>(entity >> 32),
       static_cast<std::uint32_t>(n), static_cast<std::uint32_t>(n >> 32)}};
  const philox4x32_ctr_t out = philox4x32_R(10, counter, key_words);
  return out.v[0] | (std::uint64_t{out.v[1]} << 32);
}

std::uint64_t high_product(std::uint64_t a, std::uint64_t b) {
  return static_cast<std::uint64_t>((Wide{a} * b) >> 64);
}

}  // namespace

Draws::Draws(std::uint64_t seed) : seed_(seed) {
  // A key of its own for each purpose leaves the whole counter to entity and n.
  for (std::uint32_t purpose = 0; purpose < kPurposes; ++purpose) {
    keys_[purpose] = block(seed, purpose, 0);
  }
}

std::uint64_t Draws::bits(Purpose purpose, std::uint64_t entity, std::uint64_t n) const {
  return block(keys_[static_cast<std::uint32_t>(purpose)], entity, n);
}

std::uint64_t Draws::below(std::uint64_t bound, Purpose purpose, std::uint64_t entity,
                           std::uint64_t n) const {
  FIREDRILL_ASSERT(bound > 0, "a draw below nothing");
  return high_product(bits(purpose, entity, n), bound);
}

Duration Draws::in_range(Duration lo, Duration hi, Purpose purpose, std::uint64_t entity,
                         std::uint64_t n) const {
  FIREDRILL_ASSERT(lo <= hi, "a range that ends before it starts");
  const auto width =
      static_cast<std::uint64_t>(hi.count()) - static_cast<std::uint64_t>(lo.count());
  FIREDRILL_ASSERT(width + 1 != 0, "a range wider than a word");
  const std::uint64_t offset = below(width + 1, purpose, entity, n);
  return Duration(static_cast<std::int64_t>(static_cast<std::uint64_t>(lo.count()) + offset));
}

std::int64_t Draws::exponential_ms(std::int64_t mean_ms, Purpose purpose, std::uint64_t entity,
                                   std::uint64_t n) const {
  FIREDRILL_ASSERT(mean_ms >= 0 && mean_ms <= (std::int64_t{1} << 56), "a mean out of range");
  return exponential_scaled(exponential_fixed(bits(purpose, entity, n)), mean_ms);
}

}  // namespace firedrill
