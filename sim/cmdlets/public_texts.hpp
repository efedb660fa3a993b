// What the product itself says where firedrill refuses, as far as it has been published. An
// administrator who has seen the real message recognises it; firedrill's own words stay
// firedrill's.
#pragma once

#include <string_view>

#include "sim/model/command.hpp"

namespace firedrill {

struct PublicText {
  ErrorCode code = ErrorCode::kOk;
  std::string_view rule;
  std::string_view about;   // part of firedrill's own text; empty = any
  std::string_view source;  // whose text it is
  std::string_view text;    // as published, spelling included
};

/// The published text of a refusal or failure, or nullptr.
[[nodiscard]] const PublicText* public_text(ErrorCode code, std::string_view rule,
                                            std::string_view detail);

}  // namespace firedrill
