// The load of a proof is that of the scenario with other rates: with two users in place of
// thousands the documented rates would leave nothing to lose. A user whom the scenario names is one
// of the two of the same pool, by another number: numbers count through all pools, so the same
// number would be somebody else.
#include "sim/explore/proof_scale.hpp"

#include <algorithm>
#include <map>
#include <regex>
#include <set>

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

/// A user whom the file names, and the one of the same pool who stands for them at scale.
struct NamedUser {
  std::string name;  // "u-000004"
  std::size_t pool = 0;
  std::int64_t place = 0;  // within the pool
  std::int64_t small = -1;
};

std::vector<NamedUser> named_users(const Scenario& whole) {
  std::map<std::string, NamedUser> found;
  static const std::regex kName("u-([0-9]{6})");
  for (std::sregex_iterator at(whole.text.begin(), whole.text.end(), kName), end; at != end; ++at) {
    std::int64_t number = std::stoll((*at)[1].str());
    NamedUser user{(*at)[0].str(), 0, 0, -1};
    for (; user.pool < whole.topology.pools.size(); ++user.pool) {
      const std::int64_t here = whole.topology.pools[user.pool].users;
      if (number < here) break;
      number -= here;
    }
    user.place = number;
    if (user.pool < whole.topology.pools.size()) found.emplace(user.name, user);
  }
  std::vector<NamedUser> out;
  for (auto& [name, user] : found) out.push_back(user);
  return out;
}

/// Whoever is among the first `users` of a pool keeps the place, the others get those that are
/// free. Returns how many users a pool that takes.
std::int64_t find_places(std::vector<NamedUser>& named, std::int64_t users) {
  std::set<std::pair<std::size_t, std::int64_t>> taken;
  for (NamedUser& user : named) {
    if (user.place < users) user.small = user.place;
    if (user.place < users) taken.emplace(user.pool, user.place);
  }
  std::int64_t needed = users;
  for (NamedUser& user : named) {
    if (user.small >= 0) continue;
    user.small = 0;
    while (!taken.emplace(user.pool, user.small).second) ++user.small;
    needed = std::max(needed, user.small + 1);
  }
  return needed;
}

/// The text with every named user by the number they have at `users` a pool; as long as before, so
/// that what is said of a place in it stays true.
std::string renamed(const Scenario& whole, const std::vector<NamedUser>& named, std::int64_t users,
                    std::vector<std::string>& notes) {
  std::string out = whole.text;
  for (const NamedUser& user : named) {
    const std::string digits =
        std::to_string(static_cast<std::int64_t>(user.pool) * users + user.small);
    const std::string name = "u-" + std::string(6 - digits.size(), '0') + digits;
    if (name == user.name) continue;
    notes.push_back(user.name + " of the scenario is " + name);
    for (std::size_t at = whole.text.find(user.name); at != std::string::npos;
         at = whole.text.find(user.name, at + 1)) {
      out.replace(at, name.size(), name);
    }
  }
  return out;
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
  if (scale.users == 0 || users <= scale.users || sets_users(options)) return out;
  std::vector<NamedUser> named = named_users(*whole);
  const std::int64_t few = find_places(named, scale.users);
  if (few >= users) return out;
  const std::string text = renamed(*whole, named, few, out.notes);
  ScenarioOptions scaled = options;
  scaled.set.push_back("users=" + std::to_string(few));
  Diagnostics quiet;
  auto small = read_scenario_text(text, file, whole->topology_text, scaled, quiet);
  if (!small) {
    out.notes = {std::to_string(users) + " users a pool, since the scenario cannot do with fewer"};
    return out;
  }
  small->topology_file = whole->topology_file;
  out.scenario = std::move(*small);
  out.notes.insert(out.notes.begin(), std::to_string(few) +
                                          " users a pool stand for its population (" +
                                          std::to_string(population) + ")");
  scale_load(out.scenario, out.notes);
  return out;
}

}  // namespace firedrill
