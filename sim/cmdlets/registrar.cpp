// The Registrar and the Front End pool under it (CMD-04 to CMD-07): intervals of automatic
// failover, registration settings, resets of a pool's fabric, and what the fabric says of itself.
#include "sim/cmdlets/registrar.hpp"

#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"

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
    .precondition = nullptr,
    .effect = nullptr,
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
    .precondition = nullptr,
    .effect = nullptr,
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
    .precondition = nullptr,
    .effect = nullptr,
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
    .precondition = nullptr,
    .effect = nullptr,
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
    .effect = answer_query,
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
    .precondition = nullptr,
    .effect = nullptr,
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
    .effect = answer_query,
};

}  // namespace firedrill
