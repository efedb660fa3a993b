// The codes of mistakes in scenario files, one line of meaning each. Codes are permanent: a new
// kind of mistake gets the next free number, and a number that falls out of use stays retired.
//
// FD1004 is a topology file that a scenario names and that is not there; FD1010 to FD1029 and
// FD1080 to FD1099 belong to this room. FD1001 to FD1009 are the loader's, FD1030 to FD1079 those
// of command lines, FD11xx and FD12xx those of topologies.
#pragma once

#include <cstddef>
#include <iterator>
#include <string_view>

namespace firedrill::reading {

struct ScenarioCode {
  std::string_view code;
  std::string_view meaning;
};

namespace code {
inline constexpr char kTopologyNotFound[] = "FD1004";
inline constexpr char kUnknownKey[] = "FD1010";
inline constexpr char kWrongType[] = "FD1011";
inline constexpr char kNotADuration[] = "FD1012";
inline constexpr char kFormatVersion[] = "FD1013";
inline constexpr char kMissingKey[] = "FD1014";
inline constexpr char kNotANumber[] = "FD1015";
inline constexpr char kContradiction[] = "FD1016";
inline constexpr char kNotAWord[] = "FD1017";
inline constexpr char kAfterTheEnd[] = "FD1018";
inline constexpr char kNotATime[] = "FD1019";
inline constexpr char kFaultNotUnderstood[] = "FD1020";
inline constexpr char kNoSuchComponent[] = "FD1021";
inline constexpr char kTriggerNotUnderstood[] = "FD1022";
inline constexpr char kNumberOutOfRange[] = "FD1023";
inline constexpr char kNoSuchFault[] = "FD1024";
inline constexpr char kFaultDoesNotFit[] = "FD1025";
inline constexpr char kStepNotUnderstood[] = "FD1026";
inline constexpr char kManualStepNotUnderstood[] = "FD1027";
inline constexpr char kNoSuchRule[] = "FD1028";
inline constexpr char kExpectationNotUnderstood[] = "FD1029";
inline constexpr char kNoSuchQuantity[] = "FD1080";
inline constexpr char kConditionNotUnderstood[] = "FD1081";
inline constexpr char kNoSuchValue[] = "FD1082";
inline constexpr char kQuantityOfWhat[] = "FD1083";
inline constexpr char kNoSuchParameter[] = "FD1084";
inline constexpr char kOverrideNotUnderstood[] = "FD1085";
inline constexpr char kNoSuchAdministrator[] = "FD1086";
inline constexpr char kCircle[] = "FD1087";
inline constexpr char kTooMany[] = "FD1088";
inline constexpr char kOptionDoesNotFit[] = "FD1089";
inline constexpr char kSlipNotUnderstood[] = "FD1090";
inline constexpr char kSlipDoesNotFit[] = "FD1091";
inline constexpr char kOrderNotUnderstood[] = "FD1092";
inline constexpr char kMishapNotUnderstood[] = "FD1093";
inline constexpr char kIncludeNotFound[] = "FD1094";
inline constexpr char kIncludedTwice[] = "FD1095";
inline constexpr char kMatrixNotUnderstood[] = "FD1096";
inline constexpr char kPlaceholder[] = "FD1097";
inline constexpr char kNoSuchCase[] = "FD1098";
}  // namespace code

inline constexpr ScenarioCode kScenarioCodes[] = {
    {code::kTopologyNotFound, "the topology file that the scenario names is not there"},
    {code::kUnknownKey, "a key that is not read here"},
    {code::kWrongType, "a value of another shape than the key takes (text, list, mapping)"},
    {code::kNotADuration, "not a duration: 90s, 12m, 6h, 2h30m, 1d or hh:mm:ss"},
    {code::kFormatVersion, "the format version is missing or is one that is not read"},
    {code::kMissingKey, "a key that is required is missing"},
    {code::kNotANumber, "not a number, or a number outside its range"},
    {code::kContradiction, "two keys or statements that exclude each other"},
    {code::kNotAWord, "not one of the words that are read here"},
    {code::kAfterTheEnd, "a time after the end of the scenario (warning)"},
    {code::kNotATime, "not a time: a clock time such as 10:00, or a duration since the start"},
    {code::kFaultNotUnderstood, "a fault that does not read like one"},
    {code::kNoSuchComponent, "the topology has no component of this name, or several"},
    {code::kTriggerNotUnderstood, "the moment of a fault that does not read like one"},
    {code::kNumberOutOfRange, "there is no step or fault of this number"},
    {code::kNoSuchFault, "not a fault of the catalogue"},
    {code::kFaultDoesNotFit, "the component cannot suffer this fault"},
    {code::kStepNotUnderstood, "a step that does not read like one"},
    {code::kManualStepNotUnderstood, "manual work that does not read like one"},
    {code::kNoSuchRule, "neither a rule of the catalogue nor an error code"},
    {code::kExpectationNotUnderstood, "an expectation that does not read like one"},
    {code::kNoSuchQuantity, "not a quantity that conditions speak of"},
    {code::kConditionNotUnderstood, "a condition that does not read like one"},
    {code::kNoSuchValue, "not a value of the quantity"},
    {code::kQuantityOfWhat, "a quantity without the component it is of, or with one it has not"},
    {code::kNoSuchParameter, "not a parameter of the model, or not a value of it"},
    {code::kOverrideNotUnderstood, "an override of the command line that is not KEY=VALUE"},
    {code::kNoSuchAdministrator, "no administrator of this name, or several"},
    {code::kCircle, "faults that wait for each other"},
    {code::kTooMany, "more of something than is read"},
    {code::kOptionDoesNotFit, "an option that this fault or step does not take"},
    {code::kSlipNotUnderstood, "a slip that does not read like one"},
    {code::kSlipDoesNotFit, "a slip that the step, or another slip, does not allow"},
    {code::kOrderNotUnderstood, "an order of simultaneous events that does not read like one"},
    {code::kMishapNotUnderstood, "a mishap that does not read like one, or of another cmdlet"},
    {code::kIncludeNotFound, "a file to include that is not there"},
    {code::kIncludedTwice, "a file that includes itself, or is included by two ways"},
    {code::kMatrixNotUnderstood, "a matrix that does not read like one, or of too many cases"},
    {code::kPlaceholder, "a placeholder without its list in the matrix, or a list that none uses"},
    {code::kNoSuchCase, "no case of this name, or several where one is wanted"},
};

namespace detail {
constexpr bool codes_ascend() {
  for (std::size_t i = 1; i < std::size(kScenarioCodes); ++i) {
    if (kScenarioCodes[i - 1].code >= kScenarioCodes[i].code) return false;
  }
  return true;
}
}  // namespace detail
static_assert(detail::codes_ascend());

}  // namespace firedrill::reading
