// Sentences for facts. The order of facts is the order of events; nothing is inferred here.
#include "sim/run/timeline.hpp"

#include <fmt/format.h>

#include "sim/cmdlets/public_texts.hpp"
#include "sim/run/answer_text.hpp"
#include "sim/run/names.hpp"
#include "sim/run/remedy.hpp"
#include "sim/scenario/slips.hpp"

namespace firedrill {
namespace {

/// A step that takes no longer than a query needs no line of its own for its end.
constexpr std::int64_t kAtOnce = 5'000;
/// Of a site's components, more of one kind than this are counted.
constexpr std::size_t kMostNamed = 9;

std::string module_items(std::int32_t module, std::int64_t n) {
  return fmt::format("{} {}", count_text(n),
                     module == 1 ? "content items" : "changes of user data");
}

std::string_view struck_words(FaultKind kind) {
  switch (kind) {
    case FaultKind::kWan:
      return " cut";
    case FaultKind::kMirrorDesync:
      return " no longer synchronised";
    case FaultKind::kLogDiskFull:
      return " full";
    case FaultKind::kBackupService:
    case FaultKind::kBackupServer:
      return " stopped";
    case FaultKind::kHydration:
      return " will fail";
    case FaultKind::kDnsDown:
      return " down";
    case FaultKind::kDnsWrong:
      return " wrong";
    default:
      return " lost";
  }
}

std::string counted(std::int64_t n, const char* noun) {
  return fmt::format("{} {}{}", count_text(n), noun, n == 1 ? "" : "s");
}

}  // namespace

std::string place(const Scenario& scenario, const Mark& mark) {
  const std::string& file = file_of(scenario, mark);
  if (mark.line == 0) return file;
  const auto slash = file.rfind('/');
  return fmt::format("{}:{}", slash == std::string::npos ? file : file.substr(slash + 1),
                     mark.line);
}

Timeline::Timeline(const Scenario& scenario, const Simulation& simulation)
    : StepLog(scenario, simulation.world()), scenario_(scenario), simulation_(simulation) {}

void Timeline::line(std::int64_t at_ms, LineKind kind, std::string text, std::string_view rule,
                    std::string where) {
  lines_.push_back({at_ms, event_, kind, std::move(text), std::string(rule), std::move(where)});
}

void Timeline::below(std::int64_t at_ms, const std::string& text, std::string_view rule) {
  line(at_ms, LineKind::kBelow, "         " + text, rule);
}

ModeCounts mode_counts(const State& s) {
  ModeCounts c;
  for (std::size_t p = 0; p < s.count<PoolRecord>(); ++p) {
    c.signed_out += s.pool_index(p).mode[0];
    c.resiliency += s.pool_index(p).mode[1];
    c.regular += s.pool_index(p).mode[2];
  }
  return c;
}

ModeCounts Timeline::counts() const {
  return mode_counts(simulation_.state());
}

void Timeline::on_mode(std::int64_t at_ms, std::uint32_t, UserMode before, UserMode after) {
  if (after == UserMode::kSignedOut && simulation_.causes().root != 0) {
    ++out_;
  }
  if (before != UserMode::kSignedOut || out_ == 0) return;
  if (--out_ > 0) return;
  const ModeCounts now = counts();
  line(at_ms, LineKind::kUsers,
       now.resiliency > 0 ? fmt::format("everybody is signed in again, {} in resiliency mode",
                                        count_text(now.resiliency))
                          : std::string("everybody is signed in again"));
  shown_ = now;
}

void Timeline::on_instant(std::int64_t at_ms) {
  const ModeCounts now = counts();
  if (samples_.empty() || !(samples_.back().counts == now)) samples_.push_back({at_ms, now});
  if (now == shown_) return;
  const bool first = shown_ == ModeCounts{};
  const bool better_only =
      now.signed_out <= shown_.signed_out && now.resiliency <= shown_.resiliency;
  shown_ = now;
  if (first || (better_only && now.signed_out + now.resiliency > 0)) return;
  line(
      at_ms, LineKind::kUsers,
      fmt::format("users: {} regular, {} in resiliency mode, {} signed out",
                  count_text(now.regular), count_text(now.resiliency), count_text(now.signed_out)));
}

std::string Timeline::site_contents(Index site) const {
  const World& w = simulation_.world();
  std::string out;
  auto add = [&](const std::string& name) { out += (out.empty() ? "" : ", ") + name; };
  auto add_all = [&](const std::vector<std::string>& names, const char* noun) {
    if (names.size() > kMostNamed) return add(counted(std::ssize(names), noun));
    for (const std::string& name : names) add(name);
  };
  std::vector<std::string> pools, servers, stores, edges;
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    const auto pool = static_cast<std::int32_t>(p);
    if (w.topology.pools[p].site == site) pools.push_back(pool_name(w, pool));
  }
  for (const SqlInstance& sql : w.topology.sql_instances) {
    if (sql.site == site) servers.push_back(short_name(sql.server_fqdn));
  }
  for (const FileStore& store : w.topology.file_stores) {
    if (store.site == site) {
      stores.push_back(short_name(store.host.empty() ? store.unc : store.host));
    }
  }
  for (const EdgePool& edge : w.topology.edge_pools) {
    if (edge.site == site) edges.push_back(short_name(edge.fqdn));
  }
  add_all(pools, "pool");
  add_all(servers, "database server");
  add_all(stores, "file store");
  add_all(edges, "Edge pool");
  const Index master = w.topology.cms.active;
  if (simulation_.state().cms().active != kNone) {
    const Index active = simulation_.state().cms().active;
    if (w.pool(active).site == site) add("the active Central Management store");
  } else if (master != kNone && w.pool(master).site == site) {
    add("the Central Management store");
  }
  return out;
}

void Timeline::on_fact(std::uint32_t event, std::int64_t at_ms, const Fact& fact) {
  event_ = event;
  StepLog::on_fact(event, at_ms, fact);
  switch (fact.kind) {
    case FactKind::kStepStarted:
    case FactKind::kStepDone:
    case FactKind::kStepRefused:
    case FactKind::kStepFailed:
    case FactKind::kStepWarning:
    case FactKind::kWaitOver:
    case FactKind::kWaitTimedOut:
    case FactKind::kQueryAnswer:
    case FactKind::kProcedureFinished:
    case FactKind::kSlip:
      step_fact(at_ms, fact);
      return;
    case FactKind::kConfigurationLost:
    case FactKind::kWritesLost:
    case FactKind::kWritesStranded:
    case FactKind::kWritesRecovered:
    case FactKind::kContentMissing:
    case FactKind::kCycleBlocked:
    case FactKind::kSyncDone:
    case FactKind::kDrainDone:
    case FactKind::kEdgeRoute:
    case FactKind::kNamesSeen:
    case FactKind::kDrainExpired:
    case FactKind::kConferencesCut:
      data_fact(at_ms, fact);
      return;
    default:
      component_fact(at_ms, fact);
      return;
  }
}

void Timeline::step_fact(std::int64_t at_ms, const Fact& fact) {
  if (fact.kind == FactKind::kQueryAnswer) {
    const std::string answer = answer_text(simulation_.world(), fact);
    if (!answer.empty()) below(at_ms, answer, fact.rule);
    return;
  }
  if (fact.kind == FactKind::kStepWarning) {
    below(at_ms, "warning: " + warning_text(simulation_.world(), fact), fact.rule);
    return;
  }
  if (fact.entity < 0 || fact.kind == FactKind::kProcedureFinished) return;
  const auto actor = static_cast<std::size_t>(fact.entity);
  const auto step = static_cast<std::size_t>(fact.other);
  const ActorSpec& shell = simulation_.world().actors[actor];
  const StepSpec& spec = shell.performed(step);
  const std::string name = step_name(simulation_.world(), actor, step);
  const std::string where = place(scenario_, spec.mark);
  switch (fact.kind) {
    case FactKind::kSlip: {
      const SlipSpec& slip = scenario_.slips[static_cast<std::size_t>(fact.value)];
      line(at_ms, LineKind::kSlip, slip_story(slip, scenario_) + " (slip)", {},
           place(scenario_, slip.mark));
      return;
    }
    case FactKind::kStepStarted:
      line(at_ms, LineKind::kStep, fmt::format("{}  {}", name, spec.text), {}, where);
      for (const std::string& warning : spec.command.warnings) {
        below(at_ms, "warning: " + warning);
      }
      return;
    case FactKind::kStepDone: {
      const std::int64_t took = at_ms - this->step(actor, step).began_ms;
      if (took > kAtOnce) {
        line(at_ms, LineKind::kStep, fmt::format("{}  done in {}", name, duration_text(took)));
      }
      return;
    }
    case FactKind::kStepRefused:
    case FactKind::kStepFailed: {
      const char* how = fact.kind == FactKind::kStepRefused ? "REFUSED" : "FAILED";
      const auto code = static_cast<ErrorCode>(fact.value);
      line(at_ms, LineKind::kRefusal,
           fmt::format("{}  {}  {}: {}", name, how, error_name(code), fact.text), fact.rule, where);
      if (const PublicText* known = public_text(code, fact.rule, fact.text); known != nullptr) {
        below(at_ms, fmt::format("{} says: \"{}\"", known->source, known->text));
      }
      help(at_ms, {actor, spec.command, spec.text, code, fact.rule});
      return;
    }
    case FactKind::kWaitOver:
      line(at_ms, LineKind::kStep, fmt::format("{}  {}: holds", name, spec.text), {}, where);
      return;
    case FactKind::kWaitTimedOut:
      line(at_ms, LineKind::kRefusal, fmt::format("{}  {}: waited in vain", name, spec.text), {},
           where);
      return;
    default:
      return;
  }
}

void Timeline::help(std::int64_t at_ms, const Refused& refused) {
  const World& w = simulation_.world();
  const std::string now = where_the_store_is(w, simulation_.state(), refused.command);
  if (!now.empty()) below(at_ms, now);
  const std::string mends = remedy(w, simulation_.state(), refused).text();
  if (mends.empty()) return;
  below(at_ms, mends);
  remedies_.emplace(event_, mends);
}

std::string Timeline::remedy_after(std::uint32_t event) const {
  const auto at = remedies_.find(event);
  return at == remedies_.end() ? std::string() : at->second;
}

void Timeline::component_fact(std::int64_t at_ms, const Fact& fact) {
  const World& w = simulation_.world();
  const std::string pool =
      fact.entity >= 0 && static_cast<std::size_t>(fact.entity) < w.topology.pools.size()
          ? pool_name(w, fact.entity)
          : std::string();
  auto effect = [&](std::string text) {
    line(at_ms, LineKind::kEffect, std::move(text), fact.rule);
  };
  switch (fact.kind) {
    case FactKind::kFaultStruck: {
      const auto kind = static_cast<FaultKind>(fact.other);
      const auto target = static_cast<std::int32_t>(fact.value);
      const FaultSpec& spec = w.faults[static_cast<std::size_t>(fact.entity)];
      std::string text = fault_target(w, kind, target) + std::string(struck_words(kind));
      if (spec.count > 1) text += fmt::format(" {} times", spec.count);
      if (spec.lose_content) text += " with its content";
      if (kind == FaultKind::kSite) {
        const std::string with = site_contents(static_cast<Index>(target));
        if (!with.empty()) text += ", and with it " + with;
      }
      line(at_ms, LineKind::kFault, std::move(text), {}, place(scenario_, spec.mark));
      return;
    }
    case FactKind::kFaultRepaired:
      line(at_ms, LineKind::kFault,
           fault_target(w, static_cast<FaultKind>(fact.other),
                        static_cast<std::int32_t>(fact.value)) +
               " back");
      return;
    case FactKind::kPoolServing:
      effect(pool + " runs again");
      return;
    case FactKind::kPoolStopped:
      effect(fmt::format("{} stops; {} users were registered there", pool, count_text(fact.value)));
      return;
    case FactKind::kQuorumLost:
      effect(pool + " has too few Front Ends for its functional quorum");
      return;
    case FactKind::kPoolStateChanged:
      effect(fmt::format("{} is {}", pool, pool_state_name(static_cast<PoolState>(fact.other))));
      return;
    case FactKind::kBackEndUnavailable:
      effect(fmt::format("{} cannot reach its Back End; resiliency mode after {}", pool,
                         duration_text(fact.value)));
      return;
    case FactKind::kBackEndAvailable:
      effect(pool + " has its Back End again");
      return;
    case FactKind::kBackupClockExpired:
      effect(fmt::format("{} was without its Back End for too long: {} users in resiliency mode",
                         pool, count_text(fact.value)));
      return;
    case FactKind::kBackEndRestored:
      effect(pool + " returns to regular mode");
      return;
    case FactKind::kPrincipalMoved: {
      const Index of = w.topology.back_ends[static_cast<std::size_t>(fact.entity)].pool;
      effect(fmt::format("{}: the {} principal is now the {} server", pool_name(w, of),
                         database_name(fact.other), fact.value != 0 ? "mirror" : "primary"));
      return;
    }
    case FactKind::kRegistrarTakesOver:
      effect(fmt::format("{} takes the registrations of {}", pool, pool_name(w, fact.other)));
      return;
    case FactKind::kRegistrarSendsHome:
      effect(fmt::format("{} sends the users of {} home", pool, pool_name(w, fact.other)));
      return;
    case FactKind::kCmsMoving:
      effect("the Central Management store is being moved to " + pool_name(w, fact.other));
      return;
    case FactKind::kCmsActive:
      effect("the Central Management store is active on " + pool);
      return;
    case FactKind::kCmsLost:
      effect("no configuration can be changed: the Central Management store on " + pool +
             " cannot be reached");
      return;
    case FactKind::kEnd:
      line(at_ms, LineKind::kEnd, "end");
      return;
    default:
      return;
  }
}

void Timeline::data_fact(std::int64_t at_ms, const Fact& fact) {
  const World& w = simulation_.world();
  const std::string pool = pool_name(w, fact.entity);
  auto effect = [&](std::string text) {
    line(at_ms, LineKind::kEffect, std::move(text), fact.rule);
  };
  switch (fact.kind) {
    case FactKind::kConferencesCut:
      effect(fmt::format("{} of {}'s users cut", counted(fact.value, "conference"), pool));
      return;
    case FactKind::kConfigurationLost:
      effect(fmt::format("{} configuration changes had not reached the standby and are lost",
                         count_text(fact.value)));
      return;
    case FactKind::kWritesLost:
      if (fact.value == 0) return;
      effect(fmt::format("{} of {}'s users lost", module_items(fact.other, fact.value), pool));
      return;
    case FactKind::kWritesStranded:
      effect(fmt::format("{} of {}'s users never reached the backup pool",
                         module_items(fact.other, fact.value), pool));
      return;
    case FactKind::kWritesRecovered:
      effect(fmt::format("{} changes found in {}'s own store again", count_text(fact.value), pool));
      return;
    case FactKind::kContentMissing:
      effect(fmt::format("{} content items of {}'s users are only at the backup pool now",
                         count_text(fact.value), pool));
      return;
    case FactKind::kCycleBlocked:
      effect(
          fmt::format("the Backup Service cannot send {} from {}", module_name(fact.other), pool));
      return;
    case FactKind::kSyncDone:
      effect(fmt::format("{} synchronised from {}", module_name(fact.other), pool));
      return;
    case FactKind::kDrainDone:
      effect(pool + " reached the final state; nothing is left to send");
      return;
    case FactKind::kEdgeRoute:
      effect(fmt::format(
          "{} uses {} for {}", pool,
          fact.other < 0
              ? std::string("no Edge pool")
              : short_name(w.topology.edge_pools[static_cast<std::size_t>(fact.other)].fqdn),
          fact.text));
      return;
    case FactKind::kNamesSeen:
      effect(fmt::format("resolvers outside have {} as it stands",
                         dns_record_name(w, fact.entity, fact.other)));
      return;
    case FactKind::kDrainExpired:
      effect("WaitTime of the failover of " + pool + " ran out before the final state");
      return;
    default:
      return;
  }
}

}  // namespace firedrill
