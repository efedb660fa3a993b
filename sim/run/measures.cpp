// Bookkeeping per user, only for users whose mode ever changed; percentiles are exact.
#include "sim/run/measures.hpp"

#include <algorithm>

#include "sim/model/passage.hpp"
#include "sim/model/quantity.hpp"

namespace firedrill {
namespace {

std::int64_t target_of(std::string_view cmdlet) {
  constexpr std::int64_t kMinute = 60'000;
  if (cmdlet == "Invoke-CsPoolFailOver" || cmdlet == "Invoke-CsPoolFailBack") return 30 * kMinute;
  if (cmdlet == "Invoke-CsManagementServerFailover") return 5 * kMinute;
  if (cmdlet == "Invoke-CsDatabaseFailover") return 5 * kMinute;
  return -1;
}

/// What a computer does with its replica, and what the Edge Servers have to know beforehand
/// (INV-48): a failover, and installing what was published.
bool counts_on_replicas(const CmdletDefinition& cmdlet) {
  return cmdlet.rule == "CMD-01" || cmdlet.rule == "CMD-75";
}

std::int64_t replicas_behind(const World& w, const State& s) {
  for (const QuantityDefinition& quantity : quantities()) {
    if (quantity.name == "replicas behind") return quantity.read(w, s, kNone, 0);
  }
  return 0;
}

void note_long(std::int64_t took_ms, bool by_failback, RecoveryFigures& out) {
  if (took_ms < kLongAbsenceMs) return;
  RecoveryFigures::Long& of = by_failback ? out.in_failback : out.otherwise;
  ++of.users;
  of.max_ms = std::max(of.max_ms, took_ms);
}

RecoveryFigures percentiles(std::vector<std::int64_t>& values, std::uint32_t affected,
                            std::uint32_t open) {
  RecoveryFigures out;
  out.affected = affected;
  out.open = open;
  if (values.empty()) return out;
  std::sort(values.begin(), values.end());
  auto at = [&](std::size_t percent) {  // nearest rank
    const std::size_t rank = (values.size() * percent + 99) / 100;
    return values[std::max<std::size_t>(rank, 1) - 1];
  };
  out.p50 = at(50);
  out.p95 = at(95);
  out.p99 = at(99);
  out.max = values.back();
  return out;
}

}  // namespace

std::string_view capability_name(Capability capability) {
  static constexpr std::string_view kNames[kCapabilities] = {
      "sign-in",       "presence",       "contacts", "conferencing",
      "federation in", "federation out", "XMPP",     "remote access"};
  return kNames[static_cast<std::size_t>(capability)];
}

Measures::Measures(const Simulation& simulation)
    : simulation_(simulation),
      slot_of_user_(simulation.state().count<UserRecord>(), -1),
      stopped_ms_(simulation.state().count<PoolRecord>(), -1),
      domains_(simulation.world().topology.domain_count()),
      up_(simulation.state().count<PoolRecord>() * domains_, 0xff) {
  const State& s = simulation.state();
  for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
    const UserRecord& r = s.user(u);
    remote_signed_in_ += r.location == Location::kRemote && r.mode != UserMode::kSignedOut ? 1 : 0;
  }
}

Measures::UserTrack& Measures::track_of(std::uint32_t user, std::int64_t at_ms) {
  if (slot_of_user_[user] < 0) {
    slot_of_user_[user] = static_cast<std::int32_t>(tracks_.size());
    UserTrack fresh;
    fresh.lost.fill(0);
    fresh.worst.fill(-1);
    fresh.since = at_ms;
    tracks_.push_back(fresh);
    users_.push_back(user);
  }
  return tracks_[static_cast<std::size_t>(slot_of_user_[user])];
}

void Measures::lose(UserTrack& user, Track track, std::int64_t root) {
  user.affected = static_cast<std::uint8_t>(user.affected | 1U << track);
  if (user.lacks(track)) return;
  if (roots_.empty() || roots_.back() != root) roots_.push_back(root);
  user.lost[track] = static_cast<std::uint32_t>(roots_.size());
}

std::int64_t Measures::failing_back(std::uint32_t u, std::int64_t from_ms,
                                    std::int64_t to_ms) const {
  std::int64_t out = 0;
  for (const FailbackFigure& failback : figures_.failbacks) {
    if (failback.pool != simulation_.state().user(u).home) continue;
    const std::int64_t end = failback.ended_ms < 0 ? to_ms : std::min(failback.ended_ms, to_ms);
    out += std::max<std::int64_t>(end - std::max(failback.began_ms, from_ms), 0);
  }
  return out;
}

void Measures::regain(std::uint32_t u, UserTrack& user, Track track, std::int64_t at_ms) {
  if (!user.lacks(track)) return;
  const std::int64_t lost_ms = roots_[user.lost[track] - 1];
  const std::int64_t took = at_ms - lost_ms;
  user.lost[track] = 0;
  if (took <= user.worst[track]) return;
  user.worst[track] = took;
  if (took < kLongAbsenceMs) return;
  const bool alone = took - failing_back(u, lost_ms, at_ms) >= kLongAbsenceMs;
  const auto bit = static_cast<std::uint8_t>(1U << track);
  user.worst_by_failback =
      static_cast<std::uint8_t>((user.worst_by_failback & ~bit) | (alone ? 0U : bit));
}

std::int64_t Measures::since(std::int64_t at_ms) const {
  const std::uint32_t root = simulation_.causes().root;
  if (root == 0) return -1;
  // What a command takes away counts from the loss; its own duration stands beside it.
  return (root & Root::kFault) != 0 ? simulation_.root_time(root) : at_ms;
}

void Measures::on_mode(std::int64_t at_ms, std::uint32_t u, UserMode before, UserMode after) {
  UserTrack& user = track_of(u, at_ms);
  if (simulation_.state().user(u).location == Location::kRemote) {
    remote_signed_in_ += (after != UserMode::kSignedOut) - (before != UserMode::kSignedOut);
  }
  const std::int64_t root = since(at_ms);
  const bool tracked_out = user.lacks(kSignedIn);
  if (before == UserMode::kSignedOut && tracked_out) figures_.user_ms_out += at_ms - user.since;
  if (before == UserMode::kResiliency) figures_.user_ms_resiliency += at_ms - user.since;
  user.since = at_ms;
  if (after == UserMode::kSignedOut) {
    if (root < 0) return;  // the user left of free will
    for (const Track t : {kSignedIn, kRegular, kReached, kReaches, kXmppd}) lose(user, t, root);
    return;
  }
  regain(u, user, kSignedIn, at_ms);
  if (after == UserMode::kResiliency) {
    if (root < 0 && before == UserMode::kSignedOut) return;
    for (const Track t : {kRegular, kReached, kReaches, kXmppd}) {
      lose(user, t, root < 0 ? at_ms : root);
    }
    return;
  }
  regain(u, user, kRegular, at_ms);
  const Index pool = simulation_.state().user(u).registrar;
  if (pool == kNone) return;
  const auto domain = static_cast<std::size_t>(domain_of(simulation_.world(), u));
  const std::uint8_t now = up(static_cast<std::size_t>(pool), domain);
  for (const Track t : kThroughEdge) {
    if ((now >> t & 1U) != 0) regain(u, user, t, at_ms);
  }
}

bool Measures::works(Track track, std::size_t pool, std::size_t domain) const {
  const World& w = simulation_.world();
  const State& s = simulation_.state();
  const auto at = static_cast<Index>(pool);
  const EdgeService service = track == kReached   ? EdgeService::kFederationIn
                              : track == kReaches ? EdgeService::kFederationOut
                                                  : EdgeService::kXmpp;
  return !is_deployed(w, s, service, at) ||
         passage(w, s, service, static_cast<Index>(domain), at).open();
}

void Measures::on_instant(std::int64_t at_ms) {
  if (!simulation_.infrastructure_touched()) return;
  const std::int64_t root = since(at_ms);
  const World& w = simulation_.world();
  const State& s = simulation_.state();
  bool any = false;
  std::vector<std::uint8_t> was = up_;
  for (std::size_t p = 0; p < s.count<PoolRecord>(); ++p) {
    for (std::size_t d = 0; d < domains_; ++d) {
      std::uint8_t now = 0;
      for (const Track t : kThroughEdge) {
        if (works(t, p, d)) now = static_cast<std::uint8_t>(now | 1U << t);
      }
      any = any || (was[p * domains_ + d] & kEdgeBits) != now;
      up(p, d) = now;
    }
  }
  if (!any) return;
  for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
    if (s.user(u).mode != UserMode::kRegular || s.user(u).registrar == kNone) continue;
    const std::size_t at = static_cast<std::size_t>(s.user(u).registrar) * domains_ +
                           static_cast<std::size_t>(domain_of(w, u));
    const unsigned changed = (was[at] ^ up_[at]) & kEdgeBits;
    for (const Track t : kThroughEdge) {
      if ((changed >> t & 1U) == 0) continue;
      if ((up_[at] >> t & 1U) == 0) {
        lose(track_of(u, at_ms), t, root < 0 ? at_ms : root);
      } else if (slot_of_user_[u] >= 0) {
        regain(u, track_of(u, at_ms), t, at_ms);
      }
    }
  }
}

void Measures::note_loss(const Fact& fact, std::int64_t at_ms) {
  const State& s = simulation_.state();
  if (fact.entity < 0 || fact.other < 0) return;
  const LinkRecord& l =
      s.link(static_cast<std::size_t>(fact.entity) * 3 + static_cast<std::size_t>(fact.other));
  const Instant stamp = oldest_unapplied(l);
  if (!stamp.is_set()) return;
  // The age counts at the moment of the disaster: when the pool stopped, or else the newest fault
  // before the loss was settled.
  std::int64_t struck = stopped_ms_[static_cast<std::size_t>(fact.entity)];
  const bool stopped = struck >= 0;
  const std::size_t faults = simulation_.world().faults.size();
  for (std::uint32_t f = 0; f < faults && !stopped; ++f) {
    const std::int64_t at = simulation_.root_time(Root::fault(f));
    if (at >= 0 && at <= at_ms) struck = std::max(struck, at);
  }
  if (struck < 0) struck = at_ms;
  const std::int64_t age = struck - stamp.ms();
  figures_.loss.oldest_age_ms = std::max({figures_.loss.oldest_age_ms, age, std::int64_t{0}});
}

void Measures::note_failback(const Fact& fact, std::int64_t at_ms) {
  const auto pool = static_cast<Index>(fact.entity);
  for (FailbackFigure& failback : figures_.failbacks) {
    if (failback.pool == pool && failback.ended_ms < 0) failback.ended_ms = at_ms;
  }
  if (static_cast<PoolState>(fact.other) != PoolState::kFailingBack) return;
  figures_.failbacks.push_back({pool, at_ms, -1});
}

void Measures::on_fact(std::uint32_t, std::int64_t at_ms, const Fact& fact) {
  switch (fact.kind) {
    case FactKind::kStepStarted: {
      const ActorSpec& actor = simulation_.world().actors[static_cast<std::size_t>(fact.entity)];
      const StepSpec& step = actor.performed(static_cast<std::size_t>(fact.other));
      CommandFigure figure;
      figure.name = simulation_.world().cmdlets[step.command.cmdlet].name;
      figure.actor = static_cast<std::uint8_t>(fact.entity);
      figure.position = static_cast<std::uint16_t>(fact.other);
      figure.step = static_cast<std::uint16_t>(actor.written(static_cast<std::size_t>(fact.other)));
      figure.began_ms = at_ms;
      const CmdletDefinition& cmdlet = simulation_.world().cmdlets[step.command.cmdlet];
      if (counts_on_replicas(cmdlet) && !step.command.what_if) {
        figure.behind = replicas_behind(simulation_.world(), simulation_.state());
      }
      // A command that was only asked what it would do has no recovery time.
      figure.target_ms = step.command.what_if ? -1 : target_of(figure.name);
      figures_.commands.push_back(figure);
      return;
    }
    case FactKind::kStepDone:
      for (auto it = figures_.commands.rbegin(); it != figures_.commands.rend(); ++it) {
        if (it->actor != fact.entity || it->position != fact.other) continue;
        it->took_ms = at_ms - it->began_ms;
        break;
      }
      return;
    case FactKind::kStepRefused:
      for (auto it = figures_.commands.rbegin(); it != figures_.commands.rend(); ++it) {
        if (it->actor != fact.entity || it->position != fact.other) continue;
        it->behind = 0;  // it did nothing
        break;
      }
      return;
    case FactKind::kPoolStateChanged:
      note_failback(fact, at_ms);
      return;
    case FactKind::kPoolStopped:
      stopped_ms_[static_cast<std::size_t>(fact.entity)] = at_ms;
      return;
    case FactKind::kPoolServing:
      stopped_ms_[static_cast<std::size_t>(fact.entity)] = -1;
      return;
    case FactKind::kWritesStranded:
      figures_.loss.stranded += static_cast<std::uint64_t>(fact.value);
      note_loss(fact, at_ms);
      return;
    case FactKind::kWritesLost:
      note_loss(fact, at_ms);
      return;
    case FactKind::kConfigurationLost:
      figures_.loss.configuration_lost += static_cast<std::uint64_t>(fact.value);
      return;
    default:
      return;
  }
}

Measures::Track Measures::track_for(Capability capability) {
  switch (capability) {
    case Capability::kSignIn:
    case Capability::kRemoteAccess:
      return kSignedIn;
    case Capability::kFederationIn:
      return kReached;
    case Capability::kFederationOut:
      return kReaches;
    case Capability::kXmpp:
      return kXmppd;
    default:
      return kRegular;
  }
}

std::int64_t Measures::users_with(Capability capability) const {
  if (capability == Capability::kRemoteAccess) return remote_signed_in_;
  const Track track = track_for(capability);
  const State& s = simulation_.state();
  std::int64_t out = 0;
  if ((kEdgeBits >> track & 1U) != 0) {
    for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
      const UserRecord& r = s.user(u);
      if (r.mode != UserMode::kRegular || r.registrar == kNone) continue;
      const std::size_t at = static_cast<std::size_t>(r.registrar) * domains_ +
                             static_cast<std::size_t>(domain_of(simulation_.world(), u));
      out += up_[at] >> track & 1U;
    }
    return out;
  }
  for (std::size_t p = 0; p < s.count<PoolRecord>(); ++p) {
    const auto& mode = s.pool_index(p).mode;
    out += mode[static_cast<std::size_t>(UserMode::kRegular)];
    if (track == kSignedIn) out += mode[static_cast<std::size_t>(UserMode::kResiliency)];
  }
  return out;
}

std::vector<std::int64_t> Measures::recovery_times(Capability capability) const {
  std::vector<std::int64_t> out;
  const Track track = track_for(capability);
  for (std::size_t i = 0; i < tracks_.size(); ++i) {
    const UserTrack& user = tracks_[i];
    if (user.worst[track] < 0 || user.lacks(track)) continue;
    const bool remote = simulation_.state().user(users_[i]).location == Location::kRemote;
    if (capability == Capability::kRemoteAccess && !remote) continue;
    out.push_back(user.worst[track]);
  }
  std::sort(out.begin(), out.end());
  return out;
}

Figures Measures::figures() const {
  Figures out = figures_;
  const State& s = simulation_.state();
  const std::int64_t end = s.now().ms();
  std::array<std::vector<std::int64_t>, kTracks> values;
  std::array<std::uint32_t, kTracks> affected{};
  std::array<std::uint32_t, kTracks> open{};
  std::array<std::uint32_t, kTracks> open_without_pool{};
  std::array<RecoveryFigures, kTracks + 1> longs;  // the last: signing in from outside
  std::vector<std::int64_t> remote;
  std::uint32_t remote_affected = 0;
  std::uint32_t remote_open = 0;
  for (std::size_t i = 0; i < tracks_.size(); ++i) {
    const UserTrack& user = tracks_[i];
    for (std::size_t t = 0; t < kTracks; ++t) {
      affected[t] += user.affected >> t & 1U;
      open[t] += user.lacks(t) ? 1 : 0;
      open_without_pool[t] += user.lacks(t) && user.lacks(kRegular) ? 1 : 0;
      if (user.worst[t] < 0 || user.lacks(t)) continue;
      values[t].push_back(user.worst[t]);
      note_long(user.worst[t], (user.worst_by_failback >> t & 1U) != 0, longs[t]);
    }
    const UserRecord& r = s.user(users_[i]);
    if (r.location == Location::kRemote) {
      remote_affected += user.affected >> kSignedIn & 1U;
      remote_open += user.lacks(kSignedIn) ? 1 : 0;
      if (user.worst[kSignedIn] >= 0 && !user.lacks(kSignedIn)) {
        remote.push_back(user.worst[kSignedIn]);
        note_long(remote.back(), (user.worst_by_failback >> kSignedIn & 1U) != 0, longs[kTracks]);
      }
    }
    if (user.lacks(kSignedIn)) out.user_ms_out += end - user.since;
    if (r.mode == UserMode::kResiliency) out.user_ms_resiliency += end - user.since;
  }
  auto put = [&](Capability c, Track t) {
    RecoveryFigures& figures = out.recovery[static_cast<std::size_t>(c)];
    figures = percentiles(values[t], affected[t], open[t]);
    figures.open_without_pool = open_without_pool[t];
    figures.in_failback = longs[t].in_failback;
    figures.otherwise = longs[t].otherwise;
  };
  put(Capability::kSignIn, kSignedIn);
  put(Capability::kPresence, kRegular);
  put(Capability::kContacts, kRegular);
  put(Capability::kConferencing, kRegular);
  put(Capability::kFederationIn, kReached);
  put(Capability::kFederationOut, kReaches);
  put(Capability::kXmpp, kXmppd);
  RecoveryFigures& from_outside = out.recovery[static_cast<std::size_t>(Capability::kRemoteAccess)];
  from_outside = percentiles(remote, remote_affected, remote_open);
  from_outside.in_failback = longs[kTracks].in_failback;
  from_outside.otherwise = longs[kTracks].otherwise;
  for (std::size_t p = 0; p < s.count<PoolRecord>(); ++p) {
    const PoolTally& t = s.tally(p);
    for (std::size_t m = 0; m < kUserModules; ++m) {
      out.loss.acknowledged += t.acknowledged[m];
      out.loss.lost += t.lost[m];
    }
    out.loss.recovered += t.recovered;
    out.content_missing += s.pool_index(p).ledger_partner_only[1];
  }
  return out;
}

}  // namespace firedrill
