// Picture 5: the states of a pool as a campaign or a proof visited them, with counts; a legal step
// that no run took is dashed. Runs are made again from the record, and their facts are counted.
#pragma once

#include <array>

#include "reports/pictures/picture.hpp"
#include "reports/pictures/record_reader.hpp"
#include "sim/run/simulation.hpp"

namespace firedrill {

/// Counts over runs.
struct PoolStateVisits {
  static constexpr std::size_t kStates = 4;
  std::uint64_t runs = 0;
  std::uint64_t of_runs = 0;                                        // that the record speaks of
  std::array<std::array<std::uint64_t, kStates>, kStates> steps{};  // from, to
  std::array<std::uint64_t, kStates> stopped{};                     // the pool stopped in it
  std::array<std::uint64_t, kStates> visits{};                      // runs with a pool in it
  std::array<std::array<bool, kStates>, kStates> legal{};
};

/// Makes runs of the record again, at most a few thousand.
[[nodiscard]] PoolStateVisits visits_of(const ProofRecordData& record);
[[nodiscard]] PoolStateVisits visits_of(const CampaignRecordData& record, Diagnostics& diagnostics);
/// Of one run.
[[nodiscard]] PoolStateVisits visits_of(const Scenario& scenario);

[[nodiscard]] Picture states_picture(const PoolStateVisits& visits, const std::string& of);

}  // namespace firedrill
