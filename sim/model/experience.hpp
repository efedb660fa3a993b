// What a user can do now: the user-experience matrix (rule book 6) as one pure function.
//
// A cell follows from where the user is registered or would be, in which mode, in which state the
// home pool is and which stores run. It is an answer about the present instant; what happens to a
// session on the way from one state to the next is told by the events.
#pragma once

#include <cstdint>
#include <string_view>

#include "sim/model/state.hpp"
#include "sim/model/world.hpp"

namespace firedrill {

/// Rows of the matrix that the model can answer, in its order.
enum class UxTask : std::uint8_t {
  kSignIn,              // UX-01, UX-02: a new sign-in with the user's client
  kPeerSession,         // UX-04: a session that ran before
  kNewPeerSession,      // UX-05
  kSeePresence,         // UX-06
  kPresenceInPool,      // UX-07: own presence, seen by users of the same pool
  kPresenceElsewhere,   // UX-08: own presence, seen from other pools
  kChangeContacts,      // UX-09
  kReadContacts,        // UX-10: contact list and Address Book download
  kAddressBookSearch,   // UX-11
  kMobileIncoming,      // UX-12
  kCreateConference,    // UX-20
  kOwnConference,       // UX-21: a conference the user organises
  kOthersConference,    // UX-22: somebody else's conference the user was in
  kSeenFromElsewhere,   // UX-23: that conference, for its other participants
  kJoinOwnConference,   // UX-24: anybody joins a conference the user organises
  kJoinOthers,          // UX-25
  kMeetingContent,      // UX-26
  kDialIn,              // UX-27: by phone, through the Conferencing Auto Attendant
  kWebPages,            // UX-28: the pages behind the Meet and Dialin simple URLs
  kOutboundPstn,        // UX-30
  kInboundPstn,         // UX-31
  kEnterpriseCall,      // UX-32
  kHoldAndTransfer,     // UX-33
  kForwarding,          // UX-34
  kChangeForwarding,    // UX-35
  kVoiceMail,           // UX-36
  kCallAuthorisation,   // UX-37
  kRouteByPresence,     // UX-38
  kProvisionDevice,     // UX-39
  kEmergencyLocation,   // UX-42
  kXmppContacts,        // UX-43
  kTwoPartyMessages,    // UX-45
  kConferenceServices,  // UX-46: conferencing and presence together
  kRemoteSignIn,        // UX-50
  kFederationIn,        // UX-51
  kFederationOut,       // UX-52
  kXmpp,                // UX-53
  kRemoteMedia,         // UX-54
  kInternalTasks,       // UX-55: what needs no Edge pool, for a user inside
  kAnonymousJoin,       // UX-56: of a conference the user organises
  kCount,
};

enum class Cell : std::uint8_t {
  kYes,
  kResiliency,  // yes, in resiliency mode
  kLimited,     // within the limits that the matrix notes
  kNo,
  kCut,            // what was in progress has ended
  kUnknown,        // others see the presence "unknown"
  kLastPublished,  // others see what the user published last
  kDepends,        // on what stands beside Lync: GeoDNS, the carrier, Exchange
  kSilent,         // the documentation does not say
};

[[nodiscard]] Cell experience(const World& world, const State& state, std::uint32_t user,
                              UxTask task);

/// Where a call from a user served by `from` finds `callee` (FLT-85).
enum class CallRoute : std::uint8_t { kPrimaryRegistrar, kBackupRegistrar, kPstn };
[[nodiscard]] CallRoute call_route(const World& world, const State& state, Index from,
                                   std::uint32_t callee);

/// "UX-05".
[[nodiscard]] std::string_view ux_rule(UxTask task);

}  // namespace firedrill
