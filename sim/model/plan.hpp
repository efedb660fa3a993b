// What a scenario asks of the model, as plain data: faults and when they strike, the steps of each
// administrator, conditions over named quantities, expectations. Readers fill it; nothing changes
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
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
  kDnsDown,        // DnsDown(view): entity 0 internal, 1 external
  kDnsWrong,       // DnsWrong(record): entity = domain * 4 + DnsService
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
  /// kAfterAnyFault, of expectations alone: counted anew from each fault and each repair.
  enum class Kind : std::uint8_t { kAt, kBetween, kAfterStep, kAfterFault, kAfterAnyFault, kWhen };
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

/// What an operator gets wrong (OperatorError of the injection catalogue, rule book 3.10). A slip
/// changes how the steps are walked through, never the steps as written; slips.hpp says how.
enum class SlipKind : std::uint8_t {
  kSkip,
  kRepeat,
  kSwap,                 // with the step behind it
  kWrongName,            // one name of the line is another of its kind
  kWrongSwitch,          // a switch is left out, or added
  kEarlyStart,           // it begins as soon as the step before it has begun
  kPause,                // before the step
  kWrongWindow,          // run as well where the checks before it were made another day
  kSecondAdministrator,  // somebody else works through the procedure from that step on
  kInterrupt,            // after the step; then everything from the first step
  kCount,
};

struct SlipSpec {
  SlipKind kind = SlipKind::kSkip;
  std::uint8_t actor = 0;
  std::int16_t step = 0;   // as written, from 0
  Duration duration{0};    // kPause; kSecondAdministrator: how much later than the first
  std::string name;        // kWrongName: as typed, in full; kWrongSwitch: without its dash
  std::string instead_of;  // kWrongName: the right one, in full
  bool added = false;      // kWrongSwitch: added, not left out
  StepSpec typed;          // kWrongName, kWrongSwitch: the step as it is typed
  std::string text;        // as written
  Mark mark;
};

/// What the documentation says may go wrong, and need not (mishaps.hpp).
enum class Mishap : std::uint8_t { kPoolFailoverFails, kStoreMoveFails, kFullResetFails, kCount };

/// Whether a mishap comes true in a step, as written and by whose procedure.
struct MishapQuestion {
  Mishap mishap = Mishap::kPoolFailoverFails;
  std::uint8_t actor = 0;
  std::int16_t step = 0;
  friend bool operator==(const MishapQuestion&, const MishapQuestion&) = default;
};

/// A mishap that does come true, when the step could meet it for the `time`-th time.
struct MishapSpec {
  MishapQuestion question;
  std::int32_t time = 1;
  std::string text;
  Mark mark;
};

/// A shell that opens when a step begins.
struct ShellOpening {
  std::uint8_t actor = 0;
  Duration delay{0};
};

/// One thing that is done on the walk through a procedure.
struct PerformedStep {
  enum class Kind : std::uint8_t { kRun, kPassOver, kPause };
  Kind kind = Kind::kRun;
  std::uint16_t step = 0;         // as written
  std::int16_t slip = -1;         // the slip of the scenario that made it so; -1 = as written
  bool tells = false;             // the slip is told when this begins
  bool counts = true;             // "after step N" means this doing of it, the first
  Duration pause{0};              // kPause
  std::optional<StepSpec> typed;  // what is typed in place of the step
  std::vector<ShellOpening> opens;
};

/// One administrator: a list of steps run one after the other. A slip may make a walk of it, and
/// open a further shell; such shells stand behind the administrators as written.
struct ActorSpec {
  std::string name = "administrator";
  Index site = kNone;  // where the shell runs; decides what a WAN cut hides
  Duration starts_at{0};
  std::vector<std::string> groups;  // empty = every group (INV-132)
  bool stop_at_refusal = false;
  std::vector<StepSpec> steps;      // as written; their numbers are what references mean
  std::vector<PerformedStep> walk;  // what is done, in order; empty = the steps as written
  std::int16_t owner = -1;          // of a further shell: whose procedure it works through
  std::int16_t opened_by = -1;      // of a further shell: the slip that opens it

  /// ActorRecord::step is a position on the walk, from 0 to its length.
  [[nodiscard]] std::size_t length() const { return walk.empty() ? steps.size() : walk.size(); }
  [[nodiscard]] std::size_t written(std::size_t position) const {
    return walk.empty() ? position : walk[position].step;
  }
  /// The step that is run at a position: as written, or as typed by mistake.
  [[nodiscard]] const StepSpec& performed(std::size_t position) const {
    if (walk.empty()) return steps[position];
    const PerformedStep& one = walk[position];
    return one.typed ? *one.typed : steps[one.step];
  }
  [[nodiscard]] bool runs(std::size_t position) const {
    return walk.empty() || walk[position].kind == PerformedStep::Kind::kRun;
  }
  [[nodiscard]] bool counts(std::size_t position) const {
    return walk.empty() || walk[position].counts;
  }
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

/// In a conference, in thousandths of a user (UM-20): the mean of the documented sizes.
inline constexpr std::int64_t kConferenceSeatsMilli = 4550;

/// Load of the user model (rule book 8.2); rates are per modelled user.
struct LoadSpec {
  bool enabled = true;
  std::int64_t contact_changes_per_day_milli = 500;          // MA-11: 0.5 per user per day
  std::int64_t presence_publications_per_hour_milli = 4000;  // UM-11
  std::int64_t conference_concurrency_permille = 50;         // UM-18
  Duration conference_length = minutes(60);
  Duration sign_in_ramp{0};  // UM-09: 2 h; 0 = everybody is signed in at the start
  Duration session_length = hours(12);
  std::int64_t content_permille = 150;  // of the conferences; UM-21, UM-22: 75 % of 20 %
  /// Nobody is signed in at the start: who is active comes within the ramp, and goes in the
  /// evening.
  [[nodiscard]] bool people_come_and_go() const { return enabled && sign_in_ramp.count() > 0; }
  friend bool operator==(const LoadSpec&, const LoadSpec&) = default;
};

}  // namespace firedrill
