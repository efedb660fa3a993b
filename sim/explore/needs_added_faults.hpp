// What a failure under added faults may be shrunk to: not to one that fails without them.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace firedrill {

/// A runbook that fails without any added fault or slip is another finding: shrinking must not
/// leave out the very step that the fault defeats.
class NeedsAddedFaults {
 public:
  /// `as_written` is the scenario without the added faults and slips; `name` that of the failure.
  NeedsAddedFaults(const Scenario& as_written, std::string name);
  /// `scenario` fails by that name only with the faults and slips that were added.
  bool operator()(const Scenario& scenario) const;

 private:
  std::string name_;
  std::vector<std::string> own_;
  bool own_slips_;
};

}  // namespace firedrill
