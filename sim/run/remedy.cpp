// Candidates by code and rule, each asked of the model before it is given.
#include "sim/run/remedy.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/model/components.hpp"
#include "sim/model/view.hpp"
#include "sim/run/asked_lines.hpp"
#include "sim/run/names.hpp"
#include "sim/run/unnoticed.hpp"
#include "sim/scenario/typed_lines.hpp"

namespace firedrill {
namespace {

using How = Remedy::How;

/// A remedy of what stands in the way of a remedy, and so on: further than this nobody follows.
constexpr int kDeepest = 4;

Index pool_named(const BoundCommand& command) {
  for (const Argument& argument : command.arguments) {
    if (argument.kind == ValueKind::kPool) return static_cast<Index>(argument.number);
  }
  return kNone;
}

class Adviser {
 public:
  Adviser(const World& world, const State& state) : w_(world), s_(state) {}

  Remedy advise(const Refused& refused, int depth = 0) {
    if (depth >= kDeepest) return {};
    depth_ = depth;
    actor_ = refused.actor;
    typed_ = refused.typed;
    const Index pool = pool_named(refused.command);
    switch (refused.code) {
      case ErrorCode::kCmsUnavailable:
      case ErrorCode::kCmsOnFailedPool:
        return of_store(refused);
      case ErrorCode::kDbInaccessible:
        return of_database(refused);
      case ErrorCode::kNextHop:
        return pool == kNone ? Remedy{} : of_next_hop(pool);
      case ErrorCode::kPartnerFailedOver:
        return partner(pool) == kNone ? Remedy{} : try_line(failback(partner(pool)));
      case ErrorCode::kPartnerUnavailable:
        return of_partner(refused, pool);
      case ErrorCode::kPoolDown:
        return of_pool_down(pool);
      case ErrorCode::kPoolUnreachable:
        if (refused.rule == "CMD-01") {
          return try_line(std::string(typed_) + " -DisasterMode", How::kInstead);
        }
        return serving(pool);
      case ErrorCode::kTargetUnavailable:
        return serving(pool);
      case ErrorCode::kAlreadyFailedOver:
        return refused.rule == "INV-08" ? of_state(pool) : Remedy{};
      case ErrorCode::kNotFailedOver:
        return of_not_failed_over(refused, pool);
      case ErrorCode::kHydration:  // the topic: repeat it
        return try_line(std::string(typed_), How::kInstead);
      default:
        return {};
    }
  }

 private:
  [[nodiscard]] const std::string& fqdn(Index pool) const { return w_.pool(pool).fqdn; }
  [[nodiscard]] Index partner(Index pool) const {
    return pool == kNone ? kNone : s_.pool(static_cast<std::size_t>(pool)).backup;
  }
  [[nodiscard]] std::string failback(Index pool) const { return typed::failback(fqdn(pool)); }

  Remedy of_partner(const Refused& refused, Index pool) {
    if (refused.rule == "CMD-30") return of_standby_services();
    const Index lost = partner(pool);
    if (refused.rule == "CMD-02" && lost != kNone && !pool_serving(s_, lost)) {
      return try_line(std::string(typed_) + " -DisasterMode", How::kInstead);
    }
    return serving(lost);
  }

  /// The line, if it would be accepted now, else what mends that it would not.
  Remedy try_line(const std::string& line, How how = How::kFirst) {
    // Edits in Topology Builder are taken whenever what is published afterwards can be written.
    const bool manual = line.starts_with(typed::kTopologyBuilder);
    const auto bound = bound_line(w_, manual ? "TB.Publish" : line);
    if (!bound) return {};
    const Refusal refusal = refusal_of(w_, s_, actor_, *bound);
    if (refusal.ok()) return {how, line};
    const std::string_view typed = typed_;
    const int depth = depth_;
    Remedy found = advise({actor_, *bound, line, refusal.code, refusal.rule}, depth + 1);
    typed_ = typed;
    depth_ = depth;
    return found;
  }

  [[nodiscard]] static Remedy wait(const std::string& condition, const std::string& at_most) {
    return {How::kFirst, typed::wait_until(condition, at_most)};
  }
  /// Nobody knows when a repair ends: as many whole hours as the drill has left.
  [[nodiscard]] std::string rest_of_drill() const {
    constexpr std::int64_t kHour = 3'600'000;
    const std::int64_t left = w_.duration.count() - s_.now().ms();
    return std::to_string(std::max<std::int64_t>(1, left / kHour)) + "h";
  }
  [[nodiscard]] Remedy serving(Index pool) const {
    if (pool == kNone || pool_serving(s_, pool)) return {};
    return wait("serving of " + fqdn(pool) + " = yes", rest_of_drill());
  }
  [[nodiscard]] Remedy database(Index pool, DatabaseType type) const {
    if (pool == kNone || database_available(w_, s_, pool, type)) return {};
    const char* name = type == DatabaseType::kUser ? "User" : "CentralMgmt";
    return wait("database available of " + fqdn(pool) + "/" + name + " = yes", rest_of_drill());
  }

  /// The store cannot be written to, or stands where it must not.
  Remedy of_store(const Refused& refused) {
    const CmsRecord& cms = s_.cms();
    if (cms.operation != CmsOperation::kNothing) return {How::kFirst, typed::kReplicated};
    if (active_master(w_, s_) != kNone) {
      const bool in_the_way = refused.code == ErrorCode::kCmsOnFailedPool;
      return in_the_way ? try_line(typed::kStoreFailover) : Remedy{};
    }
    if (cms_copy_up(w_, s_, cms.active)) {  // a move that failed left it without a master
      if (Remedy back = try_line(std::string(typed::kStoreFailover) + " -Restore");
          !back.line.empty()) {
        return back;
      }
    }
    if (refused.code == ErrorCode::kCmsUnavailable) {
      if (Remedy here = of_its_database(cms.active); !here.line.empty()) return here;
    }
    return of_lost_store();
  }

  /// PRC-DB: the pool runs, and only the database of the store is out of reach.
  Remedy of_its_database(Index home) {
    if (home == kNone || !pool_serving(s_, home)) return {};
    constexpr DatabaseType kStore = DatabaseType::kCentralMgmt;
    if (database_available(w_, s_, home, kStore)) return {};
    const auto number = static_cast<std::size_t>(w_.pool(home).back_end);
    const char* to = principal_is_mirror(s_.back_end(number), kStore) ? "Primary" : "Mirror";
    return try_line("Invoke-CsDatabaseFailover -PoolFqdn " + fqdn(home) +
                    " -DatabaseType CentralMgmt -NewPrincipal " + to + " -Force");
  }

  Remedy of_lost_store() {
    if (const std::string forced = forced_store_failover(w_, s_);
        !forced.empty() && forced != typed_) {
      if (Remedy found = try_line(forced); !found.line.empty()) return found;
    }
    return cms_is_waited_for();
  }

  /// Nothing is left to fail over to: the store comes back with its pool.
  [[nodiscard]] Remedy cms_is_waited_for() const {
    const Index home = s_.cms().active;
    if (Remedy there = serving(home); !there.line.empty()) return there;
    return database(home, DatabaseType::kCentralMgmt);
  }

  Remedy of_database(const Refused& refused) {
    if (refused.rule == "MA-48") return try_line(std::string(typed_) + " -Force", How::kInstead);
    const bool of_failover = w_.cmdlets[refused.command.cmdlet].rule == "CMD-30";
    if (!of_failover) return {};
    const CmsRecord& cms = s_.cms();
    if (active_master(w_, s_) != kNone) return {};  // what it was wanted for is so
    const Index standby = cms.standby;
    if (refused.rule == "FLT-56" || standby == kNone) return cms_is_waited_for();
    if (!database_available(w_, s_, standby, DatabaseType::kCentralMgmt)) {
      return database(standby, DatabaseType::kCentralMgmt);
    }
    const std::string forced = forced_store_failover(w_, s_);
    return forced.empty() || forced == typed_ ? Remedy{} : try_line(forced, How::kInstead);
  }

  Remedy of_standby_services() {
    const Index standby = s_.cms().standby;
    if (standby == kNone) return {};
    if (!pool_serving(s_, standby)) return serving(standby);
    const std::string line = "bootstrapper on " + fqdn(standby);
    const Remedy asked = try_line("Bootstrapper -Pool " + fqdn(standby) + " -Setup");
    return asked.line.starts_with("Bootstrapper") ? Remedy{How::kFirst, line} : asked;
  }

  Remedy of_next_hop(Index pool) {
    if (partner(pool) == kNone) return {};
    for (std::size_t e = 0; e < w_.topology.edge_pools.size(); ++e) {
      const auto& edge = s_.record<EdgePoolRecord>(e);
      if (edge.next_hop.master != pool) continue;
      // Edited, and not published yet, or not enabled.
      if (edge.draft_next_hop != kNone && edge.draft_next_hop != pool) {
        return try_line(typed::kPublish);
      }
      if (edge.published_next_hop != kNone && edge.published_next_hop != pool) {
        return try_line(typed::kEnable);
      }
      return try_line(typed::next_hop(w_.topology.edge_pools[e], w_.pool(partner(pool))));
    }
    return {};
  }

  /// CMD-02, CMD-24 to 26: what does not run of the pool that the command names.
  [[nodiscard]] Remedy of_pool_down(Index pool) const {
    if (Remedy there = serving(pool); !there.line.empty()) return there;
    return database(pool, DatabaseType::kUser);
  }

  /// INV-08: it is on its way, or a failback failed and has to be repeated.
  Remedy of_state(Index pool) {
    if (pool == kNone) return {};
    const PoolRecord& r = s_.pool(static_cast<std::size_t>(pool));
    if (r.state == PoolState::kFailingBack) {
      if (r.operation == PoolOperation::kNothing) return try_line(failback(pool));
      return wait("state of " + fqdn(pool) + " = Active", "2h");
    }
    return {};
  }

  Remedy of_not_failed_over(const Refused& refused, Index pool) {
    if (pool == kNone) return {};
    const PoolRecord& r = s_.pool(static_cast<std::size_t>(pool));
    if (r.state == PoolState::kFailingOver) {
      return wait("state of " + fqdn(pool) + " = FailedOver", "1h");
    }
    return refused.rule == "INV-06" && partner(pool) != kNone
               ? try_line(failback(partner(pool)), How::kInstead)
               : Remedy{};
  }

  const World& w_;
  const State& s_;
  std::size_t actor_ = 0;
  std::string_view typed_;
  int depth_ = 0;
};

}  // namespace

std::string forced_store_failover(const World& w, const State& s) {
  const Index standby = s.cms().standby;
  if (standby == kNone) return {};
  const auto number = static_cast<std::size_t>(w.pool(standby).back_end);
  const BackEnd& back_end = w.topology.back_ends[number];
  const bool on_mirror = principal_is_mirror(s.back_end(number), DatabaseType::kCentralMgmt);
  const Index live = on_mirror ? back_end.mirror : back_end.primary;
  if (live == kNone) return {};
  const SqlInstance& sql = w.topology.sql_instances[static_cast<std::size_t>(live)];
  return typed::forced_store_failover(sql.server_fqdn, sql.instance);
}

std::string Remedy::text() const {
  if (line.empty()) return {};
  return (how == How::kFirst ? "first: " : "instead: ") + line;
}

Remedy remedy(const World& w, const State& s, const Refused& refused) {
  const Unnoticed unnoticed(w);
  return Adviser(w, s).advise(refused);
}

std::string where_the_store_is(const World& w, const State& s, const BoundCommand& command) {
  const Unnoticed unnoticed(w);
  const Index master = active_master(w, s);
  if (w.cmdlets[command.cmdlet].rule != "CMD-30" || master == kNone) return {};
  return "the store is active on " + pool_name(w, master);
}

}  // namespace firedrill
