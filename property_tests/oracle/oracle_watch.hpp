// Lets the oracle look at a run: the facts it decides on are read from the raw words of the State
// (which machine is down, what is recorded), never from what the model concludes of them.
//
//   command      -> the oracle's decision against what the model did
//   fault, repair -> each component is down for exactly the faults that have struck it
//   an interval  -> what has to happen at its end has happened by then
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "property_tests/oracle/oracle.hpp"
#include "sim/run/simulation.hpp"

namespace firedrill {

[[nodiscard]] oracle::Facts facts_of(const World& world, const State& state);
/// The order that a bound command is, with the shell at `site`; kOther for what is not judged.
[[nodiscard]] oracle::Order order_of(const World& world, const BoundCommand& command, Index site);

class OracleWatch final : public RunListener {
 public:
  explicit OracleWatch(const Simulation& simulation);

  void on_fact(std::uint32_t event, std::int64_t at_ms, const Fact& fact) override;
  void on_event(std::uint32_t number, std::int64_t at_ms, Slot slot, const Fingerprint& after,
                bool changed) override;

  /// What the model did otherwise, in words; at most a few.
  [[nodiscard]] const std::vector<std::string>& disagreements() const { return disagreements_; }
  [[nodiscard]] int decisions() const { return decisions_; }
  [[nodiscard]] int refusals() const { return refusals_; }

 private:
  struct Wait {  // something that has to be over by since + longest
    std::int64_t since_ms = -1;
    std::int64_t longest_ms = 0;
  };
  void begin_command(std::size_t actor, std::size_t step, const oracle::Facts& facts);
  void note_retries();
  void end_command(std::int64_t at_ms);
  void check_components(std::int64_t at_ms);
  void check_waits(std::int64_t at_ms);
  void wait_over(Wait& wait, bool waiting, std::int64_t interval_ms, std::int64_t at_ms,
                 const std::string& what);
  void check_losses(std::int64_t at_ms, Slot slot);
  void disagree(std::int64_t at_ms, const std::string& what);

  const Simulation& simulation_;
  std::optional<oracle::Decision> pending_;
  std::string refused_by_;           // in this event
  std::vector<char> between_tries_;  // by actor, after the last event
  oracle::Facts before_;             // after the last event, while somebody is between tries
  bool faults_moved_ = false;
  std::vector<char> in_force_;       // by fault
  std::vector<Wait> heartbeats_;     // by watching pool
  std::vector<Wait> cycles_;         // by link
  std::vector<std::uint64_t> lost_;  // by pool
  std::vector<std::string> disagreements_;
  int decisions_ = 0;
  int refusals_ = 0;
};

}  // namespace firedrill
