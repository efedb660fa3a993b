// The program. Wiring only: finds the verb and hands it its arguments.
#include <cstdio>
#include <exception>
#include <iostream>

#include "firedrill/diagnostic.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/run/trace.hpp"

namespace {

struct Verb {
  std::string_view name;
  int (*run)(const firedrill::Arguments&);
  std::string_view what;
};

constexpr Verb kVerbs[] = {
    {"run", firedrill::verb_run, "run a scenario once: timeline, figures, verdict"},
    {"prove", firedrill::verb_prove, "every distinguishable timing of added faults, not samples"},
    {"check", firedrill::verb_check, "run scenarios many times under drawn faults"},
    {"explain", firedrill::verb_explain, "why a user, a violation or an event came about"},
    {"report", firedrill::verb_report, "pictures and an HTML page of a run or a record"},
    {"shrink", firedrill::verb_shrink, "make a failing scenario as small as it gets"},
    {"diff", firedrill::verb_diff, "what differs between two runs"},
    {"replay", firedrill::verb_replay, "the same run again from its trace"},
    {"rules", firedrill::verb_rules, "the catalogue of rules, or one rule"},
    {"schema", firedrill::verb_schema,
     "JSON Schema of scenario, topology, trace, record or summary"},
    {"init", firedrill::verb_init, "a scenario to start from, with the documented procedure"},
    {"import", firedrill::verb_import, "read and check a deployment, print it as YAML"},
};

void print_usage(std::ostream& out) {
  out << "usage: firedrill VERB [ARGUMENTS]     (firedrill VERB --help says more)\n\n";
  for (const Verb& verb : kVerbs) {
    out << "  " << verb.name << std::string(10 - verb.name.size(), ' ') << verb.what << "\n";
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty()) {
    print_usage(std::cerr);
    return firedrill::kExitRejected;
  }
  std::string name = arguments.front();
  arguments.erase(arguments.begin());
  if (name == "help" && !arguments.empty()) {
    name = arguments.front();
    arguments = {"--help"};
  }
  if (name == "--help" || name == "-h" || name == "help") {
    print_usage(std::cout);
    return 0;
  }
  if (name == "--version") {
    std::cout << "firedrill " << FIREDRILL_VERSION
              << "\nreads scenario format 1, topology format 1, "
              << "trace format " << firedrill::kTraceVersion << "\nbuilt with " << __VERSION__
              << "\n";
    return 0;
  }
  for (const Verb& verb : kVerbs) {
    if (verb.name != name) continue;
    try {
      const int status = verb.run(arguments);
      std::cout.flush();
      if (std::cout.good()) return status;
      std::fputs("firedrill: the output could not be written whole\n", stderr);
      return 70;
    } catch (const std::exception& mistake) {
      std::fprintf(stderr, "firedrill: internal error: %s\n", mistake.what());
      return 70;
    }
  }
  std::vector<std::string> names;
  for (const Verb& verb : kVerbs) names.emplace_back(verb.name);
  const std::string near = firedrill::nearest_name(name, names);
  std::cerr << "firedrill: no verb \"" << name << "\""
            << (near.empty() ? "" : "; did you mean " + near + "?") << "\n";
  print_usage(std::cerr);
  return firedrill::kExitRejected;
}
