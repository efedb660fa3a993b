// Catalogue, family UX: what a user can do in each state.
//
//     R   regular, home pool healthy              FB1  failback under way, user at the backup pool
//     T   home dead, Registrar interval running   FB2  failback under way, user at home
//     V   at the backup Registrar, resiliency     A    after failback
//     FO  failover under way                      B1   Back End lost below the threshold
//     F   failed over                             B2   Back End lost beyond the threshold
//     S1  branch cut off, appliance up            S2   pool behind the appliance down
//     S3  appliance down, user at the pool        FB   FB1 and FB2 alike
//
// Affected users are those homed on the failed pool. "Silent" marks what the documentation leaves
// open, with what the model takes it as. The columns S1 to S3 are extended in every row.
#include <array>

#include "sim/rules/catalogue_tables.hpp"

namespace firedrill {
namespace {

using enum Provenance;
using enum Scope;

constexpr auto kUxRules = std::to_array<RuleEntry>({
    {"UX-01", "New sign-in, 2010 and 2013 clients",
     "R, F, A, B1: works, F at the backup pool. T: no. V, FO: at the backup pool in resiliency "
     "mode. FB1, FB2: at home in resiliency mode. B2: in resiliency mode.",
     "User experience during pool failure; Planning for central site voice resiliency; Back End "
     "Server high availability",
     kDocumented, kCore},
    {"UX-02", "New sign-in, Communicator 2007 R2 client",
     "R, A: works. T: no. FB1, FB2: no, until the failback completes. Silent: V, FO (taken as "
     "no), F, B1, B2 (taken as works).",
     "User experience during pool failure", kDocumented, kCore},
    {"UX-03", "A user who is already signed in",
     "R, F, B1: stays. T: signed out. FO: signed out once, then as UX-01. FB1: stays at the "
     "backup pool and is later moved home. FB2: stays at home. A: stays and becomes regular. B2: "
     "stays, in resiliency mode.",
     "User experience during pool failure; Back End Server high availability", kDocumented, kCore},
    {"UX-04", "A running peer session",
     "R, FB1, FB2, A, B1: goes on; B2 too (inferred). T, FO: cut. F: to be set up again. V: none.",
     "User experience during pool failure; Back End Server high availability", kDocumented, kCore},
    {"UX-05", "New peer message, call or sharing",
     "R, F, FB1, FB2, A, B1: works; B2 too (inferred). T: no. V, FO: what voice resiliency "
     "offers (MA-16); one topic says nothing works (TRAP-49).",
     "User experience during pool failure; Planning for central site voice resiliency; Back End "
     "Server high availability",
     kDocumented, kCore},
    {"UX-06", "Seeing the presence of others",
     "R, F, A, B1: works. T, V, FO: no. FB1, FB2, B2: silent, taken as limited.",
     "User experience during pool failure; Planning for central site voice resiliency", kInferred,
     kCore},
    {"UX-07", "Own presence, seen within the pool",
     "R, F, B1: live. T: none. V, FO (inferred), FB1, FB2: unknown. A: the last state, then "
     "live. B2: silent. Viewers of other pools see UX-08 (TRAP-57).",
     "User experience during pool failure", kDocumented, kCore},
    {"UX-08", "Own presence, seen from other pools",
     "R, F, A, B1: live. T, V, FO (inferred), FB1, FB2: the state the user set last. B2: silent.",
     "User experience during pool failure", kDocumented, kCore},
    {"UX-09", "Adding or changing contacts",
     "R, F, A, B1: works. T, V, FO, FB1, FB2, B2: no, since nothing lasting changes in "
     "resiliency mode.",
     "User experience during pool failure; Back End Server high availability", kInferred, kCore},
    {"UX-10", "Contact list and address book download",
     "R, F, A, B1: works. T, V, FO (inferred), FB1, FB2: no. B2: silent, taken as readable "
     "(MA-35).",
     "User experience during pool failure", kDocumented, kCore},
    {"UX-11", "Address book web search",
     "R, F, A, B1: works. T, V, FO: no. FB1, FB2: no (inferred). B2: silent, taken as works.",
     "User experience during pool failure", kDocumented, kCore},
    {"UX-12", "Incoming calls on mobile clients",
     "R, F, A, B1: works. T: no. V, FO: none for up to 10 min. FB1, FB2, B2: silent.",
     "Release notes; User experience during pool failure", kDocumented, kCore},
    {"UX-20", "Creating and scheduling conferences, affected user",
     "R, F, A: works. T, V, FO, FB1, FB2, B2: no.", "User experience during pool failure",
     kDocumented, kCore},
    {"UX-21", "A running conference of an affected organizer",
     "R: goes on. T, V, FO: cut, not to be rejoined. F: everyone rejoins. FB1, FB2: cut, the "
     "rejoin button is of no use yet. A: back once each participant rejoins. B2: silent, taken "
     "as going on.",
     "User experience during pool failure; Back End Server high availability", kDocumented, kCore},
    {"UX-22", "Affected user in another organizer's conference",
     "R, F, A, B2: goes on. T: cut. V, FO: joins again after sign-in. FB1, FB2: goes on; the "
     "user stays, limited by resiliency mode.",
     "User experience during pool failure", kDocumented, kCore},
    {"UX-23", "User of another pool in another organizer's conference",
     "Every state: goes on; FB1, FB2 with all modalities.", "User experience during pool failure",
     kDocumented, kCore},
    {"UX-24", "Joining a conference of an affected organizer",
     "R, F, A: works for anyone. T, V, FO, FB1, FB2: no. B2: silent, taken as works for existing "
     "ones.",
     "User experience during pool failure; Planning for central site voice resiliency", kDocumented,
     kCore},
    {"UX-25", "Affected user joins another organizer's conference",
     "R, V, FO, F, A, B2: works. T: no. FB1, FB2: works, limited (inferred).",
     "User experience during pool failure", kDocumented, kCore},
    {"UX-26", "Content uploaded to earlier meetings",
     "R, B2: there. T, V, FO: no. F: what had replicated. FB1, FB2: what was written during F is "
     "not at home (inferred). A: only after PRC-CC.",
     "Restoring conference contents using the Backup Service; User experience during pool failure",
     kDocumented, kCore},
    {"UX-27", "Dialling in through the auto attendant",
     "R, A: works. T, V, FO: no. F: works, FB1, FB2: no (both inferred). B2: silent.",
     "User experience during pool failure", kDocumented, kCore},
    {"UX-28", "Meet and Dialin web pages",
     "R, A, B2: work. T, V, FO, F, FB1, FB2: depends on GeoDNS.",
     "DNS requirements for simple URLs; User experience during pool failure", kDocumented, kCore},
    {"UX-30", "Outbound PSTN calls",
     "R, F, A: work. T: no. V, FO (MA-16): through another gateway. FB: work (inferred). S1: "
     "local gateway. S2: work. S3: backup route.",
     "Planning for central site voice resiliency; Branch-site resiliency features", kDocumented,
     kCore},
    {"UX-31", "Inbound PSTN calls",
     "R, A, S2: arrive. T: no. V, FO, F, FB: if the carrier reroutes. S1: arrive, for users "
     "outside the branch as voice mail. S3: if the gateway has a failover route.",
     "Planning for central site voice resiliency; Branch-site resiliency features; Branch-site "
     "resiliency requirements",
     kDocumented, kCore},
    {"UX-32", "Enterprise calls within a site or between two",
     "R, V, FO (MA-16), F, FB, A, S1, S2, S3: work. T: no.",
     "Planning for central site voice resiliency; Branch-site resiliency features", kDocumented,
     kCore},
    {"UX-33", "Hold, retrieve, transfer", "R, V, FO, F, FB, A, S1, S2, S3: work. T: no.",
     "Planning for central site voice resiliency; Branch-site resiliency features", kDocumented,
     kCore},
    {"UX-34", "Forwarding, simultaneous ring, delegation, team call",
     "R, F, A, S3: work. T: no. V, FO, FB, S1, S2 (inferred): only with parties at the same site.",
     "Planning for central site voice resiliency; Branch-site resiliency features", kDocumented,
     kCore},
    {"UX-35", "Changing call-forwarding settings", "R, F, A, S3: works. T, V, FO, FB, S1, S2: no.",
     "Planning for central site voice resiliency; Branch-site resiliency features", kDocumented,
     kCore},
    {"UX-36", "Leaving and fetching voice mail",
     "R, A, S3: works. T: no. V, FO, F, FB: if Exchange UM can be reached another way. S1: over "
     "the PSTN where rerouting is set up, missed-call notices queue. S2: silent, taken as works.",
     "Planning for central site voice resiliency; Branch-site resiliency features; Branch-site "
     "resiliency requirements",
     kDocumented, kCore},
    {"UX-37", "Call detail records and call authorisation",
     "R, V, FO, F, FB, A, S1, S2, S3: work. T: no.",
     "Planning for central site voice resiliency; Branch-site resiliency features", kDocumented,
     kCore},
    {"UX-38", "Routing by presence and do-not-disturb",
     "R, F, A, S3: works. T, V, FO, FB, S1, S2: no.",
     "Planning for central site voice resiliency; Branch-site resiliency features", kDocumented,
     kCore},
    {"UX-39", "Provisioning new phones and clients",
     "R, F, A, S3: works. T, V, FO, FB, S1, S2: no.",
     "Planning for central site voice resiliency; Branch-site resiliency features", kDocumented,
     kCore},
    {"UX-40", "Call admission control policy",
     "R, A, S3: enforced. T: no calls. V, FO, F, FB, S2: not enforced until the pool returns. "
     "S1: silent.",
     "Overview of call admission control", kDocumented, kExtended},
    {"UX-41", "Location-Based Routing", "R, T, V, FO, F, FB, A, S1, S2, S3: enforced.",
     "Technical considerations for Location-Based Routing", kDocumented, kExtended},
    {"UX-42", "Emergency location (E9-1-1)",
     "R, A, S3: works. T: no. V, FO: silent, taken as no. F, FB: if the location database was "
     "imported and published. S1: routed to the local gateway if policy says so. S2: silent.",
     "User experience during pool failure; Planning for central site voice resiliency", kDocumented,
     kCore},
    {"UX-43", "XMPP contacts",
     "R, F, A: work. T, FO: no; V: no (inferred). FB: silent. S1, S2, S3: never.",
     "User experience during pool failure; Branch-site resiliency features", kDocumented, kCore},
    {"UX-44", "Creating chat rooms, room cards",
     "R, F, A: work. T: no. V, FO, FB: silent. S1, S2, S3: never.",
     "Branch-site resiliency solutions; Planning for central site voice resiliency", kDocumented,
     kExtended},
    {"UX-45", "Two-party messages", "R, FO, F, FB, A, S1, S2, S3: work. V: within a site. T: no.",
     "Planning for central site voice resiliency; Branch-site resiliency features", kDocumented,
     kCore},
    {"UX-46", "Conferencing and presence",
     "R, F, A, S3: work. T, S1: no. V, FO, FB: not for the user's own pool. S2: no, the user is "
     "in resiliency mode.",
     "Planning for central site voice resiliency; Branch-site resiliency features; Backup "
     "Registrar relationships",
     kDocumented, kCore},
    {"UX-50", "Remote sign-in and the Edge",
     "Edge lost: no; works through another Edge once the client tries the next SRV record. Pool "
     "lost behind a live Edge: not through that Edge until its next hop is changed and the pool "
     "failed over.",
     "Edge Server disaster recovery; Failing over a pool", kDocumented, kCore},
    {"UX-51", "Inbound SIP federation and the Edge",
     "Edge lost: no; works after the SRV retry if the records have distinct priorities, and "
     "after PRC-EF. Pool lost behind a live Edge: no, until next hop and failover.",
     "Edge Server disaster recovery; Failing over a pool", kDocumented, kCore},
    {"UX-52", "Outbound SIP federation and the Edge",
     "The Edge lost was the route: no, neither after the SRV retry nor after PRC-EX; works after "
     "PRC-EF. Pool lost behind a live Edge: depends on the route, works after next hop and "
     "failover.",
     "Edge Server disaster recovery; Failing over the Edge pool used for Lync Server federation",
     kDocumented, kCore},
    {"UX-53", "XMPP and the Edge",
     "The Edge lost carried XMPP: no, neither after the SRV retry nor after PRC-EF; works after "
     "PRC-EX. Pool lost behind a live Edge: no, until next hop and failover.",
     "Failing over the Edge pool used for XMPP federation; Edge Server disaster recovery",
     kDocumented, kCore},
    {"UX-54", "Remote media of local pools and the Edge",
     "Edge lost: no, until PRC-EA; neither SRV retry nor PRC-EF nor PRC-EX helps. Pool lost "
     "behind a live Edge: no; after next hop and failover through the partner's Edge.",
     "Changing the Edge pool associated with a Front End pool; Edge Server disaster recovery",
     kDocumented, kCore},
    {"UX-55", "Internal-only tasks and the Edge",
     "Edge lost: all work. Pool lost: as the pool's state says, whatever the Edge does.",
     "Edge Server disaster recovery", kDocumented, kCore},
    {"UX-56", "Anonymous join and the Edge",
     "Edge lost: no; works after the SRV retry. Pool lost behind a live Edge: no, until next hop "
     "and failover.",
     "Edge Server disaster recovery; Failing over a pool", kDocumented, kCore},
    {"UX-60", "Back End failing over with a witness",
     "B1 in its mildest form: active users see next to nothing.",
     "Back End Server high availability", kDocumented, kCore},
    {"UX-61", "Lasting changes without the Back End",
     "B2: everything that needs a lasting change at the server is refused.",
     "Back End Server high availability; User experience during pool failure", kDocumented, kCore},
    {"UX-62", "Back End recovered",
     "B2 ends when the Back End is back: users return to regular mode without a new sign-in, "
     "within 60 s (MA-08).",
     "Back End Server high availability", kDocumented, kCore},
    {"UX-63", "Tasks while only the CMS is down",
     "All user tasks work; all configuration tasks fail.",
     "Preparing to restore; Central Management store failover", kDocumented, kCore},
    {"UX-64", "Tasks while the file store is down",
     "No meeting content, music, announcement audio or address book files. Messages and voice go "
     "on.",
     "Restoring a file store", kInferred, kCore},
    {"UX-65", "Tasks after the loss of one Front End",
     "Its users reconnect after a short break; all tasks work again.",
     "Planning for high availability and disaster recovery", kDocumented, kCore},
    {"UX-66", "Tasks of a routing group without quorum",
     "Only the users of that group are affected.",
     "Topologies and components for Front End Servers, instant messaging, and presence",
     kDocumented, kCore},
});

static_assert(rules_sorted(kUxRules));

}  // namespace

std::span<const RuleEntry> ux_rules() {
  return kUxRules;
}

}  // namespace firedrill
