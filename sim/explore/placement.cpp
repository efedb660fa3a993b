// Round instants are picked greedily; a zone is closed, so whatever is picked first leaves
// something for the others.
#include "sim/explore/placement.hpp"

#include <algorithm>

#include "sim/scenario/mishaps.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

constexpr std::int64_t kGrains[] = {3'600'000, 1'800'000, 600'000, 300'000, 60'000,
                                    30'000,    10'000,    1'000,   100,     1};

/// The roundest word between the two; words of the start's anchor are milliseconds plus kStart.
std::int64_t roundest(std::int64_t lowest, std::int64_t highest) {
  const std::int64_t low = lowest - Instant::kStart;
  const std::int64_t high = highest - Instant::kStart;
  for (const std::int64_t grain : kGrains) {
    const std::int64_t at = (std::max<std::int64_t>(low, 0) + grain - 1) / grain * grain;
    if (at <= high) return at + Instant::kStart;
  }
  return lowest;
}

Point point_of(const Zone& zone) {
  const auto words = zone.point(roundest);
  Point out;
  for (int i = 1; i < zone.variables(); ++i) {
    out.push_back(words[static_cast<std::size_t>(i)] - Instant::kStart);
  }
  return out;
}

}  // namespace

Point round_point(const Zone& zone) {
  return point_of(zone);
}

Point worst_point(const WorstCase& worst) {
  Zone corner = worst.where.zone;
  // from - to is at least this everywhere, and at the corner it is just this.
  (void)corner.restrict(worst.from.anchor(), worst.to.anchor(),
                        worst.to.offset() - worst.from.offset() - worst.ms);
  return point_of(corner);
}

Scenario scenario_at(const Scenario& scenario, const World& search_world,
                     const Placement& placement, const Point& point) {
  Scenario out = scenario;
  out.judged_under_faults = true;
  for (std::size_t i = 0; i < placement.faults.size(); ++i) {
    FaultSpec fault = search_world.menu[placement.faults[i].item];
    fault.trigger = {};
    fault.trigger.kind = Trigger::Kind::kAt;
    fault.trigger.at = Duration(point[i]);
    fault.has_repair = placement.faults[i].repair.count() > 0;
    fault.repair_after = placement.faults[i].repair;
    fault.text = fault_text(fault, scenario);
    out.faults.push_back(std::move(fault));
  }
  for (MishapSpec mishap : placement.mishaps) {
    mishap.text = mishap_text(mishap, scenario);
    out.mishaps.push_back(std::move(mishap));
  }
  for (const UnusualOrder& unusual : placement.pins) {
    PinnedOrder order;
    const Instant at = unusual.at;
    const std::int64_t base =
        at.anchor() == 0 ? -Instant::kStart : point[static_cast<std::size_t>(at.anchor()) - 1];
    order.at = Duration(base + at.offset());
    for (const Slot slot : unusual.slots) {
      const Layout::SlotName name = search_world.layout.name_of(slot);
      order.events.push_back({static_cast<std::uint8_t>(name.kind), name.entity});
    }
    out.orders.push_back(std::move(order));
  }
  return out;
}

std::string placement_text(const Scenario& scenario, const World& search_world,
                           const Placement& placement, const Point& point) {
  std::string out;
  const Scenario placed = scenario_at(scenario, search_world, placement, point);
  for (std::size_t i = scenario.faults.size(); i < placed.faults.size(); ++i) {
    if (!out.empty()) out += "; ";
    out += placed.faults[i].text;
  }
  for (std::size_t i = scenario.mishaps.size(); i < placed.mishaps.size(); ++i) {
    if (!out.empty()) out += "; ";
    out += placed.mishaps[i].text;
  }
  if (out.empty()) out = "no added fault";
  if (!placement.pins.empty()) out += ", in one order of simultaneous events";
  return out;
}

}  // namespace firedrill
