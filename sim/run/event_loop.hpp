// The protocol of one event and of one instant, for every driver: the timed run and the search.
//
//   start, then for each instant: fire... close (may arm more at the same time), leave, enter the
//   next; after the event of the scenario's end: close, leave, finish.
//
// Which event is next is the driver's business; what follows from it is not.
#pragma once

#include "sim/model/components.hpp"
#include "sim/rules/invariants.hpp"

namespace firedrill {

class EventLoop {
 public:
  /// `watch` may be null: nothing is checked then.
  EventLoop(Writer& writer, InvariantWatch* watch) : writer_(writer), watch_(watch) {}

  /// Everything that is pending at the start.
  void start() {
    if (watch_ != nullptr) watch_->set_event(0);
    writer_.begin_instant();
    firedrill::start(writer_);
  }

  /// One event: the timer `slot` fires now.
  void fire(Slot slot, std::uint32_t number) {
    before_event(number);
    step(writer_, slot);
    after_event(slot);
  }
  /// The same in parts, for a driver that brings a transition of its own between them.
  void before_event(std::uint32_t number) {
    writer_.begin_event();
    if (watch_ != nullptr) watch_->set_event(number);
  }
  void after_event(Slot slot) {
    if (watch_ != nullptr) watch_->event_over(writer_, slot);
  }

  /// No event is left at this time: conditions are looked at, which may bring further ones. True
  /// when more than load happened in this instant.
  bool close_instant() {
    const bool touched =
        writer_.touched_all() || writer_.touched_pools() != 0 || !writer_.touched_users().empty();
    if (!touched) return false;
    conditions_changed(writer_);
    return writer_.touched_all() || writer_.touched_pools() != 0;
  }

  /// Nothing more happens at this time: what holds at the end of every instant is checked.
  void leave_instant() {
    if (watch_ != nullptr) watch_->instant_over(writer_);
  }

  void enter_instant(State& state, Instant at) {
    writer_.begin_instant();
    state.set_now(at);
  }

  /// After the instant of the end was left.
  void finish() {
    if (watch_ != nullptr) watch_->at_end(writer_);
  }

 private:
  Writer& writer_;
  InvariantWatch* watch_;
};

}  // namespace firedrill
