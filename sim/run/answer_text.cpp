// A fact of a query is a few numbers; which ones they are is known by the cmdlet that asked.
#include "sim/run/answer_text.hpp"

#include <fmt/format.h>

#include "sim/run/names.hpp"

namespace firedrill {
namespace {

std::string computer_name(const World& w, std::int32_t computer) {
  const Topology& t = w.topology;
  if (computer < 0) return "no computer";
  if (computer < kEdgeComputerBase) {
    return short_name(t.front_ends[static_cast<std::size_t>(computer)].fqdn);
  }
  return short_name(t.edge_servers[static_cast<std::size_t>(computer - kEdgeComputerBase)].fqdn);
}

std::string yes_or_no(std::int64_t value) {
  return value != 0 ? "yes" : "no";
}

/// CMD-07: the group by its number in its pool, its primary, and how many replicas are live.
std::string group_text(const World& w, const Fact& fact) {
  const auto group = static_cast<std::uint32_t>(fact.entity);
  for (std::size_t p = 0; p < w.ranges.size(); ++p) {
    const PoolRange& range = w.ranges[p];
    if (group < range.first_group || group >= range.first_group + range.groups) continue;
    const std::string primary =
        fact.other < 0
            ? "no primary"
            : "primary " + computer_name(w, w.topology.pools[p].first_front_end + fact.other);
    return fmt::format("routing group {}: {}, {} live", group - range.first_group + 1, primary,
                       fact.value);
  }
  return {};
}

/// Queries about pools, users and the store; empty when the fact is none of them.
std::string entity_text(const World& w, const Fact& fact) {
  const std::string pool = pool_name(w, fact.entity);
  if (fact.rule == "CMD-03") {
    return fmt::format("backup pool of {}: {}", pool, pool_name(w, fact.other));
  }
  if (fact.rule == "CMD-82" && fact.entity >= 0) {
    return fmt::format("{}: primary pool {}, backup pool {}",
                       user_name(w, static_cast<std::uint32_t>(fact.value)), pool,
                       pool_name(w, fact.other));
  }
  if (fact.text == "user and home pool") {
    return fmt::format("{}: home {}", user_name(w, static_cast<std::uint32_t>(fact.entity)),
                       pool_name(w, fact.other));
  }
  if (fact.text == "pool of the active store") return "the store is active on " + pool;
  if (fact.text == "pool of the service connection point") {
    return "the service connection point names " + pool;
  }
  if (fact.text == "computer") {
    return fmt::format("{} of {}", computer_name(w, fact.entity), pool_name(w, fact.other));
  }
  if (fact.rule == "CMD-05") {
    return fmt::format("{}: PoolState {}, BackupStoreUnavailableThreshold {}", pool,
                       pool_state_name(static_cast<PoolState>(fact.other)),
                       duration_text(fact.value));
  }
  return {};
}

}  // namespace

std::string_view database_name(std::int32_t type) {
  static constexpr std::string_view kNames[] = {"User", "Application", "CentralMgmt"};
  return type >= 0 && type < 3 ? kNames[type] : "?";
}
std::string_view module_name(std::int32_t module) {
  static constexpr std::string_view kNames[] = {"PresenceFocus", "DataConf", "CMSMaster"};
  return module >= 0 && module < 3 ? kNames[module] : "?";
}

std::string answer_text(const World& w, const Fact& fact) {
  const std::string text(fact.text);
  if (fact.text == "pool that hosts the store, and its standby") {
    return fmt::format("the store is active on {}, standby {}", pool_name(w, fact.entity),
                       pool_name(w, fact.other));
  }
  if (fact.text == "active master and file transfer agent") {
    if (fact.entity < 0) return "ActiveMasterFQDN and ActiveFileTransferAgents are empty";
    return fmt::format("ActiveMasterFQDN {}, ActiveFileTransferAgents {}",
                       pool_name(w, fact.entity), pool_name(w, fact.other));
  }
  if (fact.text == "replica up to date") {
    return fact.value != 0 ? std::string() : computer_name(w, fact.entity) + ": UpToDate False";
  }
  if (fact.rule == "CMD-23") {
    return fmt::format("{} {}: {}", pool_name(w, fact.entity), module_name(fact.other), text);
  }
  if (fact.rule == "CMD-51") {
    return fmt::format("{} {}: {}", pool_name(w, fact.entity), database_name(fact.other), text);
  }
  if (fact.rule == "CMD-61") {
    return fmt::format("{} {}: {}: {}", pool_name(w, fact.entity), database_name(fact.other), text,
                       yes_or_no(fact.value));
  }
  if (fact.rule == "CMD-10") {
    return fmt::format("{} {}: {}: {}", pool_name(w, fact.entity), module_name(fact.other), text,
                       fact.value);
  }
  if (fact.rule == "CMD-74") {
    return fmt::format("{}: {}: {}", computer_name(w, fact.entity), text, yes_or_no(fact.value));
  }
  if (fact.text.starts_with("Result ")) {
    return fact.entity < 0 ? text : fmt::format("{}: {}", pool_name(w, fact.entity), text);
  }
  if (fact.rule == "FLT-55") return computer_name(w, fact.entity) + " " + text;
  if (fact.rule == "CMD-07") return group_text(w, fact);
  if (fact.rule == "CMD-20") return fmt::format("SyncInterval {}", duration_text(fact.value));
  const std::string entity = entity_text(w, fact);
  return entity.empty() ? fmt::format("{}: {}", text, fact.value) : entity;
}

std::string warning_text(const World& w, const Fact& fact) {
  const std::string text(fact.text);
  if (fact.rule == "TRAP-20") {
    const auto edge = static_cast<std::size_t>(fact.value);
    return fmt::format("{} still names {} for XMPP; {}", site_name(w, fact.other),
                       short_name(w.topology.edge_pools[edge].fqdn), text);
  }
  if (fact.rule == "CMD-72") return fmt::format("{} ({})", text, duration_text(fact.value));
  return text;
}

}  // namespace firedrill
