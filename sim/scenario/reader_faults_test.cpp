// Every sentence of a fault, every moment, the mapping form, flapping and references.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/scenario/reader_faults.hpp"
#include "sim/scenario/reader_test_topology.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill::scenario_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kHead[] =
    "firedrill: 1\ntopology: p\nprocedure: [wait 1m, wait 2m, wait 3m]\nfaults:\n";

std::vector<FaultSpec> faults(const std::string& lines) {
  Diagnostics diagnostics;
  const auto scenario = read(kHead + lines, diagnostics);
  EXPECT_TRUE(scenario) << messages(diagnostics);
  return scenario ? scenario->faults : std::vector<FaultSpec>{};
}

std::vector<std::string> mistakes(const std::string& lines) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read(kHead + lines, diagnostics));
  return places(diagnostics, "drill.yaml");
}

TEST(FaultReader, ReadsEverySentence) {
  const std::vector<FaultSpec> all = faults(
      "  - at 1h site datacenter1 is lost\n"
      "  - at 1h site Branch office fails\n"
      "  - at 1h wan Datacenter2 - Datacenter1 is cut, back after 2h\n"
      "  - at 1h front end fe1b is lost\n"
      "  - at 1h pool POOL2.contoso.com is down\n"
      "  - at 1h sql be1a.contoso.com is lost, back after 30m\n"
      "  - at 1h mirroring of pool1 is suspended\n"
      "  - at 1h log disk of w1 is full\n"
      "  - at 1h file store of pool2 is lost with its content, back after 1h\n"
      "  - at 1h cms database is lost\n"
      "  - at 1h cms database of pool2 is lost\n"
      "  - at 1h backup service of pool1 stops\n"
      "  - at 1h backup service of fe2a stops\n"
      "  - at 1h next 2 failbacks of pool1 fail hydration\n"
      "  - at 1h next failback of pool1 fails hydration\n"
      "  - at 1h edge pool edge1 is lost\n"
      "  - at 1h edge server edge1b is lost\n");
  std::vector<std::pair<std::string, Index>> got;
  for (const FaultSpec& fault : all) got.emplace_back(fault_name(fault.kind), fault.entity);
  const std::vector<std::pair<std::string, Index>> expected = {
      {"site-down", 0},          {"site-down", 2},         {"wan-down", 0},
      {"front-end-down", 1},     {"pool-down", 1},         {"sql-down", 0},
      {"mirror-desync", 0},      {"log-disk-full", 2},     {"file-store-down", 1},
      {"cms-database-down", 0},  {"cms-database-down", 1}, {"backup-service-stop", 0},
      {"backup-server-stop", 3}, {"hydration-fault", 0},   {"hydration-fault", 0},
      {"edge-pool-down", 0},     {"edge-server-down", 1}};
  EXPECT_EQ(got, expected);
  ASSERT_EQ(all.size(), expected.size());
  EXPECT_TRUE(all[2].has_repair);
  EXPECT_EQ(all[2].repair_after, hours(2));
  EXPECT_FALSE(all[3].has_repair);
  EXPECT_TRUE(all[8].lose_content);
  EXPECT_EQ(all[13].count, 2);
  EXPECT_EQ(all[14].count, 1);
}

TEST(FaultReader, ReadsEveryMoment) {
  const std::vector<FaultSpec> all = faults(
      "  - 01:00 pool pool1 is lost\n"
      "  - between 1h and 2h pool pool1 is lost\n"
      "  - '5m after step 3 pool pool1 is lost'\n"
      "  - 5m after step 3: pool pool1 is lost\n"
      "  - after step 1: pool pool1 is lost\n"
      "  - 30s after fault 1: pool pool1 is lost\n"
      "  - when state of pool1 = FailedOver: pool pool2 is lost\n"
      "  - 2m after state of pool1 = FailedOver: pool pool2 is lost\n"
      "  - at 90s: pool pool2 is lost\n");
  using Kind = Trigger::Kind;
  ASSERT_EQ(all.size(), 9U);
  EXPECT_EQ(all[0].trigger.at, hours(1));
  EXPECT_EQ(all[1].trigger.kind, Kind::kBetween);
  EXPECT_EQ(all[1].trigger.latest, hours(2));
  for (const std::size_t i : {std::size_t{2}, std::size_t{3}}) {
    EXPECT_EQ(all[i].trigger.kind, Kind::kAfterStep);
    EXPECT_EQ(all[i].trigger.reference, 2);
    EXPECT_EQ(all[i].trigger.delay, minutes(5));
  }
  EXPECT_EQ(all[4].trigger.delay, Duration(0));
  EXPECT_EQ(all[5].trigger.kind, Kind::kAfterFault);
  EXPECT_EQ(all[5].trigger.reference, 0);
  EXPECT_EQ(all[6].trigger.kind, Kind::kWhen);
  EXPECT_EQ(all[7].trigger.kind, Kind::kWhen);
  EXPECT_EQ(all[7].trigger.delay, minutes(2));
  EXPECT_EQ(all[8].trigger.at, seconds(90));
}

TEST(FaultReader, ReadsTheMappingForm) {
  const std::vector<FaultSpec> all = faults(
      "  - {at: 1h, fault: site-down, of: Datacenter1, back after: 40m}\n"
      "  - {between: [1h, 2h], fault: wan-down, of: Datacenter1 - Datacenter2}\n"
      "  - {between: 1h and 2h, fault: file-store-down, of: pool1, with content: yes}\n"
      "  - {after: step 2, delay: 1m, fault: hydration-fault, of: pool1, count: 3}\n"
      "  - {when: state of pool1 = FailedOver, fault: cms-database-down}\n"
      "  - {at: 1h, fault: sql-down, of: be1a, times: 3, every: 10m, back after: 1m}\n");
  ASSERT_EQ(all.size(), 8U);
  EXPECT_EQ(all[0].repair_after, minutes(40));
  EXPECT_EQ(all[1].trigger.latest, hours(2));
  EXPECT_TRUE(all[2].lose_content);
  EXPECT_EQ(all[3].count, 3);
  EXPECT_EQ(all[3].trigger.delay, minutes(1));
  EXPECT_EQ(all[4].entity, 0);
  EXPECT_EQ(all[7].trigger.at, hours(1) + minutes(20));
}

TEST(FaultReader, ExpandsFlappingAndKeepsReferencesAsWritten) {
  const std::vector<FaultSpec> all = faults(
      "  - flapping: at 1h wan Datacenter1 - Datacenter2 is cut, back after 30s, 5 times every 2m\n"
      "  - 1m after fault 3: pool pool1 is lost\n"
      "  - at 3h pool pool2 is lost\n");
  ASSERT_EQ(all.size(), 7U);
  EXPECT_EQ(all[4].trigger.at, hours(1) + minutes(8));
  EXPECT_EQ(all[4].repair_after, seconds(30));
  EXPECT_EQ(all[5].trigger.reference, 6) << "the third as written is the seventh that strikes";
}

TEST(FaultReader, ReportsWhatCannotBe) {
  EXPECT_THAT(mistakes("  - at 1h sitte Datacenter1 is lost\n"), ElementsAre("5:11 FD1020"));
  EXPECT_THAT(mistakes("  - at 1h pool pool1 is cut\n"), ElementsAre("5:22 FD1020"));
  EXPECT_THAT(mistakes("  - pool pool1 is lost\n"), ElementsAre("5:5 FD1022"));
  EXPECT_THAT(mistakes("  - at 1h pool fe1a is lost\n"), ElementsAre("5:16 FD1021"));
  EXPECT_THAT(mistakes("  - at 1h wan Datacenter1 - Branch office is cut\n"),
              ElementsAre("5:15 FD1025"));
  EXPECT_THAT(mistakes("  - at 1h mirroring of pool2 is suspended\n"), ElementsAre("5:24 FD1025"));
  EXPECT_THAT(mistakes("  - between 2h and 1h pool pool1 is lost\n"), ElementsAre("5:20 FD1016"));
  EXPECT_THAT(mistakes("  - at 1h pool pool1 is lost, bakc after 2m\n"),
              ElementsAre("5:31 FD1020"));
  EXPECT_THAT(mistakes("  - at 1h pool pool1 is lost with its content\n"),
              ElementsAre("5:5 FD1089"));
  EXPECT_THAT(mistakes("  - at 1h pool pool1 is lost, back after 3m, 2 times every 1m\n"),
              ElementsAre("5:5 FD1089"));
  EXPECT_THAT(mistakes("  - {at: 1h, fault: site-up, of: Datacenter1}\n"),
              ElementsAre("5:21 FD1024"));
  EXPECT_THAT(mistakes("  - {at: 1h, after: step 1, fault: pool-down, of: pool1}\n"),
              ElementsAre("5:5 FD1016"));
  EXPECT_THAT(mistakes("  - {at: 1h, fault: pool-down}\n"), ElementsAre("5:5 FD1014"));
  EXPECT_THAT(mistakes("  - after fault 2: pool pool1 is lost\n"
                       "  - after fault 1: pool pool2 is lost\n"),
              ElementsAre("5:5 FD1087", "6:5 FD1087"));
  EXPECT_THAT(mistakes("  - after lunch: pool pool1 is lost\n"), ElementsAre("5:11 FD1022"));
}

TEST(FaultReader, ReadsOneLineAgainstAScenario) {
  Diagnostics diagnostics;
  const auto scenario = read(std::string(kHead) + "  - at 1h pool pool1 is lost\n", diagnostics);
  ASSERT_TRUE(scenario);
  const auto line = read_fault_line("2m after fault 1 site Datacenter2 is lost", "--fault",
                                    *scenario, diagnostics);
  ASSERT_TRUE(line) << messages(diagnostics);
  EXPECT_EQ(fault_text(line->front(), *scenario), "2m after fault 1: site Datacenter2 is lost");
  EXPECT_FALSE(read_fault_line("at 1h pool pool9 is lost", "--fault", *scenario, diagnostics));
  EXPECT_THAT(messages(diagnostics), HasSubstr("--fault:1:12: error FD1021"));
}

}  // namespace
}  // namespace firedrill::scenario_test
