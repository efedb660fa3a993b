// firedrill check: many runs of scenarios under drawn faults, and what they say together.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <thread>

#include "reports/campaign_record.hpp"
#include "reports/campaign_text.hpp"
#include "sim/cli/options.hpp"
#include "sim/engine/assert.hpp"
#include "sim/explore/campaign_ranges.hpp"
#include "sim/topology/document.hpp"

namespace firedrill {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);
void on_interrupt(int) {
  interrupted = true;
}

constexpr const char* kUsage =
    "usage: firedrill check SCENARIO|DIR... [--runs N | --for DURATION] [--jobs N] [--slips]\n"
    "                       [--seed N] [--save DIR] [--record FILE]\n"
    "                       [--format text|json|junit]\n"
    "Runs every scenario many times, each time with other faults at other instants, and checks\n"
    "what must hold under any fault: every invariant, and the expectations marked so. Says what\n"
    "broke, grouped by cause, what was covered, and whether more running is worth it. Exit\n"
    "status: 0 held, 1 violated, 2 unknown, 3 rejected, 70 a run that does not repeat.\n";

constexpr std::uint64_t kRunsWithoutEnd = std::uint64_t{1} << 40;

/// The files that `path` stands for: itself, or the scenarios of a folder, sorted.
std::vector<std::string> files_of(const std::string& path) {
  std::error_code refused;
  return fs::is_directory(path, refused) ? scenario_files(path) : std::vector<std::string>{path};
}

/// Rate, done, left and violations so far, on one line of the terminal.
class Progress final : public CampaignListener {
 public:
  Progress(bool shown, std::uint64_t wanted, std::int64_t for_ms, CampaignListener* next)
      : shown_(shown), wanted_(wanted), for_ms_(for_ms), next_(next) {}
  ~Progress() override { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void on_batch(const CampaignTally& batch, const CampaignTally& all) override {
    if (next_ != nullptr) next_->on_batch(batch, all);
  }
  void on_progress(std::uint64_t done, std::uint64_t failed) override {
    if (!shown_) return;
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun_);
    const std::uint64_t elapsed =
        std::max<std::uint64_t>(1, static_cast<std::uint64_t>(ms.count()));
    const std::uint64_t rate = done * 1000 / elapsed;
    const std::uint64_t left =
        for_ms_ > 0
            ? static_cast<std::uint64_t>(std::max<std::int64_t>(0, for_ms_ - ms.count())) / 1000
        : rate > 0 ? (wanted_ - done) / rate
                   : 0;
    std::fprintf(stderr, "\r\033[K%llu runs a second, %llu done, %llu s left, %llu violated",
                 static_cast<unsigned long long>(rate), static_cast<unsigned long long>(done),
                 static_cast<unsigned long long>(left), static_cast<unsigned long long>(failed));
    std::fflush(stderr);
    written_ = true;
  }
  void clear() {
    if (written_) std::fputs("\r\033[K", stderr);
    written_ = false;
  }

 private:
  bool shown_;
  bool written_ = false;
  std::uint64_t wanted_;
  std::int64_t for_ms_;
  CampaignListener* next_;
  Clock::time_point begun_ = Clock::now();
};

po::options_description visible_options() {
  po::options_description out("options");
  out.add_options()("runs", po::value<std::uint64_t>(), "runs of each scenario (default 1000)")(
      "for", po::value<std::string>(), "begin no run after this much time (90s, 10m, 2h)")(
      "jobs", po::value<unsigned>(), "threads (default: one a core)")(
      "seed", po::value<std::uint64_t>()->default_value(1), "seed of the campaign")(
      "first", po::value<std::uint64_t>()->default_value(0),
      "number of the first run; run 0 is the scenario as written")(
      "slips", "operators slip too: steps left out, swapped, done twice, mistyped")(
      "save", po::value<std::string>(),
      "keep an example of each failure in this folder; those in it are run first")(
      "no-shrink", "show each failure as it was found; nothing is saved then")(
      "record", po::value<std::string>(), "write tables and curves to this file, line by line")(
      "require-coverage", "a probe that was never met, without a stated reason, is a violation")(
      "set", po::value<std::vector<std::string>>()->composing(),
      "KEY=VALUE as for firedrill run; may be repeated")(
      "strict", "cmdlets as their own pages describe them, not as procedures spell them")(
      "case", po::value<std::string>(),
      "of scenarios with a matrix: the case of this name, or all with some values ('pool=p1')")(
      "format", po::value<std::string>()->default_value("text"), "text, json or junit");
  return out;
}

/// Reads the options of the campaign; false when one is wrong, after saying so.
bool read_campaign_options(const po::variables_map& values, CampaignOptions& options) {
  options.seed = values["seed"].as<std::uint64_t>();
  options.first = values["first"].as<std::uint64_t>();
  options.jobs = values.count("jobs") != 0 ? values["jobs"].as<unsigned>()
                                           : std::max(1U, std::thread::hardware_concurrency());
  if (values.count("runs") != 0) options.runs = values["runs"].as<std::uint64_t>();
  if (values.count("for") != 0) {
    const auto ms = parse_duration_ms(values["for"].as<std::string>());
    if (values.count("runs") != 0 || !ms || *ms <= 0) {
      std::cerr << "firedrill: --for takes a duration (90s, 10m, 2h) and goes without --runs\n";
      return false;
    }
    options.for_ms = *ms;
    options.runs = kRunsWithoutEnd;
  }
  if (options.runs == 0 || options.runs > kRunsWithoutEnd || options.jobs == 0 ||
      options.jobs > 1024 || options.first > kRunsWithoutEnd) {
    std::cerr << "firedrill: --runs, --first and --jobs have to be numbers in reason\n";
    return false;
  }
  options.slips = values.count("slips") != 0;
  const ScenarioOptions given = scenario_options(values);
  options.case_name = given.case_name;
  options.settings = settings_text(given);
  const std::string format = values["format"].as<std::string>();
  if (format != "text" && format != "json" && format != "junit") {
    std::cerr << "firedrill: --format is text, json or junit, not \"" << format << "\"\n";
    return false;
  }
  return true;
}

std::vector<std::unique_ptr<CampaignScenario>> read_scenarios(const po::variables_map& values,
                                                              Diagnostics& diagnostics) {
  std::vector<std::unique_ptr<CampaignScenario>> out;
  bool good = true;
  const bool slips = values.count("slips") != 0;
  ScenarioOptions options = scenario_options(values);
  options.seed.reset();  // --seed is the campaign's
  for (const std::string& path : values["scenario"].as<std::vector<std::string>>()) {
    for (const std::string& file : files_of(path)) {
      std::vector<Scenario> cases = read_scenario_cases(file, options, diagnostics);
      good = good && !cases.empty();
      if (!good) continue;
      for (Scenario& each : cases) {
        out.push_back(std::make_unique<CampaignScenario>(std::move(each), file, slips));
      }
    }
  }
  if (!good) out.clear();
  return out;
}

int report_irreproducible(const Campaign& campaign) {
  const Irreproducible& one = *campaign.irreproducible();
  std::cerr << "firedrill: internal error: run " << one.run << " of "
            << campaign.scenarios()[one.scenario]->label
            << " was executed twice and came out differently: " << one.difference
            << "\nrepeat it with: "
            << again_line(campaign, campaign.scenarios()[one.scenario]->argument, one.run) << "\n";
  return 70;
}

int exit_status(Verdict verdict) {
  switch (verdict) {
    case Verdict::kHeld:
      return 0;
    case Verdict::kViolated:
      return 1;
    case Verdict::kUnknown:
      return 2;
  }
  return 70;
}

}  // namespace

int verb_check(const Arguments& arguments) {
  po::options_description hidden;
  hidden.add_options()("scenario", po::value<std::vector<std::string>>()->required(),
                       "a SCENARIO or a folder of them");
  po::positional_options_description positional;
  positional.add("scenario", -1);
  const ParsedOptions parsed =
      parse_options(arguments, kUsage, visible_options(), positional, hidden);
  if (parsed.exit) return *parsed.exit;
  CampaignOptions options;
  if (!read_campaign_options(parsed.values, options)) return kExitRejected;
  const std::string format = parsed.values["format"].as<std::string>();
  const std::string folder =
      parsed.values.count("save") != 0 ? parsed.values["save"].as<std::string>() : "";

  Diagnostics diagnostics;
  auto scenarios = read_scenarios(parsed.values, diagnostics);
  std::vector<SavedFailure> saved;
  if (!folder.empty()) saved = run_saved(folder, diagnostics);
  print_diagnostics(diagnostics, format == "json", Advice::kLeftOut);
  if (scenarios.empty() || diagnostics.has_errors()) {
    if (!diagnostics.has_errors()) std::cerr << "firedrill: there is no scenario to check\n";
    return kExitRejected;
  }

  Campaign campaign(std::move(scenarios), options);
  std::optional<CampaignRecord> record;
  if (parsed.values.count("record") != 0) {
    record.emplace(parsed.values["record"].as<std::string>(), campaign);
    if (!record->ok()) {
      std::cerr << "firedrill: the record cannot be written\n";
      return kExitRejected;
    }
  }
  std::signal(SIGINT, on_interrupt);
  {
    Progress progress(isatty(STDERR_FILENO) == 1, options.runs * campaign.scenarios().size(),
                      options.for_ms, record ? &*record : nullptr);
    campaign.run(interrupted, progress);
  }
  if (campaign.irreproducible() != nullptr) return report_irreproducible(campaign);

  FailureOptions describing;
  if (parsed.values.count("no-shrink") != 0) describing.trials_max = 0;
  describing.stop = [] { return interrupted.load(); };
  std::vector<FailureReport> failures = failure_reports(campaign, describing);
  if (!folder.empty() && !save_failures(campaign, folder, failures)) {
    std::cerr << "firedrill: nothing can be written into " << folder << "\n";
    return kExitRejected;
  }
  const std::vector<Unreached> never = unreached(campaign);
  const DiscoveryCurve curve = discovery_curve(campaign);
  CampaignReport report{campaign, failures, saved,
                        never,    curve,    parsed.values.count("require-coverage") != 0};
  report.ranges = campaign_ranges(campaign, describing.stop);
  if (record && !record->finish(report)) {
    std::cerr << "firedrill: the record could not be written whole\n";
    return kExitRejected;
  }
  if (format == "json") {
    std::cout << campaign_as_json(report);
  } else if (format == "junit") {
    std::cout << campaign_as_junit(report);
  } else {
    std::cout << campaign_as_text(report, {});
  }
  return exit_status(verdict_of(report));
}

}  // namespace firedrill
