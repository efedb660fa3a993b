// One event, and the start of everything.
#include "sim/engine/assert.hpp"
#include "sim/model/components.hpp"

namespace firedrill {

void step(Writer& w, Slot slot) {
  const Layout::SlotName name = w.world().layout.name_of(slot);
  const std::uint32_t i = name.entity;
  const auto pool = static_cast<Index>(i);
  w.clear_timer(slot);
  switch (name.kind) {
    case TimerKind::kFault:
      fault_due(w, i);
      return;
    case TimerKind::kRepair:
      repair_due(w, i);
      return;
    case TimerKind::kFrontEndStart:
      front_end_started(w, i);
      return;
    case TimerKind::kPoolStart:
      pool_started(w, pool);
      return;
    case TimerKind::kGroupPromotion:
      group_promoted(w, i);
      return;
    case TimerKind::kMirrorAutomatic:
      mirror_automatic_due(w, i);
      return;
    case TimerKind::kMirrorManual:
      mirror_manual_due(w, i);
      return;
    case TimerKind::kBackupClock:
      backup_clock_due(w, pool);
      return;
    case TimerKind::kBackEndRestored:
      back_end_restored_due(w, pool);
      return;
    case TimerKind::kDetector:
      detector_due(w, pool);
      return;
    case TimerKind::kFailbackCheck:
      failback_check_due(w, pool);
      return;
    case TimerKind::kCmsOperation:
      cms_operation_due(w);
      return;
    case TimerKind::kReplication:
      replication_due(w);
      return;
    case TimerKind::kDnsCache:
      dns_cache_due(w, i);
      return;
    case TimerKind::kBackupCycle:
      backup_cycle_due(w, i);
      return;
    case TimerKind::kQueueDelivery:
      queue_delivery_due(w, i);
      return;
    case TimerKind::kPoolOperation:
      pool_operation_due(w, pool);
      return;
    case TimerKind::kUserSignIn:
      sign_in_due(w, i);
      return;
    case TimerKind::kUserSession:
      session_due(w, i);
      return;
    case TimerKind::kConferenceEnd:
      conference_due(w, i);
      return;
    case TimerKind::kArrival:
      arrival_due(w, i);
      return;
    case TimerKind::kActor:
      actor_due(w, i);
      return;
    case TimerKind::kMonitor:
      monitor_due(w, i);
      return;
    case TimerKind::kEnd:
      w.tell({FactKind::kEnd, -1, -1, 0, "", ""});
      return;
    case TimerKind::kCount:
      break;
  }
  FIREDRILL_ASSERT(false, "a slot of no kind fired");
}

namespace {

void start_sessions(Writer& w) {
  const World& world = w.world();
  if (!world.load.people_come_and_go()) return;
  for (std::uint32_t u = 0; u < w.state().count<UserRecord>(); ++u) {
    if (w.state().user(u).wants_online != 0) continue;
    if (w.state().user(u).commutes == 0) continue;
    w.arm(w.slot(TimerKind::kUserSession, u),
          world.draws.in_range(Duration(0), world.load.sign_in_ramp, Purpose::kWorkload, u, 0));
  }
}

}  // namespace

void start(Writer& w) {
  arm_faults_at_start(w);
  arm_actors_at_start(w);
  arm_monitors_at_start(w);
  start_load(w);
  start_sessions(w);
  w.arm(w.slot(TimerKind::kEnd, 0), w.world().duration);
  infrastructure_changed(w);
}

void rebuild_indices(const World& world, State& state) {
  // The only other place that touches derived data; a test compares it with the maintained counts.
  const std::size_t pools = world.topology.pools.size();
  auto* pool_index = reinterpret_cast<PoolIndex*>(state.bytes() + state.layout().indices_offset);
  auto* user_index = reinterpret_cast<UserIndex*>(state.bytes() + state.layout().indices_offset +
                                                  pools * sizeof(PoolIndex));
  for (std::size_t p = 0; p < pools; ++p) pool_index[p] = PoolIndex{};
  for (std::uint32_t u = 0; u < state.count<UserRecord>(); ++u) {
    const UserRecord& r = state.user(u);
    user_index[u] = UserIndex{};
    if (r.home == kNone) continue;
    PoolIndex& home = pool_index[static_cast<std::size_t>(r.home)];
    if (r.wants_online != 0) ++home.mode[static_cast<std::size_t>(r.mode)];
    if (r.registrar != kNone) {
      PoolIndex& here = pool_index[static_cast<std::size_t>(r.registrar)];
      ++here.registered;
      if (r.mode == UserMode::kRegular) ++here.regular_here;
    }
    if (r.conference != 0) ++home.conferences;
    for (std::size_t m = 0; m < kUserModules; ++m) {
      home.ledger_home_only[m] += r.ledger[m].home_only;
      home.ledger_partner_only[m] += r.ledger[m].partner_only;
      home.ledger_both[m] += r.both[m];
      if (r.ledger[m].home_only == 0) continue;
      user_index[u].next[m] = home.backlog_head[m] == 0 ? kChainEnd : home.backlog_head[m];
      home.backlog_head[m] = u + 1;
    }
  }
}

}  // namespace firedrill
