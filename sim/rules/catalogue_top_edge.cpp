// Catalogue, family TOP, second part: Edge pools, DNS and federation, branches, applications and
// Persistent Chat.
#include <array>

#include "sim/rules/catalogue_tables.hpp"

namespace firedrill {
namespace {

using enum Provenance;
using enum Scope;

constexpr auto kTopEdgeRules = std::to_array<RuleEntry>({
    {"TOP-70", "Own FQDNs for every Edge pool",
     "Internal and external FQDNs of an Edge pool are its own; no two sites use the same one.",
     "Edge Server disaster recovery", kDocumented, kCore},
    {"TOP-71", "Edge pools are not paired",
     "There is no pairing of Edge pools. Recovery rests on further Edge pools at other sites.",
     "Edge Server disaster recovery", kDocumented, kCore},
    {"TOP-72", "One next hop per Edge pool",
     "An Edge pool hands inbound SIP to exactly one next hop: a Front End pool, a Standard "
     "Edition server or a Director.",
     "Define your edge topology", kDocumented, kCore},
    {"TOP-73", "One media Edge per pool",
     "An internal pool uses at most one Edge pool for media, and an Edge pool may serve many. "
     "Choosing another moves the association.",
     "Define your edge topology", kDocumented, kCore},
    {"TOP-74", "One outbound federation route",
     "Outbound SIP federation leaves the organisation through a single published Edge pool.",
     "Define your edge topology; Edge Server disaster recovery", kDocumented, kCore},
    {"TOP-75", "Several federation-enabled Edge pools",
     "Enabling federation on a second Edge pool draws a warning at publishing, and still only "
     "one carries the traffic.",
     "Configure federation routes and media traffic", kDocumented, kCore},
    {"TOP-76", "Media of federated calls",
     "The media of a federated call passes the Edge pool associated with the internal user's "
     "pool, even when signalling uses the federation Edge of another site.",
     "Define your edge topology", kDocumented, kCore},
    {"TOP-77", "SRV records for inbound federation",
     "Inbound federation outlives an Edge pool only if _sipfederationtls._tcp has a record for "
     "every Edge pool, each with its own priority.",
     "Edge Server disaster recovery", kDocumented, kCore},
    {"TOP-78", "SRV records for remote sign-in",
     "Remote sign-in outlives an Edge pool if _sip._tls has a record for every Edge pool; "
     "clients try them by priority.",
     "Edge Server disaster recovery", kDocumented, kCore},
    {"TOP-79", "Choice among SRV records",
     "The lowest priority number wins, then the highest weight, then the record received first.",
     "Determine DNS requirements", kDocumented, kCore},
    {"TOP-80", "Target of an SRV record",
     "An SRV record names a host with an A or AAAA record in the record's own domain.",
     "Determine DNS requirements", kDocumented, kCore},
    {"TOP-81", "One XMPP gateway",
     "A single Edge pool is the organisation's XMPP gateway at any time.",
     "Failing over the Edge pool used for XMPP federation", kDocumented, kCore},
    {"TOP-82", "DNS for XMPP",
     "_xmpp-server._tcp uses port 5269 and should list every Edge pool with its own priority. "
     "The A record of the XMPP host names the Access Edge in use.",
     "Setting up XMPP federation; DNS summary - XMPP federation", kDocumented, kCore},
    {"TOP-83", "Ports for XMPP",
     "The Edge pool that hosts XMPP has 5269 open to the outside. The port between gateway and "
     "proxy is 23456 by the port tables and 5098 by the cmdlet defaults (TRAP-27).",
     "Port summary - XMPP federation; Set-CsEdgeServer", kDocumented, kCore},
    {"TOP-84", "Every pool reaches every Edge",
     "Firewalls let the Front Ends of all pools reach all Edge Servers.",
     "Edge Server disaster recovery", kDocumented, kCore},
    {"TOP-85", "One load-balancing kind on an Edge pool",
     "The internal and external sides of an Edge pool are balanced the same way. Hardware "
     "balancing rules out NAT.",
     "DNS load balancing; Choosing a topology", kDocumented, kCore},
    {"TOP-86", "Size of an Edge pool",
     "An Edge pool has at most 12 supported servers, although Topology Builder takes 20, and at "
     "least 2 for availability.",
     "Choosing a topology", kDocumented, kCore},
    {"TOP-87", "Limits of DNS load balancing on an Edge pool",
     "Federation with OCS 2007 and 2007 R2, public IM (AOL, Yahoo) and XMPP do not move to "
     "another server of a DNS-balanced Edge pool: what goes to a lost server is lost.",
     "DNS load balancing", kDocumented, kCore},
    {"TOP-88", "Supported XMPP partner",
     "Google Talk is the only XMPP partner that was tested and is supported.",
     "Planning for XMPP federation", kDocumented, kCore},
    {"TOP-89", "GeoDNS for simple URLs",
     "Meet, Dialin and Autodiscover names outlive a pool only through GeoDNS: an internal and an "
     "external GeoDNS name each, leading to both pools' web FQDNs with HTTP monitoring, "
     "round-robin or primary and secondary. The Admin URL is left out.",
     "DNS requirements for simple URLs; Determine DNS requirements", kDocumented, kCore},
    {"TOP-90", "Edge and Director sizing",
     "An Edge Server or Director takes 12,000 concurrent remote users. A Director pool has at "
     "most 10 servers.",
     "Capacity planning using the user models; Supported topologies", kDocumented, kCore},
    {"TOP-100", "Branch site belongs to one central site",
     "Every branch site has exactly one central site as parent.", "Lync Server sites", kDocumented,
     kExtended},
    {"TOP-101", "Appliances per branch site",
     "A branch site has at most 2 survivable branch appliances.",
     "Branch-site resiliency solutions", kDocumented, kExtended},
    {"TOP-102", "One pool behind an appliance",
     "An appliance or branch server takes User Services from exactly one Front End pool, which "
     "is also its backup Registrar. A pool may stand behind any number of them.",
     "Backup Registrar relationships; Define a Survivable Branch Appliance or Server", kDocumented,
     kExtended},
    {"TOP-103", "Versions of appliance and pool",
     "A 2013 appliance needs a 2013 pool; a 2010 appliance may use one.",
     "Add Lync Server 2013 SBA branch site to your topology", kDocumented, kExtended},
    {"TOP-104", "Branch sizes",
     "An appliance suits 25 to 1,000 users. A branch server suits 1,000 to 2,000 by one topic "
     "and 1,000 to 5,000 by two others (TRAP-39). A larger branch becomes a central site.",
     "Branch-site resiliency solutions; Lync Server sites; Deploying a Survivable Branch "
     "Appliance or Server",
     kDocumented, kExtended},
    {"TOP-105", "Branch users count at the centre",
     "Branch users are not limited in number, but each counts as a user of the central pool.",
     "Branch-site resiliency requirements", kDocumented, kExtended},
    {"TOP-106", "What appliance users never have",
     "Users homed on an appliance have no XMPP messages or presence, cannot create chat rooms "
     "and cannot open room cards.",
     "Branch-site resiliency features; Branch-site resiliency solutions", kDocumented, kExtended},
    {"TOP-107", "Pairing does not cover appliance users",
     "Disaster recovery by pool pairing does not extend to users homed on an appliance.",
     "Backup Registrar relationships", kDocumented, kExtended},
    {"TOP-108", "DNS at the branch",
     "Branch clients need local or cached DNS, or DHCP option 120; otherwise they cannot "
     "discover a Registrar in a WAN outage.",
     "Branch-site resiliency requirements", kDocumented, kExtended},
    {"TOP-109", "Voice settings of branch users",
     "Branch users carry a dial plan and voice policy of their own, with the local gateway as "
     "primary route and a central one as backup. Without them their calls fail while they are "
     "registered centrally.",
     "Branch-site resiliency requirements", kDocumented, kExtended},
    {"TOP-110", "Failover route of the branch gateway",
     "The branch gateway needs a route to the backup Registrar for inbound calls while the "
     "appliance is down.",
     "Branch-site resiliency requirements", kDocumented, kExtended},
    {"TOP-111", "Location-Based Routing at a branch",
     "The appliance's gateway lies in the appliance's own network site, or its users cannot dial "
     "out.",
     "Technical considerations for Location-Based Routing", kDocumented, kExtended},
    {"TOP-112", "Backup voice route at another site",
     "Primary and backup route of a voice policy use gateways at different sites.",
     "Planning for central site voice resiliency", kDocumented, kExtended},
    {"TOP-120", "Response group names are unique",
     "Workflows, queues, agent groups, holiday sets and business hours bear names unique in the "
     "whole deployment, or their import at the partner fails.",
     "Planning for response group disaster recovery", kDocumented, kExtended},
    {"TOP-121", "One set of response group settings per pool",
     "A pool has a single set of Response Group application settings: default hold-music "
     "configuration and file, ring-back grace period, call context.",
     "Planning for response group disaster recovery", kDocumented, kExtended},
    {"TOP-122", "Call Park in both pools",
     "Either pool of a pair runs Call Park, enabled, with a valid orbit range of its own.",
     "Planning for Call Park disaster recovery", kDocumented, kExtended},
    {"TOP-123", "Form of orbit and pickup ranges",
     "A range starts at or below its end, both ends of one length and with the same leading * or "
     "#: up to 8 digits behind the sign, up to 9 without, none starting with 0. Ranges never "
     "overlap, hold at most 10,000 numbers each and fewer than 50,000 per pool (100 is typical), "
     "and exclude DID numbers.",
     "Set-CsCallParkOrbit; Configure the Call Park orbit table", kDocumented, kExtended},
    {"TOP-124", "Type of group pickup ranges",
     "Group pickup ranges have the type GroupPickup. A range in use does not survive a change of "
     "type.",
     "Create or modify a Group Call Pickup number range", kDocumented, kExtended},
    {"TOP-125", "Announcement names and audio",
     "An announcement's name is unique within its service. Its audio is WAV or WMA and lies in "
     "that pool's file store.",
     "New-CsAnnouncement", kDocumented, kExtended},
    {"TOP-126", "Conference directory ids",
     "Ids are whole numbers from 0 to 9999, unique in the deployment.", "New-CsConferenceDirectory",
     kDocumented, kExtended},
    {"TOP-127", "Size and place of a Persistent Chat pool",
     "A pool has at most 8 servers, 4 of them active, with 20,000 users each. Active servers "
     "stand in the data centre of the live database or one with a fast link to it, in the time "
     "zone of the next-hop pool.",
     "Capacity planning for Persistent Chat Server; Required resources for Persistent Chat "
     "Server; Failing over Persistent Chat Server",
     kDocumented, kExtended},
    {"TOP-128", "Persistent Chat disaster recovery layout",
     "Primary and mirror database stand in the first data centre, the log-shipping secondary "
     "(and optional mirror) in the second, with a share that all SQL servers reach. Compliance "
     "adds 3 instances.",
     "Required resources for Persistent Chat Server", kDocumented, kExtended},
    {"TOP-129", "Single-server Persistent Chat pool stays single",
     "A Persistent Chat pool created with one server cannot be extended.",
     "Components and topologies for Persistent Chat Server", kDocumented, kExtended},
    {"TOP-130", "Monitoring Reports and the mirror",
     "Monitoring Reports follow a mirror failover only if the mirror is registered with them as "
     "failover partner; otherwise they stay with the dead primary.",
     "Associating Monitoring Reports with a mirror database", kDocumented, kCore},
});

static_assert(rules_sorted(kTopEdgeRules));

}  // namespace

std::span<const RuleEntry> top_edge_rules() {
  return kTopEdgeRules;
}

}  // namespace firedrill
