// The Backup Service: cycles per direction and module, limits, blocked links (rule book 3.6,
// FLT-40..43, INV-25 to INV-30).
//
// Idle cycles are not events: a link keeps the end of its last cycle, and the first change that
// waits arms the next tick. A cycle that is cut starts again from the beginning; nothing arrives in
// part.
#include <algorithm>

#include "sim/model/components.hpp"
#include "sim/model/planted_bugs.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

struct LinkName {
  Index source;
  BackupModule module;
};
LinkName name_of(std::size_t link) {
  return {static_cast<Index>(link / 3), static_cast<BackupModule>(link % 3)};
}

/// Runs f(user) along the chain of users with something waiting at home; f returns true to keep the
/// user in the chain.
template <class F>
void walk_chain(Writer& w, Index pool, std::size_t m, F&& f) {
  PoolIndex& index = w.pool_index(ix(pool));
  std::uint32_t* place = &index.backlog_head[m];
  while (*place != 0 && *place != kChainEnd) {
    const std::uint32_t u = *place - 1;
    UserIndex& chain = w.user_index(u);
    if (w.state().user(u).home == pool && f(u)) {
      place = &chain.next[m];
      continue;
    }
    *place = chain.next[m];
    chain.next[m] = 0;
  }
  if (index.backlog_head[m] == kChainEnd) index.backlog_head[m] = 0;
}

bool wants_pull(const Writer& w, const LinkRecord& l, BackupModule module) {
  if (module != BackupModule::kDataConf) return false;
  if (FIREDRILL_BUG(kContentLeaksHome) && l.waiting > 0) return true;
  return l.explicit_sync != 0 || w.world().is(ParameterId::kContentReturn, 1);
}

/// While a pool is failed over its home copies wait for the failback: shipping them would run
/// against what the backup pool writes meanwhile.
bool source_ships(const Writer& w, Index source, BackupModule module) {
  if (module == BackupModule::kCmsMaster) return true;
  const PoolState state = w.state().pool(ix(source)).state;
  return state == PoolState::kActive || state == PoolState::kFailingOver;
}

/// MA-38: a new pair's first cycle runs even when nothing waits; it initializes the link.
bool wants_first_cycle(const Writer& w, const LinkRecord& l, LinkName name) {
  if (l.initialized != 0) return false;
  return name.module != BackupModule::kCmsMaster || w.state().cms().active == name.source;
}

/// TOP-15: without all three of its Front Ends together once, a pool's first synchronisation with a
/// new partner is not correct, and is made again.
bool first_cycle_counts(const Writer& w, Index source) {
  const Index partner = backup_of(w.state(), source);
  return w.state().pool(ix(source)).three_seen != 0 && partner != kNone &&
         w.state().pool(ix(partner)).three_seen != 0;
}

bool has_work(const Writer& w, const LinkRecord& l, LinkName name) {
  if (wants_pull(w, l, name.module) || wants_first_cycle(w, l, name)) return true;
  return l.waiting > 0 && source_ships(w, name.source, name.module);
}

bool draining(const Writer& w, Index source) {
  return w.state().pool(ix(source)).phase == PoolPhase::kDraining;
}

std::uint32_t take_home_changes(Writer& w, Index source, std::size_t m, std::int64_t limit) {
  if (!source_ships(w, source, static_cast<BackupModule>(m))) return 0;
  std::uint32_t taken = 0;
  auto take = [&](std::uint32_t u) {
    const UserLedger& ledger = w.state().user(u).ledger[m];
    if (ledger.home_only == 0) return false;
    const auto room = static_cast<std::uint32_t>(std::max<std::int64_t>(0, limit - taken));
    const auto n = static_cast<std::uint16_t>(std::min<std::uint32_t>(ledger.home_only, room));
    w.put(ledger.flying, n);
    taken += n;
    return true;
  };
  if (w.state().pool_index(ix(source)).ledger_home_only[m] > limit) {
    // The order of the chain is history. Where it would decide whose changes fit, users go by
    // number, so that equal states have equal futures.
    for_each_user_of(w.world(), w.state(), source, [&](std::uint32_t u) { take(u); });
  } else {
    walk_chain(w, source, m, take);
  }
  return taken;
}

std::uint32_t take_partner_content(Writer& w, Index source, std::size_t m) {
  const Index partner = backup_of(w.state(), source);
  std::uint32_t taken = 0;
  for_each_user_of(w.world(), w.state(), partner, [&](std::uint32_t u) {
    const UserLedger& ledger = w.state().user(u).ledger[m];
    w.put(ledger.returning, ledger.partner_only);
    taken += ledger.partner_only;
  });
  return taken;
}

Duration cycle_time(const Writer& w, LinkName name, std::uint32_t changes) {
  // MA-09: time = max(latency x batches, bytes / bandwidth) + a fixed part.
  const World& world = w.world();
  const Index target = backup_of(w.state(), name.source);
  const Index link =
      world.link_of_sites[ix(world.pool(name.source).site) * world.topology.sites.size() +
                          ix(world.pool(target).site)];
  const std::int64_t mbps = link == kNone ? 1000 : world.topology.wan_links[ix(link)].mbps;
  const std::int64_t latency = world.number(ParameterId::kSyncLatency);
  const std::int64_t batch = world.number(ParameterId::kSyncBatchChanges);
  const bool content = name.module == BackupModule::kDataConf;
  const std::int64_t kb =
      world.number(content ? ParameterId::kContentItemKb : ParameterId::kSyncChangeKb);
  const std::int64_t batches =
      (std::int64_t{changes} + batch - 1) / std::max<std::int64_t>(1, batch);
  const std::int64_t by_bytes = std::int64_t{changes} * kb * 8 / std::max<std::int64_t>(1, mbps);
  return Duration(std::max(latency * batches, by_bytes)) + world.time(ParameterId::kSyncCycle);
}

std::int64_t cycle_limit(const Writer& w, BackupModule module) {
  const World& world = w.world();
  if (module == BackupModule::kDataConf) {  // FLT-61
    return std::max<std::int64_t>(
        1, world.number(ParameterId::kSyncPackageKb) / world.number(ParameterId::kContentItemKb));
  }
  return world.number(ParameterId::kSyncBatchesPerCycle) *
         world.number(ParameterId::kSyncBatchChanges);
}

void block(Writer& w, const LinkRecord& l, std::size_t link) {
  w.disarm(w.slot(TimerKind::kBackupCycle, link));
  if (l.blocked != 0) return;
  w.put(l.blocked, std::uint8_t{1});
  w.tell({FactKind::kCycleBlocked, static_cast<std::int32_t>(link / 3),
          static_cast<std::int32_t>(link % 3), l.waiting, "", "FLT-60"});
}

void begin_cycle(Writer& w, std::size_t link) {
  const LinkName name = name_of(link);
  const LinkRecord& l = w.state().link(link);
  if (!link_open(w.world(), w.state(), name.source, name.module)) {
    block(w, l, link);
    return;
  }
  w.put(l.blocked, std::uint8_t{0});
  std::uint32_t home = 0;
  std::uint32_t pulled = 0;
  const bool pull = wants_pull(w, l, name.module);
  if (name.module == BackupModule::kCmsMaster) {
    home = l.waiting;
    const CmsRecord& c = w.state().cms();
    w.put(c.in_flight_version, c.version);
    for_each_item(w, [&](const ConfigItem& item) { w.put(item.in_flight, item.master); });
  } else {
    const auto m = static_cast<std::size_t>(name.module);
    home = take_home_changes(w, name.source, m, cycle_limit(w, name.module));
    if (pull) pulled = take_partner_content(w, name.source, m);
  }
  if (home + pulled == 0 && !pull && !wants_first_cycle(w, l, name)) return;
  const std::uint8_t how = l.explicit_sync != 0 ? kPullAsked : kPullOrdinary;
  w.put(l.pulling, pull ? how : std::uint8_t{0});
  w.put(l.explicit_sync, std::uint8_t{0});
  w.put(l.running, std::uint8_t{1});
  w.put(l.in_flight, home);
  w.put(l.waiting, l.waiting - home);
  w.put(l.oldest_in_flight, home > 0 ? l.oldest_waiting : std::int64_t{0});
  if (l.waiting == 0) w.put(l.oldest_waiting, std::int64_t{0});
  w.arm(w.slot(TimerKind::kBackupCycle, link), cycle_time(w, name, home + pulled));
}

void deliver(Writer& w, LinkName name, const LinkRecord& l) {
  if (name.module == BackupModule::kCmsMaster) {
    const CmsRecord& c = w.state().cms();
    w.put(c.standby_version, c.in_flight_version);
    for_each_item(w, [&](const ConfigItem& item) { w.put(item.standby, item.in_flight); });
    return;
  }
  const auto m = static_cast<std::size_t>(name.module);
  walk_chain(w, name.source, m, [&](std::uint32_t u) {
    apply_flying(w, u, m);
    return w.state().user(u).ledger[m].home_only > 0;
  });
  if (l.pulling != 0) {
    for_each_user_of(w.world(), w.state(), backup_of(w.state(), name.source),
                     [&](std::uint32_t u) { apply_returning(w, u, m); });
  }
}

void take_back(Writer& w, LinkName name) {
  if (name.module == BackupModule::kCmsMaster) return;
  const auto m = static_cast<std::size_t>(name.module);
  walk_chain(w, name.source, m, [&](std::uint32_t u) {
    w.put(w.state().user(u).ledger[m].flying, std::uint16_t{0});
    return true;
  });
  const Index partner = backup_of(w.state(), name.source);
  if (partner == kNone) return;
  for_each_user_of(w.world(), w.state(), partner, [&](std::uint32_t u) {
    w.put(w.state().user(u).ledger[m].returning, std::uint16_t{0});
  });
}

void end_cycle(Writer& w, std::size_t link) {
  const LinkName name = name_of(link);
  const LinkRecord& l = w.state().link(link);
  const bool asked = l.pulling == kPullAsked;
  w.put(l.running, std::uint8_t{0});
  w.put(l.phase, w.stamp());
  if (link_open(w.world(), w.state(), name.source, name.module)) {
    deliver(w, name, l);
    // FLT-61: what a full cycle left behind follows at once when it was asked for; the
    // synchronisation is done when everything has arrived (INV-26).
    const bool more = asked && l.waiting > 0 && l.in_flight >= cycle_limit(w, name.module) &&
                      source_ships(w, name.source, name.module);
    if (more) w.put(l.explicit_sync, std::uint8_t{1});
    w.put(l.in_flight, std::uint32_t{0});
    w.put(l.oldest_in_flight, std::int64_t{0});
    w.put(l.pulling, std::uint8_t{0});
    if (first_cycle_counts(w, name.source)) w.put(l.initialized, std::uint8_t{1});
    if (asked && !more) {
      w.tell({FactKind::kSyncDone, name.source, static_cast<std::int32_t>(name.module), 0, "",
              "INV-26"});
    }
  } else {
    take_back(w, name);
    if (!FIREDRILL_BUG(kBlockedCycleForgetsBacklog)) w.put(l.waiting, l.waiting + l.in_flight);
    if (l.in_flight > 0) w.put(l.oldest_waiting, l.oldest_in_flight);
    w.put(l.in_flight, std::uint32_t{0});
    w.put(l.oldest_in_flight, std::int64_t{0});
    w.put(l.pulling, std::uint8_t{0});
    if (asked) w.put(l.explicit_sync, std::uint8_t{1});
    block(w, l, link);
  }
  w.touch_pool(ix(name.source));
}

}  // namespace

void link_has_work(Writer& w, Index source, BackupModule module) {
  if (backup_of(w.state(), source) == kNone) return;
  const std::size_t link = link_number(source, module);
  const LinkRecord& l = w.state().link(link);
  if (module == BackupModule::kCmsMaster) {
    const CmsRecord& c = w.state().cms();
    if (c.active != source) return;
    const int behind = c.version - (l.running != 0 ? c.in_flight_version : c.standby_version);
    w.put(l.waiting, static_cast<std::uint32_t>(std::max(0, behind)));
  }
  if (l.waiting > 0 && l.oldest_waiting == 0) w.put(l.oldest_waiting, w.stamp());
  const Slot slot = w.slot(TimerKind::kBackupCycle, link);
  if (l.running != 0 || w.armed(slot) || l.blocked != 0) return;
  if (!has_work(w, l, {source, module})) return;
  if (!link_open(w.world(), w.state(), source, module)) {
    block(w, l, link);
  } else if (draining(w, source) || l.explicit_sync != 0) {
    w.arm(slot, Duration(0));
  } else {
    const Duration interval =
        FIREDRILL_BUG(kSyncIntervalIgnored) ? minutes(2) : sync_interval(w.state());
    w.arm_at_tick(slot, Instant::from_word(l.phase), interval);
  }
}

void links_changed(Writer& w) {
  for (std::size_t link = 0; link < w.state().count<LinkRecord>(); ++link) {
    const LinkName name = name_of(link);
    if (backup_of(w.state(), name.source) == kNone) continue;
    const LinkRecord& l = w.state().link(link);
    if (l.running != 0) continue;  // it notices at its end
    const bool open = link_open(w.world(), w.state(), name.source, name.module);
    if (open) w.put(l.blocked, std::uint8_t{0});
    link_has_work(w, name.source, name.module);
    if (!open && has_work(w, l, name)) block(w, l, link);
  }
}

void backup_cycle_due(Writer& w, std::size_t link) {
  const LinkName name = name_of(link);
  if (w.state().link(link).running != 0) end_cycle(w, link);
  const LinkRecord& l = w.state().link(link);
  if (l.running == 0 && l.blocked == 0) {
    // The instant a cycle ends is a tick only for what asks for haste; others wait an interval.
    const bool at_once = draining(w, name.source) || l.explicit_sync != 0 ||
                         w.older_than(Instant::from_word(l.phase), Duration(0));
    if (at_once && has_work(w, l, name)) {
      begin_cycle(w, link);
    } else {
      link_has_work(w, name.source, name.module);
    }
  }
  drain_progress(w, name.source);
}

void sync_now(Writer& w, Index source, BackupModule module) {
  const std::size_t link = link_number(source, module);
  const LinkRecord& l = w.state().link(link);
  if (module == BackupModule::kDataConf) w.put(l.explicit_sync, std::uint8_t{1});
  if (l.running != 0) {  // taken up when the running cycle ends
    if (l.waiting > 0) w.put(l.explicit_sync, std::uint8_t{1});
    return;
  }
  if (has_work(w, l, {source, module})) begin_cycle(w, link);
}

}  // namespace firedrill
