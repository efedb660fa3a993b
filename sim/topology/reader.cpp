// The door of the room: finds out which form a topology has, reads it, validates it, and hands it
// out only without an error.
#include "sim/topology/reader.hpp"

#include <algorithm>

#include "sim/topology/reader_parts.hpp"
#include "sim/topology/text_file.hpp"

namespace firedrill {
namespace {

bool looks_like_xml(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\n");
  return first != std::string_view::npos && text[first] == '<';
}

std::optional<Topology> read_either(const std::string& bytes, const std::string& name,
                                    const TopologyOptions& options, Diagnostics& found) {
  const std::optional<std::string> text = decode_text(bytes, name, found);
  if (!text) return std::nullopt;
  if (looks_like_xml(*text)) return read_topology_xml(*text, name, options, found);
  const std::optional<Node> root = read_yaml_text(*text, name, found);
  if (!root) return std::nullopt;
  return read_topology_yaml(*root, name, options, found);
}

/// What is kept but not modelled is said in one line, whatever its number.
void list_unmodelled(const Topology& topology, Diagnostics& found) {
  std::vector<std::string> kinds;
  for (const UnmodelledComponent& each : topology.unmodelled) {
    if (std::find(kinds.begin(), kinds.end(), each.kind) == kinds.end()) kinds.push_back(each.kind);
  }
  if (kinds.empty()) return;
  std::string list;
  for (const std::string& kind : kinds) list += (list.empty() ? "" : ", ") + kind;
  found.add({Severity::kAdvice, "FD1126", "", topology.file, topology.unmodelled.front().mark,
             std::to_string(topology.unmodelled.size()) +
                 (topology.unmodelled.size() == 1 ? " component is" : " components are") +
                 " kept but not modelled, and what rests on it is unknown: " + list});
}

}  // namespace

std::string settle_users(const StatedUsers& stated, const TopologyOptions& options, Pool& pool) {
  pool.population =
      options.population_per_pool.value_or(stated.population.value_or(kPopulationDefault));
  const std::int32_t users_of_file =
      stated.users.value_or(std::min(kUsersDefault, pool.population));
  pool.users = options.users_per_pool.value_or(users_of_file);
  pool.active_users = stated.active_users.value_or(users_of_file);
  if (pool.active_users > users_of_file) {
    return "more active users than users: " + std::to_string(pool.active_users) + " of " +
           std::to_string(users_of_file);
  }
  if (pool.users > pool.population) {
    return "more users modelled than the population: " + std::to_string(pool.users) + " of " +
           std::to_string(pool.population);
  }
  if (pool.users != users_of_file && users_of_file > 0) {
    const std::int64_t share = std::int64_t{pool.active_users} * pool.users;
    pool.active_users = static_cast<std::int32_t>((share + users_of_file - 1) / users_of_file);
  } else if (users_of_file == 0) {
    pool.active_users = pool.users;
  }
  return {};
}

std::optional<Topology> read_topology_text(const std::string& text, const std::string& name,
                                           const TopologyOptions& options,
                                           Diagnostics& diagnostics) {
  // Mistakes of other files, found before, must not decide about this one.
  Diagnostics found;
  std::optional<Topology> topology = read_either(text, name, options, found);
  if (topology) {
    list_unmodelled(*topology, found);
    if (found.has_errors()) {
      validate_partial_topology(*topology, found);
    } else {
      validate_topology(*topology, found);
    }
  }
  for (const Diagnostic& each : found.sorted()) diagnostics.add(each);
  if (found.has_errors()) return std::nullopt;
  return topology;
}

std::optional<Topology> read_topology_file(const std::string& path, const TopologyOptions& options,
                                           Diagnostics& diagnostics) {
  const std::optional<std::string> bytes = read_file_bytes(path, diagnostics);
  if (!bytes) return std::nullopt;
  return read_topology_text(*bytes, path, options, diagnostics);
}

}  // namespace firedrill
