// Synthetic transactions (CMD-110 to 124): Test-Cs... signs a test user in at the named pool and
// says whether a task works now. Oracles: the answer is the matrix's own (rule book 6), so that a
// procedure verifies what a user would see. Nothing changes.
#include "sim/cmdlets/synthetic_transactions.hpp"

#include "sim/cmdlets/answers.hpp"
#include "sim/cmdlets/arguments.hpp"
#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"
#include "sim/model/experience.hpp"
#include "sim/model/passage.hpp"
#include "sim/model/view.hpp"

namespace firedrill {
namespace {

constexpr std::array<std::string_view, 4> kAuthentications{"TrustedServer", "Negotiate",
                                                           "ClientCertificate", "LiveID"};

#define FIREDRILL_SHARED                                                          \
  at(synthetic::kTargetFqdn, "TargetFqdn", ValueKind::kPool),                     \
      at(synthetic::kUserSipAddress, "UserSipAddress", ValueKind::kUser),         \
      at(synthetic::kUserCredential, "UserCredential", ValueKind::kText),         \
      at(synthetic::kSenderSipAddress, "SenderSipAddress", ValueKind::kUser),     \
      at(synthetic::kSenderCredential, "SenderCredential", ValueKind::kText),     \
      at(synthetic::kReceiverSipAddress, "ReceiverSipAddress", ValueKind::kUser), \
      at(synthetic::kReceiverCredential, "ReceiverCredential", ValueKind::kText), \
      at(synthetic::kAuthentication, "Authentication", ValueKind::kEnumeration)   \
          .one_of(kAuthentications),                                              \
      at(synthetic::kRegistrarPort, "RegistrarPort", ValueKind::kInteger)

constexpr auto kShared = parameters_of<kTakesForce | kTakesReport | kTakesVerbose>({
    FIREDRILL_SHARED,
});
constexpr auto kWithReceiver = parameters_of<kTakesForce | kTakesReport | kTakesVerbose>({
    FIREDRILL_SHARED,
    at(synthetic::kOwn, "Receiver", ValueKind::kText).required(),
});
constexpr auto kWithNumber = parameters_of<kTakesForce | kTakesReport | kTakesVerbose>({
    FIREDRILL_SHARED,
    at(synthetic::kOwn, "TargetPstnPhoneNumber", ValueKind::kText).required(),
});
#undef FIREDRILL_SHARED

namespace partner {
constexpr std::uint8_t kTargetFqdn = 0, kDomain = 1;
}  // namespace partner
constexpr auto kWithDomain = parameters_of<kTakesForce | kTakesReport | kTakesVerbose>({
    at(partner::kTargetFqdn, "TargetFqdn", ValueKind::kEdgePool).required(),
    at(partner::kDomain, "Domain", ValueKind::kText).required(),
});
constexpr auto kOfTheStore = parameters_of<kTakesReport | kTakesVerbose>({
    at(0, "Service", ValueKind::kText),
});

constexpr int kSuccess = 1;
constexpr int kFailure = 0;
constexpr int kOpen = 2;  // rests on what stands beside Lync

Running say(const World& w, Writer& writer, Index pool, int result, std::string_view rule) {
  constexpr std::string_view kTexts[] = {"Result Failure", "Result Success",
                                         "Result depends on what stands beside Lync"};
  answer(writer, pool, -1, result, kTexts[result], rule);
  return {w.time(ParameterId::kQueryTime)};
}

/// The pool that the test signs in at: the named one, else the first at the shell's site.
Index target_pool(const World& w, const BoundCommand& command, Caller caller) {
  if (const Index named = pool_of(command, synthetic::kTargetFqdn); named != kNone) return named;
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    if (w.topology.pools[p].site == caller.site) return static_cast<Index>(p);
  }
  return 0;
}

/// Who is tested: the named user, else the first user inside whose home the pool is.
std::int64_t test_user(const World& w, const State& s, const BoundCommand& command, Index pool) {
  for (const std::uint8_t named : {synthetic::kUserSipAddress, synthetic::kSenderSipAddress}) {
    const Argument* user = command.find(named);
    if (user != nullptr && user->number >= 0) return user->number;
  }
  const PoolRange& range = w.range(pool);
  for (std::uint32_t u = range.first_user; u < range.first_user + range.users; ++u) {
    if (s.user(u).location == Location::kInternal && s.user(u).home == pool) return u;
  }
  return -1;
}

/// Every task of a cmdlet has to work.
int result_of(const World& w, const State& s, std::uint32_t user, UxTask task) {
  switch (experience(w, s, user, task)) {
    case Cell::kYes:
    case Cell::kLimited:
      return kSuccess;
    case Cell::kResiliency:
      return task == UxTask::kSignIn ? kSuccess : kFailure;
    case Cell::kDepends:
      return kOpen;
    default:
      return kFailure;
  }
}

struct TestedTask {
  std::string_view rule;
  UxTask task;
};
constexpr TestedTask kTasks[] = {
    {"CMD-110", UxTask::kSignIn},
    {"CMD-111", UxTask::kTwoPartyMessages},
    {"CMD-112", UxTask::kNewPeerSession},
    {"CMD-113", UxTask::kConferenceServices},
    {"CMD-114", UxTask::kCreateConference},
    {"CMD-117", UxTask::kXmppContacts},
    {"CMD-118", UxTask::kRemoteMedia},
    {"CMD-119", UxTask::kOutboundPstn},
    {"CMD-120", UxTask::kDialIn},
    {"CMD-121", UxTask::kVoiceMail},
    {"CMD-124", UxTask::kConferenceServices},
};

/// A user task: somebody signs in at the pool and tries it.
Running test_task(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  const State& s = writer.state();
  const std::string_view rule = w.cmdlets[command.cmdlet].rule;
  const Index pool = target_pool(w, command, caller);
  const std::int64_t user = test_user(w, s, command, pool);
  if (user < 0) return say(w, writer, pool, kFailure, rule);
  const auto u = static_cast<std::uint32_t>(user);
  const Index at = s.user(u).registrar != kNone ? s.user(u).registrar : sign_in_registrar(w, s, u);
  if (at != pool) return say(w, writer, pool, kFailure, rule);
  for (const TestedTask& tested : kTasks) {
    if (tested.rule == rule) return say(w, writer, pool, result_of(w, s, u, tested.task), rule);
  }
  return say(w, writer, pool, kFailure, rule);
}

/// CMD-115: files need the file store, the query the address book service of a regular pool.
Running test_address_book(const World& w, Writer& writer, const BoundCommand& command,
                          Caller caller) {
  const State& s = writer.state();
  const Index pool = target_pool(w, command, caller);
  const std::int64_t user = test_user(w, s, command, pool);
  if (user < 0) return say(w, writer, pool, kFailure, "CMD-115");
  const auto u = static_cast<std::uint32_t>(user);
  const Index at = s.user(u).registrar != kNone ? s.user(u).registrar : sign_in_registrar(w, s, u);
  const bool files = w.cmdlets[command.cmdlet].name == "Test-CsAddressBookService";
  const bool regular = at == pool && mode_at(w, s, u, pool) == UserMode::kRegular;
  const bool works = regular && (!files || file_store_up(w, s, pool));
  return say(w, writer, pool, works ? kSuccess : kFailure, "CMD-115");
}

/// CMD-116: from the pool at hand through the named Edge pool, which has to be the route.
Running test_partner(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  const State& s = writer.state();
  const Index pool = target_pool(w, BoundCommand{}, caller);
  const bool routed = s.pool(ix(pool)).federation_seen == entity_of(command, partner::kTargetFqdn);
  const bool works = routed && pool_serving(s, pool) && federation_out(w, s, pool);
  return say(w, writer, pool, works ? kSuccess : kFailure, "CMD-116");
}

/// CMD-123: the store answers, the machine at hand runs, its replica is current.
Running test_infrastructure(const World& w, Writer& writer, const BoundCommand& command,
                            Caller caller) {
  const State& s = writer.state();
  const std::string_view name = w.cmdlets[command.cmdlet].name;
  const Index pool = target_pool(w, BoundCommand{}, caller);
  if (name == "Test-CsTopology") {
    const bool works = configuration_writable(w, s, caller.site);
    return say(w, writer, kNone, works ? kSuccess : kFailure, "CMD-123");
  }
  const FrontEndRecord& fe = s.front_end(ix(w.pool(pool).first_front_end));
  bool works = front_end_ready(fe);
  if (name == "Test-CsReplica") {
    works = machine_up(fe) && fe.replica_version == s.cms().version &&
            fe.replica_epoch == s.cms().epoch;
  }
  return say(w, writer, pool, works ? kSuccess : kFailure, "CMD-123");
}

using Effect = Running (*)(const World&, Writer&, const BoundCommand&, Caller);

constexpr CmdletDefinition tested(std::string_view name, std::string_view rule,
                                  std::span<const ParameterDefinition> parameters, Effect effect) {
  CmdletDefinition out;
  out.name = name;
  out.rule = rule;
  out.parameters = parameters;
  out.effect = effect;
  return out;
}

constexpr CmdletDefinition kTests[] = {
    tested("Test-CsRegistration", "CMD-110", kShared, test_task),
    tested("Test-CsIM", "CMD-111", kShared, test_task),
    tested("Test-CsP2PAV", "CMD-112", kShared, test_task),
    tested("Test-CsPresence", "CMD-113", kShared, test_task),
    tested("Test-CsGroupIM", "CMD-114", kShared, test_task),
    tested("Test-CsAVConference", "CMD-114", kShared, test_task),
    tested("Test-CsASConference", "CMD-114", kShared, test_task),
    tested("Test-CsDataConference", "CMD-114", kShared, test_task),
    tested("Test-CsUcwaConference", "CMD-114", kShared, test_task),
    tested("Test-CsAddressBookService", "CMD-115", kShared, test_address_book),
    tested("Test-CsAddressBookWebQuery", "CMD-115", kShared, test_address_book),
    tested("Test-CsFederatedPartner", "CMD-116", kWithDomain, test_partner),
    tested("Test-CsXmppIM", "CMD-117", kWithReceiver, test_task),
    tested("Test-CsAVEdgeConnectivity", "CMD-118", kShared, test_task),
    tested("Test-CsPstnPeerToPeerCall", "CMD-119", kShared, test_task),
    tested("Test-CsPstnOutboundCall", "CMD-119", kWithNumber, test_task),
    tested("Test-CsVoiceUser", "CMD-119", kShared, test_task),
    tested("Test-CsDialInConferencing", "CMD-120", kShared, test_task),
    tested("Test-CsExUMVoiceMail", "CMD-121", kShared, test_task),
    tested("Test-CsExUMConnectivity", "CMD-121", kShared, test_task),
    tested("Test-CsTopology", "CMD-123", kOfTheStore, test_infrastructure),
    tested("Test-CsComputer", "CMD-123", kOfTheStore, test_infrastructure),
    tested("Test-CsReplica", "CMD-123", kOfTheStore, test_infrastructure),
    tested("Test-CsUnifiedContactStore", "CMD-124", kShared, test_task),
    tested("Test-CsWebScheduler", "CMD-124", kShared, test_task),
    tested("Test-CsMcxP2PIM", "CMD-124", kShared, test_task),
};

}  // namespace

std::span<const CmdletDefinition> synthetic_transactions() {
  return kTests;
}

}  // namespace firedrill
