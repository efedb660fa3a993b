// firedrill prove: every distinguishable placement of added faults, one verdict.
#include <cctype>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "reports/proof_text.hpp"
#include "sim/cli/options.hpp"
#include "sim/engine/digest.hpp"
#include "sim/explore/needs_added_faults.hpp"
#include "sim/explore/proof_record.hpp"
#include "sim/explore/proof_scale.hpp"
#include "sim/explore/shrunk_file.hpp"
#include "sim/scenario/reader_faults.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

namespace po = boost::program_options;
using Clock = std::chrono::steady_clock;

volatile std::sig_atomic_t interrupted = 0;
void on_interrupt(int) {
  interrupted = 1;
}

constexpr const char* kUsage =
    "usage: firedrill prove SCENARIO... [--faults K] [--menu FAULT,...]\n"
    "                       [--repair DELAY,...|never] [--slips] [--record FILE] [--save FOLDER]\n"
    "Follows every distinguishable timing of up to K faults beside those of the scenario, and\n"
    "every order of simultaneous events. What must hold is every invariant and every expectation\n"
    "marked \"under faults\". Exit status: 0 held, 1 violated, 2 unknown, 3 rejected.\n";

struct Request {
  ProofOptions options;
  ProofScale scale;
  double seconds_max = 0;  // 0 = no limit
  std::string save;
  std::string record;
  std::string format;
  bool quiet = false;
  bool slips = false;
};

std::vector<std::string> comma_separated(const std::string& text) {
  std::vector<std::string> out;
  std::size_t from = 0;
  while (from <= text.size()) {
    const std::size_t to = std::min(text.find(',', from), text.size());
    if (to > from) out.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return out;
}

/// Everything about the search that the command line says; false (and a message) on a mistake.
bool read_request(const po::variables_map& values, Request& out) {
  bool good = true;
  const auto reject = [&good](const std::string& message) {
    std::cerr << "firedrill: " << message << "\n";
    good = false;
  };
  const std::uint32_t faults = values["faults"].as<std::uint32_t>();
  if (faults >= Zone::kVariablesMax) reject("--faults takes 0 to 3");
  out.options.search.faults = faults;
  for (const std::string& name : comma_separated(values["menu"].as<std::string>())) {
    if (const auto kind = reading::fault_from_name(name)) {
      out.options.menu.kinds.push_back(*kind);
      continue;
    }
    const auto known = reading::fault_names();
    const std::string near = nearest_name(name, known);
    std::string all;
    for (const std::string& each : known) all += (all.empty() ? "" : ", ") + each;
    reject("--menu: no fault \"" + name + "\"; " +
           (near.empty() ? "expected some of " + all : "did you mean \"" + near + "\"?"));
  }
  for (const std::string& text : comma_separated(values["repair"].as<std::string>())) {
    if (text == "never") continue;
    const auto ms = parse_duration_ms(text);
    if (ms && *ms > 0) {
      out.options.search.repairs.push_back(Duration(*ms));
    } else {
      reject("--repair: \"" + text + "\" is not a delay; write never, 90s, 30m or 6h");
    }
  }
  if (values.count("time") != 0) {
    const auto ms = parse_duration_ms(values["time"].as<std::string>());
    if (!ms) reject("--time: \"" + values["time"].as<std::string>() + "\" is not a duration");
    out.seconds_max = ms ? static_cast<double>(*ms) / 1000 : 0;
  }
  out.options.search.table_bytes = std::size_t{values["memory"].as<std::uint32_t>()} << 20;
  out.options.search.merge = values.count("no-merging") == 0;
  out.options.search.orders = values.count("usual-order-only") == 0;
  out.options.menu.symmetry = values.count("no-symmetry") == 0;
  if (values.count("users") != 0) out.scale.users = values["users"].as<std::uint32_t>();
  if (values.count("save") != 0) out.save = values["save"].as<std::string>();
  if (values.count("record") != 0) out.record = values["record"].as<std::string>();
  out.format = values["format"].as<std::string>();
  if (out.format != "text" && out.format != "json" && out.format != "junit") {
    reject("--format is text, json or junit, not \"" + out.format + "\"");
  }
  out.quiet = values.count("quiet") != 0;
  out.slips = values.count("slips") != 0;
  out.options.jobs = values.count("jobs") != 0 ? values["jobs"].as<unsigned>()
                                               : std::max(1U, std::thread::hardware_concurrency());
  if (out.slips && faults == 0)
    reject("--slips: a slip counts as a fault, so --faults is 1 or more");
  return good;
}

/// "-pool-p1-repair-never-5d20": the case as part of a file's name; the digits keep apart cases
/// whose names differ by other signs alone.
std::string case_slug(const std::string& case_name) {
  constexpr std::size_t kLongest = 60;
  if (case_name.empty()) return {};
  std::string out;
  Digest digest;
  for (const char c : case_name) {
    const auto byte = static_cast<unsigned char>(c);
    const std::uint64_t word = byte;
    digest.fold({&word, 1});
    const bool plain = std::isalnum(byte) != 0;
    if (plain || (!out.empty() && out.back() != '-')) {
      out += plain ? static_cast<char>(std::tolower(byte)) : '-';
    }
  }
  return "-" + out.substr(0, kLongest) + "-" + digest.value().hex().substr(0, 4);
}

/// Writes each finding that is not known as a scenario of its own, shrunk; the notes name the
/// files.
void save_findings(const Request& request, const std::string& file, const Scenario& as_written,
                   const ProofResult& result, std::vector<std::string>& notes) {
  if (request.save.empty()) return;
  namespace fs = std::filesystem;
  std::error_code ec;
  fs::create_directories(request.save, ec);
  for (const ProofFinding& finding : result.findings) {
    if (!finding.because.empty()) continue;
    std::string name = finding.is_expectation ? "expectation" : finding.name;
    for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    const std::string of = fs::path(file).stem().string() + case_slug(as_written.case_name);
    const fs::path path = fs::path(request.save) / (of + "-" + name + ".yaml");
    const std::string saved = path.generic_string();
    const auto told = [&](bool good, const std::string& size) {
      notes.push_back(good ? size + ": firedrill run " + saved : "could not be written: " + saved);
    };
    ShrinkOptions shrinking;
    shrinking.stop = [] { return interrupted != 0; };
    if (finding.faults > 0) shrinking.accept = NeedsAddedFaults(as_written, finding.name);
    if (const auto shrunk = shrink(finding.scenario, finding.name, shrinking)) {
      told(save(shrunk_file(*shrunk, scenario_label(as_written), saved)), size_text(shrunk->after));
      continue;
    }
    std::ofstream out(path);  // a finding that makes the verdict unknown is no failure to shrink
    out << write_scenario_for(finding.scenario, request.save);
    told(out.good(), "as found");
  }
}

std::string again_line(const std::string& file, const std::string& case_name,
                       const Arguments& arguments) {
  std::string out = "firedrill prove " + scenario_argument(file, case_name);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "--case") ++i;  // named already, and in full
    if (word == "--case" || word.starts_with("--case=")) continue;
    const bool option = word.starts_with("--");
    const bool value = i > 0 && arguments[i - 1].starts_with("--") &&
                       arguments[i - 1].find('=') == std::string::npos;
    if (option || (value && word.find(".yaml") == std::string::npos)) out += " " + word;
  }
  return out;
}

struct Done {
  ScaledScenario scaled;
  ProofResult result;
  double seconds = 0;
};

Done prove_one(const Request& request, ScaledScenario scaled, const std::string& again) {
  Done done;
  done.scaled = std::move(scaled);
  const auto begun = Clock::now();
  const auto elapsed = [begun] {
    return std::chrono::duration<double>(Clock::now() - begun).count();
  };
  const bool progress = stdout_is_terminal() && request.format == "text";
  double shown = 0;
  ProofOptions options = request.options;
  const Proof* proving = nullptr;
  options.search.give_up = [&] {
    const double now = elapsed();
    if (progress && now - shown > 0.5) {
      shown = now;
      const SearchParts::Progress far = proving->progress();
      std::fprintf(stderr, "\r%llu states, %.2f M/s, %llu parts, %llu findings  ",
                   static_cast<unsigned long long>(far.nodes),
                   static_cast<double>(far.nodes) / now / 1e6,
                   static_cast<unsigned long long>(far.cells),
                   static_cast<unsigned long long>(far.violations));
    }
    return interrupted != 0 || (request.seconds_max > 0 && now > request.seconds_max);
  };
  options.search.split_mixed = !request.record.empty();
  Proof proof(done.scaled.scenario, options);
  proving = &proof;
  std::optional<ProofRecord> record;
  if (!request.record.empty()) {
    record.emplace(request.record, done.scaled.scenario, proof, again);
    proof.listen(&*record);
  }
  done.result = proof.run();
  if (request.slips) prove_slips(done.scaled.scenario, options, done.result);
  if (record) {
    done.scaled.notes.push_back(record->finish(done.result)
                                    ? "the covering was written to " + request.record
                                    : "the record could not be written: " + request.record);
  }
  if (shown > 0) std::fprintf(stderr, "\r%78s\r", "");
  done.seconds = elapsed();
  return done;
}

/// Every case of every file that the command line names; false, after saying so, on a mistake.
bool read_scenarios(const po::variables_map& values, const Request& request,
                    std::vector<std::string>& files, std::vector<ScaledScenario>& scenarios) {
  bool good = true;
  for (const std::string& file : values["scenario"].as<std::vector<std::string>>()) {
    Diagnostics diagnostics;
    auto cases = read_scaled(file, scenario_options(values), request.scale, diagnostics);
    if (cases.empty() || !request.quiet) {
      print_diagnostics(diagnostics, request.format == "json", Advice::kLeftOut);
    }
    good = good && !cases.empty();
    for (ScaledScenario& one : cases) {
      files.push_back(file);
      scenarios.push_back(std::move(one));
    }
  }
  return good;
}

}  // namespace

int verb_prove(const Arguments& arguments) {
  po::options_description visible("options");
  add_scenario_options(visible);
  add_case_option(visible);
  visible.add_options()("faults", po::value<std::uint32_t>()->default_value(1),
                        "how many faults may be added at most, 0 to 3")(
      "menu", po::value<std::string>()->default_value(""),
      "kinds of faults to add, by name and separated by commas; default: every kind")(
      "repair", po::value<std::string>()->default_value("never,30m"),
      "after which delays an added fault may be repaired, beside never")(
      "users", po::value<std::uint32_t>(),
      "users of each pool that stand for its population, 0 = as in the scenario; default: one of "
      "each kind (inside, outside, at the partner's site), at least two")(
      "slips", "also every slip of the administrators, each in place of one fault")(
      "usual-order-only", "follow simultaneous events in the usual order only")(
      "no-merging", "follow equal futures each time they are met (slow)")(
      "no-symmetry", "every one of several interchangeable servers")(
      "jobs", po::value<unsigned>(),
      "threads (default: one a core); they share out one fault, and find the same")(
      "memory", po::value<std::uint32_t>()->default_value(4096), "MiB for the states seen")(
      "time", po::value<std::string>(), "stop after this long: 10m")(
      "record", po::value<std::string>(), "write the covering with its outcomes to this file")(
      "save", po::value<std::string>(), "folder for a scenario of each failure")(
      "format", po::value<std::string>()->default_value("text"), "text, json or junit")(
      "quiet", "print the verdict line alone");
  po::options_description hidden;
  hidden.add_options()("scenario", po::value<std::vector<std::string>>()->required(), "a SCENARIO");
  po::positional_options_description positional;
  positional.add("scenario", -1);
  const ParsedOptions parsed = parse_options(arguments, kUsage, visible, positional, hidden);
  if (parsed.exit) return *parsed.exit;
  Request request;
  if (!read_request(parsed.values, request)) return kExitRejected;
  std::signal(SIGINT, on_interrupt);

  std::vector<std::string> files;  // of each scenario
  std::vector<ScaledScenario> scenarios;
  if (!read_scenarios(parsed.values, request, files, scenarios)) return kExitRejected;
  if (scenarios.size() > 1 && !request.record.empty()) {
    std::cerr << "firedrill: --record takes one scenario, or one case of one (--case)\n";
    return kExitRejected;
  }

  std::vector<std::unique_ptr<Done>> done;
  std::vector<ProofReport> reports;
  Verdict worst = Verdict::kHeld;
  bool replayed = true;
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    const std::string again = again_line(files[i], scenarios[i].scenario.case_name, arguments);
    done.push_back(std::make_unique<Done>(prove_one(request, std::move(scenarios[i]), again)));
    Done& one = *done.back();
    save_findings(request, files[i], one.scaled.scenario, one.result, one.scaled.notes);
    reports.push_back({one.scaled.scenario, request.options, one.result, again,
                       stdout_is_terminal() ? one.seconds : -1, one.scaled.notes});
    worst = std::max(worst, one.result.verdict);
    for (const ProofFinding& finding : one.result.findings) replayed &= finding.replayed;
    if (request.format == "text") {
      std::cout << (i > 0 ? "\n" : "") << proof_as_text(reports.back(), request.quiet)
                << std::flush;
    }
  }
  if (request.format == "json") std::cout << proof_as_json(reports);
  if (request.format == "junit") std::cout << proof_as_junit(reports);
  if (!replayed) return 70;
  return worst == Verdict::kHeld ? 0 : worst == Verdict::kViolated ? 1 : 2;
}

}  // namespace firedrill
