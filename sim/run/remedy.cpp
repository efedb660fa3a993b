#include "sim/run/remedy.hpp"

#include "sim/model/view.hpp"
#include "sim/scenario/typed_lines.hpp"

namespace firedrill {
namespace {

Index pool_named(const BoundCommand& command) {
  for (const Argument& argument : command.arguments) {
    if (argument.kind == ValueKind::kPool) return static_cast<Index>(argument.number);
  }
  return kNone;
}

/// FO-5: planned while the store lives, else forced, by the server with the live standby copy.
std::string store_failover(const World& w, const State& s) {
  const CmsRecord& cms = s.cms();
  if (cms.operation != CmsOperation::kNothing) return "wait until replicas behind = 0, at most 10m";
  if (cms.standby == kNone) return {};
  if (active_master(w, s) != kNone) return "Invoke-CsManagementServerFailover";
  const auto number = static_cast<std::size_t>(w.pool(cms.standby).back_end);
  const BackEnd& back_end = w.topology.back_ends[number];
  const bool on_mirror = principal_is_mirror(s.back_end(number), DatabaseType::kCentralMgmt);
  const Index live = on_mirror ? back_end.mirror : back_end.primary;
  if (live == kNone) return {};
  const SqlInstance& sql = w.topology.sql_instances[static_cast<std::size_t>(live)];
  return typed::forced_store_failover(sql.server_fqdn, sql.instance);
}

std::string next_hops(const World& w, const State& s, Index pool) {
  const Index partner = s.pool(static_cast<std::size_t>(pool)).backup;
  if (partner == kNone) return {};
  for (std::size_t e = 0; e < w.topology.edge_pools.size(); ++e) {
    if (s.record<EdgePoolRecord>(e).next_hop.master != pool) continue;
    return typed::next_hop(w.topology.edge_pools[e], w.pool(partner));
  }
  return {};
}

}  // namespace

std::string remedy(const World& w, const State& s, const BoundCommand& command, ErrorCode code,
                   std::string_view rule) {
  const Index pool = pool_named(command);
  switch (code) {
    case ErrorCode::kCmsUnavailable:
    case ErrorCode::kCmsOnFailedPool:
      return store_failover(w, s);
    case ErrorCode::kNextHop:
      return pool == kNone ? std::string() : next_hops(w, s, pool);
    case ErrorCode::kPartnerFailedOver: {
      const Index partner = pool == kNone ? kNone : s.pool(static_cast<std::size_t>(pool)).backup;
      return partner == kNone ? std::string()
                              : "Invoke-CsPoolFailback -PoolFqdn " + w.pool(partner).fqdn;
    }
    case ErrorCode::kPoolDown:
      // A failback waits for its pool.
      return rule == "MA-32" && pool != kNone
                 ? "wait until serving of " + w.pool(pool).fqdn + " = yes, at most 2h"
                 : std::string();
    default:
      return {};
  }
}

}  // namespace firedrill
