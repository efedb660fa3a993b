// The load of a proof is that of the scenario with other rates: with two users in place of
// thousands the documented rates would leave nothing to lose.
#include "sim/explore/proof_scale.hpp"

#include <algorithm>

#include "sim/model/parameters.hpp"

namespace firedrill {
namespace {

constexpr std::int64_t kChangesPerDayMilli = 24'000;  // one an hour
constexpr std::int64_t kConferencePermille = 500;
constexpr std::int64_t kRemoteEvery = 2;

bool sets_users(const ScenarioOptions& options) {
  return std::any_of(options.set.begin(), options.set.end(),
                     [](const std::string& set) { return set.starts_with("users="); });
}

bool is_documented(const LoadSpec& load) {
  const LoadSpec documented;
  return load.enabled &&
         load.contact_changes_per_day_milli == documented.contact_changes_per_day_milli &&
         load.presence_publications_per_hour_milli ==
             documented.presence_publications_per_hour_milli &&
         load.conference_concurrency_permille == documented.conference_concurrency_permille &&
         load.sign_in_ramp == documented.sign_in_ramp;
}

void scale_load(Scenario& scenario, std::vector<std::string>& notes) {
  if (!is_documented(scenario.load)) return;
  scenario.load.contact_changes_per_day_milli = kChangesPerDayMilli;
  scenario.load.presence_publications_per_hour_milli = 0;
  scenario.load.conference_concurrency_permille = kConferencePermille;
  const ParameterInfo* remote = find_parameter("remoteEvery");
  const bool set = remote == nullptr ||
                   std::any_of(scenario.parameters.begin(), scenario.parameters.end(),
                               [&](const auto& p) { return find_parameter(p.first) == remote; });
  if (!set) scenario.parameters["remoteEvery"] = std::to_string(kRemoteEvery);
  notes.push_back("each changes contacts once an hour and holds a conference half of the time");
}

}  // namespace

std::optional<ScaledScenario> read_scaled(const std::string& file, const ScenarioOptions& options,
                                          const ProofScale& scale, Diagnostics& diagnostics) {
  ScaledScenario out;
  const auto whole = read_scenario_file(file, options, diagnostics);
  if (!whole) return std::nullopt;
  out.scenario = *whole;
  std::int32_t users = 0;
  std::int32_t population = 0;
  for (const Pool& pool : whole->topology.pools) {
    users = std::max(users, pool.users);
    population = std::max(population, pool.population);
  }
  if (scale.users > 0 && users > scale.users && !sets_users(options)) {
    ScenarioOptions scaled = options;
    scaled.set.push_back("users=" + std::to_string(scale.users));
    Diagnostics quiet;
    if (const auto small = read_scenario_file(file, scaled, quiet)) {
      out.scenario = *small;
      out.notes.push_back(std::to_string(scale.users) + " users a pool stand for its population (" +
                          std::to_string(population) + ")");
      scale_load(out.scenario, out.notes);
    } else {
      out.notes.push_back(std::to_string(users) +
                          " users a pool, since the scenario names some of them");
    }
  }
  return out;
}

}  // namespace firedrill
