// How a finding reads on one line, and which known name a misspelt word most likely meant.
#include "firedrill/diagnostic.hpp"

#include <cstddef>
#include <limits>

namespace firedrill {
namespace {

std::string_view severity_word(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kAdvice:
      return "advice";
  }
  return "error";
}

// Not std::tolower, which follows the locale; names are ASCII where case matters.
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Edits that turn `a` into `b`: insert, delete, replace, or swap two neighbours (each place is
/// edited once: optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
          lower(a[i - 2]) == lower(b[j - 1])) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

}  // namespace

std::string format_diagnostic(const Diagnostic& diagnostic) {
  std::string out = diagnostic.file;
  if (diagnostic.mark.line > 0) {
    out += ':' + std::to_string(diagnostic.mark.line);
    if (diagnostic.mark.column > 0) out += ':' + std::to_string(diagnostic.mark.column);
  }
  if (!out.empty()) out += ": ";
  out += severity_word(diagnostic.severity);
  out += ' ' + diagnostic.code + ": " + diagnostic.message;
  if (!diagnostic.rule.empty()) out += " (" + diagnostic.rule + ")";
  return out;
}

std::string nearest_name(std::string_view word, const std::vector<std::string>& candidates) {
  // A third of the word may be wrong, and one letter even of a word of two.
  const std::size_t allowed = word.size() < 2 ? 0 : std::max<std::size_t>(1, word.size() / 3);
  const std::string* nearest = nullptr;
  std::size_t least = std::numeric_limits<std::size_t>::max();
  for (const std::string& candidate : candidates) {
    const std::size_t longer = std::max(word.size(), candidate.size());
    const std::size_t shorter = std::min(word.size(), candidate.size());
    if (longer - shorter > allowed) continue;
    const std::size_t distance = edit_distance(word, candidate);
    if (distance > allowed) continue;
    // Of equally near names the first in the alphabet, so that the order of a list does not show.
    if (distance < least || (distance == least && candidate < *nearest)) {
      least = distance;
      nearest = &candidate;
    }
  }
  return nearest == nullptr ? std::string() : *nearest;
}

}  // namespace firedrill
