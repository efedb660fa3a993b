// Facts name entities by number; here they get names. Which lines belong to a fact is seen from how
// many the timeline has afterwards.
#include "reports/pictures/fact_log.hpp"

#include "sim/run/names.hpp"

namespace firedrill {
namespace {

std::size_t ix(std::int64_t i) {
  return static_cast<std::size_t>(i);
}

}  // namespace

void FactLog::on_fact(std::uint32_t, std::int64_t, const Fact& fact) {
  if (timeline_.lines().size() > lines_.size())
    lines_.resize(timeline_.lines().size(), about(fact));
}

void FactLog::on_instant(std::int64_t) {
  lines_.resize(timeline_.lines().size());
}

void FactLog::about_pool(std::int32_t pool, About& out) const {
  const World& w = simulation_.world();
  if (pool < 0 || ix(pool) >= w.topology.pools.size()) return;
  out.who.push_back(pool_name(w, pool));
  if (out.site == kNone) out.site = w.topology.pools[ix(pool)].site;
}

void FactLog::about_fault(const Fact& fact, About& out) const {
  const World& w = simulation_.world();
  const Topology& t = w.topology;
  const auto target = static_cast<std::int32_t>(fact.value);
  const auto kind = static_cast<FaultKind>(fact.other);
  const auto front_end = [&] {
    const FrontEnd& of = t.front_ends[ix(target)];
    about_pool(of.pool, out);
    out.who.push_back(short_name(of.fqdn));
  };
  switch (kind) {
    case FaultKind::kSite:
      out.site = static_cast<Index>(target);
      break;
    case FaultKind::kWan:
      out.who.push_back(site_name(w, t.wan_links[ix(target)].site_a));
      out.who.push_back(site_name(w, t.wan_links[ix(target)].site_b));
      return;
    case FaultKind::kFrontEnd:
    case FaultKind::kBackupServer:
      front_end();
      break;
    case FaultKind::kSql:
    case FaultKind::kLogDiskFull:
      out.site = t.sql_instances[ix(target)].site;
      out.who.push_back(short_name(t.sql_instances[ix(target)].server_fqdn));
      break;
    case FaultKind::kMirrorDesync:
      about_pool(t.back_ends[ix(target)].pool, out);
      break;
    case FaultKind::kFileStore:
      out.site = t.file_stores[ix(target)].site;
      break;
    case FaultKind::kEdgePool:
      out.site = t.edge_pools[ix(target)].site;
      out.who.push_back(short_name(t.edge_pools[ix(target)].fqdn));
      break;
    case FaultKind::kEdgeServer: {
      const EdgeServer& of = t.edge_servers[ix(target)];
      out.site = t.edge_pools[ix(of.edge_pool)].site;
      out.who.push_back(short_name(t.edge_pools[ix(of.edge_pool)].fqdn));
      out.who.push_back(short_name(of.fqdn));
      break;
    }
    default:
      about_pool(target, out);
      break;
  }
  if (out.site != kNone) out.who.push_back(site_name(w, out.site));
}

void FactLog::about_step(const Fact& fact, About& out) const {
  const World& w = simulation_.world();
  const Topology& t = w.topology;
  out.actor = fact.entity;
  out.position = fact.other;
  const ActorSpec& actor = w.actors[ix(fact.entity)];
  out.who.push_back(actor.name);
  if (fact.other < 0 || ix(fact.other) >= actor.length()) return;
  for (const Argument& argument : actor.performed(ix(fact.other)).command.arguments) {
    switch (argument.kind) {
      case ValueKind::kPool:
      case ValueKind::kPoolService:
        about_pool(static_cast<std::int32_t>(argument.number), out);
        break;
      case ValueKind::kEdgePool: {
        const EdgePool& edge = t.edge_pools[ix(argument.number)];
        out.who.push_back(short_name(edge.fqdn));
        if (out.site == kNone) out.site = edge.site;
        break;
      }
      case ValueKind::kSqlServer: {
        const SqlInstance& sql = t.sql_instances[ix(argument.number)];
        out.who.push_back(short_name(sql.server_fqdn));
        if (out.site == kNone) out.site = sql.site;
        break;
      }
      default:
        break;
    }
  }
}

FactLog::About FactLog::about(const Fact& fact) const {
  About out;
  out.kind = fact.kind;
  out.none = false;
  switch (fact.kind) {
    case FactKind::kFaultStruck:
    case FactKind::kFaultRepaired:
      about_fault(fact, out);
      break;
    case FactKind::kStepStarted:
    case FactKind::kStepDone:
    case FactKind::kStepRefused:
    case FactKind::kStepFailed:
    case FactKind::kWaitOver:
    case FactKind::kWaitTimedOut:
    case FactKind::kSlip:
      if (fact.entity >= 0) about_step(fact, out);
      break;
    case FactKind::kStepWarning:
    case FactKind::kQueryAnswer:
    case FactKind::kProcedureFinished:
    case FactKind::kEnd:
      break;
    case FactKind::kPrincipalMoved:
      about_pool(simulation_.world().topology.back_ends[ix(fact.entity)].pool, out);
      break;
    case FactKind::kRegistrarTakesOver:
    case FactKind::kRegistrarSendsHome:
      about_pool(fact.entity, out);
      about_pool(fact.other, out);
      break;
    case FactKind::kCmsMoving:
      about_pool(fact.other, out);
      break;
    default:
      about_pool(fact.entity, out);
      break;
  }
  return out;
}

}  // namespace firedrill
