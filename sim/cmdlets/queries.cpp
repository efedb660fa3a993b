// Questions about the deployment and its users (CMD-34, 35, 81, 82). They change nothing and answer
// from the Central Management store or, when it is dead, from the local replica (MA-47).
#include "sim/cmdlets/queries.hpp"

#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"
#include "sim/model/world.hpp"

namespace firedrill {
namespace {

constexpr std::array<std::string_view, 4> kUserReaders{
    "RTCUniversalUserAdmins", "RTCUniversalServerAdmins", "RTCUniversalReadOnlyAdmins",
    "CsAdministrator"};

constexpr auto kGetCsServiceParameters = parameters_of<kTakesLocalStore>({
    at(get_cs_service::kIdentity, "Identity", ValueKind::kText),
    at(get_cs_service::kFilter, "Filter", ValueKind::kText),
    at(get_cs_service::kPoolFqdn, "PoolFqdn", ValueKind::kPool),
    at(get_cs_service::kApplicationServer, "ApplicationServer", ValueKind::kSwitch),
    at(get_cs_service::kApplicationDatabase, "ApplicationDatabase", ValueKind::kSwitch),
    at(get_cs_service::kArchivingServer, "ArchivingServer", ValueKind::kSwitch),
    at(get_cs_service::kArchivingDatabase, "ArchivingDatabase", ValueKind::kSwitch),
    at(get_cs_service::kBackupServer, "BackupServer", ValueKind::kSwitch),
    at(get_cs_service::kCentralManagement, "CentralManagement", ValueKind::kSwitch),
    at(get_cs_service::kCentralManagementDatabase, "CentralManagementDatabase", ValueKind::kSwitch),
    at(get_cs_service::kConferencingServer, "ConferencingServer", ValueKind::kSwitch),
    at(get_cs_service::kDirector, "Director", ValueKind::kSwitch),
    at(get_cs_service::kEdgeServer, "EdgeServer", ValueKind::kSwitch),
    at(get_cs_service::kFileStore, "FileStore", ValueKind::kSwitch),
    at(get_cs_service::kManagementServer, "ManagementServer", ValueKind::kSwitch),
    at(get_cs_service::kMediationServer, "MediationServer", ValueKind::kSwitch),
    at(get_cs_service::kMonitoringServer, "MonitoringServer", ValueKind::kSwitch),
    at(get_cs_service::kMonitoringDatabase, "MonitoringDatabase", ValueKind::kSwitch),
    at(get_cs_service::kPersistentChatServer, "PersistentChatServer", ValueKind::kSwitch),
    at(get_cs_service::kPersistentChatDatabase, "PersistentChatDatabase", ValueKind::kSwitch),
    at(get_cs_service::kPersistentChatComplianceDatabase, "PersistentChatComplianceDatabase",
       ValueKind::kSwitch),
    at(get_cs_service::kPstnGateway, "PstnGateway", ValueKind::kSwitch),
    at(get_cs_service::kRegistrar, "Registrar", ValueKind::kSwitch),
    at(get_cs_service::kTrustedApplicationPool, "TrustedApplicationPool", ValueKind::kSwitch),
    at(get_cs_service::kUserServer, "UserServer", ValueKind::kSwitch),
    at(get_cs_service::kUserDatabase, "UserDatabase", ValueKind::kSwitch),
    at(get_cs_service::kWacServer, "WacServer", ValueKind::kSwitch),
    at(get_cs_service::kWebServer, "WebServer", ValueKind::kSwitch),
    at(get_cs_service::kLegalInterceptServer, "LegalInterceptServer", ValueKind::kSwitch),
});

constexpr auto kGetCsPoolParameters = parameters_of<kTakesLocalStore>({
    at(get_cs_pool::kIdentity, "Identity", ValueKind::kText),
    at(get_cs_pool::kFilter, "Filter", ValueKind::kText),
    at(get_cs_pool::kSite, "Site", ValueKind::kText),
});

constexpr auto kGetCsComputerParameters = parameters_of<kTakesLocalStore>({
    at(get_cs_computer::kIdentity, "Identity", ValueKind::kText),
    at(get_cs_computer::kFilter, "Filter", ValueKind::kText),
    at(get_cs_computer::kLocal, "Local", ValueKind::kSwitch),
    at(get_cs_computer::kPool, "Pool", ValueKind::kPool),
});

constexpr auto kGetCsSiteParameters = parameters_of<kTakesLocalStore>({
    at(get_cs_site::kIdentity, "Identity", ValueKind::kText),
    at(get_cs_site::kFilter, "Filter", ValueKind::kText),
});

constexpr auto kGetCsTopologyParameters = parameters_of<kTakesLocalStore>({
    at(get_cs_topology::kAsXml, "AsXml", ValueKind::kSwitch),
    at(get_cs_topology::kSiteFqdn, "SiteFqdn", ValueKind::kText),
});

constexpr auto kGetCsUserParameters = parameters_of<kTakesNothing>({
    at(get_cs_user::kIdentity, "Identity", ValueKind::kUser),
    at(get_cs_user::kFilter, "Filter", ValueKind::kText),
    at(get_cs_user::kLdapFilter, "LdapFilter", ValueKind::kText),
    at(get_cs_user::kOU, "OU", ValueKind::kText),
    at(get_cs_user::kOnLyncServer, "OnLyncServer", ValueKind::kSwitch),
    at(get_cs_user::kOnOfficeCommunicationServer, "OnOfficeCommunicationServer",
       ValueKind::kSwitch),
    at(get_cs_user::kUnassignedUser, "UnassignedUser", ValueKind::kSwitch),
    at(get_cs_user::kResultSize, "ResultSize", ValueKind::kInteger).within(0, 2147483647, "CMD-81"),
    at(get_cs_user::kDomainController, "DomainController", ValueKind::kText),
    at(get_cs_user::kCredential, "Credential", ValueKind::kText),
});

constexpr auto kGetCsUserPoolInfoParameters = parameters_of<kTakesLocalStore>({
    at(get_cs_user_pool_info::kIdentity, "Identity", ValueKind::kUser).required(),
});

}  // namespace

Running answer_query(const World& world, Writer&, const BoundCommand&, Caller) {
  return {world.time(ParameterId::kQueryTime)};
}

const CmdletDefinition kGetCsService{
    .name = "Get-CsService",
    .rule = "CMD-34",
    .aliases = {},
    .parameters = kGetCsServiceParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = answer_query,
};

const CmdletDefinition kGetCsPool{
    .name = "Get-CsPool",
    .rule = "CMD-35",
    .aliases = {},
    .parameters = kGetCsPoolParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = answer_query,
};

const CmdletDefinition kGetCsComputer{
    .name = "Get-CsComputer",
    .rule = "CMD-35",
    .aliases = {},
    .parameters = kGetCsComputerParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = answer_query,
};

const CmdletDefinition kGetCsSite{
    .name = "Get-CsSite",
    .rule = "CMD-35",
    .aliases = {},
    .parameters = kGetCsSiteParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = answer_query,
};

const CmdletDefinition kGetCsTopology{
    .name = "Get-CsTopology",
    .rule = "CMD-35",
    .aliases = {},
    .parameters = kGetCsTopologyParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = answer_query,
};

const CmdletDefinition kGetCsUser{
    .name = "Get-CsUser",
    .rule = "CMD-81",
    .aliases = {},
    .parameters = kGetCsUserParameters,
    .groups = kUserReaders,
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = answer_query,
};

const CmdletDefinition kGetCsUserPoolInfo{
    .name = "Get-CsUserPoolInfo",
    .rule = "CMD-82",
    .aliases = {},
    .parameters = kGetCsUserPoolInfoParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = answer_query,
};

}  // namespace firedrill
