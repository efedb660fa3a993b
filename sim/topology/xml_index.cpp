// The index of a topology document. The first of two equal identifiers wins; that there are two is
// an error all the same.
#include "sim/topology/xml_index.hpp"

#include <algorithm>

namespace firedrill {
namespace {

constexpr std::size_t kEntitiesMax = 30'000;

template <typename Map>
typename Map::mapped_type found_or_nothing(const Map& map, const std::string& id) {
  const auto at = map.find(id);
  return at == map.end() ? nullptr : at->second;
}

}  // namespace

XmlIndex::XmlIndex(const XmlTopology& document) : document_(document) {
  for (const XmlSite& each : document.sites) sites_.emplace(each.id, &each);
  for (const XmlCluster& each : document.clusters) clusters_.emplace(each.id, &each);
  for (const XmlSqlInstance& each : document.sql_instances) sql_instances_.emplace(each.id, &each);
  for (const XmlService& each : document.services) {
    services_.emplace(each.id, &each);
    installed_[each.installed_on].push_back(&each);
  }
}

bool XmlIndex::check(const FileContext& context) const {
  std::size_t machines = 0;
  for (const XmlCluster& cluster : document_.clusters) machines += cluster.machines.size();
  const std::size_t most = std::max({machines, document_.services.size(),
                                     document_.sql_instances.size(), document_.sites.size()});
  if (most > kEntitiesMax) {
    context.error("FD1113", document_.mark,
                  "the topology holds " + std::to_string(most) +
                      " entities of one kind; 30,000 is the most that is read");
    return false;
  }
  for (const XmlService& each : document_.services) {
    if (services_.at(each.id) != &each) {
      context.error("FD1109", each.mark, "service " + in_quotes(each.id) + " is given twice");
    }
    if (cluster_of(each) == nullptr) {
      context.error("FD1122", each.mark,
                    "the service " + each.role + " is installed on " +
                        in_quotes(each.installed_on) + ", which the document does not hold");
    }
    for (const XmlDependency& needed : each.dependencies) {
      if (service(needed.service) != nullptr) continue;
      context.error("FD1122", needed.mark,
                    "the service " + each.role + " depends on " + in_quotes(needed.service) +
                        ", which the document does not hold");
    }
  }
  return true;
}

const XmlService* XmlIndex::service(const std::string& id) const {
  return found_or_nothing(services_, id);
}

const XmlSqlInstance* XmlIndex::sql_instance(const std::string& id) const {
  return found_or_nothing(sql_instances_, id);
}

const XmlCluster* XmlIndex::cluster_of(const XmlService& service) const {
  if (const XmlCluster* direct = found_or_nothing(clusters_, service.installed_on)) return direct;
  const XmlSqlInstance* sql = sql_instance(service.installed_on);
  return sql == nullptr ? nullptr : found_or_nothing(clusters_, sql->cluster);
}

const XmlService* XmlIndex::installed(const XmlCluster& cluster, std::string_view role) const {
  const auto at = installed_.find(cluster.id);
  if (at == installed_.end()) return nullptr;
  for (const XmlService* each : at->second) {
    if (each->role == role) return each;
  }
  return nullptr;
}

const XmlService* XmlIndex::dependency(const XmlService* from, std::string_view role,
                                       std::string_view usage) const {
  if (from == nullptr) return nullptr;
  for (const XmlDependency& each : from->dependencies) {
    const XmlService* needed = service(each.service);
    if (needed != nullptr && needed->role == role && each.usage == usage) return needed;
  }
  return nullptr;
}

bool XmlIndex::in_branch(const XmlCluster& cluster) const {
  const XmlSite* site = found_or_nothing(sites_, cluster.site);
  return site != nullptr && site->branch;
}

}  // namespace firedrill
