// Windows services of a computer (CMD-72 to 74) and the installers that put them there (CMD-75).
#include "sim/cmdlets/services.hpp"

#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"

namespace firedrill {
namespace {

constexpr auto kStartCsWindowsServiceParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesReport>({
        at(start_cs_windows_service::kName, "Name", ValueKind::kText),
        at(start_cs_windows_service::kComputerName, "ComputerName", ValueKind::kComputer),
        at(start_cs_windows_service::kInputObject, "InputObject", ValueKind::kText),
        at(start_cs_windows_service::kNoWait, "NoWait", ValueKind::kSwitch),
    });

constexpr auto kStopCsWindowsServiceParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesReport>({
        at(stop_cs_windows_service::kName, "Name", ValueKind::kText),
        at(stop_cs_windows_service::kComputerName, "ComputerName", ValueKind::kComputer),
        at(stop_cs_windows_service::kInputObject, "InputObject", ValueKind::kText),
        at(stop_cs_windows_service::kNoWait, "NoWait", ValueKind::kSwitch),
        at(stop_cs_windows_service::kGraceful, "Graceful", ValueKind::kSwitch),
        at(stop_cs_windows_service::kLeaveWebServerRunning, "LeaveWebServerRunning",
           ValueKind::kSwitch),
        at(stop_cs_windows_service::kLeaveClsAgentRunning, "LeaveClsAgentRunning",
           ValueKind::kSwitch),
    });

constexpr auto kGetCsWindowsServiceParameters = parameters_of<kTakesNothing>({
    at(get_cs_windows_service::kName, "Name", ValueKind::kText),
    at(get_cs_windows_service::kComputerName, "ComputerName", ValueKind::kComputer),
    at(get_cs_windows_service::kExcludeActivityLevel, "ExcludeActivityLevel", ValueKind::kSwitch),
    at(get_cs_windows_service::kReport, "Report", ValueKind::kText),
});

constexpr auto kRunBootstrapperParameters = parameters_of<kTakesNothing>({
    at(bootstrapper::kComputer, "Computer", ValueKind::kComputer),
    at(bootstrapper::kPool, "Pool", ValueKind::kPool),
    at(bootstrapper::kSetup, "Setup", ValueKind::kSwitch),
});
constexpr std::array<std::string_view, 1> kRunBootstrapperAliases{"Bootstrapper.exe"};

constexpr auto kRunDeploymentWizardParameters = parameters_of<kTakesNothing>({
    at(deployment_wizard::kComputer, "Computer", ValueKind::kComputer).required(),
});

}  // namespace

const CmdletDefinition kStartCsWindowsService{
    .name = "Start-CsWindowsService",
    .rule = "CMD-72",
    .aliases = {},
    .parameters = kStartCsWindowsServiceParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kStopCsWindowsService{
    .name = "Stop-CsWindowsService",
    .rule = "CMD-73",
    .aliases = {},
    .parameters = kStopCsWindowsServiceParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kGetCsWindowsService{
    .name = "Get-CsWindowsService",
    .rule = "CMD-74",
    .aliases = {},
    .parameters = kGetCsWindowsServiceParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = answer_query,
};

const CmdletDefinition kRunBootstrapper{
    .name = "Bootstrapper",
    .rule = "CMD-75",
    .aliases = kRunBootstrapperAliases,
    .parameters = kRunBootstrapperParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kRunDeploymentWizard{
    .name = "DeploymentWizard",
    .rule = "CMD-75",
    .aliases = {},
    .parameters = kRunDeploymentWizardParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

}  // namespace firedrill
