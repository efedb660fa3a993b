// The timed run: one driver of the model. It owns the clock, the index of pending events, the
// digest, the causes, and hands what happens to those who listen; it owns no rule of the domain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/engine/digest.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/model/components.hpp"
#include "sim/model/mishaps.hpp"
#include "sim/run/event_history.hpp"
#include "sim/run/event_loop.hpp"
#include "sim/scenario/scenario.hpp"

namespace firedrill {

/// Of which events a run keeps the cause, and with them every word's last writer.
enum class KeepCauses : std::uint8_t {
  kNone,
  kAllButLoad,  // what the story of any user goes back to
  kAll,
};

struct SimulationOptions {
  bool invariants = true;
  KeepCauses causes = KeepCauses::kNone;
  std::ptrdiff_t stop_when_missed = -1;  // an expectation: the run ends when it is decided so
  bool self_check = false;  // recompute fingerprint and indices after every event (tests)
};

/// What the present event goes back to: 0 = load or the start of the scenario.
struct Root {
  static constexpr std::uint32_t kFault = 1U << 28;
  static constexpr std::uint32_t kStep = 2U << 28;
  /// A repair or a check that finds things mended: what it takes away counts from then.
  static constexpr std::uint32_t kMended = 4U << 28;
  static std::uint32_t fault(std::uint32_t i) { return kFault | i; }
  /// Of an actor of the World, by its position on the walk.
  static std::uint32_t step(std::uint32_t actor, std::uint32_t position) {
    return kStep | actor << 16 | position;
  }
};

/// Listens to a run from outside the model.
class RunListener {
 public:
  virtual ~RunListener() = default;
  /// After each event: its number, its time, its slot, the fingerprint after it.
  virtual void on_event(std::uint32_t /*number*/, std::int64_t /*at_ms*/, Slot /*slot*/,
                        const Fingerprint& /*after*/, bool /*changed*/) {}
  virtual void on_fact(std::uint32_t /*event*/, std::int64_t /*at_ms*/, const Fact&) {}
  virtual void on_mode(std::int64_t /*at_ms*/, std::uint32_t /*user*/, UserMode /*before*/,
                       UserMode /*after*/) {}
  virtual void on_refusal(std::uint32_t /*event*/, std::int64_t /*at_ms*/, const Refusal&) {}
  /// An invariant was found broken; `index` into InvariantWatch::violations().
  virtual void on_violation(std::size_t /*index*/) {}
  /// At the end of every instant at which more than load happened.
  virtual void on_instant(std::int64_t /*at_ms*/) {}
};

/// Fills a World from a scenario; the scenario is not kept.
void build_world(const Scenario& scenario, World& world);

class Simulation final : private Observer, private MishapJudge {
 public:
  Simulation(const World& world, const SimulationOptions& options);
  ~Simulation() override;
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  void listen(RunListener* listener) { listeners_.push_back(listener); }
  /// Runs from the start to the end of the scenario.
  void run();
  /// Runs one event; false when the end was reached. `run` is this in a loop.
  bool advance();
  /// Asks a running simulation to stop after the present event (Ctrl-C); the verdict is unknown
  /// then.
  void stop() { stopped_ = true; }

  [[nodiscard]] const World& world() const { return world_; }
  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const InvariantWatch* invariants() const { return watch_.get(); }
  [[nodiscard]] Digest128 digest() const { return digest_.value(); }
  [[nodiscard]] std::uint32_t events() const { return event_; }
  [[nodiscard]] std::uint64_t model_events() const { return model_events_; }
  /// Something other than users and their data changed in the present instant.
  [[nodiscard]] bool infrastructure_touched() const { return writer_.touched_all(); }
  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] const CauseLog& causes() const { return causes_; }
  [[nodiscard]] const EventHistory& history() const { return history_; }
  /// In the order in which they were asked for.
  [[nodiscard]] const std::vector<MishapAnswer>& mishaps() const { return mishaps_; }
  /// Time at which the fault or step behind `root` began; -1 for none.
  [[nodiscard]] std::int64_t root_time(std::uint32_t root) const;
  /// Time at which it was decided that an expectation is not met, a deadline passed among them; -1
  /// for one that is met, open or looked at when the scenario has ended.
  [[nodiscard]] std::int64_t missed_ms(std::size_t expectation) const {
    return missed_ms_[expectation];
  }

 private:
  void on_fact(const Fact& fact) override;
  void on_mode(std::uint32_t user, UserMode before, UserMode after) override;
  void on_refusal(const Refusal& refusal) override;
  [[nodiscard]] bool comes_true(const MishapQuestion& question) override;
  void begin();
  void close_instant();
  /// The event that the scenario wants next at this instant, or `usual`.
  [[nodiscard]] Slot pinned(Slot usual) const;
  void fire(Slot slot);
  void keep_history(const EventRecord& record);
  void set_root(Slot slot);
  void note_missed();
  void self_check() const;
  void report_violations();

  const World& world_;
  SimulationOptions options_;
  State state_;
  Writer writer_;
  std::unique_ptr<InvariantWatch> watch_;
  EventLoop loop_;
  EventQueue queue_;
  Digest digest_;
  CauseLog causes_;
  std::vector<RunListener*> listeners_;
  EventHistory history_;
  std::vector<MishapAnswer> mishaps_;
  std::vector<std::int64_t> fault_times_;
  std::vector<std::vector<std::int64_t>> step_times_;
  std::vector<std::int64_t> missed_ms_;
  std::uint32_t plan_writes_seen_ = 0;
  std::size_t violations_seen_ = 0;
  std::uint32_t event_ = 0;
  std::size_t fired_in_instant_ = 0;
  std::uint64_t model_events_ = 0;
  bool mode_changed_ = false;  // in the present event
  bool begun_ = false;
  bool instant_closed_ = false;
  bool ended_ = false;
  bool stopped_ = false;
};

}  // namespace firedrill
