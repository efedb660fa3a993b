// The invariants of the rule book (section 7), watched over a run.
//
// A driver makes one InvariantWatch a run, forwards facts and changes of mode to it and tells it
// when an event and when an instant is over. The watch changes nothing: it keeps small copies of
// what the next check compares with, and never a rule of the domain that the model would need. A
// rule holds through every documented, correctly executed procedure and through every fault of the
// injection catalogue; what excuses it stands beside its function.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/model/writer.hpp"

namespace firedrill {

/// One broken invariant: what broke, for whom, and which fields of the State decided it.
struct Violation {
  std::string_view rule;  // "INV-01"
  Instant at;
  std::uint32_t event = 0;  // number of the event at whose end it was seen
  std::string text;         // what broke, for whom, in words
  std::int32_t pool = -1;
  std::int64_t user = -1;
  const void* deciding[3] = {nullptr, nullptr, nullptr};
};

/// When a rule is checked (rule book 7.0).
enum class InvariantScope : std::uint8_t { kAlways, kStep, kQuiescent, kAfter, kAtEnd };
/// Only rules of weight kRule make violations; advice is kept apart and never fails a run, and a
/// report is made of figures.
enum class InvariantWeight : std::uint8_t { kRule, kAdvice, kReport };

/// A row of the table. A rule with two scopes has two rows.
struct InvariantInfo {
  std::string_view rule;
  InvariantScope scope = InvariantScope::kAlways;
  std::string_view premise;  // inferred rules: what the inference rests on
  InvariantWeight weight = InvariantWeight::kRule;
};

/// The legal steps of INV-08. A failover that cannot be completed returns to Active; a failback
/// that fails stays, or with MA-46 falls back to FailedOver.
[[nodiscard]] bool legal_pool_step(const World& world, PoolState from, PoolState to);

/// At rest (7.0): no command runs, every actor is finished or waits for nothing that can come, and
/// no armed timer can still change anything. Pending faults and repairs are no part of it, nor is
/// the load or the data that replicates under it.
[[nodiscard]] bool quiescent(const World& world, const State& state);

/// What future checks will read of the past, for a search that treats equal futures as one:
/// numbers, and instants with the greatest age that anything still asks of them.
struct MemoryFold {
  struct Stamp {
    Instant at;
    Duration matters_for{0};
  };
  std::vector<std::uint64_t> numbers;
  std::vector<Stamp> stamps;  // as many, in the same order, for equal numbers
  void clear() {
    numbers.clear();
    stamps.clear();
  }
};

class InvariantWatch {
 public:
  InvariantWatch(const World& world, const State& initial);
  ~InvariantWatch();
  InvariantWatch(const InvariantWatch&) = delete;
  InvariantWatch& operator=(const InvariantWatch&) = delete;

  void set_event(std::uint32_t number);  // before each event
  void on_fact(const Fact& fact);
  void on_mode(std::uint32_t user, UserMode before, UserMode after);
  /// After each event, before the next one; `fired` is the slot whose timer fired.
  void event_over(const Writer& writer, Slot fired);
  /// At the end of each instant, before the driver begins the next one.
  void instant_over(const Writer& writer);
  void at_end(const Writer& writer);

  /// Each (rule, pool or user) once, the first time; at most kViolationsMax of a row.
  [[nodiscard]] const std::vector<Violation>& violations() const;
  static constexpr std::size_t kViolationsMax = 200;
  /// What rules of weight kAdvice would have had done otherwise, in the same form.
  [[nodiscard]] const std::vector<Violation>& advice() const;
  [[nodiscard]] static std::span<const InvariantInfo> table();
  /// The memory of the watch as a value, for a driver that goes back to an earlier State. What was
  /// found is no part of it.
  class Memory;
  [[nodiscard]] std::unique_ptr<Memory> save() const;
  void save(Memory& into) const;
  /// `writer` has the State of that moment.
  void restore(const Memory& from, const Writer& writer);
  void fold(const Writer& writer, MemoryFold& out) const;
  /// Forgets what was found, so that it is found again.
  void forget_violations();
  /// Per row of the table: how often its premise was met. A rule never exercised shows as 0.
  [[nodiscard]] std::span<const std::uint64_t> evaluations() const;

 private:
  struct Watch;
  std::unique_ptr<Watch> watch_;
};

class InvariantWatch::Memory {
 public:
  Memory();
  ~Memory();
  struct Content;
  std::unique_ptr<Content> content;
};

}  // namespace firedrill
