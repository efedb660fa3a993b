// A row of the table holds what people compare cases by: the verdict, how long until almost all
// could sign in again, how much service and how much data was lost.
#include "reports/run_cases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "reports/summary.hpp"
#include "sim/run/names.hpp"

namespace firedrill {
namespace {

using nlohmann::ordered_json;

int weight(int exit_status) {
  return exit_status == 1 ? 2 : exit_status == 2 ? 1 : 0;
}

std::string verdict_word(const CaseRun& run) {
  if (!run.expected_to_fail) return std::string(verdict_name(run.verdict));
  return run.exit_status == 0 ? "as expected" : "not as expected";
}

std::string sign_in_text(const CaseRun& run) {
  const RecoveryFigures& f = run.figures.recovery[static_cast<std::size_t>(Capability::kSignIn)];
  if (f.affected == 0) return "-";
  return f.affected == f.open ? "never" : duration_text(f.p99) + (f.open > 0 ? " +" : "");
}

std::size_t columns(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t taken = columns(text);
  return text + std::string(taken < width ? width - taken : 0, ' ');
}

}  // namespace

void CaseRuns::add(const RunReport& r, std::string machine) {
  runs_.push_back({r.scenario.case_name, r.outcome.exit_status(), r.outcome.expected_to_fail,
                   r.outcome.verdict, r.outcome.headline, r.figures, std::move(machine)});
}

int CaseRuns::exit_status() const {
  int out = runs_.size() < wanted_ ? 2 : 0;
  for (const CaseRun& run : runs_) {
    if (weight(run.exit_status) > weight(out)) out = run.exit_status;
  }
  return out;
}

std::string CaseRuns::headline() const {
  const int worst = exit_status();
  const std::size_t missing = wanted_ - runs_.size();
  if (worst == 2 && missing > 0) {
    return fmt::format("{} of {} cases were not run", missing, wanted_);
  }
  std::string named;
  std::size_t count = 0;
  bool expected_to_fail = false;
  for (const CaseRun& run : runs_) {
    expected_to_fail = expected_to_fail || run.expected_to_fail;
    if (worst == 0 || run.exit_status != worst) continue;
    if (++count <= 3) named += (named.empty() ? "" : "; ") + run.name;
  }
  if (worst == 0) {
    return fmt::format("all {} cases {}", runs_.size(),
                       expected_to_fail ? "came out as expected" : "held");
  }
  if (count > 3) named += fmt::format("; and {} more", count - 3);
  return fmt::format("{} of {} cases: {}", count, runs_.size(), named);
}

std::string CaseRuns::text(bool verdict_alone) const {
  const int worst = exit_status();
  const std::string verdict = fmt::format("{}  {}\n",
                                          worst == 0   ? "HELD"
                                          : worst == 1 ? "VIOLATED"
                                                       : "UNKNOWN",
                                          headline());
  if (verdict_alone) return verdict;
  std::size_t width = 4;
  for (const CaseRun& run : runs_) width = std::max(width, columns(run.name));
  std::string out = fmt::format("\n  {}  {:<15}  {:>12}  {:>16}  {:>12}\n", padded("case", width),
                                "verdict", "sign-in p99", "user-minutes out", "changes lost");
  for (const CaseRun& run : runs_) {
    out += fmt::format("  {}  {:<15}  {:>12}  {:>16}  {:>12}\n", padded(run.name, width),
                       verdict_word(run), sign_in_text(run),
                       count_text(run.figures.user_ms_out / 60'000),
                       count_text(static_cast<std::int64_t>(run.figures.loss.lost)));
  }
  return out + "\n" + verdict + fmt::format("  same runs again      {}\n", replay_line_);
}

std::string CaseRuns::json() const {
  const int worst = exit_status();
  ordered_json out;
  out["firedrill-summary"] = kSummaryVersion;
  out["verb"] = "run";
  out["program"] = FIREDRILL_VERSION;
  out["scenario"] = file_;
  out["verdict"] = worst == 0 ? "held" : worst == 1 ? "violated" : "unknown";
  out["exit_status"] = worst;
  out["headline"] = headline();
  out["cases"] = ordered_json::array();
  for (const CaseRun& run : runs_) out["cases"].push_back(ordered_json::parse(run.machine));
  out["replay"] = replay_line_;
  return out.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string CaseRuns::junit() const {
  std::string suites;
  for (const CaseRun& run : runs_) suites += run.machine;
  return junit_document(suites);
}

}  // namespace firedrill
