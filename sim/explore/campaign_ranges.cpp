// Makes the first runs of each scenario again, twice for each range.
#include "sim/explore/campaign_ranges.hpp"

#include <algorithm>

namespace firedrill {

std::vector<std::vector<RangeEffect>> campaign_ranges(const Campaign& campaign,
                                                      const std::function<bool()>& stop) {
  std::vector<std::vector<RangeEffect>> out(campaign.scenarios().size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    const CampaignScenario& scenario = *campaign.scenarios()[i];
    if (ranges_of(scenario.as_written).empty()) continue;
    std::vector<Scenario> runs;
    const std::uint64_t count = std::min(campaign.rounds(), kPairsOfEach);
    for (std::uint64_t n = 0; n < count; ++n) {
      runs.push_back(scenario.scenario_of(
          scenario.swarm->make(campaign.options().seed, campaign.options().first + n)));
    }
    out[i] = range_effects(runs, stop);
  }
  return out;
}

}  // namespace firedrill
