// Names of entities, compared as the product compares them: letter case does not matter, the first
// spelling is kept for output.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/topology/topology.hpp"

namespace firedrill {

[[nodiscard]] std::string lower_case(std::string_view text);
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

/// "server\instance" taken apart; the instance is empty for the default one.
struct SqlName {
  std::string server;
  std::string instance;
};
[[nodiscard]] SqlName split_sql_name(std::string_view text);
[[nodiscard]] std::string sql_name(const SqlInstance& instance);
/// The server in "\\server\share".
[[nodiscard]] std::string share_host(std::string_view unc);
/// What a name is in this deployment, for one who wanted something else: "an Edge pool", and
/// `with_servers` "; its servers are edge1a.contoso.com, ..."; of a server, of which pool it is.
[[nodiscard]] std::string what_it_is(const Topology& topology, const Pool& pool, bool with_servers);
[[nodiscard]] std::string what_it_is(const Topology& topology, const EdgePool& pool,
                                     bool with_servers);
[[nodiscard]] std::string what_it_is(const Topology& topology, const FrontEnd& server);
[[nodiscard]] std::string what_it_is(const Topology& topology, const EdgeServer& server);
/// Why a component of this kind is outside the model, naming the rules that are left out.
[[nodiscard]] std::string unmodelled_reason(std::string_view kind);

class NameIndex {
 public:
  /// False, and nothing changed, where the name is known already.
  bool add(std::string_view name, Index index);
  [[nodiscard]] std::optional<Index> find(std::string_view name) const;
  /// In the order in which they were added.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  std::map<std::string, Index, std::less<>> by_name_;
  std::vector<std::string> names_;
};

}  // namespace firedrill
