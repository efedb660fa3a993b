// Back End databases (CMD-50 to 53, 60, 61): switching a mirrored database to its other copy,
// setting up and removing mirrors, creating databases.
#include "sim/cmdlets/databases.hpp"

#include "sim/cmdlets/answers.hpp"
#include "sim/cmdlets/arguments.hpp"
#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"
#include "sim/model/components.hpp"
#include "sim/model/planted_bugs.hpp"
#include "sim/topology/names.hpp"

namespace firedrill {
namespace {

// The procedure text adds BIStaging, which no page knows (TRAP-10).
constexpr std::array<std::string_view, 14> kMirroredTypes{"User",
                                                          "Application",
                                                          "CentralMgmt",
                                                          "Archiving",
                                                          "CentralAdmin",
                                                          "Cls",
                                                          "Edge",
                                                          "Lyss",
                                                          "Monitoring",
                                                          "PersistentChat",
                                                          "PersistentChatCompliance",
                                                          "Provision",
                                                          "Registrar",
                                                          "BIStaging"};

constexpr auto kInvokeCsDatabaseFailoverParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesLocalStore | kTakesReport | kTakesVerbose>({
        at(invoke_cs_database_failover::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
        at(invoke_cs_database_failover::kDatabaseType, "DatabaseType", ValueKind::kEnumeration)
            .one_of(kDatabaseTypes)
            .required(),
        at(invoke_cs_database_failover::kNewPrincipal, "NewPrincipal", ValueKind::kEnumeration)
            .one_of(kPrincipals)
            .required(),
        at(invoke_cs_database_failover::kExcludeDatabaseList, "ExcludeDatabaseList",
           ValueKind::kText),
    });

constexpr auto kGetCsDatabaseMirrorStateParameters =
    parameters_of<kTakesLocalStore | kTakesReport>({
        at(get_cs_database_mirror_state::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
        at(get_cs_database_mirror_state::kDatabaseType, "DatabaseType", ValueKind::kEnumeration)
            .one_of(kDatabaseTypes),
    });

constexpr auto kInstallCsMirrorDatabaseParameters = parameters_of<kTakesConfirm | kTakesReport |
                                                                  kTakesVerbose>({
    at(install_cs_mirror_database::kConfiguredDatabases, "ConfiguredDatabases", ValueKind::kSwitch),
    at(install_cs_mirror_database::kSqlServerFqdn, "SqlServerFqdn", ValueKind::kSqlServer)
        .required(),
    at(install_cs_mirror_database::kForDefaultInstance, "ForDefaultInstance", ValueKind::kSwitch),
    at(install_cs_mirror_database::kForInstance, "ForInstance", ValueKind::kText),
    at(install_cs_mirror_database::kDatabaseType, "DatabaseType", ValueKind::kEnumeration)
        .one_of(kMirroredTypes),
    at(install_cs_mirror_database::kSqlInstanceName, "SqlInstanceName", ValueKind::kText),
    at(install_cs_mirror_database::kFileShare, "FileShare", ValueKind::kText).required(),
    at(install_cs_mirror_database::kDatabasePathMap, "DatabasePathMap", ValueKind::kText),
    at(install_cs_mirror_database::kDropExistingDatabasesOnMirror, "DropExistingDatabasesOnMirror",
       ValueKind::kSwitch),
    at(install_cs_mirror_database::kExcludeDatabaseList, "ExcludeDatabaseList", ValueKind::kText),
});

constexpr auto kUninstallCsMirrorDatabaseParameters =
    parameters_of<kTakesConfirm | kTakesReport | kTakesVerbose>({
        at(uninstall_cs_mirror_database::kDatabaseType, "DatabaseType", ValueKind::kEnumeration)
            .one_of(kMirroredTypes)
            .required(),
        at(uninstall_cs_mirror_database::kSqlServerFqdn, "SqlServerFqdn", ValueKind::kSqlServer)
            .required(),
        at(uninstall_cs_mirror_database::kSqlInstanceName, "SqlInstanceName", ValueKind::kText),
        at(uninstall_cs_mirror_database::kDropExistingDatabasesOnMirror,
           "DropExistingDatabasesOnMirror", ValueKind::kSwitch),
    });

constexpr auto kInstallCsDatabaseParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesReport>({
        at(install_cs_database::kLocalDatabases, "LocalDatabases", ValueKind::kSwitch),
        at(install_cs_database::kCentralManagementDatabase, "CentralManagementDatabase",
           ValueKind::kSwitch),
        at(install_cs_database::kConfiguredDatabases, "ConfiguredDatabases", ValueKind::kSwitch),
        at(install_cs_database::kDatabaseType, "DatabaseType", ValueKind::kEnumeration)
            .one_of(kMirroredTypes),
        at(install_cs_database::kSqlServerFqdn, "SqlServerFqdn", ValueKind::kSqlServer),
        at(install_cs_database::kSqlInstanceName, "SqlInstanceName", ValueKind::kText),
        at(install_cs_database::kBackup, "Backup", ValueKind::kSwitch),
        at(install_cs_database::kCollocated, "Collocated", ValueKind::kSwitch),
        at(install_cs_database::kExcludeCollocatedStores, "ExcludeCollocatedStores",
           ValueKind::kSwitch),
        at(install_cs_database::kForInstance, "ForInstance", ValueKind::kText),
        at(install_cs_database::kForDefaultInstance, "ForDefaultInstance", ValueKind::kSwitch),
        at(install_cs_database::kClean, "Clean", ValueKind::kSwitch),
        at(install_cs_database::kUpdate, "Update", ValueKind::kSwitch),
        at(install_cs_database::kUseDefaultSqlPaths, "UseDefaultSqlPaths", ValueKind::kSwitch),
        at(install_cs_database::kDatabasePaths, "DatabasePaths", ValueKind::kText),
        at(install_cs_database::kDatabasePathMap, "DatabasePathMap", ValueKind::kText),
        at(install_cs_database::kNoReindex, "NoReindex", ValueKind::kSwitch),
        at(install_cs_database::kSkipPrepareCheck, "SkipPrepareCheck", ValueKind::kSwitch),
        at(install_cs_database::kGlobalCatalog, "GlobalCatalog", ValueKind::kText),
        at(install_cs_database::kGlobalSettingsDomainController, "GlobalSettingsDomainController",
           ValueKind::kText),
    });

constexpr auto kUninstallCsDatabaseParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesReport>({
        at(uninstall_cs_database::kDatabaseType, "DatabaseType", ValueKind::kEnumeration)
            .one_of(kMirroredTypes),
        at(uninstall_cs_database::kCentralManagementDatabase, "CentralManagementDatabase",
           ValueKind::kSwitch),
        at(uninstall_cs_database::kSqlServerFqdn, "SqlServerFqdn", ValueKind::kSqlServer),
        at(uninstall_cs_database::kSqlInstanceName, "SqlInstanceName", ValueKind::kText),
        at(uninstall_cs_database::kDetach, "Detach", ValueKind::kSwitch),
    });

constexpr auto kTestCsDatabaseParameters = parameters_of<kTakesConfirm | kTakesReport>({
    at(test_cs_database::kLocalService, "LocalService", ValueKind::kSwitch),
    at(test_cs_database::kCentralManagementDatabase, "CentralManagementDatabase",
       ValueKind::kSwitch),
    at(test_cs_database::kConfiguredDatabases, "ConfiguredDatabases", ValueKind::kSwitch),
    at(test_cs_database::kDatabaseType, "DatabaseType", ValueKind::kEnumeration)
        .one_of(kMirroredTypes),
    at(test_cs_database::kSqlServerFqdn, "SqlServerFqdn", ValueKind::kSqlServer),
    at(test_cs_database::kSqlInstanceName, "SqlInstanceName", ValueKind::kText),
});

/// The type as the model knows it; the others (Archiving, Monitoring, Persistent Chat, the types
/// local to a Front End) are outside the modelled scope.
bool modelled_type(const BoundCommand& command, std::uint8_t parameter, DatabaseType& type) {
  const Argument* argument = command.find(parameter);
  if (argument == nullptr || argument->number >= kDatabaseTypeCount) return false;
  type = static_cast<DatabaseType>(argument->number);
  return true;
}

Refusal type_not_modelled(std::string_view rule) {
  return {ErrorCode::kNotModelled, rule, "databases of this type are not modelled", {}};
}

const BackEndRecord* record_of(const World& w, const State& s, Index pool) {
  const Index back_end = pool == kNone ? kNone : w.pool(pool).back_end;
  return back_end == kNone ? nullptr : &s.back_end(ix(back_end));
}

unsigned bit(DatabaseType type) {
  return 1U << static_cast<unsigned>(type);
}

/// MA-48: dbForceRequired follows the personality unless the scenario says otherwise.
bool force_required(const World& w) {
  if (w.is(ParameterId::kDbForceRequired, 0)) return w.personality == Personality::kStrict;
  return w.is(ParameterId::kDbForceRequired, 1);
}

bool copy_accessible(const World& w, const State& s, Index sql, Caller caller) {
  return sql_serves(s, sql) && connected(w, s, caller.site, w.topology.sql_instances[ix(sql)].site);
}

/// CMD-50: both copies configured, the target accessible, -Force for a principal that is not.
Refusal refuse_database_failover(const World& w, const State& s, const BoundCommand& command,
                                 Caller caller) {
  namespace p = invoke_cs_database_failover;
  DatabaseType type{};
  if (!modelled_type(command, p::kDatabaseType, type)) return type_not_modelled("CMD-50");
  const Index pool = pool_of(command, p::kPoolFqdn);
  const BackEndRecord* r = record_of(w, s, pool);
  const bool mirrored = r != nullptr && (r->mirrored & bit(type)) != 0 && r->topology_mirror != 0;
  if (!mirrored && !(FIREDRILL_BUG(kMirrorNotLookedFor) && r != nullptr)) {
    return {ErrorCode::kMirrorNotConfigured,
            "INV-61",
            "the database has no mirror; both copies have to be configured",
            {r == nullptr ? nullptr : &r->mirrored, nullptr, nullptr}};
  }
  const bool to_mirror = has(command, p::kNewPrincipal);
  if (principal_is_mirror(*r, type) == to_mirror) return {};  // MA-42
  if (r->forced_pending != 0xff) {
    return {ErrorCode::kDbInaccessible,
            "CMD-50",
            "another database of this Back End is being switched",
            {&r->forced_pending, nullptr, nullptr}};
  }
  const BackEnd& back_end = w.topology.back_ends[ix(w.pool(pool).back_end)];
  const Index target = to_mirror ? back_end.mirror : back_end.primary;
  const Index principal = to_mirror ? back_end.primary : back_end.mirror;
  if (!copy_accessible(w, s, target, caller)) {
    return {ErrorCode::kDbInaccessible,
            "CMD-50",
            "the copy that is to become the principal cannot be reached",
            {&s.sql(ix(target)).down, nullptr, nullptr}};
  }
  if (!copy_accessible(w, s, principal, caller) && !command.force && force_required(w)) {
    return {ErrorCode::kDbInaccessible,
            "MA-48",
            "the present principal cannot be reached; that needs -Force",
            {&s.sql(ix(principal)).down, nullptr, nullptr}};
  }
  return {};
}

Running run_database_failover(const World& w, Writer& writer, const BoundCommand& command,
                              Caller caller) {
  namespace p = invoke_cs_database_failover;
  DatabaseType type{};
  modelled_type(command, p::kDatabaseType, type);
  const Index pool = pool_of(command, p::kPoolFqdn);
  const bool to_mirror = has(command, p::kNewPrincipal);
  if (principal_is_mirror(*record_of(w, writer.state(), pool), type) == to_mirror) {
    return {w.time(ParameterId::kQueryTime)};  // MA-42: success, and nothing to do
  }
  const BackEnd& back_end = w.topology.back_ends[ix(w.pool(pool).back_end)];
  const Index principal = to_mirror ? back_end.primary : back_end.mirror;
  if (!command.force && !copy_accessible(w, writer.state(), principal, caller)) {
    writer.tell({FactKind::kStepWarning, caller.actor, pool, 0,
                 "the present principal cannot be reached and -Force is missing", "TRAP-10"});
  }
  start_mirror_switch(writer, pool, type, to_mirror, caller.actor);
  return {Running::kUntilDone};
}

/// CMD-51: 0 and 1 tell where the principal is; 2 is DatabaseInaccessibleOrMirroringNotEnabled,
/// which a missing mirror and a dead server share.
void tell_mirror_state(const World& w, Writer& writer, Index pool, DatabaseType type) {
  const State& s = writer.state();
  const BackEndRecord* r = record_of(w, s, pool);
  const bool mirrored = r != nullptr && (r->mirrored & bit(type)) != 0;
  const bool serves = mirrored && [&] {
    const BackEnd& back_end = w.topology.back_ends[ix(w.pool(pool).back_end)];
    return sql_serves(s, principal_is_mirror(*r, type) ? back_end.mirror : back_end.primary);
  }();
  if (!serves) {
    answer(writer, pool, static_cast<int>(type), 2, "DatabaseInaccessibleOrMirroringNotEnabled",
           "CMD-51");
    return;
  }
  const bool on_mirror = principal_is_mirror(*r, type);
  answer(writer, pool, static_cast<int>(type), on_mirror ? 1 : 0,
         on_mirror ? "the mirror is the principal" : "the primary is the principal", "CMD-51");
}

Running tell_mirror_states(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  namespace p = get_cs_database_mirror_state;
  const Index pool = pool_of(command, p::kPoolFqdn);
  const Argument* only = command.find(p::kDatabaseType);
  for (int d = 0; d < kDatabaseTypeCount; ++d) {
    if (only != nullptr && only->number != d) continue;
    tell_mirror_state(w, writer, pool, static_cast<DatabaseType>(d));
  }
  return {w.time(ParameterId::kQueryTime)};
}

/// FLT-29: an endpoint of another instance on the same server already has the port (TOP-49).
bool port_taken(const World& w, Index sql) {
  const SqlInstance& mine = w.topology.sql_instances[ix(sql)];
  for (std::size_t i = 0; i < w.topology.sql_instances.size(); ++i) {
    const SqlInstance& other = w.topology.sql_instances[i];
    if (i == ix(sql) || mine.mirroring_port == 0) continue;
    if (same_name(other.server_fqdn, mine.server_fqdn) &&
        other.mirroring_port == mine.mirroring_port) {
      return true;
    }
  }
  return false;
}

/// TOP-46, TOP-49: one domain, and a port of its own for each instance.
Refusal refuse_servers(const World& w, const BackEnd& back_end) {
  const auto domain = [&](Index sql) -> std::string_view {
    return sql == kNone ? std::string_view() : w.topology.sql_instances[ix(sql)].ad_domain;
  };
  for (const Index other : {back_end.mirror, back_end.witness}) {
    if (other == kNone || domain(other).empty() || domain(back_end.primary).empty()) continue;
    if (same_name(domain(other), domain(back_end.primary))) continue;
    return {ErrorCode::kTopologyInvalid,
            "TOP-46",
            "primary, mirror and witness are not in one domain",
            {}};
  }
  if (port_taken(w, back_end.primary) || port_taken(w, back_end.mirror)) {
    return {ErrorCode::kTopologyInvalid,
            "FLT-29",
            "the mirroring port is already used by another instance on that server",
            {}};
  }
  return {};
}

Index pool_of_server(const World& w, const BoundCommand& command, std::uint8_t parameter) {
  return place_of_sql(w.topology, entity_of(command, parameter)).pool;
}

bool same_host(std::string_view name, std::string_view fqdn) {
  return same_name(name, fqdn) || same_name(name, fqdn.substr(0, fqdn.find('.')));
}

/// CMD-52: a mirror that the topology defines, on servers that run.
Refusal refuse_mirror_installation(const World& w, const State& s, const BoundCommand& command,
                                   Caller) {
  namespace p = install_cs_mirror_database;
  const Index pool = pool_of_server(w, command, p::kSqlServerFqdn);
  const BackEndRecord* r = record_of(w, s, pool);
  if (r == nullptr || r->topology_mirror == 0) {
    return {ErrorCode::kMirrorNotConfigured,
            "CMD-52",
            "the topology defines no mirror for this server",
            {r == nullptr ? nullptr : &r->topology_mirror, nullptr, nullptr}};
  }
  DatabaseType type{};
  if (given(command, p::kDatabaseType) && !modelled_type(command, p::kDatabaseType, type)) {
    return type_not_modelled("CMD-52");
  }
  const BackEnd& back_end = w.topology.back_ends[ix(w.pool(pool).back_end)];
  if (const Refusal wrong = refuse_servers(w, back_end); !wrong.ok()) return wrong;
  if (!sql_serves(s, back_end.primary) || !sql_serves(s, back_end.mirror)) {
    return {ErrorCode::kDbInaccessible,
            "CMD-52",
            "primary and mirror have to run",
            {&s.sql(ix(back_end.primary)).down, &s.sql(ix(back_end.mirror)).down, nullptr}};
  }
  return refuse_mirror_share(w, s, pool, command.find(p::kFileShare)->text);
}

Running begin_installation(const World& w, Writer&, const BoundCommand&, Caller) {
  return {w.time(ParameterId::kInstallMirror)};
}

Refusal finish_mirror_installation(const World& w, Writer& writer, const BoundCommand& command,
                                   Caller caller) {
  namespace p = install_cs_mirror_database;
  const Refusal lost = refuse_mirror_installation(w, writer.state(), command, caller);
  if (!lost.ok()) return lost;
  DatabaseType type{};
  const bool one = modelled_type(command, p::kDatabaseType, type);
  establish_mirror(writer, pool_of_server(w, command, p::kSqlServerFqdn),
                   one ? static_cast<std::uint8_t>(bit(type)) : kEveryDatabase);
  return {};
}

/// CMD-53: the mirror has to stand in the topology still (FLT-94). The page asks for the primary
/// and its example names the mirror; either is taken (TRAP-17).
Refusal refuse_mirror_removal(const World& w, const State& s, const BoundCommand& command, Caller) {
  namespace p = uninstall_cs_mirror_database;
  DatabaseType type{};
  if (!modelled_type(command, p::kDatabaseType, type)) return type_not_modelled("CMD-53");
  const Index pool = pool_of_server(w, command, p::kSqlServerFqdn);
  const BackEndRecord* r = record_of(w, s, pool);
  if (r == nullptr || r->topology_mirror == 0) {
    return {ErrorCode::kMirrorNotConfigured,
            "FLT-94",
            "the topology has no mirror any more; remove it in SQL Server before Topology Builder",
            {r == nullptr ? nullptr : &r->topology_mirror, nullptr, nullptr}};
  }
  if ((r->mirrored & bit(type)) != 0) return {};
  return {ErrorCode::kMirrorNotConfigured,
          "CMD-53",
          "the database has no mirror",
          {&r->mirrored, nullptr, nullptr}};
}

Running run_mirror_removal(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  namespace p = uninstall_cs_mirror_database;
  DatabaseType type{};
  modelled_type(command, p::kDatabaseType, type);
  remove_mirror(writer, pool_of_server(w, command, p::kSqlServerFqdn), type);
  return {w.time(ParameterId::kMirrorManual)};
}

Refusal refuse_database_installation(const World& w, const State& s, const BoundCommand& command,
                                     Caller) {
  namespace p = install_cs_database;
  if (!given(command, p::kSqlServerFqdn)) return {};  // databases of the computer itself
  const Index sql = entity_of(command, p::kSqlServerFqdn);
  const Index pool = place_of_sql(w.topology, sql).pool;
  if (!sql_serves(s, sql)) {
    return {ErrorCode::kDbInaccessible,
            "CMD-60",
            "the SQL Server cannot be reached",
            {&s.sql(ix(sql)).down, &s.sql(ix(sql)).log_full, nullptr}};
  }
  const BackEndRecord* r = record_of(w, s, pool);
  if (has(command, p::kUpdate) && r != nullptr && r->mirrored != 0) {
    return {ErrorCode::kDbInaccessible,
            "FLT-32",
            "databases that are mirrored cannot be updated; remove the mirror first",
            {&r->mirrored, nullptr, nullptr}};
  }
  if (!has(command, p::kClean)) return {};
  const bool store = has(command, p::kCentralManagementDatabase);
  if (store && pool != s.cms().active) return {};
  if (!command.force) {
    return {ErrorCode::kDbInaccessible,
            "CMD-60",
            "a database of this type is in use; -Clean would destroy it",
            {&s.cms().active, nullptr, nullptr}};
  }
  return {ErrorCode::kNotModelled,
          "CMD-60",
          "destroying a database in use is not modelled",
          {&s.cms().active, nullptr, nullptr}};
}

Refusal finish_database_installation(const World& w, Writer& writer, const BoundCommand& command,
                                     Caller caller) {
  namespace p = install_cs_database;
  const Refusal lost = refuse_database_installation(w, writer.state(), command, caller);
  if (!lost.ok() || !has(command, p::kCentralManagementDatabase)) return lost;
  const Index pool = pool_of_server(w, command, p::kSqlServerFqdn);
  if (pool != kNone) install_cms_database(writer, pool);
  return {};
}

Refusal refuse_database_removal(const World& w, const State& s, const BoundCommand& command,
                                Caller) {
  namespace p = uninstall_cs_database;
  if (!has(command, p::kCentralManagementDatabase)) {
    return {ErrorCode::kNotModelled, "CMD-60", "removing a pool's databases is not modelled", {}};
  }
  const Index pool = pool_of_server(w, command, p::kSqlServerFqdn);
  if (pool != kNone && pool != s.cms().active) return {};
  return {ErrorCode::kDbInaccessible,
          "CMD-60",
          "the server named does not hold a store that is out of use",
          {&s.cms().active, nullptr, nullptr}};
}

Refusal finish_database_removal(const World& w, Writer& writer, const BoundCommand& command,
                                Caller caller) {
  namespace p = uninstall_cs_database;
  const Refusal lost = refuse_database_removal(w, writer.state(), command, caller);
  if (lost.ok()) {
    remove_cms_database(writer, pool_of_server(w, command, p::kSqlServerFqdn));
  }
  return lost;
}

/// CMD-61: whether each database of the server, or of the store, can be reached.
Running test_databases(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  namespace p = test_cs_database;
  const Running running{w.time(ParameterId::kQueryTime)};
  const bool store = has(command, p::kCentralManagementDatabase);
  const Index pool =
      store ? writer.state().cms().active : pool_of_server(w, command, p::kSqlServerFqdn);
  if (pool == kNone) return running;
  const Argument* only = command.find(p::kDatabaseType);
  for (int d = 0; d < kDatabaseTypeCount; ++d) {
    const auto type = static_cast<DatabaseType>(d);
    if (store && type != DatabaseType::kCentralMgmt) continue;
    if (only != nullptr && only->number != d) continue;
    answer(writer, pool, d, database_available(w, writer.state(), pool, type) ? 1 : 0,
           "database can be reached", "CMD-61");
  }
  return running;
}

}  // namespace

Refusal refuse_mirror_share(const World& w, const State& s, Index pool, std::string_view share) {
  const std::string host = share_host(share);
  const Index site = w.pool(pool).site;
  const void* evidence = nullptr;
  for (std::size_t i = 0; i < w.topology.file_stores.size(); ++i) {
    const FileStore& store = w.topology.file_stores[i];
    if (!same_host(host, store.host)) continue;
    const auto& record = s.record<FileStoreRecord>(i);
    if (record.down != 0 || !connected(w, s, site, store.site)) evidence = &record.down;
  }
  for (std::size_t i = 0; i < w.topology.sql_instances.size(); ++i) {
    const SqlInstance& sql = w.topology.sql_instances[i];
    if (!same_host(host, sql.server_fqdn)) continue;
    if (s.sql(i).down != 0 || !connected(w, s, site, sql.site)) evidence = &s.sql(i).down;
  }
  if (evidence == nullptr) return {};
  return {ErrorCode::kTopologyInvalid,
          "TOP-50",
          "the SQL servers cannot reach the share through which the mirror is set up",
          {evidence, nullptr, nullptr}};
}

const CmdletDefinition kInvokeCsDatabaseFailover{
    .name = "Invoke-CsDatabaseFailover",
    .rule = "CMD-50",
    .aliases = {},
    .parameters = kInvokeCsDatabaseFailoverParameters,
    .groups = kServerRoles,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_database_failover,
    .effect = run_database_failover,
};

const CmdletDefinition kGetCsDatabaseMirrorState{
    .name = "Get-CsDatabaseMirrorState",
    .rule = "CMD-51",
    .aliases = {},
    .parameters = kGetCsDatabaseMirrorStateParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = tell_mirror_states,
};

const CmdletDefinition kInstallCsMirrorDatabase{
    .name = "Install-CsMirrorDatabase",
    .rule = "CMD-52",
    .aliases = {},
    .parameters = kInstallCsMirrorDatabaseParameters,
    .groups = kServerRoles,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_mirror_installation,
    .effect = begin_installation,
    .completion = finish_mirror_installation,
};

const CmdletDefinition kUninstallCsMirrorDatabase{
    .name = "Uninstall-CsMirrorDatabase",
    .rule = "CMD-53",
    .aliases = {},
    .parameters = kUninstallCsMirrorDatabaseParameters,
    .groups = kServerRoles,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_mirror_removal,
    .effect = run_mirror_removal,
};

const CmdletDefinition kInstallCsDatabase{
    .name = "Install-CsDatabase",
    .rule = "CMD-60",
    .aliases = {},
    .parameters = kInstallCsDatabaseParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_database_installation,
    .effect = begin_installation,
    .completion = finish_database_installation,
};

const CmdletDefinition kUninstallCsDatabase{
    .name = "Uninstall-CsDatabase",
    .rule = "CMD-60",
    .aliases = {},
    .parameters = kUninstallCsDatabaseParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_database_removal,
    .effect = begin_installation,
    .completion = finish_database_removal,
};

const CmdletDefinition kTestCsDatabase{
    .name = "Test-CsDatabase",
    .rule = "CMD-61",
    .aliases = {},
    .parameters = kTestCsDatabaseParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = test_databases,
};

}  // namespace firedrill
