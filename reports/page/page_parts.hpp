// The parts of the page, as they stand in this room, and uPlot; generated when the program is
// built.
#pragma once

#include <string_view>

namespace firedrill {

extern const std::string_view kPageFrame;   // HTML with @PLACES@
extern const std::string_view kPageStyle;   // CSS
extern const std::string_view kPageCharts;  // uPlot
extern const std::string_view kPageScript;

}  // namespace firedrill
