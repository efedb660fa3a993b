// Catalogue, family PRC: the documented procedures in brief, by name. The steps themselves are
// runbooks; a statement here says what a procedure consists of and where it must end.
#include <array>

#include "sim/rules/catalogue_tables.hpp"

namespace firedrill {
namespace {

using enum Provenance;
using enum Scope;

constexpr auto kPrcRules = std::to_array<RuleEntry>({
    {"PRC-ABC", "Replace an unrecoverable pool A by a new pool C",
     "B serves A's users: CMS to B, LIS if the CMS was on A, response groups, announcements, "
     "then disaster failover of A. Build C, move users (outage begins), directories and "
     "endpoints by force, copy content, bring the data over from B, start C (outage ends), take "
     "response groups and announcements over, pair B with C, delete A, move the appliances. A is "
     "never failed back.",
     "Front End pool ABC failover procedure; Backup prerequisites for ABC pool failover",
     kDocumented, kExtended},
    {"PRC-ANN", "Announcements in disaster recovery",
     "After failover: import the audio, recreate the announcements at the backup pool, then "
     "redirect the number ranges, which changes their owner. Afterwards redirect back, "
     "recreating first if the pool was rebuilt. ABC does it before failover (TRAP-43).",
     "Manage announcements during disaster recovery", kDocumented, kExtended},
    {"PRC-BE", "Restore a Back End (primary, mirror or both)",
     "A clean machine with the same FQDN and instance names replaces the lost one. Primary: "
     "force the mirror to principal, uninstall the mirror per type, reconfigure and publish, "
     "restart Front Ends, add the new machine as mirror. Mirror: uninstall, rebuild, mirror "
     "again, restart. Both: rebuild, recreate databases, import users with services stopped, "
     "import response groups; the loss is the age of the export.",
     "Restoring a mirrored Enterprise Edition Back End Server - primary; Restoring a mirrored "
     "Enterprise Edition Back End Server - mirror; Restoring an Enterprise Edition Back End "
     "Server",
     kDocumented, kExtended},
    {"PRC-BKP", "Routine backups",
     "Each run writes, to a new folder, the configuration, LIS, user data and response groups of "
     "every pool, the file stores (without Meeting.Active files) and the SQL databases. A "
     "nightly full backup bounds the loss at 1 day; snapshots through the day are better.",
     "Backing up core data and settings", kDocumented, kExtended},
    {"PRC-BS", "Configure and monitor the Backup Service",
     "Read the settings, change SyncInterval only if really needed, read both pools' status and "
     "the relation, synchronise on demand. Steady means replicated within SyncInterval, final "
     "means nothing left; either describes one instant.",
     "Configuring and monitoring the Backup Service", kDocumented, kCore},
    {"PRC-CC", "Restore conference content",
     "After a failback, or after the loss of a file store, run Invoke-CsBackupServiceSync with "
     "the partner's FQDN and ConfServices.DataConf, then watch the partner's status until that "
     "module is steady. In the end all content held at the partner for the pool's users is home, "
     "and the partner's is intact.",
     "Restoring conference contents using the Backup Service", kDocumented, kCore},
    {"PRC-CMSR", "Restore the CMS host",
     "From exports: rebuild the machine, install the Central Management database, set the "
     "service connection point, import the configuration, enable the topology, recreate "
     "databases, import users, LIS (and publish it, TRAP-37) and response groups. The "
     "configuration is as old as the export.",
     "Restoring the server hosting the Central Management store", kDocumented, kExtended},
    {"PRC-CPS", "Call Park in disaster recovery",
     "Where TOP-122 holds, failover and failback need no step: users park at the backup pool "
     "under its settings. A new pool with another FQDN has ranges, music and settings reassigned.",
     "Planning for Call Park disaster recovery", kDocumented, kExtended},
    {"PRC-DB", "Fail over a mirrored database",
     "Ask for the principal of User and, where the CMS is, of CentralMgmt, then switch each type "
     "with Invoke-CsDatabaseFailover. The Back End clock stops with User. Other types stay "
     "behind, and the printed commands lack -Force for a dead principal (TRAP-10).",
     "Failing over a mirrored database", kDocumented, kCore},
    {"PRC-EA", "Change the Edge pool of a Front End pool",
     "Associate a living Edge pool for media with each running pool that uses the dead one, at "
     "whatever site, and publish, though the topic ends before publishing (TRAP-34). Remote and "
     "federated media of those pools work again.",
     "Changing the Edge pool associated with a Front End pool", kDocumented, kCore},
    {"PRC-EB", "Fail back federation or XMPP to a restored Edge",
     "Start the restored Edge, return the federation flag (publish, run setup), the XMPP route, "
     "SRV and A records to it, re-associate local pools for media, then fail the site's pool "
     "back. The topic sends the A record to the wrong Edge (TRAP-28).",
     "Failing back the Edge pool used for Lync Server federation or XMPP federation", kDocumented,
     kCore},
    {"PRC-EF", "Fail over SIP federation to another Edge",
     "Clear federation on the failed Edge pool, set it on a surviving one, publish once, run "
     "setup on each of its servers, then PRC-EA for pools that used the dead Edge. One Edge pool "
     "is federation-enabled in the end, and outbound federation works.",
     "Failing over the Edge pool used for Lync Server federation", kDocumented, kCore},
    {"PRC-EX", "Fail over XMPP to another Edge",
     "Stop services on every server of the new Edge pool, set the site's XMPP route, point the A "
     "record and an SRV record (5269) at it, check the port, start services. Everything else the "
     "Edge pool does is interrupted meanwhile.",
     "Failing over the Edge pool used for XMPP federation", kDocumented, kCore},
    {"PRC-FB", "Fail back a pool",
     "With home restored, run Invoke-CsPoolFailback with the FQDN of the failover, again on a "
     "hydration error. The CMS stays where it is. Content, response groups, pickup ranges, "
     "announcements and Edge settings return by procedures of their own, whatever the topic says "
     "(TRAP-04).",
     "Failing back a pool", kDocumented, kCore},
    {"PRC-FO", "Fail over a pool",
     "Find the pool that hosts the CMS; if it is the failed pool or dead, fail the CMS over with "
     "-Force and wait for the live replicas; move every Edge next hop off the pool; then "
     "Invoke-CsPoolFailover -DisasterMode. In the end the pool is FailedOver, homes are "
     "unchanged, its users are regular at the backup pool, and no Edge leads to it.",
     "Failing over a pool", kDocumented, kCore},
    {"PRC-FS", "Restore a file store",
     "Copy the backup to the identical path and share it; Enable-CsTopology sets the access "
     "rights unless Topology Builder ran anyway.",
     "Restoring a file store", kDocumented, kExtended},
    {"PRC-GCP", "Group Call Pickup in disaster recovery",
     "Set-CsCallParkOrbit gives the GroupPickup ranges to the backup pool once the failover is "
     "complete, and returns them once the failback is.",
     "Manage Group Call Pickup during disaster recovery", kDocumented, kExtended},
    {"PRC-LIS", "Location data in disaster recovery",
     "Export the location database regularly. After a failover import the latest export at the "
     "backup pool and publish it.",
     "User experience during pool failure", kDocumented, kCore},
    {"PRC-MEMBER", "Restore a member server",
     "On a clean machine with the same FQDN run the wizard's four steps: local store, "
     "components, certificates, start services.",
     "Restoring an Enterprise Edition member server", kDocumented, kExtended},
    {"PRC-MIR", "Set up or remove mirroring",
     "Set-up: logins and share, define mirror (5022) and optional witness (7022), publish with "
     "databases or Install-CsMirrorDatabase, restart all Front Ends. Removal: "
     "Uninstall-CsMirrorDatabase per type first, then clear and publish, then restart; the "
     "reverse order fails (FLT-94).",
     "Deploying SQL mirroring for Back End Server high availability", kDocumented, kCore},
    {"PRC-PAIR", "Pair two pools",
     "Choose the associated backup pool and the voice option, publish, run Bootstrapper and "
     "start LYNCBACKUP on every Front End of both pools, synchronise either way, and wait for "
     "both to be steady. Pools not yet deployed get their services with deployment.",
     "Deploying paired Front End pools for disaster recovery", kDocumented, kCore},
    {"PRC-PCHAT", "Fail Persistent Chat over and back",
     "Over: end log shipping, apply the last logs, bring mgc online at the second data centre, "
     "set FailedOver, mirror it anew, set active servers there. Back: clear the active list "
     "first, end mirroring, copy mgc back, ship logs again, set active servers and state Normal "
     "(see TRAP-63). Compliance is not failed over.",
     "Failing over Persistent Chat Server; Failing back Persistent Chat Server", kDocumented,
     kExtended},
    {"PRC-POOL", "Restore a whole pool",
     "Restore the Back End first, then every Front End by PRC-MEMBER; other pools member by "
     "member.",
     "Restoring a Lync Server pool", kDocumented, kExtended},
    {"PRC-RGS", "Response groups in disaster recovery",
     "Export every pool routinely; import at the backup pool before, during or after failover "
     "and verify with -Owner or -ShowAll; formal agents sign in again. After failback export "
     "from the backup by owner, import at home with -OverwriteOwner, verify, and only then "
     "remove from the backup.",
     "Response group disaster recovery procedures; Planning for response group disaster recovery",
     kDocumented, kExtended},
    {"PRC-SBA", "Associate an appliance with another pool",
     "Move its users to a pool, stop its services, change its pool and publish, start it, test, "
     "move the users back.",
     "Appendix B: Managing a Survivable Branch Appliance", kDocumented, kExtended},
    {"PRC-SE", "Restore a Standard Edition server",
     "Put the file store back under the identical path, download the topology, run the wizard's "
     "four steps, import user data with services stopped, then response groups and Persistent "
     "Chat if used.",
     "Restoring a Standard Edition server", kDocumented, kExtended},
    {"PRC-UPG", "Patch a paired pool",
     "Ask for readiness; Busy three times 10 min apart, or too few active Front Ends, means "
     "planned failover, patch, failback. Otherwise, per ready upgrade domain, stop gracefully, "
     "patch, restart, and let 20 min pass before the next.",
     "Upgrade or update Front End Servers", kDocumented, kExtended},
});

static_assert(rules_sorted(kPrcRules));

}  // namespace

std::span<const RuleEntry> prc_rules() {
  return kPrcRules;
}

}  // namespace firedrill
