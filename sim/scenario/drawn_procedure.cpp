// Procedures drawn at random: tasks of an administrator one after the other, each a few cmdlet
// lines, and then mistakes: a step left out, two swapped, one done twice, the wrong name.
//
// The drawer keeps a rough idea of what each task left behind (which pool is failed over, where the
// store is), so that most tasks make sense after those before. It is no model: what it believes may
// be wrong as soon as a fault strikes, which is what happens to administrators too.
#include <algorithm>
#include <string_view>
#include <utility>

#include "sim/scenario/drawn_parts.hpp"
#include "sim/scenario/typed_lines.hpp"

namespace firedrill::drawn {
namespace {

using Lines = std::vector<std::string>;

class Drawer {
 public:
  Drawer(Choices& choices, const DrillShape& shape, const Deployment& deployment)
      : c_(choices), shape_(shape), d_(deployment), master_(deployment.active) {
    for (const DrawnEdge& edge : d_.edges) hops_.push_back(edge.next_hop);
    away_.assign(d_.pools.size(), false);
  }

  Lines draw(int tasks) {
    for (int i = 0; i < tasks; ++i) {
      if (c_.percent(60)) pause();
      task();
    }
    if (shape_.wrong_steps) spoil();
    return std::move(lines_);
  }

 private:
  void task();
  void spoil();
  void fail_over(int pool);
  void fail_back();
  void fail_over_both();
  void move_store();
  void restore_store();
  void switch_database();
  void remove_mirror();
  void set_mirror_up();
  void replace_front_end();
  void stop_and_start();
  void set_registrar();
  void set_threshold();
  void write_state();
  void sync();
  void set_sync_interval();
  void move_user();
  void reset_registrar();
  void ask();
  void handle_locations();
  void flush();
  void pair();
  void repeat_configuration();
  void move_federation();
  void move_xmpp();
  void move_media();
  void try_outside();

  void say(const std::string& line) { lines_.push_back(line); }
  /// A command that is tried again when it is refused or fails.
  void insist(const std::string& line, int chance = 35) {
    if (!c_.percent(chance)) return say(line);
    const std::string pause = c_.pick<std::string>({"5m", "10m"});
    say("{run: '" + line + "', repeat every: " + pause + ", at most: 8 times}");
  }
  void pause() { say("wait " + c_.pick<std::string>({"30s", "3m", "10m", "25m", "50m"})); }
  /// Part of a task that an administrator may forget, and a drill of complete tasks does not.
  bool remembered(int chance) { return shape_.complete_tasks || c_.percent(chance); }
  void restart(int pool) {
    if (remembered(80)) say("restart front ends of " + d_.name(pool));
  }
  void replicated() {
    if (c_.percent(50)) say(typed::replicated_within("10m"));
  }
  int any_pool() { return c_.below(static_cast<int>(d_.pools.size())); }
  int paired_pool() { return c_.below(2 * d_.pairs); }  // pairs come first
  std::string any_front_end() { return c_.of(d_.pool(any_pool()).front_ends); }
  std::string to(int pool) const { return " -PoolFqdn " + d_.name(pool); }
  void set_next_hop(std::size_t edge, int pool) {
    if (c_.percent(80)) {
      say(typed::next_hop(d_.edges[edge].name, d_.name(pool)));
    } else {
      say(typed::next_hop_edit(d_.edges[edge].name, d_.name(pool)));
      say(typed::kPublish);
    }
    hops_[edge] = pool;
  }

  Choices& c_;
  const DrillShape& shape_;
  const Deployment& d_;
  Lines lines_;
  int master_;
  std::vector<int> hops_;
  std::vector<bool> away_;
};

void Drawer::move_store() {
  const int target = d_.pool(master_).partner;
  if (target == kNoPool) return ask();
  // What was just written has not reached the standby yet.
  const bool fresh = shape_.theme == DrillTheme::kStore && c_.percent(50);
  if (fresh && d_.edges.empty()) {
    say("Set-CsBackupServiceConfiguration -SyncInterval 00:10:00");
  } else if (fresh) {
    const int edge = c_.below(static_cast<int>(d_.edges.size()));
    set_next_hop(static_cast<std::size_t>(edge), any_pool());
    // Several changes that the servers have and the standby has not.
    if (c_.percent(50)) {
      say("Set-CsBackupServiceConfiguration -SyncInterval 00:10:00");
      set_next_hop(static_cast<std::size_t>(edge), any_pool());
      say(typed::replicated_within("10m"));
    }
  }
  const bool forced = c_.percent(fresh ? 80 : 55);
  const bool on_mirror = !d_.pool(target).mirror.empty() && c_.percent(8);
  if (!forced) {
    insist(typed::kStoreFailover);
  } else if (on_mirror) {
    insist(std::string(typed::kStoreFailover) + " -BackupSqlServerFqdn " + d_.pool(target).primary +
           " -BackupMirrorSqlServerFqdn " + d_.pool(target).mirror + " -Force");
  } else {
    insist(typed::forced_store_failover(d_.pool(target).primary, "rtc"));
  }
  master_ = target;
}

void Drawer::restore_store() {
  const int pool = c_.percent(70) ? master_ : any_pool();
  switch (c_.below(5)) {
    case 0:
      say("Set-CsConfigurationStoreLocation -SqlServerFqdn " + d_.pool(pool).primary +
          " -SqlInstanceName rtc");
      return;
    case 1:
      say(std::string(typed::kStoreFailover) + " -Restore");
      return;
    case 2:
      say("Export-CsConfiguration -FileName C:\\backup\\configuration.zip");
      say("Export-CsLisConfiguration -FileName C:\\backup\\locations.zip");
      if (c_.percent(60)) pause();
      say("Move-CsManagementServer -ConfigurationFileName C:\\backup\\configuration.zip "
          "-LisConfigurationFileName C:\\backup\\locations.zip -Force");
      return;
    case 3:
      say("Install-CsDatabase -CentralManagementDatabase -SqlServerFqdn " + d_.pool(pool).primary +
          " -SqlInstanceName rtc");
      say("Move-CsManagementServer -TargetFqdn " + d_.name(pool));
      return;
    default:
      insist("Move-CsManagementServer -TargetFqdn " + d_.name(pool));
      return;
  }
}

void Drawer::fail_over(int pool) {
  const int partner = d_.pool(pool).partner;
  if (partner == kNoPool) return ask();
  if (master_ == pool && c_.percent(85)) move_store();
  for (std::size_t e = 0; e < hops_.size(); ++e) {
    if (hops_[e] == pool && c_.percent(80)) set_next_hop(e, partner);
  }
  replicated();
  // Nothing drains while the partner's Backup Service is stopped: a planned failover takes long.
  const bool held_up = !d_.pool(partner).standard && c_.percent(12);
  for (const std::string& server : d_.pool(partner).front_ends) {
    if (held_up) say("Stop-CsWindowsService -Name LYNCBACKUP -ComputerName " + server);
  }
  if (held_up) pause();
  std::string line = typed::failover(d_.name(pool));
  if (c_.percent(50)) line += " -DisasterMode";
  if (c_.percent(20))
    line += " -WaitTime " + c_.pick<std::string>({"00:00:05", "00:02:00", "01:00:00"});
  if (c_.percent(20)) line += " -FlushStorageService";
  if (c_.percent(25)) line += " -Force";
  insist(line);
  for (const std::string& server : d_.pool(partner).front_ends) {
    if (held_up) say("Start-CsWindowsService -Name LYNCBACKUP -ComputerName " + server);
  }
  away_[static_cast<std::size_t>(pool)] = true;
}

void Drawer::fail_back() {
  std::vector<int> away;
  for (std::size_t p = 0; p < away_.size(); ++p) {
    if (away_[p]) away.push_back(static_cast<int>(p));
  }
  if (away.empty()) return fail_over(paired_pool());
  const int pool = c_.of(away);
  const int partner = d_.pool(pool).partner;
  if (shape_.theme == DrillTheme::kData) say("wait " + c_.pick<std::string>({"40m", "80m"}));
  if (c_.percent(50)) say(typed::wait_until("serving of " + d_.name(pool) + " = yes", "2h"));
  if (c_.percent(30)) {
    say(typed::wait_until("state seen of " + d_.name(pool) + " = FailedOver", "30m"));
  }
  insist(typed::failback(d_.name(pool)) + (c_.percent(20) ? " -DisasterMode" : ""), 60);
  if (remembered(60)) {
    say(typed::content_copy(d_.name(partner)));
    if (remembered(60))
      say(typed::wait_until("content missing of " + d_.name(pool) + " = 0", "30m"));
  }
  for (std::size_t e = 0; e < hops_.size(); ++e) {
    if (hops_[e] == partner && c_.percent(30)) set_next_hop(e, pool);
  }
  away_[static_cast<std::size_t>(pool)] = false;
}

/// What INV-01 forbids, with everything else in order.
void Drawer::fail_over_both() {
  const int pool = paired_pool();
  fail_over(pool);
  if (c_.percent(40)) pause();
  fail_over(d_.pool(pool).partner);
}

void Drawer::switch_database() {
  const int pool = any_pool();
  const std::string to_which = c_.pick<std::string>({"Mirror", "Mirror", "Primary"});
  const std::string type = c_.pick<std::string>({"User", "User", "CentralMgmt", "Application"});
  const std::string force = c_.percent(50) ? " -Force" : "";
  insist("Invoke-CsDatabaseFailover" + to(pool) + " -DatabaseType " + type + " -NewPrincipal " +
         to_which + force);
}

void Drawer::remove_mirror() {
  const int pool = any_pool();
  if (d_.pool(pool).mirror.empty()) return switch_database();
  if (!d_.pool(pool).witness.empty() && c_.percent(30)) {
    say("topology builder: no witness for " + d_.name(pool));
    say("remove witness of " + d_.name(pool) + " in SQL");
    say(typed::kPublish);
    return;
  }
  for (const char* type : {"User", "Application", "CentralMgmt"}) {
    if (!remembered(85)) continue;
    say("Uninstall-CsMirrorDatabase -DatabaseType " + std::string(type) + " -SqlServerFqdn " +
        d_.pool(pool).primary + " -SqlInstanceName rtc");
  }
  say("topology builder: no mirror for " + d_.name(pool));
  say(typed::kPublish);
  restart(pool);
  if (c_.percent(40)) set_mirror_up();
}

void Drawer::set_mirror_up() {
  const int pool = any_pool();
  if (d_.pool(pool).mirror.empty()) return ask();
  const bool witness = !d_.pool(pool).witness.empty() && c_.percent(70);
  say("topology builder: mirror of " + d_.name(pool) + " = " + d_.pool(pool).mirror +
      (witness ? " witness " + d_.pool(pool).witness : ""));
  say(typed::kPublish);
  say("Install-CsMirrorDatabase -ConfiguredDatabases -ForInstance rtc -FileShare "
      "\\\\fs1.contoso.com\\mirror -SqlServerFqdn " +
      d_.pool(pool).primary);
  restart(pool);
}

void Drawer::replace_front_end() {
  const int pool = any_pool();
  if (d_.pool(pool).front_ends.size() < 2) return stop_and_start();
  const std::string server = c_.of(d_.pool(pool).front_ends);
  say("topology builder: remove front end " + server);
  say(typed::kPublish);
  restart(pool);
  if (c_.percent(40)) return;
  if (c_.percent(50)) pause();
  say("topology builder: add front end " + server);
  say(typed::kPublish);
  if (remembered(70)) say(typed::replicated_within("10m"));
  say("bootstrapper on " + server);
  say(typed::start_services(server));
  restart(pool);
}

void Drawer::stop_and_start() {
  const bool edge = !d_.edges.empty() && c_.percent(20);
  const std::string server = edge ? c_.of(c_.of(d_.edges).servers) : any_front_end();
  const std::string service = edge || c_.percent(60) ? "" : " -Name LYNCBACKUP";
  say("Stop-CsWindowsService" + service + " -ComputerName " + server);
  if (c_.percent(60)) pause();
  if (remembered(80)) say("Start-CsWindowsService" + service + " -ComputerName " + server);
}

void Drawer::set_registrar() {
  std::string line = "Set-CsRegistrar -Identity Registrar:" + d_.name(any_pool());
  switch (c_.below(3)) {
    case 0:
      line += " -FailureDetectionInterval " +
              c_.pick<std::string>({"00:00:30", "00:03:00", "00:20:00"});
      break;
    case 1:
      line += " -FailbackDetectionInterval " +
              c_.pick<std::string>({"00:00:30", "00:03:00", "00:40:00"});
      break;
    default:
      line +=
          c_.percent(50) ? " -EnableAutomaticFailover $false" : " -EnableAutomaticFailover $true";
      break;
  }
  say(line);
  replicated();
}

void Drawer::set_threshold() {
  const std::string identity =
      c_.percent(50) ? "global" : "service:Registrar:" + d_.name(any_pool());
  say("Set-CsRegistrarConfiguration -Identity " + identity + " -BackupStoreUnavailableThreshold " +
      c_.pick<std::string>({"00:01:00", "00:10:00", "01:00:00"}));
}

void Drawer::write_state() {
  const std::string pool = d_.name(any_pool());
  say("Set-CsRegistrarConfiguration -Identity service:Registrar:" + pool + " -PoolState " +
      c_.pick<std::string>({"Active", "FailedOver"}));
}

void Drawer::sync() {
  say("Invoke-CsBackupServiceSync" + to(any_pool()) +
      c_.pick<std::string>({"", " -BackupModule ConfServices.DataConf",
                            " -BackupModule UserServices.PresenceFocus",
                            " -BackupModule CentralMgmt.CMSMaster"}));
  if (c_.percent(30)) say("Backup-CsPool" + to(any_pool()) + " -FullBackup");
}

void Drawer::set_sync_interval() {
  if (c_.percent(30)) return say("Remove-CsBackupServiceConfiguration -Identity global");
  say("Set-CsBackupServiceConfiguration -SyncInterval " +
      c_.pick<std::string>({"00:00:05", "00:00:30", "00:10:00", "01:00:00", "03:00:01"}));
  replicated();
}

void Drawer::move_user() {
  const int user = c_.below(4);  // there are two pools of two at least
  const int target = any_pool();
  say("Move-CsUser -Identity u-00000" + std::to_string(user) + " -Target " + d_.name(target) +
      (c_.percent(35) ? " -Force" : ""));
}

void Drawer::reset_registrar() {
  const std::string pool = to(any_pool());
  const std::string type = c_.pick<std::string>(
      {"ServiceReset", "QuorumLossRecovery", "QuorumLossRecovery", "FullReset"});
  say("Reset-CsPoolRegistrarState" + pool + " -ResetType " + type);
}

void Drawer::ask() {
  const int pool = any_pool();
  switch (c_.below(6)) {
    case 0:
      return say(std::string(typed::kStoreFailover) + " -WhatIf");
    case 1:
      return say(typed::failover(d_.name(pool)) + " -WhatIf");
    case 2:
      return say("Get-CsBackupServiceStatus" + to(pool));
    case 3:
      return say("Get-CsManagementStoreReplicationStatus");
    case 4:
      return say("Get-CsDatabaseMirrorState -DatabaseType User" + to(pool));
    default:
      return say(typed::failback(d_.name(pool)) + " -WhatIf");
  }
}

void Drawer::handle_locations() {
  const bool export_first = c_.percent(60);
  if (export_first) say("Export-CsLisConfiguration -FileName C:\\backup\\locations.zip");
  if (c_.percent(60)) pause();
  if (export_first && c_.percent(40)) move_store();
  if (c_.percent(80)) say("Import-CsLisConfiguration -FileName C:\\backup\\locations.zip");
  say("Publish-CsLisConfiguration");
}

void Drawer::flush() {
  const int pool = any_pool();
  const int times = c_.between(1, 4);  // a queue is mostly empty
  for (int i = 0; i < times; ++i) {
    if (i > 0) say("wait 7m");
    say("Invoke-CsStorageServiceFlush -FlushType FullFlush" + to(pool));
  }
}

void Drawer::pair() {
  const auto single = static_cast<int>(d_.pools.size()) - 2 * d_.pairs;
  if (single < 2) return sync();
  const int first = 2 * d_.pairs;
  const std::string a = d_.name(first);
  const std::string b = d_.name(first + 1);
  say("topology builder: backup pool of " + a + " = " + b +
      (c_.percent(60) ? " with automatic failover" : ""));
  say(typed::kPublish);
  replicated();
  for (const int pool : {first, first + 1}) {
    for (const std::string& server : d_.pool(pool).front_ends) {
      if (!c_.percent(90)) continue;
      say("bootstrapper on " + server);
      say("Start-CsWindowsService -Name LYNCBACKUP -ComputerName " + server);
    }
  }
  say("Invoke-CsBackupServiceSync" + to(first));
  say("Invoke-CsBackupServiceSync" + to(first + 1));
  if (c_.percent(50)) return;
  for (std::size_t e = 0; e < hops_.size(); ++e) {
    if (hops_[e] == first) set_next_hop(e, first + 1);
  }
  say(typed::failover(d_.name(first)) + " -DisasterMode");
}

void Drawer::repeat_configuration() {
  switch (c_.below(4)) {
    case 0:
      say("Export-CsConfiguration -FileName C:\\backup\\configuration.zip");
      return;
    case 1:
      say("Import-CsConfiguration -FileName C:\\backup\\configuration.zip");
      return;
    case 2:
      say("Invoke-CsManagementStoreReplication");
      return;
    default: {
      if (d_.edges.empty()) return say(typed::kEnable);
      const int edge = c_.below(static_cast<int>(d_.edges.size()));
      set_next_hop(static_cast<std::size_t>(edge), any_pool());
      return;
    }
  }
}

void Drawer::move_federation() {
  if (d_.edges.empty()) return ask();
  const DrawnEdge& chosen = c_.of(d_.edges);
  for (const DrawnEdge& edge : d_.edges) {
    if (edge.name != chosen.name) say(typed::federation(edge.name, false));
  }
  say(typed::federation(chosen.name, true));
  if (c_.percent(20)) {
    say(typed::kPublishAlone);
    say(typed::kEnable);
  } else {
    say(typed::kPublish);
  }
  say(typed::replicated_within("10m"));
  for (const std::string& server : chosen.servers) say(typed::wizard(server));
  say("Test-CsFederatedPartner -Domain fabrikam.com -TargetFqdn " + chosen.name);
}

void Drawer::move_xmpp() {
  if (d_.edges.empty()) return ask();
  const DrawnEdge& chosen = c_.of(d_.edges);
  for (const std::string& server : chosen.servers) {
    say(typed::stop_services(server));
  }
  say(typed::xmpp_route(d_.sites[static_cast<std::size_t>(chosen.site)], chosen.name));
  say("external dns: xmpp.contoso.com A " + chosen.name);
  say(typed::srv_record("_xmpp-server._tcp.contoso.com", chosen.name, 5));
  say(typed::open_port_5269(chosen.name));
  for (const std::string& server : chosen.servers) {
    say(typed::start_services(server));
  }
}

void Drawer::move_media() {
  if (d_.edges.empty()) return ask();
  const std::string& edge_pool = c_.of(d_.edges).name;
  say(typed::media_edge(d_.name(any_pool()), edge_pool));
  say(typed::kPublish);
  replicated();
}

void Drawer::try_outside() {
  const int pool = any_pool();
  const std::string target = " -TargetFqdn " + d_.name(pool);
  switch (c_.below(4)) {
    case 0:
      return say("Test-CsXmppIM -Receiver user@gmail.com" + target);
    case 1:
      return say("Test-CsAVEdgeConnectivity" + target);
    case 2:
      if (d_.edges.empty()) return ask();
      return say("external dns: no _sip._tls.contoso.com SRV " + c_.of(d_.edges).name);
    default:
      return say("Test-CsRegistration" + target);
  }
}

void Drawer::task() {
  struct Task {
    void (Drawer::*run)();
    int weight[kDrillThemes];  // by theme
  };
  //                               every over store  db   fe data  reg pair edge
  static constexpr Task kTasks[] = {
      {&Drawer::fail_back, {9, 40, 12, 8, 8, 20, 10, 6, 6}},  // fails over first
      {&Drawer::fail_over_both, {1, 6, 1, 0, 0, 1, 1, 1, 0}},
      {&Drawer::move_store, {5, 8, 25, 4, 2, 2, 4, 4, 3}},
      {&Drawer::restore_store, {3, 1, 15, 1, 0, 0, 0, 2, 0}},
      {&Drawer::switch_database, {4, 2, 5, 20, 1, 1, 2, 1, 0}},
      {&Drawer::remove_mirror, {2, 0, 1, 10, 0, 0, 0, 1, 0}},
      {&Drawer::set_mirror_up, {1, 0, 0, 6, 0, 0, 0, 1, 0}},
      {&Drawer::replace_front_end, {3, 1, 1, 1, 20, 1, 2, 8, 0}},
      {&Drawer::stop_and_start, {3, 2, 2, 2, 12, 6, 4, 4, 2}},
      {&Drawer::set_registrar, {2, 1, 1, 0, 1, 0, 12, 1, 0}},
      {&Drawer::set_threshold, {2, 1, 0, 6, 1, 1, 4, 0, 0}},
      {&Drawer::write_state, {1, 2, 0, 0, 0, 0, 1, 0, 0}},
      {&Drawer::sync, {3, 3, 2, 0, 0, 20, 1, 6, 0}},
      {&Drawer::set_sync_interval, {2, 1, 3, 0, 0, 8, 1, 1, 0}},
      {&Drawer::move_user, {2, 2, 0, 0, 1, 6, 4, 3, 0}},
      {&Drawer::reset_registrar, {2, 1, 0, 0, 10, 1, 2, 1, 0}},
      {&Drawer::ask, {3, 3, 3, 3, 2, 2, 2, 1, 2}},
      {&Drawer::handle_locations, {1, 1, 16, 0, 0, 0, 0, 0, 0}},
      {&Drawer::flush, {1, 1, 0, 2, 2, 16, 0, 0, 0}},
      {&Drawer::pair, {1, 0, 0, 0, 0, 1, 0, 16, 0}},
      {&Drawer::repeat_configuration, {3, 2, 10, 1, 1, 1, 4, 3, 3}},
      {&Drawer::move_federation, {0, 0, 0, 0, 0, 0, 0, 0, 14}},
      {&Drawer::move_xmpp, {0, 0, 0, 0, 0, 0, 0, 0, 14}},
      {&Drawer::move_media, {0, 0, 0, 0, 0, 0, 0, 0, 10}},
      {&Drawer::try_outside, {0, 0, 0, 0, 0, 0, 0, 0, 6}},
  };
  int weights[std::size(kTasks)];
  for (std::size_t i = 0; i < std::size(kTasks); ++i) {
    weights[i] = kTasks[i].weight[static_cast<std::size_t>(shape_.theme)];
  }
  (this->*kTasks[c_.weighted(weights)].run)();
}

/// Names of two pools exchanged wherever the line has the first.
std::string with_other_pool(std::string line, const std::string& from, const std::string& other) {
  const std::size_t at = line.find(from);
  // A Standard Edition server has the name of its pool, and what a pool misses at its backup is
  // only asked of one that has a backup: such lines stay as they are.
  const auto has = [&](std::string_view word) { return line.find(word) != std::string::npos; };
  const bool stays = has("SqlServerFqdn") || has("ComputerName") || has("bootstrapper") ||
                     has("front end ") || has("content missing");
  if (at != std::string::npos && !stays) line.replace(at, from.size(), other);
  return line;
}

void Drawer::spoil() {
  const int mistakes = c_.pick({0, 0, 1, 1, 2, 3});
  for (int i = 0; i < mistakes && !lines_.empty(); ++i) {
    const auto at = static_cast<std::size_t>(c_.below(static_cast<int>(lines_.size())));
    switch (c_.below(4)) {
      case 0:
        if (lines_.size() > 1) lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case 1: {
        const std::string twice = lines_[at];
        lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(at), twice);
        break;
      }
      case 2:
        if (at + 1 < lines_.size()) std::swap(lines_[at], lines_[at + 1]);
        break;
      default: {
        const std::string from = d_.name(any_pool());
        const std::string other = d_.name(any_pool());
        lines_[at] = with_other_pool(lines_[at], from, other);
        break;
      }
    }
  }
}

}  // namespace

std::vector<std::string> draw_procedure(Choices& choices, const DrillShape& shape,
                                        const Deployment& deployment, int tasks) {
  return Drawer(choices, shape, deployment).draw(tasks);
}

}  // namespace firedrill::drawn
