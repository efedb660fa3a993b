// The story speaks of steps and faults by number, so that it stays true wherever the file lies.
#include "sim/explore/shrunk_file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "sim/rules/catalogue.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWidth = 98;  // and "# " before it
constexpr std::string_view kYaml = ".yaml";

std::string without_extension(const std::string& path) {
  return path.ends_with(kYaml) ? path.substr(0, path.size() - kYaml.size()) : path;
}

std::string title_of(const Shrunk& shrunk, const std::string& from) {
  const RuleEntry* rule = find_rule(shrunk.best.target.name);
  std::string title = shrunk.best.target.name;
  if (rule != nullptr) title += " " + std::string(rule->title);
  // Behind the file stands the case of its matrix, which may hold a slash of its own.
  const std::size_t end = std::min(from.find(" ["), from.size());
  return title + ", shrunk from " + fs::path(from.substr(0, end)).filename().generic_string() +
         from.substr(end);
}

}  // namespace

std::string shrunk_text(const Shrunk& shrunk) {
  std::string out = fmt::format("{} became {}; {} candidates tried", size_text(shrunk.before),
                                size_text(shrunk.after), shrunk.trials);
  if (shrunk.budget_ended) return out + ", where the budget ended";
  if (shrunk.no_part_fails)
    out += "; every smaller part of its faults and steps was tried, and none fails by it";
  return out;
}

ShrunkFile shrunk_file(const Shrunk& shrunk, const std::string& from, const std::string& path) {
  ShrunkFile out;
  out.path = path;
  Scenario scenario = shrunk.best.scenario;
  scenario.title = title_of(shrunk, from);
  scenario.description.clear();
  if (shrunk.own_topology) {
    out.topology_path = without_extension(path) + ".topology.yaml";
    out.topology_text = scenario.topology_text;
    scenario.topology_file = out.topology_path;
  }
  std::vector<std::string> lines = story_lines(shrunk.story, kWidth);
  add_labelled(lines, "shrunk", shrunk_text(shrunk), kWidth);
  for (const std::string& line : lines) out.text += line.empty() ? "#\n" : "# " + line + "\n";
  const std::string folder = fs::path(path).parent_path().generic_string();
  out.text += write_scenario_for(scenario, folder.empty() ? "." : folder);
  return out;
}

bool replays(const ShrunkFile& file, const Shrunk& shrunk) {
  Diagnostics diagnostics;
  auto scenario =
      read_scenario_text(file.text, file.path, shrunk.best.scenario.topology_text, {}, diagnostics);
  if (!scenario) return false;
  const Candidate again{std::move(*scenario), shrunk.best.target};
  const Trial trial = try_scenario(again.scenario);
  return trial.digest == shrunk.digest && fails_the_same(again, trial.outcome);
}

bool save(const ShrunkFile& file) {
  const auto write = [](const std::string& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << text;
    out.flush();
    return out.good();
  };
  if (!file.topology_path.empty() && !write(file.topology_path, file.topology_text)) return false;
  return write(file.path, file.text);
}

}  // namespace firedrill
