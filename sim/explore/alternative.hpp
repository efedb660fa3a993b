// One thing of a procedure that is done otherwise, from one step on; everything before it stays.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/explore/trial.hpp"

namespace firedrill {

struct Alternative {
  enum class Kind : std::uint8_t {
    kAdd,      // `added` is done before `step`; nothing added: there is more time alone; the last
               // of `added` is done in place of `step` when `in_place`
    kRepeat,   // `other` is done again before `step`
    kLater,    // `step` is done after `other`
    kInstead,  // `added` is done in place of `step`
    kWithout,  // `step` is left out
    kStop,     // nothing is done from `step` on
    kNoSlip,   // the operator does not make the slip `slip`, which is on `step`
  };
  Kind kind = Kind::kAdd;
  std::size_t actor = 0;
  std::size_t step = 0;  // as many as there are steps: the end
  std::size_t other = 0;
  std::size_t slip = 0;
  std::vector<StepSpec> added;
  bool in_place = false;  // of kAdd
  Duration more{0};       // the scenario lasts so much longer
};

/// `whole` with that alternative; `times` are those of its run.
[[nodiscard]] std::optional<Candidate> done_otherwise(const Candidate& whole,
                                                      const Alternative& alternative,
                                                      const ObservedTimes& times);

/// The same alternative in the scenario that `shrunk` was made of; nothing where that has no such
/// step, or does not know what is to be done.
[[nodiscard]] std::optional<Alternative> in_original(const Alternative& alternative,
                                                     const Candidate& shrunk,
                                                     const Scenario& original);

/// In the run of `times`, of a scenario made by done_otherwise: was what is done there refused?
[[nodiscard]] bool was_refused(const Alternative& alternative, const ObservedTimes& times);

}  // namespace firedrill
