// Cmdlets that firedrill knows by name only. A scenario that needs one is told why it is not
// modelled; its verdict is then unknown, never held. Parameters stand here only where a documented
// misspelling of one of them has to be recognised.
#include "sim/cmdlets/out_of_scope.hpp"

#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"

namespace firedrill {
namespace {

constexpr std::string_view kUserData =
    "exports and imports of user data are outside the modelled scope (rule book 0.7: extended)";
constexpr std::string_view kDirectories =
    "conference directories and application endpoints are outside the modelled scope (rule book "
    "0.7: "
    "extended)";
constexpr std::string_view kResponseGroups =
    "response groups are outside the modelled scope (rule book 0.7: extended)";
constexpr std::string_view kCallPark =
    "Call Park and announcements are outside the modelled scope (rule book 0.7: extended)";
constexpr std::string_view kBranches =
    "branch sites are outside the modelled scope (rule book 0.7: extended)";
constexpr std::string_view kPersistentChat =
    "Persistent Chat is outside the modelled scope (rule book 0.7: extended)";
constexpr std::string_view kUpgrade =
    "patching and upgrade domains are outside the modelled scope (rule book 0.7: extended)";
constexpr std::string_view kAbcRecovery =
    "recovery onto a third pool is outside the modelled scope (rule book 0.7: extended)";
constexpr std::string_view kAccessPolicies =
    "policies of who may federate and connect from outside are not modelled: every user of a drill "
    "may (TRAP-69 is about their spelling)";
constexpr std::string_view kPreparation =
    "preparing servers, permissions and roles is not modelled: those of a drill are prepared "
    "(CMD-98)";

constexpr auto kSetCsExternalAccessPolicyParameters = parameters_of<kTakesConfirm | kTakesForce>({
    at(set_cs_external_access_policy::kIdentity, "Identity", ValueKind::kText),
    at(set_cs_external_access_policy::kEnableFederationAccess, "EnableFederationAccess",
       ValueKind::kBoolean),
    at(set_cs_external_access_policy::kEnableXmppAccess, "EnableXmppAccess", ValueKind::kBoolean),
    at(set_cs_external_access_policy::kEnableOutsideAccess, "EnableOutsideAccess",
       ValueKind::kBoolean),
    at(set_cs_external_access_policy::kEnablePublicCloudAccess, "EnablePublicCloudAccess",
       ValueKind::kBoolean),
});

constexpr auto kExportCsUserDataParameters = parameters_of<kTakesConfirm | kTakesForce>({
    at(export_cs_user_data::kPoolFqdn, "PoolFqdn", ValueKind::kPool),
    at(export_cs_user_data::kIdentity, "Identity", ValueKind::kUser),
    at(export_cs_user_data::kFileName, "FileName", ValueKind::kText),
    at(export_cs_user_data::kConfDirectoryFilter, "ConfDirectoryFilter", ValueKind::kText),
    at(export_cs_user_data::kUserFilter, "UserFilter", ValueKind::kText),
    at(export_cs_user_data::kLegacyFormat, "LegacyFormat", ValueKind::kSwitch),
    at(export_cs_user_data::kDomainController, "DomainController", ValueKind::kText),
});

constexpr auto kImportCsUserDataParameters = parameters_of<kTakesConfirm | kTakesForce>({
    at(import_cs_user_data::kPoolFqdn, "PoolFqdn", ValueKind::kPool),
    at(import_cs_user_data::kIdentity, "Identity", ValueKind::kUser),
    at(import_cs_user_data::kFileName, "FileName", ValueKind::kText),
    at(import_cs_user_data::kConfDirectoryFilter, "ConfDirectoryFilter", ValueKind::kText),
    at(import_cs_user_data::kRoutingGroupFilter, "RoutingGroupFilter", ValueKind::kText),
    at(import_cs_user_data::kUserFilter, "UserFilter", ValueKind::kText),
    at(import_cs_user_data::kLegacyFormat, "LegacyFormat", ValueKind::kSwitch),
    at(import_cs_user_data::kDomainController, "DomainController", ValueKind::kText),
});

constexpr std::array<std::string_view, 2> kConvertCsUserDataTargetVersionValues{"Lync2010",
                                                                                "Current"};
constexpr auto kConvertCsUserDataParameters = parameters_of<kTakesConfirm | kTakesForce>({
    at(convert_cs_user_data::kInputFile, "InputFile", ValueKind::kText),
    at(convert_cs_user_data::kOutputFile, "OutputFile", ValueKind::kText),
    at(convert_cs_user_data::kTargetVersion, "TargetVersion", ValueKind::kEnumeration)
        .one_of(kConvertCsUserDataTargetVersionValues),
    at(convert_cs_user_data::kConfDirectoryFilter, "ConfDirectoryFilter", ValueKind::kText),
    at(convert_cs_user_data::kUserFilter, "UserFilter", ValueKind::kText),
});

constexpr auto kImportCsRgsConfigurationParameters = parameters_of<kTakesConfirm | kTakesForce>({
    at(import_cs_rgs_configuration::kDestination, "Destination", ValueKind::kText),
    at(import_cs_rgs_configuration::kFileName, "FileName", ValueKind::kText),
    at(import_cs_rgs_configuration::kOverwriteOwner, "OverwriteOwner", ValueKind::kSwitch),
    at(import_cs_rgs_configuration::kReplaceExistingRgsSettings, "ReplaceExistingRgsSettings",
       ValueKind::kSwitch),
    at(import_cs_rgs_configuration::kResolveNameConflicts, "ResolveNameConflicts",
       ValueKind::kSwitch),
});

constexpr CmdletDefinition unmodelled(std::string_view name, std::string_view rule,
                                      std::string_view reason,
                                      std::span<const ParameterDefinition> parameters) {
  CmdletDefinition out;
  out.name = name;
  out.rule = rule;
  out.parameters = parameters;
  out.not_modelled = reason;
  return out;
}

constexpr CmdletDefinition kOutOfScope[] = {
    unmodelled("Get-CsPoolUpgradeReadinessState", "CMD-08", kUpgrade, {}),
    unmodelled("Remove-CsUserStoreBackupData", "CMD-27", kAbcRecovery, {}),
    unmodelled("Set-CsAccessEdgeConfiguration", "CMD-71", kAccessPolicies, {}),
    unmodelled("Get-CsAccessEdgeConfiguration", "CMD-71", kAccessPolicies, {}),
    unmodelled("Set-CsExternalAccessPolicy", "TRAP-69", kAccessPolicies,
               kSetCsExternalAccessPolicyParameters),
    unmodelled("Export-CsUserData", "CMD-83", kUserData, kExportCsUserDataParameters),
    unmodelled("Import-CsUserData", "CMD-84", kUserData, kImportCsUserDataParameters),
    unmodelled("Update-CsUserData", "CMD-85", kUserData, {}),
    unmodelled("Convert-CsUserData", "CMD-86", kUserData, kConvertCsUserDataParameters),
    unmodelled("Move-CsConferenceDirectory", "CMD-87", kDirectories, {}),
    unmodelled("Get-CsConferenceDirectory", "CMD-87", kDirectories, {}),
    unmodelled("New-CsConferenceDirectory", "CMD-87", kDirectories, {}),
    unmodelled("Remove-CsConferenceDirectory", "CMD-87", kDirectories, {}),
    unmodelled("Move-CsApplicationEndpoint", "CMD-88", kDirectories, {}),
    unmodelled("Export-CsRgsConfiguration", "CMD-90", kResponseGroups, {}),
    unmodelled("Import-CsRgsConfiguration", "CMD-91", kResponseGroups,
               kImportCsRgsConfigurationParameters),
    unmodelled("Get-CsRgsWorkflow", "CMD-92", kResponseGroups, {}),
    unmodelled("Get-CsRgsQueue", "CMD-92", kResponseGroups, {}),
    unmodelled("Get-CsRgsAgentGroup", "CMD-92", kResponseGroups, {}),
    unmodelled("Get-CsRgsHoursOfBusiness", "CMD-92", kResponseGroups, {}),
    unmodelled("Get-CsRgsHolidaySet", "CMD-92", kResponseGroups, {}),
    unmodelled("Get-CsRgsConfiguration", "CMD-92", kResponseGroups, {}),
    unmodelled("Set-CsCallParkOrbit", "CMD-93", kCallPark, {}),
    unmodelled("New-CsCallParkOrbit", "CMD-93", kCallPark, {}),
    unmodelled("Get-CsCallParkOrbit", "CMD-93", kCallPark, {}),
    unmodelled("Remove-CsCallParkOrbit", "CMD-93", kCallPark, {}),
    unmodelled("Set-CsCpsConfiguration", "CMD-94", kCallPark, {}),
    unmodelled("Get-CsCpsConfiguration", "CMD-94", kCallPark, {}),
    unmodelled("Set-CsCallParkServiceMusicOnHoldFile", "CMD-94", kCallPark, {}),
    unmodelled("Set-CsUnassignedNumber", "CMD-95", kCallPark, {}),
    unmodelled("Get-CsUnassignedNumber", "CMD-95", kCallPark, {}),
    unmodelled("New-CsAnnouncement", "CMD-96", kCallPark, {}),
    unmodelled("Remove-CsAnnouncement", "CMD-96", kCallPark, {}),
    unmodelled("Get-CsAnnouncement", "CMD-96", kCallPark, {}),
    unmodelled("Import-CsAnnouncementFile", "CMD-96", kCallPark, {}),
    unmodelled("New-CsVoicemailReroutingConfiguration", "CMD-97", kBranches, {}),
    unmodelled("Set-CsVoicemailReroutingConfiguration", "CMD-97", kBranches, {}),
    unmodelled("Get-CsVoicemailReroutingConfiguration", "CMD-97", kBranches, {}),
    unmodelled("Enable-CsReplica", "CMD-98", kPreparation, {}),
    unmodelled("Enable-CsComputer", "CMD-98", kPreparation, {}),
    unmodelled("Grant-CsSetupPermission", "CMD-98", kPreparation, {}),
    unmodelled("Update-CsAdminRole", "CMD-98", kPreparation, {}),
    unmodelled("Get-CsAdminRole", "CMD-98", kPreparation, {}),
    unmodelled("Set-CsPersistentChatState", "CMD-100", kPersistentChat, {}),
    unmodelled("Get-CsPersistentChatState", "CMD-100", kPersistentChat, {}),
    unmodelled("Set-CsPersistentChatActiveServer", "CMD-101", kPersistentChat, {}),
    unmodelled("Get-CsPersistentChatActiveServer", "CMD-101", kPersistentChat, {}),
    unmodelled("Export-CsPersistentChatData", "CMD-102", kPersistentChat, {}),
    unmodelled("Import-CsPersistentChatData", "CMD-102", kPersistentChat, {}),
    unmodelled("Test-CsPersistentChatMessage", "CMD-122", kPersistentChat, {}),
};

}  // namespace

std::span<const CmdletDefinition> out_of_scope_cmdlets() {
  return kOutOfScope;
}

}  // namespace firedrill
