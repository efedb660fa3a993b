// Verdict first, then what it claims, what breaks it, the worst cases and the figures.
#include "reports/proof_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "sim/explore/range_effects.hpp"
#include "sim/rules/catalogue.hpp"
#include "sim/run/names.hpp"

namespace firedrill {
namespace {

std::string number(std::uint64_t n) {
  std::string out = std::to_string(n);
  for (std::size_t i = out.size(); i > 3; i -= 3) out.insert(i - 3, ",");
  return out;
}

std::string upper(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return out;
}

std::string faults_word(std::uint32_t n) {
  return n == 0 ? "no added fault" : n == 1 ? "1 fault" : fmt::format("{} faults", n);
}

std::string repairs_words(const SearchOptions& options) {
  std::string out = "never repaired";
  for (const Duration repair : options.repairs) out += " or after " + duration_text(repair.count());
  return out;
}

std::string known_words(const ProofResult& result) {
  std::string out;
  for (const ProofFinding& finding : result.findings) {
    if (!finding.because.empty()) out += (out.empty() ? "" : ", ") + finding.name;
  }
  return out;
}

std::string headline(const ProofReport& report) {
  const ProofResult& r = report.result;
  for (const ProofFinding& finding : r.findings) {
    if (!finding.because.empty() || finding.verdict != r.verdict) continue;
    std::string out = fmt::format("{} in {}", finding.name, faults_word(finding.faults));
    if (finding.mishaps > 0) {
      out += fmt::format(" and {} mishap{}", finding.mishaps, finding.mishaps == 1 ? "" : "s");
    }
    if (r.end == SearchEnd::kComplete && finding.faults > 0) {
      out += "; no shorter failure exists";
    } else if (finding.faults > 0) {
      out += "; a shorter one may exist, since the search was not completed";
    }
    return out;
  }
  for (const SlipFigure& slip : r.slips) {
    if (slip.verdict != r.verdict || slip.rules.empty()) continue;
    return fmt::format("{} by one slip: {}", slip.rules.front(), slip.text);
  }
  if (r.verdict == Verdict::kUnknown && r.end == SearchEnd::kComplete) {
    for (const OpenDeadline& deadline : r.open_deadlines) {
      if (deadline.everywhere) return "never judged, since its time is never up: " + deadline.text;
    }
    for (const SlipFigure& slip : r.slips) {
      if (slip.verdict == r.verdict) return "undecided by one slip: " + slip.text;
    }
  }
  if (r.verdict == Verdict::kUnknown) {
    const char* why =
        r.end == SearchEnd::kMemory ? "the memory that was allowed is used up" : "it was stopped";
    return fmt::format("{} before everything was covered", why);
  }
  std::string out =
      fmt::format("for every placement of {}{}", report.options.search.faults > 0 ? "at most " : "",
                  faults_word(report.options.search.faults));
  const std::string known = known_words(r);
  if (!known.empty()) out = "but for " + known + " (known: written in the scenario), " + out;
  return out;
}

void add_finding(std::string& out, const ProofReport& report, const ProofFinding& finding) {
  const Scenario& s = report.scenario;
  const RuleEntry* rule = finding.is_expectation ? nullptr : find_rule(finding.name);
  const char* state = !finding.because.empty()                ? "known"
                      : finding.verdict == Verdict::kViolated ? "violated"
                                                              : "unknown";
  out += fmt::format("\n  {:<9} {}", state, finding.name);
  if (rule != nullptr && !rule->title.empty()) out += fmt::format("  {}", rule->title);
  out += fmt::format("\n            {}\n", finding.text);
  for (std::size_t i = s.faults.size(); i < finding.scenario.faults.size(); ++i) {
    out += fmt::format("            when {}\n", finding.scenario.faults[i].text);
  }
  for (std::size_t i = s.mishaps.size(); i < finding.scenario.mishaps.size(); ++i) {
    out += fmt::format("            when {}\n", finding.scenario.mishaps[i].text);
  }
  if (finding.faults == 0) out += "            without any added fault\n";
  if (!finding.where.pins.empty()) {
    out += "            only where simultaneous events come in one order\n";
  }
  if (!finding.because.empty()) out += fmt::format("            because {}\n", finding.because);
  out += fmt::format("            in {} of {} parts of the covering\n", number(finding.cells),
                     number(report.result.figures.cells));
  if (!finding.replayed) out += "            A PLAIN RUN DOES NOT SHOW IT: please report this\n";
}

void add_claim(std::string& out, const ProofReport& report) {
  const ProofResult& r = report.result;
  const SearchOptions& o = report.options.search;
  if (o.faults == 0) return;
  out += fmt::format("  {} of {} ({} kinds{}), {}\n",
                     o.faults == 1 ? "every placement of one fault"
                                   : fmt::format("every placement of up to {} faults", o.faults),
                     r.components, r.kinds,
                     r.stands_for > r.components
                         ? fmt::format("; interchangeable servers once, {} in all", r.stands_for)
                         : std::string(),
                     repairs_words(o));
  if (!r.probes.mishaps.empty()) {
    out += fmt::format("  what the documentation says may go wrong does and does not: {}\n",
                       fmt::join(r.probes.mishaps, ", "));
  }
  if (r.end == SearchEnd::kComplete) {
    out += fmt::format(
        "  {} distinguishable parts cover {} to {} without a gap{}\n",
        number(r.figures.cells - r.figures.tied_cells),
        clock_text(0, report.scenario.clock_start.count()),
        clock_text(report.scenario.duration.count(), report.scenario.clock_start.count()),
        o.orders ? fmt::format("; {} more by other orders of simultaneous events",
                               number(r.figures.tied_cells))
                 : "; simultaneous events in the usual order only");
  } else {
    out += fmt::format("  {} parts were covered\n", number(r.figures.cells));
  }
}

/// A proof is for one draw of every range; that is less than the range, and has to be said.
void add_ranges(std::string& out, const ProofReport& report) {
  for (const ParameterRange& range : ranges_of(report.scenario)) {
    const ParameterInfo& info = parameter_info(range.id);
    out += fmt::format("  for {} {} = {}, drawn from {}; not for the rest of the range\n",
                       info.assumption, info.name,
                       print_parameter(info, drawn_in(report.scenario, range)),
                       print_parameter_range(range));
  }
}

void add_expectations(std::string& out, const ProofReport& report) {
  const ProofResult& r = report.result;
  if (r.expectations.empty() || report.options.search.faults == 0) return;
  out += "\n  of the run as written, under added faults (figures, not verdicts):\n";
  for (const ExpectationFigure& e : r.expectations) {
    if (e.missed_cells == 0) {
      out += fmt::format("    always met    {}\n", e.text);
      continue;
    }
    out += fmt::format(
        "    missed in {:>5.1f} %  {}\n                   first: {}\n",
        100.0 * static_cast<double>(e.missed_cells) / static_cast<double>(r.figures.cells), e.text,
        e.first);
  }
}

void add_open_deadlines(std::string& out, const ProofReport& report) {
  const ProofResult& r = report.result;
  for (const OpenDeadline& deadline : r.open_deadlines) {
    out += deadline.everywhere
               ? fmt::format(
                     "\n  never judged: {}\n    its time was not up at the end anywhere; see "
                     "\"duration\"\n",
                     deadline.text)
               : fmt::format(
                     "\n  not judged in {} of {} parts, since its time was not up at the "
                     "end: {}\n",
                     number(deadline.cells), number(r.figures.cells), deadline.text);
  }
}

void add_worst(std::string& out, const ProofReport& report) {
  const ProofResult& r = report.result;
  out += "\n";
  for (const ProofWorst& worst : r.worst) {
    out += fmt::format("  worst {:<22} {}{}\n    {}\n", worst.what, duration_text(worst.ms),
                       worst.user.empty() ? "" : fmt::format("  ({})", worst.user), worst.where);
  }
  const auto left = [&](std::uint64_t cells, const char* what) {
    if (cells == 0) return;
    out += fmt::format("  at the end somebody is {} in {} of {} parts\n", what, number(cells),
                       number(r.figures.cells));
  };
  left(r.left_out_cells[0], "signed out");
  left(r.left_out_cells[1], "without regular mode");
  if (r.losing_cells > 0) {
    out += fmt::format("  changes are lost or left behind in {} of {} parts\n",
                       number(r.losing_cells), number(r.figures.cells));
  } else {
    out += "  no change is lost or left behind anywhere\n";
  }
}

/// What comes of the slips of one kind in one step: what is broken, else what refuses a step, else
/// what is missed, else nothing.
std::string slip_cell(const ProofResult& r, std::size_t actor, std::size_t step, SlipKind kind) {
  std::vector<std::string> all;
  for (const SlipFigure& figure : r.slips) {
    if (figure.slips.size() != 1 || figure.slips[0].kind != kind) continue;
    if (figure.slips[0].actor != actor) continue;
    if (static_cast<std::size_t>(figure.slips[0].step) != step) continue;
    std::string one = ".";
    if (figure.missed > 0) one = "missed";
    if (!figure.refusals.empty()) {
      one = figure.refusals[0].substr(0, figure.refusals[0].find(' '));
    }
    if (!figure.rules.empty()) one = "!" + figure.rules[0].substr(0, figure.rules[0].find(' '));
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
  }
  if (all.empty()) return {};
  std::sort(all.begin(), all.end());  // "!" comes before names, and names before "missed"
  if (all.front() == "." && all.size() > 1) std::rotate(all.begin(), all.begin() + 1, all.end());
  return all.size() == 1 ? all[0] : fmt::format("{} +{}", all[0], all.size() - 1);
}

void add_slip_table(std::string& out, const ProofReport& report) {
  constexpr std::string_view kHeads[] = {"skip",  "repeat", "swap",   "name",   "switch",
                                         "early", "pause",  "window", "second", "interrupt"};
  static_assert(std::size(kHeads) == static_cast<std::size_t>(SlipKind::kCount));
  out += "    step";
  for (const std::string_view head : kHeads) out += fmt::format("  {:<9}", head);
  while (out.back() == ' ') out.pop_back();
  out += '\n';
  const auto& actors = report.scenario.actors;
  for (std::size_t a = 0; a < actors.size(); ++a) {
    if (actors.size() > 1) out += fmt::format("    {}\n", actors[a].name);
    for (std::size_t s = 0; s < actors[a].steps.size(); ++s) {
      out += fmt::format("    {:>4}", s + 1);
      for (std::size_t kind = 0; kind < std::size(kHeads); ++kind) {
        out += fmt::format("  {:<9}", slip_cell(report.result, a, s, static_cast<SlipKind>(kind)));
      }
      while (out.back() == ' ') out.pop_back();
      out += '\n';
    }
  }
  out +=
      "    the rule that refuses a step, \"missed\" where an expectation of the run as written "
      "is,\n"
      "    . where nothing comes of it, ! before a rule that is broken; +1 = another way too\n";
}

void add_slips(std::string& out, const ProofReport& report) {
  const ProofResult& r = report.result;
  if (r.slips.empty()) return;
  std::size_t broken = 0;
  std::size_t alone = 0;
  for (const SlipFigure& slip : r.slips) {
    broken += slip.verdict == Verdict::kHeld ? 0 : 1;
    alone += slip.slips.size() == 1 ? 1 : 0;
  }
  const std::uint32_t faults = report.options.search.faults;
  out += fmt::format("\n  slips of the administrators: {} alone, {}; {} {}\n", alone,
                     faults == 1 ? std::string("each without an added fault")
                                 : fmt::format("each with up to {}, and {} several at once",
                                               faults_word(faults - 1), number(r.slip_groups)),
                     broken, broken == 1 ? "breaks a rule" : "break a rule");
  if (r.slips_unfit > 0) {
    out += fmt::format("    {} more at once exclude each other, in every order\n",
                       number(r.slips_unfit));
  }
  add_slip_table(out, report);
  for (const SlipFigure& slip : r.slips) {
    if (slip.verdict == Verdict::kHeld && slip.refusals.empty() && slip.missed == 0) continue;
    out += fmt::format("    {:<9} {}", verdict_name(slip.verdict), slip.text);
    if (!slip.rules.empty()) out += fmt::format("; breaks {}", fmt::join(slip.rules, ", "));
    if (!slip.first.empty()) out += " " + slip.first;
    if (!slip.refusals.empty())
      out += fmt::format("; refused by {}", fmt::join(slip.refusals, ", "));
    if (slip.missed > 0) out += fmt::format("; misses {} as written", slip.missed);
    out += '\n';
  }
}

}  // namespace

std::string proof_as_text(const ProofReport& report, bool quiet) {
  const ProofResult& r = report.result;
  const std::string& name = report.scenario.case_name;
  std::string out = fmt::format("{}  {}{}\n", upper(verdict_name(r.verdict)),
                                name.empty() ? name : "[" + name + "]  ", headline(report));
  if (quiet) return out;
  if (!report.scenario.title.empty()) out += "  " + report.scenario.title + "\n";
  add_claim(out, report);
  add_ranges(out, report);
  for (const std::string& note : report.notes) out += "  " + note + "\n";
  for (const ProofFinding& finding : r.findings) add_finding(out, report, finding);
  add_slips(out, report);
  add_worst(out, report);
  add_expectations(out, report);
  add_open_deadlines(out, report);
  out +=
      fmt::format("\n  for the draws of seed {}; {} states, {} met again, {:.1f} bytes a state{}\n",
                  report.scenario.seed, number(r.figures.nodes), number(r.figures.met),
                  r.figures.nodes == 0
                      ? 0.0
                      : static_cast<double>(r.table_bytes) / static_cast<double>(r.figures.nodes),
                  report.seconds < 0 ? std::string() : fmt::format(", {:.1f} s", report.seconds));
  const ProofProbes& met = r.probes;
  out += fmt::format("  {} of {} rules were put to the test, {} of {} refusals were heard\n",
                     met.rules.size(), met.all_rules, met.refusals.size(), met.all_refusals);
  if (r.omission > 0) {
    out +=
        fmt::format("  two of the states were taken for one with a probability below 1 in 10^{}\n",
                    static_cast<int>(-std::log10(r.omission)));
  }
  if (r.end != SearchEnd::kComplete) {
    out +=
        "  what would help: fewer faults (--faults), a shorter menu (--menu), no repairs\n"
        "  (--repair never), or more room (--memory, --time)\n";
  }
  out += fmt::format("  same proof again   {}\n", report.again);
  return out;
}

}  // namespace firedrill
