// Reading a topology file: version, names, sites, links, Edge pools, the Central Management store
// and what is only kept. Pools stand in reader_yaml_pools.cpp. All mistakes of the file are
// reported in one pass; a reference that leads nowhere reads as "none".
#include "sim/topology/reader_yaml.hpp"

#include <algorithm>

#include "sim/topology/dns.hpp"

namespace firedrill {
namespace {

std::string titled(std::string_view what, std::string_view name) {
  return std::string(what) + " " + in_quotes(name);
}

}  // namespace

const std::vector<std::pair<Node::Key, Node>>& YamlTopologyReader::entries(
    std::string_view key) const {
  static const std::vector<std::pair<Node::Key, Node>> kNothing;
  const Node* section = root_.find(key);
  return section != nullptr ? section->entries : kNothing;
}

const std::vector<Node>& YamlTopologyReader::items(std::string_view key) const {
  static const std::vector<Node> kNothing;
  const Node* section = root_.find(key);
  return section != nullptr ? section->items : kNothing;
}

bool YamlTopologyReader::check_version() const {
  const std::string_view key = fields::kRoot.front().key;
  if (root_.kind != Node::Kind::kMapping || root_.find(key) == nullptr) {
    context_.error("FD1101", root_.mark,
                   "this is no topology file: its first key must be \"firedrill-topology: 1\"");
    return false;
  }
  const Node& version = *root_.find(key);
  if (version.kind != Node::Kind::kScalar ||
      version.scalar != std::to_string(fields::kTopologyVersion)) {
    context_.error("FD1101", version.mark,
                   "topology format " + in_quotes(version.scalar) +
                       " is not read; the versions that are read: 1");
    return false;
  }
  if (root_.entries.front().first.text != key) {
    context_.error("FD1101", root_.entries.front().first.mark,
                   "the first key must be \"firedrill-topology: 1\"");
  }
  return true;
}

std::optional<Topology> YamlTopologyReader::read() {
  if (!check_version()) return std::nullopt;
  const ObjectReader top(root_, fields::kRoot, "a topology", context_);
  top.check();
  topology_.file = context_.file;
  topology_.title = top.text("title");
  topology_.sip_domains = top.list("sip domains");
  topology_.xmpp_partners = top.list("xmpp partners");
  if (top.has("geo dns")) {
    topology_.geo_dns = top.flag("geo dns", false) ? GeoDns::kPresent : GeoDns::kNone;
  }
  for (const Field& section : fields::kRoot) {
    const Node* node = root_.find(section.key);
    if (node == nullptr || section.max == 0) continue;
    // Indices are small on purpose; a section beyond its bound was reported and is not built.
    const auto size = static_cast<std::int64_t>(node->entries.size() + node->items.size());
    if (size > section.max) return topology_;
  }
  declare_names();
  read_sites();
  read_wan_links();
  read_sql_servers();
  read_file_stores();
  read_pools();
  read_edge_pools();
  read_dns_records();
  read_central_management();
  read_other_components();
  return std::move(topology_);
}

void YamlTopologyReader::declare(NameIndex& names, std::string_view what, const Node::Key& key,
                                 std::size_t index) {
  if (!names.add(key.text, static_cast<Index>(index))) {
    context_.error("FD1109", key.mark, titled(what, key.text) + " is given twice");
  }
  const bool plain_name = what == "pool" || what == "Edge pool";
  if (key.text.empty() || key.text.size() > 255 || (plain_name && !is_valid_name(key.text))) {
    context_.error("FD1112", key.mark, titled(what, key.text) + " is not a valid name");
  }
}

void YamlTopologyReader::declare_names() {
  std::size_t index = 0;
  for (const auto& [key, node] : entries("sites")) declare(sites_, "site", key, index++);
  index = 0;
  for (const auto& [key, node] : entries("pools")) {
    declare(pools_, "pool", key, index++);
    claim(key.text, key.mark, "pool " + key.text, false);
  }
  index = 0;
  for (const auto& [key, node] : entries("edge pools")) {
    declare(edge_pools_, "Edge pool", key, index++);
    claim(key.text, key.mark, "Edge pool " + key.text, false);
  }
  for (const Node& node : items("other components")) {
    const Node* name = node.find("name");
    if (name != nullptr && name->kind == Node::Kind::kScalar) components_.add(name->scalar, 0);
  }
}

void YamlTopologyReader::claim(const std::string& name, Mark mark, const std::string& owner,
                               bool sole_server) {
  if (!is_valid_name(name)) {
    // An invalid name of a pool was reported when it was declared.
    if (owner != "pool " + name && owner != "Edge pool " + name) {
      context_.error("FD1112", mark, in_quotes(name) + " is not a name of a computer");
    }
    return;
  }
  const auto [at, fresh] = claims_.emplace(lower_case(name), Claim{mark, owner, sole_server});
  if (fresh) return;
  if (at->second.owner == owner && sole_server && !at->second.sole_server) {
    at->second.sole_server = true;
    return;
  }
  if (at->second.mark == mark) return;
  context_.error("FD1109", mark,
                 in_quotes(name) + " is given twice; the first stands at line " +
                     std::to_string(at->second.mark.line) + " (" + at->second.owner + ")");
}

Index YamlTopologyReader::resolve(const NameIndex& names, std::string_view what,
                                  const std::string& name, Mark mark,
                                  const std::string& rule) const {
  if (const std::optional<Index> index = names.find(name)) return *index;
  context_.error("FD1108", mark, "no " + titled(what, name) + suggestion(name, names.names()),
                 rule);
  return kNone;
}

Index YamlTopologyReader::reference(const ObjectReader& object, std::string_view key,
                                    const NameIndex& names, std::string_view what,
                                    const std::string& rule) const {
  const std::string name = object.text(key);
  return name.empty() ? kNone : resolve(names, what, name, object.mark(key), rule);
}

void YamlTopologyReader::read_sites() {
  for (const auto& [key, node] : entries("sites")) {
    const ObjectReader object(node, fields::kSite, titled("site", key.text), context_);
    object.check();
    Site site;
    site.name = key.text;
    site.mark = key.mark;
    site.federation_route = reference(object, "federation route", edge_pools_, "Edge pool");
    site.xmpp_federation_route =
        reference(object, "xmpp federation route", edge_pools_, "Edge pool");
    site.dhcp_option_120 = object.flag("dhcp option 120", false);
    topology_.sites.push_back(std::move(site));
  }
}

void YamlTopologyReader::read_wan_links() {
  for (const Node& node : items("wan links")) {
    const ObjectReader object(node, fields::kWanLink, "a WAN link", context_);
    if (!object.check()) continue;
    WanLink link;
    link.mark = node.mark;
    if (const Node* between = object.find("between"); between != nullptr) {
      if (between->items.size() != 2) continue;
      const Node& a = between->items[0];
      const Node& b = between->items[1];
      link.site_a = resolve(sites_, "site", a.scalar, a.mark, {});
      link.site_b = resolve(sites_, "site", b.scalar, b.mark, {});
      if (link.site_a != kNone && link.site_a == link.site_b) {
        context_.error("FD1115", b.mark, "a WAN link joins two sites, not a site with itself");
      }
    }
    const auto same_ends = [&link](const WanLink& other) {
      return std::minmax(link.site_a, link.site_b) == std::minmax(other.site_a, other.site_b);
    };
    if (link.site_a != kNone && link.site_b != kNone &&
        std::any_of(topology_.wan_links.begin(), topology_.wan_links.end(), same_ends)) {
      context_.error("FD1109", node.mark, "a WAN link between these two sites is given twice");
    }
    link.latency = milliseconds(object.number("latency", link.latency.count()));
    link.mbps = object.number("bandwidth", link.mbps);
    link.resilient = object.flag("resilient", true);
    link.secured = object.flag("secured", true);
    link.same_world_region = object.flag("same world region", true);
    topology_.wan_links.push_back(link);
  }
}

void YamlTopologyReader::read_edge_pools() {
  for (const auto& [key, node] : entries("edge pools")) {
    const ObjectReader object(node, fields::kEdgePool, titled("Edge pool", key.text), context_);
    object.check();
    const auto index = static_cast<Index>(topology_.edge_pools.size());
    EdgePool edge;
    edge.fqdn = key.text;
    edge.mark = key.mark;
    edge.site = reference(object, "site", sites_, "site");
    edge.first_server = static_cast<Index>(topology_.edge_servers.size());
    const Node* servers = object.find("servers");
    if (servers == nullptr) topology_.edge_servers.push_back({key.text, index, key.mark});
    if (servers != nullptr && servers->items.size() <= fields::kServersMax) {
      for (const Node& item : servers->items) {
        claim(item.scalar, item.mark, "Edge pool " + key.text, servers->items.size() == 1);
        topology_.edge_servers.push_back({item.scalar, index, item.mark});
      }
    }
    edge.server_count = static_cast<Index>(topology_.edge_servers.size()) - edge.first_server;
    read_next_hop(object, edge);
    edge.federation = object.flag("federation", false);
    edge.xmpp = object.flag("xmpp", false);
    edge.access_fqdn = object.text("access fqdn");
    edge.web_conferencing_fqdn = object.text("web conferencing fqdn");
    edge.av_fqdn = object.text("av fqdn");
    edge.external_sip_port =
        static_cast<std::int32_t>(object.number("external sip port", edge.external_sip_port));
    edge.port_5269_open = object.flag("port 5269 open", edge.xmpp);
    const int outside = object.choice("external load balancing", 0);
    edge.external_balancing = static_cast<LoadBalancing>(outside);
    edge.internal_balancing =
        static_cast<LoadBalancing>(object.choice("internal load balancing", outside));
    edge.nat = object.flag("nat", false);
    edge.concurrent_remote_users =
        static_cast<std::int32_t>(object.number("concurrent remote users", 0));
    for (const std::string& name : object.list("closed to")) {
      const Index pool = resolve(pools_, "pool", name, object.mark("closed to"), {});
      if (pool != kNone) edge.closed_to.push_back(pool);
    }
    topology_.edge_pools.push_back(std::move(edge));
  }
}

/// A next hop may be a Director, which is not modelled; it is kept by name then.
void YamlTopologyReader::read_next_hop(const ObjectReader& object, EdgePool& edge) const {
  const std::string name = object.text("next hop");
  if (!name.empty() && !pools_.find(name) && components_.find(name)) {
    edge.unmodelled_next_hop = name;
    context_.diagnostics.warning("FD1111", context_.file, object.mark("next hop"),
                                 "the next hop " + in_quotes(name) + " of " +
                                     titled("Edge pool", edge.fqdn) +
                                     " is not modelled: what passes through it is unknown",
                                 "TOP-72");
    return;
  }
  edge.next_hop = reference(object, "next hop", pools_, "pool", "TOP-72");
}

/// A target is an Edge pool by its own name or by that of its Access Edge service.
void YamlTopologyReader::read_dns_record(const Node& node) {
  const ObjectReader object(node, fields::kDnsRecord, "a DNS record", context_);
  if (!object.check()) return;
  DnsRecord record;
  record.mark = node.mark;
  record.name = object.text("name");
  const bool host = object.choice("type", 0) == 1;
  if (record.name.empty()) return;
  if (!name_dns_record(topology_, host, record)) {
    context_.error(
        "FD1130", object.mark("name"),
        in_quotes(record.name) +
            (host ? " is no host in a SIP domain"
                  : " is none of the services that lead outsiders "
                    "here, in a SIP domain") +
            "; write: " +
            dns_name(topology_, host ? DnsService::kXmppHost : DnsService::kFederation, 0));
    return;
  }
  const std::string target = object.text("target");
  for (std::size_t e = 0; e < topology_.edge_pools.size(); ++e) {
    if (lower_case(topology_.edge_pools[e].access_fqdn) != lower_case(target)) continue;
    record.edge_pool = static_cast<Index>(e);
  }
  if (record.edge_pool == kNone) {
    record.edge_pool = resolve(edge_pools_, "Edge pool", target, object.mark("target"), {});
    if (record.edge_pool == kNone) return;
  }
  record.target = target;
  record.priority = static_cast<std::int32_t>(object.number("priority", 0));
  record.weight = static_cast<std::int32_t>(object.number("weight", 0));
  record.port = static_cast<std::int32_t>(object.number("port", dns_port(record.service)));
  record.ttl = milliseconds(object.number("ttl", 0));
  topology_.dns_records.push_back(std::move(record));
}

void YamlTopologyReader::read_dns_records() {
  if (root_.find("dns records") == nullptr) {
    complete_dns(topology_);
  }
  for (const Node& node : items("dns records")) read_dns_record(node);
}

void YamlTopologyReader::read_central_management() {
  const Node* node = root_.find("central management store");
  if (node == nullptr) return;
  const ObjectReader object(*node, fields::kCentralManagement, "the central management store",
                            context_);
  if (!object.check()) return;
  CentralManagement& cms = topology_.cms;
  cms.mark = node->mark;
  cms.active = reference(object, "active", pools_, "pool", "TOP-60");
  if (object.has("standby")) {
    cms.standby = reference(object, "standby", pools_, "pool", "TOP-18");
  } else if (cms.active != kNone) {
    // The partner of the pool that hosts the store holds the standby copy (TOP-18).
    cms.standby = topology_.pools[static_cast<std::size_t>(cms.active)].backup;
  }
}

void YamlTopologyReader::read_other_components() {
  NameIndex known;
  for (const NameIndex* each : {&sites_, &pools_, &edge_pools_, &sql_, &shares_, &components_}) {
    for (const std::string& name : each->names()) known.add(name, 0);
  }
  for (const FrontEnd& each : topology_.front_ends) known.add(each.fqdn, 0);
  for (const EdgeServer& each : topology_.edge_servers) known.add(each.fqdn, 0);
  for (const SqlInstance& each : topology_.sql_instances) known.add(each.server_fqdn, 0);
  for (const Node& node : items("other components")) {
    const ObjectReader object(node, fields::kOtherComponent, "an other component", context_);
    if (!object.check()) continue;
    UnmodelledComponent component;
    component.kind = object.text("kind");
    component.name = object.text("name");
    component.reason = object.text("reason", unmodelled_reason(component.kind));
    component.mark = node.mark;
    if (const Node* refs = object.find("refs")) {
      for (const Node& item : refs->items) {
        static_cast<void>(resolve(known, "entity", item.scalar, item.mark, {}));
        component.refs.push_back(item.scalar);
      }
    }
    topology_.unmodelled.push_back(std::move(component));
  }
}

std::optional<Topology> read_topology_yaml(const Node& root, const std::string& name,
                                           const TopologyOptions& options,
                                           Diagnostics& diagnostics) {
  return YamlTopologyReader(root, name, options, diagnostics).read();
}

}  // namespace firedrill
