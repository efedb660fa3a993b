// Text inside XML. Private to this room.
#pragma once

#include <string>
#include <string_view>

namespace firedrill {

/// For text and for attributes in double quotes.
[[nodiscard]] std::string xml_escaped(std::string_view text);

}  // namespace firedrill
