// The Central Management store, replication and the topology as enabled (rule book 7.3).
#include <fmt/format.h>

#include "sim/rules/invariant_checks.hpp"

namespace firedrill::invariants {
namespace {

/// A command that publishes or enables a topology.
bool publishes(const Moment& moment) {
  return moment.runs("CMD-76") || moment.runs("CMD-41") || moment.runs("CMD-42");
}

/// The commands that INV-43 does not mean: they make or mend the store itself.
bool mends_store(const Moment& moment) {
  for (const std::string_view rule :
       {"CMD-30", "CMD-31", "CMD-37", "CMD-41", "CMD-43", "CMD-50", "CMD-52", "CMD-60"}) {
    if (moment.runs(rule)) return true;
  }
  return false;
}

struct Replica {
  std::string_view name;
  bool live = false;
  Index site = kNone;
  std::uint16_t version = 0;
  std::uint8_t epoch = 0;
};
/// Runs f(Replica) on every server's replica until it returns false.
template <class F>
void for_each_replica(const Look& l, F&& f) {
  const Topology& t = l.world.topology;
  for (std::size_t i = 0; i < t.front_ends.size(); ++i) {
    const FrontEndRecord& r = l.state.front_end(i);
    const Index site = l.world.pool(t.front_ends[i].pool).site;
    const bool live = r.down == 0 && in_topology(r);
    if (!f(Replica{t.front_ends[i].fqdn, live, site, r.replica_version, r.replica_epoch})) {
      return;
    }
  }
  for (std::size_t i = 0; i < t.edge_servers.size(); ++i) {
    const auto& r = l.state.record<EdgeServerRecord>(i);
    const Index site = t.edge_pools[ix(t.edge_servers[i].edge_pool)].site;
    if (!f(Replica{t.edge_servers[i].fqdn, r.down == 0, site, r.replica_version,
                   r.replica_epoch})) {
      return;
    }
  }
}

/// The failover or move that ended in this event reached its target.
bool reached_target(const Look& l) {
  return l.state.cms().active == l.before.cms.target;
}

bool failover_ended(const Look& l) {
  return l.before.cms.operation == CmsOperation::kFailOverPlanned ||
         l.before.cms.operation == CmsOperation::kFailOverForced;
}

template <class F>
bool every_item_kept(const Look& l, F&& kept) {
  if (!kept(l.before.cms.sync_interval_s, l.state.cms().sync_interval_s)) return false;
  if (!kept(l.before.cms.xmpp_last, l.state.cms().xmpp_last)) return false;
  for (std::size_t e = 0; e < l.before.edge_pools.size(); ++e) {
    const EdgePoolRecord& was = l.before.edge_pools[e];
    const auto& is = l.state.record<EdgePoolRecord>(e);
    if (!kept(was.next_hop, is.next_hop) || !kept(was.roles, is.roles)) return false;
  }
  for (std::size_t i = 0; i < l.before.sites.size(); ++i) {
    const SiteRecord& was = l.before.sites[i];
    const auto& is = l.state.record<SiteRecord>(i);
    if (!kept(was.federation_route, is.federation_route)) return false;
    if (!kept(was.xmpp_route, is.xmpp_route)) return false;
  }
  for (std::size_t p = 0; p < l.before.pools.size(); ++p) {
    if (!kept(l.before.pools[p].media_edge, l.state.pool(p).media_edge)) return false;
  }
  return true;
}

Answer standby_installed(const Look& l) {
  const CmsRecord& cms = l.state.cms();
  if (!l.notes.standby_at_start || cms.active == kNone) return idle();
  const Index partner = l.partner(cms.active);
  if (partner == kNone || l.world.pool(partner).edition == Edition::kStandard) return idle();
  if (!pool_serving(l.state, cms.active) || !pool_serving(l.state, partner)) return idle();
  const PoolRecord& r = l.state.pool(ix(partner));
  if (r.cms_installed != 0 && cms.standby == partner) return held();
  return broken(fmt::format("{} hosts the store and its partner {} {}", l.pool_name(cms.active),
                            l.pool_name(partner),
                            r.cms_installed == 0 ? "has no standby installed"
                                                 : "is not used as its standby"))
      .of_pool(partner)
      .because(&r.cms_installed, &cms.active, &cms.standby);
}

}  // namespace

Answer inv_40(const Look& l, std::size_t) {
  // The master role moves only when a failover or move ends; any other way leaves the old copy
  // writable beside the new one.
  const CmsRecord& was = l.before.cms;
  const CmsRecord& is = l.state.cms();
  if (was.active == is.active) return idle();
  const bool ended = l.moment.fired == TimerKind::kCmsOperation &&
                     was.operation != CmsOperation::kNothing && is.active == was.target;
  if (ended || l.moment.runs("CMD-30") || l.moment.runs("CMD-31")) return held();
  return broken(fmt::format("{} became active master without a failover or move of the store",
                            is.active == kNone ? "no pool" : l.pool_name(is.active)))
      .of_pool(is.active)
      .because(&is.active);
}

Answer inv_40_done(const Look& l, std::size_t) {
  const CmsRecord& cms = l.state.cms();
  if (!reached_target(l)) return idle();
  const bool one = cms.operation == CmsOperation::kNothing && cms.read_only == 0 &&
                   pool_serving(l.state, cms.active);
  if (one) return held();
  return broken(fmt::format("after its failover or move the store at {} accepts no writes",
                            l.pool_name(cms.active)))
      .of_pool(cms.active)
      .because(&cms.read_only, &cms.operation);
}

Answer inv_41(const Look& l, std::size_t) {
  const CmsRecord& cms = l.state.cms();
  if (active_master(l.world, l.state) == kNone) return idle();
  if (cms.file_transfer_agent == cms.active) return held();
  return broken(fmt::format("the file transfer agent is not at the active master {}",
                            l.pool_name(cms.active)))
      .of_pool(cms.active)
      .because(&cms.file_transfer_agent, &cms.active);
}

Answer inv_42(const Look& l, std::size_t) {
  const CmsRecord& cms = l.state.cms();
  if (!reached_target(l)) return idle();
  if (cms.scp == cms.active) return held();
  return broken(fmt::format("the service connection point does not name the active master {}",
                            l.pool_name(cms.active)))
      .of_pool(cms.active)
      .because(&cms.scp, &cms.active);
}

Answer inv_43(const Look& l, std::size_t) {
  const CmsRecord& cms = l.state.cms();
  if (cms.version == l.before.cms.version) return idle();
  if (l.moment.fired == TimerKind::kCmsOperation || mends_store(l.moment)) return idle();
  if (active_master(l.world, l.state) != kNone) return held();
  return broken("a configuration write was accepted without an available active master")
      .because(&cms.version, &cms.active, &cms.read_only);
}

Answer inv_44(const Look& l, std::size_t) {
  const CmsRecord& cms = l.state.cms();
  if (active_master(l.world, l.state) == kNone) return idle();
  Answer answer = held();
  for_each_replica(l, [&](const Replica& r) {
    const bool ahead = r.epoch > cms.epoch || (r.epoch == cms.epoch && r.version > cms.version);
    if (ahead) {
      answer = broken(fmt::format("the replica of {} is ahead of the active master", r.name))
                   .because(&cms.version, &cms.epoch);
    }
    return !ahead;
  });
  return answer;
}

Answer inv_45(const Look& l, std::size_t) {
  const Index master = active_master(l.world, l.state);
  if (master == kNone) return idle();
  const CmsRecord& cms = l.state.cms();
  Answer answer = held();
  for_each_replica(l, [&](const Replica& r) {
    const bool reached = r.live && connected(l.world, l.state, l.world.pool(master).site, r.site);
    const bool stale = reached && (r.epoch != cms.epoch || r.version != cms.version);
    if (stale) {
      answer = broken(fmt::format("the replica of {} stays behind the active master", r.name))
                   .because(&cms.version, &cms.epoch);
    }
    return !stale;
  });
  return answer;
}

Answer inv_46(const Look& l, std::size_t) {
  if (l.before.cms.operation != CmsOperation::kFailOverForced || !reached_target(l)) return idle();
  const CmsRecord& start = l.notes.cms_at_start;
  const CmsRecord& is = l.state.cms();
  const int backlog = start.version - start.standby_version;
  const int lost = l.before.cms.version - (is.version - 1);
  const bool items = every_item_kept(
      l, [](const ConfigItem& was, const ConfigItem& now) { return now.master == was.standby; });
  if (lost <= backlog && items) return held();
  return broken(fmt::format("the forced failover of the store lost {} versions, the standby lacked "
                            "{}{}",
                            lost, backlog, items ? "" : ", and settings it had"))
      .because(&is.version, &is.active);
}

Answer inv_47(const Look& l, std::size_t pool) {
  const PoolOperation was = l.before.pools[pool].operation;
  const PoolOperation is = l.state.pool(pool).operation;
  auto back = [](PoolOperation o) {
    return o == PoolOperation::kFailBack || o == PoolOperation::kFailBackDisaster;
  };
  if (!back(was) && !back(is)) return idle();
  if (l.before.cms.active == l.state.cms().active) return held();
  return broken(fmt::format("the failback of {} moved the Central Management store",
                            l.pool_name(static_cast<Index>(pool))))
      .of_pool(static_cast<Index>(pool))
      .because(&l.state.cms().active);
}

Answer inv_48(const Look& l, std::size_t) {
  Answer answer = idle();
  const bool replicated = l.moment.fired == TimerKind::kReplication || l.moment.runs("CMD-37") ||
                          l.moment.runs("CMD-75");
  for (std::size_t e = 0; e < l.before.edge_pools.size(); ++e) {
    const ConfigItem& is = l.state.record<EdgePoolRecord>(e).next_hop;
    const ConfigItem& roles = l.state.record<EdgePoolRecord>(e).roles;
    const bool hop = l.before.edge_pools[e].next_hop.seen != is.seen;
    if (!hop && l.before.edge_pools[e].roles.seen == roles.seen) continue;
    if (!replicated) {
      return broken(fmt::format("{} acts on {} that was not replicated to it",
                                l.world.topology.edge_pools[e].fqdn, hop ? "a next hop" : "a role"))
          .because(&is.seen, &is.master);
    }
    answer = held();
  }
  for (std::size_t p = 0; p < l.before.pools.size(); ++p) {
    const PoolRecord& was = l.before.pools[p];
    const PoolRecord& is = l.state.pool(p);
    if (was.media_edge.seen == is.media_edge.seen && was.federation_seen == is.federation_seen &&
        was.xmpp_seen == is.xmpp_seen) {
      continue;
    }
    if (!replicated) {
      return broken(fmt::format("{} uses an Edge pool that was not replicated to it",
                                l.pool_name(static_cast<Index>(p))))
          .of_pool(static_cast<Index>(p))
          .because(&is.media_edge.seen, &is.federation_seen, &is.xmpp_seen);
    }
    answer = held();
  }
  for (std::size_t p = 0; p < l.before.pools.size(); ++p) {
    const PoolRecord& is = l.state.pool(p);
    if (l.before.pools[p].backup == is.backup) continue;
    if (!publishes(l.moment)) {
      return broken(fmt::format("the pairing of {} changed without a publish",
                                l.pool_name(static_cast<Index>(p))))
          .of_pool(static_cast<Index>(p))
          .because(&is.backup, &is.draft_backup);
    }
    answer = held();
  }
  return answer;
}

Answer inv_49(const Look& l, std::size_t pool) {
  const PoolRecord& r = l.state.pool(pool);
  if (r.backup == kNone) return idle();
  const bool exists = r.backup >= 0 && ix(r.backup) < l.before.pools.size();
  if (exists && ix(r.backup) != pool &&
      l.state.pool(ix(r.backup)).backup == static_cast<Index>(pool)) {
    return held();
  }
  return broken(
             fmt::format("the pairing of {} is not mutual", l.pool_name(static_cast<Index>(pool))))
      .of_pool(static_cast<Index>(pool))
      .because(&r.backup);
}

Answer inv_50(const Look& l, std::size_t pool) {
  int of = 0;
  for (std::size_t p = 0; p < l.before.pools.size(); ++p) {
    if (l.state.pool(p).backup == static_cast<Index>(pool)) ++of;
  }
  if (of == 0) return idle();
  if (of == 1) return held();
  return broken(fmt::format("{} is the backup pool of {} pools",
                            l.pool_name(static_cast<Index>(pool)), of))
      .of_pool(static_cast<Index>(pool))
      .because(&l.state.pool(pool).backup);
}

Answer inv_51(const Look& l, std::size_t) {
  if (!publishes(l.moment)) return idle();
  auto exists = [&](Index pool) {
    return pool >= kNone && (pool == kNone || ix(pool) < l.before.pools.size());
  };
  for (std::size_t e = 0; e < l.before.edge_pools.size(); ++e) {
    const ConfigItem& hop = l.state.record<EdgePoolRecord>(e).next_hop;
    if (exists(hop.master)) continue;
    return broken(fmt::format("{} has a next hop that does not exist",
                              l.world.topology.edge_pools[e].fqdn))
        .because(&hop.master);
  }
  const auto edge_exists = [&](Index edge) {
    return edge >= kNone && (edge == kNone || ix(edge) < l.before.edge_pools.size());
  };
  for (std::size_t i = 0; i < l.before.sites.size(); ++i) {
    const auto& site = l.state.record<SiteRecord>(i);
    if (edge_exists(site.federation_route.master) && edge_exists(site.xmpp_route.master)) continue;
    return broken(fmt::format("site {} has a route to an Edge pool that does not exist",
                              l.world.topology.sites[i].name))
        .because(&site.federation_route.master, &site.xmpp_route.master);
  }
  for (std::size_t p = 0; p < l.before.pools.size(); ++p) {
    if (edge_exists(l.state.pool(p).media_edge.master)) continue;
    return broken(fmt::format("{} has an Edge pool for media that does not exist",
                              l.pool_name(static_cast<Index>(p))))
        .of_pool(static_cast<Index>(p))
        .because(&l.state.pool(p).media_edge.master);
  }
  for (std::size_t p = 0; p < l.before.pools.size(); ++p) {
    if (exists(l.state.pool(p).backup)) continue;
    return broken(fmt::format("{} has a backup pool that does not exist",
                              l.pool_name(static_cast<Index>(p))))
        .of_pool(static_cast<Index>(p))
        .because(&l.state.pool(p).backup);
  }
  return held();
}

Answer inv_52_failover(const Look& l, std::size_t) {
  return failover_ended(l) && reached_target(l) ? standby_installed(l) : idle();
}

Answer inv_52_failback(const Look& l, std::size_t pool) {
  const Index master = l.state.cms().active;
  const bool of_pair =
      master == static_cast<Index>(pool) || master == l.partner(static_cast<Index>(pool));
  return of_pair ? standby_installed(l) : idle();
}

Answer inv_53(const Look& l, std::size_t) {
  // Binds a runbook that changed a mirror or the Front Ends of a pool. A machine that is down or
  // joining restarts anyway, and so do all of a pool that does not run.
  if (!l.notes.restarts_owed) return idle();
  for (std::size_t a = 0; a < l.state.count<ActorRecord>(); ++a) {
    if (!is_through(l.state.record<ActorRecord>(a).phase)) return idle();
  }
  for (std::size_t i = 0; i < l.state.count<FrontEndRecord>(); ++i) {
    const FrontEndRecord& fe = l.state.front_end(i);
    if (fe.needs_restart == 0 || !front_end_ready(fe)) continue;
    if (!pool_serving(l.state, l.world.topology.front_ends[i].pool)) continue;
    return broken(
               fmt::format(
                   "{} has not been restarted since the mirror or the servers of its pool changed",
                   l.world.topology.front_ends[i].fqdn))
        .of_pool(l.world.topology.front_ends[i].pool)
        .because(&fe.needs_restart);
  }
  return held();
}

Answer inv_116(const Look& l, std::size_t) {
  const LocationData was = l.before.cms.locations;
  const CmsRecord& cms = l.state.cms();
  if (was == cms.locations || cms.locations != LocationData::kPublished) return idle();
  const CmsOperation operation = l.before.cms.operation;
  // A move with its backup files publishes them; everybody else needs Publish-CsLisConfiguration.
  const bool moved = l.moment.fired == TimerKind::kCmsOperation &&
                     (operation == CmsOperation::kMove || operation == CmsOperation::kMoveForced);
  const bool published = l.moment.runs("CMD-40") && was == LocationData::kImported;
  if (moved || published) return held();
  return broken("clients see locations of the LIS database that were not published")
      .because(&cms.locations);
}

}  // namespace firedrill::invariants
