// A bare ladder queue (Tang, Goh and Thng, 2005), the fastest structure known for large hold
// models, as the yardstick that the engine's own queue is measured against. It is not used by the
// simulator.
//
// Far events lie unsorted in `far_`. When the near ones run out, far events are dealt into the
// buckets of a rung, about two a bucket; a bucket that holds too many is dealt into a finer rung;
// the first bucket is sorted into `near_`, which is popped from its end. Buckets are chains in one
// pool of nodes.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "sim/engine/event_queue.hpp"

namespace firedrill::benchmark {

class LadderQueue {
 public:
  void push(std::int64_t time, std::uint32_t slot) {
    const EventEntry entry{time, slot};
    if (time >= far_from_) {
      far_.push_back(entry);
      far_least_ = std::min(far_least_, time);
      far_most_ = std::max(far_most_, time);
      return;
    }
    for (std::size_t i = 0; i < depth_; ++i) {
      if (time >= rungs_[i].front()) {
        deal(rungs_[i], node_for(entry));
        return;
      }
    }
    near_.push_back(entry);
    std::size_t place = near_.size() - 1;
    for (; place > 0 && near_[place - 1] < entry; --place) near_[place] = near_[place - 1];
    near_[place] = entry;
  }

  EventEntry pop() {
    if (near_.empty()) refill();
    const EventEntry least = near_.back();
    near_.pop_back();
    return least;
  }

 private:
  static constexpr std::uint32_t kEnd = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::uint32_t kSortAtMost = 50;
  static constexpr std::size_t kDepthMost = 8;
  static constexpr std::size_t kEventsPerBucket = 2;

  struct Node {
    EventEntry entry;
    std::uint32_t next;
  };
  struct Bucket {
    std::uint32_t first = kEnd;
    std::uint32_t size = 0;
  };
  struct Rung {
    std::int64_t start = 0;
    unsigned shift = 0;  // A bucket spans 2^shift milliseconds.
    std::size_t current = 0;
    std::size_t size = 0;
    std::vector<Bucket> buckets;

    [[nodiscard]] std::int64_t front() const {
      return start + (static_cast<std::int64_t>(current) << shift);
    }
  };

  std::uint32_t node_for(const EventEntry& entry) {
    if (free_ == kEnd) {
      nodes_.push_back({entry, kEnd});
      return static_cast<std::uint32_t>(nodes_.size() - 1);
    }
    const std::uint32_t node = free_;
    free_ = nodes_[node].next;
    nodes_[node].entry = entry;
    return node;
  }

  void deal(Rung& rung, std::uint32_t node) {
    const auto offset = static_cast<std::uint64_t>(nodes_[node].entry.time - rung.start);
    Bucket& bucket = rung.buckets[offset >> rung.shift];
    nodes_[node].next = bucket.first;
    bucket.first = node;
    ++bucket.size;
    ++rung.size;
  }

  Rung& open_rung(std::int64_t least, std::int64_t most, std::size_t events) {
    Rung& rung = rungs_[depth_++];
    const auto span = static_cast<std::uint64_t>(most - least);
    const std::uint64_t width = span / std::max<std::uint64_t>(events / kEventsPerBucket, 1) + 1;
    rung.start = least;
    rung.shift = static_cast<unsigned>(std::bit_width(width)) - 1;
    rung.current = 0;
    rung.size = 0;
    rung.buckets.assign((span >> rung.shift) + 1, Bucket());
    return rung;
  }

  void refill() {
    for (;;) {
      while (depth_ > 0 && rungs_[depth_ - 1].size == 0) --depth_;
      if (depth_ == 0) {
        Rung& rung = open_rung(far_least_, far_most_, far_.size());
        far_from_ = rung.start + (static_cast<std::int64_t>(rung.buckets.size()) << rung.shift);
        for (const EventEntry& entry : far_) deal(rung, node_for(entry));
        far_.clear();
        far_least_ = std::numeric_limits<std::int64_t>::max();
        far_most_ = 0;
      }
      Rung& rung = rungs_[depth_ - 1];
      while (rung.buckets[rung.current].size == 0) ++rung.current;
      const Bucket bucket = rung.buckets[rung.current];
      const std::int64_t start = rung.front();
      rung.buckets[rung.current] = Bucket();
      rung.size -= bucket.size;
      ++rung.current;
      if (bucket.size > kSortAtMost && rung.shift > 0 && depth_ < kDepthMost) {
        const std::int64_t last = start + (std::int64_t{1} << rung.shift) - 1;
        Rung& finer = open_rung(start, last, bucket.size);
        for (std::uint32_t node = bucket.first; node != kEnd;) {
          const std::uint32_t next = nodes_[node].next;
          deal(finer, node);
          node = next;
        }
        continue;
      }
      for (std::uint32_t node = bucket.first; node != kEnd;) {
        near_.push_back(nodes_[node].entry);
        const std::uint32_t next = nodes_[node].next;
        nodes_[node].next = free_;
        free_ = node;
        node = next;
      }
      std::sort(near_.begin(), near_.end(), std::greater<>());
      return;
    }
  }

  std::vector<EventEntry> near_;  // Descending.
  Rung rungs_[kDepthMost];
  std::size_t depth_ = 0;
  std::vector<EventEntry> far_;
  std::int64_t far_from_ = 0;
  std::int64_t far_least_ = std::numeric_limits<std::int64_t>::max();
  std::int64_t far_most_ = 0;
  std::vector<Node> nodes_;
  std::uint32_t free_ = kEnd;
};

}  // namespace firedrill::benchmark
