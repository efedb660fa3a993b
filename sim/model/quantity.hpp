// Named quantities that conditions speak of: `signed-out users of pool1`, `state of pool1`, ...
//
// One table row a quantity: its name, what it is "of", what its values are called, how it is read
// from a State. Readers resolve names against the table; monitors and reports evaluate it.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "sim/topology/topology.hpp"

namespace firedrill {

struct World;
class State;

/// What a quantity is "of".
enum class EntityKind : std::uint8_t {
  kNothing,
  kPool,
  kEdgePool,
  kSite,
  kBackEnd,
  kFrontEnd,
  kSql
};

/// A second coordinate after a slash: "principal of pool1/User", "backup status of pool1/DataConf".
enum class SubKind : std::uint8_t { kNothing, kDatabaseType, kBackupModule };

struct ValueName {
  std::string_view name;
  std::int64_t value;
};

struct QuantityDefinition {
  std::string_view name;  // "signed-out users"
  EntityKind of = EntityKind::kNothing;
  bool of_optional = false;  // "signed-out users" alone means the whole deployment
  SubKind sub = SubKind::kNothing;
  bool value_is_pool = false;         // values are pool FQDNs ("master = pool2"), or "none"
  bool value_is_users = false;        // "all" is accepted, and "all - 1": those that could be
  std::span<const ValueName> values;  // named values, e.g. Active, FailedOver
  std::string_view unit;              // "users", "changes", "" ...
  std::string_view doc;
  std::int64_t (*read)(const World&, const State&, Index entity, std::uint8_t sub) = nullptr;
  bool total = false;  // counts what happened so far: read from the tallies
  bool ages = false;   // changes by the mere passing of time, which no event marks
  /// How many "all" are, where that is not every user who is online.
  std::int64_t (*all)(const World&, const State&, Index entity) = nullptr;
  bool value_is_edge_pool = false;  // values are FQDNs of Edge pools, or "none"

  [[nodiscard]] bool names_entity() const { return value_is_pool || value_is_edge_pool; }
};

/// All quantities, sorted by name.
[[nodiscard]] std::span<const QuantityDefinition> quantities();
/// Stands for "all" in a condition, whenever it is looked at; values about it for "all - 1".
inline constexpr std::int64_t kValueAll = std::numeric_limits<std::int64_t>::max() / 2;
inline constexpr std::int64_t kMoreOrLessMax = 1'000'000'000;
[[nodiscard]] constexpr bool value_is_all(std::int64_t value) {
  return value >= kValueAll - kMoreOrLessMax;
}
/// The number that `value`, which is "all" or about that, means now.
[[nodiscard]] std::int64_t all_users(const QuantityDefinition& quantity, const World& world,
                                     const State& state, Index pool, std::int64_t value);

inline constexpr std::string_view kQuantityDatabases[] = {"User", "Application", "CentralMgmt"};
inline constexpr std::string_view kQuantityModules[] = {"PresenceFocus", "DataConf", "CMSMaster"};

}  // namespace firedrill
