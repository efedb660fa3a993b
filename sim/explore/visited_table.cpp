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
bool VisitedTable::grow() {
  const std::size_t longest = reserved_bytes_ / sizeof(Bucket);
  const std::size_t capacity = std::min(next_capacity(capacity_), longest);
  if (room_ == 0 || capacity <= capacity_) return false;
  if (capacity * sizeof(Bucket) >= kLargePagesFrom &&
      capacity_ * sizeof(Bucket) < kLargePagesFrom) {
    // Advice: where the kernel has no large pages, the table is slower and nothing else.
    static_cast<void>(madvise(buckets_, reserved_bytes_, MADV_HUGEPAGE));
  }
  // An entry lies at its home or behind it, with only full buckets between. So the buckets from one
  // that follows a bucket with room, up to the next with room, are a run whose entries all have
  // their homes in it. The run that goes round the end of the table is taken out first and put back
  // last.
  std::size_t first = 0;
  if (buckets_[capacity_ - 1].used == kEntries) {
    while (buckets_[first].used == kEntries) take_out(first++);
    take_out(first++);
  }
  wrapped_.swap(moving_);
  for (std::size_t at = capacity_; at > first;) {
    take_out(--at);
    while (at > first && buckets_[at - 1].used == kEntries) take_out(--at);
    // The new homes are not in front of `at`, so nothing meets what was not moved yet.
    for (const Entry& entry : moving_) put_in(entry, capacity);
    moving_.clear();
  }
  capacity_ = capacity;
  room_ = room_of(capacity);
  moving_.swap(wrapped_);
  for (const Entry& entry : moving_) {
    std::size_t at = home(entry.fingerprint);
    while (buckets_[at].used == kEntries) at = after(at);
    append(buckets_[at], entry.fingerprint, entry.payload);
  }
  moving_.clear();
  return true;
}

void VisitedTable::take_out(std::size_t at) {
  Bucket& bucket = buckets_[at];
  for (std::uint32_t i = 0; i < bucket.used; ++i) {
    moving_.push_back({bucket.fingerprints[i], bucket.payloads[i]});
  }
  bucket.used = 0;
}

/// Puts an entry into the table while it is being made `capacity` long. Those that would go round
/// its new end wait, since what lies at the front has not been moved.
void VisitedTable::put_in(const Entry& entry, std::size_t capacity) {
  std::size_t at = home_of(entry.fingerprint, capacity);
  while (at < capacity && buckets_[at].used == kEntries) ++at;
  if (at == capacity) {
    wrapped_.push_back(entry);
    return;
  }
  append(buckets_[at], entry.fingerprint, entry.payload);
}

}  // namespace firedrill
