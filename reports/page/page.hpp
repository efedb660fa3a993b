// The report as one HTML file that opens offline: what to read first, then everything else, with a
// slider over time. The file holds its data as JSON, its pictures as SVG, and all code it needs.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "reports/pictures/record_reader.hpp"
#include "reports/pictures/recorded_run.hpp"

namespace firedrill {

struct PagePicture {
  std::string name;
  std::string title;
  std::string caption;
  std::string svg;
};

/// `live`: the topology with a name for every part (TopologyPicture::live), or empty.
[[nodiscard]] std::string write_page(const nlohmann::ordered_json& data,
                                     const std::vector<PagePicture>& pictures,
                                     const std::string& live);

/// What the page says of a run, without pictures.
[[nodiscard]] nlohmann::ordered_json page_data(const RecordedRun& run);
/// Of the record of a proof or a campaign; `file` is what the record is called.
[[nodiscard]] nlohmann::ordered_json page_data(const ProofRecordData& record,
                                               const std::string& file);
[[nodiscard]] nlohmann::ordered_json page_data(const CampaignRecordData& record,
                                               const std::string& file);

}  // namespace firedrill
