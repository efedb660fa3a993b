// Stores, links and the recovery itself, one test a rule (rule book 3.4 to 3.6, 3.8, 3.9).
#include "property_tests/conformance/pair_drill.hpp"

namespace firedrill {
namespace {

constexpr auto kUserData = BackupModule::kPresenceFocus;
constexpr auto kContent = BackupModule::kDataConf;
constexpr const char* kStoreFailOver =
    "Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
    "-BackupSqlInstanceName rtc -Force";
constexpr const char* kInterval = "Set-CsBackupServiceConfiguration -SyncInterval 00:10:00";
constexpr const char* kFetchContent =
    "Invoke-CsBackupServiceSync -PoolFqdn pool2.contoso.com -BackupModule ConfServices.DataConf";

/// As shipped: store and next hop of edge1 at pool1.
struct StoreDrill : PairDrill {
  StoreDrill() : PairDrill(nullptr) {}
  [[nodiscard]] bool writable() const { return configuration_writable(world, state(), site2); }
};
const LinkRecord& link(const PairDrill& drill, Index source, BackupModule module) {
  return drill.state().link(link_number(source, module));
}
const UserLedger& ledger(const PairDrill& drill, std::uint32_t user, BackupModule module) {
  return drill.state().user(user).ledger[static_cast<std::size_t>(module)];
}
void fail_over(PairDrill& drill) {
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.succeed(PairDrill::kFailOver);
  drill.pass(seconds(600));
}
void bring_home(PairDrill& drill) {
  drill.mend(FaultKind::kPool, PairDrill::pool1);
  drill.pass(minutes(30));
}

// --- file store and content (3.4) ---------------------------------------------------------------

TEST(Failures, Flt40_ContentOfALostStoreIsAtThePartnerAndComesBackOnRequest) {
  PairDrill drill;
  drill.write(0, kContent, 7);
  drill.pass(minutes(5));
  FaultSpec fault;
  fault.kind = FaultKind::kFileStore;
  fault.entity = drill.world.pool(PairDrill::pool1).file_store;
  fault.lose_content = true;
  strike(drill.writer(), fault);
  EXPECT_FALSE(file_store_up(drill.world, drill.state(), PairDrill::pool1));
  EXPECT_EQ(ledger(drill, 0, kContent).partner_only, 7);
  EXPECT_MODES(drill, 0, 0, 4);  // messages and calls go on (UX-64)
  mend(drill.writer(), fault);
  drill.succeed(kFetchContent);
  drill.pass(minutes(5));
  EXPECT_EQ(ledger(drill, 0, kContent).partner_only, 0);
  EXPECT_EQ(drill.state().user_tally(0).lost[1], 0U);
}

TEST(Failures, Flt42_And43_ContentWrittenAtTheBackupComesHomeOnRequestOnly) {
  PairDrill drill;
  fail_over(drill);
  drill.write(0, kContent, 3);
  drill.write(0, kUserData, 2);
  bring_home(drill);
  drill.succeed(PairDrill::kFailBack);
  drill.pass(hours(6));  // many ordinary cycles
  EXPECT_EQ(ledger(drill, 0, kUserData).partner_only, 0);
  EXPECT_EQ(ledger(drill, 0, kContent).partner_only, 3);
  drill.succeed(kFetchContent);
  drill.pass(minutes(5));
  EXPECT_EQ(ledger(drill, 0, kContent).partner_only, 0);
}

TEST(Traps, Trap04_FailingBackAloneLeavesContentAwayOnlyIfThereIsAny) {
  for (const bool written : {false, true}) {
    PairDrill drill;
    fail_over(drill);
    if (written) drill.write(1, kContent, 1);
    bring_home(drill);
    drill.succeed(PairDrill::kFailBack);
    EXPECT_EQ(ledger(drill, 1, kContent).partner_only, written ? 1 : 0);
  }
}

TEST(Failures, Flt43_LocationsAreNotCarriedToTheStandbyStore) {
  StoreDrill drill;
  EXPECT_EQ(drill.state().cms().locations, LocationData::kPublished);
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.sit_at(PairDrill::site2);
  drill.succeed(kStoreFailOver);
  EXPECT_EQ(drill.state().cms().locations, LocationData::kMissing);
}

TEST(Traps, Trap56_LocationsAreReplicatedOnlyIfTheScenarioSaysSo) {
  StoreDrill drill;
  drill.world.parameters.set(ParameterId::kLisReplicated, 1);
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.sit_at(PairDrill::site2);
  drill.succeed(kStoreFailOver);
  EXPECT_EQ(drill.state().cms().locations, LocationData::kPublished);
}

TEST(Failures, Flt44_FlushedItemsAreNotDeliveredLater) {
  PairDrill drill;
  const int held = drill.hold_conferences(PairDrill::pool1);
  ASSERT_GT(held, 0);
  drill.lose_back_end();
  drill.world.parameters.set(ParameterId::kBackEndLossRule, 0);
  drill.pass(minutes(61));  // the conferences end, nothing can take the items
  const PoolTally& tally = drill.state().tally(0);
  EXPECT_EQ(tally.items_produced, static_cast<std::uint64_t>(held));
  EXPECT_EQ(tally.items_delivered, 0U);
  drill.begin(std::string(PairDrill::kPlannedFailOver) + " -FlushStorageService");
  EXPECT_EQ(tally.items_flushed, static_cast<std::uint64_t>(held));
  drill.restore_back_end();
  drill.pass(hours(3));
  EXPECT_EQ(tally.items_delivered, 0U);
  EXPECT_EQ(tally.items_lost, 0U);
}

// --- Central Management store (3.5) -------------------------------------------------------------

TEST(Failures, Flt54_APlannedFailoverOfTheStoreEndsWhereTheLinkIsCut) {
  StoreDrill drill;
  drill.sit_at(PairDrill::site2);
  drill.begin("Invoke-CsManagementServerFailover");
  drill.strike(FaultKind::kWan, 0);
  const Outcome failed = drill.finish();
  EXPECT_EQ(error_name(failed.code), "E_DB_INACCESSIBLE");
  EXPECT_EQ(failed.rule, "FLT-54");
  EXPECT_EQ(drill.state().cms().active, PairDrill::pool1);
  drill.mend(FaultKind::kWan, 0);
  drill.succeed("Invoke-CsManagementServerFailover");
  EXPECT_EQ(drill.state().cms().active, PairDrill::pool2);
}

TEST(Failures, Flt50_WithoutTheStoreUsersWorkAndNothingCanBeChanged) {
  StoreDrill drill;
  drill.strike(FaultKind::kCmsDatabase, PairDrill::pool1);
  drill.pass(hours(5));
  EXPECT_MODES(drill, 0, 0, 4);
  EXPECT_EQ(drill.count(UserMode::kRegular, PairDrill::pool2), 4);
  for (const char* line : {kInterval, "TB.Publish", "Enable-CsTopology",
                           "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
                           "Registrar:pool2.contoso.com"}) {
    drill.refuse(line, "E_CMS_UNAVAILABLE", "INV-43");
  }
  drill.refuse("Move-CsUser -Identity u-000000 -Target pool2", "E_CMS_UNAVAILABLE", "FLT-50");
}

TEST(Experience, Ux63_OnlyConfigurationTasksNeedTheStore) {
  StoreDrill drill;
  drill.strike(FaultKind::kCmsDatabase, PairDrill::pool1);
  for (std::uint32_t u = 0; u < 8; ++u) EXPECT_TRUE(can_write(drill.world, drill.state(), u));
  EXPECT_GT(drill.hold_conferences(PairDrill::pool1), 0);
  EXPECT_FALSE(drill.writable());
  drill.mend(FaultKind::kCmsDatabase, PairDrill::pool1);
  EXPECT_TRUE(drill.writable());
}

TEST(Failures, Flt51_TheStoreBlocksTheFailoverOfItsPool) {
  StoreDrill drill;
  drill.succeed(
      "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com");
  drill.pass(minutes(5));
  drill.sit_at(PairDrill::site2);
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.refuse(PairDrill::kFailOver, "E_CMS_ON_FAILED_POOL", "INV-04");
  drill.succeed(kStoreFailOver);
  drill.succeed(PairDrill::kFailOver);
}

TEST(Failures, Flt52_AnEmptyMasterIsHowAnUnavailableStoreLooks) {
  StoreDrill drill;
  const char* line = "Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus";
  const Outcome before = drill.succeed(line);
  drill.strike(FaultKind::kCmsDatabase, PairDrill::pool1);
  const Outcome after = drill.succeed(line);
  ASSERT_FALSE(before.answers.empty());
  ASSERT_EQ(before.answers.size(), after.answers.size());
  EXPECT_EQ(before.answers[0].entity, PairDrill::pool1);
  EXPECT_EQ(after.answers[0].entity, kNone);
}

TEST(Failures, Flt53_AForcedFailoverLosesWhatTheStandbyNeverGot) {
  for (const bool in_time : {true, false}) {
    StoreDrill drill;
    drill.succeed(kInterval);
    if (in_time) drill.pass(minutes(10));
    drill.strike(FaultKind::kPool, PairDrill::pool1);
    drill.sit_at(PairDrill::site2);
    EXPECT_EQ(drill.succeed(kStoreFailOver).took, minutes(3));  // MA-03; target 5 min
    EXPECT_EQ(drill.state().cms().sync_interval_s.master, in_time ? 600 : 120);
  }
}

TEST(Failures, Flt55_OnlyTheServerOfTheMoveHasTheServiceUntilSetUpRunsOnTheOthers) {
  PairDrill drill([](Topology& t) { t.cms.standby = kNone; });
  const auto has = [&](Index pool, Index i) {
    return drill.state().front_end(static_cast<std::size_t>(drill.front_end(pool, i))).cms_services;
  };
  drill.sit_at(PairDrill::site2);
  drill.succeed("Install-CsDatabase -CentralManagementDatabase -SqlServerFqdn be2a.contoso.com");
  drill.succeed("Move-CsManagementServer");
  EXPECT_EQ(has(PairDrill::pool2, 0) + has(PairDrill::pool2, 1) + has(PairDrill::pool2, 2), 1);
  EXPECT_EQ(has(PairDrill::pool1, 0), 1);  // inactive there until set-up takes it away
  drill.succeed("Bootstrapper -Pool pool2");
  EXPECT_EQ(has(PairDrill::pool2, 0) + has(PairDrill::pool2, 1) + has(PairDrill::pool2, 2), 3);
}

TEST(Traps, Trap66_TheOneServerOfTheMovedStoreIsAllThereIs) {
  PairDrill drill([](Topology& t) { t.cms.standby = kNone; });
  drill.sit_at(PairDrill::site2);
  drill.succeed("Install-CsDatabase -CentralManagementDatabase -SqlServerFqdn be2a.contoso.com");
  drill.succeed("Move-CsManagementServer");
  EXPECT_EQ(active_master(drill.world, drill.state()), PairDrill::pool2);
  drill.strike(FaultKind::kFrontEnd, drill.front_end(PairDrill::pool2, 0));
  EXPECT_TRUE(pool_serving(drill.state(), PairDrill::pool2));
  EXPECT_EQ(active_master(drill.world, drill.state()), kNone);
}

TEST(Failures, Flt56_AnOldMasterReturnsAsStandby) {
  StoreDrill drill;
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.sit_at(PairDrill::site2);
  drill.succeed(kStoreFailOver);
  drill.mend(FaultKind::kPool, PairDrill::pool1);
  drill.pass(hours(1));
  EXPECT_TRUE(pool_serving(drill.state(), PairDrill::pool1));
  EXPECT_EQ(active_master(drill.world, drill.state()), PairDrill::pool2);
  EXPECT_EQ(drill.state().cms().standby, PairDrill::pool1);
}

// --- Backup Service (3.6) -----------------------------------------------------------------------

TEST(Failures, Flt60_AStoppedServiceACutOrADeadShareLetTheBacklogGrow) {
  struct Case {
    FaultKind kind;
    Index entity;
  };
  PairDrill probe;
  const Index share = probe.world.pool(PairDrill::pool2).file_store;
  for (const Case c : {Case{FaultKind::kBackupService, PairDrill::pool1},
                       Case{FaultKind::kWan, Index{0}}, Case{FaultKind::kFileStore, share}}) {
    PairDrill drill;
    drill.strike(c.kind, c.entity);
    drill.write(0, kUserData, 5);
    drill.pass(hours(1));
    EXPECT_EQ(link(drill, PairDrill::pool1, kUserData).waiting, 5U);
    const LinkStatus status = drill.status(PairDrill::pool1, kUserData);
    EXPECT_NE(status, LinkStatus::kSteadyState);
    EXPECT_NE(status, LinkStatus::kFinalState);
    drill.mend(c.kind, c.entity);
    drill.pass(minutes(5));
    EXPECT_EQ(link(drill, PairDrill::pool1, kUserData).waiting, 0U);
    EXPECT_EQ(drill.state().user(0).both[0], 5U);
  }
}

TEST(Failures, Flt61_WhatExceedsACyclesLimitNeedsAnother) {
  PairDrill drill;
  drill.world.parameters.set(ParameterId::kSyncBatchesPerCycle, 2);
  drill.world.parameters.set(ParameterId::kSyncBatchChanges, 10);
  drill.write(0, kUserData, 50);
  drill.pass(minutes(2) + seconds(30));
  EXPECT_EQ(drill.state().user(0).both[0], 20U);
  drill.pass(minutes(10));
  EXPECT_EQ(drill.state().user(0).both[0], 50U);
}

TEST(Failures, Flt62_TheDirectionsAreIndependent) {
  PairDrill drill;
  drill.strike(FaultKind::kFileStore, drill.world.pool(PairDrill::pool2).file_store);
  drill.write(0, kUserData, 1);
  drill.write(4, kUserData, 1);
  drill.pass(minutes(10));
  EXPECT_EQ(drill.status(PairDrill::pool1, kUserData), LinkStatus::kError);
  EXPECT_EQ(drill.status(PairDrill::pool2, kUserData), LinkStatus::kFinalState);
}

}  // namespace
}  // namespace firedrill
