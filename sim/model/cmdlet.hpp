// A cmdlet is data (names, parameters) plus a precondition (why it would refuse) and an effect.
//
// The table itself stands above, in sim/cmdlets; the model only knows this shape, so that the actor
// component can run any of them. Adding a cmdlet touches its file and one line of the table.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "firedrill/time.hpp"
#include "sim/model/command.hpp"

namespace firedrill {

struct World;
class State;
class Writer;

struct ParameterDefinition {
  std::string_view name;
  ValueKind kind = ValueKind::kText;
  bool mandatory = false;
  std::span<const std::string_view> values;  // kEnumeration
  std::int64_t minimum = 0;                  // kInteger, kTimeSpan (ms); both 0 = no range
  std::int64_t maximum = 0;
  std::string_view range_rule;  // rule that gives the range, e.g. "INV-133"
};

/// Who runs a command: the actor's number (kNoActor for drivers that only ask) and its site.
struct Caller {
  std::uint8_t actor = 0xff;
  Index site = kNone;
};

/// The answer of a precondition: ok, or the code, the rule and the words of state that decided it.
struct Refusal {
  ErrorCode code = ErrorCode::kOk;
  std::string_view rule;                                  // the rule that says so ("INV-05")
  std::string_view detail;                                // static text that completes "refused: "
  const void* deciding[3] = {nullptr, nullptr, nullptr};  // fields of the State it looked at
  [[nodiscard]] bool ok() const { return code == ErrorCode::kOk; }
};

/// When the command returns to its caller: after `duration`, or (kUntilDone) when the effect says
/// so through finish_command().
struct Running {
  static constexpr Duration kUntilDone{-1};
  Duration duration{0};
};

struct CmdletDefinition {
  std::string_view name;                      // canonical, "Invoke-CsPoolFailOver"
  std::string_view rule;                      // "CMD-01"
  std::span<const std::string_view> aliases;  // other accepted spellings (case never matters)
  std::span<const ParameterDefinition> parameters;
  std::span<const std::string_view> groups;  // who may run it; empty = everybody
  bool writes_configuration = false;         // needs an available active master (CMD 4.1 item 6)
  bool reads_only = false;
  std::string_view not_modelled;  // reason, or empty
  Refusal (*precondition)(const World&, const State&, const BoundCommand&, Caller) = nullptr;
  Running (*effect)(const World&, Writer&, const BoundCommand&, Caller) = nullptr;
  /// What the command brings about when its duration is over; ok, or why it failed after all.
  Refusal (*completion)(const World&, Writer&, const BoundCommand&, Caller) = nullptr;
  /// What -WhatIf answers in place of the effect; it changes nothing (INV-14).
  void (*what_if_answer)(const World&, Writer&, const BoundCommand&, Caller) = nullptr;
};

}  // namespace firedrill
