// The search against plain runs of everything: on a drill small enough, every placement of one
// fault at every millisecond, and every pair of faults on a grid on which everything that a
// parameter sets falls, so that ties are among them. Each placement lies in a part of the covering
// with the outcome of its run, no outcome is claimed that no run has, and the worst cases are
// those of the worst run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "sim/explore/placement_tree.hpp"
#include "sim/explore/scenarios_for_tests.hpp"
#include "sim/explore/search_world.hpp"
#include "sim/run/measures.hpp"
#include "sim/run/verdict.hpp"

namespace firedrill {
namespace {

/// What a run comes to: its outcome, as the search has it, and its worst cases.
class Outages final : public RunListener {
 public:
  Outages(const Simulation& simulation, std::array<std::int64_t, 3>& worst)
      : worst_(worst), since_(simulation.state().count<UserRecord>()) {
    for (auto& user : since_) user.fill(-1);
  }
  void on_mode(std::int64_t at_ms, std::uint32_t user, UserMode before, UserMode after) override {
    change(at_ms, user, 0, before == UserMode::kSignedOut, after == UserMode::kSignedOut);
    change(at_ms, user, 1, before != UserMode::kRegular, after != UserMode::kRegular);
  }

 private:
  void change(std::int64_t at_ms, std::uint32_t user, std::size_t kind, bool was, bool is) {
    if (was == is) return;
    std::int64_t& since = since_[user][kind];
    if (!is && since >= 0) worst_[kind] = std::max(worst_[kind], at_ms - since);
    since = is ? at_ms : -1;
  }

  std::array<std::int64_t, 3>& worst_;
  std::vector<std::array<std::int64_t, 2>> since_;
};

/// A drill of one fault or two, run plainly at any instants: built once, placed often.
class PlainRuns {
 public:
  PlainRuns(const Scenario& scenario, const OutcomeBits& bits, std::uint32_t faults)
      : bits_(bits), planned_(scenario.faults.size()) {
    Scenario with = scenario;
    FaultSpec fault;
    for (std::uint32_t f = 0; f < faults; ++f) with.faults.push_back(fault);
    build_world(with, world_);
  }
  void place(std::size_t f, const FaultSpec& item, Duration repair, std::int64_t at_ms) {
    FaultSpec& fault = world_.faults[planned_ + f];
    fault = item;
    fault.trigger = {};
    fault.trigger.at = Duration(at_ms);
    fault.has_repair = repair.count() > 0;
    fault.repair_after = repair;
  }
  /// `mishap`: the failover at the end fails at first.
  OutcomeMask run(bool mishap) {
    world_.mishaps.clear();
    const auto last = static_cast<std::int16_t>(world_.actors[0].steps.size() - 1);
    if (mishap) world_.mishaps.push_back({{Mishap::kPoolFailoverFails, 0, last}, 1, {}, {}});
    Simulation simulation(world_, {});
    Outages outages(simulation, worst_);
    simulation.listen(&outages);
    Measures measures(simulation);
    simulation.listen(&measures);
    simulation.run();
    worst_[2] = std::max(worst_[2], measures.figures().loss.oldest_age_ms);
    ++runs_;
    OutcomeMask out;
    for (const Violation& v : simulation.invariants()->violations()) {
      out.set(bits_.of_rule(v.rule));
    }
    for (std::size_t i = 0; i < world_.expectations.size(); ++i) {
      const auto bit = bits_.at_end(world_, simulation.state(), i);
      if (bit) out.set(*bit);
    }
    return out & bits_.judged();
  }
  [[nodiscard]] const std::array<std::int64_t, 3>& worst() const { return worst_; }
  [[nodiscard]] std::size_t runs() const { return runs_; }

 private:
  const OutcomeBits& bits_;
  std::size_t planned_;
  World world_;
  std::array<std::int64_t, 3> worst_{-1, -1, -1};
  std::size_t runs_ = 0;
};

class BruteForce : public testing::Test {
 protected:
  void search(const Scenario& scenario, std::uint32_t faults, std::vector<FaultKind> kinds,
              std::vector<Duration> repairs) {
    scenario_ = scenario;
    for (ExpectationSpec& e : scenario_.expectations) e.under_faults = true;
    build_search_world(scenario_, faults, {.kinds = std::move(kinds)}, world_);
    SearchOptions options;
    options.faults = faults;
    options.repairs = std::move(repairs);
    options.split_mixed = true;
    options.orders = false;
    search_ = std::make_unique<TimedSearch>(world_, options);
    search_->listen(&tree_);
    ASSERT_EQ(search_->run(), SearchEnd::kComplete);
    ASSERT_TRUE(tree_.complete());
    runs_ = std::make_unique<PlainRuns>(scenario_, search_->bits(), faults);
  }
  /// Runs a placement and compares it with its part. `choices` are those of the faults that
  /// strike, at `at_ms`; one more instant after the end where fewer strike than may.
  void compare(const std::vector<std::uint32_t>& choices, std::vector<std::int64_t> at_ms) {
    for (std::size_t f = 0; f < at_ms.size(); ++f) {
      const StruckFault& choice = search_->choices()[f < choices.size() ? choices[f] : 0];
      runs_->place(f, world_.menu[choice.item], choice.repair, at_ms[f]);
    }
    if (mishaps_) plain_.insert(runs_->run(true));
    const OutcomeMask plain = runs_->run(false);
    plain_.insert(plain);
    const PlacementTree::Node& leaf = tree_.leaf(
        [&](int i) {
          return i == 0 ? 0 : at_ms[static_cast<std::size_t>(i) - 1] + Instant::kStart;
        },
        [&](std::size_t n) { return choices.at(n); });
    for (const OutcomeMask& member : search_->sets().members(leaf.outcomes)) {
      ASSERT_EQ(member & search_->bits().judged(), plain) << testing::PrintToString(at_ms);
    }
  }
  [[nodiscard]] std::set<OutcomeMask> claimed() const {
    std::set<OutcomeMask> out;
    for (const PlacementTree::Node& node : tree_.nodes()) {
      if (!node.is_leaf) continue;
      for (const OutcomeMask& member : search_->sets().members(node.outcomes)) {
        out.insert(member & search_->bits().judged());
      }
    }
    return out;
  }
  [[nodiscard]] std::array<std::int64_t, 3> worst_claimed() const {
    return {search_->worst_outage(kSignedOut).ms, search_->worst_outage(kIrregular).ms,
            search_->worst_loss().ms};
  }
  [[nodiscard]] std::int64_t end_ms() const { return scenario_.duration.count(); }

  Scenario scenario_;
  World world_;
  PlacementTree tree_;
  std::unique_ptr<TimedSearch> search_;
  std::unique_ptr<PlainRuns> runs_;
  std::set<OutcomeMask> plain_;
  bool mishaps_ = false;  // what may go wrong does as well
};

/// A failover of pool1 within a minute and a half: everything is quick.
constexpr char kQuickFailover[] =
    "duration: 90s\n"
    "users: 4\n"
    "parameters: {cmsFailover: 4s, failoverBase: 5s, failoverPerUser: 0ms, replicaUpdate: 1s,\n"
    "  signInSpread: 10s, queryTime: 500ms, configurationWrite: 500ms, mirrorAutomatic: 3s,\n"
    "  secondaryPromotion: 2s, frontEndReconnect: 4s, syncCycle: 500ms, backEndRestored: 2s,\n"
    "  poolStart: 6s, failbackDetectionInterval: 8s, remoteEvery: 2, FLT-51: never}\n"
    "load: {contact changes per user per day: 1000, conference concurrency: 50%,\n"
    "  conference length: 40s, presence publications per hour: 0}\n"
    "faults: [at 10s pool pool1 is lost]\n"
    "procedure:\n"
    "  - Set-CsRegistrar -Identity pool1 -FailureDetectionInterval 00:00:30\n"
    "  - Set-CsBackupServiceConfiguration -SyncInterval 00:00:05\n"
    "  - wait 45s\n"
    "  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
    "-BackupSqlInstanceName rtc -Force\n"
    "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
    "Registrar:pool2.contoso.com\n"
    "  - wait until replicas behind = 0, at most 5s\n"
    "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode\n"
    "expect:\n"
    "  - within 60s of fault 1: signed-out users = 0\n"
    "  - after step 7: regular users = all\n"
    "  - at end: regular users = all\n"
    "  - at end: lost writes = 0\n"
    "  - within 10s of step 4: master = pool2\n";

TEST_F(BruteForce, AtEveryMillisecondComesToWhatTheProofSaysOfOneFault) {
  search(read_drill(kQuickFailover), 1, {FaultKind::kSite, FaultKind::kBackupService},
         {seconds(20)});
  ASSERT_FALSE(HasFatalFailure());
  for (std::uint32_t choice = 0; choice < search_->choices().size(); ++choice) {
    for (std::int64_t at = 0; at <= end_ms(); ++at) {
      compare({choice}, {at});
      ASSERT_FALSE(HasFatalFailure()) << choice;
    }
  }
  compare({}, {end_ms() + 1});
  EXPECT_EQ(plain_, claimed());
  EXPECT_EQ(runs_->worst(), worst_claimed());
  EXPECT_GE(plain_.size(), 5U);
  EXPECT_GT(runs_->runs(), 700'000U);
}

/// Half a minute in which all that happens falls on half seconds, but for the users' sign-ins.
constexpr char kOnTheGrid[] =
    "duration: 30s\n"
    "users: 2\n"
    "parameters: {cmsFailover: 3s, failoverBase: 4s, failoverPerUser: 0ms, replicaUpdate: 1s,\n"
    "  signInSpread: 1s, queryTime: 500ms, configurationWrite: 500ms, mirrorAutomatic: 2s,\n"
    "  secondaryPromotion: 1s, frontEndReconnect: 1s, backEndRestored: 2s, poolStart: 3s}\n"
    "load: none\n"
    "faults: [at 5s cms database of pool1 is lost]\n"
    "procedure:\n"
    "  - wait 8s\n"
    "  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
    "-BackupSqlInstanceName rtc -Force\n"
    "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
    "Registrar:pool2.contoso.com\n"
    "  - wait until replicas behind = 0, at most 4s\n"
    "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -Verbose\n"
    "expect:\n"
    "  - within 15s of step 2: state of pool1 = FailedOver\n"
    "  - after step 5: regular users = all\n"
    "  - at end: regular users = all\n"
    "  - at end: master = pool2\n"
    "  - at end: signed-out users = 0\n";

TEST_F(BruteForce, OnAGridWithTiesComesToWhatTheProofSaysOfTwoFaults) {
  mishaps_ = true;
  search(read_drill(kOnTheGrid), 2, {FaultKind::kPool, FaultKind::kCmsDatabase}, {seconds(4)});
  ASSERT_FALSE(HasFatalFailure());
  constexpr std::int64_t kGrain = 500;
  const auto kinds = static_cast<std::uint32_t>(search_->choices().size());
  const std::int64_t never = end_ms() + 1;
  for (std::int64_t first = 0; first <= end_ms(); first += kGrain) {
    for (std::uint32_t a = 0; a < kinds; ++a) {
      compare({a}, {first, never});
      for (std::int64_t second = first; second <= end_ms(); second += kGrain) {
        for (std::uint32_t b = 0; b < kinds; ++b) compare({a, b}, {first, second});
      }
      ASSERT_FALSE(HasFatalFailure()) << first;
    }
  }
  compare({}, {never, never});
  EXPECT_EQ(plain_, claimed());
  const auto worst = worst_claimed();
  for (std::size_t k = 0; k < worst.size(); ++k) EXPECT_GE(worst[k], runs_->worst()[k]);
  EXPECT_GE(plain_.size(), 10U);
  EXPECT_GT(runs_->runs(), 120'000U);
}

}  // namespace
}  // namespace firedrill
