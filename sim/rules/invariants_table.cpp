// The table of invariants: one row a rule and scope. Adding an invariant is one function in the
// file of its section and one row here.
#include <algorithm>
#include <iterator>

#include "sim/rules/invariant_checks.hpp"

namespace firedrill::invariants {
namespace {

using enum InvariantScope;
using enum InvariantWeight;

constexpr Row kRows[] = {
    {{"INV-01", kStep,
      "FailingOver and FailingBack of the partner count like FailedOver, which is documented"},
     {When::kFailOverAccepted},
     inv_01},
    {{"INV-02", kAlways, {}}, {When::kUser, When::kRestUser}, inv_02},
    {{"INV-03", kQuiescent, {}}, {When::kRestUser}, inv_03},
    {{"INV-04", kStep,
      "a planned failover needs the store elsewhere too, because the duty is stated for both"},
     {When::kFailOverAccepted},
     inv_04},
    {{"INV-05", kStep, {}}, {When::kFailOverAccepted}, inv_05},
    {{"INV-06", kStep, {}}, {When::kFailBackAccepted}, inv_06},
    {{"INV-07", kStep, {}}, {When::kFailBackAccepted}, inv_07},
    {{"INV-08", kAlways, "the transitions follow from the list of values and the procedures"},
     {When::kStateEvent},
     inv_08},
    {{"INV-09", kAlways, {}}, {When::kStateEvent}, inv_09},
    {{"INV-10", kAlways, {}}, {When::kUserEvent}, inv_10},
    {{"INV-11", kAlways, "transitional states count like FailedOver, for which it is documented"},
     {When::kPool},
     inv_11},
    {{"INV-12", kAlways, {}}, {When::kUserEvent}, inv_12},
    {{"INV-13", kStep, "a refused command has not begun"}, {When::kCommand}, inv_13_refused},
    {{"INV-13", kAfter, "a failed command leaves only the partial effects that are listed"},
     {When::kCommandFailed},
     inv_13_failed},
    {{"INV-14", kStep, {}}, {When::kCommand}, inv_14},
    {{"INV-15", kAfter, {}}, {When::kFailBackDone}, inv_15},
    {{"INV-16", kAfter, {}}, {When::kOperationEvent}, inv_16},
    {{"INV-17", kAfter, {}, kAdvice}, {}, nullptr},
    {{"INV-60", kAlways, "a forced switch fences the old principal (MA-52)"},
     {When::kBackEndEvent},
     inv_60},
    {{"INV-61", kStep, {}}, {When::kBackEndEvent}, inv_61},
    {{"INV-62", kAfter, {}}, {When::kBackEndEvent}, inv_62},
    {{"INV-63", kAlways, {}}, {When::kBackEndEvent}, inv_63},
    {{"INV-63", kQuiescent, {}}, {When::kRest}, inv_63_rest},
    {{"INV-64", kAlways, {}}, {When::kPool}, inv_64},
    {{"INV-65", kAlways, {}}, {When::kBackEnd}, inv_65},
    {{"INV-66", kAlways, {}}, {When::kUserEvent}, inv_66},
    {{"INV-66", kAfter, {}}, {When::kPoolEvent}, inv_66_clock},
    {{"INV-67", kAlways, {}}, {When::kPool}, inv_67},
    {{"INV-68", kAlways, {}}, {When::kPool}, inv_68},
    {{"INV-69", kStep, {}}, {When::kPoolEvent}, inv_69},
    {{"INV-70", kAlways, {}}, {When::kPool}, inv_70},
    {{"INV-71", kAlways, {}}, {When::kPool}, inv_71},
    {{"INV-72", kAlways, "in a pool of one or two Front Ends one live replica is enough"},
     {When::kUser, When::kRestUser},
     inv_72},
    {{"INV-73", kStep, {}}, {When::kPoolEvent}, inv_73},
    {{"INV-74", kAfter, "each type is a command of its own, so none drags another along"},
     {When::kBackEndEvent},
     inv_74},
};

constexpr auto kTable = [] {
  std::array<InvariantInfo, std::size(kRows)> table;
  std::transform(std::begin(kRows), std::end(kRows), table.begin(),
                 [](const Row& row) { return row.info; });
  return table;
}();
static_assert(std::is_sorted(std::begin(kTable), std::end(kTable),
                             [](const InvariantInfo& a, const InvariantInfo& b) {
                               return a.rule < b.rule;
                             }));

}  // namespace

std::span<const Row> rows() {
  return kRows;
}

}  // namespace firedrill::invariants

namespace firedrill {

std::span<const InvariantInfo> InvariantWatch::table() {
  return invariants::kTable;
}

}  // namespace firedrill
