// Lines of the documented procedures as an administrator types them, for whoever writes procedures
// or advises lines: drawn drills, skeletons, reports of runs. What a line does is the model's
// business, not this file's; in which order they come is that of the procedures.
#pragma once

#include <string>
#include <vector>

#include "sim/topology/topology.hpp"

namespace firedrill::typed {

// Topology Builder -------------------------------------------------------------------------------
inline constexpr char kTopologyBuilder[] = "topology builder: ";
inline constexpr char kPublish[] = "topology builder: publish";
inline constexpr char kPublishAlone[] = "topology builder: publish without enabling";
inline constexpr char kEnable[] = "Enable-CsTopology";
/// EF-1, EF-2.
[[nodiscard]] std::string federation(const std::string& edge_pool, bool enabled);
[[nodiscard]] std::string xmpp(const std::string& edge_pool);
/// EA-1.
[[nodiscard]] std::string media_edge(const std::string& pool, const std::string& edge_pool);
/// FO-0a.
[[nodiscard]] std::string next_hop_edit(const std::string& edge_pool, const std::string& pool);
/// FO-0b: the next hop of an Edge pool, by the shell.
[[nodiscard]] std::string next_hop(const std::string& edge_pool, const std::string& pool);
/// FO-0a or FO-0b: to a pool at its own site an Edge pool is led in Topology Builder, and then
/// published.
[[nodiscard]] std::string next_hop(const EdgePool& edge_pool, const Pool& pool);

// the store and the pools ------------------------------------------------------------------------
/// FO-5 while both pools are alive.
inline constexpr char kStoreFailover[] = "Invoke-CsManagementServerFailover";
/// FO-5b as a disaster needs it; `server` holds the live copy of the standby (TRAP-02).
[[nodiscard]] std::string forced_store_failover(const std::string& server,
                                                const std::string& instance);
/// FLT-56: the copy has been sent to once since the last move, so that a failover is accepted.
[[nodiscard]] std::string store_is_copied(const std::string& master);
[[nodiscard]] std::string failover(const std::string& pool);
[[nodiscard]] std::string failback(const std::string& pool);
/// CC-1: the partner is named, because it has the content.
[[nodiscard]] std::string content_copy(const std::string& partner);
/// INV-25.
[[nodiscard]] std::string content_is_home(const std::string& pool);

// waits ------------------------------------------------------------------------------------------
/// "wait until serving of pool1 = yes, at most 2h".
[[nodiscard]] std::string wait_until(const std::string& condition, const std::string& at_most);
[[nodiscard]] std::string replicated_within(const std::string& at_most);
inline constexpr char kReplicated[] = "wait until replicas behind = 0, at most 30m";

// Edge Servers, names and firewalls --------------------------------------------------------------
[[nodiscard]] std::vector<std::string> servers_of(const Topology& topology,
                                                  const EdgePool& edge_pool);
[[nodiscard]] std::string wizard(const std::string& server);
[[nodiscard]] std::string stop_services(const std::string& server);
[[nodiscard]] std::string start_services(const std::string& server);
/// EX-3, EB-3: the route of a site. None is cleared; the one set last counts.
[[nodiscard]] std::string xmpp_route(const std::string& site, const std::string& edge_pool);
/// Of the site of `edge_pool`.
[[nodiscard]] std::string xmpp_route(const Topology& topology, const EdgePool& edge_pool);
/// The A record of the XMPP host, by the name that the zone of that SIP domain has for it.
[[nodiscard]] std::string xmpp_host(const Topology& topology, Index domain,
                                    const EdgePool& edge_pool);
[[nodiscard]] std::string srv_record(const std::string& name, const std::string& edge_pool,
                                     int priority);
/// EX-6, EB-3d.
[[nodiscard]] std::string open_port_5269(const std::string& edge_pool);

}  // namespace firedrill::typed
