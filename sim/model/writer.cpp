// Timers are words like any other; arming also tells the driver's index of pending events.
#include "sim/model/writer.hpp"

#include "sim/engine/assert.hpp"

namespace firedrill {

void Writer::arm_at(Slot slot, Instant at) {
  const std::int64_t& field = state_.timers()[slot];
  if (field == at.word()) return;
  put(field, at.word());
  timer_written(slot, true);
  if (causes_ != nullptr) {
    ++causes_->arms;
    causes_->armed_by[slot] = causes_->event;
    causes_->armed_root[slot] = causes_->root;
  }
  if (queue_ != nullptr) queue_->push(at.word(), slot);
}

void Writer::disarm(Slot slot) {
  put(state_.timers()[slot], std::int64_t{0});
  timer_written(slot, false);
}

void Writer::clear_timer(Slot slot) {
  disarm(slot);
}

void Writer::arm_at_tick(Slot slot, Instant phase, Duration period) {
  FIREDRILL_ASSERT(period.count() > 0, "a periodic process needs a period");
  std::int64_t ticks = 1;
  if (phase.anchor() == now().anchor()) {
    const std::int64_t since = now().offset() - phase.offset();
    if (since > period.count()) ticks = (since + period.count() - 1) / period.count();
  } else {
    ticks = state_.order()->ticks_until(phase, period, now());
  }
  arm_at(slot, phase + Duration(period.count() * ticks));
}

Fingerprint fingerprint_of(const State& state) {
  Fingerprint sum{};
  for (std::uint32_t word = 0; word < state.layout().hashed_words; ++word) {
    std::uint64_t value = 0;
    std::memcpy(&value, state.bytes() + std::size_t{word} * 8, 8);
    sum.add(mix(word, value));
  }
  return sum;
}

void keep_writers(CauseLog& log, const Layout& layout) {
  log.written_by.assign(layout.bytes / 8, 0);
  log.field_written_by.assign(std::size_t{layout.infrastructure_words} * 8, 0);
}

std::uint32_t writer_of(const CauseLog& log, std::size_t offset) {
  return offset < log.field_written_by.size() ? log.field_written_by[offset]
                                              : log.written_by[offset / 8];
}

}  // namespace firedrill
