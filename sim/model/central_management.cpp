// The Central Management store: who accepts writes, failover and move, replication to every server,
// the standby's copy (rule book 3.5, INV-40 to INV-48).
#include "sim/model/components.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

bool reachable_from(const Writer& w, Index master, Index site) {
  return connected(w.world(), w.state(), w.world().pool(master).site, site);
}

/// Runs f(live, reachable-or-not, record, site) on the replica of every server.
template <class F>
void for_each_replica(const Writer& w, F&& f) {
  const Topology& t = w.world().topology;
  for (std::size_t i = 0; i < t.front_ends.size(); ++i) {
    const FrontEndRecord& r = w.state().front_end(i);
    f(machine_up(r), r.replica_version, r.replica_epoch, t.pools[ix(t.front_ends[i].pool)].site);
  }
  for (std::size_t i = 0; i < t.edge_servers.size(); ++i) {
    const auto& r = w.state().record<EdgeServerRecord>(i);
    f(r.down == 0, r.replica_version, r.replica_epoch,
      t.edge_pools[ix(t.edge_servers[i].edge_pool)].site);
  }
}

bool some_stale(const Writer& w, Index master) {
  const CmsRecord& c = w.state().cms();
  bool stale = false;
  for_each_replica(
      w, [&](bool live, const std::uint16_t& version, const std::uint8_t& epoch, Index site) {
        if (!live || !reachable_from(w, master, site)) return;
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
  if (!w.armed(slot) && some_stale(w, master)) {
    w.arm(slot, w.world().time(ParameterId::kReplicaUpdate));
  }
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
  for_each_replica(
      w, [&](bool live, const std::uint16_t& version, const std::uint8_t& epoch, Index site) {
        if (!live || !reachable_from(w, master, site)) return;
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
  bool hops = false;
  for (std::size_t e = 0; e < t.edge_pools.size(); ++e) {
    const auto& r = w.state().record<EdgePoolRecord>(e);
    if (!edge_pool_up(w.world(), w.state(), static_cast<Index>(e))) continue;
    if (!reachable_from(w, master, t.edge_pools[e].site)) continue;
    hops = hops || r.next_hop.seen != r.next_hop.master;
    w.put(r.next_hop.seen, r.next_hop.master);
  }
  w.tell({FactKind::kReplicated, master, -1, c.version, "", "MA-19"});
  if (hops) {
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

void cms_operation_due(Writer& w) {
  const CmsRecord& c = w.state().cms();
  const bool forced =
      c.operation == CmsOperation::kFailOverForced || c.operation == CmsOperation::kMoveForced;
  const Index target = c.target;
  const Index old = c.active;
  const std::uint8_t actor = c.actor;
  w.put(c.operation, CmsOperation::kNothing);
  w.put(c.target, kNone);
  w.put(c.actor, std::uint8_t{0xff});
  w.put(c.read_only, std::uint8_t{0});
  const bool target_ready =
      pool_serving(w.state(), target) &&
      database_available(w.world(), w.state(), target, DatabaseType::kCentralMgmt);
  const bool source_ready =
      forced || (old != kNone && pool_serving(w.state(), old) &&
                 database_available(w.world(), w.state(), old, DatabaseType::kCentralMgmt));
  if (!target_ready || !source_ready) {
    // FLT-54: a failed move leaves the store where it was, which may be nowhere that runs.
    cms_changed(w);
    infrastructure_changed(w);
    finish_command(w, actor, ErrorCode::kDbInaccessible, "FLT-54",
                   target_ready ? "the old master was lost during the move"
                                : "the target was lost during the move");
    return;
  }
  if (forced) {
    const int lost = c.version - c.standby_version;
    if (lost > 0) w.tell({FactKind::kConfigurationLost, old, target, lost, "", "INV-46"});
    for_each_item(w, [&](const ConfigItem& item) { w.put(item.master, item.standby); });
    w.put(c.version, c.standby_version);
    w.put(c.epoch, static_cast<std::uint8_t>(c.epoch + 1));
  } else {
    for_each_item(w, [&](const ConfigItem& item) { w.put(item.standby, item.master); });
  }
  w.put(c.active, target);
  w.put(c.file_transfer_agent, target);
  w.put(c.scp, target);
  w.put(c.standby, backup_of(w.state(), target));
  w.put(c.version, static_cast<std::uint16_t>(c.version + 1));
  w.put(c.standby_version, std::uint16_t{0});
  for (std::size_t p = 0; p < w.state().count<PoolRecord>(); ++p) {
    const LinkRecord& l =
        w.state().link(link_number(static_cast<Index>(p), BackupModule::kCmsMaster));
    w.put(l.waiting, std::uint32_t{0});
    w.put(l.in_flight, std::uint32_t{0});
    w.put(l.running, std::uint8_t{0});
    w.put(l.oldest_waiting, std::int64_t{0});
    w.put(l.oldest_in_flight, std::int64_t{0});
    w.disarm(w.slot(TimerKind::kBackupCycle,
                    link_number(static_cast<Index>(p), BackupModule::kCmsMaster)));
  }
  w.put(w.state().pool(ix(target)).cms_installed, std::uint8_t{1});
  cms_changed(w);
  link_has_work(w, target, BackupModule::kCmsMaster);
  infrastructure_changed(w);
  finish_command(w, actor, ErrorCode::kOk, "CMD-30", "");
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
