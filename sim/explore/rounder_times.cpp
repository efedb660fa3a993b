// Round is what divides by a large grid; see the list.
#include "sim/explore/rounder_times.hpp"

#include <algorithm>
#include <map>

namespace firedrill {
namespace {

constexpr Duration kGrids[] = {hours(1),   minutes(30), minutes(10), minutes(5),
                               minutes(1), seconds(10), seconds(1)};

constexpr Duration kLengths[] = {minutes(10), minutes(30), hours(1),  hours(2),  hours(3), hours(4),
                                 hours(6),    hours(8),    hours(12), hours(24), hours(48)};

}  // namespace

std::vector<TimePlaces> times_to_round(Scenario& scenario) {
  std::vector<TimePlaces> out;
  const auto add = [&out](Duration& time) {
    if (time.count() > 0) out.push_back({&time});
  };
  std::map<Duration, std::size_t> instants;
  for (FaultSpec& fault : scenario.faults) {
    add(fault.trigger.delay);
    if (fault.trigger.at.count() == 0) continue;
    const auto [known, is_new] = instants.try_emplace(fault.trigger.at, out.size());
    if (is_new) out.emplace_back();
    out[known->second].push_back(&fault.trigger.at);
  }
  for (PinnedOrder& order : scenario.orders) {  // it moves with what it orders
    const auto known = instants.find(order.at);
    if (known != instants.end()) out[known->second].push_back(&order.at);
  }
  for (FaultSpec& fault : scenario.faults) {
    if (fault.has_repair) add(fault.repair_after);
  }
  for (ActorSpec& actor : scenario.actors) add(actor.starts_at);
  for (ActorSpec& actor : scenario.actors) {
    for (StepSpec& step : actor.steps) {
      add(step.wait);
      add(step.retry_every);
    }
  }
  return out;
}

std::vector<Duration> rounder_values(Duration time) {
  std::vector<Duration> out;
  for (const Duration grid : kGrids) {
    const Duration rest = time % grid;
    if (rest.count() == 0) break;  // as round as it gets from here on
    const Duration below = time - rest;
    const Duration above = below + grid;
    const bool down_first = rest < grid - rest;
    for (const Duration value : {down_first ? below : above, down_first ? above : below}) {
      const bool known = std::find(out.begin(), out.end(), value) != out.end();
      if (value.count() > 0 && !known) out.push_back(value);
    }
  }
  return out;
}

std::vector<Duration> shorter_lengths(Duration length) {
  std::vector<Duration> out;
  for (const Duration each : kLengths) {
    if (each < length) out.push_back(each);
  }
  return out;
}

}  // namespace firedrill
