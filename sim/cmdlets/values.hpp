// One value of a command line, checked and converted for the parameter that takes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/model/cmdlet.hpp"

namespace firedrill {

/// The value, or why not: a mistake of the line (`code`, `problem`), or a refusal when it runs.
struct BoundValue {
  std::int64_t number = 0;
  std::string text;  // canonical: a name as the topology or the table spells it
  std::string code;  // FD1021, FD1043; empty = no mistake
  std::string problem;
  ErrorCode refused = ErrorCode::kOk;
  std::string rule;    // of the refusal or of the warning
  std::string detail;  // of the refusal
  std::string warning;
};

[[nodiscard]] BoundValue bind_value(const Topology& topology, const CmdletDefinition& cmdlet,
                                    const ParameterDefinition& parameter, std::string_view text,
                                    Personality personality);

/// Milliseconds of "hh:mm:ss", "hh:mm", "d.hh:mm:ss" with an optional fraction of a second: what
/// the shell reads as a time span with a unit. A bare number is none: the shell would count ticks
/// or days.
[[nodiscard]] std::optional<std::int64_t> parse_time_span(std::string_view text);

/// "$true", "true", "1" and their opposites; nothing for anything else.
[[nodiscard]] std::optional<bool> parse_truth(std::string_view text);

}  // namespace firedrill
