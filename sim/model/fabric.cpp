// Resets of a pool's Registrar and fabric (Reset-CsPoolRegistrarState, rule book CMD-06, FLT-08,
// FLT-14): what each gives up to let a pool go on.
#include "sim/model/components.hpp"

namespace firedrill {
namespace {

constexpr std::uint8_t kNobody = 0xff;

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

bool is_member(const GroupRecord& group, std::uint8_t position) {
  for (const std::uint8_t member : group.members) {
    if (member == position) return true;
  }
  return false;
}

/// A ready Front End of the pool that is no member yet, looked for from `from` on.
std::uint8_t replacement(const Writer& w, Index pool, const GroupRecord& group, int from) {
  const Pool& p = w.world().pool(pool);
  for (int k = 0; k < p.front_end_count; ++k) {
    const int position = (from + k) % p.front_end_count;
    if (is_member(group, static_cast<std::uint8_t>(position))) continue;
    if (!front_end_ready(w.state().front_end(ix(p.first_front_end) + ix(Index(position)))))
      continue;
    return static_cast<std::uint8_t>(position);
  }
  return kNobody;
}

template <class F>
void for_each_group(Writer& w, Index pool, F&& f) {
  const PoolRange& range = w.world().range(pool);
  for (std::uint32_t g = 0; g < range.groups; ++g) {
    f(w.state().record<GroupRecord>(range.first_group + g), static_cast<int>(g));
  }
}

bool has_ready_member(const Writer& w, Index pool, const GroupRecord& group) {
  const Index first = w.world().pool(pool).first_front_end;
  for (const std::uint8_t member : group.members) {
    if (member != kNobody && front_end_ready(w.state().front_end(ix(first) + member))) return true;
  }
  return false;
}

void set_services_stopped(Writer& w, Index pool, bool stopped) {
  const Pool& p = w.world().pool(pool);
  for (int i = 0; i < p.front_end_count; ++i) {
    const FrontEndRecord& fe = w.state().front_end(ix(p.first_front_end) + ix(Index(i)));
    if (fe.services_stopped == kNotInstalled) continue;
    w.put(fe.services_stopped, stopped ? kStoppedByHand : std::uint8_t{0});
  }
}

}  // namespace

void reset_services(Writer& w, Index pool, bool start_again) {
  stop_pool(w, pool, "CMD-06");
  reset_server_list(w, pool);
  if (!start_again) set_services_stopped(w, pool, true);
  infrastructure_changed(w);
}

void recover_quorum_loss(Writer& w, Index pool) {
  for_each_group(w, pool, [&](const GroupRecord& group, int number) {
    if (has_ready_member(w, pool, group)) return;
    // Reloaded from the backup store onto servers that run; what was not written there is gone.
    for (const std::uint8_t& member : group.members) w.put(member, kNobody);
    for (const std::uint8_t& member : group.members) {
      w.put(member, replacement(w, pool, group, number));
    }
    w.put(group.primary, kNobody);
  });
  const PoolRecord& r = w.state().pool(ix(pool));
  if (r.services != Services::kRunning) w.put(r.quorum_recovery, std::uint8_t{1});
  infrastructure_changed(w);
}

void begin_full_reset(Writer& w, Index pool) {
  stop_pool(w, pool, "CMD-06");
  set_services_stopped(w, pool, true);
  infrastructure_changed(w);
}

void end_full_reset(Writer& w, Index pool) {
  set_services_stopped(w, pool, false);
  reset_server_list(w, pool);
  recover_quorum_loss(w, pool);
}

void forget_machine(Writer& w, std::size_t front_end) {
  const Index pool = w.world().topology.front_ends[front_end].pool;
  const auto position = static_cast<std::uint8_t>(static_cast<Index>(front_end) -
                                                  w.world().pool(pool).first_front_end);
  for_each_group(w, pool, [&](const GroupRecord& group, int number) {
    for (const std::uint8_t& member : group.members) {
      if (member == position) w.put(member, replacement(w, pool, group, number));
    }
    if (group.primary == position) w.put(group.primary, kNobody);
  });
  infrastructure_changed(w);
}

void complete_groups(Writer& w, Index pool) {
  for_each_group(w, pool, [&](const GroupRecord& group, int number) {
    for (const std::uint8_t& member : group.members) {
      if (member == kNobody) w.put(member, replacement(w, pool, group, number));
    }
  });
  infrastructure_changed(w);
}

}  // namespace firedrill
