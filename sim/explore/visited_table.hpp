// The set of states a search has seen: 128-bit fingerprints, with 32 bits of the caller's each.
//
// Not a map of states: two states whose fingerprints are equal count as one, and
// omission_probability() says how likely it is that this ever happened. Nothing is ever dropped:
// when the byte budget is used up, the next new fingerprint is answered with kFull, and a search
// that got this answer must say *unknown*.
//
// Layout: open addressing over buckets of one cache line, three entries each, probed one after the
// other. The home of a fingerprint is proportional to its hash, not masked by it, so a table can
// grow by any factor and its entries keep their order. Growing by a fifth at nine tenths full then
// needs no second copy: it moves from its end, a sixth of itself at a time, and whoever waits for
// the table helps. So a state costs 24 bytes when the table is full and 28.5 just after it grew, at
// the price of moving each entry about six times in all, in memory order. The address space of the
// whole budget is reserved at the start and costs nothing until it is used.
//
// Several threads may use find_or_insert_shared() at once, after reserve_shared() said that there
// is room for what they may insert. A bucket's entries are only appended to: who appends takes the
// bucket by compare-and-swap, who reads never waits. Everything else, growth above all, needs the
// table for itself.
//
// Alternatives: doubling needs three times the memory while it copies; linear hashing splits one
// bucket at a time and leaves the others twice as full, or needs chains; a table of positions with
// the entries in order of discovery costs a second cache miss for every lookup.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/engine/mix.hpp"

namespace firedrill {

enum class Insertion : std::uint8_t { kInserted, kFound, kFull };

class VisitedTable {
 public:
  struct Visit {
    Insertion what = Insertion::kFull;
    /// The entry's payload, null where the table is full; valid until the next insertion.
    std::uint32_t* payload = nullptr;
  };

  /// `budget_bytes` bounds bytes(). A table of less than 4 KiB can hold nothing.
  explicit VisitedTable(std::size_t budget_bytes);
  ~VisitedTable();
  VisitedTable(const VisitedTable&) = delete;
  VisitedTable& operator=(const VisitedTable&) = delete;

  /// Asks for the memory of a fingerprint that will soon be looked up. A dozen or more of these
  /// before the first lookup hide most of the time that memory takes.
  void prefetch(Fingerprint fingerprint) const { __builtin_prefetch(buckets_ + home(fingerprint)); }

  /// Adds the fingerprint with this payload, unless it is there: then its payload stays.
  Visit find_or_insert(Fingerprint fingerprint, std::uint32_t payload) {
    for (std::size_t at = home(fingerprint);; at = after(at)) {
      Bucket& bucket = buckets_[at];
      if (std::uint32_t* known = find_in(bucket, bucket.used, fingerprint)) {
        return {Insertion::kFound, known};
      }
      if (bucket.used == kEntries) continue;
      if (size_.load(std::memory_order_relaxed) >= room_) {
        if (!grow()) return {};
        return find_or_insert(fingerprint, payload);
      }
      size_.store(size_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
      return {Insertion::kInserted, append(bucket, fingerprint, payload)};
    }
  }

  /// The payload of a fingerprint, or null; valid until the next insertion.
  [[nodiscard]] std::uint32_t* find(Fingerprint fingerprint) const {
    for (std::size_t at = home(fingerprint);; at = after(at)) {
      Bucket& bucket = buckets_[at];
      if (std::uint32_t* known = find_in(bucket, bucket.used, fingerprint)) return known;
      if (bucket.used < kEntries) return nullptr;
    }
  }

  /// Sets room for `count` insertions aside, or returns false: then somebody must take the table
  /// for himself and insert by find_or_insert, which grows it. May be called by several threads.
  [[nodiscard]] bool reserve_shared(std::size_t count) {
    if (size_.fetch_add(count, std::memory_order_relaxed) + count <= room_) return true;
    give_back_shared(count);
    return false;
  }
  /// Returns what a reservation did not use. May be called by several threads.
  void give_back_shared(std::size_t count) { size_.fetch_sub(count, std::memory_order_relaxed); }

  /// While another thread makes the table grow: does a part of that work, where some is left. The
  /// only member that may be called meanwhile.
  void help_to_grow();

  struct SharedVisit {
    Insertion what = Insertion::kFound;
    /// The payload before this call, where the fingerprint was there.
    std::uint32_t before = 0;
  };
  /// Adds the fingerprint, or lowers its payload to `payload` where that is less. May be called by
  /// several threads, within what they reserved.
  SharedVisit find_or_insert_shared(Fingerprint fingerprint, std::uint32_t payload);

  [[nodiscard]] std::size_t size() const { return size_.load(std::memory_order_relaxed); }
  /// The memory in use, free places included: a function of size() alone.
  [[nodiscard]] std::size_t bytes() const { return capacity_ * sizeof(Bucket); }

  /// A bound on the probability that two of `states` different states share a fingerprint, so that
  /// one is taken for the other: n^2 / 2^129.
  [[nodiscard]] static double omission_probability(std::uint64_t states) {
    const auto n = static_cast<double>(states);
    return std::ldexp(n * n, -129);
  }
  [[nodiscard]] double omission_probability() const { return omission_probability(size()); }

 private:
  static constexpr std::uint32_t kEntries = 3;
  /// Set in `used` while a thread appends to the bucket.
  static constexpr std::uint32_t kTaken = 4;
  static constexpr std::size_t kFirstCapacity = 64;

  struct alignas(64) Bucket {
    Fingerprint fingerprints[kEntries];
    std::uint32_t payloads[kEntries];
    std::uint32_t used;
  };
  static_assert(sizeof(Bucket) == 64);

  struct Entry {
    Fingerprint fingerprint;
    std::uint32_t payload = 0;
  };

  /// The bucket where the search for a fingerprint begins; rises with its hash. The hash takes in
  /// all 128 bits, so fingerprints that agree in many of them still part.
  [[nodiscard]] static std::size_t home_of(Fingerprint fingerprint, std::size_t capacity) {
    __extension__ using Product = unsigned __int128;
    const std::uint64_t hash =
        (fingerprint.lo ^ std::rotl(fingerprint.hi, 32)) * 0x9e3779b97f4a7c15;
    return static_cast<std::size_t>((Product{hash} * capacity) >> 64);
  }
  [[nodiscard]] std::size_t home(Fingerprint fingerprint) const {
    return home_of(fingerprint, capacity_);
  }
  [[nodiscard]] std::size_t after(std::size_t at) const { return at + 1 == capacity_ ? 0 : at + 1; }

  [[nodiscard]] static std::uint32_t* find_in(Bucket& bucket, std::uint32_t used,
                                              Fingerprint fingerprint) {
    for (std::uint32_t i = 0; i < used; ++i) {
      if (bucket.fingerprints[i] == fingerprint) return &bucket.payloads[i];
    }
    return nullptr;
  }
  static std::uint32_t* append(Bucket& bucket, Fingerprint fingerprint, std::uint32_t payload) {
    const std::uint32_t i = bucket.used++;
    bucket.fingerprints[i] = fingerprint;
    bucket.payloads[i] = payload;
    return &bucket.payloads[i];
  }

  [[nodiscard]] static std::size_t room_of(std::size_t capacity) {
    return capacity * kEntries * 9 / 10;
  }
  [[nodiscard]] static std::size_t next_capacity(std::size_t capacity) {
    return capacity + capacity / 5;
  }

  bool grow();
  void move_up(std::size_t round, std::size_t piece);

  Bucket* buckets_ = nullptr;
  std::size_t reserved_bytes_ = 0;
  std::size_t capacity_ = 0;  // Buckets in use.
  std::size_t room_ = 0;      // Entries they may hold.
  std::atomic<std::size_t> size_ = 0;

  // While the table grows.
  static constexpr std::size_t kPieces = 8;  // of a round
  static constexpr std::uint64_t kNoTicket = ~std::uint64_t{0};
  std::vector<std::size_t> round_ends_;  // downwards
  std::size_t coming_capacity_ = 0;
  std::atomic<std::uint64_t> ticket_ = kNoTicket;  // round << 32 | its next piece
  std::atomic<std::size_t> pieces_done_ = 0;       // of all rounds
  std::array<std::vector<Entry>, kPieces> late_;   // by piece
};

}  // namespace firedrill
