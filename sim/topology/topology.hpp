// The deployment as an immutable value: sites, pools, servers, databases, Edge pools, the store.
//
// Readers (YAML, XML) produce a Topology; nothing changes it afterwards. Entities refer to each
// other by index into the vectors below (kNone = no such entity). Front Ends of a pool are
// consecutive and stand in topology order, which is the order of first start (rule FLT-05). What a
// reader meets outside the modelled scope is kept in `unmodelled` and listed, never dropped.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "firedrill/diagnostic.hpp"
#include "firedrill/time.hpp"

namespace firedrill {

using Index = std::int16_t;
inline constexpr Index kNone = -1;

enum class Edition : std::uint8_t { kEnterprise, kStandard };
enum class PoolForm : std::uint8_t { kPhysical, kVirtual };
enum class HaMode : std::uint8_t { kNone, kMirroring, kClustering };

/// A central site. Branch sites are `unmodelled`.
struct Site {
  std::string name;
  Index federation_route = kNone;       // EdgePool
  Index xmpp_federation_route = kNone;  // EdgePool
  Mark mark;
  bool dhcp_option_120 = false;  // names a Registrar to clients that find none by DNS (FLT-73)
};

/// A wide-area link between two central sites. Sites without a link reach each other undisturbed.
struct WanLink {
  Index site_a = kNone;
  Index site_b = kNone;
  Duration latency{20};
  std::int64_t mbps = 1000;
  bool resilient = true;
  bool secured = true;
  bool same_world_region = true;
  Mark mark;
};

/// Registrar settings of a pool (Set-CsRegistrar, Set-CsRegistrarConfiguration). A value of 0 for
/// failback_detection means "not stated": the documentation gives no default (MA-06).
struct RegistrarSettings {
  bool automatic_failover = true;
  Duration failure_detection = seconds(300);
  Duration failback_detection{0};
  Duration backup_store_unavailable_threshold = minutes(30);
  std::int32_t endpoint_expiration_default_s = 600;
  std::int32_t endpoint_expiration_min_s = 300;
  std::int32_t endpoint_expiration_max_s = 900;
  std::int32_t max_endpoints_per_user = 8;
  std::int64_t max_user_count = 12000;  // per Registrar server
};

struct Pool {
  std::string fqdn;
  Index site = kNone;
  Edition edition = Edition::kEnterprise;
  PoolForm form = PoolForm::kPhysical;
  std::string operating_system;
  std::string lync_version = "2013";
  std::string ad_domain;
  Index first_front_end = 0;
  Index front_end_count = 0;
  Index back_end = kNone;
  Index file_store = kNone;
  Index backup = kNone;         // the other member of the pair
  Index media_edge = kNone;     // EdgePool associated for media
  std::int32_t population = 0;  // enabled users the pool stands for; durations and capacity read it
  std::int32_t users = 0;       // users modelled one by one
  std::int32_t user_capacity = 0;  // 0 = not stated
  bool large_meetings = false;
  bool load_balanced = true;
  std::string external_web_fqdn;
  std::string internal_web_fqdn;
  std::vector<std::string> features;  // EV, dial-in, CAC, RGS, CPS, announcements
  RegistrarSettings registrar;
  Mark mark;
  std::int32_t active_users = 0;  // of `users`, those who are ever online; readers default to all
};

struct FrontEnd {
  std::string fqdn;
  Index pool = kNone;
  Mark mark;
};

struct SqlInstance {
  std::string server_fqdn;
  std::string instance;  // "" = the default instance
  Index site = kNone;
  std::string version;
  std::string edition;
  std::string ad_domain;
  std::int32_t mirroring_port = 0;  // 0 = not stated
  Mark mark;
};

/// One per pool; a Standard Edition server has its own local instance as `primary`.
struct BackEnd {
  Index pool = kNone;
  HaMode ha = HaMode::kNone;
  bool synchronous = true;
  Index primary = kNone;  // SqlInstance; configured roles, fixed until republished
  Index mirror = kNone;
  Index witness = kNone;
  std::string mirror_share;
  bool log_backup = true;          // transaction logs are backed up (TOP-51)
  std::int32_t cluster_nodes = 0;  // of a clustered instance; 0 = not stated
  Mark mark;
};

struct FileStore {
  std::string unc;
  std::string host;
  Index site = kNone;
  Mark mark;
};

enum class LoadBalancing : std::uint8_t { kDns, kHardware };

struct EdgePool {
  std::string fqdn;  // internal name, by which cmdlets know it
  Index site = kNone;
  Index first_server = 0;
  Index server_count = 0;
  Index next_hop = kNone;  // Pool
  bool federation = false;
  bool xmpp = false;
  std::string access_fqdn;
  std::string web_conferencing_fqdn;
  std::string av_fqdn;
  std::int32_t external_sip_port = 5061;
  Mark mark;
  std::string unmodelled_next_hop;  // name of an unmodelled component, when `next_hop` is kNone
  bool port_5269_open = false;      // for XMPP, on the outer firewall
  LoadBalancing external_balancing = LoadBalancing::kDns;
  LoadBalancing internal_balancing = LoadBalancing::kDns;
  bool nat = false;                          // external addresses are translated
  std::int32_t concurrent_remote_users = 0;  // 0 = not stated
  std::vector<Index> closed_to;              // pools that an inner firewall keeps from it (TOP-84)
};

struct EdgeServer {
  std::string fqdn;
  Index edge_pool = kNone;
  Mark mark;
};

struct CentralManagement {
  Index active = kNone;   // Pool that hosts the active master
  Index standby = kNone;  // Pool that holds the standby copy
  Mark mark;
};

/// What a record in the external DNS is for; the first three are SRV records, the last an A record.
enum class DnsService : std::uint8_t { kRemoteAccess, kFederation, kXmpp, kXmppHost };
inline constexpr int kSrvServices = 3;
inline constexpr int kDnsServices = 4;

/// One record of the external DNS zone of a SIP domain. It leads to an Edge pool, by whichever
/// name.
struct DnsRecord {
  std::string name;  // "_sipfederationtls._tcp.contoso.com"
  DnsService service = DnsService::kRemoteAccess;
  Index domain = 0;  // SIP domain
  Index edge_pool = kNone;
  std::int32_t priority = 0;  // the lowest is tried first (TOP-79, TRAP-51)
  std::int32_t weight = 0;
  std::int32_t port = 0;
  Duration ttl{0};     // 0 = not stated
  std::string target;  // name of the host it gives, where that is none of the Edge pool's own
  Mark mark;
};

enum class GeoDns : std::uint8_t { kNotStated, kNone, kPresent };

/// A component that is read and checked for dangling names, kept and listed, but not modelled. What
/// would rest on it is unknown.
struct UnmodelledComponent {
  std::string kind;  // "branch site", "Persistent Chat pool", "Director pool", ...
  std::string name;
  std::string reason;  // names the rule or section of the scope
  Mark mark;
  std::vector<std::string> refs;  // names of other entities that it uses
};

struct Topology {
  std::string file;
  std::string title;
  std::vector<std::string> sip_domains;
  std::vector<Site> sites;
  std::vector<WanLink> wan_links;
  std::vector<Pool> pools;
  std::vector<FrontEnd> front_ends;
  std::vector<SqlInstance> sql_instances;
  std::vector<BackEnd> back_ends;
  std::vector<FileStore> file_stores;
  std::vector<EdgePool> edge_pools;
  std::vector<EdgeServer> edge_servers;
  CentralManagement cms;
  std::vector<DnsRecord> dns_records;   // readers complete them where a file has none
  GeoDns geo_dns = GeoDns::kNotStated;  // of the simple URLs and Autodiscover (TOP-89)
  std::vector<std::string> xmpp_partners;
  std::vector<UnmodelledComponent> unmodelled;

  /// SIP domains as the model counts them: one at least.
  [[nodiscard]] std::size_t domain_count() const {
    return sip_domains.empty() ? 1 : sip_domains.size();
  }
};

}  // namespace firedrill
