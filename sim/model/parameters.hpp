// Named parameters: every figure and choice the documentation leaves open, with its default.
//
// A parameter has a name ("failbackDetectionInterval"), the assumption or conflict it stands for
// ("MA-06", "8.4") and a default. `--set MA-06=600s` and `--set failbackDetectionInterval=600s` are
// the same where the assumption has one parameter. No transition hard-codes a figure (INV-131).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "firedrill/time.hpp"

namespace firedrill {

enum class ParameterId : std::uint8_t {
  kFailoverBase,
  kFailoverPerUser,
  kFailbackBase,
  kFailbackPerUser,
  kFailbackSignOutAt,
  kCmsFailover,
  kMirrorAutomatic,
  kMirrorManual,
  kFailbackDetection,
  kBackEndRestored,
  kSyncLatency,
  kSyncCycle,
  kSyncBatchChanges,
  kSyncBatchesPerCycle,
  kSyncPackageKb,
  kSyncChangeKb,
  kContentItemKb,
  kSignInSpread,
  kGroupUsers,
  kPromotion,
  kMoveUsersPerSecond,
  kPublish,
  kReplicaUpdate,
  kForcedReplication,
  kFailoverWaitTime,
  kPoolStart,
  kServiceStart,
  kManualStep,
  kFrontEndReconnect,
  kQueryTime,
  kConfigurationWrite,
  kQueueDelivery,
  kInstallMirror,
  kFullReset,
  kBootstrapper,
  kMoveMaster,
  kExportImport,
  kRemoteEvery,
  kRoamingEvery,
  kQuorumTable,
  kSqlWitnessRule,
  kNewSessions,
  kNextHopCheck,
  kBackEndLossRule,
  kDetectionMax,
  kSteadyMeaning,
  kPlannedSyncTimeout,
  kHydrationFailState,
  kReadsWithoutCms,
  kDbForceRequired,
  kGroupPrimaryOnly,
  kIsolatedPool,
  kContentReturn,
  kHomeTail,
  kPoolStateDurable,
  kLisReplicated,
  kFedRouteBy,
  kXmppRouteAt,
  kXmppEffective,
  kDnsTtl,
  kSrvAttempt,
  kFailbackHomeDown,
  kFailoverPartnerDown,
  kPoolFailoverFails,
  kStoreMoveFails,
  kFullResetFails,
  kCount,
};
inline constexpr int kParameterCount = static_cast<int>(ParameterId::kCount);

enum class ParameterKind : std::uint8_t { kDuration, kNumber, kChoice };

struct ParameterInfo {
  ParameterId id;
  std::string_view name;
  std::string_view assumption;  // "MA-06" or "8.4"
  ParameterKind kind;
  std::int64_t fallback;  // ms, number, or position of the choice
  std::span<const std::string_view> choices;
  std::string_view doc;
  // Least and greatest value of a duration or number. What divides, or is the pause before the same
  // question is asked again, is never nothing; and what is multiplied stays far from overflowing.
  std::int64_t minimum = 0;
  std::int64_t maximum = 366LL * 24 * 3'600'000;  // a year, in milliseconds
};

[[nodiscard]] std::span<const ParameterInfo> parameter_table();
[[nodiscard]] const ParameterInfo& parameter_info(ParameterId id);
/// By name or by assumption ID where that is unique; case-insensitive; nullptr otherwise.
[[nodiscard]] const ParameterInfo* find_parameter(std::string_view name);
/// The value of `text` for the parameter: a duration, a number, a choice (or on/off, true/false).
[[nodiscard]] std::optional<std::int64_t> parse_parameter(const ParameterInfo& info,
                                                          std::string_view text);
/// The values that are taken, in words: "1s to 8784h", "A or B".
[[nodiscard]] std::string parameter_values(const ParameterInfo& info);
/// "600s" and the like, as a scenario would write it.
[[nodiscard]] std::string print_parameter(const ParameterInfo& info, std::int64_t value);

/// The values of one run. `set_explicitly` decides whether a verdict may rest on them (design 4).
struct Parameters {
  Parameters();
  std::array<std::int64_t, kParameterCount> value{};
  std::array<bool, kParameterCount> set_explicitly{};
  [[nodiscard]] std::int64_t number(ParameterId id) const {
    return value[static_cast<std::size_t>(id)];
  }
  [[nodiscard]] Duration duration(ParameterId id) const { return Duration(number(id)); }
  void set(ParameterId id, std::int64_t v) {
    value[static_cast<std::size_t>(id)] = v;
    set_explicitly[static_cast<std::size_t>(id)] = true;
  }
};

}  // namespace firedrill
