// The records a State is made of: one fixed-size struct an entity, whole words, no padding.
//
// Everything that decides the future stands here; totals that only grow stand in the tally records,
// which no fingerprint covers. Fields are small integers so that a copy is a memcpy and equality a
// memcmp. Names follow the rule book (2.1, 7.0).
#pragma once

#include <cstdint>
#include <type_traits>

#include "sim/topology/topology.hpp"

namespace firedrill {

/// Why a component does not run: a set of causes, so that a site's return does not mend a broken
/// disk.
enum DownCause : std::uint8_t {
  kDownByItself = 1,
  kDownWithSite = 2,
  kDownWithPool = 4,
  kDownWithServer = 8  // of a Standard Edition server, which is a Back End and a file store too
};

enum class PoolState : std::uint8_t { kActive, kFailingOver, kFailedOver, kFailingBack };
enum class Services : std::uint8_t { kRunning, kStopped, kStarting };
enum class PoolOperation : std::uint8_t {
  kNothing,
  kFailOverPlanned,
  kFailOverDisaster,
  kFailBack,
  kFailBackDisaster
};
/// Phases of a running pool operation (rule book CMD-01, CMD-02).
enum class PoolPhase : std::uint8_t { kIdle, kDraining, kMoving, kHydrating, kReturning };

enum class UserMode : std::uint8_t { kSignedOut, kResiliency, kRegular };
enum class Client : std::uint8_t { kLync2013, kLync2010, kOc2007R2, kMobile, kWebApp };
enum class Location : std::uint8_t { kInternal, kRemote };
enum class LinkStatus : std::uint8_t {
  kNotInitialized,
  kSyncing,
  kSteadyState,
  kFinalState,
  kError
};
enum class BackupModule : std::uint8_t { kPresenceFocus, kDataConf, kCmsMaster };
inline constexpr int kUserModules = 2;  // PresenceFocus and DataConf carry data of users
enum class DatabaseType : std::uint8_t { kUser, kApplication, kCentralMgmt };
inline constexpr int kDatabaseTypeCount = 3;
inline constexpr std::uint8_t kEveryDatabase = 7;  // a bit for each type
enum class CmsOperation : std::uint8_t {
  kNothing,
  kFailOverPlanned,
  kFailOverForced,
  kMove,
  kMoveForced
};
enum class ActorPhase : std::uint8_t {
  kIdle,
  kRunning,
  kWaiting,
  kWaitingUntil,
  kBetween,
  kFinished,
  kConditionMet,  // of a wait; another's next step may undo it before this one goes on
  kGivenUp        // stopped at a refusal
};
/// Nothing more comes of this administrator.
constexpr bool is_through(ActorPhase phase) {
  return phase == ActorPhase::kFinished || phase == ActorPhase::kGivenUp;
}

/// What became of the LIS database, which the Backup Service does not carry (FLT-43, INV-116).
enum class LocationData : std::uint8_t { kPublished, kMissing, kImported };

/// A configuration item kept in the Central Management store, with the copies that lag behind: what
/// the master says, what a CMSMaster cycle carries, what the standby holds, what those who use it
/// have learnt through replication, what the last exported file says.
struct ConfigItem {
  Index master = kNone;
  Index in_flight = kNone;
  Index standby = kNone;
  Index seen = kNone;
  Index exported = kNone;
  Index spare[3] = {};
};
static_assert(sizeof(ConfigItem) == 16);

/// NUM-10: what Remove-CsBackupServiceConfiguration returns to, in seconds.
inline constexpr Index kSyncIntervalDefault = 120;

struct SiteRecord {
  std::uint8_t down = 0;
  std::uint8_t spare[7] = {};
  ConfigItem federation_route;  // Edge pool
  ConfigItem xmpp_route;        // Edge pool
};

struct WanRecord {
  std::uint8_t down = 0;
  std::uint8_t spare[7] = {};
};

/// The Central Management store as a whole. `active` is kNone while it is moved or lost in a move.
struct CmsRecord {
  Index active = kNone;
  Index standby = kNone;
  Index file_transfer_agent = kNone;
  Index scp = kNone;  // pool whose SQL server the service connection point names
  CmsOperation operation = CmsOperation::kNothing;
  std::uint8_t actor = 0xff;
  std::uint8_t read_only = 0;
  std::uint8_t epoch = 0;
  Index target = kNone;       // of the running operation
  std::uint16_t version = 0;  // of the active master
  std::uint16_t standby_version = 0;
  std::uint16_t in_flight_version = 0;
  ConfigItem sync_interval_s;       // seconds
  std::uint8_t users_moved = 0xff;  // 0xff until a user was moved to another home
  std::uint8_t available = 1;       // AM existed when the store was last looked at
  LocationData locations = LocationData::kPublished;
  // The step that last set who may read the status of the Backup Service; actor 0 = nobody did, the
  // others are counted from 1.
  std::uint8_t readers_actor = 0;
  std::uint16_t readers_step = 0;
  std::uint8_t spare[2] = {};
  std::uint16_t exported_version = 0;  // of the last Export-CsConfiguration; 0 = none
  std::uint16_t locations_file = 0;    // mark of the last LIS export's file name; 0 = none
  ConfigItem xmpp_last;                // Edge pool of the XMPP route that was set last (MA-58)
};

struct PoolRecord {
  PoolState state = PoolState::kActive;       // as recorded in the store
  PoolState state_seen = PoolState::kActive;  // as its own servers last learnt it
  Services services = Services::kRunning;
  PoolOperation operation = PoolOperation::kNothing;
  PoolPhase phase = PoolPhase::kIdle;
  std::uint8_t actor = 0xff;   // who waits for the operation
  std::uint8_t read_only = 0;  // planned failover: no persistent change is acknowledged
  std::uint8_t hydration_faults = 0;
  std::uint8_t backup_clock_expired = 0;  // Back End away for the threshold or longer
  std::uint8_t partner_unavailable = 0;   // this pool's Registrar gave up on its partner's
  std::uint8_t last_up_front_end = 0xff;  // two-FE pools: which one went down last (FLT-14)
  std::uint8_t drained = 0;               // planned failover reached final state in time
  std::uint8_t cms_installed = 0;         // CMS database and services stand ready here
  std::uint8_t quorum_recovery = 0;       // QuorumLossRecovery lets it start above FLT-05
  std::uint8_t automatic_failover = 1;
  std::uint8_t backup_service_installed = 1;
  std::uint8_t database_down = 0;  // CMS database alone broken (CmsDbDown), down causes
  std::uint8_t three_seen = 0;     // TOP-15: min(3, n) Front Ends ran at once
  Index backup = kNone;            // pairing as enabled
  Index draft_backup = kNone;      // Topology Builder draft; kNone = unchanged
  std::uint8_t roll_back = 0;  // a failover failed; Active again as soon as the store can say so
  std::uint8_t automatic_failover_set = 1;  // as written; acts when replicated
  std::uint8_t draft_automatic_failover = 1;
  std::uint8_t restart_actor = 0xff;     // who waits for the restart of every Front End
  std::uint8_t settings_scope = 0;       // Registrar configuration: 0 global, 1 site, 2 service
  std::uint8_t needs_service_reset = 0;  // its server list changed while it did not run (FLT-13)
  std::uint8_t spare[4] = {};
  std::uint32_t failure_detection_s = 300;
  std::uint32_t failback_detection_s = 600;
  std::uint32_t failure_detection_set_s = 300;  // as written; act when replicated
  std::uint32_t failback_detection_set_s = 600;
  std::uint32_t backup_store_threshold_ms = 1'800'000;
  std::uint32_t spare_word = 0;
  std::int64_t failback_phase = 0;     // instant: while the partner is silent, its checks tick from
  ConfigItem media_edge;               // Edge pool for media of its remote and federated users
  Index draft_media_edge = kNone;      // kNone = unchanged
  Index published_media_edge = kNone;  // published, not enabled yet
  Index federation_seen = kNone;       // Edge pools to which its servers send, as last learnt
  Index xmpp_seen = kNone;
};

/// The place of a Front End in a restart of all of them, one at a time (FLT-13).
enum class FrontEndRestart : std::uint8_t { kNone, kQueued, kUnderWay };

/// Whether a Front End belongs to its pool: by the published topology, and by the list that the
/// pool's servers go by until each of them has been restarted (FLT-13, TOP-54).
enum class Membership : std::uint8_t {
  kMember,   // by both
  kLeaving,  // not by the topology any more
  kRemoved,  // by neither
  kComing    // by the topology already
};
/// Values of FrontEndRecord::draft_membership.
enum class MembershipDraft : std::uint8_t { kUnchanged, kAdd, kRemove };
/// Why the services of a Front End are stopped; a server that was removed has none.
inline constexpr std::uint8_t kStoppedByHand = 1;
inline constexpr std::uint8_t kNotInstalled = 2;

struct FrontEndRecord {
  std::uint8_t down = 0;
  std::uint8_t services_stopped = 0;  // kStoppedByHand, kNotInstalled
  std::uint8_t joining = 0;           // machine up, services still starting
  std::uint8_t backup_service = 1;    // LYNCBACKUP runs
  std::uint8_t needs_restart = 0;
  std::uint8_t components_installed = 1;  // Backup Service and CMS services match the topology
  std::uint16_t replica_version = 0;      // 0 = the server has no replica yet (TOP-66)
  std::uint8_t replica_epoch = 0;
  std::uint8_t cms_services = 0;  // Central Management services are installed here (FLT-55)
  std::uint16_t queued = 0;       // LYSS items waiting here
  std::uint8_t knows_mirror = 1;  // learnt the present mirror relation at its last start
  FrontEndRestart restart = FrontEndRestart::kNone;
  Membership membership = Membership::kMember;
  MembershipDraft draft_membership = MembershipDraft::kUnchanged;
};

struct GroupRecord {            // routing group of users
  std::uint8_t primary = 0xff;  // Front End position in the pool; 0xff = none
  std::uint8_t promoting = 0;
  std::uint8_t members[3] = {0xff, 0xff, 0xff};
  std::uint8_t live = 0;  // how many members are live
  std::uint8_t spare[2] = {};
};

struct SqlRecord {
  std::uint8_t down = 0;
  std::uint8_t log_full = 0;
  std::uint8_t spare[6] = {};
};

struct BackEndRecord {
  std::uint8_t on_mirror = 0;        // bit per DatabaseType: the principal is the mirror server
  std::uint8_t mirrored = 0;         // bit per type: a mirror relation stands (SQL side)
  std::uint8_t topology_mirror = 0;  // 1 = the topology names a mirror
  std::uint8_t has_witness = 0;
  std::uint8_t desync = 0;             // bit per type: copies not synchronised
  std::uint8_t forced_pending = 0xff;  // manual switch under way: type
  std::uint8_t forced_target = 0;
  std::uint8_t actor = 0xff;
  std::uint8_t automatic_pending = 0;  // bit per type
  std::uint8_t draft_mirror = 0;       // 0 none, 1 set, 2 clear
  std::uint8_t draft_witness = 0;
  std::uint8_t topology_witness = 0;  // 1 = the topology names a witness
  std::uint8_t spare[4] = {};
};

struct FileStoreRecord {
  std::uint8_t down = 0;
  std::uint8_t spare[7] = {};
};

/// Bits of EdgePoolRecord::roles and EdgeServerRecord::installed.
inline constexpr Index kFederationRole = 1;
inline constexpr Index kXmppRole = 2;

struct EdgePoolRecord {
  ConfigItem next_hop;
  ConfigItem roles;              // what it is enabled for
  Index draft_next_hop = kNone;  // Topology Builder drafts; kNone = unchanged
  Index draft_roles = kNone;
  Index published_next_hop = kNone;  // published, not enabled yet
  Index published_roles = kNone;
  std::uint8_t port_5269_open = 0;  // on the outer firewall
  std::uint8_t spare[7] = {};
};

struct EdgeServerRecord {
  std::uint8_t down = 0;
  std::uint8_t services_stopped = 0;
  std::uint16_t replica_version = 0;
  std::uint8_t replica_epoch = 0;
  std::uint8_t installed = 0;     // roles whose components the Deployment Wizard has put here
  std::uint8_t proxies_xmpp = 0;  // its proxy knew at its last start that the XMPP route is here
  std::uint8_t spare[1] = {};
};

/// The external DNS zone of a SIP domain. Resolvers outside keep an answer for its time to live;
/// of what they keep the worst is assumed: a change is seen one time to live after it was made.
struct ZoneRecord {
  Index host = kNone;           // Edge pool to which the A record of the XMPP host leads
  Index host_seen = kNone;      // as resolvers outside have it
  std::uint8_t wrong = 0;       // bit per DnsService: the records lead nowhere
  std::uint8_t wrong_seen = 0;  // and so do the answers that resolvers keep
  std::uint8_t spare[2] = {};
};

/// SRV records of one Edge pool in one SIP domain, by DnsService. Record number = domain * Edge
/// pools + Edge pool.
inline constexpr std::uint16_t kNoSrvRecord = 0xffff;
struct ZoneTargetRecord {
  std::uint16_t priority[3] = {kNoSrvRecord, kNoSrvRecord, kNoSrvRecord};
  std::uint16_t seen[3] = {kNoSrvRecord, kNoSrvRecord, kNoSrvRecord};
  std::uint8_t spare[4] = {};
};

/// The DNS servers of one view.
inline constexpr std::size_t kInternalView = 0;
inline constexpr std::size_t kExternalView = 1;
struct DnsViewRecord {
  std::uint8_t down = 0;
  std::uint8_t forgotten = 0;  // what resolvers had kept has run out
  std::uint8_t spare[6] = {};
};

/// Why a cycle carries the partner's content home: somebody asked, or every cycle does (MA-54).
inline constexpr std::uint8_t kPullAsked = 1;
inline constexpr std::uint8_t kPullOrdinary = 2;

/// One direction of one module of a pair. Link number = pool * 3 + module, source = that pool.
struct LinkRecord {
  std::uint8_t running = 0;      // a cycle is under way
  std::uint8_t blocked = 0;      // something waits and nothing can be sent
  std::uint8_t initialized = 1;  // the first full cycle is done (MA-38)
  std::uint8_t explicit_sync =
      0;                     // Invoke-CsBackupServiceSync asked for the partner's content home
  std::uint8_t pulling = 0;  // kPull...: the running cycle carries content of the partner's users
  std::uint8_t spare[3] = {};
  std::int64_t phase = 0;           // Instant word of the end of the last cycle
  std::int64_t oldest_waiting = 0;  // Instant word of the oldest change not picked up
  std::int64_t oldest_in_flight = 0;
  std::uint32_t waiting = 0;  // changes (users' modules: sum over users)
  std::uint32_t in_flight = 0;
};

/// Outstanding data of one user and module: differences, not totals.
struct UserLedger {
  std::uint16_t home_only = 0;     // durable at the home pool only
  std::uint16_t flying = 0;        // part of home_only picked up by the running cycle
  std::uint16_t partner_only = 0;  // durable at the backup pool only
  std::uint16_t returning = 0;     // part of partner_only on its way home
};
static_assert(sizeof(UserLedger) == 8);

struct UserRecord {
  Index home = kNone;
  Index registrar = kNone;  // pool where the endpoints are registered
  UserMode mode = UserMode::kSignedOut;
  std::uint8_t wants_online = 1;
  std::uint8_t presence = 0;  // as last set by the user
  std::uint8_t sign_in_pending = 0;
  std::uint8_t conference = 0;  // organises a running conference
  std::uint8_t commutes = 0;    // comes and goes once a day (UM-09)
  std::uint8_t moved = 0;       // home changed since the start
  Client client = Client::kLync2013;
  Location location = Location::kInternal;
  std::uint8_t site = 0;  // where an internal user sits
  Index edge = kNone;     // Edge pool through which one outside is connected
  UserLedger ledger[kUserModules];
  // Durable at both pools. It grows, but it decides: what a destroyed file store leaves to be
  // fetched (FLT-40), what a new pair sends again (MA-38), what a forced move gives up (CMD-80).
  std::uint32_t both[kUserModules] = {};
};

struct ActorRecord {
  std::uint16_t step = 0;
  ActorPhase phase = ActorPhase::kIdle;
  std::uint8_t last = 0;  // ErrorCode of the last refusal
  std::uint16_t tries = 0;
  std::uint8_t spare[2] = {};
};

struct FaultRecord {
  std::uint8_t struck = 0;
  std::uint8_t triggered = 0;
  std::uint8_t mended = 0;
  std::uint8_t unused = 0;
  std::uint16_t added = 0;  // 1 + place in World::menu, of a fault that a search added
  std::uint8_t spare[2] = {};
};

enum class MonitorState : std::uint8_t { kIdle, kArmed, kHeld, kViolated };
struct MonitorRecord {
  MonitorState state = MonitorState::kIdle;
  std::uint8_t seen = 0;
  std::uint8_t spare[6] = {};
};

/// Arrival process of one pool and activity; the draw number decides the next arrival.
struct ArrivalRecord {
  std::uint64_t n = 0;
};

// --- tallies: totals that only grow
// --------------------------------------------------------------
//
// No transition, precondition or choice reads one; a fingerprint leaves them out. Invariants read
// them in two ways that equal states answer alike: as books that must balance, and as what one
// event added. What a rule remembers of an earlier total stands in its own notes (sim/rules), not
// here. A plan with a condition over such a total (`lost writes`) makes them decide, so its layout
// counts the pools' tallies among the hashed words (Extents::totals_decide).

/// Writes of one user and module. acknowledged = both + home_only + partner_only + lost, always.
struct UserTally {
  std::uint32_t acknowledged[kUserModules] = {};
  std::uint32_t lost[kUserModules] = {};
};

struct PoolTally {
  std::uint64_t acknowledged[kUserModules] = {};  // raised where a write is accepted
  std::uint64_t lost[kUserModules] = {};          // raised by the named cause of loss
  std::uint64_t conferences_started = 0;
  std::uint64_t conferences_ended = 0;
  std::uint64_t conferences_cut = 0;
  std::uint64_t items_produced = 0;  // LYSS
  std::uint64_t items_delivered = 0;
  std::uint64_t items_flushed = 0;
  std::uint64_t items_lost = 0;
  std::uint64_t recovered = 0;  // writes the backup never got, found at home on return (MA-56)
};

}  // namespace firedrill
