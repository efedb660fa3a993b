// The record of a proof: its decision tree as JSON lines, with all that a replay needs.
//
//   header      format, the scenario and its topology as text, how many faults, what each can be
//   {"q":"s"..} which range t_i - t_j lies in; "c" are the ends of the ranges but the last
//   {"q":"f"}   which of the header's choices strikes next
//   {"q":"o"..} which of these simultaneous events goes first
//   {"q":"m"..} what may go wrong does not, or does
//   {"l":..}    a leaf: the faults (choice, ms), the instants "t" of a point of the part, outcome
//               "o"; "p" the orders and "m" the mishaps that a run has to be told
//   {"x":1,..}  an order of simultaneous events that led where an earlier one had led; a point as
//               of a leaf, whose outcome is one of those under the earlier order
//   footer      the figures, and whether the search was complete
//
// Branches follow their question in order. A split covers by construction, so a checker needs no
// geometry: it walks the tree, sees that every question has all its branches and that each leaf's
// point lies in the leaf's part, and replays points (property_tests/record_checker.cpp).
#pragma once

#include <fstream>
#include <map>
#include <string>

#include "sim/explore/proof.hpp"

namespace firedrill {

inline constexpr int kProofRecordVersion = 3;

class ProofRecord final : public TreeListener {
 public:
  /// `again` = the command line that gives the proof again.
  ProofRecord(const std::string& file, const Scenario& scenario, const Proof& proof,
              const std::string& again);
  void on_question(const Decision& question) override;
  void on_leaf(const Placement& where, std::uint32_t outcomes) override;
  void on_same_order(const Placement& where) override;
  /// False when the file could not be written whole.
  [[nodiscard]] bool finish(const ProofResult& result);

 private:
  void write_point(const Placement& where, std::uint32_t outcome);
  [[nodiscard]] std::uint32_t outcome_number(std::uint32_t outcomes);

  std::ofstream out_;
  const Scenario& scenario_;
  const Proof& proof_;
  std::vector<ExpectationSpec> named_;  // as the scenario in the header words them
  std::map<OutcomeMask, std::uint32_t> outcomes_;
};

}  // namespace firedrill
