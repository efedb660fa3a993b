// Lines of the record. Numbers stand where names would repeat; the header says what they mean.
#include "reports/campaign_record.hpp"

#include <nlohmann/json.hpp>

#include "reports/campaign_json.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {

using nlohmann::ordered_json;

CampaignRecord::CampaignRecord(const std::string& path, const Campaign& campaign)
    : campaign_(campaign), file_(std::fopen(path.c_str(), "wb")) {
  if (file_ == nullptr) return;
  ordered_json header;
  header["firedrill-record"] = kCampaignRecordVersion;
  header["program"] = FIREDRILL_VERSION;
  header["seed"] = campaign.options().seed;
  header["first"] = campaign.options().first;
  header["twice_every"] = kTwiceEvery;
  header["slips"] = campaign.options().slips;
  header["scenarios"] = ordered_json::array();
  for (const auto& scenario : campaign.scenarios()) {
    const std::string& name = scenario->as_written.case_name;
    ordered_json one{{"file", scenario->file}};
    if (!name.empty()) one["case"] = name;
    one.update({{"title", scenario->as_written.title},
                {"events", scenario->events},
                {"scenario", write_scenario(scenario->as_written)},
                {"topology", scenario->as_written.topology_text}});
    header["scenarios"].push_back(std::move(one));
  }
  if (!campaign.options().case_name.empty()) header["case"] = campaign.options().case_name;
  if (!campaign.options().settings.empty()) header["settings"] = campaign.options().settings;
  header["probes"] = ordered_json::array();
  for (const auto& probe : ProbeTable::get().probes()) header["probes"].push_back(probe.name);
  header["families"] = ordered_json::array();
  for (std::uint32_t f = 0; f < kFamilies; ++f) header["families"].push_back(family_name(f));
  header["phases"] = ordered_json::array();
  for (std::uint32_t p = 0; p < campaign.phases().count(); ++p) {
    header["phases"].push_back(campaign.phases().name(p));
  }
  put(header.dump());
}

CampaignRecord::~CampaignRecord() {
  if (file_ != nullptr) std::fclose(file_);
}

void CampaignRecord::put(const std::string& line) {
  if (file_ == nullptr) return;
  failed_ = failed_ || std::fwrite(line.data(), 1, line.size(), file_) != line.size() ||
            std::fputc('\n', file_) == EOF || std::fflush(file_) != 0;
}

void CampaignRecord::on_batch(const CampaignTally& batch, const CampaignTally& all) {
  ordered_json line;
  line["from"] = runs_;
  runs_ = all.runs();
  line["to"] = runs_;
  line["scenarios"] = ordered_json::array();
  for (const ScenarioTally& t : batch.scenarios) {
    line["scenarios"].push_back({t.runs, t.held, t.known_only, t.violated, t.unknown});
  }
  // A cell is new in this batch when no earlier run met it.
  ordered_json fresh = ordered_json::array();
  for (std::size_t i = 0; i < batch.probes.cells.size(); ++i) {
    const Met& met = batch.probes.cells[i];
    if (met.runs == 0 || all.probes.cells[i].runs != met.runs) continue;
    fresh.push_back({i, met.first});
  }
  line["new_cells"] = std::move(fresh);
  put(line.dump());
  if (runs_ >= next_snapshot_) snapshot(all);
}

void CampaignRecord::snapshot(const CampaignTally& all) {
  if (last_snapshot_ == runs_) return;
  last_snapshot_ = runs_;
  next_snapshot_ = 2 * runs_;
  ordered_json line;
  line["runs"] = runs_;
  line["probes"] = probes_json(all.probes);
  line["cells"] = cells_json(all.probes);
  line["scenarios"] = ordered_json::array();
  for (const ScenarioTally& t : all.scenarios) line["scenarios"].push_back(tally_json(t));
  put(line.dump());
}

bool CampaignRecord::finish(const CampaignReport& report) {
  snapshot(campaign_.tally());
  for (const FailureReport& failure : report.failures) {
    ordered_json line;
    line["failure"] = failure_json(report, failure);
    put(line.dump());
  }
  ordered_json ranges;
  ranges["ranges"] = ranges_json(report);
  if (!ranges["ranges"].empty()) put(ranges.dump());
  ordered_json curve;
  curve["curve"] = curve_json(report.curve);
  put(curve.dump());
  ordered_json footer;
  footer["end"] = true;
  footer["verdict"] = verdict_name(verdict_of(report));
  footer["complete"] = campaign_.complete();
  footer["rounds"] = campaign_.rounds();
  footer["runs"] = runs_;
  footer["never_met"] = unreached_json(report.unreached);
  put(footer.dump());
  return ok();
}

}  // namespace firedrill
