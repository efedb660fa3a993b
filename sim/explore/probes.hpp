// Probes of a run: which rules were put to the test, which refusals were heard, which faults struck
// in which phase of the procedure, and what else the model may do did happen.
//
// A cell is (probe, fault family, phase): the probe was met at or after a fault of that family that
// struck while the procedure was in that phase. Each run adds its cells to a tally; tallies are
// sums and minima, so the order in which they are merged does not show.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/run/simulation.hpp"

namespace firedrill {

/// What is probed, in one numbering: rules of the invariants' table, refusals, facts, fault kinds.
class ProbeTable {
 public:
  enum class Kind : std::uint8_t { kRule, kRefusal, kFact, kFault, kSlip };
  struct Probe {
    Kind kind;
    std::string name;  // "INV-05", "E_NEXT_HOP (INV-05)", "wait timed out", "site-down"
    std::size_t number;
  };
  [[nodiscard]] static const ProbeTable& get();

  [[nodiscard]] const std::vector<Probe>& probes() const { return probes_; }
  /// Rules and refusals stand first; only they have cells.
  [[nodiscard]] std::size_t with_cells() const { return with_cells_; }
  [[nodiscard]] std::size_t of_row(std::size_t row) const { return of_row_[row]; }
  [[nodiscard]] std::size_t refusal(std::size_t number) const { return first_refusal_ + number; }
  [[nodiscard]] std::size_t fact(FactKind kind) const {
    return with_cells_ + static_cast<std::size_t>(kind);
  }
  [[nodiscard]] std::size_t fault(FaultKind kind) const {
    return first_fault_ + static_cast<std::size_t>(kind);
  }
  [[nodiscard]] std::size_t slip(SlipKind kind) const {
    return first_slip_ + static_cast<std::size_t>(kind);
  }

 private:
  ProbeTable();
  std::vector<Probe> probes_;
  std::vector<std::size_t> of_row_;  // row of the invariants' table -> probe
  std::size_t first_refusal_ = 0;
  std::size_t with_cells_ = 0;
  std::size_t first_fault_ = 0;
  std::size_t first_slip_ = 0;
};

/// Phases of a procedure: before its first command, between commands, after its last step, and
/// during each cmdlet that some scenario of the campaign runs.
class Phases {
 public:
  static constexpr std::uint32_t kBefore = 0;
  static constexpr std::uint32_t kBetween = 1;
  static constexpr std::uint32_t kAfter = 2;
  /// `cmdlets`: positions in the cmdlet table, ascending, each once.
  explicit Phases(std::vector<std::uint16_t> cmdlets);
  [[nodiscard]] std::uint32_t count() const {
    return kFirstCmdlet + static_cast<std::uint32_t>(cmdlets_.size());
  }
  [[nodiscard]] std::string name(std::uint32_t phase) const;
  [[nodiscard]] std::uint32_t of(const World& world, const State& state) const;
  [[nodiscard]] const std::vector<std::uint16_t>& cmdlets() const { return cmdlets_; }

 private:
  static constexpr std::uint32_t kFirstCmdlet = 3;
  std::vector<std::uint16_t> cmdlets_;
};
/// Families of the cells: every FaultKind, the slips of operators together, and "no fault" for what
/// happened before any.
inline constexpr std::uint32_t kFamilies = static_cast<std::uint32_t>(FaultKind::kCount) + 2;
inline constexpr std::uint32_t kSlipFamily = kFamilies - 2;
inline constexpr std::uint32_t kNoFault = kFamilies - 1;
[[nodiscard]] std::string_view family_name(std::uint32_t family);

/// How often something was met, and by which run first.
struct Met {
  static constexpr std::uint64_t kNever = ~std::uint64_t{0};
  std::uint64_t runs = 0;
  std::uint64_t first = kNever;
  void count(std::uint64_t run) {
    ++runs;
    if (run < first) first = run;
  }
  void merge(const Met& other) {
    runs += other.runs;
    if (other.first < first) first = other.first;
  }
};

struct ProbeTally {
  explicit ProbeTally(const Phases& phases);
  std::uint32_t phases;
  std::vector<Met> probes;
  std::vector<Met> cells;
  [[nodiscard]] std::size_t cell(std::size_t probe, std::uint32_t family,
                                 std::uint32_t phase) const {
    return (probe * kFamilies + family) * phases + phase;
  }
  void merge(const ProbeTally& other);
};

/// Listens to one run after the other.
class Probes final : public RunListener {
 public:
  explicit Probes(const Phases& phases);
  /// Before each run; `simulation` and `slips`, those of its scenario, must outlive the run.
  void begin(const Simulation& simulation, std::span<const SlipSpec> slips);
  void on_fact(std::uint32_t event, std::int64_t at_ms, const Fact& fact) override;
  /// After the run, while its simulation still lives.
  void end();
  /// What the run that ended met; `run` is its place in the whole campaign.
  void add_to(ProbeTally& tally, std::uint64_t run) const;

 private:
  using Bits = std::array<std::uint64_t, 4>;
  struct Strike {
    std::uint32_t family;
    std::uint32_t phase;
    Bits met;
  };
  void collect();
  void note_step(const Fact& fact);
  void strike(std::uint32_t family);

  const Phases& phases_;
  const Simulation* simulation_ = nullptr;
  std::vector<std::uint64_t> seen_;  // evaluations at the last strike, per row
  Bits since_{};                     // met since then
  Bits any_{};                       // met in this run
  std::uint64_t facts_ = 0;          // a bit for each FactKind
  std::span<const SlipSpec> slips_;
  std::uint32_t slip_kinds_ = 0;  // a bit for each SlipKind that happened
  std::vector<Strike> strikes_;
};

}  // namespace firedrill
