// The order in which a reader learns things: verdict, timeline, figures, expectations, what it
// rests on, and last the command to type next.
#include "reports/run_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reports/range_text.hpp"
#include "sim/run/names.hpp"

namespace firedrill {
namespace {

struct Paint {
  bool on;
  [[nodiscard]] std::string operator()(std::string_view code, std::string_view text) const {
    return on ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
  }
};

std::string_view colour_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kHeld:
      return "1;32";
    case Verdict::kUnknown:
      return "1;33";
    case Verdict::kViolated:
      return "1;31";
  }
  return "0";
}

std::string fold(std::string_view text, std::size_t indent, std::size_t width) {
  std::string out;
  std::size_t column = indent;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = text.find(' ', at);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view word = text.substr(at, end - at);
    if (column + word.size() > width && column > indent && !word.empty()) {
      while (!out.empty() && out.back() == ' ') out.pop_back();
      out += "\n" + std::string(indent, ' ');
      column = indent;
    }
    out += word;
    column += word.size();
    if (end < text.size()) {
      out += ' ';
      ++column;
    }
    at = end + 1;
  }
  return out;
}

std::string headline(const RunReport& r, const Paint& paint, std::size_t width) {
  std::string word(verdict_name(r.outcome.verdict));
  for (char& c : word) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  if (r.outcome.expected_to_fail) {
    word = r.outcome.as_expected ? "VIOLATED, as expected" : "NOT AS EXPECTED";
  }
  const Verdict shown = r.outcome.expected_to_fail
                            ? (r.outcome.as_expected ? Verdict::kHeld : Verdict::kViolated)
                            : r.outcome.verdict;
  const std::string& name = r.scenario.case_name;
  const std::string of = name.empty() ? name : "[" + name + "]  ";
  const std::string text = fold(word + "  " + of + r.outcome.headline, 10, width);
  return paint(colour_of(shown), word) + text.substr(word.size()) + "\n";
}

std::string timeline_text(const RunReport& r, const Paint& paint, std::size_t width) {
  std::string out;
  std::int64_t last = -1;
  for (const TimelineLine& line : r.timeline.lines()) {
    std::string time = clock_text(line.at_ms, r.scenario.clock_start.count());
    if (line.at_ms == last) time.assign(time.size(), ' ');
    last = line.at_ms;
    std::string text = line.text;
    std::string tail;
    if (!line.rule.empty()) tail += "  (" + line.rule + ")";
    if (!line.where.empty()) tail += "  " + line.where;
    std::string_view colour;
    if (line.kind == LineKind::kFault || line.kind == LineKind::kSlip) colour = "1";
    if (line.kind == LineKind::kRefusal || line.kind == LineKind::kViolation) colour = "31";
    std::string body = fold(text + tail, time.size() + 4, width);
    out += "  " + time + "  " + (colour.empty() ? body : paint(colour, body)) + "\n";
  }
  return out;
}

std::string recovery_text(const RunReport& r) {
  std::string out;
  bool any = false;
  for (int c = 0; c < kCapabilities; ++c) {
    const RecoveryFigures& f = r.figures.recovery[static_cast<std::size_t>(c)];
    if (f.affected == 0) continue;
    if (!any) {
      out += "  recovery (RTO): each user's longest wait, from the fault or the step behind it\n";
      out += "                     users        p50        p95        p99        max\n";
    }
    any = true;
    const std::string name(capability_name(static_cast<Capability>(c)));
    if (f.affected == f.open) {
      out += fmt::format("    {:<14} {:>9}   never in this run\n", name, count_text(f.affected));
      continue;
    }
    out += fmt::format("    {:<14} {:>9} {:>10} {:>10} {:>10} {:>10}{}\n", name,
                       count_text(f.affected), duration_text(f.p50), duration_text(f.p95),
                       duration_text(f.p99), duration_text(f.max),
                       f.open > 0 ? fmt::format("   {} not at all", count_text(f.open)) : "");
  }
  if (!any) out += "  nobody lost anything\n";
  return out;
}

std::string figures_text(const RunReport& r) {
  const Figures& f = r.figures;
  std::string out = recovery_text(r);
  for (const CommandFigure& c : f.commands) {
    if (c.target_ms < 0 || c.took_ms < 0) continue;
    out += fmt::format("  {}: {} from its invocation; documented target {}{}\n", c.name,
                       duration_text(c.took_ms), duration_text(c.target_ms),
                       c.took_ms <= c.target_ms            ? ""
                       : c.name == "Invoke-CsPoolFailBack" ? ", missed; up to 60 minutes for "
                                                             "20,000 users is normal (TRAP-12)"
                                                           : ", missed");
  }
  out += fmt::format("  user-minutes out {} · in resiliency mode {}\n",
                     count_text(f.user_ms_out / 60'000), count_text(f.user_ms_resiliency / 60'000));
  out += fmt::format("  changes acknowledged {} · lost {}",
                     count_text(static_cast<std::int64_t>(f.loss.acknowledged)),
                     count_text(static_cast<std::int64_t>(f.loss.lost)));
  if (f.loss.stranded > 0) {
    out += fmt::format(" · not at the backup pool when it took over {} (RPO)",
                       count_text(static_cast<std::int64_t>(f.loss.stranded)));
  }
  if (f.loss.recovered > 0) {
    out += fmt::format(" · found at home again {}",
                       count_text(static_cast<std::int64_t>(f.loss.recovered)));
  }
  if (f.loss.oldest_age_ms >= 0) {
    out += fmt::format("\n  the oldest of them was {} old when the disaster struck",
                       duration_text(f.loss.oldest_age_ms));
  }
  out += "\n";
  if (f.loss.configuration_lost > 0) {
    out += fmt::format("  configuration changes lost {}\n",
                       count_text(static_cast<std::int64_t>(f.loss.configuration_lost)));
  }
  return out;
}

/// What the run left as no healthy deployment is, and where the way out is written: no verdict,
/// since nobody said that the scenario ends with everything mended.
std::string left_undone_text(const RunReport& r, std::size_t width) {
  std::string out;
  for (const Undone& undone : r.left) {
    if (out.empty())
      out += "  left undone, or missing for an hour or more (no part of the verdict)\n";
    out += "    " + fold(undone.text, 6, width) + "\n";
    // As steps of a scenario: one that is folded, and copied so, is read as one line there.
    for (const std::string& line : undone.lines)
      out += "      " + fold("- " + line, 8, width) + "\n";
  }
  if (out.empty()) return out;
  std::string last = "\"firedrill rules ID\" says more; \"firedrill init\" writes the procedures";
  if (std::ranges::any_of(r.left, [](const Undone& one) { return !one.lines.empty(); })) {
    last = "the lines are steps of a \"procedure:\", from top to bottom where no time is said; " +
           last;
  }
  return out + "    " + fold(last, 4, width) + "\n";
}

/// Some rules are judged only when all has come to rest, and may have been broken long before.
bool seen_late(const VerdictItem& item) {
  const auto table = InvariantWatch::table();
  return item.violation >= 0 &&
         std::any_of(table.begin(), table.end(), [&](const InvariantInfo& row) {
           return row.rule == item.rule &&
                  (row.scope == InvariantScope::kAfter || row.scope == InvariantScope::kQuiescent);
         });
}

/// A verdict is made of more than rules: "; beside them 1 step and 2 expectations".
std::string beside_rules(const RunReport& r) {
  std::size_t steps = 0;
  std::size_t expectations = 0;
  for (const VerdictItem& item : r.outcome.items) {
    if (item.verdict != Verdict::kViolated || item.violation >= 0) continue;
    ++(item.expectation >= 0 ? expectations : steps);
  }
  const auto counted = [](std::size_t n, std::string_view what) {
    return n == 0 ? std::string() : fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
  };
  if (steps + expectations == 0) return {};
  const std::string_view both = steps > 0 && expectations > 0 ? " and " : "";
  return "; beside them " + counted(steps, "step") + std::string(both) +
         counted(expectations, "expectation");
}

/// No rule says that all is mended at the end, and so a run may be held that left much: whoever
/// reads no further than the verdict is told.
std::string left_undone_count(const RunReport& r, std::size_t width) {
  const bool held = r.outcome.verdict == Verdict::kHeld && !r.outcome.expected_to_fail;
  const auto count = std::ranges::count(r.left, false, &Undone::normal);
  if (!held || count == 0) return {};
  const std::string text =
      fmt::format("but {} {} left undone, or missing for an hour or more: see below", count,
                  count == 1 ? "thing was" : "things were");
  return std::string(10, ' ') + fold(text, 10, width) + "\n";
}

/// Where a rule was broken by something left undone: the lines, as close to the verdict as those
/// that mend a refusal.
std::string mends_at_last(const RunReport& r, std::size_t width) {
  if (r.outcome.expected_to_fail) return {};
  const auto violated =
      std::ranges::find(r.outcome.items, Verdict::kViolated, &VerdictItem::verdict);
  if (violated == r.outcome.items.end() || violated->rule.empty()) return {};
  std::string out;
  for (const Undone& undone : r.left) {
    if (std::ranges::find(undone.rules, violated->rule) == undone.rules.end()) continue;
    for (const std::string& line : undone.lines)
      out += "          " + fold("then: " + line, 10, width) + "\n";
  }
  return out;
}

std::string items_text(const RunReport& r, const Paint& paint, std::size_t width) {
  std::string out;
  for (const VerdictItem& item : r.outcome.items) {
    std::string text = item.what;
    // Of what held, only a rule that was never put to the test needs a word.
    const bool untested = item.verdict == Verdict::kHeld && item.code.empty();
    if (item.verdict != Verdict::kHeld || untested) {
      if (item.why.starts_with(item.what)) {
        text = item.why;
      } else if (!item.why.empty()) {
        text += ": " + item.why;
      }
    }
    if (!item.rule.empty() && item.what.find(item.rule) == std::string::npos) {
      text += " (" + item.rule + ")";
    }
    const bool says_when = item.expectation >= 0 && item.rule.empty();
    if (item.at_ms >= 0 && item.verdict != Verdict::kHeld && !says_when) {
      text += seen_late(item) ? " seen at " : " at ";
      text += clock_text(item.at_ms, r.scenario.clock_start.count());
    }
    if (!item.where.empty()) text += "  " + item.where;
    const std::string word = fmt::format("{:<9}", verdict_name(item.verdict));
    out += "  " + paint(colour_of(item.verdict), word) + " " + fold(text, 12, width) + "\n";
  }
  for (const Violation& v : r.simulation.invariants()->advice()) {
    const std::string at = clock_text(v.at.ms(), r.scenario.clock_start.count());
    const std::string text = fmt::format("{} ({}) at {}", v.text, v.rule, at);
    out += "  advice    " + fold(text, 12, width) + "\n";
  }
  // A rule with two scopes has two rows, one after the other; some rows are never judged.
  const auto evaluations = r.simulation.invariants()->evaluations();
  const auto table = InvariantWatch::table();
  std::size_t watched = 0;
  std::size_t exercised = 0;
  bool met = false;
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (table[row].weight != InvariantWeight::kRule) continue;
    const bool again = row > 0 && table[row - 1].rule == table[row].rule;
    if (!again) met = false;
    watched += again ? 0 : 1;
    exercised += !met && evaluations[row] > 0 ? 1 : 0;
    met = met || evaluations[row] > 0;
  }
  const std::string watch =
      fmt::format("{} invariants watched, {} of them met by this run, {} violated{}", watched,
                  exercised, r.simulation.invariants()->violations().size(), beside_rules(r));
  out += "  " + fold(watch, 4, width) + "\n";
  return out;
}

/// What each drawn parameter did to the figures.
std::string ranges_text(const RunReport& r, std::size_t width) {
  if (r.ranges.empty()) return {};
  std::string out = "\n  ranges: two runs that differ by one end of one range alone, low -> high\n";
  for (const RangeEffect& effect : r.ranges) {
    out += fmt::format("    {}, drawn as {}\n", range_name(effect.range),
                       print_parameter(parameter_info(effect.range.id), effect.drawn));
    for (const std::string& line : effect_lines(effect, width - 6)) out += "      " + line + "\n";
  }
  return out;
}

/// The question to ask next: about the first thing that went wrong.
std::string why_line(const RunReport& r) {
  // A trace holds seed and parameters; a scenario has to be given the same ones again.
  constexpr std::string_view kRun = "firedrill run ";
  std::string file = r.trace_file;
  if (file.empty()) {
    const bool printed = r.replay_line.starts_with(kRun);
    file = printed ? r.replay_line.substr(kRun.size()) : r.scenario.file;
  }
  const auto& items = r.outcome.items;
  const auto violated = std::count_if(items.begin(), items.end(), [](const VerdictItem& item) {
    return item.verdict == Verdict::kViolated;
  });
  if (violated == 0) return {};
  return fmt::format("  to see why           firedrill explain {} --violation 1{}\n", file,
                     violated == 1 ? "" : fmt::format("    # of {}, as listed above", violated));
}

}  // namespace

std::string run_as_text(const RunReport& r, const TextOptions& options) {
  const Paint paint{options.colour};
  const auto width = static_cast<std::size_t>(options.width);
  std::string out = headline(r, paint, width);
  if (options.verdict_alone) return out;
  if (const std::string mends = r.timeline.remedy_after(r.outcome.refusal); !mends.empty()) {
    out += std::string(10, ' ') + fold(mends, 10, width) + "\n";
  } else {
    out += mends_at_last(r, width);
  }
  out += left_undone_count(r, width);
  if (!r.scenario.title.empty()) out += "  " + r.scenario.title + "\n";
  out += "\n" + timeline_text(r, paint, width) + "\n";
  out += figures_text(r) + "\n";
  if (const std::string left = left_undone_text(r, width); !left.empty()) out += left + "\n";
  out += items_text(r, paint, width);
  for (const UnmodelledComponent& c : r.scenario.topology.unmodelled) {
    out += fmt::format("  not modelled: {} {} ({})\n", c.kind, c.name, c.reason);
  }
  std::string rests;
  for (const std::string& entry : r.outcome.rests_on) {
    rests += (rests.empty() ? "" : " · ") + entry;
  }
  if (!rests.empty()) out += "  rests on   " + fold(rests, 13, width) + "\n";
  out += ranges_text(r, width);
  out += "\n";
  out += why_line(r);
  out += fmt::format("  same run again       {}\n", r.replay_line);
  out += fmt::format("  digest               {}   {} events\n", r.simulation.digest().hex(),
                     count_text(r.simulation.events()));
  return out;
}

}  // namespace firedrill
