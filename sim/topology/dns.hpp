// Names of the external DNS zone: which service a record stands for, in which SIP domain, and the
// records that the documentation recommends where a file names none.
#pragma once

#include <optional>
#include <string>

#include "sim/topology/topology.hpp"

namespace firedrill {

/// The Edge pool that carries XMPP at the start: what the first site with a route says, else the
/// first Edge pool with XMPP.
[[nodiscard]] Index xmpp_edge(const Topology& topology);
/// The SIP domain number `domain`; without any, the DNS domain of the first pool.
[[nodiscard]] std::string domain_name(const Topology& topology, Index domain);
/// "_sip._tls.contoso.com", or "xmpp.contoso.com" for the XMPP host.
[[nodiscard]] std::string dns_name(const Topology& topology, DnsService service, Index domain);
[[nodiscard]] std::int32_t dns_port(DnsService service);
/// Reads service and domain from the record's name; false where it is none that is known. An A
/// record is the XMPP host, whatever it is called.
[[nodiscard]] bool name_dns_record(const Topology& topology, bool host, DnsRecord& record);
/// Records for every Edge pool, each with its own priority (TOP-77, TOP-78, TOP-82), those in use
/// for federation and XMPP first.
void complete_dns(Topology& topology);

}  // namespace firedrill
