// At rest, faults may still be in force and load may still arrive. What replicates under the load
// (cycles of the Backup Service, Storage Service queues) is never drained there, so rest ignores
// it; rules about data say themselves what they wait for.
#include "sim/rules/quiescence.hpp"

#include "sim/model/view.hpp"
#include "sim/rules/invariants.hpp"

namespace firedrill::invariants {
namespace {

bool armed(const State& state, Slot slot) {
  return state.deadline(slot).is_set();
}

/// Every check re-arms the next one; it matters only once the partner can be heard again.
bool partner_heard(const World& world, const State& state, std::uint32_t watcher) {
  const Index partner = state.pool(watcher).backup;
  return partner != kNone && pool_serving(state, partner) &&
         connected(world, state, world.topology.pools[watcher].site, world.pool(partner).site);
}

constexpr TimerKind kReactions[] = {
    TimerKind::kFrontEndStart,   TimerKind::kPoolStart,    TimerKind::kGroupPromotion,
    TimerKind::kMirrorAutomatic, TimerKind::kMirrorManual, TimerKind::kBackupClock,
    TimerKind::kBackEndRestored, TimerKind::kDetector,     TimerKind::kFailbackCheck,
    TimerKind::kCmsOperation,    TimerKind::kReplication,  TimerKind::kPoolOperation,
    TimerKind::kActor,
};

}  // namespace

std::optional<Slot> pending_change(const World& world, const State& state, Slot hint) {
  const auto& base = world.layout.slot_base;
  const auto first = base[static_cast<std::size_t>(TimerKind::kUserSignIn)];
  const auto last = base[static_cast<std::size_t>(TimerKind::kUserSignIn) + 1];
  const Slot from = hint >= first && hint < last ? hint : first;
  if (from < last && armed(state, from)) return from;
  for (const TimerKind kind : kReactions) {
    const auto k = static_cast<std::size_t>(kind);
    for (Slot slot = base[k]; slot < base[k + 1]; ++slot) {
      if (!armed(state, slot)) continue;
      if (kind == TimerKind::kFailbackCheck && !partner_heard(world, state, slot - base[k])) {
        continue;
      }
      return slot;
    }
  }
  for (Slot slot = from; slot < last; ++slot) {
    if (armed(state, slot)) return slot;
  }
  for (Slot slot = first; slot < from; ++slot) {
    if (armed(state, slot)) return slot;
  }
  return std::nullopt;
}

bool command_runs(const State& state) {
  for (std::size_t a = 0; a < state.count<ActorRecord>(); ++a) {
    if (state.record<ActorRecord>(a).phase == ActorPhase::kRunning) return true;
  }
  return false;
}

}  // namespace firedrill::invariants

namespace firedrill {

bool quiescent(const World& world, const State& state) {
  return !invariants::command_runs(state) &&
         !invariants::pending_change(world, state, 0).has_value();
}

}  // namespace firedrill
