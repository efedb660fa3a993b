// From a topology document to a Topology. What the document cannot say is filled in and said aloud:
// users are no part of it, and a published document does not name the federation route. Services
// outside the model are kept by kind and name.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "sim/topology/dns.hpp"
#include "sim/topology/field_table.hpp"
#include "sim/topology/names.hpp"
#include "sim/topology/object_reader.hpp"
#include "sim/topology/reader_parts.hpp"
#include "sim/topology/xml_index.hpp"

namespace firedrill {
namespace {

// Roles that become part of pools, Edge pools, databases and shares.
constexpr std::array<std::string_view, 14> kModelledRoles{
    "ApplicationServer",  "ApplicationStore", "BackupService", "CentralMgmt",
    "CentralMgmtStore",   "ConfServices",     "EdgeServer",    "FileStore",
    "ManagementServices", "Registrar",        "UserServices",  "UserStore",
    "WebServices",        "WitnessStore"};
static_assert(std::is_sorted(kModelledRoles.begin(), kModelledRoles.end()));

struct RoleKind {
  std::string_view role;
  std::string_view kind;
};
constexpr std::array<RoleKind, 8> kKinds{{{"ArchivingStore", "archiving store"},
                                          {"ExternalServer", "trusted application pool"},
                                          {"MediationServer", "Mediation Server"},
                                          {"MonitoringStore", "monitoring store"},
                                          {"PersistentChatService", "Persistent Chat pool"},
                                          {"PersistentChatStore", "Persistent Chat store"},
                                          {"PstnGateway", "PSTN gateway"},
                                          {"WacService", "Office Web Apps Server"}}};

/// "P0Y0M0DT0H5M0S" in milliseconds; years and months have no fixed length and must be 0.
std::optional<std::int64_t> parse_xml_duration_ms(std::string_view text) {
  if (!text.starts_with('P')) return std::nullopt;
  bool time = false;
  std::int64_t ms = 0;
  std::size_t at = 1;
  while (at < text.size()) {
    if (text[at] == 'T' && !time) {
      time = true;
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    const std::optional<std::int64_t> value = parse_whole_number(text.substr(at, end - at));
    if (!value || *value > 1'000'000'000 || end == text.size()) return std::nullopt;
    const char unit = text[end];
    if (!time && unit == 'D') {
      ms += *value * fields::kDayMs;
    } else if (time && unit == 'H') {
      ms += *value * 3'600'000;
    } else if (time && unit == 'M') {
      ms += *value * 60'000;
    } else if (time && unit == 'S') {
      ms += *value * 1000;
    } else if (*value != 0 || (unit != 'Y' && unit != 'M')) {
      return std::nullopt;
    }
    at = end + 1;
  }
  return at > 1 ? std::optional(ms) : std::nullopt;
}

class XmlTopologyReader {
 public:
  XmlTopologyReader(const XmlTopology& document, const std::string& name,
                    const TopologyOptions& options, Diagnostics& diagnostics)
      : document_(document), index_(document), options_(options), context_{name, diagnostics} {}

  std::optional<Topology> read() {
    topology_.file = context_.file;
    topology_.sip_domains = document_.sip_domains;
    if (!index_.check(context_)) return std::nullopt;
    read_sites();
    declare_edge_pools();
    declare_pools();
    if (!fits_a_file()) return std::nullopt;
    for (std::size_t i = 0; i < pool_clusters_.size(); ++i) read_pool(static_cast<Index>(i));
    read_edge_pools();
    read_central_management();
    read_routes();
    // No document speaks of the zones and firewalls outside.
    for (EdgePool& edge : topology_.edge_pools) edge.port_5269_open = edge.xmpp;
    complete_dns(topology_);
    read_unmodelled();
    warn_about_users();
    return std::move(topology_);
  }

 private:
  using Service = XmlService;

  /// A trace carries the topology as a file of our own, which has bounds.
  bool fits_a_file() {
    const std::size_t most =
        std::max({topology_.sites.size(), topology_.pools.size(), topology_.edge_pools.size()});
    const bool components = topology_.unmodelled.size() + document_.services.size() <= 10'000;
    if (most <= static_cast<std::size_t>(fields::kPoolsMax) && components) return true;
    context_.error("FD1113", document_.mark,
                   "the most that is read are 1,000 sites, pools and Edge pools and 10,000 "
                   "services");
    return false;
  }

  Index site_of(const XmlCluster& cluster) {
    const auto at = site_index_.find(cluster.site);
    if (at != site_index_.end()) return at->second;
    context_.error("FD1122", cluster.mark,
                   in_quotes(cluster.fqdn) + " stands at site " + in_quotes(cluster.site) +
                       ", which the document does not hold");
    return kNone;
  }

  void check_name(const std::string& name, Mark mark) {
    if (is_valid_name(name)) return;
    context_.error("FD1112", mark,
                   in_quotes(name) + " is not a name of a computer; was a variable left in?");
  }

  void read_sites() {
    NameIndex names;
    for (const XmlSite& each : document_.sites) {
      if (each.branch) {
        keep("branch site", each.name, each.mark, {});
        continue;
      }
      const auto index = static_cast<Index>(topology_.sites.size());
      if (!names.add(each.name, index) || each.name.size() > 255) {
        context_.error("FD1109", each.mark,
                       "site " + in_quotes(each.name) + " is given twice or too long");
      }
      site_index_.emplace(each.id, index);
      Site site;
      site.name = each.name;
      site.mark = each.mark;
      topology_.sites.push_back(std::move(site));
    }
  }

  void declare_edge_pools() {
    for (const XmlCluster& cluster : document_.clusters) {
      if (index_.installed(cluster, "EdgeServer") == nullptr) continue;
      const auto index = static_cast<Index>(topology_.edge_pools.size());
      edge_index_.emplace(cluster.id, index);
      edge_clusters_.push_back(&cluster);
      declare(cluster);
      EdgePool edge;
      edge.fqdn = cluster.fqdn;
      edge.mark = cluster.mark;
      edge.site = site_of(cluster);
      edge.first_server = static_cast<Index>(topology_.edge_servers.size());
      for (const std::string& machine : cluster.machines) {
        check_name(machine, cluster.mark);
        topology_.edge_servers.push_back({machine, index, cluster.mark});
      }
      edge.server_count = static_cast<Index>(cluster.machines.size());
      topology_.edge_pools.push_back(std::move(edge));
    }
  }

  void declare(const XmlCluster& cluster) {
    check_name(cluster.fqdn, cluster.mark);
    if (!declared_.insert(lower_case(cluster.fqdn)).second) {
      context_.error("FD1109", cluster.mark, "pool " + in_quotes(cluster.fqdn) + " is given twice");
    }
    if (cluster.machines.size() > static_cast<std::size_t>(fields::kServersMax)) {
      context_.error("FD1113", cluster.mark,
                     in_quotes(cluster.fqdn) + " has " + std::to_string(cluster.machines.size()) +
                         " servers; 32 a pool is the most that is read");
    }
  }

  void declare_pools() {
    for (const XmlCluster& cluster : document_.clusters) {
      if (index_.in_branch(cluster) || index_.installed(cluster, "UserServices") == nullptr)
        continue;
      const auto index = static_cast<Index>(topology_.pools.size());
      pool_index_.emplace(cluster.id, index);
      pool_clusters_.push_back(&cluster);
      declare(cluster);
      Pool pool;
      pool.fqdn = cluster.fqdn;
      pool.mark = cluster.mark;
      pool.site = site_of(cluster);
      pool.first_front_end = static_cast<Index>(topology_.front_ends.size());
      pool.front_end_count = static_cast<Index>(cluster.machines.size());
      for (const std::string& machine : cluster.machines) {
        check_name(machine, cluster.mark);
        topology_.front_ends.push_back({machine, index, cluster.mark});
      }
      topology_.pools.push_back(std::move(pool));
    }
  }

  template <typename Map>
  [[nodiscard]] Index index_of(const Map& map, const Service* service) const {
    if (service == nullptr) return kNone;
    const XmlCluster* cluster = index_.cluster_of(*service);
    if (cluster == nullptr) return kNone;
    const auto at = map.find(cluster->id);
    return at == map.end() ? kNone : at->second;
  }

  void read_pool(Index index) {
    const XmlCluster& cluster = *pool_clusters_[static_cast<std::size_t>(index)];
    Pool& pool = topology_.pools[static_cast<std::size_t>(index)];
    const Service* registrar = index_.installed(cluster, "Registrar");
    const Service& users = *index_.installed(cluster, "UserServices");
    constexpr std::array<std::string_view, 4> kVersions{"2010", "2013", "2015", "2019"};
    const int version = registrar != nullptr ? registrar->version : users.version;
    pool.lync_version = kVersions[static_cast<std::size_t>(std::clamp(version, 5, 8) - 5)];
    read_back_end(cluster, users, index);
    read_file_store(cluster, pool);
    for (const std::string_view role : {"Registrar", "ConfServices", "MediationServer"}) {
      if (pool.media_edge != kNone) break;
      pool.media_edge =
          index_of(edge_index_, index_.dependency(index_.installed(cluster, role), "EdgeServer"));
    }
    if (registrar != nullptr && registrar->backup) read_backup(*registrar->backup, pool);
    if (const Service* web = index_.installed(cluster, "WebServices")) {
      for (const XmlPort& port : web->ports) {
        if (!is_valid_name(port.configured_fqdn)) continue;
        (port.side == "External" ? pool.external_web_fqdn : pool.internal_web_fqdn) =
            port.configured_fqdn;
      }
    }
    const std::string fault = settle_users({}, options_, pool);
    if (!fault.empty()) {
      context_.error("FD1106", pool.mark, "pool " + in_quotes(pool.fqdn) + " has " + fault);
    }
  }

  /// The instance on which a store service runs, added at its first use.
  Index sql_of(const Service* store, bool witness) {
    if (store == nullptr) return kNone;
    const auto known = sql_index_.find(store->installed_on);
    if (known != sql_index_.end()) return known->second;
    const XmlCluster* cluster = index_.cluster_of(*store);
    const XmlSqlInstance* found = index_.sql_instance(store->installed_on);
    if (cluster == nullptr || found == nullptr) {
      context_.error("FD1122", store->mark,
                     "the database " + store->role + " is not installed on a SQL instance");
      return kNone;
    }
    const XmlSqlInstance& from = *found;
    check_name(cluster->fqdn, cluster->mark);
    if (from.always_on) {
      context_.diagnostics.warning("FD1129", context_.file, from.mark,
                                   "the Always On availability group of " + cluster->fqdn +
                                       " is not modelled; the database is taken as one server "
                                       "without high availability");
    }
    SqlInstance sql;
    sql.server_fqdn = cluster->fqdn;
    sql.instance = from.name;
    sql.site = site_of(*cluster);
    sql.mirroring_port = witness ? from.witness_port : from.mirror_port;
    sql.mark = from.mark;
    const auto index = static_cast<Index>(topology_.sql_instances.size());
    sql_index_.emplace(store->installed_on, index);
    topology_.sql_instances.push_back(std::move(sql));
    return index;
  }

  void read_back_end(const XmlCluster& cluster, const Service& users, Index index) {
    Pool& pool = topology_.pools[static_cast<std::size_t>(index)];
    const Service* store = index_.dependency(&users, "UserStore");
    if (store == nullptr) {
      context_.error("FD1122", users.mark,
                     "pool " + in_quotes(pool.fqdn) + " depends on no user database");
      return;
    }
    if (index_.cluster_of(*store) == &cluster) pool.edition = Edition::kStandard;
    BackEnd back_end;
    back_end.pool = index;
    back_end.mark = store->mark;
    back_end.primary = sql_of(store, false);
    back_end.mirror = sql_of(index_.dependency(&users, "UserStore", "Mirror"), false);
    if (back_end.mirror != kNone) back_end.ha = HaMode::kMirroring;
    const Service* witness = index_.dependency(store, "WitnessStore");
    if (witness != nullptr && back_end.mirror == kNone) {
      context_.diagnostics.warning("FD1130", context_.file, store->mark,
                                   "the database of " + pool.fqdn +
                                       " has a witness but no mirror and is taken as unmirrored",
                                   "TOP-48");
    } else {
      back_end.witness = sql_of(witness, true);
    }
    pool.back_end = static_cast<Index>(topology_.back_ends.size());
    topology_.back_ends.push_back(std::move(back_end));
  }

  /// Not every service of a pool names the share, and not the same ones in every version.
  void read_file_store(const XmlCluster& cluster, Pool& pool) {
    const Service* store = nullptr;
    for (const std::string_view role :
         {"UserServices", "WebServices", "ConfServices", "ApplicationServer", "BackupService"}) {
      if (store == nullptr) store = index_.dependency(index_.installed(cluster, role), "FileStore");
    }
    const XmlCluster* host = store != nullptr ? index_.cluster_of(*store) : nullptr;
    if (host == nullptr) return;
    const std::string unc = "\\\\" +
                            (store->configured_fqdn.empty() ? host->fqdn : store->configured_fqdn) +
                            "\\" + store->share_name;
    if (!is_valid_share(unc) || unc.size() > 255) {
      context_.error("FD1112", store->mark, in_quotes(unc) + " is not a share");
      return;
    }
    const auto [at, fresh] = shares_.emplace(lower_case(unc), topology_.file_stores.size());
    pool.file_store = static_cast<Index>(at->second);
    if (!fresh) return;
    check_name(host->fqdn, host->mark);
    topology_.file_stores.push_back({unc, host->fqdn, site_of(*host), store->mark});
  }

  void read_backup(const XmlBackup& backup, Pool& pool) {
    const Service* partner = index_.service(backup.service);
    pool.backup = index_of(pool_index_, partner);
    if (pool.backup == kNone) {
      context_.error("FD1122", backup.mark,
                     "the backup Registrar of " + in_quotes(pool.fqdn) + " is " +
                         in_quotes(backup.service) + ", which is no pool of the document",
                     "TOP-02");
    }
    pool.registrar.automatic_failover = backup.automatic_failover != "false";
    read_interval(backup.failure_detection, backup.mark, pool.registrar.failure_detection);
    read_interval(backup.failback_detection, backup.mark, pool.registrar.failback_detection);
  }

  void read_interval(const std::string& text, Mark mark, Duration& out) {
    if (text.empty()) return;
    const std::optional<std::int64_t> ms = parse_xml_duration_ms(text);
    if (ms && *ms >= 30'000 && *ms <= fields::kDayMs) {
      out = milliseconds(*ms);
      return;
    }
    context_.error("FD1125", mark,
                   in_quotes(text) +
                       " is not an interval between 30 s and 24 h such as "
                       "P0Y0M0DT0H5M0S");
  }

  void read_edge_pools() {
    for (std::size_t i = 0; i < edge_clusters_.size(); ++i) {
      EdgePool& edge = topology_.edge_pools[i];
      const Service& service = *index_.installed(*edge_clusters_[i], "EdgeServer");
      for (const XmlPort& port : service.ports) {
        if (port.owner == "urn:component:XmppFederationProxy") edge.xmpp = true;
        if (port.side != "External") continue;
        const std::string name = is_valid_name(port.configured_fqdn) ? port.configured_fqdn : "";
        if (port.owner == "urn:component:AccessEdge" && port.usage == "SipClient") {
          edge.access_fqdn = name;
          if (port.port > 0) edge.external_sip_port = port.port;
        }
        if (port.owner == "urn:component:DataEdge") edge.web_conferencing_fqdn = name;
        if (port.owner == "urn:component:MediaRelayEdge") edge.av_fqdn = name;
      }
      const Service* next = index_.dependency(&service, "Registrar");
      edge.next_hop = index_of(pool_index_, next);
      if (next != nullptr && edge.next_hop == kNone && index_.cluster_of(*next) != nullptr) {
        edge.unmodelled_next_hop = index_.cluster_of(*next)->fqdn;
        context_.diagnostics.warning("FD1111", context_.file, service.mark,
                                     "the next hop " + in_quotes(edge.unmodelled_next_hop) +
                                         " of Edge pool " + in_quotes(edge.fqdn) +
                                         " is not modelled: what passes through it is unknown",
                                     "TOP-72");
      }
    }
  }

  void read_central_management() {
    for (const Service& each : document_.services) {
      if (each.role != "CentralMgmt") continue;
      const Index pool = index_of(pool_index_, &each);
      CentralManagement& cms = topology_.cms;
      if (each.is_active && cms.active != kNone) {
        context_.error("FD1260", each.mark,
                       "two pools host an active Central Management store; a deployment has one",
                       "TOP-60");
      }
      if (cms.active == kNone && cms.standby == kNone) cms.mark = each.mark;
      (each.is_active ? cms.active : cms.standby) = pool;
      has_central_management_ = true;
    }
    if (has_central_management_ || topology_.pools.empty()) return;
    // A design that was never published holds none yet; publishing puts it on the first pool.
    topology_.cms = {0, topology_.pools.front().backup, document_.mark};
    context_.diagnostics.warning("FD1127", context_.file, document_.mark,
                                 "the document names no Central Management store; " +
                                     topology_.pools.front().fqdn + ", its first pool, is taken");
  }

  void read_routes() {
    bool any = false;
    for (const XmlSite& each : document_.sites) {
      const auto at = site_index_.find(each.id);
      if (each.branch || each.federation_route.empty() || at == site_index_.end()) continue;
      const Index edge = index_of(edge_index_, index_.service(each.federation_route));
      if (edge == kNone) {
        context_.error("FD1122", each.mark,
                       "the federation route of site " + in_quotes(each.name) + " is " +
                           in_quotes(each.federation_route) + ", which is no Edge pool");
        continue;
      }
      any = true;
      topology_.sites[static_cast<std::size_t>(at->second)].federation_route = edge;
      topology_.edge_pools[static_cast<std::size_t>(edge)].federation = true;
    }
    Index xmpp = kNone;
    int xmpp_pools = 0;
    for (std::size_t i = 0; i < topology_.edge_pools.size(); ++i) {
      if (!topology_.edge_pools[i].xmpp) continue;
      xmpp = static_cast<Index>(i);
      ++xmpp_pools;
    }
    // One Edge pool is the gateway of the organisation (TOP-81), so one candidate is the answer.
    if (xmpp_pools == 1) {
      for (Site& site : topology_.sites) site.xmpp_federation_route = xmpp;
    }
    if (!any && !document_.names_federation_routes && !topology_.edge_pools.empty()) {
      context_.diagnostics.warning("FD1128", context_.file, document_.mark,
                                   "a published document does not name the federation route; "
                                   "none is taken");
    }
  }

  void keep(std::string_view kind, const std::string& name, Mark mark,
            std::vector<std::string> refs) {
    const std::string known = lower_case(kind) + "\n" + lower_case(name);
    if (name.empty() || !kept_.insert(known).second) return;
    topology_.unmodelled.push_back(
        {std::string(kind), name.substr(0, 255), unmodelled_reason(kind), mark, std::move(refs)});
  }

  void read_unmodelled() {
    for (const Service& each : document_.services) {
      const XmlCluster* cluster = index_.cluster_of(each);
      if (cluster == nullptr) continue;
      std::string kind;
      const bool pool = pool_index_.find(cluster->id) != pool_index_.end();
      if (each.role == "Registrar" && !pool) {
        kind = each.is_director             ? "Director pool"
               : index_.in_branch(*cluster) ? "Survivable Branch Appliance"
                                            : "Registrar without users";
      } else if (!std::binary_search(kModelledRoles.begin(), kModelledRoles.end(), each.role)) {
        const auto at = std::find_if(kKinds.begin(), kKinds.end(),
                                     [&](const RoleKind& one) { return one.role == each.role; });
        kind = at != kKinds.end() ? std::string(at->kind) : "service " + each.role;
      } else {
        continue;
      }
      std::vector<std::string> refs;
      for (const XmlDependency& needed : each.dependencies) {
        const Index index = index_of(pool_index_, index_.service(needed.service));
        if (index == kNone) continue;
        const std::string& name = topology_.pools[static_cast<std::size_t>(index)].fqdn;
        if (std::find(refs.begin(), refs.end(), name) == refs.end()) refs.push_back(name);
      }
      keep(kind, cluster->fqdn, each.mark, std::move(refs));
    }
  }

  void warn_about_users() {
    if (topology_.pools.empty()) {
      context_.error("FD1122", document_.mark, "the document holds no Front End pool");
    } else if (!options_.users_per_pool || !options_.population_per_pool) {
      const Pool& pool = topology_.pools.front();
      context_.diagnostics.warning("FD1123", context_.file, document_.mark,
                                   "users are no part of a topology document; every pool is taken "
                                   "to have " +
                                       std::to_string(pool.population) + ", " +
                                       std::to_string(pool.users) + " of them modelled");
    }
  }

  const XmlTopology& document_;
  XmlIndex index_;
  const TopologyOptions& options_;
  FileContext context_;
  Topology topology_;
  std::map<std::string, Index> site_index_;
  std::map<std::string, Index> edge_index_;
  std::map<std::string, Index> pool_index_;
  std::map<std::string, Index> sql_index_;
  std::map<std::string, std::size_t> shares_;
  std::vector<const XmlCluster*> edge_clusters_;
  std::vector<const XmlCluster*> pool_clusters_;
  std::set<std::string> declared_;
  std::set<std::string> kept_;
  bool has_central_management_ = false;
};

}  // namespace

std::optional<Topology> read_topology_xml(const std::string& text, const std::string& name,
                                          const TopologyOptions& options,
                                          Diagnostics& diagnostics) {
  const std::optional<XmlTopology> document = read_xml_document(text, name, diagnostics);
  if (!document) return std::nullopt;
  return XmlTopologyReader(*document, name, options, diagnostics).read();
}

}  // namespace firedrill
