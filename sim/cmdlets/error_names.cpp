// The rule book's names of the error codes (4.1), for reports, traces and "fails with E_NEXT_HOP".
#include <array>

#include "sim/cmdlets/spelling.hpp"
#include "sim/model/command.hpp"

namespace firedrill {
namespace {

// In the order of ErrorCode.
constexpr auto kNames = std::to_array<std::string_view>({
    "ok",
    "E_CMD_UNKNOWN",
    "E_PARAM_UNKNOWN",
    "E_PARAM_AMBIGUOUS",
    "E_PARAM_MISSING",
    "E_PARAM_SET",
    "E_VALUE_RANGE",
    "E_PERMISSION",
    "E_NOT_LOCAL",
    "E_CMS_UNAVAILABLE",
    "E_CMS_ON_FAILED_POOL",
    "E_NO_BACKUP_POOL",
    "E_NEXT_HOP",
    "E_PARTNER_FAILED_OVER",
    "E_ALREADY_FAILED_OVER",
    "E_NOT_FAILED_OVER",
    "E_PARTNER_UNAVAILABLE",
    "E_POOL_UNREACHABLE",
    "E_POOL_DOWN",
    "E_SYNC_TIMEOUT",
    "E_HYDRATION",
    "E_MIRROR_NOT_CONFIGURED",
    "E_DB_INACCESSIBLE",
    "E_QUORUM",
    "E_NAME_CONFLICT",
    "E_OWNER_CONFLICT",
    "E_FILE_EXISTS",
    "E_FILE_NOT_FOUND",
    "E_TARGET_UNAVAILABLE",
    "E_SERVICE_UNKNOWN",
    "E_SVC_NOT_INSTALLED",
    "E_TOPOLOGY_INVALID",
    "E_USER_NO_POOL",
    "E_NOT_MODELLED",
});
static_assert(kNames.size() == static_cast<std::size_t>(ErrorCode::kNotModelled) + 1);
static_assert(kNames[static_cast<std::size_t>(ErrorCode::kNextHop)] == "E_NEXT_HOP");
static_assert(kNames[static_cast<std::size_t>(ErrorCode::kHydration)] == "E_HYDRATION");
static_assert(kNames[static_cast<std::size_t>(ErrorCode::kServiceUnknown)] == "E_SERVICE_UNKNOWN");

}  // namespace

std::string_view error_name(ErrorCode code) {
  const auto position = static_cast<std::size_t>(code);
  return position < kNames.size() ? kNames[position] : kNames[0];
}

ErrorCode error_from_name(std::string_view text) {
  for (std::size_t i = 1; i < kNames.size(); ++i) {
    if (same_name(kNames[i], text)) return static_cast<ErrorCode>(i);
  }
  return ErrorCode::kOk;
}

}  // namespace firedrill
