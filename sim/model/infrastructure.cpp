// Machines, routing groups and pool-level quorum (rule book 3.2), and the order in which the other
// components learn that something changed.
#include <algorithm>

#include "sim/model/components.hpp"
#include "sim/model/planted_bugs.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

/// FLT-01, FLT-02, MA-14, MA-15: members are fixed places; a live secondary becomes primary after
/// the promotion time, and until then the group's users have no service.
void update_group(Writer& w, Index pool, std::size_t group, bool serving) {
  const State& s = w.state();
  const GroupRecord& g = s.record<GroupRecord>(group);
  const Pool& p = w.world().pool(pool);
  auto live = [&](std::uint8_t member) {
    return member != 0xff && serving &&
           front_end_ready(s.front_end(ix(p.first_front_end) + member));
  };
  int count = 0;
  for (const std::uint8_t member : g.members) count += live(member) ? 1 : 0;
  w.put(g.live, static_cast<std::uint8_t>(count));
  const Slot promotion = w.slot(TimerKind::kGroupPromotion, group);
  if (g.primary != 0xff && !live(g.primary)) w.put(g.primary, std::uint8_t{0xff});
  if (g.primary != 0xff || count == 0) {
    w.put(g.promoting, std::uint8_t{0});
    w.disarm(promotion);
  } else if (g.promoting == 0) {
    w.put(g.promoting, std::uint8_t{1});
    w.arm(promotion, w.world().time(ParameterId::kPromotion));
  }
}

void update_groups(Writer& w, Index pool) {
  const PoolRange& range = w.world().range(pool);
  const bool serving = pool_serving(w.state(), pool);
  for (std::uint32_t g = 0; g < range.groups; ++g) {
    update_group(w, pool, range.first_group + g, serving);
  }
}

void update_pool(Writer& w, Index pool) {
  const World& world = w.world();
  const State& s = w.state();
  const PoolRecord& r = s.pool(ix(pool));
  const Slot starting = w.slot(TimerKind::kPoolStart, ix(pool));
  if (r.services == Services::kRunning) {
    if (!functional_quorum(world, s, pool).holds()) {
      const bool any = any_machine_up(world, s, pool);
      if (any) w.tell({FactKind::kQuorumLost, pool, -1, 0, "", "FLT-05"});
      stop_pool(w, pool, any ? "INV-68" : "FLT-10");
    }
  }
  if (r.services != Services::kRunning) {
    const bool can_start = start_quorum(world, s, pool);
    if (can_start && r.services == Services::kStopped) {
      w.put(r.services, Services::kStarting);
      w.arm(starting, world.time(ParameterId::kPoolStart));
    } else if (!can_start && r.services == Services::kStarting) {
      w.put(r.services, Services::kStopped);
      w.disarm(starting);
    }
  }
  const Pool& p = world.pool(pool);
  int up = 0;
  for (int i = 0; i < p.front_end_count; ++i) {
    up += front_end_ready(s.front_end(ix(p.first_front_end) + ix(Index(i)))) ? 1 : 0;
  }
  if (up >= std::min(3, front_ends_of(world, s, pool)))
    w.put(r.three_seen, std::uint8_t{1});  // TOP-15
  update_groups(w, pool);
}

}  // namespace

namespace {

/// FLT-14: whoever is left alone when a pool of two stops ran last.
void note_last_running(Writer& w, Index pool) {
  if (front_ends_of(w.world(), w.state(), pool) != 2) return;
  const Pool& p = w.world().pool(pool);
  int left = 0;
  int position = 0;
  for (int i = 0; i < p.front_end_count; ++i) {
    if (!front_end_ready(w.state().front_end(ix(p.first_front_end) + ix(Index(i))))) continue;
    ++left;
    position = i;
  }
  if (left == 1)
    w.put(w.state().pool(ix(pool)).last_up_front_end, static_cast<std::uint8_t>(position));
}

}  // namespace

void stop_pool(Writer& w, Index pool, std::string_view rule) {
  const PoolRecord& r = w.state().pool(ix(pool));
  if (r.services == Services::kRunning) note_last_running(w, pool);
  w.put(r.services, Services::kStopped);
  w.disarm(w.slot(TimerKind::kPoolStart, ix(pool)));
  w.put(r.quorum_recovery, std::uint8_t{0});
  w.tell({FactKind::kPoolStopped, pool, -1, w.state().pool_index(ix(pool)).registered, "", rule});
  // The pool that serves a user hosts the conferences the user organises (2.1).
  const Index partner = backup_of(w.state(), pool);
  if (w.state().pool(ix(pool)).state == PoolState::kActive) cut_conferences(w, pool);
  if (partner != kNone && w.state().pool(ix(partner)).state != PoolState::kActive) {
    cut_conferences(w, partner);
  }
  w.touch_pool(ix(pool));
}

void infrastructure_changed(Writer& w) {
  const auto pools = static_cast<Index>(w.world().topology.pools.size());
  for (Index p = 0; p < pools; ++p) update_pool(w, p);
  back_ends_changed(w);
  detectors_changed(w);
  cms_changed(w);
  replication_changed(w);
  links_changed(w);
  pool_operations_changed(w);
  for (Index p = 0; p < pools; ++p) reconsider_users(w, p);
  restarts_changed(w);
  w.touch_all();
}

void front_end_started(Writer& w, std::size_t front_end) {
  const FrontEndRecord& fe = w.state().front_end(front_end);
  w.put(fe.joining, std::uint8_t{0});
  w.put(fe.needs_restart, std::uint8_t{0});
  w.put(fe.knows_mirror, std::uint8_t{1});
  server_list_changed(w, w.world().topology.front_ends[front_end].pool);
  w.tell({FactKind::kComponentUp, static_cast<std::int32_t>(front_end), 2, 0, "", "FLT-01"});
  infrastructure_changed(w);
}

void pool_started(Writer& w, Index pool) {
  const PoolRecord& r = w.state().pool(ix(pool));
  w.put(r.services, Services::kRunning);
  if (FIREDRILL_BUG(kReturnMakesActive)) w.put(r.state, PoolState::kActive);
  w.put(r.quorum_recovery, std::uint8_t{0});
  const Pool& p = w.world().pool(pool);
  for (int i = 0; i < p.front_end_count; ++i) {
    const FrontEndRecord& fe = w.state().front_end(ix(p.first_front_end) + ix(Index(i)));
    if (!machine_up(fe)) continue;
    w.put(fe.needs_restart, std::uint8_t{0});
    w.put(fe.knows_mirror, std::uint8_t{1});
  }
  server_list_changed(w, pool);
  const PoolRange& range = w.world().range(pool);
  for (std::uint32_t g = 0; g < range.groups; ++g) {  // placement at a cold start is immediate
    update_groups(w, pool);
    const std::size_t group = range.first_group + g;
    if (w.state().record<GroupRecord>(group).promoting != 0) {
      w.disarm(w.slot(TimerKind::kGroupPromotion, group));
      group_promoted(w, group);
    }
  }
  w.tell({FactKind::kPoolServing, pool, -1, 0, "", "FLT-04"});
  infrastructure_changed(w);
}

void group_promoted(Writer& w, std::size_t group) {
  const State& s = w.state();
  const GroupRecord& g = s.record<GroupRecord>(group);
  w.put(g.promoting, std::uint8_t{0});
  for (std::size_t p = 0; p < w.world().ranges.size(); ++p) {
    const PoolRange& range = w.world().ranges[p];
    if (group < range.first_group || group >= range.first_group + range.groups) continue;
    const Pool& pool = w.world().topology.pools[p];
    for (const std::uint8_t member : g.members) {
      if (member == 0xff) continue;
      if (!front_end_ready(s.front_end(ix(pool.first_front_end) + member))) continue;
      w.put(g.primary, member);
      break;
    }
    if (pool_serving(s, static_cast<Index>(p))) {
      reconsider_users(w, static_cast<Index>(p), ParameterId::kFrontEndReconnect);
    }
    w.touch_pool(p);
    return;
  }
}

}  // namespace firedrill
