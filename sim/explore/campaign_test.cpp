// Campaigns: the same result however the work is split, runs that repeat alone, groups and not
// lists, and coverage that adds up.
#include "sim/explore/campaign.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "sim/explore/campaign_failures.hpp"
#include "sim/explore/unreached.hpp"
#include "sim/scenario/slips.hpp"

namespace firedrill {
namespace {

/// The copy of meeting content as documented, without the line that says it may fail.
constexpr const char* kFragile = R"(firedrill: 1
title: The copy is made once
topology: ../topologies/pair.yaml
duration: 4h
load:
  conference concurrency: 80%
  conference length: 5m
procedure:
  - Invoke-CsManagementServerFailover
  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar Registrar:pool2.contoso.com
  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -Verbose
  - wait 1h
  - Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com -Verbose
  - Invoke-CsBackupServiceSync -PoolFqdn pool2.contoso.com -BackupModule ConfServices.DataConf
  - wait until content missing of pool1 = 0, at most 30m
)";

std::string folder() {
  return std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/documented/";
}

std::unique_ptr<CampaignScenario> documented(const std::string& name) {
  Diagnostics diagnostics;
  auto scenario = read_scenario_file(folder() + name + ".yaml", {}, diagnostics);
  return std::make_unique<CampaignScenario>(std::move(*scenario), name, false);
}

std::unique_ptr<CampaignScenario> fragile(const std::string& more = "", bool slips = false) {
  Diagnostics diagnostics;
  const auto drill = documented("pool-failover");  // for the text of its topology
  auto scenario = read_scenario_text(kFragile + more, folder() + "fragile.yaml",
                                     drill->as_written.topology_text, {}, diagnostics);
  return std::make_unique<CampaignScenario>(std::move(*scenario), "fragile", slips);
}

std::vector<std::unique_ptr<CampaignScenario>> several(
    std::unique_ptr<CampaignScenario> a, std::unique_ptr<CampaignScenario> b = nullptr) {
  std::vector<std::unique_ptr<CampaignScenario>> out;
  out.push_back(std::move(a));
  if (b) out.push_back(std::move(b));
  return out;
}

Campaign run(std::vector<std::unique_ptr<CampaignScenario>> scenarios, CampaignOptions options) {
  Campaign campaign(std::move(scenarios), options);
  CampaignListener nobody;
  const std::atomic<bool> stop{false};
  campaign.run(stop, nobody);
  return campaign;
}

bool same_met(const std::vector<Met>& a, const std::vector<Met>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Met& x, const Met& y) {
    return x.runs == y.runs && x.first == y.first;
  });
}

TEST(Campaign, CountsTheFaultsThatStruckAndNoOthers) {
  // An Edge pool is lost, routes and names change; no site, server or pool is lost, nobody slips.
  const Campaign one = run(several(documented("edge-federation-failover")), {.runs = 1});
  const auto& probes = ProbeTable::get().probes();
  std::vector<std::string> met;
  for (std::size_t i = 0; i < probes.size(); ++i) {
    const bool struck =
        probes[i].kind == ProbeTable::Kind::kFault || probes[i].kind == ProbeTable::Kind::kSlip;
    if (struck && one.tally().probes.probes[i].runs > 0) met.push_back(probes[i].name);
  }
  EXPECT_THAT(met, testing::ElementsAre("edge-pool-down"));
}

TEST(Campaign, ComesToTheSameResultForAnyNumberOfThreads) {
  const Campaign one = run(several(fragile(), documented("wan-partition")), {.runs = 150});
  const Campaign three =
      run(several(fragile(), documented("wan-partition")), {.runs = 150, .jobs = 3});
  ASSERT_EQ(one.tally().runs(), 300U);
  EXPECT_TRUE(same_met(one.tally().probes.probes, three.tally().probes.probes));
  EXPECT_TRUE(same_met(one.tally().probes.cells, three.tally().probes.cells));
  for (std::size_t i = 0; i < 2; ++i) {
    const ScenarioTally& a = one.tally().scenarios[i];
    const ScenarioTally& b = three.tally().scenarios[i];
    EXPECT_EQ(a.events, b.events);
    EXPECT_EQ(a.held, b.held);
    ASSERT_EQ(a.groups.size(), b.groups.size());
    for (auto x = a.groups.begin(), y = b.groups.begin(); x != a.groups.end(); ++x, ++y) {
      EXPECT_EQ(x->first, y->first);
      EXPECT_EQ(x->second.example, y->second.example);
      EXPECT_EQ(x->second.met.runs, y->second.met.runs);
    }
  }
}

TEST(Campaign, MakesEachRunAgainFromItsNumberAlone) {
  const Campaign whole = run(several(fragile()), {.runs = 120});
  const auto& groups = whole.tally().scenarios[0].groups;
  ASSERT_FALSE(groups.empty());
  for (const auto& [slice, group] : groups) {
    const Campaign alone = run(several(fragile()), {.first = group.example, .runs = 1});
    EXPECT_TRUE(alone.tally().scenarios[0].groups.contains(slice)) << slice;
  }
}

TEST(Campaign, RunZeroIsJudgedAsWritten) {
  const Campaign campaign =
      run(several(fragile("expect:\n  - at end: lost writes > 5\n")), {.runs = 1});
  EXPECT_EQ(campaign.tally().scenarios[0].violated, 1U);
  const Campaign added =
      run(several(fragile("expect:\n  - at end: lost writes > 5\n")), {.first = 1, .runs = 5});
  EXPECT_EQ(added.tally().scenarios[0].violated, 0U);
}

TEST(Campaign, AnExpectationUnderFaultsBindsEveryRun) {
  const Campaign campaign =
      run(several(fragile("expect:\n  - always: serving of pool1 = yes\n    under faults: yes\n")),
          {.first = 1, .runs = 100});
  const ScenarioTally& tally = campaign.tally().scenarios[0];
  EXPECT_GT(tally.violated, 5U);
  EXPECT_LT(tally.violated, 100U);
}

TEST(Campaign, AKnownFailureIsCountedAndDoesNotFail) {
  const Campaign campaign =
      run(several(fragile("may fail under faults:\n  - INV-25: because it is run once\n")),
          {.runs = 120});
  const ScenarioTally& tally = campaign.tally().scenarios[0];
  EXPECT_EQ(tally.violated, 0U);
  EXPECT_GT(tally.known_only, 0U);
  EXPECT_EQ(tally.known.at("INV-25").runs, tally.known_only);
  EXPECT_TRUE(tally.groups.empty());
}

TEST(Campaign, ExecutesAStatedFractionTwice) {
  const Campaign campaign = run(several(documented("wan-partition")), {.runs = 130});
  EXPECT_EQ(campaign.tally().scenarios[0].twice, 3U);  // runs 0, 64 and 128
  EXPECT_EQ(campaign.irreproducible(), nullptr);
}

TEST(Campaign, EndsOnAWholeRoundWhenItIsStopped) {
  class StopsAtOnce final : public CampaignListener {
   public:
    void on_progress(std::uint64_t, std::uint64_t) override { stop = true; }
    std::atomic<bool> stop{false};
  };
  Campaign campaign(several(fragile(), documented("wan-partition")), {.runs = 1000000, .jobs = 2});
  StopsAtOnce listener;
  campaign.run(listener.stop, listener);
  EXPECT_FALSE(campaign.complete());
  EXPECT_EQ(campaign.tally().runs(), 2 * campaign.rounds());
  EXPECT_LT(campaign.rounds(), 1000000U);
}

TEST(Campaign, ReportsOneExampleForEachCause) {
  const Campaign campaign = run(several(fragile()), {.runs = 130});
  const std::vector<FailureReport> reports = failure_reports(campaign, {.trials_max = 150});
  const ScenarioTally& tally = campaign.tally().scenarios[0];
  ASSERT_FALSE(reports.empty());
  EXPECT_LT(reports.size(), tally.violated);
  std::size_t slices = 0;
  for (const FailureReport& report : reports) {
    slices += report.slices.size();
    EXPECT_EQ(report.rule, "INV-25");
    EXPECT_FALSE(report.faults.empty());  // without a fault the copy succeeds
    ASSERT_TRUE(report.shrunk.has_value());
    EXPECT_TRUE(report.shrunk->replayed);
  }
  EXPECT_EQ(slices, tally.groups.size());
}

TEST(Campaign, CellsAddUpToProbes) {
  const Campaign campaign = run(several(documented("pool-failover")), {.runs = 60});
  const ProbeTable& table = ProbeTable::get();
  const ProbeTally& tally = campaign.tally().probes;
  for (std::size_t probe = 0; probe < table.with_cells(); ++probe) {
    bool any = false;
    for (std::uint32_t family = 0; family < kFamilies; ++family) {
      for (std::uint32_t phase = 0; phase < tally.phases; ++phase) {
        const Met& met = tally.cells[tally.cell(probe, family, phase)];
        any = any || met.runs > 0;
        EXPECT_LE(met.runs, tally.probes[probe].runs) << table.probes()[probe].name;
      }
    }
    EXPECT_EQ(any, tally.probes[probe].runs > 0) << table.probes()[probe].name;
  }
  const std::size_t site = table.fault(FaultKind::kSite);
  EXPECT_EQ(tally.probes[site].runs, 60U);  // the scenario's own fault strikes in every run
}

TEST(Campaign, AReasonNeverHidesWhatAScenarioCouldReach) {
  const Campaign once = run(several(fragile()), {.runs = 1});
  const auto reason = [](const Campaign& campaign, const char* probe) {
    for (const Unreached& each : unreached(campaign)) {
      if (each.name == probe) return each.reason;
    }
    return std::string("met");
  };
  EXPECT_EQ(reason(once, "INV-15"), "no procedure here repeats a failback");
  const Campaign twice =
      run(several(fragile("  - Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com\n")), {.runs = 1});
  EXPECT_EQ(reason(twice, "INV-15"), "");
}

TEST(Campaign, DrawsSlipsOfOperatorsWhenAsked) {
  const Campaign with = run(several(fragile("", true)), {.first = 1, .runs = 500, .slips = true});
  const Campaign without = run(several(fragile()), {.first = 1, .runs = 200});
  const ProbeTable& table = ProbeTable::get();
  const auto slipped = [&](const Campaign& campaign, SlipKind kind) {
    return campaign.tally().probes.probes[table.slip(kind)].runs;
  };
  EXPECT_GT(slipped(with, SlipKind::kSkip), 0U);
  EXPECT_EQ(slipped(without, SlipKind::kSkip), 0U);
  // A copy that goes wrong leaves the content away in every run: by that slip, not by a fault.
  bool skipped = false;
  for (const auto& [slice, group] : with.tally().scenarios[0].groups) {
    for (int kind = 0; kind < static_cast<int>(SlipKind::kCount); ++kind) {
      const std::string slip = std::string(slip_name(static_cast<SlipKind>(kind))) + " of ";
      skipped = skipped || slice.find(slip + "Invoke-CsBackupServiceSync") != std::string::npos;
    }
  }
  EXPECT_TRUE(skipped);
}

TEST(Campaign, ShrinksAFailureToTheSlipThatItNeeds) {
  const Campaign campaign =
      run(several(fragile("", true)), {.first = 1, .runs = 200, .slips = true});
  bool by_slip_alone = false;
  for (const FailureReport& report :
       failure_reports(campaign, {.shrunk_max = 40, .trials_max = 150})) {
    if (!report.shrunk) continue;
    const Scenario& best = report.shrunk->best.scenario;
    EXPECT_GT(best.faults.size() + best.slips.size(), 0U);
    by_slip_alone = by_slip_alone || (best.faults.empty() && best.slips.size() == 1);
    EXPECT_NE(report.again.find("--slips"), std::string::npos);
  }
  EXPECT_TRUE(by_slip_alone);
}

TEST(DiscoveryCurve, SumsToTheCellsThatWereMet) {
  const Campaign campaign = run(several(documented("pool-failover")), {.runs = 100});
  const DiscoveryCurve curve = discovery_curve(campaign);
  std::uint64_t fresh = 0;
  for (const DiscoveryCurve::Point& point : curve.points) fresh += point.fresh_cells;
  EXPECT_EQ(fresh, curve.cells);
  EXPECT_EQ(curve.points.back().runs, 100U);
  EXPECT_EQ(curve.points.size(), 8U);  // 1, 2, 4, ... 64, 100
  EXPECT_FALSE(curve.sentence.empty());
}

TEST(Campaign, AReportSaysWhichStepsOfTheFileItNumbers) {
  auto drill = fragile();
  std::string text = kFragile;  // with a step that no failure needs before those that it does
  text.insert(text.find("  - Invoke-Cs"), "  - Get-CsPoolBackupRelationship -PoolFqdn pool1\n");
  Diagnostics diagnostics;
  auto longer = read_scenario_text(text, folder() + "longer.yaml", drill->as_written.topology_text,
                                   {}, diagnostics);
  ASSERT_TRUE(longer.has_value());
  const Campaign campaign =
      run(several(std::make_unique<CampaignScenario>(std::move(*longer), "longer", false)),
          {.runs = 60});
  const std::vector<FailureReport> reports = failure_reports(campaign, {.trials_max = 300});
  ASSERT_FALSE(reports.empty());
  bool renumbered = false;
  std::vector<std::string> apart;
  for (const FailureReport& report : reports) {
    EXPECT_FALSE(report.apart.empty());
    const std::string mark = report.rule + report.apart;
    EXPECT_EQ(std::count(apart.begin(), apart.end(), mark), 0) << "two blocks that read alike";
    apart.push_back(mark);
    for (const std::string& line : report.procedure) {
      renumbered = renumbered || line.find(" of the file)") != std::string::npos;
    }
    EXPECT_LE(report.procedure.size(), 8U);
  }
  EXPECT_TRUE(renumbered);
}

TEST(Campaign, AFolderHoldsNoTopologyAmongItsScenarios) {
  const std::filesystem::path at =
      std::filesystem::path(testing::TempDir()) / "firedrill-scenario-files";
  std::filesystem::create_directories(at);
  std::ofstream(at / "pair.yaml") << "# the pair\nfiredrill-topology: 1\n";
  std::ofstream(at / "x.topology.yaml") << "firedrill-topology: 1\n";
  std::ofstream(at / "x.yaml") << "# story\nfiredrill: 1\n";
  EXPECT_EQ(scenario_files(at.generic_string()),
            std::vector<std::string>{(at / "x.yaml").generic_string()});
}

}  // namespace
}  // namespace firedrill
