// XXH3-128 behind the digest of a run.
#include "sim/engine/digest.hpp"

#include <algorithm>
#include <new>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "sim/engine/assert.hpp"

namespace firedrill {
namespace {

static_assert(sizeof(XXH3_state_t) <= 576 && alignof(XXH3_state_t) <= 64);

XXH3_state_t* state_in(std::byte* bytes) {
  return std::launder(reinterpret_cast<XXH3_state_t*>(bytes));
}
const XXH3_state_t* state_in(const std::byte* bytes) {
  return std::launder(reinterpret_cast<const XXH3_state_t*>(bytes));
}

void append(XXH3_state_t* state, const std::uint64_t* words, std::size_t count) {
  const XXH_errorcode outcome = XXH3_128bits_update(state, words, count * sizeof(std::uint64_t));
  FIREDRILL_ASSERT(outcome == XXH_OK, "the digest refused bytes");
}

}  // namespace

std::string Digest128::hex() const {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out(32, '0');
  for (std::size_t i = 0; i < 16; ++i) {
    out[15 - i] = kDigits[(hi >> (4 * i)) & 15];
    out[31 - i] = kDigits[(lo >> (4 * i)) & 15];
  }
  return out;
}

Digest::Digest() {
  auto* state = new (stream_.data()) XXH3_state_t;
  XXH3_INITSTATE(state);
  FIREDRILL_ASSERT(XXH3_128bits_reset(state) == XXH_OK, "the digest did not start");
}

Digest::Digest(const Digest& other) : used_(other.used_) {
  new (stream_.data()) XXH3_state_t(*state_in(other.stream_.data()));
  std::copy_n(other.words_.begin(), used_, words_.begin());
}

Digest& Digest::operator=(const Digest& other) {
  if (this == &other) return *this;
  used_ = other.used_;
  *state_in(stream_.data()) = *state_in(other.stream_.data());
  std::copy_n(other.words_.begin(), used_, words_.begin());
  return *this;
}

void Digest::flush() {
  append(state_in(stream_.data()), words_.data(), used_);
  used_ = 0;
}

Digest128 Digest::value() const {
  XXH3_state_t rest = *state_in(stream_.data());
  append(&rest, words_.data(), used_);
  const XXH128_hash_t hash = XXH3_128bits_digest(&rest);
  return {hash.low64, hash.high64};
}

}  // namespace firedrill
