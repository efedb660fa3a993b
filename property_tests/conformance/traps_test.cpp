// Documented traps that are no matter of spelling: what following the text leads to (rule book
// 5.15).
#include "property_tests/conformance/pair_drill.hpp"
#include "sim/rules/catalogue.hpp"
#include "sim/rules/coverage.hpp"

namespace firedrill {
namespace {

constexpr auto kUserData = BackupModule::kPresenceFocus;
constexpr auto kContent = BackupModule::kDataConf;

void no_pair_yet(Topology& t) {
  lean_on_pool2(t);
  for (Pool& pool : t.pools) pool.backup = kNone;
  t.cms.standby = kNone;
}

TEST(Traps, Trap17_TheMirrorIsUninstalledBeforeTheTopologyForgetsIt) {
  const char* uninstall =
      "Uninstall-CsMirrorDatabase -DatabaseType User -SqlServerFqdn be1a.contoso.com";
  PairDrill verbatim;
  verbatim.succeed("TB.ClearMirror -Pool pool1");
  verbatim.succeed("TB.Publish");
  verbatim.refuse(uninstall, "E_MIRROR_NOT_CONFIGURED", "FLT-94");
  PairDrill corrected;
  corrected.succeed(uninstall);
}

TEST(Traps, Trap23_SteadyAcceptsSteadyOrFinal) {
  PairDrill drill;
  EXPECT_EQ(drill.status(PairDrill::pool1, kUserData), LinkStatus::kFinalState);
  drill.succeed("Backup-CsPool -PoolFqdn pool1 -SteadyState");
  drill.write(0, kUserData, 1);
  EXPECT_EQ(drill.status(PairDrill::pool1, kUserData), LinkStatus::kSteadyState);
  drill.world.parameters.set(ParameterId::kSteadyMeaning, 1);  // the other topic's meaning
  EXPECT_EQ(drill.status(PairDrill::pool1, kUserData), LinkStatus::kSyncing);
}

TEST(Traps, Trap24_TheStepsThatReadWorkWithoutTheStore) {
  PairDrill drill(nullptr);  // the store is at pool1
  drill.sit_at(PairDrill::site2);
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  const Outcome told = drill.succeed("Get-CsPoolBackupRelationship -PoolFqdn pool1.contoso.com");
  ASSERT_EQ(told.answers.size(), 1U);
  drill.succeed("Get-CsService -CentralManagement");
  drill.succeed("Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus");
}

TEST(Traps, Trap25_ReplicasOfDeadServersNeverCatchUp) {
  PairDrill drill;
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.succeed("Set-CsBackupServiceConfiguration -SyncInterval 00:10:00");
  drill.pass(hours(5));
  const std::uint16_t version = drill.state().cms().version;
  for (Index i = 0; i < 3; ++i) {
    const auto dead = static_cast<std::size_t>(drill.front_end(PairDrill::pool1, i));
    const auto live = static_cast<std::size_t>(drill.front_end(PairDrill::pool2, i));
    EXPECT_LT(drill.state().front_end(dead).replica_version, version);
    EXPECT_EQ(drill.state().front_end(live).replica_version, version);
  }
}

TEST(Traps, Trap34_AnEditThatIsNotPublishedNeverActs) {
  PairDrill drill;
  drill.succeed("TB.SetNextHop -EdgePool edge1 -Pool pool1");
  drill.pass(hours(48));
  EXPECT_EQ(drill.state().record<EdgePoolRecord>(0).next_hop.master, PairDrill::pool2);
  drill.succeed("TB.Publish");
  drill.pass(minutes(5));
  EXPECT_EQ(drill.state().record<EdgePoolRecord>(0).next_hop.seen, PairDrill::pool1);
}

TEST(Traps, Trap35_OfTheLastThreeStepsOnlyTheLastMayBeSkipped) {
  // 8 set up the service on each server, 9 start it, 10 ask for a synchronisation at once.
  for (const int last_step : {7, 8, 9}) {
    PairDrill drill(no_pair_yet);
    drill.succeed("TB.SetBackupPool -Pool pool1 -BackupPool pool2 -AutomaticFailover");
    drill.succeed("TB.Publish");
    for (const char* pool : {"pool1", "pool2"}) {
      if (last_step >= 8) drill.succeed(std::string("Bootstrapper -Pool ") + pool);
    }
    for (const char* server : {"fe1a.contoso.com", "fe2a.contoso.com"}) {
      if (last_step < 9) continue;
      drill.succeed(std::string("Start-CsWindowsService -Name LYNCBACKUP -ComputerName ") + server);
    }
    drill.pass(hours(2));
    const LinkStatus status = drill.status(PairDrill::pool1, kUserData);
    EXPECT_EQ(status, last_step == 9 ? LinkStatus::kFinalState : LinkStatus::kNotInitialized);
  }
}

Diagnostics findings_of(const std::string& file) {
  Diagnostics out;
  std::ignore = read_topology_file(FIREDRILL_SOURCE_DIR "/scenarios/topologies/" + file, {}, out);
  return out;
}

TEST(Traps, Trap54_ThePopulationOfTheRecoveryTimeIsAYardstick) {
  int too_many = 0;
  for (const Diagnostic& found : findings_of("fx-rto.yaml").sorted()) {
    EXPECT_NE(found.severity, Severity::kError) << found.message;
    too_many += found.rule == "TOP-39" ? 1 : 0;
  }
  EXPECT_EQ(too_many, 2);  // one a pool
}

TEST(Traps, Trap55_EightyThousandUsersOnTwelveServersAreAccepted) {
  std::string text =
      "firedrill-topology: 1\nsites: {A: }\npools:\n  p: {site: A, users: 1, population: 80000, "
      "back end: {primary: 'be\\rtc'}, file store: '\\\\fs\\s', front ends: [fe0";
  for (int i = 1; i < 12; ++i) text += ", fe" + std::to_string(i);
  Diagnostics found;
  std::ignore =
      read_topology_text(text + "]}\ncentral management store: {active: p}\n", "t.yaml", {}, found);
  for (const Diagnostic& each : found.sorted()) {
    EXPECT_NE(each.rule, "TOP-39") << each.message;
    EXPECT_NE(each.severity, Severity::kError) << each.message;
  }
}

TEST(Traps, Trap60_AForcedMoveDiscardsEverythingOfTheUser) {
  PairDrill drill;
  drill.write(0, kUserData, 4);
  drill.write(0, kContent, 2);
  drill.write(1, kUserData, 5);
  drill.pass(minutes(10));
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.succeed("Move-CsUser -Identity u-000000 -Target pool2.contoso.com -Force");
  EXPECT_EQ(drill.state().user_tally(0).lost[0], 4U);
  EXPECT_EQ(drill.state().user_tally(0).lost[1], 2U);
  EXPECT_EQ(drill.state().user_tally(1).lost[0], 0U);
}

TEST(Traps, Trap62_MovingUsersAwayIsNoPoolFailover) {
  PairDrill drill;
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  for (const char* user : {"u-000000", "u-000001", "u-000002", "u-000003"}) {
    drill.succeed(std::string("Move-CsUser -Identity ") + user +
                  " -Target pool2.contoso.com -Force");
  }
  drill.pass(minutes(20));
  EXPECT_EQ(drill.pool(PairDrill::pool1).state, PoolState::kActive);
  EXPECT_EQ(drill.homed(PairDrill::pool2), 8);
  drill.mend(FaultKind::kPool, PairDrill::pool1);
  drill.pass(hours(5));
  EXPECT_EQ(drill.homed(PairDrill::pool1), 0);  // nothing brings them back
  drill.refuse(PairDrill::kFailBack, "E_NOT_FAILED_OVER", "INV-07");
}

TEST(Traps, Trap70_AShortWaitTimeWithALargeBacklogLosesWhatWasNotSent) {
  for (const bool loses : {false, true}) {
    PairDrill drill;
    drill.world.parameters.set(ParameterId::kHomeTail, 1);
    drill.world.parameters.set(ParameterId::kSyncBatchesPerCycle, 1);
    drill.write(0, kUserData, 300);  // three cycles of a hundred changes
    drill.succeed(std::string(PairDrill::kPlannedFailOver) +
                  (loses ? " -WaitTime 00:00:08" : " -WaitTime 00:30:00"));
    EXPECT_EQ(drill.state().user_tally(0).lost[0] > 0, loses);
    EXPECT_EQ(drill.state().user(0).both[0] + drill.state().user_tally(0).lost[0], 300U);
  }
}

TEST(Invariants, Inv135_EveryTrapIsReplayedOrListedWithAReason) {
  int traps = 0;
  for (const RuleEntry& rule : rules()) {
    if (!rule.id.starts_with("TRAP-")) continue;
    const RuleCoverage coverage = coverage_of(rule.id);
    EXPECT_NE(coverage.covered_by.empty(), coverage.not_modelled.empty()) << rule.id;
    ++traps;
  }
  EXPECT_EQ(traps, 70);
}

}  // namespace
}  // namespace firedrill
