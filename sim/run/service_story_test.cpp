// A user's story tells of federation, XMPP, media and the way in, from when to when and by which
// rule. That traces tell the same is tested with the stories.
#include "sim/run/service_story.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "sim/run/explain.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string story_of(std::uint32_t user, const std::string& body,
                     void (*change)(Topology&) = nullptr) {
  const std::string folder = std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/topologies/";
  Diagnostics diagnostics;
  auto topology = read_topology_file(folder + "fx-large.yaml", {}, diagnostics);
  if (change != nullptr) change(*topology);
  const auto scenario =
      read_scenario_text("firedrill: 1\ntopology: p\nload: none\n" + body, "drill.yaml",
                         write_topology_yaml(*topology), {}, diagnostics);
  if (!scenario) throw std::invalid_argument(format_diagnostic(diagnostics.sorted().front()));
  World world;
  build_world(*scenario, world);
  world.consulted.fill(0);
  Simulation simulation(world, {.causes = KeepCauses::kAll});
  Timeline timeline(*scenario, simulation);
  CauseBook book(*scenario, simulation, timeline, user);
  simulation.listen(&timeline);
  simulation.listen(&book);
  simulation.run();
  const auto read = [&] { return std::count(world.consulted.begin(), world.consulted.end(), 1); };
  const auto with_story = read();
  world.consulted.fill(0);
  Simulation alone(world, {});
  alone.run();
  EXPECT_EQ(with_story, read()) << "a story reads nothing that a verdict would rest on";
  return book.explain_user();
}

constexpr std::uint32_t kInside = 0;
constexpr std::uint32_t kOutside = 2;

TEST(ServiceStory, OfARunWithoutAFaultHasNone) {
  EXPECT_THAT(story_of(kInside, "duration: 1h\n"), HasSubstr("nothing happened to this user"));
}

TEST(ServiceStory, TellsFromWhenToWhenAndByWhichRule) {
  const std::string story = story_of(
      kInside, "duration: 4h\nfaults:\n  - at 10m edge pool edgea is lost, back after 1h\n");
  EXPECT_THAT(story, AllOf(HasSubstr("  federation out: from 00:10:00 to 01:1"),
                           HasSubstr("  XMPP: from 00:10:00 to 01:1"),
                           HasSubstr("00:10:00  pool1 uses edgea for XMPP, which does not run  "
                                     "[FLT-71]\n              because Edge pool edgea lost"),
                           Not(HasSubstr("media from outside")), Not(HasSubstr("to the end"))));
}

TEST(ServiceStory, OfAUserOutsideTellsOfMediaAndTheWayIn) {
  const std::string one =
      story_of(kOutside, "duration: 4h\nfaults: [at 10m edge pool edgea is lost]\n");
  EXPECT_THAT(one, AllOf(HasSubstr("  media from outside: from 00:10:00 to the end"),
                         HasSubstr("pool1 uses edgea for media, which does not run  [FLT-71]"),
                         Not(HasSubstr("remote access: "))));
  const std::string both = story_of(kOutside,
                                    "duration: 4h\nfaults: [at 10m edge pool edgea is lost, "
                                    "at 10m edge pool edgeb is lost]\n");
  EXPECT_THAT(both, AllOf(HasSubstr("  remote access: from 00:10:00 to the end"),
                          HasSubstr("no Edge pool that runs leads in to pool1  [UX-50]")));
}

TEST(ServiceStory, NamesWhatIsStillAmissAfterTheRouteWasMoved) {
  const std::string story = story_of(
      kInside,
      "duration: 4h\nfaults: [at 10m edge pool edgea is lost]\nprocedure:\n  - wait 20m\n"
      "  - Set-CsSite -Identity SiteB -XmppFederationRoute EdgeServer:edgeb.contoso.com\n");
  EXPECT_THAT(story, HasSubstr("the A record of XMPP does not lead to edgeb  [FLT-74]"));
}

TEST(ServiceStory, NamesAnSrvRecordThatIsMissing) {
  const std::string story =
      story_of(kInside,
               "duration: 1h\nprocedure:\n"
               "  - external dns: no _xmpp-server._tcp.contoso.com SRV edgea.contoso.com\n");
  EXPECT_THAT(story, HasSubstr("no SRV record of XMPP leads to edgea  [INV-81]"));
}

TEST(ServiceStory, DoesNotTellOfMediaThatAPoolNeverHad) {
  const auto lost = [](void (*change)(Topology&)) {
    return story_of(kOutside, "duration: 2h\nfaults: [at 10m edge pool edgea is lost]\n", change);
  };
  EXPECT_THAT(lost(nullptr), HasSubstr("media from outside"));
  EXPECT_THAT(lost([](Topology& t) { t.pools[0].media_edge = kNone; }),
              Not(HasSubstr("media from outside")));
}

TEST(ServiceStory, NamesTheProcedureThatGivesAnEdgePoolWhatFederationNeeds) {
  const std::string story =
      story_of(kInside,
               "duration: 4h\nfaults: [at 10m edge pool edgea is lost]\nprocedure:\n  - wait 20m\n"
               "  - \"topology builder: federation of edgea.contoso.com = no\"\n"
               "  - \"topology builder: federation of edgeb.contoso.com = yes\"\n"
               "  - \"topology builder: publish\"\n");
  EXPECT_THAT(story, HasSubstr("edgeb has not what federation needs: enabled, published, "
                               "installed  [PRC-EF]"));
}

TEST(ServiceStory, NamesTheEventThatBrokeAServiceAndNotAnotherOfTheSameInstant) {
  // The store that comes back at the same instant has its replicas and backups to send.
  const std::string story =
      story_of(kInside,
               "duration: 8h\nfaults:\n  - at 1h site SiteA is lost, back after 6h\nprocedure:\n"
               "  - wait 75m\n"
               "  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
               "-BackupSqlInstanceName rtc -Force\n"
               "  - Set-CsEdgeServer -Identity EdgeServer:edgea.contoso.com "
               "-Registrar Registrar:pool2.contoso.com\n"
               "  - wait until replicas behind = 0\n"
               "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode\n");
  EXPECT_THAT(story, HasSubstr("07:00:00  edgea leads to pool1, and so not to pool2  [FLT-72]\n"
                               "              because site SiteA back at 07:00:00"));
  EXPECT_THAT(story, Not(HasSubstr("because backup-cycle")));
}

}  // namespace
}  // namespace firedrill
