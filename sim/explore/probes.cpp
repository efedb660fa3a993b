// Counting by difference: the watch counts how often each rule was put to the test; what moved
// between two strikes belongs to the faults that had struck by then.
#include "sim/explore/probes.hpp"

#include <algorithm>
#include <bit>

#include "sim/cmdlets/refusals.hpp"
#include "sim/cmdlets/table.hpp"
#include "sim/engine/assert.hpp"
#include "sim/explore/words.hpp"
#include "sim/rules/invariants.hpp"
#include "sim/scenario/slips.hpp"

namespace firedrill {
namespace {

constexpr std::size_t kFacts = static_cast<std::size_t>(FactKind::kCount);
static_assert(kFacts <= 64);

template <class Bits>
void set(Bits& bits, std::size_t i) {
  bits[i / 64] |= std::uint64_t{1} << (i % 64);
}

}  // namespace

ProbeTable::ProbeTable() {
  std::string_view last;
  for (const InvariantInfo& row : InvariantWatch::table()) {
    if (row.rule != last) {
      probes_.push_back({Kind::kRule, std::string(row.rule), probes_.size()});
      last = row.rule;
    }
    of_row_.push_back(probes_.size() - 1);
  }
  first_refusal_ = probes_.size();
  for (std::size_t i = 0; i < known_refusals().size(); ++i) {
    const KnownRefusal& row = known_refusals()[i];
    probes_.push_back({Kind::kRefusal,
                       std::string(error_name(row.code)) + " (" + std::string(row.rule) + ")", i});
  }
  with_cells_ = probes_.size();
  FIREDRILL_ASSERT(with_cells_ <= 64 * 4, "more probes than bits");
  for (std::size_t i = 0; i < kFacts; ++i) {
    probes_.push_back({Kind::kFact, std::string(fact_words(static_cast<FactKind>(i))), i});
  }
  first_fault_ = probes_.size();
  for (std::size_t i = 0; i < static_cast<std::size_t>(FaultKind::kCount); ++i) {
    probes_.push_back({Kind::kFault, std::string(fault_name(static_cast<FaultKind>(i))), i});
  }
  first_slip_ = probes_.size();
  for (std::size_t i = 0; i < static_cast<std::size_t>(SlipKind::kCount); ++i) {
    probes_.push_back({Kind::kSlip, "slip " + std::string(slip_name(static_cast<SlipKind>(i))), i});
  }
}

const ProbeTable& ProbeTable::get() {
  static const ProbeTable table;
  return table;
}

Phases::Phases(std::vector<std::uint16_t> cmdlets) : cmdlets_(std::move(cmdlets)) {}

std::string Phases::name(std::uint32_t phase) const {
  if (phase == kBefore) return "before the first command";
  if (phase == kBetween) return "between commands";
  if (phase == kAfter) return "after the last step";
  return std::string(cmdlet_table()[cmdlets_[phase - kFirstCmdlet]].name);
}

std::uint32_t Phases::of(const World& world, const State& state) const {
  bool begun = false;
  bool finished = true;
  for (std::size_t a = 0; a < world.actors.size(); ++a) {
    const ActorSpec& actor = world.actors[a];
    const ActorRecord& r = state.record<ActorRecord>(a);
    if (r.phase == ActorPhase::kRunning) {
      const auto at = std::lower_bound(cmdlets_.begin(), cmdlets_.end(),
                                       actor.performed(r.step).command.cmdlet);
      return kFirstCmdlet + static_cast<std::uint32_t>(at - cmdlets_.begin());
    }
    const std::size_t length = actor.length();
    finished = finished && r.step >= length;
    for (std::size_t s = 0; s < r.step && s < length && !begun; ++s) {
      begun = actor.performed(s).kind == StepSpec::Kind::kCommand;
    }
  }
  return finished ? kAfter : begun ? kBetween : kBefore;
}

std::string_view family_name(std::uint32_t family) {
  if (family == kSlipFamily) return "slip";
  return family == kNoFault ? "no fault" : fault_name(static_cast<FaultKind>(family));
}

ProbeTally::ProbeTally(const Phases& all)
    : phases(all.count()),
      probes(ProbeTable::get().probes().size()),
      cells(ProbeTable::get().with_cells() * kFamilies * all.count()) {}

void ProbeTally::merge(const ProbeTally& other) {
  for (std::size_t i = 0; i < probes.size(); ++i) probes[i].merge(other.probes[i]);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (other.cells[i].runs != 0) cells[i].merge(other.cells[i]);
  }
}

Probes::Probes(const Phases& phases) : phases_(phases), seen_(InvariantWatch::table().size()) {}

void Probes::begin(const Simulation& simulation, std::span<const SlipSpec> slips) {
  simulation_ = &simulation;
  slips_ = slips;
  slip_kinds_ = 0;
  seen_.assign(seen_.size(), 0);
  since_ = {};
  any_ = {};
  facts_ = 0;
  strikes_.clear();
  strikes_.push_back({kNoFault, Phases::kBefore, {}});
}

/// Moves what was met since the last strike to every fault that had struck.
void Probes::collect() {
  const ProbeTable& table = ProbeTable::get();
  const auto evaluations = simulation_->invariants()->evaluations();
  for (std::size_t row = 0; row < seen_.size(); ++row) {
    if (evaluations[row] != seen_[row]) set(since_, table.of_row(row));
    seen_[row] = evaluations[row];
  }
  const bool struck = strikes_.size() > 1;
  for (std::size_t i = struck ? 1 : 0; i < strikes_.size(); ++i) {
    for (std::size_t w = 0; w < since_.size(); ++w) strikes_[i].met[w] |= since_[w];
  }
  for (std::size_t w = 0; w < since_.size(); ++w) any_[w] |= since_[w];
  since_ = {};
}

void Probes::note_step(const Fact& fact) {
  const int refusal = find_refusal(static_cast<ErrorCode>(fact.value), fact.rule);
  if (refusal >= 0) set(since_, ProbeTable::get().refusal(static_cast<std::size_t>(refusal)));
}

void Probes::on_fact(std::uint32_t, std::int64_t, const Fact& fact) {
  facts_ |= std::uint64_t{1} << static_cast<unsigned>(fact.kind);
  if (fact.kind == FactKind::kStepRefused || fact.kind == FactKind::kStepFailed) note_step(fact);
  if (fact.kind == FactKind::kFaultStruck) strike(static_cast<std::uint32_t>(fact.other));
  if (fact.kind == FactKind::kSlip) {
    const SlipKind kind = slips_[static_cast<std::size_t>(fact.value)].kind;
    slip_kinds_ |= 1U << static_cast<unsigned>(kind);
    strike(kSlipFamily);
  }
}

void Probes::strike(std::uint32_t family) {
  collect();
  const std::uint32_t phase = phases_.of(simulation_->world(), simulation_->state());
  for (const Strike& each : strikes_) {
    if (each.family == family && each.phase == phase) return;
  }
  strikes_.push_back({family, phase, {}});
}

void Probes::end() {
  collect();
  simulation_ = nullptr;
}

void Probes::add_to(ProbeTally& tally, std::uint64_t run) const {
  const ProbeTable& table = ProbeTable::get();
  const auto each = [](const Bits& bits, auto&& f) {
    for (std::size_t w = 0; w < bits.size(); ++w) {
      for (std::uint64_t left = bits[w]; left != 0; left &= left - 1) {
        f(w * 64 + static_cast<std::size_t>(std::countr_zero(left)));
      }
    }
  };
  each(any_, [&](std::size_t probe) { tally.probes[probe].count(run); });
  for (std::uint64_t left = facts_; left != 0; left &= left - 1) {
    const auto kind = static_cast<FactKind>(std::countr_zero(left));
    tally.probes[table.fact(kind)].count(run);
  }
  for (std::uint32_t left = slip_kinds_; left != 0; left &= left - 1) {
    tally.probes[table.slip(static_cast<SlipKind>(std::countr_zero(left)))].count(run);
  }
  std::uint32_t families = 0;
  for (const Strike& strike : strikes_) {
    if (strike.family < kSlipFamily && (families >> strike.family & 1U) == 0) {
      families |= 1U << strike.family;
      tally.probes[table.fault(static_cast<FaultKind>(strike.family))].count(run);
    }
    each(strike.met, [&](std::size_t probe) {
      tally.cells[tally.cell(probe, strike.family, strike.phase)].count(run);
    });
  }
}

}  // namespace firedrill
