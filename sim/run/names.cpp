// Plain text for people; nothing here decides anything.
#include "sim/run/names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/topology/dns.hpp"

namespace firedrill {
namespace {

template <class V>
const auto& at(const V& v, std::int32_t i) {
  return v[static_cast<std::size_t>(i)];
}

}  // namespace

std::string short_name(std::string_view fqdn) {
  return std::string(fqdn.substr(0, fqdn.find('.')));
}

std::string edge_name(const World& w, Index edge_pool) {
  return short_name(w.topology.edge_pools[static_cast<std::size_t>(edge_pool)].fqdn);
}

std::string pool_name(const World& w, std::int32_t pool) {
  return pool < 0 ? "no pool" : short_name(at(w.topology.pools, pool).fqdn);
}
std::string site_name(const World& w, std::int32_t site) {
  return site < 0 ? "no site" : at(w.topology.sites, site).name;
}

std::string dns_record_name(const World& w, std::int32_t domain, std::int32_t service) {
  return dns_name(w.topology, static_cast<DnsService>(service), static_cast<Index>(domain));
}

std::string fault_target(const World& w, FaultKind kind, std::int32_t e) {
  const Topology& t = w.topology;
  switch (kind) {
    case FaultKind::kSite:
      return "site " + site_name(w, e);
    case FaultKind::kWan: {
      const WanLink& link = at(t.wan_links, e);
      return fmt::format("WAN link {} - {}", site_name(w, link.site_a), site_name(w, link.site_b));
    }
    case FaultKind::kFrontEnd:
      return "Front End " + short_name(at(t.front_ends, e).fqdn);
    case FaultKind::kPool:
      return "pool " + pool_name(w, e);
    case FaultKind::kSql:
      return "SQL server " + short_name(at(t.sql_instances, e).server_fqdn);
    case FaultKind::kMirrorDesync:
      return "mirroring of " + pool_name(w, at(t.back_ends, e).pool);
    case FaultKind::kLogDiskFull:
      return "log disk of " + short_name(at(t.sql_instances, e).server_fqdn);
    case FaultKind::kFileStore: {
      const FileStore& store = at(t.file_stores, e);
      return "file store " + short_name(store.host.empty() ? store.unc : store.host);
    }
    case FaultKind::kCmsDatabase:
      return "Central Management database at " + pool_name(w, e);
    case FaultKind::kBackupService:
      return "Backup Service of " + pool_name(w, e);
    case FaultKind::kBackupServer:
      return "Backup Service on " + short_name(at(t.front_ends, e).fqdn);
    case FaultKind::kHydration:
      return "hydration of " + pool_name(w, e);
    case FaultKind::kEdgePool:
      return "Edge pool " + short_name(at(t.edge_pools, e).fqdn);
    case FaultKind::kEdgeServer:
      return "Edge Server " + short_name(at(t.edge_servers, e).fqdn);
    case FaultKind::kDnsDown:
      return e == 0 ? "internal DNS" : "external DNS";
    case FaultKind::kDnsWrong:
      return "DNS record " + dns_record_name(w, e / kDnsServices, e % kDnsServices);
    case FaultKind::kCount:
      break;
  }
  return "?";
}

std::string user_name(const World&, std::uint32_t user) {
  return fmt::format("u-{:06}", user);
}

std::int64_t find_user(const World& w, std::string_view text) {
  if (text.starts_with("u-")) text.remove_prefix(2);
  if (text.empty() || text.size() > 9) return -1;
  std::int64_t n = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    n = n * 10 + (c - '0');
  }
  const auto kind = static_cast<std::size_t>(RecordKind::kUser);
  return n < w.layout.count[kind] ? n : -1;
}

std::string clock_text(std::int64_t at_ms, std::int64_t clock_start_ms) {
  const std::int64_t t = at_ms + clock_start_ms;
  const std::int64_t s = t / 1000;
  std::string out = fmt::format("{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
  if (t % 1000 != 0) out += fmt::format(".{:03}", t % 1000);
  return out;
}

std::string duration_text(std::int64_t ms) {
  if (ms < 0) return "-";
  const std::int64_t s = ms / 1000;
  const std::int64_t rest = ms % 1000;
  if (s < 60) return rest == 0 ? fmt::format("{}s", s) : fmt::format("{}.{:03}s", s, rest);
  if (s < 3600) return fmt::format("{}m {:02}s", s / 60, s % 60);
  return fmt::format("{}h {:02}m {:02}s", s / 3600, s / 60 % 60, s % 60);
}

std::string_view pool_state_name(PoolState state) {
  static constexpr std::string_view kNames[] = {"Active", "FailingOver", "FailedOver",
                                                "FailingBack"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string slot_text(const World& w, std::uint32_t slot) {
  const Layout::SlotName name = w.layout.name_of(slot);
  const std::string kind(timer_name(name.kind));
  const auto e = static_cast<std::int32_t>(name.entity);
  switch (name.kind) {
    case TimerKind::kFault:
    case TimerKind::kRepair: {
      const FaultSpec& fault = w.faults[name.entity];
      return kind + " of " + fault_target(w, fault.kind, fault.entity);
    }
    case TimerKind::kPoolStart:
    case TimerKind::kBackupClock:
    case TimerKind::kBackEndRestored:
    case TimerKind::kDetector:
    case TimerKind::kFailbackCheck:
    case TimerKind::kPoolOperation:
      return kind + " of " + pool_name(w, e);
    case TimerKind::kFrontEndStart:
    case TimerKind::kQueueDelivery:
      return kind + " of " + short_name(w.topology.front_ends[name.entity].fqdn);
    case TimerKind::kMirrorAutomatic:
    case TimerKind::kMirrorManual:
      return kind + " of " + pool_name(w, w.topology.back_ends[name.entity].pool);
    case TimerKind::kBackupCycle: {
      static constexpr std::string_view kModules[] = {"PresenceFocus", "DataConf", "CMSMaster"};
      return fmt::format("{} {} of {}", kind, kModules[name.entity % 3], pool_name(w, e / 3));
    }
    case TimerKind::kUserSignIn:
    case TimerKind::kUserSession:
    case TimerKind::kConferenceEnd:
      return kind + " of " + user_name(w, name.entity);
    case TimerKind::kDnsCache: {
      const std::size_t sets = w.topology.domain_count() * std::size_t{kDnsServices};
      return kind + " of " +
             (name.entity < sets ? dns_record_name(w, e / kDnsServices, e % kDnsServices)
                                 : std::string("external DNS"));
    }
    case TimerKind::kArrival: {
      static constexpr std::string_view kActivity[kActivities] = {
          "a contact changed by a user of", "presence published by a user of",
          "a conference begun by a user of"};
      return fmt::format("{} {}", kActivity[name.entity % kActivities],
                         pool_name(w, e / kActivities));
    }
    case TimerKind::kActor:
      return kind + " " + w.actors[name.entity].name;
    default:
      return kind;
  }
}

std::string step_name(const World& w, std::size_t actor, std::size_t position) {
  const ActorSpec& one = w.actors[actor];
  const auto written =
      std::count_if(w.actors.begin(), w.actors.end(), [](const auto& a) { return a.owner < 0; });
  const bool other = one.owner >= 0 && one.name != at(w.actors, one.owner).name;
  std::string out = other || written > 1 ? one.name + ", " : std::string();
  out += "step " + std::to_string(one.written(position) + 1);
  return one.counts(position) || !one.runs(position) || other ? out : out + " again";
}

std::string count_text(std::int64_t n) {
  std::string digits = std::to_string(n);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

}  // namespace firedrill
