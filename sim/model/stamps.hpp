// The instants that a State remembers beside its timers, and how long each can still matter.
//
// A search that follows every possible instant of a fault treats states as equal whose futures are
// equal. A remembered instant keeps them apart only while something may still compare it: a stamp
// for as long as an age is asked of it, a phase only as a place within its period.
#pragma once

#include <cstdint>
#include <optional>

#include "sim/model/view.hpp"

namespace firedrill {

struct Stamp {
  Instant at;
  std::uint32_t word = 0;   // place in the State
  Duration matters_for{0};  // no comparison asks for a greater age
  Duration period{0};       // > 0: a phase; only the place within the period matters
  bool forgotten = false;   // will be overwritten before it is read
};

/// Bounds that rest on the plan: computed once for a World.
struct StampBounds {
  explicit StampBounds(const World& world);
  bool interval_changes = false;   // some step may change the sync interval
  bool threshold_changes = false;  // some step may change a Registrar's thresholds
  /// No sync interval in force in `state` or later is longer.
  [[nodiscard]] Duration longest_interval(const State& state) const;
  /// The one failback detection interval of all pools, now and later; nothing if they differ.
  [[nodiscard]] std::optional<Duration> failback_interval(const State& state) const;
};

/// Every place of a State that may hold a stamp, whether it holds one or not, in order.
template <class F>
void for_each_stamp(const StampBounds& bounds, const State& state, F&& f) {
  const Duration longest = bounds.longest_interval(state);
  const std::byte* base = state.bytes();
  const auto word_of = [base](const std::int64_t& field) {
    return static_cast<std::uint32_t>((reinterpret_cast<const std::byte*>(&field) - base) / 8);
  };
  for (std::size_t i = 0; i < state.count<LinkRecord>(); ++i) {
    const LinkRecord& link = state.link(i);
    Stamp phase{Instant::from_word(link.phase), word_of(link.phase)};
    // A running cycle sets it anew at its end.
    phase.forgotten = link.running != 0;
    if (bounds.interval_changes) {
      phase.matters_for = Duration::max();
    } else {
      phase.period = sync_interval(state);
    }
    f(phase);
    f(Stamp{Instant::from_word(link.oldest_waiting), word_of(link.oldest_waiting), longest});
    f(Stamp{Instant::from_word(link.oldest_in_flight), word_of(link.oldest_in_flight), longest});
  }
  const std::optional<Duration> failback = bounds.failback_interval(state);
  for (std::size_t p = 0; p < state.count<PoolRecord>(); ++p) {
    const PoolRecord& pool = state.pool(p);
    Stamp phase{Instant::from_word(pool.failback_phase), word_of(pool.failback_phase)};
    // The check that is armed sets it anew.
    phase.forgotten =
        state
            .deadline(state.layout().slot(TimerKind::kFailbackCheck, static_cast<std::uint32_t>(p)))
            .is_set();
    if (failback) {
      phase.period = *failback;
    } else {
      phase.matters_for = Duration::max();
    }
    f(phase);
  }
}

}  // namespace firedrill
