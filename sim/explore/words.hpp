// Words for what the model may do, as a report's reader would say them.
#pragma once

#include <string_view>

#include "sim/model/writer.hpp"

namespace firedrill {

[[nodiscard]] std::string_view fact_words(FactKind kind);

}  // namespace firedrill
