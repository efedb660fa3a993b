// A finished campaign as text, as JSON and as JUnit.
#pragma once

#include <string>
#include <vector>

#include "sim/explore/campaign_failures.hpp"
#include "sim/explore/range_effects.hpp"
#include "sim/explore/unreached.hpp"

namespace firedrill {

/// Everything a report of a campaign may use.
struct CampaignReport {
  const Campaign& campaign;
  const std::vector<FailureReport>& failures;
  const std::vector<SavedFailure>& saved;
  const std::vector<Unreached>& unreached;
  const DiscoveryCurve& curve;
  bool coverage_required = false;
  std::vector<std::vector<RangeEffect>> ranges = {};  // by scenario; see campaign_ranges.hpp
};

/// Of the whole campaign: violated outweighs unknown, and unknown outweighs held. A campaign that
/// was stopped is unknown unless something was violated.
[[nodiscard]] Verdict verdict_of(const CampaignReport& report);

/// The command line that makes the runs again; "..." where the files would be too long to print.
[[nodiscard]] std::string campaign_again(const Campaign& campaign, bool without_files);

struct CampaignTextOptions {
  std::size_t failures_max = 12;  // further causes are counted, not shown
};
[[nodiscard]] std::string campaign_as_text(const CampaignReport& report,
                                           const CampaignTextOptions& options);
[[nodiscard]] std::string campaign_as_json(const CampaignReport& report);
/// One test case a scenario file, one for each saved failure, and one for the coverage.
[[nodiscard]] std::string campaign_as_junit(const CampaignReport& report);

}  // namespace firedrill
