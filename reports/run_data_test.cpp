// The data forms of a run: JSON that parses and says what the text says, and JUnit that is XML with
// as many test cases and failures as it counts.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <sstream>

#include "reports/run_text.hpp"

namespace firedrill {
namespace {

struct Forms {
  std::string json;
  std::string junit;
  std::string text;
};

Forms forms_of(const std::string& lines) {
  std::ifstream file(FIREDRILL_SOURCE_DIR "/scenarios/topologies/pair.yaml");
  std::stringstream topology;
  topology << file.rdbuf();
  Diagnostics diagnostics;
  const auto scenario = read_scenario_text("firedrill: 1\ntopology: pair.yaml\n" + lines,
                                           "a & \"b\".yaml", topology.str(), {}, diagnostics);
  EXPECT_TRUE(scenario);
  World world;
  build_world(*scenario, world);
  Simulation simulation(world, {});
  Timeline timeline(*scenario, simulation);
  Measures measures(simulation);
  AbsenceWatch absences(simulation, scenario->clock_start.count());
  simulation.listen(&absences);
  simulation.listen(&timeline);
  simulation.listen(&measures);
  simulation.run();
  const Figures figures = measures.figures();
  const Outcome outcome = judge(*scenario, simulation, timeline);
  RunReport report{*scenario, simulation, timeline,
                   figures,   outcome,    "firedrill run drill.yaml --seed 7 --strict",
                   ""};
  report.left = left_undone(simulation, figures, absences);
  return {run_as_json(report), run_as_junit(report), run_as_text(report, {})};
}

constexpr const char* kMixed =
    "title: \"a <title> & \\x01 more\"\nduration: 1h\nexpect:\n  - at end: serving of pool1 = yes\n"
    "  - at end: serving of pool2 = no\n  - INV-21\n";

TEST(RunData, JsonParsesAndCarriesTheVerdict) {
  const auto json = nlohmann::json::parse(forms_of(kMixed).json);
  EXPECT_EQ(json.at("verdict"), "violated");
  EXPECT_EQ(json.at("exit_status"), 1);
  EXPECT_EQ(json.at("items").size(), 3U);
  EXPECT_EQ(json.at("title"), "a <title> & \x01 more");
}

TEST(RunData, WhatWasLeftUndoneStandsBelowTheVerdictThatItBroke) {
  const std::string text =
      forms_of(
          "duration: 8h\nload: {conference concurrency: 50%, conferences with content: 100%}\n"
          "procedure:\n  - Invoke-CsManagementServerFailover\n  - wait 10m\n"
          "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
          "Registrar:pool2.contoso.com\n  - wait 10m\n  - Invoke-CsPoolFailover -PoolFqdn pool1\n"
          "  - wait 3h\n  - Invoke-CsPoolFailback -PoolFqdn pool1\n")
          .text;
  ASSERT_NE(text.find("INV-25"), std::string::npos);
  const std::size_t then = text.find("\n          then: Invoke-CsBackupServiceSync -PoolFqdn ");
  ASSERT_NE(then, std::string::npos);
  EXPECT_LT(then, text.find("00:00:00"));
  EXPECT_NE(text.find("\n          then: wait until content missing of pool1.contoso.com = 0, at "),
            std::string::npos);
}

TEST(RunData, AHeldVerdictSaysThatThingsWereLeftUndone) {
  const std::string lost = "duration: 2h\nload: none\nfaults: [at 10m edge pool edge1 is lost]\n";
  const std::string text = forms_of(lost).text;
  EXPECT_TRUE(text.starts_with("HELD  ")) << text;
  EXPECT_NE(text.find("\n          but 6 things were left undone, or missing for an hour or more: "
                      "see below\n"),
            std::string::npos)
      << text;
  EXPECT_EQ(forms_of("duration: 1h\nload: none\n").text.find("left undone"), std::string::npos);
  const std::string normal =
      forms_of(
          "duration: 12h\nload: none\nprocedure:\n  - Invoke-CsManagementServerFailover\n"
          "  - wait until replicas behind = 0, at most 10m\n"
          "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
          "Registrar:pool2.contoso.com\n  - wait until replicas behind = 0, at most 10m\n"
          "  - Invoke-CsPoolFailover -PoolFqdn pool1\n  - wait 3h\n"
          "  - Invoke-CsPoolFailback -PoolFqdn pool1\n"
          "  - topology builder: next hop of edge1 = pool1\n  - topology builder: publish\n"
          "  - wait until replicas behind = 0, at most 10m\n"
          "  - Invoke-CsManagementServerFailover\n")
          .text;
  EXPECT_NE(normal.find("which is normal"), std::string::npos) << normal;
  EXPECT_EQ(normal.find("but "), std::string::npos) << "nothing is to be done";
  EXPECT_EQ(forms_of(lost + "expect: [at end: edge serving of edge1 = yes]\n").text.find("but "),
            std::string::npos)
      << "a verdict that is not held speaks for itself";
}

TEST(RunData, JunitIsXmlWhoseCountsAreThoseOfItsCases) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(forms_of(kMixed).junit.c_str()));
  const pugi::xml_node suite = document.select_node("//testsuite").node();
  const auto count = [&](const char* path) { return document.select_nodes(path).size(); };
  EXPECT_EQ(suite.attribute("tests").as_uint(), count("//testcase"));
  EXPECT_EQ(suite.attribute("failures").as_uint(), count("//testcase[failure]"));
  EXPECT_EQ(count("//testcase[failure]"), 1U);
  EXPECT_GE(count("//testcase"), 3U);
}

TEST(RunData, TheLineThatAsksWhyGivesTheSameRun) {
  EXPECT_NE(
      forms_of(kMixed).text.find("firedrill explain drill.yaml --seed 7 --strict --violation 1"),
      std::string::npos);
}

TEST(RunData, BelowTheVerdictStandsWhatMendsTheRefusalOnce) {
  const std::string text = forms_of(
                               "duration: 1h\nload: none\nprocedure:\n"
                               "  - Invoke-CsPoolFailover -PoolFqdn pool1\n")
                               .text;
  const std::string mends = "          first: Invoke-CsManagementServerFailover\n\n";
  const std::size_t at = text.find(mends);
  ASSERT_NE(at, std::string::npos) << text;
  EXPECT_LT(at, text.find("00:00:00"));
  EXPECT_EQ(text.find(mends, at + 1), std::string::npos);
}

TEST(RunData, AdviceOnTheWayBackIsShownAndNoVerdict) {
  const std::string text =
      forms_of(
          "duration: 12h\nload: none\nprocedure:\n  - Invoke-CsManagementServerFailover\n"
          "  - wait until replicas behind = 0, at most 10m\n"
          "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
          "Registrar:pool2.contoso.com\n"
          "  - \"topology builder: federation of edge1 = no\"\n"
          "  - \"topology builder: publish\"\n"
          "  - wait until replicas behind = 0, at most 10m\n"
          "  - Invoke-CsPoolFailover -PoolFqdn pool1\n"
          "  - Invoke-CsPoolFailback -PoolFqdn pool1\n"
          "  - \"topology builder: federation of edge1 = yes\"\n"
          "  - \"topology builder: publish\"\n")
          .text;
  EXPECT_TRUE(text.starts_with("HELD")) << text;
  EXPECT_NE(text.find("advice    pool1.contoso.com was failed back before edge1.contoso.com, the "
                      "Edge pool of its site"),
            std::string::npos)
      << text;
}

}  // namespace
}  // namespace firedrill
