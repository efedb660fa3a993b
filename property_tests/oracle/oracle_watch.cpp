// From words of the State to facts for the oracle, and back to sentences.
#include "property_tests/oracle/oracle_watch.hpp"

#include <algorithm>
#include <string_view>

#include "sim/cmdlets/arguments.hpp"

namespace firedrill {
namespace {

using oracle::Facts;
using oracle::Order;
using oracle::PoolFacts;

bool ready(const FrontEndRecord& fe) {
  const bool member = fe.membership == Membership::kMember || fe.membership == Membership::kLeaving;
  return member && fe.down == 0 && fe.services_stopped == 0 && fe.joining == 0;
}

oracle::Copy copy_of(const State& s, Index instance) {
  if (instance == kNone) return {};
  const SqlRecord& sql = s.sql(ix(instance));
  return {true, sql.down == 0, sql.log_full != 0};
}

PoolFacts pool_facts(const World& w, const State& s, std::size_t p) {
  const Pool& pool = w.topology.pools[p];
  const PoolRecord& r = s.pool(p);
  PoolFacts out;
  out.partner = r.backup;
  out.site = pool.site;
  out.state = static_cast<oracle::Recorded>(r.state);
  out.busy = r.operation != PoolOperation::kNothing;
  out.serving = r.services == Services::kRunning;
  out.back_end_given_up = r.backup_clock_expired != 0;
  out.store_database_broken = r.database_down != 0;
  for (int i = 0; i < pool.front_end_count; ++i) {
    const FrontEndRecord& fe = s.front_end(ix(pool.first_front_end) + ix(Index(i)));
    if (!ready(fe)) continue;
    out.store_services = out.store_services || fe.cms_services != 0;
    out.ignores_mirror = out.ignores_mirror || fe.knows_mirror == 0;
  }
  if (pool.back_end == kNone) return out;
  const BackEnd& be = w.topology.back_ends[ix(pool.back_end)];
  const BackEndRecord& b = s.back_end(ix(pool.back_end));
  out.primary = copy_of(s, be.primary);
  out.mirror = copy_of(s, be.mirror);
  out.witness = b.has_witness != 0;
  out.witness_up = copy_of(s, be.witness).machine_up;
  out.mirror_in_topology = b.topology_mirror != 0;
  out.switching = b.forced_pending != 0xff;
  for (int d = 0; d < oracle::kDatabaseKinds; ++d) {
    out.mirrored[d] = (b.mirrored >> d & 1) != 0;
    out.on_mirror[d] = (b.on_mirror >> d & 1) != 0;
  }
  return out;
}

std::int64_t number_of(const World& w, const BoundCommand& command, std::string_view name,
                       std::int64_t otherwise) {
  const CmdletDefinition& cmdlet = w.cmdlets[command.cmdlet];
  for (const Argument& a : command.arguments) {
    if (a.parameter < cmdlet.parameters.size() && cmdlet.parameters[a.parameter].name == name) {
      return a.number;
    }
  }
  return otherwise;
}

// What a fault takes down (rule book 3.10): with a site everything in it, with a pool its servers.
bool hits_pool(const World& w, const FaultSpec& f, std::size_t p) {
  if (f.kind == FaultKind::kSite) return w.topology.pools[p].site == f.entity;
  return f.kind == FaultKind::kPool && ix(f.entity) == p;
}

bool hits_front_end(const World& w, const FaultSpec& f, std::size_t i) {
  if (f.kind == FaultKind::kFrontEnd) return ix(f.entity) == i;
  return hits_pool(w, f, ix(w.topology.front_ends[i].pool));
}

bool hits_sql(const World& w, const FaultSpec& f, std::size_t i) {
  if (f.kind == FaultKind::kSql) return ix(f.entity) == i;
  if (f.kind == FaultKind::kSite) return w.topology.sql_instances[i].site == f.entity;
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {  // FLT-15: all in one machine
    const Pool& pool = w.topology.pools[p];
    if (pool.edition != Edition::kStandard) continue;
    if (ix(w.topology.back_ends[ix(pool.back_end)].primary) != i) continue;
    if (f.kind != FaultKind::kFrontEnd) return hits_pool(w, f, p);
    return w.topology.front_ends[ix(f.entity)].pool == static_cast<Index>(p);
  }
  return false;
}

}  // namespace

oracle::Facts facts_of(const World& world, const State& s) {
  Facts out;
  for (std::size_t p = 0; p < world.topology.pools.size(); ++p) {
    out.pools.push_back(pool_facts(world, s, p));
  }
  for (std::size_t e = 0; e < world.topology.edge_pools.size(); ++e) {
    const EdgePool& edge = world.topology.edge_pools[e];
    bool up = false;
    for (int i = 0; i < edge.server_count; ++i) {
      const auto& server = s.record<EdgeServerRecord>(ix(edge.first_server) + ix(Index(i)));
      up = up || (server.down == 0 && server.services_stopped == 0);
    }
    out.edges.push_back({s.record<EdgePoolRecord>(e).next_hop.master, up});
  }
  const CmsRecord& c = s.cms();
  out.store = {c.active,
               c.standby,
               c.scp,
               c.read_only != 0,
               c.operation != CmsOperation::kNothing,
               c.standby_version != 0};
  for (std::size_t l = 0; l < world.topology.wan_links.size(); ++l) {
    if (s.record<WanRecord>(l).down == 0) continue;
    out.cut.emplace_back(world.topology.wan_links[l].site_a, world.topology.wan_links[l].site_b);
  }
  out.live_next_hops_only = world.parameters.number(ParameterId::kNextHopCheck) == 1;
  out.force_required = world.parameters.number(ParameterId::kDbForceRequired) == 1;
  return out;
}

oracle::Order order_of(const World& w, const BoundCommand& command, Index site) {
  const std::string_view rule = w.cmdlets[command.cmdlet].rule;
  Order o;
  o.site = site;
  o.force = command.force;
  o.what_if = command.what_if;
  o.pool = static_cast<int>(number_of(w, command, "PoolFqdn", kNone));
  o.disaster = number_of(w, command, "DisasterMode", 0) != 0;
  if (rule == "CMD-01") o.kind = Order::Kind::kFailOver;
  if (rule == "CMD-02") o.kind = Order::Kind::kFailBack;
  if (rule == "CMD-30" && number_of(w, command, "Restore", 0) == 0) {
    o.kind = Order::Kind::kMoveStore;
    const auto server = static_cast<Index>(number_of(w, command, "BackupSqlServerFqdn", kNone));
    const auto mirror =
        static_cast<Index>(number_of(w, command, "BackupMirrorSqlServerFqdn", kNone));
    o.names_server = server != kNone;
    o.force = number_of(w, command, "Force", 0) != 0;
    for (std::size_t b = 0; b < w.topology.back_ends.size(); ++b) {
      const BackEnd& be = w.topology.back_ends[b];
      if (server != kNone && (be.primary == server || be.mirror == server)) {
        o.pool = be.pool;
        o.names_a_mirror = be.mirror == server;
      }
    }
    if (o.pool != kNone && mirror != kNone) {
      o.gives_mirror =
          w.topology.back_ends[ix(w.pool(static_cast<Index>(o.pool)).back_end)].mirror == mirror;
    }
  }
  if (rule == "CMD-50") {
    const std::int64_t type = number_of(w, command, "DatabaseType", 0);
    if (type < oracle::kDatabaseKinds) o.kind = Order::Kind::kSwitchDatabase;
    o.database = static_cast<oracle::DatabaseKind>(type);
    o.to_mirror = number_of(w, command, "NewPrincipal", 0) == 1;
  }
  if (rule == "CMD-70" && number_of(w, command, "Identity", kNone) != kNone) {
    o.kind = Order::Kind::kSetNextHop;
    o.edge = static_cast<int>(number_of(w, command, "Identity", kNone));
    o.pool = static_cast<int>(number_of(w, command, "Registrar", kNone));
  }
  if (command.refused != ErrorCode::kOk) o.kind = Order::Kind::kOther;  // misspelt
  return o;
}

OracleWatch::OracleWatch(const Simulation& simulation)
    : simulation_(simulation),
      between_tries_(simulation.world().actors.size(), 0),
      in_force_(simulation.world().faults.size(), 0),
      heartbeats_(simulation.world().topology.pools.size()),
      cycles_(simulation.world().topology.pools.size() * 3),
      lost_(simulation.world().topology.pools.size(), 0) {}

void OracleWatch::disagree(std::int64_t at_ms, const std::string& what) {
  constexpr std::size_t kMost = 5;
  if (disagreements_.size() < kMost) {
    disagreements_.push_back(std::to_string(at_ms / 1000) + " s: " + what);
  }
}

void OracleWatch::begin_command(std::size_t actor, std::size_t step, const Facts& facts) {
  const ActorSpec& who = simulation_.world().actors[actor];
  if (step >= who.steps.size() || who.steps[step].kind != StepSpec::Kind::kCommand) return;
  const Order order = order_of(simulation_.world(), who.steps[step].command, who.site);
  if (order.kind != Order::Kind::kOther) pending_ = oracle::decide(facts, order);
}

void OracleWatch::end_command(std::int64_t at_ms) {
  if (pending_) {
    ++decisions_;
    refusals_ += pending_->refuse ? 1 : 0;
    const bool refused = !refused_by_.empty();
    if (pending_->refuse && !refused) {
      disagree(at_ms,
               "a command was accepted that " + pending_->rule + " " + pending_->code + " refuses");
    } else if (!pending_->refuse && refused) {
      disagree(at_ms, "a command was refused by " + refused_by_ + " that nothing speaks against");
    } else if (refused && !pending_->code.empty() && pending_->code != refused_by_) {
      disagree(at_ms, "a command was refused by " + refused_by_ + ", not by " + pending_->code);
    }
  }
  pending_.reset();
  refused_by_.clear();
}

void OracleWatch::note_retries() {
  // A command that is tried again is not announced; what it meets is what the last event left.
  const State& s = simulation_.state();
  bool any = false;
  for (std::size_t a = 0; a < between_tries_.size(); ++a) {
    between_tries_[a] = s.record<ActorRecord>(a).phase == ActorPhase::kBetween;
    any = any || between_tries_[a] != 0;
  }
  if (any) before_ = facts_of(simulation_.world(), s);
}

void OracleWatch::on_fact(std::uint32_t, std::int64_t, const Fact& fact) {
  switch (fact.kind) {
    case FactKind::kStepStarted:
      begin_command(static_cast<std::size_t>(fact.entity), static_cast<std::size_t>(fact.other),
                    facts_of(simulation_.world(), simulation_.state()));
      break;
    case FactKind::kStepRefused:
      refused_by_ = error_name(static_cast<ErrorCode>(fact.value));
      break;
    case FactKind::kFaultStruck:
      in_force_[static_cast<std::size_t>(fact.entity)] = 1;
      faults_moved_ = true;
      break;
    default:
      break;
  }
}

void OracleWatch::check_components(std::int64_t at_ms) {
  // A component is down exactly while a fault that befalls it is in force.
  const World& w = simulation_.world();
  const State& s = simulation_.state();
  const auto compare = [&](auto hits, std::size_t i, bool down, const std::string& name) {
    bool struck = false;
    for (std::size_t f = 0; f < w.faults.size(); ++f) {
      struck = struck || (in_force_[f] != 0 && hits(w, w.faults[f], i));
    }
    if (struck == down) return;
    disagree(at_ms, name + (down ? " is down for no fault" : " runs under a fault"));
  };
  for (std::size_t i = 0; i < w.topology.front_ends.size(); ++i) {
    compare(hits_front_end, i, s.front_end(i).down != 0, w.topology.front_ends[i].fqdn);
  }
  for (std::size_t i = 0; i < w.topology.sql_instances.size(); ++i) {
    compare(hits_sql, i, s.sql(i).down != 0, w.topology.sql_instances[i].server_fqdn);
  }
}

void OracleWatch::wait_over(Wait& wait, bool waiting, std::int64_t interval_ms, std::int64_t at_ms,
                            const std::string& what) {
  if (!waiting) {
    wait = {};
    return;
  }
  if (wait.since_ms < 0) wait.since_ms = at_ms;
  wait.longest_ms = std::max(wait.longest_ms, interval_ms);
  if (at_ms > wait.since_ms + wait.longest_ms) {
    disagree(at_ms, what);
    wait = {};
  }
}

void OracleWatch::check_waits(std::int64_t at_ms) {
  const World& w = simulation_.world();
  const State& s = simulation_.state();
  const std::int64_t interval_ms = std::int64_t{s.cms().sync_interval_s.seen} * 1000;
  for (std::size_t p = 0; p < heartbeats_.size(); ++p) {
    const PoolRecord& r = s.pool(p);
    if (r.backup == kNone) continue;
    const PoolRecord& partner = s.pool(ix(r.backup));
    // NUM-08: since the last heartbeat that a running Registrar heard of its partner.
    bool heard = partner.services == Services::kRunning;
    for (std::size_t l = 0; l < w.topology.wan_links.size(); ++l) {
      const WanLink& link = w.topology.wan_links[l];
      const Index a = w.topology.pools[p].site;
      const Index b = w.pool(r.backup).site;
      const bool between =
          (link.site_a == a && link.site_b == b) || (link.site_a == b && link.site_b == a);
      if (between && s.record<WanRecord>(l).down != 0) heard = false;
    }
    const bool waiting = r.services == Services::kRunning && !heard && r.partner_unavailable == 0;
    wait_over(heartbeats_[p], waiting, std::int64_t{partner.failure_detection_s} * 1000, at_ms,
              w.topology.pools[p].fqdn + " has not given its partner up in time (INV-91)");
    for (std::size_t m = 0; m < kUserModules; ++m) {
      // NUM-10: what waits on an open link is taken up within an interval.
      const LinkRecord& l = s.link(p * 3 + m);
      const bool left = l.waiting > 0 && l.running == 0 && l.blocked == 0 && l.initialized != 0 &&
                        r.state == PoolState::kActive;
      wait_over(cycles_[p * 3 + m], left, interval_ms, at_ms,
                "a change of " + w.topology.pools[p].fqdn + " waits longer than an interval");
    }
  }
}

void OracleWatch::check_losses(std::int64_t at_ms, Slot slot) {
  // MA-56: what the backup never got is still in the home store when it returns; a failover itself
  // loses none of it, unless homeTail says so.
  const World& w = simulation_.world();
  const bool step = w.layout.name_of(slot).kind == TimerKind::kPoolOperation;
  const std::size_t pool = w.layout.name_of(slot).entity;
  for (std::size_t p = 0; p < lost_.size(); ++p) {
    const PoolTally& t = simulation_.state().tally(p);
    const std::uint64_t lost = t.lost[0] + t.lost[1];
    const PoolState state = simulation_.state().pool(p).state;
    const bool over = state == PoolState::kFailedOver || state == PoolState::kFailingOver;
    if (lost > lost_[p] && step && pool == p && over &&
        w.parameters.number(ParameterId::kHomeTail) == 0) {
      disagree(at_ms, "the failover of " + w.topology.pools[p].fqdn + " lost changes (MA-56)");
    }
    lost_[p] = lost;
  }
}

void OracleWatch::on_event(std::uint32_t, std::int64_t at_ms, Slot slot, const Fingerprint&, bool) {
  const Layout::SlotName name = simulation_.world().layout.name_of(slot);
  if (name.kind == TimerKind::kActor && between_tries_[name.entity] != 0) {
    const ActorRecord& actor = simulation_.state().record<ActorRecord>(name.entity);
    // Refused once more it may be at the next step already.
    const bool gave_up = !refused_by_.empty() && actor.phase != ActorPhase::kBetween;
    const std::size_t step = std::size_t{actor.step} - (gave_up ? 1U : 0U);
    begin_command(name.entity, step, before_);
  }
  end_command(at_ms);
  note_retries();
  check_waits(at_ms);
  check_losses(at_ms, slot);
  if (name.kind == TimerKind::kRepair) {  // told only where it mends something
    in_force_[name.entity] = 0;
    faults_moved_ = true;
  }
  if (!faults_moved_) return;
  faults_moved_ = false;
  check_components(at_ms);
}

}  // namespace firedrill
