// Databases under mirroring, the clock of a missing Back End, and quorum (rule book 7.4).
//
// The tables of quorum stand here as data, as the topics print them, while the model computes
// votes: the two must agree.
#include <fmt/format.h>

#include <algorithm>

#include "sim/rules/invariant_checks.hpp"

namespace firedrill::invariants {
namespace {

unsigned bit(DatabaseType type) {
  return 1U << static_cast<unsigned>(type);
}
constexpr DatabaseType kTypes[] = {DatabaseType::kUser, DatabaseType::kApplication,
                                   DatabaseType::kCentralMgmt};

std::string_view type_name(DatabaseType type) {
  switch (type) {
    case DatabaseType::kUser:
      return "User";
    case DatabaseType::kApplication:
      return "Application";
    case DatabaseType::kCentralMgmt:
      return "CentralMgmt";
  }
  return "unknown";
}

bool mirrored(const BackEndRecord& r, DatabaseType type) {
  return (r.mirrored & bit(type)) != 0;
}

struct Servers {
  Index principal = kNone;
  Index other = kNone;
};
Servers servers_of(const BackEnd& be, const BackEndRecord& r, DatabaseType type) {
  const bool on_mirror = (r.on_mirror & bit(type)) != 0;
  return on_mirror ? Servers{be.mirror, be.primary} : Servers{be.primary, be.mirror};
}

/// Both servers run, the witness too, and the copies are the same: what INV-63 asks for.
bool automatic_ready(const Look& l, std::size_t b, const BackEndRecord& r, DatabaseType type,
                     Index target) {
  return mirrored(r, type) && r.has_witness != 0 && (r.desync & bit(type)) == 0 &&
         sql_serves(l.state, target) &&
         sql_machine_up(l.state, l.world.topology.back_ends[b].witness);
}

int ready_of(const Look& l, std::size_t pool, int first) {
  const Pool& p = l.world.topology.pools[pool];
  int ready = 0;
  for (int i = 0; i < p.front_end_count && first > 0; ++i) {
    const FrontEndRecord& fe = l.state.front_end(ix(p.first_front_end) + ix(Index(i)));
    if (!counts_in_pool(fe)) continue;
    --first;
    ready += front_end_ready(fe) ? 1 : 0;
  }
  return ready;
}

/// What started and how many there were, by the list that the servers went by as they started.
struct Start {
  int ready = 0;
  int of = 0;
};
Start start_of(const Look& l, std::size_t pool) {
  const Pool& p = l.world.topology.pools[pool];
  Start out;
  for (int i = 0; i < p.front_end_count; ++i) {
    const std::size_t number = ix(p.first_front_end) + ix(Index(i));
    const FrontEndRecord& was = l.before.front_ends[number];
    const FrontEndRecord& is = l.state.front_end(number);
    if (!counts_in_pool(was)) continue;
    ++out.of;
    // A restart that was waiting for the pool may begin as soon as it runs.
    const bool as_before = !counts_in_pool(is) || was.restart != is.restart;
    out.ready += front_end_ready(as_before ? was : is) ? 1 : 0;
  }
  return out;
}

/// FLT-05 and FLT-06 with the primary SQL server up, FLT-07 with it down, by number of Front Ends.
/// `of` is how many of the servers that were started first count.
struct Keep {
  int needed = 0;
  int of = 0;
};
Keep keep_functional(const World& world, int front_ends, bool sql_up) {
  static constexpr Keep kA[13] = {{},     {1, 1}, {1, 2}, {2, 3}, {2, 4}, {3, 5}, {3, 6},
                                  {4, 7}, {4, 7}, {4, 7}, {5, 9}, {5, 9}, {5, 9}};
  static constexpr Keep kB[13] = {{},     {1, 1}, {1, 2}, {2, 3},  {2, 4},  {3, 5}, {3, 6},
                                  {4, 7}, {4, 8}, {5, 9}, {5, 10}, {6, 11}, {6, 12}};
  static constexpr int kStart[13] = {0, 1, 1, 3, 3, 4, 5, 5, 6, 7, 8, 9, 10};  // FLT-04
  const int n = std::clamp(front_ends, 0, 12);
  Keep keep = chosen(world, ParameterId::kQuorumTable, 1) ? kB[n] : kA[n];
  if (sql_up) return keep;
  if (chosen(world, ParameterId::kSqlWitnessRule, 1)) return {kStart[n], n};  // MA-13
  if (keep.of % 2 == 0) ++keep.needed;  // the primary SQL server had the deciding vote
  return keep;
}

bool primary_sql_up(const Look& l, std::size_t pool) {
  const Index be = l.world.topology.pools[pool].back_end;
  return be != kNone && sql_machine_up(l.state, l.world.topology.back_ends[ix(be)].primary);
}

bool immediate(const Look& l) {  // TRAP-16
  return chosen(l.world, ParameterId::kBackEndLossRule, 1);
}

}  // namespace

bool database_serves(const World& world, const State& state, Index pool, DatabaseType type) {
  const Index number = world.pool(pool).back_end;
  if (number == kNone) return false;
  const BackEnd& be = world.topology.back_ends[ix(number)];
  const BackEndRecord& r = state.back_end(ix(number));
  const Servers servers = servers_of(be, r, type);
  if (!sql_serves(state, servers.principal)) return false;
  if (!mirrored(r, type) || r.has_witness == 0) return true;
  return sql_machine_up(state, servers.other) || sql_machine_up(state, be.witness);
}

bool back_end_serves(const World& world, const State& state, Index pool) {
  if (!database_serves(world, state, pool, DatabaseType::kUser)) return false;
  const Pool& p = world.pool(pool);
  if ((state.back_end(ix(p.back_end)).on_mirror & bit(DatabaseType::kUser)) == 0) return true;
  for (int i = 0; i < p.front_end_count; ++i) {
    const FrontEndRecord& fe = state.front_end(ix(p.first_front_end) + ix(Index(i)));
    if (front_end_ready(fe) && fe.knows_mirror == 0) return false;
  }
  return true;
}

Answer inv_60(const Look& l, std::size_t b) {
  // A principal that moved by anything but a switch would leave the old one acting too (MA-52).
  const BackEndRecord& was = l.before.back_ends[b];
  const BackEndRecord& is = l.state.back_end(b);
  if (was.on_mirror == is.on_mirror) return idle();
  const bool switched = l.moment.fired == TimerKind::kMirrorAutomatic ||
                        l.moment.fired == TimerKind::kMirrorManual ||
                        l.moment.fired == TimerKind::kActor;  // reconfiguration by an administrator
  if (switched) return held();
  const Index pool = l.world.topology.back_ends[b].pool;
  return broken(fmt::format("a principal of {} moved without a switch ({} fired): two copies act",
                            l.pool_name(pool), timer_name(l.moment.fired)))
      .of_pool(pool)
      .because(&is.on_mirror);
}

Answer inv_61(const Look& l, std::size_t b) {
  const BackEndRecord& was = l.before.back_ends[b];
  if (l.moment.fired != TimerKind::kMirrorManual || l.moment.entity != b) return idle();
  const BackEndRecord& is = l.state.back_end(b);
  if (was.on_mirror == is.on_mirror) return idle();
  const auto type = static_cast<DatabaseType>(was.forced_pending);
  if (was.forced_pending < kDatabaseTypeCount && mirrored(was, type)) return held();
  const Index pool = l.world.topology.back_ends[b].pool;
  return broken(fmt::format("a database of {} was failed over although it has no mirror",
                            l.pool_name(pool)))
      .of_pool(pool)
      .because(&is.mirrored, &is.on_mirror);
}

Answer inv_62(const Look& l, std::size_t b) {
  const BackEndRecord& was = l.before.back_ends[b];
  const auto changed = static_cast<unsigned>(was.on_mirror ^ l.state.back_end(b).on_mirror);
  const bool by_switch =
      l.moment.fired == TimerKind::kMirrorManual || l.moment.fired == TimerKind::kMirrorAutomatic;
  if (!by_switch || l.moment.entity != b || (changed & ~was.desync) == 0) return idle();
  const Index pool = l.world.topology.back_ends[b].pool;
  if (l.moment.fact(FactKind::kWritesLost) == nullptr) return held();
  return broken(fmt::format("{} lost committed writes by a failover between synchronised copies",
                            l.pool_name(pool)))
      .of_pool(pool)
      .because(&l.state.back_end(b).on_mirror, &l.state.back_end(b).desync);
}

Answer inv_63(const Look& l, std::size_t b) {
  if (l.moment.fired != TimerKind::kMirrorAutomatic || l.moment.entity != b) return idle();
  const BackEndRecord& was = l.before.back_ends[b];
  const BackEndRecord& is = l.state.back_end(b);
  if (was.on_mirror == is.on_mirror) return idle();
  for (const DatabaseType type : kTypes) {
    if (((was.on_mirror ^ is.on_mirror) & bit(type)) == 0) continue;
    const BackEnd& be = l.world.topology.back_ends[b];
    if (automatic_ready(l, b, was, type, servers_of(be, is, type).principal)) continue;
    return broken(fmt::format("the {} databases of {} failed over by themselves without witness, "
                              "mirror or synchronised copies",
                              type_name(type), l.pool_name(be.pool)))
        .of_pool(be.pool)
        .because(&is.on_mirror, &is.desync, &is.has_witness);
  }
  return held();
}

Answer inv_63_rest(const Look& l, std::size_t) {
  Answer answer = idle();
  for (std::size_t b = 0; b < l.before.back_ends.size(); ++b) {
    const BackEnd& be = l.world.topology.back_ends[b];
    const BackEndRecord& r = l.state.back_end(b);
    for (const DatabaseType type : kTypes) {
      const Servers servers = servers_of(be, r, type);
      if (sql_serves(l.state, servers.principal)) continue;
      if (!automatic_ready(l, b, r, type, servers.other)) continue;
      return broken(fmt::format("the {} databases of {} did not fail over to their mirror",
                                type_name(type), l.pool_name(be.pool)))
          .of_pool(be.pool)
          .because(&r.on_mirror, &r.automatic_pending);
    }
    if (r.mirrored != 0 && r.has_witness != 0) answer = held();
  }
  return answer;
}

Answer inv_64(const Look& l, std::size_t pool) {
  // Seen where it acts: the clock of FLT-20 runs or has run out exactly while a running pool misses
  // the principal of its User databases.
  const Index be = l.world.topology.pools[pool].back_end;
  if (be == kNone || !mirrored(l.state.back_end(ix(be)), DatabaseType::kUser)) return idle();
  if (!pool_serving(l.state, static_cast<Index>(pool))) return idle();
  const bool serves = back_end_serves(l.world, l.state, static_cast<Index>(pool));
  const PoolRecord& r = l.state.pool(pool);
  const bool clock = l.state.deadline(l.writer.slot(TimerKind::kBackupClock, pool)).is_set();
  const bool right = serves ? !clock : clock || r.backup_clock_expired != 0;
  if (right) return held();
  const BackEndRecord& record = l.state.back_end(ix(be));
  return broken(fmt::format("the User databases of {} {}", l.pool_name(static_cast<Index>(pool)),
                            serves ? "are served, yet they count as lost"
                                   : "are not served, yet they do not count as lost"))
      .of_pool(static_cast<Index>(pool))
      .because(&record.on_mirror, &r.backup_clock_expired);
}

Answer inv_65(const Look& l, std::size_t b) {
  const BackEnd& be = l.world.topology.back_ends[b];
  const BackEndRecord& r = l.state.back_end(b);
  const bool alone = r.mirrored != 0 && r.has_witness != 0 &&
                     !sql_machine_up(l.state, be.witness) && sql_serves(l.state, be.primary) &&
                     sql_serves(l.state, be.mirror);
  if (!alone) return idle();
  const bool database_works = database_available(l.world, l.state, be.pool, DatabaseType::kUser);
  if (database_works && r.automatic_pending == 0) return held();
  return broken(fmt::format("the loss of its witness alone {} {}",
                            database_works ? "left automatic failover on at" : "stopped",
                            l.pool_name(be.pool)))
      .of_pool(be.pool)
      .because(&r.automatic_pending, &r.on_mirror);
}

Answer inv_66(const Look& l, std::size_t user) {
  // By cause: the event in which a SQL server is lost changes nobody's mode. Excused: the server
  // was the deciding witness and a pool stopped (FLT-07), a Standard Edition server, the immediate
  // rule of TRAP-16.
  if (l.moment.fired != TimerKind::kFault) return idle();
  const FaultKind kind = fault_at(l.world, l.state, l.moment.entity).kind;
  if (kind != FaultKind::kSql && kind != FaultKind::kLogDiskFull) return idle();
  const UserBefore& was = l.before.users[user];
  const UserRecord& is = l.state.user(user);
  if (was.mode == is.mode || is.home == kNone) return idle();
  if (immediate(l) || l.state.pool(ix(is.home)).backup_store_threshold_ms == 0) return idle();
  if (l.moment.fact(FactKind::kPoolStopped) != nullptr) return idle();
  if (l.world.pool(is.home).edition == Edition::kStandard) return idle();
  return broken(fmt::format("{} of {} lost regular mode at once with a SQL server", user_name(user),
                            l.pool_name(is.home)))
      .of_user(user)
      .because(&is.mode);
}

Answer inv_66_clock(const Look& l, std::size_t pool) {
  // The clock runs from the loss, anew after every recovery, and no shorter than the threshold.
  const PoolRecord& is = l.state.pool(pool);
  if (is.backup_clock_expired == 0 || l.before.pools[pool].backup_clock_expired != 0) return idle();
  // A threshold that was changed meanwhile may count from either value.
  const PoolNotes& n = l.notes.pools[pool];
  const Duration least(immediate(l) ? 0 : n.threshold_shortest_ms);
  if (n.back_end_lost.is_set() && l.state.at_least_as_old(n.back_end_lost, least)) return held();
  return broken(fmt::format("{} counts its Back End as lost before the threshold",
                            l.pool_name(static_cast<Index>(pool))))
      .of_pool(static_cast<Index>(pool))
      .because(&is.backup_clock_expired);
}

Answer inv_67(const Look& l, std::size_t pool) {
  const PoolNotes& n = l.notes.pools[pool];
  const Duration most(immediate(l) ? 0 : n.threshold_longest_ms);
  const bool long_gone = n.back_end_lost.is_set() && l.state.older_than(n.back_end_lost, most);
  if (!long_gone && l.state.pool(pool).backup_clock_expired == 0) return idle();
  const std::uint32_t regular = l.state.pool_index(pool).regular_here;
  if (regular == 0) return held();
  return broken(fmt::format("{} keeps {} users in regular mode without its Back End",
                            l.pool_name(static_cast<Index>(pool)), regular))
      .of_pool(static_cast<Index>(pool))
      .because(&l.state.pool(pool).backup_clock_expired);
}

Answer inv_68(const Look& l, std::size_t pool) {
  const PoolRecord& r = l.state.pool(pool);
  if (r.services != Services::kRunning) return idle();
  const QuorumAnswer quorum = functional_quorum(l.world, l.state, static_cast<Index>(pool));
  const int n = front_ends_of(l.world, l.state, static_cast<Index>(pool));
  const Keep keep = keep_functional(l.world, n, primary_sql_up(l, pool));
  const int counted = n >= 8 ? n : keep.of;  // which servers count is INV-70
  if (quorum.holds() && ready_of(l, pool, counted) >= keep.needed) return held();
  return broken(fmt::format("{} serves {} users below functional quorum ({} of {} votes)",
                            l.pool_name(static_cast<Index>(pool)),
                            l.state.pool_index(pool).registered, quorum.votes, quorum.needed))
      .of_pool(static_cast<Index>(pool))
      .because(&r.services);
}

Answer inv_69(const Look& l, std::size_t pool) {
  const PoolRecord& was = l.before.pools[pool];
  const bool started =
      was.services != Services::kRunning && l.state.pool(pool).services == Services::kRunning;
  if (!started || was.quorum_recovery != 0) return idle();
  const auto [ready, n] = start_of(l, pool);
  if (ready >= start_table(n)) return held();
  return broken(fmt::format("{} started with {} of {} Front Ends, {} are needed",
                            l.pool_name(static_cast<Index>(pool)), ready, n, start_table(n)))
      .of_pool(static_cast<Index>(pool))
      .because(&l.state.pool(pool).services);
}

Answer inv_70(const Look& l, std::size_t pool) {
  const int n = front_ends_of(l.world, l.state, static_cast<Index>(pool));
  if (n < 8 || l.state.pool(pool).services != Services::kRunning) return idle();
  const bool other_table = chosen(l.world, ParameterId::kQuorumTable, 1);
  const bool literal = chosen(l.world, ParameterId::kSqlWitnessRule, 1);
  if (other_table || (literal && !primary_sql_up(l, pool))) return idle();
  const Keep keep = keep_functional(l.world, n, true);
  const int ready = ready_of(l, pool, keep.of);
  if (ready >= keep.needed) return held();
  return broken(fmt::format("{} runs with {} of its first {} Front Ends, {} are needed",
                            l.pool_name(static_cast<Index>(pool)), ready, keep.of, keep.needed))
      .of_pool(static_cast<Index>(pool))
      .because(&l.state.pool(pool).services);
}

Answer inv_71(const Look& l, std::size_t pool) {
  // A property of the tables: with the primary SQL server down, no fewer Front Ends may suffice.
  const int n = front_ends_of(l.world, l.state, static_cast<Index>(pool));
  if (n == 0) return idle();
  const Keep with = keep_functional(l.world, n, true);
  const Keep without = keep_functional(l.world, n, false);
  const QuorumAnswer now = functional_quorum(l.world, l.state, static_cast<Index>(pool));
  const bool up = primary_sql_up(l, pool);
  const int ready = ready_of(l, pool, (up ? with : without).of);
  const bool serves = now.holds();
  const bool agrees = up || !serves || ready >= with.needed;
  if (without.needed >= with.needed && agrees) return held();
  return broken(fmt::format("{} keeps running only because its primary SQL server is down",
                            l.pool_name(static_cast<Index>(pool))))
      .of_pool(static_cast<Index>(pool));
}

Answer inv_72(const Look& l, std::size_t user) {
  const UserRecord& r = l.state.user(user);
  if (r.mode != UserMode::kRegular || r.registrar != r.home || r.moved != 0) return idle();
  const auto& g = l.state.record<GroupRecord>(group_of(l.world, static_cast<std::uint32_t>(user)));
  const Pool& pool = l.world.pool(r.home);
  auto live = [&](std::uint8_t member) {
    return member != 0xff && front_end_ready(l.state.front_end(ix(pool.first_front_end) + member));
  };
  int secondaries = 0;
  for (const std::uint8_t member : g.members) {
    if (member != g.primary && live(member)) ++secondaries;
  }
  const bool enough = front_ends_of(l.world, l.state, r.home) <= 2 || secondaries >= 1;
  if (live(g.primary) && enough) return held();
  return broken(fmt::format("{} of {} is in regular mode although the routing group has {}",
                            user_name(user), l.pool_name(r.home),
                            live(g.primary) ? "no secondary" : "no primary"))
      .of_user(user)
      .because(&r.mode, &g.primary);
}

Answer inv_73(const Look& l, std::size_t pool) {
  const PoolRecord& was = l.before.pools[pool];
  const bool started =
      was.services != Services::kRunning && l.state.pool(pool).services == Services::kRunning;
  const Pool& p = l.world.topology.pools[pool];
  const auto [ready, n] = start_of(l, pool);
  if (!started || n != 2 || was.quorum_recovery != 0) return idle();
  if (ready == 2) return held();
  const std::int16_t first_down = l.notes.pools[pool].front_end_first_down;
  const bool alone_is_first_down =
      first_down >= 0 && front_end_ready(l.state.front_end(ix(p.first_front_end) +
                                                           static_cast<std::size_t>(first_down)));
  if (!alone_is_first_down) return held();
  return broken(fmt::format(
                    "{} started with {} alone, which had gone down first",
                    l.pool_name(static_cast<Index>(pool)),
                    l.world.topology
                        .front_ends[ix(p.first_front_end) + static_cast<std::size_t>(first_down)]
                        .fqdn))
      .of_pool(static_cast<Index>(pool))
      .because(&l.state.pool(pool).services);
}

Answer inv_74(const Look& l, std::size_t b) {
  if (l.moment.fired != TimerKind::kMirrorManual || l.moment.entity != b) return idle();
  const BackEndRecord& was = l.before.back_ends[b];
  const auto changed = static_cast<unsigned>(was.on_mirror ^ l.state.back_end(b).on_mirror);
  if (changed == 0 || was.forced_pending >= kDatabaseTypeCount) return idle();
  const auto type = static_cast<DatabaseType>(was.forced_pending);
  if ((changed & ~bit(type)) == 0) return held();
  const Index pool = l.world.topology.back_ends[b].pool;
  return broken(fmt::format("switching the {} databases of {} dragged others along",
                            type_name(type), l.pool_name(pool)))
      .of_pool(pool)
      .because(&l.state.back_end(b).on_mirror);
}

}  // namespace firedrill::invariants
