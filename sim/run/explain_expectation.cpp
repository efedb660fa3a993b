// Two runs: one to learn the moment and whom it found without service, one to keep the causes. Both
// end at that moment, so what is told is how things stood then and not how they ended.
#include "sim/run/explain_expectation.hpp"

#include <fmt/format.h>

#include "sim/model/quantity.hpp"
#include "sim/run/names.hpp"
#include "sim/run/verdict.hpp"

namespace firedrill {
namespace {

using Kind = ExpectationSpec::Kind;

/// A user who wants service and has no regular one, of the pool that the condition speaks of where
/// it has such; -1 = there is none, or it speaks of no users.
std::int64_t user_without_service(const State& s, const Condition& condition) {
  const QuantityDefinition& quantity = quantities()[condition.quantity];
  if (!quantity.value_is_users) return -1;
  const bool of_pool = quantity.of == EntityKind::kPool && condition.entity != kNone;
  std::int64_t out = -1;
  for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
    const UserRecord& r = s.user(u);
    if (r.wants_online == 0 || r.mode == UserMode::kRegular) continue;
    if (!of_pool || r.home == condition.entity) return u;
    if (out < 0) out = u;
  }
  return out;
}

/// The steps that had been refused by then, each with what is behind it, and where the procedure
/// stood.
std::string behind_procedure(const Simulation& simulation, const Timeline& timeline,
                             const CauseBook& book) {
  const World& world = simulation.world();
  std::string out;
  for (std::size_t a = 0; a < world.actors.size(); ++a) {
    for (std::size_t i = 0; i < world.actors[a].length(); ++i) {
      const StepOutcome& step = timeline.step(a, i);
      if (step.refusals > 0) out += "  because " + book.behind_event(step.event).text;
    }
  }
  for (std::size_t a = 0; a < world.actors.size(); ++a) {
    const ActorRecord& r = simulation.state().record<ActorRecord>(a);
    if (is_through(r.phase) || r.step >= world.actors[a].length()) continue;
    out += fmt::format("  the procedure was at {} then: {}\n", step_name(world, a, r.step),
                       world.actors[a].performed(r.step).text);
  }
  return out.empty() ? "  no step had been refused, and none was left to be done\n" : out;
}

}  // namespace

std::string explain_expectation(const Scenario& scenario, const World& world, std::size_t number) {
  if (number == 0 || number > world.expectations.size()) return {};
  const std::size_t i = number - 1;
  const ExpectationSpec& e = world.expectations[i];
  const auto here = static_cast<std::ptrdiff_t>(i);
  Simulation first(world, {.stop_when_missed = here});
  first.run();
  if (e.kind == Kind::kRule) return {};  // its violations are explained one by one
  const bool missed =
      first.missed_ms(i) >= 0 || expectation_verdict(world, first.state(), i) == Verdict::kViolated;
  if (!missed) return {};
  const std::int64_t user = user_without_service(first.state(), e.condition);

  Simulation simulation(world, {.causes = KeepCauses::kAll, .stop_when_missed = here});
  Timeline timeline(scenario, simulation);
  CauseBook book(scenario, simulation, timeline, user);
  simulation.listen(&timeline);
  simulation.listen(&book);
  simulation.run();
  const std::int64_t at_ms = simulation.missed_ms(i);
  std::string out = fmt::format("{}  {}\n", e.text, place(scenario, e.mark));
  out += "  not met: " + missed_words(e, at_ms, scenario.clock_start.count()) + "\n";
  if (user < 0) return out + behind_procedure(simulation, timeline, book);
  const ModeCounts now = mode_counts(simulation.state());
  out +=
      fmt::format("  users then: {} regular, {} in resiliency mode, {} signed out; one of them:\n",
                  count_text(now.regular), count_text(now.resiliency), count_text(now.signed_out));
  return out + book.explain_user();
}

}  // namespace firedrill
