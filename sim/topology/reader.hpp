// Reading a deployment: YAML by hand, or the XML of Get-CsTopology -AsXml and Topology Builder.
#pragma once

#include <optional>
#include <string>

#include "firedrill/diagnostic.hpp"
#include "sim/topology/topology.hpp"

namespace firedrill {

/// How many users a reader models where the file does not say (population stays the file's own).
struct TopologyOptions {
  std::optional<std::int32_t> users_per_pool;       // overrides the file
  std::optional<std::int32_t> population_per_pool;  // overrides the file
};

/// Reads and validates `path` (format by content: XML in UTF-8/UTF-16 or YAML). All mistakes go to
/// `diagnostics`; a topology is returned only when there was no error. Warnings (TOP rules of
/// severity warning or advice) do not stop it.
[[nodiscard]] std::optional<Topology> read_topology_file(const std::string& path,
                                                         const TopologyOptions& options,
                                                         Diagnostics& diagnostics);
/// The same from text already in memory (a trace carries its topology); `name` is for messages.
[[nodiscard]] std::optional<Topology> read_topology_text(const std::string& text,
                                                         const std::string& name,
                                                         const TopologyOptions& options,
                                                         Diagnostics& diagnostics);

/// The rules TOP-01 to TOP-66 in scope over a complete topology; adds findings with their rule IDs.
void validate_topology(const Topology& topology, Diagnostics& diagnostics);

/// The canonical YAML of a topology: what a trace carries. read(write(t)) == t in content.
[[nodiscard]] std::string write_topology_yaml(const Topology& topology);

/// JSON Schema (draft 2020-12) generated from the table that the YAML reader uses.
[[nodiscard]] std::string topology_schema();

}  // namespace firedrill
