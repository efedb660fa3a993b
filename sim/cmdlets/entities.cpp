// One way to look a name up, and a list of names for each kind of entity.
#include "sim/cmdlets/entities.hpp"

#include <utility>

#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/spelling.hpp"
#include "sim/topology/names.hpp"

namespace firedrill {
namespace {

using Names = std::vector<std::string>;

std::string_view first_label(std::string_view fqdn) {
  return fqdn.substr(0, fqdn.find('.'));
}

/// Position of the entity that `text` means: the whole name, or a first label that only one name
/// has. -1 when there is none, -2 when the label is not unique.
int match(const Names& names, std::string_view text) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (same_name(names[i], text)) return static_cast<int>(i);
  }
  if (text.empty() || text.find('.') != std::string_view::npos) return -1;
  int found = -1;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!same_name(first_label(names[i]), text)) continue;
    if (found >= 0 && !same_name(names[static_cast<std::size_t>(found)], names[i])) return -2;
    if (found < 0) found = static_cast<int>(i);
  }
  return found;
}

/// The nearest whole name; a near first label leads to its whole name too.
std::string nearest(const Names& names, std::string_view text) {
  std::string whole = nearest_name(text, names);
  if (!whole.empty()) return whole;
  Names labels;
  for (const std::string& name : names) labels.emplace_back(first_label(name));
  const std::string label = nearest_name(first_label(text), labels);
  for (const std::string& name : names) {
    if (!label.empty() && first_label(name) == label) return name;
  }
  return {};
}

template <class Range, class NameOf>
Names names_of(const Range& range, NameOf name_of) {
  Names out;
  for (const auto& entity : range) out.push_back(name_of(entity));
  return out;
}

Names pool_names(const Topology& topology) {
  return names_of(topology.pools, [](const Pool& pool) { return pool.fqdn; });
}
Names front_end_names(const Topology& topology) {
  return names_of(topology.front_ends, [](const FrontEnd& server) { return server.fqdn; });
}
Names edge_pool_names(const Topology& topology) {
  return names_of(topology.edge_pools, [](const EdgePool& pool) { return pool.fqdn; });
}
Names edge_server_names(const Topology& topology) {
  return names_of(topology.edge_servers, [](const EdgeServer& server) { return server.fqdn; });
}
Names sql_names(const Topology& topology) {
  return names_of(topology.sql_instances, [](const SqlInstance& sql) { return sql.server_fqdn; });
}

/// What else the name is in this deployment: the commonest mistakes are a server in place of its
/// pool, and where a `computer` is wanted a pool in place of its servers.
std::string other_role(const Topology& t, std::string_view text, bool computer) {
  const auto found = [&](const Names& names) { return match(names, text); };
  if (const int at = found(pool_names(t)); at >= 0) {
    return what_it_is(t, t.pools[static_cast<std::size_t>(at)], computer);
  }
  if (const int at = found(front_end_names(t)); at >= 0) {
    return what_it_is(t, t.front_ends[static_cast<std::size_t>(at)]);
  }
  if (const int at = found(edge_pool_names(t)); at >= 0) {
    return what_it_is(t, t.edge_pools[static_cast<std::size_t>(at)], computer);
  }
  if (const int at = found(edge_server_names(t)); at >= 0) {
    return what_it_is(t, t.edge_servers[static_cast<std::size_t>(at)]);
  }
  return found(sql_names(t)) >= 0 ? "a SQL Server" : "";
}

constexpr std::string_view kComputers = "Front End or Edge Server";

FoundEntity look_up(const Topology& topology, const Names& names, std::string_view what,
                    std::string_view text) {
  FoundEntity out;
  const int at = match(names, text);
  if (at >= 0) {
    out.number = at;
    out.name = names[static_cast<std::size_t>(at)];
    return out;
  }
  if (at == -2) {
    out.problem = "\"" + std::string(text) + "\" is the first label of more than one " +
                  std::string(what) + "; write the whole name";
    return out;
  }
  for (const UnmodelledComponent& component : topology.unmodelled) {
    if (!same_name(component.name, text)) continue;
    out.unmodelled = component.name + " (" + component.kind + "): " + component.reason;
    return out;
  }
  out.problem = "no " + std::string(what) + " is called \"" + std::string(text) + "\"";
  const std::string near = nearest(names, text);
  const std::string role = other_role(topology, text, what == kComputers);
  if (!role.empty()) {
    out.problem += ", which is " + role;
  } else if (!near.empty()) {
    out.problem += "; did you mean " + near + "?";
  } else if (names.empty()) {
    out.problem += "; the topology has none";
  } else {
    out.problem += "; the topology has " + names.front();
    out.problem += names.size() > 1 ? " and others" : " only";
  }
  return out;
}

/// "service:Registrar:<name>", "Registrar:<name>" and the bare name are the same; any other service
/// before the colon is left standing, and the name will not be found.
std::string_view without_service(std::string_view text, std::string_view service) {
  if (is_prefix("service:", text)) text.remove_prefix(8);
  if (text.size() > service.size() && text[service.size()] == ':' && is_prefix(service, text)) {
    text.remove_prefix(service.size() + 1);
  }
  while (text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

FoundEntity find_sql(const Topology& topology, std::string_view text) {
  const std::size_t slash = text.find('\\');
  FoundEntity out = look_up(topology, sql_names(topology), "SQL Server", text.substr(0, slash));
  if (!out.ok() || slash == std::string_view::npos) return out;
  const std::string_view instance = text.substr(slash + 1);
  for (std::size_t i = 0; i < topology.sql_instances.size(); ++i) {
    const SqlInstance& sql = topology.sql_instances[i];
    if (!same_name(sql.server_fqdn, out.name) || !same_name(sql.instance, instance)) continue;
    out.number = static_cast<std::int64_t>(i);
    return out;
  }
  out.problem = out.name + " has no instance called \"" + std::string(instance) + "\"";
  return out;
}

FoundEntity find_computer(const Topology& topology, std::string_view text) {
  const int edge = match(edge_server_names(topology), text);
  if (edge >= 0) {
    FoundEntity out;
    out.number = kEdgeComputerBase + edge;
    out.name = topology.edge_servers[static_cast<std::size_t>(edge)].fqdn;
    return out;
  }
  Names names = front_end_names(topology);
  const Names edges = edge_server_names(topology);
  names.insert(names.end(), edges.begin(), edges.end());
  return look_up(topology, names, kComputers, text);
}

FoundEntity find_user(const Topology& topology, std::string_view text) {
  FoundEntity out;
  out.name = std::string(text);
  if (text == "*" || text.starts_with('{')) {
    out.number = kAllUsers;
    return out;
  }
  std::int64_t users = 0;
  for (const Pool& pool : topology.pools) users += pool.users;
  std::string_view digits = text;
  if (is_prefix("sip:", digits)) digits.remove_prefix(4);
  digits = digits.substr(0, digits.find('@'));
  constexpr std::size_t kDigitsMax = 9;
  bool numbered = is_prefix("u-", digits) && digits.size() > 2 && digits.size() <= 2 + kDigitsMax;
  std::int64_t number = 0;
  for (std::size_t i = 2; numbered && i < digits.size(); ++i) {
    if (digits[i] < '0' || digits[i] > '9') numbered = false;
    number = number * 10 + (digits[i] - '0');
  }
  if (numbered && number < users) {
    out.number = number;
    return out;
  }
  out.problem = "no user is called \"" + std::string(text) + "\"; the " + std::to_string(users) +
                " modelled users are u-000000 and following, and \"*\" is every user";
  return out;
}

}  // namespace

FoundEntity find_entity(const Topology& topology, ValueKind kind, std::string_view text) {
  switch (kind) {
    case ValueKind::kPool:
      return look_up(topology, pool_names(topology), "pool", text);
    case ValueKind::kPoolService:
      return look_up(topology, pool_names(topology), "pool", without_service(text, "Registrar"));
    case ValueKind::kEdgePool:
      return look_up(topology, edge_pool_names(topology), "Edge pool",
                     without_service(text, "EdgeServer"));
    case ValueKind::kSite:
      return look_up(topology, names_of(topology.sites, [](const Site& site) { return site.name; }),
                     "site", text);
    case ValueKind::kSqlServer:
      return find_sql(topology, text);
    case ValueKind::kComputer:
      return find_computer(topology, text);
    case ValueKind::kUser:
      return find_user(topology, text);
    default:
      return {};
  }
}

FoundEntity find_edge_pool_of_server(const Topology& topology, std::string_view text) {
  const int server = match(edge_server_names(topology), text);
  if (server < 0) return find_entity(topology, ValueKind::kEdgePool, text);
  const Index pool = topology.edge_servers[static_cast<std::size_t>(server)].edge_pool;
  FoundEntity out;
  out.number = pool;
  out.name = topology.edge_pools[static_cast<std::size_t>(pool)].fqdn;
  return out;
}

std::string primary_of_mirror(const Topology& topology, std::string_view mirror) {
  const FoundEntity server = find_sql(topology, mirror);
  if (!server.ok()) return {};
  for (const BackEnd& back_end : topology.back_ends) {
    if (back_end.mirror == kNone || back_end.primary == kNone) continue;
    const auto& copy = topology.sql_instances[static_cast<std::size_t>(back_end.mirror)];
    if (!same_name(copy.server_fqdn, server.name)) continue;
    return topology.sql_instances[static_cast<std::size_t>(back_end.primary)].server_fqdn;
  }
  return {};
}

}  // namespace firedrill
