// The rules, cmdlet by cmdlet, from section 4 of the rule book and its list under E_PARAM_SET.
#include "sim/cmdlets/parameter_sets.hpp"

#include <algorithm>
#include <array>

#include "sim/cmdlets/spelling.hpp"

namespace firedrill {
namespace {

using enum ParameterSetRule::Kind;

constexpr auto kRules = std::to_array<ParameterSetRule>({
    {"Backup-CsPool", kAtMostOne, "FullBackup SteadyState"},
    {"Backup-CsPool", kOnlyWith, "FailedOverPoolOnly FullBackup"},
    {"Bootstrapper", kOneOf, "Computer Pool"},
    {"Export-CsConfiguration", kOneOf, "FileName AsBytes"},
    {"Export-CsLisConfiguration", kOneOf, "FileName AsBytes"},
    {"Get-CsComputer", kAtMostOne, "Identity Filter Local Pool"},
    {"Get-CsPool", kAtMostOne, "Identity Filter"},
    {"Get-CsService", kAtMostOne, "Identity Filter"},
    {"Get-CsService", kAtMostOne,
     "ApplicationServer ApplicationDatabase ArchivingServer ArchivingDatabase BackupServer "
     "CentralManagement CentralManagementDatabase ConferencingServer Director EdgeServer FileStore "
     "ManagementServer MediationServer MonitoringServer MonitoringDatabase PersistentChatServer "
     "PersistentChatDatabase PersistentChatComplianceDatabase PstnGateway Registrar "
     "TrustedApplicationPool UserServer UserDatabase WacServer WebServer LegalInterceptServer"},
    {"Get-CsSite", kAtMostOne, "Identity Filter"},
    {"Get-CsUser", kAtMostOne, "Filter LdapFilter"},
    {"Import-CsConfiguration", kOneOf, "FileName ByteInput"},
    {"Import-CsLisConfiguration", kOneOf, "FileName ByteInput"},
    {"Install-CsDatabase", kOneOf,
     "LocalDatabases CentralManagementDatabase ConfiguredDatabases DatabaseType"},
    {"Install-CsDatabase", kCallsFor, "CentralManagementDatabase SqlServerFqdn"},
    {"Install-CsDatabase", kCallsFor, "ConfiguredDatabases SqlServerFqdn"},
    {"Install-CsDatabase", kAtMostOne, "Clean Update"},
    {"Install-CsDatabase", kAtMostOne, "ForInstance ForDefaultInstance"},
    {"Install-CsDatabase", kOnlyWith, "NoReindex Update"},
    {"Install-CsMirrorDatabase", kOneOf, "ConfiguredDatabases DatabaseType"},
    {"Install-CsMirrorDatabase", kAtMostOne, "ForDefaultInstance ForInstance"},
    {"Install-CsMirrorDatabase", kExcludes, "DatabaseType ForDefaultInstance ForInstance"},
    {"Invoke-CsManagementServerFailover", kExcludes,
     "Restore BackupSqlServerFqdn Force BackupSqlInstanceName BackupMirrorSqlServerFqdn "
     "BackupMirrorSqlInstanceName"},
    {"Invoke-CsManagementServerFailover", kCallsFor,
     "BackupMirrorSqlServerFqdn BackupSqlServerFqdn"},
    {"Invoke-CsManagementServerFailover", kCallsFor,
     "BackupMirrorSqlInstanceName BackupMirrorSqlServerFqdn"},
    {"Invoke-CsManagementServerFailover", kCallsFor, "BackupSqlInstanceName BackupSqlServerFqdn"},
    {"Invoke-CsManagementServerFailover", kCallsFor, "Force BackupSqlServerFqdn"},
    {"Invoke-CsStorageServiceFlush", kWhenNeeds, "Binding NetTCP HostNameStorageService"},
    {"Publish-CsTopology", kOneOf, "FileName Document FinalizeUninstall"},
    {"Reset-CsPoolRegistrarState", kOnlyWhen, "MachineFqdn ResetType MachineStateRemoved"},
    {"Set-CsConfigurationStoreLocation", kCallsFor, "MirrorSqlInstanceName MirrorSqlServerFqdn"},
    {"Test-CsDatabase", kOneOf,
     "LocalService CentralManagementDatabase ConfiguredDatabases DatabaseType"},
    {"Test-CsDatabase", kCallsFor, "ConfiguredDatabases SqlServerFqdn"},
    {"Test-CsDatabase", kCallsFor, "DatabaseType SqlServerFqdn"},
    {"Uninstall-CsDatabase", kOneOf, "DatabaseType CentralManagementDatabase"},
});

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    out.push_back(text.substr(0, blank));
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  return out;
}

std::string dashed(std::string_view name) {
  return "-" + std::string(name);
}

const GivenParameter* find_given(std::span<const GivenParameter> given, std::string_view name) {
  for (const GivenParameter& parameter : given) {
    if (parameter.name == name) return &parameter;
  }
  return nullptr;
}

std::string choices(const std::vector<std::string_view>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " or " : ", ";
    out += dashed(names[i]);
  }
  return out;
}

SetFinding excluding(std::string_view a, std::string_view b) {
  return {false, dashed(a) + " and " + dashed(b) + " exclude each other"};
}

void check_rule(const ParameterSetRule& rule, std::span<const GivenParameter> given,
                std::vector<SetFinding>& out) {
  const std::vector<std::string_view> names = words_of(rule.names);
  auto has = [&](std::size_t i) { return find_given(given, names[i]) != nullptr; };
  auto value_is = [&](std::size_t i, std::string_view value) {
    return has(i) && same_name(find_given(given, names[i])->text, value);
  };
  std::vector<std::string_view> present;
  for (std::string_view name : names) {
    if (find_given(given, name) != nullptr) present.push_back(name);
  }
  switch (rule.kind) {
    case kOneOf:
      if (present.empty()) out.push_back({true, "calls for " + choices(names)});
      if (present.size() > 1) out.push_back(excluding(present[0], present[1]));
      return;
    case kAtMostOne:
      if (present.size() > 1) out.push_back(excluding(present[0], present[1]));
      return;
    case kExcludes:
      if (present.size() > 1 && has(0)) out.push_back(excluding(present[0], present[1]));
      return;
    case kOnlyWith:
      if (has(0) && !has(1)) {
        out.push_back({false, dashed(names[0]) + " goes only with " + dashed(names[1])});
      }
      return;
    case kCallsFor:
      if (has(0) && !has(1)) {
        out.push_back({true, dashed(names[0]) + " calls for " + dashed(names[1])});
      }
      return;
    case kOnlyWhen:
      if (has(0) && !value_is(1, names[2])) {
        out.push_back({false, dashed(names[0]) + " goes only with " + dashed(names[1]) + " " +
                                  std::string(names[2])});
      }
      return;
    case kWhenNeeds:
      if (value_is(0, names[1]) && !has(2)) {
        out.push_back({true, dashed(names[0]) + " " + std::string(names[1]) + " calls for " +
                                 dashed(names[2])});
      }
      return;
  }
}

}  // namespace

std::span<const ParameterSetRule> parameter_set_rules() {
  return kRules;
}

std::vector<SetFinding> check_parameter_sets(std::string_view cmdlet,
                                             std::span<const GivenParameter> given) {
  std::vector<SetFinding> out;
  for (const ParameterSetRule& rule : kRules) {
    if (rule.cmdlet == cmdlet) check_rule(rule, given, out);
  }
  return out;
}

}  // namespace firedrill
