// Where everything stands in a State: computed once from the topology and the plan.
//
//   | hashed records ... | tallies ... | timers | indices |
//
// The pools' tallies end the hashed records where the plan asks for a total.
//
// A timer slot is one word per (kind, entity) that can be armed. Slot numbers ascend by kind in the
// order of TimerKind, then by entity: that number is the tie order of events at one instant, and it
// holds no history.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/model/records.hpp"

namespace firedrill {

/// Kinds of pending events in their order at one instant: what breaks comes before what reacts,
/// infrastructure before pools, pools before users, users before administrators, checks last.
enum class TimerKind : std::uint8_t {
  kFault,
  kRepair,
  kFrontEndStart,
  kPoolStart,
  kGroupPromotion,
  kMirrorAutomatic,
  kMirrorManual,
  kBackupClock,
  kBackEndRestored,
  kDetector,
  kFailbackCheck,
  kCmsOperation,
  kReplication,
  kDnsCache,
  kBackupCycle,
  kQueueDelivery,
  kPoolOperation,
  kUserSignIn,
  kUserSession,
  kConferenceEnd,
  kArrival,
  kActor,
  kMonitor,
  kEnd,
  kCount,
};
inline constexpr int kTimerKinds = static_cast<int>(TimerKind::kCount);
[[nodiscard]] std::string_view timer_name(TimerKind kind);
[[nodiscard]] std::optional<TimerKind> timer_from_name(std::string_view name);

enum class RecordKind : std::uint8_t {
  kSite,
  kWan,
  kCms,
  kPool,
  kFrontEnd,
  kGroup,
  kSql,
  kBackEnd,
  kFileStore,
  kEdgePool,
  kEdgeServer,
  kZone,
  kZoneTarget,
  kDnsView,
  kLink,
  kUser,
  kActor,
  kFault,
  kMonitor,
  kArrival,
  kUserTally,
  kPoolTally,
  kCount,
};
inline constexpr int kRecordKinds = static_cast<int>(RecordKind::kCount);

template <class R>
struct RecordTraits;
#define FIREDRILL_RECORD(Type, Kind)                                           \
  template <>                                                                  \
  struct RecordTraits<Type> {                                                  \
    static constexpr RecordKind kKind = RecordKind::Kind;                      \
  };                                                                           \
  static_assert(sizeof(Type) % 8 == 0 && std::is_trivially_copyable_v<Type> && \
                std::has_unique_object_representations_v<Type>);
FIREDRILL_RECORD(SiteRecord, kSite)
FIREDRILL_RECORD(WanRecord, kWan)
FIREDRILL_RECORD(CmsRecord, kCms)
FIREDRILL_RECORD(PoolRecord, kPool)
FIREDRILL_RECORD(FrontEndRecord, kFrontEnd)
FIREDRILL_RECORD(GroupRecord, kGroup)
FIREDRILL_RECORD(SqlRecord, kSql)
FIREDRILL_RECORD(BackEndRecord, kBackEnd)
FIREDRILL_RECORD(FileStoreRecord, kFileStore)
FIREDRILL_RECORD(EdgePoolRecord, kEdgePool)
FIREDRILL_RECORD(EdgeServerRecord, kEdgeServer)
FIREDRILL_RECORD(ZoneRecord, kZone)
FIREDRILL_RECORD(ZoneTargetRecord, kZoneTarget)
FIREDRILL_RECORD(DnsViewRecord, kDnsView)
FIREDRILL_RECORD(LinkRecord, kLink)
FIREDRILL_RECORD(UserRecord, kUser)
FIREDRILL_RECORD(ActorRecord, kActor)
FIREDRILL_RECORD(FaultRecord, kFault)
FIREDRILL_RECORD(MonitorRecord, kMonitor)
FIREDRILL_RECORD(ArrivalRecord, kArrival)
FIREDRILL_RECORD(UserTally, kUserTally)
FIREDRILL_RECORD(PoolTally, kPoolTally)
#undef FIREDRILL_RECORD

using Slot = std::uint32_t;

/// Activities of the load model; arrival entity = pool * kActivities + activity.
enum class Activity : std::uint8_t { kContactChange, kPresence, kConference };
inline constexpr int kActivities = 3;

struct Extents {
  std::uint32_t users = 0, groups = 0, actors = 0, faults = 0, monitors = 0;
  bool totals_decide = false;  // a condition of the plan reads a total
};

struct Layout {
  std::array<std::uint32_t, kRecordKinds> offset{};  // bytes from the start
  std::array<std::uint32_t, kRecordKinds> count{};
  std::array<std::uint32_t, kTimerKinds + 1> slot_base{};
  std::uint32_t hashed_words = 0;
  std::uint32_t infrastructure_words = 0;  // sites to Edge servers: all before the links
  std::uint32_t plan_first = 0;            // words of actors, faults and monitors
  std::uint32_t plan_words = 0;
  std::uint32_t timers_offset = 0;   // bytes
  std::uint32_t indices_offset = 0;  // bytes; derived data, rebuilt by one function
  std::uint32_t bytes = 0;
  std::vector<std::uint8_t> kind_of_slot;

  [[nodiscard]] Slot slot(TimerKind kind, std::uint32_t entity) const {
    return slot_base[static_cast<std::size_t>(kind)] + entity;
  }
  [[nodiscard]] std::uint32_t slot_count() const { return slot_base[kTimerKinds]; }
  struct SlotName {
    TimerKind kind;
    std::uint32_t entity;
  };
  [[nodiscard]] SlotName name_of(Slot slot) const {
    const std::uint8_t kind = kind_of_slot[slot];
    return {static_cast<TimerKind>(kind), slot - slot_base[kind]};
  }
};

[[nodiscard]] Layout make_layout(const Topology& topology, const Extents& extents);

/// Counts kept beside the records: pool i's users by mode, registrations, conferences. Derived.
struct PoolIndex {
  std::uint32_t mode[3] = {};                     // users homed here, online ones, by UserMode
  std::uint32_t registered = 0;                   // users registered here, whoever's they are
  std::uint32_t regular_here = 0;                 // of those, in regular mode
  std::uint32_t conferences = 0;                  // running, organised by users homed here
  std::uint32_t backlog_head[kUserModules] = {};  // chain of users with home_only > 0; 0 = end
  std::uint32_t ledger_home_only[kUserModules] = {};
  std::uint32_t ledger_partner_only[kUserModules] = {};
  std::uint32_t ledger_both[kUserModules] = {};
};
/// Chain of users with something waiting at home: user number + 1 of the next; kChainEnd; 0 = not
/// in.
struct UserIndex {
  std::uint32_t next[kUserModules] = {};
};
inline constexpr std::uint32_t kChainEnd = 0xffffffff;

}  // namespace firedrill
