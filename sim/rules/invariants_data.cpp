// Users' data across failover and failback, the Backup Service's word, and queues (rule book 7.2).
//
// Sums over the users of a pool stand for "every user": the ledgers are sums over users by
// construction, and conservation checks each touched user by itself.
#include <fmt/format.h>

#include <algorithm>

#include "sim/rules/invariant_checks.hpp"

namespace firedrill::invariants {
namespace {

std::string_view module_name(std::size_t module) {
  constexpr std::string_view kNames[] = {"changes", "content items", "configuration versions"};
  return kNames[module];
}

/// What the backup pool does not have of what was acknowledged: still at home, or lost since.
std::int64_t missing(const DataSums& now, const DataSums& start) {
  return now.home_only + now.lost - start.lost;
}

/// Users moved by hand carry their counts to another pool; a destroyed file store loses content
/// physically. Neither is the doing of the failover.
bool disturbed(const PoolNotes& notes, std::size_t module) {
  return notes.data_disturbed || (module == kContent && notes.content_disturbed);
}

bool plan_finished(const Look& l) {
  for (std::size_t a = 0; a < l.state.count<ActorRecord>(); ++a) {
    if (!is_through(l.state.record<ActorRecord>(a).phase)) return false;
  }
  return true;
}

Index source_of(std::size_t link) {
  return static_cast<Index>(link / 3);
}

std::string link_name(const Look& l, std::size_t link) {
  const Index source = source_of(link);
  return fmt::format("{} to {}", l.pool_name(source), l.pool_name(l.partner(source)));
}

bool may_lose(const Look& l) {
  const bool named = l.moment.runs("CMD-89") || l.moment.runs("CMD-06") ||
                     l.moment.runs("CMD-27") || l.moment.runs("CMD-37") ||
                     l.moment.runs("CMD-50") || l.moment.runs("CMD-52") || l.moment.runs("CMD-60");
  if (named) return true;
  if (l.moment.runs("CMD-80")) return l.moment.command->force;
  if (l.moment.fired == TimerKind::kPoolStart) {
    return l.before.pools[l.moment.entity].quorum_recovery != 0;
  }
  if (!l.moment.by_operation) return false;
  const auto pool = ix(l.moment.operation_pool);
  const PoolOperation was = l.before.pools[pool].operation;
  const PoolOperation operation =
      was != PoolOperation::kNothing ? was : l.state.pool(pool).operation;
  if (operation == PoolOperation::kFailOverPlanned) {
    return l.notes.pools[pool].expired || l.moment.fact(FactKind::kDrainExpired) != nullptr;
  }
  return operation == PoolOperation::kFailOverDisaster ||
         operation == PoolOperation::kFailBackDisaster;
}

}  // namespace

Answer inv_20(const Look& l, std::size_t pool) {
  const PoolNotes& notes = l.notes.pools[pool];
  if (!notes.disaster) return idle();
  const ModuleSums now = sums_of(l.state, static_cast<Index>(pool));
  for (std::size_t m = 0; m < kUserModules; ++m) {
    if (disturbed(notes, m)) return idle();
    const DataSums& start = notes.at_failover[m];
    // What an isolated pool acknowledged since the start is divergent, not lost (MA-51).
    const std::int64_t since = now[m].acknowledged - start.acknowledged;
    if (missing(now[m], start) <= start.home_only + since) continue;
    return broken(fmt::format("the disaster failover of {} lost {} {} more than the backlog of {} "
                              "when it began",
                              l.pool_name(static_cast<Index>(pool)),
                              missing(now[m], start) - start.home_only - since, module_name(m),
                              start.home_only))
        .of_pool(static_cast<Index>(pool));
  }
  return held();
}

Answer inv_22(const Look& l, std::size_t pool) {
  const PoolNotes& notes = l.notes.pools[pool];
  if (notes.disaster || (!notes.drained && !notes.expired)) return idle();
  const ModuleSums now = sums_of(l.state, static_cast<Index>(pool));
  for (std::size_t m = 0; m < kUserModules; ++m) {
    if (disturbed(notes, m)) return idle();
    const std::int64_t allowed = notes.expired ? notes.missing_at_expiry[m] : 0;
    const std::int64_t lost = missing(now[m], notes.at_failover[m]);
    if (lost <= allowed) continue;
    return broken(fmt::format("the planned failover of {} left {} {} behind, {} were allowed",
                              l.pool_name(static_cast<Index>(pool)), lost, module_name(m), allowed))
        .of_pool(static_cast<Index>(pool));
  }
  return held();
}

Answer inv_23(const Look& l, std::size_t pool) {
  const PoolNotes& notes = l.notes.pools[pool];
  const bool normal = l.before.pools[pool].operation == PoolOperation::kFailBack;
  if (!normal || notes.data_disturbed) return idle();
  const DataSums now = sums_of(l.state, static_cast<Index>(pool))[0];
  const std::int64_t lost = now.lost - notes.at_failback[0].lost;
  if (now.partner_only == 0 && lost == 0) return held();
  return broken(fmt::format("the failback of {} left {} changes at the backup pool and lost {}",
                            l.pool_name(static_cast<Index>(pool)), now.partner_only, lost))
      .of_pool(static_cast<Index>(pool));
}

Answer inv_24(const Look& l, std::size_t pool) {
  const PoolNotes& notes = l.notes.pools[pool];
  if (l.before.pools[pool].operation != PoolOperation::kFailBackDisaster) return idle();
  const ModuleSums now = sums_of(l.state, static_cast<Index>(pool));
  for (std::size_t m = 0; m < kUserModules; ++m) {
    if (disturbed(notes, m)) return idle();
    const DataSums& start = notes.at_failback[m];
    const std::int64_t lost = now[m].lost - start.lost;
    const bool home_kept = now[m].applied + now[m].home_only >= start.applied + start.home_only;
    if (lost <= start.partner_only && home_kept) continue;
    return broken(fmt::format("the disaster failback of {} lost {} {}, of which {} had been "
                              "written at the backup pool",
                              l.pool_name(static_cast<Index>(pool)), lost, module_name(m),
                              start.partner_only))
        .of_pool(static_cast<Index>(pool));
  }
  return held();
}

Answer inv_25(const Look& l, std::size_t pool) {
  // Outstanding is no violation while the runbook runs, nor while a sync that was asked for is
  // still under way; one that cannot be carried out brings nothing home. A store that was destroyed
  // since lacks more than the failover's content.
  const PoolNotes& notes = l.notes.pools[pool];
  const Index partner = l.partner(static_cast<Index>(pool));
  if (!notes.failed_back || notes.content_missing || partner == kNone) return idle();
  if (l.state.pool(pool).state != PoolState::kActive || !plan_finished(l)) return idle();
  const LinkRecord& link = l.state.link(link_number(partner, BackupModule::kDataConf));
  if (link.blocked == 0 && (link.explicit_sync != 0 || link.pulling != 0)) return idle();
  const std::uint32_t there = l.state.pool_index(pool).ledger_partner_only[kContent];
  if (there == 0) return held();
  return broken(fmt::format("{} content items of users of {} are still only at {} when the runbook "
                            "has ended",
                            there, l.pool_name(static_cast<Index>(pool)), l.pool_name(partner)))
      .of_pool(static_cast<Index>(pool))
      .because(&link.explicit_sync, &l.state.pool(pool).state);
}

Answer inv_25_leak(const Look& l, std::size_t pool) {
  // FLT-42: nothing but a sync that somebody asked for brings content home (or, with
  // contentReturn=cycle, the ordinary cycle: MA-54).
  const DataSums& was = l.before.sums[pool][kContent];
  const DataSums is = sums_of(l.state, static_cast<Index>(pool))[kContent];
  const bool home = is.partner_only < was.partner_only && is.applied > was.applied;
  if (!home || l.moment.runs("CMD-80")) return idle();
  const bool cycle = l.moment.fired == TimerKind::kBackupCycle;
  const std::size_t link = l.moment.entity;
  const bool asked = cycle && link % 3 == kContent && l.notes.syncs[link / 3].running;
  if (asked || (cycle && chosen(l.world, ParameterId::kContentReturn, 1))) return held();
  return broken(fmt::format("content came home to {} without a sync",
                            l.pool_name(static_cast<Index>(pool))))
      .of_pool(static_cast<Index>(pool));
}

Answer inv_26(const Look& l, std::size_t link) {
  if (link % 3 != kContent) return idle();
  const SyncNotes& notes = l.notes.syncs[link / 3];
  if (!notes.running || notes.disturbed) return idle();
  const Index source = source_of(link);
  const Index partner = l.partner(source);
  if (partner == kNone) return idle();
  const DataSums mine = sums_of(l.state, source)[kContent];
  const DataSums theirs = sums_of(l.state, partner)[kContent];
  const DataSums& mine_then = notes.source_before;
  const DataSums& theirs_then = notes.partner_before;
  if (mine.lost != mine_then.lost || theirs.lost != theirs_then.lost) {
    return broken(fmt::format("the content sync of {} lost content", link_name(l, link)))
        .of_pool(source);
  }
  // Whatever was there when it began has arrived; later uploads may still be on their way. While
  // the source is failed over its own content waits for the failback.
  const bool ships = l.state.pool(ix(source)).state == PoolState::kActive;
  const bool own_arrived = !ships || mine.home_only <= mine.acknowledged - mine_then.acknowledged;
  const bool theirs_arrived = theirs.partner_only <= theirs.acknowledged - theirs_then.acknowledged;
  if (own_arrived && theirs_arrived) return held();
  return broken(fmt::format("the content sync of {} ended with {} content items not copied",
                            link_name(l, link),
                            theirs_arrived ? mine.home_only : theirs.partner_only))
      .of_pool(source);
}

Answer inv_27(const Look& l, std::size_t link) {
  if (link % 3 != kContent) return idle();
  const SyncNotes& notes = l.notes.syncs[link / 3];
  if (!notes.done || notes.disturbed) return idle();
  const Index source = source_of(link);
  const Index partner = l.partner(source);
  if (partner == kNone) return idle();
  const DataSums mine = sums_of(l.state, source)[kContent];
  const DataSums theirs = sums_of(l.state, partner)[kContent];
  const bool written = mine.acknowledged != notes.source_after.acknowledged ||
                       theirs.acknowledged != notes.partner_after.acknowledged;
  if (written) return idle();
  // Only what this direction carries: the other one has its own work.
  const bool same = mine.home_only == 0 && theirs.partner_only == 0 &&
                    mine.lost == notes.source_after.lost && theirs.lost == notes.partner_after.lost;
  if (same) return held();
  return broken(fmt::format("a second content sync of {} changed something although nothing had "
                            "been written",
                            link_name(l, link)))
      .of_pool(source);
}

bool status_can_be_asked(const State& state, std::size_t link) {
  const Index source = source_of(link);
  if (state.pool(ix(source)).backup == kNone) return false;
  return link % 3 < kUserModules || state.cms().active == source;
}

Answer inv_28(const Look& l, std::size_t link) {
  if (!status_can_be_asked(l.state, link)) return idle();
  const Index source = source_of(link);
  const auto module = static_cast<BackupModule>(link % 3);
  if (l.moment.statuses[link] != LinkStatus::kFinalState) return idle();
  const CmsRecord& cms = l.state.cms();
  const std::int64_t backlog = module == BackupModule::kCmsMaster
                                   ? std::int64_t{cms.version} - cms.standby_version
                                   : l.state.pool_index(ix(source)).ledger_home_only[link % 3];
  if (backlog == 0) return held();
  return broken(fmt::format("the status {} says final while {} {} wait", link_name(l, link),
                            backlog, module_name(link % 3)))
      .of_pool(source)
      .because(&l.state.link(link).waiting, &l.state.link(link).in_flight);
}

Answer inv_29(const Look& l, std::size_t link) {
  if (!status_can_be_asked(l.state, link) || link % 3 >= kUserModules) return idle();
  const Index source = source_of(link);
  if (l.moment.statuses[link] != LinkStatus::kSteadyState) return idle();
  const Instant since = l.notes.links[link].unapplied_since;
  if (!since.is_set() || !l.writer.older_than(since, sync_interval(l.state))) return held();
  return broken(fmt::format("the status {} says steady while {} wait longer than one interval",
                            link_name(l, link), module_name(link % 3)))
      .of_pool(source)
      .because(&l.state.link(link).oldest_waiting, &l.state.link(link).oldest_in_flight);
}

Answer inv_30(const Look& l, std::size_t link) {
  if (!status_can_be_asked(l.state, link)) return idle();
  const Index source = source_of(link);
  if (l.moment.statuses[link] != LinkStatus::kFinalState) return idle();
  const LinkRecord& r = l.state.link(link);
  for (const std::int64_t stamp : {r.oldest_waiting, r.oldest_in_flight}) {
    if (stamp == 0) continue;
    if (!l.writer.older_than(Instant::from_word(stamp), sync_interval(l.state))) continue;
    return broken(fmt::format("the status {} says final but is not steady", link_name(l, link)))
        .of_pool(source)
        .because(&r.oldest_waiting, &r.oldest_in_flight);
  }
  return held();
}

Answer inv_31(const Look& l, std::size_t user) {
  const UserRecord& r = l.state.user(user);
  if (r.home == kNone || r.registrar != r.home) return idle();
  const PoolRecord& home = l.state.pool(ix(r.home));
  if (home.read_only == 0 || l.before.pools[ix(r.home)].read_only == 0) return idle();
  if (!acknowledged_in_event(l, user)) return held();
  return broken(fmt::format("{} acknowledged a change of {} although it is read-only for its "
                            "planned failover",
                            l.pool_name(r.home), user_name(user)))
      .of_user(user)
      .because(&home.read_only);
}

Answer inv_31_lifted(const Look& l, std::size_t pool) {
  const PoolRecord& r = l.state.pool(pool);
  if (l.before.pools[pool].operation != PoolOperation::kFailOverPlanned) return idle();
  if (r.read_only == 0 || r.operation != PoolOperation::kNothing || r.roll_back != 0) {
    return held();
  }
  return broken(fmt::format("{} stayed read-only after its failover ended",
                            l.pool_name(static_cast<Index>(pool))))
      .of_pool(static_cast<Index>(pool))
      .because(&r.read_only);
}

Answer inv_32(const Look& l, std::size_t user) {
  if (!acknowledged_in_event(l, user)) return idle();
  const UserRecord& r = l.state.user(user);
  if (r.mode != UserMode::kResiliency) return held();
  return broken(fmt::format("a persistent change of {} was acknowledged in resiliency mode",
                            user_name(user)))
      .of_user(user)
      .because(&r.mode);
}

Answer inv_33(const Look& l, std::size_t) {
  if (l.moment.fired != TimerKind::kBackupCycle) return idle();
  const CmsRecord& cms = l.state.cms();
  if (cms.locations == l.before.cms.locations) return held();
  return broken("a cycle of the Backup Service changed the locations of the LIS database")
      .because(&cms.locations);
}

Answer inv_33_standby(const Look& l, std::size_t) {
  const CmsOperation operation = l.before.cms.operation;
  const bool failover =
      operation == CmsOperation::kFailOverPlanned || operation == CmsOperation::kFailOverForced;
  if (!failover || chosen(l.world, ParameterId::kLisReplicated, 1)) return idle();
  const CmsRecord& cms = l.state.cms();
  if (cms.locations == LocationData::kMissing) return held();
  return broken("the standby had the locations of the LIS database, which are not replicated")
      .because(&cms.locations);
}

Answer inv_34(const Look& l, std::size_t) {
  std::int64_t lost = 0;
  for (std::size_t p = 0; p < l.before.sums.size(); ++p) {
    const ModuleSums now = sums_of(l.state, static_cast<Index>(p));
    for (std::size_t m = 0; m < kUserModules; ++m) lost += now[m].lost - l.before.sums[p][m].lost;
  }
  if (lost <= 0 || l.moment.fired == TimerKind::kFault) return idle();  // a fault is physical
  if (may_lose(l)) return held();
  const std::string by = l.moment.cmdlet != nullptr ? std::string(l.moment.cmdlet->name)
                                                    : std::string(timer_name(l.moment.fired));
  Answer answer = broken(fmt::format("{} changes were lost by {}, which loses none", lost, by));
  answer.breach->pool = l.moment.operation_pool;
  return answer;
}

Answer inv_38(const Look& l, std::size_t pool) {
  const Pool& p = l.world.topology.pools[pool];
  const PoolTally& t = l.state.tally(pool);
  std::uint64_t queued = 0;
  for (int i = 0; i < p.front_end_count; ++i) {
    queued += l.state.front_end(ix(p.first_front_end) + ix(Index(i))).queued;
  }
  const std::uint64_t known = queued + t.items_delivered + t.items_flushed + t.items_lost;
  if (known == t.items_produced) return t.items_produced == 0 ? idle() : held();
  return broken(fmt::format("{} produced {} Storage Service items, of which {} are queued, {} "
                            "delivered, {} flushed, {} lost",
                            l.pool_name(static_cast<Index>(pool)), t.items_produced, queued,
                            t.items_delivered, t.items_flushed, t.items_lost))
      .of_pool(static_cast<Index>(pool))
      .because(&t.items_produced, &t.items_delivered, &t.items_lost);
}

}  // namespace firedrill::invariants
