// Pictures: the same bytes for the same input, what they say of themselves, and what is folded.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "reports/pictures/cause_picture.hpp"
#include "reports/pictures/documented_procedures.hpp"
#include "reports/pictures/procedure_picture.hpp"
#include "reports/pictures/sequence_picture.hpp"
#include "reports/pictures/states_picture.hpp"
#include "reports/pictures/topology_picture.hpp"

namespace firedrill {
namespace {

const std::string kScenarios = FIREDRILL_SOURCE_DIR "/scenarios/";

Scenario read(const std::string& file) {
  Diagnostics diagnostics;
  auto scenario = read_scenario_file(kScenarios + file, {}, diagnostics);
  EXPECT_TRUE(scenario) << file;
  return std::move(*scenario);
}

std::vector<Picture> all_pictures(const RecordedRun& run) {
  std::vector<Picture> out;
  const TopologyPicture topology(run);
  out.push_back(topology.before());
  out.push_back(topology.worst());
  out.push_back(topology.after());
  out.push_back(topology.at(3'600'000));
  if (auto picture = procedure_picture(run, try_procedure(run))) out.push_back(std::move(*picture));
  if (auto picture = cause_picture(run)) out.push_back(std::move(*picture));
  out.push_back(sequence_picture(run));
  out.push_back(states_picture(visits_of(run.scenario), "one run"));
  return out;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

/// A deployment of `sites` sites, paired one by one, of which `lost` are lost; with an Edge pool at
/// the first, all who are outside sign in through it.
Scenario many_sites(int sites, int lost, bool edge = false) {
  std::ostringstream t;
  t << "firedrill-topology: 1\nsip domains: [contoso.com]\nsites:\n";
  const char* site = edge ? ":\n    federation route: edge0.contoso.com\n" : ": {}\n";
  for (int i = 0; i < sites; ++i) t << "  Site" << i << site;
  t << "pools:\n";
  for (int i = 0; i < sites; ++i) {
    const std::string n = std::to_string(i);
    t << "  pool" << n << ".contoso.com:\n    site: Site" << n << "\n    front ends: [fe" << n
      << "a.contoso.com, fe" << n << "b.contoso.com, fe" << n
      << "c.contoso.com]\n    back end:\n      primary: be" << n
      << "a.contoso.com\\rtc\n      mirror: be" << n << "b.contoso.com\\rtc\n    file store: \\\\fs"
      << n << ".contoso.com\\lync\n    backup pool: pool" << (i ^ 1)
      << ".contoso.com\n    population: 1000\n    users: " << (edge ? 10 : 2) << "\n";
    if (edge) t << "    media edge: edge0.contoso.com\n";
  }
  if (edge) {
    t << "edge pools:\n  edge0.contoso.com:\n    site: Site0\n    servers: [edge0a.contoso.com]\n"
         "    next hop: pool0.contoso.com\n    federation: true\n"
         "    access fqdn: access.contoso.com\ndns records:\n"
         "  - {name: _sip._tls.contoso.com, type: SRV, target: access.contoso.com, priority: 10, "
         "ttl: 5m}\n"
         "  - {name: _sipfederationtls._tcp.contoso.com, type: SRV, target: access.contoso.com, "
         "priority: 10, ttl: 5m}\n";
  }
  t << "central management store:\n  active: pool0.contoso.com\n  standby: pool1.contoso.com\n";
  std::string s = "firedrill: 1\ntopology: many.yaml\nduration: 2h\nfaults:\n";
  for (int i = 0; i < lost; ++i) {
    s += "  - at 1h site Site" + std::to_string(2 * i) + " is lost\n";
  }
  Diagnostics diagnostics;
  auto scenario = read_scenario_text(s, "many.yaml", t.str(), {}, diagnostics);
  EXPECT_TRUE(scenario) << (diagnostics.sorted().empty()
                                ? ""
                                : format_diagnostic(diagnostics.sorted().front()));
  return std::move(*scenario);
}

TEST(Pictures, AreTheSameBytesTwice) {
  const Scenario scenario = read("planted/next-hop-before-cms.yaml");
  const RecordedRun first(scenario, "again", {});
  const RecordedRun second(scenario, "again", {});
  const Graphviz one;
  const Graphviz other;
  const auto a = all_pictures(first);
  const auto b = all_pictures(second);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (const char* format : {"svg", "png", "dot"}) {
      const std::string bytes = a[i].render(one, format);
      EXPECT_FALSE(bytes.empty()) << a[i].name << " " << format;
      EXPECT_EQ(bytes, b[i].render(other, format)) << a[i].name << " " << format;
      EXPECT_EQ(bytes, a[i].render(one, format)) << a[i].name << " " << format << ", again";
    }
  }
}

TEST(Pictures, SayWhatTheyAreToThoseWhoDoNotSeeThem) {
  const Scenario scenario = read("documented/site-loss-and-return.yaml");
  const RecordedRun run(scenario, "again", {});
  const Graphviz graphviz;
  for (const Picture& picture : all_pictures(run)) {
    const std::string svg = picture.render(graphviz, "svg");
    EXPECT_TRUE(svg.starts_with("<svg role=\"img\"")) << picture.name;
    EXPECT_LT(svg.find("<title>"), svg.find("<g ")) << picture.name;
    EXPECT_LT(svg.find("<desc>"), svg.find("<g ")) << picture.name;
    EXPECT_FALSE(picture.text.caption.empty()) << picture.name;
    EXPECT_EQ(svg.find("Generated by"), std::string::npos) << picture.name;
    EXPECT_NE(svg.find("DejaVu Sans"), std::string::npos) << picture.name;
    EXPECT_NE(picture.render(graphviz, "dot").find("fontname=\"DejaVu Sans\""), std::string::npos);
  }
}

TEST(Pictures, OfTheTopologyListInTheLegendOnlyWhatOccurs) {
  const Scenario scenario = read("documented/site-loss-and-return.yaml");
  const RecordedRun run(scenario, "again", {});
  const Graphviz graphviz;
  const TopologyPicture topology(run);
  const std::string before = topology.before().render(graphviz, "svg");
  const std::string worst = topology.worst().render(graphviz, "svg");
  EXPECT_EQ(count(before, ">down "), 0U);
  EXPECT_EQ(count(before, ">a tie that is broken "), 0U);
  EXPECT_EQ(count(worst, ">down "), 1U);
  EXPECT_EQ(count(worst, ">a tie that is broken "), 1U);
  EXPECT_EQ(count(worst, ">stopped by hand "), 0U);
}

TEST(Pictures, OfTheTopologyFoldSitesInWhichNothingHappens) {
  const Scenario scenario = many_sites(60, 1);
  const RecordedRun run(scenario, "again", {});
  const Graphviz graphviz;
  const std::string svg = TopologyPicture(run).worst().render(graphviz, "svg");
  EXPECT_NE(svg.find("58 further sites, in which nothing happened"), std::string::npos);
  EXPECT_NE(svg.find(">pool0<"), std::string::npos);
  EXPECT_NE(svg.find(">pool1<"), std::string::npos);
  EXPECT_EQ(svg.find(">pool2<"), std::string::npos);
}

TEST(Pictures, OfTheTopologyDrawSitesThatFareAlikeOnce) {
  const Scenario scenario = many_sites(12, 1, true);
  const RecordedRun run(scenario, "again", {});
  const Graphviz graphviz;
  const std::string svg = TopologyPicture(run).worst().render(graphviz, "svg");
  // Besides the lost site and its partner: users outside are signed out everywhere.
  EXPECT_NE(svg.find("and 9 further sites that fare alike"), std::string::npos);
  EXPECT_NE(svg.find(">pool0<"), std::string::npos);
  EXPECT_NE(svg.find(">pool1<"), std::string::npos);
  EXPECT_EQ(count(svg, ">◪"), 3U) << "two sites and the legend";
  EXPECT_NE(svg.find("users, 10 for 1,000"), std::string::npos);
}

TEST(Pictures, OfTheTopologyShowEverySiteInWhichSomethingHappens) {
  const Scenario scenario = many_sites(60, 30);
  const RecordedRun run(scenario, "again", {});
  const Graphviz graphviz;
  const std::string svg = TopologyPicture(run).worst().render(graphviz, "svg");
  for (int i = 0; i < 60; ++i) {
    EXPECT_NE(svg.find(">pool" + std::to_string(i) + "<"), std::string::npos) << i;
  }
  // Servers are counted where there are so many.
  EXPECT_EQ(svg.find(">fe3a<"), std::string::npos);
  EXPECT_EQ(count(svg, ">0 of 3 Front Ends run<"), 30U);
}

TEST(Pictures, OfTheTopologyAtAMomentShowThatMoment) {
  const Scenario scenario = read("documented/site-loss-and-return.yaml");
  const RecordedRun run(scenario, "again", {});
  const TopologyPicture topology(run);
  EXPECT_NE(topology.at(3'600'000).text.description.find("Datacenter1 lost"), std::string::npos);
  EXPECT_NE(topology.at(3'599'999).text.description.find("Everything runs."), std::string::npos);
  EXPECT_EQ(topology.at(4'980'000).name, "topology-at-01-23-00");
}

TEST(Pictures, OfACauseHaveAtMostFortyBoxesAndMarkTheCriticalStep) {
  const Scenario scenario = read("planted/next-hop-before-cms.yaml");
  const RecordedRun run(scenario, "again", {});
  const auto picture = cause_picture(run);
  ASSERT_TRUE(picture);
  const Graphviz graphviz;
  const std::string svg = picture->render(graphviz, "svg");
  EXPECT_LE(count(svg, "class=\"node\""), 40U);
  EXPECT_NE(svg.find("critical step"), std::string::npos);
  EXPECT_NE(svg.find("Configuration needs an available master"), std::string::npos);
  EXPECT_NE(svg.find("site Datacenter1 lost"), std::string::npos);
}

TEST(Pictures, OfACauseAreNotDrawnWhereNothingFailed) {
  const Scenario scenario = read("documented/pool-failover.yaml");
  const RecordedRun run(scenario, "again", {});
  EXPECT_FALSE(cause_picture(run));
}

TEST(ProcedureTrials, FindWhatHasToComeFirstAndTheRuleThatSaysSo) {
  const Scenario scenario = read("documented/site-loss-and-return.yaml");
  const RecordedRun run(scenario, "again", {});
  const ProcedureTrials trials = try_procedure(run);
  const auto needs = [&](std::size_t before, std::size_t after, const std::string& rule) {
    const StepNeed need{0, before, after, rule};
    return std::find(trials.needs.begin(), trials.needs.end(), need) != trials.needs.end();
  };
  // The store before the next hop, the next hop before the pool, the failover before the failback.
  EXPECT_TRUE(needs(1, 2, "INV-43"));
  EXPECT_TRUE(needs(2, 4, "INV-05"));
  EXPECT_TRUE(needs(4, 7, "INV-07"));
  EXPECT_FALSE(needs(1, 4, "INV-05")) << "follows from the first two";
}

TEST(DocumentedProcedures, ShowWhatIsDoneElsewhereThanDocumented) {
  const Scenario scenario = read("tutorial/burning.yaml");
  const ProcedureMatch match = nearest_documented(scenario.actors.front());
  ASSERT_FALSE(match.documented.steps.empty());
  EXPECT_FALSE(match.identical);
  EXPECT_TRUE(match.moved[1]) << "the next hop is changed before the store is failed over";
  EXPECT_FALSE(match.moved[2]);
  const Scenario documented = read("documented/site-loss-and-return.yaml");
  EXPECT_TRUE(nearest_documented(documented.actors.front()).identical);
}

/// The steps of `procedure` on the deployment of two sites.
ActorSpec steps_of(const std::string& procedure) {
  Diagnostics diagnostics;
  std::ifstream file(kScenarios + "topologies/pair.yaml");
  std::ostringstream topology;
  topology << file.rdbuf();
  auto scenario = read_scenario_text("firedrill: 1\ntopology: pair.yaml\nprocedure:\n" + procedure,
                                     "steps.yaml", topology.str(), {}, diagnostics);
  EXPECT_TRUE(scenario) << procedure;
  return scenario->actors.front();
}

TEST(DocumentedProcedures, AreMatchedByCmdletAndSwitchesNeverWithAWhatIf) {
  const ActorSpec actor = steps_of(
      "  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
      "-BackupSqlInstanceName rtc -Force\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com\n"
      "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode\n"
      "  - Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com\n"
      "  - Invoke-CsManagementServerFailover\n");
  const ProcedureMatch match = nearest_documented(actor);
  ASSERT_FALSE(match.documented.steps.empty());
  const auto has = [](const std::string& text, const char* word) {
    return text.find(word) != std::string::npos;
  };
  std::size_t matched = 0;
  for (std::size_t i = 0; i < match.of_step.size(); ++i) {
    if (match.of_step[i] < 0) continue;
    ++matched;
    const std::string& own = actor.steps[i].text;
    const std::string& theirs = match.documented.steps[static_cast<std::size_t>(match.of_step[i])];
    for (const char* word : {"-WhatIf", "-Force", "-DisasterMode"}) {
      EXPECT_EQ(has(own, word), has(theirs, word)) << own << " beside " << theirs;
    }
  }
  EXPECT_GE(matched, 3U);
}

TEST(ProcedureTrials, WhatHasToComeFirstDoesNotBeginTogether) {
  for (const char* file : {"documented/site-loss-and-return.yaml", "tutorial/burning.yaml"}) {
    const Scenario scenario = read(file);
    const RecordedRun run(scenario, "again", {});
    const ProcedureTrials trials = try_procedure(run);
    for (const auto& [actor, step] : trials.beside) {
      for (const StepNeed& need : trials.needs) {
        EXPECT_FALSE(need.actor == actor && need.before + 1 == step && need.after == step)
            << file << ", step " << step + 1;
      }
    }
  }
}

TEST(RunHistory, KnowsWhoWasInResiliencyMode) {
  Diagnostics diagnostics;
  std::ostringstream topology;
  std::ifstream file(kScenarios + "topologies/pair.yaml");
  topology << file.rdbuf();
  auto missed = read_scenario_text(
      "firedrill: 1\ntopology: pair.yaml\nduration: 3h\nfaults:\n"
      "  - at 30m site Datacenter1 is lost\nexpect:\n"
      "  - within 20m of fault 1: regular users = all\n  - at end: regular users = all\n",
      "missed.yaml", topology.str(), {}, diagnostics);
  ASSERT_TRUE(missed);
  const RecordedRun run(*missed, "again", {});
  EXPECT_EQ(run.simulation->missed_ms(0), 50 * 60'000);
  EXPECT_EQ(run.simulation->missed_ms(1), -1) << "judged at the end alone";
  std::int64_t users = 0;
  for (const auto& pool : run.history->resiliency()) users += pool.users;
  EXPECT_GT(users, 0) << "whom nobody fails over is served by the backup pool";
}

TEST(StatesPicture, CountsStepsAndKnowsWhichWereNeverTaken) {
  const PoolStateVisits visits = visits_of(read("documented/pool-failover.yaml"));
  EXPECT_EQ(visits.steps[0][1], 1U);  // Active to FailingOver
  EXPECT_EQ(visits.steps[1][2], 1U);  // to FailedOver
  EXPECT_EQ(visits.steps[2][3], 0U);  // no failback here
  EXPECT_TRUE(visits.legal[2][3]);
  EXPECT_FALSE(visits.legal[0][2]);
}

}  // namespace
}  // namespace firedrill
