// Positions of the parameters of the Backup Service cmdlets: effects ask for an argument by them.
// parameters_of() checks while compiling that the tables agree.
#pragma once

#include <cstdint>

namespace firedrill {

namespace get_cs_pool_backup_relationship {
inline constexpr std::uint8_t kPoolFqdn = 0;
}  // namespace get_cs_pool_backup_relationship

namespace invoke_cs_storage_service_flush {
inline constexpr std::uint8_t kFlushType = 0, kPoolFqdn = 1, kBinding = 2,
                              kHostNameStorageService = 3, kWaitTime = 4;
}  // namespace invoke_cs_storage_service_flush

namespace debug_cs_inter_pool_replication {
inline constexpr std::uint8_t kPoolFqdn = 0, kBackupModule = 1;
}  // namespace debug_cs_inter_pool_replication

namespace debug_cs_intra_pool_replication {
inline constexpr std::uint8_t kUserUri = 0, kConferenceDirectory = 1, kPoolFqdn = 2;
}  // namespace debug_cs_intra_pool_replication

namespace get_cs_backup_service_configuration {
inline constexpr std::uint8_t kIdentity = 0, kFilter = 1;
}  // namespace get_cs_backup_service_configuration

namespace set_cs_backup_service_configuration {
inline constexpr std::uint8_t kIdentity = 0, kSyncInterval = 1, kMaxConcurrentCalls = 2,
                              kMaxBatchesPerUserStoreSync = 3, kMaxBatchesPerCmsSync = 4,
                              kMaxDataConfPackageSizeKB = 5, kAuthorizedUniversalGroups = 6,
                              kAuthorizedLocalAccounts = 7, kInstance = 8;
}  // namespace set_cs_backup_service_configuration

namespace remove_cs_backup_service_configuration {
inline constexpr std::uint8_t kIdentity = 0;
}  // namespace remove_cs_backup_service_configuration

namespace get_cs_backup_service_status {
inline constexpr std::uint8_t kPoolFqdn = 0, kCategory = 1;
}  // namespace get_cs_backup_service_status

namespace invoke_cs_backup_service_sync {
inline constexpr std::uint8_t kPoolFqdn = 0, kBackupModule = 1;
}  // namespace invoke_cs_backup_service_sync

namespace backup_cs_pool {
inline constexpr std::uint8_t kPoolFqdn = 0, kCategory = 1, kFullBackup = 2, kSteadyState = 3,
                              kFailedOverPoolOnly = 4, kRetryCount = 5, kWaitTime = 6;
}  // namespace backup_cs_pool

namespace sync_cs_user_data {
inline constexpr std::uint8_t kPoolFqdn = 0, kRoutingGroup = 1, kTarget = 2;
}  // namespace sync_cs_user_data

}  // namespace firedrill
