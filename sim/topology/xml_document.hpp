// A topology document of the product in one form, whichever of its two XML dialects it came in.
//
// Published documents (Get-CsTopology -AsXml) identify a cluster by site and number and a service
// by site, role and instance; files of Topology Builder use opaque identifiers. Both become strings
// here. Nothing is interpreted: roles unknown to us are services like all others. The original
// topology that a Topology Builder file may hold beside the new one is left aside.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "firedrill/diagnostic.hpp"

namespace firedrill {

struct XmlSite {
  std::string id;
  std::string name;
  bool branch = false;
  std::string federation_route;  // id of a service, or empty
  Mark mark;
};

struct XmlCluster {
  std::string id;
  std::string site;  // id
  std::string fqdn;
  std::vector<std::string> machines;  // in ordinal order
  Mark mark;
};

struct XmlSqlInstance {
  std::string id;
  std::string cluster;  // id
  std::string name;
  std::int32_t mirror_port = 0;
  std::int32_t witness_port = 0;
  bool always_on = false;
  Mark mark;
};

struct XmlDependency {
  std::string service;  // id
  std::string usage;
  Mark mark;
};

/// The partner Registrar; intervals as written, for example P0Y0M0DT0H5M0S.
struct XmlBackup {
  std::string service;  // id
  std::string automatic_failover;
  std::string failure_detection;
  std::string failback_detection;
  Mark mark;
};

struct XmlPort {
  std::string owner;
  std::string usage;
  std::string side;
  std::string configured_fqdn;
  std::int32_t port = 0;
};

struct XmlService {
  std::string id;
  std::string role;
  std::string installed_on;  // id of a cluster or a SQL instance
  int version = 0;
  std::vector<XmlDependency> dependencies;
  std::optional<XmlBackup> backup;
  std::vector<XmlPort> ports;
  bool is_director = false;
  bool is_active = false;
  std::string share_name;
  std::string configured_fqdn;
  Mark mark;
};

struct XmlTopology {
  Mark mark;
  std::vector<std::string> sip_domains;  // the default one first
  std::vector<XmlSite> sites;
  std::vector<XmlCluster> clusters;
  std::vector<XmlSqlInstance> sql_instances;
  std::vector<XmlService> services;
  bool names_federation_routes = false;  // the dialect can say which Edge pool is the route
};

/// Mistakes are added to `diagnostics`; nothing is returned where `text` is no topology document.
[[nodiscard]] std::optional<XmlTopology> read_xml_document(const std::string& text,
                                                           const std::string& name,
                                                           Diagnostics& diagnostics);

}  // namespace firedrill
