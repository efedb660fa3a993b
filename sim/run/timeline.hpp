// What happened, in order, in words: the lines of a run's timeline and the outcome of every step.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/run/remedy.hpp"
#include "sim/run/step_log.hpp"

namespace firedrill {

enum class LineKind : std::uint8_t {
  kFault,
  kSlip,
  kEffect,
  kStep,
  kBelow,  // the line of a step: an answer, a warning, what mends a refusal; indented
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

struct ModeCounts {
  std::int64_t signed_out = 0, resiliency = 0, regular = 0;
  friend bool operator==(const ModeCounts&, const ModeCounts&) = default;
};

/// Of those who would be online.
[[nodiscard]] ModeCounts mode_counts(const State& state);

class Timeline final : public StepLog {
 public:
  Timeline(const Scenario& scenario, const Simulation& simulation);
  void on_fact(std::uint32_t event, std::int64_t at_ms, const Fact& fact) override;
  void on_mode(std::int64_t at_ms, std::uint32_t user, UserMode before, UserMode after) override;
  void on_instant(std::int64_t at_ms) override;

  [[nodiscard]] const std::vector<TimelineLine>& lines() const { return lines_; }
  [[nodiscard]] ModeCounts counts() const;
  /// "first: ...", what mends the refusal that `event` told; empty where no one line does.
  [[nodiscard]] std::string remedy_after(std::uint32_t event) const;
  /// Users by mode after every instant that mattered: (ms, counts), for charts.
  struct Sample {
    std::int64_t at_ms;
    ModeCounts counts;
  };
  [[nodiscard]] const std::vector<Sample>& samples() const { return samples_; }

 private:
  void below(std::int64_t at_ms, const std::string& text, std::string_view rule = {});
  void line(std::int64_t at_ms, LineKind kind, std::string text, std::string_view rule = {},
            std::string where = {});
  void step_fact(std::int64_t at_ms, const Fact& fact);
  void help(std::int64_t at_ms, const Refused& refused);
  void component_fact(std::int64_t at_ms, const Fact& fact);
  void data_fact(std::int64_t at_ms, const Fact& fact);
  [[nodiscard]] std::string site_contents(Index site) const;

  const Scenario& scenario_;
  const Simulation& simulation_;
  std::vector<TimelineLine> lines_;
  std::map<std::uint32_t, std::string> remedies_;  // by event of the refusal
  std::vector<Sample> samples_;
  ModeCounts shown_;
  std::int64_t out_ = 0;  // users signed out against their will
  std::uint32_t event_ = 0;
};

/// "file:line" of a step or a fault.
[[nodiscard]] std::string place(const Scenario& scenario, const Mark& mark);

}  // namespace firedrill
