// The Central Management store: who accepts writes, failover and move, replication to every server,
// the standby's copy (rule book 3.5, INV-40 to INV-48).
#include "sim/model/components.hpp"
#include "sim/model/mishaps.hpp"
#include "sim/model/planted_bugs.hpp"
#include "sim/model/replicas.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

bool reachable_from(const Writer& w, Index master, Index site) {
  return connected(w.world(), w.state(), w.world().pool(master).site, site);
}

/// Those that the master keeps up to date.
template <class F>
void for_each_replica(const Writer& w, Index master, F f) {
  for_each_front_end_replica(w.world(), w.state(), master, f);
  if (!FIREDRILL_BUG(kEdgeReplicasSkipped)) for_each_edge_replica(w.world(), w.state(), master, f);
}

bool some_stale(const Writer& w, Index master) {
  const CmsRecord& c = w.state().cms();
  bool stale = false;
  for_each_replica(w, master, [&](const std::uint16_t& version, const std::uint8_t& epoch) {
    stale = stale || version != c.version || epoch != c.epoch;
  });
  return stale;
}

}  // namespace

void configuration_written(Writer& w) {
  const CmsRecord& c = w.state().cms();
  w.put(c.version, static_cast<std::uint16_t>(c.version + 1));
  replication_changed(w);
  if (c.active != kNone) link_has_work(w, c.active, BackupModule::kCmsMaster);
}

void replication_changed(Writer& w) {
  const Index master = active_master(w.world(), w.state());
  const Slot slot = w.slot(TimerKind::kReplication, 0);
  if (master == kNone) {
    w.disarm(slot);
    return;
  }
  if (!some_stale(w, master)) return;
  // A full replication that was asked for takes longer than the ordinary one and holds it up for
  // nobody.
  const Duration ordinary = w.world().time(ParameterId::kReplicaUpdate);
  const bool sooner =
      w.armed(slot) && w.state().not_after(w.state().deadline(slot), w.now() + ordinary);
  if (!sooner) w.arm(slot, ordinary);
}

void force_replication(Writer& w) {
  const Slot slot = w.slot(TimerKind::kReplication, 0);
  if (active_master(w.world(), w.state()) == kNone || w.armed(slot)) return;
  w.arm(slot, w.world().time(ParameterId::kForcedReplication));
}

void learn_state(Writer& w, Index pool) {
  const PoolRecord& r = w.state().pool(ix(pool));
  w.put(r.state_seen, r.state);
}

void replication_due(Writer& w) {
  const Index master = active_master(w.world(), w.state());
  if (master == kNone) return;
  const Topology& t = w.world().topology;
  const CmsRecord& c = w.state().cms();
  for_each_replica(w, master, [&](const std::uint16_t& version, const std::uint8_t& epoch) {
    w.put(version, c.version);
    w.put(epoch, c.epoch);
  });
  for (std::size_t p = 0; p < t.pools.size(); ++p) {
    const auto pool = static_cast<Index>(p);
    if (any_machine_up(w.world(), w.state(), pool) && reachable_from(w, master, t.pools[p].site) &&
        w.state().pool(p).state_seen != w.state().pool(p).state) {
      learn_state(w, pool);
      if (w.state().pool(p).state == PoolState::kFailedOver) {
        // MA-51 ends here: a pool that was cut off learns that it has been failed over.
        send_users_away(w, pool, pool);
      }
      reconsider_users(w, pool);
    }
  }
  std::vector<Index> hops;
  for (std::size_t e = 0; e < t.edge_pools.size(); ++e) {
    hops.push_back(w.state().record<EdgePoolRecord>(e).next_hop.seen);
  }
  learn_edge_settings(w, master);
  w.put(c.sync_interval_s.seen, c.sync_interval_s.master);
  learn_registrar_settings(w, master);
  w.tell({FactKind::kReplicated, master, -1, c.version, "", "MA-19"});
  bool moved = false;
  for (std::size_t e = 0; e < hops.size(); ++e) {
    moved = moved || w.state().record<EdgePoolRecord>(e).next_hop.seen != hops[e];
  }
  if (moved) {
    for (std::size_t p = 0; p < t.pools.size(); ++p) reconsider_users(w, static_cast<Index>(p));
  }
  w.touch_all();
}

void start_cms_operation(Writer& w, CmsOperation operation, Index target, std::uint8_t actor) {
  const CmsRecord& c = w.state().cms();
  w.put(c.operation, operation);
  w.put(c.target, target);
  w.put(c.actor, actor);
  w.put(c.read_only, std::uint8_t{1});
  w.put(c.available, std::uint8_t{0});
  w.tell({FactKind::kCmsMoving, c.active, target, 0, "", "FLT-54"});
  const bool move = operation == CmsOperation::kMove || operation == CmsOperation::kMoveForced;
  w.arm(w.slot(TimerKind::kCmsOperation, 0),
        w.world().time(move ? ParameterId::kMoveMaster : ParameterId::kCmsFailover));
  replication_changed(w);
  w.touch_all();
}

namespace {

/// The configuration that the new master starts from: the old one's, the standby's copy, or a file.
void take_over_configuration(Writer& w, CmsOperation operation, Index old, Index target) {
  const CmsRecord& c = w.state().cms();
  const bool from_standby = operation == CmsOperation::kFailOverForced;
  const bool from_file = operation == CmsOperation::kMoveForced;
  if (!from_standby && !from_file) {
    for_each_item(w, [&](const ConfigItem& item) { w.put(item.standby, item.master); });
  } else {
    const std::uint16_t version = from_file ? c.exported_version : c.standby_version;
    const int lost = c.version - version;
    if (lost > 0) w.tell({FactKind::kConfigurationLost, old, target, lost, "", "INV-46"});
    for_each_item(w, [&](const ConfigItem& item) {
      if (FIREDRILL_BUG(kUnsentConfigurationKept)) return;
      w.put(item.master, from_file ? item.exported : item.standby);
    });
    w.put(c.version, version);
    const int step = FIREDRILL_BUG(kEpochNotRaised) ? 0 : 1;
    w.put(c.epoch, static_cast<std::uint8_t>(c.epoch + step));
  }
  // FLT-43, TRAP-56: the standby has no LIS data; a move takes it along, or reads it from its file.
  const bool failover = from_standby || operation == CmsOperation::kFailOverPlanned;
  if (failover && w.world().is(ParameterId::kLisReplicated, 0) &&
      !FIREDRILL_BUG(kLocationsOnStandby)) {
    w.put(c.locations, LocationData::kMissing);
  }
  if (from_file) w.put(c.locations, LocationData::kPublished);
}

/// No CMSMaster cycle survives a change of the master.
void forget_cms_cycles(Writer& w) {
  for (std::size_t p = 0; p < w.state().count<PoolRecord>(); ++p) {
    const std::size_t link = link_number(static_cast<Index>(p), BackupModule::kCmsMaster);
    const LinkRecord& l = w.state().link(link);
    w.put(l.waiting, std::uint32_t{0});
    w.put(l.in_flight, std::uint32_t{0});
    w.put(l.running, std::uint8_t{0});
    w.put(l.oldest_waiting, std::int64_t{0});
    w.put(l.oldest_in_flight, std::int64_t{0});
    w.disarm(w.slot(TimerKind::kBackupCycle, link));
  }
}

/// FLT-55: a pool that never held the store gets the services on one Front End, where the command
/// ran; the others get them from the Bootstrapper.
void bring_cms_services(Writer& w, Index pool) {
  if (cms_services_run(w.world(), w.state(), pool)) return;
  const Pool& p = w.world().pool(pool);
  for (int i = 0; i < p.front_end_count; ++i) {
    const FrontEndRecord& fe = w.state().front_end(ix(p.first_front_end) + ix(Index(i)));
    if (!front_end_ready(fe)) continue;
    w.put(fe.cms_services, std::uint8_t{1});
    return;
  }
}

}  // namespace

bool cms_copy_up(const World& world, const State& s, Index pool) {
  return pool != kNone && pool_serving(s, pool) &&
         database_available(world, s, pool, DatabaseType::kCentralMgmt);
}

void standby_follows(Writer& w) {
  const CmsRecord& c = w.state().cms();
  if (c.active == kNone) return;
  const Index partner = backup_of(w.state(), c.active);
  const bool installed = partner != kNone && w.state().pool(ix(partner)).cms_installed != 0;
  w.put(c.standby, installed && !FIREDRILL_BUG(kStandbyForgotten) ? partner : kNone);
  link_has_work(w, c.active, BackupModule::kCmsMaster);
}

void cms_operation_due(Writer& w) {
  const CmsRecord& c = w.state().cms();
  const CmsOperation operation = c.operation;
  const bool move = operation == CmsOperation::kMove || operation == CmsOperation::kMoveForced;
  const bool forced =
      operation == CmsOperation::kFailOverForced || operation == CmsOperation::kMoveForced;
  const Index target = c.target;
  const Index old = c.active;
  const std::uint8_t actor = c.actor;
  w.put(c.operation, CmsOperation::kNothing);
  w.put(c.target, kNone);
  w.put(c.actor, std::uint8_t{0xff});
  const bool target_ready = cms_copy_up(w.world(), w.state(), target) &&
                            (move || cms_services_run(w.world(), w.state(), target));
  const bool old_there = target_ready && cms_copy_up(w.world(), w.state(), old) &&
                         reachable_from(w, old, w.world().pool(target).site);
  const bool could = target_ready && (forced || old_there);
  const bool midway = could && move && comes_true(w, Mishap::kStoreMoveFails, actor);
  if (!could || midway) {
    // FLT-54: the store stays where it was. A move has made it read-only, and so it remains until
    // the move is repeated, or cancelled at the old pool.
    if (!move) w.put(c.read_only, std::uint8_t{0});
    cms_changed(w);
    infrastructure_changed(w);
    finish_command(w, actor, ErrorCode::kDbInaccessible, "FLT-54",
                   midway         ? mishap_info(Mishap::kStoreMoveFails).what
                   : target_ready ? "the old master was lost during the move"
                                  : "the target was lost during the move");
    return;
  }
  w.put(c.read_only, std::uint8_t{0});
  take_over_configuration(w, operation, old, target);
  w.put(c.active, target);
  if (!FIREDRILL_BUG(kTransferAgentStaysBehind)) w.put(c.file_transfer_agent, target);
  if (!FIREDRILL_BUG(kConnectionPointStaysBehind)) w.put(c.scp, target);
  w.put(c.version, static_cast<std::uint16_t>(c.version + 1));
  w.put(c.standby_version, std::uint16_t{0});
  forget_cms_cycles(w);
  w.put(w.state().pool(ix(target)).cms_installed, std::uint8_t{1});
  bring_cms_services(w, target);
  standby_follows(w);
  cms_changed(w);
  infrastructure_changed(w);
  finish_command(w, actor, ErrorCode::kOk, move ? "CMD-31" : "CMD-30", "");
}

void cancel_cms_move(Writer& w) {
  w.put(w.state().cms().read_only, std::uint8_t{0});
  infrastructure_changed(w);
}

void cms_changed(Writer& w) {
  const CmsRecord& c = w.state().cms();
  const Index master = active_master(w.world(), w.state());
  const auto available = static_cast<std::uint8_t>(master != kNone ? 1 : 0);
  if (available == c.available) return;
  w.put(c.available, available);
  if (available != 0) {
    w.tell({FactKind::kCmsActive, master, -1, c.epoch, "", "TOP-61"});
  } else if (c.operation == CmsOperation::kNothing) {
    w.tell({FactKind::kCmsLost, c.active, -1, 0, "", "FLT-50"});
  }
  w.touch_all();
}

}  // namespace firedrill
