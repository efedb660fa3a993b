// Questions about the deployment and its users (CMD-34, 35, 81, 82). They change nothing and answer
// from the Central Management store or, when it is dead, from the local replica (MA-47).
#include "sim/cmdlets/queries.hpp"

#include "sim/cmdlets/answers.hpp"
#include "sim/cmdlets/arguments.hpp"
#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"
#include "sim/cmdlets/user_filter.hpp"
#include "sim/model/components.hpp"

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

Running query(const World& w) {
  return {w.time(ParameterId::kQueryTime)};
}

/// CMD-34: the pool of the active store for -CentralManagement; otherwise how many pools there are.
Running tell_service(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  const bool store = has(command, get_cs_service::kCentralManagement) ||
                     has(command, get_cs_service::kCentralManagementDatabase);
  if (store) {
    answer(writer, writer.state().cms().active, -1, 1, "pool of the active store", "CMD-34");
  } else {
    answer(writer, -1, -1, static_cast<std::int64_t>(w.topology.pools.size()), "pools", "CMD-34");
  }
  return query(w);
}

Running tell_pools(const World& w, Writer& writer, const BoundCommand&, Caller) {
  answer(writer, -1, -1, static_cast<std::int64_t>(w.topology.pools.size()), "pools", "CMD-35");
  return query(w);
}

/// CMD-35: in topology order, which is the order of the first start (FLT-05).
Running tell_computers(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  const Index only = pool_of(command, get_cs_computer::kPool);
  for (std::size_t i = 0; i < w.topology.front_ends.size(); ++i) {
    const Index pool = w.topology.front_ends[i].pool;
    if ((only != kNone && pool != only) || !in_topology(writer.state().front_end(i))) continue;
    answer(writer, static_cast<std::int32_t>(i), pool, 1, "computer", "CMD-35");
  }
  return query(w);
}

Running tell_sites(const World& w, Writer& writer, const BoundCommand&, Caller) {
  answer(writer, -1, -1, static_cast<std::int64_t>(w.topology.sites.size()), "sites", "CMD-35");
  return query(w);
}

Running tell_topology(const World& w, Writer& writer, const BoundCommand&, Caller) {
  answer(writer, writer.state().cms().active, -1, writer.state().cms().version,
         "version of the configuration", "CMD-35");
  return query(w);
}

Refusal refuse_users(const World& w, const State&, const BoundCommand& command, Caller) {
  const Argument* filter = command.find(get_cs_user::kFilter);
  if (filter == nullptr || read_user_filter(w.topology, filter->text).understood) return {};
  return {ErrorCode::kNotModelled, "CMD-81", "the filter is not one that is modelled", {}};
}

/// CMD-81: -UnassignedUser is the direct question for users who cannot sign in for want of a pool.
Running tell_users(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  const State& s = writer.state();
  const Argument* identity = command.find(get_cs_user::kIdentity);
  if (identity != nullptr && identity->number >= 0) {
    const auto u = static_cast<std::size_t>(identity->number);
    answer(writer, static_cast<std::int32_t>(u), s.user(u).home, 1, "user and home pool", "CMD-81");
    return query(w);
  }
  const bool unassigned = has(command, get_cs_user::kUnassignedUser);
  const Argument* filter = command.find(get_cs_user::kFilter);
  const UserFilter wanted =
      read_user_filter(w.topology, filter == nullptr ? std::string_view() : filter->text);
  std::int64_t count = 0;
  for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
    const UserRecord& r = s.user(u);
    const bool listed = unassigned ? r.home == kNone : wanted.matches(r);
    count += listed ? 1 : 0;
  }
  answer(writer, wanted.home < 0 ? -1 : wanted.home, -1, count,
         unassigned ? "enabled users without a pool" : "users", "CMD-81");
  return query(w);
}

Refusal refuse_pool_info(const World&, const State& s, const BoundCommand& command, Caller) {
  const Argument* identity = command.find(get_cs_user_pool_info::kIdentity);
  if (identity->number < 0) return {};
  const UserRecord& r = s.user(static_cast<std::size_t>(identity->number));
  if (r.home != kNone) return {};
  return {ErrorCode::kUserNoPool,
          "CMD-82",
          "the user has no Registrar pool",
          {&r.home, nullptr, nullptr}};
}

/// CMD-82: home and backup pool of a user; of all users, how many have no backup pool.
Running tell_pool_info(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  const State& s = writer.state();
  const Argument* identity = command.find(get_cs_user_pool_info::kIdentity);
  if (identity->number >= 0) {
    const Index home = s.user(static_cast<std::size_t>(identity->number)).home;
    answer(writer, home, backup_of(s, home), identity->number, "primary and backup pool", "CMD-82");
    return query(w);
  }
  std::int64_t unprotected = 0;
  for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
    const Index home = s.user(u).home;
    unprotected += home == kNone || backup_of(s, home) == kNone ? 1 : 0;
  }
  answer(writer, -1, -1, unprotected, "users without a backup pool", "CMD-82");
  return query(w);
}

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
    .effect = tell_service,
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
    .effect = tell_pools,
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
    .effect = tell_computers,
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
    .effect = tell_sites,
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
    .effect = tell_topology,
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
    .precondition = refuse_users,
    .effect = tell_users,
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
    .precondition = refuse_pool_info,
    .effect = tell_pool_info,
};

}  // namespace firedrill
