// The rare paths of the event queue: closing a hole that no push filled, and moving the window of
// time that the packed keys cover.
#include "sim/engine/event_queue.hpp"

#include <algorithm>

#include "sim/engine/assert.hpp"

namespace firedrill {

void EventQueue::clear() {
  groups_.clear();
  later_.clear();
  count_ = 0;
  hole_ = false;
  base_ = 0;
}

void EventQueue::close_hole() {
  hole_ = false;
  Key& last = at(--count_);
  const Key key = last;
  last = kNone;
  if (count_ != 0) sink(key);
}

void EventQueue::push_outside(std::int64_t time, std::uint32_t slot) {
  FIREDRILL_ASSERT(time >= 0, "an event lies before the start of time");
  later_.push_back({time, slot});
  // Only a push earlier than the window's start moves it back, and that start was the earliest
  // entry when it was chosen: the caller has looked ahead of its own clock.
  if (time < base_) move_window(time);
}

void EventQueue::advance_window() {
  FIREDRILL_ASSERT(!later_.empty(), "an empty event queue has no top");
  move_window(std::min_element(later_.begin(), later_.end())->time);
}

void EventQueue::move_window(std::int64_t base) {
  if (hole_) close_hole();
  for (std::size_t node = 0; node < count_; ++node) later_.push_back(entry(at(node)));
  count_ = 0;
  groups_.clear();
  base_ = base;
  const auto inside = std::partition(later_.begin(), later_.end(), [&](const EventEntry& waiting) {
    return static_cast<std::uint64_t>(waiting.time - base_) >= kWindow;
  });
  for (auto each = inside; each != later_.end(); ++each) {
    rise((static_cast<std::uint64_t>(each->time - base_) << 32) | each->slot);
  }
  later_.erase(inside, later_.end());
}

}  // namespace firedrill
