#include "sim/run/left_undone.hpp"

#include <fmt/format.h>

#include "sim/run/names.hpp"

namespace firedrill {
namespace {

constexpr std::int64_t kLong = 3'600'000;

/// The procedure that brings a capability back when its pool or Edge pool is lost.
std::string_view procedure_of(Capability capability) {
  switch (capability) {
    case Capability::kSignIn:
    case Capability::kPresence:
    case Capability::kContacts:
    case Capability::kConferencing:
      return "PRC-FO";
    case Capability::kFederationIn:
    case Capability::kFederationOut:
      return "PRC-EF";
    case Capability::kXmpp:
      return "PRC-EX";
    case Capability::kRemoteAccess:
      return "PRC-EA";
  }
  return {};
}

void pools_left(const Simulation& simulation, std::vector<std::string>& out) {
  const World& w = simulation.world();
  const State& s = simulation.state();
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    const auto pool = static_cast<Index>(p);
    const PoolState state = s.pool(p).state;
    if (state == PoolState::kFailedOver) {
      out.push_back(fmt::format("{} is FailedOver: PRC-FB fails it back{}", pool_name(w, pool),
                                pool_serving(s, pool) ? "" : " once it runs"));
    } else if (state != PoolState::kActive) {
      out.push_back(fmt::format("{} is still {}", pool_name(w, pool), pool_state_name(state)));
    } else if (!pool_serving(s, pool)) {
      out.push_back(
          fmt::format("{} does not run, and was not failed over (PRC-FO)", pool_name(w, pool)));
    }
  }
  if (active_master(w, s) == kNone && w.topology.cms.active != kNone) {
    out.push_back(
        "no active Central Management store can be reached (PRC-FO, its steps on the store)");
  }
}

}  // namespace

std::vector<std::string> left_undone(const Simulation& simulation, const Figures& figures) {
  std::vector<std::string> out;
  pools_left(simulation, out);
  for (int c = 0; c < kCapabilities; ++c) {
    const auto capability = static_cast<Capability>(c);
    const RecoveryFigures& f = figures.recovery[static_cast<std::size_t>(c)];
    if (f.open > 0) {
      out.push_back(fmt::format("{}: {} users are without ({})", capability_name(capability),
                                count_text(f.open), procedure_of(capability)));
    } else if (f.max >= kLong) {
      out.push_back(fmt::format("{}: missing for up to {}, for {} users ({})",
                                capability_name(capability), duration_text(f.max),
                                count_text(f.affected), procedure_of(capability)));
    }
  }
  return out;
}

}  // namespace firedrill
