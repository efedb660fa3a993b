// Configuration as an administrator writes it: files of it, the service connection point, the
// global settings of the Backup Service, the Registrar's intervals (rule book CMD-04, 20 to 22, 36,
// 37, 43). What is written acts at a server when its replica has it (MA-19).
#include <algorithm>

#include "sim/model/components.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

/// Version of the replica on some live server at `site`; the store's own when there is none.
std::uint16_t replica_version_at(const Writer& w, Index site) {
  const Topology& t = w.world().topology;
  for (std::size_t i = 0; i < t.front_ends.size(); ++i) {
    const FrontEndRecord& fe = w.state().front_end(i);
    if (machine_up(fe) && t.pools[ix(t.front_ends[i].pool)].site == site) {
      return fe.replica_version;
    }
  }
  return w.state().cms().version;
}

std::uint32_t whole_seconds(Duration duration) {
  return static_cast<std::uint32_t>(duration.count() / 1000);
}

}  // namespace

void export_configuration(Writer& w, Index site) {
  const CmsRecord& c = w.state().cms();
  const bool from_store = configuration_writable(w.world(), w.state(), site);
  for_each_item(w, [&](const ConfigItem& item) {
    w.put(item.exported, from_store ? item.master : item.seen);  // MA-47
  });
  w.put(c.exported_version, from_store ? c.version : replica_version_at(w, site));
}

void import_configuration(Writer& w) {
  for_each_item(w, [&](const ConfigItem& item) { w.put(item.master, item.exported); });
  configuration_written(w);
  w.touch_all();
}

void set_store_location(Writer& w, Index pool) {
  w.put(w.state().cms().scp, pool);
  infrastructure_changed(w);
}

void write_sync_interval(Writer& w, Index seconds) {
  w.put(w.state().cms().sync_interval_s.master, seconds);
  configuration_written(w);
}

void write_registrar_settings(Writer& w, Index pool, const RegistrarChange& change) {
  const PoolRecord& r = w.state().pool(ix(pool));
  if (change.automatic_failover.has_value()) {
    w.put(r.automatic_failover_set, *change.automatic_failover ? std::uint8_t{1} : std::uint8_t{0});
  }
  if (change.failure_detection.has_value()) {
    w.put(r.failure_detection_set_s, whole_seconds(*change.failure_detection));
  }
  if (change.failback_detection.has_value()) {
    w.put(r.failback_detection_set_s, whole_seconds(*change.failback_detection));
  }
  configuration_written(w);
}

void write_backup_store_threshold(Writer& w, Index pool, std::uint8_t scope, Duration threshold) {
  const PoolRecord& r = w.state().pool(ix(pool));
  if (scope < r.settings_scope) return;
  constexpr std::int64_t kLongest = 0xffff'ffff;  // 49 days; longer means never all the same
  w.put(r.settings_scope, scope);
  w.put(r.backup_store_threshold_ms,
        static_cast<std::uint32_t>(std::min(threshold.count(), kLongest)));
}

void reset_backup_store_threshold(Writer& w, Index pool, std::uint8_t scope) {
  const PoolRecord& r = w.state().pool(ix(pool));
  if (scope != r.settings_scope) return;
  w.put(r.settings_scope, std::uint8_t{0});
  const Duration stated = RegistrarSettings{}.backup_store_unavailable_threshold;
  w.put(r.backup_store_threshold_ms, static_cast<std::uint32_t>(stated.count()));
}

void learn_registrar_settings(Writer& w, Index master) {
  const World& world = w.world();
  for (std::size_t p = 0; p < world.topology.pools.size(); ++p) {
    const PoolRecord& r = w.state().pool(p);
    // The backup pool's Registrar is the one that waits for these intervals.
    if (r.backup == kNone) continue;
    if (!any_machine_up(world, w.state(), r.backup)) continue;
    if (!connected(world, w.state(), world.pool(master).site, world.pool(r.backup).site)) continue;
    w.put(r.failure_detection_s, r.failure_detection_set_s);
    if (r.failback_detection_s != r.failback_detection_set_s) {
      failback_interval_changes(w, static_cast<Index>(p));
      w.put(r.failback_detection_s, r.failback_detection_set_s);
    }
    if (r.automatic_failover == r.automatic_failover_set) continue;
    w.put(r.automatic_failover, r.automatic_failover_set);
    reconsider_users(w, static_cast<Index>(p));
  }
}

}  // namespace firedrill
