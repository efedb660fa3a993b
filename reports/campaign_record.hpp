// The record of a campaign: one JSON object a line, readable at any moment, also of a campaign that
// was killed. `firedrill schema record` documents it.
//
//   header     versions, the campaign's seed, scenarios, names of probes, families and phases
//   batches    which runs, how each scenario fared in them, cells met for the first time
//   snapshots  the whole tables, when the number of runs has doubled, and at the end
//   failures   one line a cause, at the end
//   footer     verdict and how many runs there were
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include "reports/campaign_text.hpp"

namespace firedrill {

inline constexpr int kCampaignRecordVersion = 1;

class CampaignRecord final : public CampaignListener {
 public:
  /// Opens `path` and writes the header; `ok()` tells whether that worked.
  CampaignRecord(const std::string& path, const Campaign& campaign);
  ~CampaignRecord() override;
  CampaignRecord(const CampaignRecord&) = delete;
  CampaignRecord& operator=(const CampaignRecord&) = delete;
  [[nodiscard]] bool ok() const { return file_ != nullptr && !failed_; }
  void on_batch(const CampaignTally& batch, const CampaignTally& all) override;
  /// Writes what is left; false when the disk refused something on the way.
  bool finish(const CampaignReport& report);

 private:
  void put(const std::string& line);
  void snapshot(const CampaignTally& all);

  const Campaign& campaign_;
  std::FILE* file_ = nullptr;
  bool failed_ = false;
  std::uint64_t runs_ = 0;           // recorded so far
  std::uint64_t next_snapshot_ = 1;  // number of runs
  std::uint64_t last_snapshot_ = 0;
};

[[nodiscard]] std::string record_schema();

}  // namespace firedrill
