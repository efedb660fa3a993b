// Pure questions about a State; the rule book's derived notions (7.0) live here and nowhere else.
#include "sim/model/view.hpp"

#include <algorithm>

#include "sim/model/planted_bugs.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

}  // namespace

bool machine_up(const FrontEndRecord& fe) {
  return fe.down == 0;
}
bool counts_in_pool(const FrontEndRecord& fe) {
  return fe.membership == Membership::kMember || fe.membership == Membership::kLeaving;
}
bool in_topology(const FrontEndRecord& fe) {
  return fe.membership == Membership::kMember || fe.membership == Membership::kComing;
}
int front_ends_of(const World& w, const State& s, Index pool) {
  const Pool& p = w.pool(pool);
  int count = 0;
  for (int i = 0; i < p.front_end_count; ++i) {
    count += counts_in_pool(s.front_end(ix(p.first_front_end) + ix(Index(i)))) ? 1 : 0;
  }
  return count;
}
bool front_end_ready(const FrontEndRecord& fe) {
  return counts_in_pool(fe) && fe.down == 0 && fe.services_stopped == 0 && fe.joining == 0;
}
bool sql_machine_up(const State& s, Index i) {
  return i != kNone && s.sql(ix(i)).down == 0;
}
bool sql_serves(const State& s, Index i) {
  return sql_machine_up(s, i) && s.sql(ix(i)).log_full == 0;
}

bool connected(const World& w, const State& s, Index a, Index b) {
  if (a == b || a == kNone || b == kNone) return true;
  const Index link = w.link_of_sites[ix(a) * w.topology.sites.size() + ix(b)];
  return link == kNone || s.record<WanRecord>(ix(link)).down == 0;
}

int start_table(int n) {
  // FLT-04 (Topologies and components for Front End Servers): data, not a formula.
  static constexpr int kTable[13] = {0, 1, 1, 3, 3, 4, 5, 5, 6, 7, 8, 9, 10};
  return kTable[std::clamp(n, 0, 12)];
}

namespace {

int ready_front_ends(const World& w, const State& s, Index pool, int first) {
  const Pool& p = w.pool(pool);
  int count = 0;
  for (int i = 0; i < p.front_end_count && first > 0; ++i) {
    const FrontEndRecord& fe = s.front_end(ix(p.first_front_end) + ix(Index(i)));
    first -= counts_in_pool(fe) ? 1 : 0;
    count += front_end_ready(fe) ? 1 : 0;
  }
  return count;
}

/// FLT-05: at most the first 7 of 8 or 9, the first 9 of 10 to 12, have a vote (table A).
int voting_front_ends(const World& w, int n) {
  if (w.is(ParameterId::kQuorumTable, 1) || n <= 7) return n;
  return n <= 9 ? 7 : 9;
}

}  // namespace

QuorumAnswer functional_quorum(const World& w, const State& s, Index pool) {
  const Pool& p = w.pool(pool);
  const int n = front_ends_of(w, s, pool);
  const int voters = voting_front_ends(w, n);
  const Index sql = p.back_end == kNone ? kNone : w.topology.back_ends[ix(p.back_end)].primary;
  const bool sql_up = sql_machine_up(s, sql);
  // TRAP-16, FLT-15: a Standard Edition server and its database are one machine; it stops with it.
  if (p.edition == Edition::kStandard && sql != kNone && !sql_serves(s, sql)) return {0, 1};
  if (w.is(ParameterId::kSqlWitnessRule, 1) && !sql_up) {  // LITERAL, MA-13
    return {ready_front_ends(w, s, pool, n), start_table(n)};
  }
  // FLT-07 VOTE: an even number of voting Front Ends gets the configured primary SQL server as one
  // more voter. The vote belongs to the configured primary, wherever the databases serve from.
  const bool sql_votes = voters % 2 == 0;
  const int all = voters + (sql_votes ? 1 : 0);
  const int votes = ready_front_ends(w, s, pool, voters) + (sql_votes && sql_up ? 1 : 0);
  return {votes, all / 2 + (FIREDRILL_BUG(kQuorumOffByOne) ? 0 : 1)};
}

bool start_quorum(const World& w, const State& s, Index pool) {
  const Pool& p = w.pool(pool);
  const PoolRecord& r = s.pool(ix(pool));
  const int n = front_ends_of(w, s, pool);
  const int ready = ready_front_ends(w, s, pool, n);
  if (ready == 0 || !functional_quorum(w, s, pool).holds()) return false;
  if (r.quorum_recovery != 0) return true;  // FLT-08: proceeds from the backup store
  if (n == 2 && ready == 1 &&
      !FIREDRILL_BUG(kLastServerNotAwaited)) {  // FLT-14: reverse order of going down
    const bool last_is_up =
        r.last_up_front_end != 0xff &&
        front_end_ready(s.front_end(ix(p.first_front_end) + r.last_up_front_end));
    return last_is_up;
  }
  return ready >= start_table(n) || FIREDRILL_BUG(kStartTableIgnored);
}

bool principal_is_mirror(const BackEndRecord& b, DatabaseType type) {
  return (b.on_mirror >> static_cast<unsigned>(type) & 1U) != 0;
}

bool database_available(const World& w, const State& s, Index pool, DatabaseType type) {
  const Pool& p = w.pool(pool);
  if (type == DatabaseType::kCentralMgmt && s.pool(ix(pool)).database_down != 0) return false;
  if (p.back_end == kNone) return false;
  const BackEnd& be = w.topology.back_ends[ix(p.back_end)];
  const BackEndRecord& r = s.back_end(ix(p.back_end));
  if ((r.mirrored >> static_cast<unsigned>(type) & 1U) == 0) {
    return sql_serves(s, principal_is_mirror(r, type) ? be.mirror : be.primary);
  }
  // INV-64: with a witness the principal needs one of the other two; without, it serves alone.
  const bool on_mirror = principal_is_mirror(r, type);
  const Index principal = on_mirror ? be.mirror : be.primary;
  const Index other = on_mirror ? be.primary : be.mirror;
  if (!sql_serves(s, principal)) return false;
  if (r.has_witness == 0) return true;
  if (FIREDRILL_BUG(kWitnessIgnored)) return sql_machine_up(s, other);
  return sql_machine_up(s, other) || sql_machine_up(s, be.witness);
}

bool back_end_visible(const World& w, const State& s, Index pool) {
  if (!database_available(w, s, pool, DatabaseType::kUser)) return false;
  const Pool& p = w.pool(pool);
  if (!principal_is_mirror(s.back_end(ix(p.back_end)), DatabaseType::kUser)) return true;
  for (int i = 0; i < p.front_end_count; ++i) {  // FLT-30
    const FrontEndRecord& fe = s.front_end(ix(p.first_front_end) + ix(Index(i)));
    if (front_end_ready(fe) && fe.knows_mirror == 0) return false;
  }
  return true;
}

bool pool_serving(const State& s, Index pool) {
  return pool != kNone && s.pool(ix(pool)).services == Services::kRunning;
}
bool pool_full(const World&, const State& s, Index pool) {
  if (FIREDRILL_BUG(kExpiredClockIgnored)) return pool_serving(s, pool);
  return pool_serving(s, pool) && s.pool(ix(pool)).backup_clock_expired == 0;
}
Index backup_of(const State& s, Index pool) {
  return s.pool(ix(pool)).backup;
}
bool file_store_up(const World& w, const State& s, Index pool) {
  const Index store = w.pool(pool).file_store;
  return store == kNone || s.record<FileStoreRecord>(ix(store)).down == 0;
}
bool any_machine_up(const World& w, const State& s, Index pool) {
  const Pool& p = w.pool(pool);
  for (int i = 0; i < p.front_end_count; ++i) {
    const FrontEndRecord& fe = s.front_end(ix(p.first_front_end) + ix(Index(i)));
    if (counts_in_pool(fe) && machine_up(fe)) return true;
  }
  return false;
}

bool cms_services_run(const World& w, const State& s, Index pool) {
  const Pool& p = w.pool(pool);
  for (int i = 0; i < p.front_end_count; ++i) {
    const FrontEndRecord& fe = s.front_end(ix(p.first_front_end) + ix(Index(i)));
    if (front_end_ready(fe) && fe.cms_services != 0) return true;
  }
  return false;
}

Index active_master(const World& w, const State& s) {
  const CmsRecord& c = s.cms();
  if (c.active == kNone || c.operation != CmsOperation::kNothing || c.read_only != 0) return kNone;
  if (c.scp != c.active) return kNone;  // FLT-56: only the copy the SCP names accepts writes
  if (!pool_serving(s, c.active) || !cms_services_run(w, s, c.active)) return kNone;
  return database_available(w, s, c.active, DatabaseType::kCentralMgmt) ? c.active : kNone;
}

const void* master_evidence(const State& s) {
  const CmsRecord& c = s.cms();
  if (c.active == kNone || c.operation != CmsOperation::kNothing) return &c.operation;
  return &s.pool(ix(c.active)).services;
}

bool configuration_writable(const World& w, const State& s, Index site) {
  const Index master = active_master(w, s);
  return master != kNone && connected(w, s, site, w.pool(master).site);
}

bool user_path(const World& w, const State& s, std::uint32_t u, Index pool) {
  const UserRecord& r = s.user(u);
  if (r.location == Location::kRemote) return remote_path(w, s, pool);
  return connected(w, s, static_cast<Index>(r.site), w.pool(pool).site);
}

std::uint32_t group_of(const World& w, std::uint32_t user) {
  for (const PoolRange& range : w.ranges) {
    if (user >= range.first_user && user < range.first_user + range.users && range.groups > 0) {
      return range.first_group + (user - range.first_user) % range.groups;
    }
  }
  return 0;
}

namespace {

/// FLT-02: a primary and a secondary; of what a primary alone gives, MA-49 decides.
bool group_serves(const World& w, const State& s, std::uint32_t user, Index home) {
  if (s.user(user).moved != 0) return true;  // groups are those of the first home
  if (FIREDRILL_BUG(kGroupWithoutReplicaServes)) return true;
  const GroupRecord& g = s.record<GroupRecord>(group_of(w, user));
  if (g.primary == 0xff) return false;
  return g.live >= 2 || front_ends_of(w, s, home) <= 2 || w.is(ParameterId::kGroupPrimaryOnly, 0);
}

bool home_accepts(const World& w, const State& s, std::uint32_t u, Index home) {
  const PoolRecord& p = s.pool(ix(home));
  if (!pool_serving(s, home) || !user_path(w, s, u, home)) return false;
  switch (p.state_seen) {
    case PoolState::kActive:
      break;
    case PoolState::kFailingOver:
      if (p.phase != PoolPhase::kDraining) return false;
      break;
    case PoolState::kFailedOver:
      if (FIREDRILL_BUG(kSignInsAtFailedOverPool)) break;
      return false;  // INV-93
    case PoolState::kFailingBack:
      break;  // UX-01: a new sign-in lands at home, in resiliency mode, while others are still away
  }
  return group_serves(w, s, u, home);
}

bool backup_accepts(const World& w, const State& s, std::uint32_t u, Index home, Index backup) {
  const PoolRecord& p = s.pool(ix(home));
  if (!pool_serving(s, backup) || !user_path(w, s, u, backup)) return false;
  if (p.state != PoolState::kActive) {
    return p.phase != PoolPhase::kDraining && p.phase != PoolPhase::kReturning;
  }
  const bool given_up =
      s.pool(ix(backup)).partner_unavailable != 0 || FIREDRILL_BUG(kBackupDoesNotWait);
  return p.automatic_failover != 0 && given_up;  // INV-91
}

}  // namespace

Instant oldest_unapplied(const LinkRecord& link) {
  // What is under way was written before what waits behind it.
  return Instant::from_word(link.oldest_in_flight != 0 ? link.oldest_in_flight
                                                       : link.oldest_waiting);
}

Index accepting_registrar(const World& w, const State& s, std::uint32_t u) {
  const UserRecord& r = s.user(u);
  if (r.home == kNone) return kNone;
  const PoolRecord& p = s.pool(ix(r.home));
  if (r.client == Client::kOc2007R2 && p.state == PoolState::kFailingBack) return kNone;  // INV-99
  if (home_accepts(w, s, u, r.home)) return r.home;
  const Index backup = p.backup;
  if (backup == kNone || !backup_accepts(w, s, u, r.home, backup)) return kNone;
  if (r.client == Client::kOc2007R2 && p.state != PoolState::kFailedOver) return kNone;  // UX-02
  return backup;
}

Index sign_in_registrar(const World& w, const State& s, std::uint32_t u) {
  const Index pool = accepting_registrar(w, s, u);
  return pool != kNone && finds_registrar(w, s, u, pool) ? pool : kNone;
}

UserMode mode_at(const World& w, const State& s, std::uint32_t u, Index pool) {
  const UserRecord& r = s.user(u);
  const PoolRecord& home = s.pool(ix(r.home));
  if (!pool_full(w, s, pool)) return UserMode::kResiliency;
  if (pool != r.home) {
    return home.state == PoolState::kFailedOver ? UserMode::kRegular : UserMode::kResiliency;
  }
  if (home.state_seen == PoolState::kFailingBack) return UserMode::kResiliency;
  if (w.is(ParameterId::kGroupPrimaryOnly, 0) && r.moved == 0 &&
      s.record<GroupRecord>(group_of(w, u)).live < 2 && front_ends_of(w, s, pool) > 2) {
    return UserMode::kResiliency;  // FLT-02, MA-49
  }
  return UserMode::kRegular;
}

bool can_write(const World&, const State& s, std::uint32_t u) {
  const UserRecord& r = s.user(u);
  const bool any_mode = FIREDRILL_BUG(kWritesInResiliency) && r.mode == UserMode::kResiliency;
  if (r.mode != UserMode::kRegular && !any_mode) return false;  // INV-32
  if (FIREDRILL_BUG(kWritesWhileDraining)) return true;
  return !(r.registrar == r.home && s.pool(ix(r.home)).read_only != 0);  // INV-31
}

Duration sync_interval(const State& s) {
  return Duration(std::int64_t{s.cms().sync_interval_s.seen} * 1000);
}

bool backup_service_runs(const World& w, const State& s, Index pool) {
  if (s.pool(ix(pool)).backup_service_installed == 0) return false;
  const Pool& p = w.pool(pool);
  for (int i = 0; i < p.front_end_count; ++i) {
    const FrontEndRecord& fe = s.front_end(ix(p.first_front_end) + ix(Index(i)));
    if (front_end_ready(fe) && fe.backup_service != 0 && fe.components_installed != 0) return true;
  }
  return false;
}

bool link_open(const World& w, const State& s, Index source, BackupModule module) {
  const Index target = backup_of(s, source);
  if (target == kNone) return false;
  if (!backup_service_runs(w, s, source) || !backup_service_runs(w, s, target)) return false;
  if (!connected(w, s, w.pool(source).site, w.pool(target).site)) return false;
  if (!file_store_up(w, s, target)) return false;  // FLT-60
  if (module == BackupModule::kDataConf) return file_store_up(w, s, source);
  if (module == BackupModule::kCmsMaster) {
    return active_master(w, s) == source && s.cms().standby == target &&
           database_available(w, s, target, DatabaseType::kCentralMgmt);
  }
  return database_available(w, s, source, DatabaseType::kUser) &&
         database_available(w, s, target, DatabaseType::kUser);
}

Instant steady_until(const State& s, Index source, BackupModule module) {
  const LinkRecord& l = s.link(link_number(source, module));
  const std::int64_t oldest = l.oldest_in_flight != 0 ? l.oldest_in_flight : l.oldest_waiting;
  return oldest == 0 ? Instant{} : Instant::from_word(oldest) + sync_interval(s);
}

LinkStatus link_status(const World& w, const State& s, Index source, BackupModule module) {
  const LinkRecord& l = s.link(link_number(source, module));
  if (module == BackupModule::kCmsMaster && s.cms().active != source) {
    return LinkStatus::kNotInitialized;
  }
  if (l.initialized == 0) return LinkStatus::kNotInitialized;
  const bool open = link_open(w, s, source, module);
  if (l.waiting == 0 && (l.in_flight == 0 || FIREDRILL_BUG(kFinalWhileInFlight))) {
    return open ? LinkStatus::kFinalState : LinkStatus::kError;
  }
  if (!open) return LinkStatus::kError;
  if (w.is(ParameterId::kSteadyMeaning, 1)) return LinkStatus::kSyncing;
  const bool old = !s.not_after(s.now(), steady_until(s, source, module));
  return old ? LinkStatus::kSyncing : LinkStatus::kSteadyState;
}

}  // namespace firedrill
