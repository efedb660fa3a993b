// Catalogue, family TOP, first part: pairing, pools, servers, Back Ends and the Central Management
// store. The second part is catalogue_top_edge.cpp.
#include <array>

#include "sim/rules/catalogue_tables.hpp"

namespace firedrill {
namespace {

using enum Provenance;
using enum Scope;

constexpr auto kTopRules = std::to_array<RuleEntry>({
    {"TOP-01", "One reciprocal backup pool",
     "A pool has no more than one backup pool, and the two back each other up. No pool serves as "
     "backup for two others.",
     "Backup Registrar relationships", kDocumented, kCore},
    {"TOP-02", "Only unpaired pools are offered as backup",
     "The list of associated backup pools holds existing, unpaired pools only. Choosing a new "
     "partner for a paired pool gives up the old relation, as the last edit of an ABC recovery "
     "does.",
     "Deploying paired Front End pools for disaster recovery", kDocumented, kCore},
    {"TOP-03", "No pool backs itself up", "The backup pool of a pool is a different pool.",
     "Backup Registrar relationships", kInferred, kCore},
    {"TOP-04", "Same edition on both sides",
     "Enterprise Edition is paired with Enterprise Edition and Standard with Standard. Topology "
     "Builder lets a mixed pair through, unsupported.",
     "Supported pool pairing options and best practices", kDocumented, kCore},
    {"TOP-05", "Same form on both sides",
     "Physical pools are paired with physical pools, virtual with virtual. Nothing enforces it.",
     "Supported pool pairing options and best practices", kDocumented, kCore},
    {"TOP-06", "Same operating system on both sides",
     "The servers of both paired pools run one operating system version. Nothing enforces it.",
     "Supported pool pairing options and best practices", kDocumented, kCore},
    {"TOP-07", "Same Back End availability on both sides",
     "The two Back Ends of a pair use the same availability scheme: mirroring is not paired with "
     "clustering, and a scheme on one side only is a warning.",
     "Back End Server high availability", kDocumented, kCore},
    {"TOP-08", "No Back End availability for Standard Edition",
     "A Standard Edition server can be paired for disaster recovery but has neither mirroring "
     "nor clustering of its database.",
     "Supported pool pairing options and best practices", kDocumented, kCore},
    {"TOP-09", "Paired pools at separate sites",
     "The members of a pair belong in data centres that one disaster cannot take together. A "
     "shared site is advice only, since a documented reference topology pairs two Standard "
     "Edition servers within one site.",
     "Planning for Front End pool pairing; Reference topology for small organizations", kDocumented,
     kCore},
    {"TOP-10", "Distance within a pair",
     "Distance is unlimited. Fast links inside one world region are recommended, because "
     "replication latency between regions raises the data that a disaster can cost.",
     "Supported pool pairing options and best practices", kDocumented, kCore},
    {"TOP-11", "Each pool sized for both populations",
     "Either pool of a pair must carry its own users and the partner's. Too small a pool is not "
     "refused.",
     "Planning for Front End pool pairing", kDocumented, kCore},
    {"TOP-12", "Enterprise Edition disaster sizing",
     "A paired Enterprise Edition pool homes at most 40,000 users and has Front Ends for both "
     "populations, 80,000 at most.",
     "Capacity planning using the user models", kDocumented, kCore},
    {"TOP-13", "Standard Edition disaster sizing",
     "A paired Standard Edition server homes at most 2,500 users, so that the survivor serves "
     "5,000.",
     "Capacity planning using the user models", kDocumented, kCore},
    {"TOP-14", "Application load in disaster sizing",
     "The sizing of either pool includes the Response Group, Call Park and Group Call Pickup "
     "load of both.",
     "Capacity planning for Response Group; Capacity planning for Call Park; Capacity planning "
     "for Group Call Pickup",
     kDocumented, kExtended},
    {"TOP-15", "Three Front Ends together after pairing",
     "After pairing, each Enterprise Edition pool needs a moment with three Front Ends running "
     "at once, or its first synchronisation with the partner is wrong. A pool of fewer than "
     "three needs all of its servers (MA-34, TRAP-38).",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"TOP-16", "Resilient link for voice resiliency",
     "Automatic voice resiliency presumes a resilient WAN link between the two sites.",
     "Planning for central site voice resiliency", kDocumented, kCore},
    {"TOP-17", "Backup Service traffic is in the clear",
     "The Backup Service neither encrypts nor wraps its traffic. Every Front End needs SMB (TCP "
     "445) to the partner's file store, in both directions, over a path protected by IPsec or by "
     "the WAN.",
     "Front End pool pairing data security", kDocumented, kCore},
    {"TOP-18", "Standby CMS at the partner",
     "When one member of a pair hosts the Central Management store, the other carries a standby "
     "database and the Central Management services.",
     "Central Management store failover", kDocumented, kCore},
    {"TOP-19", "Standby CMS of a re-paired Standard Edition server",
     "A Standard Edition server that becomes partner of the CMS host by re-pairing does not get "
     "the standby database by itself; Install-CsDatabase must create it.",
     "Front End pool ABC failover procedure", kDocumented, kExtended},
    {"TOP-20", "Automatic voice failover is not pool failover",
     "The option for automatic failover and failback of voice switches registrations only. Pool "
     "failover stays a manual command.",
     "Deploying paired Front End pools for disaster recovery", kDocumented, kCore},
    {"TOP-21", "Large-meeting pools pair among themselves",
     "A pool dedicated to large meetings is paired only with a dedicated pool of like "
     "configuration in another data centre.",
     "Setting up support for large meetings", kDocumented, kCore},
    {"TOP-22", "No stretched pools",
     "A Front End, Edge, Mediation or Director pool may not span two data centres. Only "
     "Persistent Chat may.",
     "Supported topologies; Lync Server 2010 metropolitan site resiliency; Using a stretched "
     "Persistent Chat Server pool for disaster recovery",
     kDocumented, kCore},
    {"TOP-23", "No pairing with Lync Server 2010 pools",
     "Pool failover and failback exist from 2013 on, so a pair with a 2010 pool is rejected as "
     "not modelled.",
     "Invoke-CsPoolFailOver", kInferred, kCore},
    {"TOP-24", "Backup Service settings are global",
     "One SyncInterval and one list of authorised groups hold for every pool of the deployment.",
     "Set-CsBackupServiceConfiguration", kDocumented, kCore},
    {"TOP-30", "Size of an Enterprise Edition pool",
     "An Enterprise Edition pool has 1 to 12 Front Ends.", "Supported topologies", kDocumented,
     kCore},
    {"TOP-31", "Three Front Ends recommended",
     "With fewer than 3 Front Ends an Enterprise Edition pool cannot hold three replicas of each "
     "routing group.",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"TOP-32", "Pool of two Front Ends",
     "Two Front Ends are permitted but discouraged, and bring the restart rules of FLT-14.",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"TOP-33", "Standard Edition pair as the small form",
     "Where 3 Front Ends are out of reach and disaster recovery is wanted, two paired Standard "
     "Edition servers are the recommended form.",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
    {"TOP-34", "One domain per pool",
     "The Front Ends and Back End of a pool share an Active Directory domain. Different pools "
     "may lie in different domains.",
     "Supported topologies", kDocumented, kCore},
    {"TOP-35", "Load balancing of a pool",
     "A pool of more than one Front End is load balanced: SIP by DNS with web traffic by "
     "hardware, or everything by hardware.",
     "Supported topologies; DNS load balancing", kDocumented, kCore},
    {"TOP-36", "Two names under DNS load balancing",
     "The pool FQDN resolves to the Front Ends' addresses, the web-services FQDN to the virtual "
     "address of the balancer. Only deployed servers are listed.",
     "DNS load balancing", kDocumented, kCore},
    {"TOP-37", "Web-services FQDNs are unique",
     "No two pools, single Front Ends or Directors share an external web-services FQDN, nor an "
     "overridden internal one.",
     "DNS load balancing; Define and configure a Front End pool or Standard Edition server",
     kDocumented, kCore},
    {"TOP-38", "One Front End to spare",
     "A pool is sized so that the loss of one Front End leaves the others at or below the "
     "guideline of 6,660 users each.",
     "Capacity planning using the user models", kDocumented, kCore},
    {"TOP-39", "Users per pool",
     "A pool serves at most 80,000 users, those of its branch appliances and branch servers "
     "included.",
     "Capacity planning using the user models", kDocumented, kCore},
    {"TOP-40", "Place of the file share",
     "The share lies on the Back End or on a file server, never on a Front End, and is reachable "
     "before the topology is published. A Standard Edition server keeps it locally by default.",
     "Define and configure a Front End pool or Standard Edition server; Requirements to publish "
     "a topology",
     kDocumented, kCore},
    {"TOP-41", "File share shared within a site",
     "One file share may serve several pools of one site, never pools of different sites.",
     "Server collocation in an Enterprise Edition Front End pool deployment", kDocumented, kCore},
    {"TOP-42", "What a SQL instance may hold",
     "An instance holds at most one database each of the kinds back-end, Monitoring, Archiving, "
     "Persistent Chat and Persistent Chat compliance; a database server belongs to at most one "
     "Front End pool.",
     "Server collocation in an Enterprise Edition Front End pool deployment", kDocumented, kCore},
    {"TOP-43", "Standard Edition database stays on the server",
     "The database of a Standard Edition server cannot be placed elsewhere.",
     "Server collocation in a Standard Edition server deployment", kDocumented, kCore},
    {"TOP-44", "Kinds of Back End availability",
     "A Back End is mirrored synchronously, clustered, or neither. Asynchronous mirroring is "
     "unsupported.",
     "Back End Server high availability", kDocumented, kCore},
    {"TOP-45", "SQL versions for mirroring",
     "Mirroring needs SQL Server 2008 R2 or later, one version on primary, mirror and witness, "
     "and one edition on primary and mirror. The witness may be of any edition.",
     "Deploying SQL mirroring for Back End Server high availability", kDocumented, kCore},
    {"TOP-46", "Mirroring tools stay within a domain",
     "Topology Builder and the cmdlets set up or remove mirroring only when primary, mirror and "
     "witness share a domain. Across domains it is done in SQL Server itself.",
     "Deploying SQL mirroring for Back End Server high availability", kDocumented, kCore},
    {"TOP-47", "Witness optional and shareable",
     "A witness is recommended, not required. One witness may serve many Back End pairs at a "
     "small cost in resilience.",
     "Back End Server high availability", kDocumented, kCore},
    {"TOP-48", "Witness comes and goes with the mirror",
     "No command acts on the witness alone. Removing only the witness takes a Topology Builder "
     "edit and a removal in SQL Server.",
     "Deploying SQL mirroring for Back End Server high availability", kDocumented, kCore},
    {"TOP-49", "Mirroring ports",
     "Primary and mirror listen on 5022 and the witness on 7022 by default. An endpoint that "
     "exists already keeps its port whatever the topology says, and two instances of one server "
     "need different ports.",
     "Deploying SQL mirroring for Back End Server high availability", kDocumented, kCore},
    {"TOP-50", "Share used to set up mirroring",
     "While mirroring is set up, the SQL service accounts of primary and mirror must read and "
     "write a common share. It may be deleted afterwards.",
     "Deploying SQL mirroring for Back End Server high availability; Install-CsMirrorDatabase",
     kDocumented, kCore},
    {"TOP-51", "Full recovery model under mirroring",
     "Mirrored databases run in recovery model Full, so the transaction logs fill their disk "
     "unless they are backed up.",
     "Deploying SQL mirroring for Back End Server high availability", kDocumented, kCore},
    {"TOP-52", "Mirroring covers the whole pool",
     "All Lync databases on the pool's Back End are mirrored, those of Central Management, "
     "Response Group and Call Park with them.",
     "Back End Server high availability", kDocumented, kCore},
    {"TOP-53", "Restart after a mirroring change",
     "Whenever a mirroring relation changes, every Front End of the pool has to restart. Another "
     "mirror is reached by removing the old one, adding the new one and publishing.",
     "Deploying SQL mirroring for Back End Server high availability", kDocumented, kCore},
    {"TOP-54", "Restart after a change of Front Ends",
     "After Front Ends are added or removed and the topology is published, every Front End "
     "restarts, one at a time. Adding and removing are two separate operations.",
     "Topologies and components for Front End Servers, instant messaging, and presence; Define "
     "and configure a Front End pool or Standard Edition server",
     kDocumented, kCore},
    {"TOP-55", "One CAC pool per central site",
     "Where call admission control is used, exactly one pool of the central site has it enabled.",
     "Define and configure a Front End pool or Standard Edition server", kDocumented, kExtended},
    {"TOP-56", "Cluster nodes",
     "Clustering is active/passive, with 2 nodes on SQL Server Standard and up to 16 on "
     "Enterprise.",
     "Database software support", kDocumented, kCore},
    {"TOP-60", "One Central Management store",
     "A deployment has exactly one Central Management store, on the Back End of one pool or on "
     "one Standard Edition server.",
     "Central Management store failover", kDocumented, kCore},
    {"TOP-61", "One master, one standby",
     "Of the two copies in a pair, one is active master and the other standby; two masters never "
     "exist. While the master is lost or being moved there is none (FLT-50, FLT-54).",
     "Central Management store failover", kDocumented, kCore},
    {"TOP-62", "Master and file transfer agent together",
     "In a healthy deployment the active master and the active file transfer agent sit on the "
     "same pool.",
     "Failing over a pool", kDocumented, kCore},
    {"TOP-63", "Configuration needs the master",
     "Publishing, enabling and every other configuration write require a working active master. "
     "The extension from publishing to all writes is inferred.",
     "Preparing to restore; Central Management store failover", kDocumented, kCore},
    {"TOP-64", "Service connection point",
     "The service connection point in Active Directory names the SQL server, and mirror, of the "
     "active master.",
     "Set-CsConfigurationStoreLocation", kDocumented, kCore},
    {"TOP-65", "CMS belongs on a paired pool",
     "The Central Management store is hosted on a paired pool. After an ABC recovery it moves "
     "from the surviving pool to one that still has a partner.",
     "Front End pool ABC failover procedure", kDocumented, kCore},
    {"TOP-66", "Local replica before any role",
     "A server runs its role only with a local replica of topology, policies and settings. Edge "
     "Servers receive the first copy as a file.",
     "Export-CsConfiguration", kDocumented, kCore},
});

static_assert(rules_sorted(kTopRules));

}  // namespace

std::span<const RuleEntry> top_rules() {
  return kTopRules;
}

}  // namespace firedrill
