// Catalogue, family CMD, first part: pool failover, Backup Service, Central Management store,
// databases. The title is the name of the cmdlet or cmdlets; the second part is
// catalogue_cmd_tasks.cpp.
#include <array>

#include "sim/rules/catalogue_tables.hpp"

namespace firedrill {
namespace {

using enum Provenance;
using enum Scope;

constexpr auto kCmdRules = std::to_array<RuleEntry>({
    {"CMD-01", "Invoke-CsPoolFailOver",
     "Moves the service of PoolFqdn's users to its backup pool. Refused, in this order, without "
     "a backup pool, without a live CMS master outside the pool, while an Edge pool has it as "
     "next hop, while it or its partner is out of Active, while the backup pool is down, and "
     "(without -DisasterMode) while it cannot be reached. Planned: read-only, drain to final, "
     "FailedOver, nothing lost within WaitTime; disaster: no drain, the backlog is lost. Homes "
     "stay; target 30 min.",
     "Invoke-CsPoolFailOver; Failing over a pool", kDocumented, kCore},
    {"CMD-02", "Invoke-CsPoolFailBack",
     "Returns service to PoolFqdn, the same pool that was failed over, from FailedOver or after "
     "a failback that broke off. Home must be able to serve and, without -DisasterMode, the "
     "partner must be there. Changes made at the backup are copied home (WaitTime 15 s), except "
     "conference content; at most 60 min per 20,000 users.",
     "Invoke-CsPoolFailBack; Failing back a pool", kDocumented, kCore},
    {"CMD-03", "Get-CsPoolBackupRelationship",
     "Names the backup pool of PoolFqdn, or nothing for an unpaired pool (inferred). There is no "
     "Set- counterpart: pairing is done in Topology Builder.",
     "Get-CsPoolBackupRelationship", kDocumented, kCore},
    {"CMD-04", "Set-CsRegistrar",
     "Sets the backup Registrar, automatic failover and the two detection intervals (30 s to "
     "84,400 s, only with a backup Registrar). With automatic failover on, the backup takes "
     "users of an unavailable primary and sends them back; off, it does neither. A backup that "
     "breaks TOP-01 is refused (inferred).",
     "Set-CsRegistrar", kDocumented, kCore},
    {"CMD-05", "Get-/Set-/New-/Remove-CsRegistrarConfiguration",
     "Holds BackupStoreUnavailableThreshold 30 min, endpoint expiration 300/600/900 s (range "
     "300..900), 8 endpoints per user (1..64), MaxUserCount 12,000 (2,000..100,000) and "
     "PoolState. Service scope beats site, site beats global (inferred).",
     "Set-CsRegistrarConfiguration", kDocumented, kCore},
    {"CMD-06", "Reset-CsPoolRegistrarState",
     "ServiceReset (default) restarts RtcSrv and FabricHostSvc and disturbs users. "
     "QuorumLossRecovery reloads groups in loss from the backup store and is refused in "
     "pool-level quorum loss. FullReset also rebuilds local databases and may leave the pool "
     "stopped; MachineStateRemoved forgets a server lost for good.",
     "Reset-CsPoolRegistrarState", kDocumented, kCore},
    {"CMD-07", "Get-CsPoolFabricState",
     "Prints, per fabric service (all, or one by Type), each routing group's primary and "
     "secondaries; -Verbose names missing replicas.",
     "Get-CsPoolFabricState", kDocumented, kCore},
    {"CMD-08", "Get-CsPoolUpgradeReadinessState",
     "Runs on a Front End and reports total and active servers and Ready, Busy or "
     "InsufficientActiveFrontEnds. Busy is asked again after 10 min, up to 3 times; after that, "
     "or if insufficient, a paired pool is failed over before it is patched.",
     "Get-CsPoolUpgradeReadinessState; Upgrade or update Front End Servers", kDocumented,
     kExtended},
    {"CMD-09", "Invoke-CsStorageServiceFlush",
     "Writes the storage-service queue to disk and clears it, by FullFlush or SteadyStateFlush. "
     "The items are not imported again by themselves (FLT-44).",
     "Invoke-CsStorageServiceFlush", kDocumented, kCore},
    {"CMD-10", "Debug-CsInterPoolReplication, Debug-CsIntraPoolReplication",
     "The first compares the stores of a pair and fails for an unpaired pool; modules are All, "
     "CentralMgmt, PresenceFocus and DataConf. The second compares a primary Front End with its "
     "replicas.",
     "Debug-CsInterPoolReplication; Debug-CsIntraPoolReplication", kDocumented, kCore},
    {"CMD-20", "Get-CsBackupServiceConfiguration",
     "Shows the single global instance of the Backup Service settings.",
     "Get-CsBackupServiceConfiguration", kDocumented, kCore},
    {"CMD-21", "Set-CsBackupServiceConfiguration",
     "Sets SyncInterval 2 min (5 s to 3 h), 10 concurrent calls, 500 batches of user data and of "
     "CMS data, 102,400 KB of conference data, and the authorised groups. A value out of range "
     "is refused; changing SyncInterval changes RPO and load and is not advised.",
     "Set-CsBackupServiceConfiguration", kDocumented, kCore},
    {"CMD-22", "Remove-CsBackupServiceConfiguration",
     "Resets all Backup Service settings to their defaults; nothing is deleted. Without Identity "
     "it prompts.",
     "Remove-CsBackupServiceConfiguration", kDocumented, kCore},
    {"CMD-23", "Get-CsBackupServiceStatus",
     "Reports, per module and for this instant, the direction from PoolFqdn to its partner; "
     "Category UserData or CMS narrows it. By default only RTCUniversalServerAdmins may run it; "
     "an unpaired pool is refused (inferred).",
     "Configuring and monitoring the Backup Service; Get-CsBackupServiceStatus", kDocumented,
     kCore},
    {"CMD-24", "Invoke-CsBackupServiceSync",
     "Sends at once what the partner of PoolFqdn lacks, and no more. The named pool is the "
     "source (inferred), so content lost by one pool is restored by naming the other. It is "
     "asynchronous: watch CMD-23.",
     "Invoke-CsBackupServiceSync; Restoring conference contents using the Backup Service",
     kDocumented, kCore},
    {"CMD-25", "Backup-CsPool",
     "Backs PoolFqdn up to its partner, waiting for final state with -FullBackup or for steady "
     "state with -SteadyState, not both. -FailedOverPoolOnly needs -FullBackup. Its page calls "
     "steady what other topics call final (TRAP-23).",
     "Backup-CsPool", kDocumented, kCore},
    {"CMD-26", "Sync-CsUserData",
     "Synchronises the user data of a pool or a routing group, which takes an active Backup "
     "Service there.",
     "Sync-CsUserData", kDocumented, kCore},
    {"CMD-27", "Remove-CsUserStoreBackupData",
     "Deletes from PoolFqdn the user data of pools that are no longer its partner. Run while the "
     "old pairing stands, it finds nothing outdated (inferred, TRAP-30).",
     "Remove-CsUserStoreBackupData", kDocumented, kExtended},
    {"CMD-30", "Invoke-CsManagementServerFailover",
     "Makes the standby database the active master, moves the file transfer agent with it and "
     "the service connection point too (inferred). A disaster needs -BackupSqlServerFqdn and "
     "-Force, plus the BackupMirror parameters when the mirror is principal, and loses what the "
     "standby had not received; -WhatIf names the pool that hosts the CMS. Target 5 min.",
     "Invoke-CsManagementServerFailover; Central Management store failover", kDocumented, kCore},
    {"CMD-31", "Move-CsManagementServer",
     "Run on a computer of the target pool, which needs the CMS database installed and a running "
     "Front End service; otherwise it may leave no CMS (FLT-54). A disaster takes -Force and the "
     "exported configuration and LIS files, and brings back their age. Local setup follows on "
     "the listed computers.",
     "Move-CsManagementServer", kDocumented, kCore},
    {"CMD-32", "Get-CsManagementStoreReplicationStatus",
     "Lists each replica's UpToDate or, with -CentralManagementStoreStatus, the active master "
     "and file transfer agents, which are empty when the CMS is down.",
     "Get-CsManagementStoreReplicationStatus", kDocumented, kCore},
    {"CMD-33", "Invoke-CsManagementStoreReplication",
     "Forces a full, not incremental, replication to one replica or all; effective after 2 to 3 "
     "min.",
     "Invoke-CsManagementStoreReplication", kDocumented, kCore},
    {"CMD-34", "Get-CsService",
     "Lists services by one role switch at most, by pool, and by Identity or Filter; two role "
     "switches are refused. With -CentralManagement it tells where the CMS is active.",
     "Get-CsService", kDocumented, kCore},
    {"CMD-35", "Get-CsPool, Get-CsComputer, Get-CsSite, Get-CsTopology",
     "Read the topology; Identity excludes Filter. Get-CsComputer (-Pool) lists servers in the "
     "order of their first start, which quorum rule FLT-05 uses.",
     "Get-CsPool; Get-CsComputer; Get-CsSite; Get-CsTopology", kDocumented, kCore},
    {"CMD-36", "Export-CsConfiguration",
     "Writes topology, policies and settings to a zip file, or to bytes with -AsBytes.",
     "Export-CsConfiguration", kDocumented, kCore},
    {"CMD-37", "Import-CsConfiguration",
     "Reads an export into the CMS or, with -LocalStore, into this computer, which is how an "
     "Edge Server gets its first replica. Needs RTCUniversalServerAdmins and local administrator "
     "or replicator rights.",
     "Import-CsConfiguration", kDocumented, kCore},
    {"CMD-38", "Export-CsLisConfiguration",
     "Writes the location database to a file that must not exist yet, or to bytes, the only form "
     "for a remote session.",
     "Export-CsLisConfiguration", kDocumented, kCore},
    {"CMD-39", "Import-CsLisConfiguration",
     "Merges an export into the location database: removed and changed records return, later "
     "ones stay, and orphan locations can result.",
     "Import-CsLisConfiguration", kDocumented, kCore},
    {"CMD-40", "Publish-CsLisConfiguration",
     "Commits the location database to the CMS. Without it clients see none of the changes.",
     "Publish-CsLisConfiguration", kDocumented, kCore},
    {"CMD-41", "Enable-CsTopology",
     "Activates the topology published last and sets the access rights of the file shares. "
     "Changes act only once published, enabled and replicated.",
     "Enable-CsTopology", kDocumented, kCore},
    {"CMD-42", "Publish-CsTopology",
     "Publishes what Get-CsTopology returned, after which simple URLs are set again; it cannot "
     "read Topology Builder files. Topology Builder publishes and enables in one step.",
     "Publish-CsTopology", kDocumented, kCore},
    {"CMD-43", "Get-/Set-/Remove-CsConfigurationStoreLocation",
     "Sets the service connection point to the SQL server and mirror of the CMS; repeatable. "
     "Both servers must be up unless -SkipLookup is given.",
     "Set-CsConfigurationStoreLocation", kDocumented, kCore},
    {"CMD-44", "Get-/Set-/Remove-CsManagementConnection",
     "Overrides where the shell that runs it looks for the CMS; "
     "Get-CsConfigurationStoreLocation still reads the service connection point. "
     "Set-CsManagementServer sets the replication port.",
     "Set-CsManagementConnection; Set-CsManagementServer", kDocumented, kCore},
    {"CMD-50", "Invoke-CsDatabaseFailover",
     "Makes the primary or mirror copy of one database type the principal; both copies must be "
     "configured. Already principal is a no-op (MA-42). On a dead principal -Force fences it, "
     "and its absence is refused only in STRICT (MA-48); unsynchronised copies lose the unsent "
     "tail (inferred). User and CentralMgmt are two calls.",
     "Invoke-CsDatabaseFailover; Failing over a mirrored database", kDocumented, kCore},
    {"CMD-51", "Get-CsDatabaseMirrorState",
     "Reports roles and mirroring status per database. The value "
     "DatabaseInaccessibleOrMirroringNotEnabled does not tell an absent mirror from a dead "
     "server and proves neither.",
     "Get-CsDatabaseMirrorState", kDocumented, kCore},
    {"CMD-52", "Install-CsMirrorDatabase",
     "Mirrors all or chosen databases of a SQL store whose mirror the topology defines, through "
     "a share that both SQL accounts can use, with ports 5022, 5022 and 7022 open. The pool's "
     "Front Ends restart afterwards.",
     "Install-CsMirrorDatabase", kDocumented, kCore},
    {"CMD-53", "Uninstall-CsMirrorDatabase",
     "Removes the mirror of one database type while the topology still shows it, naming the "
     "primary server (TRAP-17). Not for removing a witness alone.",
     "Uninstall-CsMirrorDatabase", kDocumented, kCore},
    {"CMD-60", "Install-CsDatabase, Uninstall-CsDatabase",
     "Installs local, Central Management, configured or single-type databases; -Clean destroys "
     "what is there and excludes -Update, which fails on mirrored databases. A cluster needs "
     "explicit paths.",
     "Install-CsDatabase; Uninstall-CsDatabase", kDocumented, kCore},
    {"CMD-61", "Test-CsDatabase",
     "Checks the connection to local, Central Management, configured or single-type databases.",
     "Test-CsDatabase", kDocumented, kCore},
});

static_assert(rules_sorted(kCmdRules));

}  // namespace

std::span<const RuleEntry> cmd_rules() {
  return kCmdRules;
}

}  // namespace firedrill
