// Looking things up in a topology document: services by id, by place and by what they depend on.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/topology/object_reader.hpp"
#include "sim/topology/xml_document.hpp"

namespace firedrill {

/// Holds pointers into `document`, which must outlive it.
class XmlIndex {
 public:
  explicit XmlIndex(const XmlTopology& document);

  /// Reports identifiers given twice and references that lead nowhere. False where the document is
  /// too large to go on.
  [[nodiscard]] bool check(const FileContext& context) const;

  [[nodiscard]] const XmlService* service(const std::string& id) const;
  [[nodiscard]] const XmlSqlInstance* sql_instance(const std::string& id) const;
  /// Where a service runs: on a cluster, or on the cluster of its SQL instance.
  [[nodiscard]] const XmlCluster* cluster_of(const XmlService& service) const;
  [[nodiscard]] const XmlService* installed(const XmlCluster& cluster, std::string_view role) const;
  /// What `from` needs in that role; `from` may be nothing, and then nothing is needed.
  [[nodiscard]] const XmlService* dependency(const XmlService* from, std::string_view role,
                                             std::string_view usage = "Default") const;
  [[nodiscard]] bool in_branch(const XmlCluster& cluster) const;

 private:
  const XmlTopology& document_;
  std::map<std::string, const XmlSite*> sites_;
  std::map<std::string, const XmlCluster*> clusters_;
  std::map<std::string, const XmlSqlInstance*> sql_instances_;
  std::map<std::string, const XmlService*> services_;
  std::map<std::string, std::vector<const XmlService*>> installed_;
};

}  // namespace firedrill
