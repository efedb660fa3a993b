// Computes places once; nothing here knows what the records mean.
#include "sim/model/layout.hpp"

namespace firedrill {

std::string_view timer_name(TimerKind kind) {
  static constexpr std::string_view kNames[kTimerKinds] = {
      "fault",          "repair",          "front-end-start",
      "pool-start",     "group-promotion", "mirror-automatic",
      "mirror-manual",  "backup-clock",    "back-end-restored",
      "detector",       "failback-check",  "cms-operation",
      "replication",    "dns-cache",       "backup-cycle",
      "queue-delivery", "pool-operation",  "user-sign-in",
      "user-session",   "conference-end",  "arrival",
      "actor",          "monitor",         "end"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<TimerKind> timer_from_name(std::string_view name) {
  for (int kind = 0; kind < kTimerKinds; ++kind) {
    if (timer_name(static_cast<TimerKind>(kind)) == name) return static_cast<TimerKind>(kind);
  }
  return std::nullopt;
}

namespace {

struct Placer {
  Layout& layout;
  std::uint32_t at = 0;
  template <class R>
  void place(std::size_t count) {
    const auto kind = static_cast<std::size_t>(RecordTraits<R>::kKind);
    layout.offset[kind] = at;
    layout.count[kind] = static_cast<std::uint32_t>(count);
    at += static_cast<std::uint32_t>(count * sizeof(R));
  }
};

void place_timers(Layout& layout, const Topology& t, const Extents& extents) {
  const auto pools = static_cast<std::uint32_t>(t.pools.size());
  std::array<std::uint32_t, kTimerKinds> counts{};
  auto set = [&](TimerKind kind, std::size_t count) {
    counts[static_cast<std::size_t>(kind)] = static_cast<std::uint32_t>(count);
  };
  set(TimerKind::kFault, extents.faults);
  set(TimerKind::kRepair, extents.faults);
  set(TimerKind::kFrontEndStart, t.front_ends.size());
  set(TimerKind::kPoolStart, pools);
  set(TimerKind::kGroupPromotion, extents.groups);
  set(TimerKind::kMirrorAutomatic, t.back_ends.size());
  set(TimerKind::kMirrorManual, t.back_ends.size());
  set(TimerKind::kBackupClock, pools);
  set(TimerKind::kBackEndRestored, pools);
  set(TimerKind::kDetector, pools);
  set(TimerKind::kFailbackCheck, pools);
  set(TimerKind::kCmsOperation, 1);
  set(TimerKind::kReplication, 1);
  // A slot for each set of records of a domain, and one for the servers of the outer view.
  set(TimerKind::kDnsCache, t.domain_count() * kDnsServices + 1);
  set(TimerKind::kBackupCycle, pools * 3);
  set(TimerKind::kQueueDelivery, t.front_ends.size());
  set(TimerKind::kPoolOperation, pools);
  set(TimerKind::kUserSignIn, extents.users);
  set(TimerKind::kUserSession, extents.users);
  set(TimerKind::kConferenceEnd, extents.users);
  set(TimerKind::kArrival, pools * kActivities);
  set(TimerKind::kActor, extents.actors);
  set(TimerKind::kMonitor, extents.monitors);
  set(TimerKind::kEnd, 1);
  std::uint32_t base = 0;
  for (std::size_t kind = 0; kind < counts.size(); ++kind) {
    layout.slot_base[kind] = base;
    base += counts[kind];
  }
  layout.slot_base[kTimerKinds] = base;
  // A table, because every event asks; a search over the bases took a twentieth of a small run.
  layout.kind_of_slot.reserve(base);
  for (std::size_t kind = 0; kind < counts.size(); ++kind) {
    layout.kind_of_slot.insert(layout.kind_of_slot.end(), counts[kind],
                               static_cast<std::uint8_t>(kind));
  }
}

}  // namespace

Layout make_layout(const Topology& t, const Extents& extents) {
  Layout layout;
  Placer placer{layout};
  placer.place<SiteRecord>(t.sites.size());
  placer.place<WanRecord>(t.wan_links.size());
  placer.place<CmsRecord>(1);
  placer.place<PoolRecord>(t.pools.size());
  placer.place<FrontEndRecord>(t.front_ends.size());
  placer.place<GroupRecord>(extents.groups);
  placer.place<SqlRecord>(t.sql_instances.size());
  placer.place<BackEndRecord>(t.back_ends.size());
  placer.place<FileStoreRecord>(t.file_stores.size());
  placer.place<EdgePoolRecord>(t.edge_pools.size());
  placer.place<EdgeServerRecord>(t.edge_servers.size());
  placer.place<ZoneRecord>(t.domain_count());
  placer.place<ZoneTargetRecord>(t.domain_count() * t.edge_pools.size());
  placer.place<DnsViewRecord>(2);
  layout.infrastructure_words = placer.at / 8;
  placer.place<LinkRecord>(t.pools.size() * 3);
  placer.place<UserRecord>(extents.users);
  layout.plan_first = placer.at / 8;
  placer.place<ActorRecord>(extents.actors);
  placer.place<FaultRecord>(extents.faults);
  placer.place<MonitorRecord>(extents.monitors);
  layout.plan_words = placer.at / 8 - layout.plan_first;
  placer.place<ArrivalRecord>(t.pools.size() * kActivities);
  if (extents.totals_decide) placer.place<PoolTally>(t.pools.size());
  layout.hashed_words = placer.at / 8;
  if (!extents.totals_decide) placer.place<PoolTally>(t.pools.size());
  placer.place<UserTally>(extents.users);
  place_timers(layout, t, extents);
  layout.timers_offset = placer.at;
  placer.at += layout.slot_count() * 8;
  layout.indices_offset = placer.at;
  placer.at += static_cast<std::uint32_t>(t.pools.size() * sizeof(PoolIndex));
  placer.at += static_cast<std::uint32_t>(extents.users * sizeof(UserIndex));
  layout.bytes = (placer.at + 15U) & ~15U;
  return layout;
}

}  // namespace firedrill
