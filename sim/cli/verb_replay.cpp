// firedrill replay: the same run again from its trace alone, or the first event that differs.
#include <iostream>

#include "sim/cli/options.hpp"
#include "sim/run/names.hpp"
#include "sim/run/trace.hpp"

namespace firedrill {
namespace {

namespace po = boost::program_options;

constexpr const char* kUsage =
    "usage: firedrill replay TRACE\n"
    "Runs the scenario that the trace carries and compares every event. Exit status: 0 "
    "reproduced,\n"
    "1 an event differs, 3 the trace cannot be read.\n";

/// What armed event `n` of the trace cannot be told from the trace alone; the run's own side can.
void print_difference(const Trace& trace, const Simulation& simulation, std::uint32_t n) {
  const World& world = simulation.world();
  std::cout << "DIFFERS  at event " << n << "\n";
  if (n <= trace.events.size()) {
    const TraceEvent& there = trace.events[n - 1];
    const auto kind = static_cast<std::size_t>(there.name.kind);
    const Slot slot = world.layout.slot_base[kind] + there.name.entity;
    const bool known = slot < world.layout.slot_base[kind + 1];
    std::cout << "  the trace   " << clock_text(there.at_ms) << "  "
              << (known
                      ? slot_text(world, slot)
                      : std::string(timer_name(there.name.kind)) + " of something this run has not")
              << "\n";
  } else {
    std::cout << "  the trace   has ended\n";
  }
  const auto& history = simulation.history();
  if (history.has(n)) {
    const EventRecord& here = history[n];
    std::cout << "  this run    " << clock_text(here.at_ms) << "  " << slot_text(world, here.slot)
              << ", armed by event " << here.cause;
    if (here.cause > 0) {
      std::cout << " (" << slot_text(world, history[here.cause].slot) << " at "
                << clock_text(history[here.cause].at_ms) << ")";
    }
    std::cout << "\n";
  } else {
    std::cout << "  this run    has ended\n";
  }
}

}  // namespace

int verb_replay(const Arguments& arguments) {
  po::options_description visible("options");
  po::options_description hidden;
  hidden.add_options()("trace", po::value<std::string>()->required(), "a TRACE");
  po::positional_options_description positional;
  positional.add("trace", 1);
  const ParsedOptions parsed = parse_options(arguments, kUsage, visible, positional, hidden);
  if (parsed.exit) return *parsed.exit;
  Diagnostics diagnostics;
  const auto trace = read_trace(parsed.values["trace"].as<std::string>(), diagnostics);
  const auto scenario = trace ? scenario_of(*trace, diagnostics) : std::optional<Scenario>{};
  if (!scenario) {
    print_diagnostics(diagnostics, false, Advice::kLeftOut);
    return kExitRejected;
  }
  if (trace->program != FIREDRILL_VERSION) {
    std::cerr << "firedrill: the trace was written by version " << trace->program
              << ", this is version " << FIREDRILL_VERSION << "\n";
  }
  World world;
  build_world(*scenario, world);
  Simulation simulation(world, {.causes = KeepCauses::kAll});
  TraceComparison comparison(*trace, world);
  simulation.listen(&comparison);
  while (comparison.first_difference() == 0 && simulation.advance()) {
  }
  std::uint32_t first = comparison.first_difference();
  if (first == 0 && simulation.events() < trace->events.size()) first = simulation.events() + 1;
  if (first != 0) {
    print_difference(*trace, simulation, first);
    return 1;
  }
  const std::string digest = simulation.digest().hex();
  if (digest != trace->digest) {
    std::cout << "DIFFERS  every event is alike, the digest is not: " << trace->digest
              << " in the trace, " << digest << " now\n";
    return 1;
  }
  std::cout << "REPRODUCED  " << count_text(simulation.events()) << " events, digest " << digest
            << "\n";
  return 0;
}

}  // namespace firedrill
