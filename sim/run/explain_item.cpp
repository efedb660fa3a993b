// Sends each kind of item to what explains it.
#include "sim/run/explain_item.hpp"

#include "sim/run/explain_expectation.hpp"

namespace firedrill {
namespace {

/// Of an item that no single event stands behind: the same words as in the verdict.
std::string in_itself(const VerdictItem& item) {
  std::string out = item.what;
  if (item.why.starts_with(item.what)) {
    out = item.why;
  } else if (!item.why.empty()) {
    out += ": " + item.why;
  }
  if (!item.rule.empty()) out += "  [" + item.rule + "]";
  if (!item.where.empty()) out += "  " + item.where;
  return out + "\n";
}

}  // namespace

std::vector<const VerdictItem*> numbered_items(const Outcome& outcome) {
  std::vector<const VerdictItem*> out;
  for (const Verdict verdict : {Verdict::kViolated, Verdict::kUnknown}) {
    for (const VerdictItem& item : outcome.items) {
      if (item.verdict == verdict) out.push_back(&item);
    }
  }
  return out;
}

std::string explain_item(const Scenario& scenario, const Simulation& simulation,
                         const CauseBook& book, const VerdictItem& item) {
  std::string out;
  const bool of_rule = item.expectation >= 0 && !item.rule.empty();
  if (item.violation >= 0) {
    out = book.explain_violation(static_cast<std::size_t>(item.violation) + 1);
  } else if (of_rule && item.event > 0) {
    // A rule that was expected to hold: the violation that was seen first.
    const auto& all = simulation.invariants()->violations();
    std::size_t i = 0;
    while (i < all.size() && (all[i].event != item.event || all[i].text != item.why)) ++i;
    if (i < all.size()) out = book.explain_violation(i + 1);
  } else if (item.expectation >= 0) {
    const auto number = static_cast<std::size_t>(item.expectation) + 1;
    out = explain_expectation(scenario, simulation.world(), number);
  } else if (item.event > 0) {
    out = book.explain_event(item.event);
  }
  return out.empty() ? in_itself(item) : out;
}

}  // namespace firedrill
