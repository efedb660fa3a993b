// The load of the user model and the parameters of the run: what `load:`, `parameters:` and the
// overrides of the command line say.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/reader_context.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill::reading {

[[nodiscard]] LoadSpec read_load(ReadingContext& context, const Node& node);
[[nodiscard]] std::span<const FieldDoc> load_field_docs();

void read_parameters(const ReadingContext& context, const Node& node, Scenario& scenario);

/// Sets a parameter over whatever the file says, under whichever of its names.
void override_parameter(Scenario& scenario, const std::string& name, const std::string& value);

/// KEY=VALUE of the command line; `context.file` is then "--set".
struct Overrides {
  std::vector<std::pair<std::string, std::string>> parameters;
  TopologyOptions topology;
  bool no_load = false;
  bool documented_load = false;
};
[[nodiscard]] Overrides read_overrides(const ReadingContext& context,
                                       const std::vector<std::string>& set);

inline constexpr std::int64_t kUsersMax = 1'000'000;
inline constexpr std::int64_t kPopulationMax = 10'000'000;

}  // namespace firedrill::reading
