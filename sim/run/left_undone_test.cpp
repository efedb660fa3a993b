// What is told below a refusal and after a run: the line that comes first, and what was left.
#include "sim/run/left_undone.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "sim/run/timeline.hpp"
#include "sim/scenario/typed_lines.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill {
namespace {

class Drill {
 public:
  explicit Drill(const std::string& body, const std::string& deployment = "pair.yaml") {
    const std::string folder = std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/";
    Diagnostics diagnostics;
    const auto topology = read_topology_file(folder + "topologies/" + deployment, {}, diagnostics);
    scenario_ = read_scenario_text("firedrill: 1\ntopology: p\nload: none\n" + body, "drill.yaml",
                                   write_topology_yaml(*topology), {}, diagnostics);
    if (!scenario_) {
      ADD_FAILURE() << format_diagnostic(diagnostics.sorted().front());
      return;
    }
    build_world(*scenario_, world_);
    simulation_.emplace(world_, SimulationOptions{});
    timeline_.emplace(*scenario_, *simulation_);
    measures_.emplace(*simulation_);
    simulation_->listen(&*timeline_);
    simulation_->listen(&*measures_);
    simulation_->run();
  }
  [[nodiscard]] std::vector<std::string> first_lines() const {
    std::vector<std::string> out;
    for (const TimelineLine& line : timeline_->lines()) {
      const std::size_t at = line.text.find("first: ");
      if (at != std::string::npos) out.push_back(line.text.substr(at + 7));
    }
    return out;
  }
  [[nodiscard]] std::vector<std::string> left() const {
    return left_undone(*simulation_, measures_->figures());
  }

 private:
  std::optional<Scenario> scenario_;
  World world_;
  std::optional<Simulation> simulation_;
  std::optional<Timeline> timeline_;
  std::optional<Measures> measures_;
};

constexpr char kLost[] = "duration: 2h\nfaults: [at 10m site Datacenter1 is lost]\nprocedure:\n";

TEST(Remedy, OfAPoolWhoseStoreIsLostIsTheForcedFailoverToTheLiveCopy) {
  const Drill drill(std::string(kLost) +
                    "  - wait 20m\n  - Invoke-CsPoolFailover -PoolFqdn pool1 -DisasterMode\n");
  EXPECT_THAT(drill.first_lines(),
              testing::ElementsAre("Invoke-CsManagementServerFailover -BackupSqlServerFqdn "
                                   "be2a.contoso.com -BackupSqlInstanceName rtc -Force"));
}

TEST(Remedy, OfAPoolThatIsANextHopNamesTheEdgePoolAndThePartner) {
  const Drill drill(
      "duration: 2h\nprocedure:\n  - Invoke-CsPoolFailover -PoolFqdn pool1\n"
      "  - Invoke-CsManagementServerFailover\n  - wait until replicas behind = 0, at most 10m\n"
      "  - Invoke-CsPoolFailover -PoolFqdn pool1\n");
  EXPECT_THAT(drill.first_lines(),
              testing::ElementsAre("Invoke-CsManagementServerFailover",
                                   "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com "
                                   "-Registrar Registrar:pool2.contoso.com"));
}

TEST(Remedy, OfANextHopAtOneSiteIsAnEditOfTheTopology) {
  const auto edge = [](Index site) {
    EdgePool out;
    out.fqdn = "edge";
    out.site = site;
    return out;
  };
  Pool pool;
  pool.fqdn = "pool";
  pool.site = 1;
  EXPECT_EQ(typed::next_hop(edge(1), pool), "topology builder: next hop of edge = pool");
  EXPECT_EQ(typed::next_hop(edge(0), pool),
            "Set-CsEdgeServer -Identity EdgeServer:edge -Registrar Registrar:pool");
}

TEST(Remedy, OfACrossFailoverIsTheFailbackOfThePartner) {
  const Drill drill(
      "duration: 3h\nprocedure:\n  - Invoke-CsManagementServerFailover\n"
      "  - wait until replicas behind = 0, at most 10m\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com\n  - Invoke-CsPoolFailover -PoolFqdn pool1\n"
      "  - Invoke-CsManagementServerFailover\n  - wait until replicas behind = 0, at most 10m\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge2.contoso.com -Registrar "
      "Registrar:pool1.contoso.com\n  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com "
      "-Registrar Registrar:pool1.contoso.com\n  - Invoke-CsPoolFailover -PoolFqdn pool2\n");
  EXPECT_THAT(drill.first_lines(),
              testing::Contains("Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com"));
}

TEST(LeftUndone, IsNothingInAHealthyDeployment) {
  EXPECT_THAT(Drill("duration: 1h\n").left(), testing::IsEmpty());
}

TEST(LeftUndone, NamesThePoolTheStoreAndTheServicesThatAreMissing) {
  const Drill drill(std::string(kLost) + "  - wait 20m\n");
  EXPECT_THAT(drill.left(),
              testing::IsSupersetOf({"pool1 does not run, and was not failed over (PRC-FO)",
                                     "federation out: 40 users are without (PRC-EF)",
                                     "XMPP: 40 users are without (PRC-EX)"}));
  EXPECT_THAT(drill.left(), testing::Contains(testing::HasSubstr("no active Central Management")));
}

TEST(LeftUndone, NamesWhatStaysElsewhereThoughItsOldPlaceRuns) {
  const Drill drill(
      "duration: 3h\nprocedure:\n  - Invoke-CsManagementServerFailover\n"
      "  - wait until replicas behind = 0, at most 10m\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com\n");
  EXPECT_THAT(drill.left(),
              testing::ElementsAre("the Central Management store is on pool2, though pool1 runs",
                                   "edge1 leads to pool2, though pool1 runs"));
}

TEST(LeftUndone, NamesStepsThatDidNotWaitForTheReplicas) {
  const std::string before =
      "duration: 3h\nprocedure:\n  - Invoke-CsManagementServerFailover\n"
      "  - wait until replicas behind = 0, at most 10m\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com\n";
  const std::string failover = "  - Invoke-CsPoolFailover -PoolFqdn pool1\n";
  EXPECT_THAT(Drill(before + failover).left(),
              testing::Contains("step 4 ran while 10 replicas were behind: \"wait until replicas "
                                "behind = 0\" belongs before it (INV-48)"));
  EXPECT_THAT(Drill(before + "  - wait until replicas behind = 0, at most 10m\n" + failover).left(),
              testing::Not(testing::Contains(testing::HasSubstr("behind"))));
}

TEST(LeftUndone, NamesTheLinesThatMoveRoutesFromAnEdgePoolThatIsLost) {
  const std::string lost = "duration: 4h\nfaults: [at 10m edge pool edgea is lost]\n";
  constexpr char kRoute[] =
      "Set-CsSite -Identity SiteB -XmppFederationRoute EdgeServer:edgeb.contoso.com";
  EXPECT_THAT(
      Drill(lost, "fx-large.yaml").left(),
      testing::IsSupersetOf(
          {std::string(
               "the XMPP route leads to edgea, which does not run: stop the services of each "
               "server of edgeb (INV-87), \"") +
               kRoute + "\", lead the A record of XMPP there (INV-81), start them again (PRC-EX)",
           std::string(
               "federation is enabled at edgea, which does not run: \"topology builder: "
               "federation of edgea.contoso.com = no\", \"topology builder: federation of "
               "edgeb.contoso.com = yes\", \"topology builder: publish\", and when "
               "replicas behind = 0 \"deployment wizard on\" each of its servers (PRC-EF)")}));
  EXPECT_THAT(
      Drill(lost + "procedure:\n  - wait 20m\n  - " + kRoute + "\n", "fx-large.yaml").left(),
      testing::Not(testing::Contains(testing::StartsWith("the XMPP route"))));
  EXPECT_THAT(Drill("duration: 4h\nfaults: [at 10m site SiteA is lost]\n", "fx-large.yaml").left(),
              testing::Not(testing::Contains(testing::StartsWith("the XMPP route"))))
      << "without the store it cannot be moved";
}

TEST(LeftUndone, NamesTheMediaOfUsersOutside) {
  const Drill drill("duration: 2h\nfaults: [at 10m edge pool edge1 is lost]\n");
  EXPECT_THAT(drill.left(), testing::Contains(testing::StartsWith("media of users outside: ")));
}

TEST(LeftUndone, NamesWhatCameBackAfterMoreThanAnHour) {
  const Drill drill("duration: 4h\nfaults:\n  - at 10m edge pool edge1 is lost, back after 2h\n");
  EXPECT_THAT(drill.left(), testing::Contains("XMPP: missing for up to 2h 00m 00s, for 40 users"));
}

}  // namespace
}  // namespace firedrill
