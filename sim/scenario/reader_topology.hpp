// Finding the topology file that a scenario names.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/reader_context.hpp"

namespace firedrill::reading {

/// The path of the topology `reference`: beside the scenario file, or in the folder `topologies` of
/// the folder above. Nothing, and a finding with the nearest name, when neither is there.
[[nodiscard]] std::optional<std::string> find_topology(const ReadingContext& context,
                                                       Text reference);

/// The name of a file in the folders of `places` that is nearest to `name`, or nothing.
[[nodiscard]] std::string nearest_file(const std::vector<std::filesystem::path>& places,
                                       const std::filesystem::path& name);

}  // namespace firedrill::reading
