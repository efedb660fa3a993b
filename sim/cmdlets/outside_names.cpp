// What is done by hand outside the product: records of the external DNS zone, a port of the outer
// firewall (PRC-EX, EX-4 to EX-6). Nobody asks the Central Management store about either.
#include "sim/cmdlets/arguments.hpp"
#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/edge_routes.hpp"
#include "sim/cmdlets/families.hpp"
#include "sim/model/components.hpp"
#include "sim/topology/dns.hpp"

namespace firedrill {
namespace {

constexpr auto kDnsHostParameters = parameters_of<kTakesNothing>({
    at(dns_record::kName, "Name", ValueKind::kText).required(),
    at(dns_record::kTarget, "Target", ValueKind::kEdgePool).required(),
});

constexpr auto kDnsRecordParameters = parameters_of<kTakesNothing>({
    at(dns_record::kName, "Name", ValueKind::kText).required(),
    at(dns_record::kTarget, "Target", ValueKind::kEdgePool).required(),
    at(dns_record::kPriority, "Priority", ValueKind::kInteger).within(0, 65'534, "TOP-79"),
});

constexpr auto kFirewallParameters = parameters_of<kTakesNothing>({
    at(firewall::kEdgePool, "EdgePool", ValueKind::kEdgePool).required(),
});

bool known(const World& w, const BoundCommand& command, bool host, DnsRecord& record) {
  record.name = command.find(dns_record::kName)->text;
  return name_dns_record(w.topology, host, record);
}

template <bool host>
Refusal refuse_record(const World& w, const State&, const BoundCommand& command, Caller) {
  DnsRecord record;
  if (known(w, command, host, record)) return {};
  return {
      ErrorCode::kValueRange, "TOP-80", "no such record leads to the services of a SIP domain", {}};
}

Running by_hand(const World& w, Writer&, const BoundCommand&, Caller) {
  return {w.time(ParameterId::kManualStep)};
}

Refusal finish_host(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  DnsRecord record;
  if (known(w, command, true, record)) {
    set_xmpp_host(writer, record.domain, entity_of(command, dns_record::kTarget));
  }
  return {};
}

template <bool gone>
Refusal finish_record(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  DnsRecord record;
  if (!known(w, command, false, record)) return {};
  const Argument* priority = gone ? nullptr : command.find(dns_record::kPriority);
  const std::uint16_t none = gone ? kNoSrvRecord : std::uint16_t{0};
  set_srv_record(writer, record.domain, record.service, entity_of(command, dns_record::kTarget),
                 priority == nullptr ? none : static_cast<std::uint16_t>(priority->number));
  return {};
}

template <bool open>
Refusal finish_firewall(const World&, Writer& writer, const BoundCommand& command, Caller) {
  open_xmpp_port(writer, entity_of(command, firewall::kEdgePool), open);
  return {};
}

}  // namespace

const CmdletDefinition kDnsSetHost{
    .name = "Dns.SetHost",
    .rule = "PRC-EX",
    .aliases = {},
    .parameters = kDnsHostParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_record<true>,
    .effect = by_hand,
    .completion = finish_host,
};

const CmdletDefinition kDnsSetRecord{
    .name = "Dns.SetRecord",
    .rule = "PRC-EX",
    .aliases = {},
    .parameters = kDnsRecordParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_record<false>,
    .effect = by_hand,
    .completion = finish_record<false>,
};

const CmdletDefinition kDnsRemoveRecord{
    .name = "Dns.RemoveRecord",
    .rule = "PRC-EX",
    .aliases = {},
    .parameters = kDnsRecordParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_record<false>,
    .effect = by_hand,
    .completion = finish_record<true>,
};

const CmdletDefinition kFirewallOpen{
    .name = "Firewall.Open",
    .rule = "PRC-EX",
    .aliases = {},
    .parameters = kFirewallParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = by_hand,
    .completion = finish_firewall<true>,
};

const CmdletDefinition kFirewallClose{
    .name = "Firewall.Close",
    .rule = "PRC-EX",
    .aliases = {},
    .parameters = kFirewallParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = by_hand,
    .completion = finish_firewall<false>,
};

}  // namespace firedrill
