// The documented misspellings, omissions and ranges; see the header for what is done with them.
#include "sim/cmdlets/aliases.hpp"

#include <array>

#include "sim/cmdlets/spelling.hpp"

namespace firedrill {
namespace {

using enum SpellingPlace;
using enum SpellingAction;

constexpr auto kSpellings = std::to_array<DocumentedSpelling>({
    // Commands.
    {kCommand,
     "Grant-CsSetupPermission",
     {},
     "Grant-CsSetupPermissions",
     "Grant-CsSetupPermission",
     "CMD-98",
     ErrorCode::kCmdUnknown,
     kRename,
     "is spelt Grant-CsSetupPermission"},
    {kCommand,
     "Grant-CsSetupPermission",
     {},
     "Set-CsSetupPermission",
     "Grant-CsSetupPermission",
     "CMD-98",
     ErrorCode::kCmdUnknown,
     kRename,
     "is spelt Grant-CsSetupPermission"},
    // Parameters.
    {kParameter,
     "Set-CsSite",
     {},
     "XmppExternalFederationRoute",
     "XmppFederationRoute",
     "TRAP-01",
     ErrorCode::kParamUnknown,
     kRenameToService,
     "is spelt -XmppFederationRoute and takes EdgeServer:<Edge pool>"},
    {kParameter,
     "Invoke-CsManagementServerFailover",
     {},
     "MirrorSqlServerFqdn",
     "BackupMirrorSqlServerFqdn",
     "TRAP-02",
     ErrorCode::kParamUnknown,
     kRename,
     "is spelt -BackupMirrorSqlServerFqdn"},
    {kParameter,
     "Invoke-CsManagementServerFailover",
     {},
     "MirrorSqlInstanceName",
     "BackupMirrorSqlInstanceName",
     "TRAP-02",
     ErrorCode::kParamUnknown,
     kRename,
     "is spelt -BackupMirrorSqlInstanceName"},
    {kParameter,
     "Get-CsBackupServiceStatus",
     {},
     "BackupModule",
     {},
     "TRAP-03",
     ErrorCode::kParamUnknown,
     kDrop,
     "does not exist; the status has only -Category"},
    {kParameter,
     "Import-CsRgsConfiguration",
     {},
     "ReplaceExistingSettings",
     "ReplaceExistingRgsSettings",
     "TRAP-06",
     ErrorCode::kParamUnknown,
     kRename,
     "is spelt -ReplaceExistingRgsSettings"},
    {kParameter,
     "Get-CsComputer",
     {},
     "PoolFqdn",
     "Pool",
     "TRAP-07",
     ErrorCode::kParamUnknown,
     kRename,
     "is spelt -Pool"},
    {kParameter,
     "Convert-CsUserData",
     {},
     "TargetVersionLync2010",
     "TargetVersion",
     "TRAP-09",
     ErrorCode::kParamUnknown,
     kRenameFusedValue,
     "is -TargetVersion Lync2010 with a blank"},
    {kParameter,
     "Export-CsUserData",
     {},
     "ConferenceFilterDirectory",
     "ConfDirectoryFilter",
     "CMD-83",
     ErrorCode::kParamUnknown,
     kRename,
     "is spelt -ConfDirectoryFilter"},
    {kParameter,
     "Install-CsMirrorDatabase",
     {},
     "DropExisitingDatabasesOnMirror",
     "DropExistingDatabasesOnMirror",
     "CMD-52",
     ErrorCode::kParamUnknown,
     kRename,
     "is spelt -DropExistingDatabasesOnMirror"},
    {kParameter,
     "Install-CsDatabase",
     {},
     "DatabasePath",
     "DatabasePaths",
     "TRAP-67",
     ErrorCode::kParamAmbiguous,
     kRename,
     "abbreviates both -DatabasePaths and -DatabasePathMap; -DatabasePaths is meant"},
    {kParameter,
     "Import-CsUserData",
     {},
     "InputFile",
     "FileName",
     "CMD-84",
     ErrorCode::kParamUnknown,
     kRename,
     "is spelt -FileName"},
    {kParameter,
     "Backup-CsPool",
     {},
     "SourcePoolFqdn",
     "PoolFqdn",
     "CMD-25",
     ErrorCode::kParamUnknown,
     kRename,
     "is spelt -PoolFqdn"},
    {kParameter,
     "Set-CsUser",
     {},
     "RegistrarPool",
     {},
     "TRAP-11",
     ErrorCode::kParamUnknown,
     kRefuse,
     "does not exist; Enable-CsUser -RegistrarPool or Move-CsUser -Target assigns a pool"},
    // Names without their dash.
    {kPositional,
     "Set-CsExternalAccessPolicy",
     {},
     "EnableXmppAccess",
     "EnableXmppAccess",
     "TRAP-69",
     ErrorCode::kParamUnknown,
     kRename,
     "lacks the dash of its parameter"},
    {kPositional, "Bootstrapper", {}, "/Setup", "Setup", "CMD-75", ErrorCode::kOk, kAccept, {}},
    // Values.
    {kValue,
     "Invoke-CsBackupServiceSync",
     "BackupModule",
     "PresenceFocus",
     "UserServices.PresenceFocus",
     "TRAP-05",
     ErrorCode::kOk,
     kAccept,
     {}},
    {kValue,
     "Invoke-CsBackupServiceSync",
     "BackupModule",
     "DataConf",
     "ConfServices.DataConf",
     "TRAP-05",
     ErrorCode::kOk,
     kAccept,
     {}},
    {kValue,
     "Invoke-CsBackupServiceSync",
     "BackupModule",
     "CMSMaster",
     "CentralMgmt.CMSMaster",
     "TRAP-05",
     ErrorCode::kOk,
     kAccept,
     {}},
    {kValue,
     "Invoke-CsBackupServiceSync",
     "BackupModule",
     "CentralMgmt",
     {},
     "TRAP-05",
     ErrorCode::kValueRange,
     kRefuse,
     "is a module of Debug-CsInterPoolReplication; here it is CMSMaster"},
    {kValue,
     "Debug-CsInterPoolReplication",
     "BackupModule",
     "CMSMaster",
     {},
     "TRAP-05",
     ErrorCode::kValueRange,
     kRefuse,
     "is a module of Invoke-CsBackupServiceSync; here it is CentralMgmt"},
    {kValue, "Set-CsRegistrarConfiguration", "PoolState", "FailedBack", "FailingBack", "TRAP-33",
     ErrorCode::kOk, kAccept, "means FailingBack"},
    {kValue, "New-CsRegistrarConfiguration", "PoolState", "FailedBack", "FailingBack", "TRAP-33",
     ErrorCode::kOk, kAccept, "means FailingBack"},
});

using Supply = DocumentedOmission::Supply;

// In the order in which they are supplied: the server of a mirror calls for Force in its turn.
constexpr auto kOmissions = std::to_array<DocumentedOmission>({
    {"Invoke-CsManagementServerFailover",
     "BackupMirrorSqlServerFqdn",
     "BackupSqlServerFqdn",
     "TRAP-02",
     Supply::kPrimaryOfMirror,
     {}},
    {"Invoke-CsManagementServerFailover",
     "BackupSqlServerFqdn",
     "Force",
     "TRAP-02",
     Supply::kSwitch,
     {}},
    {"Invoke-CsDatabaseFailover", {}, "DatabaseType", "TRAP-10", Supply::kText, "User"},
    {"Reset-CsPoolRegistrarState", {}, "PoolFqdn", "CMD-06", Supply::kNothing, {}},
});

// 84,400 s is called 24 hours on the same page; DOC_ALIAS believes the words.
constexpr std::int64_t kDayMs = 86'400'000;
constexpr auto kRanges = std::to_array<DocumentedRange>({
    {"Set-CsRegistrar", "FailureDetectionInterval", kDayMs, "TRAP-21"},
    {"Set-CsRegistrar", "FailbackDetectionInterval", kDayMs, "TRAP-21"},
});

}  // namespace

std::span<const DocumentedSpelling> documented_spellings() {
  return kSpellings;
}
std::span<const DocumentedOmission> documented_omissions() {
  return kOmissions;
}
std::span<const DocumentedRange> documented_ranges() {
  return kRanges;
}

const DocumentedSpelling* find_spelling(SpellingPlace place, std::string_view cmdlet,
                                        std::string_view parameter, std::string_view spelling) {
  for (const DocumentedSpelling& entry : kSpellings) {
    if (entry.place != place || !same_name(entry.spelling, spelling)) continue;
    if (place != kCommand && !same_name(entry.cmdlet, cmdlet)) continue;
    if (place == kValue && !same_name(entry.parameter, parameter)) continue;
    return &entry;
  }
  return nullptr;
}

}  // namespace firedrill
