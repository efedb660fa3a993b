// Rules and error codes as scenarios name them: "INV-05", "E_NEXT_HOP".
#pragma once

#include <optional>
#include <string>

#include "sim/scenario/reader_context.hpp"

namespace firedrill::reading {

/// One of the two is set. `name` is the rule's ID or the code's name, spelt as the catalogue has
/// it.
struct RuleOrError {
  ErrorCode error = ErrorCode::kOk;
  std::string rule;
  std::string name;
};
[[nodiscard]] std::optional<RuleOrError> read_rule_or_error(const ReadingContext& context,
                                                            Text text);
[[nodiscard]] std::optional<std::string> read_rule(const ReadingContext& context, Text text);
/// Looks like a rule's ID or an error code, so that a misspelt one is reported as such.
[[nodiscard]] bool looks_like_rule(std::string_view text);

}  // namespace firedrill::reading
