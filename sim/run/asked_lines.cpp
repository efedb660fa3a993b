// Where there is no store, it is where the first pool stands that nothing can be recorded.
#include "sim/run/asked_lines.hpp"

#include "sim/cmdlets/binder.hpp"
#include "sim/cmdlets/command_reader.hpp"
#include "sim/engine/assert.hpp"
#include "sim/model/components.hpp"

namespace firedrill {

std::optional<BoundCommand> bound_line(const World& world, const std::string& line) {
  Diagnostics nobody_reads;
  const auto command = read_command_line(line, std::string(), Mark{1, 1}, nobody_reads);
  if (!command) return std::nullopt;
  return bind_command(*command, world.topology, world.personality, nobody_reads);
}

Refusal refusal_of_line(const World& world, const State& state, const std::string& line) {
  const auto bound = bound_line(world, line);
  FIREDRILL_ASSERT(bound.has_value(), "what is told can be typed");
  const Index store = state.cms().active;
  return refusal_at(world, state, world.pool(store == kNone ? Index{0} : store).site, *bound);
}

}  // namespace firedrill
