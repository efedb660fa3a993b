// What happened, in order, in words: the lines of a run's timeline and the outcome of every step.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/run/simulation.hpp"

namespace firedrill {

enum class LineKind : std::uint8_t {
  kFault,
  kSlip,
  kEffect,
  kStep,
  kRefusal,
  kUsers,
  kViolation,
  kEnd
};

struct TimelineLine {
  std::int64_t at_ms = 0;
  std::uint32_t event = 0;
  LineKind kind = LineKind::kEffect;
  std::string text;
  std::string rule;
  std::string where;  // file:line of a step
};

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

struct ModeCounts {
  std::int64_t signed_out = 0, resiliency = 0, regular = 0;
  friend bool operator==(const ModeCounts&, const ModeCounts&) = default;
};

class Timeline final : public RunListener {
 public:
  Timeline(const Scenario& scenario, const Simulation& simulation);
  void on_fact(std::uint32_t event, std::int64_t at_ms, const Fact& fact) override;
  void on_mode(std::int64_t at_ms, std::uint32_t user, UserMode before, UserMode after) override;
  void on_instant(std::int64_t at_ms) override;

  [[nodiscard]] const std::vector<TimelineLine>& lines() const { return lines_; }
  /// By actor of the World and position on its walk.
  [[nodiscard]] const StepOutcome& step(std::size_t actor, std::size_t position) const {
    return steps_[actor][position];
  }
  /// By number of the slip in the scenario.
  [[nodiscard]] bool slip_happened(std::size_t slip) const { return slips_[slip] != 0; }
  [[nodiscard]] ModeCounts counts() const;
  /// Users by mode after every instant that mattered: (ms, counts), for charts.
  struct Sample {
    std::int64_t at_ms;
    ModeCounts counts;
  };
  [[nodiscard]] const std::vector<Sample>& samples() const { return samples_; }

 private:
  void line(std::int64_t at_ms, LineKind kind, std::string text, std::string_view rule = {},
            std::string where = {});
  void step_fact(std::int64_t at_ms, const Fact& fact);
  void component_fact(std::int64_t at_ms, const Fact& fact);
  void data_fact(std::int64_t at_ms, const Fact& fact);
  [[nodiscard]] std::string site_contents(Index site) const;

  const Scenario& scenario_;
  const Simulation& simulation_;
  std::vector<TimelineLine> lines_;
  std::vector<std::vector<StepOutcome>> steps_;
  std::vector<std::uint8_t> slips_;
  std::vector<Sample> samples_;
  ModeCounts shown_;
  std::int64_t out_ = 0;  // users signed out against their will
  std::uint32_t event_ = 0;
};

/// "file:line" of a step or a fault.
[[nodiscard]] std::string place(const std::string& file, const Mark& mark);

}  // namespace firedrill
