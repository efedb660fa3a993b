// What is told below a refusal is itself accepted, and following it leads to the end.
//
// Method: a procedure is run; below its first refusal that has a remedy, the remedy is put before
// the step that was refused, or in its place; and so on, until nothing is refused or nobody knows
// more. What was put in must never be refused where it was put.
#include "sim/run/remedy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>

#include "sim/run/timeline.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Lines = std::vector<std::string>;

/// One run of a drill: which of its steps was refused first, and what was told below it.
class Attempt {
 public:
  Attempt(const std::string& topology, const std::string& head, const Lines& steps) {
    const std::string folder = std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/topologies/";
    Diagnostics diagnostics;
    const auto read = read_topology_file(folder + topology, {}, diagnostics);
    std::string body = "firedrill: 1\ntopology: p\nload: none\n" + head + "procedure:\n";
    for (const std::string& step : steps) body += "  - " + quoted(step) + "\n";
    scenario_ = read_scenario_text(body, "drill.yaml", write_topology_yaml(*read), {}, diagnostics);
    if (!scenario_) {
      throw std::invalid_argument(format_diagnostic(diagnostics.sorted().front()));
    }
    build_world(*scenario_, world_);
    simulation_.emplace(world_, SimulationOptions{});
    timeline_.emplace(*scenario_, *simulation_);
    simulation_->listen(&*timeline_);
    simulation_->run();
  }

  [[nodiscard]] const Timeline& timeline() const { return *timeline_; }
  [[nodiscard]] bool refused(std::size_t step) const {
    const auto status = timeline_->step(0, step).status;
    return status == StepOutcome::Status::kRefused || status == StepOutcome::Status::kFailed;
  }
  [[nodiscard]] bool in_vain(std::size_t step) const {
    return timeline_->step(0, step).status == StepOutcome::Status::kTimedOut;
  }
  [[nodiscard]] std::string remedy_of(std::size_t step) const {
    return refused(step) ? timeline_->remedy_after(timeline_->step(0, step).event) : std::string();
  }

 private:
  static std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
    return out + "'";
  }

  std::optional<Scenario> scenario_;
  World world_;
  std::optional<Simulation> simulation_;
  std::optional<Timeline> timeline_;
};

struct Followed {
  Lines steps;  // with everything that was told
  Lines told;   // in the order in which it was told
  Lines in_the_end_refused;
};

Followed follow(const std::string& topology, const std::string& head, Lines steps) {
  constexpr int kPatience = 16;
  Followed out;
  for (int i = 0; i < kPatience; ++i) {
    const Attempt attempt(topology, head, steps);
    out.in_the_end_refused.clear();
    std::size_t at = steps.size();
    for (std::size_t s = steps.size(); s-- > 0;) {
      if (!attempt.refused(s)) continue;
      out.in_the_end_refused.push_back(steps[s]);
      if (!attempt.remedy_of(s).empty()) at = s;
    }
    out.steps = steps;
    if (at == steps.size()) return out;
    const std::string told = attempt.remedy_of(at);
    out.told.push_back(told);
    const bool first = told.starts_with("first: ");
    const std::string line = told.substr(told.find(": ") + 2);
    if (first) {
      steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(at), line);
    } else {
      steps[at] = line;
    }
    const Attempt next(topology, head, steps);
    EXPECT_FALSE(next.refused(at)) << line << ": refused where it was advised";
  }
  ADD_FAILURE() << "no end of remedies";
  return out;
}

constexpr char kLost[] = "duration: 8h\nfaults: [at 10m site Datacenter1 is lost]\n";
constexpr char kWell[] = "duration: 8h\n";

TEST(Remedies, LeadFromOneLineThroughTheLossOfASite) {
  const Followed pair =
      follow("pair.yaml", kLost, {"wait 20m", "Invoke-CsPoolFailover -PoolFqdn pool1"});
  EXPECT_THAT(pair.in_the_end_refused, IsEmpty());
  EXPECT_THAT(pair.told,
              ElementsAre("first: Invoke-CsManagementServerFailover -BackupSqlServerFqdn "
                          "be2a.contoso.com -BackupSqlInstanceName rtc -Force",
                          "first: Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com "
                          "-Registrar Registrar:pool2.contoso.com",
                          "instead: Invoke-CsPoolFailover -PoolFqdn pool1 -DisasterMode"));
  const Followed large =
      follow("fx-large.yaml", "duration: 8h\nfaults: [at 10m site SiteA is lost]\n",
             {"wait 20m", "Invoke-CsPoolFailover -PoolFqdn pool1"});
  EXPECT_THAT(large.in_the_end_refused, IsEmpty());
  EXPECT_EQ(large.steps.size(), 4U);
}

TEST(Remedies, OfAStepThatWritesAreThoseOfTheStore) {
  for (const char* step :
       {"Set-CsSite -Identity Datacenter2 -XmppFederationRoute edge2", "topology builder: publish",
        "Invoke-CsManagementServerFailover", "Invoke-CsManagementStoreReplication",
        "Move-CsUser -Identity u-000030 -Target pool1 -Force",
        "Export-CsLisConfiguration -FileName C:\\lis.zip"}) {
    const Followed end = follow("pair-with-two-edges.yaml", kLost, {"wait 20m", step});
    EXPECT_THAT(end.told, testing::Contains(testing::HasSubstr(" -Force"))) << step;
    if (std::string_view(step) == "Invoke-CsManagementServerFailover") continue;
    EXPECT_THAT(end.in_the_end_refused, IsEmpty()) << step;
  }
}

TEST(Remedies, OfAStoreThatIsWhereItShouldBeAreNone) {
  const Lines steps = {"Invoke-CsManagementServerFailover",
                       "wait until replicas behind = 0, at most 10m",
                       "Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
                       "-BackupSqlInstanceName rtc -Force"};
  const Attempt again("pair.yaml", kWell, steps);
  ASSERT_TRUE(again.refused(2));
  EXPECT_EQ(again.timeline().step(0, 2).detail, "the store is already active there");
  EXPECT_EQ(again.remedy_of(2), "");
  Lines told;
  for (const TimelineLine& line : again.timeline().lines()) told.push_back(line.text);
  EXPECT_THAT(told, testing::Contains("         the store is active on pool2"));
}

TEST(Remedies, OfAStoreWithoutACopyThatCouldTakeOverAreToWait) {
  const std::string both =
      "duration: 8h\nfaults:\n  - at 10m pool pool2 is lost, back after 2h\n"
      "  - at 20m pool pool1 is lost, back after 1h\n";
  const Followed end = follow(
      "pair.yaml", both,
      {"wait 30m", "topology builder: next hop of edge1 = pool2", "topology builder: publish"});
  EXPECT_THAT(end.in_the_end_refused, IsEmpty());
  EXPECT_THAT(end.told, ElementsAre(testing::StartsWith("first: wait until serving of pool")));
}

TEST(Remedies, OfAFailbackOfTheWrongPoolAreToWaitForTheRightOneAndToNameIt) {
  const std::string lost = "duration: 8h\nfaults:\n  - at 10m pool pool1 is lost, back after 2h\n";
  const Lines away = {"wait 20m",
                      "Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
                      "-BackupSqlInstanceName rtc -Force",
                      "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
                      "Registrar:pool2.contoso.com",
                      "Invoke-CsPoolFailover -PoolFqdn pool1 -DisasterMode"};
  Lines back = away;
  back.push_back("Invoke-CsPoolFailback -PoolFqdn pool2");
  const Followed end = follow("pair.yaml", lost, back);
  EXPECT_THAT(end.told,
              ElementsAre("first: wait until serving of pool1.contoso.com = yes, at most 7h",
                          "instead: Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com"));
  EXPECT_THAT(end.in_the_end_refused, IsEmpty());
}

TEST(Remedies, OfAnEditThatIsNotPublishedIsToPublishIt) {
  const Followed end = follow(
      "pair.yaml", kWell,
      {"Invoke-CsManagementServerFailover", "wait until replicas behind = 0, at most 10m",
       "topology builder: next hop of edge1 = pool2", "Invoke-CsPoolFailover -PoolFqdn pool1"});
  EXPECT_THAT(end.in_the_end_refused, IsEmpty());
  EXPECT_THAT(end.told, ElementsAre("first: topology builder: publish"));
  const Followed enabled = follow(
      "pair.yaml", kWell,
      {"Invoke-CsManagementServerFailover", "wait until replicas behind = 0, at most 10m",
       "topology builder: next hop of edge1 = pool2", "topology builder: publish without enabling",
       "Invoke-CsPoolFailover -PoolFqdn pool1"});
  EXPECT_THAT(enabled.told, ElementsAre("first: Enable-CsTopology"));
}

TEST(Remedies, OfAPartnerThatDoesNotRunAreToWaitForIt) {
  const std::string partner =
      "duration: 8h\nfaults:\n  - at 40m pool pool2 is lost, back after 2h\n";
  const Followed end =
      follow("pair.yaml", partner,
             {"topology builder: next hop of edge1 = pool2", "topology builder: publish", "wait 1h",
              "Invoke-CsBackupServiceSync -PoolFqdn pool1"});
  EXPECT_THAT(end.in_the_end_refused, IsEmpty());
  EXPECT_THAT(end.told,
              ElementsAre("first: wait until serving of pool2.contoso.com = yes, at most 6h"));
}

TEST(Remedies, OfAFailbackFromAPartnerThatIsLostIsDisasterMode) {
  const std::string both =
      "duration: 8h\nfaults:\n  - at 10m pool pool1 is lost, back after 1h\n"
      "  - at 3h pool pool2 is lost\n";
  const Followed end =
      follow("pair.yaml", both,
             {"wait 20m",
              "Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
              "-BackupSqlInstanceName rtc -Force",
              "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
              "Registrar:pool2.contoso.com",
              "Invoke-CsPoolFailover -PoolFqdn pool1 -DisasterMode",
              "wait until serving of pool1 = yes, at most 2h", "Invoke-CsManagementServerFailover",
              "wait 2h", "Invoke-CsPoolFailback -PoolFqdn pool1"});
  EXPECT_THAT(end.in_the_end_refused, IsEmpty());
  EXPECT_THAT(end.told,
              ElementsAre("instead: Invoke-CsPoolFailback -PoolFqdn pool1 -DisasterMode"));
}

TEST(Remedies, OfAPrincipalThatIsLostIsForce) {
  const Followed end =
      follow("pair-without-witness.yaml",
             "duration: 4h\nparameters: {MA-48: true}\nfaults: [at 10m sql be1a is lost]\n",
             {"wait 20m",
              "Invoke-CsDatabaseFailover -PoolFqdn pool1 "
              "-DatabaseType User -NewPrincipal mirror"});
  EXPECT_THAT(end.in_the_end_refused, IsEmpty());
  EXPECT_THAT(end.told, ElementsAre("instead: Invoke-CsDatabaseFailover -PoolFqdn pool1 "
                                    "-DatabaseType User -NewPrincipal mirror -Force"));
}

TEST(Remedies, OfAStoreWhoseDatabaseAloneIsLostAreItsMirror) {
  const Followed end =
      follow("pair-without-witness.yaml", "duration: 4h\nfaults: [at 10m sql be1a is lost]\n",
             {"wait 20m", "topology builder: publish"});
  EXPECT_THAT(end.in_the_end_refused, IsEmpty());
  EXPECT_THAT(end.told, ElementsAre("first: Invoke-CsDatabaseFailover -PoolFqdn pool1.contoso.com "
                                    "-DatabaseType CentralMgmt -NewPrincipal Mirror -Force"));
}

}  // namespace
}  // namespace firedrill
