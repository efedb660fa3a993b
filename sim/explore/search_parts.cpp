// Parts are taken in order by whichever thread is free, and joined in order when all are done.
#include "sim/explore/search_parts.hpp"

#include <algorithm>
#include <functional>
#include <thread>

#include "sim/engine/assert.hpp"

namespace firedrill {
namespace {

/// More than two cores, so that uneven parts even out; each costs the path without a fault again.
constexpr std::size_t kParts = 8;

std::size_t parts_of(const World& world, const SearchOptions& options) {
  const bool divides = options.faults == 1 && !options.split_mixed;
  return divides ? std::clamp<std::size_t>(world.menu.size(), 1, kParts) : 1;
}

void take_worse(WorstCase& worst, const WorstCase& other) {
  if (other.ms > worst.ms) worst = other;
}

void add_cells(const TimedSearch& part, std::vector<std::uint64_t>& cells) {
  for (const auto& [set, count] : part.cells_by_outcomes()) {
    OutcomeMask claims;
    for (const OutcomeMask& member : part.sets().members(set)) claims |= member;
    for (std::size_t bit = 0; bit < cells.size(); ++bit) cells[bit] += claims.test(bit) ? count : 0;
  }
}

void join(const TimedSearch& part, SearchFindings& out) {
  const SearchFigures& figures = part.figures();
  out.figures.nodes += figures.nodes;
  out.figures.met += figures.met;
  out.figures.cells += figures.cells;
  out.figures.instants += figures.instants;
  out.figures.tied_cells += figures.tied_cells;
  for (const auto& [bit, witness] : part.witnesses()) {
    const auto [at, fresh] = out.witnesses.try_emplace(bit, witness);
    if (!fresh && witness.cost() < at->second.cost()) at->second = witness;
  }
  add_cells(part, out.cells);
  for (const auto kind : {kSignedOut, kIrregular}) {
    take_worse(out.worst_outage[kind], part.worst_outage(kind));
  }
  take_worse(out.worst_loss, part.worst_loss());
  out.refusals_met.insert(part.refusals_met().begin(), part.refusals_met().end());
  out.mishaps_met.insert(part.mishaps_met().begin(), part.mishaps_met().end());
  const auto evaluations = part.watch().evaluations();
  out.evaluations.resize(evaluations.size());
  std::transform(evaluations.begin(), evaluations.end(), out.evaluations.begin(),
                 out.evaluations.begin(), std::plus<>());
  out.table_bytes += part.bytes();
  out.seen_bytes += part.seen_bytes();
  out.omission += part.omission_probability();
}

}  // namespace

SearchParts::SearchParts(const World& world, const SearchOptions& options, unsigned jobs)
    : asked_(options.give_up), jobs_(std::max(1U, jobs)) {
  const std::size_t parts = parts_of(world, options);
  tallies_ = std::make_unique<Tally[]>(parts);
  ends_.resize(parts, SearchEnd::kComplete);
  for (std::size_t part = 0; part < parts; ++part) {
    SearchOptions own = options;
    own.part = static_cast<std::uint32_t>(part);
    own.parts = static_cast<std::uint32_t>(parts);
    own.table_bytes = options.table_bytes / parts;
    own.give_up = [this, part] { return give_up(part); };
    searches_.push_back(std::make_unique<TimedSearch>(world, own));
  }
}

bool SearchParts::give_up(std::size_t part) {
  const TimedSearch& search = *searches_[part];
  tallies_[part].nodes = search.figures().nodes;
  tallies_[part].cells = search.figures().cells;
  tallies_[part].violations = search.violations_found();
  const std::lock_guard lock(asking_);
  return asked_ && asked_();
}

SearchParts::Progress SearchParts::progress() const {
  Progress out;
  for (std::size_t part = 0; part < searches_.size(); ++part) {
    out.nodes += tallies_[part].nodes;
    out.cells += tallies_[part].cells;
    out.violations = std::max<std::uint64_t>(out.violations, tallies_[part].violations);
  }
  return out;
}

void SearchParts::listen(TreeListener* listener) {
  FIREDRILL_ASSERT(searches_.size() == 1, "a covering is one tree");
  searches_.front()->listen(listener);
}

void SearchParts::work() {
  for (std::size_t part = next_++; part < searches_.size(); part = next_++) {
    ends_[part] = searches_[part]->run();
  }
}

SearchFindings SearchParts::run() {
  {
    std::vector<std::jthread> threads;
    const std::size_t others = std::min<std::size_t>(jobs_, searches_.size()) - 1;
    for (std::size_t i = 0; i < others; ++i) threads.emplace_back([this] { work(); });
    work();
  }
  SearchFindings out;
  out.end = *std::max_element(ends_.begin(), ends_.end());
  out.cells.resize(OutcomeMask::kBits);
  for (const auto& search : searches_) join(*search, out);
  return out;
}

}  // namespace firedrill
