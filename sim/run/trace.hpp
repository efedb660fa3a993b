// The trace: one JSON object a line, from which a run replays by itself.
//
//   header   format and program version, seed, the scenario and the topology as text
//   batches  events, up to 256 a line: "delta-ms,slot,fingerprint;..." beside the first number and
//            time
//   facts    what happened, for people and other programs, with the event it belongs to
//   stories  of all users, and the reasons in them (sim/run/story_book.hpp)
//   footer   number of events, the digest, and where the reasons and the stories begin
//
// A full line for each event would cost more than the event; a batch costs ten bytes an event.
#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/run/simulation.hpp"
#include "sim/run/story_book.hpp"

namespace firedrill {

inline constexpr int kTraceVersion = 1;

class TraceWriter final : public RunListener {
 public:
  /// Opens `path`; `ok()` tells whether that worked.
  TraceWriter(const std::string& path, const Scenario& scenario, const ScenarioOptions& options,
              const Simulation& simulation);
  ~TraceWriter() override;
  TraceWriter(const TraceWriter&) = delete;
  TraceWriter& operator=(const TraceWriter&) = delete;
  [[nodiscard]] bool ok() const { return file_ != nullptr && !failed_; }
  void on_event(std::uint32_t number, std::int64_t at_ms, Slot slot, const Fingerprint& after,
                bool changed) override;
  void on_fact(std::uint32_t event, std::int64_t at_ms, const Fact& fact) override;
  /// Writes the stories, where there are any, and the footer; false when the disk refused
  /// something on the way.
  bool finish(StoryBook* stories = nullptr);

 private:
  void begin_batch(std::uint32_t number, std::int64_t at_ms);
  void end_batch();
  void make_room(std::size_t bytes);
  void put(std::string_view text);
  [[nodiscard]] std::uint64_t position() const;

  const Simulation& simulation_;
  std::FILE* file_ = nullptr;
  bool failed_ = false;
  std::uint64_t written_ = 0;  // bytes that went to the file
  std::vector<char> buffer_;
  char* at_ = nullptr;  // the next free place in buffer_
  std::uint32_t batch_events_ = 0;
  std::int64_t last_ms_ = 0;
};

struct TraceEvent {
  std::int64_t at_ms = 0;
  Layout::SlotName name{};
  std::array<char, 2> fingerprint{};
};

/// 12 bits of a fingerprint as two characters of base 64.
[[nodiscard]] std::array<char, 2> short_fingerprint(const Fingerprint& fingerprint);

struct Trace {
  std::uint64_t seed = 1;
  std::string program;
  std::string scenario_file;
  std::string scenario_text;
  std::string case_name;
  std::vector<SourceFile> included;
  std::string topology_text;
  std::vector<std::string> set;
  Personality personality = Personality::kDocAlias;
  std::vector<TraceEvent> events;
  std::string digest;
  bool complete = false;  // has its footer
};

[[nodiscard]] std::optional<Trace> read_trace(const std::string& path, Diagnostics& diagnostics);
/// The header alone: everything but events and digest.
[[nodiscard]] std::optional<Trace> read_trace_header(const std::string& path,
                                                     Diagnostics& diagnostics);
/// True when `path` begins like a trace.
[[nodiscard]] bool looks_like_trace(const std::string& path);
/// The scenario that a trace carries.
[[nodiscard]] std::optional<Scenario> scenario_of(const Trace& trace, Diagnostics& diagnostics);

/// Compares a run with a trace, event by event.
class TraceComparison final : public RunListener {
 public:
  TraceComparison(const Trace& trace, const World& world) : trace_(trace), world_(world) {}
  void on_event(std::uint32_t number, std::int64_t at_ms, Slot slot, const Fingerprint& after,
                bool changed) override;
  /// Number of the first event that differs; 0 = none so far.
  [[nodiscard]] std::uint32_t first_difference() const { return first_; }

 private:
  const Trace& trace_;
  const World& world_;
  std::uint32_t first_ = 0;
};

[[nodiscard]] std::string trace_schema();

}  // namespace firedrill
