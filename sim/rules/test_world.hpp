// A small run for tests of invariants: the pair of the topologies folder, a handful of stand-ins
// for cmdlets over the model's own functions, and a loop over the timers without a driver.
//
// A test plants a mistake with `event` (something happens that no rule allows) or with
// `before_event_over` (a legal event leaves a wrong value behind) and looks at `broken()`.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/model/components.hpp"
#include "sim/rules/invariants.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill::test {

inline constexpr Index kPool1 = 0;
inline constexpr Index kPool2 = 1;

// --- stand-ins for cmdlets: argument 0 is the pool or entity, 1 a number, 2 another
// ---------------
enum Stand : std::uint16_t {
  kFailOver,
  kFailBack,
  kStoreFailOver,
  kSetNextHop,
  kSyncContent,
  kSwitchDatabase,
  kMoveUser,
  kSetPoolState,
  kInstallMirror,
  kPublish,
  kSetXmppRoute,
};

inline std::int64_t argument(const BoundCommand& command, std::uint8_t i) {
  const Argument* found = command.find(i);
  return found == nullptr ? 0 : found->number;
}
inline Index pool_of(const BoundCommand& command) {
  return static_cast<Index>(argument(command, 0));
}

inline constexpr ParameterDefinition kPoolParameters[] = {
    {"PoolFqdn", ValueKind::kPool, false, {}, 0, 0, {}}};
inline Refusal partner_active(const World&, const State& s, const BoundCommand& c, Caller) {
  const Index partner = backup_of(s, pool_of(c));
  if (s.pool(static_cast<std::size_t>(partner)).state == PoolState::kActive) return {};
  return {ErrorCode::kPartnerFailedOver, "INV-01", "the partner is not Active", {}};
}

using Effect = Running (*)(const World&, Writer&, const BoundCommand&, Caller);
constexpr CmdletDefinition stand_in(std::string_view name, std::string_view rule, Effect effect) {
  CmdletDefinition cmdlet{};
  cmdlet.name = name;
  cmdlet.rule = rule;
  cmdlet.parameters = kPoolParameters;
  cmdlet.effect = effect;
  if (rule == "CMD-01") cmdlet.precondition = partner_active;
  return cmdlet;
}

inline constexpr CmdletDefinition kStandIns[] = {
    stand_in("Invoke-CsPoolFailOver", "CMD-01",
             [](const World& world, Writer& w, const BoundCommand& c, Caller caller) {
               const Duration wait(argument(c, 2) != 0
                                       ? argument(c, 2)
                                       : world.number(ParameterId::kFailoverWaitTime));
               start_failover(w, pool_of(c), argument(c, 1) != 0, wait, caller.actor);
               return Running{Running::kUntilDone};
             }),
    stand_in("Invoke-CsPoolFailBack", "CMD-02",
             [](const World&, Writer& w, const BoundCommand& c, Caller caller) {
               start_failback(w, pool_of(c), argument(c, 1) != 0, caller.actor);
               return Running{Running::kUntilDone};
             }),
    stand_in("Invoke-CsManagementServerFailover", "CMD-30",
             [](const World&, Writer& w, const BoundCommand& c, Caller caller) {
               start_cms_operation(w,
                                   argument(c, 1) != 0 ? CmsOperation::kFailOverForced
                                                       : CmsOperation::kFailOverPlanned,
                                   pool_of(c), caller.actor);
               return Running{Running::kUntilDone};
             }),
    stand_in("Set-CsEdgeServer", "CMD-70",
             [](const World&, Writer& w, const BoundCommand& c, Caller) {
               write_next_hop(w, static_cast<Index>(argument(c, 1)), pool_of(c));
               return Running{seconds(1)};
             }),
    stand_in("Invoke-CsBackupServiceSync", "CMD-24",
             [](const World&, Writer& w, const BoundCommand& c, Caller) {
               sync_now(w, pool_of(c), BackupModule::kDataConf);
               return Running{seconds(1)};
             }),
    stand_in("Invoke-CsDatabaseFailover", "CMD-50",
             [](const World&, Writer& w, const BoundCommand& c, Caller caller) {
               start_mirror_switch(w, pool_of(c), static_cast<DatabaseType>(argument(c, 1)),
                                   argument(c, 2) != 0, caller.actor);
               return Running{Running::kUntilDone};
             }),
    stand_in("Move-CsUser", "CMD-80",
             [](const World&, Writer& w, const BoundCommand& c, Caller) {
               move_user(w, static_cast<std::uint32_t>(argument(c, 1)), pool_of(c), c.force);
               return Running{seconds(1)};
             }),
    stand_in("Set-CsRegistrarConfiguration", "CMD-05",
             [](const World&, Writer& w, const BoundCommand& c, Caller) {
               const auto pool = static_cast<std::size_t>(pool_of(c));
               w.put(w.state().pool(pool).state, static_cast<PoolState>(argument(c, 1)));
               configuration_written(w);
               w.touch_pool(pool);
               return Running{seconds(1)};
             }),
    stand_in("Install-CsMirrorDatabase", "CMD-52",
             [](const World&, Writer& w, const BoundCommand& c, Caller) {
               const Pool& pool = w.world().pool(pool_of(c));
               const auto first = static_cast<std::size_t>(pool.first_front_end);
               w.put(w.state().front_end(first).needs_restart, std::uint8_t{1});
               return Running{seconds(1)};
             }),
    stand_in("Publish-CsTopology", "CMD-42",
             [](const World&, Writer& w, const BoundCommand& c, Caller) {
               const auto& edge = w.state().record<EdgePoolRecord>(0);
               w.put(edge.next_hop.master, static_cast<Index>(argument(c, 1)));
               configuration_written(w);
               return Running{seconds(1)};
             }),
    stand_in("Set-CsSite", "CMD-71",
             [](const World&, Writer& w, const BoundCommand& c, Caller) {
               write_site_routes(w, pool_of(c), kNone, static_cast<Index>(argument(c, 1)));
               return Running{seconds(1)};
             }),
};

inline StepSpec run(Stand command, Index pool, std::int64_t value = 0, std::int64_t other = 0) {
  StepSpec step;
  step.command.cmdlet = command;
  step.command.arguments = {{0, ValueKind::kPool, pool, {}},
                            {1, ValueKind::kInteger, value, {}},
                            {2, ValueKind::kInteger, other, {}}};
  return step;
}
inline StepSpec pause(Duration duration) {
  StepSpec step;
  step.kind = StepSpec::Kind::kWait;
  step.wait = duration;
  return step;
}
inline ActorSpec at_site(Index site, Duration starts_at, std::vector<StepSpec> steps) {
  ActorSpec actor;
  actor.site = site;
  actor.starts_at = starts_at;
  actor.steps = std::move(steps);
  return actor;
}
inline FaultSpec fault(FaultKind kind, Index entity, Duration at, Duration repair_after = {}) {
  FaultSpec f;
  f.kind = kind;
  f.entity = entity;
  f.trigger.at = at;
  f.has_repair = repair_after.count() > 0;
  f.repair_after = repair_after;
  return f;
}

class TestRun : private Observer {
 public:
  explicit TestRun(const std::function<void(World&)>& prepare = {}) {
    Diagnostics findings;
    auto topology =
        read_topology_file(FIREDRILL_SOURCE_DIR "/scenarios/topologies/pair.yaml", {}, findings);
    EXPECT_TRUE(topology.has_value());
    world.topology = *topology;
    world.cmdlets = kStandIns;
    world.load.enabled = false;
    world.duration = hours(24);
    if (prepare) prepare(world);
    finish_world(world);
    state = std::make_unique<State>(initial_state(world));
    writer = std::make_unique<Writer>(world, *state);
    watch = std::make_unique<InvariantWatch>(world, *state);
    writer->set_fingerprint(fingerprint_of(*state));
    writer->set_observer(this);
    watch->set_event(0);
    writer->begin_instant();
    start(*writer);
  }

  /// One event outside the plan: `f` happens now, as if the timer of `kind` had fired.
  void event(const std::function<void(Writer&)>& f, TimerKind kind = TimerKind::kMonitor,
             std::size_t entity = 0) {
    watch->set_event(++number);
    writer->begin_event();
    f(*writer);
    watch->event_over(*writer, writer->slot(kind, entity));
  }
  void instant_over() {
    conditions_changed(*writer);
    watch->instant_over(*writer);
    writer->begin_instant();
  }
  /// An event and the end of its instant.
  void now(const std::function<void(Writer&)>& f, TimerKind kind = TimerKind::kMonitor,
           std::size_t entity = 0) {
    event(f, kind, entity);
    instant_over();
  }

  void run_until(Duration since_start) {
    const std::int64_t last = Instant::from_ms(since_start.count()).word();
    while (!ended) {
      const Slot slot = next();
      const std::int64_t time = state->timers()[slot];
      if (time > state->now().word()) {
        conditions_changed(*writer);  // may bring further events at this instant
        if (state->timers()[next()] == state->now().word()) continue;
        watch->instant_over(*writer);
        writer->begin_instant();
        if (time > last) {
          state->set_now(Instant::from_word(last));
          break;
        }
        state->set_now(Instant::from_word(time));
      }
      fire(slot);
    }
  }
  void run_to_end() { run_until(hours(10000)); }

  /// The rules found broken, each once.
  [[nodiscard]] std::set<std::string> broken() const {
    std::set<std::string> rules;
    for (const Violation& v : watch->violations()) rules.emplace(v.rule);
    return rules;
  }
  [[nodiscard]] std::string text() const {
    std::string all;
    for (const Violation& v : watch->violations()) {
      all +=
          std::string(v.rule) + " at " + std::to_string(v.at.ms() / 1000) + " s: " + v.text + "\n";
    }
    return all;
  }
  [[nodiscard]] std::uint64_t evaluations(std::string_view rule) const {
    std::uint64_t sum = 0;
    for (std::size_t r = 0; r < InvariantWatch::table().size(); ++r) {
      if (InvariantWatch::table()[r].rule == rule) sum += watch->evaluations()[r];
    }
    return sum;
  }
  [[nodiscard]] const PoolRecord& pool(Index i) const {
    return state->pool(static_cast<std::size_t>(i));
  }

  World world;
  std::unique_ptr<State> state;
  std::unique_ptr<Writer> writer;
  std::unique_ptr<InvariantWatch> watch;
  /// Called between the step of an event and the watch's look at it.
  std::function<void(Writer&, TimerKind)> before_event_over;
  std::uint32_t number = 0;
  bool ended = false;

 private:
  [[nodiscard]] Slot next() const {
    Slot best = 0;
    for (Slot s = 0; s < world.layout.slot_count(); ++s) {
      const std::int64_t time = state->timers()[s];
      if (time == 0) continue;
      if (state->timers()[best] == 0 || time < state->timers()[best]) best = s;
    }
    return best;
  }
  void fire(Slot slot) {
    const TimerKind kind = world.layout.name_of(slot).kind;
    watch->set_event(++number);
    writer->begin_event();
    step(*writer, slot);
    if (before_event_over) before_event_over(*writer, kind);
    watch->event_over(*writer, slot);
    if (kind != TimerKind::kEnd) return;
    watch->instant_over(*writer);
    watch->at_end(*writer);
    ended = true;
  }
  void on_fact(const Fact& fact) override { watch->on_fact(fact); }
  void on_mode(std::uint32_t user, UserMode before, UserMode after) override {
    watch->on_mode(user, before, after);
  }
};

#define EXPECT_BROKEN(run, ...) \
  EXPECT_EQ((run).broken(), (std::set<std::string>{__VA_ARGS__})) << (run).text()
#define EXPECT_NOTHING_BROKEN(run) EXPECT_TRUE((run).broken().empty()) << (run).text()

}  // namespace firedrill::test
