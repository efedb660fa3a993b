// Edits of the topology: Set-CsEdgeServer, which writes the store at once (CMD-70), and what is
// done by hand in Topology Builder, in SQL Server or on the servers, as commands of their own
// (CMD-76). An edit in Topology Builder is a draft and does nothing until TB.Publish.
#include "sim/cmdlets/topology_edits.hpp"

#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"

namespace firedrill {
namespace {

constexpr auto kSetCsEdgeServerParameters = parameters_of<kTakesConfirm | kTakesForce>({
    at(set_cs_edge_server::kIdentity, "Identity", ValueKind::kEdgePool),
    at(set_cs_edge_server::kRegistrar, "Registrar", ValueKind::kPoolService),
    at(set_cs_edge_server::kAccessEdgeExternalSipPort, "AccessEdgeExternalSipPort",
       ValueKind::kInteger),
    at(set_cs_edge_server::kAccessEdgeInternalSipPort, "AccessEdgeInternalSipPort",
       ValueKind::kInteger),
    at(set_cs_edge_server::kAccessEdgeClientSipPort, "AccessEdgeClientSipPort",
       ValueKind::kInteger),
    at(set_cs_edge_server::kDataPsomClientPort, "DataPsomClientPort", ValueKind::kInteger),
    at(set_cs_edge_server::kDataPsomServerPort, "DataPsomServerPort", ValueKind::kInteger),
    at(set_cs_edge_server::kMediaRelayAuthEdgePort, "MediaRelayAuthEdgePort", ValueKind::kInteger),
    at(set_cs_edge_server::kMediaRelayExternalTurnTcpPort, "MediaRelayExternalTurnTcpPort",
       ValueKind::kInteger),
    at(set_cs_edge_server::kMediaRelayExternalTurnUdpPort, "MediaRelayExternalTurnUdpPort",
       ValueKind::kInteger),
    at(set_cs_edge_server::kMediaRelayInternalTurnTcpPort, "MediaRelayInternalTurnTcpPort",
       ValueKind::kInteger),
    at(set_cs_edge_server::kMediaRelayInternalTurnUdpPort, "MediaRelayInternalTurnUdpPort",
       ValueKind::kInteger),
    at(set_cs_edge_server::kMediaCommunicationPortStart, "MediaCommunicationPortStart",
       ValueKind::kInteger),
    at(set_cs_edge_server::kMediaCommunicationPortCount, "MediaCommunicationPortCount",
       ValueKind::kInteger),
    at(set_cs_edge_server::kXmppInternalPort, "XmppInternalPort", ValueKind::kInteger),
    at(set_cs_edge_server::kXmppListeningPort, "XmppListeningPort", ValueKind::kInteger),
});

constexpr auto kTbSetNextHopParameters = parameters_of<kTakesNothing>({
    at(tb_set_next_hop::kEdgePool, "EdgePool", ValueKind::kEdgePool).required(),
    at(tb_set_next_hop::kPool, "Pool", ValueKind::kPool).required(),
});

constexpr auto kTbSetBackupPoolParameters = parameters_of<kTakesNothing>({
    at(tb_set_backup_pool::kPool, "Pool", ValueKind::kPool).required(),
    at(tb_set_backup_pool::kBackupPool, "BackupPool", ValueKind::kPool).required(),
    at(tb_set_backup_pool::kAutomaticFailover, "AutomaticFailover", ValueKind::kSwitch),
});

constexpr auto kTbSetMirrorParameters = parameters_of<kTakesNothing>({
    at(tb_set_mirror::kPool, "Pool", ValueKind::kPool).required(),
    at(tb_set_mirror::kMirror, "Mirror", ValueKind::kSqlServer).required(),
    at(tb_set_mirror::kWitness, "Witness", ValueKind::kSqlServer),
});

constexpr auto kTbClearMirrorParameters = parameters_of<kTakesNothing>({
    at(tb_clear_mirror::kPool, "Pool", ValueKind::kPool).required(),
});

constexpr auto kTbClearWitnessParameters = parameters_of<kTakesNothing>({
    at(tb_clear_witness::kPool, "Pool", ValueKind::kPool).required(),
});

constexpr auto kTbInstallDatabaseParameters = parameters_of<kTakesNothing>({
    at(tb_install_database::kPool, "Pool", ValueKind::kPool).required(),
});

constexpr auto kRestartFrontEndsParameters = parameters_of<kTakesNothing>({
    at(restart_front_ends::kPool, "Pool", ValueKind::kPool).required(),
});

constexpr auto kRemoveWitnessParameters = parameters_of<kTakesNothing>({
    at(remove_witness::kPool, "Pool", ValueKind::kPool).required(),
});

}  // namespace

const CmdletDefinition kSetCsEdgeServer{
    .name = "Set-CsEdgeServer",
    .rule = "CMD-70",
    .aliases = {},
    .parameters = kSetCsEdgeServerParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kTbSetNextHop{
    .name = "TB.SetNextHop",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbSetNextHopParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kTbPublish{
    .name = "TB.Publish",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = {},
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kTbSetBackupPool{
    .name = "TB.SetBackupPool",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbSetBackupPoolParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kTbSetMirror{
    .name = "TB.SetMirror",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbSetMirrorParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kTbClearMirror{
    .name = "TB.ClearMirror",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbClearMirrorParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kTbClearWitness{
    .name = "TB.ClearWitness",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbClearWitnessParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kTbInstallDatabase{
    .name = "TB.InstallDatabase",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbInstallDatabaseParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kRestartFrontEnds{
    .name = "Restart-FrontEnds",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kRestartFrontEndsParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kRemoveWitness{
    .name = "Remove-Witness",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kRemoveWitnessParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

}  // namespace firedrill
