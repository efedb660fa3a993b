// The discovery curve of a campaign. Whether more running is worth it follows from how much was met
// by a single run only: that share of runs (Good and Turing) is what the next run finds new.
#include <fmt/format.h>

#include <bit>

#include "sim/explore/campaign.hpp"

namespace firedrill {
namespace {

std::string grouped(std::uint64_t n) {
  std::string out = std::to_string(n);
  for (std::size_t at = out.size(); at > 3;) out.insert(at -= 3, ",");
  return out;
}

std::string sentence_of(const DiscoveryCurve& curve, std::uint64_t runs) {
  if (runs < 64) return "too few runs to say whether more would find more";
  if (curve.met_once == 0) {
    return fmt::format(
        "every one of the {} combinations was met by more than one run: more runs of this kind "
        "will hardly find more",
        grouped(curve.cells));
  }
  const std::uint64_t one_in = runs / curve.met_once;
  const bool worth = one_in < 1000;
  return fmt::format(
      "{} of {} combinations were met by a single run, so about 1 run in {} still finds a new one: "
      "{}",
      grouped(curve.met_once), grouped(curve.cells), grouped(std::max<std::uint64_t>(one_in, 1)),
      worth ? "more runs are worth it" : "more runs of this kind will hardly find more");
}

}  // namespace

DiscoveryCurve discovery_curve(const Campaign& campaign) {
  DiscoveryCurve out;
  const CampaignTally& tally = campaign.tally();
  const std::uint64_t runs = tally.runs();
  for (std::uint64_t up_to = 1; runs > 0; up_to *= 2) {
    out.points.push_back({std::min(up_to, runs), 0, 0});
    if (up_to >= runs) break;
  }
  const auto point = [&](std::uint64_t order) -> DiscoveryCurve::Point& {
    const auto doubling = static_cast<std::size_t>(std::bit_width(order));
    return out.points[std::min(doubling, out.points.size() - 1)];
  };
  for (const Met& met : tally.probes.cells) {
    if (met.runs == 0) continue;
    ++out.cells;
    out.met_once += met.runs == 1 ? 1 : 0;
    ++point(met.first).fresh_cells;
  }
  for (const ScenarioTally& scenario : tally.scenarios) {
    for (const auto& [slice, group] : scenario.groups) ++point(group.met.first).fresh_causes;
  }
  out.sentence = sentence_of(out, runs);
  return out;
}

}  // namespace firedrill
