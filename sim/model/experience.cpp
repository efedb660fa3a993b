// The user-experience matrix from State (rule book 6.2 to 6.4). The columns are not stored: they
// fall out of the Registrar that takes the user, the mode there and the state of the home pool.
#include "sim/model/experience.hpp"

#include <array>

#include "sim/model/passage.hpp"
#include "sim/model/view.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

/// Everything the rows ask about one user.
struct Standing {
  Index at = kNone;  // where registered, or where a sign-in would be accepted now
  UserMode mode = UserMode::kSignedOut;
  bool away = false;          // not at home
  bool survives = false;      // at the backup pool before a failover is complete (columns V, FO)
  bool failing_over = false;  // of these, the failover runs (FO)
  bool failing_back = false;  // FB1, FB2

  [[nodiscard]] bool out() const { return at == kNone; }
  [[nodiscard]] bool regular() const { return mode == UserMode::kRegular; }
  /// R, A or B: served at home and nothing is under way.
  [[nodiscard]] bool settled_at_home() const { return !away && !pool_trouble(); }
  /// T, V, FO or FB: the pool's own fate, not that of a Back End (INV-95).
  [[nodiscard]] bool pool_trouble() const { return out() || survives || failing_back; }
};

Standing standing_of(const World& w, const State& s, std::uint32_t u) {
  const UserRecord& r = s.user(u);
  Standing out;
  out.at = r.registrar != kNone ? r.registrar : sign_in_registrar(w, s, u);
  if (out.at == kNone) return out;
  out.mode = mode_at(w, s, u, out.at);
  const PoolState state = s.pool(ix(r.home)).state;
  out.failing_back = state == PoolState::kFailingBack;
  out.away = out.at != r.home;
  out.survives = out.away && !out.failing_back && state != PoolState::kFailedOver;
  out.failing_over = out.survives && state == PoolState::kFailingOver;
  return out;
}

Cell yes_if(bool condition, Cell otherwise = Cell::kNo) {
  return condition ? Cell::kYes : otherwise;
}

Cell sign_in(const World& w, const State& s, std::uint32_t u) {
  const Index at = sign_in_registrar(w, s, u);
  if (at == kNone) return Cell::kNo;
  return yes_if(mode_at(w, s, u, at) == UserMode::kRegular, Cell::kResiliency);
}

/// New sessions through a Registrar that serves another pool's users: TRAP-49, MA-16.
Cell survivable(const World& w, const Standing& is, Cell normally) {
  if (is.out()) return Cell::kNo;
  if (!is.survives) return Cell::kYes;
  return w.is(ParameterId::kNewSessions, 0) ? normally : Cell::kNo;
}

/// TRAP-57: two kinds of viewers, two answers.
Cell own_presence(const Standing& is, bool same_pool) {
  if (is.regular()) return Cell::kYes;
  if (is.out()) return same_pool ? Cell::kNo : Cell::kLastPublished;
  if (!is.pool_trouble()) return Cell::kSilent;
  return same_pool ? Cell::kUnknown : Cell::kLastPublished;
}

Cell see_presence(const Standing& is) {
  if (is.regular()) return Cell::kYes;
  return is.out() || is.survives ? Cell::kNo : Cell::kLimited;
}

Cell read_contacts(const World& w, const State& s, const Standing& is) {
  if (is.pool_trouble()) return Cell::kNo;
  return yes_if(file_store_up(w, s, is.at), Cell::kLimited);  // UX-64: no Address Book files
}

Cell mobile_incoming(const Standing& is) {
  if (is.regular()) return Cell::kYes;
  return is.out() || is.survives ? Cell::kNo : Cell::kSilent;  // FLT-98
}

Cell others_conference(const Standing& is, Cell when_out) {
  if (is.out()) return when_out;
  return is.failing_back ? Cell::kLimited : Cell::kYes;
}

/// Content lies where it was uploaded and, once replicated, at the partner; FLT-40, FLT-42.
Cell meeting_content(const World& w, const State& s, std::uint32_t u, const Standing& is) {
  if (is.out() || is.survives || !file_store_up(w, s, is.at)) return Cell::kNo;
  const UserRecord& r = s.user(u);
  const UserLedger& ledger = r.ledger[static_cast<std::size_t>(BackupModule::kDataConf)];
  const bool looks_home = !is.away || is.failing_back;
  return yes_if((looks_home ? ledger.partner_only : ledger.home_only) == 0, Cell::kLimited);
}

/// The carrier or the gateway has to send the call to another site (gateways are not modelled).
Cell inbound_pstn(const World& w, const Standing& is) {
  if (is.out() || is.survives) return survivable(w, is, Cell::kDepends);
  return yes_if(is.settled_at_home(), Cell::kDepends);
}

/// Exchange Unified Messaging answers at the home site; elsewhere it takes an alternative.
Cell voice_mail(const Standing& is) {
  if (is.out()) return Cell::kNo;
  return yes_if(is.settled_at_home(), Cell::kDepends);
}

/// The location database has to be there and published (FLT-43, INV-116).
Cell emergency_location(const State& s, const Standing& is) {
  if (is.out() || is.survives) return Cell::kNo;
  return yes_if(s.cms().locations == LocationData::kPublished);
}

/// Federation, XMPP and media from outside need the full service of a pool (6.2, 6.4), and an Edge
/// pool on their way.
Cell through_edge(const World& w, const State& s, std::uint32_t u, const Standing& is,
                  UxTask task) {
  if (is.out()) return Cell::kNo;
  if (!is.regular()) return is.failing_back ? Cell::kSilent : Cell::kNo;
  const Index domain = domain_of(w, u);
  switch (task) {
    case UxTask::kFederationIn:
      return yes_if(federation_in(w, s, domain, is.at));
    case UxTask::kFederationOut:
      return yes_if(federation_out(w, s, is.at));
    case UxTask::kRemoteMedia:
      return yes_if(remote_media(w, s, is.at));
    default:
      break;
  }
  if (!xmpp_works(w, s, domain, is.at)) return Cell::kNo;
  return xmpp_limited(w, s, s.pool(ix(is.at)).xmpp_seen) ? Cell::kLimited : Cell::kYes;
}

/// A way in from outside to `pool`, for whoever follows the records of that user's SIP domain.
bool led_in(const World& w, const State& s, std::uint32_t u, Index pool) {
  return pool != kNone && sign_in_way(w, s, domain_of(w, u), pool).edge_pool != kNone;
}

/// FLT-75, TOP-89: without GeoDNS the names of the pages still lead to the pool that is lost.
Cell web_pages(const World& w, const Standing& is) {
  if (is.settled_at_home()) return Cell::kYes;
  if (w.topology.geo_dns == GeoDns::kNone) return Cell::kNo;
  return w.topology.geo_dns == GeoDns::kPresent && !is.out() ? Cell::kYes : Cell::kDepends;
}

struct Row {
  UxTask task;
  std::string_view rule;
};
constexpr std::array<Row, static_cast<std::size_t>(UxTask::kCount)> kRows = {{
    {UxTask::kSignIn, "UX-01"},
    {UxTask::kPeerSession, "UX-04"},
    {UxTask::kNewPeerSession, "UX-05"},
    {UxTask::kSeePresence, "UX-06"},
    {UxTask::kPresenceInPool, "UX-07"},
    {UxTask::kPresenceElsewhere, "UX-08"},
    {UxTask::kChangeContacts, "UX-09"},
    {UxTask::kReadContacts, "UX-10"},
    {UxTask::kAddressBookSearch, "UX-11"},
    {UxTask::kMobileIncoming, "UX-12"},
    {UxTask::kCreateConference, "UX-20"},
    {UxTask::kOwnConference, "UX-21"},
    {UxTask::kOthersConference, "UX-22"},
    {UxTask::kSeenFromElsewhere, "UX-23"},
    {UxTask::kJoinOwnConference, "UX-24"},
    {UxTask::kJoinOthers, "UX-25"},
    {UxTask::kMeetingContent, "UX-26"},
    {UxTask::kDialIn, "UX-27"},
    {UxTask::kWebPages, "UX-28"},
    {UxTask::kOutboundPstn, "UX-30"},
    {UxTask::kInboundPstn, "UX-31"},
    {UxTask::kEnterpriseCall, "UX-32"},
    {UxTask::kHoldAndTransfer, "UX-33"},
    {UxTask::kForwarding, "UX-34"},
    {UxTask::kChangeForwarding, "UX-35"},
    {UxTask::kVoiceMail, "UX-36"},
    {UxTask::kCallAuthorisation, "UX-37"},
    {UxTask::kRouteByPresence, "UX-38"},
    {UxTask::kProvisionDevice, "UX-39"},
    {UxTask::kEmergencyLocation, "UX-42"},
    {UxTask::kXmppContacts, "UX-43"},
    {UxTask::kTwoPartyMessages, "UX-45"},
    {UxTask::kConferenceServices, "UX-46"},
    {UxTask::kRemoteSignIn, "UX-50"},
    {UxTask::kFederationIn, "UX-51"},
    {UxTask::kFederationOut, "UX-52"},
    {UxTask::kXmpp, "UX-53"},
    {UxTask::kRemoteMedia, "UX-54"},
    {UxTask::kInternalTasks, "UX-55"},
    {UxTask::kAnonymousJoin, "UX-56"},
}};
static_assert([] {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (kRows[i].task != static_cast<UxTask>(i)) return false;
  }
  return true;
}());

}  // namespace

Cell experience(const World& w, const State& s, std::uint32_t u, UxTask task) {
  const Standing is = standing_of(w, s, u);
  switch (task) {
    case UxTask::kSignIn:
      return sign_in(w, s, u);
    case UxTask::kPeerSession:
      return yes_if(!is.out() && !is.survives, Cell::kCut);
    case UxTask::kNewPeerSession:
      return survivable(w, is, Cell::kLimited);
    case UxTask::kSeePresence:
      return see_presence(is);
    case UxTask::kPresenceInPool:
      return own_presence(is, true);
    case UxTask::kPresenceElsewhere:
      return own_presence(is, false);
    case UxTask::kChangeContacts:
    case UxTask::kChangeForwarding:
      return yes_if(can_write(w, s, u));
    case UxTask::kReadContacts:
      return read_contacts(w, s, is);
    case UxTask::kAddressBookSearch:
      return yes_if(!is.pool_trouble());
    case UxTask::kMobileIncoming:
      return mobile_incoming(is);
    case UxTask::kOwnConference:
      return yes_if(!is.pool_trouble(), Cell::kCut);
    case UxTask::kOthersConference:
      return others_conference(is, Cell::kCut);
    case UxTask::kSeenFromElsewhere:
      return Cell::kYes;  // its organizer and its pool are not affected
    case UxTask::kJoinOwnConference:
      return yes_if(!is.pool_trouble());
    case UxTask::kJoinOthers:
      return others_conference(is, Cell::kNo);
    case UxTask::kMeetingContent:
      return meeting_content(w, s, u, is);
    case UxTask::kDialIn:
      if (is.regular()) return Cell::kYes;
      return is.pool_trouble() ? Cell::kNo : Cell::kSilent;
    case UxTask::kWebPages:
      return web_pages(w, is);
    case UxTask::kXmppContacts:
    case UxTask::kXmpp:
    case UxTask::kFederationIn:
    case UxTask::kFederationOut:
    case UxTask::kRemoteMedia:
      return through_edge(w, s, u, is, task);
    case UxTask::kRemoteSignIn:
      return yes_if(led_in(w, s, u, is.at));
    case UxTask::kInternalTasks:  // as the pool's state says, whatever befalls an Edge pool
      if (is.out()) return Cell::kNo;
      return yes_if(is.regular(), Cell::kResiliency);
    case UxTask::kAnonymousJoin:
      return yes_if(!is.pool_trouble() && led_in(w, s, u, is.at));
    case UxTask::kInboundPstn:
      return inbound_pstn(w, is);
    case UxTask::kOutboundPstn:  // away from home through a gateway of the other site
    case UxTask::kEnterpriseCall:
      return survivable(w, is, Cell::kYes);
    case UxTask::kVoiceMail:
      return voice_mail(is);
    case UxTask::kEmergencyLocation:
      return emergency_location(s, is);
    case UxTask::kHoldAndTransfer:
    case UxTask::kCallAuthorisation:
      return yes_if(!is.out());
    case UxTask::kForwarding:
      if (is.out()) return Cell::kNo;
      return yes_if(is.regular(), Cell::kLimited);
    case UxTask::kTwoPartyMessages:
      return survivable(w, is, is.failing_over ? Cell::kYes : Cell::kLimited);
    case UxTask::kCreateConference:
    case UxTask::kRouteByPresence:
    case UxTask::kProvisionDevice:
    case UxTask::kConferenceServices:
      return yes_if(is.regular());
    case UxTask::kCount:
      break;
  }
  return Cell::kSilent;
}

CallRoute call_route(const World& w, const State& s, Index from, std::uint32_t callee) {
  const UserRecord& r = s.user(callee);
  const auto found_at = [&](Index pool) {
    return pool != kNone && r.registrar == pool && pool_serving(s, pool) &&
           connected(w, s, w.pool(from).site, w.pool(pool).site);
  };
  if (found_at(r.home)) return CallRoute::kPrimaryRegistrar;
  if (r.home != kNone && found_at(backup_of(s, r.home))) return CallRoute::kBackupRegistrar;
  return CallRoute::kPstn;
}

std::string_view ux_rule(UxTask task) {
  return kRows[static_cast<std::size_t>(task)].rule;
}

}  // namespace firedrill
