// A scenario file as the scenarios that it is: its files are loaded and merged, its matrix is
// spread out, and every case is read by itself.
//
//   text -> files it includes, merged -> matrix -> for each case: filled in -> read -> Scenario
//
// A mistake never ends the reading; where a part is missing, what may only seem wrong without it is
// not reported.
#include <algorithm>

#include "sim/scenario/reader_case_findings.hpp"
#include "sim/scenario/reader_fields.hpp"
#include "sim/scenario/reader_include.hpp"
#include "sim/scenario/reader_matrix.hpp"
#include "sim/topology/text_file.hpp"

namespace firedrill {
namespace reading {
namespace {

enum class Wanted : std::uint8_t { kOne, kAll };

/// What a request for scenarios consists of, whatever the texts come from.
struct Request {
  const std::string& file;
  const std::string* topology_text;
  const TextOfPath& text_of;
  const ScenarioOptions& options;
  Wanted wanted;
};

/// All cases together: small files may name a thousand cases, and large ones a few.
constexpr std::size_t kNodesOfAllCases = 2'000'000;
constexpr std::size_t kBytesOfAllCases = std::size_t{256} << 20;

std::size_t nodes_of(const Node& node) {
  std::size_t out = 1;
  for (const Node& item : node.items) out += nodes_of(item);
  for (const auto& [key, value] : node.entries) out += 1 + nodes_of(value);
  return out;
}

bool within_bounds(const LoadedFiles& loaded, const std::string& text, std::size_t cases,
                   const Request& request, Diagnostics& diagnostics) {
  std::size_t bytes = text.size();
  for (const SourceFile& part : loaded.included) bytes += part.text.size();
  if (cases <= 1 ||
      (nodes_of(*loaded.root) <= kNodesOfAllCases / cases && bytes <= kBytesOfAllCases / cases)) {
    return true;
  }
  diagnostics.error(code::kTooMany, request.file, loaded.root->find("matrix")->mark,
                    "the cases of this matrix hold more than 2,000,000 values or 256 MiB "
                    "together, the most that is read");
  return false;
}

/// Findings that a missing part may be the only cause of.
bool may_be_in_a_part(const Diagnostic& one) {
  return one.code == code::kMissingKey || one.code == code::kNumberOutOfRange ||
         one.code == code::kNoSuchAdministrator;
}

std::vector<std::string> case_names(const Matrix& matrix) {
  std::vector<std::string> out;
  for (std::size_t n = 0; n < matrix.cases; ++n) out.push_back(case_name(case_values(matrix, n)));
  return out;
}

/// The numbers of the cases that the options ask for; nothing, and a finding, when that cannot be.
std::vector<std::size_t> chosen_cases(const Request& request, const Matrix& matrix,
                                      Diagnostics& diagnostics) {
  std::vector<std::size_t> out;
  const std::string& asked = request.options.case_name;
  for (std::size_t n = 0; n < matrix.cases; ++n) {
    if (asked.empty() || names_case(asked, case_values(matrix, n))) out.push_back(n);
  }
  if (matrix.lists.empty() && !asked.empty()) {
    diagnostics.error(code::kNoSuchCase, "--case", {},
                      "no case " + in_quotes(asked) + ": " + request.file + " has no matrix");
    return {};
  }
  if (out.empty()) {
    diagnostics.error(code::kNoSuchCase, "--case", {},
                      "no case " + in_quotes(asked) + suggestion(asked, case_names(matrix)));
  } else if (out.size() > 1 && request.wanted == Wanted::kOne) {
    const std::string first = case_name(case_values(matrix, out.front()));
    diagnostics.error(code::kNoSuchCase, request.file, {},
                      std::to_string(out.size()) + " cases, and one is wanted here; say which: " +
                          scenario_argument("", first).substr(1));
    return {};
  }
  return out;
}

ReadingContext context_of(const Request& request, const std::string& text,
                          const LoadedFiles& loaded, Diagnostics& diagnostics) {
  ReadingContext context;
  context.file = request.file;
  context.diagnostics = &diagnostics;
  context.lines.add(text);
  for (const SourceFile& part : loaded.included) {
    context.included.push_back(part.file);
    context.lines.add(part.text);
  }
  return context;
}

std::vector<Scenario> read_all(const Request& request, const std::string& bytes,
                               Diagnostics& diagnostics) {
  const std::optional<std::string> text = decode_text(bytes, request.file, diagnostics);
  if (!text) return {};
  const LoadedFiles loaded = load_files(*text, request.file, request.text_of, diagnostics);
  if (!loaded.root) return {};
  const Node& root = *loaded.root;
  const ReadingContext common = context_of(request, *text, loaded, diagnostics);
  const Matrix matrix = read_matrix(common, root);
  const bool fills = loaded.merged || root.find("matrix") != nullptr;
  std::vector<Mark> undefined;
  if (fills) undefined = check_placeholders(common, root, matrix, loaded.whole);

  std::vector<Scenario> out;
  CaseFindings findings;
  const std::vector<std::size_t> chosen = chosen_cases(request, matrix, diagnostics);
  if (!within_bounds(loaded, *text, chosen.size(), request, diagnostics)) return {};
  for (const std::size_t n : chosen) {
    const CaseValues values = case_values(matrix, n);
    Diagnostics found;
    ReadingContext context = common;
    context.diagnostics = &found;
    const Node filled = fills ? fill_in(context, root, values) : Node();
    std::optional<Scenario> scenario =
        read_tree(context, fills ? filled : root, request.topology_text, request.options);
    Diagnostics kept;
    for (const Diagnostic& one : found.sorted()) {
      const bool follows = std::any_of(undefined.begin(), undefined.end(), [&](const Mark& mark) {
        return one.file == common.file_of(mark) && one.mark.line == mark.line &&
               one.mark.column == mark.column;
      });
      if (!follows && (loaded.whole || !may_be_in_a_part(one))) kept.add(one);
    }
    findings.add(values, kept);
    if (!scenario) continue;
    scenario->text = *text;
    scenario->included = loaded.included;
    scenario->case_name = case_name(values);
    out.push_back(std::move(*scenario));
  }
  findings.report(diagnostics);
  if (out.size() != chosen.size()) out.clear();
  return out;
}

/// Mistakes are judged by themselves, so that those of another file do not spoil this one.
std::vector<Scenario> read_bytes(const Request& request, const std::string& bytes,
                                 Diagnostics& outer) {
  Diagnostics diagnostics;
  std::vector<Scenario> out = read_all(request, bytes, diagnostics);
  for (const Diagnostic& finding : diagnostics.sorted()) outer.add(finding);
  if (diagnostics.has_errors()) out.clear();
  return out;
}

std::vector<Scenario> read_path(const std::string& path, const ScenarioOptions& options,
                                Wanted wanted, Diagnostics& diagnostics) {
  const std::optional<std::string> bytes = read_file_bytes(path, diagnostics);
  if (!bytes) return {};
  const TextOfPath text_of = [](const std::string& part,
                                Diagnostics& found) -> std::optional<std::string> {
    Diagnostics missing;  // reported by who includes it, at the place
    const std::optional<std::string> read = read_file_bytes(part, missing);
    return read ? decode_text(*read, part, found) : std::nullopt;
  };
  return read_bytes({path, nullptr, text_of, options, wanted}, *bytes, diagnostics);
}

std::vector<Scenario> read_source(const ScenarioSource& source, const ScenarioOptions& options,
                                  Wanted wanted, Diagnostics& diagnostics) {
  const TextOfPath text_of = [&source](const std::string& part,
                                       Diagnostics&) -> std::optional<std::string> {
    for (const SourceFile& one : source.included) {
      if (one.file == part) return one.text;
    }
    return std::nullopt;
  };
  return read_bytes({source.file, &source.topology_text, text_of, options, wanted}, source.text,
                    diagnostics);
}

std::optional<Scenario> only(std::vector<Scenario> read) {
  if (read.empty()) return std::nullopt;
  return std::move(read.front());
}

}  // namespace
}  // namespace reading

std::vector<Scenario> read_scenario_cases(const std::string& path, const ScenarioOptions& options,
                                          Diagnostics& diagnostics) {
  return reading::read_path(path, options, reading::Wanted::kAll, diagnostics);
}

std::optional<Scenario> read_scenario_file(const std::string& path, const ScenarioOptions& options,
                                           Diagnostics& diagnostics) {
  return reading::only(reading::read_path(path, options, reading::Wanted::kOne, diagnostics));
}

std::vector<Scenario> read_scenario_source(const ScenarioSource& source,
                                           const ScenarioOptions& options,
                                           Diagnostics& diagnostics) {
  return reading::read_source(source, options, reading::Wanted::kAll, diagnostics);
}

std::optional<Scenario> read_scenario_text(const std::string& text, const std::string& name,
                                           const std::string& topology_text,
                                           const ScenarioOptions& options,
                                           Diagnostics& diagnostics) {
  return reading::only(reading::read_source({name, text, {}, topology_text}, options,
                                            reading::Wanted::kOne, diagnostics));
}

const std::string& file_of(const Scenario& scenario, const Mark& mark) {
  const auto other = static_cast<std::size_t>(mark.source);
  const bool part = mark.source > 0 && other <= scenario.included.size();
  return part ? scenario.included[other - 1].file : scenario.file;
}

std::string scenario_label(const Scenario& scenario) {
  if (scenario.case_name.empty()) return scenario.file;
  return scenario.file + " [" + scenario.case_name + "]";
}

std::string scenario_argument(const std::string& file, const std::string& case_name) {
  if (case_name.empty()) return file;
  std::string quoted;  // for a shell: nothing within single quotes means anything but itself
  for (const char c : case_name) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return file + " --case '" + quoted + "'";
}

}  // namespace firedrill
