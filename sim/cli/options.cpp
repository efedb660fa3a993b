// Shared pieces of the command line; Boost.Program_options stays in this room.
#include "sim/cli/options.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>

namespace firedrill {

namespace po = boost::program_options;

namespace {

/// The library would read "-1" as the largest number there is.
void refuse_negative(const po::options_description& known, const po::parsed_options& parsed) {
  for (const po::option& option : parsed.options) {
    const po::option_description* about = known.find_nothrow(option.string_key, false);
    if (about == nullptr || option.value.empty()) continue;
    const auto* typed = dynamic_cast<const po::typed_value_base*>(about->semantic().get());
    const bool counts = typed != nullptr && (typed->value_type() == typeid(unsigned) ||
                                             typed->value_type() == typeid(unsigned long) ||
                                             typed->value_type() == typeid(unsigned long long));
    if (counts && option.value.front().starts_with('-')) {
      throw po::error("--" + option.string_key + " takes a whole number from 0 on, not \"" +
                      option.value.front() + "\"");
    }
  }
}

/// An option that nobody knows, and the one that was probably meant.
std::string unknown_option_text(const po::unknown_option& mistake,
                                const po::options_description& visible) {
  std::vector<std::string> names{"help"};
  for (const auto& option : visible.options()) names.push_back(option->long_name());
  std::string typed = mistake.get_option_name();
  typed.erase(0, typed.find_first_not_of('-'));
  const std::string near = nearest_name(typed, names);
  return std::string(mistake.what()) + (near.empty() ? "" : "; did you mean --" + near + "?");
}

/// "firedrill: run needs a SCENARIO": no help shows an option of that name, so none is spoken of.
std::string missing_text(const po::required_option& mistake, const std::string& usage,
                         const po::options_description& hidden) {
  std::string name = mistake.get_option_name();
  name.erase(0, name.find_first_not_of('-'));
  const po::option_description* argument = hidden.find_nothrow(name, false);
  std::string what = "--" + name;
  if (argument != nullptr) what = argument->description();
  constexpr std::string_view kBefore = "usage: firedrill ";
  const std::size_t verb = usage.starts_with(kBefore) ? kBefore.size() : 0;
  return usage.substr(verb, usage.find(' ', verb) - verb) + " needs " + what;
}

}  // namespace

ParsedOptions parse_options(const Arguments& arguments, const std::string& usage,
                            const po::options_description& visible,
                            const po::positional_options_description& positional,
                            const po::options_description& hidden) {
  ParsedOptions out;
  po::options_description all;
  all.add(visible).add(hidden);
  all.add_options()("help,h", "say what this verb does");
  try {
    const auto given = po::command_line_parser(arguments).options(all).positional(positional).run();
    refuse_negative(all, given);
    po::store(given, out.values);
    if (out.values.count("help") != 0) {
      std::cout << usage;
      if (!visible.options().empty()) std::cout << "\n" << visible;
      out.exit = 0;
      return out;
    }
    po::notify(out.values);
    return out;
  } catch (const po::unknown_option& mistake) {
    std::cerr << "firedrill: " << unknown_option_text(mistake, visible);
  } catch (const po::required_option& mistake) {
    std::cerr << "firedrill: " << missing_text(mistake, usage, hidden);
  } catch (const po::too_many_positional_options_error&) {
    std::cerr << "firedrill: too many arguments";
  } catch (const po::error& mistake) {
    std::cerr << "firedrill: " << mistake.what();
  }
  std::cerr << "\n" << usage;
  out.exit = kExitRejected;
  return out;
}

void print_diagnostics(const Diagnostics& diagnostics, bool as_json, Advice advice) {
  auto all = diagnostics.sorted();
  if (advice == Advice::kLeftOut) {
    std::erase_if(all, [](const Diagnostic& d) { return d.severity == Severity::kAdvice; });
  }
  std::size_t errors = 0;
  if (as_json) {
    if (all.empty()) return;
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Diagnostic& d : all) {
      const char* severity = d.severity == Severity::kError     ? "error"
                             : d.severity == Severity::kWarning ? "warning"
                                                                : "advice";
      list.push_back({{"severity", severity},
                      {"code", d.code},
                      {"rule", d.rule},
                      {"file", d.file},
                      {"line", d.mark.line},
                      {"column", d.mark.column},
                      {"message", d.message}});
    }
    std::cerr << list.dump(2, ' ', false, decltype(list)::error_handler_t::replace) << "\n";
    return;
  }
  for (const Diagnostic& d : all) {
    std::cerr << format_diagnostic(d) << "\n";
    errors += d.severity == Severity::kError ? 1 : 0;
  }
  if (errors > 0) {
    std::cerr << errors << (errors == 1 ? " mistake" : " mistakes") << "; nothing was run.\n";
  }
}

void add_scenario_options(po::options_description& options) {
  options.add_options()("seed", po::value<std::uint64_t>(), "seed of all draws")(
      "set", po::value<std::vector<std::string>>()->composing(),
      "KEY=VALUE: a parameter (MA-06=600s, MA-06=2m..6m, quorumTable=B), users=N, population=N or "
      "load=none; "
      "may be repeated")("strict",
                         "cmdlets as their own pages describe them, not as procedures "
                         "spell them");
}

void add_case_option(po::options_description& options) {
  options.add_options()("case", po::value<std::string>(),
                        "of a scenario with a matrix: the case of this name ('pool=p1, "
                        "repair=never'), or all with some values ('pool=p1')");
}

ScenarioOptions scenario_options(const po::variables_map& values) {
  ScenarioOptions out;
  if (values.count("seed") != 0) out.seed = values["seed"].as<std::uint64_t>();
  if (values.count("set") != 0) out.set = values["set"].as<std::vector<std::string>>();
  const auto* one =
      values.count("case") != 0 ? boost::any_cast<std::string>(&values["case"].value()) : nullptr;
  if (one != nullptr) out.case_name = *one;  // "diff" takes two, and deals them out itself
  if (values.count("strict") != 0) out.personality = Personality::kStrict;
  return out;
}

std::string settings_text(const ScenarioOptions& options) {
  std::string out;
  for (const std::string& set : options.set) {
    out += " --set " + (set.find(' ') == std::string::npos ? set : "'" + set + "'");
  }
  if (options.personality == Personality::kStrict) out += " --strict";
  return out;
}

bool stderr_is_terminal() {
  return isatty(STDERR_FILENO) == 1;
}

bool stdout_is_terminal() {
  return isatty(STDOUT_FILENO) == 1;
}

int terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 60) {
    return size.ws_col < 160 ? size.ws_col : 160;
  }
  return 110;
}

}  // namespace firedrill
