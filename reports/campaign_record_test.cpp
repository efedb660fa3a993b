// The record: readable line by line at any moment, and saying what the campaign says.
#include "reports/campaign_record.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

namespace firedrill {
namespace {

using nlohmann::json;

std::vector<std::unique_ptr<CampaignScenario>> scenarios() {
  std::vector<std::unique_ptr<CampaignScenario>> out;
  for (const char* name : {"pool-failover", "wan-partition"}) {
    Diagnostics diagnostics;
    auto scenario = read_scenario_file(
        std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/documented/" + name + ".yaml", {},
        diagnostics);
    out.push_back(std::make_unique<CampaignScenario>(std::move(*scenario), name, false));
  }
  return out;
}

std::vector<json> lines_of(const std::string& file) {
  std::vector<json> out;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) out.push_back(json::parse(line));
  return out;
}

class RecordTest : public ::testing::Test {
 protected:
  ~RecordTest() override { std::remove(file.c_str()); }
  const std::string file =
      "campaign_record_test." +
      std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()) + ".jsonl";
  const std::atomic<bool> stop{false};
};

TEST_F(RecordTest, IsReadableWithoutItsEnd) {
  Campaign campaign(scenarios(), {.runs = 2000, .jobs = 2});
  CampaignRecord record(file, campaign);
  ASSERT_TRUE(record.ok());
  campaign.run(stop, record);  // and then the program is killed: nothing is finished
  const std::vector<json> lines = lines_of(file);
  ASSERT_GE(lines.size(), 4U);
  EXPECT_EQ(lines.front()["firedrill-record"], kCampaignRecordVersion);
  std::uint64_t runs = 0;
  std::uint64_t cells = 0;
  for (const json& line : lines) {
    if (!line.contains("from")) continue;
    EXPECT_EQ(line["from"], runs);
    runs = line["to"];
    cells += line["new_cells"].size();
  }
  EXPECT_EQ(runs, 4000U);
  EXPECT_EQ(cells, discovery_curve(campaign).cells);
}

TEST_F(RecordTest, EndsWithTheTablesOfTheWholeCampaign) {
  Campaign campaign(scenarios(), {.runs = 40});
  {
    CampaignRecord record(file, campaign);
    campaign.run(stop, record);
    const DiscoveryCurve curve = discovery_curve(campaign);
    const std::vector<Unreached> never = unreached(campaign);
    ASSERT_TRUE(record.finish({campaign, {}, {}, never, curve, false}));
  }
  const std::vector<json> lines = lines_of(file);
  const json& footer = lines.back();
  EXPECT_EQ(footer["end"], true);
  EXPECT_EQ(footer["runs"], 80U);
  EXPECT_EQ(footer["verdict"], "held");
  json tables;
  for (const json& line : lines) {
    if (line.contains("cells")) tables = line;
  }
  EXPECT_EQ(tables["runs"], 80U);
  for (const json& scenario : tables["scenarios"]) {
    std::uint64_t counted = scenario["sign_in_s"]["never"];
    for (const json& count : scenario["sign_in_s"]["counts"]) {
      counted += count[1].get<std::uint64_t>();
    }
    EXPECT_EQ(counted, 40U);
  }
}

}  // namespace
}  // namespace firedrill
