// Each stage on a scenario made for it, and what must hold of every result.
#include "sim/explore/shrink.hpp"

#include <gmock/gmock.h>

#include "sim/explore/scenarios_for_tests.hpp"
#include "sim/explore/shrunk_file.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

using testing::HasSubstr;

/// Fails by INV-43 at step 4: the store is lost with the site, and a write to it is tried. The rest
/// is noise.
constexpr char kNoisy[] =
    "seed: 7\n"
    "duration: 6h\n"
    "parameters: {MA-06: 900s}\n"
    "faults:\n"
    "  - at 3m front end fe2a is lost, back after 13m\n"
    "  - between 20m and 40m site Datacenter1 is lost, back after 4h\n"
    "  - 4m after step 2: front end fe2b is lost\n"
    "  - at 5h edge server edge2a is lost\n"
    "procedure:\n"
    "  - wait 47m\n"
    "  - Get-CsPoolBackupRelationship -PoolFqdn pool1.contoso.com\n"
    "  - wait 3m\n"
    "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
    "Registrar:pool2.contoso.com\n"
    "  - wait 10m\n"
    "  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
    "-BackupSqlInstanceName rtc -Force\n"
    "expect:\n"
    "  - after step 4: next hop of edge1 = pool2\n"
    "  - at end: signed-out users = 0\n";

ShrinkOptions without_story() {
  ShrinkOptions options;
  options.story_trials_max = 0;
  return options;
}

Shrunk shrunk(const std::string& body, const std::string& name, const ShrinkOptions& options) {
  auto out = shrink(read_drill(body), name, options);
  EXPECT_TRUE(out.has_value());
  return out.value_or(Shrunk{});
}

TEST(Shrink, ComesToTheFewLinesThatFailByTheSameRule) {
  const Shrunk result = shrunk(kNoisy, "INV-43", without_story());
  EXPECT_EQ(result.before, (ScenarioSize{4, 6, 0, 25}));
  EXPECT_EQ(result.after.faults, 1U);
  EXPECT_EQ(result.after.steps, 2U);
  EXPECT_LT(result.after.components, 15U);
  EXPECT_TRUE(result.replayed);
  EXPECT_TRUE(result.no_part_fails);
  EXPECT_FALSE(result.budget_ended);
  const Scenario& scenario = result.best.scenario;
  EXPECT_EQ(fault_text(scenario.faults[0], scenario), "at 30m: site Datacenter1 is lost");
  EXPECT_EQ(scenario.actors[0].steps[0].wait % minutes(5), Duration{0});
  EXPECT_TRUE(scenario.parameters.empty());
  EXPECT_EQ(scenario.seed, 1U);
  EXPECT_EQ(scenario.duration, hours(2)) << "the first length after the failure at 1h";
  EXPECT_TRUE(scenario.expectations.empty());
}

TEST(Shrink, FailsByTheExpectationThatWasAskedFor) {
  const Shrunk result = shrunk(kNoisy, "after step 4: next hop of edge1 = pool2", without_story());
  EXPECT_TRUE(result.replayed);
  EXPECT_EQ(result.best.target.name.substr(0, 10), "after step");
  const Trial trial = try_scenario(result.best.scenario);
  EXPECT_NE(failure_in(result.best, trial.outcome), nullptr);
  ASSERT_EQ(result.best.scenario.expectations.size(), 1U);
}

TEST(Shrink, RefusesWhatDoesNotFail) {
  const Scenario held = read_drill("duration: 1h\n");
  EXPECT_FALSE(shrink(held, "", {}).has_value());
  EXPECT_FALSE(shrink(read_drill(kNoisy), "INV-99", {}).has_value());
  EXPECT_FALSE(shrink(read_drill(kNoisy), "INV-04", {}).has_value()) << "a rule that it keeps";
}

TEST(Shrink, RefusesAFileThatFailsOtherwiseThanItExpects) {
  const Scenario other = read_drill(std::string(kNoisy) + "expected to fail: INV-04\n");
  EXPECT_FALSE(shrink(other, "INV-43", {}).has_value());
  EXPECT_FALSE(shrink(other, "", {}).has_value());
}

TEST(Shrink, IsTheSameEveryTime) {
  const Shrunk a = shrunk(kNoisy, "INV-43", {});
  const Shrunk b = shrunk(kNoisy, "INV-43", {});
  EXPECT_EQ(a.trials, b.trials);
  EXPECT_EQ(a.digest, b.digest);
  EXPECT_EQ(shrunk_file(a, "noisy.yaml", "x.yaml").text,
            shrunk_file(b, "noisy.yaml", "x.yaml").text);
}

TEST(Shrink, ABudgetThatEndsLeavesTheBestSoFar) {
  std::size_t lines_before = 99;
  for (const std::uint32_t trials : {0U, 1U, 2U, 5U, 10U, 20U, 40U, 80U}) {
    ShrinkOptions options = without_story();
    options.trials_max = trials;
    const Shrunk result = shrunk(kNoisy, "INV-43", options);
    EXPECT_LE(result.trials, trials);
    EXPECT_TRUE(result.budget_ended);
    EXPECT_FALSE(result.no_part_fails);
    EXPECT_TRUE(result.replayed) << trials << " trials";
    const std::size_t lines = result.after.faults + result.after.steps;
    EXPECT_LE(lines, lines_before) << "more trials never make it larger";
    lines_before = lines;
  }
}

TEST(Shrink, TellsOfEverySmallerFailureAndStopsWhenAsked) {
  std::vector<ScenarioSize> seen;
  ShrinkOptions options = without_story();
  options.progress = [&](const ShrinkProgress& progress) { seen.push_back(progress.best); };
  const Shrunk whole = shrunk(kNoisy, "INV-43", options);
  ASSERT_FALSE(seen.empty());
  EXPECT_EQ(seen.back(), whole.after);
  options.stop = [&] { return !seen.empty(); };
  seen.clear();
  const Shrunk stopped = shrunk(kNoisy, "INV-43", options);
  EXPECT_LE(seen.size(), 2U);
  EXPECT_LT(stopped.trials, whole.trials);
  EXPECT_TRUE(stopped.replayed);
}

TEST(Shrink, LeavesTheDeploymentAloneWhenAskedTo) {
  ShrinkOptions options = without_story();
  options.components = false;
  const Shrunk result = shrunk(kNoisy, "INV-43", options);
  EXPECT_EQ(result.after.components, result.before.components);
  EXPECT_FALSE(result.own_topology);
  const ShrunkFile file = shrunk_file(result, "noisy.yaml", "x.yaml");
  EXPECT_TRUE(file.topology_path.empty());
  EXPECT_TRUE(replays(file, result));
}

TEST(Shrink, KeepsHowTheScenarioIsJudged) {
  // Under faults a refused step is no failure; users left without service are.
  const std::string body = std::string(kNoisy) +
                           "  - {never: signed-out users > 5, under faults: yes}\n"
                           "judge: under faults\n";
  EXPECT_FALSE(shrink(read_drill(body), "INV-43", without_story()).has_value());
  const Shrunk result = shrunk(body, "never: signed-out users > 5", without_story());
  EXPECT_TRUE(result.best.scenario.judged_under_faults);
  EXPECT_TRUE(result.replayed);
  EXPECT_EQ(result.after.faults, 1U);
  EXPECT_EQ(result.after.steps, 0U);
}

TEST(Shrink, KeepsTheLengthOfWhatShowsAtTheEnd) {
  // In ten minutes nobody could be back; in six hours they could.
  const Shrunk result = shrunk(
      "duration: 6h\n"
      "faults:\n"
      "  - at 17m site Datacenter1 is lost\n"
      "procedure:\n"
      "  - wait 3m\n"
      "expect:\n"
      "  - at end: regular users = all\n",
      "at end: regular users = all", {});
  EXPECT_EQ(result.best.scenario.duration, hours(6));
  EXPECT_EQ(result.after.steps, 0U);
  EXPECT_THAT(result.story.because, HasSubstr("fault 1: at 1h: site Datacenter1 is lost; no step"));
}

/// Nothing brings federation back in time after the site is lost; the rest is noise.
constexpr char kDeadline[] =
    "duration: 3h\n"
    "faults:\n"
    "  - at 3m front end fe2a is lost, back after 13m\n"
    "  - at 10m site Datacenter1 is lost\n"
    "procedure:\n"
    "  - wait 20m\n"
    "  - Get-CsPoolBackupRelationship -PoolFqdn pool1.contoso.com\n"
    "expect:\n";

TEST(Shrink, ADeadlineGoesOnCountingFromItsFault) {
  const Shrunk result =
      shrunk(std::string(kDeadline) + "  - within 60m of fault 2: federation out users = all\n",
             "within 60m of fault 2: federation out users = all", {});
  EXPECT_TRUE(result.replayed);
  ASSERT_EQ(result.after.faults, 1U);
  EXPECT_EQ(result.after.steps, 0U);
  EXPECT_EQ(result.best.scenario.faults[0].kind, FaultKind::kSite);
  EXPECT_EQ(result.best.target.name, "within 1h of fault 1: federation out users = all");
  EXPECT_THAT(result.story.because, HasSubstr("site Datacenter1 is lost"));
}

TEST(Shrink, ADeploymentThatFailsFromTheStartIsNoSmallerExample) {
  const std::string name = "at end: federation out users = all";
  const Shrunk result = shrunk(std::string(kDeadline) + "  - " + name + "\n", name, {});
  ASSERT_GE(result.after.faults, 1U);
  Candidate calm = result.best;
  calm.scenario.faults.clear();
  EXPECT_EQ(failure_in(calm, try_scenario(calm.scenario).outcome), nullptr);
}

TEST(Shrink, WhatFailsFromTheStartMayLoseEverything) {
  const Shrunk result = shrunk(std::string(kDeadline) + "  - at end: regular users = 1\n",
                               "at end: regular users = 1", without_story());
  EXPECT_EQ(result.after.faults + result.after.steps, 0U);
}

TEST(Shrink, ARoundTimeBringsNothingToOneInstant) {
  const Shrunk result = shrunk(kNoisy, "INV-43", without_story());
  const Trial trial = try_scenario(result.best.scenario);
  for (const ObservedTimes::Step& step : trial.times.steps[0]) {
    EXPECT_NE(step.began_ms, trial.times.faults[0]);
  }
}

TEST(Shrink, DropsOneOfTwoWaitsWhenTheOtherCanMakeUpForIt) {
  const Shrunk result = shrunk(
      "duration: 2h\n"
      "faults:\n"
      "  - at 50m site Datacenter1 is lost\n"
      "procedure:\n"
      "  - wait 30m\n"
      "  - wait 40m\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com\n",
      "INV-43", without_story());
  EXPECT_EQ(result.after.steps, 2U);
}

/// The failback names the other pool by a slip; two more slips change nothing.
constexpr char kSlipping[] =
    "duration: 3h\n"
    "slips:\n"
    "  - step 1 is repeated\n"
    "  - step 6 names pool2.contoso.com instead of pool1.contoso.com\n"
    "  - step 2 is repeated\n"
    "procedure:\n"
    "  - Get-CsPoolBackupRelationship -PoolFqdn pool1.contoso.com\n"
    "  - wait 7m\n"
    "  - Invoke-CsManagementServerFailover\n"
    "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
    "Registrar:pool2.contoso.com\n"
    "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com\n"
    "  - Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com\n";

TEST(Shrink, DropsSlipsOneByOneAndKeepsTheOneThatMatters) {
  const Shrunk result = shrunk(kSlipping, "INV-06", without_story());
  EXPECT_EQ(result.before.slips, 3U);
  EXPECT_EQ(result.after.steps, 4U);
  ASSERT_EQ(result.after.slips, 1U);
  EXPECT_EQ(result.best.scenario.slips[0].text,
            "step 4 names pool2.contoso.com instead of pool1.contoso.com");
  EXPECT_TRUE(result.replayed);
  EXPECT_TRUE(result.no_part_fails);
}

TEST(Shrink, TellsThatTheSlipWasCritical) {
  const Shrunk result = shrunk(kSlipping, "INV-06", {});
  EXPECT_THAT(result.story.critical, HasSubstr("step 4, the last before which"));
  EXPECT_THAT(result.story.critical, HasSubstr("nobody slips there"));
  EXPECT_THAT(result.story.because, HasSubstr("pool2"));
}

TEST(Shrink, AdviceIsWhatWorksInTheOriginal) {
  // The failover is refused without the loss of the site too; with it, the store can only be moved
  // by force, and the failover has to be one of a disaster.
  const Shrunk result = shrunk(
      "duration: 6h\n"
      "faults:\n"
      "  - at 10m site Datacenter1 is lost, back after 3h\n"
      "procedure:\n"
      "  - wait 20m\n"
      "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com\n",
      "", {});
  EXPECT_EQ(result.after.faults, 0U);
  EXPECT_THAT(result.story.critical, HasSubstr("-BackupSqlInstanceName rtc -Force"));
  EXPECT_THAT(result.story.critical, HasSubstr("-DisasterMode\" in its place"));
}

TEST(Shrink, KnowsWhereEachStepStandsInTheOriginal) {
  const Shrunk result = shrunk(kNoisy, "INV-43", without_story());
  ASSERT_EQ(result.after.steps, 2U);
  EXPECT_EQ(result.best.origins.step_of(0, 1), 3U);
}

TEST(Shrink, WritesAFileThatCarriesItsStory) {
  const Shrunk result = shrunk(kNoisy, "INV-43", {});
  const ShrunkFile file = shrunk_file(result, "somewhere/noisy.yaml", "out/small.yaml");
  EXPECT_EQ(file.topology_path, "out/small.topology.yaml");
  EXPECT_THAT(file.text, HasSubstr("topology: small.topology.yaml\n"));
  EXPECT_THAT(file.text, HasSubstr("shrunk from noisy.yaml"));
  EXPECT_THAT(file.text, HasSubstr("# rule       INV-43 (E_CMS_UNAVAILABLE): Configuration needs"));
  EXPECT_THAT(file.text, HasSubstr("topic \"Preparing"));
  EXPECT_TRUE(replays(file, result));
  ShrunkFile spoilt = file;
  spoilt.text.replace(spoilt.text.find("Datacenter1 is lost"), 11, "Datacenter2");
  EXPECT_FALSE(replays(spoilt, result)) << "a file that fails otherwise is no replay";
}

}  // namespace
}  // namespace firedrill
