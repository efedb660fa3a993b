// Each function quotes the entry of the rule book that it follows, in that entry's order.
#include "property_tests/oracle/oracle.hpp"

#include <algorithm>

namespace firedrill::oracle {
namespace {

Decision refuse(std::string code, std::string rule) {
  return {true, std::move(code), std::move(rule)};
}

const PoolFacts& pool_of(const Facts& f, int pool) {
  return f.pools[static_cast<std::size_t>(pool)];
}

/// CMD-01, preconditions 1 to 6.
Decision fail_over(const Facts& f, const Order& o) {
  const PoolFacts& pool = pool_of(f, o.pool);
  if (pool.partner == kNobody) return refuse("E_NO_BACKUP_POOL", "");
  if (!f.writable_from(o.site)) {
    return refuse(f.store.active == o.pool ? "E_CMS_ON_FAILED_POOL" : "E_CMS_UNAVAILABLE",
                  "INV-04");
  }
  if (f.master() == o.pool) return refuse("E_CMS_ON_FAILED_POOL", "INV-04");
  for (const EdgeFacts& edge : f.edges) {
    if (edge.next_hop == o.pool && (edge.up || !f.live_next_hops_only)) {
      return refuse("E_NEXT_HOP", "INV-05");
    }
  }
  const PoolFacts& partner = pool_of(f, pool.partner);
  if (partner.state != Recorded::kActive) return refuse("E_PARTNER_FAILED_OVER", "INV-01");
  if (pool.state != Recorded::kActive) return refuse("E_ALREADY_FAILED_OVER", "");
  if (!partner.serving) return refuse("E_PARTNER_UNAVAILABLE", "MA-55");
  if (!o.disaster && !(pool.serving && f.connected(o.site, pool.site))) {
    return refuse("E_POOL_UNREACHABLE", "");
  }
  return {};
}

/// CMD-02: state; home's services, Back End and quorum; partner; store.
Decision fail_back(const Facts& f, const Order& o) {
  const PoolFacts& pool = pool_of(f, o.pool);
  const bool again = pool.state == Recorded::kFailingBack && !pool.busy;
  if (pool.state != Recorded::kFailedOver && !again) return refuse("E_NOT_FAILED_OVER", "");
  const bool back_end =
      pool.database_serves(kUser) && !(pool.on_mirror[kUser] && pool.ignores_mirror);
  const bool home =
      pool.serving && !pool.back_end_given_up && back_end && f.connected(o.site, pool.site);
  if (!home) return refuse("E_POOL_DOWN", "MA-32");
  // Its data comes home over the link between the two, so a cut is as good as a loss.
  const bool partner = pool.partner != kNobody && pool_of(f, pool.partner).serving &&
                       f.connected(pool.site, pool_of(f, pool.partner).site);
  if (!o.disaster && !partner) return refuse("E_PARTNER_UNAVAILABLE", "");
  if (!f.writable_from(o.site)) return refuse("E_CMS_UNAVAILABLE", "INV-43");
  return {};
}

/// CMD-30: the copy that takes over stands at the standby; without Force the old one is reachable.
Decision move_store(const Facts& f, const Order& o) {
  if (o.what_if) return {};
  if (f.store.moving) return refuse("", "FLT-54");
  const int target = o.names_server ? o.pool : f.store.standby;
  if (target == kNobody || target != f.store.standby) return refuse("E_DB_INACCESSIBLE", "");
  if (!f.store.standby_fed) return refuse("E_DB_INACCESSIBLE", "FLT-56");
  const PoolFacts& pool = pool_of(f, target);
  if (o.names_server) {
    const bool mirror_is_principal = pool.on_mirror[kCentralMgmt];
    const bool named =
        o.names_a_mirror == mirror_is_principal || (mirror_is_principal && o.gives_mirror);
    if (!named) return refuse("E_DB_INACCESSIBLE", "TRAP-02");
  }
  if (!pool.database_serves(kCentralMgmt) || !f.connected(o.site, pool.site)) {
    return refuse("E_DB_INACCESSIBLE", "");
  }
  if (!pool.serving || !pool.store_services) return refuse("", "");
  if (o.force) return {};
  const int old = f.master();
  const bool reachable = old != kNobody && f.connected(o.site, pool_of(f, old).site) &&
                         f.connected(pool_of(f, old).site, pool.site);
  return reachable ? Decision{} : refuse("", "");
}

/// CMD-50.
Decision switch_database(const Facts& f, const Order& o) {
  const PoolFacts& pool = pool_of(f, o.pool);
  if (!pool.mirrored[o.database] || !pool.mirror_in_topology) {
    return refuse("E_MIRROR_NOT_CONFIGURED", "INV-61");
  }
  if (pool.on_mirror[o.database] == o.to_mirror) return {};  // MA-42
  if (pool.switching) return refuse("", "");
  const Copy& target = o.to_mirror ? pool.mirror : pool.primary;
  const Copy& old = o.to_mirror ? pool.primary : pool.mirror;
  const bool site = f.connected(o.site, pool.site);
  if (!target.serves() || !site) return refuse("E_DB_INACCESSIBLE", "");
  if (!(old.serves() && site) && !o.force && f.force_required) {
    return refuse("E_DB_INACCESSIBLE", "MA-48");
  }
  return {};
}

}  // namespace

bool PoolFacts::database_serves(DatabaseKind kind) const {
  if (kind == kCentralMgmt && store_database_broken) return false;
  const Copy& principal = on_mirror[kind] ? mirror : primary;
  const Copy& other = on_mirror[kind] ? primary : mirror;
  if (!principal.serves()) return false;
  if (!mirrored[kind] || !witness) return true;
  return (other.exists && other.machine_up) || witness_up;
}

bool Facts::connected(int a, int b) const {
  if (a == kNobody || b == kNobody || a == b) return true;
  return std::none_of(cut.begin(), cut.end(), [&](const auto& pair) {
    return (pair.first == a && pair.second == b) || (pair.first == b && pair.second == a);
  });
}

int Facts::master() const {
  if (store.active == kNobody || store.moving || store.read_only) return kNobody;
  if (store.named != store.active) return kNobody;  // FLT-56
  const PoolFacts& host = pools[static_cast<std::size_t>(store.active)];
  const bool runs = host.serving && host.store_services && host.database_serves(kCentralMgmt);
  return runs ? store.active : kNobody;
}

bool Facts::writable_from(int site) const {
  const int am = master();
  return am != kNobody && connected(site, pools[static_cast<std::size_t>(am)].site);
}

Decision decide(const Facts& facts, const Order& order) {
  switch (order.kind) {
    case Order::Kind::kFailOver:
      return fail_over(facts, order);
    case Order::Kind::kFailBack:
      return fail_back(facts, order);
    case Order::Kind::kMoveStore:
      return move_store(facts, order);
    case Order::Kind::kSwitchDatabase:
      return switch_database(facts, order);
    case Order::Kind::kSetNextHop:  // CMD-70, INV-43
      return facts.writable_from(order.site) ? Decision{} : refuse("E_CMS_UNAVAILABLE", "INV-43");
    case Order::Kind::kOther:
      break;
  }
  return {};
}

Quorum keeps_running(int front_ends, bool primary_sql_up) {
  // FLT-05 and FLT-06 as printed; an even number of voters counts the SQL server as one more, so
  // that without it one more Front End is needed (FLT-07).
  static constexpr Quorum kTable[13] = {{0, 0}, {1, 1}, {1, 2}, {2, 3}, {2, 4}, {3, 5}, {3, 6},
                                        {4, 7}, {4, 7}, {4, 7}, {5, 9}, {5, 9}, {5, 9}};
  Quorum q = kTable[std::clamp(front_ends, 0, 12)];
  if (!primary_sql_up && q.counted % 2 == 0) ++q.needed;
  return q;
}

int needed_to_start(int front_ends) {
  static constexpr int kTable[13] = {0, 1, 1, 3, 3, 4, 5, 5, 6, 7, 8, 9, 10};
  return kTable[std::clamp(front_ends, 0, 12)];
}

}  // namespace firedrill::oracle
