// Ordering and the state machine of pool failover and failback (rule book 7.1).
#include <fmt/format.h>

#include "sim/rules/invariant_checks.hpp"

namespace firedrill::invariants {
namespace {

bool fails_over(PoolOperation operation) {
  return operation == PoolOperation::kFailOverPlanned ||
         operation == PoolOperation::kFailOverDisaster;
}

bool by_hand(const Look& l) {
  return l.moment.runs("CMD-05");
}

/// The words that a refused or hypothetical command must leave alone: every record but the plan's
/// own, and the timers of everything but load, plan and data cycles.
bool unchanged(const Look& l) {
  if (l.moment.fingerprint != l.before.fingerprint) return false;
  std::size_t i = 0;
  bool same = true;
  for_each_watched_timer(l.world, l.state,
                         [&](std::int64_t word) { same = same && l.before.timers[i++] == word; });
  return same;
}

std::string command_name(const Look& l) {
  return l.moment.cmdlet == nullptr ? "a command" : std::string(l.moment.cmdlet->name);
}

}  // namespace

Answer inv_01(const Look& l, std::size_t pool) {
  const Index partner = l.partner(static_cast<Index>(pool));
  if (partner == kNone) return idle();
  const PoolRecord& other = l.state.pool(ix(partner));
  if (other.state == PoolState::kActive) return held();
  return broken(fmt::format("failover of {} was accepted while its partner {} is {}",
                            l.pool_name(static_cast<Index>(pool)), l.pool_name(partner),
                            state_name(other.state)))
      .of_pool(static_cast<Index>(pool))
      .because(&other.state, &l.state.pool(pool).state);
}

Answer inv_02(const Look& l, std::size_t user) {
  const UserRecord& r = l.state.user(user);
  if (l.notes.homeless[user] != 0) return idle();
  const bool exists = r.home >= 0 && ix(r.home) < l.world.topology.pools.size();
  if (exists) return held();
  return broken(fmt::format("{} has no home pool", user_name(user))).of_user(user).because(&r.home);
}

Answer inv_03(const Look& l, std::size_t user) {
  const UserRecord& r = l.state.user(user);
  if (!served_at_rest(l, user)) return idle();
  if (r.mode == UserMode::kRegular) return held();
  const bool out = r.mode == UserMode::kSignedOut;
  const PoolRecord& home = l.state.pool(ix(r.home));
  return broken(fmt::format("{} of {} is {} at rest although {} can serve", user_name(user),
                            l.pool_name(r.home), out ? "signed out" : "in resiliency mode",
                            l.pool_name(responsible_pool(l.state, user))))
      .of_user(user)
      .because(&r.mode, &r.registrar, &home.state);
}

Answer inv_04(const Look& l, std::size_t pool) {
  // Judged on the state after acceptance: starting a failover moves no store.
  const Index master = active_master(l.world, l.state);
  const CmsRecord& cms = l.state.cms();
  if (master != kNone && ix(master) != pool && pool_serving(l.state, master)) return held();
  const std::string& name = l.pool_name(static_cast<Index>(pool));
  const std::string why =
      master == kNone ? "no Central Management store accepts writes" : "it hosts the active master";
  return broken(fmt::format("failover of {} was accepted although {}", name, why))
      .of_pool(static_cast<Index>(pool))
      .because(&cms.active, &cms.operation, &cms.scp);
}

Answer inv_05(const Look& l, std::size_t pool) {
  for (std::size_t e = 0; e < l.state.count<EdgePoolRecord>(); ++e) {
    const auto& edge = l.state.record<EdgePoolRecord>(e);
    if (edge.next_hop.master != static_cast<Index>(pool)) continue;
    const bool live_only = chosen(l.world, ParameterId::kNextHopCheck, 1);  // MA-20
    if (live_only && !edge_pool_up(l.world, l.state, static_cast<Index>(e))) continue;
    return broken(fmt::format("failover of {} was accepted while {} has it as next hop",
                              l.pool_name(static_cast<Index>(pool)),
                              l.world.topology.edge_pools[e].fqdn))
        .of_pool(static_cast<Index>(pool))
        .because(&edge.next_hop.master);
  }
  return held();
}

Answer inv_06(const Look& l, std::size_t pool) {
  const PoolNotes& notes = l.notes.pools[pool];
  if (notes.written_by_hand) return idle();
  if (notes.last_success == Transition::kFailOver) return held();
  return broken(fmt::format("failback of {} was accepted, which was not failed over before",
                            l.pool_name(static_cast<Index>(pool))))
      .of_pool(static_cast<Index>(pool))
      .because(&l.state.pool(pool).state);
}

Answer inv_07(const Look& l, std::size_t pool) {
  if (l.notes.pools[pool].written_by_hand) return idle();
  const PoolState from = l.before.pools[pool].state;
  if (from == PoolState::kFailedOver || from == PoolState::kFailingBack) return held();
  return broken(fmt::format("failback of {} was accepted in state {}",
                            l.pool_name(static_cast<Index>(pool)), state_name(from)))
      .of_pool(static_cast<Index>(pool))
      .because(&l.state.pool(pool).state);
}

Answer inv_08(const Look& l, std::size_t pool) {
  if (by_hand(l) || l.notes.pools[pool].written_by_hand) return idle();
  PoolState at = l.before.pools[pool].state;
  auto step = [&](PoolState to) {
    if (at == to || legal_pool_step(l.world, at, to)) {
      at = to;
      return idle();
    }
    return broken(fmt::format("{} went from {} to {}", l.pool_name(static_cast<Index>(pool)),
                              state_name(at), state_name(to)))
        .of_pool(static_cast<Index>(pool))
        .because(&l.state.pool(pool).state);
  };
  for (const Fact& fact : l.moment.facts) {  // several steps may fall into one event
    if (fact.kind != FactKind::kPoolStateChanged || fact.entity != static_cast<int>(pool)) continue;
    Answer answer = step(static_cast<PoolState>(fact.other));
    if (answer.kind == Answer::Kind::kBroken) return answer;
  }
  Answer last = step(l.state.pool(pool).state);
  return last.kind == Answer::Kind::kBroken ? std::move(last) : held();
}

Answer inv_09(const Look& l, std::size_t pool) {
  if (by_hand(l)) return held();
  const PoolRecord& was = l.before.pools[pool];
  const PoolRecord& is = l.state.pool(pool);
  const bool starts =
      was.operation == PoolOperation::kNothing && is.operation != PoolOperation::kNothing;
  // An operation begins with a command of an administrator, and its end is caused by that command.
  const bool commanded = starts ? l.moment.fired == TimerKind::kActor
                                : was.operation != PoolOperation::kNothing || was.roll_back != 0;
  if (commanded) return held();
  return broken(fmt::format("{} became {} without a command ({} fired)",
                            l.pool_name(static_cast<Index>(pool)), state_name(is.state),
                            timer_name(l.moment.fired)))
      .of_pool(static_cast<Index>(pool))
      .because(&is.state, &is.operation);
}

Answer inv_10(const Look& l, std::size_t user) {
  const UserBefore& was = l.before.users[user];
  const UserRecord& is = l.state.user(user);
  if (was.home == is.home) return idle();
  if (l.moment.runs("CMD-80") || l.moment.runs("CMD-89")) return held();
  return broken(fmt::format("{} was given another home pool by no command that moves users",
                            user_name(user)))
      .of_user(user)
      .because(&is.home);
}

Answer inv_11(const Look& l, std::size_t pool) {
  const Index partner = l.partner(static_cast<Index>(pool));
  if (partner == kNone || ix(partner) < pool) return idle();  // each pair once
  if (l.notes.pools[pool].pair_by_hand || l.notes.pools[ix(partner)].pair_by_hand) return idle();
  const PoolRecord& a = l.state.pool(pool);
  const PoolRecord& b = l.state.pool(ix(partner));
  if (a.state == PoolState::kActive && b.state == PoolState::kActive) return idle();
  if (a.state == PoolState::kActive || b.state == PoolState::kActive) return held();
  return broken(fmt::format("{} is {} while {} is {}", l.pool_name(static_cast<Index>(pool)),
                            state_name(a.state), l.pool_name(partner), state_name(b.state)))
      .of_pool(static_cast<Index>(pool))
      .because(&a.state, &b.state);
}

Answer inv_12(const Look& l, std::size_t user) {
  // A change in an event of a failover or failback belongs to the pools that it moved: one event
  // may also end the partner's own operation (its store was lost, say).
  if (!l.moment.by_operation) return idle();
  const UserBefore& was = l.before.users[user];
  const UserRecord& is = l.state.user(user);
  if (was.registrar == is.registrar && was.mode == is.mode) return idle();
  if (is.home != kNone && l.moment.moved[ix(is.home)] != 0) return held();
  return broken(fmt::format("{} of {} was disturbed by the failover or failback of {}",
                            user_name(user), is.home == kNone ? "no pool" : l.pool_name(is.home),
                            l.pool_name(l.moment.operation_pool)))
      .of_user(user)
      .because(&is.mode, &is.registrar);
}

Answer inv_13_refused(const Look& l, std::size_t) {
  if (!l.moment.refused) return idle();
  if (unchanged(l)) return held();
  return broken(fmt::format("{} was refused and changed the state", command_name(l)));
}

Answer inv_13_failed(const Look& l, std::size_t) {
  // What a command that fails while running may leave behind (CMD-01, CMD-02, CMD-30, CMD-50).
  for (const Fact& fact : l.moment.facts) {
    if (fact.kind != FactKind::kStepFailed) continue;
    const auto& actor = l.world.actors[static_cast<std::size_t>(fact.entity)];
    const BoundCommand& command = actor.performed(static_cast<std::size_t>(fact.other)).command;
    const CmdletDefinition& cmdlet = l.world.cmdlets[command.cmdlet];
    const Index pool = pool_argument(cmdlet, command, "PoolFqdn");
    if (cmdlet.rule == "CMD-01" && pool != kNone) {
      const PoolRecord& r = l.state.pool(ix(pool));
      const bool back = r.state == PoolState::kActive && r.read_only == 0;
      if (!back && r.roll_back == 0) {
        return broken(fmt::format("the failover of {} failed and left it {}", l.pool_name(pool),
                                  r.read_only != 0 ? "read-only" : state_name(r.state)))
            .of_pool(pool)
            .because(&r.state, &r.read_only);
      }
    }
    if (cmdlet.rule == "CMD-02" && pool != kNone) {
      const PoolRecord& r = l.state.pool(ix(pool));
      const bool kept = r.state == PoolState::kFailingBack ||
                        (r.state == PoolState::kFailedOver &&
                         chosen(l.world, ParameterId::kHydrationFailState, 1));
      if (!kept) {
        return broken(fmt::format("the failback of {} failed and left it {}", l.pool_name(pool),
                                  state_name(r.state)))
            .of_pool(pool)
            .because(&r.state);
      }
    }
    if (cmdlet.rule == "CMD-50" && pool != kNone) {
      const auto b = ix(l.world.pool(pool).back_end);
      if (l.state.back_end(b).on_mirror != l.before.back_ends[b].on_mirror) {
        return broken(fmt::format("a failed database failover moved a principal of {}",
                                  l.pool_name(pool)))
            .of_pool(pool)
            .because(&l.state.back_end(b).on_mirror);
      }
    }
    const bool store = cmdlet.rule == "CMD-30" || cmdlet.rule == "CMD-31";
    if (store && l.state.cms().active != l.before.cms.active) {
      return broken("a failed move of the Central Management store moved it")
          .because(&l.state.cms().active);
    }
  }
  return held();
}

Answer inv_14(const Look& l, std::size_t) {
  if (l.moment.command == nullptr || !l.moment.command->what_if || l.moment.refused) return idle();
  if (unchanged(l)) return held();
  return broken(fmt::format("{} -WhatIf changed the state", command_name(l)));
}

Answer inv_15(const Look& l, std::size_t pool) {
  // FB; error; FB ends as FB does: everything written at the backup is home once, nothing is lost.
  const PoolNotes& notes = l.notes.pools[pool];
  if (notes.failbacks_failed == 0 || notes.data_disturbed) return idle();
  if (fails_over(l.before.pools[pool].operation)) return idle();
  const ModuleSums now = sums_of(l.state, static_cast<Index>(pool));
  const DataSums& user_data = now[0];
  const bool disaster = l.before.pools[pool].operation == PoolOperation::kFailBackDisaster;
  const bool converged =
      user_data.partner_only == 0 && (disaster || user_data.lost == notes.at_failback[0].lost);
  if (converged) return held();
  return broken(fmt::format("the repeated failback of {} left {} changes at the backup pool and "
                            "lost {}",
                            l.pool_name(static_cast<Index>(pool)), user_data.partner_only,
                            user_data.lost - notes.at_failback[0].lost))
      .of_pool(static_cast<Index>(pool));
}

Answer inv_16(const Look& l, std::size_t pool) {
  // Checked where it can break: no event of a failover or failback changes the topology or the
  // store. What other commands changed on purpose stays theirs.
  const std::string& name = l.pool_name(static_cast<Index>(pool));
  for (std::size_t p = 0; p < l.before.pools.size(); ++p) {
    if (l.before.pools[p].backup == l.state.pool(p).backup) continue;
    return broken(fmt::format("the failover or failback of {} changed the pairing of {}", name,
                              l.pool_name(static_cast<Index>(p))))
        .of_pool(static_cast<Index>(pool))
        .because(&l.state.pool(p).backup);
  }
  for (std::size_t e = 0; e < l.before.edge_pools.size(); ++e) {
    const auto& edge = l.state.record<EdgePoolRecord>(e);
    if (l.before.edge_pools[e].next_hop.master == edge.next_hop.master) continue;
    return broken(fmt::format("the failover or failback of {} changed the next hop of {}", name,
                              l.world.topology.edge_pools[e].fqdn))
        .of_pool(static_cast<Index>(pool))
        .because(&edge.next_hop.master);
  }
  for (std::size_t p = 0; p < l.before.pools.size(); ++p) {
    const Index was = l.before.pools[p].media_edge.master;
    if (was == l.state.pool(p).media_edge.master) continue;
    return broken(
               fmt::format("the failover or failback of {} changed the Edge pool for media of {}",
                           name, l.pool_name(static_cast<Index>(p))))
        .of_pool(static_cast<Index>(pool))
        .because(&l.state.pool(p).media_edge.master);
  }
  const CmsRecord& cms = l.state.cms();
  const bool moved = cms.standby != l.before.cms.standby ||
                     cms.file_transfer_agent != l.before.cms.file_transfer_agent ||
                     cms.scp != l.before.cms.scp;
  if (!moved) return held();
  return broken(fmt::format("the failover or failback of {} changed who holds the Central "
                            "Management store",
                            name))
      .of_pool(static_cast<Index>(pool))
      .because(&cms.standby, &cms.file_transfer_agent, &cms.scp);
}

}  // namespace firedrill::invariants

bool firedrill::legal_pool_step(const World& world, PoolState from, PoolState to) {
  switch (from) {
    case PoolState::kActive:
      return to == PoolState::kFailingOver;
    case PoolState::kFailingOver:
      return to == PoolState::kFailedOver || to == PoolState::kActive;
    case PoolState::kFailedOver:
      return to == PoolState::kFailingBack;
    case PoolState::kFailingBack:
      return to == PoolState::kActive ||
             (to == PoolState::kFailedOver &&
              invariants::chosen(world, ParameterId::kHydrationFailState, 1));
  }
  return false;
}
