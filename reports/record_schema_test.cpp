// Real records of a campaign and of proofs against the schema that `firedrill schema record`
// prints: each line is of exactly one kind, down to the fields of what is nested in it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "reports/campaign_record.hpp"
#include "sim/explore/campaign_ranges.hpp"
#include "sim/explore/proof_record.hpp"

namespace firedrill {
namespace {

using nlohmann::json;

bool is_a(const json& value, const std::string& type) {
  return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
         (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
         (type == "integer" && value.is_number_integer());
}

/// As much of JSON Schema as the record's uses.
bool fits(const json& value, const json& schema) {
  if (schema.contains("const") && value != schema["const"]) return false;
  if (schema.contains("enum")) {
    if (std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end()) {
      return false;
    }
  }
  if (schema.contains("type")) {
    const json types = schema["type"].is_array() ? schema["type"] : json::array({schema["type"]});
    if (std::none_of(types.begin(), types.end(),
                     [&](const json& type) { return is_a(value, type.get<std::string>()); })) {
      return false;
    }
  }
  for (const json& name : schema.value("required", json::array())) {
    if (!value.contains(name.get<std::string>())) return false;
  }
  if (value.is_object() && schema.contains("properties")) {
    for (const auto& [name, field] : value.items()) {
      const bool known = schema["properties"].contains(name);
      if (!known && schema.contains("additionalProperties")) return false;
      if (known && !fits(field, schema["properties"][name])) return false;
    }
  }
  if (value.is_array() && schema.contains("items")) {
    return std::all_of(value.begin(), value.end(),
                       [&](const json& each) { return fits(each, schema["items"]); });
  }
  return true;
}

class RecordSchema : public ::testing::Test {
 protected:
  ~RecordSchema() override { std::remove(file.c_str()); }

  static Scenario read(const std::string& name, std::vector<std::string> set) {
    Diagnostics diagnostics;
    ScenarioOptions options;
    options.set = std::move(set);
    return read_scenario_file(std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/" + name, options,
                              diagnostics)
        .value();
  }

  /// Every line of the record is of one kind; says which kinds there are, by their descriptions.
  std::vector<std::string> kinds() {
    const json schema = json::parse(record_schema());
    std::vector<std::string> out;
    std::ifstream in(file);
    for (std::string text; std::getline(in, text);) {
      const json line = json::parse(text);
      int found = 0;
      for (const json& kind : schema["oneOf"]) {
        if (!fits(line, kind)) continue;
        ++found;
        const auto doc = kind["description"].get<std::string>();
        if (std::find(out.begin(), out.end(), doc) == out.end()) out.push_back(doc);
      }
      EXPECT_EQ(found, 1) << text.substr(0, 400);
      if (found != 1) break;
    }
    return out;
  }

  void prove(const std::string& name, std::uint32_t faults, FaultKind kind) {
    Scenario scenario = read(name, {"users=2"});
    ProofOptions options;
    options.search.faults = faults;
    options.search.repairs = {hours(1)};
    options.search.split_mixed = true;
    options.menu.kinds = {kind};
    Proof proof(scenario, options);
    ProofRecord record(file, scenario, proof, "firedrill prove " + name);
    proof.listen(&record);
    const ProofResult result = proof.run();
    ASSERT_TRUE(record.finish(result));
  }

  const std::string file =
      "record_schema_test." +
      std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()) + ".jsonl";
  const std::atomic<bool> stop{false};
};

TEST_F(RecordSchema, KnowsEveryLineOfACampaign) {
  std::vector<std::unique_ptr<CampaignScenario>> scenarios;
  for (const char* name : {"tutorial/fragile.yaml", "documented/pool-failover.yaml"}) {
    scenarios.push_back(
        std::make_unique<CampaignScenario>(read(name, {"cmsFailover=120s..360s"}), name, false));
  }
  Campaign campaign(std::move(scenarios), {.runs = 60});
  {
    CampaignRecord record(file, campaign);
    campaign.run(stop, record);
    FailureOptions quick;
    quick.trials_max = 60;
    quick.story_trials_max = 20;
    const std::vector<FailureReport> failures = failure_reports(campaign, quick);
    ASSERT_FALSE(failures.empty());
    const DiscoveryCurve curve = discovery_curve(campaign);
    const std::vector<Unreached> never = unreached(campaign);
    CampaignReport report{campaign, failures, {}, never, curve, false};
    report.ranges = campaign_ranges(campaign, {});
    ASSERT_TRUE(record.finish(report));
  }
  EXPECT_EQ(kinds().size(), 7U) << "first, batch, tables, failure, ranges, curve, last";
}

TEST_F(RecordSchema, KnowsEveryLineOfAProof) {
  std::set<std::string> met;
  const auto note = [&] {
    for (const std::string& kind : kinds()) met.insert(kind);
  };
  prove("documented/pool-failover.yaml", 1, FaultKind::kBackupService);
  note();
  prove("planted/next-hop-forgotten.yaml", 1, FaultKind::kSite);
  note();
  prove("planted/conference-copy-before-failback.yaml", 1, FaultKind::kFileStore);
  note();
  EXPECT_EQ(met.size(), 9U) << "first, four questions, outcome, leaf, order met before, last";
  std::ifstream in(file);
  std::string last;
  for (std::string text; std::getline(in, text);) last = text;
  EXPECT_FALSE(json::parse(last)["findings"].empty());
}

TEST_F(RecordSchema, RefusesALineOfNoKind) {
  const json schema = json::parse(record_schema());
  for (const char* line : {R"({"q":"z"})", R"({"q":"o"})", R"({"l":[],"t":[],"o":1,"y":2})",
                           R"({"l":[],"t":["now"],"o":1})", R"({"failure":{"rule":"INV-01"}})"}) {
    for (const json& kind : schema["oneOf"]) {
      EXPECT_FALSE(fits(json::parse(line), kind)) << line;
    }
  }
}

}  // namespace
}  // namespace firedrill
