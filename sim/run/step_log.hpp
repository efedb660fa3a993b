// What became of every step of a procedure, without a word of text: all that a verdict needs of a
// run's facts. A campaign of many runs keeps this alone; the timeline adds the sentences.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/run/simulation.hpp"

namespace firedrill {

struct StepOutcome {
  enum class Status : std::uint8_t {
    kNotReached,
    kRunning,
    kDone,
    kRefused,
    kFailed,
    kTimedOut,
    kPassedOver
  };
  Status status = Status::kNotReached;
  std::int64_t began_ms = -1;
  std::int64_t ended_ms = -1;
  std::uint32_t event = 0;  // of the last refusal or failure
  ErrorCode code = ErrorCode::kOk;
  std::string rule;
  std::string detail;
  std::int32_t refusals = 0;
};

class StepLog : public RunListener {
 public:
  StepLog(const Scenario& scenario, const World& world);
  void on_fact(std::uint32_t event, std::int64_t at_ms, const Fact& fact) override;

  /// By actor of the World and position on its walk.
  [[nodiscard]] const StepOutcome& step(std::size_t actor, std::size_t position) const {
    return steps_[actor][position];
  }
  /// By number of the slip in the scenario.
  [[nodiscard]] bool slip_happened(std::size_t slip) const { return slips_[slip] != 0; }

 private:
  const World& world_;
  std::vector<std::vector<StepOutcome>> steps_;
  std::vector<std::uint8_t> slips_;
};

}  // namespace firedrill
