// Which parameters of a cmdlet go together: the sets of its page, as rules over names.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firedrill {

/// `names` are separated by single blanks; what they mean depends on the kind.
struct ParameterSetRule {
  enum class Kind {
    kAtMostOne,  // of the names, else E_PARAM_SET
    kOneOf,      // exactly one: none is missing input, two are E_PARAM_SET
    kExcludes,   // the first with any of the others is E_PARAM_SET
    kOnlyWith,   // the first without the second is E_PARAM_SET
    kCallsFor,   // the first without the second is missing input
    kOnlyWhen,   // the first unless the second has the value that stands third is E_PARAM_SET
    kWhenNeeds,  // the first having the value that stands second calls for the third
  };
  std::string_view cmdlet;
  Kind kind = Kind::kAtMostOne;
  std::string_view names;
};

[[nodiscard]] std::span<const ParameterSetRule> parameter_set_rules();

/// A parameter that was given (a switch only when it is on), with its canonical text.
struct GivenParameter {
  std::string_view name;
  std::string_view text;
};

struct SetFinding {
  bool missing = false;  // something is missing; otherwise what is given does not go together
  std::string words;     // missing: completes "<cmdlet> ..."; otherwise a sentence
};

/// What the rules of the cmdlet say of the parameters given, in the order of the rules.
[[nodiscard]] std::vector<SetFinding> check_parameter_sets(std::string_view cmdlet,
                                                           std::span<const GivenParameter> given);

}  // namespace firedrill
