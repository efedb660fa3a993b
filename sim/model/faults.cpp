// The injection catalogue (rule book 3.10): what each fault takes down, and how its repair brings
// it back. A component remembers every cause it is down for, so a site's return mends no broken
// disk; and where two faults of one kind befall the same component, it is back when the last of
// them is repaired.
#include "sim/model/components.hpp"
#include "sim/model/planted_bugs.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

void set_bits(Writer& w, const std::uint8_t& field, std::uint8_t cause, bool down) {
  if (FIREDRILL_BUG(kSiteReturnMendsDisks) && !down && cause == kDownWithSite) cause = 0xff;
  w.put(field, static_cast<std::uint8_t>(down ? field | cause : field & ~cause));
}

void front_end_down(Writer& w, std::size_t i, std::uint8_t cause, bool down) {
  const FrontEndRecord& fe = w.state().front_end(i);
  const bool was_up = machine_up(fe);
  const bool was_ready = front_end_ready(fe);
  set_bits(w, fe.down, cause, down);
  const bool up = machine_up(fe);
  const Index pool = w.world().topology.front_ends[i].pool;
  const PoolRecord& p = w.state().pool(ix(pool));
  if (was_up && !up) {
    w.put(fe.joining, std::uint8_t{0});
    w.disarm(w.slot(TimerKind::kFrontEndStart, i));
    lose_queue(w, i);
    // FLT-14 is about the order in which they left a pool that ran.
    if (!was_ready || !pool_serving(w.state(), pool)) return;
    w.put(p.last_up_front_end,
          static_cast<std::uint8_t>(static_cast<Index>(i) - w.world().pool(pool).first_front_end));
  } else if (!was_up && up && fe.membership != Membership::kRemoved &&
             pool_serving(w.state(), pool)) {
    // A machine that returns to a running pool joins once its services have started (MA-26).
    w.put(fe.joining, std::uint8_t{1});
    w.arm(w.slot(TimerKind::kFrontEndStart, i), w.world().time(ParameterId::kPoolStart));
  }
}

void sql_down(Writer& w, Index instance, std::uint8_t cause, bool down) {
  if (instance != kNone) set_bits(w, w.state().sql(ix(instance)).down, cause, down);
}

void file_store_down(Writer& w, Index store, std::uint8_t cause, bool down) {
  if (store != kNone) set_bits(w, w.state().record<FileStoreRecord>(ix(store)).down, cause, down);
}

/// FLT-15: a Standard Edition server is pool, Back End and by default file store in one.
void standard_server(Writer& w, Index pool, std::uint8_t cause, bool down) {
  const Pool& p = w.world().pool(pool);
  if (p.edition != Edition::kStandard) return;
  sql_down(w, w.world().topology.back_ends[ix(p.back_end)].primary, cause, down);
  file_store_down(w, p.file_store, cause, down);
}

void pool_down(Writer& w, Index pool, std::uint8_t cause, bool down) {
  const Pool& p = w.world().pool(pool);
  for (int i = 0; i < p.front_end_count; ++i) {
    front_end_down(w, ix(p.first_front_end) + ix(Index(i)), cause, down);
  }
  standard_server(w, pool, cause, down);
}

void edge_pool_down(Writer& w, Index edge, std::uint8_t cause, bool down) {
  const EdgePool& e = w.world().topology.edge_pools[ix(edge)];
  for (int i = 0; i < e.server_count; ++i) {
    set_bits(w, w.state().record<EdgeServerRecord>(ix(e.first_server) + ix(Index(i))).down, cause,
             down);
  }
}

void site_down(Writer& w, Index site, bool down) {
  const Topology& t = w.world().topology;
  set_bits(w, w.state().record<SiteRecord>(ix(site)).down, kDownByItself, down);
  for (std::size_t i = 0; i < t.sql_instances.size(); ++i) {
    if (t.sql_instances[i].site == site) sql_down(w, static_cast<Index>(i), kDownWithSite, down);
  }
  for (std::size_t i = 0; i < t.file_stores.size(); ++i) {
    if (t.file_stores[i].site == site) {
      file_store_down(w, static_cast<Index>(i), kDownWithSite, down);
    }
  }
  for (std::size_t i = 0; i < t.pools.size(); ++i) {
    if (t.pools[i].site == site) pool_down(w, static_cast<Index>(i), kDownWithSite, down);
  }
  for (std::size_t i = 0; i < t.edge_pools.size(); ++i) {
    if (t.edge_pools[i].site == site) edge_pool_down(w, static_cast<Index>(i), kDownWithSite, down);
  }
}

void file_store_fault(Writer& w, const FaultSpec& fault, bool down) {
  file_store_down(w, fault.entity, kDownByItself, down);
  if (!down || !fault.lose_content) return;
  const Topology& t = w.world().topology;
  for (std::size_t p = 0; p < t.pools.size(); ++p) {
    if (t.pools[p].file_store == fault.entity) lose_content(w, static_cast<Index>(p), "FLT-40");
  }
}

void desync(Writer& w, Index back_end, bool down) {
  const BackEndRecord& r = w.state().back_end(ix(back_end));
  w.put(r.desync, down ? std::uint8_t{0xff} : std::uint8_t{0});
}

/// A fault of that kind, the plan's or an added one, has struck that component and has not been
/// repaired.
bool in_force(const Writer& w, FaultKind kind, Index entity) {
  const std::size_t planned = w.world().faults.size();
  for (std::size_t i = 0; i < w.state().count<FaultRecord>(); ++i) {
    const FaultRecord& r = w.state().record<FaultRecord>(i);
    const bool struck = i < planned ? r.struck != 0 : r.added != 0;
    if (!struck || r.mended != 0) continue;
    const FaultSpec& fault = fault_at(w.world(), w.state(), i);
    if (fault.kind == kind && fault.entity == entity) return true;
  }
  return false;
}

/// Stops are of a whole pool or of one server; what one of them still holds, the other's end does
/// not start.
void backup_service(Writer& w, Index first, int count, bool down) {
  for (int i = 0; i < count; ++i) {
    const auto server = static_cast<Index>(first + i);
    const Index pool = w.world().topology.front_ends[ix(server)].pool;
    if (!down && (in_force(w, FaultKind::kBackupServer, server) ||
                  in_force(w, FaultKind::kBackupService, pool))) {
      continue;
    }
    w.put(w.state().front_end(ix(server)).backup_service, down ? std::uint8_t{0} : std::uint8_t{1});
  }
}

void apply(Writer& w, const FaultSpec& fault, bool down) {
  const Topology& t = w.world().topology;
  switch (fault.kind) {
    case FaultKind::kSite:
      site_down(w, fault.entity, down);
      break;
    case FaultKind::kWan:
      set_bits(w, w.state().record<WanRecord>(ix(fault.entity)).down, kDownByItself, down);
      break;
    case FaultKind::kFrontEnd:
      front_end_down(w, ix(fault.entity), kDownByItself, down);
      standard_server(w, t.front_ends[ix(fault.entity)].pool, kDownWithServer, down);
      break;
    case FaultKind::kPool:
      pool_down(w, fault.entity, kDownWithPool, down);
      break;
    case FaultKind::kSql:
      sql_down(w, fault.entity, kDownByItself, down);
      break;
    case FaultKind::kMirrorDesync:
      desync(w, fault.entity, down);
      break;
    case FaultKind::kLogDiskFull:
      w.put(w.state().sql(ix(fault.entity)).log_full, down ? std::uint8_t{1} : std::uint8_t{0});
      break;
    case FaultKind::kFileStore:
      file_store_fault(w, fault, down);
      break;
    case FaultKind::kCmsDatabase:
      set_bits(w, w.state().pool(ix(fault.entity)).database_down, kDownByItself, down);
      break;
    case FaultKind::kBackupService:
      backup_service(w, t.pools[ix(fault.entity)].first_front_end,
                     t.pools[ix(fault.entity)].front_end_count, down);
      break;
    case FaultKind::kBackupServer:
      backup_service(w, fault.entity, 1, down);
      break;
    case FaultKind::kHydration:
      w.put(w.state().pool(ix(fault.entity)).hydration_faults,
            down ? static_cast<std::uint8_t>(fault.count) : std::uint8_t{0});
      break;
    case FaultKind::kEdgePool:
      edge_pool_down(w, fault.entity, kDownWithPool, down);
      break;
    case FaultKind::kEdgeServer:
      set_bits(w, w.state().record<EdgeServerRecord>(ix(fault.entity)).down, kDownByItself, down);
      break;
    case FaultKind::kDnsDown:
      dns_view_down(w, ix(fault.entity), down);
      break;
    case FaultKind::kDnsWrong:
      dns_record_wrong(w, static_cast<Index>(fault.entity / kDnsServices),
                       static_cast<DnsService>(fault.entity % kDnsServices), down);
      break;
    case FaultKind::kCount:
      break;
  }
  infrastructure_changed(w);
}

void strike_at(Writer& w, std::size_t i) {
  const FaultSpec& fault = fault_at(w.world(), w.state(), i);
  w.tell({FactKind::kFaultStruck, static_cast<std::int32_t>(i),
          static_cast<std::int32_t>(fault.kind), fault.entity, "", ""});
  apply(w, fault, true);
  monitors_after_fault(w);
}

}  // namespace

void strike(Writer& w, const FaultSpec& fault) {
  apply(w, fault, true);
}
void mend(Writer& w, const FaultSpec& fault) {
  apply(w, fault, false);
  monitors_after_fault(w);
}

const FaultSpec& fault_at(const World& world, const State& state, std::size_t i) {
  if (i < world.faults.size()) return world.faults[i];
  return world.menu[static_cast<std::size_t>(state.record<FaultRecord>(i).added) - 1];
}

void strike_added(Writer& w, std::size_t i, std::uint16_t item, Duration repair_after) {
  w.put(w.state().record<FaultRecord>(i).added, static_cast<std::uint16_t>(item + 1));
  strike_at(w, i);
  if (repair_after.count() > 0) w.arm(w.slot(TimerKind::kRepair, i), repair_after);
}

void fault_due(Writer& w, std::size_t i) {
  const FaultSpec& fault = w.world().faults[i];
  const FaultRecord& r = w.state().record<FaultRecord>(i);
  if (r.struck != 0) return;
  w.put(r.struck, std::uint8_t{1});
  strike_at(w, i);
  if (fault.has_repair) w.arm(w.slot(TimerKind::kRepair, i), fault.repair_after);
  for (std::size_t other = 0; other < w.world().faults.size(); ++other) {
    const Trigger& trigger = w.world().faults[other].trigger;
    if (trigger.kind == Trigger::Kind::kAfterFault && ix(trigger.reference) == i) {
      w.arm(w.slot(TimerKind::kFault, other), trigger.delay);
    }
  }
}

void repair_due(Writer& w, std::size_t i) {
  const FaultSpec& fault = fault_at(w.world(), w.state(), i);
  w.put(w.state().record<FaultRecord>(i).mended, std::uint8_t{1});
  if (in_force(w, fault.kind, fault.entity)) return;
  w.tell({FactKind::kFaultRepaired, static_cast<std::int32_t>(i),
          static_cast<std::int32_t>(fault.kind), fault.entity, "", ""});
  mend(w, fault);
}

void arm_faults_at_start(Writer& w) {
  for (std::size_t i = 0; i < w.world().faults.size(); ++i) {
    const Trigger& trigger = w.world().faults[i].trigger;
    const Slot slot = w.slot(TimerKind::kFault, i);
    if (trigger.kind == Trigger::Kind::kAt) w.arm(slot, trigger.at);
    if (trigger.kind == Trigger::Kind::kBetween) {
      w.arm(slot, w.world().draws.in_range(trigger.at, trigger.latest, Purpose::kFaults, i, 0));
    }
  }
}

void step_completed(Writer& w, std::uint8_t actor, std::uint16_t step) {
  for (std::size_t i = 0; i < w.world().faults.size(); ++i) {
    const Trigger& trigger = w.world().faults[i].trigger;
    if (trigger.kind == Trigger::Kind::kAfterStep && trigger.actor == actor &&
        trigger.reference == static_cast<std::int16_t>(step)) {
      w.arm(w.slot(TimerKind::kFault, i), trigger.delay);
    }
  }
  const auto& expectations = w.world().expectations;
  for (std::size_t i = 0; i < expectations.size(); ++i) {
    const ExpectationSpec& e = expectations[i];
    const MonitorRecord& m = w.state().record<MonitorRecord>(i);
    const bool after = e.kind == ExpectationSpec::Kind::kAfterStep && e.actor == actor &&
                       e.step == static_cast<std::int16_t>(step);
    const bool within = e.kind == ExpectationSpec::Kind::kWithin &&
                        e.from.kind == Trigger::Kind::kAfterStep && e.from.actor == actor &&
                        e.from.reference == static_cast<std::int16_t>(step);
    if (after) {  // judged here, because the next step begins at the same instant
      const bool held = holds(w.world(), w.state(), e.condition);
      w.put(m.state, held ? MonitorState::kHeld : MonitorState::kViolated);
    }
    if (within) {
      w.put(m.state, MonitorState::kArmed);
      w.arm(w.slot(TimerKind::kMonitor, i), e.from.delay + e.within);
    }
  }
}

}  // namespace firedrill
