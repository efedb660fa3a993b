// Catalogue, family FLT: what a failure does, and what failing recovery steps do. The quorum tables
// are figures of the documentation, not formulas.
#include <array>

#include "sim/rules/catalogue_tables.hpp"

namespace firedrill {
namespace {

using enum Provenance;
using enum Scope;

constexpr auto kFltRules = std::to_array<RuleEntry>({
    {"FLT-01", "Loss of one Front End",
     "The other Front Ends take over its users, and a secondary becomes primary of each routing "
     "group that had its primary there. No administrator acts; users reconnect within 60 s "
     "(MA-36).",
     "Planning for high availability and disaster recovery; Topology changes", kDocumented, kCore},
    {"FLT-02", "Routing group without enough replicas",
     "A routing group serves its users with a primary and at least one secondary, whatever "
     "happens to other groups. Primary alone is resiliency mode (MA-49), no primary is signed "
     "out; in a pool of one or two Front Ends one live replica is enough (inferred).",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"FLT-03", "Front End lost for days",
     "A Front End that stays away for days is taken out of the topology and added again later, "
     "with the restarts of FLT-13.",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"FLT-04", "Front Ends needed to start",
     "A pool starts, the first time and at every cold start, with this many Front Ends up: 1 of "
     "2, 3 of 3, 3 of 4, 4 of 5, 5 of 6, 5 of 7, 6 of 8, 7 of 9, 8 of 10, 9 of 11, 10 of 12; "
     "with fewer, services hang in starting. A single server needs itself (inferred). The table "
     "is the authority, not the 85 % of the text (TRAP-14).",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"FLT-05", "Front Ends needed to keep running, table A",
     "With the Back End up a pool keeps running with 1 of 1 (inferred), 1 of 2, 2 of 3-4, 3 of "
     "5-6, 4 of 7, 4 of the first 7 of 8-9, 5 of the first 9 of 10-12; first means started "
     "first, the order of Get-CsComputer. Below that the survivors stop all services (at once, "
     "MA-53).",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"FLT-06", "Front Ends needed to keep running, table B",
     "Another topic asks for 1 of 1-2, 2 of 3-4, 3 of 5-6, 4 of 7-8, 5 of 9-10 and 6 of 11-12, "
     "any servers. It differs from table A from 8 servers on; table A, newer and more specific, "
     "is the default (TRAP-13).",
     "Define and configure a Front End pool or Standard Edition server", kDocumented, kCore},
    {"FLT-07", "Primary SQL server as quorum witness",
     "The configured primary SQL server counts towards Front End quorum, so shutting it down can "
     "take the pool with it although the mirror holds the databases. VOTE (default, MA-12) gives "
     "it a vote when the voting Front Ends are even in number: without it 2 of 2, 3 of 4 and 4 "
     "of 6 are needed. LITERAL (MA-13) applies the start table while it is down (TRAP-15).",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"FLT-08", "Routing groups without quorum at a restart",
     "Between the running and the starting thresholds, QuorumLossRecovery reloads the groups in "
     "loss from the backup store: what had not been written there may be lost, signed-in users "
     "are undisturbed. It does not mend pool-level quorum loss.",
     "Topologies and components for Front End Servers, instant messaging, and presence; "
     "Reset-CsPoolRegistrarState",
     kDocumented, kCore},
    {"FLT-09", "First users of a pool",
     "Users are moved into a pool for the first time only while three Front Ends run, or its "
     "replicas are not filled properly (effect inferred; smaller pools by MA-34).",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"FLT-10", "Loss of a whole pool",
     "Its users are signed out, their peer sessions and the conferences they organise end. They "
     "can sign in again at the backup pool, in resiliency mode, once the Registrar failure "
     "interval is over or pool failover has started, whichever comes first.",
     "User experience during pool failure", kDocumented, kCore},
    {"FLT-11", "Loss of an unpaired pool",
     "Without a backup pool the users stay signed out until the pool returns, and "
     "Invoke-CsPoolFailOver is refused.",
     "Invoke-CsPoolFailOver", kDocumented, kCore},
    {"FLT-12", "Loss of both pools of a pair",
     "Nothing documented carries on: the users of both pools are signed out.",
     "User experience during pool failure", kInferred, kCore},
    {"FLT-13", "Restarts after a change of Front Ends",
     "After Front Ends were added or removed and published, every Front End is restarted, one by "
     "one. If the whole pool was down at the time, Reset-CsPoolRegistrarState with ServiceReset "
     "follows.",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"FLT-14", "Cold start of a two-server pool",
     "Both servers start at the same time, or the one that stopped last starts first, or "
     "Reset-CsPoolRegistrarState -ResetType QuorumLossRecovery runs before the start. Otherwise "
     "the pool does not come up.",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"FLT-15", "Loss of a Standard Edition server",
     "Pool, Back End and, unless placed elsewhere, file store fail together.",
     "Server collocation in a Standard Edition server deployment", kInferred, kCore},
    {"FLT-16", "Load on the surviving Front Ends",
     "Users spread over the Front Ends that are left, users / (n - k) each. More than 6,660 is "
     "degraded service, not an outage.",
     "Capacity planning using the user models", kDocumented, kCore},
    {"FLT-17", "Archiving loss when Front Ends restart",
     "Adding or restarting Front Ends can lose up to 15 min of two-party archiving and 30 min of "
     "conference archiving until the pool is stable. Failing the pool over for the maintenance "
     "avoids it.",
     "Release notes", kDocumented, kCore},
    {"FLT-20", "Back End lost without a mirror",
     "Front Ends serve on from their own stores for 30 min without effect on users; then users "
     "drop to resiliency mode until the Back End reconnects. The clock follows the User "
     "databases, and the lost server may also cost quorum at once (FLT-07); one restoration "
     "topic claims an immediate stop (TRAP-16).",
     "Back End Server high availability; Upgrade or update a Back End Server or Standard Edition "
     "server",
     kDocumented, kCore},
    {"FLT-21", "Principal lost, mirror without witness",
     "The switch is manual. Sessions go on for about 30 min; without a switch or repair users "
     "then drop to resiliency mode.",
     "Back End Server high availability", kDocumented, kCore},
    {"FLT-22", "Principal lost, mirror with witness",
     "With mirror and witness up and synchronised the switch is automatic, in seconds to minutes "
     "(30 s, at most 5 min, MA-04). Active users hardly notice, and the Back End clock stops.",
     "Back End Server high availability", kDocumented, kCore},
    {"FLT-23", "Principal and mirror both lost",
     "The Back End is unavailable, and after some time users drop to resiliency mode (30 min, "
     "MA-07).",
     "Back End Server high availability", kDocumented, kCore},
    {"FLT-24", "Witness and one server lost",
     "Where a witness is configured, losing it together with either server makes the Back End "
     "unavailable, even if the principal survives.",
     "Back End Server high availability", kDocumented, kCore},
    {"FLT-25", "Mirror lost, no witness", "The principal serves on without protection.",
     "Back End Server high availability", kInferred, kCore},
    {"FLT-26", "Witness lost alone",
     "Nothing stops, but automatic failover is gone until the witness returns, for every Back "
     "End pair that shares it.",
     "Back End Server high availability", kInferred, kCore},
    {"FLT-27", "After a mirror failover",
     "The databases serve from the mirror, and Get-CsDatabaseMirrorState names the principal per "
     "database type. The configured roles can be exchanged only while a topology can be "
     "published, thus with the CMS up.",
     "Restoring the server hosting the Central Management store", kDocumented, kCore},
    {"FLT-28", "CMS on a failed Back End",
     "The Central Management databases share the fate of their Back End. Switching them to the "
     "mirror is a command of its own, for type CentralMgmt.",
     "Failing over a mirrored database", kDocumented, kCore},
    {"FLT-29", "Mirroring port taken",
     "Mirroring cannot be established where another instance already uses the endpoint or port.",
     "Deploying SQL mirroring for Back End Server high availability", kDocumented, kCore},
    {"FLT-30", "Front Ends not restarted after a mirroring change",
     "Front Ends that were not restarted keep the old Back End addresses and miss a later switch "
     "of the principal (effect inferred).",
     "Deploying SQL mirroring for Back End Server high availability", kDocumented, kCore},
    {"FLT-31", "Transaction log disk full",
     "Without log backups the disk fills under recovery model Full, and the Back End is down "
     "(effect inferred).",
     "Deploying SQL mirroring for Back End Server high availability", kDocumented, kCore},
    {"FLT-32", "Updating mirrored databases",
     "Install-CsDatabase -Update fails on mirrored databases until mirroring is removed.",
     "Install-CsDatabase", kDocumented, kCore},
    {"FLT-40", "File store lost",
     "Meeting content, application audio, address book files and the CMS transfer folders are "
     "out of reach. A paired pool gets content back from its partner; anything else comes from a "
     "file backup, put back under the identical path.",
     "Restoring conference contents using the Backup Service; Restoring a file store", kDocumented,
     kCore},
    {"FLT-41", "DFS partner takes over",
     "The partner share takes over quickly, but content that had not replicated may be lost. "
     "Shares are backed up every 4 to 8 h and restored onto the survivor. DFS works within one "
     "data centre.",
     "File sharing high availability", kDocumented, kCore},
    {"FLT-42", "Content left behind by a failback",
     "Conference content written while failed over is missing at home after failback and must be "
     "copied explicitly. Neither failback nor the ordinary cycle brings it (inferred, MA-54), "
     "whatever the failback topic says (TRAP-04).",
     "Restoring conference contents using the Backup Service", kDocumented, kCore},
    {"FLT-43", "What the Backup Service leaves out",
     "It does not replicate the location database, Response Group configuration, Call Park "
     "settings and music, announcements and their audio, Archiving and Monitoring data, or "
     "Persistent Chat.",
     "User experience during pool failure; Backup prerequisites for ABC pool failover; Planning "
     "for Call Park disaster recovery",
     kDocumented, kCore},
    {"FLT-44", "Flushed storage-service items",
     "Items flushed during pool failover land in the file store, or on each Front End if that is "
     "down, and are not imported again by themselves. Events: 32075 started, 32076 completed, "
     "32082 and 32083 maintenance, 32089 database full.",
     "Release notes", kDocumented, kCore},
    {"FLT-50", "CMS down",
     "Running servers carry on from their replicas. Nothing can be configured, published, "
     "enabled or moved.",
     "Preparing to restore", kDocumented, kCore},
    {"FLT-51", "CMS on the failed pool",
     "Pool failover is blocked until the CMS has been failed over, and may fail even after the "
     "documented checks; repair what the message names and run it again.",
     "Failing over a pool", kDocumented, kCore},
    {"FLT-52", "Sign of an unavailable CMS",
     "The status cmdlet shows ActiveMasterFQDN and ActiveFileTransferAgents empty.",
     "Failing over a pool", kDocumented, kCore},
    {"FLT-53", "Lag of the standby CMS",
     "The Backup Service feeds the standby, so a forced CMS failover can lose the CMSMaster "
     "backlog; the target is 5 min.",
     "Central Management store failover", kDocumented, kCore},
    {"FLT-54", "CMS move that breaks off",
     "A move sets the store read-only first (hence -Force when it is dead), and one that fails "
     "half-way can leave no working CMS. Either repair and repeat it from the new pool, or "
     "cancel it by a run from the old one.",
     "Move-CsManagementServer", kDocumented, kCore},
    {"FLT-55", "Servers after a CMS move",
     "Until local setup has run on each of them, the other Front Ends of the new pool lack the "
     "Central Management service and those of the old pool keep an inactive one.",
     "Move-CsManagementServer", kDocumented, kCore},
    {"FLT-56", "Old CMS master comes back",
     "Documented is only that nobody has to move the CMS back. In the model the service "
     "connection point decides: a former master, cut off or returning, refuses writes and comes "
     "up as standby (MA-29). As administrators report, its copy takes over again only when "
     "something has been sent to it since the move; until then it is not in backup mode.",
     "Central Management store failover", kAssumed, kCore},
    {"FLT-60", "Backup Service interrupted",
     "With the service stopped, the WAN cut or the partner's file store unreachable, the backlog "
     "grows, the age of its oldest change is the RPO exposure, and that direction is neither "
     "steady nor final.",
     "Configuring and monitoring the Backup Service; Front End pool pairing data security",
     kInferred, kCore},
    {"FLT-61", "Limits of one Backup Service cycle",
     "A cycle carries at most 500 batches of user data, 500 batches of CMS data and 102,400 KB "
     "of conference data, over 10 concurrent calls. A larger backlog takes several cycles.",
     "Set-CsBackupServiceConfiguration", kDocumented, kCore},
    {"FLT-62", "Directions are independent",
     "Either direction of a pair may be steady without the other, and a status holds for its "
     "instant only. Final lasts only where the source produces nothing more, as after read-only "
     "in a failover.",
     "Configuring and monitoring the Backup Service", kDocumented, kCore},
    {"FLT-63", "Data of a former partner",
     "After re-pairing, the old partner's data stays, stale, until Remove-CsUserStoreBackupData "
     "removes it.",
     "Remove-CsUserStoreBackupData", kDocumented, kExtended},
    {"FLT-70", "Loss of one Edge Server",
     "The other servers of the Edge pool carry on, save for the traffic of TOP-87.",
     "Edge Server disaster recovery; DNS load balancing", kDocumented, kCore},
    {"FLT-71", "Loss of an Edge pool",
     "Remote access and inbound federation recover without an administrator through the next SRV "
     "priority. Outbound federation (if it was the route), XMPP both ways (if it was the XMPP "
     "pool) and the remote media of associated pools stop until somebody acts.",
     "Edge Server disaster recovery", kDocumented, kCore},
    {"FLT-72", "Pool lost behind a live Edge",
     "Inbound external SIP at an Edge whose next hop is the failed pool has nowhere to go. The "
     "next hop changes before the pool failover, which refuses otherwise.",
     "Failing over a pool", kDocumented, kCore},
    {"FLT-73", "Internal DNS down",
     "Clients walk lyncdiscoverinternal, lyncdiscover, _sipinternaltls._tcp, _sipinternal._tcp, "
     "_sip._tls, sipinternal, sip, sipexternal, then DHCP option 120; if all fail there is no "
     "discovery. Another topic puts SRV first; this order is the more specific.",
     "Determine DNS requirements; Planning for central site voice resiliency", kDocumented, kCore},
    {"FLT-74", "External DNS left on a dead Edge",
     "An XMPP A record that still names the dead pool keeps XMPP down although the route is set.",
     "Failing over the Edge pool used for XMPP federation", kDocumented, kCore},
    {"FLT-75", "Web names without GeoDNS",
     "Meet, Dialin and Autodiscover names go on pointing at the dead pool (effect inferred).",
     "DNS requirements for simple URLs", kDocumented, kCore},
    {"FLT-80", "Loss of a central site",
     "All of its components fail together. If it held the CMS and the outage is long, management "
     "tools are installed anew at the other site.",
     "Planning for central site voice resiliency", kDocumented, kCore},
    {"FLT-81", "WAN cut between paired sites",
     "Each pool serves its own users, the backlog grows both ways, and each Registrar accepts "
     "the other's users after 300 s if it cannot see their home; one user may be registered on "
     "both sides. A pool failed over in disaster mode behind the cut goes on serving whoever "
     "reaches it until it learns its state (MA-51).",
     "Planning for central site voice resiliency", kInferred, kCore},
    {"FLT-82", "Branch cut off, appliance up",
     "Branch users stay on the appliance: calls through the local PSTN and two-party IM work, "
     "presence and conferences do not, missed-call notices queue. Users outside the branch "
     "register centrally with full function, except for inbound branch calls, which end in voice "
     "mail. No administrator acts.",
     "Branch-site resiliency solutions; Branch-site resiliency features; Branch-site resiliency "
     "requirements",
     kDocumented, kExtended},
    {"FLT-83", "Appliance down",
     "Its users register at the associated pool, found by DNS SRV. Dial plan and policy stay "
     "theirs only if set per user.",
     "Branch-site resiliency requirements", kDocumented, kExtended},
    {"FLT-84", "Pool behind an appliance down",
     "Appliance users drop to resiliency mode and stay there, even after that pool was failed "
     "over, until the pool returns or the appliance is associated with another.",
     "Backup Registrar relationships", kDocumented, kExtended},
    {"FLT-85", "Routing to an unreachable callee",
     "Calls between clusters try the primary Registrar, then the backup, then the PSTN.",
     "Front End Server VoIP components", kDocumented, kCore},
    {"FLT-86", "Bandwidth Policy Service down",
     "Call admission control is not enforced while the pool that runs the service is down (for "
     "its site by the topic, for its region by the way the service is built). It does not fail "
     "over.",
     "Overview of call admission control", kDocumented, kExtended},
    {"FLT-87", "Branch without DHCP", "Clients whose lease runs out lose the network.",
     "Branch-site resiliency requirements", kDocumented, kExtended},
    {"FLT-90", "Hydration error in failback",
     "Invoke-CsPoolFailBack can stop because hydration did not complete after repeated attempts. "
     "It is a known issue: repeat it until it succeeds.",
     "Release notes", kDocumented, kCore},
    {"FLT-91", "Failover refused for a next hop",
     "Invoke-CsPoolFailOver refuses a pool that an Edge pool has as next hop; change the next "
     "hop first.",
     "Failing over a pool", kDocumented, kCore},
    {"FLT-92", "Failover onto a failed-over pool",
     "While a pool is failed over, failing its partner over to it is refused.",
     "Managing Lync Server disaster recovery, high availability, and Backup Service", kDocumented,
     kCore},
    {"FLT-93", "FullReset leaves the pool stopped",
     "FullReset may fail to bring the pool up again; the other reset types come first.",
     "Reset-CsPoolRegistrarState", kDocumented, kCore},
    {"FLT-94", "Mirror removed in the wrong order",
     "Uninstall-CsMirrorDatabase fails once Topology Builder has removed the mirror (TRAP-17).",
     "Release notes", kDocumented, kCore},
    {"FLT-95", "Response group import conflicts",
     "An import fails on a duplicate name, and, without -OverwriteOwner, where Active Directory "
     "has the contact objects but the database is empty.",
     "Planning for response group disaster recovery; Backup and restoration requirements: tools "
     "and permissions",
     kDocumented, kExtended},
    {"FLT-96", "Original of an imported group deleted",
     "Once the owner pool's original is gone, the imported copy takes no more calls during "
     "failover.",
     "Release notes", kDocumented, kExtended},
    {"FLT-97", "Backup pool dies while serving",
     "Invoke-CsPoolFailBack -DisasterMode returns the users if home can serve, without what they "
     "wrote at the backup. A CMS master lost with it is failed over first (inferred); if home "
     "cannot serve either, FLT-12 applies.",
     "Invoke-CsPoolFailBack", kDocumented, kCore},
    {"FLT-98", "Mobile clients of a failed pool",
     "For up to 10 min after failover begins they get no incoming calls or signals, cannot "
     "accept chats and cannot join meetings of their own home server. All is normal once "
     "failover completes.",
     "Release notes", kDocumented, kCore},
});

static_assert(rules_sorted(kFltRules));

}  // namespace

std::span<const RuleEntry> flt_rules() {
  return kFltRules;
}

}  // namespace firedrill
