// Accounts of users (CMD-80, CMD-89). Move-CsUser is the only modelled cmdlet that changes a user's
// home pool.
#include "sim/cmdlets/users.hpp"

#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"

namespace firedrill {
namespace {

constexpr std::string_view kAccountsFixed =
    "enabling, changing and disabling accounts is not modelled yet (CMD-89)";

constexpr auto kMoveCsUserParameters = parameters_of<kTakesConfirm | kTakesForce | kTakesVerbose>({
    at(move_cs_user::kIdentity, "Identity", ValueKind::kUser).required(),
    at(move_cs_user::kTarget, "Target", ValueKind::kPool).required(),
    at(move_cs_user::kMoveConferenceData, "MoveConferenceData", ValueKind::kSwitch),
    at(move_cs_user::kIgnoreBackendStoreException, "IgnoreBackendStoreException",
       ValueKind::kSwitch),
    at(move_cs_user::kDomainController, "DomainController", ValueKind::kText),
    at(move_cs_user::kCredential, "Credential", ValueKind::kText),
    at(move_cs_user::kPassThru, "PassThru", ValueKind::kSwitch),
    at(move_cs_user::kProxyPool, "ProxyPool", ValueKind::kText),
    at(move_cs_user::kHostedMigrationOverrideUrl, "HostedMigrationOverrideUrl", ValueKind::kText),
});

constexpr auto kEnableCsUserParameters = shared_parameters<kTakesConfirm>();

constexpr auto kSetCsUserParameters = shared_parameters<kTakesConfirm>();

constexpr auto kDisableCsUserParameters = shared_parameters<kTakesConfirm>();

}  // namespace

const CmdletDefinition kMoveCsUser{
    .name = "Move-CsUser",
    .rule = "CMD-80",
    .aliases = {},
    .parameters = kMoveCsUserParameters,
    .groups = kUserAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kEnableCsUser{
    .name = "Enable-CsUser",
    .rule = "CMD-89",
    .aliases = {},
    .parameters = kEnableCsUserParameters,
    .groups = kUserAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = kAccountsFixed,
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kSetCsUser{
    .name = "Set-CsUser",
    .rule = "CMD-89",
    .aliases = {},
    .parameters = kSetCsUserParameters,
    .groups = kUserAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = kAccountsFixed,
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kDisableCsUser{
    .name = "Disable-CsUser",
    .rule = "CMD-89",
    .aliases = {},
    .parameters = kDisableCsUserParameters,
    .groups = kUserAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = kAccountsFixed,
    .precondition = nullptr,
    .effect = nullptr,
};

}  // namespace firedrill
