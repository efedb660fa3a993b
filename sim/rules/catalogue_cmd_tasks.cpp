// Catalogue, family CMD, second part: Edge, services and setup, users, applications, Persistent
// Chat and the health checks. The title is the name of the cmdlet or cmdlets.
#include <array>

#include "sim/rules/catalogue_tables.hpp"

namespace firedrill {
namespace {

using enum Provenance;
using enum Scope;

constexpr auto kCmdTasksRules = std::to_array<RuleEntry>({
    {"CMD-70", "Set-CsEdgeServer",
     "Sets an Edge pool's next hop (-Registrar) and ports directly in the topology: no publish "
     "step (inferred), effective once replicated. Needs the CMS, not a living Edge (inferred); "
     "so a CMS lost with the pool is failed over first (TRAP-19).",
     "Set-CsEdgeServer; Failing over a pool", kDocumented, kCore},
    {"CMD-71", "Set-CsSite",
     "Sets the federation and XMPP route of one site, as EdgeServer:<fqdn>, directly in the "
     "topology. Other sites keep theirs; the XMPP route set last is the effective one (TRAP-20). "
     "The identity takes no site: prefix.",
     "Set-CsSite", kDocumented, kCore},
    {"CMD-72", "Start-CsWindowsService",
     "Starts one service, or all Lync services of a computer, with what they depend on; a "
     "running service is no error. Unknown names are refused, and so is LYNCBACKUP before "
     "Bootstrapper ran (inferred).",
     "Start-CsWindowsService", kDocumented, kCore},
    {"CMD-73", "Stop-CsWindowsService",
     "Stops one service or all, dependants included. With -Graceful new work is refused and "
     "existing work finishes first.",
     "Stop-CsWindowsService", kDocumented, kCore},
    {"CMD-74", "Get-CsWindowsService",
     "Lists the Lync services of a computer. Needs Performance Monitor Users as well.",
     "Get-CsWindowsService", kDocumented, kCore},
    {"CMD-75", "Bootstrapper.exe and the Deployment Wizard",
     "Install on one computer the services that the enabled topology gives it: Backup Service "
     "after pairing, Central Management after a move, Edge components after a federation or XMPP "
     "change. The path is under the system drive's Program Files, not %SYSTEMROOT% (TRAP-26).",
     "Deploying paired Front End pools for disaster recovery; Move-CsManagementServer", kDocumented,
     kCore},
    {"CMD-76", "Topology Builder: download, edit, publish, install database",
     "Download and publish need the active master; publish also enables. Publishing an "
     "Enterprise Edition pool needs its Back End online and its share reachable.",
     "Requirements to publish a topology; Deploying paired Front End pools for disaster recovery",
     kDocumented, kCore},
    {"CMD-80", "Move-CsUser",
     "Changes a user's home, and the data follows. With -Force the data (contacts, conferences) "
     "is discarded, which is meant only after a failed move. Both pools must be reachable unless "
     "forced, and -MoveConferenceData is not used in disaster recovery.",
     "Move-CsUser", kDocumented, kCore},
    {"CMD-81", "Get-CsUser",
     "Finds users by identity, filter, LDAP filter or unit. -UnassignedUser lists enabled users "
     "without a Registrar pool, who cannot sign in.",
     "Get-CsUser", kDocumented, kCore},
    {"CMD-82", "Get-CsUserPoolInfo",
     "Shows a user's primary pool and Registrar, backup pool and Registrar, and User Services "
     "pool; fails for a user without pool. An empty BackupPoolFqdn means an unprotected user.",
     "Get-CsUserPoolInfo", kDocumented, kCore},
    {"CMD-83", "Export-CsUserData",
     "Exports user data and conference directories of a pool, or of one user, to a zip file. A "
     "paired pool's export holds the partner's users as well, on which ABC step 13 relies "
     "(inferred).",
     "Export-CsUserData", kDocumented, kExtended},
    {"CMD-84", "Import-CsUserData",
     "Imports such a file into a pool or a user, with the pool's services stopped before and "
     "started after. Data of users homed elsewhere is ignored (MA-23).",
     "Import-CsUserData", kDocumented, kExtended},
    {"CMD-85", "Update-CsUserData", "Restores lost data to a user who is signed in and working.",
     "Update-CsUserData", kDocumented, kExtended},
    {"CMD-86", "Convert-CsUserData",
     "Converts an export to Lync2010 (.xml) or Current (.zip); a wrong extension is refused "
     "(inferred).",
     "Convert-CsUserData", kDocumented, kExtended},
    {"CMD-87", "Move-/Get-/New-/Remove-CsConferenceDirectory",
     "Moves one conference directory to another pool and fails if that pool cannot be contacted, "
     "unless forced. A pool may own several, so the move is repeated for each; ids are unique, "
     "0..9999.",
     "Move-CsConferenceDirectory; New-CsConferenceDirectory", kDocumented, kExtended},
    {"CMD-88", "Move-CsApplicationEndpoint",
     "Moves a contact object to another application pool that has the application. A dead back "
     "end is met with -IgnoreBackendStoreException by the page and with -Force by ABC (TRAP-31).",
     "Move-CsApplicationEndpoint", kDocumented, kExtended},
    {"CMD-89", "Enable-CsUser, Set-CsUser, Disable-CsUser",
     "Enable-CsUser gives a user a Registrar pool and SIP address, Disable-CsUser takes them "
     "away. Set-CsUser has no Registrar parameter (TRAP-11).",
     "Enable-CsUser; Set-CsUser; Disable-CsUser", kDocumented, kCore},
    {"CMD-90", "Export-CsRgsConfiguration",
     "Exports a pool's response groups, audio and settings (2013 only) to a file that must not "
     "exist. -Owner restricts it to one owner's objects, -RemoveExportedConfiguration deletes "
     "them afterwards.",
     "Export-CsRgsConfiguration", kDocumented, kExtended},
    {"CMD-91", "Import-CsRgsConfiguration",
     "Gives the objects a new parent pool and leaves the owner unless -OverwriteOwner. Settings "
     "come only with -ReplaceExistingRgsSettings; duplicate names are refused unless "
     "-ResolveNameConflicts. It may run before, during or after a failover.",
     "Import-CsRgsConfiguration; Planning for response group disaster recovery", kDocumented,
     kExtended},
    {"CMD-92", "Get-CsRgsWorkflow and its siblings",
     "Read response groups. Objects whose owner is not their parent stay hidden without -Owner "
     "or -ShowAll, so a plain listing does not show imported groups.",
     "Get-CsRgsWorkflow; Get-CsRgsQueue; Get-CsRgsAgentGroup; Get-CsRgsHoursOfBusiness; "
     "Get-CsRgsHolidaySet; Get-CsRgsConfiguration",
     kDocumented, kExtended},
    {"CMD-93", "Set-/New-/Get-/Remove-CsCallParkOrbit",
     "Manage orbit ranges (type CallPark) and group pickup ranges (type GroupPickup): start, end "
     "and the Call Park service that answers.",
     "Set-CsCallParkOrbit", kDocumented, kExtended},
    {"CMD-94", "Set-CsCpsConfiguration",
     "Sets pickup timeout 10 s to 10 min, 1..10 attempts, hold music and the timeout URI for the "
     "deployment or a site. There is no pool scope, although other topics speak of one (TRAP-32).",
     "Set-CsCpsConfiguration", kDocumented, kExtended},
    {"CMD-95", "Set-CsUnassignedNumber",
     "Gives a number range to an announcement (service and name both required) or to an Exchange "
     "UM attendant. The named pool owns the range at once.",
     "Set-CsUnassignedNumber", kDocumented, kExtended},
    {"CMD-96", "New-/Remove-CsAnnouncement, Import-CsAnnouncementFile",
     "Create announcements from audio already in the pool's file store, or from text with a "
     "language; an identity with its GUID recreates the same announcement. Removing by service "
     "identity removes all of that service.",
     "New-CsAnnouncement; Remove-CsAnnouncement; Import-CsAnnouncementFile", kDocumented,
     kExtended},
    {"CMD-97", "New-/Set-/Get-CsVoicemailReroutingConfiguration",
     "Sets the numbers by which an appliance reaches Exchange voice mail over the PSTN while its "
     "WAN is down: unique, without extension.",
     "Set-CsVoicemailReroutingConfiguration", kDocumented, kExtended},
    {"CMD-98", "Enable-CsReplica and setup cmdlets",
     "Enable-CsReplica joins a computer to replication. Grant-CsSetupPermission, once per unit, "
     "lets RTCUniversalServerAdmins enable topologies. Update-CsAdminRole refreshes roles after "
     "a CMS is reused.",
     "Enable-CsReplica; Enable-CsComputer; Grant-CsSetupPermission; Update-CsAdminRole",
     kDocumented, kCore},
    {"CMD-100", "Set-/Get-CsPersistentChatState",
     "Sets every server of a Persistent Chat pool to Normal or, for the backup databases, "
     "FailedOver. The identity is PersistentChatServer:<pool> (TRAP-36).",
     "Set-CsPersistentChatState", kDocumented, kExtended},
    {"CMD-101", "Set-CsPersistentChatActiveServer",
     "Sets or swaps the active servers. Inactive ones keep their connections and refuse new ones.",
     "Set-CsPersistentChatActiveServer", kDocumented, kExtended},
    {"CMD-102", "Export-CsPersistentChatData, Import-CsPersistentChatData",
     "Back up and restore chat data, for members of CsPersistentChatAdministrator. The restore "
     "uses the method of the backup.",
     "Export-CsPersistentChatData; Import-CsPersistentChatData", kDocumented, kExtended},
    {"CMD-110", "Test-CsRegistration",
     "Signs test users in and out; passes in regular and in resiliency mode.",
     "Test-CsRegistration", kDocumented, kCore},
    {"CMD-111", "Test-CsIM",
     "Sends a two-party message; passes in regular mode, and in resiliency mode within a site.",
     "Test-CsIM", kDocumented, kCore},
    {"CMD-112", "Test-CsP2PAV",
     "Signals a two-party audio/video call; passes in regular mode, and in resiliency mode "
     "within a site.",
     "Test-CsP2PAV", kDocumented, kCore},
    {"CMD-113", "Test-CsPresence",
     "Publishes and subscribes to presence; passes in regular mode only.", "Test-CsPresence",
     kDocumented, kCore},
    {"CMD-114", "Test-CsGroupIM and the conference tests",
     "Create and join a conference; pass while the organizer is in regular mode.",
     "Test-CsGroupIM; Test-CsAVConference; Test-CsASConference; Test-CsDataConference; "
     "Test-CsUcwaConference",
     kDocumented, kCore},
    {"CMD-115", "Test-CsAddressBookService, Test-CsAddressBookWebQuery",
     "Fetch the address book file and query it on the web; pass in regular mode, not in "
     "resiliency mode.",
     "Test-CsAddressBookService; Test-CsAddressBookWebQuery", kDocumented, kCore},
    {"CMD-116", "Test-CsFederatedPartner",
     "Reaches a partner domain through the federation route; passes while that Edge pool is up.",
     "Test-CsFederatedPartner", kDocumented, kCore},
    {"CMD-117", "Test-CsXmppIM",
     "Sends an XMPP message; passes with the XMPP Edge up, route and DNS right, and a user not "
     "homed on an appliance.",
     "Test-CsXmppIM", kDocumented, kCore},
    {"CMD-118", "Test-CsAVEdgeConnectivity",
     "Checks the A/V Edge associated with the pool; passes while that Edge pool is up.",
     "Test-CsAVEdgeConnectivity", kDocumented, kCore},
    {"CMD-119", "Test-CsPstnPeerToPeerCall, Test-CsPstnOutboundCall",
     "Place PSTN calls, with Test-CsVoiceUser for the user's voice settings; pass while a route "
     "has a gateway.",
     "Test-CsPstnPeerToPeerCall; Test-CsPstnOutboundCall; Test-CsVoiceUser", kDocumented, kCore},
    {"CMD-120", "Test-CsDialInConferencing",
     "Dials the access numbers; passes while the auto attendant is on a running pool.",
     "Test-CsDialInConferencing", kDocumented, kCore},
    {"CMD-121", "Test-CsExUMVoiceMail, Test-CsExUMConnectivity",
     "Leave voice mail; pass while Exchange UM can be reached.",
     "Test-CsExUMVoiceMail; Test-CsExUMConnectivity", kDocumented, kCore},
    {"CMD-122", "Test-CsPersistentChatMessage",
     "Exchanges chat messages; passes while the Persistent Chat pool has active servers.",
     "Test-CsPersistentChatMessage", kDocumented, kExtended},
    {"CMD-123", "Test-CsTopology, Test-CsComputer, Test-CsReplica",
     "Check the infrastructure, with Test-CsDatabase for databases; Test-CsComputer and "
     "Test-CsReplica run on the computer in question.",
     "Test-CsTopology; Test-CsComputer; Test-CsReplica; Test-CsDatabase", kDocumented, kCore},
    {"CMD-124", "Test-CsUnifiedContactStore, Test-CsWebScheduler",
     "Check the unified contact store and scheduling, with Test-CsMcxP2PIM for mobility; pass in "
     "regular mode.",
     "Test-CsUnifiedContactStore; Test-CsWebScheduler; Test-CsMcxP2PIM", kDocumented, kCore},
});

static_assert(rules_sorted(kCmdTasksRules));

}  // namespace

std::span<const RuleEntry> cmd_tasks_rules() {
  return kCmdTasksRules;
}

}  // namespace firedrill
