// Slips of a model author, planted on purpose: a test proves that drawn drills catch each of them.
//
// In every ordinary build FIREDRILL_BUG(...) is the constant false and leaves no trace. A second
// build of the rooms that carry bugs, made by the tests alone, is compiled with
// FIREDRILL_PLANTED_BUGS; there one bug at a time can be switched on.
#pragma once

#include <cstdint>

namespace firedrill {

enum class PlantedBug : std::uint8_t {
  kNone,
  // what commands check
  kNextHopNotChecked,
  kForceLiftsNextHop,
  kPartnerNotChecked,
  kStoreNotChecked,
  kUnreachablePoolAccepted,
  kFailbackOfAnyPool,
  kFailbackWithoutBackEnd,
  kMirrorNotLookedFor,
  kWrittenWithoutStore,
  kWhatIfActs,
  // pool failover and failback
  kReadOnlyNotLifted,
  kDrainNotAwaited,
  kHydrationForgotten,
  kFailbackLosesBackup,
  kConferencesNotCut,
  kFailedFailoverNotUndone,
  kReturnMakesActive,
  kStrandedCountedLost,
  // registrars and users
  kDetectorTooEarly,
  kDetectorTooLate,
  kBorrowedKept,
  kBackupDoesNotWait,
  kWritesInResiliency,
  kWritesWhileDraining,
  kSignInsAtFailedOverPool,
  kGroupWithoutReplicaServes,
  // Back Ends
  kThresholdHalved,
  kBackEndClockNotStopped,
  kExpiredClockIgnored,
  kAutomaticWithoutWitness,
  kAutomaticUnsynchronised,
  kWitnessIgnored,
  kSwitchDragsAlong,
  // Front Ends
  kQuorumOffByOne,
  kStartTableIgnored,
  kLastServerNotAwaited,
  // Central Management store
  kTransferAgentStaysBehind,
  kConnectionPointStaysBehind,
  kStandbyForgotten,
  kEpochNotRaised,
  kUnsentConfigurationKept,
  kEdgeReplicasSkipped,
  kNextHopActsAtOnce,
  kLocationsOnStandby,
  // Backup Service and data
  kSyncIntervalIgnored,
  kBlockedCycleForgetsBacklog,
  kContentNotCopied,
  kContentLeaksHome,
  kFinalWhileInFlight,
  kLossNotCounted,
  kMoveLosesData,
  kFlushedItemsForgotten,
  // faults
  kSiteReturnMendsDisks,
  kCount,
};

#ifdef FIREDRILL_PLANTED_BUGS
/// The one that is switched on.
extern PlantedBug planted_bug;
#define FIREDRILL_BUG(name) (::firedrill::planted_bug == ::firedrill::PlantedBug::name)
#else
#define FIREDRILL_BUG(name) false
#endif

}  // namespace firedrill
