// Positions of the parameters of the cmdlets that decide what passes through which Edge pool.
#pragma once

#include <cstdint>

namespace firedrill {

namespace set_cs_site {
inline constexpr std::uint8_t kIdentity = 0, kFederationRoute = 1, kXmppFederationRoute = 2,
                              kDefaultPersistentChatPool = 3, kDisplayName = 4, kDescription = 5;
}  // namespace set_cs_site

namespace tb_set_role {
inline constexpr std::uint8_t kEdgePool = 0, kEnabled = 1;
}  // namespace tb_set_role

namespace tb_set_media_edge {
inline constexpr std::uint8_t kPool = 0, kEdgePool = 1;
}  // namespace tb_set_media_edge

namespace dns_record {
inline constexpr std::uint8_t kName = 0, kTarget = 1, kPriority = 2;
}  // namespace dns_record

namespace firewall {
inline constexpr std::uint8_t kEdgePool = 0;
}  // namespace firewall

}  // namespace firedrill
