// What a reader of reports knows manual work by: the words that a procedure has for it.
#pragma once

#include <string>
#include <string_view>

namespace firedrill {

/// "topology builder: federation of" for the command that stands for such a step; a cmdlet's own
/// name for a cmdlet.
[[nodiscard]] std::string typed_words(std::string_view command);

}  // namespace firedrill
