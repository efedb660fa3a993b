// Which component each kind of fault befalls, and which components are interchangeable.
//
// Two servers are interchangeable when nothing tells them apart: no step and no fault of the
// scenario names either, and they stand in the same roles in every routing group. Pools, sites and
// databases never are, since the store, the routes and the users make each of them its own.
#include "sim/explore/menu.hpp"

#include <algorithm>

#include "sim/model/state.hpp"

namespace firedrill {
namespace {

bool named_by_plan(const World& world, FaultKind kind, Index entity) {
  for (const FaultSpec& fault : world.faults) {
    const bool of_server = fault.kind == FaultKind::kFrontEnd ||
                           fault.kind == FaultKind::kBackupServer ||
                           fault.kind == FaultKind::kEdgeServer;
    const bool edge = fault.kind == FaultKind::kEdgeServer;
    if (of_server && edge == (kind == FaultKind::kEdgeServer) && fault.entity == entity) {
      return true;
    }
  }
  const std::int64_t computer =
      kind == FaultKind::kEdgeServer ? kEdgeComputerBase + entity : std::int64_t{entity};
  for (const ActorSpec& actor : world.actors) {
    for (std::size_t at = 0; at < actor.length(); ++at) {
      for (const Argument& argument : actor.performed(at).command.arguments) {
        if (argument.kind == ValueKind::kComputer && argument.number == computer) return true;
      }
    }
  }
  return false;
}

/// The roles of a Front End: its position in every routing group of its pool.
std::vector<std::uint8_t> roles_of(const World& world, const State& initial, Index front_end) {
  const FrontEnd& fe = world.topology.front_ends[static_cast<std::size_t>(front_end)];
  const Pool& pool = world.pool(fe.pool);
  const PoolRange& range = world.range(fe.pool);
  const auto place = static_cast<std::uint8_t>(front_end - pool.first_front_end);
  std::vector<std::uint8_t> out;
  for (std::uint32_t g = 0; g < range.groups; ++g) {
    const GroupRecord& group = initial.record<GroupRecord>(range.first_group + g);
    const bool member = std::find(std::begin(group.members), std::end(group.members), place) !=
                        std::end(group.members);
    out.push_back(group.primary == place ? 2 : member ? 1 : 0);
  }
  return out;
}

bool interchangeable(const World& world, const State& initial, FaultKind kind, Index a, Index b) {
  if (named_by_plan(world, kind, a) || named_by_plan(world, kind, b)) return false;
  if (kind == FaultKind::kEdgeServer) {
    const auto& servers = world.topology.edge_servers;
    return servers[static_cast<std::size_t>(a)].edge_pool ==
           servers[static_cast<std::size_t>(b)].edge_pool;
  }
  if (kind != FaultKind::kFrontEnd && kind != FaultKind::kBackupServer) return false;
  const auto& front_ends = world.topology.front_ends;
  const Index pool = front_ends[static_cast<std::size_t>(a)].pool;
  if (front_ends[static_cast<std::size_t>(b)].pool != pool) return false;
  // Which of two Front Ends went down last decides who may start first (FLT-14).
  if (world.pool(pool).front_end_count < 3) return false;
  return roles_of(world, initial, a) == roles_of(world, initial, b);
}

class Menu {
 public:
  Menu(const World& world, const MenuOptions& options)
      : world_(world), options_(options), initial_(initial_state(world)) {}

  std::vector<MenuFault> take() && { return std::move(items_); }

  void each(FaultKind kind, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) add(kind, static_cast<Index>(i), false);
  }

  void add(FaultKind kind, Index entity, bool lose_content) {
    if (!options_.kinds.empty() &&
        std::find(options_.kinds.begin(), options_.kinds.end(), kind) == options_.kinds.end()) {
      return;
    }
    if (options_.symmetry) {
      std::uint32_t like_it = 0;
      for (MenuFault& item : items_) {
        if (item.fault.kind != kind) continue;
        if (!interchangeable(world_, initial_, kind, item.fault.entity, entity)) continue;
        if (++like_it < options_.together) continue;
        ++item.stands_for;
        return;
      }
    }
    MenuFault item;
    item.fault.kind = kind;
    item.fault.entity = entity;
    item.fault.lose_content = lose_content;
    items_.push_back(std::move(item));
  }

 private:
  const World& world_;
  const MenuOptions& options_;
  State initial_;
  std::vector<MenuFault> items_;
};

bool has_record(const Topology& t, Index domain, DnsService service) {
  return std::any_of(t.dns_records.begin(), t.dns_records.end(), [&](const DnsRecord& record) {
    return record.domain == domain && record.service == service;
  });
}

}  // namespace

std::vector<MenuFault> fault_menu(const World& world, const MenuOptions& options) {
  const Topology& t = world.topology;
  Menu menu(world, options);
  menu.each(FaultKind::kSite, t.sites.size());
  menu.each(FaultKind::kWan, t.wan_links.size());
  menu.each(FaultKind::kFrontEnd, t.front_ends.size());
  menu.each(FaultKind::kPool, t.pools.size());
  menu.each(FaultKind::kSql, t.sql_instances.size());
  for (std::size_t b = 0; b < t.back_ends.size(); ++b) {
    if (t.back_ends[b].mirror != kNone) {
      menu.add(FaultKind::kMirrorDesync, static_cast<Index>(b), false);
    }
  }
  for (std::size_t i = 0; i < t.sql_instances.size(); ++i) {
    const auto sql = static_cast<Index>(i);
    const bool holds_data =
        std::any_of(t.back_ends.begin(), t.back_ends.end(),
                    [sql](const BackEnd& b) { return b.primary == sql || b.mirror == sql; });
    if (holds_data) menu.add(FaultKind::kLogDiskFull, sql, false);
  }
  for (std::size_t i = 0; i < t.file_stores.size(); ++i) {
    menu.add(FaultKind::kFileStore, static_cast<Index>(i), false);
    menu.add(FaultKind::kFileStore, static_cast<Index>(i), true);
  }
  for (std::size_t p = 0; p < t.pools.size(); ++p) {
    const auto pool = static_cast<Index>(p);
    const bool has_store = t.cms.active == pool || t.cms.standby == pool;
    if (has_store) menu.add(FaultKind::kCmsDatabase, pool, false);
  }
  for (std::size_t p = 0; p < t.pools.size(); ++p) {
    if (t.pools[p].backup != kNone) {
      menu.add(FaultKind::kBackupService, static_cast<Index>(p), false);
    }
  }
  for (std::size_t i = 0; i < t.front_ends.size(); ++i) {
    const Pool& pool = t.pools[static_cast<std::size_t>(t.front_ends[i].pool)];
    if (pool.backup != kNone && pool.front_end_count > 1) {
      menu.add(FaultKind::kBackupServer, static_cast<Index>(i), false);
    }
  }
  for (std::size_t p = 0; p < t.pools.size(); ++p) {
    if (t.pools[p].backup != kNone) menu.add(FaultKind::kHydration, static_cast<Index>(p), false);
  }
  menu.each(FaultKind::kEdgePool, t.edge_pools.size());
  menu.each(FaultKind::kEdgeServer, t.edge_servers.size());
  menu.each(FaultKind::kDnsDown, 2);
  for (std::size_t d = 0; d < t.domain_count(); ++d) {
    for (int s = 0; s < kDnsServices; ++s) {
      if (has_record(t, static_cast<Index>(d), static_cast<DnsService>(s))) {
        menu.add(FaultKind::kDnsWrong,
                 static_cast<Index>(d * std::size_t{kDnsServices} + static_cast<std::size_t>(s)),
                 false);
      }
    }
  }
  return std::move(menu).take();
}

}  // namespace firedrill
