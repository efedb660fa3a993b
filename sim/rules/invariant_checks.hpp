// How an invariant is written: one pure function over a Look, and one row in the table.
//
//     event over    -> Moment (what happened, by which command), then rows of When::kEvent...
//     instant over  -> rows of When::kInstant, kPool, kUser, ... where something was touched
//     at rest       -> rows of When::kRest, kRestUser
//     the end       -> rows of When::kEnd, kEndPool
//
// `Before` holds the records as they stood before the event, `Notes` what a rule has to remember
// from earlier (sums at the start of a failover, since when a heartbeat is missing). Nothing here
// is shared with the model: a rule that trusted the model's own conclusion would not check it.
#pragma once

#include <array>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/model/view.hpp"
#include "sim/model/writer.hpp"
#include "sim/rules/invariants.hpp"

namespace firedrill::invariants {

inline std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

/// What broke, for whom, and the fields that decided it.
struct Breach {
  std::string text;
  std::int32_t pool = -1;
  std::int64_t user = -1;
  const void* deciding[3] = {nullptr, nullptr, nullptr};
};

/// The answer of a check. `kIdle`: its premise was not met, so nothing was learnt. Millions of
/// answers say no more than their kind, so the rest stands apart.
struct Answer {
  enum class Kind : std::uint8_t { kIdle, kHeld, kBroken } kind = Kind::kIdle;
  std::unique_ptr<Breach> breach;  // kBroken only

  Answer&& of_pool(Index index) && {
    breach->pool = index;
    return std::move(*this);
  }
  Answer&& of_user(std::size_t index) && {
    breach->user = static_cast<std::int64_t>(index);
    return std::move(*this);
  }
  Answer&& because(const void* a, const void* b = nullptr, const void* c = nullptr) && {
    breach->deciding[0] = a, breach->deciding[1] = b, breach->deciding[2] = c;
    return std::move(*this);
  }
};
inline Answer idle() {
  return {};
}
inline Answer held() {
  Answer answer;
  answer.kind = Answer::Kind::kHeld;
  return answer;
}
inline Answer broken(std::string text) {
  Answer answer;
  answer.kind = Answer::Kind::kBroken;
  answer.breach = std::make_unique<Breach>(Breach{.text = std::move(text)});
  return answer;
}

/// One user as the last event left it.
struct UserBefore {
  Index home = kNone;
  Index registrar = kNone;
  UserMode mode = UserMode::kSignedOut;
  std::uint8_t online = 0;  // wants to be signed in
  std::uint8_t conference = 0;
  std::uint32_t acknowledged[kUserModules] = {};
};

/// The module whose sync somebody asks for (PRC-CC).
inline constexpr auto kContent = static_cast<std::size_t>(BackupModule::kDataConf);

/// Counts of one pool's users' data in one module, at one instant.
struct DataSums {
  std::int64_t home_only = 0;
  std::int64_t partner_only = 0;
  std::int64_t acknowledged = 0;
  std::int64_t applied = 0;  // durable at both pools
  std::int64_t lost = 0;
  friend bool operator==(const DataSums&, const DataSums&) = default;
};
using ModuleSums = std::array<DataSums, kUserModules>;
[[nodiscard]] ModuleSums sums_of(const State& state, Index pool);

/// The records as they stood before the event.
struct Before {
  CmsRecord cms;
  std::vector<PoolRecord> pools;
  std::vector<FrontEndRecord> front_ends;
  std::vector<BackEndRecord> back_ends;
  std::vector<LinkRecord> links;
  std::vector<EdgePoolRecord> edge_pools;
  std::vector<SiteRecord> sites;
  std::vector<ActorRecord> actors;
  std::vector<PoolTally> tallies;
  std::vector<ModuleSums> sums;  // by pool; since the last event that was not only load
  std::vector<UserBefore> users;
  std::vector<std::int64_t> timers;  // of infrastructure and pools, faults left out
  Fingerprint fingerprint;           // of everything but the plan's own records
};

/// What an event was, seen from outside.
struct Moment {
  TimerKind fired = TimerKind::kEnd;
  std::uint32_t entity = 0;
  std::vector<Fact> facts;
  std::size_t users_from = 0;  // first entry of Writer::touched_users() that is of this event
  // The command that an actor began or completed in this event, or null.
  const BoundCommand* command = nullptr;
  const CmdletDefinition* cmdlet = nullptr;
  bool refused = false;
  bool failed = false;  // some command failed in this event
  // A step of a failover or failback, of which pool, and the pools whose state or phase it moved.
  bool by_operation = false;
  Index operation_pool = kNone;
  std::vector<char> moved;
  Fingerprint fingerprint;
  /// At the end of an instant: of the links whose status can be asked (status_can_be_asked).
  std::vector<LinkStatus> statuses;

  [[nodiscard]] bool runs(std::string_view rule) const {
    return cmdlet != nullptr && !refused && cmdlet->rule == rule;
  }
  [[nodiscard]] const Fact* fact(FactKind kind, std::int32_t entity_of = -1) const {
    for (const Fact& f : facts) {
      if (f.kind == kind && (entity_of < 0 || f.entity == entity_of)) return &f;
    }
    return nullptr;
  }
};

/// A procedure whose end is owed: it binds from its first step until a fault strikes or a step of
/// it is refused, which nobody can be blamed for (rule book 7.0, "after X"). A step elsewhere that
/// is refused, on a server that the procedure does not turn to, excuses nothing.
enum class Owed : std::uint8_t { kNothing, kBegun, kDisturbed };

enum class Transition : std::uint8_t { kNone, kFailOver, kFailBack };

/// What the rules remember about one pool.
struct PoolNotes {
  Transition last_success = Transition::kNone;
  bool written_by_hand = false;  // Set-CsRegistrarConfiguration -PoolState, until the next FO or FB
  bool pair_by_hand = false;     // until one pool of the pair is Active again (INV-11)
  ModuleSums at_failover{};      // before the failover's first event
  ModuleSums at_failback{};
  std::int64_t missing_at_expiry[kUserModules] = {};
  bool drained = false;
  bool expired = false;
  bool disaster = false;
  bool data_disturbed = false;     // users moved since the failover began
  bool content_disturbed = false;  // a file store was destroyed since then
  int failbacks_failed = 0;        // since the last failover
  Owed media = Owed::kNothing;     // PRC-EA for it
  bool hops_owed = false;    // it was failed over, and no fault or next hop has come since (INV-84)
  bool failed_back = false;  // a failback of it was completed, no failover since
  bool content_missing = false;             // its own store was destroyed and not refilled
  Instant back_end_lost;                    // since when the running pool misses its Back End
  Instant heartbeat_lost;                   // as a watcher: since when the partner is not heard
  std::uint32_t detection_s = 0;            // shortest detection interval in force since then
  std::uint32_t threshold_shortest_ms = 0;  // of the clock of the Back End, while it is missed
  std::uint32_t threshold_longest_ms = 0;
  std::int16_t front_end_first_down = -1;  // two-FE pools: which one went down before the other
  std::int64_t online = 0;                 // users homed here who want to be signed in
};

/// What the rules remember about one link.
struct LinkNotes {
  Instant unapplied_since;   // some change older than this is certainly not applied
  std::int64_t settled = 0;  // applied + lost when it was last looked at
};

/// What the rules remember about syncs of the conference content of one pool that somebody asked
/// for.
struct SyncNotes {
  bool running = false;
  bool disturbed = false;
  bool done = false;       // the last one left nothing outstanding
  DataSums source_before;  // while it runs
  DataSums partner_before;
  DataSums source_after;  // once it is done
  DataSums partner_after;
};

struct Notes {
  std::vector<PoolNotes> pools;
  std::vector<LinkNotes> links;
  std::vector<SyncNotes> syncs;  // by the pool that sends
  // Central Management store, at the start of the running failover or move.
  CmsRecord cms_at_start;
  bool standby_at_start = true;  // the initial topology gives the CMS pair a standby (INV-52)
  bool capacity_announced = false;
  std::vector<char> homeless;        // users whom the initial topology lists without a pool
  bool restarts_owed = false;        // a mirror or the Front Ends of a pool were changed
  Owed federation = Owed::kNothing;  // PRC-EF, PRC-EB
  Owed xmpp = Owed::kNothing;        // PRC-EX, PRC-EB
  std::vector<char> edge_refused;    // by Edge Server: a step on it was refused, none done since
  Index xmpp_at_start = kNone;       // Edge pool of the XMPP route
};

/// Everything a check may look at.
struct Look {
  const World& world;
  const State& state;
  const Writer& writer;
  const Before& before;
  const Moment& moment;
  const Notes& notes;

  [[nodiscard]] const std::string& pool_name(Index pool) const { return world.pool(pool).fqdn; }
  [[nodiscard]] Index partner(Index pool) const { return state.pool(ix(pool)).backup; }
};
/// Whether an open question is decided that way, without marking the parameter as consulted: a
/// check that merely allows for an alternative makes no verdict rest on it.
inline bool chosen(const World& world, ParameterId id, int choice) {
  return world.parameters.number(id) == choice;
}
/// Of a paired pool, and of the active master for CMSMaster.
[[nodiscard]] bool status_can_be_asked(const State& state, std::size_t link);
[[nodiscard]] std::string user_name(std::size_t user);
[[nodiscard]] std::string_view state_name(PoolState state);
/// The value of the parameter called `name` that takes a pool, or kNone.
[[nodiscard]] Index pool_argument(const CmdletDefinition& cmdlet, const BoundCommand& command,
                                  std::string_view name);
/// srv(u): home if Active, its backup if FailedOver, else kNone.
[[nodiscard]] Index responsible_pool(const State& state, std::size_t user);
/// The premises of INV-03: online, one pool responsible, which is full for this user and reached.
[[nodiscard]] bool served_at_rest(const Look& look, std::size_t user);

/// A persistent change of `user` was acknowledged in the event.
[[nodiscard]] bool acknowledged_in_event(const Look& look, std::size_t user);

/// INV-64 as the rule book states it, for the principal of the User databases, and FLT-30: Front
/// Ends that have not learnt the mirror relation do not find a principal on the mirror.
[[nodiscard]] bool database_serves(const World& world, const State& state, Index pool,
                                   DatabaseType type);
[[nodiscard]] bool back_end_serves(const World& world, const State& state, Index pool);

/// The timers that neither load nor plan arms: what a refused command must leave alone.
template <class F>
void for_each_watched_timer(const World& world, const State& state, F&& f) {
  const auto& base = world.layout.slot_base;
  for (auto kind = static_cast<std::size_t>(TimerKind::kFrontEndStart);
       kind <= static_cast<std::size_t>(TimerKind::kPoolOperation); ++kind) {
    const auto k = static_cast<TimerKind>(kind);
    if (k == TimerKind::kBackupCycle || k == TimerKind::kQueueDelivery) continue;
    for (Slot slot = base[kind]; slot < base[kind + 1]; ++slot) f(state.timers()[slot]);
  }
}

/// When a check runs, and what its subject is.
enum class When : std::uint8_t {
  kNever,             // shown in the table; judged elsewhere
  kFailOverAccepted,  // pool
  kFailBackAccepted,  // pool
  kFailOverDone,      // pool: FailedOver was reached
  kFailBackDone,      // pool: Active was reached
  kOperationFailed,   // pool
  kOperationEvent,    // pool whose failover or failback caused the event
  kStateEvent,        // pool whose state was written in the event
  kEvent,             // every event but those of the load
  kPoolEvent,         // pool, in every event but those of the load
  kQueueEvent,        // pool, in every event that can touch a queue
  kBackEndEvent,      // back end
  kCommand,           // actor's command accepted, refused or only asked about
  kCommandFailed,     // actor
  kCmsDone,           // a failover or move of the store ended well
  kSyncDone,          // link
  kUserEvent,         // user touched in the event
  kInstant,           // instants at which more than load happened
  kPool,              // pool, in those
  kBackEnd,           // back end, in those
  kLink,              // link, in those
  kUser,              // user touched in the instant
  kRest,
  kRestUser,  // user
  kEnd,
  kEndPool,  // pool
  kCount,
};

using Check = Answer (*)(const Look& look, std::size_t subject);

/// What a check looks at. One that looks at nothing but the infrastructure's records and timers,
/// as they are and as they were before the event, is left out where nobody wrote any: what it found
/// the last time still stands.
enum class Reads : std::uint8_t { kAnything, kInfrastructure };

struct Row {
  InvariantInfo info;
  std::array<When, 2> when{};  // kNever where unused
  Check check = nullptr;
  Reads reads = Reads::kAnything;
};
[[nodiscard]] std::span<const Row> rows();

// invariants_ordering.cpp (7.1) ------------------------------------------------------------------
Answer inv_01(const Look&, std::size_t pool);
Answer inv_02(const Look&, std::size_t user);
Answer inv_03(const Look&, std::size_t user);
Answer inv_04(const Look&, std::size_t pool);
Answer inv_05(const Look&, std::size_t pool);
Answer inv_06(const Look&, std::size_t pool);
Answer inv_07(const Look&, std::size_t pool);
Answer inv_08(const Look&, std::size_t pool);
Answer inv_09(const Look&, std::size_t pool);
Answer inv_10(const Look&, std::size_t user);
Answer inv_11(const Look&, std::size_t pool);
Answer inv_12(const Look&, std::size_t pool);
Answer inv_13_refused(const Look&, std::size_t);
Answer inv_13_failed(const Look&, std::size_t);
Answer inv_14(const Look&, std::size_t);
Answer inv_15(const Look&, std::size_t pool);
Answer inv_16(const Look&, std::size_t pool);

// invariants_edge.cpp (7.5, INV-17) --------------------------------------------------------------
Answer inv_17(const Look&, std::size_t);
Answer inv_80(const Look&, std::size_t);
Answer inv_80_after(const Look&, std::size_t);
Answer inv_81(const Look&, std::size_t);
Answer inv_82(const Look&, std::size_t);
Answer inv_83(const Look&, std::size_t user);
Answer inv_84(const Look&, std::size_t);
Answer inv_85(const Look&, std::size_t);
Answer inv_86(const Look&, std::size_t);
Answer inv_87(const Look&, std::size_t);
Answer inv_88(const Look&, std::size_t);

// invariants_databases.cpp (7.4) -----------------------------------------------------------------
Answer inv_60(const Look&, std::size_t back_end);
Answer inv_61(const Look&, std::size_t back_end);
Answer inv_62(const Look&, std::size_t back_end);
Answer inv_63(const Look&, std::size_t back_end);
Answer inv_63_rest(const Look&, std::size_t);
Answer inv_64(const Look&, std::size_t pool);
Answer inv_65(const Look&, std::size_t back_end);
Answer inv_66(const Look&, std::size_t user);
Answer inv_66_clock(const Look&, std::size_t pool);
Answer inv_67(const Look&, std::size_t pool);
Answer inv_68(const Look&, std::size_t pool);
Answer inv_69(const Look&, std::size_t pool);
Answer inv_70(const Look&, std::size_t pool);
Answer inv_71(const Look&, std::size_t pool);
Answer inv_72(const Look&, std::size_t user);
Answer inv_73(const Look&, std::size_t pool);
Answer inv_74(const Look&, std::size_t back_end);

// invariants_data.cpp (7.2) ----------------------------------------------------------------------
Answer inv_20(const Look&, std::size_t pool);
Answer inv_22(const Look&, std::size_t pool);
Answer inv_23(const Look&, std::size_t pool);
Answer inv_24(const Look&, std::size_t pool);
Answer inv_25(const Look&, std::size_t pool);
Answer inv_25_leak(const Look&, std::size_t pool);
Answer inv_26(const Look&, std::size_t link);
Answer inv_27(const Look&, std::size_t link);
Answer inv_28(const Look&, std::size_t link);
Answer inv_29(const Look&, std::size_t link);
Answer inv_30(const Look&, std::size_t link);
Answer inv_31(const Look&, std::size_t user);
Answer inv_31_lifted(const Look&, std::size_t pool);
Answer inv_32(const Look&, std::size_t user);
Answer inv_33(const Look&, std::size_t);
Answer inv_33_standby(const Look&, std::size_t);
Answer inv_34(const Look&, std::size_t);
Answer inv_38(const Look&, std::size_t pool);

// invariants_store.cpp (7.3, INV-116) ------------------------------------------------------------
Answer inv_40(const Look&, std::size_t);
Answer inv_40_done(const Look&, std::size_t);
Answer inv_41(const Look&, std::size_t);
Answer inv_42(const Look&, std::size_t);
Answer inv_43(const Look&, std::size_t);
Answer inv_44(const Look&, std::size_t);
Answer inv_45(const Look&, std::size_t);
Answer inv_46(const Look&, std::size_t);
Answer inv_47(const Look&, std::size_t pool);
Answer inv_48(const Look&, std::size_t);
Answer inv_49(const Look&, std::size_t pool);
Answer inv_50(const Look&, std::size_t pool);
Answer inv_51(const Look&, std::size_t);
Answer inv_52_failover(const Look&, std::size_t);
Answer inv_52_failback(const Look&, std::size_t pool);
Answer inv_53(const Look&, std::size_t);
Answer inv_116(const Look&, std::size_t);

// invariants_users.cpp (7.6, conservation) -------------------------------------------------------
Answer inv_90(const Look&, std::size_t user);
Answer inv_91(const Look&, std::size_t user);
Answer inv_91_declared(const Look&, std::size_t pool);
Answer inv_92(const Look&, std::size_t user);
Answer inv_93(const Look&, std::size_t user);
Answer inv_94(const Look&, std::size_t pool);
Answer inv_95(const Look&, std::size_t user);
Answer inv_98(const Look&, std::size_t pool);
Answer inv_99(const Look&, std::size_t user);
Answer inv_102(const Look&, std::size_t user);
Answer conservation_of_user(const Look&, std::size_t user);
Answer conservation_of_pool(const Look&, std::size_t pool);
Answer conservation_recounted(const Look&, std::size_t);

}  // namespace firedrill::invariants
