// A proof about a scenario: the search, what it found against what must hold under added faults,
// and a scenario for each finding that a run has replayed.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/explore/placement.hpp"
#include "sim/explore/search_parts.hpp"
#include "sim/explore/search_world.hpp"
#include "sim/run/verdict.hpp"

namespace firedrill {

struct ProofOptions {
  SearchOptions search;
  MenuOptions menu;
  unsigned jobs = 1;  // threads; they change nothing that is found
};

/// A rule or expectation that some placement breaks.
struct ProofFinding {
  std::string name;  // rule, or the text of the expectation
  bool is_expectation = false;
  Verdict verdict = Verdict::kViolated;  // unknown: rests on an assumption's default, or undecided
  std::string because;                   // known: the scenario's reason; else empty
  std::string text;                      // what broke, for whom
  std::uint32_t faults = 0;
  std::uint32_t mishaps = 0;  // that have to come true
  Placement where;
  Point point;
  Scenario scenario;        // runs on its own and shows it
  std::uint64_t cells = 0;  // of the covering that show it
  bool replayed = false;    // a run of `scenario` shows it too
};

/// An expectation of the run as written: a figure, not a verdict.
struct ExpectationFigure {
  std::string text;
  std::uint64_t missed_cells = 0;
  std::string first;  // placement that misses it
};

/// A deadline of the last fault, and where its time was not up at the end: nothing is said of it
/// there.
struct OpenDeadline {
  std::string text;
  std::uint64_t cells = 0;
  bool everywhere = false;  // it was never judged
};

struct ProofWorst {
  std::string what;
  std::int64_t ms = -1;
  std::string user;
  std::string where;
  Scenario scenario;
};

/// What became of the scenario with slips more, one or several, under the faults that are left.
struct SlipFigure {
  std::string text;
  std::vector<SlipSpec> slips;
  Verdict verdict = Verdict::kHeld;
  std::vector<std::string> rules;  // broken, known ones left out
  std::string first;               // the placement of the first of them
  /// Of the run with one slip and no added fault, judged as written: rules and codes by which steps
  /// were refused, and how many expectations it misses.
  std::vector<std::string> refusals;
  std::size_t missed = 0;
  Scenario scenario;  // that shows it; as written with the slip where none is broken
};

/// What was met in some placement, and how much there is.
struct ProofProbes {
  std::vector<std::string> rules;     // put to the test
  std::vector<std::string> refusals;  // "E_NEXT_HOP (INV-05)"
  std::vector<std::string> mishaps;   // that came true: "FLT-51"
  std::size_t all_rules = 0;
  std::size_t all_refusals = 0;
  std::size_t all_mishaps = 0;
};

struct ProofResult {
  Verdict verdict = Verdict::kHeld;
  SearchEnd end = SearchEnd::kComplete;
  std::vector<ProofFinding> findings;  // fewest faults first, then by name
  std::vector<ExpectationFigure> expectations;
  std::vector<OpenDeadline> open_deadlines;
  std::vector<ProofWorst> worst;
  std::uint64_t left_out_cells[2] = {0, 0};  // somebody signed out, without regular mode at the end
  std::uint64_t losing_cells = 0;
  std::vector<SlipFigure> slips;  // each alone; of several at once those that break something
  std::uint64_t slip_groups = 0;  // several at once that were tried, in each order that fits
  std::uint64_t slips_unfit = 0;  // groups of several of which no order fits
  ProofProbes probes;
  SearchFigures figures;
  std::size_t table_bytes = 0;  // all that is kept of states
  std::size_t seen_bytes = 0;   // of that, what says which were seen
  double omission = 0;
  std::uint32_t kinds = 0;       // of faults in the menu
  std::uint32_t components = 0;  // faults in the menu
  std::uint32_t stands_for = 0;  // with interchangeable components counted each
};

class Proof {
 public:
  Proof(const Scenario& scenario, const ProofOptions& options);
  /// Hears the covering as a tree; `search.split_mixed` has to be set.
  void listen(TreeListener* listener) { search_->listen(listener); }
  ProofResult run();
  /// Names of claims and choices.
  [[nodiscard]] const TimedSearch& search() const { return search_->first(); }
  [[nodiscard]] SearchParts::Progress progress() const { return search_->progress(); }
  [[nodiscard]] const World& world() const { return world_; }

 private:
  void add_findings(ProofResult& out) const;
  void add_figures(ProofResult& out) const;
  void add_worst(ProofResult& out) const;
  void add_open_deadlines(ProofResult& out) const;
  void add_probes(ProofProbes& out) const;
  const Scenario& scenario_;
  ProofOptions options_;
  World world_;
  std::vector<MenuFault> menu_;
  std::unique_ptr<SearchParts> search_;
  SearchFindings found_;
};

/// Every slip of the menu, and every group of them that fit each other: a slip counts as a fault,
/// so s slips come with up to `options.search.faults` - s faults. Adds to `out`, its verdict too.
void prove_slips(const Scenario& scenario, const ProofOptions& options, ProofResult& out);

/// Runs `scenario` and says whether it shows `name` (a rule, or the text of an expectation).
[[nodiscard]] bool shows(const Scenario& scenario, const std::string& name);

}  // namespace firedrill
