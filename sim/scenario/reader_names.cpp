// Resolving names against the topology. Full names win over first labels; a label that fits two
// components is refused with both, since a drill on the wrong server is worse than a question.
#include "sim/scenario/reader_names.hpp"

#include <algorithm>
#include <array>

#include "sim/topology/names.hpp"

namespace firedrill::reading {
namespace {

constexpr std::array kAllKinds = {ComponentKind::kSite,     ComponentKind::kPool,
                                  ComponentKind::kFrontEnd, ComponentKind::kSql,
                                  ComponentKind::kEdgePool, ComponentKind::kEdgeServer,
                                  ComponentKind::kFileStore};

std::size_t component_count(const Topology& topology, ComponentKind kind) {
  switch (kind) {
    case ComponentKind::kSite:
      return topology.sites.size();
    case ComponentKind::kPool:
      return topology.pools.size();
    case ComponentKind::kFrontEnd:
      return topology.front_ends.size();
    case ComponentKind::kSql:
      return topology.sql_instances.size();
    case ComponentKind::kEdgePool:
      return topology.edge_pools.size();
    case ComponentKind::kEdgeServer:
      return topology.edge_servers.size();
    case ComponentKind::kFileStore:
      return topology.file_stores.size();
  }
  return 0;
}

std::string first_label(std::string_view name) {
  return std::string(name.substr(0, name.find('.')));
}

/// Every full name a component answers to, its canonical one first.
std::vector<std::string> full_names(const Topology& topology, ComponentKind kind, Index index) {
  std::vector<std::string> names{component_name(topology, kind, index)};
  if (kind == ComponentKind::kSql) {
    names.push_back(topology.sql_instances[static_cast<std::size_t>(index)].server_fqdn);
  } else if (kind == ComponentKind::kFileStore) {
    names.push_back(topology.file_stores[static_cast<std::size_t>(index)].host);
  }
  return names;
}

/// Short forms: the first label, for SQL Server also with the instance.
std::vector<std::string> short_names(const Topology& topology, ComponentKind kind, Index index) {
  if (kind == ComponentKind::kSite) return {};
  if (kind == ComponentKind::kFileStore) {
    return {first_label(topology.file_stores[static_cast<std::size_t>(index)].host)};
  }
  if (kind == ComponentKind::kSql) {
    const SqlInstance& sql = topology.sql_instances[static_cast<std::size_t>(index)];
    const std::string label = first_label(sql.server_fqdn);
    return {label, label + '\\' + sql.instance};
  }
  return {first_label(component_name(topology, kind, index))};
}

using NamesOf = std::vector<std::string> (*)(const Topology&, ComponentKind, Index);

std::vector<Component> matches(const Topology& topology, std::string_view name,
                               std::span<const ComponentKind> kinds, NamesOf names_of) {
  std::vector<Component> out;
  for (const ComponentKind kind : kinds) {
    for (std::size_t i = 0; i < component_count(topology, kind); ++i) {
      const auto index = static_cast<Index>(i);
      const std::vector<std::string> names = names_of(topology, kind, index);
      if (std::any_of(names.begin(), names.end(),
                      [&](const std::string& known) { return same_word(known, name); })) {
        out.push_back({kind, index});
      }
    }
  }
  return out;
}

std::vector<Component> find_components(const Topology& topology, std::string_view name,
                                       std::span<const ComponentKind> kinds) {
  std::vector<Component> found = matches(topology, name, kinds, full_names);
  if (found.empty()) found = matches(topology, name, kinds, short_names);
  return found;
}

std::string kinds_in_words(std::span<const ComponentKind> kinds) {
  std::vector<std::string> words;
  for (const ComponentKind kind : kinds) words.emplace_back(component_word(kind));
  return joined(words, "or");
}

bool wanted(std::span<const ComponentKind> kinds, ComponentKind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// What the name belongs to instead: of a pool where a server is wanted its servers, of a server
/// its pool.
std::string other_kind(const Topology& topology, Component found,
                       std::span<const ComponentKind> kinds) {
  const auto at = static_cast<std::size_t>(found.index);
  const bool server =
      wanted(kinds, ComponentKind::kFrontEnd) || wanted(kinds, ComponentKind::kEdgeServer);
  switch (found.kind) {
    case ComponentKind::kPool:
      return what_it_is(topology, topology.pools[at], server);
    case ComponentKind::kEdgePool:
      return what_it_is(topology, topology.edge_pools[at], server);
    case ComponentKind::kFrontEnd:
      return what_it_is(topology, topology.front_ends[at]);
    case ComponentKind::kEdgeServer:
      return what_it_is(topology, topology.edge_servers[at]);
    default:
      return "a " + std::string(component_word(found.kind));
  }
}

void report_unknown_name(const ReadingContext& context, Text name,
                         std::span<const ComponentKind> kinds) {
  const std::string what = "no " + kinds_in_words(kinds) + ' ' + in_quotes(name.view);
  const std::vector<Component> elsewhere = find_components(*context.topology, name.view, kAllKinds);
  if (!elsewhere.empty()) {
    context.error(
        code::kNoSuchComponent, name.mark,
        what + "; this is the name of " + other_kind(*context.topology, elsewhere.front(), kinds));
    return;
  }
  // Short forms stand beside full ones: "pool3" is near "pool1", not near "pool1.contoso.com".
  std::vector<std::string> full;
  std::vector<std::string> all;
  for (const ComponentKind kind : kinds) {
    for (std::size_t i = 0; i < component_count(*context.topology, kind); ++i) {
      const auto index = static_cast<Index>(i);
      full.push_back(component_name(*context.topology, kind, index));
      for (std::string& known : full_names(*context.topology, kind, index)) {
        all.push_back(std::move(known));
      }
      for (std::string& known : short_names(*context.topology, kind, index)) {
        all.push_back(std::move(known));
      }
    }
  }
  const std::string near = nearest_name(name.view, all);
  context.error(code::kNoSuchComponent, name.mark,
                what + (near.empty() ? suggestion(name.view, full)
                                     : "; did you mean " + in_quotes(near) + "?"));
}

}  // namespace

std::string_view component_word(ComponentKind kind) {
  switch (kind) {
    case ComponentKind::kSite:
      return "site";
    case ComponentKind::kPool:
      return "pool";
    case ComponentKind::kFrontEnd:
      return "Front End";
    case ComponentKind::kSql:
      return "SQL Server";
    case ComponentKind::kEdgePool:
      return "Edge pool";
    case ComponentKind::kEdgeServer:
      return "Edge Server";
    case ComponentKind::kFileStore:
      return "file store";
  }
  return "component";
}

std::string component_name(const Topology& topology, ComponentKind kind, Index index) {
  const auto at = static_cast<std::size_t>(index);
  if (index < 0 || at >= component_count(topology, kind)) return "none";
  switch (kind) {
    case ComponentKind::kSite:
      return topology.sites[at].name;
    case ComponentKind::kPool:
      return topology.pools[at].fqdn;
    case ComponentKind::kFrontEnd:
      return topology.front_ends[at].fqdn;
    case ComponentKind::kSql: {
      const SqlInstance& sql = topology.sql_instances[at];
      return sql.instance.empty() ? sql.server_fqdn : sql.server_fqdn + '\\' + sql.instance;
    }
    case ComponentKind::kEdgePool:
      return topology.edge_pools[at].fqdn;
    case ComponentKind::kEdgeServer:
      return topology.edge_servers[at].fqdn;
    case ComponentKind::kFileStore:
      return topology.file_stores[at].unc;
  }
  return "none";
}

std::optional<Component> resolve_component(const ReadingContext& context, Text name,
                                           std::initializer_list<ComponentKind> kinds) {
  const std::span<const ComponentKind> allowed(kinds.begin(), kinds.size());
  if (name.empty()) {
    context.error(code::kNoSuchComponent, name.mark,
                  "a name is missing here: " + kinds_in_words(allowed));
    return std::nullopt;
  }
  if (context.topology == nullptr) return std::nullopt;
  const std::vector<Component> found = find_components(*context.topology, name.view, allowed);
  if (found.size() == 1) return found.front();
  // A Standard Edition pool and its one server share a name; the order of `kinds` decides then.
  if (found.size() > 1 && found[0].kind != found[1].kind) return found.front();
  if (found.empty()) {
    report_unknown_name(context, name, allowed);
    return std::nullopt;
  }
  std::vector<std::string> names;
  for (const Component& one : found) {
    names.push_back(component_name(*context.topology, one.kind, one.index));
  }
  context.error(code::kNoSuchComponent, name.mark,
                in_quotes(name.view) + " fits more than one; say " + joined(names, "or"));
  return std::nullopt;
}

std::optional<Index> resolve_component(const ReadingContext& context, Text name,
                                       ComponentKind kind) {
  const std::optional<Component> found = resolve_component(context, name, {kind});
  if (!found) return std::nullopt;
  return found->index;
}

std::optional<std::string> resolve_sql_server(const ReadingContext& context, Text name) {
  if (context.topology != nullptr && !name.empty()) {
    constexpr ComponentKind kKinds[] = {ComponentKind::kSql};
    std::string server;
    bool one_computer = true;
    for (const Component& one : find_components(*context.topology, name.view, kKinds)) {
      const SqlInstance& sql = context.topology->sql_instances[static_cast<std::size_t>(one.index)];
      one_computer = one_computer && (server.empty() || same_word(server, sql.server_fqdn));
      server = sql.server_fqdn;
    }
    if (!server.empty() && one_computer) return server;
  }
  (void)resolve_component(context, name, ComponentKind::kSql);
  return std::nullopt;
}

}  // namespace firedrill::reading
