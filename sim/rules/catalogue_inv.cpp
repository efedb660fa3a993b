// Catalogue, family INV, first part: order of procedures, data, Central Management store and
// topology. The second part is catalogue_inv_services.cpp.
#include <array>

#include "sim/rules/catalogue_tables.hpp"

namespace firedrill {
namespace {

using enum Provenance;
using enum Scope;

constexpr auto kInvRules = std::to_array<RuleEntry>({
    {"INV-01", "Failback before cross-failover",
     "While P1 is not Active (documented for FailedOver, inferred for the transitional states), "
     "failing its partner P2 over to it is refused and changes nothing.",
     "Managing Lync Server disaster recovery, high availability, and Backup Service", kDocumented,
     kCore},
    {"INV-02", "No user without a home",
     "Every enabled user has a home that exists in the topology, at all times and after every "
     "publish. Signed out, in resiliency, or homed on a stopped pool is not an orphan; users "
     "whom the initial topology lists without a pool are a design warning.",
     "Get-CsUser; Get-CsUserPoolInfo; Front End pool ABC failover procedure", kDocumented, kCore},
    {"INV-03", "Whoever can be served ends in regular mode",
     "At rest, every online user homed on a Front End pool that is Active or FailedOver is in "
     "regular mode if the responsible pool can give it and can be reached. Appliance users "
     "(INV-96) and a full Registrar are excused.",
     "Invoke-CsPoolFailOver; User experience during pool failure", kDocumented, kCore},
    {"INV-04", "CMS before pool",
     "A pool failover is accepted only with one live active master that is not on the pool being "
     "failed over. That a planned one is refused too is inferred.",
     "Failing over a pool; Central Management store failover", kDocumented, kCore},
    {"INV-05", "Next hop before pool",
     "A pool failover is accepted only if no Edge pool of the topology has that pool as next "
     "hop; with nextHopCheck live, only Edge pools that are up count.",
     "Failing over a pool", kDocumented, kCore},
    {"INV-06", "One FQDN for failover and failback",
     "A failback is accepted only for a pool whose last successful transition was its own "
     "failover.",
     "Invoke-CsPoolFailBack; Managing Lync Server disaster recovery, high availability, and "
     "Backup Service",
     kDocumented, kCore},
    {"INV-07", "Failback only from a failed-over pool",
     "Only a pool in FailedOver, or in FailingBack since an unsuccessful run, can be failed back.",
     "Invoke-CsPoolFailBack; Release notes", kDocumented, kCore},
    {"INV-08", "Legal pool states only",
     "A pool goes Active, FailingOver, FailedOver, FailingBack, Active. After a failure "
     "FailingOver returns to Active, and FailingBack stays or, by choice (MA-46), returns to "
     "FailedOver.",
     "Set-CsRegistrarConfiguration", kInferred, kCore},
    {"INV-09", "Pool failover is never automatic",
     "Every change of a pool's state goes back to Invoke-CsPoolFailOver, Invoke-CsPoolFailBack "
     "or a PoolState written by hand.",
     "Deploying paired Front End pools for disaster recovery; Managing Lync Server disaster "
     "recovery, high availability, and Backup Service",
     kDocumented, kCore},
    {"INV-10", "Recovery never rehomes users",
     "Homes are changed by Move-CsUser, Enable-CsUser and Disable-CsUser alone, never by "
     "failover, failback or Registrar timers.",
     "User experience during pool failure", kDocumented, kCore},
    {"INV-11", "Never both pools of a pair out of Active",
     "At most one member of a pair is in a state other than Active. Two failed-over members are "
     "a documented refusal; the transitional states are inferred.",
     "Managing Lync Server disaster recovery, high availability, and Backup Service", kDocumented,
     kCore},
    {"INV-12", "Only users of the failed pool are affected",
     "A failover or failback changes registration or mode of nobody but the users homed on that "
     "pool and the appliance users who take User Services from it. Users of the backup pool are "
     "never touched.",
     "User experience during pool failure; Backup Registrar relationships", kDocumented, kCore},
    {"INV-13", "Refusal changes nothing",
     "A refused command leaves the state as it was. One that fails under way leaves only its "
     "listed partial effects: users signed out (failover), FailingBack (failback), no master "
     "(CMS failover and move), a stopped pool (FullReset).",
     "Move-CsManagementServer; Release notes; Reset-CsPoolRegistrarState", kInferred, kCore},
    {"INV-14", "-WhatIf is pure", "A command with -WhatIf changes nothing.",
     "Invoke-CsManagementServerFailover; Invoke-CsPoolFailOver", kDocumented, kCore},
    {"INV-15", "Repeated failback converges",
     "A failback that failed and is repeated once the cause is gone succeeds, in the same state "
     "as one that succeeded at once.",
     "Release notes", kDocumented, kCore},
    {"INV-16", "Round trip restores everything",
     "A failover and failback by themselves leave topology, homes, pairing, routes, next hops, "
     "media Edge, ownership and CMS as they were. What other steps changed on purpose stays "
     "until their own reverse step.",
     "Failing back a pool; Central Management store failover; User experience during pool failure",
     kDocumented, kCore},
    {"INV-17", "Edge fails back before its pool",
     "Advice: where a runbook fails back both Edge and pool of a site, the Edge goes first. The "
     "other order is reported, never refused.",
     "Failing back the Edge pool used for Lync Server federation or XMPP federation", kDocumented,
     kCore},
    {"INV-20", "Disaster failover loses the backlog at most",
     "After a disaster failover the users of the pool miss no write but those that the partner "
     "had not applied when it started. What a pool alive behind a cut accepts later is divergent "
     "(MA-51), not lost.",
     "Recovery time for pool failover and pool failback", kDocumented, kCore},
    {"INV-21", "RPO measured against its target",
     "Reported: if nothing older than SyncInterval plus the last cycle waits at the start, and "
     "that is within 30 min, no lost write is older. Otherwise the measured figure stands beside "
     "the 30 min target.",
     "Recovery time for pool failover and pool failback", kDocumented, kCore},
    {"INV-22", "Planned failover loses nothing in time",
     "With final state inside WaitTime a planned failover loses no write. Otherwise it loses the "
     "backlog left at expiry, at most.",
     "Configuring and monitoring the Backup Service; Invoke-CsPoolFailOver", kDocumented, kCore},
    {"INV-23", "Failback keeps what the backup wrote",
     "A failback without -DisasterMode brings home every user write made at the backup pool. "
     "Conference content is apart (INV-25).",
     "Invoke-CsPoolFailBack", kInferred, kCore},
    {"INV-24", "Disaster failback loses only the backup's writes",
     "A failback with -DisasterMode loses what was written at the backup pool and nothing else. "
     "That the data of the home store stays untouched is inferred.",
     "Invoke-CsPoolFailBack", kDocumented, kCore},
    {"INV-25", "Conference content comes home",
     "At the end of a runbook that fails a pool back, all content written for its users at the "
     "backup pool is in the home file store. Until PRC-CC it is outstanding, not lost.",
     "Restoring conference contents using the Backup Service", kDocumented, kCore},
    {"INV-26", "Direction of the content copy",
     "Invoke-CsBackupServiceSync brings the content of the named pool to its partner and takes "
     "nothing away from the named pool.",
     "Restoring conference contents using the Backup Service", kDocumented, kCore},
    {"INV-27", "Synchronising twice changes nothing more",
     "Without a write in between, a second synchronisation has the same result as one.",
     "Invoke-CsBackupServiceSync", kDocumented, kCore},
    {"INV-28", "Final status tells the truth",
     "A direction reported final has an empty backlog at that instant.",
     "Configuring and monitoring the Backup Service", kDocumented, kCore},
    {"INV-29", "Steady status tells the truth",
     "In a direction reported steady, the partner has every write of that module older than "
     "SyncInterval.",
     "Configuring and monitoring the Backup Service", kDocumented, kCore},
    {"INV-30", "Final implies steady, per direction",
     "A direction in final state is also in steady state. Neither says anything about the "
     "reverse direction.",
     "Configuring and monitoring the Backup Service", kInferred, kCore},
    {"INV-31", "Read-only source accepts no writes",
     "From read-only to the end of a planned failover the source acknowledges no write of its "
     "users. A run that fails lifts read-only.",
     "Configuring and monitoring the Backup Service", kDocumented, kCore},
    {"INV-32", "No lasting change in resiliency mode",
     "Contacts, schedules and settings of a user in resiliency mode are not changed, on either "
     "pool.",
     "User experience during pool failure; Back End Server high availability", kDocumented, kCore},
    {"INV-33", "Unreplicated data stays where it is",
     "The Backup Service changes no LIS data (lisReplicated off), response groups, Call Park "
     "settings or music, announcements, Archiving, Monitoring or Persistent Chat data.",
     "Backup prerequisites for ABC pool failover", kDocumented, kCore},
    {"INV-34", "User data is lost only to known causes",
     "A command that loses user data is one known for it: Move-CsUser -Force, a disaster mode, a "
     "WaitTime that ran out, QuorumLossRecovery, FullReset, a forced switch of unsynchronised "
     "copies, -Clean, -DropExistingDatabasesOnMirror, Remove-CsUserStoreBackupData, "
     "Disable-CsUser, an older import. Destruction of every copy is reported as loss by that "
     "fault.",
     "Move-CsUser; Invoke-CsPoolFailOver; Invoke-CsPoolFailBack; "
     "Invoke-CsManagementServerFailover",
     kDocumented, kCore},
    {"INV-35", "ABC brings A's users' data to C",
     "After ABC step 13 pool C has, of every moved user of A, all data that B held when step 9 "
     "cut them off.",
     "Front End pool ABC failover procedure", kDocumented, kExtended},
    {"INV-36", "ABC keeps appliance users' data",
     "After ABC steps 27 to 29 the data of the appliance users is complete; the printed script "
     "restores nobody (TRAP-47).",
     "Front End pool ABC failover procedure", kDocumented, kExtended},
    {"INV-37", "No data of former partners",
     "After a re-pairing and its clean-up no pool stores data of users homed elsewhere than on "
     "itself, its partner and their appliances. The printed ABC order misses this (TRAP-30).",
     "Remove-CsUserStoreBackupData", kDocumented, kExtended},
    {"INV-38", "Storage-service items are conserved",
     "Items produced equal items queued, delivered, flushed, and lost with a server.",
     "Release notes", kDocumented, kCore},
    {"INV-39", "Age of a backup bounds the loss",
     "A restore loses nothing older than the export used, and nothing that a surviving copy "
     "holds.",
     "Restoring an Enterprise Edition Back End Server; Restoring the server hosting the Central "
     "Management store",
     kDocumented, kExtended},
    {"INV-40", "Never two active masters",
     "At no moment do two CMS copies accept writes. Exactly one does after a CMS failover, move "
     "or restore; none while the master is lost or a move has failed (FLT-50, FLT-54).",
     "Central Management store failover", kDocumented, kCore},
    {"INV-41", "File transfer agent with the master",
     "Where there is an active master, the active file transfer agent is on its pool.",
     "Failing over a pool", kDocumented, kCore},
    {"INV-42", "Service connection point with the master",
     "After a CMS failover (inferred), move or restore the service connection point names a SQL "
     "server of the active master.",
     "Set-CsConfigurationStoreLocation", kDocumented, kCore},
    {"INV-43", "Configuration needs an available master",
     "A configuration write is accepted only with one active master that is up. CMS failover and "
     "move, restore steps, the service connection point, database and mirror commands and "
     "-LocalStore imports are exempt.",
     "Preparing to restore", kDocumented, kCore},
    {"INV-44", "No replica ahead of its master",
     "A replica is never newer than the master of its own epoch, nor of a later epoch than the "
     "active master. A forced failover, forced move or restore begins an epoch (inferred).",
     "Get-CsManagementStoreReplicationStatus", kDocumented, kCore},
    {"INV-45", "Replicas converge",
     "At rest the replica of every running computer within the active master's reach is up to "
     "date.",
     "Failing over a pool", kDocumented, kCore},
    {"INV-46", "Forced CMS failover loses the backlog at most",
     "Configuration lost in a forced CMS failover is part of what the standby had not applied "
     "when it started.",
     "Central Management store failover", kDocumented, kCore},
    {"INV-47", "Failback leaves the CMS alone",
     "Invoke-CsPoolFailBack does not change which pool is active master.", "Failing back a pool",
     kDocumented, kCore},
    {"INV-48", "Published is not yet effective",
     "A Topology Builder edit acts on a computer only when published, enabled and replicated "
     "there. Set-CsEdgeServer and Set-CsSite act on replication alone (inferred).",
     "Enable-CsTopology", kDocumented, kCore},
    {"INV-49", "Pairing is symmetric",
     "The backup of a paired pool's backup is that pool, and no pool is its own backup, at all "
     "times.",
     "Backup Registrar relationships", kDocumented, kCore},
    {"INV-50", "One backup role per pool",
     "No pool is the backup of two pools; appliances do not count.",
     "Backup Registrar relationships", kDocumented, kCore},
    {"INV-51", "No dangling references",
     "After every accepted publish, next hops, media Edges, pools behind appliances, service "
     "pools, Persistent Chat next hops and routes name components that exist; they may be down.",
     "Front End pool ABC failover procedure", kInferred, kCore},
    {"INV-52", "The CMS pair has its standby",
     "The partner of the pool that hosts the CMS has the Central Management database and "
     "services. A partner destroyed or being rebuilt is excused, and a Standard Edition server "
     "until ABC step 25.",
     "Central Management store failover", kDocumented, kCore},
    {"INV-53", "No restart is left owing",
     "After mirroring or the set of Front Ends was changed and the procedure is done, no Front "
     "End still needs its restart.",
     "Deploying SQL mirroring for Back End Server high availability", kDocumented, kCore},
});

static_assert(rules_sorted(kInvRules));

}  // namespace

std::span<const RuleEntry> inv_rules() {
  return kInvRules;
}

}  // namespace firedrill
