// Makes the smallest example of each cause again, with words and causes, and saves it.
#include "sim/explore/campaign_failures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "sim/engine/digest.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

namespace fs = std::filesystem;

/// The one place where a failure is made smaller before it is shown and saved.
Scenario smallest(const Scenario& failing, const std::string& /*failure*/) {
  return failing;
}

void tell_step(const Scenario& scenario, const StepLog& steps, FailureReport& report) {
  std::int64_t latest = -1;
  for (std::size_t a = 0; a < scenario.actors.size(); ++a) {
    for (std::size_t s = 0; s < scenario.actors[a].steps.size(); ++s) {
      const std::int64_t began = steps.step(a, s).began_ms;
      const bool before = report.item.at_ms < 0 || began <= report.item.at_ms;
      if (began < 0 || !before || began < latest) continue;
      latest = began;
      report.step = step_name(scenario, a, s) + "  " + scenario.actors[a].steps[s].text;
      report.where = place(scenario.file, scenario.actors[a].steps[s].mark);
    }
  }
}

void fill(FailureReport& report) {
  const Scenario& scenario = report.failing;
  World world;
  build_world(scenario, world);
  Simulation simulation(world, {.full_causes = true});
  Timeline timeline(scenario, simulation);
  CauseBook book(scenario, simulation, timeline, -1);
  simulation.listen(&timeline);
  CausalSlices slices(simulation);
  simulation.listen(&book);
  simulation.listen(&slices);
  simulation.run();
  const Outcome outcome = judge(scenario, simulation, timeline);
  report.item.why = outcome.headline;
  for (const Finding& finding : findings_of(scenario, outcome, book, slices, timeline, world)) {
    if (finding.slice != report.slice) continue;
    report.item = finding.item;
    if (finding.item.violation >= 0) {
      report.because = book.explain_violation(static_cast<std::size_t>(finding.item.violation) + 1);
    }
    break;
  }
  for (const FaultSpec& fault : scenario.faults) {
    report.faults.push_back(fault_text(fault, scenario));
  }
  tell_step(scenario, timeline, report);
}

/// "pool-failover-inv-03-5d20": the same cause gets the same name in every campaign.
std::string name_for(const FailureReport& report, const std::string& file) {
  std::string rule;
  for (const char c : report.group.rule.substr(0, 24)) {
    const auto byte = static_cast<unsigned char>(c);
    rule += std::isalnum(byte) != 0 ? static_cast<char>(std::tolower(byte)) : '-';
  }
  Digest digest;
  for (const char c : report.slice) {
    const std::uint64_t word = static_cast<unsigned char>(c);
    digest.fold({&word, 1});
  }
  return fs::path(file).stem().string() + "-" + rule + "-" + digest.value().hex().substr(0, 4);
}

}  // namespace

std::vector<FailureReport> failure_reports(const Campaign& campaign) {
  std::vector<FailureReport> out;
  for (std::size_t i = 0; i < campaign.scenarios().size(); ++i) {
    const CampaignScenario& scenario = *campaign.scenarios()[i];
    std::vector<FailureReport> here;
    for (const auto& [slice, group] : campaign.tally().scenarios[i].groups) {
      FailureReport report;
      report.scenario = i;
      report.slice = slice;
      report.group = group;
      here.push_back(std::move(report));
    }
    std::stable_sort(here.begin(), here.end(), [](const FailureReport& a, const FailureReport& b) {
      return a.group.met.first < b.group.met.first;
    });
    for (FailureReport& report : here) {
      const Swarm swarm = scenario.swarm->make(campaign.options().seed, report.group.example);
      report.configuration = swarm_text(swarm, scenario.swarm->families());
      report.failing = smallest(scenario.scenario_of(swarm), report.group.rule);
      report.again = fmt::format("firedrill check {} --seed {} --first {} --runs 1", scenario.file,
                                 campaign.options().seed, report.group.example);
      fill(report);
      out.push_back(std::move(report));
    }
  }
  return out;
}

bool save_failures(const std::string& folder, std::vector<FailureReport>& reports) {
  if (reports.empty()) return true;
  std::error_code refused;
  fs::create_directories(folder, refused);
  for (FailureReport& report : reports) {
    const fs::path path = fs::path(folder) / (name_for(report, report.failing.file) + ".yaml");
    report.saved = path.string();
    if (fs::exists(path, refused)) continue;
    Scenario scenario = report.failing;
    scenario.title = report.group.rule + " broken under added faults: " + scenario.title;
    scenario.description = report.item.why + "\nFound by: " + report.again;
    std::ofstream out(path);
    out << write_scenario_for(scenario, folder);
    if (!out.flush()) return false;
  }
  return true;
}

std::vector<SavedFailure> run_saved(const std::string& folder, Diagnostics& diagnostics) {
  std::vector<SavedFailure> out;
  std::vector<std::string> files;
  std::error_code refused;
  for (const auto& entry : fs::directory_iterator(folder, refused)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) {
    const auto scenario = read_scenario_file(file, {}, diagnostics);
    if (!scenario) continue;
    World world;
    build_world(*scenario, world);
    Simulation simulation(world, {});
    StepLog steps(*scenario);
    simulation.listen(&steps);
    simulation.run();
    out.push_back({file, judge(*scenario, simulation, steps)});
  }
  return out;
}

}  // namespace firedrill
