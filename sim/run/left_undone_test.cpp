// What is told after a run of what was left, and of what stood in the way meanwhile.
#include "sim/run/left_undone.hpp"

#include <gmock/gmock.h>

#include <regex>

#include "sim/run/drill_for_tests.hpp"

namespace firedrill {
namespace {

constexpr char kLost[] = "duration: 2h\nfaults: [at 10m site Datacenter1 is lost]\nprocedure:\n";

/// What is said of when to begin left out: a test of its own tells of it.
std::vector<std::string> timeless(std::vector<std::string> left) {
  static const std::regex time("; its lines take [^|;]*?( \\| |$)");
  for (std::string& one : left) one = std::regex_replace(one, time, "$1");
  return left;
}

TEST(LeftUndone, IsNothingInAHealthyDeployment) {
  EXPECT_THAT(DrillForTests("duration: 1h\n").left(), testing::IsEmpty());
}

TEST(LeftUndone, NamesThePoolTheStoreAndTheServicesThatAreMissing) {
  const DrillForTests drill(std::string(kLost) + "  - wait 20m\n");
  EXPECT_THAT(drill.left(),
              testing::IsSupersetOf({"pool1 does not run, and was not failed over (PRC-FO)",
                                     "federation out: 40 users are without (PRC-FO, PRC-EF)",
                                     "XMPP: 40 users are without (PRC-FO, PRC-EX)"}));
  EXPECT_THAT(drill.left(), testing::Contains(testing::HasSubstr("no active Central Management")));
}

constexpr char kStoreMoved[] =
    "  - wait 20m\n  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
    "-BackupSqlInstanceName rtc -Force\n";
constexpr char kFailover[] =
    "pool1 does not run, and was not failed over (PRC-FO) | Set-CsEdgeServer -Identity "
    "EdgeServer:edge1.contoso.com -Registrar Registrar:pool2.contoso.com | wait until replicas "
    "behind = 0, at most 30m | Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode";

TEST(LeftUndone, NamesTheLinesThatFailAPoolOver) {
  const std::vector<std::string> left = DrillForTests(std::string(kLost) + kStoreMoved).left();
  ASSERT_FALSE(left.empty());
  EXPECT_EQ(left.front(), kFailover) << "before what goes by Edge pools";
  const std::string hop =
      "  - wait until replicas behind = 0\n  - Set-CsEdgeServer -Identity "
      "EdgeServer:edge1.contoso.com -Registrar Registrar:pool2.contoso.com\n";
  EXPECT_EQ(DrillForTests(std::string(kLost) + kStoreMoved + hop).left().front(),
            "pool1 does not run, and was not failed over (PRC-FO) | Invoke-CsPoolFailover "
            "-PoolFqdn pool1.contoso.com -DisasterMode");
  EXPECT_THAT(DrillForTests(std::string(kLost) + "  - wait 20m\n").left(),
              testing::Contains("pool1 does not run, and was not failed over (PRC-FO)"))
      << "without the store it is refused";
}

TEST(LeftUndone, NamesOfFederationTheProcedureOfThePoolWhereThatIsWhatIsMissing) {
  // Another Edge pool takes what comes in; federation out and XMPP have to be moved.
  EXPECT_THAT(DrillForTests(std::string(kLost) + kStoreMoved).left(),
              testing::IsSupersetOf(
                  {"presence, contacts, conferencing, federation in: 20 users are without (PRC-FO)",
                   "federation out: 40 users are without (PRC-FO, PRC-EF)",
                   "XMPP: 40 users are without (PRC-FO, PRC-EX)"}));
}

TEST(LeftUndone, NamesThePoolThatWasNotFailedOverBeforeItWasBack) {
  const std::string back =
      "duration: 8h\nfaults: [\"at 10m site Datacenter1 is lost, back after 5h\"]\nprocedure:\n";
  EXPECT_THAT(
      timeless(DrillForTests(back + kStoreMoved).left()),
      testing::Contains(testing::AllOf(testing::StartsWith("meanwhile, when an hour was up"),
                                       testing::EndsWith(kFailover))));
  const std::string brief =
      "duration: 4h\nfaults: [\"at 10m pool pool1 is lost, back after 40m\"]\n";
  EXPECT_THAT(timeless(DrillForTests(brief).left()),
              testing::Not(testing::Contains(testing::HasSubstr("PRC-FO"))));
}

TEST(LeftUndone, DoesNotFailAPoolOverThatHasNowhereToGo) {
  const DrillForTests drill(
      "duration: 2h\nfaults: [at 10m pool pool1 is lost, at 10m pool pool2 is lost]\n");
  EXPECT_THAT(drill.left(),
              testing::Contains("pool1 does not run, and nor does its backup pool pool2"));
}

TEST(LeftUndone, NamesWhatStaysElsewhereThoughItsOldPlaceRuns) {
  const DrillForTests drill(
      "duration: 3h\nprocedure:\n  - Invoke-CsManagementServerFailover\n"
      "  - wait until replicas behind = 0, at most 10m\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com\n");
  EXPECT_THAT(drill.left(),
              testing::ElementsAre(
                  "edge1 leads to pool2, though pool1 runs (PRC-FB, TRAP-04) | topology builder: "
                  "next hop of edge1.contoso.com = pool1.contoso.com | topology builder: publish | "
                  "wait until replicas behind = 0, at most 30m",
                  "the Central Management store is on pool2, though pool1 runs; it may stay "
                  "(INV-47) | Invoke-CsManagementServerFailover | wait until replicas behind = 0, "
                  "at most 30m"));
}

TEST(LeftUndone, NamesStepsThatDidNotWaitForTheReplicas) {
  const std::string before =
      "duration: 3h\nprocedure:\n  - Invoke-CsManagementServerFailover\n"
      "  - wait until replicas behind = 0, at most 10m\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com\n";
  const std::string failover = "  - Invoke-CsPoolFailover -PoolFqdn pool1\n";
  EXPECT_THAT(DrillForTests(before + failover).left(),
              testing::Contains("step 4 ran while 10 replicas were behind: \"wait until replicas "
                                "behind = 0\" belongs before it (INV-48)"));
  EXPECT_THAT(
      DrillForTests(before + "  - wait until replicas behind = 0, at most 10m\n" + failover).left(),
      testing::Not(testing::Contains(testing::HasSubstr("belongs before it"))));
}

constexpr char kFederation[] =
    "federation is enabled at edgea, which does not run (PRC-EF)"
    " | topology builder: federation of edgea.contoso.com = no"
    " | topology builder: federation of edgeb.contoso.com = yes | topology builder: publish"
    " | wait until replicas behind = 0, at most 30m | deployment wizard on edgeb1.contoso.com"
    " | deployment wizard on edgeb2.contoso.com";
constexpr char kMedia[] =
    " | topology builder: media edge of se1.contoso.com = edgeb.contoso.com"
    " | topology builder: media edge of se2.contoso.com = edgeb.contoso.com"
    " | topology builder: publish | wait until replicas behind = 0, at most 30m";

TEST(LeftUndone, NamesTheLinesThatMoveRoutesFromAnEdgePoolThatIsLost) {
  const std::string lost =
      "duration: 4h\nfaults: [at 10m edge pool edgea is lost]\nprocedure:\n  - wait 20m\n";
  constexpr char kRoute[] =
      "Set-CsSite -Identity SiteB -XmppFederationRoute EdgeServer:edgeb.contoso.com";
  EXPECT_THAT(DrillForTests(lost, "fx-large.yaml").left(),
              testing::IsSupersetOf(
                  {std::string("the XMPP route leads to edgea, which does not run (PRC-EX); users "
                               "outside are cut off while edgeb, the only way in, is stopped"
                               " | Stop-CsWindowsService -ComputerName edgeb1.contoso.com"
                               " | Stop-CsWindowsService -ComputerName edgeb2.contoso.com | ") +
                       kRoute +
                       " | external dns: xmpp.contoso.com A edgeb.contoso.com"
                       " | Start-CsWindowsService -ComputerName edgeb1.contoso.com"
                       " | Start-CsWindowsService -ComputerName edgeb2.contoso.com"
                       " | wait until replicas behind = 0, at most 30m",
                   std::string(kFederation)}));
  EXPECT_THAT(DrillForTests(lost + "  - " + kRoute + "\n", "fx-large.yaml").left(),
              testing::Not(testing::Contains(testing::StartsWith("the XMPP route"))));
  EXPECT_THAT(
      DrillForTests(
          "duration: 4h\nfaults: [at 10m site SiteA is lost]\nprocedure: [wait 20m, wait 1m]\n",
          "fx-large.yaml")
          .left(),
      testing::AllOf(
          testing::Contains("the XMPP route leads to edgea, which does not run (PRC-EX)"),
          testing::Contains(
              "no active Central Management store can be reached, and before it is failed over or "
              "restored nothing can be moved (INV-43) | Invoke-CsManagementServerFailover "
              "-BackupSqlServerFqdn be2a.contoso.com -BackupSqlInstanceName rtc -Force")))
      << "without the store it cannot be moved";
}

TEST(LeftUndone, NamesTheMediaOfUsersOutside) {
  const DrillForTests drill("duration: 2h\nfaults: [at 10m edge pool edge1 is lost]\n");
  EXPECT_THAT(drill.left(), testing::Contains(testing::StartsWith(
                                "media of users outside goes by edge1, which does not run")));
  EXPECT_THAT(drill.left(), testing::Contains(testing::MatchesRegex(
                                "media of users outside: [0-9]+ users are without .PRC-EA.")));
  const DrillForTests large("duration: 4h\nfaults: [at 10m edge pool edgea is lost]\n",
                            "fx-large.yaml");
  EXPECT_THAT(
      large.left(),
      testing::Contains(testing::AllOf(
          testing::HasSubstr("for pool1, se1, se2 (PRC-EA)"),
          testing::HasSubstr(" | topology builder: media edge of se2.contoso.com = edgeb"))));
}

TEST(LeftUndone, NamesAnSrvRecordThatIsMissingWhereXmppGoes) {
  const DrillForTests gone(
      "duration: 1h\nprocedure:\n"
      "  - external dns: no _xmpp-server._tcp.contoso.com SRV edgea.contoso.com\n",
      "fx-large.yaml");
  EXPECT_THAT(gone.left(),
              testing::Contains("XMPP goes by edgea, and no SRV record leads there (INV-81) | "
                                "external dns: _xmpp-server._tcp.contoso.com SRV "
                                "edgea.contoso.com priority 30"));
}

TEST(LeftUndone, NamesARouteOfXmppToAnEdgePoolThatIsNotEnabledForIt) {
  const DrillForTests drill(
      "duration: 2h\nfaults: [at 10m edge pool edge1 is lost]\nprocedure:\n  - wait 20m\n"
      "  - Set-CsSite -Identity Datacenter2 -XmppFederationRoute EdgeServer:edge2.contoso.com\n");
  EXPECT_THAT(drill.left(),
              testing::Contains(
                  "XMPP goes by edge2, which is not enabled for it (PRC-EX) | topology builder: "
                  "xmpp of edge2.contoso.com = yes | topology builder: publish | wait until "
                  "replicas behind = 0, at most 30m | deployment wizard on edge2a.contoso.com | "
                  "deployment wizard on edge2b.contoso.com"));
}

TEST(LeftUndone, DoesNotMissMediaWhereAPoolNeverHadAnEdgePoolForThem) {
  const auto left = [](void (*change)(Topology&)) {
    return DrillForTests("duration: 2h\nfaults: [at 10m edge pool edge1 is lost]\n", "pair.yaml",
                         change)
        .left();
  };
  const auto media = testing::Contains(testing::HasSubstr("media of users outside"));
  EXPECT_THAT(left(nullptr), media);
  EXPECT_THAT(left([](Topology& t) { t.pools[0].media_edge = kNone; }), testing::Not(media));
}

TEST(LeftUndone, NamesWhatCameBackAfterMoreThanAnHour) {
  const DrillForTests drill(
      "duration: 4h\nfaults:\n  - at 10m edge pool edge1 is lost, back after 2h\n");
  EXPECT_THAT(drill.left(), testing::Contains("federation out, XMPP: missing for an hour or more "
                                              "for 40 users, up to 2h 00m 00s"));
  const DrillForTests brief(
      "duration: 4h\nfaults:\n  - at 10m edge pool edge1 is lost, back after 59m\n");
  EXPECT_THAT(brief.left(), testing::IsEmpty());
}

constexpr char kSite[] =
    "duration: 12h\nfaults:\n  - at 10m site SiteA is lost, back after 6h\nprocedure:\n"
    "  - wait 15m\n  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
    "-BackupSqlInstanceName rtc -Force\n"
    "  - Set-CsEdgeServer -Identity EdgeServer:edgea.contoso.com -Registrar Registrar:pool2\n"
    "  - wait until replicas behind = 0\n"
    "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode\n";
constexpr char kEdits[] =
    "  - topology builder: federation of edgea = no\n"
    "  - topology builder: federation of edgeb = yes\n";
constexpr char kBack[] =
    "  - wait until serving of pool1 = yes\n"
    "  - Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com\n";

TEST(LeftUndone, NamesTheLinesThatNobodyTypedBeforeTheSiteWasBack) {
  const std::vector<std::string> left =
      timeless(DrillForTests(std::string(kSite) + kBack, "fx-large.yaml").left());
  const std::string meanwhile = "meanwhile, when an hour was up (01:10:00, in step 6): ";
  EXPECT_THAT(left, testing::IsSupersetOf({meanwhile + kFederation}));
  EXPECT_THAT(left, testing::Contains(testing::StartsWith(
                        meanwhile + "the XMPP route leads to edgea, which does not run")));
  EXPECT_THAT(left, testing::Contains(testing::AllOf(
                        testing::StartsWith(meanwhile + "media of users outside goes by edgea"),
                        testing::HasSubstr("for se1, se2 (PRC-EA)"), testing::EndsWith(kMedia))));
  EXPECT_THAT(left, testing::Contains(testing::MatchesRegex(
                        "media of users outside: missing for an hour or more for [0-9]+ users, up "
                        "to 6h 00m 00s .pools se1, se2, PRC-EA.")));
}

TEST(LeftUndone, WaitsForTheLossAndTheReturnWhereTheProcedureWasOverBefore) {
  const std::string lost =
      "duration: 9h\nfaults: [\"at 3h edge pool edgea is lost, back after 4h\"]\n";
  const std::string first =
      "meanwhile, when an hour was up (04:00:00): federation is enabled at edgea, which does not "
      "run (PRC-EF) | wait until edge serving of edgea.contoso.com = no, at most 4h | topology "
      "builder: federation";
  std::vector<std::string> left = timeless(DrillForTests(lost, "fx-large.yaml").left());
  EXPECT_THAT(left, testing::Contains(testing::StartsWith(first)));
  left.erase(
      std::ranges::find_if(left, [&](const std::string& one) { return one.starts_with(first); }));
  EXPECT_THAT(left, testing::Not(testing::Contains(testing::HasSubstr("wait until edge serving"))))
      << "once";
  EXPECT_THAT(timeless(DrillForTests(lost + "procedure: [wait 5h]\n", "fx-large.yaml").left()),
              testing::Contains(testing::StartsWith(
                  "meanwhile, when an hour was up (04:00:00, in step 1): federation is enabled "
                  "at edgea, which does not run (PRC-EF) | wait until edge serving of "
                  "edgea.contoso.com = no, at most 4h")))
      << "the step began before the loss";
  EXPECT_THAT(timeless(DrillForTests(lost + "procedure: [wait 190m]\n", "fx-large.yaml").left()),
              testing::Contains(testing::StartsWith(
                  "meanwhile, when an hour was up (04:00:00, after step 1): federation is enabled "
                  "at edgea, which does not run (PRC-EF) | topology builder")))
      << "it had ended after the loss";
  EXPECT_THAT(timeless(DrillForTests("duration: 4h\nfaults: [at 3h edge pool edgea is lost]\n",
                                     "fx-large.yaml")
                           .left()),
              testing::Contains(testing::StartsWith(
                  "federation is enabled at edgea, which does not run (PRC-EF) | wait until edge "
                  "serving of edgea.contoso.com = no, at most 4h")));
  EXPECT_THAT(timeless(DrillForTests(std::string(kSite), "fx-large.yaml").left()),
              testing::Contains("pool1 is FailedOver: PRC-FB fails it back | wait until serving of "
                                "pool1.contoso.com = yes, at most 6h | Invoke-CsPoolFailback "
                                "-PoolFqdn pool1.contoso.com"));
}

TEST(LeftUndone, SaysHowLongTheLinesTakeThatWereMissing) {
  const std::vector<std::string> left =
      DrillForTests(std::string(kSite) + kBack, "fx-large.yaml").left();
  EXPECT_THAT(left, testing::Contains(testing::HasSubstr(
                        "federation is enabled at edgea, which does not run (PRC-EF); its lines "
                        "take 16m 00s, so begin by 00:54:00 | topology builder")));
  EXPECT_THAT(
      left, testing::Contains(testing::HasSubstr(
                "edgeb, the only way in, is stopped; its lines take 42m 01s, so begin by 00:27:59 "
                "(Stop-CsWindowsService with -NoWait saves 19m 56s) | Stop-Cs")));
  EXPECT_THAT(
      left,
      testing::Contains(
          "the lines of federation out, media from outside, XMPP take 1h 04m 01s one after the "
          "other, and one administrator who types them all is not done within the hour: write "
          "\"administrators:\" in place of \"procedure:\", "
          "with a \"- name:\" and a \"procedure:\" for each; the second one types those of XMPP, "
          "beginning with \"- wait until master = pool2.contoso.com, at most 2h\""))
      << "with the 6 minutes of media";
  std::string two =
      std::regex_replace(std::string(kSite) + kBack, std::regex("\n  - (?!at)"), "\n      - ");
  two.replace(two.find("procedure:"), 0, "administrators:\n  - name: first\n    ");
  two += "  - name: second\n    procedure: [wait 1m]\n";
  EXPECT_THAT(
      DrillForTests(two, "fx-large.yaml").left(),
      testing::Contains(testing::HasSubstr(
          "within the hour: share them out among the administrators; the second one types")));
  const std::string quick = "parameters: {poolStart: 1m}\n";
  EXPECT_THAT(DrillForTests(quick + std::string(kSite) + kBack, "fx-large.yaml").left(),
              testing::AllOf(testing::Contains(testing::HasSubstr("its lines take 6m 01s")),
                             testing::Not(testing::Contains(testing::HasSubstr("one after the")))))
      << "as the model has it";
}

/// Everything goes over; what is typed of it is the drill's, so that the order is the report's.
constexpr char kAllMoved[] =
    "  - topology builder: federation of edgea = no\n"
    "  - topology builder: federation of edgeb = yes\n"
    "  - topology builder: media edge of se1 = edgeb\n"
    "  - topology builder: publish\n  - wait until replicas behind = 0\n"
    "  - deployment wizard on edgeb1.contoso.com\n  - deployment wizard on edgeb2.contoso.com\n"
    "  - Set-CsSite -Identity SiteB -XmppFederationRoute EdgeServer:edgeb.contoso.com\n"
    "  - external dns: xmpp.contoso.com A edgeb.contoso.com\n";

TEST(LeftUndone, NamesTheWayHomeInTheOrderThatIsAdvised) {
  const std::vector<std::string> left =
      DrillForTests(std::string(kSite) + kAllMoved, "fx-large.yaml").left();
  std::vector<std::string> begin;
  for (const std::string& one : left) begin.push_back(one.substr(0, one.find(" | ")));
  ASSERT_GE(begin.size(), 6U);
  begin.erase(begin.begin(), begin.end() - 6);  // what was missing before the site was back
  EXPECT_THAT(
      begin,
      testing::ElementsAre(
          "edgea runs, and federation is elsewhere (PRC-EB); do it before pool1 is failed back "
          "(INV-17)",
          "edgea runs, and media of users outside of se1 goes elsewhere (PRC-EB); do it before "
          "pool1 is "
          "failed back (INV-17)",
          "edgea runs, and XMPP is elsewhere (PRC-EB); do it before pool1 is failed back (INV-17)",
          "pool1 is FailedOver: PRC-FB fails it back",
          "edgea leads to pool2, though pool1 runs (PRC-FB, TRAP-04); after the failback",
          "the Central Management store is on pool2, though pool1 runs; it may stay (INV-47); if "
          "you move it home, do so after the failback"));
}

constexpr char kXmppStopped[] =
    "  - Stop-CsWindowsService -ComputerName edgeb1.contoso.com\n"
    "  - Stop-CsWindowsService -ComputerName edgeb2.contoso.com\n";
constexpr char kXmppRoute[] =
    "  - Set-CsSite -Identity SiteB -XmppFederationRoute EdgeServer:edgeb.contoso.com\n"
    "  - external dns: xmpp.contoso.com A edgeb.contoso.com\n";
constexpr char kXmppStarted[] =
    "  - Start-CsWindowsService -ComputerName edgeb1.contoso.com\n"
    "  - Start-CsWindowsService -ComputerName edgeb2.contoso.com\n";

TEST(LeftUndone, SaysThatAnEdgePoolWasStoppedByItsOwnSteps) {
  const std::string until_the_hour = std::string(kSite) + "  - wait 20m\n" + kXmppStopped;
  const std::vector<std::string> left =
      timeless(DrillForTests(until_the_hour + kXmppRoute + kXmppStarted, "fx-large.yaml").left());
  EXPECT_THAT(left, testing::Contains(testing::AllOf(
                        testing::StartsWith("meanwhile, when an hour was up"),
                        testing::HasSubstr("edgeb is stopped by step 7, step 8, and not started "
                                           "again (CMD-73); step 11 and those after it came "
                                           "later"))))
      << "as they stood when the hour was up";
  EXPECT_THAT(left, testing::Contains(testing::AllOf(
                        testing::HasSubstr("media of users outside goes by edgea, which does not "
                                           "run, for se1, se2 (PRC-EA); edgeb is stopped by step "
                                           "7, step 8: this belongs before step 7"),
                        testing::EndsWith(kMedia))));
  EXPECT_THAT(left, testing::Contains(testing::HasSubstr(
                        "federation is enabled at edgea, which does not run (PRC-EF); edgeb is "
                        "stopped by step 7, step 8: this belongs before step 7")));
  EXPECT_THAT(left, testing::Not(testing::Contains(testing::HasSubstr("no other Edge pool"))));
  EXPECT_THAT(
      timeless(
          DrillForTests(until_the_hour + kXmppRoute +
                            "  - Start-CsWindowsService -ComputerName edgeb1.contoso.com -NoWait\n",
                        "fx-large.yaml")
              .left()),
      testing::Contains(testing::EndsWith("step 11 and those after it came later")))
      << "a switch more is the same step";
  EXPECT_THAT(timeless(DrillForTests(until_the_hour + kXmppRoute, "fx-large.yaml").left()),
              testing::Contains("edgeb is stopped by step 7, step 8, and not started again "
                                "(CMD-73) | Start-CsWindowsService -ComputerName "
                                "edgeb1.contoso.com | Start-CsWindowsService -ComputerName "
                                "edgeb2.contoso.com"));
}

TEST(LeftUndone, SaysWhichLaterStepsCameTooLate) {
  const std::string late =
      "  - wait 1h\n  - topology builder: federation of edgea.contoso.com = no\n"
      "  - topology builder: federation of edgeb.contoso.com = yes\n"
      "  - topology builder: publish\n  - wait until replicas behind = 0\n"
      "  - deployment wizard on edgeb1.contoso.com\n  - deployment wizard on edgeb2.contoso.com\n";
  const std::vector<std::string> left =
      timeless(DrillForTests(std::string(kSite) + late + kBack, "fx-large.yaml").left());
  EXPECT_THAT(
      left, testing::Contains("meanwhile, when an hour was up (01:10:00, in step 6): federation is "
                              "enabled at edgea, which does not run (PRC-EF); step 7 and "
                              "those after it came later"));
  EXPECT_THAT(left, testing::Contains(testing::AllOf(
                        testing::HasSubstr("media of users outside goes by edgea, which does not"),
                        testing::EndsWith(kMedia))))
      << "a publish of something else is none of media";
}

TEST(LeftUndone, SaysThatAFailbackSignsPeopleOffForAnHour) {
  EXPECT_THAT(
      DrillForTests(std::string(kSite) + kBack, "fx-large.yaml").left(),
      testing::Contains(testing::AllOf(
          testing::StartsWith("presence, contacts, conferencing, federation in: missing for an "
                              "hour or more for 40 users, up to 1h 0"),
          testing::EndsWith(", while pool1 was failed back, which is normal (TRAP-12)"))));
}

TEST(LeftUndone, NamesEditsThatDoNotAct) {
  const std::string drafted =
      "edits were drafted and not published: federation of edgea, federation of edgeb (TRAP-34) | "
      "topology builder: publish | wait until replicas behind = 0, at most 30m";
  EXPECT_THAT(DrillForTests(std::string(kSite) + kEdits, "fx-large.yaml").left(),
              testing::Contains(testing::StartsWith(drafted)));
  EXPECT_THAT(DrillForTests(
                  std::string(kSite) + kEdits + "  - topology builder: publish without enabling\n",
                  "fx-large.yaml")
                  .left(),
              testing::Contains(testing::StartsWith(
                  "edits were published and not enabled: federation of edgea, federation of edgeb "
                  "(TRAP-34) | Enable-CsTopology")));
}

TEST(LeftUndone, NamesServersOnWhichTheWizardWasNotRun) {
  const std::string published =
      std::string(kSite) + kEdits + "  - " + "topology builder: publish\n";
  EXPECT_THAT(DrillForTests(published + "  - wait until replicas behind = 0\n"
                                        "  - deployment wizard on edgeb1.contoso.com\n",
                            "fx-large.yaml")
                  .left(),
              testing::Contains("the Deployment Wizard was not run on edgeb2 after a publish gave "
                                "edgeb something to carry (PRC-EF) | deployment wizard on "
                                "edgeb2.contoso.com"));
  const std::string home =
      "  - wait until serving of pool1 = yes\n  - topology builder: federation of edgeb = no\n"
      "  - topology builder: federation of edgea = yes\n  - topology builder: publish\n";
  EXPECT_THAT(
      DrillForTests(published + home, "fx-large.yaml").left(),
      testing::Contains(testing::StartsWith(
          "meanwhile, when an hour was up (01:10:00, in step 9): the Deployment Wizard was not run "
          "on edgeb1, "
          "edgeb2 after a publish gave edgeb something to carry (PRC-EF)")));
}

TEST(LeftUndone, NamesTheContentThatIsOnlyAtTheBackupPool) {
  const DrillForTests drill("load: {conference concurrency: 50%}\n" + std::string(kSite) + kBack,
                            "fx-large.yaml");
  EXPECT_THAT(drill.left(),
              testing::Contains(testing::MatchesRegex(
                  "[0-9]+ content items of users of pool1 are only at pool2 .PRC-CC, INV-25. . "
                  "Invoke-CsBackupServiceSync -PoolFqdn pool2.contoso.com -BackupModule "
                  "ConfServices.DataConf . wait until content missing of pool1.contoso.com = 0, at "
                  "most 2h")));
}

TEST(LeftUndone, TellsNoFailbackAndNoCopyWhereTheBackupPoolIsDown) {
  const std::string over =
      "duration: 12h\nload: {conference concurrency: 50%, conferences with content: "
      "100%}\nfaults:\n"
      "  - at 30m pool se1 is lost, back after 2h\n  - at 5h pool se2 is lost\nprocedure:\n"
      "  - wait 40m\n  - Invoke-CsPoolFailover -PoolFqdn se1.contoso.com -DisasterMode\n";
  const std::vector<std::string> left = DrillForTests(over, "fx-large.yaml").left();
  EXPECT_THAT(left,
              testing::Contains("se1 is FailedOver: PRC-FB fails it back, but not now: the backup "
                                "pool cannot be reached; -DisasterMode gives up what was "
                                "written there (CMD-02)"));
  EXPECT_THAT(left,
              testing::Contains(
                  "se2 does not run, and cannot be failed over to se1: the partner has not been "
                  "failed back; fail it back first (INV-01)"));
  const std::string back =
      "  - wait until serving of se1.contoso.com = yes, at most 4h\n"
      "  - Invoke-CsPoolFailback -PoolFqdn se1.contoso.com\n";
  EXPECT_THAT(DrillForTests(over + back, "fx-large.yaml").left(),
              testing::Not(testing::Contains(testing::HasSubstr("ConfServices.DataConf"))));
}

TEST(LeftUndone, TellsOfTwoLossesOneAfterTheOther) {
  const std::vector<std::string> left =
      DrillForTests(
          "duration: 14h\nfaults:\n  - at 30m site SiteA is lost, back after 3h\n"
          "  - at 8h site SiteB is lost, back after 3h\n",
          "fx-large.yaml")
          .left();
  std::vector<std::string> hours;
  for (const std::string& one : left) {
    const std::size_t at = one.find("was up (");
    if (at != std::string::npos) hours.push_back(one.substr(at + 8, 8));
  }
  EXPECT_THAT(hours, testing::IsSupersetOf({"01:30:00", "09:00:00"}));
  EXPECT_TRUE(std::ranges::is_sorted(hours));
}

TEST(LeftUndone, HasTheStoreGoHomeAfterAFailoverThatIsTold) {
  const std::string lost = "duration: 12h\nfaults:\n  - at 10m site SiteA is lost, back after 6h\n";
  const std::string store =
      "procedure:\n  - wait 15m\n  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn "
      "be2a.contoso.com -BackupSqlInstanceName rtc -Force\n";
  EXPECT_THAT(DrillForTests(lost + store, "fx-large.yaml").left().back(),
              testing::HasSubstr("if you move it home, do so after the failback"));
}

TEST(LeftUndone, TellsOfTheContentWithTheFailbackThatItFollows) {
  const DrillForTests drill("load: {conference concurrency: 50%}\n" + std::string(kSite),
                            "fx-large.yaml");
  EXPECT_THAT(timeless(drill.left()),
              testing::Contains(
                  "pool1 is FailedOver: PRC-FB fails it back, and the content of conferences "
                  "follows (PRC-CC, INV-25) | wait until serving of pool1.contoso.com = yes, at "
                  "most 6h | Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com | "
                  "Invoke-CsBackupServiceSync -PoolFqdn pool2.contoso.com -BackupModule "
                  "ConfServices.DataConf | wait until content missing of pool1.contoso.com = 0, at "
                  "most 2h"));
}

}  // namespace
}  // namespace firedrill
