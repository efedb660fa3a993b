// Slips of operators (OperatorError of the injection catalogue, rule book 3.10): each changes how
// the steps of an administrator are walked through. The model runs walks and knows no slips.
//
// What each one means:
//
//   skip            the step is passed over; what waits for it ("after step 4") goes on at once
//   repeat          the step is run twice in a row
//   swap            the step and the one behind it change places
//   wrong name      one name of the line is that of another component of its kind
//   wrong switch    a switch of the line is left out, or one is added
//   early start     the step begins in a second shell as soon as the step before it has begun,
//                   whatever that still does; everything behind it follows in that shell
//   pause           the administrator waits before the step
//   wrong window    a shell is left over from another day, in which the checks before the step
//                   were met. The line is run there as soon as the first of them begins here,
//                   whatever they find; here the checks and the step follow as written. Checks are
//                   the steps "wait until" directly before it.
//   second admin    somebody else works through the steps from this one on, as written, beginning
//                   a while after the first began it
//   interrupt       after the step everything from the first step to this one is done again
//
// A refused step is refused whoever slipped. Steps keep their numbers: "after step 4" means the
// first time that step 4 is through, in whichever shell; what a second administrator, a wrong
// window or a repetition does counts for no such reference.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sim/model/plan.hpp"

namespace firedrill {

/// A walk is counted in 16 bits and a slip lengthens it by no more than the steps there are.
inline constexpr std::size_t kSlipsMax = 32;

/// Changes the walk by one slip, which gets the number `number`. Why it cannot be, or nothing.
[[nodiscard]] std::string_view apply_slip(std::vector<ActorSpec>& actors, const SlipSpec& slip,
                                          std::size_t number);

struct SlipMisfit {
  std::size_t slip = 0;
  std::string_view why;
};
/// One after the other, as written; stops at the first that does not fit.
[[nodiscard]] std::optional<SlipMisfit> apply_slips(std::vector<ActorSpec>& actors,
                                                    std::span<const SlipSpec> slips);

}  // namespace firedrill
