// Windows services as an administrator starts and stops them, and the restart of every Front End of
// a pool one at a time, after which its servers know who belongs to it (rule book CMD-72, CMD-73,
// FLT-03, FLT-13, TOP-54).
#include "sim/model/components.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

/// A machine whose services start again counts when they have started.
void begin_joining(Writer& w, std::size_t front_end, Duration takes) {
  w.put(w.state().front_end(front_end).joining, std::uint8_t{1});
  w.arm(w.slot(TimerKind::kFrontEndStart, front_end), takes);
}

bool restarting(const FrontEndRecord& fe) {
  return fe.restart == FrontEndRestart::kUnderWay && machine_up(fe) && fe.joining != 0;
}

/// FLT-14: a server whose services end while its pool runs is the last that ran, until another
/// goes.
void note_leaving(Writer& w, std::size_t front_end) {
  const Index pool = w.world().topology.front_ends[front_end].pool;
  if (!front_end_ready(w.state().front_end(front_end)) || !pool_serving(w.state(), pool)) return;
  const Index position = static_cast<Index>(front_end) - w.world().pool(pool).first_front_end;
  w.put(w.state().pool(ix(pool)).last_up_front_end, static_cast<std::uint8_t>(position));
}

/// Lets the next queued Front End of `pool` restart; true when one began.
bool restart_next(Writer& w, Index pool) {
  const Pool& p = w.world().pool(pool);
  for (int i = 0; i < p.front_end_count; ++i) {
    const std::size_t front_end = ix(p.first_front_end) + ix(Index(i));
    const FrontEndRecord& fe = w.state().front_end(front_end);
    if (restarting(fe)) return false;
    if (fe.restart == FrontEndRestart::kUnderWay) w.put(fe.restart, FrontEndRestart::kNone);
    if (fe.restart != FrontEndRestart::kQueued) continue;
    if (!front_end_ready(fe)) {  // down or stopped: it learns all there is when it starts
      w.put(fe.restart, FrontEndRestart::kNone);
      continue;
    }
    w.put(fe.restart, FrontEndRestart::kUnderWay);
    if (front_ends_of(w.world(), w.state(), pool) == 2) note_leaving(w, front_end);
    begin_joining(w, front_end, w.world().time(ParameterId::kPoolStart));
    return true;
  }
  const std::uint8_t actor = w.state().pool(ix(pool)).restart_actor;
  w.put(w.state().pool(ix(pool)).restart_actor, std::uint8_t{0xff});
  finish_command(w, actor, ErrorCode::kOk, "FLT-13", "");
  return false;
}

}  // namespace

void stop_front_end_services(Writer& w, std::size_t front_end) {
  const FrontEndRecord& fe = w.state().front_end(front_end);
  if (fe.services_stopped == kNotInstalled) return;
  note_leaving(w, front_end);
  w.put(fe.services_stopped, kStoppedByHand);
  w.put(fe.joining, std::uint8_t{0});
  w.disarm(w.slot(TimerKind::kFrontEndStart, front_end));
  infrastructure_changed(w);
}

void start_front_end_services(Writer& w, std::size_t front_end, Duration takes) {
  const FrontEndRecord& fe = w.state().front_end(front_end);
  // Starting a running service is not an error; one that is not there cannot be started.
  if (fe.services_stopped != kStoppedByHand) return;
  w.put(fe.services_stopped, std::uint8_t{0});
  // A pool that does not run starts as a whole and takes its own time for that.
  if (pool_serving(w.state(), w.world().topology.front_ends[front_end].pool)) {
    begin_joining(w, front_end, takes);
  }
  infrastructure_changed(w);
}

void set_backup_service(Writer& w, std::size_t front_end, bool runs) {
  w.put(w.state().front_end(front_end).backup_service, runs ? std::uint8_t{1} : std::uint8_t{0});
  infrastructure_changed(w);
}

void set_edge_services(Writer& w, std::size_t edge_server, bool run) {
  const auto& r = w.state().record<EdgeServerRecord>(edge_server);
  w.put(r.services_stopped, run ? std::uint8_t{0} : std::uint8_t{1});
  if (run) {  // with xmppRouteAt=serviceStart the proxy goes by what it knew when it started
    const Index here = w.world().topology.edge_servers[edge_server].edge_pool;
    const bool routed = w.state().cms().xmpp_last.seen == here;
    w.put(r.proxies_xmpp, routed ? std::uint8_t{1} : std::uint8_t{0});
  }
  infrastructure_changed(w);
}

void membership_published(Writer& w, std::size_t front_end, bool member) {
  const FrontEndRecord& fe = w.state().front_end(front_end);
  if (in_topology(fe) == member) return;
  const Index pool = w.world().topology.front_ends[front_end].pool;
  if (!pool_serving(w.state(), pool)) {
    w.put(w.state().pool(ix(pool)).needs_service_reset, std::uint8_t{1});
  }
  switch (fe.membership) {
    case Membership::kMember:
      w.put(fe.membership, Membership::kLeaving);
      break;
    case Membership::kLeaving:
      w.put(fe.membership, Membership::kMember);
      break;
    case Membership::kComing:
      w.put(fe.membership, Membership::kRemoved);
      break;
    case Membership::kRemoved:
      w.put(fe.membership, Membership::kComing);
      w.put(fe.replica_version, std::uint16_t{0});
      break;
  }
  const Pool& p = w.world().pool(pool);
  for (int i = 0; i < p.front_end_count; ++i) {
    const FrontEndRecord& each = w.state().front_end(ix(p.first_front_end) + ix(Index(i)));
    if (each.membership == Membership::kMember) w.put(each.needs_restart, std::uint8_t{1});
  }
}

void server_list_changed(Writer& w, Index pool) {
  if (w.state().pool(ix(pool)).needs_service_reset != 0) return;
  const Pool& p = w.world().pool(pool);
  bool differs = false;
  for (int i = 0; i < p.front_end_count; ++i) {
    const FrontEndRecord& fe = w.state().front_end(ix(p.first_front_end) + ix(Index(i)));
    differs = differs || in_topology(fe) != counts_in_pool(fe);
    // A server that is down learns the list when it starts; one that leaves needs no restart.
    const bool stays = fe.membership == Membership::kMember;
    if (stays && fe.needs_restart != 0 && front_end_ready(fe)) return;
  }
  if (differs) reset_server_list(w, pool);
}

void reset_server_list(Writer& w, Index pool) {
  const Pool& p = w.world().pool(pool);
  w.put(w.state().pool(ix(pool)).needs_service_reset, std::uint8_t{0});
  bool came = false;
  for (int i = 0; i < p.front_end_count; ++i) {
    const std::size_t front_end = ix(p.first_front_end) + ix(Index(i));
    const FrontEndRecord& fe = w.state().front_end(front_end);
    if (fe.membership == Membership::kComing) {
      w.put(fe.membership, Membership::kMember);
      came = true;
    } else if (fe.membership == Membership::kLeaving) {
      w.put(fe.membership, Membership::kRemoved);
      w.put(fe.services_stopped, kNotInstalled);
      w.put(fe.joining, std::uint8_t{0});
      w.put(fe.needs_restart, std::uint8_t{0});
      w.put(fe.components_installed, std::uint8_t{0});
      w.put(fe.backup_service, std::uint8_t{0});
      w.put(fe.cms_services, std::uint8_t{0});
      w.disarm(w.slot(TimerKind::kFrontEndStart, front_end));
      forget_machine(w, front_end);
    }
  }
  if (came) complete_groups(w, pool);
}

void restart_all_front_ends(Writer& w, Index pool, std::uint8_t actor) {
  const Pool& p = w.world().pool(pool);
  w.put(w.state().pool(ix(pool)).restart_actor, actor);
  for (int i = 0; i < p.front_end_count; ++i) {
    w.put(w.state().front_end(ix(p.first_front_end) + ix(Index(i))).restart,
          FrontEndRestart::kQueued);
  }
  infrastructure_changed(w);
}

void restarts_changed(Writer& w) {
  for (std::size_t p = 0; p < w.state().count<PoolRecord>(); ++p) {
    if (w.state().pool(p).restart_actor == 0xff) continue;
    // One begins at most: the next look at the same pool finds it under way.
    if (restart_next(w, static_cast<Index>(p))) infrastructure_changed(w);
  }
}

}  // namespace firedrill
