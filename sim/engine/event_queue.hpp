// The pending events of one run, popped in the total order (time, slot).
//
// Not a scheduler: it knows neither kinds nor handlers, and it cannot cancel. A caller that re-arms
// a timer pushes again and discards the stale entry when it comes up. There are no sequence
// numbers, so the order is a function of the entries alone and not of the history that brought them
// here.
//
// Structure: an implicit 4-ary heap over one 64-bit word an entry, the time relative to a window of
// 2^32 ms in the upper half and the slot in the lower. One comparison of words is then the whole
// order, four children fill half a cache line, and the least of the four is found without a branch.
// `pop` leaves a hole at the root that the next `push` fills by sinking from there: the usual step
// of a simulation, one event out and one in, costs one descent instead of two. Entries later than
// the window (49.7 days) wait unsorted and move in when the window is used up.
//
// Alternatives: a ladder queue and a calendar queue take a constant number of steps an event, but
// they pay for buckets in the first microsecond of every small run and degrade when thousands of
// entries share an instant, as sign-ins after a failover do. A radix heap needs pushes never to be
// earlier than the last pop. With words this small the heap is ahead of a bare ladder at 64 and 1e6
// pending entries and within a quarter of it at 1e3 and 1e5; `firedrill_benchmark hold` measures
// it.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace firedrill {

/// One pending event. `slot` encodes the priority of its kind, then the entity.
struct EventEntry {
  std::int64_t time = 0;
  std::uint32_t slot = 0;
  friend bool operator==(const EventEntry&, const EventEntry&) = default;
  friend auto operator<=>(const EventEntry&, const EventEntry&) = default;
};

/// A priority queue on (time, slot), least first. Times are not negative. Equal entries are kept,
/// and come out one after the other. After the largest size was reached once, nothing allocates.
class EventQueue {
 public:
  /// Adds an entry; `time` may be earlier than the last popped one.
  void push(std::int64_t time, std::uint32_t slot) {
    // Unsigned, so that a time before the window is as far outside as one after it.
    const auto offset = static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(base_);
    if (offset >= kWindow) {
      push_outside(time, slot);
      return;
    }
    const Key key = (offset << 32) | slot;
    if (hole_) {
      hole_ = false;
      sink(key);
    } else {
      rise(key);
    }
  }

  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] std::size_t size() const {
    return count_ - static_cast<std::size_t>(hole_) + later_.size();
  }

  /// The least entry; the queue must not be empty.
  [[nodiscard]] EventEntry top() {
    settle();
    return entry(groups_[0].keys[kRoot]);
  }

  /// Removes and returns the least entry; the queue must not be empty.
  EventEntry pop() {
    settle();
    hole_ = true;
    return entry(groups_[0].keys[kRoot]);
  }

  /// Forgets all entries and keeps the memory.
  void clear();

 private:
  using Key = std::uint64_t;
  /// Greater than every key, so that a half-filled group needs no special case.
  static constexpr Key kNone = ~Key{0};
  static constexpr std::uint64_t kWindow = 0xffff'ffff;
  static constexpr std::size_t kRoot = 3;

  /// Four siblings. The root lies alone at the end of group 0; the children of node i are group i
  /// + 1.
  struct alignas(32) Group {
    Key keys[4] = {kNone, kNone, kNone, kNone};
  };

  [[nodiscard]] EventEntry entry(Key key) const {
    return {base_ + static_cast<std::int64_t>(key >> 32), static_cast<std::uint32_t>(key)};
  }
  [[nodiscard]] Key& at(std::size_t node) {
    return groups_[(node + kRoot) / 4].keys[(node + kRoot) % 4];
  }

  /// Makes the root the least entry again after a pop.
  void settle() {
    if (hole_) close_hole();
    if (count_ == 0) advance_window();
  }
  /// Places `key` at the root or below, where the hole ends up.
  void sink(Key key) {
    Key* hole = &groups_[0].keys[kRoot];
    std::size_t node = 0;
    while (4 * node + 1 < count_) {
      Key* child = groups_[node + 1].keys;
      // The least of four in minima and masks: these comparisons are coin tosses, and a compiler
      // that turns one into a jump halves the speed.
      const auto low_right = static_cast<std::size_t>(child[1] < child[0]);
      const auto high_right = static_cast<std::size_t>(child[3] < child[2]);
      const Key low = std::min(child[0], child[1]);
      const Key high = std::min(child[2], child[3]);
      const auto take_high = static_cast<std::size_t>(high < low);
      const Key least = std::min(low, high);
      if (key <= least) break;
      const std::size_t which = low_right ^ ((low_right ^ (2 + high_right)) & (0 - take_high));
      *hole = least;
      hole = child + which;
      node = 4 * node + 1 + which;
    }
    *hole = key;
  }
  /// Adds `key` as the last leaf and lifts it to its place.
  void rise(Key key) {
    std::size_t node = count_++;
    if ((node + kRoot) / 4 == groups_.size()) groups_.emplace_back();
    while (node != 0) {
      const std::size_t parent = (node - 1) / 4;
      if (at(parent) <= key) break;
      at(node) = at(parent);
      node = parent;
    }
    at(node) = key;
  }

  void close_hole();
  void push_outside(std::int64_t time, std::uint32_t slot);
  void advance_window();
  void move_window(std::int64_t base);

  std::vector<Group> groups_;
  std::size_t count_ = 0;  // Nodes of the heap, the hole included.
  bool hole_ = false;
  std::int64_t base_ = 0;
  std::vector<EventEntry> later_;
};

}  // namespace firedrill
