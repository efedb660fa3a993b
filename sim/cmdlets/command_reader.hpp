// Reads one command line as an administrator types it: `Invoke-CsPoolFailover -PoolFqdn p
// -Verbose`.
//
// It knows names, parameters, quotes, backticks, script blocks in braces and lists; whatever else
// PowerShell can do is a located error that says so. Spellings are kept as typed: which of them a
// cmdlet accepts is the binder's business.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "firedrill/diagnostic.hpp"
#include "sim/model/command.hpp"

namespace firedrill {

/// Reads `line`, whose first character stands at `start` in `file`. Columns count characters, not
/// bytes. Adds FD1030 to FD1038 (errors; then nothing is returned) and FD1039 (a warning: a
/// typographic dash read as a hyphen). A command name with such a dash is kept as typed.
[[nodiscard]] std::optional<Command> read_command_line(std::string_view line,
                                                       const std::string& file, Mark start,
                                                       Diagnostics& diagnostics);

/// Bytes of the dash that stands at `at`: 1 for a hyphen, 3 for an en dash, em dash or horizontal
/// bar in UTF-8, 0 for anything else. PowerShell takes any of them before a parameter.
[[nodiscard]] std::size_t dash_length(std::string_view text, std::size_t at);

}  // namespace firedrill
