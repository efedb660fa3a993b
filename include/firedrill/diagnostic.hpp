// Mistakes in files that users write: every one has a place, a permanent code and a remedy.
//
// Readers collect all mistakes of a file and report them in one pass, sorted by place. A diagnostic
// never throws; a reader that found an error returns nothing else.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace firedrill {

/// A place in a file: line and column count from 1; 0 means "the file as a whole". `source` tells
/// the files of one scenario apart: 0 is its own, the others are those it includes.
struct Mark {
  int line = 0;
  int column = 0;
  int source = 0;
  friend bool operator==(const Mark&, const Mark&) = default;
};

enum class Severity { kError, kWarning, kAdvice };

/// One finding. `code` is permanent ("FD1004"); `rule` names the rule of the domain it rests on, or
/// is empty; `message` says what was found and what was expected, in one sentence without full
/// stop.
struct Diagnostic {
  Severity severity = Severity::kError;
  std::string code;
  std::string rule;
  std::string file;
  Mark mark;
  std::string message;
};

/// All findings of one pass over one or more files.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic) { list_.push_back(std::move(diagnostic)); }
  void error(std::string code, std::string file, Mark mark, std::string message,
             std::string rule = {}) {
    add({Severity::kError, std::move(code), std::move(rule), std::move(file), mark,
         std::move(message)});
  }
  void warning(std::string code, std::string file, Mark mark, std::string message,
               std::string rule = {}) {
    add({Severity::kWarning, std::move(code), std::move(rule), std::move(file), mark,
         std::move(message)});
  }
  [[nodiscard]] bool has_errors() const {
    return std::any_of(list_.begin(), list_.end(),
                       [](const Diagnostic& d) { return d.severity == Severity::kError; });
  }
  /// Sorted by file, line, column, code; equal findings appear once.
  [[nodiscard]] std::vector<Diagnostic> sorted() const {
    auto key = [](const Diagnostic& d) {
      return std::tie(d.file, d.mark.line, d.mark.column, d.code, d.message);
    };
    std::vector<Diagnostic> out = list_;
    std::stable_sort(out.begin(), out.end(),
                     [&](const auto& a, const auto& b) { return key(a) < key(b); });
    out.erase(std::unique(out.begin(), out.end(),
                          [&](const auto& a, const auto& b) { return key(a) == key(b); }),
              out.end());
    return out;
  }

 private:
  std::vector<Diagnostic> list_;
};

/// "file:line:column: error FD1004: message (RULE)"
[[nodiscard]] std::string format_diagnostic(const Diagnostic& diagnostic);

/// The candidate nearest to `word` by edit distance, or empty when none is near enough to suggest.
[[nodiscard]] std::string nearest_name(std::string_view word,
                                       const std::vector<std::string>& candidates);

}  // namespace firedrill
