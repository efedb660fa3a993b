// Goal: the digest is XXH3-128 of the words' little-endian bytes, however they were cut into
// records.
#include "sim/engine/digest.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace firedrill {
namespace {

std::vector<std::uint64_t> words(std::size_t count) {
  std::vector<std::uint64_t> out(count);
  std::uint64_t word = 1;
  for (std::uint64_t& each : out) each = word = word * 6364136223846793005U + 1;
  return out;
}

TEST(Digest, OfNothingIsTheHashOfNoBytes) {
  EXPECT_EQ(Digest().value().hex(), "99aa06d3014798d86001c324468d497f");
}

TEST(Digest, IsTheRecordedValue) {
  Digest digest;
  digest.fold(words(2'000));
  EXPECT_EQ(digest.value().hex(), "ffc149f9df486fef86b3455e1db7121c");
}

TEST(Digest, DoesNotDependOnHowWordsAreGrouped) {
  const std::vector<std::uint64_t> all = words(4 * 999);
  Digest whole;
  whole.fold(all);
  Digest by_four;
  Digest by_one;
  for (std::size_t i = 0; i < all.size(); i += 4) {
    by_four.fold(all[i], all[i + 1], all[i + 2], all[i + 3]);
    for (std::size_t k = i; k < i + 4; ++k) by_one.fold(std::span(&all[k], 1));
  }
  EXPECT_EQ(by_four.value(), whole.value());
  EXPECT_EQ(by_one.value(), whole.value());
}

TEST(Digest, MayBeReadBetweenFolds) {
  Digest watched;
  Digest unwatched;
  for (std::uint64_t i = 0; i < 1'000; ++i) {
    watched.fold(i, i, i, i);
    unwatched.fold(i, i, i, i);
    static_cast<void>(watched.value());
  }
  EXPECT_EQ(watched.value(), unwatched.value());
}

TEST(Digest, ForksWhenCopied) {
  Digest first;
  first.fold(words(700));
  Digest second = first;
  EXPECT_EQ(first.value(), second.value());
  second.fold(1, 2, 3, 4);
  EXPECT_NE(first.value(), second.value());
  first.fold(1, 2, 3, 4);
  EXPECT_EQ(first.value(), second.value());
  first = Digest();
  EXPECT_EQ(first.value(), Digest().value());
}

TEST(Digest, NoticesOneBitAndTheOrder) {
  Digest a;
  Digest b;
  Digest c;
  a.fold(1, 2, 3, 4);
  b.fold(1, 2, 3, 5);
  c.fold(2, 1, 3, 4);
  EXPECT_NE(a.value(), b.value());
  EXPECT_NE(a.value(), c.value());
}

}  // namespace
}  // namespace firedrill
