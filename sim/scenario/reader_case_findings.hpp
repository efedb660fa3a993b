// Findings of the cases of one file, put together: a mistake that all cases share stands in the
// file once, so it is reported once; one that some cases make names them.
#pragma once

#include <cstddef>
#include <vector>

#include "firedrill/diagnostic.hpp"
#include "sim/scenario/reader_matrix.hpp"

namespace firedrill::reading {

class CaseFindings {
 public:
  /// What was found in the next case.
  void add(CaseValues values, const Diagnostics& found);
  void report(Diagnostics& diagnostics) const;

 private:
  struct Found {
    Diagnostic finding;
    std::vector<std::size_t> cases;  // ascending
  };
  [[nodiscard]] std::string where(const std::vector<std::size_t>& cases) const;

  std::vector<CaseValues> cases_;
  std::vector<Found> found_;  // sorted by place
};

}  // namespace firedrill::reading
