// Small copies and small sums: nothing here depends on the number of users but one line a user.
#include "sim/rules/invariant_memory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "sim/topology/reader.hpp"

namespace firedrill::invariants {
namespace {

template <class R>
void copy_records(const State& state, std::vector<R>& out) {
  out.resize(state.count<R>());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = state.record<R>(i);
}

bool starts(const PoolRecord& was, const PoolRecord& is) {
  return was.operation == PoolOperation::kNothing && is.operation != PoolOperation::kNothing;
}

bool fails_back(PoolOperation operation) {
  return operation == PoolOperation::kFailBack || operation == PoolOperation::kFailBackDisaster;
}

/// The command whose beginning, refusal or completion an actor's event was.
void read_command(const World& world, const Before& before, Moment& moment) {
  moment.command = nullptr;
  moment.cmdlet = nullptr;
  if (moment.fired != TimerKind::kActor) return;
  const ActorRecord& was = before.actors[moment.entity];
  const bool acts = was.phase == ActorPhase::kIdle || was.phase == ActorPhase::kBetween ||
                    was.phase == ActorPhase::kRunning;
  if (!acts) return;
  const ActorSpec& actor = world.actors[moment.entity];
  if (was.step >= actor.length() || !actor.runs(was.step)) return;
  const StepSpec& step = actor.performed(was.step);
  if (step.kind != StepSpec::Kind::kCommand) return;
  moment.command = &step.command;
  moment.cmdlet = &world.cmdlets[moment.command->cmdlet];
}

void note_operations(const State& state, const Before& before, const Moment& moment, Notes& notes) {
  for (std::size_t p = 0; p < before.pools.size(); ++p) {
    const auto pool = static_cast<Index>(p);
    const PoolRecord& was = before.pools[p];
    const PoolRecord& is = state.pool(p);
    PoolNotes& n = notes.pools[p];
    if (moment.runs("CMD-05") && was.state != is.state) n.written_by_hand = n.pair_by_hand = true;
    // What a hand brought about lasts until the failbacks that mend it are done.
    const bool away = is.state != PoolState::kActive && is.backup != kNone &&
                      state.pool(ix(is.backup)).state != PoolState::kActive;
    if (!away && !n.written_by_hand) n.pair_by_hand = false;
    if (starts(was, is)) {
      // Whoever wrote FailedOver by hand stands for the failover; a failback that fails is
      // repeated.
      if (n.written_by_hand && fails_back(is.operation)) n.last_success = Transition::kFailOver;
      n.written_by_hand = false;
      if (fails_back(is.operation)) {
        n.at_failback = sums_of(state, pool);
      } else {
        n = {.last_success = n.last_success,
             .pair_by_hand = n.pair_by_hand,
             .at_failover = sums_of(state, pool),
             .disaster = is.operation == PoolOperation::kFailOverDisaster,
             .content_missing = n.content_missing,
             .back_end_lost = n.back_end_lost,
             .heartbeat_lost = n.heartbeat_lost,
             .detection_s = n.detection_s,
             .threshold_shortest_ms = n.threshold_shortest_ms,
             .threshold_longest_ms = n.threshold_longest_ms,
             .front_end_first_down = n.front_end_first_down,
             .online = n.online};
      }
    }
    if (moment.fact(FactKind::kDrainDone, static_cast<int>(p)) != nullptr) n.drained = true;
    if (moment.fact(FactKind::kDrainExpired, static_cast<int>(p)) != nullptr) {
      n.expired = true;
      const ModuleSums now = sums_of(state, pool);
      for (std::size_t m = 0; m < kUserModules; ++m) {
        n.missing_at_expiry[m] = now[m].home_only + now[m].lost - n.at_failover[m].lost;
      }
    }
    const bool ended =
        was.operation != PoolOperation::kNothing && is.operation == PoolOperation::kNothing;
    if (!ended) continue;
    if (fails_back(was.operation)) {
      if (is.state == PoolState::kActive) {
        n.last_success = Transition::kFailBack;
        n.failed_back = true;
        n.failbacks_failed = 0;
      } else {
        ++n.failbacks_failed;
      }
    } else if (is.state == PoolState::kFailedOver) {
      n.last_success = Transition::kFailOver;
    }
  }
}

/// Neither a sync that runs nor the next one can be measured against what was there before.
void disturb_syncs(Notes& notes) {
  for (SyncNotes& n : notes.syncs) {
    n.disturbed = true;
    n.done = false;
  }
}

void note_disturbances(const World& world, const State& state, const Moment& moment, Notes& notes) {
  if (moment.runs("CMD-80") || moment.runs("CMD-89")) {
    for (PoolNotes& n : notes.pools) n.data_disturbed = true;
    disturb_syncs(notes);
  }
  bool destroyed = false;
  for (const Fact& f : moment.facts) {
    if (f.kind == FactKind::kContentMissing) {
      notes.pools[static_cast<std::size_t>(f.entity)].content_missing = true;
      destroyed = true;
    }
    destroyed = destroyed || (f.kind == FactKind::kWritesLost && f.rule == "FLT-40");
    if (f.kind == FactKind::kFaultStruck) {
      const auto fault = static_cast<std::size_t>(f.entity);
      destroyed = destroyed || fault_at(world, state, fault).lose_content;
    }
  }
  if (!destroyed) return;
  for (PoolNotes& n : notes.pools) n.content_disturbed = true;
  disturb_syncs(notes);
}

void note_syncs(const State& state, const Before& before, const Moment& moment, Notes& notes) {
  for (std::size_t p = 0; p < before.pools.size(); ++p) {
    const auto source = static_cast<Index>(p);
    const Index partner = state.pool(p).backup;
    if (partner == kNone) continue;
    const std::size_t link = link_number(source, BackupModule::kDataConf);
    const LinkRecord& l = state.link(link);
    SyncNotes& n = notes.syncs[p];
    // Asked for, and begun at once where nothing runs.
    const LinkRecord& was = before.links[link];
    const bool command = moment.runs("CMD-24") || moment.runs("CMD-25");
    const bool asked = (l.explicit_sync != 0 && was.explicit_sync == 0) ||
                       (command && l.pulling != 0 && was.pulling == 0);
    bool begins = asked && !n.running;
    const Fact* done = moment.fact(FactKind::kSyncDone, static_cast<int>(p));
    if (done != nullptr && done->other == static_cast<int>(BackupModule::kDataConf)) {
      n.source_after = sums_of(state, source)[kContent];
      n.partner_after = sums_of(state, partner)[kContent];
      n.done = n.source_after.home_only == 0 && n.partner_after.partner_only == 0;
      n.running = false;
      begins = l.explicit_sync != 0 || l.pulling == kPullAsked;  // asked for again meanwhile
    }
    if (!begins) continue;
    n.running = true;
    n.disturbed = false;
    n.source_before = sums_of(state, source)[kContent];
    n.partner_before = sums_of(state, partner)[kContent];
  }
}

void note_two_front_ends(const World& world, const State& state, const Before& before,
                         Notes& notes) {
  for (std::size_t p = 0; p < before.pools.size(); ++p) {
    const Pool& pool = world.topology.pools[p];
    if (front_ends_of(world, state, static_cast<Index>(p)) != 2) {
      notes.pools[p].front_end_first_down = -1;
      continue;
    }
    // Positions of the two that count, which need not be the first.
    std::array<std::size_t, 2> at{};
    for (std::size_t i = 0, found = 0; found < 2; ++i) {
      if (counts_in_pool(state.front_end(ix(pool.first_front_end) + i))) at[found++] = i;
    }
    const auto first = ix(pool.first_front_end);
    auto ready = [&](std::size_t i) { return front_end_ready(state.front_end(first + at[i])); };
    PoolNotes& n = notes.pools[p];
    if (ready(0) && ready(1)) n.front_end_first_down = -1;
    // The order counts in which they left a pool that ran. The one that goes while the other stays
    // went first, and so did one that is not there while the other serves (it was just added, say);
    // both at once have no order.
    if (before.pools[p].services != Services::kRunning &&
        !pool_serving(state, static_cast<Index>(p)))
      continue;
    for (std::size_t i = 0; i < 2; ++i) {
      if (!ready(i) && ready(1 - i)) n.front_end_first_down = static_cast<std::int16_t>(at[i]);
    }
  }
}

}  // namespace

std::string user_name(std::size_t user) {
  return fmt::format("u-{:06}", user);
}

std::string_view state_name(PoolState state) {
  switch (state) {
    case PoolState::kActive:
      return "Active";
    case PoolState::kFailingOver:
      return "FailingOver";
    case PoolState::kFailedOver:
      return "FailedOver";
    case PoolState::kFailingBack:
      return "FailingBack";
  }
  return "of no known state";
}

Index pool_argument(const CmdletDefinition& cmdlet, const BoundCommand& command,
                    std::string_view name) {
  for (const Argument& argument : command.arguments) {
    if (argument.parameter < cmdlet.parameters.size() &&
        cmdlet.parameters[argument.parameter].name == name) {
      return static_cast<Index>(argument.number);
    }
  }
  return kNone;
}

ModuleSums sums_of(const State& state, Index pool) {
  const PoolIndex& index = state.pool_index(ix(pool));
  const PoolTally& tally = state.tally(ix(pool));
  ModuleSums out;
  for (std::size_t m = 0; m < kUserModules; ++m) {
    out[m] = {index.ledger_home_only[m], index.ledger_partner_only[m],
              static_cast<std::int64_t>(tally.acknowledged[m]), index.ledger_both[m],
              static_cast<std::int64_t>(tally.lost[m])};
  }
  return out;
}

bool light(const World& world, Slot fired) {
  const auto& base = world.layout.slot_base;
  auto in = [&](TimerKind first, TimerKind last) {
    return fired >= base[static_cast<std::size_t>(first)] &&
           fired < base[static_cast<std::size_t>(last) + 1];
  };
  return in(TimerKind::kUserSignIn, TimerKind::kArrival) ||
         in(TimerKind::kQueueDelivery, TimerKind::kQueueDelivery);
}

Fingerprint plan_share(const State& state) {
  Fingerprint sum{};
  auto add = [&](RecordKind kind, std::size_t record_bytes) {
    const auto k = static_cast<std::size_t>(kind);
    const std::uint32_t first = state.layout().offset[k] / 8;
    const auto words = static_cast<std::uint32_t>(state.layout().count[k] * record_bytes / 8);
    for (std::uint32_t word = first; word < first + words; ++word) {
      std::uint64_t value = 0;
      std::memcpy(&value, state.bytes() + std::size_t{word} * 8, 8);
      sum.add(mix(word, value));
    }
  };
  add(RecordKind::kActor, sizeof(ActorRecord));
  add(RecordKind::kFault, sizeof(FaultRecord));
  add(RecordKind::kMonitor, sizeof(MonitorRecord));
  return sum;
}

UserBefore user_before(const State& state, std::size_t user) {
  const UserRecord& r = state.user(user);
  const UserTally& t = state.user_tally(user);
  UserBefore out;
  out.home = r.home;
  out.registrar = r.registrar;
  out.mode = r.mode;
  out.online = r.wants_online != 0 ? 1 : 0;
  out.conference = r.conference;
  for (std::size_t m = 0; m < kUserModules; ++m) out.acknowledged[m] = t.acknowledged[m];
  return out;
}

void remember_records(const World& world, const State& state, const Written& written,
                      Before& before) {
  if (written.infrastructure) {
    before.cms = state.cms();
    copy_records(state, before.pools);
    copy_records(state, before.front_ends);
    copy_records(state, before.back_ends);
    copy_records(state, before.edge_pools);
    copy_records(state, before.sites);
  }
  if (written.plan) copy_records(state, before.actors);
  copy_records(state, before.links);
  copy_records(state, before.tallies);
  before.sums.resize(before.pools.size());
  for (std::size_t p = 0; p < before.sums.size(); ++p) {
    before.sums[p] = sums_of(state, static_cast<Index>(p));
  }
  if (written.timers) remember_timers(world, state, before);
}

void remember_timers(const World& world, const State& state, Before& before) {
  before.timers.clear();
  for_each_watched_timer(world, state, [&](std::int64_t word) { before.timers.push_back(word); });
}

void remember_user(const State& state, std::size_t user, Before& before, Notes& notes) {
  UserBefore& was = before.users[user];
  const UserBefore is = user_before(state, user);
  auto count = [&](const UserBefore& u, int by) {
    if (u.online == 0 || u.home < 0 || ix(u.home) >= notes.pools.size()) return;
    notes.pools[ix(u.home)].online += by;
  };
  count(was, -1);
  count(is, 1);
  was = is;
}

Notes first_notes(const World& world, const State& initial) {
  Notes notes;
  notes.pools.resize(initial.count<PoolRecord>());
  notes.links.resize(initial.count<LinkRecord>());
  notes.syncs.resize(initial.count<PoolRecord>());
  notes.homeless.resize(initial.count<UserRecord>());
  notes.edge_refused.resize(initial.count<EdgeServerRecord>());
  for (std::size_t p = 0; p < notes.pools.size(); ++p) {
    PoolNotes& n = notes.pools[p];
    n.at_failover = n.at_failback = sums_of(initial, static_cast<Index>(p));
    const bool away = initial.pool(p).state != PoolState::kActive;
    n.last_success = away ? Transition::kFailOver : Transition::kNone;
  }
  for (std::size_t u = 0; u < notes.homeless.size(); ++u) {
    notes.homeless[u] = initial.user(u).home == kNone ? 1 : 0;
  }
  const CmsRecord& cms = initial.cms();
  notes.xmpp_at_start = cms.xmpp_last.master;
  const Index partner = cms.active == kNone ? kNone : initial.pool(ix(cms.active)).backup;
  notes.standby_at_start = partner == kNone || initial.pool(ix(partner)).cms_installed != 0;
  Diagnostics findings;
  validate_topology(world.topology, findings);
  for (const Diagnostic& d : findings.sorted()) {
    const bool sizing = d.rule == "TOP-11" || d.rule == "TOP-12" || d.rule == "TOP-13";
    notes.capacity_announced = notes.capacity_announced || sizing;
  }
  note_absences(world, initial, notes);
  return notes;
}

void read_event(const World& world, const State& state, const Before& before, Slot fired,
                Moment& moment) {
  const Layout::SlotName name = world.layout.name_of(fired);
  moment.fired = name.kind;
  moment.entity = name.entity;
  read_command(world, before, moment);
  moment.refused = moment.fact(FactKind::kStepRefused) != nullptr;
  moment.failed = moment.fact(FactKind::kStepFailed) != nullptr;
  moment.moved.assign(before.pools.size(), 0);
  moment.by_operation = moment.fired == TimerKind::kPoolOperation;
  moment.operation_pool = moment.by_operation ? static_cast<Index>(moment.entity) : kNone;
  for (std::size_t p = 0; p < before.pools.size(); ++p) {
    const PoolRecord& was = before.pools[p];
    const PoolRecord& is = state.pool(p);
    const bool moves =
        was.state != is.state || was.operation != is.operation || was.phase != is.phase;
    moment.moved[p] = moves ? 1 : 0;
    const bool own_step = (moment.fired == TimerKind::kActor && starts(was, is)) ||
                          (moment.fired == TimerKind::kBackupCycle && was.phase != is.phase);
    if (!moves || !own_step) continue;
    moment.by_operation = true;
    moment.operation_pool = static_cast<Index>(p);
  }
  if (moment.by_operation) moment.moved[ix(moment.operation_pool)] = 1;
}

namespace {

/// The Edge Server that a command is run on, or nothing.
std::optional<std::size_t> edge_server_of(const BoundCommand& command) {
  for (const Argument& argument : command.arguments) {
    if (argument.kind != ValueKind::kComputer || argument.number < kEdgeComputerBase) continue;
    return static_cast<std::size_t>(argument.number - kEdgeComputerBase);
  }
  return std::nullopt;
}

/// Services and installers of one machine: CMD-72, CMD-73, CMD-75.
bool on_a_machine(std::string_view rule) {
  return rule == "CMD-72" || rule == "CMD-73" || rule == "CMD-75";
}

void begin(Owed& owed, bool undisturbed) {
  if (owed == Owed::kNothing) owed = undisturbed ? Owed::kBegun : Owed::kDisturbed;
}
void disturb(Owed& owed) {
  if (owed == Owed::kBegun) owed = Owed::kDisturbed;
}

/// The Edge pool that was chosen has a machine that runs, and the store can reach it.
bool sound_choice(const World& world, const State& state, Index edge) {
  if (edge == kNone) return true;
  const Index site = world.topology.edge_pools[ix(edge)].site;
  const Index master = active_master(world, state);
  return master != kNone && connected(world, state, world.pool(master).site, site) &&
         any_edge_machine_up(world, state, edge);
}

bool refused_on(const World& world, const Notes& notes, Index edge) {
  if (edge == kNone) return false;
  const EdgePool& e = world.topology.edge_pools[ix(edge)];
  const auto first = notes.edge_refused.begin() + e.first_server;
  return std::any_of(first, first + e.server_count, [](char refused) { return refused != 0; });
}

/// A procedure turns to an Edge pool: whoever chose a pool that is down, or goes on although a
/// step on one of its servers was refused, built on sand.
void turn_to(const World& world, const State& state, const Notes& notes, Index edge, Owed& owed) {
  const bool sound = sound_choice(world, state, edge) && !refused_on(world, notes, edge);
  begin(owed, sound);
  if (!sound) disturb(owed);
}

Index roles_to_be(const State& state, std::size_t edge) {
  const auto& r = state.record<EdgePoolRecord>(edge);
  if (r.draft_roles != kNone) return r.draft_roles;
  return r.published_roles != kNone ? r.published_roles : r.roles.master;
}

Index media_edge_to_be(const State& state, std::size_t pool) {
  const PoolRecord& r = state.pool(pool);
  if (r.draft_media_edge != kNone) return r.draft_media_edge;
  return r.published_media_edge != kNone ? r.published_media_edge : r.media_edge.master;
}

void note_roles(const World& world, const State& state, const Before& before, Notes& notes) {
  for (std::size_t e = 0; e < before.edge_pools.size(); ++e) {
    const auto& was = before.edge_pools[e];
    const auto& is = state.record<EdgePoolRecord>(e);
    if (was.draft_roles == is.draft_roles && was.roles.master == is.roles.master) continue;
    const bool enabled = (roles_to_be(state, e) & kFederationRole) != 0;
    if (enabled) {
      turn_to(world, state, notes, static_cast<Index>(e), notes.federation);
    } else {
      begin(notes.federation, true);
    }
  }
}

/// A step that was refused or failed, of which procedures it was one.
void note_refused_step(const State& state, const BoundCommand& command, std::string_view rule,
                       const World& world, Notes& notes) {
  const auto disturb_media = [&](Index edge) {
    for (std::size_t p = 0; p < notes.pools.size(); ++p) {
      if (edge == kNone || media_edge_to_be(state, p) == edge) disturb(notes.pools[p].media);
    }
  };
  if (on_a_machine(rule)) {
    const std::optional<std::size_t> server = edge_server_of(command);
    if (!server) return;
    notes.edge_refused[*server] = 1;
    const Index edge = world.topology.edge_servers[*server].edge_pool;
    if ((roles_to_be(state, ix(edge)) & kFederationRole) != 0) disturb(notes.federation);
    if (state.cms().xmpp_last.master == edge) disturb(notes.xmpp);
    disturb_media(edge);
  } else if (rule == "CMD-41" || rule == "CMD-42" || rule == "CMD-76") {
    disturb(notes.federation);
    disturb(notes.xmpp);
    disturb_media(kNone);
  } else if (rule == "CMD-71" || rule == "PRC-EX") {
    disturb(notes.xmpp);
  }
}

void note_refused_steps(const World& world, const State& state, const Moment& moment,
                        Notes& notes) {
  if (moment.command != nullptr && !moment.refused && on_a_machine(moment.cmdlet->rule)) {
    if (const auto server = edge_server_of(*moment.command)) notes.edge_refused[*server] = 0;
  }
  for (const Fact& fact : moment.facts) {
    if (fact.kind != FactKind::kStepRefused && fact.kind != FactKind::kStepFailed) continue;
    const ActorSpec& actor = world.actors[static_cast<std::size_t>(fact.entity)];
    const BoundCommand& command = actor.performed(static_cast<std::size_t>(fact.other)).command;
    note_refused_step(state, command, world.cmdlets[command.cmdlet].rule, world, notes);
  }
}

/// After a failover no running Edge pool leads to the pool that was lost, until something new
/// happens to either.
void note_next_hops(const State& state, const Before& before, const Moment& moment, Notes& notes) {
  bool over = moment.fact(FactKind::kFaultStruck) != nullptr;
  for (std::size_t e = 0; e < before.edge_pools.size(); ++e) {
    const Index is = state.record<EdgePoolRecord>(e).next_hop.master;
    over = over || before.edge_pools[e].next_hop.master != is;
  }
  for (std::size_t p = 0; p < before.pools.size(); ++p) {
    const PoolRecord& was = before.pools[p];
    const PoolRecord& is = state.pool(p);
    const bool done = was.operation != PoolOperation::kNothing &&
                      is.operation == PoolOperation::kNothing && is.state == PoolState::kFailedOver;
    bool& owed = notes.pools[p].hops_owed;
    owed = (owed || done) && !over && is.state == PoolState::kFailedOver;
  }
}

/// Which of the Edge procedures were begun: what they end in is owed from then on.
void note_edge_procedures(const World& world, const State& state, const Before& before,
                          const Moment& moment, Notes& notes) {
  note_refused_steps(world, state, moment, notes);
  if (moment.fact(FactKind::kFaultStruck) != nullptr) {
    disturb(notes.federation);
    disturb(notes.xmpp);
    for (PoolNotes& n : notes.pools) disturb(n.media);
  }
  note_next_hops(state, before, moment, notes);
  note_roles(world, state, before, notes);
  for (std::size_t p = 0; p < before.pools.size(); ++p) {
    const PoolRecord& was = before.pools[p];
    const PoolRecord& is = state.pool(p);
    if (was.draft_media_edge == is.draft_media_edge &&
        was.media_edge.master == is.media_edge.master) {
      continue;
    }
    turn_to(world, state, notes, media_edge_to_be(state, p), notes.pools[p].media);
  }
  const Index route = state.cms().xmpp_last.master;
  const bool moved = before.cms.xmpp_last.master != route;
  if (moment.runs("CMD-71") && moved) turn_to(world, state, notes, route, notes.xmpp);
}

}  // namespace

void note_event(const World& world, const State& state, const Before& before, const Moment& moment,
                bool settled, Notes& notes) {
  if (!settled || !moment.facts.empty()) note_operations(state, before, moment, notes);
  note_disturbances(world, state, moment, notes);
  note_syncs(state, before, moment, notes);
  note_two_front_ends(world, state, before, notes);
  if (moment.runs("CMD-52") || moment.runs("CMD-53")) notes.restarts_owed = true;
  if (!settled || !moment.facts.empty()) {
    note_edge_procedures(world, state, before, moment, notes);
  }
  for (const Fact& fact : moment.facts) {  // INV-98: a pair made in Topology Builder
    const bool sizing = fact.kind == FactKind::kStepWarning && fact.rule == "TOP-11";
    notes.capacity_announced = notes.capacity_announced || sizing;
  }
  if (settled) return;
  for (std::size_t i = 0; i < before.front_ends.size(); ++i) {
    const bool changed = before.front_ends[i].membership != state.front_end(i).membership;
    notes.restarts_owed = notes.restarts_owed || changed;
  }
  const CmsRecord& cms = state.cms();
  if (before.cms.operation == CmsOperation::kNothing && cms.operation != CmsOperation::kNothing) {
    notes.cms_at_start = before.cms;
  }
  note_absences(world, state, notes);
}

void note_absences(const World& world, const State& state, Notes& notes) {
  for (std::size_t p = 0; p < notes.pools.size(); ++p) {
    const auto pool = static_cast<Index>(p);
    PoolNotes& n = notes.pools[p];
    const bool misses = pool_serving(state, pool) && !back_end_serves(world, state, pool);
    const std::uint32_t threshold = state.pool(p).backup_store_threshold_ms;
    if (!misses || !n.back_end_lost.is_set()) {
      n.back_end_lost = misses ? state.now() : Instant{};
      n.threshold_shortest_ms = n.threshold_longest_ms = threshold;
    }
    n.threshold_shortest_ms = std::min(n.threshold_shortest_ms, threshold);
    n.threshold_longest_ms = std::max(n.threshold_longest_ms, threshold);
    const Index partner = state.pool(p).backup;
    const bool deaf = partner != kNone && pool_serving(state, pool) &&
                      !(pool_serving(state, partner) &&
                        connected(world, state, world.pool(pool).site, world.pool(partner).site));
    if (!deaf) {
      n.heartbeat_lost = Instant{};
      continue;
    }
    const std::uint32_t interval = state.pool(ix(partner)).failure_detection_s;
    n.detection_s = n.heartbeat_lost.is_set() ? std::min(n.detection_s, interval) : interval;
    if (!n.heartbeat_lost.is_set()) n.heartbeat_lost = state.now();
  }
}

void note_links_of(const State& state, Index pool, Notes& notes) {
  const ModuleSums sums = sums_of(state, pool);
  for (std::size_t m = 0; m < kUserModules; ++m) {
    note_link(state, sums[m], notes.links[ix(pool) * 3 + m]);
  }
}

void note_link(const State& state, const DataSums& s, LinkNotes& notes) {
  // What is outstanding after an application may be as young as that application, never younger.
  const bool first = !notes.unapplied_since.is_set() || notes.settled != s.applied + s.lost;
  notes.settled = s.applied + s.lost;
  if (s.home_only == 0) {
    notes.unapplied_since = Instant{};
  } else if (first) {
    notes.unapplied_since = state.now();
  }
}

}  // namespace firedrill::invariants
