// What explanations know of each event: when, at which slot, armed by which event.
//
// A run of a million users has thirty load events for every other one. Where only the stories of
// users are wanted, load that armed nothing but its own next arrival is left out; numbers stay.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/engine/assert.hpp"
#include "sim/model/layout.hpp"

namespace firedrill {

/// One event as a run saw it.
struct EventRecord {
  std::int64_t at_ms = 0;
  Slot slot = 0;
  std::uint32_t cause = 0;  // event that armed it; 0 = the start
};

class EventHistory {
 public:
  /// Events come in the order of their numbers; number 0 is the start.
  void add(std::uint32_t number, const EventRecord& record) {
    if (number != records_.size() && numbers_.empty()) number_those_kept();
    if (number != records_.size() || !numbers_.empty()) numbers_.push_back(number);
    records_.push_back(record);
  }
  [[nodiscard]] bool has(std::uint32_t number) const { return find(number) < records_.size(); }
  [[nodiscard]] const EventRecord& operator[](std::uint32_t number) const {
    const std::size_t i = find(number);
    FIREDRILL_ASSERT(i < records_.size(), "an event that is asked for is kept");
    return records_[i];
  }

 private:
  [[nodiscard]] std::size_t find(std::uint32_t number) const {
    if (numbers_.empty()) return number;
    const auto at = std::lower_bound(numbers_.begin(), numbers_.end(), number);
    if (at == numbers_.end() || *at != number) return records_.size();
    return static_cast<std::size_t>(at - numbers_.begin());
  }
  void number_those_kept() {
    for (std::uint32_t i = 0; i < records_.size(); ++i) numbers_.push_back(i);
  }

  std::vector<EventRecord> records_;
  std::vector<std::uint32_t> numbers_;  // of records_; empty = they are 0, 1, 2, ...
};

}  // namespace firedrill
