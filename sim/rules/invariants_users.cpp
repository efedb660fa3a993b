// Users, registrations and conferences (rule book 7.6), and what is conserved at every event.
#include <fmt/format.h>

#include "sim/rules/invariant_checks.hpp"

namespace firedrill::invariants {
namespace {

/// full(P) for one user: the pool gives regular mode, and so does the user's routing group
/// (FLT-02).
bool full_for(const Look& l, std::size_t user, Index pool) {
  if (!pool_full(l.world, l.state, pool)) return false;
  const UserRecord& r = l.state.user(user);
  if (pool != r.home || r.moved != 0) return true;  // groups are those of the first home
  const auto& g = l.state.record<GroupRecord>(group_of(l.world, static_cast<std::uint32_t>(user)));
  if (g.primary == 0xff) return false;
  return l.world.pool(pool).front_end_count <= 2 || g.live >= 2 ||
         chosen(l.world, ParameterId::kGroupPrimaryOnly, 1);
}

}  // namespace

Index responsible_pool(const State& state, std::size_t user) {
  const UserRecord& r = state.user(user);
  if (r.home == kNone) return kNone;
  const PoolRecord& home = state.pool(ix(r.home));
  if (home.state == PoolState::kActive) return r.home;
  return home.state == PoolState::kFailedOver ? home.backup : kNone;
}

bool served_at_rest(const Look& l, std::size_t user) {
  const UserRecord& r = l.state.user(user);
  if (r.enabled == 0 || r.wants_online == 0) return false;
  const Index pool = responsible_pool(l.state, user);
  if (pool == kNone || !full_for(l, user, pool)) return false;
  // MA-51, INV-93: servers that a cut kept from learning the recorded state act on the old one.
  if (pool == r.home && l.state.pool(ix(pool)).state_seen != PoolState::kActive) return false;
  return user_path(l.world, l.state, static_cast<std::uint32_t>(user), pool);
}

}  // namespace firedrill::invariants
