// From XML to the one form of xml_document.hpp. The XML library stays in this file. Elements are
// matched by local name with any prefix; the namespace decides which element is the topology.
#include "sim/topology/xml_document.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "sim/topology/object_reader.hpp"
#include "sim/topology/text_file.hpp"

namespace firedrill {
namespace {

constexpr std::string_view kNamespaces = "urn:schema:Microsoft.Rtc.Management.Deploy.";

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_element(pugi::xml_node node, std::string_view name) {
  return node.type() == pugi::node_element && local_name(node.name()) == name;
}

pugi::xml_node child(pugi::xml_node node, std::string_view name) {
  return node.find_child([name](pugi::xml_node each) { return is_element(each, name); });
}

template <typename Visit>
void for_children(pugi::xml_node node, std::string_view name, Visit visit) {
  for (pugi::xml_node each : node.children()) {
    if (is_element(each, name)) visit(each);
  }
}

/// Character references can spell what is no character; such bytes must not reach a trace.
std::string clean(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length(text.substr(at));
    if (length == 0) {
      out.push_back('?');
      ++at;
    } else {
      out += text.substr(at, length);
      at += length;
    }
  }
  return out;
}

std::string attribute(pugi::xml_node node, const char* name) {
  return clean(node.attribute(name).value());
}

std::int32_t number(pugi::xml_node node, const char* name) {
  const std::optional<std::int64_t> value = parse_whole_number(node.attribute(name).value());
  return value && *value > 0 && *value <= 65'535 ? static_cast<std::int32_t>(*value) : 0;
}

bool is_true(pugi::xml_node node, const char* name) {
  const std::string_view value = node.attribute(name).value();
  return value == "true" || value == "True" || value == "1";
}

std::string namespace_of(pugi::xml_node node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  std::string wanted = "xmlns";
  if (colon != std::string_view::npos) wanted += ":" + std::string(name.substr(0, colon));
  for (pugi::xml_node each = node; each; each = each.parent()) {
    if (const pugi::xml_attribute found = each.attribute(wanted.c_str())) return found.value();
  }
  return {};
}

/// Lines and columns of byte offsets.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text), starts_{0} {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] == '\n') starts_.push_back(at + 1);
    }
  }
  [[nodiscard]] Mark mark(std::ptrdiff_t offset) const {
    if (offset < 0) return {};
    const std::size_t at = std::min(static_cast<std::size_t>(offset), text_.size());
    const auto next = std::upper_bound(starts_.begin(), starts_.end(), at);
    const std::size_t begin = *(next - 1);
    const auto characters =
        std::count_if(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                      text_.begin() + static_cast<std::ptrdiff_t>(at),
                      [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return {static_cast<int>(next - starts_.begin()), static_cast<int>(characters) + 1};
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

class XmlReader {
 public:
  XmlReader(const std::string& text, const std::string& name, Diagnostics& diagnostics)
      : text_(text), lines_(text), name_(name), diagnostics_(diagnostics) {}

  std::optional<XmlTopology> read() {
    const pugi::xml_parse_result result =
        document_.load_buffer(text_.data(), text_.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!result) {
      diagnostics_.error("FD1120", name_, lines_.mark(result.offset),
                         std::string("broken XML: ") + result.description() +
                             "; the rest of the file was not looked at");
      return std::nullopt;
    }
    const pugi::xml_node root = find_topology();
    if (!root) {
      diagnostics_.error("FD1121", name_, mark(document_.document_element()),
                         "this is XML but no topology: a Topology element of Get-CsTopology -AsXml "
                         "or a NewTopology of Topology Builder was expected");
      return std::nullopt;
    }
    out_.mark = mark(root);
    read_domains(child(root, "InternalDomains"));
    if (local_name(root.name()) == "PartialTopology") {
      out_.names_federation_routes = true;
      read_builder(root);
    } else {
      read_published(root);
    }
    return std::move(out_);
  }

 private:
  /// The library gives the place of the name; the bracket before it is what people look for.
  [[nodiscard]] Mark mark(pugi::xml_node node) const {
    return lines_.mark(node.offset_debug() - 1);
  }

  [[nodiscard]] static bool is_topology(pugi::xml_node node) {
    const bool published = is_element(node, "Topology");
    const bool built =
        is_element(node, "PartialTopology") && local_name(node.parent().name()) == "NewTopology";
    return (published || built) && namespace_of(node).starts_with(kNamespaces);
  }

  /// Wrappers may hold the topology at any depth; the walk needs no stack.
  [[nodiscard]] pugi::xml_node find_topology() const {
    pugi::xml_node at = document_.document_element();
    while (at && !is_topology(at)) {
      if (at.first_child()) {
        at = at.first_child();
        continue;
      }
      while (at && !at.next_sibling()) at = at.parent();
      if (at) at = at.next_sibling();
    }
    return at;
  }

  void read_domains(pugi::xml_node node) {
    const std::string first = attribute(node, "DefaultDomain");
    if (!first.empty()) out_.sip_domains.push_back(first);
    for_children(node, "InternalDomain", [&](pugi::xml_node each) {
      const std::string name = attribute(each, "Name");
      if (!name.empty() && name != first) out_.sip_domains.push_back(name);
    });
  }

  static std::string cluster_id(pugi::xml_node id) {
    return "cluster " + attribute(id, "SiteId") + ":" + attribute(id, "Number");
  }
  static std::string sql_id(pugi::xml_node id) {
    return "instance " + attribute(id, "Name") + " on " + cluster_id(child(id, "ClusterId"));
  }
  static std::string service_id(pugi::xml_node id) {
    return attribute(id, "SiteId") + "-" + attribute(id, "RoleName") + "-" +
           attribute(id, "Instance");
  }

  void read_site(pugi::xml_node node, bool branch) {
    XmlSite site;
    site.id = attribute(node, "SiteId");
    site.name = clean(child(node, "Name").text().get());
    if (site.name.empty()) site.name = "Site " + site.id;
    site.branch = branch;
    site.federation_route = attribute(node, "FederationRouteServiceUniqueId");
    site.mark = mark(node);
    out_.sites.push_back(std::move(site));
  }

  void read_machines(pugi::xml_node node, XmlCluster& cluster) {
    std::vector<std::pair<std::int32_t, std::string>> ordered;
    for_children(node, "Machine", [&](pugi::xml_node each) {
      std::string fqdn = attribute(each, "Fqdn");
      // A cluster of one machine need not repeat its name.
      if (fqdn.empty()) fqdn = cluster.fqdn;
      ordered.emplace_back(number(each, "OrdinalInCluster"), std::move(fqdn));
    });
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [ordinal, fqdn] : ordered) cluster.machines.push_back(std::move(fqdn));
    if (cluster.machines.empty()) cluster.machines.push_back(cluster.fqdn);
  }

  void read_published(pugi::xml_node root) {
    const pugi::xml_node sites = child(root, "Sites");
    for_children(sites, "CentralSite", [&](pugi::xml_node each) { read_site(each, false); });
    for_children(sites, "RemoteSite", [&](pugi::xml_node each) { read_site(each, true); });
    for_children(child(root, "Clusters"), "Cluster", [&](pugi::xml_node each) {
      XmlCluster cluster;
      cluster.id = cluster_id(child(each, "ClusterId"));
      cluster.site = attribute(child(each, "ClusterId"), "SiteId");
      cluster.fqdn = attribute(each, "Fqdn");
      cluster.mark = mark(each);
      read_machines(each, cluster);
      out_.clusters.push_back(std::move(cluster));
    });
    for_children(child(root, "SqlInstances"), "SqlInstance", [&](pugi::xml_node each) {
      const pugi::xml_node id = child(each, "SqlInstanceId");
      XmlSqlInstance sql = sql_instance(each);
      sql.id = sql_id(id);
      sql.cluster = cluster_id(child(id, "ClusterId"));
      sql.name = attribute(id, "Name");
      out_.sql_instances.push_back(std::move(sql));
    });
    for_children(child(root, "Services"), "Service", [&](pugi::xml_node each) {
      XmlService service = read_service(each);
      const pugi::xml_node id = child(each, "ServiceId");
      service.id = service_id(id);
      service.role = attribute(id, "RoleName");
      const pugi::xml_node place = child(each, "InstalledOn");
      const pugi::xml_node on_sql = child(place, "SqlInstanceId");
      service.installed_on = on_sql ? sql_id(on_sql) : cluster_id(child(place, "ClusterId"));
      out_.services.push_back(std::move(service));
    });
  }

  void read_builder(pugi::xml_node root) {
    for_children(child(root, "CentralSites"), "CentralSite", [&](pugi::xml_node site) {
      read_site(site, false);
      read_clusters(site);
      for_children(child(site, "RemoteSites"), "RemoteSite", [&](pugi::xml_node branch) {
        read_site(branch, true);
        read_clusters(branch);
      });
    });
    read_services(child(root, "Services"));
  }

  /// Services stand in their site in some files and below the topology in others.
  void read_services(pugi::xml_node node) {
    for_children(node, "Service", [&](pugi::xml_node each) {
      XmlService service = read_service(each);
      service.id = attribute(each, "UniqueId");
      service.role = attribute(each, "RoleName");
      service.installed_on = attribute(each, "InstalledOn");
      const std::string original = attribute(each, "OriginalSiteId") + "-" + service.role + "-" +
                                   attribute(each, "OriginalInstance");
      for (XmlSite& site : out_.sites) {
        if (site.federation_route == original) site.federation_route = service.id;
      }
      out_.services.push_back(std::move(service));
    });
  }

  void read_clusters(pugi::xml_node site) {
    const std::string site_id = attribute(site, "SiteId");
    for_children(child(site, "Clusters"), "Cluster", [&](pugi::xml_node each) {
      XmlCluster cluster;
      cluster.id = attribute(each, "UniqueId");
      cluster.site = site_id;
      cluster.fqdn = attribute(each, "Fqdn");
      cluster.mark = mark(each);
      read_machines(child(each, "Machines"), cluster);
      for_children(child(each, "SqlInstances"), "SqlInstance", [&](pugi::xml_node one) {
        XmlSqlInstance sql = sql_instance(one);
        sql.id = attribute(one, "UniqueId");
        sql.cluster = cluster.id;
        sql.name = attribute(one, "Name");
        out_.sql_instances.push_back(std::move(sql));
      });
      out_.clusters.push_back(std::move(cluster));
    });
    read_site_configuration(site);
    read_services(child(site, "Services"));
  }

  /// The other way to say it: a FederationRoute with the published identity of the Edge service.
  void read_site_configuration(pugi::xml_node site) {
    pugi::xml_node configuration = child(site, "SiteConfiguration");
    if (const pugi::xml_node inner = child(configuration, "OCSSiteConfiguration")) {
      configuration = inner;
    }
    const pugi::xml_node route = child(child(configuration, "FederationRoute"), "ServiceId");
    XmlSite& last = out_.sites.back();
    if (route && last.federation_route.empty()) last.federation_route = service_id(route);
  }

  XmlSqlInstance sql_instance(pugi::xml_node node) const {
    XmlSqlInstance sql;
    sql.mirror_port = number(node, "MirrorPortNumber");
    sql.witness_port = number(node, "WitnessPortNumber");
    sql.always_on = !attribute(node, "AlwaysOnPrimaryNodeFqdn").empty();
    sql.mark = mark(node);
    return sql;
  }

  static std::string referred_service(pugi::xml_node node) {
    const std::string unique = attribute(node, "ServiceUniqueId");
    return unique.empty() ? service_id(child(node, "ServiceId")) : unique;
  }

  XmlService read_service(pugi::xml_node node) const {
    XmlService service;
    service.mark = mark(node);
    service.version = number(node, "ServiceVersion");
    for_children(child(node, "DependsOn"), "Dependency", [&](pugi::xml_node each) {
      service.dependencies.push_back(
          {referred_service(each), attribute(each, "Usage"), mark(each)});
    });
    for_children(child(node, "Ports"), "Port", [&](pugi::xml_node each) {
      service.ports.push_back({attribute(each, "Owner"), attribute(each, "Usage"),
                               attribute(each, "InterfaceSide"), attribute(each, "ConfiguredFqdn"),
                               number(each, "Port")});
    });
    for (pugi::xml_node each : node.children()) {
      if (is_element(each, "Backup")) read_backup(each, service);
      if (is_element(each, "RegistrarService")) service.is_director = is_true(each, "IsDirector");
      if (is_element(each, "CentralMgmtService")) service.is_active = is_true(each, "IsActive");
      if (is_element(each, "FileStoreService")) {
        service.share_name = attribute(each, "ShareName");
        service.configured_fqdn = attribute(each, "ConfiguredFqdn");
      }
    }
    return service;
  }

  void read_backup(pugi::xml_node node, XmlService& service) const {
    service.backup = {referred_service(node), attribute(node, "EnableAutomaticFailover"),
                      attribute(node, "FailureDetectionInterval"),
                      attribute(node, "FailbackDetectionInterval"), mark(node)};
  }

  const std::string& text_;
  Lines lines_;
  const std::string& name_;
  Diagnostics& diagnostics_;
  pugi::xml_document document_;
  XmlTopology out_;
};

}  // namespace

std::optional<XmlTopology> read_xml_document(const std::string& text, const std::string& name,
                                             Diagnostics& diagnostics) {
  return XmlReader(text, name, diagnostics).read();
}

}  // namespace firedrill
