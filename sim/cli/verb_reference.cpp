// firedrill rules, schema and import: reference from the tables the program itself uses.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iostream>

#include "reports/campaign_record.hpp"
#include "reports/summary.hpp"
#include "sim/cli/options.hpp"
#include "sim/model/parameters.hpp"
#include "sim/rules/catalogue.hpp"
#include "sim/rules/coverage.hpp"
#include "sim/run/trace.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill {
namespace {

namespace po = boost::program_options;

std::string_view provenance_name(Provenance p) {
  switch (p) {
    case Provenance::kDocumented:
      return "documented";
    case Provenance::kInferred:
      return "inferred";
    case Provenance::kAssumed:
      return "assumed";
  }
  return "?";
}

std::string reason_text(std::string_view reason) {
  constexpr std::string_view kYet = "not modelled yet: ";
  if (reason.starts_with(kYet)) reason.remove_prefix(kYet.size());
  return "not modelled: " + std::string(reason);
}

void print_rule(const RuleEntry& rule) {
  std::cout << fmt::format("{}  {}\n  {}\n", rule.id, rule.title, rule.statement);
  if (!rule.topic.empty()) std::cout << "  topic: " << rule.topic << "\n";
  std::cout << fmt::format("  {}, {}\n", provenance_name(rule.provenance),
                           rule.scope == Scope::kCore ? "core" : "extended");
  const RuleCoverage coverage = coverage_of(rule.id);
  if (!coverage.not_modelled.empty()) {
    std::cout << "  " << reason_text(coverage.not_modelled) << "\n";
  } else if (!coverage.covered_by.empty()) {
    std::cout << "  covered by: " << coverage.covered_by << "\n";
  }
  for (const ParameterInfo& info : parameter_table()) {
    if (info.assumption != rule.id) continue;
    std::cout << fmt::format("  --set {}={}   {}\n", info.name,
                             print_parameter(info, info.fallback), info.doc);
  }
}

bool begins_with(std::string_view id, std::string_view start) {
  return id.size() >= start.size() &&
         std::equal(start.begin(), start.end(), id.begin(), [](char a, char b) {
           return std::toupper(static_cast<unsigned char>(a)) ==
                  std::toupper(static_cast<unsigned char>(b));
         });
}

/// A line for each rule whose ID starts so, which of an empty start is every rule.
void list_rules(std::string_view start, bool not_modelled_only) {
  for (const RuleEntry& rule : rules()) {
    if (!begins_with(rule.id, start)) continue;
    const RuleCoverage coverage = coverage_of(rule.id);
    const bool modelled = coverage.not_modelled.empty();
    if (not_modelled_only && modelled) continue;
    std::cout << fmt::format(
        "{:<10} {:<60} {}\n", rule.id, rule.title,
        modelled ? std::string(coverage.covered_by) : reason_text(coverage.not_modelled));
  }
}

}  // namespace

int verb_rules(const Arguments& arguments) {
  po::options_description visible("options");
  visible.add_options()("not-modelled", "only the rules that are not modelled, with the reason");
  po::options_description hidden;
  hidden.add_options()("id", po::value<std::string>());
  po::positional_options_description positional;
  positional.add("id", 1);
  const ParsedOptions parsed =
      parse_options(arguments,
                    "usage: firedrill rules [ID] [--not-modelled]\n"
                    "Prints the catalogue of rules, those whose IDs start so (PRC), or one rule "
                    "with its source\nand its tests.\n",
                    visible, positional, hidden);
  if (parsed.exit) return *parsed.exit;
  const std::string id =
      parsed.values.count("id") != 0 ? parsed.values["id"].as<std::string>() : std::string();
  if (const RuleEntry* rule = find_rule(id); rule != nullptr) {
    print_rule(*rule);
    return 0;
  }
  const bool any = std::any_of(rules().begin(), rules().end(),
                               [&](const RuleEntry& rule) { return begins_with(rule.id, id); });
  if (!any) {
    std::vector<std::string> ids;
    for (const RuleEntry& entry : rules()) ids.emplace_back(entry.id);
    const std::string near = nearest_name(id, ids);
    std::cerr << "firedrill: no rule \"" << id << "\""
              << (near.empty() ? "" : "; did you mean " + near + "?") << "\n";
    return kExitRejected;
  }
  list_rules(id, parsed.values.count("not-modelled") != 0);
  return 0;
}

int verb_schema(const Arguments& arguments) {
  po::options_description visible("options");
  po::options_description hidden;
  hidden.add_options()("of", po::value<std::string>()->required(),
                       "a kind of file: scenario, topology, trace, record or summary");
  po::positional_options_description positional;
  positional.add("of", 1);
  const ParsedOptions parsed = parse_options(
      arguments,
      "usage: firedrill schema scenario|topology|trace|record|summary\nPrints a JSON Schema.\n",
      visible, positional, hidden);
  if (parsed.exit) return *parsed.exit;
  const std::string of = parsed.values["of"].as<std::string>();
  if (of == "scenario") {
    std::cout << scenario_schema();
  } else if (of == "topology") {
    std::cout << topology_schema();
  } else if (of == "trace") {
    std::cout << trace_schema();
  } else if (of == "record") {
    std::cout << record_schema();
  } else if (of == "summary") {
    std::cout << summary_schema();
  } else {
    std::cerr << "firedrill: there are schemas of scenario, topology, trace, record and summary, "
                 "not of \""
              << of << "\"\n";
    return kExitRejected;
  }
  return 0;
}

int verb_import(const Arguments& arguments) {
  po::options_description visible("options");
  visible.add_options()("users", po::value<std::int32_t>(), "users modelled one by one, a pool")(
      "population", po::value<std::int32_t>(), "users that each pool stands for");
  po::options_description hidden;
  hidden.add_options()("file", po::value<std::string>()->required(), "a TOPOLOGY");
  po::positional_options_description positional;
  positional.add("file", 1);
  const ParsedOptions parsed =
      parse_options(arguments,
                    "usage: firedrill import TOPOLOGY [--users N] [--population N]\n"
                    "Reads a deployment (YAML, Get-CsTopology -AsXml or .tbxml), checks it and "
                    "prints it as YAML.\n",
                    visible, positional, hidden);
  if (parsed.exit) return *parsed.exit;
  TopologyOptions options;
  if (parsed.values.count("users") != 0) {
    options.users_per_pool = parsed.values["users"].as<std::int32_t>();
  }
  if (parsed.values.count("population") != 0) {
    options.population_per_pool = parsed.values["population"].as<std::int32_t>();
  }
  Diagnostics diagnostics;
  const auto topology =
      read_topology_file(parsed.values["file"].as<std::string>(), options, diagnostics);
  print_diagnostics(diagnostics, false, Advice::kShown);
  if (!topology) return kExitRejected;
  std::cout << write_topology_yaml(*topology);
  return 0;
}

}  // namespace firedrill
