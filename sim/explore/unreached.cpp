// Reasons. A row of the table says why a campaign over faults cannot reach a rule at all, whatever
// the scenario; what a scenario merely leaves out is computed from it.
#include "sim/explore/unreached.hpp"

#include <algorithm>

#include "sim/cmdlets/refusals.hpp"
#include "sim/cmdlets/table.hpp"
#include "sim/rules/invariants.hpp"

namespace firedrill {
namespace {

struct Reason {
  std::string_view probe;
  std::string_view why;
};

constexpr Reason kReasons[] = {
    {"INV-17", "advice: shown and never judged"},
};

std::string stated(std::string_view probe) {
  for (const Reason& reason : kReasons) {
    if (reason.probe == probe) return std::string(reason.why);
  }
  return {};
}

std::string why_no_refusal(const Campaign& campaign, const KnownRefusal& refusal) {
  bool run_by_a_step = false;
  for (const std::uint16_t cmdlet : campaign.phases().cmdlets()) {
    run_by_a_step = run_by_a_step || can_refuse(cmdlet_table()[cmdlet], refusal);
  }
  if (!run_by_a_step) return "no step of these scenarios runs a cmdlet that can refuse so";
  if (refusal.decided_by == DecidedBy::kArguments) {
    return "it depends on how a step is written, and none of these is written so";
  }
  return {};
}

std::string why_no_fault(const Campaign& campaign, FaultKind kind) {
  const bool possible = std::any_of(
      campaign.scenarios().begin(), campaign.scenarios().end(), [&](const auto& scenario) {
        return (scenario->swarm->families() >> static_cast<unsigned>(kind) & 1U) != 0;
      });
  return possible ? "" : "no deployment of these scenarios has a component that can suffer it";
}

std::string why(const Campaign& campaign, const ProbeTable::Probe& probe) {
  if (std::string reason = stated(probe.name); !reason.empty()) return reason;
  switch (probe.kind) {
    case ProbeTable::Kind::kRefusal:
      return why_no_refusal(campaign, known_refusals()[probe.number]);
    case ProbeTable::Kind::kFault:
      return why_no_fault(campaign, static_cast<FaultKind>(probe.number));
    case ProbeTable::Kind::kRule:
    case ProbeTable::Kind::kFact:
      break;
  }
  return {};
}

}  // namespace

std::vector<Unreached> unreached(const Campaign& campaign) {
  std::vector<Unreached> out;
  const auto& probes = ProbeTable::get().probes();
  for (std::size_t i = 0; i < probes.size(); ++i) {
    if (campaign.tally().probes.probes[i].runs != 0) continue;
    out.push_back({probes[i].kind, probes[i].name, why(campaign, probes[i])});
  }
  return out;
}

}  // namespace firedrill
