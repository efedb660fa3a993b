// What the plan can change decides how long a remembered instant can matter.
#include "sim/model/stamps.hpp"

#include <algorithm>

namespace firedrill {
namespace {

bool plan_runs(const World& world, std::string_view rule) {
  for (const ActorSpec& actor : world.actors) {
    for (const StepSpec& step : actor.steps) {
      if (step.kind == StepSpec::Kind::kCommand &&
          world.cmdlets[step.command.cmdlet].rule == rule) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

StampBounds::StampBounds(const World& world)
    : interval_changes(plan_runs(world, "CMD-21") || plan_runs(world, "CMD-22")),
      threshold_changes(plan_runs(world, "CMD-04") || plan_runs(world, "CMD-05")) {}

Duration StampBounds::longest_interval(const State& state) const {
  if (interval_changes) return Duration::max();
  // A forced failover of the store may bring back an older value.
  const ConfigItem& item = state.cms().sync_interval_s;
  return seconds(std::max({item.master, item.in_flight, item.standby, item.seen, item.exported}));
}

std::optional<Duration> StampBounds::failback_interval(const State& state) const {
  if (threshold_changes) return std::nullopt;
  const PoolRecord& first = state.pool(0);
  for (std::size_t p = 0; p < state.count<PoolRecord>(); ++p) {
    const PoolRecord& pool = state.pool(p);
    if (pool.failback_detection_s != first.failback_detection_s) return std::nullopt;
    if (pool.failback_detection_s != pool.failback_detection_set_s) return std::nullopt;
  }
  return seconds(first.failback_detection_s);
}

}  // namespace firedrill
