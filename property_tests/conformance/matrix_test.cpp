// The user-experience matrix (rule book 6.2 to 6.4): the pair is driven into each of the states,
// and what the model grants is compared with the printed cell. The cells stand here as the matrix
// has them; the model derives its own from the State.
#include <array>
#include <functional>

#include "property_tests/conformance/pair_drill.hpp"
#include "sim/model/experience.hpp"

namespace firedrill {
namespace {

enum Column { kR, kT, kV, kFO, kF, kFB1, kFB2, kA, kB1, kB2, kColumns };
constexpr std::array<const char*, kColumns> kNames = {"R",   "T",   "V", "FO", "F",
                                                      "FB1", "FB2", "A", "B1", "B2"};

// Y yes, r yes in resiliency mode, L limited, N no, X cut, u unknown, l last published, d depends
// on what stands beside Lync, s silent.
struct Row {
  UxTask task;
  const char* cells;
};
constexpr Row kMatrix[] = {
    //                              R T V FO F FB1 FB2 A B1 B2
    {UxTask::kSignIn, "YNrrYrrYYr"},
    {UxTask::kPeerSession, "YXXXYYYYYY"},
    {UxTask::kNewPeerSession, "YNLLYYYYYY"},
    {UxTask::kSeePresence, "YNNNYLLYYL"},
    {UxTask::kPresenceInPool, "YNuuYuuYYs"},
    {UxTask::kPresenceElsewhere, "YlllYllYYs"},
    {UxTask::kChangeContacts, "YNNNYNNYYN"},
    {UxTask::kReadContacts, "YNNNYNNYYY"},
    {UxTask::kAddressBookSearch, "YNNNYNNYYY"},
    {UxTask::kMobileIncoming, "YNNNYssYYs"},
    {UxTask::kCreateConference, "YNNNYNNYYN"},
    {UxTask::kOwnConference, "YXXXYXXYYY"},
    {UxTask::kOthersConference, "YXYYYLLYYY"},
    {UxTask::kSeenFromElsewhere, "YYYYYYYYYY"},
    {UxTask::kJoinOwnConference, "YNNNYNNYYY"},
    {UxTask::kJoinOthers, "YNYYYLLYYY"},
    {UxTask::kMeetingContent, "YNNNYYYYYY"},
    {UxTask::kDialIn, "YNNNYNNYYs"},
    {UxTask::kWebPages, "YddddddYYY"},
    {UxTask::kOutboundPstn, "YNYYYYYYYY"},
    {UxTask::kInboundPstn, "YNdddddYYY"},
    {UxTask::kEnterpriseCall, "YNYYYYYYYY"},
    {UxTask::kHoldAndTransfer, "YNYYYYYYYY"},
    {UxTask::kForwarding, "YNLLYLLYYL"},
    {UxTask::kChangeForwarding, "YNNNYNNYYN"},
    {UxTask::kVoiceMail, "YNdddddYYY"},
    {UxTask::kCallAuthorisation, "YNYYYYYYYY"},
    {UxTask::kRouteByPresence, "YNNNYNNYYN"},
    {UxTask::kProvisionDevice, "YNNNYNNYYN"},
    {UxTask::kEmergencyLocation, "YNNNYYYYYY"},
    {UxTask::kXmppContacts, "YNNNYssYYN"},
    {UxTask::kTwoPartyMessages, "YNLYYYYYYY"},
    {UxTask::kConferenceServices, "YNNNYNNYYN"},
    {UxTask::kRemoteSignIn, "YNYYYYYYYY"},
    {UxTask::kFederationIn, "YNNNYssYYN"},
    {UxTask::kFederationOut, "YNNNYssYYN"},
    {UxTask::kXmpp, "YNNNYssYYN"},
    {UxTask::kRemoteMedia, "YNNNYssYYN"},
    {UxTask::kInternalTasks, "YNrrYrrYYr"},
    {UxTask::kAnonymousJoin, "YNNNYNNYYY"},
};
static_assert(std::size(kMatrix) == static_cast<std::size_t>(UxTask::kCount));

char letter(Cell cell) {
  constexpr const char* kLetters = "YrLNXulds";
  return kLetters[static_cast<std::size_t>(cell)];
}

/// Calls look(column, drill) in every state of the matrix, in the order of a site's loss and
/// return.
void visit(const std::function<void(Column, PairDrill&)>& look,
           const std::function<void(PairDrill&)>& prepare = {}) {
  PairDrill drill;
  if (prepare) prepare(drill);
  look(kR, drill);
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.pass(seconds(10));
  look(kT, drill);
  drill.pass(seconds(290 + 600));
  look(kV, drill);
  drill.begin(PairDrill::kFailOver);
  drill.pass(seconds(700));
  look(kFO, drill);
  drill.finish();
  drill.pass(seconds(600));
  look(kF, drill);
  drill.mend(FaultKind::kPool, PairDrill::pool1);
  drill.pass(minutes(20));
  drill.begin(PairDrill::kFailBack);
  drill.pass(minutes(20));
  look(kFB1, drill);
  drill.pass(minutes(38));
  look(kFB2, drill);
  drill.finish();
  drill.pass(minutes(20));
  look(kA, drill);
  drill.lose_back_end();
  drill.pass(minutes(29));
  look(kB1, drill);
  drill.pass(minutes(2));
  look(kB2, drill);
}

/// One row of the matrix for an internal and a remote user of the affected pool.
void expect_row(UxTask task, std::string_view rule) {
  const Row& row = kMatrix[static_cast<std::size_t>(task)];
  ASSERT_EQ(row.task, task);
  EXPECT_EQ(ux_rule(task), rule);
  visit([&](Column column, PairDrill& drill) {
    for (const std::uint32_t user : {0U, 2U}) {
      EXPECT_EQ(letter(experience(drill.world, drill.state(), user, task)), row.cells[column])
          << rule << ", column " << kNames[column] << ", user " << user;
    }
    // Users of the other pool lose nothing in any state (INV-12).
    EXPECT_EQ(letter(experience(drill.world, drill.state(), 4, task)), 'Y')
        << rule << ", column " << kNames[column];
  });
}

TEST(Experience, Ux01_NewSignIn) {
  expect_row(UxTask::kSignIn, "UX-01");
}
TEST(Experience, Ux01_WhereANewSignInLands) {
  constexpr Index kHome = PairDrill::pool1, kAway = PairDrill::pool2;
  constexpr Index kWhere[kColumns] = {kHome, kNone, kAway, kAway, kAway,
                                      kHome, kHome, kHome, kHome, kHome};
  visit([&](Column column, PairDrill& drill) {
    EXPECT_EQ(accepting_registrar(drill.world, drill.state(), 0), kWhere[column]) << kNames[column];
  });
}
TEST(Experience, Ux02_OldClientsWaitForTheFailbackToEnd) {
  constexpr const char* kCells = "YNNNYNNYYr";
  visit(
      [&](Column column, PairDrill& drill) {
        const Cell cell = experience(drill.world, drill.state(), 0, UxTask::kSignIn);
        EXPECT_EQ(letter(cell), kCells[column]) << kNames[column];
      },
      [](PairDrill& drill) {
        drill.writer().put(drill.state().user(0).client, Client::kOc2007R2);
      });
}
TEST(Invariants, Inv99_OldClientsCannotSignInDuringAFailback) {
  visit(
      [&](Column column, PairDrill& drill) {
        if (column != kFB1 && column != kFB2) return;
        EXPECT_EQ(accepting_registrar(drill.world, drill.state(), 0), kNone) << kNames[column];
        EXPECT_NE(accepting_registrar(drill.world, drill.state(), 1), kNone) << kNames[column];
      },
      [](PairDrill& drill) {
        drill.writer().put(drill.state().user(0).client, Client::kOc2007R2);
      });
}
TEST(Experience, Ux03_WhoeverIsSignedInIsMovedOnceEachWay) {
  struct Expected {
    int home, away, resiliency, regular;
  };
  constexpr Expected kSeen[kColumns] = {{4, 0, 0, 4}, {0, 0, 0, 0}, {0, 4, 4, 0},   {0, 4, 4, 0},
                                        {0, 4, 0, 4}, {0, 4, 4, 0}, {-1, 0, -1, 0}, {4, 0, 0, 4},
                                        {4, 0, 0, 4}, {4, 0, 4, 0}};
  visit([&](Column column, PairDrill& drill) {
    const Expected& e = kSeen[column];
    EXPECT_EQ(drill.registered(PairDrill::pool2), e.away) << kNames[column];
    EXPECT_EQ(drill.count(UserMode::kRegular), e.regular) << kNames[column];
    const int home = drill.registered(PairDrill::pool1);
    EXPECT_EQ(drill.count(UserMode::kResiliency), column == kFB2 ? home : e.resiliency);
    if (column != kFB2) {
      EXPECT_EQ(home, e.home) << kNames[column];
    }
    if (column == kFB2) {
      EXPECT_GT(home, 0);  // on their way home, one after the other
    }
  });
}
TEST(Experience, Ux04_RunningPeerSession) {
  expect_row(UxTask::kPeerSession, "UX-04");
}
TEST(Experience, Ux05_NewPeerSession) {
  expect_row(UxTask::kNewPeerSession, "UX-05");
}
TEST(Experience, Ux06_PresenceOfOthers) {
  expect_row(UxTask::kSeePresence, "UX-06");
}
TEST(Experience, Ux07_OwnPresenceSeenInThePool) {
  expect_row(UxTask::kPresenceInPool, "UX-07");
}
TEST(Experience, Ux08_OwnPresenceSeenElsewhere) {
  expect_row(UxTask::kPresenceElsewhere, "UX-08");
}
TEST(Traps, Trap57_TheTwoKindsOfViewersSeeDifferentThings) {
  visit([&](Column column, PairDrill& drill) {
    if (column != kV && column != kFO && column != kFB1) return;
    const auto cell = [&](UxTask task) { return experience(drill.world, drill.state(), 0, task); };
    EXPECT_EQ(cell(UxTask::kPresenceInPool), Cell::kUnknown);
    EXPECT_EQ(cell(UxTask::kPresenceElsewhere), Cell::kLastPublished);
  });
}
TEST(Experience, Ux09_ChangingContacts) {
  expect_row(UxTask::kChangeContacts, "UX-09");
}
TEST(Experience, Ux10_ReadingContacts) {
  expect_row(UxTask::kReadContacts, "UX-10");
}
TEST(Experience, Ux11_AddressBookSearch) {
  expect_row(UxTask::kAddressBookSearch, "UX-11");
}
TEST(Experience, Ux12_MobileClients) {
  expect_row(UxTask::kMobileIncoming, "UX-12");
}
TEST(Failures, Flt98_MobileClientsAreSilentUntilTheFailoverIsComplete) {
  visit([&](Column column, PairDrill& drill) {
    if (column > kF) return;
    const Cell cell = experience(drill.world, drill.state(), 0, UxTask::kMobileIncoming);
    EXPECT_EQ(cell, column == kR || column == kF ? Cell::kYes : Cell::kNo) << kNames[column];
  });
}
TEST(Experience, Ux20_CreatingConferences) {
  expect_row(UxTask::kCreateConference, "UX-20");
  visit([&](Column column, PairDrill& drill) {  // the load is held to it
    const bool can =
        kMatrix[static_cast<std::size_t>(UxTask::kCreateConference)].cells[column] == 'Y';
    const int before = drill.conferences();
    const int after = drill.hold_conferences(PairDrill::pool1);
    if (can) {
      EXPECT_GT(after, 0) << kNames[column];
    }
    if (!can) {
      EXPECT_EQ(after, before) << kNames[column];
    }
  });
}
TEST(Experience, Ux21_OwnConferencesAreCutByThePoolsFateAlone) {
  expect_row(UxTask::kOwnConference, "UX-21");
  const auto held_then = [](const std::function<void(PairDrill&)>& event) {
    PairDrill drill;
    EXPECT_GT(drill.hold_conferences(PairDrill::pool1), 0);
    event(drill);
    return drill.conferences();
  };
  EXPECT_EQ(held_then([](PairDrill& d) { d.strike(FaultKind::kPool, PairDrill::pool1); }), 0);
  EXPECT_EQ(held_then([](PairDrill& d) { d.begin(PairDrill::kFailOver); }), 0);
  EXPECT_GT(held_then([](PairDrill& d) {
              d.lose_back_end();
              d.pass(minutes(31));
            }),
            0);
}
TEST(Experience, Ux22_OthersConferences) {
  expect_row(UxTask::kOthersConference, "UX-22");
}
TEST(Experience, Ux23_OthersConferencesForOthers) {
  expect_row(UxTask::kSeenFromElsewhere, "UX-23");
  PairDrill drill;
  const int held = drill.hold_conferences(PairDrill::pool2);
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.begin(PairDrill::kFailOver);
  EXPECT_EQ(drill.conferences(PairDrill::pool2), held);
}
TEST(Experience, Ux24_JoiningConferencesOfTheAffected) {
  expect_row(UxTask::kJoinOwnConference, "UX-24");
}
TEST(Experience, Ux25_TheAffectedJoinOthers) {
  expect_row(UxTask::kJoinOthers, "UX-25");
}
TEST(Experience, Ux26_ContentOfEarlierMeetings) {
  expect_row(UxTask::kMeetingContent, "UX-26");
}
TEST(Experience, Ux26_ContentWrittenAtTheBackupIsMissingAtHome) {
  visit([&](Column column, PairDrill& drill) {
    if (column == kF) drill.write(0, BackupModule::kDataConf, 1);
    if (column < kFB1) return;
    const Cell cell = experience(drill.world, drill.state(), 0, UxTask::kMeetingContent);
    EXPECT_EQ(cell, Cell::kLimited) << kNames[column];
  });
}
TEST(Experience, Ux27_DiallingIn) {
  expect_row(UxTask::kDialIn, "UX-27");
}
TEST(Experience, Ux28_MeetAndDialinPages) {
  expect_row(UxTask::kWebPages, "UX-28");
}
TEST(Experience, Ux30_CallsToThePstn) {
  expect_row(UxTask::kOutboundPstn, "UX-30");
}
TEST(Experience, Ux31_CallsFromThePstn) {
  expect_row(UxTask::kInboundPstn, "UX-31");
}
TEST(Experience, Ux32_EnterpriseCalls) {
  expect_row(UxTask::kEnterpriseCall, "UX-32");
}
TEST(Experience, Ux33_HoldAndTransfer) {
  expect_row(UxTask::kHoldAndTransfer, "UX-33");
}
TEST(Experience, Ux34_Forwarding) {
  expect_row(UxTask::kForwarding, "UX-34");
}
TEST(Experience, Ux35_ChangingForwarding) {
  expect_row(UxTask::kChangeForwarding, "UX-35");
}
TEST(Experience, Ux36_VoiceMail) {
  expect_row(UxTask::kVoiceMail, "UX-36");
}
TEST(Experience, Ux37_CallRecordsAndAuthorisation) {
  expect_row(UxTask::kCallAuthorisation, "UX-37");
}
TEST(Experience, Ux38_RoutingByPresence) {
  expect_row(UxTask::kRouteByPresence, "UX-38");
}
TEST(Experience, Ux39_ProvisioningDevices) {
  expect_row(UxTask::kProvisionDevice, "UX-39");
}
TEST(Experience, Ux42_EmergencyLocation) {
  expect_row(UxTask::kEmergencyLocation, "UX-42");
}
TEST(Experience, Ux42_LocationsComeBackOnlyWhenImportedAndPublished) {
  PairDrill drill(nullptr);  // the store is on pool1
  const auto located = [&] {
    return letter(experience(drill.world, drill.state(), 0, UxTask::kEmergencyLocation));
  };
  drill.succeed("Export-CsLisConfiguration -FileName lis.zip");
  drill.sit_at(PairDrill::site2);
  drill.succeed(
      "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com");
  drill.pass(minutes(10));  // the standby has the next hop
  drill.strike(FaultKind::kPool, PairDrill::pool1);
  drill.succeed(
      "Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
      "-BackupSqlInstanceName rtc -Force");
  drill.succeed(PairDrill::kFailOver);
  drill.pass(minutes(20));
  EXPECT_EQ(drill.count(UserMode::kRegular), 4);
  EXPECT_EQ(located(), 'N');
  drill.succeed("Import-CsLisConfiguration -FileName lis.zip");
  EXPECT_EQ(located(), 'N');
  drill.succeed("Publish-CsLisConfiguration");
  EXPECT_EQ(located(), 'Y');
}
TEST(Experience, Ux43_XmppContacts) {
  expect_row(UxTask::kXmppContacts, "UX-43");
}
TEST(Experience, Ux50_RemoteSignIn) {
  expect_row(UxTask::kRemoteSignIn, "UX-50");
}
TEST(Experience, Ux51_InboundFederation) {
  expect_row(UxTask::kFederationIn, "UX-51");
}
TEST(Experience, Ux52_OutboundFederation) {
  expect_row(UxTask::kFederationOut, "UX-52");
}
TEST(Experience, Ux53_Xmpp) {
  expect_row(UxTask::kXmpp, "UX-53");
}
TEST(Experience, Ux54_RemoteMedia) {
  expect_row(UxTask::kRemoteMedia, "UX-54");
}
TEST(Experience, Ux55_InternalTasks) {
  expect_row(UxTask::kInternalTasks, "UX-55");
}
TEST(Experience, Ux56_AnonymousJoin) {
  expect_row(UxTask::kAnonymousJoin, "UX-56");
}
TEST(Failures, Flt85_ACallTriesThePrimaryRegistrarThenTheBackupThenThePstn) {
  constexpr auto kHome = CallRoute::kPrimaryRegistrar, kAway = CallRoute::kBackupRegistrar,
                 kPstn = CallRoute::kPstn;
  constexpr CallRoute kRoutes[kColumns] = {kHome, kPstn, kAway, kAway, kAway,
                                           kAway, kHome, kHome, kHome, kHome};
  visit([&](Column column, PairDrill& drill) {
    // User 1 is among the first to be home again in column FB2.
    const auto route = call_route(drill.world, drill.state(), PairDrill::pool2, 1);
    if (column == kFB2 && drill.state().user(1).registrar == kNone) return;
    EXPECT_EQ(route, kRoutes[column]) << kNames[column];
  });
  PairDrill cut;
  cut.strike(FaultKind::kWan, 0);
  EXPECT_EQ(call_route(cut.world, cut.state(), PairDrill::pool2, 1), kPstn);
  EXPECT_EQ(call_route(cut.world, cut.state(), PairDrill::pool1, 1), kHome);
}
TEST(Experience, Ux45_TwoPartyMessages) {
  expect_row(UxTask::kTwoPartyMessages, "UX-45");
}
TEST(Experience, Ux46_ConferencingAndPresence) {
  expect_row(UxTask::kConferenceServices, "UX-46");
}
TEST(Traps, Trap49_TheStrictReadingAllowsNoNewSessionsBeforeTheFailoverIsComplete) {
  visit([&](Column column, PairDrill& drill) {
    drill.world.parameters.set(ParameterId::kNewSessions, 1);
    for (const UxTask task :
         {UxTask::kNewPeerSession, UxTask::kEnterpriseCall, UxTask::kTwoPartyMessages,
          UxTask::kOutboundPstn, UxTask::kInboundPstn}) {
      const bool none = column == kT || column == kV || column == kFO;
      const Cell cell = experience(drill.world, drill.state(), 0, task);
      const char otherwise = kMatrix[static_cast<std::size_t>(task)].cells[column];
      EXPECT_EQ(letter(cell), none ? 'N' : otherwise) << ux_rule(task) << ", " << kNames[column];
    }
  });
}
TEST(Experience, Ux64_ADeadFileStoreCostsContentAndAddressBookFilesOnly) {
  PairDrill drill;
  drill.strike(FaultKind::kFileStore, drill.world.pool(PairDrill::pool1).file_store);
  for (const Row& row : kMatrix) {
    const Cell cell = experience(drill.world, drill.state(), 0, row.task);
    const Cell expected = row.task == UxTask::kMeetingContent ? Cell::kNo
                          : row.task == UxTask::kReadContacts ? Cell::kLimited
                                                              : Cell::kYes;
    EXPECT_EQ(cell, expected) << ux_rule(row.task);
  }
  drill.pass(hours(5));
  EXPECT_MODES(drill, 0, 0, 4);
}

}  // namespace
}  // namespace firedrill
