// Files of the configuration and where the store is found (CMD-36 to 40, 43, 44): exports and
// imports, the locations of the LIS database, the service connection point.
#include "sim/cmdlets/answers.hpp"
#include "sim/cmdlets/arguments.hpp"
#include "sim/cmdlets/central_management.hpp"
#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"
#include "sim/model/components.hpp"

namespace firedrill {
namespace {

constexpr auto kExportCsConfigurationParameters = parameters_of<kTakesForce | kTakesLocalStore>({
    at(export_cs_configuration::kFileName, "FileName", ValueKind::kText),
    at(export_cs_configuration::kAsBytes, "AsBytes", ValueKind::kSwitch),
});

constexpr auto kImportCsConfigurationParameters = parameters_of<kTakesForce | kTakesLocalStore>({
    at(import_cs_configuration::kFileName, "FileName", ValueKind::kText),
    at(import_cs_configuration::kByteInput, "ByteInput", ValueKind::kText),
});

constexpr auto kExportCsLisConfigurationParameters = parameters_of<kTakesNothing>({
    at(export_cs_lis_configuration::kFileName, "FileName", ValueKind::kText),
    at(export_cs_lis_configuration::kAsBytes, "AsBytes", ValueKind::kSwitch),
});

constexpr auto kImportCsLisConfigurationParameters = parameters_of<kTakesNothing>({
    at(import_cs_lis_configuration::kFileName, "FileName", ValueKind::kText),
    at(import_cs_lis_configuration::kByteInput, "ByteInput", ValueKind::kText),
});

constexpr auto kPublishCsLisConfigurationParameters =
    shared_parameters<kTakesConfirm | kTakesForce>();

constexpr auto kSetCsConfigurationStoreLocationParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesReport>({
        at(set_cs_configuration_store_location::kSqlServerFqdn, "SqlServerFqdn",
           ValueKind::kSqlServer)
            .required(),
        at(set_cs_configuration_store_location::kSqlInstanceName, "SqlInstanceName",
           ValueKind::kText),
        at(set_cs_configuration_store_location::kMirrorSqlServerFqdn, "MirrorSqlServerFqdn",
           ValueKind::kSqlServer),
        at(set_cs_configuration_store_location::kMirrorSqlInstanceName, "MirrorSqlInstanceName",
           ValueKind::kText),
        at(set_cs_configuration_store_location::kSkipLookup, "SkipLookup", ValueKind::kSwitch),
        at(set_cs_configuration_store_location::kGlobalSettingsDomainController,
           "GlobalSettingsDomainController", ValueKind::kText),
    });

constexpr auto kGetCsConfigurationStoreLocationParameters = parameters_of<kTakesNothing>({
    at(get_cs_configuration_store_location::kGlobalSettingsDomainController,
       "GlobalSettingsDomainController", ValueKind::kText),
});

constexpr auto kRemoveCsConfigurationStoreLocationParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesReport>({
        at(remove_cs_configuration_store_location::kGlobalSettingsDomainController,
           "GlobalSettingsDomainController", ValueKind::kText),
    });

constexpr auto kSetCsManagementConnectionParameters = parameters_of<kTakesConfirm>({
    at(set_cs_management_connection::kStoreProvider, "StoreProvider", ValueKind::kText),
    at(set_cs_management_connection::kConnection, "Connection", ValueKind::kText),
    at(set_cs_management_connection::kReadOnly, "ReadOnly", ValueKind::kSwitch),
});

constexpr auto kRemoveCsManagementConnectionParameters = shared_parameters<kTakesConfirm>();

Running export_or_import(const World& w, Writer&, const BoundCommand&, Caller) {
  return {w.time(ParameterId::kExportImport)};
}

/// The store, or the replica of some live computer where the shell runs (MA-47).
Refusal refuse_export(const World& w, const State& s, const BoundCommand&, Caller caller) {
  const bool from_replica = w.is(ParameterId::kReadsWithoutCms, 0);
  if (from_replica || configuration_writable(w, s, caller.site)) return {};
  return {ErrorCode::kCmsUnavailable,
          "MA-47",
          "the configuration cannot be read without the store",
          {&s.cms().active, nullptr, nullptr}};
}

Refusal finish_export(const World&, Writer& writer, const BoundCommand&, Caller caller) {
  export_configuration(writer, caller.site);
  return {};
}

bool local_only(const BoundCommand& command) {
  return has(command, import_cs_configuration::kLocalStore);
}

/// CMD-37: into the store, unless -LocalStore gives the file to this computer alone.
Refusal refuse_import(const World& w, const State& s, const BoundCommand& command, Caller caller) {
  const CmsRecord& c = s.cms();
  if (c.exported_version == 0) {
    return {ErrorCode::kFileNotFound,
            "CMD-37",
            "no configuration has been exported",
            {&c.exported_version, nullptr, nullptr}};
  }
  if (local_only(command) || configuration_writable(w, s, caller.site)) return {};
  return {ErrorCode::kCmsUnavailable,
          "INV-43",
          "no active Central Management store can be reached",
          {&c.active, nullptr, nullptr}};
}

Refusal finish_import(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  const Refusal lost = refuse_import(w, writer.state(), command, caller);
  if (lost.ok() && !local_only(command)) import_configuration(writer);
  return lost;
}

/// A mark for the name of the exported file: enough to tell the same name from another.
std::uint16_t file_mark(const BoundCommand& command) {
  const Argument* file = command.find(export_cs_lis_configuration::kFileName);
  if (file == nullptr) return 1;  // -AsBytes: no file that could exist already
  std::uint32_t mark = 0;
  for (const char c : file->text) {
    mark = mark * 31 + static_cast<unsigned char>(lower(c));
  }
  return static_cast<std::uint16_t>(2 + mark % 65'000);
}

/// CMD-38 never overwrites (INV-117). Of several files only the last one's name is remembered.
Refusal refuse_locations_export(const World& w, const State& s, const BoundCommand& command,
                                Caller caller) {
  const CmsRecord& c = s.cms();
  if (file_mark(command) != 1 && c.locations_file == file_mark(command)) {
    return {ErrorCode::kFileExists,
            "INV-117",
            "the file exists; an export never overwrites one",
            {&c.locations_file, nullptr, nullptr}};
  }
  if (configuration_writable(w, s, caller.site)) return {};
  return {ErrorCode::kCmsUnavailable,
          "CMD-38",
          "the locations stand in the store, which cannot be reached",
          {&c.active, nullptr, nullptr}};
}

Refusal finish_locations_export(const World&, Writer& writer, const BoundCommand& command, Caller) {
  writer.put(writer.state().cms().locations_file, file_mark(command));
  return {};
}

Refusal refuse_locations_import(const World&, const State& s, const BoundCommand&, Caller) {
  if (s.cms().locations_file != 0) return {};
  return {ErrorCode::kFileNotFound,
          "CMD-39",
          "no locations have been exported",
          {&s.cms().locations_file, nullptr, nullptr}};
}

/// INV-116, TRAP-37: what was imported is seen by nobody until it is published.
Refusal finish_locations_import(const World& w, Writer& writer, const BoundCommand&,
                                Caller caller) {
  const CmsRecord& c = writer.state().cms();
  if (!configuration_writable(w, writer.state(), caller.site)) {
    return {ErrorCode::kCmsUnavailable,
            "INV-43",
            "the Central Management store was lost during the import",
            {&c.active, nullptr, nullptr}};
  }
  if (c.locations == LocationData::kMissing) writer.put(c.locations, LocationData::kImported);
  configuration_written(writer);
  return {};
}

Running publish_locations(const World& w, Writer& writer, const BoundCommand&, Caller) {
  const CmsRecord& c = writer.state().cms();
  if (c.locations == LocationData::kImported) writer.put(c.locations, LocationData::kPublished);
  configuration_written(writer);
  return {w.time(ParameterId::kConfigurationWrite)};
}

/// CMD-43: both named servers have to be up, unless -SkipLookup asks nobody.
Refusal refuse_store_location(const World& w, const State& s, const BoundCommand& command, Caller) {
  namespace p = set_cs_configuration_store_location;
  const Index server = entity_of(command, p::kSqlServerFqdn);
  const Index mirror = entity_of(command, p::kMirrorSqlServerFqdn);
  if (place_of_sql(w.topology, server).pool == kNone) {
    return {ErrorCode::kDbInaccessible, "CMD-43", "the server holds no database of a pool", {}};
  }
  if (has(command, p::kSkipLookup)) return {};
  const bool up = sql_machine_up(s, server) && (mirror == kNone || sql_machine_up(s, mirror));
  if (up) return {};
  return {ErrorCode::kDbInaccessible,
          "CMD-43",
          "a named SQL Server is down; -SkipLookup does without asking it",
          {&s.sql(ix(server)).down, nullptr, nullptr}};
}

Running run_store_location(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  const Index server = entity_of(command, set_cs_configuration_store_location::kSqlServerFqdn);
  set_store_location(writer, place_of_sql(w.topology, server).pool);
  return {w.time(ParameterId::kConfigurationWrite)};
}

Running tell_store_location(const World& w, Writer& writer, const BoundCommand&, Caller) {
  answer(writer, writer.state().cms().scp, -1, 0, "pool of the service connection point", "CMD-43");
  return {w.time(ParameterId::kQueryTime)};
}

Running remove_store_location(const World& w, Writer& writer, const BoundCommand&, Caller) {
  set_store_location(writer, kNone);
  return {w.time(ParameterId::kConfigurationWrite)};
}

/// CMD-44: where this shell looks for the store, and no other; nothing of the deployment changes.
Running change_session(const World& w, Writer&, const BoundCommand&, Caller) {
  return {w.time(ParameterId::kConfigurationWrite)};
}

}  // namespace

const CmdletDefinition kExportCsConfiguration{
    .name = "Export-CsConfiguration",
    .rule = "CMD-36",
    .aliases = {},
    .parameters = kExportCsConfigurationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_export,
    .effect = export_or_import,
    .completion = finish_export,
};

const CmdletDefinition kImportCsConfiguration{
    .name = "Import-CsConfiguration",
    .rule = "CMD-37",
    .aliases = {},
    .parameters = kImportCsConfigurationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_import,
    .effect = export_or_import,
    .completion = finish_import,
};

const CmdletDefinition kExportCsLisConfiguration{
    .name = "Export-CsLisConfiguration",
    .rule = "CMD-38",
    .aliases = {},
    .parameters = kExportCsLisConfigurationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_locations_export,
    .effect = export_or_import,
    .completion = finish_locations_export,
};

const CmdletDefinition kImportCsLisConfiguration{
    .name = "Import-CsLisConfiguration",
    .rule = "CMD-39",
    .aliases = {},
    .parameters = kImportCsLisConfigurationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_locations_import,
    .effect = export_or_import,
    .completion = finish_locations_import,
};

const CmdletDefinition kPublishCsLisConfiguration{
    .name = "Publish-CsLisConfiguration",
    .rule = "CMD-40",
    .aliases = {},
    .parameters = kPublishCsLisConfigurationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = publish_locations,
};

const CmdletDefinition kSetCsConfigurationStoreLocation{
    .name = "Set-CsConfigurationStoreLocation",
    .rule = "CMD-43",
    .aliases = {},
    .parameters = kSetCsConfigurationStoreLocationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_store_location,
    .effect = run_store_location,
};

const CmdletDefinition kGetCsConfigurationStoreLocation{
    .name = "Get-CsConfigurationStoreLocation",
    .rule = "CMD-43",
    .aliases = {},
    .parameters = kGetCsConfigurationStoreLocationParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = tell_store_location,
};

const CmdletDefinition kRemoveCsConfigurationStoreLocation{
    .name = "Remove-CsConfigurationStoreLocation",
    .rule = "CMD-43",
    .aliases = {},
    .parameters = kRemoveCsConfigurationStoreLocationParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = remove_store_location,
};

const CmdletDefinition kGetCsManagementConnection{
    .name = "Get-CsManagementConnection",
    .rule = "CMD-44",
    .aliases = {},
    .parameters = {},
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = answer_query,
};

const CmdletDefinition kSetCsManagementConnection{
    .name = "Set-CsManagementConnection",
    .rule = "CMD-44",
    .aliases = {},
    .parameters = kSetCsManagementConnectionParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = change_session,
};

const CmdletDefinition kRemoveCsManagementConnection{
    .name = "Remove-CsManagementConnection",
    .rule = "CMD-44",
    .aliases = {},
    .parameters = kRemoveCsManagementConnectionParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = change_session,
};

}  // namespace firedrill
