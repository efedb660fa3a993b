// Names of things for people, and times as they are spoken of.
#pragma once

#include <cstdint>
#include <string>

#include "sim/model/world.hpp"

namespace firedrill {

/// The first label of an FQDN: "pool1" of "pool1.contoso.com".
[[nodiscard]] std::string short_name(std::string_view fqdn);
[[nodiscard]] std::string pool_name(const World& world, std::int32_t pool);
[[nodiscard]] std::string edge_name(const World& world, Index edge_pool);
[[nodiscard]] std::string site_name(const World& world, std::int32_t site);
/// The external record that one of the four services has in a SIP domain.
[[nodiscard]] std::string dns_record_name(const World& world, std::int32_t domain,
                                          std::int32_t service);
/// What a fault strikes: "site Datacenter1", "pool pool1", ...
[[nodiscard]] std::string fault_target(const World& world, FaultKind kind, std::int32_t entity);
[[nodiscard]] std::string user_name(const World& world, std::uint32_t user);
/// The user called `text` ("u-000017", "17"), or -1.
[[nodiscard]] std::int64_t find_user(const World& world, std::string_view text);
/// "10:05:00" (with milliseconds only when there are any), counted from `clock_start`.
[[nodiscard]] std::string clock_text(std::int64_t at_ms, std::int64_t clock_start_ms = 0);
/// "5m 00s", "1h 02m 03s", "2.5s".
[[nodiscard]] std::string duration_text(std::int64_t ms);
/// What happened at a slot: "pool-operation of pool1".
[[nodiscard]] std::string slot_text(const World& world, std::uint32_t slot);
[[nodiscard]] std::string_view pool_state_name(PoolState state);
/// "step 3" as numbered in the scenario, with whose it is where that is not plain.
[[nodiscard]] std::string step_name(const World& world, std::size_t actor, std::size_t position);
/// "20,000"
[[nodiscard]] std::string count_text(std::int64_t n);

}  // namespace firedrill
