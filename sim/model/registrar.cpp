// Registrar-level resiliency: each pool of a pair watches its partner's heartbeats (rule book 3.1,
// FLT-81, INV-91, INV-92). It never changes a pool state (INV-09).
#include "sim/model/components.hpp"
#include "sim/model/planted_bugs.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

/// The partner's heartbeat arrives at `watcher`.
bool heartbeat(const Writer& w, Index watcher, Index partner) {
  return pool_serving(w.state(), partner) &&
         connected(w.world(), w.state(), w.world().pool(watcher).site,
                   w.world().pool(partner).site);
}

Duration failback_interval(const Writer& w, Index partner) {
  return seconds(w.state().pool(ix(partner)).failback_detection_s);
}

/// A check that finds the partner silent changes nothing, so only the one that will hear it is
/// armed. A partner that comes back in the very instant of a check is heard by it: the order in
/// which the check comes first is not followed.
void arm_failback_check(Writer& w, Index watcher, Index partner) {
  const Slot slot = w.slot(TimerKind::kFailbackCheck, ix(watcher));
  const PoolRecord& r = w.state().pool(ix(watcher));
  if (r.failback_phase == 0 || w.armed(slot)) return;
  w.arm_at_tick(slot, Instant::from_word(r.failback_phase), failback_interval(w, partner));
}

/// Everybody the watcher borrowed from `partner` goes home, where home takes them.
void send_borrowed_home(Writer& w, Index watcher, Index partner) {
  if (FIREDRILL_BUG(kBorrowedKept)) return;
  if (w.state().pool(ix(partner)).state != PoolState::kActive) return;
  w.tell({FactKind::kRegistrarSendsHome, watcher, partner, 0, "", "INV-92"});
  for_each_user_of(w.world(), w.state(), partner, [&](std::uint32_t u) {
    if (w.state().user(u).registrar != watcher) return;
    if (accepting_registrar(w.world(), w.state(), u) == partner) sign_out(w, u);
  });
  // Redirected clients connect again at once, like those of a lost Front End (MA-36).
  reconsider_users(w, partner, ParameterId::kFrontEndReconnect);
}

}  // namespace

void detectors_changed(Writer& w) {
  for (std::size_t p = 0; p < w.world().topology.pools.size(); ++p) {
    const auto watcher = static_cast<Index>(p);
    const Index partner = backup_of(w.state(), watcher);
    const Slot slot = w.slot(TimerKind::kDetector, p);
    if (partner == kNone || !pool_serving(w.state(), watcher)) {
      w.disarm(slot);  // a pool that does not run watches nobody and starts afresh
      w.disarm(w.slot(TimerKind::kFailbackCheck, p));
      w.put(w.state().pool(p).failback_phase, std::int64_t{0});
      w.put(w.state().pool(p).partner_unavailable, std::uint8_t{0});
      continue;
    }
    const PoolRecord& r = w.state().pool(p);
    if (heartbeat(w, watcher, partner)) {
      w.disarm(slot);
      arm_failback_check(w, watcher, partner);
    } else if (r.partner_unavailable == 0 && !w.armed(slot)) {
      Duration wait = seconds(w.state().pool(ix(partner)).failure_detection_s);
      if (FIREDRILL_BUG(kDetectorTooEarly)) wait = wait / 2;
      if (FIREDRILL_BUG(kDetectorTooLate)) wait = wait * 2;
      w.arm(slot, wait);
    }
  }
}

void detector_due(Writer& w, Index watcher) {
  const PoolRecord& r = w.state().pool(ix(watcher));
  const Index partner = backup_of(w.state(), watcher);
  w.put(r.partner_unavailable, std::uint8_t{1});
  w.put(r.failback_phase, w.stamp());
  w.disarm(w.slot(TimerKind::kFailbackCheck, ix(watcher)));  // that of an earlier silence
  if (w.state().pool(ix(partner)).automatic_failover != 0 &&
      w.state().pool(ix(partner)).state == PoolState::kActive) {
    w.tell({FactKind::kRegistrarTakesOver, watcher, partner, 0, "", "NUM-08"});
  }
  reconsider_users(w, partner);
  w.touch_pool(ix(watcher));
}

void failback_interval_changes(Writer& w, Index partner) {
  // The check under way still comes at its time; those after it count from there.
  const Index watcher = w.state().pool(ix(partner)).backup;
  if (backup_of(w.state(), watcher) == partner) arm_failback_check(w, watcher, partner);
}

void failback_check_due(Writer& w, Index watcher) {
  const PoolRecord& r = w.state().pool(ix(watcher));
  const Index partner = backup_of(w.state(), watcher);
  if (!heartbeat(w, watcher, partner)) {  // silent again, or the interval has changed meanwhile
    w.put(r.failback_phase, w.stamp());
    return;
  }
  w.put(r.failback_phase, std::int64_t{0});
  w.put(r.partner_unavailable, std::uint8_t{0});
  send_borrowed_home(w, watcher, partner);
  w.touch_pool(ix(watcher));
}

}  // namespace firedrill
