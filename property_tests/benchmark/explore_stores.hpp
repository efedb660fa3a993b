// The state of the yardstick protocol as large as that of a real deployment: 256 bytes, a word for
// each field and room besides. Two ways to know it again: copied for each successor and hashed as a
// whole, or by a fingerprint that every change brings up to date, copied only where it is new.
#pragma once

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "property_tests/known_answers/paired_pools.hpp"

namespace firedrill::benchmark {

inline constexpr std::size_t kWords = 32;
using Words = std::array<std::uint64_t, kWords>;
static_assert(sizeof(Words) == 256 && known::kPlaces <= kWords);

inline void set(Words& words, known::Change change) {
  words[known::place_of(change.field, change.pool)] = change.value;
}

class HashedWhole {
 public:
  using Candidate = HashedWhole;

  explicit HashedWhole(std::initializer_list<known::Change> fields) {
    for (const known::Change& field : fields) set(words_, field);
  }
  [[nodiscard]] unsigned get(known::Field field, unsigned pool) const {
    return static_cast<unsigned>(words_[known::place_of(field, pool)]);
  }
  template <class... Changes>
  [[nodiscard]] HashedWhole with(Changes... changes) const {
    HashedWhole next = *this;
    (set(next.words_, changes), ...);
    return next;
  }
  [[nodiscard]] Fingerprint fingerprint() const {
    const XXH128_hash_t hash = XXH3_128bits(words_.data(), sizeof words_);
    return {hash.low64, hash.high64};
  }

 private:
  Words words_{};
};

class HashedByChange {
 public:
  /// The state before, and what a step changes of it.
  class Candidate {
   public:
    explicit Candidate(const HashedByChange& before)
        : before_(&before), fingerprint_(before.fingerprint_) {}
    void change(known::Change change) {
      const unsigned place = known::place_of(change.field, change.pool);
      const std::uint64_t was = before_->words_[place];
      if (was == change.value) return;
      fingerprint_.subtract(mix(place, was));
      fingerprint_.add(mix(place, change.value));
      changes_[count_++] = change;
    }
    [[nodiscard]] Fingerprint fingerprint() const { return fingerprint_; }

   private:
    friend class HashedByChange;
    const HashedByChange* before_;
    Fingerprint fingerprint_;
    std::array<known::Change, 3> changes_;
    unsigned count_ = 0;
  };

  explicit HashedByChange(std::initializer_list<known::Change> fields) {
    for (const known::Change& field : fields) set(words_, field);
    for (std::size_t place = 0; place < kWords; ++place) {
      fingerprint_.add(mix(place, words_[place]));
    }
  }
  explicit HashedByChange(const Candidate& candidate)
      : words_(candidate.before_->words_), fingerprint_(candidate.fingerprint_) {
    for (unsigned i = 0; i < candidate.count_; ++i) set(words_, candidate.changes_[i]);
  }
  [[nodiscard]] unsigned get(known::Field field, unsigned pool) const {
    return static_cast<unsigned>(words_[known::place_of(field, pool)]);
  }
  template <class... Changes>
  [[nodiscard]] Candidate with(Changes... changes) const {
    static_assert(sizeof...(changes) <= 3);
    Candidate candidate(*this);
    (candidate.change(changes), ...);
    return candidate;
  }
  [[nodiscard]] Fingerprint fingerprint() const { return fingerprint_; }

 private:
  Words words_{};
  Fingerprint fingerprint_;
};

}  // namespace firedrill::benchmark
