// Makes the smallest example of each cause again, shrinks it, tells its story, saves it.
#include "sim/explore/campaign_failures.hpp"
#include "sim/explore/needs_added_faults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "sim/engine/digest.hpp"
#include "sim/scenario/mishaps.hpp"
#include "sim/scenario/slips.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kStoryWidth = 96;

/// Without the times and components of the example: what its cause is.
std::vector<std::string> kinds_of(const Scenario& scenario) {
  std::vector<std::string> out;
  for (const SlipSpec& slip : scenario.slips) out.emplace_back(slip_name(slip.kind));
  for (const FaultSpec& fault : scenario.faults) out.emplace_back(fault_name(fault.kind));
  std::sort(out.begin(), out.end());
  return out;
}

/// "2 x site-down, skip"; causes of one rule differ in it.
std::string kinds_text(const Scenario& scenario) {
  const std::vector<std::string> kinds = kinds_of(scenario);
  std::string out;
  for (auto it = kinds.begin(); it != kinds.end();) {
    const auto end = std::upper_bound(it, kinds.end(), *it);
    if (!out.empty()) out += ", ";
    if (end - it > 1) out += fmt::format("{} x ", end - it);
    out += *it;
    it = end;
  }
  return out.empty() ? "no fault" : out;
}

/// "step 5  Invoke-... (step 30 of the file)"; nothing where all numbers are those of the file.
std::vector<std::string> numbered_steps(const Candidate& shown, const Scenario& file) {
  const Scenario& scenario = shown.scenario;
  std::vector<std::string> out;
  bool renumbered = scenario.actors.size() != file.actors.size();
  for (std::size_t a = 0; a < scenario.actors.size(); ++a) {
    for (std::size_t s = 0; s < scenario.actors[a].steps.size(); ++s) {
      const std::size_t actor = shown.origins.actor_of(a);
      const std::size_t step = shown.origins.step_of(a, s);
      std::string line = fmt::format("{}: {}", written_step_name(scenario, a, s),
                                     step_text(scenario.actors[a].steps[s], scenario));
      const bool same = actor == a && step == s;
      renumbered = renumbered || !same;
      if (!same && step != StepOrigins::kNowhere) {
        line += fmt::format(" ({} of the file)", written_step_name(file, actor, step));
      }
      out.push_back(std::move(line));
    }
  }
  if (!renumbered) out.clear();
  return out;
}

void list_faults(FailureReport& report, const Scenario& scenario) {
  for (const FaultSpec& fault : scenario.faults) {
    report.faults.push_back(fault_text(fault, scenario));
  }
  for (const SlipSpec& slip : scenario.slips) {
    report.faults.push_back(slip_text(slip, scenario) + " (slip)");
  }
  for (const MishapSpec& mishap : scenario.mishaps) {
    report.faults.push_back(mishap_text(mishap, scenario));
  }
}

void describe(FailureReport& report, const Candidate& shown) {
  list_faults(report, shown.scenario);
  const Trial trial = try_scenario(shown.scenario);
  const VerdictItem* item = failure_in(shown, trial.outcome);
  if (item == nullptr) return;
  report.why = item->is_expectation ? item->what + ": " + item->why : item->why;
  report.at_ms = item->at_ms;
}

/// Fills a report from the example of its only slice; shrinks when `trials` allow.
void fill(FailureReport& report, const Scenario& failing, const Scenario& as_written,
          const FailureOptions& options, bool shrinks) {
  const Trial trial = try_scenario(failing);
  report.why = trial.outcome.headline;
  report.apart = kinds_text(failing);
  const auto target = find_failure(failing, trial.outcome, report.rule);
  if (!target) {  // what could not be judged, or a file that does not fail as it expects
    list_faults(report, failing);
    return;
  }
  if (shrinks && options.trials_max > 0) {
    ShrinkOptions shrinking;
    shrinking.trials_max = options.trials_max;
    shrinking.story_trials_max = options.story_trials_max;
    shrinking.stop = options.stop;
    if (failing.judged_under_faults && !as_written.judged_under_faults) {
      shrinking.accept = NeedsAddedFaults(as_written, target->name);
    }
    report.shrunk = shrink(failing, target->name, shrinking);
    if (report.shrunk && !report.shrunk->replayed) report.shrunk.reset();
  }
  if (report.shrunk) {
    describe(report, report.shrunk->best);
    report.apart = kinds_text(report.shrunk->best.scenario);
    report.procedure = numbered_steps(report.shrunk->best, failing);
    report.story = story_lines(report.shrunk->story, kStoryWidth);
    return;
  }
  const Candidate whole{failing, *target};
  describe(report, whole);
  Story story = tell_story(whole, {});
  story.critical.clear();  // nobody looked for it
  report.story = story_lines(story, kStoryWidth);
}

bool same_cause(const FailureReport& a, const FailureReport& b) {
  return a.shrunk && b.shrunk && a.scenario == b.scenario && a.rule == b.rule &&
         kinds_of(a.shrunk->best.scenario) == kinds_of(b.shrunk->best.scenario);
}

/// Takes `report` in, or joins it to the one of the same cause; the smaller example is kept.
void join(std::vector<FailureReport>& reports, FailureReport report) {
  for (FailureReport& other : reports) {
    if (!same_cause(other, report)) continue;
    other.slices.push_back(report.slices.front());
    return;
  }
  reports.push_back(std::move(report));
}

/// "pool-failover-inv-03-5d20": the same cause gets the same name in every campaign.
std::string name_for(const FailureReport& report, const CampaignScenario& scenario) {
  std::string rule;
  for (const char c : report.rule.substr(0, 24)) {
    const auto byte = static_cast<unsigned char>(c);
    rule += std::isalnum(byte) != 0 ? static_cast<char>(std::tolower(byte)) : '-';
  }
  Digest digest;
  const auto fold = [&](const std::string& text) {
    for (const char c : text + '\n') {
      const std::uint64_t word = static_cast<unsigned char>(c);
      digest.fold({&word, 1});
    }
  };
  fold(report.rule);
  if (!scenario.as_written.case_name.empty()) fold(scenario.as_written.case_name);
  for (const std::string& kind : kinds_of(report.shrunk->best.scenario)) fold(kind);
  return fs::path(scenario.file).stem().string() + "-" + rule + "-" +
         digest.value().hex().substr(0, 4);
}

/// Its first key says so, wherever it lies and whatever it is called.
bool is_topology(const std::string& file) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("firedrill-topology:")) return true;
    if (line.starts_with("firedrill:")) return false;
  }
  return false;
}

}  // namespace

std::string again_line(const Campaign& campaign, const std::string& file, std::uint64_t run) {
  return fmt::format("firedrill check {} --seed {} --first {} --runs 1{}{}", file,
                     campaign.options().seed, run, campaign.options().slips ? " --slips" : "",
                     campaign.options().settings);
}

std::vector<FailureReport> failure_reports(const Campaign& campaign,
                                           const FailureOptions& options) {
  std::vector<FailureReport> out;
  std::size_t shrunk = 0;
  for (std::size_t i = 0; i < campaign.scenarios().size(); ++i) {
    const CampaignScenario& scenario = *campaign.scenarios()[i];
    std::vector<FailureReport::Slice> slices;
    for (const auto& [text, group] : campaign.tally().scenarios[i].groups) {
      slices.push_back({text, group});
    }
    std::stable_sort(slices.begin(), slices.end(), [](const auto& a, const auto& b) {
      return a.group.met.first < b.group.met.first;
    });
    for (const FailureReport::Slice& slice : slices) {
      FailureReport report;
      report.scenario = i;
      report.verdict = slice.group.verdict;
      report.rule = slice.group.rule;
      report.slices.push_back(slice);
      report.example = slice.group.example;
      const Swarm swarm = scenario.swarm->make(campaign.options().seed, report.example);
      report.configuration = swarm_text(swarm, *scenario.swarm);
      report.again = again_line(campaign, scenario.argument, report.example);
      fill(report, scenario.scenario_of(swarm), scenario.as_written, options,
           shrunk++ < options.shrunk_max);
      join(out, std::move(report));
    }
  }
  return out;
}

bool save_failures(const Campaign& campaign, const std::string& folder,
                   std::vector<FailureReport>& reports) {
  std::error_code refused;
  for (FailureReport& report : reports) {
    if (!report.shrunk) continue;
    fs::create_directories(folder, refused);
    const CampaignScenario& scenario = *campaign.scenarios()[report.scenario];
    report.saved = (fs::path(folder) / (name_for(report, scenario) + ".yaml")).generic_string();
    if (fs::exists(report.saved, refused)) continue;
    const ShrunkFile file = shrunk_file(*report.shrunk, scenario.label, report.saved);
    if (!save(file)) return false;
  }
  return true;
}

std::vector<std::string> scenario_files(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code refused;
  for (const auto& entry : fs::directory_iterator(folder, refused)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".yaml") && !name.ends_with(".yml")) continue;
    if (is_topology(entry.path().string())) continue;
    out.push_back(entry.path().generic_string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<SavedFailure> run_saved(const std::string& folder, Diagnostics& diagnostics) {
  std::vector<SavedFailure> out;
  for (const std::string& file : scenario_files(folder)) {
    for (const Scenario& each : read_scenario_cases(file, {}, diagnostics)) {
      out.push_back({scenario_argument(file, each.case_name), try_scenario(each).outcome});
    }
  }
  return out;
}

}  // namespace firedrill
