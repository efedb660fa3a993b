// How a family file writes down the parameters of its cmdlets.
//
// A parameter's position is a named constant of the family's header, because effects ask for an
// argument by it. `parameters_of` checks while compiling that each constant is the place where its
// parameter stands, and appends the parameters that the marks of the rule book (0.4) stand for.
//
//   constexpr auto kSetCsRegistrar = parameters_of<kTakesConfirm | kTakesForce>({
//       at(set_cs_registrar::kIdentity, "Identity", ValueKind::kPoolService), ... });
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "sim/model/cmdlet.hpp"

namespace firedrill {

/// What `Argument::number` holds for "every user" or a filter over users; the filter stands in
/// `text`.
inline constexpr std::int64_t kAllUsers = -1;

/// The marks +C, +F, +R, +L, +V of the rule book: shared parameters that a cmdlet takes.
inline constexpr unsigned kTakesNothing = 0;
inline constexpr unsigned kTakesConfirm = 1;  // -Confirm and -WhatIf
inline constexpr unsigned kTakesForce = 2;
inline constexpr unsigned kTakesReport = 4;
inline constexpr unsigned kTakesLocalStore = 8;
inline constexpr unsigned kTakesVerbose = 16;

/// A parameter with the position that its family's header promises.
struct PlacedParameter {
  std::uint8_t position = 0;
  ParameterDefinition definition;

  [[nodiscard]] constexpr PlacedParameter required() const {
    PlacedParameter out = *this;
    out.definition.mandatory = true;
    return out;
  }
  [[nodiscard]] constexpr PlacedParameter one_of(std::span<const std::string_view> values) const {
    PlacedParameter out = *this;
    out.definition.values = values;
    return out;
  }
  /// Inclusive bounds: a number, or milliseconds for a time span.
  [[nodiscard]] constexpr PlacedParameter within(std::int64_t minimum, std::int64_t maximum,
                                                 std::string_view rule) const {
    PlacedParameter out = *this;
    out.definition.minimum = minimum;
    out.definition.maximum = maximum;
    out.definition.range_rule = rule;
    return out;
  }
};

constexpr PlacedParameter at(std::uint8_t position, std::string_view name, ValueKind kind) {
  PlacedParameter out;
  out.position = position;
  out.definition.name = name;
  out.definition.kind = kind;
  return out;
}

constexpr std::size_t shared_parameter_count(unsigned marks) {
  std::size_t count = 0;
  if (marks & kTakesConfirm) count += 2;
  if (marks & kTakesForce) ++count;
  if (marks & kTakesReport) ++count;
  if (marks & kTakesLocalStore) ++count;
  if (marks & kTakesVerbose) ++count;
  return count;
}

template <unsigned marks, std::size_t count>
consteval std::array<ParameterDefinition, count + shared_parameter_count(marks)> parameters_of(
    const PlacedParameter (&own)[count]) {
  std::array<ParameterDefinition, count + shared_parameter_count(marks)> out{};
  std::size_t next = 0;
  for (const PlacedParameter& parameter : own) {
    if (parameter.position != next) throw "the position constant and the table disagree";
    out[next++] = parameter.definition;
  }
  auto add = [&](std::string_view name, ValueKind kind) {
    out[next].name = name;
    out[next++].kind = kind;
  };
  if (marks & kTakesConfirm) {
    add("Confirm", ValueKind::kSwitch);
    add("WhatIf", ValueKind::kSwitch);
  }
  if (marks & kTakesForce) add("Force", ValueKind::kSwitch);
  if (marks & kTakesReport) add("Report", ValueKind::kText);
  if (marks & kTakesLocalStore) add("LocalStore", ValueKind::kSwitch);
  if (marks & kTakesVerbose) add("Verbose", ValueKind::kSwitch);
  return out;
}

/// The same for a cmdlet that has only shared parameters.
template <unsigned marks>
consteval std::array<ParameterDefinition, shared_parameter_count(marks)> shared_parameters() {
  std::array<ParameterDefinition, shared_parameter_count(marks)> out{};
  std::size_t next = 0;
  auto add = [&](std::string_view name, ValueKind kind) {
    out[next].name = name;
    out[next++].kind = kind;
  };
  if (marks & kTakesConfirm) {
    add("Confirm", ValueKind::kSwitch);
    add("WhatIf", ValueKind::kSwitch);
  }
  if (marks & kTakesForce) add("Force", ValueKind::kSwitch);
  if (marks & kTakesReport) add("Report", ValueKind::kText);
  if (marks & kTakesLocalStore) add("LocalStore", ValueKind::kSwitch);
  if (marks & kTakesVerbose) add("Verbose", ValueKind::kSwitch);
  return out;
}

// Groups that may run a cmdlet. Where a page lists only roles, the first three suffice.
inline constexpr std::array<std::string_view, 3> kServerRoles{
    "RTCUniversalServerAdmins", "CsAdministrator", "CsServerAdministrator"};
inline constexpr std::array<std::string_view, 2> kServerAdministrators{"RTCUniversalServerAdmins",
                                                                       "CsAdministrator"};
inline constexpr std::array<std::string_view, 4> kUserAdministrators{
    "RTCUniversalUserAdmins", "RTCUniversalServerAdmins", "CsAdministrator", "CsUserAdministrator"};

// Enumerations that several families share. The first positions agree with the enumerations of the
// model (DatabaseType, BackupModule, PoolState), so that an effect may convert one into the other.
inline constexpr std::array<std::string_view, 13> kDatabaseTypes{"User",
                                                                 "Application",
                                                                 "CentralMgmt",
                                                                 "Archiving",
                                                                 "CentralAdmin",
                                                                 "Cls",
                                                                 "Edge",
                                                                 "Lyss",
                                                                 "Monitoring",
                                                                 "PersistentChat",
                                                                 "PersistentChatCompliance",
                                                                 "Provision",
                                                                 "Registrar"};
inline constexpr std::array<std::string_view, 2> kPrincipals{"Primary", "Mirror"};
inline constexpr std::array<std::string_view, 2> kBackupCategories{"UserData", "CMS"};

/// The effect of every pure read: it changes nothing and answers after the time of a query.
Running answer_query(const World& world, Writer& writer, const BoundCommand& command,
                     Caller caller);

}  // namespace firedrill
