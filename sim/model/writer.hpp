// The only way to change a State.
//
// Because there is one way, it keeps the fingerprint, the indices of pending events, an optional
// journal that undoes a step, the set of entities an instant touched (so that an invariant runs
// only when something it depends on changed) and, for a run, who last wrote each word.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "sim/engine/event_queue.hpp"
#include "sim/engine/mix.hpp"
#include "sim/model/state.hpp"
#include "sim/model/world.hpp"

namespace firedrill {

/// What happened, for people: timeline, trace, measures. Costs nothing where nobody listens.
enum class FactKind : std::uint8_t {
  kFaultStruck,
  kFaultRepaired,
  kComponentUp,
  kPoolServing,
  kPoolStopped,
  kPoolStateChanged,
  kQuorumLost,
  kBackEndAvailable,
  kBackEndUnavailable,
  kPrincipalMoved,
  kBackupClockExpired,
  kBackEndRestored,
  kRegistrarTakesOver,
  kRegistrarSendsHome,
  kConferencesCut,
  kCmsMoving,
  kCmsActive,
  kCmsLost,
  kReplicated,
  kConfigurationLost,
  kWritesLost,
  kWritesStranded,
  kWritesRecovered,
  kContentMissing,
  kCycleBlocked,
  kSyncDone,
  kDrainDone,
  kDrainExpired,
  kStepStarted,
  kStepDone,
  kStepRefused,
  kStepFailed,
  kStepWarning,
  kWaitOver,
  kWaitTimedOut,
  kQueryAnswer,
  kProcedureFinished,
  kEnd,
  kEdgeRoute,  // pool, Edge pool it now uses for what the text says; -1 = none
  kNamesSeen,  // SIP domain, DnsService: resolvers outside have the records as they stand
  kSlip,       // of an administrator: position on the walk, number of the slip
  kMishap,     // in a command of this actor: which one
  kCount,
};

struct Fact {
  FactKind kind;
  std::int32_t entity = -1;  // pool, server, ... by kind
  std::int32_t other = -1;
  std::int64_t value = 0;
  std::string_view text;  // static text only
  std::string_view rule;
};

/// A driver that wants to know. Every member is called during the step that causes it.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void on_fact(const Fact&) {}
  virtual void on_mode(std::uint32_t /*user*/, UserMode /*before*/, UserMode /*after*/) {}
  virtual void on_refusal(const Refusal&) {}
};

/// How often what was written, so that a look at the outcome can leave out what nobody touched.
struct WriteCounts {
  std::uint32_t infrastructure = 0;  // records of sites to Edge servers
  std::uint32_t plan = 0;            // records of actors, faults and monitors
  std::uint32_t timers = 0;          // of infrastructure and operations of pools
};

/// Says whether a mishap comes true: a driver's part (mishaps.hpp).
class MishapJudge {
 public:
  virtual ~MishapJudge() = default;
  [[nodiscard]] virtual bool comes_true(const MishapQuestion& question) = 0;
};

/// Who armed each timer and who last wrote each word: event numbers, kept by a run, never state.
/// Fields of infrastructure lie several to a word, and are told apart: who sees a route is not who
/// set it.
struct CauseLog {
  std::vector<std::uint32_t> armed_by;    // by slot: event that armed it
  std::vector<std::uint32_t> written_by;  // by word: event that last wrote it; empty = not wanted
  std::vector<std::uint32_t> field_written_by;  // of infrastructure, by the field's first byte
  std::vector<std::uint32_t> armed_root;  // by slot: the fault or step the arming goes back to
  std::uint32_t event = 0;
  std::uint32_t root = 0;  // of the present event; 0 = load or the start
  std::uint32_t arms = 0;  // how many timers the present event armed
};

/// Begins a log that knows who wrote what.
void keep_writers(CauseLog& log, const Layout& layout);
/// The event that last wrote the field that begins `offset` bytes into a State; 0 = none did.
[[nodiscard]] std::uint32_t writer_of(const CauseLog& log, std::size_t offset);

class Writer {
 public:
  Writer(const World& world, State& state) : world_(world), state_(state) {}

  [[nodiscard]] const World& world() const { return world_; }
  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] Instant now() const { return state_.now(); }

  /// Changes one field of a record of this state: writer.put(state.pool(1).state,
  /// PoolState::kActive).
  template <class F>
  void put(const F& field, std::type_identity_t<F> value) {
    if (field == value) return;
    static_assert(sizeof(F) <= 8);
    auto* place = reinterpret_cast<std::byte*>(const_cast<F*>(&field));
    const auto offset = static_cast<std::uint32_t>(place - state_.bytes());
    const std::uint32_t word = offset / 8;
    std::byte* base = state_.bytes() + std::size_t{word} * 8;
    std::uint64_t before = 0;
    std::memcpy(&before, base, 8);
    std::memcpy(place, &value, sizeof(F));
    std::uint64_t after = 0;
    std::memcpy(&after, base, 8);
    written(offset, before, after);
  }

  void arm(Slot slot, Duration after) { arm_at(slot, now() + after); }
  void arm_at(Slot slot, Instant at);
  void disarm(Slot slot);
  /// Arms at the next tick of a process that ticks every `period` from `phase` on: the least
  /// phase + k * period that is not before now (k >= 1).
  void arm_at_tick(Slot slot, Instant phase, Duration period);
  [[nodiscard]] bool armed(Slot slot) const { return state_.deadline(slot).is_set(); }
  [[nodiscard]] Slot slot(TimerKind kind, std::size_t entity) const {
    return world_.layout.slot(kind, static_cast<std::uint32_t>(entity));
  }
  [[nodiscard]] bool older_than(Instant stamp, Duration age) const {
    return state_.older_than(stamp, age);
  }
  [[nodiscard]] std::int64_t stamp() const { return now().word(); }

  void tell(const Fact& fact) {
    if (observer_ != nullptr) observer_->on_fact(fact);
  }
  [[nodiscard]] Observer* observer() const { return observer_; }

  // Derived counts, kept where the records they count are changed.
  PoolIndex& pool_index(std::size_t pool) {
    return const_cast<PoolIndex&>(state_.pool_index(pool));
  }
  UserIndex& user_index(std::size_t u) { return const_cast<UserIndex&>(state_.user_index(u)); }

  void touch_user(std::uint32_t user) { touched_users_.push_back(user); }
  void touch_pool(std::size_t pool) { touched_pools_ |= std::uint64_t{1} << (pool & 63U); }
  void touch_all() { touched_all_ = true; }

  // --- for drivers -------------------------------------------------------------------------------
  struct JournalEntry {
    std::uint32_t word;
    std::uint64_t before;
  };
  void set_observer(Observer* observer) { observer_ = observer; }
  void set_mishap_judge(MishapJudge* judge) { mishap_judge_ = judge; }
  [[nodiscard]] MishapJudge* mishap_judge() const { return mishap_judge_; }
  void set_causes(CauseLog* causes) { causes_ = causes; }
  void set_queue(EventQueue* queue) { queue_ = queue; }
  /// A bit for each slot that is armed, kept from now on; the driver fills it first.
  void set_armed(std::uint64_t* armed) { armed_ = armed; }
  /// Runs f(slot) on every armed slot in ascending order; needs set_armed.
  template <class F>
  void for_each_armed(F&& f) const {
    const std::uint32_t words = (world_.layout.slot_count() + 63) / 64;
    for (std::uint32_t i = 0; i < words; ++i) {
      for (std::uint64_t bits = armed_[i]; bits != 0; bits &= bits - 1) {
        f(i * 64 + static_cast<Slot>(std::countr_zero(bits)));
      }
    }
  }
  void set_journal(std::vector<JournalEntry>* journal) { journal_ = journal; }
  void clear_timer(Slot slot);  // the driver takes a due timer out before its step
  [[nodiscard]] const Fingerprint& fingerprint() const { return fingerprint_; }
  void set_fingerprint(const Fingerprint& fingerprint) { fingerprint_ = fingerprint; }
  [[nodiscard]] std::vector<std::uint32_t>& touched_users() { return touched_users_; }
  [[nodiscard]] const std::vector<std::uint32_t>& touched_users() const { return touched_users_; }
  [[nodiscard]] std::uint64_t touched_pools() const { return touched_pools_; }
  [[nodiscard]] bool touched_all() const { return touched_all_; }
  [[nodiscard]] bool changed() const { return changed_; }
  void begin_event() { changed_ = false; }
  [[nodiscard]] const WriteCounts& writes() const { return writes_; }
  void begin_instant() {
    touched_users_.clear();
    touched_pools_ = 0;
    touched_all_ = false;
  }

 private:
  void timer_written(Slot slot, bool armed) {
    const auto& base = world_.layout.slot_base;
    const auto in = [&](TimerKind first, TimerKind end) {
      return slot >= base[static_cast<std::size_t>(first)] &&
             slot < base[static_cast<std::size_t>(end)];
    };
    if (in(TimerKind::kFrontEndStart, TimerKind::kBackupCycle) ||
        in(TimerKind::kPoolOperation, TimerKind::kUserSignIn)) {
      ++writes_.timers;
    }
    if (armed_ == nullptr) return;
    const std::uint64_t bit = std::uint64_t{1} << (slot & 63U);
    armed_[slot / 64] = armed ? armed_[slot / 64] | bit : armed_[slot / 64] & ~bit;
  }
  void written(std::uint32_t offset, std::uint64_t before, std::uint64_t after) {
    const std::uint32_t word = offset / 8;
    changed_ = true;
    if (word < world_.layout.infrastructure_words) {
      ++writes_.infrastructure;
    } else if (word - world_.layout.plan_first < world_.layout.plan_words) {
      ++writes_.plan;
    }
    if (journal_ != nullptr) journal_->push_back({word, before});
    if (causes_ != nullptr && !causes_->written_by.empty()) {
      causes_->written_by[word] = causes_->event;
      if (word < world_.layout.infrastructure_words) {
        causes_->field_written_by[offset] = causes_->event;
      }
    }
    if (word < world_.layout.hashed_words) {
      fingerprint_.subtract(mix(word, before));
      fingerprint_.add(mix(word, after));
    }
  }

  const World& world_;
  State& state_;
  Observer* observer_ = nullptr;
  MishapJudge* mishap_judge_ = nullptr;
  CauseLog* causes_ = nullptr;
  EventQueue* queue_ = nullptr;
  std::uint64_t* armed_ = nullptr;
  std::vector<JournalEntry>* journal_ = nullptr;
  Fingerprint fingerprint_{};
  std::vector<std::uint32_t> touched_users_;
  std::uint64_t touched_pools_ = 0;
  bool touched_all_ = false;
  bool changed_ = false;
  WriteCounts writes_;
};

/// The fingerprint of a state computed from its bytes: what the maintained one must equal.
[[nodiscard]] Fingerprint fingerprint_of(const State& state);

}  // namespace firedrill
