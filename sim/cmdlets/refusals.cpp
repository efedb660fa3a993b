// One row a (rule, code), in the order of the rule's id as text.
#include "sim/cmdlets/refusals.hpp"

#include <algorithm>
#include <iterator>

namespace firedrill {
namespace {

using enum ErrorCode;
using enum DecidedBy;

constexpr KnownRefusal kTable[] = {
    {kPartnerUnavailable, "CMD-01", "Invoke-CsPoolFailOver", kState},
    {kPoolUnreachable, "CMD-01", "Invoke-CsPoolFailOver", kState},
    {kPartnerUnavailable, "CMD-02", "Invoke-CsPoolFailBack", kState},
    {kPoolDown, "CMD-02", "Invoke-CsPoolFailBack", kState},
    {kParamMissing, "CMD-04", "Set-CsRegistrar", kArguments},
    {kParamSet, "CMD-04", "Set-CsRegistrar", kState},
    {kValueRange, "CMD-05",
     "Set-CsRegistrarConfiguration New-CsRegistrarConfiguration Remove-CsRegistrarConfiguration",
     kArguments},
    {kAlreadyFailedOver, "CMD-05",
     "Set-CsRegistrarConfiguration New-CsRegistrarConfiguration Remove-CsRegistrarConfiguration",
     kState},
    {kParamMissing, "CMD-06", "Reset-CsPoolRegistrarState", kArguments},
    {kValueRange, "CMD-06", "Reset-CsPoolRegistrarState", kState},
    {kPoolUnreachable, "CMD-06", "Reset-CsPoolRegistrarState", kState},
    {kPoolUnreachable, "CMD-09", "Invoke-CsStorageServiceFlush", kState},
    {kNoBackupPool, "CMD-10", "Debug-CsInterPoolReplication", kState},
    {kNotModelled, "CMD-21", "Set-CsBackupServiceConfiguration", kArguments},
    {kNoBackupPool, "CMD-23", "Get-CsBackupServiceStatus", kState},
    {kNoBackupPool, "CMD-24", "Invoke-CsBackupServiceSync", kState},
    {kPartnerUnavailable, "CMD-24", "Invoke-CsBackupServiceSync", kState},
    {kPoolDown, "CMD-24", "Invoke-CsBackupServiceSync", kState},
    {kSvcNotInstalled, "CMD-24", "Invoke-CsBackupServiceSync", kState},
    {kNoBackupPool, "CMD-25", "Backup-CsPool", kState},
    {kNotFailedOver, "CMD-25", "Backup-CsPool", kState},
    {kPartnerUnavailable, "CMD-25", "Backup-CsPool", kState},
    {kPoolDown, "CMD-25", "Backup-CsPool", kState},
    {kSyncTimeout, "CMD-25", "Backup-CsPool", kState},
    {kSvcNotInstalled, "CMD-25", "Backup-CsPool", kState},
    {kNoBackupPool, "CMD-26", "Sync-CsUserData", kState},
    {kPartnerUnavailable, "CMD-26", "Sync-CsUserData", kState},
    {kPoolDown, "CMD-26", "Sync-CsUserData", kState},
    {kSvcNotInstalled, "CMD-26", "Sync-CsUserData", kState},
    {kCmsUnavailable, "CMD-30", "Invoke-CsManagementServerFailover", kState},
    {kPartnerUnavailable, "CMD-30", "Invoke-CsManagementServerFailover", kState},
    {kDbInaccessible, "CMD-30", "Invoke-CsManagementServerFailover", kState},
    {kNotLocal, "CMD-31", "Move-CsManagementServer", kArguments},
    {kDbInaccessible, "CMD-31", "Move-CsManagementServer", kState},
    {kFileNotFound, "CMD-31", "Move-CsManagementServer", kState},
    {kCmsUnavailable, "CMD-33", "Invoke-CsManagementStoreReplication", kState},
    {kFileNotFound, "CMD-37", "Import-CsConfiguration", kState},
    {kCmsUnavailable, "CMD-38", "Export-CsLisConfiguration", kState},
    {kFileNotFound, "CMD-39", "Import-CsLisConfiguration", kState},
    {kNotModelled, "CMD-42", "TB.Publish", kArguments},
    {kDbInaccessible, "CMD-43", "Set-CsConfigurationStoreLocation", kState},
    {kDbInaccessible, "CMD-50", "Invoke-CsDatabaseFailover", kState},
    {kNotModelled, "CMD-50", "Invoke-CsDatabaseFailover", kArguments},
    {kMirrorNotConfigured, "CMD-52", "Install-CsMirrorDatabase", kState},
    {kDbInaccessible, "CMD-52", "Install-CsMirrorDatabase", kState},
    {kNotModelled, "CMD-52", "Install-CsMirrorDatabase", kArguments},
    {kMirrorNotConfigured, "CMD-53", "Uninstall-CsMirrorDatabase", kState},
    {kNotModelled, "CMD-53", "Uninstall-CsMirrorDatabase", kArguments},
    {kDbInaccessible, "CMD-60", "Install-CsDatabase Uninstall-CsDatabase", kState},
    {kNotModelled, "CMD-60", "Install-CsDatabase Uninstall-CsDatabase", kArguments},
    {kParamMissing, "CMD-70", "Set-CsEdgeServer", kArguments},
    {kParamMissing, "CMD-71", "Set-CsSite", kArguments},
    {kParamMissing, "CMD-72", "Start-CsWindowsService", kArguments},
    {kPoolUnreachable, "CMD-72", "Start-CsWindowsService", kState},
    {kSvcNotInstalled, "CMD-72", "Start-CsWindowsService", kState},
    {kParamMissing, "CMD-73", "Stop-CsWindowsService", kArguments},
    {kPoolUnreachable, "CMD-73", "Stop-CsWindowsService", kState},
    {kPoolUnreachable, "CMD-75", "Bootstrapper DeploymentWizard", kState},
    {kSvcNotInstalled, "CMD-75", "Start-CsWindowsService", kState},
    {kDbInaccessible, "CMD-76", "TB.Publish TB.InstallDatabase", kState},
    {kPoolUnreachable, "CMD-80", "Move-CsUser", kState},
    {kTargetUnavailable, "CMD-80", "Move-CsUser", kState},
    {kUserNoPool, "CMD-80", "Move-CsUser", kState},
    {kNotModelled, "CMD-80", "Move-CsUser", kArguments},
    {kNotModelled, "CMD-81", "Get-CsUser", kArguments},
    {kUserNoPool, "CMD-82", "Get-CsUserPoolInfo", kState},
    {kTopologyInvalid, "FLT-03", "TB.RemoveFrontEnd TB.AddFrontEnd", kState},
    {kQuorum, "FLT-08", "Reset-CsPoolRegistrarState", kState},
    {kQuorum, "FLT-09", "Move-CsUser", kState},
    {kNoBackupPool, "FLT-11", "Invoke-CsPoolFailOver", kState},
    {kPoolUnreachable, "FLT-13", "Restart-FrontEnds", kState},
    {kTopologyInvalid, "FLT-29", "Install-CsMirrorDatabase", kArguments},
    {kDbInaccessible, "FLT-32", "Install-CsDatabase", kState},
    {kCmsUnavailable, "FLT-50", "Move-CsUser", kState},
    {kCmsUnavailable, "FLT-51", "Invoke-CsPoolFailOver Invoke-CsPoolFailBack", kState},
    {kCmsUnavailable, "FLT-54", "Invoke-CsManagementServerFailover Move-CsManagementServer",
     kState},
    {kDbInaccessible, "FLT-54", "Invoke-CsManagementServerFailover Move-CsManagementServer",
     kState},
    {kDbInaccessible, "FLT-56", "Invoke-CsManagementServerFailover", kState},
    {kHydration, "FLT-90", "Invoke-CsPoolFailBack", kState},
    {kPoolDown, "FLT-93", "Reset-CsPoolRegistrarState", kState},
    {kMirrorNotConfigured, "FLT-94", "Uninstall-CsMirrorDatabase", kState},
    {kPartnerFailedOver, "INV-01", "Invoke-CsPoolFailOver", kState},
    {kCmsUnavailable, "INV-04", "Invoke-CsPoolFailOver", kState},
    {kCmsOnFailedPool, "INV-04", "Invoke-CsPoolFailOver", kState},
    {kNextHop, "INV-05", "Invoke-CsPoolFailOver", kState},
    {kNotFailedOver, "INV-06", "Invoke-CsPoolFailBack", kState},
    {kNotFailedOver, "INV-07", "Invoke-CsPoolFailBack", kState},
    {kAlreadyFailedOver, "INV-08", "Invoke-CsPoolFailOver", kState},
    {kFileExists, "INV-117", "Export-CsLisConfiguration", kState},
    {kPermission, "INV-132", "*", kArguments},
    {kValueRange, "INV-133", "Set-CsRegistrar", kArguments},
    {kCmsUnavailable, "INV-43", "*writes Invoke-CsPoolFailBack Import-CsConfiguration", kState},
    {kMirrorNotConfigured, "INV-61", "Invoke-CsDatabaseFailover", kState},
    {kPoolDown, "MA-32", "Invoke-CsPoolFailBack", kState},
    {kSyncTimeout, "MA-41", "Invoke-CsPoolFailOver", kState},
    {kCmsUnavailable, "MA-47", "*reads Export-CsConfiguration", kState},
    {kDbInaccessible, "MA-48", "Invoke-CsDatabaseFailover", kState},
    {kPartnerUnavailable, "MA-55", "Invoke-CsPoolFailOver", kState},
    {kMirrorNotConfigured, "PRC-MIR", "TB.ClearMirror TB.ClearWitness", kState},
    {kTopologyInvalid, "TOP-01", "Set-CsRegistrar", kState},
    {kTopologyInvalid, "TOP-02", "TB.SetBackupPool", kState},
    {kTopologyInvalid, "TOP-03", "TB.SetBackupPool", kArguments},
    {kTopologyInvalid, "TOP-08", "TB.SetMirror", kArguments},
    {kTopologyInvalid, "TOP-30", "TB.RemoveFrontEnd", kState},
    {kTopologyInvalid, "TOP-40", "TB.Publish", kState},
    {kTopologyInvalid, "TOP-42", "TB.SetMirror", kArguments},
    {kTopologyInvalid, "TOP-46", "Install-CsMirrorDatabase", kArguments},
    {kMirrorNotConfigured, "TOP-48", "Remove-Witness", kState},
    {kTopologyInvalid, "TOP-50", "Install-CsMirrorDatabase TB.InstallDatabase", kState},
    {kCmsUnavailable, "TOP-63", "TB.Publish", kState},
    {kSvcNotInstalled, "TOP-66", "Bootstrapper", kState},
    {kValueRange, "TOP-80", "Dns.SetHost Dns.SetRecord Dns.RemoveRecord", kArguments},
    {kDbInaccessible, "TRAP-02", "Invoke-CsManagementServerFailover", kState},
};

constexpr bool before(const KnownRefusal& a, const KnownRefusal& b) {
  return a.rule != b.rule ? a.rule < b.rule : a.code < b.code;
}
static_assert(std::adjacent_find(std::begin(kTable), std::end(kTable),
                                 [](const KnownRefusal& a, const KnownRefusal& b) {
                                   return !before(a, b);
                                 }) == std::end(kTable));

}  // namespace

std::span<const KnownRefusal> known_refusals() {
  return kTable;
}

bool can_refuse(const CmdletDefinition& cmdlet, const KnownRefusal& refusal) {
  std::string_view rest = refusal.cmdlets;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    if (word == kAnyCmdlet || word == cmdlet.name) return true;
    if (word == kWriters && cmdlet.writes_configuration) return true;
    if (word == kReaders && cmdlet.reads_only) return true;
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
  }
  return false;
}

int find_refusal(ErrorCode code, std::string_view rule) {
  const auto* const at = std::lower_bound(std::begin(kTable), std::end(kTable),
                                          KnownRefusal{code, rule, {}, kState}, before);
  const bool found = at != std::end(kTable) && at->code == code && at->rule == rule;
  return found ? static_cast<int>(at - std::begin(kTable)) : -1;
}

}  // namespace firedrill
