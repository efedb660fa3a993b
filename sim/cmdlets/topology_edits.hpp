// Positions of the parameters of the edits of the topology: effects ask for an argument by them.
// parameters_of() checks while compiling that the tables agree.
#pragma once

#include <cstdint>

namespace firedrill {

namespace set_cs_edge_server {
inline constexpr std::uint8_t kIdentity = 0, kRegistrar = 1, kAccessEdgeExternalSipPort = 2,
                              kAccessEdgeInternalSipPort = 3, kAccessEdgeClientSipPort = 4,
                              kDataPsomClientPort = 5, kDataPsomServerPort = 6,
                              kMediaRelayAuthEdgePort = 7, kMediaRelayExternalTurnTcpPort = 8,
                              kMediaRelayExternalTurnUdpPort = 9,
                              kMediaRelayInternalTurnTcpPort = 10,
                              kMediaRelayInternalTurnUdpPort = 11,
                              kMediaCommunicationPortStart = 12, kMediaCommunicationPortCount = 13,
                              kXmppInternalPort = 14, kXmppListeningPort = 15;
}  // namespace set_cs_edge_server

namespace tb_set_next_hop {
inline constexpr std::uint8_t kEdgePool = 0, kPool = 1;
}  // namespace tb_set_next_hop

namespace tb_publish {
inline constexpr std::uint8_t kWithoutEnabling = 0;
}  // namespace tb_publish

namespace tb_set_backup_pool {
inline constexpr std::uint8_t kPool = 0, kBackupPool = 1, kAutomaticFailover = 2;
}  // namespace tb_set_backup_pool

namespace tb_set_mirror {
inline constexpr std::uint8_t kPool = 0, kMirror = 1, kWitness = 2;
}  // namespace tb_set_mirror

namespace tb_clear_mirror {
inline constexpr std::uint8_t kPool = 0;
}  // namespace tb_clear_mirror

namespace tb_clear_witness {
inline constexpr std::uint8_t kPool = 0;
}  // namespace tb_clear_witness

namespace tb_front_end {
inline constexpr std::uint8_t kFrontEnd = 0;
}  // namespace tb_front_end

namespace tb_install_database {
inline constexpr std::uint8_t kPool = 0;
}  // namespace tb_install_database

namespace restart_front_ends {
inline constexpr std::uint8_t kPool = 0;
}  // namespace restart_front_ends

namespace remove_witness {
inline constexpr std::uint8_t kPool = 0;
}  // namespace remove_witness

}  // namespace firedrill
