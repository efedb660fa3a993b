// Catalogue, family INV, second part: databases and quorum, Edge, users and branches, applications,
// and the simulator itself (INV-130 to INV-135, which rest on no topic but on its design).
#include <array>

#include "sim/rules/catalogue_tables.hpp"

namespace firedrill {
namespace {

using enum Provenance;
using enum Scope;

constexpr auto kInvServicesRules = std::to_array<RuleEntry>({
    {"INV-60", "One principal per database",
     "Among the copies of a mirrored database that can be reached, at most one is principal; a "
     "forced switch fences the old one (MA-52).",
     "Back End Server high availability", kDocumented, kCore},
    {"INV-61", "Mirror failover needs a mirror",
     "Invoke-CsDatabaseFailover succeeds only for a database with both copies configured.",
     "Invoke-CsDatabaseFailover", kDocumented, kCore},
    {"INV-62", "Synchronised switch loses nothing",
     "A switch between synchronised copies keeps every committed write, unless Front Ends and "
     "Back End die together in mid-write.",
     "Back End Server high availability", kDocumented, kCore},
    {"INV-63", "Automatic failover and its conditions",
     "No database switches by itself unless its witness and synchronised mirror are up; with "
     "both, a dead principal is replaced within the cap (MA-04), unless it was back first.",
     "Back End Server high availability", kDocumented, kCore},
    {"INV-64", "Availability of a mirrored database",
     "With a witness a database serves exactly while the principal and one of the other two are "
     "up; without one, exactly while the principal is up.",
     "Back End Server high availability", kDocumented, kCore},
    {"INV-65", "Loss of a shared witness",
     "With both servers up, losing the witness stops no Back End pair that shares it and takes "
     "automatic failover from all of them.",
     "Back End Server high availability", kDocumented, kCore},
    {"INV-66", "Short Back End loss has no effect on users",
     "A Back End lost for less than the threshold (30 min by default) changes no user's mode on "
     "an Enterprise Edition pool that keeps quorum.",
     "Upgrade or update a Back End Server or Standard Edition server; Back End Server high "
     "availability",
     kDocumented, kCore},
    {"INV-67", "Long Back End loss means resiliency mode",
     "From the threshold on, everyone registered on that pool, borrowed users included and "
     "others not, is in resiliency mode; recovery brings them back, and the clock starts anew. "
     "Appliance users: silent.",
     "Back End Server high availability; Set-CsRegistrarConfiguration", kDocumented, kCore},
    {"INV-68", "No service below quorum",
     "A pool's Front Ends serve users only while its votes reach the table in force "
     "(quorumTable, sqlWitnessRule).",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"INV-69", "No start below the start table",
     "A stopped pool starts only with the Front Ends of FLT-04, or after QuorumLossRecovery with "
     "more than functional quorum needs.",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"INV-70", "Only the first servers vote",
     "Under quorum table A, with 8 or 9 Front Ends only the first 7 count and with 10 to 12 only "
     "the first 9.",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"INV-71", "The primary SQL server's vote stays put",
     "Taking the configured primary SQL server down never makes a pool more available, and "
     "moving its databases to the mirror does not bring its vote back.",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"INV-72", "Replicas of a routing group",
     "In a pool of 3 or more, a routing group has a primary and up to 2 secondaries on different "
     "Front Ends, and regular mode needs the primary and one secondary. In smaller pools one "
     "live replica is enough (inferred).",
     "Topologies and components for Front End Servers, instant messaging, and presence; Topology "
     "changes",
     kDocumented, kCore},
    {"INV-73", "Cold start of two servers",
     "A stopped two-server pool starts with both at once, in reverse order of stopping, or after "
     "the recovery cmdlet, and not otherwise.",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"INV-74", "Database types switch independently",
     "User, CentralMgmt and the other types switch one by one, and the order does not matter to "
     "the end state (inferred).",
     "Failing over a mirrored database", kDocumented, kCore},
    {"INV-80", "One federation Edge in use",
     "At most one Edge pool carries outbound federation; after PRC-EF or PRC-EB exactly one, and "
     "it is up. A second flag is a warning, not a second route (TOP-75).",
     "Edge Server disaster recovery; Define your edge topology", kDocumented, kCore},
    {"INV-81", "XMPP route, DNS, port and services agree",
     "After PRC-EX or PRC-EB the effective route's Edge pool has running services, port 5269 "
     "open, the A record and an SRV record. Leftovers of other sites and further SRV records are "
     "allowed.",
     "Failing over the Edge pool used for XMPP federation", kDocumented, kCore},
    {"INV-82", "Lowest reachable SRV priority wins",
     "A client uses the record with the lowest priority number that it can reach.",
     "Edge Server disaster recovery; Determine DNS requirements", kDocumented, kCore},
    {"INV-83", "Remote users find the other Edge",
     "At rest, remote users of a pool that can serve get in without an administrator if SRV "
     "lists a running Edge pool whose next hop lives (the next hop is inferred).",
     "Edge Server disaster recovery", kDocumented, kCore},
    {"INV-84", "No live Edge behind a dead next hop",
     "After PRC-FO every running Edge pool that led to the failed pool has a running next hop. "
     "For a Director lost with its site this is advice (inferred).",
     "Failing over a pool", kDocumented, kCore},
    {"INV-85", "Edge FQDNs are unique", "No two Edge pools share an internal or external FQDN.",
     "Edge Server disaster recovery", kDocumented, kCore},
    {"INV-86", "Media Edge of a running pool is alive",
     "A pool has at most one media Edge, after PRC-EA a living one, and after PRC-EB the local "
     "one again.",
     "Changing the Edge pool associated with a Front End pool", kDocumented, kCore},
    {"INV-87", "XMPP route changes with services stopped",
     "In PRC-EX the services of every server of the new Edge pool are stopped while the route "
     "changes. PRC-EB is not bound (TRAP-29).",
     "Failing over the Edge pool used for XMPP federation", kDocumented, kCore},
    {"INV-88", "Edge loss leaves internal users alone",
     "What users inside do with one another on running pools, signalling and media, does not "
     "depend on any Edge.",
     "Edge Server disaster recovery", kDocumented, kCore},
    {"INV-90", "An endpoint registers where it may, once",
     "An endpoint is registered at no more than one Registrar and at rest only at one that may "
     "have it: home when Active, or the backup if home was unavailable; the backup when failed "
     "over; for appliance users the appliance or its pool. A WAN cut may split a user's "
     "endpoints (FLT-81).",
     "Planning for central site voice resiliency; Backup Registrar relationships", kDocumented,
     kCore},
    {"INV-91", "Backup Registrar waits for the interval",
     "The backup Registrar turns the partner's users away until the failure interval has passed "
     "by its own view, or failover has begun. Appliance users are outside this rule.",
     "Planning for central site voice resiliency; User experience during pool failure", kDocumented,
     kCore},
    {"INV-92", "Borrowed users go home by themselves",
     "With automatic failover on, users of an Active home that serves and can be reached are "
     "registered there within one failback detection interval.",
     "Set-CsRegistrar", kDocumented, kCore},
    {"INV-93", "A failed-over home takes nobody back",
     "A pool that knows it is failed over accepts no registration of its users before failback. "
     "One cut off at the time is excused until its replicas have learnt it (MA-51).",
     "Invoke-CsPoolFailBack", kInferred, kCore},
    {"INV-94", "What failover and failback cut",
     "Affected users lose their sessions and the conferences they organise in a failover, and "
     "only those conferences in a failback: peer sessions and the conferences of others go on.",
     "User experience during pool failure", kDocumented, kCore},
    {"INV-95", "No conferences of organizers in resiliency",
     "While the organizer's pool is lost, failing over or failing back, that organizer's "
     "conferences can be neither created nor joined. Resiliency through Back End loss is not "
     "meant.",
     "User experience during pool failure; Planning for central site voice resiliency", kDocumented,
     kCore},
    {"INV-96", "Appliance users wait for their own pool",
     "While the pool behind their appliance is down, failed over or not, appliance users are not "
     "in regular mode, after a short detection time (MA-27).",
     "Backup Registrar relationships", kDocumented, kExtended},
    {"INV-97", "Appliance users keep basic calls",
     "With the WAN down and the appliance up, PSTN and basic calls work; presence and "
     "conferences do not.",
     "Branch-site resiliency features", kDocumented, kExtended},
    {"INV-98", "Overload was announced",
     "A pool that after a failover carries more than its capacity had a sizing warning (TOP-11 "
     "to TOP-13) raised for its pair.",
     "Planning for Front End pool pairing", kDocumented, kCore},
    {"INV-99", "Old clients wait for the failback",
     "Communicator 2007 R2 clients do not sign in while their pool is failing back.",
     "User experience during pool failure", kDocumented, kCore},
    {"INV-100", "Location-Based Routing always holds",
     "Location-Based Routing decides alike in every state of failover and resiliency.",
     "Technical considerations for Location-Based Routing", kDocumented, kExtended},
    {"INV-101", "Call admission control follows its pool",
     "Call admission control is enforced exactly while the pool that runs it is up.",
     "Overview of call admission control", kDocumented, kExtended},
    {"INV-102", "Resiliency mode passes",
     "A user homed on a Front End pool who meets the premises of INV-03 leaves resiliency mode.",
     "User experience during pool failure", kDocumented, kCore},
    {"INV-110", "Import keeps the owner",
     "A response group import leaves the owner as it was unless -OverwriteOwner is given.",
     "Planning for response group disaster recovery", kDocumented, kExtended},
    {"INV-111", "Import is all or nothing",
     "A response group import that meets a name conflict adds no object.",
     "Planning for response group disaster recovery", kInferred, kExtended},
    {"INV-112", "Remove groups only after a verified copy",
     "Response groups are removed from the backup pool only once a copy is known to exist at the "
     "primary or new pool.",
     "Front End pool ABC failover procedure; Response group disaster recovery procedures",
     kDocumented, kExtended},
    {"INV-113", "Moved ranges are served",
     "After PRC-GCP and PRC-ANN, pickup and unassigned ranges belong to a pool that is up. In "
     "between they may name the dead pool.",
     "Manage Group Call Pickup during disaster recovery; Manage announcements during disaster "
     "recovery",
     kDocumented, kExtended},
    {"INV-114", "A range's announcement exists",
     "The announcement that a number range names exists on the range's pool.",
     "Set-CsUnassignedNumber", kDocumented, kExtended},
    {"INV-115", "Orbit ranges do not overlap", "No two orbit or pickup ranges share a number.",
     "Set-CsCallParkOrbit", kDocumented, kExtended},
    {"INV-116", "Location data shows after publishing",
     "Clients see only location data that has been published.", "Publish the location database",
     kDocumented, kCore},
    {"INV-117", "Exports do not overwrite",
     "An export of LIS or response groups to an existing file is refused.",
     "Export-CsLisConfiguration; Export-CsRgsConfiguration", kDocumented, kExtended},
    {"INV-118", "Conference directories have a home",
     "Every conference directory has a unique id and an existing home pool, after ABC a running "
     "one. A plain failover leaves directories with the failed pool.",
     "Move-CsConferenceDirectory", kDocumented, kExtended},
    {"INV-119", "Length of the ABC outage",
     "The outage of A's users lies between the start of ABC step 9 and the end of step 15.",
     "Front End pool ABC failover procedure", kDocumented, kExtended},
    {"INV-120", "C starts after the data import",
     "The services of pool C are not started before ABC step 13 is done.",
     "Front End pool ABC failover procedure", kDocumented, kExtended},
    {"INV-121", "One writable Persistent Chat database",
     "Clients write to at most one copy of mgc, and to none from clearing the active list until "
     "servers are active again. Two online copies are legal.",
     "Failing back Persistent Chat Server", kDocumented, kExtended},
    {"INV-122", "Active Persistent Chat servers",
     "At most 4 servers are active. Once set for it, they stand in the live database's data "
     "centre or one joined to it by a fast link.",
     "Required resources for Persistent Chat Server; Failing over Persistent Chat Server",
     kDocumented, kExtended},
    {"INV-130", "Determinism", "The same seed, topology and script give the same trace digest.", "",
     kInferred, kCore},
    {"INV-131", "No hard-wired figures",
     "Every clock figure is a named parameter. No invariant relies on the default of an "
     "assumption or of a setting such as 30 min, 300 s or 2 min.",
     "", kInferred, kCore},
    {"INV-132", "Commands need their group",
     "A command by someone without the required group fails and changes nothing.",
     "Invoke-CsManagementServerFailover; Set-CsEdgeServer; Set-CsSite", kDocumented, kCore},
    {"INV-133", "Values stay in range",
     "SyncInterval 5 s to 3 h, detection intervals 30 s to 84,400 s (detectionMax), expirations "
     "300 to 900 s, MaxUserCount 2,000 to 100,000, directory ids 0 to 9999; anything else is "
     "refused.",
     "Set-CsBackupServiceConfiguration; Set-CsRegistrar; Set-CsRegistrarConfiguration; "
     "New-CsConferenceDirectory",
     kDocumented, kCore},
    {"INV-134", "Recovery times are measured",
     "Measured times of failover, failback, CMS and mirror failover are reported beside their "
     "targets and never trimmed to them.",
     "Recovery time for pool failover and pool failback", kInferred, kCore},
    {"INV-135", "Traps behave as listed",
     "Each trap, replayed word for word, gives its listed outcome in STRICT and in DOC_ALIAS; "
     "the corrected form violates nothing.",
     "", kInferred, kCore},
});

static_assert(rules_sorted(kInvServicesRules));

}  // namespace

std::span<const RuleEntry> inv_services_rules() {
  return kInvServicesRules;
}

}  // namespace firedrill
