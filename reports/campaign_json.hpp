// Parts of a campaign as JSON, shared by its summary and its record. Private to this room.
#pragma once

#include <nlohmann/json.hpp>

#include "reports/campaign_text.hpp"

namespace firedrill {

/// [[probe, runs, first], ...] of those that were met.
[[nodiscard]] nlohmann::ordered_json probes_json(const ProbeTally& tally);
/// [[cell, runs, first], ...]; cell = (probe * families + family) * phases + phase.
[[nodiscard]] nlohmann::ordered_json cells_json(const ProbeTally& tally);
[[nodiscard]] nlohmann::ordered_json tally_json(const ScenarioTally& tally);
[[nodiscard]] nlohmann::ordered_json failure_json(const CampaignReport& report,
                                                  const FailureReport& failure);
/// What moved with the parameters given as ranges: [{scenario, effects}, ...] of those that have
/// any.
[[nodiscard]] nlohmann::ordered_json ranges_json(const CampaignReport& report);
[[nodiscard]] nlohmann::ordered_json curve_json(const DiscoveryCurve& curve);
[[nodiscard]] nlohmann::ordered_json unreached_json(const std::vector<Unreached>& unreached);

}  // namespace firedrill
