// Drawn drills for RapidCheck.
//
//   rc::check("...", [] {
//     const DrawnDrill drill = *firedrill::gen::drill({.theme = DrillTheme::kStore});
//     ...
//   });
//
// RapidCheck's random bits are the only source of choices, so its reproduce string brings a case
// back. A case shrinks by lines left out, not by its choices: every choice hangs on those before
// it, and a procedure with one line less is still one that a person can read. Where RapidCheck is
// not installed this header holds nothing, and draws_of_drill (drawn_drill.hpp) is the way.
#pragma once

#if __has_include(<rapidcheck.h>)
#include <rapidcheck.h>

#include <ostream>

#include "firedrill/drawn_drill.hpp"

namespace firedrill {

/// How RapidCheck prints a counterexample: as files that run.
inline void showValue(const DrawnDrill& drill, std::ostream& out) {
  out << '\n' << print_drill(drill);
}

namespace gen {

class RapidCheckDraws final : public DrawSource {
 public:
  explicit RapidCheckDraws(rc::Random random) : random_(random) {}
  std::uint64_t below(std::uint64_t bound) override {
    return random_.next() % bound;  // bounds are small: the bias is below 2^-50
  }

 private:
  rc::Random random_;
};

inline rc::Seq<DrawnDrill> shrink_drill(const DrawnDrill& drill) {
  return rc::seq::fromContainer(smaller_drills(drill));
}

/// Valid deployments with faults, procedures and loads. The size of a case does not depend on
/// RapidCheck's size: small drills are drawn often enough, and large ones may come first.
inline rc::Gen<DrawnDrill> drill(DrillShape shape = {}) {
  const auto draw = [shape](const rc::Random& random, int /*size*/) {
    RapidCheckDraws source(random);
    // A drill of complete tasks with a line left out is one no more.
    if (shape.complete_tasks) return rc::shrinkable::just(draw_drill(source, shape));
    return rc::shrinkable::shrinkRecur(draw_drill(source, shape), &shrink_drill);
  };
  return rc::Gen<DrawnDrill>(draw);
}

/// The topology file alone.
inline rc::Gen<std::string> topology(DrillShape shape = {}) {
  return rc::gen::map(drill(shape), [](const DrawnDrill& one) { return one.topology; });
}

}  // namespace gen
}  // namespace firedrill

#endif
