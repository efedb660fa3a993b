// firedrill explain: why a user, a violation or an event came about, or an expectation was missed.
#include <iostream>
#include <optional>

#include "sim/cli/options.hpp"
#include "sim/run/explain_expectation.hpp"
#include "sim/run/explain_item.hpp"
#include "sim/run/names.hpp"
#include "sim/run/story_reader.hpp"
#include "sim/run/trace.hpp"

namespace firedrill {
namespace {

namespace po = boost::program_options;

constexpr const char* kUsage =
    "usage: firedrill explain TRACE|SCENARIO --user U | --violation K | --expectation K | "
    "--event N\n"
    "Walks the causal chain back to its roots, each link with the rule that says so.\n";

/// Of a trace only the header is needed, since the run is repeated if its stories do not do.
std::optional<Scenario> read_either(const std::string& file, const ScenarioOptions& options,
                                    Diagnostics& diagnostics) {
  if (!looks_like_trace(file)) return read_scenario_file(file, options, diagnostics);
  const auto trace = read_trace_header(file, diagnostics);
  if (!trace) return std::nullopt;
  return scenario_of(*trace, diagnostics);
}

int tell_expectation(const Scenario& scenario, const World& world, std::size_t number) {
  const std::string out = explain_expectation(scenario, world, number);
  if (!out.empty()) {
    std::cout << out;
    return 0;
  }
  std::cerr << "firedrill: no expectation " << number << " was missed in this run; of "
            << world.expectations.size() << ", a rule's violations are told by --violation\n";
  return kExitRejected;
}

/// Empty, and said so, where the verdict lists fewer items.
std::string tell_item(const Scenario& scenario, const Simulation& simulation,
                      const Timeline& timeline, const CauseBook& book, std::size_t number) {
  const Outcome outcome = judge(scenario, simulation, timeline);
  const auto items = numbered_items(outcome);
  if (number > 0 && number <= items.size()) {
    return explain_item(scenario, simulation, book, *items[number - 1]);
  }
  std::cerr << "firedrill: the verdict of this run lists " << items.size()
            << " as violated or unknown; \"firedrill run\" prints them\n";
  return {};
}

/// What is asked for: one of four.
struct Asked {
  std::optional<std::string> user;
  std::optional<std::size_t> violation;
  std::optional<std::size_t> expectation;
  std::optional<std::uint32_t> event;

  explicit Asked(const po::variables_map& values) {
    if (values.count("user") != 0) user = values["user"].as<std::string>();
    if (values.count("violation") != 0) violation = values["violation"].as<std::size_t>();
    if (values.count("expectation") != 0) expectation = values["expectation"].as<std::size_t>();
    if (values.count("event") != 0) event = values["event"].as<std::uint32_t>();
  }
  [[nodiscard]] int count() const {
    return int{user.has_value()} + int{violation.has_value()} + int{expectation.has_value()} +
           int{event.has_value()};
  }
};

/// -1, and said so, where there is none.
std::int64_t user_named(const World& world, const std::string& name) {
  const std::int64_t user = find_user(world, name);
  if (user >= 0) return user;
  const auto users = world.layout.count[static_cast<std::size_t>(RecordKind::kUser)];
  std::cerr << "firedrill: no user \"" << name << "\"; users are u-000000 to "
            << user_name(world, users - 1) << "\n";
  return -1;
}

/// By a run of its own; `user` = -1 where none is asked for.
int tell_by_run(const Scenario& scenario, const World& world, const Asked& asked,
                std::int64_t user) {
  Simulation simulation(world, {.causes = KeepCauses::kAll});
  Timeline timeline(scenario, simulation);
  CauseBook book(scenario, simulation, timeline, user);
  simulation.listen(&timeline);
  simulation.listen(&book);
  simulation.run();
  std::string out;
  if (user >= 0) {
    out = book.explain_user();
  } else if (asked.violation) {
    out = tell_item(scenario, simulation, timeline, book, *asked.violation);
  } else {
    out = book.explain_event(*asked.event);
    if (out.empty()) {
      std::cerr << "firedrill: this run has events 1 to " << simulation.events() << "\n";
    }
  }
  if (out.empty()) return kExitRejected;
  std::cout << out;
  return 0;
}

/// A trace holds the stories of all users, so that no run is needed.
int tell_user(const Scenario& scenario, const World& world, const Asked& asked,
              const std::string& file) {
  const std::int64_t user = user_named(world, *asked.user);
  if (user < 0) return kExitRejected;
  if (looks_like_trace(file)) {
    const std::int64_t clock_start_ms = scenario.clock_start.count();
    const auto story = read_story(file, static_cast<std::uint32_t>(user), world, clock_start_ms);
    if (story) {
      std::cout << tell(*story, world, clock_start_ms);
      return 0;
    }
  }
  return tell_by_run(scenario, world, asked, user);
}

}  // namespace

int verb_explain(const Arguments& arguments) {
  po::options_description visible("options");
  visible.add_options()("user", po::value<std::string>(), "user, as u-000017 or 17")(
      "violation", po::value<std::size_t>(),
      "what the verdict lists as violated, from 1 in the order of the list; unknown ones follow")(
      "expectation", po::value<std::size_t>(),
      "number of an expectation that was not met, from 1 in the order of the file")(
      "event", po::value<std::uint32_t>(), "number of an event");
  add_scenario_options(visible);
  add_case_option(visible);
  po::options_description hidden;
  hidden.add_options()("file", po::value<std::string>()->required(), "a TRACE or a SCENARIO");
  po::positional_options_description positional;
  positional.add("file", 1);
  const ParsedOptions parsed = parse_options(arguments, kUsage, visible, positional, hidden);
  if (parsed.exit) return *parsed.exit;
  Diagnostics diagnostics;
  const auto file = parsed.values["file"].as<std::string>();
  const auto scenario = read_either(file, scenario_options(parsed.values), diagnostics);
  if (!scenario) {
    print_diagnostics(diagnostics, false, Advice::kLeftOut);
    return kExitRejected;
  }
  const Asked asked(parsed.values);
  if (asked.count() != 1) {
    std::cerr << "firedrill: explain takes one of --user, --violation, --expectation, --event\n"
              << kUsage;
    return kExitRejected;
  }
  World world;
  build_world(*scenario, world);
  if (asked.user) return tell_user(*scenario, world, asked, file);
  if (asked.expectation) return tell_expectation(*scenario, world, *asked.expectation);
  return tell_by_run(*scenario, world, asked, -1);
}

}  // namespace firedrill
