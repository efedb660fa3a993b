// The reader of topologies written by hand, as a class so that its entities can stand in files of
// their own. Names are declared first, then entities are read, so the order of a file is free.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/topology/names.hpp"
#include "sim/topology/object_reader.hpp"
#include "sim/topology/reader_parts.hpp"

namespace firedrill {

class YamlTopologyReader {
 public:
  YamlTopologyReader(const Node& root, const std::string& file, const TopologyOptions& options,
                     Diagnostics& diagnostics)
      : root_(root), options_(options), context_{file, diagnostics} {}

  [[nodiscard]] std::optional<Topology> read();

 private:
  /// The entries of a section, nothing where it is absent or no mapping.
  [[nodiscard]] const std::vector<std::pair<Node::Key, Node>>& entries(std::string_view key) const;
  [[nodiscard]] const std::vector<Node>& items(std::string_view key) const;

  [[nodiscard]] bool check_version() const;
  void declare_names();
  void declare(NameIndex& names, std::string_view what, const Node::Key& key, std::size_t index);
  /// A computer or pool name may stand once in a deployment, but a pool may be its only server.
  void claim(const std::string& name, Mark mark, const std::string& owner, bool sole_server);
  [[nodiscard]] Index resolve(const NameIndex& names, std::string_view what,
                              const std::string& name, Mark mark, const std::string& rule) const;
  [[nodiscard]] Index reference(const ObjectReader& object, std::string_view key,
                                const NameIndex& names, std::string_view what,
                                const std::string& rule = {}) const;

  void read_sites();
  void read_wan_links();
  void read_edge_pools();
  void read_next_hop(const ObjectReader& object, EdgePool& edge) const;
  void read_dns_record(const Node& node);
  void read_dns_records();
  void read_central_management();
  void read_other_components();

  void read_sql_servers();
  void read_file_stores();
  void read_pools();
  void read_pool(const ObjectReader& object, Index index);
  void read_front_ends(const ObjectReader& object, Index index);
  void read_registrar(const ObjectReader& object, RegistrarSettings& registrar) const;
  void read_back_end(const ObjectReader& object, Index index);
  void read_file_store(const ObjectReader& object, Pool& pool);
  void complete_pairs();
  [[nodiscard]] Index sql_instance(const std::string& name, Mark mark, Index site);

  const Node& root_;
  const TopologyOptions& options_;
  FileContext context_;
  Topology topology_;
  NameIndex sites_;
  NameIndex pools_;
  NameIndex edge_pools_;
  NameIndex sql_;
  NameIndex shares_;
  NameIndex components_;
  struct Claim {
    Mark mark;
    std::string owner;
    bool sole_server = false;
  };
  std::map<std::string, Claim> claims_;
};

}  // namespace firedrill
