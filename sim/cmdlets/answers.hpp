// What a query tells: one fact a line of its output.
#pragma once

#include <cstdint>
#include <string_view>

#include "sim/model/writer.hpp"

namespace firedrill {

/// `entity` and `other` are indices (-1 = an empty field), `text` is static.
inline void answer(Writer& writer, std::int32_t entity, std::int32_t other, std::int64_t value,
                   std::string_view text, std::string_view rule) {
  writer.tell({FactKind::kQueryAnswer, entity, other, value, text, rule});
}

}  // namespace firedrill
