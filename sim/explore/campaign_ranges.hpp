// Which figures of a campaign's runs move with the parameters that its scenarios give as ranges.
#pragma once

#include <functional>
#include <vector>

#include "sim/explore/campaign.hpp"
#include "sim/explore/range_effects.hpp"

namespace firedrill {

/// The runs of each scenario, from the first on, of which pairs are made. They are the campaign's
/// own runs, added faults and all, so that what a range does in trouble is seen too.
inline constexpr std::uint64_t kPairsOfEach = 16;

/// For each scenario of the campaign what its ranges do; empty where it has none, and all empty
/// when `stop` said so.
[[nodiscard]] std::vector<std::vector<RangeEffect>> campaign_ranges(
    const Campaign& campaign, const std::function<bool()>& stop);

}  // namespace firedrill
