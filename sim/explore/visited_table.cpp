#include "sim/explore/visited_table.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "sim/engine/assert.hpp"

namespace firedrill {
namespace {

/// From this size on large pages pay: a smaller table would be rounded up to one.
constexpr std::size_t kLargePagesFrom = std::size_t{8} << 20;
/// A table grows by at least this part of itself: less would not be worth moving everything.
constexpr std::size_t kLeastGrowth = 16;
/// Buckets at the beginning that are put aside while all others move.
constexpr std::size_t kRest = 512;

}  // namespace

VisitedTable::VisitedTable(std::size_t budget_bytes) {
  constexpr std::size_t kLeast = kFirstCapacity * sizeof(Bucket);
  reserved_bytes_ = std::max(budget_bytes / sizeof(Bucket) * sizeof(Bucket), kLeast);
  void* memory = MAP_FAILED;
  // A budget beyond the address space is as good as the largest that fits.
  while (true) {
    memory = mmap(nullptr, reserved_bytes_, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory != MAP_FAILED || reserved_bytes_ == kLeast) break;
    reserved_bytes_ = std::max(reserved_bytes_ / 2 / sizeof(Bucket) * sizeof(Bucket), kLeast);
  }
  FIREDRILL_ASSERT(memory != MAP_FAILED, "no memory for the smallest table");
  buckets_ = static_cast<Bucket*>(memory);
  capacity_ = kFirstCapacity;
  room_ = budget_bytes < kLeast ? 0 : room_of(capacity_);
}

VisitedTable::~VisitedTable() {
  munmap(buckets_, reserved_bytes_);
}

VisitedTable::SharedVisit VisitedTable::find_or_insert_shared(Fingerprint fingerprint,
                                                              std::uint32_t payload) {
  std::size_t at = home(fingerprint);
  while (true) {
    Bucket& bucket = buckets_[at];
    const std::atomic_ref<std::uint32_t> used(bucket.used);
    std::uint32_t seen = used.load(std::memory_order_acquire);
    if (std::uint32_t* known = find_in(bucket, seen & ~kTaken, fingerprint)) {
      const std::atomic_ref<std::uint32_t> least(*known);
      std::uint32_t before = least.load(std::memory_order_relaxed);
      while (payload < before &&
             !least.compare_exchange_weak(before, payload, std::memory_order_relaxed)) {
      }
      return {Insertion::kFound, before};
    }
    if (seen == kEntries) {
      at = after(at);
      continue;
    }
    // Another thread may be adding this very fingerprint: look again when it is done.
    if ((seen & kTaken) != 0 ||
        !used.compare_exchange_strong(seen, seen | kTaken, std::memory_order_acquire)) {
      std::this_thread::yield();
      continue;
    }
    bucket.fingerprints[seen] = fingerprint;
    bucket.payloads[seen] = payload;
    used.store(seen + 1, std::memory_order_release);
    return {Insertion::kInserted, payload};
  }
}

/// Makes the table a fifth longer, in place; false where the budget does not allow it.
///
/// Homes keep their order, so the table moves from its end: the last sixth goes to where nothing is
/// yet, the sixth before it to where that was, and so on. One such round falls into pieces that
/// come from and go to places of their own, so that others can help (help_to_grow). What does not
/// fit into the piece where its home is waits until all has moved, and so does the short rest at
/// the beginning.
bool VisitedTable::grow() {
  const std::size_t longest = reserved_bytes_ / sizeof(Bucket);
  const std::size_t capacity = std::min(next_capacity(capacity_), longest);
  if (room_ == 0 || capacity < capacity_ + capacity_ / kLeastGrowth) return false;
  if (capacity * sizeof(Bucket) >= kLargePagesFrom &&
      capacity_ * sizeof(Bucket) < kLargePagesFrom) {
    // Advice: where the kernel has no large pages, the table is slower and nothing else.
    static_cast<void>(madvise(buckets_, reserved_bytes_, MADV_HUGEPAGE));
  }
  coming_capacity_ = capacity;
  round_ends_.assign(1, capacity_);
  while (round_ends_.back() > kRest) {
    round_ends_.push_back((round_ends_.back() * capacity_ + capacity - 1) / capacity);
  }
  const std::size_t rounds = round_ends_.size() - 1;
  pieces_done_.store(0, std::memory_order_relaxed);
  for (std::size_t round = 0; round < rounds; ++round) {
    ticket_.store(round << 32, std::memory_order_release);
    help_to_grow();
    while (pieces_done_.load(std::memory_order_acquire) < (round + 1) * kPieces) {
      std::this_thread::yield();
    }
  }
  ticket_.store(kNoTicket, std::memory_order_release);
  std::vector<Entry>& rest = late_.front();
  for (std::size_t at = 0; at < round_ends_.back(); ++at) {
    Bucket& bucket = buckets_[at];
    for (std::uint32_t i = 0; i < bucket.used; ++i) {
      rest.push_back({bucket.fingerprints[i], bucket.payloads[i]});
    }
    bucket.used = 0;
  }
  capacity_ = capacity;
  room_ = room_of(capacity);
  for (std::vector<Entry>& entries : late_) {
    for (const Entry& entry : entries) {
      std::size_t at = home(entry.fingerprint);
      while (buckets_[at].used == kEntries) at = after(at);
      append(buckets_[at], entry.fingerprint, entry.payload);
    }
    entries.clear();
  }
  return true;
}

void VisitedTable::help_to_grow() {
  std::uint64_t ticket = ticket_.load(std::memory_order_acquire);
  while ((ticket & 0xffffffff) < kPieces) {
    if (!ticket_.compare_exchange_weak(ticket, ticket + 1, std::memory_order_acquire)) continue;
    move_up(ticket >> 32, ticket & 0xffffffff);
    pieces_done_.fetch_add(1, std::memory_order_release);
    ticket = ticket_.load(std::memory_order_acquire);
  }
}

void VisitedTable::move_up(std::size_t round, std::size_t piece) {
  const std::size_t first = round_ends_[round + 1];
  const std::size_t end = round_ends_[round];
  const std::size_t share = (end - first + kPieces - 1) / kPieces;
  const std::size_t from = std::min(first + piece * share, end);
  const std::size_t to = std::min(from + share, end);
  const std::size_t into = from * coming_capacity_ / capacity_;
  const std::size_t until = to * coming_capacity_ / capacity_;
  for (std::size_t place = from; place < to; ++place) {
    Bucket& bucket = buckets_[place];
    for (std::uint32_t i = 0; i < bucket.used; ++i) {
      const Fingerprint fingerprint = bucket.fingerprints[i];
      std::size_t at = home_of(fingerprint, coming_capacity_);
      const bool here = at >= into;
      while (here && at < until && buckets_[at].used == kEntries) ++at;
      if (here && at < until) {
        append(buckets_[at], fingerprint, bucket.payloads[i]);
      } else {
        late_[piece].push_back({fingerprint, bucket.payloads[i]});
      }
    }
    bucket.used = 0;
  }
}

}  // namespace firedrill
