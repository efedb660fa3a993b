// Catalogue, family TRAP: places where the documentation is wrong, ambiguous or at odds with
// itself, and the outcome that each must have. STRICT takes the cmdlet page at its word, DOC_ALIAS
// maps the spelling of the procedure topics and warns.
#include <array>

#include "sim/rules/catalogue_tables.hpp"

namespace firedrill {
namespace {

using enum Provenance;
using enum Scope;

constexpr auto kTrapRules = std::to_array<RuleEntry>({
    {"TRAP-01", "XMPP route parameter that does not exist",
     "The topics use -XmppExternalFederationRoute with a bare server FQDN; the cmdlet has "
     "-XmppFederationRoute and wants EdgeServer:<pool>. STRICT: E_PARAM_UNKNOWN, route "
     "unchanged. DOC_ALIAS: mapped, prefixed, resolved to the pool, with a warning.",
     "Failing over the Edge pool used for XMPP federation; Failing back the Edge pool used for "
     "Lync Server federation or XMPP federation",
     kDocumented, kCore},
    {"TRAP-02", "CMS failover printed without its parameters",
     "Both variants lack -Force; the mirror variant also lacks the server parameter and the "
     "Backup prefix. STRICT: E_PARAM_MISSING (first) and E_PARAM_UNKNOWN (mirror), the CMS stays "
     "down and the pool failover is refused. DOC_ALIAS: names mapped, Force supplied, with a "
     "warning. The corrected form passes in both.",
     "Failing over a pool", kDocumented, kCore},
    {"TRAP-03", "Status by module",
     "Get-CsBackupServiceStatus has -Category, not -BackupModule. STRICT: E_PARAM_UNKNOWN, no "
     "status, the copy itself unharmed. DOC_ALIAS: the filter is dropped with a warning. "
     "Corrected: read the DataConf line.",
     "Restoring conference contents using the Backup Service", kDocumented, kCore},
    {"TRAP-04", "Nothing else to do after failback",
     "One topic ends with the failback, others demand the content copy, response groups, ranges, "
     "announcements and Edge. A runbook that stops there breaks INV-25 if content was written at "
     "the backup; with PRC-CC, or without such content, it holds.",
     "Failing back a pool; Restoring conference contents using the Backup Service", kDocumented,
     kCore},
    {"TRAP-05", "Three vocabularies for backup modules",
     "All, PresenceFocus, DataConf and CMSMaster; dotted names without All; All, CentralMgmt, "
     "PresenceFocus and DataConf. Aliases are accepted; CMSMaster is invalid for Debug, "
     "CentralMgmt for Sync.",
     "Configuring and monitoring the Backup Service; Invoke-CsBackupServiceSync; "
     "Debug-CsInterPoolReplication",
     kDocumented, kCore},
    {"TRAP-06", "Settings switch of the response group import",
     "The topics write -ReplaceExistingSettings for -ReplaceExistingRgsSettings. STRICT: "
     "E_PARAM_UNKNOWN and nothing imported, neither groups nor settings.",
     "Response group disaster recovery procedures; Backup prerequisites for ABC pool failover; "
     "Moving response groups",
     kDocumented, kExtended},
    {"TRAP-07", "Pool parameter of Get-CsComputer",
     "The parameter is -Pool, not -PoolFqdn: E_PARAM_UNKNOWN.",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"TRAP-08", "Blank and en dash in cmdlet names",
     "\"Uninstall -CsMirrorDatabase\" and \"Invoke-CsPoolFailback\" with an en dash are parse "
     "errors; the en dash passes where it is normalised.",
     "Restoring a mirrored Enterprise Edition Back End Server - mirror; Failing back the Edge "
     "pool used for Lync Server federation or XMPP federation",
     kDocumented, kCore},
    {"TRAP-09", "Parameter and value run together",
     "Step 27 writes -TargetVersionLync2010 for -TargetVersion Lync2010: E_PARAM_UNKNOWN.",
     "Front End pool ABC failover procedure", kDocumented, kExtended},
    {"TRAP-10", "Database failover as printed",
     "Commands for a failed principal omit -Force: STRICT E_DB_INACCESSIBLE, DOC_ALIAS passes "
     "with a warning (MA-48). An example omits DatabaseType and gives the exclusion list twice; "
     "type lists differ. Only User and CentralMgmt are switched, so Response Group and Call Park "
     "keep failing on a dead principal.",
     "Failing over a mirrored database; Invoke-CsDatabaseFailover; Deploying SQL mirroring for "
     "Back End Server high availability",
     kDocumented, kCore},
    {"TRAP-11", "Registrar pool by Set-CsUser",
     "Set-CsUser has no such parameter: E_PARAM_UNKNOWN, users unchanged.",
     "Planning for central site voice resiliency", kDocumented, kCore},
    {"TRAP-12", "Failback time against the recovery target",
     "30 min is promised for 40,000 active users, up to 60 min quoted for 20,000 in a failback. "
     "The first is a target, the second a bound; the target is not asserted for failback of "
     "large pools.",
     "Recovery time for pool failover and pool failback; Failing back a pool; User experience "
     "during pool failure",
     kDocumented, kCore},
    {"TRAP-13", "Two quorum tables",
     "The minimum of running servers differs for 8 to 12 Front Ends, and only one topic has the "
     "first-servers rule. Both tables are run, and a verdict that depends on the choice says so.",
     "Topologies and components for Front End Servers, instant messaging, and presence; Define "
     "and configure a Front End pool or Standard Edition server",
     kDocumented, kCore},
    {"TRAP-14", "85 percent against the start table",
     "The table ranges from 50 to 100 percent and equals 85 percent rounded down except for 3 "
     "servers; the Reset page takes 85 percent of active servers as quorum loss. The table "
     "decides.",
     "Topologies and components for Front End Servers, instant messaging, and presence; "
     "Reset-CsPoolRegistrarState",
     kDocumented, kCore},
    {"TRAP-15", "Which table the SQL witness note means",
     "The note points at the start table, while its logic fits the running table. Both readings "
     "are implemented (FLT-07).",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"TRAP-16", "What a lost Back End does",
     "One topic says the pool stops, another 30 min of normal work and then resiliency mode. "
     "Enterprise Edition: the latter by default. Standard Edition: the pool stops, being the "
     "same machine.",
     "Preparing to restore; Back End Server high availability", kDocumented, kCore},
    {"TRAP-17", "Mirror removed in the wrong order",
     "The procedure runs Uninstall-CsMirrorDatabase after mirroring was cleared and published, "
     "an order that fails by the release notes, and gives it the mirror where the page wants the "
     "primary. Word for word the uninstall fails. Uninstalling per type first, then clear, then "
     "publish passes.",
     "Restoring a mirrored Enterprise Edition Back End Server - primary; Release notes; "
     "Uninstall-CsMirrorDatabase",
     kDocumented, kExtended},
    {"TRAP-18", "Next hop of a dead Edge",
     "The text asks only for Edge pools still running, the error looks at the topology. With the "
     "Edge dead too the failover still refuses (nextHopCheck, MA-20), and Set-CsEdgeServer on "
     "the dead Edge is the remedy.",
     "Failing over a pool", kDocumented, kCore},
    {"TRAP-19", "Next hop printed before CMS failover",
     "The next-hop change is a CMS write. With the CMS on the failed pool it ends in "
     "E_CMS_UNAVAILABLE and changes nothing; then CMS failover, next hop again, pool failover.",
     "Failing over a pool", kDocumented, kCore},
    {"TRAP-20", "Old site keeps its XMPP route",
     "The former site's route is never cleared. The route set last is effective (MA-58), so the "
     "procedure ends well; the leftover is advice, never a violation.",
     "Failing over the Edge pool used for XMPP federation; Failing back the Edge pool used for "
     "Lync Server federation or XMPP federation",
     kDocumented, kCore},
    {"TRAP-21", "84,400 seconds called 24 hours",
     "A day has 86,400 s. STRICT accepts up to 84,400 s, so 84,401 and 86,400 are refused unless "
     "detectionMax says otherwise.",
     "Set-CsRegistrar", kDocumented, kCore},
    {"TRAP-22", "Who may read the backup status",
     "One topic says RTCUniversalServerAdmins only, the page gives Schema admins as default. "
     "Both are allowed, others refused; -AuthorizedUniversalGroups replaces the list, beside which "
     "server administrators always may.",
     "Configuring and monitoring the Backup Service; Set-CsBackupServiceConfiguration", kDocumented,
     kCore},
    {"TRAP-23", "Steady state of Backup-CsPool",
     "The page defines steady as what is final elsewhere. Status checks follow the Backup "
     "Service topic; Backup-CsPool -SteadyState accepts either.",
     "Backup-CsPool; Configuring and monitoring the Backup Service", kDocumented, kCore},
    {"TRAP-24", "Whose backup pool, and from which store",
     "The prose asks for the failed pool's backup, the command for that of the CMS pool, and the "
     "reads may meet a dead CMS without -LocalStore. The backup pool is that of the CMS pool; "
     "reads come from the local replica (MA-47), the version from the topology file at hand.",
     "Failing over a pool", kDocumented, kCore},
    {"TRAP-25", "Waiting for all replicas",
     "Replicas on dead servers never become up to date, so a script that waits for all of them "
     "never ends and is reported. The check covers live computers that the active master can "
     "reach.",
     "Failing over a pool", kDocumented, kCore},
    {"TRAP-26", "Wrong path of Bootstrapper",
     "Step 23 looks under %SYSTEMROOT% instead of the system drive: the file is not found, the "
     "Backup Service is missing, and starting it ends in E_SVC_NOT_INSTALLED.",
     "Front End pool ABC failover procedure", kDocumented, kExtended},
    {"TRAP-27", "Two internal XMPP ports",
     "23456 in the port tables, 5098 in the cmdlets. Either open port passes; a mismatch is a "
     "warning.",
     "Port summary - XMPP federation; Set-CsEdgeServer; Set-CsRegistrar", kDocumented, kCore},
    {"TRAP-28", "A record to the Edge being left",
     "In failback the XMPP A record is pointed at the second Edge instead of the first. Word for "
     "word XMPP stays down for those who use the A record; corrected it works.",
     "Failing back the Edge pool used for Lync Server federation or XMPP federation", kDocumented,
     kCore},
    {"TRAP-29", "No restart around the XMPP failback",
     "Failover stops and starts the services around the route change, failback does not. By "
     "default the route acts on replication and the procedure works (xmppRouteAt, MA-43); with "
     "serviceStart the restored Edge keeps the old route until restarted. Both are run, the "
     "difference reported.",
     "Failing back the Edge pool used for Lync Server federation or XMPP federation", kDocumented,
     kCore},
    {"TRAP-30", "Clean-up before the pairing ends",
     "Steps 21 and 22 remove stale data while A and B are still paired, so nothing is removed "
     "and A's users' data stays on B. The clean-up works after step 22.",
     "Front End pool ABC failover procedure", kDocumented, kExtended},
    {"TRAP-31", "Force on Move-CsApplicationEndpoint",
     "The page documents -Force for something else. Both switches are accepted; success needs "
     "the application on C.",
     "Front End pool ABC failover procedure", kDocumented, kExtended},
    {"TRAP-32", "Call Park settings per pool",
     "The topics speak of pool settings, the cmdlet knows global and site only. What is set for "
     "C also holds for the other pools of its site, perhaps for B.",
     "Front End pool ABC failover procedure; Planning for Call Park disaster recovery", kDocumented,
     kExtended},
    {"TRAP-33", "FailingBack or FailedBack",
     "Syntax and description disagree on the pool state's name. Both are accepted, FailingBack "
     "is stored.",
     "Set-CsRegistrarConfiguration", kDocumented, kCore},
    {"TRAP-34", "Edits never published",
     "The topics end, or go on, without publishing. The edit has no effect until the topology is "
     "published.",
     "Changing the Edge pool associated with a Front End pool; Restoring a mirrored Enterprise "
     "Edition Back End Server - primary",
     kDocumented, kCore},
    {"TRAP-35", "Final two steps that are three",
     "On deployed pools, skipping Bootstrapper or the service start leaves no running Backup "
     "Service and the steady check fails. Skipping only the synchronisation merely waits for the "
     "ordinary cycles (inferred).",
     "Deploying paired Front End pools for disaster recovery", kDocumented, kCore},
    {"TRAP-36", "Identity of a Persistent Chat pool",
     "The topics write service:<fqdn>, once with a blank, the page PersistentChatServer:<fqdn>. "
     "STRICT: identity not found.",
     "Failing over Persistent Chat Server; Failing back Persistent Chat Server; "
     "Set-CsPersistentChatState",
     kDocumented, kExtended},
    {"TRAP-37", "Location import without publish",
     "Clients get no locations until Publish-CsLisConfiguration has run.",
     "Restoring the server hosting the Central Management store", kDocumented, kExtended},
    {"TRAP-38", "Three Front Ends where there are two",
     "After pairing and for first users three running Front Ends are demanded, yet two-server "
     "pools and Standard Edition pairs are supported. Smaller pools need all of theirs.",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"TRAP-39", "Size of a branch server",
     "1,000 to 2,000 users by one topic, 1,000 to 5,000 by others: advice only.",
     "Branch-site resiliency solutions; Lync Server sites; Deploying a Survivable Branch "
     "Appliance or Server",
     kDocumented, kExtended},
    {"TRAP-40", "Pool deleted while appliances refer to it",
     "Step 22 deletes A before steps 27 and 28 move its appliances. STRICT: publish refused with "
     "E_TOPOLOGY_INVALID, A stays; in the corrected order it passes. DOC_ALIAS: accepted with a "
     "warning, the appliances dangling until step 28.",
     "Front End pool ABC failover procedure", kDocumented, kExtended},
    {"TRAP-41", "End of the ABC outage, and a step 30",
     "The outage is said to end with step 16, but services start in 15; a list is kept for step "
     "30 of 29. The outage is measured from 9 to 15.",
     "Front End pool ABC failover procedure", kDocumented, kExtended},
    {"TRAP-42", "When to export groups from the backup",
     "Before failback by one topic, after it by the other. Both are legal; before, changes made "
     "between export and failback are lost.",
     "Planning for response group disaster recovery; Response group disaster recovery procedures",
     kDocumented, kExtended},
    {"TRAP-43", "When to redirect announcements",
     "After failover by one topic, before it by the other. Both are legal; before, the backup "
     "pool serves the ranges while the users are not yet served.",
     "Manage announcements during disaster recovery; Front End pool ABC failover procedure",
     kDocumented, kExtended},
    {"TRAP-44", "Old file, wrong destination",
     "Step 17 imports the first export instead of the updated one, and one variant names B. Word "
     "for word C gets stale groups or none, which step 18 must notice.",
     "Front End pool ABC failover procedure", kDocumented, kExtended},
    {"TRAP-45", "Two exports to one file",
     "Steps 16 and 19 use the same path, and an export never overwrites: step 19 ends in "
     "E_FILE_EXISTS, B keeps A's groups.",
     "Front End pool ABC failover procedure", kDocumented, kExtended},
    {"TRAP-46", "Import at C without OverwriteOwner",
     "E_OWNER_CONFLICT, since C is new in name and empty in data while Active Directory has the "
     "contacts. Once A is deleted, groups not taken over have an owner that no longer exists.",
     "Front End pool ABC failover procedure; Planning for response group disaster recovery",
     kDocumented, kExtended},
    {"TRAP-47", "Appliance users queried too late",
     "Step 27 lists users by appliance after moving them, so the list is empty; folder and a "
     "stray hyphen are wrong too. Word for word nobody's data is restored after the forced move "
     "(INV-36). Query before moving, or use the CSV file.",
     "Front End pool ABC failover procedure", kDocumented, kExtended},
    {"TRAP-48", "Building C in parallel",
     "Step 8 is said to run beside steps 5 and 6, yet stands after the failover. Any time before "
     "step 9 is accepted.",
     "Front End pool ABC failover procedure", kDocumented, kExtended},
    {"TRAP-49", "New sessions before failover completes",
     "One topic says none are possible, others voice and two-party messages through the backup "
     "Registrar. Survivable by default, none selectable (resiliencyNewSessions, MA-16).",
     "User experience during pool failure; Planning for central site voice resiliency", kDocumented,
     kCore},
    {"TRAP-50", "Standard Edition without disaster recovery",
     "A scalability topic denies it high availability and disaster recovery, while pairs are "
     "supported and recommended. The pair is allowed.",
     "Scalability; Supported pool pairing options and best practices", kDocumented, kCore},
    {"TRAP-51", "Highest SRV priority",
     "The topics speak of the highest priority; DNS takes the lowest number. The lowest number "
     "wins.",
     "Failing over the Edge pool used for XMPP federation; Edge Server disaster recovery",
     kDocumented, kCore},
    {"TRAP-52", "Two CNAME records for one name",
     "A name is given two CNAMEs to different pools, elsewhere one to a GeoDNS name. GeoDNS is "
     "an object of its own; a plain duplicate CNAME is an invalid zone.",
     "Determine DNS requirements", kDocumented, kCore},
    {"TRAP-53", "1,000 contacts against a limit of 250",
     "The user model goes to 1,000 contacts, the product's default limit is 250. Generated users "
     "stay within the configured limit.",
     "User models; Set-CsUserServicesConfiguration", kDocumented, kCore},
    {"TRAP-54", "200,000 users in one pool",
     "The population behind the recovery targets exceeds the pool maximum of 80,000. It labels a "
     "measurement and is no valid topology.",
     "Recovery time for pool failover and pool failback; Capacity planning using the user models",
     kDocumented, kCore},
    {"TRAP-55", "Capacity figures that do not add up",
     "6,660 users at 1.3 Kbps make 8.7 Mbps, not 13; 6,660 is also printed 6,600; 80,000 over 12 "
     "is 6,667. Bandwidth is not asserted, 80,000 on 12 servers is accepted.",
     "Capacity planning using the user models", kDocumented, kCore},
    {"TRAP-56", "Is location data replicated",
     "It is said not to be, though it lies in the CMS databases, which are; ABC imports it only "
     "if the CMS was on A. Not replicated by default (lisReplicated).",
     "User experience during pool failure; Central Management store failover; Front End pool ABC "
     "failover procedure",
     kDocumented, kCore},
    {"TRAP-57", "Two answers on an affected user's presence",
     "Unknown to viewers of the same pool, the last published state to others. Both hold: it "
     "depends on the viewer.",
     "User experience during pool failure", kDocumented, kCore},
    {"TRAP-58", "Mirror roles without a publish",
     "Roles are said not to be exchangeable, yet CentralMgmt can be switched to the mirror. "
     "Switching the principal is allowed, exchanging configured roles is not.",
     "Restoring the server hosting the Central Management store; Failing over a mirrored database",
     kDocumented, kCore},
    {"TRAP-59", "Host names that drift",
     "The same hosts bear different names, and the mirror is called primary. Roles count, names "
     "do not.",
     "Restoring a mirrored Enterprise Edition Back End Server - primary; Restoring a mirrored "
     "Enterprise Edition Back End Server - mirror",
     kDocumented, kExtended},
    {"TRAP-60", "What a forced user move discards",
     "Conferences by one topic, contacts as well by the other. All data of the user is discarded.",
     "Move-CsUser; Move users to another pool", kDocumented, kCore},
    {"TRAP-61", "Dial-in conferencing at a cut-off branch",
     "Listed both as surviving and, as conferencing, as not. Dialling in works only if the "
     "conference's pool can be reached.",
     "Branch-site resiliency features", kDocumented, kExtended},
    {"TRAP-62", "Disaster test without pool failover",
     "It moves users by force, restores with DBIMPEXP and edits CNAMEs. A replay is legal but "
     "not PRC-FO: homes change, data is discarded until restored, the round trip INV-16 does not "
     "hold (inferred).",
     "Disaster recovery test", kDocumented, kCore},
    {"TRAP-63", "Active servers before Normal",
     "Servers become active while the pool still uses the backup database. Nothing may be "
     "written to the backup mgc once it was copied: set Normal first.",
     "Failing back Persistent Chat Server", kDocumented, kExtended},
    {"TRAP-64", "When a signed-out user may retry",
     "At once by the page, not before Registrar timer or failover by the topic. Timer or "
     "failover, whichever is first.",
     "Invoke-CsPoolFailOver; User experience during pool failure", kDocumented, kCore},
    {"TRAP-65", "Automatic failover in a description",
     "The page says users can be failed over automatically. Pool failover is manual only.",
     "Debug-CsInterPoolReplication", kDocumented, kCore},
    {"TRAP-66", "One server runs the moved CMS",
     "After the forced move only one Front End has the CMS until Bootstrapper ran on the others. "
     "Losing it in between is a CMS outage.",
     "Failing over a pool; Move-CsManagementServer", kDocumented, kCore},
    {"TRAP-67", "Ambiguous DatabasePath",
     "-DatabasePath abbreviates both -DatabasePaths and -DatabasePathMap: E_PARAM_AMBIGUOUS.",
     "Install-CsDatabase", kDocumented, kCore},
    {"TRAP-68", "Incomplete cmdlet index",
     "The index lists the intra-pool check under pool backup, but not the inter-pool one, and "
     "leaves out Reset-CsPoolRegistrarState and the CMS and database failovers. It is no source "
     "for the list of commands.",
     "Backup and high availability cmdlets", kDocumented, kCore},
    {"TRAP-69", "XMPP parameters mistyped",
     "EnableXmppAccess without its hyphen is an unknown argument; -EnableFederationAcces is a "
     "prefix and accepted.",
     "Setting up XMPP federation", kDocumented, kCore},
    {"TRAP-70", "WaitTime assumes, it does not wait",
     "When WaitTime ends the failover takes the data for synchronised, where the other topic "
     "relies on final state; the unit is called seconds for a TimeSpan. A short WaitTime over a "
     "large backlog loses data (INV-22).",
     "Invoke-CsPoolFailOver; Configuring and monitoring the Backup Service", kDocumented, kCore},
});

static_assert(rules_sorted(kTrapRules));

}  // namespace

std::span<const RuleEntry> trap_rules() {
  return kTrapRules;
}

}  // namespace firedrill
