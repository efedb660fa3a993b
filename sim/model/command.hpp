// A command line as a value. The reader of single lines (and later the PowerShell reader) fills
// `Command`; the binder turns it into a `BoundCommand` against the table of cmdlets and the
// topology. Nothing but the reader knows the syntax; nothing but the binder knows spellings.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "firedrill/diagnostic.hpp"
#include "sim/topology/topology.hpp"

namespace firedrill {

/// One `-Name value` of a command line as typed. `has_value` is false for a bare switch.
struct CommandParameter {
  std::string name;   // without the dash
  std::string value;  // quotes removed
  bool has_value = false;
  Mark mark;
};

/// A command line as typed, with its place.
struct Command {
  std::string name;
  std::vector<CommandParameter> parameters;
  std::vector<CommandParameter> positional;  // `name` is empty
  std::string text;                          // the line verbatim
  std::string file;
  Mark mark;
};

/// Why a command is refused or fails: the rule book's error codes (4.1), in its order.
enum class ErrorCode : std::uint8_t {
  kOk,
  kCmdUnknown,
  kParamUnknown,
  kParamAmbiguous,
  kParamMissing,
  kParamSet,
  kValueRange,
  kPermission,
  kNotLocal,
  kCmsUnavailable,
  kCmsOnFailedPool,
  kNoBackupPool,
  kNextHop,
  kPartnerFailedOver,
  kAlreadyFailedOver,
  kNotFailedOver,
  kPartnerUnavailable,
  kPoolUnreachable,
  kPoolDown,
  kSyncTimeout,
  kHydration,
  kMirrorNotConfigured,
  kDbInaccessible,
  kQuorum,
  kNameConflict,
  kOwnerConflict,
  kFileExists,
  kFileNotFound,
  kTargetUnavailable,
  kServiceUnknown,
  kSvcNotInstalled,
  kTopologyInvalid,
  kUserNoPool,
  kNotModelled,  // ours: a construct outside the modelled scope; makes the verdict unknown
};
/// "E_NEXT_HOP"; "ok" for kOk.
[[nodiscard]] std::string_view error_name(ErrorCode code);
/// The code named `text` ("E_NEXT_HOP", any case), or kOk when there is none.
[[nodiscard]] ErrorCode error_from_name(std::string_view text);

/// How spellings of procedure topics are treated (rule book 4.1 item 3).
enum class Personality : std::uint8_t { kDocAlias, kStrict };

/// What kind of value a parameter takes; the binder checks and resolves accordingly.
enum class ValueKind : std::uint8_t {
  kSwitch,
  kText,
  kTimeSpan,
  kInteger,
  kBoolean,
  kPool,         // FQDN of a Front End pool -> index of Pool
  kPoolService,  // "Registrar:<fqdn>" or "service:Registrar:<fqdn>" or the bare FQDN -> Pool
  kEdgePool,     // "EdgeServer:<fqdn>" or the bare FQDN of an Edge pool -> EdgePool
  kSite,
  kUser,         // user: "u-000017", a SIP address, or "*" / a filter -> kAllUsers
  kSqlServer,    // FQDN of a SQL server -> index of the first SqlInstance on it
  kComputer,     // FQDN of a Front End or Edge Server -> see `Argument::number` below
  kEnumeration,  // one of ParameterDefinition::values (unambiguous prefix) -> its position
};

/// A bound value: `number` by kind (1 for a switch, milliseconds for a TimeSpan, an index for an
/// entity, a position for an enumeration; computers: Front End index, or 10000 + Edge Server
/// index).
struct Argument {
  std::uint8_t parameter = 0;  // position in CmdletDefinition::parameters
  ValueKind kind = ValueKind::kSwitch;
  std::int64_t number = 0;
  std::string text;
};
inline constexpr std::int64_t kEdgeComputerBase = 10000;

/// A command bound to a cmdlet of the table. When `refused` is set the command is refused whenever
/// it is run (a documented misspelling under STRICT, say), by `refusal_rule`.
struct BoundCommand {
  Command source;
  std::uint16_t cmdlet = 0;  // position in the cmdlet table
  std::vector<Argument> arguments;
  ErrorCode refused = ErrorCode::kOk;
  std::string refusal_rule;
  std::string refusal_detail;
  std::vector<std::string> warnings;  // "TRAP-02: ... is spelt ..." each names its trap
  bool what_if = false;
  bool force = false;

  [[nodiscard]] const Argument* find(std::uint8_t parameter) const {
    for (const Argument& argument : arguments) {
      if (argument.parameter == parameter) return &argument;
    }
    return nullptr;
  }
};

}  // namespace firedrill
