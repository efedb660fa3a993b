// Sites and pools: the store first, then the next hops, then the pools (PRC-FO); when they are
// back, failback, conference content, next hops, and the store if it is wanted home (PRC-FB,
// PRC-CC).
#include <algorithm>

#include "sim/scenario/pool_procedures.hpp"
#include "sim/scenario/skeleton_parts.hpp"
#include "sim/scenario/typed_lines.hpp"

namespace firedrill::skeleton {
namespace {

std::string back_end_server(const Topology& t, const Pool& pool, std::string& instance) {
  const BackEnd& back_end = t.back_ends[static_cast<std::size_t>(pool.back_end)];
  const SqlInstance& sql = t.sql_instances[static_cast<std::size_t>(back_end.primary)];
  instance = sql.instance;
  return sql.server_fqdn;
}

void fail_store_over(const Loss& loss, Draft& draft) {
  const Topology& t = loss.topology;
  const std::string& from = loss.pool(t.cms.active).fqdn;
  const Index refuge = loss.store_refuge();
  if (refuge == kNone) {
    draft.note("The Central Management store is lost with " + from +
               ", and no standby copy is left: nothing can be written before it is back (INV-43), "
               "so nothing can be failed over (INV-04). Restoring it from exports is PRC-CMSR, "
               "which is not in this skeleton.");
    return;
  }
  const std::string& to = loss.pool(refuge).fqdn;
  draft.step(std::string(typed::kStoreFailover) + " -WhatIf",
             "Asks which pool hosts the store (PRC-FO; a question changes nothing, INV-14).");
  draft.step("Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus",
             "Empty fields mean that the store cannot be reached: then it comes first (FLT-52).");
  draft.step("Get-CsDatabaseMirrorState -DatabaseType CentralMgmt -PoolFqdn " + to,
             "Asks which server of " + to + " holds the standby copy (TRAP-02).");
  std::string instance;
  const std::string server = back_end_server(t, loss.pool(refuge), instance);
  const int step = draft.step(typed::forced_store_failover(server, instance),
                              "The store was lost with " + from +
                                  " and everything below writes to it, so it is failed "
                                  "over first (INV-04, INV-43).");
  draft.step(kReplicated,
             "Every server that is left has the configuration of the new master "
             "(TRAP-25: dead ones cannot).");
  draft.expect("after step " + std::to_string(step), "master = " + to,
               "The store accepts changes again.");
}

/// Where the next hop of `edge` goes when its pool is lost; kNone = it stays.
Index new_next_hop(const Loss& loss, Index e) {
  const EdgePool& edge = loss.edge(e);
  if (edge.next_hop == kNone || !loss.has_pool(edge.next_hop) || !loss.writable()) return kNone;
  if (const Index backup = loss.living_backup(edge.next_hop); backup != kNone) return backup;
  return loss.has_edge(e) ? kNone : loss.living_pool(edge.site);
}

void set_next_hop(const Loss& loss, Index e, Index pool, const std::string& why, Draft& draft) {
  draft.add(next_hop_steps(loss.edge(e), loss.pool(pool), why));
}

void move_next_hops(const Loss& loss, Draft& draft) {
  bool moved = false;
  for (std::size_t i = 0; i < loss.topology.edge_pools.size(); ++i) {
    const auto e = static_cast<Index>(i);
    const Index to = new_next_hop(loss, e);
    if (to == kNone) continue;
    const Index from = loss.edge(e).next_hop;
    const std::string leads = loss.edge(e).fqdn + " leads to " + loss.pool(from).fqdn;
    set_next_hop(loss, e, to,
                 loss.living_backup(from) != kNone
                     ? leads +
                           ", and while an Edge pool does, even a dead one, no failover of "
                           "that pool is accepted (INV-05, TRAP-18)."
                     : leads +
                           "; users of other pools come in by it, and need a next hop that "
                           "runs (INV-84).",
                 draft);
    moved = true;
  }
  if (!moved) return;
  draft.step(kReplicated, "The Edge servers that are left know their next hop (INV-48).");
}

void note_stuck_pool(const Loss& loss, Index p, Draft& draft) {
  const Pool& pool = loss.pool(p);
  if (pool.backup == kNone) {
    draft.note(pool.fqdn +
               " has no backup pool: it cannot be failed over, and its users wait "
               "until it is back. \"backup pool:\" in the topology pairs two pools (PRC-PAIR).");
  } else if (loss.has_pool(pool.backup)) {
    draft.note(pool.fqdn + " cannot be failed over: its backup pool " +
               loss.pool(pool.backup).fqdn + " is lost with it. Pair pools of different sites.");
  } else {
    draft.note(pool.fqdn + " cannot be failed over to " + loss.pool(pool.backup).fqdn +
               " without the store (INV-04); the Registrar there serves its users in resiliency "
               "mode (NUM-08).");
  }
}

void fail_pool_over(const Loss& loss, Index p, Draft& draft) {
  const std::string& pool = loss.pool(p).fqdn;
  const TypedStep failover =
      disaster_failover_steps(loss.pool(p), loss.pool(loss.living_backup(p))).back();
  const int step = draft.step(failover.line + " -Verbose", failover.why);
  const std::string after = std::to_string(step);
  draft.expect("after step " + after, "state of " + pool + " = FailedOver",
               "The failover is accepted and ends.");
  const std::string soon = "within 45m of step " + after;
  if (!loss.edges.empty() && loss.edges.size() == loss.topology.edge_pools.size()) {
    draft.expect(soon, "resiliency users of " + pool + " = 0",
                 "Whoever is inside is in regular mode at the backup pool; without an Edge pool "
                 "nobody comes in from outside.");
    draft.expect(soon, "users left out of " + pool + " = 0");
    return;
  }
  draft.expect(soon, "regular users of " + pool + " = all",
               "Everybody is in regular mode at the backup pool (INV-03).");
}

void take_pool_back(const Loss& loss, Index p, Draft& draft) {
  const std::string& pool = loss.pool(p).fqdn;
  const std::string& backup = loss.pool(loss.living_backup(p)).fqdn;
  draft.step(typed::wait_until("state seen of " + pool + " = FailedOver", "30m"),
             "Its servers know that it was failed over; users stay where they are (INV-93).");
  draft.step(typed::failback(pool) + " -Verbose",
             "The failback names the pool that was failed over (INV-06). It comes before any "
             "failover of " +
                 backup + " (INV-01).");
  draft.step(typed::content_copy(backup),
             "What was uploaded to meetings meanwhile does not come home by itself (PRC-CC, "
             "TRAP-04). The pool that has it is named (INV-26).");
  draft.step(typed::content_is_home(pool), "The recovery ends when it is all there (INV-25).");
}

void take_store_home(const Loss& loss, Draft& draft) {
  const std::string& home = loss.pool(loss.topology.cms.active).fqdn;
  draft.note(
      "The store may stay where it is (INV-47). The steps from here take it home, so that "
      "the deployment is as it was; leave them out if you do not.");
  draft.step(typed::store_is_copied(loss.pool(loss.store_refuge()).fqdn),
             "The copy at " + home + " has become the standby, and is sent to again (FLT-56).");
  draft.repeated_step(
      typed::kStoreFailover,
      "Planned: both pools are alive. Refused until the copy has been sent to once.");
  draft.step(kReplicated, "Every server has the configuration of the master at " + home + ".");
}

}  // namespace

void fail_pools_over(const Loss& loss, Draft& draft) {
  if (loss.pools.empty()) return;
  if (loss.store_lost()) fail_store_over(loss, draft);
  const std::vector<Index> movable = loss.movable_pools();
  for (const Index p : loss.pools) {
    if (std::ranges::count(movable, p) == 0) note_stuck_pool(loss, p, draft);
  }
  move_next_hops(loss, draft);
  for (const Index p : movable) fail_pool_over(loss, p, draft);
}

void take_pools_back(const Loss& loss, Draft& draft) {
  for (const Index p : loss.pools) {
    draft.step(typed::wait_until("serving of " + loss.pool(p).fqdn + " = yes", "8h"),
               loss.pool(p).fqdn + " is back, and runs when enough of its servers do (INV-69).");
  }
  for (const Index p : loss.movable_pools()) take_pool_back(loss, p, draft);
  bool moved = false;
  for (std::size_t i = 0; i < loss.topology.edge_pools.size(); ++i) {
    const auto e = static_cast<Index>(i);
    if (new_next_hop(loss, e) == kNone) continue;
    set_next_hop(loss, e, loss.edge(e).next_hop,
                 "Nothing else turns the next hop of " + loss.edge(e).fqdn + " back (TRAP-04).",
                 draft);
    moved = true;
  }
  if (moved) draft.step(kReplicated, "The Edge servers have it (INV-48).");
  if (loss.store_lost() && loss.store_refuge() != kNone) take_store_home(loss, draft);
}

void expect_pools_as_before(const Loss& loss, Draft& draft) {
  for (const Index p : loss.pools) {
    const std::string& pool = loss.pool(p).fqdn;
    draft.expect("at end", "state of " + pool + " = Active", "All is as it was (INV-16).");
    draft.expect("at end", "homed users of " + pool + " = all");
  }
  for (const Index p : loss.movable_pools()) {
    draft.expect("at end", "borrowed users of " + loss.pool(loss.living_backup(p)).fqdn + " = 0");
    draft.expect("at end", "content missing of " + loss.pool(p).fqdn + " = 0");
  }
  for (const EdgePool& edge : loss.topology.edge_pools) {
    if (edge.next_hop == kNone || !loss.has_pool(edge.next_hop)) continue;
    draft.expect("at end", "next hop of " + edge.fqdn + " = " + loss.pool(edge.next_hop).fqdn);
  }
  draft.expect("at end", "master = " + loss.pool(loss.topology.cms.active).fqdn,
               "The store is where it was, and everybody in regular mode.");
  draft.expect("at end", "regular users = all");
}

}  // namespace firedrill::skeleton
