// The canonical YAML of a topology, in the order of the table of fields: everything that is known
// is written, so that defaults of a later version change nothing in a trace of today.
#include <string>
#include <string_view>
#include <vector>

#include "sim/topology/field_table.hpp"
#include "sim/topology/names.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill {
namespace {

bool is_plain(std::string_view text) {
  if (text.empty() || text == "null" || text == "Null" || text == "NULL") return false;
  const auto word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  if (!word(text.front()) && text.front() != '\\') return false;
  for (const char c : text) {
    if (!word(c) && std::string_view(" -._\\$/()+").find(c) == std::string_view::npos) return false;
  }
  return text.back() != ' ';
}

std::string scalar(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\x";
      out.push_back(kHex[byte >> 4U]);
      out.push_back(kHex[byte & 0xFU]);
    } else {
      out.push_back(c);
    }
  }
  return out + "\"";
}

std::string duration(Duration value) {
  if (value.count() % 1000 != 0) return std::to_string(value.count()) + "ms";
  return std::to_string(value.count() / 1000) + "s";
}

/// Lines of YAML, each two blanks deeper for every open mapping.
class Lines {
 public:
  void open(std::string_view key) {
    line(scalar(key) + ":");
    ++depth_;
  }
  void close() { --depth_; }
  void value(std::string_view key, std::string_view text) {
    line(std::string(key) + ": " + std::string(text));
  }
  void text(std::string_view key, std::string_view content) {
    if (!content.empty()) value(key, scalar(content));
  }
  void flag(std::string_view key, bool content) { value(key, content ? "true" : "false"); }
  void number(std::string_view key, std::int64_t content) { value(key, std::to_string(content)); }
  void number_if_stated(std::string_view key, std::int64_t content) {
    if (content != 0) number(key, content);
  }
  void list(std::string_view key, const std::vector<std::string>& entries) {
    if (entries.empty()) return;
    std::string out = "[";
    for (const std::string& entry : entries) {
      if (out.size() > 1) out += ", ";
      out += scalar(entry);
    }
    value(key, out + "]");
  }
  /// The next line opens an item of a list.
  void item() { item_ = true; }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void line(const std::string& content) {
    for (int i = 0; i < depth_; ++i) out_ += item_ && i + 1 == depth_ ? "- " : "  ";
    item_ = false;
    out_ += content + "\n";
  }
  std::string out_;
  int depth_ = 0;
  bool item_ = false;
};

class Writer {
 public:
  explicit Writer(const Topology& topology) : topology_(topology) {}

  std::string write() {
    lines_.number("firedrill-topology", fields::kTopologyVersion);
    lines_.text("title", topology_.title);
    lines_.list("sip domains", topology_.sip_domains);
    sites();
    wan_links();
    stores();
    section("pools", topology_.pools, [this](const Pool& pool) { write_pool(pool); });
    section("edge pools", topology_.edge_pools, [this](const EdgePool& edge) { write_edge(edge); });
    dns_records();
    if (topology_.geo_dns != GeoDns::kNotStated) {
      lines_.flag("geo dns", topology_.geo_dns == GeoDns::kPresent);
    }
    lines_.list("xmpp partners", topology_.xmpp_partners);
    lines_.open("central management store");
    reference("active", topology_.pools, topology_.cms.active);
    reference("standby", topology_.pools, topology_.cms.standby);
    lines_.close();
    other_components();
    return lines_.take();
  }

 private:
  template <typename Entity, typename Write>
  void section(std::string_view key, const std::vector<Entity>& all, Write write_one) {
    if (all.empty()) return;
    lines_.open(key);
    for (const Entity& each : all) {
      lines_.open(each.fqdn);
      write_one(each);
      lines_.close();
    }
    lines_.close();
  }

  static const std::string& name(const Site& site) { return site.name; }
  static const std::string& name(const Pool& pool) { return pool.fqdn; }
  static const std::string& name(const EdgePool& edge) { return edge.fqdn; }
  static const std::string& name(const FileStore& store) { return store.unc; }
  static std::string name(const SqlInstance& sql) { return sql_name(sql); }

  template <typename Entity>
  void reference(std::string_view key, const std::vector<Entity>& all, Index index) {
    if (index >= 0) lines_.text(key, name(all[static_cast<std::size_t>(index)]));
  }

  template <typename Server>
  void servers(std::string_view key, const std::vector<Server>& all, Index first, Index count) {
    std::vector<std::string> names;
    for (Index i = 0; i < count; ++i) {
      names.push_back(all[static_cast<std::size_t>(first + i)].fqdn);
    }
    lines_.list(key, names);
  }

  void sites() {
    lines_.open("sites");
    for (const Site& site : topology_.sites) {
      lines_.open(site.name);
      reference("federation route", topology_.edge_pools, site.federation_route);
      reference("xmpp federation route", topology_.edge_pools, site.xmpp_federation_route);
      lines_.flag("dhcp option 120", site.dhcp_option_120);
      lines_.close();
    }
    lines_.close();
  }

  void wan_links() {
    if (topology_.wan_links.empty()) return;
    lines_.open("wan links");
    for (const WanLink& link : topology_.wan_links) {
      lines_.item();
      lines_.list("between", {topology_.sites[static_cast<std::size_t>(link.site_a)].name,
                              topology_.sites[static_cast<std::size_t>(link.site_b)].name});
      lines_.value("latency", duration(link.latency));
      lines_.value("bandwidth", std::to_string(link.mbps) + " Mbps");
      lines_.flag("resilient", link.resilient);
      lines_.flag("secured", link.secured);
      lines_.flag("same world region", link.same_world_region);
    }
    lines_.close();
  }

  void stores() {
    if (!topology_.sql_instances.empty()) lines_.open("sql servers");
    for (const SqlInstance& sql : topology_.sql_instances) {
      lines_.open(sql_name(sql));
      reference("site", topology_.sites, sql.site);
      lines_.text("version", sql.version);
      lines_.text("edition", sql.edition);
      lines_.text("ad domain", sql.ad_domain);
      lines_.number_if_stated("mirroring port", sql.mirroring_port);
      lines_.close();
    }
    if (!topology_.sql_instances.empty()) lines_.close();
    if (topology_.file_stores.empty()) return;
    lines_.open("file stores");
    for (const FileStore& store : topology_.file_stores) {
      lines_.open(store.unc);
      reference("site", topology_.sites, store.site);
      lines_.text("host", store.host);
      lines_.close();
    }
    lines_.close();
  }

  void write_pool(const Pool& pool) {
    reference("site", topology_.sites, pool.site);
    lines_.value("edition", pool.edition == Edition::kEnterprise ? "Enterprise" : "Standard");
    lines_.value("form", pool.form == PoolForm::kPhysical ? "physical" : "virtual");
    lines_.text("operating system", pool.operating_system);
    lines_.text("lync version", pool.lync_version);
    lines_.text("ad domain", pool.ad_domain);
    servers("front ends", topology_.front_ends, pool.first_front_end, pool.front_end_count);
    write_back_end(pool);
    reference("file store", topology_.file_stores, pool.file_store);
    reference("backup pool", topology_.pools, pool.backup);
    reference("media edge", topology_.edge_pools, pool.media_edge);
    lines_.number("population", pool.population);
    lines_.number("users", pool.users);
    lines_.number("active users", pool.active_users);
    lines_.number_if_stated("user capacity", pool.user_capacity);
    lines_.flag("large meetings", pool.large_meetings);
    lines_.flag("load balanced", pool.load_balanced);
    lines_.text("external web fqdn", pool.external_web_fqdn);
    lines_.text("internal web fqdn", pool.internal_web_fqdn);
    lines_.list("features", pool.features);
    write_registrar(pool.registrar);
  }

  void write_back_end(const Pool& pool) {
    if (pool.back_end < 0) return;
    const BackEnd& back_end = topology_.back_ends[static_cast<std::size_t>(pool.back_end)];
    lines_.open("back end");
    reference("primary", topology_.sql_instances, back_end.primary);
    reference("mirror", topology_.sql_instances, back_end.mirror);
    reference("witness", topology_.sql_instances, back_end.witness);
    lines_.value("high availability", back_end.ha == HaMode::kNone        ? "none"
                                      : back_end.ha == HaMode::kMirroring ? "mirroring"
                                                                          : "clustering");
    lines_.flag("synchronous", back_end.synchronous);
    lines_.text("mirror share", back_end.mirror_share);
    lines_.flag("log backup", back_end.log_backup);
    lines_.number_if_stated("cluster nodes", back_end.cluster_nodes);
    lines_.close();
  }

  void write_registrar(const RegistrarSettings& registrar) {
    lines_.open("registrar");
    lines_.flag("automatic failover", registrar.automatic_failover);
    lines_.value("failure detection", duration(registrar.failure_detection));
    if (registrar.failback_detection.count() != 0) {
      lines_.value("failback detection", duration(registrar.failback_detection));
    }
    lines_.value("backup store unavailable threshold",
                 duration(registrar.backup_store_unavailable_threshold));
    lines_.value("endpoint expiration default",
                 duration(seconds(registrar.endpoint_expiration_default_s)));
    lines_.value("endpoint expiration min", duration(seconds(registrar.endpoint_expiration_min_s)));
    lines_.value("endpoint expiration max", duration(seconds(registrar.endpoint_expiration_max_s)));
    lines_.number("max endpoints per user", registrar.max_endpoints_per_user);
    lines_.number("max user count", registrar.max_user_count);
    lines_.close();
  }

  void write_edge(const EdgePool& edge) {
    reference("site", topology_.sites, edge.site);
    servers("servers", topology_.edge_servers, edge.first_server, edge.server_count);
    reference("next hop", topology_.pools, edge.next_hop);
    if (edge.next_hop == kNone) lines_.text("next hop", edge.unmodelled_next_hop);
    lines_.flag("federation", edge.federation);
    lines_.flag("xmpp", edge.xmpp);
    lines_.text("access fqdn", edge.access_fqdn);
    lines_.text("web conferencing fqdn", edge.web_conferencing_fqdn);
    lines_.text("av fqdn", edge.av_fqdn);
    lines_.number("external sip port", edge.external_sip_port);
    lines_.flag("port 5269 open", edge.port_5269_open);
    balancing("external load balancing", edge.external_balancing);
    balancing("internal load balancing", edge.internal_balancing);
    lines_.flag("nat", edge.nat);
    lines_.number_if_stated("concurrent remote users", edge.concurrent_remote_users);
    std::vector<std::string> closed;
    for (const Index pool : edge.closed_to) {
      closed.push_back(topology_.pools[static_cast<std::size_t>(pool)].fqdn);
    }
    lines_.list("closed to", closed);
  }

  void balancing(std::string_view key, LoadBalancing kind) {
    lines_.value(key, kind == LoadBalancing::kDns ? "dns" : "hardware");
  }

  /// A zone without records is written as such: left out, it would be completed when it is read.
  void dns_records() {
    if (topology_.dns_records.empty()) return lines_.value("dns records", "[]");
    lines_.open("dns records");
    for (const DnsRecord& record : topology_.dns_records) {
      const bool host = record.service == DnsService::kXmppHost;
      lines_.item();
      lines_.text("name", record.name);
      lines_.value("type", host ? "A" : "SRV");
      lines_.text("target", topology_.edge_pools[static_cast<std::size_t>(record.edge_pool)].fqdn);
      if (!host) lines_.number("priority", record.priority);
      if (!host) lines_.number("weight", record.weight);
      lines_.number_if_stated("port", host ? 0 : record.port);
      if (record.ttl.count() != 0) lines_.value("ttl", duration(record.ttl));
    }
    lines_.close();
  }

  void other_components() {
    if (topology_.unmodelled.empty()) return;
    lines_.open("other components");
    for (const UnmodelledComponent& component : topology_.unmodelled) {
      lines_.item();
      lines_.text("kind", component.kind);
      lines_.text("name", component.name);
      lines_.list("refs", component.refs);
      lines_.text("reason", component.reason);
    }
    lines_.close();
  }

  const Topology& topology_;
  Lines lines_;
};

}  // namespace

std::string write_topology_yaml(const Topology& topology) {
  return Writer(topology).write();
}

}  // namespace firedrill
