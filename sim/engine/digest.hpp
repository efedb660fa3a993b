// The 128-bit digest of a run: every event folds a record of words into one XXH3-128 stream.
//
// The stream consists of the words' bytes, least significant first, whatever the machine; how the
// words were grouped into calls does not matter, so records of different kinds need a word that
// tells them apart. Words are gathered in a buffer, since hashing a few KiB at once is several
// times cheaper than 32 bytes a call.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>

namespace firedrill {

struct Digest128 {
  std::uint64_t lo = 0;
  std::uint64_t hi = 0;
  /// 32 lower-case hexadecimal digits, the high word first.
  [[nodiscard]] std::string hex() const;
  friend bool operator==(const Digest128&, const Digest128&) = default;
};

/// A value: copying it forks the stream.
class Digest {
 public:
  Digest();
  Digest(const Digest& other);
  Digest& operator=(const Digest& other);

  void fold(std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t d) {
    if (used_ + 4 > kWords) flush();
    words_[used_] = stored(a);
    words_[used_ + 1] = stored(b);
    words_[used_ + 2] = stored(c);
    words_[used_ + 3] = stored(d);
    used_ += 4;
  }
  void fold(std::span<const std::uint64_t> record) {
    for (const std::uint64_t word : record) {
      if (used_ == kWords) flush();
      words_[used_++] = stored(word);
    }
  }

  /// The digest of everything folded so far; folding may go on afterwards.
  [[nodiscard]] Digest128 value() const;

 private:
  static constexpr std::size_t kWords = 512;

  static constexpr std::uint64_t stored(std::uint64_t word) {
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    return word;
  }
  void flush();

  std::size_t used_ = 0;
  std::array<std::uint64_t, kWords> words_;
  /// The hash's own state; its type stays in the source file.
  alignas(64) std::array<std::byte, 576> stream_;
};

}  // namespace firedrill
