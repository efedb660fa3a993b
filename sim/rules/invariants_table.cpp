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
     inv_11,
     Reads::kInfrastructure},
    {{"INV-12", kAlways, {}}, {When::kUserEvent}, inv_12},
    {{"INV-13", kStep, "a refused command has not begun"}, {When::kCommand}, inv_13_refused},
    {{"INV-13", kAfter, "a failed command leaves only the partial effects that are listed"},
     {When::kCommandFailed},
     inv_13_failed},
    {{"INV-14", kStep, {}}, {When::kCommand}, inv_14},
    {{"INV-15", kAfter, {}}, {When::kFailBackDone}, inv_15},
    {{"INV-16", kAfter, {}}, {When::kOperationEvent}, inv_16},
    {{"INV-17", kAfter, {}, kAdvice}, {When::kEvent}, inv_17, Reads::kInfrastructure},
    {{"INV-20", kAfter, {}}, {When::kFailOverDone}, inv_20},
    {{"INV-21", kAfter, {}, kReport}, {}, nullptr},
    {{"INV-22", kAfter, {}}, {When::kFailOverDone}, inv_22},
    {{"INV-23", kAfter, "loss is tied to disaster mode only"}, {When::kFailBackDone}, inv_23},
    {{"INV-24", kAfter, "what the home store still holds is untouched by the failback"},
     {When::kFailBackDone},
     inv_24},
    {{"INV-25", kAlways, "nothing but the sync brings content home, because it must be run"},
     {When::kPoolEvent},
     inv_25_leak},
    {{"INV-25", kAtEnd, {}}, {When::kEndPool}, inv_25},
    {{"INV-26", kAfter, {}}, {When::kSyncDone}, inv_26},
    {{"INV-27", kAfter, {}}, {When::kSyncDone}, inv_27},
    {{"INV-28", kAlways, {}}, {When::kLink}, inv_28},
    {{"INV-29", kAlways, {}}, {When::kLink}, inv_29},
    {{"INV-30", kAlways, "nothing left to send means nothing older than an interval"},
     {When::kLink},
     inv_30},
    {{"INV-31", kAlways, {}}, {When::kUserEvent}, inv_31},
    {{"INV-31", kAfter, {}}, {When::kPoolEvent}, inv_31_lifted, Reads::kInfrastructure},
    {{"INV-32", kAlways, {}}, {When::kUserEvent}, inv_32},
    {{"INV-33", kAlways, {}}, {When::kEvent}, inv_33, Reads::kInfrastructure},
    {{"INV-33", kAfter, {}}, {When::kCmsDone}, inv_33_standby},
    {{"INV-34", kAlways, {}}, {When::kEvent}, inv_34},
    {{"INV-38", kAlways, {}}, {When::kQueueEvent}, inv_38},
    {{"INV-40", kAlways, {}}, {When::kEvent}, inv_40, Reads::kInfrastructure},
    {{"INV-40", kAfter, {}}, {When::kCmsDone}, inv_40_done},
    {{"INV-41", kQuiescent, {}}, {When::kRest, When::kCmsDone}, inv_41},
    {{"INV-42", kAfter, "Invoke-CsManagementServerFailover sets the service connection point too"},
     {When::kCmsDone},
     inv_42},
    {{"INV-43", kStep, {}}, {When::kEvent}, inv_43, Reads::kInfrastructure},
    {{"INV-44", kAlways, "a replica holds only what the master of its epoch sent"},
     {When::kInstant},
     inv_44,
     Reads::kInfrastructure},
    {{"INV-45", kQuiescent, {}}, {When::kRest}, inv_45},
    {{"INV-46", kAfter, {}}, {When::kCmsDone}, inv_46},
    {{"INV-47", kStep, {}}, {When::kOperationEvent}, inv_47},
    {{"INV-48", kAlways, "an edit acts where the replica has it"},
     {When::kEvent},
     inv_48,
     Reads::kInfrastructure},
    {{"INV-49", kAlways, {}}, {When::kPool}, inv_49, Reads::kInfrastructure},
    {{"INV-50", kAlways, {}}, {When::kPool}, inv_50, Reads::kInfrastructure},
    {{"INV-51", kAfter, "a component that others name must exist"}, {When::kEvent}, inv_51},
    {{"INV-52", kAfter, {}}, {When::kCmsDone}, inv_52_failover},
    {{"INV-52", kAfter, {}}, {When::kFailBackDone}, inv_52_failback},
    {{"INV-53", kAtEnd, {}}, {When::kEnd}, inv_53},
    {{"INV-60", kAlways, "a forced switch fences the old principal (MA-52)"},
     {When::kBackEndEvent},
     inv_60,
     Reads::kInfrastructure},
    {{"INV-61", kStep, {}}, {When::kBackEndEvent}, inv_61, Reads::kInfrastructure},
    {{"INV-62", kAfter, {}}, {When::kBackEndEvent}, inv_62, Reads::kInfrastructure},
    {{"INV-63", kAlways, {}}, {When::kBackEndEvent}, inv_63, Reads::kInfrastructure},
    {{"INV-63", kQuiescent, {}}, {When::kRest}, inv_63_rest},
    {{"INV-64", kAlways, {}}, {When::kPool}, inv_64, Reads::kInfrastructure},
    {{"INV-65", kAlways, {}}, {When::kBackEnd}, inv_65, Reads::kInfrastructure},
    {{"INV-66", kAlways, {}}, {When::kUserEvent}, inv_66},
    {{"INV-66", kAfter, {}}, {When::kPoolEvent}, inv_66_clock, Reads::kInfrastructure},
    {{"INV-67", kAlways, {}}, {When::kPool}, inv_67},
    {{"INV-68", kAlways, {}}, {When::kPool}, inv_68, Reads::kInfrastructure},
    {{"INV-69", kStep, {}}, {When::kPoolEvent}, inv_69, Reads::kInfrastructure},
    {{"INV-70", kAlways, {}}, {When::kPool}, inv_70, Reads::kInfrastructure},
    {{"INV-71", kAlways, {}}, {When::kPool}, inv_71, Reads::kInfrastructure},
    {{"INV-72", kAlways, "in a pool of one or two Front Ends one live replica is enough"},
     {When::kUser, When::kRestUser},
     inv_72},
    {{"INV-73", kStep, {}}, {When::kPoolEvent}, inv_73, Reads::kInfrastructure},
    {{"INV-74", kAfter, "each type is a command of its own, so none drags another along"},
     {When::kBackEndEvent},
     inv_74,
     Reads::kInfrastructure},
    {{"INV-80", kAlways, {}}, {When::kInstant}, inv_80, Reads::kInfrastructure},
    {{"INV-80", kAfter, {}}, {When::kRest, When::kEnd}, inv_80_after},
    {{"INV-81", kAfter, {}}, {When::kRest, When::kEnd}, inv_81},
    {{"INV-82", kAlways, {}}, {When::kInstant}, inv_82, Reads::kInfrastructure},
    {{"INV-83", kQuiescent, "an Edge pool whose next hop does not run leads nowhere"},
     {When::kRestUser},
     inv_83},
    {{"INV-84", kAfter, {}}, {When::kRest, When::kEnd}, inv_84},
    {{"INV-85", kAlways, {}}, {When::kEnd}, inv_85},
    {{"INV-86", kAfter, {}}, {When::kRest, When::kEnd}, inv_86},
    {{"INV-87", kStep, {}}, {When::kCommand}, inv_87},
    {{"INV-88", kAlways, "what users inside do needs no Edge pool"}, {When::kEvent}, inv_88},
    {{"INV-90", kQuiescent, {}}, {When::kRestUser}, inv_90},
    {{"INV-91", kStep, {}}, {When::kUserEvent}, inv_91},
    {{"INV-91", kStep, {}}, {When::kPoolEvent}, inv_91_declared, Reads::kInfrastructure},
    {{"INV-92", kQuiescent, {}}, {When::kRestUser}, inv_92},
    {{"INV-93", kAlways, "a pool that knows it is failed over leaves its users at the backup"},
     {When::kUserEvent},
     inv_93},
    {{"INV-94", kStep, {}}, {When::kOperationEvent}, inv_94},
    {{"INV-95", kAlways, {}}, {When::kUserEvent}, inv_95},
    {{"INV-98", kAfter, {}}, {When::kFailOverDone}, inv_98},
    {{"INV-99", kAlways, {}}, {When::kUserEvent}, inv_99},
    {{"INV-102", kQuiescent, {}}, {When::kRestUser}, inv_102},
    {{"INV-116", kAlways, {}}, {When::kEvent}, inv_116, Reads::kInfrastructure},
    {{"INV-134", kAfter, {}, kReport}, {}, nullptr},
    {{"conservation", kAlways, {}}, {When::kUser}, conservation_of_user},
    {{"conservation", kAlways, {}}, {When::kPool}, conservation_of_pool},
    {{"conservation", kAtEnd, {}}, {When::kRest, When::kEnd}, conservation_recounted},
};

constexpr auto kTable = [] {
  std::array<InvariantInfo, std::size(kRows)> table;
  std::transform(std::begin(kRows), std::end(kRows), table.begin(),
                 [](const Row& row) { return row.info; });
  return table;
}();
constexpr bool earlier(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;  // INV-99 before INV-102
}
static_assert(std::is_sorted(std::begin(kTable), std::end(kTable),
                             [](const InvariantInfo& a, const InvariantInfo& b) {
                               return earlier(a.rule, b.rule);
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
