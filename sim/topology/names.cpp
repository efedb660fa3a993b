// Comparing and taking apart names; the list of what the model leaves out stands here too, since
// both readers need it.
#include "sim/topology/names.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace firedrill {
namespace {

struct LeftOut {
  std::string_view word;
  std::string_view reason;
};
// The first entry whose word occurs in the kind applies.
constexpr std::array<LeftOut, 13> kLeftOut{{
    {"branch", "branch sites and their users are not modelled (TOP-100 to TOP-112)"},
    {"persistent chat", "Persistent Chat is not modelled (TOP-127 to TOP-129)"},
    {"director", "Directors are not modelled (TOP-90)"},
    {"response group", "Response Group is not modelled (TOP-120, TOP-121)"},
    {"call park", "Call Park is not modelled (TOP-122 to TOP-124)"},
    {"archiving", "archiving is not modelled (FLT-43)"},
    {"monitoring", "monitoring is not modelled (TOP-130)"},
    {"trusted application", "trusted applications are not modelled"},
    {"mediation", "Mediation Servers are not modelled (TOP-112)"},
    {"gateway", "PSTN gateways are not modelled (TOP-110)"},
    {"web apps", "Office Web Apps Servers are not modelled"},
    {"exchange", "Exchange servers are not modelled"},
    {"reverse proxy", "reverse proxies are not modelled (TOP-89)"},
}};

/// "; its servers are a, b", of `count` servers from `first` on.
template <class Server>
std::string list_servers(const std::vector<Server>& servers, Index first, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    out +=
        (i == 0 ? "; its servers are " : ", ") + servers[static_cast<std::size_t>(first + i)].fqdn;
  }
  return out;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && lower_case(a) == lower_case(b);
}

SqlName split_sql_name(std::string_view text) {
  const std::size_t slash = text.find('\\');
  if (slash == std::string_view::npos) return {std::string(text), ""};
  return {std::string(text.substr(0, slash)), std::string(text.substr(slash + 1))};
}

std::string sql_name(const SqlInstance& instance) {
  if (instance.instance.empty()) return instance.server_fqdn;
  return instance.server_fqdn + "\\" + instance.instance;
}

std::string share_host(std::string_view unc) {
  if (!unc.starts_with("\\\\")) return {};
  return std::string(unc.substr(2, std::min(unc.find('\\', 2), unc.size()) - 2));
}

std::string what_it_is(const Topology& t, const Pool& pool, bool with_servers) {
  return "a Front End pool" +
         (with_servers ? list_servers(t.front_ends, pool.first_front_end, pool.front_end_count)
                       : std::string());
}

std::string what_it_is(const Topology& t, const EdgePool& pool, bool with_servers) {
  return "an Edge pool" + (with_servers
                               ? list_servers(t.edge_servers, pool.first_server, pool.server_count)
                               : std::string());
}

std::string what_it_is(const Topology& t, const FrontEnd& server) {
  return "a Front End Server of " + t.pools[static_cast<std::size_t>(server.pool)].fqdn;
}

std::string what_it_is(const Topology& t, const EdgeServer& server) {
  return "an Edge Server of " + t.edge_pools[static_cast<std::size_t>(server.edge_pool)].fqdn;
}

std::string unmodelled_reason(std::string_view kind) {
  const std::string lower = lower_case(kind);
  for (const LeftOut& each : kLeftOut) {
    if (lower.find(each.word) != std::string::npos) return std::string(each.reason);
  }
  return "components of this kind are not known to the model";
}

bool NameIndex::add(std::string_view name, Index index) {
  if (!by_name_.emplace(lower_case(name), index).second) return false;
  names_.emplace_back(name);
  return true;
}

std::optional<Index> NameIndex::find(std::string_view name) const {
  const auto at = by_name_.find(lower_case(name));
  if (at == by_name_.end()) return std::nullopt;
  return at->second;
}

}  // namespace firedrill
