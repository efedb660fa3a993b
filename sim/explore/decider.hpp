// Every question that one instant of a search leaves open, and the answer that is being followed.
//
// An instant is run again from the same node once for each combination of answers: the questions
// come in the same order, the answers given so far are repeated, the first new question gets its
// first answer, and the list of answers says what is left. Answers about time narrow the zone.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/explore/leeway.hpp"
#include "sim/explore/zone.hpp"

namespace firedrill {

/// A question with more than one answer.
struct Decision {
  enum class Kind : std::uint8_t {
    kSplit,   // t_first - t_second lies in one of several ranges
    kFault,   // which fault strikes, with which repair
    kOrder,   // which of several simultaneous events goes first
    kMishap,  // what may go wrong does not, or does
  };
  Kind kind = Kind::kSplit;
  std::uint8_t first = 0;  // kSplit: variables
  std::uint8_t second = 0;
  std::uint32_t answers = 0;
  std::uint32_t taken = 0;
  /// kSplit: the ranges end at these values, inclusive; the last range has no end of its own.
  std::vector<std::int64_t> cuts;
  /// kOrder: the slots that were due.
  std::vector<std::uint32_t> slots;
};

class Decider final : public TimeOrder {
 public:
  /// The answers to repeat; forgets those of the run before. `zone` is narrowed in place, and so is
  /// `leeway`, unless null: to where every comparison would come out the same.
  void begin(Zone* zone, Leeway* leeway);
  /// Moves on to the next combination of answers; false when there is none.
  bool advance();
  void clear() { script_.clear(); }

  [[nodiscard]] const std::vector<Decision>& script() const { return script_; }
  std::vector<Decision>& script() { return script_; }
  /// Questions of the present run that had been answered before.
  [[nodiscard]] bool repeating() const { return at_ < script_.size(); }

  /// -1, 0 or 1 as `a` is before, at or after `b`.
  int compare(Instant a, Instant b);
  /// One of `count` answers, 0 first.
  std::uint32_t choose(Decision::Kind kind, std::uint32_t count,
                       const std::vector<std::uint32_t>& slots);

  [[nodiscard]] bool not_after(Instant a, Instant b) override;
  [[nodiscard]] std::int64_t ticks_until(Instant phase, Duration period, Instant now) override;

 private:
  /// Which range of t_i - t_j: those that end at `cuts` (inclusive) and the rest; the ranges that
  /// the zone leaves possible are the answers. Returns the place of the range among all of them.
  std::size_t split(int i, int j, const std::vector<std::int64_t>& cuts);

  /// -1 or 1 where the zone leaves one answer to compare(), else 0.
  int settled_by_zone(Instant a, Instant b, std::int64_t equal);
  /// What was found holds as long as t_i - t_j is within these.
  void keep_leeway(int i, int j, std::int64_t least, std::int64_t most);

  Zone* zone_ = nullptr;
  Leeway* leeway_ = nullptr;
  std::vector<Decision> script_;
  std::size_t at_ = 0;
  std::vector<std::int64_t> cuts_;
};

}  // namespace firedrill
