// The configuration of one run of a campaign: which families of faults are on, in which shape they
// come, the faults that follow from it, and the slips of operators.
//
// Swarm testing: runs that leave out most families reach what runs with everything on drown. Every
// choice is a draw of its own, a function of (campaign seed, run, what, k), so a run is made again
// from its number alone, and two scenarios never share a stream of draws.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/explore/menu.hpp"
#include "sim/scenario/scenario.hpp"

namespace firedrill {

enum class SwarmShape : std::uint8_t {
  kAsWritten,     // nothing is added: the first run of each scenario
  kFewAndLong,    // one or two faults, repaired after half an hour or later, or never
  kManyAndShort,  // three to eight, repaired after a second to ten minutes
  kBurst,         // two to five within two minutes
  kCorrelated,    // several components of one site, or one family at both ends, almost at once
  kCount,
};
[[nodiscard]] std::string_view shape_name(SwarmShape shape);

struct Swarm {
  std::uint64_t seed = 1;  // of the run's own draws: load, sign-ins, drawn instants
  SwarmShape shape = SwarmShape::kAsWritten;
  std::uint32_t families = 0;  // a bit for each FaultKind that is on
  std::vector<FaultSpec> added;
  std::uint32_t slip_kinds = 0;     // a bit for each SlipKind that is on; 0 = nobody slips
  std::vector<SlipSpec> slips;      // added ones; they fit each other and the scenario's own
  std::vector<MishapSpec> mishaps;  // that come true
};

class SwarmMaker {
 public:
  /// `instants`: when something begins or ends in the scenario as written, in milliseconds.
  /// `slips`: half of the runs have slips too, a third of those nothing but slips.
  SwarmMaker(const Scenario& scenario, const World& world, std::vector<std::int64_t> instants,
             bool slips);
  /// Run 0 is the scenario as written, with its own seed.
  [[nodiscard]] Swarm make(std::uint64_t campaign_seed, std::uint64_t run) const;
  /// Families that this deployment has components for, a bit each.
  [[nodiscard]] std::uint32_t families() const { return families_; }
  /// Kinds of slips that fit this procedure, a bit each; 0 when none are drawn.
  [[nodiscard]] std::uint32_t slip_kinds() const { return slip_kinds_; }

 private:
  class Drawing;
  [[nodiscard]] FaultSpec fault(const Drawing& drawing, const Swarm& swarm, std::uint64_t k) const;
  void correlate(const Drawing& drawing, Swarm& swarm) const;
  void add(Swarm& swarm, FaultSpec fault) const;
  void slip(const Drawing& drawing, Swarm& swarm) const;
  void draw_mishaps(const Drawing& drawing, Swarm& swarm) const;

  const Scenario& scenario_;
  std::vector<MenuFault> menu_;
  std::vector<SlipSpec> slip_menu_;
  std::vector<MishapSpec> mishaps_;        // that its steps could meet
  std::vector<std::vector<Index>> sites_;  // per menu item: where its component stands
  std::vector<std::int64_t> instants_;
  std::int64_t end_ms_;
  std::uint32_t families_ = 0;
  std::uint32_t slip_kinds_ = 0;
};

/// "many and short: sql-down, wan-down of 14 families; 5 faults; seed 81723".
[[nodiscard]] std::string swarm_text(const Swarm& swarm, const SwarmMaker& maker);

/// Instants of the scenario as written at which a step, a fault or an operation begins or ends.
[[nodiscard]] std::vector<std::int64_t> interesting_instants(const World& world);

}  // namespace firedrill
