// What several verbs share: options every verb has, mistakes on standard error, the terminal.
#pragma once

#include <boost/program_options.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "firedrill/diagnostic.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/scenario/scenario.hpp"

namespace firedrill {

/// Parses `arguments`; prints help or the mistake itself. When `exit` is set the verb returns it.
/// `hidden` are the arguments without a name; the description of each says what it is: "a
/// SCENARIO". `usage` begins with "usage: firedrill VERB ".
struct ParsedOptions {
  boost::program_options::variables_map values;
  std::optional<int> exit;
};
[[nodiscard]] ParsedOptions parse_options(
    const Arguments& arguments, const std::string& usage,
    const boost::program_options::options_description& visible,
    const boost::program_options::positional_options_description& positional,
    const boost::program_options::options_description& hidden);

/// Prints all findings, sorted by place, with a last line that counts the mistakes.
enum class Advice : std::uint8_t { kShown, kLeftOut };
void print_diagnostics(const Diagnostics& diagnostics, bool as_json, Advice advice);

/// --seed, --set, --strict as the scenario reader takes them.
void add_scenario_options(boost::program_options::options_description& options);
/// --case, where a verb takes one of them.
void add_case_option(boost::program_options::options_description& options);
[[nodiscard]] ScenarioOptions scenario_options(const boost::program_options::variables_map& values);

/// " --set MA-06=600s --strict": the same options on a command line again.
[[nodiscard]] std::string settings_text(const ScenarioOptions& options);

[[nodiscard]] bool stderr_is_terminal();
[[nodiscard]] bool stdout_is_terminal();
[[nodiscard]] int terminal_width();

}  // namespace firedrill
