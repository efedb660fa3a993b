// The one table of the topology file: every key with its type, bounds and meaning.
//
// The YAML reader checks files against it, topology_schema() is generated from it, and both would
// be wrong together. Keys are lower-case words with blanks, as people say them. Numbers of
// durations are milliseconds, of bandwidths Mbps, of texts, lists and maps lengths.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace firedrill {

enum class FieldType : std::uint8_t {
  kText,
  kName,   // a computer or pool name: letters, digits, "-", "." and "_"
  kShare,  // \\server\share
  kFlag,   // true or false
  kInteger,
  kDuration,   // 90s, 12m, 6h
  kBandwidth,  // 1000 Mbps, 1 Gbps
  kChoice,
  kTextList,
  kObject,
  kObjectMap,  // name: { ... }
  kObjectList,
};

struct Field {
  std::string_view key;
  FieldType type = FieldType::kText;
  bool required = false;
  std::string_view doc;
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::string_view choices = {};       // kChoice: separated by "|"
  std::span<const Field> fields = {};  // of the objects in it
};

namespace fields {

using enum FieldType;

inline constexpr int kTopologyVersion = 1;
inline constexpr std::int64_t kTextMax = 1000;
inline constexpr std::int64_t kUsersMax = 10'000'000;
inline constexpr std::int64_t kPoolsMax = 1000;
inline constexpr std::int64_t kServersMax = 32;  // a pool; the documented limit is a finding
inline constexpr std::int64_t kStoresMax = 4000;
inline constexpr std::int64_t kDayMs = 24LL * 60 * 60 * 1000;

inline constexpr std::array kSite{
    Field{"federation route", kName, false, "Edge pool published for SIP federation", 1, 255},
    Field{"xmpp federation route", kName, false, "Edge pool that is the XMPP gateway", 1, 255},
    Field{"dhcp option 120", kFlag, false,
          "DHCP names a Registrar to clients that find none by DNS; default false"},
};

inline constexpr std::array kWanLink{
    Field{"between", kTextList, true, "the two sites it joins", 2, 2},
    Field{"latency", kDuration, false, "one way; default 20ms", 0, 60'000},
    Field{"bandwidth", kBandwidth, false, "default 1000 Mbps", 1, 1'000'000},
    Field{"resilient", kFlag, false, "the link has a second path; default true"},
    Field{"secured", kFlag, false, "IPsec or a secured network protects it; default true"},
    Field{"same world region", kFlag, false, "both sites lie in one world region; default true"},
};

inline constexpr std::array kRegistrar{
    Field{"automatic failover", kFlag, false, "automatic failover for voice; default true"},
    Field{"failure detection", kDuration, false, "default 300s", 30'000, 86'400'000},
    Field{"failback detection", kDuration, false, "not documented when left out", 30'000,
          86'400'000},
    Field{"backup store unavailable threshold", kDuration, false, "default 30m", 1000, kDayMs},
    Field{"endpoint expiration default", kDuration, false, "default 600s", 300'000, 900'000},
    Field{"endpoint expiration min", kDuration, false, "default 300s", 300'000, 900'000},
    Field{"endpoint expiration max", kDuration, false, "default 900s", 300'000, 900'000},
    Field{"max endpoints per user", kInteger, false, "default 8", 1, 64},
    Field{"max user count", kInteger, false, "per Front End Server; default 12000", 2000, 100'000},
};

inline constexpr std::array kBackEnd{
    Field{"primary", kText, true, "server or server\\instance, as configured", 1, 300},
    Field{"mirror", kText, false, "server or server\\instance", 1, 300},
    Field{"witness", kText, false, "server or server\\instance", 1, 300},
    Field{"high availability", kChoice, false, "default mirroring if there is a mirror, else none",
          0, 0, "none|mirroring|clustering"},
    Field{"synchronous", kFlag, false, "synchronous mirroring; default true"},
    Field{"mirror share", kText, false, "share used while the mirror is set up", 1, kTextMax},
    Field{"log backup", kFlag, false, "transaction logs are backed up regularly; default true"},
    Field{"cluster nodes", kInteger, false, "nodes of the SQL Server failover cluster", 1, 64},
};

inline constexpr std::array kPool{
    Field{"site", kText, true, "the site it stands in", 1, 255},
    Field{"edition", kChoice, false, "default Enterprise", 0, 0, "Enterprise|Standard"},
    Field{"form", kChoice, false, "default physical", 0, 0, "physical|virtual"},
    Field{"operating system", kText, false, "of its servers", 1, 255},
    Field{"lync version", kChoice, false, "default 2013", 0, 0, "2010|2013|2015|2019"},
    Field{"ad domain", kName, false, "Active Directory domain of its servers", 1, 255},
    Field{"front ends", kTextList, false,
          "in topology order; required for Enterprise, default the pool itself for Standard", 1,
          kServersMax},
    Field{"back end",
          kObject,
          false,
          "required for Enterprise, default the local rtc instance for Standard",
          0,
          0,
          {},
          kBackEnd},
    Field{"file store", kShare, false,
          "required for Enterprise, default a share of the server for Standard", 1, 255},
    Field{"backup pool", kName, false, "the other pool of the pair; one side suffices", 1, 255},
    Field{"media edge", kName, false, "Edge pool associated for media", 1, 255},
    Field{"population", kInteger, false, "enabled users; default 1000", 0, kUsersMax},
    Field{"users", kInteger, false,
          "users modelled one by one; default 20, or the population if that is smaller", 0,
          kUsersMax},
    Field{"active users", kInteger, false, "of these, users ever online; default all", 0,
          kUsersMax},
    Field{"user capacity", kInteger, false, "users its servers are sized for", 1, kUsersMax},
    Field{"large meetings", kFlag, false, "dedicated to large meetings; default false"},
    Field{"load balanced", kFlag, false, "DNS or hardware load balancing; default true"},
    Field{"external web fqdn", kName, false, "external name of its web services", 1, 255},
    Field{"internal web fqdn", kName, false, "internal name of its web services", 1, 255},
    Field{"features", kTextList, false, "enterprise voice, dial-in, call admission control, ...", 0,
          100},
    Field{"registrar", kObject, false, "Registrar settings", 0, 0, {}, kRegistrar},
};

inline constexpr std::array kSqlServer{
    Field{"site", kText, true, "the site it stands in", 1, 255},
    Field{"version", kText, false, "such as 2008 R2 or 2012", 1, 255},
    Field{"edition", kText, false, "such as Standard or Enterprise", 1, 255},
    Field{"ad domain", kName, false, "Active Directory domain of the server", 1, 255},
    Field{"mirroring port", kInteger, false, "default 5022, for a witness 7022", 1, 65'535},
};

inline constexpr std::array kFileStore{
    Field{"site", kText, true, "the site it stands in", 1, 255},
    Field{"host", kName, false, "the server; default that of the share's name", 1, 255},
};

inline constexpr std::array kEdgePool{
    Field{"site", kText, true, "the site it stands in", 1, 255},
    Field{"servers", kTextList, false, "default the pool itself", 1, kServersMax},
    Field{"next hop", kName, true, "pool to which inbound SIP goes", 1, 255},
    Field{"federation", kFlag, false, "enabled for SIP federation; default false"},
    Field{"xmpp", kFlag, false, "enabled for XMPP; default false"},
    Field{"access fqdn", kName, false, "external name of the Access Edge service", 1, 255},
    Field{"web conferencing fqdn", kName, false, "external name for web conferencing", 1, 255},
    Field{"av fqdn", kName, false, "external name of the A/V Edge service", 1, 255},
    Field{"external sip port", kInteger, false, "default 5061", 1, 65'535},
    Field{"port 5269 open", kFlag, false, "for XMPP, on the outer firewall; default as xmpp"},
    Field{"external load balancing", kChoice, false, "default dns", 0, 0, "dns|hardware"},
    Field{"internal load balancing", kChoice, false, "default as outside", 0, 0, "dns|hardware"},
    Field{"nat", kFlag, false, "its external addresses are translated; default false"},
    Field{"concurrent remote users", kInteger, false, "at the busiest hour", 0, kUsersMax},
    Field{"closed to", kTextList, false, "pools that an inner firewall keeps from it", 0,
          kPoolsMax},
};

inline constexpr std::array kDnsRecord{
    Field{"name", kName, true,
          "_sip._tls.<domain>, _sipfederationtls._tcp.<domain>, _xmpp-server._tcp.<domain>, or of "
          "an A record the XMPP host, xmpp.<domain>",
          1, 255},
    Field{"type", kChoice, true, "SRV or A", 0, 0, "SRV|A"},
    Field{"target", kName, true, "an Edge pool, or its external name", 1, 255},
    Field{"priority", kInteger, false, "of SRV records, the lowest first; default 0", 0, 65'535},
    Field{"weight", kInteger, false, "default 0", 0, 65'535},
    Field{"port", kInteger, false, "default 443, 5061 or 5269, by service", 1, 65'535},
    Field{"ttl", kDuration, false, "how long resolvers keep it; MA-21 when left out", 0,
          7 * kDayMs},
};

inline constexpr std::array kCentralManagement{
    Field{"active", kName, true, "pool that hosts the active master", 1, 255},
    Field{"standby", kName, false, "pool of the standby copy; default the partner in the pair", 1,
          255},
};

inline constexpr std::array kOtherComponent{
    Field{"kind", kText, true, "branch site, Director pool, Persistent Chat pool, ...", 1, 255},
    Field{"name", kText, true, "its name", 1, 255},
    Field{"refs", kTextList, false, "names in this file that it uses", 0, 1000},
    Field{"reason", kText, false, "why it is not modelled; default by kind", 1, kTextMax},
};

inline constexpr std::array kRoot{
    Field{"firedrill-topology", kInteger, true, "format version; the first key", kTopologyVersion,
          kTopologyVersion},
    Field{"title", kText, false, "one line that names the deployment", 1, kTextMax},
    Field{"sip domains", kTextList, false, "SIP domains, the default one first", 0, 1000},
    Field{"sites", kObjectMap, true, "central sites by name", 1, kPoolsMax, {}, kSite},
    Field{"wan links",
          kObjectList,
          false,
          "sites without a link reach each other undisturbed",
          0,
          kPoolsMax,
          {},
          kWanLink},
    Field{"sql servers",
          kObjectMap,
          false,
          "by server or server\\instance; where it is given it lists all",
          0,
          kStoresMax,
          {},
          kSqlServer},
    Field{"file stores",
          kObjectMap,
          false,
          "by \\\\server\\share; where it is given it lists all",
          0,
          kStoresMax,
          {},
          kFileStore},
    Field{"pools",
          kObjectMap,
          true,
          "Front End pools and Standard Edition servers by FQDN",
          1,
          kPoolsMax,
          {},
          kPool},
    Field{"edge pools",
          kObjectMap,
          false,
          "Edge pools by internal FQDN",
          0,
          kPoolsMax,
          {},
          kEdgePool},
    Field{"dns records",
          kObjectList,
          false,
          "external zone; where it is left out every Edge pool has its records, as recommended",
          0,
          kStoresMax,
          {},
          kDnsRecord},
    Field{"geo dns", kFlag, false, "simple URLs and Autodiscover lead to either pool of a pair"},
    Field{"xmpp partners", kTextList, false, "such as Google Talk", 0, 100},
    Field{
        "central management store", kObject, true, "where it lives", 0, 0, {}, kCentralManagement},
    Field{"other components",
          kObjectList,
          false,
          "kept and listed, not modelled",
          0,
          10'000,
          {},
          kOtherComponent},
};

consteval bool keys_are_unique(std::span<const Field> table) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    for (std::size_t j = i + 1; j < table.size(); ++j) {
      if (table[i].key == table[j].key) return false;
    }
    if (!table[i].fields.empty() && !keys_are_unique(table[i].fields)) return false;
  }
  return true;
}
static_assert(keys_are_unique(kRoot));

}  // namespace fields
}  // namespace firedrill
