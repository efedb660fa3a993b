// The load of a proof: with a few users in place of thousands the documented rates would leave
// nothing to lose, so they are raised. A user whom the scenario names is one of the few of the same
// pool, by another number: numbers count through all pools, so the same number would be somebody
// else.
#include "sim/explore/proof_scale.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <set>

#include "sim/run/simulation.hpp"
#include "sim/scenario/condition.hpp"

namespace firedrill {
namespace {

/// How often each user does something over a scenario of two hours or more, in thousandths, at
/// least; in a shorter one, at that rate. A load that does more is not lowered: what it breaks by
/// itself would be missed.
constexpr std::int64_t kChanges = 1'000;
constexpr std::int64_t kConferences = 1'000;
constexpr Duration kShortest = hours(2);
constexpr Duration kLongest = minutes(25);  // of a conference
constexpr std::int64_t kDayMs = Duration(hours(24)).count();
constexpr std::int64_t kLeastSitting = 30;  // thousandths of a user, so that two users round well

using Kinds = std::array<bool, kSeats>;

bool sets(const ScenarioOptions& options, std::string_view name) {
  return std::any_of(options.set.begin(), options.set.end(), [&](const std::string& set) {
    return set.starts_with(name) && set[name.size()] == '=';
  });
}

/// By its own name or by that of its assumption.
bool sets_parameter(const ScenarioOptions& options, std::string_view name) {
  return std::any_of(options.set.begin(), options.set.end(), [&](const std::string& set) {
    return find_parameter(set.substr(0, set.find('='))) == find_parameter(name);
  });
}

/// The kinds of users that some pool has.
Kinds kinds_of(const Scenario& whole) {
  World world;
  build_world(whole, world);
  Kinds kinds{};
  for (std::size_t p = 0; p < whole.topology.pools.size(); ++p) {
    const SeatPattern seats = seats_of(world, p);
    for (std::int64_t k = 0; k < whole.topology.pools[p].users; ++k) {
      kinds[static_cast<std::size_t>(seats.at(k))] = true;
    }
  }
  return kinds;
}

/// A pattern in which one of `users` users is of each kind that there is. Where two have to do for
/// three kinds, nobody roams.
SeatPattern few_seats(const Kinds& kinds, std::int64_t users) {
  const bool inside = kinds[static_cast<std::size_t>(Seat::kInside)];
  const bool outside = kinds[static_cast<std::size_t>(Seat::kOutside)];
  bool roaming = kinds[static_cast<std::size_t>(Seat::kRoaming)];
  if (inside && outside && users < 3) roaming = false;
  SeatPattern out;
  if (outside) out.remote_every = (inside ? 1 : 0) + (roaming ? 1 : 0) + 1;
  if (roaming) out.roaming_every = inside ? 2 : 1;
  return out;
}

/// "about 1 conference", "about 3 changes".
std::string about(std::int64_t milli, const std::string& what) {
  const std::int64_t whole = (milli + 500) / 1000;
  return "about " + std::to_string(whole) + " " + what + (whole == 1 ? "" : "s");
}

std::string scale_changes(LoadSpec& load, std::int64_t over) {
  if (load.contact_changes_per_day_milli == 0) return {};
  const std::int64_t changes =
      std::max(kChanges, load.contact_changes_per_day_milli * over / kDayMs);
  load.contact_changes_per_day_milli = changes * kDayMs / over;
  return "makes " + about(changes, "change") + " of contacts";
}

std::string scale_conferences(LoadSpec& load, std::int64_t over) {
  std::int64_t& sitting = load.conference_concurrency_permille;
  if (sitting == 0 || load.conference_length.count() == 0) return {};
  const LoadSpec documented;
  if (load.content_permille == documented.content_permille) load.content_permille = 1000;
  const auto held = [&] {
    return sitting * 1'000'000 / kConferenceSeatsMilli * over / 1000 /
           load.conference_length.count();
  };
  if (held() < kConferences) {
    // Nobody sits in two at a time, so long ones would be too few; rates of very short ones vanish.
    const Duration shortest{over * kLeastSitting * 1000 / (kConferences * kConferenceSeatsMilli)};
    load.conference_length =
        std::max(std::min<Duration>(load.conference_length, kLongest), shortest);
    sitting = std::min<std::int64_t>(
        1000, kConferences * kConferenceSeatsMilli / 1000 * load.conference_length.count() / over);
  }
  return "holds " + about(held(), "conference") + " of " +
         reading::duration_text(load.conference_length) +
         (load.content_permille == 1000 ? " with content" : "");
}

void scale_load(Scenario& scenario, std::vector<std::string>& notes) {
  LoadSpec& load = scenario.load;
  if (!load.enabled) return;
  const std::int64_t over = std::max(kShortest, scenario.duration).count();
  const std::string changes = scale_changes(load, over);
  const std::string conferences = scale_conferences(load, over);
  if (changes.empty() && conferences.empty()) return;
  notes.push_back("each " + changes + (changes.empty() || conferences.empty() ? "" : " and ") +
                  conferences + " in " + reading::duration_text(Duration(over)));
}

void scale_seats(Scenario& scenario, const Kinds& kinds, const SeatPattern& seats,
                 std::vector<std::string>& notes) {
  const auto put = [&](const char* name, std::int64_t every) {
    std::erase_if(scenario.parameters, [&](const auto& one) {  // it may go by its assumption
      return find_parameter(one.first) == find_parameter(name);
    });
    scenario.parameters[name] = std::to_string(every);
  };
  put("remoteEvery", seats.remote_every);
  put("roamingEvery", seats.roaming_every);
  if (kinds[static_cast<std::size_t>(Seat::kRoaming)] && seats.roaming_every == 0) {
    notes.push_back("nobody among them sits at the partner's site; --users 3 adds one");
  }
}

/// A user whom the file names, and the one of the same pool who stands for them at scale.
struct NamedUser {
  std::string name;  // "u-000004"
  std::size_t pool = 0;
  std::int64_t place = 0;  // within the pool
  Seat seat = Seat::kInside;
  std::int64_t small = -1;
};

std::vector<NamedUser> named_users(const Scenario& whole) {
  World world;
  build_world(whole, world);
  std::map<std::string, NamedUser> found;
  static const std::regex kName("u-([0-9]{6})");
  std::string text = whole.text;
  for (const SourceFile& part : whole.included) text += "\n" + part.text;
  for (std::sregex_iterator at(text.begin(), text.end(), kName), end; at != end; ++at) {
    std::int64_t number = std::stoll((*at)[1].str());
    NamedUser user{(*at)[0].str(), 0, 0, Seat::kInside, -1};
    for (; user.pool < whole.topology.pools.size(); ++user.pool) {
      const std::int64_t here = whole.topology.pools[user.pool].users;
      if (number < here) break;
      number -= here;
    }
    user.place = number;
    if (user.pool >= whole.topology.pools.size()) continue;
    user.seat = seats_of(world, user.pool).at(number);
    found.emplace(user.name, user);
  }
  std::vector<NamedUser> out;
  for (auto& [name, user] : found) out.push_back(user);
  return out;
}

/// Everybody gets a free place of their own kind among the first `users` of the pool, the old one
/// if it is that; the next free one where there is none. Returns how many users a pool that takes.
std::int64_t find_places(std::vector<NamedUser>& named, std::int64_t users, SeatPattern seats) {
  std::set<std::pair<std::size_t, std::int64_t>> taken;
  const auto take = [&](NamedUser& user, std::int64_t place) {
    if (place >= users || seats.at(place) != user.seat) return false;
    if (!taken.emplace(user.pool, place).second) return false;
    user.small = place;
    return true;
  };
  for (NamedUser& user : named) take(user, user.place);
  std::int64_t needed = users;
  for (NamedUser& user : named) {
    for (std::int64_t place = 0; user.small < 0 && place < users; ++place) take(user, place);
    if (user.small >= 0) continue;
    user.small = 0;
    while (!taken.emplace(user.pool, user.small).second) ++user.small;
    needed = std::max(needed, user.small + 1);
  }
  return needed;
}

/// The texts with every named user by the number they have at `users` a pool; as long as before, so
/// that what is said of a place in them stays true.
ScenarioSource renamed(const Scenario& whole, const std::vector<NamedUser>& named,
                       std::int64_t users, std::vector<std::string>& notes) {
  ScenarioSource out{whole.file, whole.text, whole.included, whole.topology_text};
  const auto rename = [](const std::string& before, const std::string& name, const std::string& by,
                         std::string& after) {
    for (std::size_t at = before.find(name); at != std::string::npos;
         at = before.find(name, at + 1)) {
      after.replace(at, by.size(), by);
    }
  };
  for (const NamedUser& user : named) {
    const std::string digits =
        std::to_string(static_cast<std::int64_t>(user.pool) * users + user.small);
    const std::string name = "u-" + std::string(6 - digits.size(), '0') + digits;
    if (name == user.name) continue;
    notes.push_back(user.name + " of the scenario is " + name);
    rename(whole.text, user.name, name, out.text);
    for (std::size_t i = 0; i < whole.included.size(); ++i) {
      rename(whole.included[i].text, user.name, name, out.included[i].text);
    }
  }
  return out;
}

ScaledScenario scaled_down(const Scenario& whole, const ScenarioOptions& options,
                           const ProofScale& scale) {
  ScaledScenario out;
  out.scenario = whole;
  std::int32_t users = 0;
  std::int32_t population = 0;
  for (const Pool& pool : whole.topology.pools) {
    users = std::max(users, pool.users);
    population = std::max(population, pool.population);
  }
  if (scale.users == 0 || sets(options, "users")) return out;
  const Kinds kinds = kinds_of(whole);
  const bool own_seats =
      sets_parameter(options, "remoteEvery") || sets_parameter(options, "roamingEvery");
  const std::int64_t wanted = scale.users != ProofScale::kOneOfEachKind
                                  ? scale.users
                                  : std::max<std::int64_t>(2, std::ranges::count(kinds, true));
  if (users <= wanted) return out;
  const SeatPattern seats = few_seats(kinds, wanted);
  std::vector<NamedUser> named = named_users(whole);
  const std::int64_t few = find_places(named, wanted, seats);
  if (few >= users) return out;
  const ScenarioSource source = renamed(whole, named, few, out.notes);
  ScenarioOptions scaled = options;
  scaled.case_name = whole.case_name;
  scaled.set.push_back("users=" + std::to_string(few));
  Diagnostics quiet;
  std::vector<Scenario> small = read_scenario_source(source, scaled, quiet);
  if (small.size() != 1) {
    out.notes = {std::to_string(users) + " users a pool, since the scenario cannot do with fewer"};
    return out;
  }
  small.front().topology_file = whole.topology_file;
  out.scenario = std::move(small.front());
  out.notes.insert(out.notes.begin(), std::to_string(few) +
                                          " users a pool stand for its population (" +
                                          std::to_string(population) + ")");
  if (!own_seats) scale_seats(out.scenario, kinds, seats, out.notes);
  scale_load(out.scenario, out.notes);
  return out;
}

}  // namespace

std::vector<ScaledScenario> read_scaled(const std::string& file, const ScenarioOptions& options,
                                        const ProofScale& scale, Diagnostics& diagnostics) {
  std::vector<ScaledScenario> out;
  for (const Scenario& whole : read_scenario_cases(file, options, diagnostics)) {
    out.push_back(scaled_down(whole, options, scale));
    // Nothing reads what is published, so publications would only part what is the same.
    out.back().scenario.load.presence_publications_per_hour_milli = 0;
  }
  return out;
}

}  // namespace firedrill
