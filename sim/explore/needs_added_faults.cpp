// Which faults were added is told by what they befall, since shrinking changes their times.
#include "sim/explore/needs_added_faults.hpp"

#include <algorithm>

#include "sim/explore/trial.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

/// A fault without its times: "site Datacenter1 is lost".
std::string component_of(const FaultSpec& fault, const Scenario& scenario) {
  std::string text = fault_text(fault, scenario);
  if (const auto at = text.find(": "); at != std::string::npos) text.erase(0, at + 2);
  return text.substr(0, text.find(", back after"));
}

}  // namespace

NeedsAddedFaults::NeedsAddedFaults(const Scenario& as_written, std::string name)
    : name_(std::move(name)), own_slips_(!as_written.slips.empty()) {
  for (const FaultSpec& fault : as_written.faults) {
    own_.push_back(component_of(fault, as_written));
  }
}

bool NeedsAddedFaults::operator()(const Scenario& scenario) const {
  Scenario without = scenario;
  // A slip changes its numbers as steps are dropped; where the file has some of its own, all stay.
  if (!own_slips_) without.slips.clear();
  std::erase_if(without.faults, [&](const FaultSpec& fault) {
    return std::find(own_.begin(), own_.end(), component_of(fault, scenario)) == own_.end();
  });
  const bool adds = without.faults.size() < scenario.faults.size() ||
                    without.slips.size() < scenario.slips.size();
  if (!adds) return false;
  return !find_failure(without, try_scenario(without).outcome, name_).has_value();
}

}  // namespace firedrill
