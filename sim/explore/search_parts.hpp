// One search dealt out to threads: each part follows the placements whose first fault is one of its
// share of the menu, with a table of its own. Nothing is shared but the World, and how many parts
// there are hangs on the search alone, so any number of threads finds the same.
//
// Pairs stay in one part: which of two faults came first is mostly forgotten, and parts would each
// follow what the other has followed already.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

#include "sim/explore/timed_search.hpp"

namespace firedrill {

/// What all parts of a search found.
struct SearchFindings {
  SearchEnd end = SearchEnd::kComplete;
  SearchFigures figures;
  std::map<std::size_t, TimedSearch::Witness> witnesses;
  std::vector<std::uint64_t> cells;  // of the covering, by claim
  WorstCase worst_outage[kOutages];
  WorstCase worst_loss;
  std::set<int> refusals_met;
  std::set<Mishap> mishaps_met;
  std::vector<std::uint64_t> evaluations;  // by row of InvariantWatch::table()
  std::size_t table_bytes = 0;             // all that is kept of states
  std::size_t seen_bytes = 0;              // of that, what says which were seen
  double omission = 0;
};

class SearchParts {
 public:
  /// `jobs` threads at most; a listener hears a search of one part alone.
  SearchParts(const World& world, const SearchOptions& options, unsigned jobs);
  void listen(TreeListener* listener);
  SearchFindings run();
  /// Its names of claims and choices are those of every part.
  [[nodiscard]] const TimedSearch& first() const { return *searches_.front(); }

  struct Progress {
    std::uint64_t nodes = 0;
    std::uint64_t cells = 0;
    std::uint64_t violations = 0;  // rules broken, in the part that found most
  };
  /// May be asked while it runs, by whoever is asked to give up.
  [[nodiscard]] Progress progress() const;

 private:
  struct Tally {
    std::atomic<std::uint64_t> nodes{0}, cells{0}, violations{0};
  };
  bool give_up(std::size_t part);
  void work();

  std::vector<std::unique_ptr<TimedSearch>> searches_;
  std::unique_ptr<Tally[]> tallies_;
  std::vector<SearchEnd> ends_;
  std::function<bool()> asked_;
  std::mutex asking_;
  unsigned jobs_;
  std::atomic<std::size_t> next_{0};
};

}  // namespace firedrill
