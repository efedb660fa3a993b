// Likeness is the longest common sequence of cmdlets with their switches. What is outside of it but
// in both stands elsewhere than documented.
#include "reports/pictures/documented_procedures.hpp"

#include <algorithm>
#include <cctype>

namespace firedrill {
namespace {

DocumentedProcedure read(const DocumentedText& source) {
  DocumentedProcedure out;
  out.file = source.file;
  bool inside = false;
  std::string_view rest = source.text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.starts_with("title: ")) out.title = line.substr(7);
    if (!line.empty() && line.front() != ' ' && line.front() != '#') {
      inside = line == "procedure:";
    } else if (inside && line.starts_with("  - ")) {
      out.steps.emplace_back(line.substr(4));
    }
  }
  return out;
}

using Names = std::vector<std::string>;

/// Pairs of positions of a longest common sequence, names that are empty left out.
std::vector<std::pair<std::size_t, std::size_t>> common(const Names& a, const Names& b) {
  std::vector<std::vector<int>> best(a.size() + 1, std::vector<int>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      best[i][j] = std::max(best[i + 1][j], best[i][j + 1]);
      if (a[i] == b[j] && !a[i].empty()) best[i][j] = std::max(best[i][j], best[i + 1][j + 1] + 1);
    }
  }
  std::vector<std::pair<std::size_t, std::size_t>> out;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j] && !a[i].empty() && best[i][j] == best[i + 1][j + 1] + 1) {
      out.emplace_back(i++, j++);
    } else if (best[i + 1][j] >= best[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  return out;
}

std::string small(std::string text) {
  for (char& each : text) each = static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
  return text;
}

/// What makes another step of the same cmdlet: one that changes nothing, or goes about it
/// otherwise.
std::string with_switches(const std::string& line) {
  std::string out = cmdlet_of(line);
  if (out.empty()) return out;
  const std::string rest = small(line) + " ";
  for (const char* each : {"-whatif", "-disastermode", "-force"}) {
    for (const char* end : {" ", ":"}) {
      const std::size_t at = rest.find(" " + std::string(each) + end);
      if (at == std::string::npos || rest.substr(at).starts_with(" " + std::string(each) + ":$f")) {
        continue;
      }
      out += std::string(" ") + each;
    }
  }
  return out;
}

Names names_of(const std::vector<std::string>& steps) {
  Names out;
  for (const std::string& step : steps) out.push_back(with_switches(step));
  return out;
}

}  // namespace

std::string cmdlet_of(const std::string& line) {
  std::string out = line.substr(0, line.find(' '));
  if (out.find('-') == std::string::npos) return {};
  return small(std::move(out));
}

bool is_change(const std::string& line) {
  const std::string name = with_switches(line);
  return !name.empty() && !name.starts_with("get-") && !name.starts_with("test-") &&
         name.find(" -whatif") == std::string::npos;
}

ProcedureMatch nearest_documented(const ActorSpec& actor) {
  std::vector<std::string> steps;
  for (const StepSpec& step : actor.steps) steps.push_back(step.text);
  const Names own = names_of(steps);
  ProcedureMatch out;
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  Names theirs;
  std::int64_t best = 0;
  for (const DocumentedText& source : documented_texts()) {
    // A scenario in which a step has to fail shows a rule, not a procedure.
    if (source.text.find("fails with") != std::string_view::npos) continue;
    DocumentedProcedure documented = read(source);
    const Names names = names_of(documented.steps);
    auto found = common(own, names);
    // Many in common, few left over on the documented side, and to the letter where it can be.
    std::int64_t score = static_cast<std::int64_t>(found.size()) * 3;
    score -= std::count_if(documented.steps.begin(), documented.steps.end(), is_change);
    for (const auto& [i, j] : found) score += steps[i] == documented.steps[j] ? 1 : 0;
    if (found.size() < 2 || (score <= best && !pairs.empty())) continue;
    best = score;
    out.documented = std::move(documented);
    pairs = std::move(found);
    theirs = names;
  }
  out.identical = steps == out.documented.steps;
  out.of_step.assign(own.size(), -1);
  out.moved.assign(own.size(), false);
  out.of_documented.assign(theirs.size(), -1);
  for (const auto& [i, j] : pairs) {
    out.of_step[i] = static_cast<int>(j);
    out.of_documented[j] = static_cast<int>(i);
  }
  for (std::size_t i = 0; i < own.size(); ++i) {
    for (std::size_t j = 0; j < theirs.size() && out.of_step[i] < 0 && !own[i].empty(); ++j) {
      if (own[i] != theirs[j] || out.of_documented[j] >= 0) continue;
      out.of_step[i] = static_cast<int>(j);
      out.of_documented[j] = static_cast<int>(i);
      out.moved[i] = true;
    }
  }
  return out;
}

}  // namespace firedrill
