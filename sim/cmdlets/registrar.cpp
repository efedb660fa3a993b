// The Registrar and the Front End pool under it (CMD-04 to CMD-07): intervals of automatic
// failover, registration settings, resets of a pool's fabric, and what the fabric says of itself.
#include "sim/cmdlets/registrar.hpp"

#include <algorithm>

#include "sim/cmdlets/answers.hpp"
#include "sim/cmdlets/arguments.hpp"
#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"
#include "sim/model/components.hpp"
#include "sim/model/mishaps.hpp"

namespace firedrill {
namespace {

// The figure that the page calls 24 hours (TRAP-21).
constexpr std::int64_t kDetectionMinMs = 30'000;
constexpr std::int64_t kDetectionMaxMs = 84'400'000;
// The syntax line ends with FailingBack, the description with FailedBack; both mean FailingBack
// (TRAP-33). The first four agree with the model's PoolState.
constexpr std::array<std::string_view, 5> kPoolStates{"Active", "FailingOver", "FailedOver",
                                                      "FailingBack", "FailedBack"};

constexpr auto kSetCsRegistrarParameters = parameters_of<kTakesConfirm | kTakesForce>({
    at(set_cs_registrar::kIdentity, "Identity", ValueKind::kPoolService),
    at(set_cs_registrar::kBackupRegistrar, "BackupRegistrar", ValueKind::kPoolService),
    at(set_cs_registrar::kEnableAutomaticFailover, "EnableAutomaticFailover", ValueKind::kBoolean),
    at(set_cs_registrar::kFailureDetectionInterval, "FailureDetectionInterval",
       ValueKind::kTimeSpan)
        .within(kDetectionMinMs, kDetectionMaxMs, "INV-133"),
    at(set_cs_registrar::kFailbackDetectionInterval, "FailbackDetectionInterval",
       ValueKind::kTimeSpan)
        .within(kDetectionMinMs, kDetectionMaxMs, "INV-133"),
    at(set_cs_registrar::kEdgeServer, "EdgeServer", ValueKind::kText),
    at(set_cs_registrar::kUserServer, "UserServer", ValueKind::kText),
    at(set_cs_registrar::kWebServer, "WebServer", ValueKind::kText),
    at(set_cs_registrar::kRegistrar, "Registrar", ValueKind::kText),
    at(set_cs_registrar::kArchivingDatabase, "ArchivingDatabase", ValueKind::kText),
    at(set_cs_registrar::kMirrorArchivingDatabase, "MirrorArchivingDatabase", ValueKind::kText),
    at(set_cs_registrar::kMonitoringDatabase, "MonitoringDatabase", ValueKind::kText),
    at(set_cs_registrar::kMirrorMonitoringDatabase, "MirrorMonitoringDatabase", ValueKind::kText),
    at(set_cs_registrar::kArchivingServer, "ArchivingServer", ValueKind::kText),
    at(set_cs_registrar::kMonitoringServer, "MonitoringServer", ValueKind::kText),
    at(set_cs_registrar::kSipPort, "SipPort", ValueKind::kInteger),
    at(set_cs_registrar::kSipServerTcpPort, "SipServerTcpPort", ValueKind::kInteger),
    at(set_cs_registrar::kSipHealthPort, "SipHealthPort", ValueKind::kInteger),
    at(set_cs_registrar::kWebPort, "WebPort", ValueKind::kInteger),
    at(set_cs_registrar::kLyssWcfMtlsPort, "LyssWcfMtlsPort", ValueKind::kInteger),
    at(set_cs_registrar::kXmppGatewaySipPort, "XmppGatewaySipPort", ValueKind::kInteger),
    at(set_cs_registrar::kWinFabFederationPort, "WinFabFederationPort", ValueKind::kInteger),
    at(set_cs_registrar::kWinFabLeaseAgentPort, "WinFabLeaseAgentPort", ValueKind::kInteger),
    at(set_cs_registrar::kWinFabClientConnectionPort, "WinFabClientConnectionPort",
       ValueKind::kInteger),
    at(set_cs_registrar::kWinFabIPCPort, "WinFabIPCPort", ValueKind::kInteger),
    at(set_cs_registrar::kWinFabReplicationPort, "WinFabReplicationPort", ValueKind::kInteger),
});

constexpr auto kSetCsRegistrarConfigurationParameters = parameters_of<kTakesConfirm | kTakesForce>({
    at(set_cs_registrar_configuration::kIdentity, "Identity", ValueKind::kText),
    at(set_cs_registrar_configuration::kBackupStoreUnavailableThreshold,
       "BackupStoreUnavailableThreshold", ValueKind::kTimeSpan),
    at(set_cs_registrar_configuration::kDefaultEndpointExpiration, "DefaultEndpointExpiration",
       ValueKind::kInteger)
        .within(300, 900, "INV-133"),
    at(set_cs_registrar_configuration::kMinEndpointExpiration, "MinEndpointExpiration",
       ValueKind::kInteger)
        .within(300, 900, "INV-133"),
    at(set_cs_registrar_configuration::kMaxEndpointExpiration, "MaxEndpointExpiration",
       ValueKind::kInteger)
        .within(300, 900, "INV-133"),
    at(set_cs_registrar_configuration::kMaxEndpointsPerUser, "MaxEndpointsPerUser",
       ValueKind::kInteger)
        .within(1, 64, "CMD-05"),
    at(set_cs_registrar_configuration::kMaxUserCount, "MaxUserCount", ValueKind::kInteger)
        .within(2000, 100000, "INV-133"),
    at(set_cs_registrar_configuration::kEnableDHCPServer, "EnableDHCPServer", ValueKind::kBoolean),
    at(set_cs_registrar_configuration::kPoolState, "PoolState", ValueKind::kEnumeration)
        .one_of(kPoolStates),
});

constexpr auto kNewCsRegistrarConfigurationParameters = parameters_of<kTakesConfirm | kTakesForce>({
    at(new_cs_registrar_configuration::kIdentity, "Identity", ValueKind::kText).required(),
    at(new_cs_registrar_configuration::kBackupStoreUnavailableThreshold,
       "BackupStoreUnavailableThreshold", ValueKind::kTimeSpan),
    at(new_cs_registrar_configuration::kDefaultEndpointExpiration, "DefaultEndpointExpiration",
       ValueKind::kInteger)
        .within(300, 900, "INV-133"),
    at(new_cs_registrar_configuration::kMinEndpointExpiration, "MinEndpointExpiration",
       ValueKind::kInteger)
        .within(300, 900, "INV-133"),
    at(new_cs_registrar_configuration::kMaxEndpointExpiration, "MaxEndpointExpiration",
       ValueKind::kInteger)
        .within(300, 900, "INV-133"),
    at(new_cs_registrar_configuration::kMaxEndpointsPerUser, "MaxEndpointsPerUser",
       ValueKind::kInteger)
        .within(1, 64, "CMD-05"),
    at(new_cs_registrar_configuration::kMaxUserCount, "MaxUserCount", ValueKind::kInteger)
        .within(2000, 100000, "INV-133"),
    at(new_cs_registrar_configuration::kEnableDHCPServer, "EnableDHCPServer", ValueKind::kBoolean),
    at(new_cs_registrar_configuration::kPoolState, "PoolState", ValueKind::kEnumeration)
        .one_of(kPoolStates),
});

constexpr auto kRemoveCsRegistrarConfigurationParameters =
    parameters_of<kTakesConfirm | kTakesForce>({
        at(remove_cs_registrar_configuration::kIdentity, "Identity", ValueKind::kText).required(),
    });

constexpr auto kGetCsRegistrarConfigurationParameters = parameters_of<kTakesLocalStore>({
    at(get_cs_registrar_configuration::kIdentity, "Identity", ValueKind::kText),
    at(get_cs_registrar_configuration::kFilter, "Filter", ValueKind::kText),
});

constexpr std::array<std::string_view, 4> kResetCsPoolRegistrarStateResetTypeValues{
    "ServiceReset", "QuorumLossRecovery", "FullReset", "MachineStateRemoved"};
constexpr auto kResetCsPoolRegistrarStateParameters = parameters_of<kTakesConfirm | kTakesForce>({
    at(reset_cs_pool_registrar_state::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
    at(reset_cs_pool_registrar_state::kResetType, "ResetType", ValueKind::kEnumeration)
        .one_of(kResetCsPoolRegistrarStateResetTypeValues),
    at(reset_cs_pool_registrar_state::kMachineFqdn, "MachineFqdn", ValueKind::kComputer),
    at(reset_cs_pool_registrar_state::kNoReStart, "NoReStart", ValueKind::kSwitch),
    at(reset_cs_pool_registrar_state::kResetLocalDatabases, "ResetLocalDatabases",
       ValueKind::kSwitch),
});

constexpr std::array<std::string_view, 5> kGetCsPoolFabricStateTypeValues{
    "All", "MCUFactory", "ConferenceDirectory", "Routing", "LYSS"};
constexpr auto kGetCsPoolFabricStateParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesVerbose>({
        at(get_cs_pool_fabric_state::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
        at(get_cs_pool_fabric_state::kType, "Type", ValueKind::kEnumeration)
            .one_of(kGetCsPoolFabricStateTypeValues),
    });

constexpr std::int64_t kDayMs = 86'400'000;

/// TRAP-21: the page's "24 hours" is accepted where documents count.
std::int64_t detection_max(const World& w) {
  const std::int64_t stated = w.number(ParameterId::kDetectionMax);
  return w.personality == Personality::kDocAlias ? std::max(stated, kDayMs) : stated;
}

Refusal refuse_interval(const World& w, const BoundCommand& command, std::uint8_t parameter) {
  const Argument* interval = command.find(parameter);
  if (interval == nullptr) return {};
  if (interval->number >= kDetectionMinMs && interval->number <= detection_max(w)) return {};
  return {ErrorCode::kValueRange, "INV-133", "detection intervals last 30 s to detectionMax", {}};
}

/// CMD-04: a backup Registrar is that of the pair (TOP-01), and intervals need one.
Refusal refuse_registrar(const World& w, const State& s, const BoundCommand& command, Caller) {
  namespace p = set_cs_registrar;
  const Index pool = pool_of(command, p::kIdentity);
  if (pool == kNone) return {ErrorCode::kParamMissing, "CMD-04", "-Identity names the pool", {}};
  const Index backup = backup_of(s, pool);
  if (given(command, p::kBackupRegistrar) && pool_of(command, p::kBackupRegistrar) != backup) {
    return {ErrorCode::kTopologyInvalid,
            "TOP-01",
            "the backup Registrar is the pool with which this one is paired",
            {&s.pool(ix(pool)).backup, nullptr, nullptr}};
  }
  const bool interval =
      given(command, p::kFailureDetectionInterval) || given(command, p::kFailbackDetectionInterval);
  if (interval && backup == kNone) {
    return {ErrorCode::kParamSet,
            "CMD-04",
            "intervals go only with a backup Registrar",
            {&s.pool(ix(pool)).backup, nullptr, nullptr}};
  }
  const Refusal failure = refuse_interval(w, command, p::kFailureDetectionInterval);
  return failure.ok() ? refuse_interval(w, command, p::kFailbackDetectionInterval) : failure;
}

Running run_registrar(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  namespace p = set_cs_registrar;
  RegistrarChange change;
  if (const Argument* on = command.find(p::kEnableAutomaticFailover)) {
    change.automatic_failover = on->number != 0;
  }
  if (const Argument* interval = command.find(p::kFailureDetectionInterval)) {
    change.failure_detection = Duration(interval->number);
  }
  if (const Argument* interval = command.find(p::kFailbackDetectionInterval)) {
    change.failback_detection = Duration(interval->number);
  }
  write_registrar_settings(writer, pool_of(command, p::kIdentity), change);
  return {w.time(ParameterId::kConfigurationWrite)};
}

/// The pools that an identity means, and how near to them it is: global, site:<name>,
/// service:Registrar:<pool>. The nearest settings count.
struct SettingsScope {
  std::uint8_t level = 0;
  Index entity = kNone;  // a site or a pool
  bool known = true;
};

SettingsScope scope_of(const Topology& topology, const Argument* identity) {
  SettingsScope out;
  if (identity == nullptr || same_name(identity->text, "global")) return out;
  std::string_view text = identity->text;
  if (is_prefix("site:", text)) {
    out.level = 1;
    for (std::size_t i = 0; i < topology.sites.size(); ++i) {
      if (same_name(topology.sites[i].name, text.substr(5))) out.entity = static_cast<Index>(i);
    }
  } else {
    out.level = 2;
    text.remove_prefix(text.rfind(':') == std::string_view::npos ? 0 : text.rfind(':') + 1);
    for (std::size_t i = 0; i < topology.pools.size(); ++i) {
      if (same_name(topology.pools[i].fqdn, text)) out.entity = static_cast<Index>(i);
    }
  }
  out.known = out.entity != kNone;
  return out;
}

bool in_scope(const World& w, const SettingsScope& scope, Index pool) {
  if (scope.level == 0) return true;
  return scope.level == 1 ? w.pool(pool).site == scope.entity : pool == scope.entity;
}

// The three cmdlets have their parameters in the same places.
namespace settings = set_cs_registrar_configuration;

Refusal refuse_settings(const World& w, const State& s, const BoundCommand& command, Caller) {
  const SettingsScope scope = scope_of(w.topology, command.find(settings::kIdentity));
  if (!scope.known) {
    return {ErrorCode::kValueRange, "CMD-05", "the identity names no site or pool", {}};
  }
  if (!given(command, settings::kPoolState)) return {};
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    if (!in_scope(w, scope, static_cast<Index>(p))) continue;
    if (s.pool(p).operation == PoolOperation::kNothing) continue;
    return {ErrorCode::kAlreadyFailedOver,
            "CMD-05",
            "a failover or failback of the pool is under way",
            {&s.pool(p).operation, nullptr, nullptr}};
  }
  return {};
}

Running run_settings(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  const SettingsScope scope = scope_of(w.topology, command.find(settings::kIdentity));
  const Argument* threshold = command.find(settings::kBackupStoreUnavailableThreshold);
  const Argument* state = command.find(settings::kPoolState);
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    const auto pool = static_cast<Index>(p);
    if (!in_scope(w, scope, pool)) continue;
    if (threshold != nullptr) {
      write_backup_store_threshold(writer, pool, scope.level, Duration(threshold->number));
    }
    if (state != nullptr) {  // TRAP-33: FailedBack is FailingBack
      write_pool_state(writer, pool,
                       static_cast<PoolState>(std::min<std::int64_t>(3, state->number)));
    }
  }
  configuration_written(writer);
  return {w.time(ParameterId::kConfigurationWrite)};
}

/// What was set for this scope is as it was by default.
Running remove_settings(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  const SettingsScope scope = scope_of(w.topology, command.find(settings::kIdentity));
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    const auto pool = static_cast<Index>(p);
    if (in_scope(w, scope, pool)) reset_backup_store_threshold(writer, pool, scope.level);
  }
  configuration_written(writer);
  return {w.time(ParameterId::kConfigurationWrite)};
}

Running tell_settings(const World& w, Writer& writer, const BoundCommand&, Caller) {
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    answer(writer, static_cast<std::int32_t>(p),
           static_cast<std::int32_t>(writer.state().pool(p).state),
           writer.state().pool(p).backup_store_threshold_ms,
           "pool state and BackupStoreUnavailableThreshold in milliseconds", "CMD-05");
  }
  return {w.time(ParameterId::kQueryTime)};
}

enum ResetType : std::int64_t {
  kServiceReset,
  kQuorumLossRecovery,
  kFullReset,
  kMachineStateRemoved
};

std::int64_t reset_type(const BoundCommand& command) {
  const Argument* type = command.find(reset_cs_pool_registrar_state::kResetType);
  return type == nullptr ? kServiceReset : type->number;
}

/// The server to be forgotten belongs to the pool and is gone.
Refusal refuse_forgetting(const World& w, const State& s, const BoundCommand& command, Index pool) {
  const Argument* machine = command.find(reset_cs_pool_registrar_state::kMachineFqdn);
  if (machine == nullptr) {
    return {ErrorCode::kParamMissing, "CMD-06", "-MachineFqdn names the lost server", {}};
  }
  const bool member = machine->number < kEdgeComputerBase &&
                      w.topology.front_ends[ix(Index(machine->number))].pool == pool;
  if (!member) return {ErrorCode::kValueRange, "CMD-06", "the server is not in the pool", {}};
  const FrontEndRecord& fe = s.front_end(ix(Index(machine->number)));
  if (!machine_up(fe)) return {};
  return {ErrorCode::kValueRange,
          "CMD-06",
          "the server runs; only a lost one is forgotten",
          {&fe.down, nullptr, nullptr}};
}

/// CMD-06: recovery loads groups again, but cannot make up for the quorum of the pool itself. In a
/// pool of two it is the third way to start at all (FLT-14).
Refusal refuse_reset(const World& w, const State& s, const BoundCommand& command, Caller caller) {
  const Index pool = pool_of(command, reset_cs_pool_registrar_state::kPoolFqdn);
  const PoolRecord& r = s.pool(ix(pool));
  if (!any_machine_up(w, s, pool) || !connected(w, s, caller.site, w.pool(pool).site)) {
    return {ErrorCode::kPoolUnreachable,
            "CMD-06",
            "no server of the pool can be reached",
            {&s.front_end(ix(w.pool(pool).first_front_end)).down, nullptr, nullptr}};
  }
  const std::int64_t type = reset_type(command);
  if (type == kMachineStateRemoved) return refuse_forgetting(w, s, command, pool);
  const bool recovers = type == kQuorumLossRecovery || type == kFullReset;
  const bool two_to_start = front_ends_of(w, s, pool) == 2 && !pool_serving(s, pool);
  if (!recovers || two_to_start || functional_quorum(w, s, pool).holds()) return {};
  return {ErrorCode::kQuorum,
          "FLT-08",
          "the pool itself has lost its quorum, which this reset cannot restore",
          {&r.services, nullptr, nullptr}};
}

Running run_reset(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  namespace p = reset_cs_pool_registrar_state;
  const Index pool = pool_of(command, p::kPoolFqdn);
  switch (reset_type(command)) {
    case kQuorumLossRecovery:
      recover_quorum_loss(writer, pool);
      return {w.time(ParameterId::kServiceStart)};
    case kFullReset:
      begin_full_reset(writer, pool);
      return {w.time(ParameterId::kFullReset)};
    case kMachineStateRemoved:
      forget_machine(writer, ix(entity_of(command, p::kMachineFqdn)));
      return {w.time(ParameterId::kServiceStart)};
    default:
      reset_services(writer, pool, !has(command, p::kNoReStart));
      return {w.time(has(command, p::kNoReStart) ? ParameterId::kServiceStart
                                                 : ParameterId::kPoolStart)};
  }
}

/// FLT-93: the pool stays stopped after a full reset that cannot start it.
Refusal finish_reset(const World&, Writer& writer, const BoundCommand& command, Caller caller) {
  namespace p = reset_cs_pool_registrar_state;
  const bool full = reset_type(command) == kFullReset;
  if (full && !has(command, p::kNoReStart)) {
    if (comes_true(writer, Mishap::kFullResetFails, caller.actor)) {
      return {ErrorCode::kPoolDown, "FLT-93", mishap_info(Mishap::kFullResetFails).what, {}};
    }
    end_full_reset(writer, pool_of(command, p::kPoolFqdn));
  }
  return {};
}

/// CMD-07: for each routing group its primary, and how many of its replicas are live.
Running tell_fabric(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  const PoolRange& range = w.range(pool_of(command, get_cs_pool_fabric_state::kPoolFqdn));
  for (std::uint32_t g = range.first_group; g < range.first_group + range.groups; ++g) {
    const GroupRecord& group = writer.state().record<GroupRecord>(g);
    answer(writer, static_cast<std::int32_t>(g), group.primary == 0xff ? -1 : group.primary,
           group.live, "routing group: primary and live replicas", "CMD-07");
  }
  return {w.time(ParameterId::kQueryTime)};
}

}  // namespace

const CmdletDefinition kSetCsRegistrar{
    .name = "Set-CsRegistrar",
    .rule = "CMD-04",
    .aliases = {},
    .parameters = kSetCsRegistrarParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_registrar,
    .effect = run_registrar,
};

const CmdletDefinition kSetCsRegistrarConfiguration{
    .name = "Set-CsRegistrarConfiguration",
    .rule = "CMD-05",
    .aliases = {},
    .parameters = kSetCsRegistrarConfigurationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_settings,
    .effect = run_settings,
};

const CmdletDefinition kNewCsRegistrarConfiguration{
    .name = "New-CsRegistrarConfiguration",
    .rule = "CMD-05",
    .aliases = {},
    .parameters = kNewCsRegistrarConfigurationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_settings,
    .effect = run_settings,
};

const CmdletDefinition kRemoveCsRegistrarConfiguration{
    .name = "Remove-CsRegistrarConfiguration",
    .rule = "CMD-05",
    .aliases = {},
    .parameters = kRemoveCsRegistrarConfigurationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_settings,
    .effect = remove_settings,
};

const CmdletDefinition kGetCsRegistrarConfiguration{
    .name = "Get-CsRegistrarConfiguration",
    .rule = "CMD-05",
    .aliases = {},
    .parameters = kGetCsRegistrarConfigurationParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = tell_settings,
};

const CmdletDefinition kResetCsPoolRegistrarState{
    .name = "Reset-CsPoolRegistrarState",
    .rule = "CMD-06",
    .aliases = {},
    .parameters = kResetCsPoolRegistrarStateParameters,
    .groups = kServerRoles,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_reset,
    .effect = run_reset,
    .completion = finish_reset,
};

const CmdletDefinition kGetCsPoolFabricState{
    .name = "Get-CsPoolFabricState",
    .rule = "CMD-07",
    .aliases = {},
    .parameters = kGetCsPoolFabricStateParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = tell_fabric,
};

}  // namespace firedrill
