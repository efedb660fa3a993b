// Records of proofs and campaigns, read back for reports: what covers what with which outcome, and
// runs that can be made again from them.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "firedrill/verdict.hpp"
#include "sim/scenario/scenario.hpp"

namespace firedrill {

/// The record of a proof. Parts of the covering are kept as what can be drawn of them: ranges of
/// one fault's instant, or a raster of two.
struct ProofRecordData {
  static constexpr std::size_t kRaster = 160;  // columns and rows of the square

  std::string file;
  std::string case_name;  // of its matrix
  std::string again;      // the command line that gives the proof again
  Scenario scenario;      // judged as under faults
  std::uint32_t faults = 0;
  std::int64_t end_ms = 0;
  std::vector<std::string> choices;
  struct OutcomeOf {
    std::vector<std::string> claims;
    Verdict verdict = Verdict::kHeld;
    bool known = false;  // broken, as the scenario allows for
  };
  std::vector<OutcomeOf> outcomes;  // number 0 stands for "none"
  /// Of one fault: by choice, the instants at which an outcome begins, ascending.
  struct Range {
    std::int64_t from = 0;
    std::uint32_t outcome = 0;
  };
  std::map<std::size_t, std::vector<Range>> strips;
  std::map<std::size_t, std::size_t> parts_of;  // by choice
  /// Where parts begin, as far as a strip can show them; by choice.
  std::map<std::size_t, std::vector<std::int64_t>> marks;
  /// Of two faults: the worst outcome by column (first fault) and row (second); 0 = no such part.
  std::vector<std::uint32_t> square;
  /// Up to so many parts, evenly spaced, as faults to be struck.
  static constexpr std::size_t kSamples = 2000;
  struct Sample {
    std::vector<std::pair<std::size_t, std::int64_t>> faults;  // choice, instant
    std::vector<std::string> mishaps;
  };
  std::vector<Sample> samples;
  std::uint64_t parts = 0;
  nlohmann::ordered_json footer;
};

[[nodiscard]] std::optional<ProofRecordData> read_proof_record(const std::string& path,
                                                               Diagnostics& diagnostics);

/// The record of a campaign, line by line as documented by `firedrill schema record`.
struct CampaignRecordData {
  nlohmann::ordered_json header;
  nlohmann::ordered_json tables;  // the last snapshot
  std::vector<nlohmann::ordered_json> batches;
  std::vector<nlohmann::ordered_json> failures;
  nlohmann::ordered_json ranges = nlohmann::ordered_json::array();  // {scenario, effects}
  nlohmann::ordered_json curve;
  nlohmann::ordered_json footer;  // null in the record of a campaign that was killed
};
[[nodiscard]] std::optional<CampaignRecordData> read_campaign_record(const std::string& path,
                                                                     Diagnostics& diagnostics);

enum class RecordOf : std::uint8_t { kNone, kProof, kCampaign };
/// What kind of record `path` begins like.
[[nodiscard]] RecordOf kind_of_record(const std::string& path);

}  // namespace firedrill
