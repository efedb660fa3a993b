// Pool failover and failback (CMD-01, CMD-02): what the two cmdlets take, when they refuse, and how
// an accepted one moves the users of a pool to its backup pool or home again.
#include "sim/cmdlets/pool_failover.hpp"

#include "sim/cmdlets/arguments.hpp"
#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"
#include "sim/model/components.hpp"
#include "sim/model/mishaps.hpp"
#include "sim/model/planted_bugs.hpp"

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

/// INV-05: judged on the topology; with nextHopCheck=live a dead Edge pool does not count (MA-20).
Refusal next_hop_free(const World& w, const State& s, Index pool) {
  for (std::size_t e = 0; e < w.topology.edge_pools.size(); ++e) {
    const EdgePoolRecord& edge = s.record<EdgePoolRecord>(e);
    if (edge.next_hop.master != pool || FIREDRILL_BUG(kNextHopNotChecked)) continue;
    if (w.is(ParameterId::kNextHopCheck, 1) && !edge_pool_up(w, s, static_cast<Index>(e))) continue;
    return {ErrorCode::kNextHop,
            "INV-05",
            "the pool is still the next hop of an Edge pool",
            {&edge.next_hop.master, nullptr, nullptr}};
  }
  return {};
}

}  // namespace

Refusal pair_is_active(const State& s, Index pool, Index partner) {
  const PoolRecord& mine = s.pool(ix(pool));
  const PoolRecord& other = s.pool(ix(partner));
  if (other.state != PoolState::kActive && !FIREDRILL_BUG(kPartnerNotChecked)) {
    return {ErrorCode::kPartnerFailedOver,
            "INV-01",
            "the partner has not been failed back; fail it back first",
            {&other.state, nullptr, nullptr}};
  }
  if (mine.state != PoolState::kActive) {
    return {ErrorCode::kAlreadyFailedOver,
            "INV-08",
            "the pool is not in state Active",
            {&mine.state, nullptr, nullptr}};
  }
  return {};
}

namespace {

/// CMD-01: all preconditions, in the order in which the cmdlet checks them.
Refusal refuse_failover(const World& w, const State& s, const BoundCommand& command,
                        Caller caller) {
  const Index pool = pool_of(command, invoke_cs_pool_failover::kPoolFqdn);
  const Index partner = backup_of(s, pool);
  if (partner == kNone) {
    return {ErrorCode::kNoBackupPool,
            "FLT-11",
            "the pool has no backup pool",
            {&s.pool(ix(pool)).backup, nullptr, nullptr}};
  }
  if (!configuration_writable(w, s, caller.site) && !FIREDRILL_BUG(kStoreNotChecked)) {
    const bool here = s.cms().active == pool;
    return {here ? ErrorCode::kCmsOnFailedPool : ErrorCode::kCmsUnavailable,
            "INV-04",
            "the Central Management store has not been failed over",
            {&s.cms().active, master_evidence(s), nullptr}};
  }
  if (active_master(w, s) == pool && !FIREDRILL_BUG(kStoreNotChecked)) {
    return {ErrorCode::kCmsOnFailedPool,
            "INV-04",
            "the pool hosts the active Central Management store; fail that over first",
            {&s.cms().active, nullptr, nullptr}};
  }
  const bool lifted = FIREDRILL_BUG(kForceLiftsNextHop) && command.force;
  if (const Refusal hop = next_hop_free(w, s, pool); !hop.ok() && !lifted) return hop;
  if (const Refusal pair = pair_is_active(s, pool, partner); !pair.ok()) return pair;
  if (!pool_serving(s, partner) && w.is(ParameterId::kFailoverPartnerDown, 0)) {
    return {ErrorCode::kPartnerUnavailable,
            "MA-55",
            "the backup pool does not run",
            {&s.pool(ix(partner)).services, nullptr, nullptr}};
  }
  const bool reachable =
      (pool_serving(s, pool) && connected(w, s, caller.site, w.pool(pool).site)) ||
      FIREDRILL_BUG(kUnreachablePoolAccepted);
  if (!has(command, invoke_cs_pool_failover::kDisasterMode) && !reachable) {
    return {ErrorCode::kPoolUnreachable,
            "CMD-01",
            "the pool cannot be reached; that needs -DisasterMode",
            {&s.pool(ix(pool)).services, nullptr, nullptr}};
  }
  return {};
}

Running run_failover(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  const Index pool = pool_of(command, invoke_cs_pool_failover::kPoolFqdn);
  const Argument* wait = command.find(invoke_cs_pool_failover::kWaitTime);
  const Duration wait_time =
      wait == nullptr ? w.time(ParameterId::kFailoverWaitTime) : Duration(wait->number);
  if (comes_true(writer, Mishap::kPoolFailoverFails, caller.actor)) {
    finish_command(writer, caller.actor, ErrorCode::kCmsUnavailable, "FLT-51",
                   mishap_info(Mishap::kPoolFailoverFails).what);
    return {Running::kUntilDone};
  }
  if (has(command, invoke_cs_pool_failover::kFlushStorageService)) flush_queues(writer, pool);
  start_failover(writer, pool, has(command, invoke_cs_pool_failover::kDisasterMode), wait_time,
                 caller.actor);
  return {Running::kUntilDone};
}

/// What keeps a pool from taking its users back, in words.
std::string_view home_lacks(const World& w, const State& s, Index pool, bool back_end) {
  if (!pool_serving(s, pool)) return "the pool does not run yet";
  if (!back_end) return "the Back End of the pool is not there";
  if (!pool_full(w, s, pool)) return "the pool has no quorum of its servers";
  return "the pool cannot be reached";
}

/// CMD-02: failback of the pool that was failed over, to a home that can serve.
Refusal refuse_failback(const World& w, const State& s, const BoundCommand& command,
                        Caller caller) {
  const Index pool = pool_of(command, invoke_cs_pool_failback::kPoolFqdn);
  const PoolRecord& p = s.pool(ix(pool));
  const bool failed_run =
      p.state == PoolState::kFailingBack && p.operation == PoolOperation::kNothing;
  if (p.state != PoolState::kFailedOver && !failed_run && !FIREDRILL_BUG(kFailbackOfAnyPool)) {
    const bool other = backup_of(s, pool) != kNone &&
                       s.pool(ix(backup_of(s, pool))).state == PoolState::kFailedOver;
    return {ErrorCode::kNotFailedOver,
            other ? "INV-06" : "INV-07",
            other ? "this pool was not failed over, its partner was; name the pool of the failover"
                  : "the pool is not failed over",
            {&p.state, nullptr, nullptr}};
  }
  const bool back_end = back_end_visible(w, s, pool) || FIREDRILL_BUG(kFailbackWithoutBackEnd);
  const bool home_ready =
      pool_full(w, s, pool) && back_end && connected(w, s, caller.site, w.pool(pool).site);
  if (!home_ready && w.is(ParameterId::kFailbackHomeDown, 0)) {
    return {ErrorCode::kPoolDown,
            "MA-32",
            home_lacks(w, s, pool, back_end),
            {&p.services, &p.backup_clock_expired, nullptr}};
  }
  // What was written at the backup pool is copied home: it has to run, and home to reach it.
  const Index partner = backup_of(s, pool);
  const bool partner_there =
      pool_serving(s, partner) && connected(w, s, w.pool(pool).site, w.pool(partner).site);
  if (!has(command, invoke_cs_pool_failback::kDisasterMode) && !partner_there) {
    return {ErrorCode::kPartnerUnavailable,
            "CMD-02",
            "the backup pool cannot be reached; -DisasterMode gives up what was written there",
            {&s.pool(ix(partner)).services, nullptr, nullptr}};
  }
  if (!configuration_writable(w, s, caller.site)) {
    return {ErrorCode::kCmsUnavailable,
            "INV-43",
            "no active Central Management store can record the state",
            {&s.cms().active, master_evidence(s), nullptr}};
  }
  return {};
}

Running run_failback(const World&, Writer& writer, const BoundCommand& command, Caller caller) {
  start_failback(writer, pool_of(command, invoke_cs_pool_failback::kPoolFqdn),
                 has(command, invoke_cs_pool_failback::kDisasterMode), caller.actor);
  return {Running::kUntilDone};
}

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
    .precondition = refuse_failover,
    .effect = run_failover,
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
    .precondition = refuse_failback,
    .effect = run_failback,
};

}  // namespace firedrill
