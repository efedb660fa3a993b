// Which cases a finding names: all those with some values in common, where these and no others make
// it; else one of them and how many more.
#include "sim/scenario/reader_case_findings.hpp"

#include <algorithm>
#include <tuple>

namespace firedrill::reading {
namespace {

/// Findings of one kind at one place that differ by a value of the matrix alone; more say nothing.
constexpr std::size_t kShownAtOnePlace = 5;

auto place_of(const Diagnostic& one) {
  return std::tie(one.file, one.mark.line, one.mark.column, one.code);
}

bool before(const Diagnostic& a, const Diagnostic& b) {
  return std::tuple_cat(place_of(a), std::tie(a.message)) <
         std::tuple_cat(place_of(b), std::tie(b.message));
}

bool agrees(const CaseValues& one, const CaseValues& common) {
  return std::all_of(common.begin(), common.end(), [&](const auto& value) {
    return std::find(one.begin(), one.end(), value) != one.end();
  });
}

}  // namespace

void CaseFindings::add(CaseValues values, const Diagnostics& found) {
  const std::size_t number = cases_.size();
  cases_.push_back(std::move(values));
  for (const Diagnostic& one : found.sorted()) {
    const auto at =
        std::lower_bound(found_.begin(), found_.end(), one,
                         [](const Found& a, const Diagnostic& b) { return before(a.finding, b); });
    if (at != found_.end() && !before(one, at->finding)) {
      at->cases.push_back(number);
    } else {
      found_.insert(at, {one, {number}});
    }
  }
}

std::string CaseFindings::where(const std::vector<std::size_t>& cases) const {
  if (cases.size() == cases_.size()) return {};
  const std::string first = case_name(cases_[cases.front()]);
  if (cases.size() == 1) return " (in case " + first + ")";
  CaseValues common = cases_[cases.front()];
  for (const std::size_t n : cases) {
    std::erase_if(common, [&](const auto& value) { return !agrees(cases_[n], {value}); });
  }
  const auto with = static_cast<std::size_t>(std::count_if(
      cases_.begin(), cases_.end(), [&](const CaseValues& one) { return agrees(one, common); }));
  if (with == cases.size()) return " (in the cases with " + case_name(common) + ")";
  return " (in case " + first + " and " + std::to_string(cases.size() - 1) + " more)";
}

void CaseFindings::report(Diagnostics& diagnostics) const {
  for (std::size_t i = 0; i < found_.size();) {
    std::size_t end = i;
    while (end < found_.size() && place_of(found_[end].finding) == place_of(found_[i].finding)) {
      ++end;
    }
    const std::size_t shown = std::min(end, i + kShownAtOnePlace);
    for (std::size_t n = i; n < shown; ++n) {
      Diagnostic finding = found_[n].finding;
      finding.message += where(found_[n].cases);
      if (n + 1 == shown && shown < end) {
        finding.message += "; and so with " + std::to_string(end - shown) + " more values";
      }
      diagnostics.add(std::move(finding));
    }
    i = end;
  }
}

}  // namespace firedrill::reading
