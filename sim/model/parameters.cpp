// The table of parameters. A new assumption is one row here and one enumerator.
#include "sim/model/parameters.hpp"

#include <algorithm>
#include <cctype>

#include "sim/topology/document.hpp"

namespace firedrill {
namespace {

using enum ParameterKind;
using P = ParameterId;
using Names = std::string_view;

constexpr Names kTables[] = {"A", "B"};
constexpr Names kWitness[] = {"VOTE", "LITERAL"};
constexpr Names kSessions[] = {"survivable", "none"};
constexpr Names kNextHop[] = {"topology", "live"};
constexpr Names kLossRule[] = {"30min", "immediate"};
constexpr Names kSteady[] = {"interval", "noChanges"};
constexpr Names kTimeout[] = {"proceed", "abort"};
constexpr Names kHydration[] = {"FailingBack", "FailedOver"};
constexpr Names kReads[] = {"local", "fail"};
constexpr Names kForce[] = {"personality", "true", "false"};
constexpr Names kPrimaryOnly[] = {"resiliency", "none"};
constexpr Names kIsolated[] = {"serves", "stops"};
constexpr Names kReturn[] = {"explicit", "cycle"};
constexpr Names kTail[] = {"recovered", "lost"};
constexpr Names kFedRoute[] = {"edgeFlag", "siteObject"};
constexpr Names kXmppRoute[] = {"replica", "serviceStart"};
constexpr Names kXmppChoice[] = {"lastSet", "ownSite"};
constexpr Names kNoYes[] = {"false", "true"};
constexpr Names kMishap[] = {"never", "always"};
// One way alone is modelled.
constexpr Names kOn[] = {"on"};
constexpr Names kRefuse[] = {"refuse"};

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kYear = 366 * 24 * kHour;

constexpr ParameterInfo kTable[] = {
    {P::kFailoverBase,
     "failoverBase",
     "MA-01",
     kDuration,
     120 * kSecond,
     {},
     "pool failover: fixed part of its duration"},
    {P::kFailoverPerUser,
     "failoverPerUser",
     "MA-01",
     kDuration,
     42,
     {},
     "pool failover: part for each user of the pool's population",
     0,
     kHour},
    {P::kFailbackBase,
     "failbackBase",
     "MA-02",
     kDuration,
     180 * kSecond,
     {},
     "pool failback: fixed part of its duration"},
    {P::kFailbackPerUser,
     "failbackPerUser",
     "MA-02",
     kDuration,
     171,
     {},
     "pool failback: part for each user of the pool's population",
     0,
     kHour},
    {P::kFailbackSignOutAt,
     "failbackSignOutAt",
     "MA-02",
     kNumber,
     90,
     {},
     "percentage of the failback's duration after which hydration ends and users are sent home",
     0,
     100},
    {P::kCmsFailover,
     "cmsFailover",
     "MA-03",
     kDuration,
     180 * kSecond,
     {},
     "failover of the Central Management store"},
    {P::kMirrorAutomatic,
     "mirrorAutomatic",
     "MA-04",
     kDuration,
     30 * kSecond,
     {},
     "automatic mirror failover"},
    {P::kMirrorManual,
     "mirrorManual",
     "MA-05",
     kDuration,
     60 * kSecond,
     {},
     "manual mirror failover"},
    {P::kFailbackDetection,
     "failbackDetectionInterval",
     "MA-06",
     kDuration,
     600 * kSecond,
     {},
     "pause between a backup Registrar's checks whether the primary is back",
     kSecond,
     kYear},
    {P::kBackEndRestored,
     "backEndRestored",
     "MA-08",
     kDuration,
     60 * kSecond,
     {},
     "from the Back End's return to regular mode"},
    {P::kSyncLatency,
     "syncBatchLatency",
     "MA-09",
     kDuration,
     20,
     {},
     "time for one batch of the Backup Service beside its bytes",
     0,
     kHour},
    {P::kSyncCycle,
     "syncCycle",
     "MA-09",
     kDuration,
     5 * kSecond,
     {},
     "fixed part of a Backup Service cycle that carries something"},
    {P::kSyncBatchChanges,
     "syncBatchChanges",
     "MA-09",
     kNumber,
     100,
     {},
     "changes in one batch of the Backup Service",
     1,
     1'000'000},
    {P::kSyncBatchesPerCycle,
     "syncBatchesPerCycle",
     "FLT-61",
     kNumber,
     500,
     {},
     "batches one Backup Service cycle carries at most (MaxBatchesPerUserStoreSync)",
     1,
     1'000'000},
    {P::kSyncPackageKb,
     "syncPackageKb",
     "FLT-61",
     kNumber,
     102400,
     {},
     "kilobytes of conference content one cycle carries at most (MaxDataConfPackageSizeKB)",
     1,
     1'000'000'000},
    {P::kSyncChangeKb,
     "syncChangeKb",
     "MA-09",
     kNumber,
     4,
     {},
     "size of one change of user data in kilobytes",
     0,
     1'000'000},
    {P::kContentItemKb,
     "contentItemKb",
     "UM-22",
     kNumber,
     10240,
     {},
     "size of one item of uploaded meeting content in kilobytes",
     1,
     1'000'000'000},
    {P::kSignInSpread,
     "signInSpread",
     "MA-10",
     kDuration,
     600 * kSecond,
     {},
     "users who lost their registration try again spread evenly over this time"},
    {P::kGroupUsers,
     "routingGroupUsers",
     "MA-14",
     kNumber,
     1000,
     {},
     "users of a routing group",
     1,
     1'000'000'000},
    {P::kPromotion,
     "secondaryPromotion",
     "MA-15",
     kDuration,
     10 * kSecond,
     {},
     "from the loss of a group's primary to the promotion of a secondary"},
    {P::kMoveUsersPerSecond,
     "moveUsersPerSecond",
     "MA-18",
     kNumber,
     10,
     {},
     "users that Move-CsUser moves in a second",
     1,
     1'000'000'000},
    {P::kPublish, "publish", "MA-19", kDuration, 60 * kSecond, {}, "publishing a topology"},
    {P::kReplicaUpdate,
     "replicaUpdate",
     "MA-19",
     kDuration,
     60 * kSecond,
     {},
     "from a configuration change to its arrival at the replicas"},
    {P::kForcedReplication,
     "forcedReplication",
     "NUM-13",
     kDuration,
     150 * kSecond,
     {},
     "full replication asked for by Invoke-CsManagementStoreReplication (documented: 2 to 3 min)"},
    {P::kFailoverWaitTime,
     "failoverWaitTime",
     "MA-25",
     kDuration,
     30 * kMinute,
     {},
     "how long a planned failover waits for the final state"},
    {P::kPoolStart,
     "poolStart",
     "MA-26",
     kDuration,
     600 * kSecond,
     {},
     "start of a pool, or of all services of a machine"},
    {P::kServiceStart,
     "serviceStart",
     "MA-26",
     kDuration,
     30 * kSecond,
     {},
     "start or stop of a single service"},
    {P::kManualStep,
     "manualStep",
     "MA-28",
     kDuration,
     120 * kSecond,
     {},
     "a step in Topology Builder or another tool, by hand"},
    {P::kFrontEndReconnect,
     "frontEndReconnect",
     "MA-36",
     kDuration,
     60 * kSecond,
     {},
     "users of a lost Front End are connected again within this time"},
    {P::kQueryTime, "queryTime", "4.12", kDuration, 2 * kSecond, {}, "a query cmdlet"},
    {P::kConfigurationWrite,
     "configurationWrite",
     "4.12",
     kDuration,
     1 * kSecond,
     {},
     "a single configuration write"},
    {P::kQueueDelivery,
     "queueDelivery",
     "FLT-44",
     kDuration,
     30 * kSecond,
     {},
     "from a Storage Service item's arrival in the queue to its delivery",
     kSecond,
     kYear},
    {P::kInstallMirror,
     "installMirror",
     "4.12",
     kDuration,
     300 * kSecond,
     {},
     "installing databases or a mirror"},
    {P::kFullReset,
     "fullReset",
     "4.12",
     kDuration,
     1800 * kSecond,
     {},
     "Reset-CsPoolRegistrarState -ResetType FullReset"},
    {P::kBootstrapper,
     "bootstrapper",
     "4.12",
     kDuration,
     300 * kSecond,
     {},
     "Bootstrapper or Deployment Wizard on one machine"},
    {P::kMoveMaster,
     "moveMaster",
     "MA-03",
     kDuration,
     180 * kSecond,
     {},
     "Move-CsManagementServer without local set-up"},
    {P::kExportImport,
     "exportImport",
     "MA-17",
     kDuration,
     20 * kSecond,
     {},
     "exporting or importing the configuration or the locations"},
    {P::kRemoteEvery,
     "remoteEvery",
     "UM-06",
     kNumber,
     3,
     {},
     "every n-th modelled user is outside the network, through Edge (0 = none)",
     0,
     1'000'000'000},
    {P::kRoamingEvery,
     "roamingEvery",
     "FLT-81",
     kNumber,
     5,
     {},
     "every n-th modelled user sits at the partner pool's site (0 = none)",
     0,
     1'000'000'000},
    {P::kQuorumTable, "quorumTable", "MA-45", kChoice, 0, kTables,
     "which of the two published tables of functional quorum holds"},
    {P::kSqlWitnessRule, "sqlWitnessRule", "MA-12", kChoice, 0, kWitness,
     "how the primary SQL server counts as a witness of Front End quorum"},
    {P::kNewSessions, "resiliencyNewSessions", "MA-16", kChoice, 0, kSessions,
     "new peer sessions in resiliency mode at the backup pool"},
    {P::kNextHopCheck, "nextHopCheck", "MA-20", kChoice, 0, kNextHop,
     "whether a dead Edge pool's next hop also stops a pool failover"},
    {P::kBackEndLossRule, "beLossRule", "8.4", kChoice, 0, kLossRule,
     "when the loss of the Back End puts users into resiliency mode"},
    {P::kDetectionMax,
     "detectionMax",
     "8.4",
     kDuration,
     84400 * kSecond,
     {},
     "longest detection interval that Set-CsRegistrar accepts"},
    {P::kSteadyMeaning, "steadyMeaning", "8.4", kChoice, 0, kSteady,
     "what steady state of the Backup Service means"},
    {P::kPlannedSyncTimeout, "plannedSyncTimeout", "MA-41", kChoice, 0, kTimeout,
     "a planned failover whose WaitTime ran out goes on or gives up"},
    {P::kHydrationFailState, "hydrationFailState", "MA-46", kChoice, 0, kHydration,
     "pool state after a hydration error"},
    {P::kReadsWithoutCms, "readsWithoutCms", "MA-47", kChoice, 0, kReads,
     "reads while the store is down are answered from the local replica or fail"},
    {P::kDbForceRequired, "dbForceRequired", "MA-48", kChoice, 0, kForce,
     "whether switching away from a dead principal needs -Force"},
    {P::kGroupPrimaryOnly, "rgPrimaryOnly", "MA-49", kChoice, 0, kPrimaryOnly,
     "what a routing group that has its primary but no secondary gives: resiliency mode or no "
     "service"},
    {P::kIsolatedPool, "isolatedPool", "MA-51", kChoice, 0, kIsolated,
     "a pool failed over while alive behind a cut goes on serving or stops"},
    {P::kContentReturn, "contentReturn", "MA-54", kChoice, 0, kReturn,
     "content written at the backup pool returns only on request or by the ordinary cycle"},
    {P::kHomeTail, "homeTail", "MA-56", kChoice, 0, kTail,
     "writes the backup never got, still in the home store when it returns"},
    {P::kPoolStateDurable, "poolStateDurable", "MA-57", kChoice, 0, kOn,
     "pool states survive a forced failover of the store"},
    {P::kLisReplicated, "lisReplicated", "8.4", kChoice, 0, kNoYes,
     "whether the standby store holds the locations of the LIS database too"},
    {P::kFedRouteBy, "fedRouteBy", "MA-50", kChoice, 0, kFedRoute,
     "what decides through which Edge pool federation leaves"},
    {P::kXmppRouteAt, "xmppRouteAt", "MA-43", kChoice, 0, kXmppRoute,
     "when a changed XMPP route acts at an Edge Server"},
    {P::kXmppEffective, "xmppEffective", "MA-58", kChoice, 0, kXmppChoice,
     "which route counts where two sites carry one"},
    {P::kDnsTtl,
     "dnsTtl",
     "MA-21",
     kDuration,
     300 * kSecond,
     {},
     "time to live of external records that the topology does not state",
     kSecond,
     7 * 24 * kHour},
    {P::kSrvAttempt,
     "srvAttempt",
     "MA-22",
     kDuration,
     30 * kSecond,
     {},
     "a client's attempt at an SRV target that does not answer",
     0,
     kHour},
    {P::kFailbackHomeDown, "failbackHomeDown", "MA-32", kChoice, 0, kRefuse,
     "a failback while home is down is refused"},
    {P::kFailoverPartnerDown, "failoverPartnerDown", "MA-55", kChoice, 0, kRefuse,
     "a failover to a backup pool that is down is refused"},
    {P::kPoolFailoverFails, "poolFailoverFails", "FLT-51", kChoice, 0, kMishap,
     "a pool failover fails although the documented checks passed"},
    {P::kStoreMoveFails, "storeMoveFails", "FLT-54", kChoice, 0, kMishap,
     "a move of the Central Management store fails midway"},
    {P::kFullResetFails, "fullResetFails", "FLT-93", kChoice, 0, kMishap,
     "a full reset does not bring the pool up again"},
};
static_assert(std::size(kTable) == kParameterCount);
constexpr bool in_order_of_the_ids() {
  for (std::size_t i = 0; i < std::size(kTable); ++i) {
    if (static_cast<std::size_t>(kTable[i].id) != i) return false;
  }
  return true;
}
static_assert(in_order_of_the_ids());

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) ==
           std::tolower(static_cast<unsigned char>(y));
  });
}

}  // namespace

std::span<const ParameterInfo> parameter_table() {
  return kTable;
}

const ParameterInfo& parameter_info(ParameterId id) {
  return kTable[static_cast<std::size_t>(id)];
}

const ParameterInfo* find_parameter(std::string_view name) {
  const ParameterInfo* by_assumption = nullptr;
  int found = 0;
  for (const ParameterInfo& info : kTable) {
    if (equal_ignoring_case(info.name, name)) return &info;
    if (equal_ignoring_case(info.assumption, name)) {
      by_assumption = &info;
      ++found;
    }
  }
  return found == 1 ? by_assumption : nullptr;
}

namespace {

std::optional<std::int64_t> parse_number(std::string_view text) {
  std::int64_t value = 0;
  if (text.empty() || text.size() > 15) return std::nullopt;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<std::int64_t> parse_parameter(const ParameterInfo& info, std::string_view text) {
  const auto in_range = [&](std::optional<std::int64_t> value) {
    const bool good = value && *value >= info.minimum && *value <= info.maximum;
    return good ? value : std::nullopt;
  };
  switch (info.kind) {
    case kDuration:
      return in_range(parse_duration_ms(text));
    case kNumber:
      return in_range(parse_number(text));
    case kChoice:
      for (std::size_t i = 0; i < info.choices.size(); ++i) {
        if (equal_ignoring_case(info.choices[i], text)) return static_cast<std::int64_t>(i);
      }
      return std::nullopt;
  }
  return std::nullopt;
}

std::string parameter_values(const ParameterInfo& info) {
  if (info.kind != kChoice) {
    const std::string most = info.maximum == kYear ? "366d" : print_parameter(info, info.maximum);
    return print_parameter(info, info.minimum) + " to " + most;
  }
  std::string out;
  for (std::size_t i = 0; i < info.choices.size(); ++i) {
    if (i > 0) out += i + 1 == info.choices.size() ? " or " : ", ";
    out += info.choices[i];
  }
  return out;
}

std::string print_parameter(const ParameterInfo& info, std::int64_t value) {
  switch (info.kind) {
    case kDuration:
      return value % 1000 == 0 ? std::to_string(value / 1000) + "s" : std::to_string(value) + "ms";
    case kNumber:
      return std::to_string(value);
    case kChoice:
      return std::string(info.choices[static_cast<std::size_t>(value)]);
  }
  return {};
}

Parameters::Parameters() {
  for (const ParameterInfo& info : kTable) value[static_cast<std::size_t>(info.id)] = info.fallback;
}

}  // namespace firedrill
