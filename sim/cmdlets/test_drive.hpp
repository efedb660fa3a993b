// A small driver for tests that run commands: the pair of data centres with few users and no load,
// moved on by hand. Commands are typed lines, bound as a scenario's are.
//
//   TestDrive drive;
//   drive.strike(FaultKind::kPool, drive.pool1);
//   const Outcome done = drive.run("Invoke-CsPoolFailover -PoolFqdn pool1 -DisasterMode");
//   EXPECT_EQ(error_name(done.code), "ok");
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "sim/cmdlets/binder.hpp"
#include "sim/cmdlets/command_reader.hpp"
#include "sim/cmdlets/table.hpp"
#include "sim/model/components.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill {

/// How one command ended.
struct Outcome {
  ErrorCode code = ErrorCode::kOk;
  bool refused = false;        // by a precondition; otherwise a code is a failure on the way
  bool left_unchanged = true;  // refused: not one word but the administrator's own differs
  std::string rule;
  std::string detail;
  Duration took{0};
  std::vector<Fact> answers;
  std::vector<Fact> warnings;
};

class TestDrive : private Observer {
 public:
  using Change = void (*)(Topology&);
  static constexpr Index pool1 = 0, pool2 = 1, edge1 = 0, edge2 = 1, site1 = 0, site2 = 1;

  explicit TestDrive(Change change = nullptr, Personality personality = Personality::kDocAlias) {
    Diagnostics diagnostics;
    TopologyOptions options;
    options.users_per_pool = 4;
    auto topology = read_topology_file(FIREDRILL_SOURCE_DIR "/scenarios/topologies/pair.yaml",
                                       options, diagnostics);
    for (const Diagnostic& found : diagnostics.sorted()) {
      if (found.severity == Severity::kError) ADD_FAILURE() << format_diagnostic(found);
    }
    world.topology = std::move(topology).value();
    if (change != nullptr) change(world.topology);
    world.personality = personality;
    world.load.enabled = false;
    world.duration = hours(100);
    world.cmdlets = cmdlet_table();
    world.actors.resize(1);
    world.actors[0].site = site1;
    finish_world(world);
    state_ = initial_state(world);
    writer_.set_observer(this);
    writer_.set_fingerprint(fingerprint_of(state_));
    start(writer_);
    drain_instant();
  }
  ~TestDrive() override { check(); }
  TestDrive(const TestDrive&) = delete;
  TestDrive& operator=(const TestDrive&) = delete;

  [[nodiscard]] const State& state() const { return state_; }
  /// For what happens to a deployment without any command.
  Writer& writer() { return writer_; }
  [[nodiscard]] std::int64_t now_ms() const { return state_.now().ms(); }
  /// Where the shell runs from now on.
  void sit_at(Index site) { world.actors[0].site = site; }
  void strike(FaultKind kind, Index entity) {
    firedrill::strike(writer_, fault(kind, entity));
    drain_instant();
  }
  void mend(FaultKind kind, Index entity) {
    firedrill::mend(writer_, fault(kind, entity));
    drain_instant();
  }
  void write(std::uint32_t user, BackupModule module, std::uint16_t count) {
    ASSERT_TRUE(can_write(world, state_, user));
    write_changes(writer_, user, module, count);
  }
  /// Items that wait on a Front End for a Back End to take them.
  void queue(std::size_t front_end, std::uint16_t items) {
    const PoolTally& t =
        state_.tally(static_cast<std::size_t>(world.topology.front_ends[front_end].pool));
    writer_.put(t.items_produced, t.items_produced + items);
    writer_.put(state_.front_end(front_end).queued, items);
  }
  void lose_content_of(Index pool) { lose_content(writer_, pool, "FLT-40"); }
  /// An account that no pool serves, as an initial topology may have some (INV-02).
  void leave_without_pool(std::uint32_t user) {
    sign_out(writer_, user);
    const UserRecord& r = state_.user(user);
    --writer_.pool_index(static_cast<std::size_t>(r.home)).mode[0];
    writer_.put(r.home, kNone);
  }
  /// Every event up to and including `duration` from now.
  void pass(Duration duration) {
    const Instant until = state_.now() + duration;
    while (fire_next(until)) {
    }
    state_.set_now(until);
  }
  /// Begins a command; pass() or finish() sees it through.
  void begin(std::string_view line) {
    StepSpec step;
    step.text = std::string(line);
    step.command = bind(line);
    world.actors[0].steps.push_back(step);
    outcome_ = Outcome{};
    begun_at_ = now_ms();
    ended_ = false;
    const ActorRecord& actor = state_.record<ActorRecord>(0);
    writer_.put(actor.step, static_cast<std::uint16_t>(world.actors[0].steps.size() - 1));
    writer_.put(actor.phase, ActorPhase::kIdle);
    const Slot slot = writer_.slot(TimerKind::kActor, 0);
    writer_.arm(slot, Duration(0));
    const State before = state_;
    writer_.clear_timer(slot);
    step_at(slot);
    if (outcome_.refused) outcome_.left_unchanged = equal_but_for_the_actor(before);
    drain_instant();
  }
  Outcome finish() {
    const Instant horizon = state_.now() + hours(48);
    while (!ended_ && fire_next(horizon)) {
    }
    EXPECT_TRUE(ended_) << "the command did not end: " << world.actors[0].steps.back().text;
    check();
    return outcome_;
  }
  Outcome run(std::string_view line) {
    begin(line);
    return finish();
  }
  /// Runs a command that has to succeed.
  Outcome succeed(std::string_view line) {
    const Outcome out = run(line);
    EXPECT_EQ(error_name(out.code), "ok") << line << ": " << out.rule << " " << out.detail;
    return out;
  }
  /// Runs a command that has to be refused, by this rule, and to leave everything as it was.
  void refuse(std::string_view line, std::string_view code, std::string_view rule) {
    const Outcome out = run(line);
    EXPECT_EQ(error_name(out.code), code) << line << ": " << out.rule << " " << out.detail;
    EXPECT_TRUE(out.refused) << line;
    EXPECT_EQ(out.rule, rule) << line << ": " << out.detail;
    EXPECT_TRUE(out.left_unchanged) << line << " (INV-13)";
    EXPECT_EQ(out.took, Duration(0)) << line;
  }
  [[nodiscard]] Index sql(std::string_view server) const {
    for (std::size_t i = 0; i < world.topology.sql_instances.size(); ++i) {
      if (world.topology.sql_instances[i].server_fqdn == server) return static_cast<Index>(i);
    }
    ADD_FAILURE() << "no SQL Server " << server;
    return kNone;
  }
  [[nodiscard]] std::int64_t homed(Index pool) const {
    std::int64_t n = 0;
    for (std::uint32_t u = 0; u < state_.count<UserRecord>(); ++u) {
      n += state_.user(u).home == pool ? 1 : 0;
    }
    return n;
  }
  [[nodiscard]] LinkStatus status(Index source, BackupModule module) const {
    return link_status(world, state_, source, module);
  }

  World world;

 private:
  static FaultSpec fault(FaultKind kind, Index entity) {
    FaultSpec out;
    out.kind = kind;
    out.entity = entity;
    return out;
  }
  BoundCommand bind(std::string_view line) const {
    Diagnostics diagnostics;
    const auto command = read_command_line(line, "test", Mark{1, 1}, diagnostics);
    std::optional<BoundCommand> bound;
    if (command) bound = bind_command(*command, world.topology, world.personality, diagnostics);
    for (const Diagnostic& found : diagnostics.sorted()) {
      if (found.severity == Severity::kError) ADD_FAILURE() << format_diagnostic(found);
    }
    return std::move(bound).value();
  }
  bool fire_next(Instant until) {
    Slot best = 0;
    Instant when;
    for (Slot slot = 0; slot < world.layout.slot_count(); ++slot) {
      const Instant at = state_.deadline(slot);
      if (!at.is_set() || at.word() > until.word()) continue;
      if (when.is_set() && at.word() >= when.word()) continue;
      when = at;
      best = slot;
    }
    if (!when.is_set()) return false;
    if (when.word() > state_.now().word()) {
      conditions_changed(writer_);
      state_.set_now(when);
    }
    writer_.clear_timer(best);
    step_at(best);
    return true;
  }
  void step_at(Slot slot) { step(writer_, slot); }
  /// What is due at this very instant.
  void drain_instant() {
    while (fire_next(state_.now())) {
    }
    conditions_changed(writer_);
  }
  /// The maintained fingerprint is that of the bytes, and no write of a user is unaccounted for.
  void check() const {
    EXPECT_EQ(writer_.fingerprint(), fingerprint_of(state_));
    for (std::uint32_t u = 0; u < state_.count<UserRecord>(); ++u) {
      for (std::size_t m = 0; m < kUserModules; ++m) {
        const UserRecord& user = state_.user(u);
        const UserLedger& ledger = user.ledger[m];
        const UserTally& tally = state_.user_tally(u);
        EXPECT_EQ(tally.acknowledged[m],
                  user.both[m] + tally.lost[m] + ledger.home_only + ledger.partner_only)
            << "user " << u;
      }
    }
  }
  [[nodiscard]] bool equal_but_for_the_actor(const State& before) const {
    State masked = before;
    const Layout& layout = world.layout;
    const std::size_t record = layout.offset[static_cast<std::size_t>(RecordKind::kActor)];
    const std::size_t timer =
        layout.timers_offset + std::size_t{writer_.slot(TimerKind::kActor, 0)} * 8;
    std::memcpy(masked.bytes() + record, state_.bytes() + record, sizeof(ActorRecord));
    std::memcpy(masked.bytes() + timer, state_.bytes() + timer, 8);
    return masked == state_;
  }
  void on_fact(const Fact& fact) override {
    switch (fact.kind) {
      case FactKind::kQueryAnswer:
        outcome_.answers.push_back(fact);
        return;
      case FactKind::kStepWarning:
        outcome_.warnings.push_back(fact);
        return;
      case FactKind::kStepRefused:
      case FactKind::kStepFailed:
        outcome_.code = static_cast<ErrorCode>(fact.value);
        outcome_.refused = fact.kind == FactKind::kStepRefused;
        outcome_.rule = std::string(fact.rule);
        outcome_.detail = std::string(fact.text);
        return;
      case FactKind::kProcedureFinished:
        ended_ = true;
        outcome_.took = Duration(now_ms() - begun_at_);
        return;
      default:
        return;
    }
  }

  State state_;
  Writer writer_{world, state_};
  Outcome outcome_;
  std::int64_t begun_at_ = 0;
  bool ended_ = true;
};

}  // namespace firedrill
