// What the watch remembers: the records before an event, and what rules have to know from earlier.
#pragma once

#include "sim/model/stamps.hpp"
#include "sim/rules/invariant_checks.hpp"

namespace firedrill::invariants {

/// What was written since the records were last remembered.
struct Written {
  bool infrastructure = true;
  bool plan = true;
  bool timers = true;
  [[nodiscard]] bool settled() const { return !infrastructure && !timers; }
};

/// All that the watch knows between two events; a value.
struct WatchMemory {
  Before before;
  Notes notes;
  bool busy_instant = false;  // something other than load happened in this instant
  bool restless = true;       // something happened since rest was last judged
  Slot hint = 0;
  Fingerprint seen{};  // of the whole state, when it was last looked at
  Fingerprint plan{};  // the share of the plan's records in it
  bool seen_once = false;
  bool first_instant = true;
  Written unremembered;  // no part of what a check reads: only where it need not look
};

/// What future checks will read of `memory` (invariant_fold.cpp).
void fold_memory(const State& state, const StampBounds& bounds, const WatchMemory& memory,
                 MemoryFold& out);

/// Only the load or a sign-in: nothing but users, their data and queues can have changed.
[[nodiscard]] bool light(const World& world, Slot fired);
/// The plan's own records (actors, faults, monitors) as a share of the fingerprint.
[[nodiscard]] Fingerprint plan_share(const State& state);

[[nodiscard]] UserBefore user_before(const State& state, std::size_t user);
void remember_records(const World& world, const State& state, const Written& written,
                      Before& before);
void remember_timers(const World& world, const State& state, Before& before);
void remember_user(const State& state, std::size_t user, Before& before, Notes& notes);
[[nodiscard]] Notes first_notes(const World& world, const State& initial);

/// Fills `moment` from the event that fired `slot`, its facts and the records before and after.
void read_event(const World& world, const State& state, const Before& before, Slot fired,
                Moment& moment);
/// After the checks of an event: what later ones have to know. `settled`: neither records nor
/// timers of the infrastructure were written since `before` was taken.
void note_event(const World& world, const State& state, const Before& before, const Moment& moment,
                bool settled, Notes& notes);
/// Since when a Back End is missed, a heartbeat not heard, a change not applied.
void note_absences(const World& world, const State& state, Notes& notes);
void note_link(const State& state, const DataSums& sums, LinkNotes& notes);
/// note_link for the modules of the users of `pool`.
void note_links_of(const State& state, Index pool, Notes& notes);

}  // namespace firedrill::invariants
