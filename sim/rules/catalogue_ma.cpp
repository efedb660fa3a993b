// Catalogue, family MA: the model assumptions, made where the documentation is silent or
// contradicts itself. The title is the parameter, the statement its default and the alternatives.
// No verdict is violated on the default alone.
#include <array>

#include "sim/rules/catalogue_tables.hpp"

namespace firedrill {
namespace {

using enum Provenance;
using enum Scope;

constexpr auto kMaRules = std::to_array<RuleEntry>({
    {"MA-01", "Failover duration",
     "120 s + 0.042 s per user of the pool, so that 40,000 users take the 30 min target.", "",
     kAssumed, kCore},
    {"MA-02", "Failback duration",
     "180 s + 0.171 s per user of the pool, so that 20,000 users take the documented 60 min.", "",
     kAssumed, kCore},
    {"MA-03", "CMS failover duration",
     "180 s, then up to 60 s for each replica's incremental update, below the 5 min target.", "",
     kAssumed, kCore},
    {"MA-04", "Automatic mirror failover duration", "30 s, at most 300 s.", "", kAssumed, kCore},
    {"MA-05", "Manual mirror failover duration", "60 s.", "", kAssumed, kCore},
    {"MA-06", "failbackDetectionInterval",
     "600 s: undocumented; twice the failover interval keeps users from moving to and fro.", "",
     kAssumed, kCore},
    {"MA-07", "Threshold with both mirror copies lost",
     "The same backupStoreUnavailableThreshold, 30 min by default.", "", kAssumed, kCore},
    {"MA-08", "Return to regular mode after Back End recovery", "60 s.", "", kAssumed, kCore},
    {"MA-09", "Backup Service transfer time",
     "A batch holds 100 changes; a transfer takes the longer of latency times batches and bytes "
     "over bandwidth, plus 5 s per cycle.",
     "", kAssumed, kCore},
    {"MA-10", "Sign-in spread after an event",
     "Uniform from 0 to the default endpoint expiration (600 s).", "", kAssumed, kCore},
    {"MA-11", "Contact change rate",
     "0.5 per user per day, Poisson: low, but enough to make loss visible.", "", kAssumed, kCore},
    {"MA-12", "sqlWitnessRule = VOTE",
     "Default: the configured primary SQL server is one vote when the voting Front Ends are even "
     "in number, and a majority of votes is needed. The alternative is MA-13.",
     "", kAssumed, kCore},
    {"MA-13", "sqlWitnessRule = LITERAL",
     "Alternative to MA-12: while the configured primary SQL server is down, the start table is "
     "the threshold for keeping running.",
     "", kAssumed, kCore},
    {"MA-14", "Number and placement of routing groups",
     "One per 1,000 users, rounded up, at least 1; primaries go round the Front Ends, "
     "secondaries are the next two by rank.",
     "", kAssumed, kCore},
    {"MA-15", "Promotion of a secondary", "10 s.", "", kAssumed, kCore},
    {"MA-16", "resiliencyNewSessions",
     "survivable: in resiliency mode at the backup pool, voice and two-party messages start "
     "anew. Alternative: none (TRAP-49).",
     "", kAssumed, kCore},
    {"MA-17", "Export and import durations",
     "User data 1,000 users/s; response groups 30 s; configuration 20 s; location data 20 s.", "",
     kAssumed, kExtended},
    {"MA-18", "Move-CsUser rate", "10 users/s.", "", kAssumed, kCore},
    {"MA-19", "Topology publish and replica update",
     "Publish 60 s, incremental replica update 60 s; a forced full replication takes 2 to 3 min.",
     "", kAssumed, kCore},
    {"MA-20", "nextHopCheck",
     "topology: the next-hop check of pool failover reads the topology and -Force does not lift "
     "it. Alternative: live, which counts only Edge pools that are up (TRAP-18).",
     "", kAssumed, kCore},
    {"MA-21", "DNS time to live",
     "86,400 s for internal SRV records, 300 s for GeoDNS, and as much for records in external "
     "zones. Of what resolvers keep the worst is assumed.",
     "", kAssumed, kCore},
    {"MA-22", "Client attempt per SRV target", "30 s for each target that does not answer.", "",
     kAssumed, kCore},
    {"MA-23", "Import ignores users homed elsewhere",
     "On: Import-CsUserData skips users not homed on the target pool.", "", kAssumed, kExtended},
    {"MA-24", "Force lifts no precondition",
     "On: -Force hides prompts and non-fatal messages only.", "", kAssumed, kCore},
    {"MA-25", "Failover WaitTime",
     "30 min, the recovery target, so that data is lost only where a shorter value is set.", "",
     kAssumed, kCore},
    {"MA-26", "Service start duration",
     "600 s for a pool or whole machine, 30 s for a single service.", "", kAssumed, kCore},
    {"MA-27", "Delay until appliance users drop to resiliency mode",
     "The failure detection interval as the appliance sees it.", "", kAssumed, kExtended},
    {"MA-28", "Duration of manual steps",
     "120 s per Topology Builder or other manual step, with no think time of the operator.", "",
     kAssumed, kCore},
    {"MA-29", "Former CMS master",
     "Comes up as standby by the service connection point; alive behind a cut, it refuses writes "
     "while that names another.",
     "", kAssumed, kCore},
    {"MA-30", "Failover beyond capacity", "Allowed, with degraded latency.", "", kAssumed, kCore},
    {"MA-31", "Failover of an unpaired pool", "Refused with E_NO_BACKUP_POOL.", "", kAssumed,
     kCore},
    {"MA-32", "failbackHomeDown",
     "refuse: a failback while home is down is refused with E_POOL_DOWN. No alternative is "
     "modelled; "
     "setting it says that it is known to be so.",
     "", kAssumed, kCore},
    {"MA-33", "Active Directory and certificates",
     "Always available; Active Directory replicates in 0 s (a parameter).", "", kAssumed, kCore},
    {"MA-34", "Front Ends needed together after pairing",
     "The smaller of 3 and the pool's size (TRAP-38).", "", kAssumed, kCore},
    {"MA-35", "Reads in resiliency mode without the Back End",
     "Address book and existing contacts can be read; only lasting changes are excluded.", "",
     kAssumed, kCore},
    {"MA-36", "Reconnect after losing a Front End", "Within 60 s.", "", kAssumed, kCore},
    {"MA-37", "Probability of a hydration failure", "0; injected by scenarios.", "", kAssumed,
     kCore},
    {"MA-38", "Backup status during the first synchronisation",
     "NotInitialized until the first full cycle is done.", "", kAssumed, kCore},
    {"MA-39", "Backup Registrar during a WAN cut",
     "Judges the primary by its own view: missing heartbeats count as unavailable.", "", kAssumed,
     kCore},
    {"MA-40", "Groups for cmdlets that name none",
     "CsAdministrator, CsServerAdministrator and RTCUniversalServerAdmins suffice.", "", kAssumed,
     kCore},
    {"MA-41", "plannedSyncTimeout",
     "proceed: a planned failover whose WaitTime ends before final state goes on, and the rest "
     "of the backlog is lost. Alternative: abort, with E_SYNC_TIMEOUT and the pool Active.",
     "", kAssumed, kCore},
    {"MA-42", "Switch to the current principal", "Succeeds and changes nothing.", "", kAssumed,
     kCore},
    {"MA-43", "xmppRouteAt",
     "replica: a new XMPP route acts when the Edge's replica has it. Alternative: serviceStart, "
     "when its services next start (TRAP-29).",
     "", kAssumed, kCore},
    {"MA-44", "Outage of a shared file store", "Affects every pool that shares it.", "", kAssumed,
     kCore},
    {"MA-45", "quorumTable", "A: the newer, more specific table (FLT-05). Alternative: B (FLT-06).",
     "", kAssumed, kCore},
    {"MA-46", "hydrationFailState",
     "FailingBack: after a hydration error users stay where they are in resiliency mode. "
     "Alternative: FailedOver, everyone regular at the backup pool again.",
     "", kAssumed, kCore},
    {"MA-47", "readsWithoutCms",
     "local: a read without -LocalStore while the CMS is dead is answered by the local replica "
     "with a warning. Alternative: fail.",
     "", kAssumed, kCore},
    {"MA-48", "dbForceRequired",
     "true in STRICT: Invoke-CsDatabaseFailover without -Force refuses on a dead principal. "
     "Alternative: false, with a warning, as in DOC_ALIAS.",
     "", kAssumed, kCore},
    {"MA-49", "rgPrimaryOnly",
     "resiliency: the mode of users whose routing group has a primary and no secondary. "
     "Alternative: none, no service.",
     "", kAssumed, kCore},
    {"MA-50", "fedRouteBy",
     "edgeFlag: outbound federation uses the federation-enabled Edge pool. Alternative: "
     "siteObject, for which the route assigned at the site has to agree.",
     "", kAssumed, kCore},
    {"MA-51", "isolatedPool",
     "serves: a pool failed over while alive behind a cut serves whoever reaches it until its "
     "replicas learn the state; what it accepts is called divergent in the report and survives "
     "failback. Alternative: stops.",
     "", kAssumed, kCore},
    {"MA-52", "A forced switch fences the old principal",
     "On: the old principal returns as mirror.", "", kAssumed, kCore},
    {"MA-53", "Reaction to lost pool quorum", "0 s.", "", kAssumed, kCore},
    {"MA-54", "contentReturn",
     "explicit: content written at the backup returns only by PRC-CC. Alternative: cycle, the "
     "ordinary Backup Service cycle brings it.",
     "", kAssumed, kCore},
    {"MA-55", "failoverPartnerDown",
     "refuse: a failover to a backup pool that is down is refused with E_PARTNER_UNAVAILABLE. No "
     "alternative is modelled; setting it says that it is known to be so.",
     "", kAssumed, kCore},
    {"MA-56", "homeTail",
     "recovered: writes the backup never got, still in the returning home store, survive "
     "failback and are reported. Alternative: lost.",
     "", kAssumed, kCore},
    {"MA-57", "poolStateDurable",
     "on: both pools of a pair know their state, so a forced CMS failover or restore does not "
     "set it back. That it is as old as the store (off) is not modelled.",
     "", kAssumed, kCore},
    {"MA-58", "xmppEffective", "The XMPP route set last is effective when two sites carry one.", "",
     kAssumed, kCore},
});

static_assert(rules_sorted(kMaRules));

}  // namespace

std::span<const RuleEntry> ma_rules() {
  return kMaRules;
}

}  // namespace firedrill
