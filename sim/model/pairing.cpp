// A new pair of pools that are already deployed (PRC-PAIR): published, it has no Backup Service
// until the Bootstrapper has run on the servers, none that runs until somebody starts it, and no
// copy of anything until the first full cycle (MA-38, TRAP-35).
#include "sim/model/components.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

template <class F>
void for_each_front_end(Writer& w, Index pool, F&& f) {
  const Pool& p = w.world().pool(pool);
  for (int i = 0; i < p.front_end_count; ++i) {
    f(w.state().front_end(ix(p.first_front_end) + ix(Index(i))));
  }
}

void join_pair(Writer& w, Index pool, Index partner) {
  const PoolRecord& r = w.state().pool(ix(pool));
  w.put(r.backup, partner);
  w.put(r.automatic_failover, r.draft_automatic_failover);
  w.put(r.automatic_failover_set, r.draft_automatic_failover);
  w.put(r.backup_service_installed, std::uint8_t{0});
  w.put(r.three_seen, std::uint8_t{0});  // TOP-15 counts from the pairing on
  for_each_front_end(w, pool, [&](const FrontEndRecord& fe) {
    w.put(fe.components_installed, std::uint8_t{0});
    w.put(fe.backup_service, std::uint8_t{0});
  });
}

void begin_links(Writer& w, Index source) {
  for (const BackupModule m :
       {BackupModule::kPresenceFocus, BackupModule::kDataConf, BackupModule::kCmsMaster}) {
    const LinkRecord& l = w.state().link(link_number(source, m));
    w.put(l.initialized, std::uint8_t{0});
    w.put(l.phase, w.stamp());
    if (m != BackupModule::kCmsMaster) send_everything_again(w, source, m);
  }
}

/// The store is hosted by `pool` or, as its copy, by the other member of its pair.
bool belongs_to_store(const Writer& w, Index pool) {
  const Index active = w.state().cms().active;
  return active != kNone && (pool == active || pool == backup_of(w.state(), active));
}

}  // namespace

void enable_pair(Writer& w, Index pool, Index partner) {
  join_pair(w, pool, partner);
  join_pair(w, partner, pool);
  begin_links(w, pool);
  begin_links(w, partner);
  for (const Index one : {pool, partner}) {
    // TOP-18: publishing creates the standby database, but not that of a Standard Edition server
    // (TOP-19).
    const bool enterprise = w.world().pool(one).edition == Edition::kEnterprise;
    if (enterprise && belongs_to_store(w, one)) install_cms_database(w, one);
  }
}

void install_cms_database(Writer& w, Index pool) {
  w.put(w.state().pool(ix(pool)).cms_installed, std::uint8_t{1});
  standby_follows(w);
}

void remove_cms_database(Writer& w, Index pool) {
  w.put(w.state().pool(ix(pool)).cms_installed, std::uint8_t{0});
  for_each_front_end(w, pool,
                     [&](const FrontEndRecord& fe) { w.put(fe.cms_services, std::uint8_t{0}); });
  standby_follows(w);
}

void install_components(Writer& w, std::size_t front_end) {
  const Index pool = w.world().topology.front_ends[front_end].pool;
  const PoolRecord& r = w.state().pool(ix(pool));
  const FrontEndRecord& fe = w.state().front_end(front_end);
  if (!in_topology(fe)) return;  // the topology gives it no services
  if (fe.services_stopped == kNotInstalled) w.put(fe.services_stopped, kStoppedByHand);
  w.put(fe.components_installed, std::uint8_t{1});
  if (r.backup != kNone) w.put(r.backup_service_installed, std::uint8_t{1});
  const bool store = r.cms_installed != 0 && belongs_to_store(w, pool);
  w.put(fe.cms_services, store ? std::uint8_t{1} : std::uint8_t{0});  // FLT-55
  infrastructure_changed(w);
}

}  // namespace firedrill
