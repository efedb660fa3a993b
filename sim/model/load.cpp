// The documented user model as load (rule book 8.2): one arrival process a pool and activity, which
// draws the user. Reads that change nothing (presence polls, searches, refreshes) are not events.
#include <algorithm>

#include "sim/model/components.hpp"
#include "sim/model/planted_bugs.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

void change_contact(Writer& w, std::uint32_t u) {
  if (can_write(w.world(), w.state(), u)) write_changes(w, u, BackupModule::kPresenceFocus, 1);
}

void publish_presence(Writer& w, std::uint32_t u, std::uint64_t draw) {
  const UserRecord& r = w.state().user(u);
  if (r.mode == UserMode::kSignedOut) return;
  // Three other presences to change to, so that every publication changes something.
  w.put(r.presence, static_cast<std::uint8_t>((r.presence + 1 + draw % 3) % 4));
}

void start_conference(Writer& w, std::uint32_t u, std::uint64_t draw) {
  // UX-20, INV-95: only an organiser in regular mode creates a conference.
  const UserRecord& r = w.state().user(u);
  if (r.mode != UserMode::kRegular || r.conference != 0) return;
  w.put(r.conference, std::uint8_t{1});
  ++w.pool_index(ix(r.home)).conferences;
  const PoolTally& t = w.state().tally(ix(r.home));
  w.put(t.conferences_started, t.conferences_started + 1);
  w.arm(w.slot(TimerKind::kConferenceEnd, u), w.world().load.conference_length);
  w.touch_user(u);
  if (!can_write(w.world(), w.state(), u)) return;
  // UM-19: 60 % were scheduled, a persistent change. Content is two uploads (UM-22).
  if (draw % 100 < 60) write_changes(w, u, BackupModule::kPresenceFocus, 1);
  const auto per_thousand = static_cast<std::int64_t>(draw / 100 % 100 * 10 + draw / 10'000 % 10);
  if (per_thousand < w.world().load.content_permille) {
    write_changes(w, u, BackupModule::kDataConf, 2);
  }
}

}  // namespace

void start_load(Writer& w) {
  const World& world = w.world();
  for (std::size_t a = 0; a < world.arrival_mean_ms.size(); ++a) {
    if (world.arrival_mean_ms[a] == 0) continue;
    w.arm(w.slot(TimerKind::kArrival, a),
          Duration(world.draws.exponential_ms(world.arrival_mean_ms[a], Purpose::kArrival, a, 0)));
  }
}

void arrival_due(Writer& w, std::size_t a) {
  const World& world = w.world();
  const ArrivalRecord& r = w.state().record<ArrivalRecord>(a);
  const std::uint64_t n = r.n;
  w.put(r.n, n + 1);
  w.arm(
      w.slot(TimerKind::kArrival, a),
      Duration(world.draws.exponential_ms(world.arrival_mean_ms[a], Purpose::kArrival, a, n + 1)));
  const std::size_t pool = a / kActivities;
  const PoolRange& range = world.ranges[pool];
  const std::uint64_t bits = world.draws.bits(Purpose::kArrivalUser, a, n);
  // The high half picks the user, the low half decides what exactly happens.
  const auto active =
      static_cast<std::uint64_t>(std::max(1, world.topology.pools[pool].active_users));
  const auto u = range.first_user + static_cast<std::uint32_t>((bits >> 32) * active >> 32);
  const std::uint64_t low = bits & 0xffffffffU;
  switch (static_cast<Activity>(a % kActivities)) {
    case Activity::kContactChange:
      change_contact(w, u);
      break;
    case Activity::kPresence:
      publish_presence(w, u, low);
      break;
    case Activity::kConference:
      start_conference(w, u, low);
      break;
  }
}

void queue_item(Writer& w, std::uint32_t u) {
  // INV-38: call detail of an ended conference waits on the Front End that served the organiser.
  const UserRecord& user = w.state().user(u);
  if (user.registrar == kNone) return;
  const Pool& p = w.world().pool(user.registrar);
  std::size_t front_end = ix(p.first_front_end);
  if (user.registrar == user.home && user.moved == 0) {
    const GroupRecord& g = w.state().record<GroupRecord>(group_of(w.world(), u));
    if (g.primary != 0xff) front_end += g.primary;
  }
  for (int i = 0; i < p.front_end_count; ++i) {
    if (front_end_ready(w.state().front_end(front_end))) break;
    front_end =
        ix(p.first_front_end) + (front_end - ix(p.first_front_end) + 1) % ix(p.front_end_count);
  }
  const FrontEndRecord& fe = w.state().front_end(front_end);
  if (fe.queued == 0xffff) return;  // the alarm of 50,000 items lies below; a full queue takes none
  w.put(fe.queued, static_cast<std::uint16_t>(fe.queued + 1));
  const PoolTally& t = w.state().tally(ix(user.registrar));
  w.put(t.items_produced, t.items_produced + 1);
  const Slot slot = w.slot(TimerKind::kQueueDelivery, front_end);
  if (!w.armed(slot)) w.arm(slot, w.world().time(ParameterId::kQueueDelivery));
}

void queue_delivery_due(Writer& w, std::size_t front_end) {
  const FrontEndRecord& fe = w.state().front_end(front_end);
  const Index pool = w.world().topology.front_ends[front_end].pool;
  if (!back_end_visible(w.world(), w.state(), pool)) {  // items stay queued until it can take them
    w.arm(w.slot(TimerKind::kQueueDelivery, front_end),
          w.world().time(ParameterId::kQueueDelivery));
    return;
  }
  const PoolTally& t = w.state().tally(ix(pool));
  w.put(t.items_delivered, t.items_delivered + fe.queued);
  w.put(fe.queued, std::uint16_t{0});
}

void flush_queues(Writer& w, Index pool) {
  const Pool& p = w.world().pool(pool);
  const PoolTally& t = w.state().tally(ix(pool));
  for (int i = 0; i < p.front_end_count; ++i) {
    const FrontEndRecord& fe = w.state().front_end(ix(p.first_front_end) + ix(Index(i)));
    if (!front_end_ready(fe) || fe.queued == 0) continue;
    const std::uint64_t counted = FIREDRILL_BUG(kFlushedItemsForgotten) ? 0 : fe.queued;
    w.put(t.items_flushed, t.items_flushed + counted);
    w.put(fe.queued, std::uint16_t{0});
  }
}

void lose_queue(Writer& w, std::size_t front_end) {
  const FrontEndRecord& fe = w.state().front_end(front_end);
  w.disarm(w.slot(TimerKind::kQueueDelivery, front_end));
  if (fe.queued == 0) return;
  const PoolTally& t = w.state().tally(ix(w.world().topology.front_ends[front_end].pool));
  w.put(t.items_lost, t.items_lost + fe.queued);
  w.put(fe.queued, std::uint16_t{0});
}

}  // namespace firedrill
