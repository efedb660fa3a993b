// Every way in which a step can be refused or fail while a scenario runs: (code, rule), and which
// cmdlets can say so. What a line gets wrong for every state is found when it is read and is no
// row.
//
// The preconditions themselves stand with their cmdlets; this table only lists what they can
// answer, so that a campaign can say which answers it never heard. A test holds it against the
// sources.
#pragma once

#include <span>
#include <string_view>

#include "sim/model/cmdlet.hpp"

namespace firedrill {

/// What decides: the state of the world, or how the step itself is written.
enum class DecidedBy : std::uint8_t { kState, kArguments };

struct KnownRefusal {
  ErrorCode code = ErrorCode::kOk;
  std::string_view rule;
  std::string_view cmdlets;  // names, separated by blanks; or kAnyCmdlet, kWriters, kReaders
  DecidedBy decided_by = DecidedBy::kState;
};
inline constexpr std::string_view kAnyCmdlet = "*";
inline constexpr std::string_view kWriters = "*writes";  // all that write configuration
inline constexpr std::string_view kReaders = "*reads";   // all that only read

/// Ascending by rule and code; each pair once.
[[nodiscard]] std::span<const KnownRefusal> known_refusals();
[[nodiscard]] bool can_refuse(const CmdletDefinition& cmdlet, const KnownRefusal& refusal);
/// Position in known_refusals(), or -1.
[[nodiscard]] int find_refusal(ErrorCode code, std::string_view rule);

}  // namespace firedrill
