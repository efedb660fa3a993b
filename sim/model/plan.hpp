// What a scenario asks of the model, as plain data: faults and when they strike, the steps of each
// administrator, conditions over named quantities, expectations. Readers fill it; nothing changes
// it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "firedrill/diagnostic.hpp"
#include "firedrill/time.hpp"
#include "sim/model/command.hpp"
#include "sim/topology/topology.hpp"

namespace firedrill {

/// Faults of the injection catalogue (rule book 3.10) in scope. The entity of each is an index into
/// the vector of the Topology that the name suggests.
enum class FaultKind : std::uint8_t {
  kSite,           // SiteDown(site)
  kWan,            // WanDown(link)
  kFrontEnd,       // FeDown(front end)
  kPool,           // PoolDown(pool): every Front End of the pool
  kSql,            // SqlDown(instance): primary, mirror or witness
  kMirrorDesync,   // MirrorDesync(back end): automatic failover not possible until repaired
  kLogDiskFull,    // LogDiskFull(instance)
  kFileStore,      // FileStoreDown(store), option lose
  kCmsDatabase,    // CmsDbDown: the CentralMgmt database of a pool's back end (entity = pool)
  kBackupService,  // BackupSvcStop(pool)
  kBackupServer,   // BackupSvcStop(front end)
  kHydration,      // HydrationFault(pool, n): the next n failbacks fail; instantaneous
  kEdgePool,       // EdgePoolDown(edge pool)
  kEdgeServer,     // EdgeServerDown(edge server)
  kCount,
};
/// "site-down", "wan-down", ...: the permanent name that scenario files and traces use.
[[nodiscard]] std::string_view fault_name(FaultKind kind);

/// Compares `quantity` of `entity` with `value`.
enum class Comparison : std::uint8_t {
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual
};
struct Condition {
  std::uint16_t quantity = 0;  // position in the quantity table
  Index entity = kNone;
  std::uint8_t sub = 0;  // database type or backup module, where the quantity has one
  Comparison comparison = Comparison::kEqual;
  std::int64_t value = 0;
  std::string text;  // as written
  Mark mark;
};

/// When something happens.
struct Trigger {
  enum class Kind : std::uint8_t { kAt, kBetween, kAfterStep, kAfterFault, kWhen };
  Kind kind = Kind::kAt;
  Duration at{0};              // kAt: since the start; kBetween: earliest
  Duration latest{0};          // kBetween
  std::int16_t reference = 0;  // kAfterStep: step number from 0; kAfterFault: fault number from 0
  std::uint8_t actor = 0;      // kAfterStep: whose step
  Duration delay{0};           // kAfterStep, kAfterFault, kWhen: added
  Condition condition;         // kWhen: the first instant at which it holds
};

struct FaultSpec {
  FaultKind kind = FaultKind::kSite;
  Index entity = kNone;
  Trigger trigger;
  bool has_repair = false;
  Duration repair_after{0};   // after the fault struck
  bool lose_content = false;  // file stores
  std::int32_t count = 1;     // hydration faults: how many; others: 1
  std::string text;
  Mark mark;
};

struct StepSpec {
  enum class Kind : std::uint8_t { kCommand, kWait, kWaitUntil };
  Kind kind = Kind::kCommand;
  BoundCommand command;                         // kCommand
  Duration wait{0};                             // kWait; kWaitUntil: at most this long
  Condition condition;                          // kWaitUntil
  ErrorCode expected_refusal = ErrorCode::kOk;  // "fails with E_NEXT_HOP"
  std::string expected_rule;                    // "fails with INV-05"
  Duration retry_every{0};  // > 0: repeat a refused or failed command after this pause
  std::int32_t retries = 0;
  std::string text;  // as written
  Mark mark;
};

/// One administrator: a list of steps run one after the other.
struct ActorSpec {
  std::string name = "administrator";
  Index site = kNone;  // where the shell runs; decides what a WAN cut hides
  Duration starts_at{0};
  std::vector<std::string> groups;  // empty = every group (INV-132)
  bool stop_at_refusal = false;
  std::vector<StepSpec> steps;
};

struct ExpectationSpec {
  enum class Kind : std::uint8_t { kRule, kAlways, kNever, kWithin, kAtEnd, kAfterStep };
  Kind kind = Kind::kRule;
  std::string rule;  // kRule
  Condition condition;
  Duration within{0};     // kWithin
  Trigger from;           // kWithin: "of X"; default the start
  std::int16_t step = 0;  // kAfterStep, from 0
  std::uint8_t actor = 0;
  bool under_faults = false;
  std::string text;
  Mark mark;
};

/// An order of simultaneous events other than the usual one: what goes first, from the beginning of
/// one instant on. Events are named by the kind of their timer and the number of their entity.
struct PinnedEvent {
  std::uint8_t kind = 0;  // TimerKind
  std::uint32_t entity = 0;
  friend bool operator==(const PinnedEvent&, const PinnedEvent&) = default;
};
struct PinnedOrder {
  Duration at{0};  // since the start
  std::vector<PinnedEvent> events;
  Mark mark;
};

/// Load of the user model (rule book 8.2); rates are per modelled user.
struct LoadSpec {
  bool enabled = true;
  std::int64_t contact_changes_per_day_milli = 500;          // MA-11: 0.5 per user per day
  std::int64_t presence_publications_per_hour_milli = 4000;  // UM-11
  std::int64_t conference_concurrency_permille = 50;         // UM-18
  Duration conference_length = minutes(60);
  Duration sign_in_ramp{0};  // UM-09: 2 h; 0 = everybody is signed in at the start
  Duration session_length = hours(12);
};

}  // namespace firedrill
