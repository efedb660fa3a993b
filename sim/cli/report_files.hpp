// Files of a report, written into a folder. Private to this room.
#pragma once

#include <string>
#include <vector>

#include "reports/page/report.hpp"

namespace firedrill {

/// Makes the folder where there is none; false, after saying so, when something was refused.
[[nodiscard]] bool write_report_files(const std::string& folder,
                                      const std::vector<ReportFile>& files);

}  // namespace firedrill
