// Weighs what the search found; every finding is replayed by the run driver before it is reported.
#include "sim/explore/proof.hpp"

#include <algorithm>
#include <set>

#include "sim/cmdlets/refusals.hpp"
#include "sim/run/names.hpp"

namespace firedrill {

bool shows(const Scenario& scenario, const std::string& name) {
  for (const VerdictItem& item : judge_run(scenario).items) {
    if (item.verdict == Verdict::kHeld) continue;
    const bool said = item.rule == name || item.code == name;
    if (said || (item.is_expectation && item.what == name)) return true;
  }
  return false;
}

Proof::Proof(const Scenario& scenario, const ProofOptions& options)
    : scenario_(scenario), options_(options) {
  build_search_world(scenario, options.search.faults, options.menu, world_);
  options_.menu.together = options.search.faults;
  menu_ = fault_menu(world_, options_.menu);
  search_ = std::make_unique<SearchParts>(world_, options.search, options.jobs);
}

void Proof::add_findings(ProofResult& out) const {
  const OutcomeBits& bits = search().bits();
  for (const auto& [bit, witness] : found_.witnesses) {
    ProofFinding finding;
    if (bit < bits.rules().size()) {
      finding.name = bits.rules()[bit];
      finding.because = known_failure(scenario_, finding.name);
      if (rests_on_default(world_, finding.name)) finding.verdict = Verdict::kUnknown;
    } else if (bit == bits.not_modelled()) {
      finding.name = error_name(ErrorCode::kNotModelled);
      finding.verdict = Verdict::kUnknown;
    } else {
      const std::size_t count = world_.expectations.size();
      const std::size_t at = bit - bits.missed(0);
      if (at >= 2 * count || !world_.expectations[at % count].under_faults) continue;
      finding.name = world_.expectations[at % count].text;
      finding.is_expectation = true;
      if (at >= count) finding.verdict = Verdict::kUnknown;
    }
    finding.text = witness.text;
    finding.faults = witness.faults;
    finding.mishaps = static_cast<std::uint32_t>(witness.where.mishaps.size());
    finding.where = witness.where;
    finding.point = round_point(witness.where.zone);
    finding.scenario = scenario_at(scenario_, world_, witness.where, finding.point);
    finding.cells = found_.cells[bit];
    finding.replayed = shows(finding.scenario, finding.name);
    out.findings.push_back(std::move(finding));
  }
  std::stable_sort(
      out.findings.begin(), out.findings.end(), [](const ProofFinding& a, const ProofFinding& b) {
        return std::pair(!a.because.empty(), a.faults) < std::pair(!b.because.empty(), b.faults);
      });
}

void Proof::add_figures(ProofResult& out) const {
  const OutcomeBits& bits = search().bits();
  for (std::size_t i = 0; i < world_.expectations.size(); ++i) {
    const ExpectationSpec& e = world_.expectations[i];
    if (e.under_faults || e.kind == ExpectationSpec::Kind::kRule) continue;
    ExpectationFigure figure;
    figure.text = e.text;
    figure.missed_cells = found_.cells[bits.missed(i)] + found_.cells[bits.undecided(i)];
    for (const std::size_t bit : {bits.missed(i), bits.undecided(i)}) {
      const auto at = found_.witnesses.find(bit);
      if (at == found_.witnesses.end() || !figure.first.empty()) continue;
      const Placement& where = at->second.where;
      figure.first = placement_text(scenario_, world_, where, round_point(where.zone));
    }
    out.expectations.push_back(std::move(figure));
  }
  out.left_out_cells[0] = found_.cells[bits.left_signed_out()];
  out.left_out_cells[1] = found_.cells[bits.left_without_regular()];
  out.losing_cells = found_.cells[bits.writes_lost()];
  std::set<FaultKind> kinds;
  for (const MenuFault& item : menu_) {
    kinds.insert(item.fault.kind);
    out.stands_for += item.stands_for;
  }
  out.kinds = static_cast<std::uint32_t>(kinds.size());
  out.components = static_cast<std::uint32_t>(menu_.size());
  out.figures = found_.figures;
  out.table_bytes = found_.table_bytes;
  out.seen_bytes = found_.seen_bytes;
  out.omission = found_.omission;
}

void Proof::add_open_deadlines(ProofResult& out) const {
  const OutcomeBits& bits = search().bits();
  for (std::size_t i = 0; i < world_.expectations.size(); ++i) {
    const std::uint64_t cells = found_.cells[bits.open(i)];
    if (cells == 0 || !world_.expectations[i].under_faults) continue;
    const bool everywhere = cells == out.figures.cells;
    out.open_deadlines.push_back({world_.expectations[i].text, cells, everywhere});
    if (everywhere) out.verdict = std::max(out.verdict, Verdict::kUnknown);
  }
}

void Proof::add_probes(ProofProbes& out) const {
  const auto& evaluations = found_.evaluations;
  const auto table = InvariantWatch::table();
  std::set<std::string_view> rules;
  std::set<std::string_view> tested;
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (table[row].weight != InvariantWeight::kRule) continue;  // never judged
    rules.insert(table[row].rule);
    if (evaluations[row] > 0) tested.insert(table[row].rule);
  }
  out.rules.assign(tested.begin(), tested.end());
  out.all_rules = rules.size();
  for (const int row : found_.refusals_met) {
    if (row < 0) continue;
    const KnownRefusal& refusal = known_refusals()[static_cast<std::size_t>(row)];
    out.refusals.push_back(std::string(error_name(refusal.code)) + " (" +
                           std::string(refusal.rule) + ")");
  }
  out.all_refusals = known_refusals().size();
  for (const Mishap mishap : found_.mishaps_met) {
    out.mishaps.emplace_back(mishap_info(mishap).rule);
  }
  out.all_mishaps = mishap_table().size();
}

void Proof::add_worst(ProofResult& out) const {
  const auto add = [&](const char* what, const WorstCase& worst) {
    if (worst.ms < 0) return;
    ProofWorst item;
    item.what = what;
    item.ms = worst.ms;
    if (worst.user >= 0) item.user = user_name(world_, static_cast<std::uint32_t>(worst.user));
    const Point point = worst_point(worst);
    item.where = placement_text(scenario_, world_, worst.where, point);
    item.scenario = scenario_at(scenario_, world_, worst.where, point);
    out.worst.push_back(std::move(item));
  };
  add("signed out", found_.worst_outage[kSignedOut]);
  add("without regular mode", found_.worst_outage[kIrregular]);
  add("age of lost changes", found_.worst_loss);
}

ProofResult Proof::run() {
  ProofResult out;
  found_ = search_->run();
  out.end = found_.end;
  add_findings(out);
  add_figures(out);
  add_worst(out);
  add_open_deadlines(out);
  add_probes(out.probes);
  for (const ProofFinding& finding : out.findings) {
    if (finding.because.empty()) out.verdict = std::max(out.verdict, finding.verdict);
  }
  if (out.end != SearchEnd::kComplete) out.verdict = std::max(out.verdict, Verdict::kUnknown);
  return out;
}

}  // namespace firedrill
