// The external DNS zones as an administrator edits them and as resolvers outside have them, and the
// DNS servers of both views (rule book FLT-73, FLT-74, MA-21).
//
// Of what resolvers keep the worst is assumed: an edit is seen one time to live after the last
// edit of that set of records, a wrong record acts as soon as it is wrong and until one time to
// live after it was mended, and servers that are down are missed when what was kept has run out.
#include <algorithm>

#include "sim/model/components.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

constexpr std::uint8_t bit_of(DnsService service) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(service));
}

/// The longest time to live among the records of a set; what the topology does not state is MA-21.
Duration time_to_live(const World& w, Index domain, DnsService service) {
  Duration longest{0};
  for (const DnsRecord& record : w.topology.dns_records) {
    if (record.domain == domain && record.service == service) {
      longest = std::max(longest, record.ttl);
    }
  }
  return longest.count() > 0 ? longest : w.time(ParameterId::kDnsTtl);
}

void edited(Writer& w, Index domain, DnsService service) {
  const std::size_t set = ix(domain) * kDnsServices + static_cast<std::size_t>(service);
  w.arm(w.slot(TimerKind::kDnsCache, set), time_to_live(w.world(), domain, service));
  w.touch_all();
}

const ZoneTargetRecord& target_of(const Writer& w, Index domain, std::size_t edge) {
  return zone_target(w.world(), w.state(), domain, static_cast<Index>(edge));
}

void records_seen(Writer& w, Index domain, DnsService service) {
  const auto& zone = w.state().record<ZoneRecord>(ix(domain));
  const std::uint8_t bit = bit_of(service);
  w.put(zone.wrong_seen, static_cast<std::uint8_t>((zone.wrong_seen & ~bit) | (zone.wrong & bit)));
  if (service == DnsService::kXmppHost) {
    w.put(zone.host_seen, zone.host);
  } else {
    for (std::size_t e = 0; e < w.world().topology.edge_pools.size(); ++e) {
      const ZoneTargetRecord& target = target_of(w, domain, e);
      const auto s = static_cast<std::size_t>(service);
      w.put(target.seen[s], target.priority[s]);
    }
  }
  w.tell({FactKind::kNamesSeen, domain, static_cast<std::int32_t>(service), 0, "", "MA-21"});
}

}  // namespace

void set_xmpp_host(Writer& w, Index domain, Index edge_pool) {
  w.put(w.state().record<ZoneRecord>(ix(domain)).host, edge_pool);
  edited(w, domain, DnsService::kXmppHost);
}

void set_srv_record(Writer& w, Index domain, DnsService service, Index edge_pool,
                    std::uint16_t priority) {
  const ZoneTargetRecord& target = target_of(w, domain, ix(edge_pool));
  w.put(target.priority[static_cast<std::size_t>(service)], priority);
  edited(w, domain, service);
}

void dns_view_down(Writer& w, std::size_t view, bool down) {
  const auto& r = w.state().record<DnsViewRecord>(view);
  w.put(r.down, down ? std::uint8_t{1} : std::uint8_t{0});
  if (view == kInternalView) {
    w.put(r.forgotten, r.down);  // clients inside ask anew at every sign-in
    return;
  }
  const Slot slot =
      w.slot(TimerKind::kDnsCache, w.world().topology.domain_count() * std::size_t{kDnsServices});
  if (down) {
    if (r.forgotten == 0 && !w.armed(slot)) w.arm(slot, w.world().time(ParameterId::kDnsTtl));
  } else {
    w.disarm(slot);
    w.put(r.forgotten, std::uint8_t{0});
  }
}

void dns_record_wrong(Writer& w, Index domain, DnsService service, bool wrong) {
  const auto& zone = w.state().record<ZoneRecord>(ix(domain));
  const std::uint8_t bit = bit_of(service);
  w.put(zone.wrong, static_cast<std::uint8_t>(wrong ? zone.wrong | bit : zone.wrong & ~bit));
  if (wrong) {
    w.put(zone.wrong_seen, static_cast<std::uint8_t>(zone.wrong_seen | bit));
  } else {
    edited(w, domain, service);
  }
}

void dns_cache_due(Writer& w, std::size_t slot) {
  const std::size_t sets = w.world().topology.domain_count() * std::size_t{kDnsServices};
  if (slot == sets) {
    w.put(w.state().record<DnsViewRecord>(kExternalView).forgotten, std::uint8_t{1});
  } else {
    records_seen(w, static_cast<Index>(slot / kDnsServices),
                 static_cast<DnsService>(slot % kDnsServices));
  }
  infrastructure_changed(w);
}

}  // namespace firedrill
